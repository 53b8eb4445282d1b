//! Closing a pool: everything goes back to somebody, and its assets are free again.

use super::*;
use crate::{
    mock::{
        ACCOUNT_DEPOSIT, ALICE, BOB, BTC, ETH, EXISTENTIAL_DEPOSIT, FEE_SINK, FORTUNE, LOCKED,
        MAX_POOLS_PER_ASSET, MIN_BTC, OWNER, POOL_DEPOSIT,
    },
    types::{terms, Holding},
    Error, FeePools, Holdings, NextPoolId, PoolDeposits, PoolIds, PoolsOf,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use tidewater_primitives::apis::amm::Terms;

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

fn close(who: AccountId, pool_id: PoolId) -> DispatchResult {
    Amm::close_pool(signed(who), pool_id)
}

/// Alice takes out all her shares of the first pool, which leaves the locked ones.
fn empty_the_pool() {
    assert_ok!(remove(ALICE, 0, 1_999_000, [999_500, 3_998_000]));
    assert_eq!(pool(0).reserves, list([500, 2_000]));
}

fn purse(who: AccountId) -> [Balance; 2] {
    [balance(&TIDE, who), balance(&USD, who)]
}

/// Creates a pool of USD and `other`, by Bob.
fn create_usd_pool(other: CurrencyId, fee_tier: FeeTier) -> DispatchResult {
    Amm::create_pool(signed(BOB), assets([USD, other]), Curve::ConstantProduct, fee_tier)
}

/// Destroys USD to its last account.
fn destroy_usd() {
    assert_ok!(Assets::start_destroy(signed(OWNER), 1));
    assert_ok!(Assets::destroy_accounts(signed(OWNER), 1));
    assert_ok!(Assets::destroy_approvals(signed(OWNER), 1));
    assert_ok!(Assets::finish_destroy(signed(OWNER), 1));
}

#[test]
fn the_creator_gets_the_deposit_and_what_the_locked_shares_stood_for() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        let had = purse(ALICE);
        assert_eq!(Balances::reserved_balance(ALICE), POOL_DEPOSIT + ACCOUNT_DEPOSIT);
        assert_ok!(close(ALICE, 0));
        assert_eq!(last_event(), Event::PoolClosed { pool_id: 0 });
        assert_eq!(purse(ALICE), [had[0] + POOL_DEPOSIT + 500, had[1] + 2_000]);
        assert_eq!(Balances::reserved_balance(ALICE), ACCOUNT_DEPOSIT);
        // Two minimum balances of USD stay in the vault for good.
        assert_eq!(purse(Amm::vault()), [EXISTENTIAL_DEPOSIT, 2]);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 2);
    });
}

#[test]
fn nothing_of_the_pool_is_left_in_storage() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        let key = pool(0).key();
        assert_ok!(close(ALICE, 0));
        assert_eq!(Pools::<Test>::get(0), None);
        assert_eq!(PoolIds::<Test>::get(key), None);
        assert_eq!(PoolDeposits::<Test>::get(0), None);
        assert!(!PoolsOf::<Test>::contains_key(TIDE, 0) && !PoolsOf::<Test>::contains_key(USD, 0));
        assert_eq!(Holdings::<Test>::get(USD), None);
        let tide = Holding { cushion: EXISTENTIAL_DEPOSIT, pools: 0, short: false };
        assert_eq!(Holdings::<Test>::get(TIDE), Some(tide));
        assert_noop!(close(ALICE, 0), Error::<Test>::PoolNotFound);
        assert_noop!(swap_in(BOB, TIDE, 100, USD, 0), Error::<Test>::PoolNotFound);
        assert_noop!(add(BOB, 0, [100, 100], 0), Error::<Test>::PoolNotFound);
        assert_noop!(remove(ALICE, 0, 1, [0, 0]), Error::<Test>::PoolNotFound);
    });
}

#[test]
fn a_pool_that_never_had_liquidity_is_closed() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(BOB, [TIDE, BTC]));
        assert_ok!(close(BOB, 0));
        assert_eq!(balance(&TIDE, BOB), FORTUNE - ACCOUNT_DEPOSIT);
        assert_eq!(balance(&BTC, BOB), FORTUNE - 2 * MIN_BTC);
        assert_eq!(cushion_held(&BTC), 0);
    });
}

