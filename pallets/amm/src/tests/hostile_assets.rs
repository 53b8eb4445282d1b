//! Assets whose owner uses every right that `pallet-assets` gives. Pool 0 holds TIDE and USD, pool 1
//! TIDE and BTC: what is done to USD must never reach pool 1.

use super::*;
use crate::{
    mock::{Test, ALICE, BOB, BTC, ETH, FORTUNE, OWNER},
    Cushions, Error,
};
use frame_support::{assert_err, assert_noop, assert_ok, hypothetically};
use sp_runtime::{ArithmeticError, DispatchError, TokenError, TryRuntimeError};

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

/// Has TIDE and nothing else.
const CAROL: AccountId = 3;
const MAX: Balance = Balance::MAX;

fn two_pools() -> ExtBuilder {
    with_pool().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
}

fn sell_usd(who: AccountId) -> DispatchResult {
    swap_in(who, USD, 10_000, TIDE, 0)
}

fn buy_usd(who: AccountId) -> DispatchResult {
    swap_out(who, TIDE, MAX, USD, 10_000)
}

fn add_some(who: AccountId) -> DispatchResult {
    add(who, 0, [1_000, 4_000], 0)
}

/// Takes some of Alice's shares out.
fn remove_some() -> DispatchResult {
    remove(ALICE, 0, 10_000, [0, 0])
}

/// Whatever goes in or out of the pool with USD fails with this error and moves nothing.
fn assert_all_refused(error: impl Into<DispatchError>) {
    let error = error.into();
    assert_noop!(sell_usd(BOB), error);
    assert_noop!(buy_usd(BOB), error);
    assert_noop!(add_some(BOB), error);
    assert_noop!(remove_some(), error);
}

fn assert_all_work() {
    assert_ok!(sell_usd(BOB));
    assert_ok!(buy_usd(BOB));
    assert_ok!(add_some(BOB));
    assert_ok!(remove_some());
}

/// The pool without USD trades and takes and gives liquidity.
fn assert_the_other_pool_works() {
    assert_ok!(Amm::swap_exact_in(signed(BOB), TIDE, 1_000, hops(1, BTC), 0));
    assert_ok!(Amm::swap_exact_out(signed(BOB), BTC, MAX, hops(1, TIDE), 1_000));
    assert_ok!(add(BOB, 1, [1_000, 2_000], 0));
    assert_ok!(remove(ALICE, 1, 1_000, [0, 0]));
}

#[test]
fn a_frozen_asset_moves_in_no_direction_and_only_its_own_pools_stop() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        assert_all_refused(AssetsError::AssetNotLive);
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_all_work();
    });
}

#[test]
fn an_asset_frozen_between_two_trades_stops_the_second_and_keeps_the_first() {
    two_pools().build_and_execute(|| {
        assert_ok!(buy_usd(BOB));
        let after_first = (pool(0), balance(&USD, BOB));
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        assert_noop!(sell_usd(BOB), AssetsError::AssetNotLive);
        assert_eq!((pool(0), balance(&USD, BOB)), after_first);
        assert_eq!(Amm::check_invariants(), Ok(()));
    });
}

#[test]
fn a_frozen_trader_can_be_paid_but_cannot_pay() {
    two_pools().build_and_execute(|| {
        assert_ok!(add_some(BOB));
        assert_ok!(Assets::freeze(signed(OWNER), 1, BOB));
        assert_noop!(sell_usd(BOB), AssetsError::Frozen);
        assert_noop!(add_some(BOB), AssetsError::Frozen);
        assert_ok!(buy_usd(BOB));
        assert_ok!(remove(BOB, 0, 1_000, [0, 0]));
        assert_ok!(sell_usd(ALICE));
        assert_the_other_pool_works();
    });
}

#[test]
fn a_blocked_trader_can_neither_pay_nor_be_paid() {
    two_pools().build_and_execute(|| {
        assert_ok!(add_some(BOB));
        assert_ok!(Assets::block(signed(OWNER), 1, BOB));
        assert_noop!(sell_usd(BOB), AssetsError::Frozen);
        assert_noop!(add_some(BOB), AssetsError::Frozen);
        assert_noop!(buy_usd(BOB), TokenError::Blocked);
        assert_noop!(remove(BOB, 0, 1_000, [0, 0]), TokenError::Blocked);
        assert_ok!(buy_usd(ALICE));
        assert_the_other_pool_works();
    });
}

#[test]
fn a_frozen_vault_takes_the_asset_but_pays_none_out() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
        assert_noop!(buy_usd(BOB), AssetsError::Frozen);
        assert_noop!(remove_some(), AssetsError::Frozen);
        assert_ok!(sell_usd(BOB));
        assert_ok!(add_some(BOB));
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_all_work();
    });
}

