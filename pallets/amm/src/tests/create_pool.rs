use super::*;
use crate::{
    mock::*,
    types::{terms, CurveState, Holding},
    Error, HoldReason, Holdings, NextPoolId, PoolDeposits, PoolIds, PoolKey,
};
use frame_support::{assert_noop, assert_ok, traits::fungible::InspectHold};
use sp_runtime::TokenError;
use tidewater_primitives::ids::FIRST_SHARE_ID;

const CURVE: Curve = Curve::ConstantProduct;

#[test]
fn a_pool_is_created_empty_with_its_currencies_sorted() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(BOB, [USD, TIDE]));
        let pair = assets([TIDE, USD]);
        let key = PoolKey::new(pair.clone(), PoolKind::ConstantProduct, FeeTier::Bp30);
        let curve = CurveState::ConstantProduct;
        let mut expected = Pool::empty(pair, curve, FeeTier::Bp30, terms::DEFAULT);
        expected.block.number = 1;
        assert_eq!(pool(0), expected);
        assert_eq!(PoolIds::<Test>::get(key), Some(0));
        assert_eq!(NextPoolId::<Test>::get(), 1);
        assert_eq!(
            last_event(),
            Event::PoolCreated {
                pool_id: 0,
                creator: BOB,
                assets: assets([TIDE, USD]),
                curve: CURVE,
                fee_tier: FeeTier::Bp30,
            }
        );
    });
}

#[test]
fn the_creator_pays_the_deposit_the_account_and_two_minimum_balances() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_eq!(PoolDeposits::<Test>::get(0), Some((BOB, POOL_DEPOSIT)));
        let reason = RuntimeHoldReason::from(HoldReason::PoolDeposit);
        assert_eq!(Balances::balance_on_hold(&reason, &BOB), POOL_DEPOSIT);
        assert_eq!(Balances::reserved_balance(BOB), POOL_DEPOSIT + ACCOUNT_DEPOSIT);
        // One keeps the vault's account alive, one is held and keeps the asset from being destroyed.
        assert_eq!(balance(&BTC, BOB), FORTUNE - 2 * MIN_BTC);
        assert_eq!(balance(&BTC, Amm::vault()), MIN_BTC);
        assert_eq!(cushion_held(&BTC), MIN_BTC);
        let holding = Holding { cushion: MIN_BTC, pools: 1, short: false };
        assert_eq!(Holdings::<Test>::get(BTC), Some(holding));
        assert_eq!(cushion_held(&TIDE), 0);
        let holding = Holding { cushion: EXISTENTIAL_DEPOSIT, pools: 1, short: false };
        assert_eq!(Holdings::<Test>::get(TIDE), Some(holding));
    });
}

#[test]
fn the_second_pool_of_a_currency_does_not_pay_for_the_vaults_account_again() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_ok!(create(ALICE, [BTC, USD]));
        assert_eq!(balance(&BTC, ALICE), FORTUNE);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 2);
        assert_eq!(Holdings::<Test>::get(BTC).map(|holding| holding.pools), Some(2));
    });
}

#[test]
fn a_donation_before_the_first_pool_does_not_replace_the_cushion() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 2, Amm::vault(), MIN_BTC));
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_eq!(balance(&BTC, Amm::vault()), 2 * MIN_BTC);
        assert_eq!(Balances::reserved_balance(BOB), POOL_DEPOSIT);
    });
}

#[test]
fn every_fee_tier_of_a_pair_is_a_pool_of_its_own() {
    ExtBuilder::default().build_and_execute(|| {
        for (id, tier) in FeeTier::ALL.into_iter().enumerate() {
            assert_ok!(Amm::create_pool(signed(BOB), assets([TIDE, USD]), CURVE, tier));
            assert_eq!(pool(id as PoolId).fee_tier, tier);
        }
    });
}

#[test]
fn a_pool_cannot_be_created_twice_in_any_order() {
    with_pool().build_and_execute(|| {
        assert_noop!(create(BOB, [TIDE, USD]), Error::<Test>::PoolExists);
        assert_noop!(create(BOB, [USD, TIDE]), Error::<Test>::PoolExists);
    });
}

#[test]
fn identical_unknown_share_and_too_few_currencies_are_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let share = NativeOrWithId::WithId(FIRST_SHARE_ID);
        let unknown = NativeOrWithId::WithId(77);
        assert_noop!(create(BOB, [USD, USD]), Error::<Test>::IdenticalAssets);
        assert_noop!(create(BOB, [TIDE, TIDE]), Error::<Test>::IdenticalAssets);
        assert_noop!(create(BOB, [TIDE, share]), Error::<Test>::SharesNotPoolable);
        assert_noop!(create(BOB, [TIDE, unknown]), Error::<Test>::UnknownAsset);
        for few in [vec![], vec![USD], vec![TIDE, USD, BTC]] {
            let few = BoundedVec::truncate_from(few);
            let call = Amm::create_pool(signed(BOB), few, CURVE, FeeTier::Bp1);
            assert_noop!(call, Error::<Test>::WrongAssetCount);
        }
    });
}