#[test]
fn only_the_creator_or_governance_closes_a_pool() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_noop!(close(BOB, 0), Error::<Test>::NotPoolCreator);
        assert_noop!(Amm::close_pool(RuntimeOrigin::none(), 0), DispatchError::BadOrigin);
        let had = purse(ALICE);
        assert_ok!(Amm::close_pool(RuntimeOrigin::root(), 0));
        // It closes the pool; the money is the creator's all the same.
        assert_eq!(purse(ALICE), [had[0] + POOL_DEPOSIT + 500, had[1] + 2_000]);
        assert_noop!(Amm::close_pool(RuntimeOrigin::root(), 0), Error::<Test>::PoolNotFound);
    });
}

#[test]
fn a_pool_with_a_single_share_in_it_is_closed_by_nobody() {
    with_pool().build_and_execute(|| {
        assert_ok!(remove(ALICE, 0, 1_998_999, [0, 0]));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, BOB, 1));
        assert_noop!(close(ALICE, 0), Error::<Test>::PoolNotEmpty);
        let governance = Amm::close_pool(RuntimeOrigin::root(), 0);
        assert_noop!(governance, Error::<Test>::PoolNotEmpty);
        assert_ok!(remove(BOB, 0, 1, [0, 0]));
        assert_eq!(pool(0).total_shares, LOCKED);
        assert_ok!(close(ALICE, 0));
    });
}

#[test]
fn a_pool_is_created_again_under_an_id_that_was_never_used() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_eq!(NextPoolId::<Test>::get(), 1);
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_eq!(NextPoolId::<Test>::get(), 2);
        assert_eq!((Pools::<Test>::get(0), pool(1).total_shares), (None, 0));
        assert_ok!(add(BOB, 1, [10_000, 10_000], 9_000));
        assert_eq!((shares(0, BOB), shares(1, BOB)), (0, 9_000));
    });
}

#[test]
fn the_asset_of_the_last_pool_can_be_destroyed_and_not_before() {
    with_pool().pool([USD, BTC], FeeTier::Bp30, [1_000_000, 1_000_000]).build_and_execute(|| {
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_eq!(cushion_held(&USD), 1);
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
        assert_ok!(remove(ALICE, 1, 999_000, [0, 0]));
        assert_ok!(close(ALICE, 1));
        assert_eq!((cushion_held(&USD), cushion_held(&BTC)), (0, 0));
        assert_eq!(Amm::check_invariants(), Ok(()));
        destroy_usd();
        assert_eq!(Assets::maybe_balance(1, Amm::vault()), None);
        // The deposits for the vault's account come back: that of USD does, that of BTC stays.
        assert_eq!(Balances::reserved_balance(ALICE), ACCOUNT_DEPOSIT);
        assert_eq!(Amm::check_invariants(), Ok(()));
        assert_noop!(create(BOB, [TIDE, USD]), Error::<Test>::UnknownAsset);
    });
}

#[test]
fn a_pool_created_again_pins_its_asset_again() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_ok!(create(BOB, [TIDE, USD]));
        // The vault's account is there and paid for; the two minimum balances are paid anew.
        assert_eq!(Balances::reserved_balance(BOB), POOL_DEPOSIT);
        assert_eq!(balance(&USD, BOB), FORTUNE - 2);
        let holding = Holding { cushion: 1, pools: 1, short: false };
        assert_eq!(Holdings::<Test>::get(USD), Some(holding));
        assert_eq!(cushion_held(&USD), 1);
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
    });
}

/// Ids of assets are not used again unless root says so. If it does, the vault begins anew.
#[test]
fn an_asset_destroyed_and_made_again_is_pooled_like_any_other() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        destroy_usd();
        assert_ok!(Assets::force_create(RuntimeOrigin::root(), 1, OWNER, true, 5));
        assert_ok!(Assets::mint(signed(OWNER), 1, BOB, 1_000_000));
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_eq!(balance(&USD, BOB), 1_000_000 - 10);
        assert_eq!((balance(&USD, Amm::vault()), cushion_held(&USD)), (5, 5));
        assert_eq!(Balances::reserved_balance(BOB), POOL_DEPOSIT + ACCOUNT_DEPOSIT);
        assert_ok!(add(BOB, 1, [100_000, 100_000], 0));
        assert_ok!(Amm::swap_exact_in(signed(ALICE), TIDE, 1_000, hops(1, USD), 980));
    });
}

