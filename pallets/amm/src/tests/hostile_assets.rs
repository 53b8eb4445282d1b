//! Assets whose team uses every right that `pallet-assets` gives. Pool 0 holds TIDE and USD, pool 1
//! TIDE and BTC: what is done to USD must never reach pool 1, and never the TIDE of pool 0.

use super::*;
use crate::{
    mock::{Test, ACCOUNT_DEPOSIT, ALICE, BOB, BTC, ETH, FORTUNE, OWNER},
    Error, Holdings,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::{ArithmeticError, DispatchError, TokenError, TryRuntimeError};

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

/// Has nothing to begin with.
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

/// Nothing is traded for USD and none is added: it fails with this error and moves nothing.
fn assert_all_refused(error: impl Into<DispatchError>) {
    let error = error.into();
    assert_noop!(sell_usd(BOB), error);
    assert_noop!(buy_usd(BOB), error);
    assert_noop!(add_some(BOB), error);
}

fn assert_all_work() {
    assert_ok!(sell_usd(BOB));
    assert_ok!(buy_usd(BOB));
    assert_ok!(add_some(BOB));
    assert_eq!(redeem(0, ALICE, 1_000), [true, true]);
}

/// Redeems shares, checks all amounts, and says which of the two currencies was paid; the other one
/// is owed.
fn redeem(pool_id: PoolId, who: AccountId, redeemed: Balance) -> [bool; 2] {
    let before = pool(pool_id);
    let pair = [before.assets[0].clone(), before.assets[1].clone()];
    let [had, was_owed] = [pair.clone().map(|asset| balance(&asset, who)), owed(&pair, who)];
    let worth = [0, 1].map(|at| redeemed * before.reserves[at] / before.total_shares);
    assert_ok!(remove(who, pool_id, redeemed, worth));
    let paid = [0, 1].map(|at| balance(&pair[at], who) == had[at] + worth[at]);
    let unpaid = [0, 1].map(|at| if paid[at] { 0 } else { worth[at] });
    for at in [0, 1] {
        assert_eq!(balance(&pair[at], who), had[at] + worth[at] - unpaid[at]);
        assert_eq!(owed(&pair, who)[at], was_owed[at] + unpaid[at]);
        assert_eq!(pool(pool_id).reserves[at], before.reserves[at] - worth[at]);
    }
    assert_eq!(
        last_event(),
        Event::LiquidityRemoved {
            pool_id,
            who,
            amounts: list(worth),
            owed: list(unpaid),
            shares: redeemed,
            reserves: pool(pool_id).reserves,
            total_shares: before.total_shares - redeemed,
        }
    );
    paid
}

fn owed(pair: &[CurrencyId; 2], who: AccountId) -> [Balance; 2] {
    pair.clone().map(|asset| Amm::owed(who, asset))
}

/// Alice gets her TIDE of the pool with USD; her USD is owed, and cannot be claimed for this reason.
fn assert_the_good_leg_is_paid(error: impl Into<DispatchError>) {
    assert_eq!(redeem(0, ALICE, 10_000), [true, false]);
    assert_noop!(Amm::claim_owed(signed(BOB), ALICE, USD), error.into());
}

/// What could not be paid before is paid now, to the unit.
fn assert_alice_claims(amount: Balance) {
    let had = balance(&USD, ALICE);
    assert_ok!(Amm::claim_owed(signed(BOB), ALICE, USD));
    assert_eq!(balance(&USD, ALICE), had + amount);
    assert_eq!(last_event(), Event::OwedClaimed { who: ALICE, asset: USD, amount });
    assert_eq!(Amm::owed(ALICE, USD), 0);
}

/// The pool without USD trades and takes and gives liquidity.
fn assert_the_other_pool_works() {
    assert_ok!(Amm::swap_exact_in(signed(BOB), TIDE, 1_000, hops(1, BTC), 0));
    assert_ok!(Amm::swap_exact_out(signed(BOB), BTC, MAX, hops(1, TIDE), 1_000));
    assert_ok!(add(BOB, 1, [1_000, 2_000], 0));
    assert_eq!(redeem(1, ALICE, 1_000), [true, true]);
}

#[test]
fn a_frozen_asset_moves_in_no_direction_and_only_its_own_pools_stop() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        assert_all_refused(AssetsError::AssetNotLive);
        assert_the_good_leg_is_paid(AssetsError::AssetNotLive);
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_alice_claims(20_000);
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
fn a_frozen_asset_can_still_be_closed_out_of_and_everything_is_owed() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        assert_eq!(redeem(0, ALICE, 1_999_000), [true, false]);
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        assert_eq!(Amm::owed(ALICE, USD), 4_000_000);
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_alice_claims(4_000_000);
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
        assert_eq!(redeem(0, BOB, 1_000), [true, true]);
        assert_ok!(sell_usd(ALICE));
        assert_the_other_pool_works();
    });
}