#[test]
fn frozen_and_dying_assets_are_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(OWNER), 2));
        assert_noop!(create(BOB, [TIDE, BTC]), Error::<Test>::AssetFrozen);
        assert_ok!(Assets::start_destroy(signed(OWNER), 3));
        assert_noop!(create(BOB, [TIDE, ETH]), Error::<Test>::UnknownAsset);
    });
}

#[test]
fn a_creator_who_cannot_pay_creates_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let keep = EXISTENTIAL_DEPOSIT + ACCOUNT_DEPOSIT + POOL_DEPOSIT - 1;
        assert_ok!(Balances::transfer_allow_death(signed(BOB), ALICE, FORTUNE - keep));
        assert_noop!(create(BOB, [TIDE, BTC]), TokenError::FundsUnavailable);
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), BOB, 1));
        assert_ok!(create(BOB, [TIDE, BTC]));
    });
}

#[test]
fn ids_end_where_shares_would_take_the_id_of_an_asset() {
    ExtBuilder::default().build_and_execute(|| {
        NextPoolId::<Test>::put(FIRST_SHARE_ID);
        assert_noop!(create(BOB, [TIDE, USD]), Error::<Test>::TooManyPools);
        NextPoolId::<Test>::put(0);
    });
}

#[test]
fn an_account_of_the_vault_that_somebody_else_opened_is_used_and_not_paid_again() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::touch_other(signed(ALICE), 2, Amm::vault()));
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_eq!(balance(&BTC, Amm::vault()), MIN_BTC);
        assert_eq!(Balances::reserved_balance(BOB), POOL_DEPOSIT);
        assert_eq!(Balances::reserved_balance(ALICE), ACCOUNT_DEPOSIT);
    });
}

#[test]
fn an_account_of_the_vault_that_is_blocked_before_the_first_pool_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::touch_other(signed(ALICE), 2, Amm::vault()));
        assert_ok!(Assets::block(signed(OWNER), 2, Amm::vault()));
        assert_noop!(create(BOB, [TIDE, BTC]), TokenError::Blocked);
    });
}

#[test]
fn gifts_of_worthless_assets_take_no_room_that_pools_need() {
    ExtBuilder::default().build_and_execute(|| {
        // Each gift takes a consumer reference of the vault, until none is left.
        let mut gifts = 0;
        for id in 10..40 {
            let owner = person(id);
            issue(owner, id);
            gifts += u32::from(Assets::transfer(signed(owner), id, Amm::vault(), 5).is_ok());
        }
        assert!((1..30).contains(&gifts));
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_ok!(create(1_039, [TIDE, NativeOrWithId::WithId(39)]));
    });
}

#[test]
fn twenty_pools_of_twenty_assets_need_no_reference_of_the_vault() {
    ExtBuilder::default().build_and_execute(|| {
        let before = System::consumers(&Amm::vault());
        for id in 4..24 {
            // Each by somebody else, for people have few references too.
            let owner = person(id);
            issue(owner, id);
            let (pool_id, asset) = (id - 4, NativeOrWithId::WithId(id));
            assert_ok!(create(owner, [TIDE, asset.clone()]));
            assert_ok!(add(owner, pool_id, [100_000, 100_000], 0));
            assert_ok!(Amm::swap_exact_in(signed(owner), TIDE, 1_000, hops(pool_id, asset), 980));
        }
        assert_eq!(System::consumers(&Amm::vault()), before);
    });
}

/// Somebody with a million TIDE-units, one for each `id`.
fn person(id: u32) -> AccountId {
    let who = AccountId::from(id) + 1_000;
    assert_ok!(Balances::transfer_allow_death(signed(ALICE), who, 1_000_000));
    who
}

/// Creates asset `id` and gives `owner` a million.
fn issue(owner: AccountId, id: u32) {
    assert_ok!(Assets::create(signed(owner), id, owner, 1));
    assert_ok!(Assets::mint(signed(owner), id, owner, 1_000_000));
}

#[test]
fn only_a_signed_origin_creates_a_pool() {
    ExtBuilder::default().build_and_execute(|| {
        let call =
            Amm::create_pool(RuntimeOrigin::root(), assets([TIDE, USD]), CURVE, FeeTier::Bp1);
        assert_noop!(call, sp_runtime::DispatchError::BadOrigin);
    });
}

#[test]
fn a_genesis_pool_named_in_reverse_order_gets_each_amount_into_its_currency() {
    let (tide, usd) = (1_000_000, 4_000_000);
    ExtBuilder::default().pool([USD, TIDE], FeeTier::Bp5, [usd, tide]).build_and_execute(|| {
        assert_eq!(pool(0).assets, assets([TIDE, USD]));
        assert_eq!(pool(0).reserves, list([tide, usd]));
        assert_eq!(balance(&TIDE, Amm::vault()), tide + EXISTENTIAL_DEPOSIT);
        assert_eq!(balance(&USD, Amm::vault()), usd + 1);
        assert_eq!(shares(0, ALICE), 2_000_000 - LOCKED);
    });
}