#[test]
fn the_fee_pool_of_an_asset_ends_with_the_pool_and_others_stay() {
    let pools = with_pool().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        let root = RuntimeOrigin::root;
        assert_ok!(Amm::set_fee_pool(root(), USD, Some(0)));
        assert_ok!(Amm::set_fee_pool(root(), BTC, Some(1)));
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_eq!((FeePools::<Test>::get(USD), FeePools::<Test>::get(BTC)), (None, Some(1)));
    });
}

#[test]
fn the_fee_pool_of_an_asset_stays_when_another_of_its_pools_is_closed() {
    let pools = with_pool().pool([TIDE, USD], FeeTier::Bp5, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        assert_ok!(Amm::set_fee_pool(RuntimeOrigin::root(), USD, Some(1)));
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_eq!(FeePools::<Test>::get(USD), Some(1));
    });
}

#[test]
fn what_cannot_be_paid_is_owed_and_keeps_the_asset_from_being_destroyed() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        let had = purse(ALICE);
        assert_ok!(close(ALICE, 0));
        assert_eq!(purse(ALICE), [had[0] + POOL_DEPOSIT + 500, had[1]]);
        assert_eq!(Amm::owed(ALICE, USD), 2_000);
        let holding = Holding { cushion: 1, pools: 0, short: false };
        assert_eq!(Holdings::<Test>::get(USD), Some(holding));
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_ok!(Amm::claim_owed(signed(BOB), ALICE, USD));
        assert_eq!(balance(&USD, ALICE), had[1] + 2_000);
        assert_eq!((Holdings::<Test>::get(USD), cushion_held(&USD)), (None, 0));
        destroy_usd();
    });
}

/// While something is owed the vault's cushion is there, so that a new pool does not pay for it.
#[test]
fn a_pool_created_again_while_something_is_owed_costs_the_deposit_only() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
        assert_ok!(close(ALICE, 0));
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_eq!(balance(&USD, BOB), FORTUNE);
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_ok!(Amm::claim_owed(signed(BOB), ALICE, USD));
        let holding = Holding { cushion: 1, pools: 1, short: false };
        assert_eq!((Holdings::<Test>::get(USD), cushion_held(&USD)), (Some(holding), 1));
    });
}

#[test]
fn a_pool_is_closed_while_its_asset_is_short() {
    with_pool().build_and_execute(|| {
        empty_the_pool();
        burn_from_vault(1, 1_000);
        let had = purse(ALICE);
        assert_ok!(close(ALICE, 0));
        assert_eq!(purse(ALICE), [had[0] + POOL_DEPOSIT + 500, had[1]]);
        assert_eq!(Amm::owed(ALICE, USD), 2_000);
        assert_ok!(settle(USD));
        assert_eq!(Amm::owed(ALICE, USD), 1_000);
        assert_ok!(Amm::claim_owed(signed(ALICE), ALICE, USD));
        assert_eq!(balance(&USD, ALICE), had[1] + 1_000);
        assert_eq!(cushion_held(&USD), 0);
    });
}

/// A blocked account of the vault takes nothing, not even its own cushion.
#[test]
fn a_blocked_vault_does_not_keep_a_pool_open() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_ok!(Assets::block(signed(OWNER), 1, Amm::vault()));
        assert_ok!(close(BOB, 0));
        assert_eq!(balance(&TIDE, BOB), FORTUNE - ACCOUNT_DEPOSIT);
        // The asset's team has only pinned its own asset. The next closing lets it go.
        assert_eq!(cushion_held(&USD), 1);
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_eq!(balance(&USD, BOB), FORTUNE - 2);
        assert_ok!(close(BOB, 1));
        assert_eq!(cushion_held(&USD), 0);
        destroy_usd();
    });
}

#[test]
fn the_protocols_part_goes_to_its_sink() {
    let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
    with_pool().terms(terms).build_and_execute(|| {
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
        assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 0));
        assert_eq!(pool(0).protocol_fees, list([75, 300]));
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        let (had, rest) = (purse(ALICE), pool(0).reserves);
        assert_ok!(close(ALICE, 0));
        assert_eq!(purse(FEE_SINK), [75, 300]);
        assert_eq!(purse(ALICE), [had[0] + POOL_DEPOSIT + rest[0], had[1] + rest[1]]);
        assert_eq!(purse(Amm::vault()), [EXISTENTIAL_DEPOSIT, 2]);
    });
}