#[test]
fn a_blocked_trader_can_neither_pay_nor_be_paid_and_is_owed() {
    two_pools().build_and_execute(|| {
        assert_ok!(add_some(BOB));
        assert_ok!(Assets::block(signed(OWNER), 1, BOB));
        assert_noop!(sell_usd(BOB), AssetsError::Frozen);
        assert_noop!(add_some(BOB), AssetsError::Frozen);
        assert_noop!(buy_usd(BOB), TokenError::Blocked);
        assert_eq!(redeem(0, BOB, 1_000), [true, false]);
        assert_noop!(Amm::claim_owed(signed(BOB), BOB, USD), TokenError::Blocked);
        assert_ok!(buy_usd(ALICE));
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw(signed(OWNER), 1, BOB));
        let had = balance(&USD, BOB);
        assert_ok!(Amm::claim_owed(signed(ALICE), BOB, USD));
        assert_eq!(balance(&USD, BOB), had + 2_000);
    });
}

#[test]
fn a_frozen_vault_takes_the_asset_but_pays_none_out() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
        assert_noop!(buy_usd(BOB), AssetsError::Frozen);
        assert_the_good_leg_is_paid(AssetsError::Frozen);
        assert_ok!(sell_usd(BOB));
        assert_ok!(add_some(BOB));
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_alice_claims(20_000);
        assert_all_work();
    });
}

#[test]
fn a_blocked_vault_neither_takes_the_asset_nor_pays_it_out() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::block(signed(OWNER), 1, Amm::vault()));
        assert_noop!(buy_usd(BOB), AssetsError::Frozen);
        assert_noop!(sell_usd(BOB), TokenError::Blocked);
        assert_noop!(add_some(BOB), TokenError::Blocked);
        assert_the_good_leg_is_paid(AssetsError::Frozen);
        assert_the_other_pool_works();
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_alice_claims(20_000);
        assert_all_work();
    });
}

#[test]
fn a_pooled_asset_cannot_be_destroyed_by_its_team_nor_by_root() {
    two_pools().build_and_execute(|| {
        for origin in [signed(OWNER), RuntimeOrigin::root()] {
            let destroy = Assets::start_destroy(origin, 1);
            assert_noop!(destroy, AssetsError::ContainsHolds);
        }
        assert_noop!(Assets::destroy_accounts(signed(OWNER), 1), AssetsError::IncorrectStatus);
        assert_noop!(Assets::finish_destroy(signed(OWNER), 1), AssetsError::IncorrectStatus);
        assert_all_work();
        assert_the_other_pool_works();
    });
}

/// What is held cannot be burnt or moved away by the team, so that no order of its calls leads to a
/// destroyed asset.
#[test]
fn the_cushion_that_pins_an_asset_stays_whatever_is_taken_from_the_vault() {
    two_pools().build_and_execute(|| {
        burn_from_vault(1, MAX);
        let none_left = Assets::force_transfer(signed(OWNER), 1, Amm::vault(), OWNER, 1);
        assert_noop!(none_left, AssetsError::BalanceLow);
        assert_eq!((balance(&USD, Amm::vault()), cushion_held(&USD)), (1, 1));
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
        assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::ContainsHolds);
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        assert_ok!(settle(USD));
    });
}

const I4: Result<(), TryRuntimeError> =
    Err(TryRuntimeError::Other("I4: the vault has less than the ledgers say"));

/// The vault has 3,900,000 USD-units less than the 4,000,000 of pool 0. Until that is settled nothing
/// is traded or added, and withdrawals are paid in TIDE.
fn assert_a_shortfall_stops_and_settling_mends() {
    assert_eq!(Amm::check_invariants(), I4);
    assert_all_refused(Error::<Test>::AssetInShortfall);
    assert_the_good_leg_is_paid(Error::<Test>::AssetInShortfall);
    assert_the_other_pool_works();

    assert_ok!(settle(USD));
    let event =
        Event::ShortfallSettled { asset: USD, total: 4_000_000, covered: 100_000, pools: 1 };
    assert_eq!(last_event(), event);
    assert_eq!(Amm::check_invariants(), Ok(()));
    // A fortieth is left: of 3,980,000 in the pool and of 20,000 owed, less a unit of rounding.
    assert_eq!(pool(0).reserves, list([995_000, 99_500]));
    assert_alice_claims(499);
    assert_ok!(swap_in(BOB, USD, 1_000, TIDE, 0));
    assert_ok!(swap_out(BOB, TIDE, MAX, USD, 1_000));
    assert_eq!(redeem(0, ALICE, 1_000), [true, true]);
    // The price has jumped. Liquidity is added again when the average has come after it.
    assert_noop!(add_some(BOB), Error::<Test>::PriceDeviates);
    System::set_block_number(100);
    assert_ok!(add_some(BOB));
    assert_the_other_pool_works();
}