#[test]
fn a_blocked_vault_neither_takes_the_asset_nor_pays_it_out() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::block(signed(OWNER), 1, Amm::vault()));
        assert_noop!(buy_usd(BOB), AssetsError::Frozen);
        assert_noop!(remove_some(), AssetsError::Frozen);
        assert_noop!(sell_usd(BOB), TokenError::Blocked);
        assert_noop!(add_some(BOB), TokenError::Blocked);
        assert_the_other_pool_works();
    });
}

#[test]
fn an_asset_being_destroyed_stops_its_own_pools_only() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::start_destroy(signed(OWNER), 1));
        assert_all_refused(AssetsError::AssetNotLive);
        let again = Amm::create_pool(
            signed(BOB),
            assets([USD, ETH]),
            PoolKind::ConstantProduct,
            FeeTier::Bp30,
        );
        assert_noop!(again, Error::<Test>::UnknownAsset);
        assert_the_other_pool_works();
    });
}

/// A destroyed asset takes the vault's tokens with it: I4 says so, and the pools without it go on.
#[test]
fn a_destroyed_asset_is_reported_and_its_pools_are_dead_while_others_go_on() {
    two_pools().build_and_execute(|| {
        hypothetically!({
            assert_ok!(Assets::start_destroy(signed(OWNER), 1));
            assert_ok!(Assets::destroy_accounts(signed(BOB), 1));
            assert_ok!(Assets::finish_destroy(signed(BOB), 1));
            assert_all_refused(AssetsError::Unknown);
            assert_the_other_pool_works();
            assert_eq!(Amm::check_invariants(), I4);
        });
    });
}

const I4: Result<(), TryRuntimeError> =
    Err(TryRuntimeError::Other("I4: the vault has less than the ledgers say"));

#[test]
fn a_burn_in_the_vault_is_reported_and_stops_only_what_cannot_be_paid() {
    two_pools().build_and_execute(|| {
        let burnt = 3_900_000;
        assert_ok!(Assets::burn(signed(OWNER), 1, Amm::vault(), burnt));
        assert_eq!(Amm::check_invariants(), I4);
        let low = AssetsError::BalanceLow;
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, 100_001), low);
        let low = AssetsError::BalanceLow;
        assert_noop!(remove(ALICE, 0, 1_999_000, [0, 0]), low);
        assert_the_other_pool_works();
        assert_all_work();
        assert_ok!(Assets::mint(signed(OWNER), 1, Amm::vault(), burnt));
    });
}

#[test]
fn a_burn_of_all_in_the_vault_does_not_close_its_account() {
    two_pools().build_and_execute(|| {
        let all = balance(&USD, Amm::vault());
        assert_ok!(Assets::burn(signed(OWNER), 1, Amm::vault(), MAX));
        assert_eq!(Assets::maybe_balance(1, Amm::vault()), Some(0));
        assert_eq!(Amm::check_invariants(), I4);
        let low = AssetsError::BalanceLow;
        assert_noop!(buy_usd(BOB), low);
        assert_ok!(sell_usd(BOB));
        assert_the_other_pool_works();
        assert_ok!(Assets::mint(signed(OWNER), 1, Amm::vault(), all));
    });
}

#[test]
fn an_asset_moved_out_of_the_vault_is_reported_and_stops_only_what_cannot_be_paid() {
    two_pools().build_and_execute(|| {
        let taken = 3_900_000;
        assert_ok!(Assets::force_transfer(signed(OWNER), 1, Amm::vault(), OWNER, taken));
        assert_eq!(Amm::check_invariants(), I4);
        let low = AssetsError::BalanceLow;
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, 100_001), low);
        assert_the_other_pool_works();
        assert_all_work();
        assert_ok!(Assets::transfer(signed(OWNER), 1, Amm::vault(), taken));
    });
}

#[test]
fn a_pool_without_the_burnt_asset_is_paid_out_in_full() {
    two_pools().build_and_execute(|| {
        let all = balance(&USD, Amm::vault());
        assert_ok!(Assets::burn(signed(OWNER), 1, Amm::vault(), MAX));
        assert_ok!(remove(ALICE, 1, 999_000, [999_000, 999_000]));
        assert_ok!(Assets::mint(signed(OWNER), 1, Amm::vault(), all));
    });
}

#[test]
fn an_asset_at_its_supply_limit_cannot_be_moved() {
    two_pools().build_and_execute(|| {
        let room = 9_999;
        let supply = Assets::total_supply(1);
        assert_ok!(Assets::mint(signed(OWNER), 1, OWNER, MAX - supply - room));
        assert_all_refused_but_small(room);
        assert_the_other_pool_works();
    });
}