#[test]
fn the_protocols_part_that_cannot_be_paid_is_owed_to_its_sink() {
    let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
    with_pool().terms(terms).build_and_execute(|| {
        assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 90_661));
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        let rest = pool(0).reserves[1];
        assert_ok!(close(ALICE, 0));
        assert_eq!((Amm::owed(FEE_SINK, USD), Amm::owed(ALICE, USD)), (300, rest));
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_ok!(Amm::claim_owed(signed(BOB), FEE_SINK, USD));
        assert_eq!(balance(&USD, FEE_SINK), 300);
        assert_ok!(Amm::claim_owed(signed(BOB), ALICE, USD));
        assert_eq!(Holdings::<Test>::get(USD), None);
    });
}

#[test]
fn an_asset_is_in_so_many_pools_and_closing_one_makes_room() {
    ExtBuilder::default().build_and_execute(|| {
        for other in [TIDE, BTC] {
            for tier in FeeTier::ALL {
                assert_ok!(create_usd_pool(other.clone(), tier));
            }
        }
        let pools = |asset: CurrencyId| Holdings::<Test>::get(asset).map(|holding| holding.pools);
        assert_eq!(pools(USD), Some(MAX_POOLS_PER_ASSET));
        let one_more = || create_usd_pool(ETH, FeeTier::Bp1);
        assert_noop!(one_more(), Error::<Test>::TooManyPoolsOfAsset);
        assert_ok!(close(BOB, 3));
        assert_eq!(pools(USD), Some(MAX_POOLS_PER_ASSET - 1));
        assert_eq!((pools(TIDE), pools(BTC)), (Some(3), Some(4)));
        assert_ok!(one_more());
        assert_noop!(create_usd_pool(ETH, FeeTier::Bp5), Error::<Test>::TooManyPoolsOfAsset);
    });
}

#[test]
fn tide_is_in_as_many_pools_as_there_are() {
    ExtBuilder::default().build_and_execute(|| {
        for asset in [USD, BTC, ETH] {
            for tier in FeeTier::ALL {
                let pair = assets([TIDE, asset.clone()]);
                let curve = Curve::ConstantProduct;
                assert_ok!(Amm::create_pool(signed(BOB), pair, curve, tier));
            }
        }
        let tide = Holdings::<Test>::get(TIDE).map(|holding| holding.pools);
        assert_eq!(tide, Some(12));
        assert!(tide > Some(MAX_POOLS_PER_ASSET));
    });
}

/// Shares leave nothing behind that somebody would have to pay for: accounts opened for a deposit and
/// approvals are cleared away by anybody.
#[test]
fn the_share_asset_is_cleared_away_with_its_empty_accounts_and_approvals() {
    with_pool().build_and_execute(|| {
        let reserved = || Balances::reserved_balance(BOB);
        assert_ok!(PoolAssets::touch(signed(BOB), 0));
        assert_ok!(PoolAssets::approve_transfer(signed(BOB), 0, ALICE, 5));
        assert_eq!(reserved(), ACCOUNT_DEPOSIT + 1);
        empty_the_pool();
        assert_ok!(close(ALICE, 0));
        assert_ok!(PoolAssets::destroy_accounts(signed(OWNER), 0));
        assert_ok!(PoolAssets::destroy_approvals(signed(OWNER), 0));
        assert_ok!(PoolAssets::finish_destroy(signed(OWNER), 0));
        assert_eq!(reserved(), 0);
    });
}

#[test]
fn a_creator_without_another_unit_gets_everything_back() {
    ExtBuilder::default().build_and_execute(|| {
        let keep = EXISTENTIAL_DEPOSIT + POOL_DEPOSIT + ACCOUNT_DEPOSIT;
        assert_ok!(Balances::transfer_allow_death(signed(BOB), ALICE, FORTUNE - keep));
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_eq!(balance(&TIDE, BOB), EXISTENTIAL_DEPOSIT);
        assert_ok!(close(BOB, 0));
        assert_eq!(balance(&TIDE, BOB), EXISTENTIAL_DEPOSIT + POOL_DEPOSIT);
    });
}