#[test]
fn a_burn_in_the_vault_stops_its_own_pools_until_it_is_settled() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::burn(signed(OWNER), 1, Amm::vault(), 3_900_000));
        assert_a_shortfall_stops_and_settling_mends();
    });
}

#[test]
fn an_asset_moved_out_of_the_vault_stops_its_own_pools_until_it_is_settled() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::force_transfer(signed(OWNER), 1, Amm::vault(), OWNER, 3_900_000));
        assert_eq!(balance(&USD, OWNER), FORTUNE + 3_900_000);
        assert_a_shortfall_stops_and_settling_mends();
    });
}

#[test]
fn what_was_taken_and_is_given_back_is_settled_without_a_loss() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::force_transfer(signed(OWNER), 1, Amm::vault(), OWNER, 3_900_000));
        assert_the_good_leg_is_paid(Error::<Test>::AssetInShortfall);
        assert_ok!(Assets::transfer(signed(OWNER), 1, Amm::vault(), 3_900_000));
        // Alice could not be paid: until somebody looks again, nobody is.
        assert_noop!(Amm::claim_owed(signed(BOB), ALICE, USD), Error::<Test>::AssetInShortfall);
        assert_ok!(settle(USD));
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
        assert_alice_claims(20_000);
        assert_all_work();
    });
}

#[test]
fn a_burn_of_all_in_the_vault_leaves_the_other_currency_and_the_other_pools() {
    two_pools().build_and_execute(|| {
        burn_from_vault(1, MAX);
        assert_eq!(Assets::maybe_balance(1, Amm::vault()), Some(1));
        assert_eq!(Amm::check_invariants(), I4);
        assert_all_refused(Error::<Test>::AssetInShortfall);
        assert_the_other_pool_works();
        assert_ok!(settle(USD));
        assert_eq!(pool(0).reserves, list([1_000_000, 0]));
        assert_all_refused(Error::<Test>::PoolEmpty);
        assert_eq!(redeem(0, ALICE, 1_999_000), [true, true]);
        assert_eq!(pool(0).reserves, list([500, 0]));
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        assert_the_other_pool_works();
    });
}

#[test]
fn a_pool_without_the_burnt_asset_is_paid_out_in_full() {
    two_pools().build_and_execute(|| {
        burn_from_vault(1, MAX);
        assert_ok!(remove(ALICE, 1, 999_000, [999_000, 999_000]));
        assert_eq!(balance(&BTC, ALICE), FORTUNE - 2 * crate::mock::MIN_BTC - 1_000);
        assert_ok!(settle(USD));
    });
}

#[test]
fn an_asset_at_its_supply_limit_cannot_be_moved_and_is_owed() {
    two_pools().build_and_execute(|| {
        let room = 9_999;
        let supply = Assets::total_supply(1);
        assert_ok!(Assets::mint(signed(OWNER), 1, OWNER, MAX - supply - room));
        let over = ArithmeticError::Overflow;
        assert_noop!(swap_in(BOB, USD, room + 1, TIDE, 0), over);
        assert_noop!(swap_out(BOB, TIDE, MAX, USD, room + 1), over);
        assert_noop!(add(BOB, 0, [1_000_000, room + 1], 0), over);
        assert_the_good_leg_is_paid(over);
        assert_ok!(swap_in(BOB, USD, room, TIDE, 0));
        assert_ok!(swap_out(BOB, TIDE, MAX, USD, room));
        assert_the_other_pool_works();
        assert_ok!(Assets::burn(signed(OWNER), 1, OWNER, 20_000));
        assert_alice_claims(20_000);
    });
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
fn who_cannot_hold_one_of_the_currencies_is_owed_it_until_there_is_room() {
    two_pools().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 100_000));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 1, CAROL, 10_000));
        let mut taken = 0;
        while System::inc_consumers(&CAROL).is_ok() {
            taken += 1;
        }
        assert_eq!(redeem(1, CAROL, 5_000), [true, false]);
        let claim = || Amm::claim_owed(signed(CAROL), CAROL, BTC);
        assert_noop!(claim(), TokenError::CannotCreate);
        (0..taken).for_each(|_| System::dec_consumers(&CAROL));
        assert_ok!(claim());
        assert_eq!(balance(&BTC, CAROL), 5_000);
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
        assert_noop!(buy_usd(BOB), AssetsError::BalanceLow);
        assert_the_good_leg_is_paid(AssetsError::BalanceLow);
        assert_ok!(sell_usd(BOB));
        assert_ok!(add_some(BOB));
        assert_the_other_pool_works();
        set_minimum_balance(1);
        assert_alice_claims(20_000);
        assert_all_work();
    });
}