/// More than `room` does not move, as much does.
fn assert_all_refused_but_small(room: Balance) {
    let over = ArithmeticError::Overflow;
    assert_noop!(swap_in(BOB, USD, room + 1, TIDE, 0), over);
    assert_noop!(swap_out(BOB, TIDE, MAX, USD, room + 1), over);
    assert_noop!(add(BOB, 0, [1_000_000, room + 1], 0), over);
    assert_noop!(remove(ALICE, 0, 10_000, [0, 0]), over);
    assert_ok!(swap_in(BOB, USD, room, TIDE, 0));
    assert_ok!(swap_out(BOB, TIDE, MAX, USD, room));
}

#[test]
fn who_has_no_consumer_reference_left_cannot_be_paid_a_new_asset_or_shares() {
    two_pools().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 100_000));
        while System::inc_consumers(&CAROL).is_ok() {}
        let buy = Amm::swap_exact_in(signed(CAROL), TIDE, 1_000, hops(1, BTC), 0);
        assert_noop!(buy, TokenError::CannotCreate);
        // USD is sufficient, and shares are not.
        assert_ok!(swap_in(CAROL, TIDE, 1_000, USD, 0));
        assert_noop!(add(CAROL, 0, [100, 400], 0), TokenError::CannotCreate);
    });
}

#[test]
fn who_cannot_hold_one_of_the_currencies_gets_none_for_shares() {
    two_pools().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 100_000));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 1, CAROL, 10_000));
        while System::inc_consumers(&CAROL).is_ok() {}
        assert_noop!(remove(CAROL, 1, 10_000, [0, 0]), TokenError::CannotCreate);
        assert_ok!(PoolAssets::transfer(signed(CAROL), 1, ALICE, 10_000));
    });
}

#[test]
fn an_account_without_tide_cannot_be_given_shares() {
    two_pools().pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000]).build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 100_000));
        let to_nobody = PoolAssets::transfer(signed(ALICE), 0, CAROL, 10_000);
        assert_noop!(to_nobody, TokenError::CannotCreate);
    });
}

#[test]
fn a_minimum_balance_raised_above_the_vaults_balance_stops_payments_and_only_those() {
    two_pools().build_and_execute(|| {
        set_minimum_balance(4_000_001 + 1);
        let low = AssetsError::BalanceLow;
        assert_noop!(buy_usd(BOB), low);
        let low = AssetsError::BalanceLow;
        assert_noop!(remove_some(), low);
        assert_ok!(sell_usd(BOB));
        assert_ok!(add_some(BOB));
        assert_the_other_pool_works();
        set_minimum_balance(1);
        assert_all_work();
    });
}

#[test]
fn a_raised_minimum_balance_does_not_change_the_cushion_that_was_paid() {
    two_pools().build_and_execute(|| {
        set_minimum_balance(100);
        assert_eq!(Cushions::<Test>::get(USD), Some(1));
        assert_ok!(Amm::create_pool(
            signed(BOB),
            assets([USD, ETH]),
            PoolKind::ConstantProduct,
            FeeTier::Bp30
        ));
        assert_eq!(Cushions::<Test>::get(USD), Some(1));
        // The last units of all pools together do not leave any more; other payments do.
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        assert_err!(swap_out(BOB, TIDE, MAX, USD, 1_950), AssetsError::BalanceLow);
        assert_ok!(swap_out(BOB, TIDE, MAX, USD, 1_900));
    });
}

/// As only the chain's root may.
fn set_minimum_balance(min_balance: Balance) {
    let root = RuntimeOrigin::root();
    assert_ok!(Assets::force_asset_status(
        root,
        1,
        OWNER,
        OWNER,
        OWNER,
        OWNER,
        min_balance,
        true,
        false
    ));
}

#[test]
fn an_asset_that_stops_being_sufficient_is_still_traded_by_those_who_hold_it() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 100_000));
        let root = RuntimeOrigin::root();
        assert_ok!(Assets::force_asset_status(
            root, 1, OWNER, OWNER, OWNER, OWNER, 1, false, false
        ));
        assert_ok!(swap_in(CAROL, USD, 100_000, TIDE, 0));
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (1, 0));
        assert_all_work();
    });
}

#[test]
fn the_vaults_account_cannot_be_refunded_away_by_anybody() {
    two_pools().build_and_execute(|| {
        for who in [ALICE, BOB, OWNER] {
            assert!(Assets::refund_other(signed(who), 1, Amm::vault()).is_err());
            assert!(Assets::refund(signed(who), 1, true).is_err());
        }
        assert_eq!(balance(&USD, Amm::vault()), 4_000_001);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 4_000_001);
    });
}