#[test]
fn a_raised_minimum_balance_does_not_change_the_cushions_that_were_paid() {
    two_pools().build_and_execute(|| {
        let cushions =
            || (Holdings::<Test>::get(USD).map(|holding| holding.cushion), cushion_held(&USD));
        set_minimum_balance(100);
        assert_eq!(cushions(), (Some(1), 1));
        assert_ok!(create(BOB, [USD, ETH]));
        assert_eq!(cushions(), (Some(1), 1));
        assert_eq!(balance(&USD, BOB), FORTUNE);
        // The last units of all pools together do not leave any more; other payments do. A gift of
        // what the cushion lacks is enough.
        assert_eq!(redeem(0, ALICE, 1_999_000), [true, true]);
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        assert_noop!(Amm::claim_owed(signed(BOB), ALICE, USD), AssetsError::BalanceLow);
        assert_ok!(Assets::transfer(signed(OWNER), 1, Amm::vault(), 98));
        assert_noop!(Amm::claim_owed(signed(BOB), ALICE, USD), AssetsError::BalanceLow);
        assert_ok!(Assets::transfer(signed(OWNER), 1, Amm::vault(), 1));
        assert_alice_claims(2_000);
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
        // ceil and floor in the pool's favour: 100,000 · 0.997 of 4,000,000 USD for 1,000,000 TIDE
        assert_ok!(swap_in(CAROL, USD, 100_000, TIDE, 24_318));
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (1, 0));
        assert_all_work_at_the_next_price();
    });
}

/// A trade has moved the price by more than what lets liquidity in at once.
fn assert_all_work_at_the_next_price() {
    assert_noop!(add_some(BOB), Error::<Test>::PriceDeviates);
    System::set_block_number(100);
    assert_all_work();
}

#[test]
fn the_vaults_account_cannot_be_refunded_away_by_anybody() {
    two_pools().build_and_execute(|| {
        for who in [ALICE, BOB, OWNER] {
            assert!(Assets::refund_other(signed(who), 1, Amm::vault()).is_err());
            assert!(Assets::refund(signed(who), 1, true).is_err());
        }
        assert_eq!(balance(&USD, Amm::vault()), 4_000_001);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 4_000_002);
    });
}

#[test]
fn a_new_owner_and_a_new_team_change_nothing_but_who_can_do_it() {
    two_pools().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 100_000));
        assert_ok!(Assets::transfer_ownership(signed(OWNER), 1, CAROL));
        assert_ok!(Assets::set_team(signed(CAROL), 1, CAROL, CAROL, CAROL));
        assert_all_work();
        assert_noop!(Assets::freeze_asset(signed(OWNER), 1), AssetsError::NoPermission);
        let burn = Assets::burn(signed(OWNER), 1, Amm::vault(), 1);
        assert_noop!(burn, AssetsError::NoPermission);
        assert_noop!(Assets::start_destroy(signed(OWNER), 1), AssetsError::NoPermission);
        assert_noop!(Assets::start_destroy(signed(CAROL), 1), AssetsError::ContainsHolds);
        assert_ok!(Assets::freeze_asset(signed(CAROL), 1));
        assert_all_refused(AssetsError::AssetNotLive);
        assert_eq!(redeem(0, ALICE, 10_000), [true, false]);
        assert_the_other_pool_works();
    });
}

#[test]
fn asset_units_made_from_nothing_change_no_reserve() {
    two_pools().build_and_execute(|| {
        let before = pool(0);
        assert_ok!(Assets::mint(signed(OWNER), 1, Amm::vault(), FORTUNE));
        assert_ok!(Assets::mint(signed(OWNER), 1, OWNER, FORTUNE));
        assert_eq!(pool(0), before);
        assert_all_work();
    });
}

#[test]
fn an_unpooled_asset_of_the_same_team_is_nothing_to_the_vault() {
    two_pools().build_and_execute(|| {
        assert_ok!(Assets::start_destroy(signed(OWNER), 3));
        assert_ok!(Assets::destroy_accounts(signed(OWNER), 3));
        assert_ok!(Assets::finish_destroy(signed(OWNER), 3));
        assert_noop!(create(BOB, [USD, ETH]), Error::<Test>::UnknownAsset);
        assert_all_work();
        assert_the_other_pool_works();
        assert_eq!(Balances::reserved_balance(ALICE), 2 * (1_000 + ACCOUNT_DEPOSIT));
    });
}
