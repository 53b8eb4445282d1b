//! Sweeping the protocol's income into the income stream.
//!
//! 100 USD are worth 50 TIDE in pool 0. 100 BTC are worth 300 ETH in pool 1, and those 600 TIDE in
//! pool 2. A sweep loses at most two hundredths.

use super::support::*;
use crate::mock::weight;
use frame_support::{dispatch::Pays, traits::fungibles::Mutate};

const LESS: DispatchError = DispatchError::Other("the exchange pays less");
pub(super) const ALL: Balance = Balance::MAX;

/// The protocol's programme, in which Bob stakes, routes for USD and BTC, and pools that are just old
/// enough.
pub(super) fn with_income(test: impl FnOnce()) {
    let genesis = ExtBuilder::default().programme(TIDE, &[FREE, LOCKED]);
    let genesis = genesis.sweep_route(USD, &[hop(0, TIDE)]);
    genesis.sweep_route(BTC, &[hop(1, ETH), hop(2, TIDE)]).build_and_execute(|| {
        set_average(0, USD, TIDE, 50);
        set_average(1, BTC, ETH, 300);
        set_average(2, ETH, TIDE, 200);
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(MIN_HISTORY);
        test();
    });
}

/// Income comes in, out of nothing.
pub(super) fn earn(currency: CurrencyId, amount: Balance) {
    assert_ok!(Currencies::mint_into(currency, &StakingRewards::income_account(), amount));
}

/// The event of a sweep by Carol.
pub(super) fn swept(
    asset: CurrencyId,
    amount: Balance,
    received: Balance,
    shared: Balance,
) -> Event<Test> {
    Event::Swept { who: CAROL, asset, amount, received, shared }
}

#[test]
fn tide_is_put_into_the_stream_and_spread() {
    with_income(|| {
        earn(TIDE, 7_000);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        let event = swept(TIDE, 7_000, 7_000, 0);
        assert_eq!(last_event(), event);
        assert_eq!(income(&TIDE), EXISTENTIAL_DEPOSIT);
        assert_eq!(pot(&TIDE), EXISTENTIAL_DEPOSIT + 7_000);
        let spread = stream(0, 0);
        assert_eq!((spread.funded, spread.rate), (7_000, 100 * GRAINS));
        assert_eq!((spread.start, spread.end), (now(), now() + SMOOTHING));
        pass(7);
        assert_eq!(claimable(BOB, 0, 0), 700);
    });
}

#[test]
fn an_asset_becomes_tide_first() {
    with_income(|| {
        earn(USD, 14_000);
        PRICE.set(Some(50));
        assert_ok!(sweep(CAROL, USD, ALL));
        let event = swept(USD, 14_000, 7_000, 0);
        assert_eq!(last_event(), event);
        assert_eq!([income(&USD), income(&TIDE)], [0, EXISTENTIAL_DEPOSIT]);
        assert_eq!((stream(0, 0).funded, pot(&TIDE)), (7_000, EXISTENTIAL_DEPOSIT + 7_000));
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_000);
    });
}

#[test]
fn the_averages_of_all_hops_are_the_measure() {
    with_income(|| {
        earn(BTC, 1_000);
        // Worth 6,000, of which 120 may be lost.
        PRICE.set(Some(587));
        assert_noop!(sweep(CAROL, BTC, ALL), LESS);
        PRICE.set(Some(588));
        assert_ok!(sweep(CAROL, BTC, ALL));
        let event = swept(BTC, 1_000, 5_880, 0);
        assert_eq!(last_event(), event);
        // Not one of the other way round.
        set_average(2, TIDE, ETH, 200);
        set_average(2, ETH, BTC, 200);
        pass(MIN_HISTORY);
        earn(BTC, 1_000);
        let no_price = DispatchError::Other("the pool has no such price");
        assert_noop!(sweep(CAROL, BTC, ALL), no_price);
    });
}

/// Both are worth 5,000, rounded up, and must bring in 4,900; the second brings in a unit less.
#[test]
fn the_bound_is_exact() {
    with_income(|| {
        earn(USD, 19_999);
        PRICE.set(Some(49));
        assert_ok!(sweep(CAROL, USD, 10_000));
        assert_eq!(stream(0, 0).funded, 4_900);
        assert_noop!(sweep(CAROL, USD, 9_999), LESS);
    });
}

/// The average knows nothing of this block, so whoever moves the price in it gets nothing.
#[test]
fn a_price_that_was_moved_in_this_block_is_refused_and_nothing_changes() {
    with_income(|| {
        earn(USD, 10_000);
        for moved in [48, 1, 0] {
            PRICE.set(Some(moved));
            assert_noop!(sweep(ALICE, USD, ALL), LESS);
        }
        PRICE.set(Some(50));
        assert_ok!(sweep(CAROL, USD, ALL));
        // A better price is as welcome from whoever it comes.
        earn(USD, 10_000);
        PRICE.set(Some(70));
        assert_ok!(sweep(CAROL, USD, ALL));
        assert_eq!(stream(0, 0).funded, 5_000 + 7_000);
    });
}

#[test]
fn no_more_is_taken_than_was_asked_for() {
    with_income(|| {
        PRICE.set(Some(50));
        earn(USD, 10_000);
        assert_ok!(sweep(CAROL, USD, 2_001));
        assert_eq!((income(&USD), stream(0, 0).funded), (7_999, 1_000));
        earn(TIDE, 10_000);
        assert_ok!(sweep(CAROL, TIDE, 2_000));
        assert_eq!((income(&TIDE), stream(0, 0).funded), (8_000 + EXISTENTIAL_DEPOSIT, 3_000));
        assert_noop!(sweep(CAROL, TIDE, 0), Error::<Test>::ZeroAmount);
        assert_noop!(sweep(CAROL, USD, 0), Error::<Test>::ZeroAmount);
    });
}

/// The token would give a rest below the minimum balance away with the rest.
#[test]
fn what_stays_of_an_asset_is_at_least_its_minimum_balance() {
    with_income(|| {
        PRICE.set(Some(600));
        earn(BTC, 1_000);
        assert_ok!(sweep(CAROL, BTC, 980));
        assert_eq!((income(&BTC), stream(0, 0).funded), (MIN_BTC, 950 * 6));
        assert_noop!(sweep(CAROL, BTC, MIN_BTC - 1), Error::<Test>::NothingToSweep);
        earn(BTC, 950);
        assert_ok!(sweep(CAROL, BTC, 950));
        assert_eq!((income(&BTC), stream(0, 0).funded), (MIN_BTC, 1_900 * 6));
        earn(BTC, 950);
        assert_ok!(sweep(CAROL, BTC, 1_000));
        assert_eq!((income(&BTC), stream(0, 0).funded), (0, 2_900 * 6));
    });
}

#[test]
fn a_pool_that_is_too_young_has_no_price_yet() {
    with_income(|| {
        PRICE.set(Some(600));
        earn(BTC, 1_000);
        // Somebody has emptied the last pool of the route and filled it at a price of their own.
        set_average(2, ETH, TIDE, 1);
        assert_noop!(sweep(ALICE, BTC, ALL), DispatchError::Other("the pool has no such price"));
        for _ in 1..MIN_HISTORY {
            pass(1);
            assert_noop!(sweep(ALICE, BTC, ALL), Error::<Test>::NoPriceYet);
        }
        pass(1);
        assert_ok!(sweep(ALICE, BTC, ALL));
    });
}

/// Where nobody has anything left to lose, any price can be held up for as long as it takes.
#[test]
fn a_pool_that_has_held_too_little_prices_no_large_amount() {
    with_income(|| {
        PRICE.set(Some(600));
        earn(BTC, 1_000);
        // 3,000 ETH for 6,000 TIDE, the root of whose product is below 4,243, at most a tenth.
        LIQUIDITY.set(42_420);
        assert_noop!(sweep(ALICE, BTC, ALL), Error::<Test>::PoolTooThin);
        assert_ok!(sweep(ALICE, BTC, 900));
        earn(BTC, 900);
        assert_noop!(sweep(ALICE, BTC, ALL), Error::<Test>::PoolTooThin);
        LIQUIDITY.set(42_430);
        assert_ok!(sweep(ALICE, BTC, ALL));
        LIQUIDITY.set(0);
        earn(BTC, 1_000);
        assert_noop!(sweep(ALICE, BTC, ALL), Error::<Test>::PoolTooThin);
    });
}

#[test]
fn what_has_no_route_stays_where_it_is() {
    with_income(|| {
        PRICE.set(Some(600));
        for currency in [ETH, LP] {
            earn(currency.clone(), 10_000);
            assert_noop!(sweep(CAROL, currency.clone(), ALL), Error::<Test>::NoSweepRoute);
            assert_eq!(income(&currency), 10_000);
        }
        let unknown = NativeOrWithId::WithId(77);
        assert_noop!(sweep(CAROL, unknown, ALL), Error::<Test>::NoSweepRoute);
        assert_ok!(set_route(ETH, &[hop(2, TIDE)]));
        PRICE.set(Some(200));
        assert_ok!(sweep(CAROL, ETH, ALL));
        assert_eq!(stream(0, 0).funded, 20_000);
        earn(ETH, 10_000);
        assert_ok!(set_route(ETH, &[]));
        assert_noop!(sweep(CAROL, ETH, ALL), Error::<Test>::NoSweepRoute);
    });
}

#[test]
fn there_is_nothing_to_sweep_before_anything_has_come_in() {
    with_income(|| {
        PRICE.set(Some(600));
        for currency in [TIDE, USD, BTC] {
            assert_noop!(sweep(CAROL, currency, ALL), Error::<Test>::NothingToSweep);
        }
    });
}

#[test]
fn next_to_nothing_is_not_swept() {
    with_income(|| {
        earn(TIDE, MIN_SWEEP - 1);
        assert_noop!(sweep(CAROL, TIDE, ALL), Error::<Test>::SweepTooSmall);
        earn(TIDE, 1);
        assert_noop!(sweep(CAROL, TIDE, MIN_SWEEP - 1), Error::<Test>::SweepTooSmall);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        PRICE.set(Some(50));
        earn(USD, 2 * MIN_SWEEP - 1);
        assert_noop!(sweep(CAROL, USD, ALL), Error::<Test>::SweepTooSmall);
        earn(USD, 1);
        assert_ok!(sweep(CAROL, USD, ALL));
        assert_eq!(stream(0, 0).funded, 2 * MIN_SWEEP);
    });
}

#[test]
fn a_trade_that_fails_leaves_the_income_in_its_place() {
    with_income(|| {
        earn(USD, 10_000);
        assert_noop!(sweep(CAROL, USD, ALL), DispatchError::Unavailable);
        assert_eq!(income(&USD), 10_000);
        PRICE.set(Some(50));
        set_average(0, USD, TIDE, ALL);
        pass(MIN_HISTORY);
        // Worth more than there can be of anything.
        assert_noop!(sweep(CAROL, USD, ALL), Error::<Test>::Overflow);
    });
}

#[test]
fn an_asset_that_its_team_has_frozen_waits() {
    with_income(|| {
        PRICE.set(Some(600));
        earn(BTC, 1_000);
        assert_ok!(Assets::freeze_asset(by(OWNER), 2));
        assert_noop!(sweep(CAROL, BTC, ALL), Error::<Test>::NothingToSweep);
        assert_ok!(Assets::thaw_asset(by(OWNER), 2));
        assert_ok!(sweep(CAROL, BTC, ALL));
    });
}

/// BTC keeps no account alive: the income account needs a consumer reference for it, or an account that
/// somebody has left a deposit for.
#[test]
fn an_asset_that_keeps_no_account_alive_is_swept_to_the_last_unit() {
    with_income(|| {
        PRICE.set(Some(600));
        let account = StakingRewards::income_account();
        earn(BTC, 1_000);
        assert_eq!(System::consumers(&account), 1);
        assert_ok!(sweep(CAROL, BTC, ALL));
        assert_eq!((System::consumers(&account), income(&BTC)), (0, 0));
        assert_ok!(Assets::touch_other(by(CAROL), 2, account));
        earn(BTC, 1_000);
        assert_ok!(sweep(CAROL, BTC, ALL));
        assert_eq!((System::consumers(&account), income(&BTC)), (0, 0));
        // The account is still there.
        assert_noop!(
            Assets::touch_other(by(CAROL), 2, account),
            pallet_assets::Error::<Test, pallet_assets::Instance1>::AlreadyExists
        );
    });
}

#[test]
fn without_a_stream_nothing_is_swept() {
    ExtBuilder::default().build_and_execute(|| {
        earn(TIDE, 10_000);
        assert_noop!(sweep(CAROL, TIDE, ALL), Error::<Test>::NoIncomeStream);
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(open(0, TIDE, 1, 50));
        assert_ok!(StakingRewards::set_income_stream(root(), 0, 0));
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_eq!(stream(0, 0).funded, 50 + 10_000);
    });
}

#[test]
fn income_waits_while_its_programme_is_closed_until_governance_names_another() {
    with_income(|| {
        PRICE.set(Some(50));
        earn(USD, 10_000);
        earn(TIDE, 10_000);
        assert_ok!(StakingRewards::close(root(), 0));
        for currency in [TIDE, USD] {
            assert_noop!(sweep(CAROL, currency, ALL), Error::<Test>::ProgrammeClosed);
        }
        assert_ok!(unstake(BOB, 0, 0, 1_024));
        assert_ok!(StakingRewards::remove_programme(by(BOB), 0));
        for currency in [TIDE, USD] {
            assert_noop!(sweep(CAROL, currency, ALL), Error::<Test>::NoIncomeStream);
        }
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(open(1, BTC, 1, 50));
        assert_ok!(open(1, TIDE, 1, 50));
        assert_ok!(StakingRewards::set_income_stream(root(), 1, 1));
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_ok!(sweep(CAROL, USD, ALL));
        assert_eq!(stream(1, 1).funded, 50 + 15_000);
    });
}

/// Nobody has a claim on what lies there but the stakers, whoever it came from.
#[test]
fn a_gift_is_income() {
    with_income(|| {
        PRICE.set(Some(50));
        let account = StakingRewards::income_account();
        assert_ok!(Balances::transfer_allow_death(by(CAROL), account, 3_000));
        assert_ok!(Assets::transfer(by(CAROL), 1, account, 8_000));
        assert_ok!(sweep(ALICE, TIDE, ALL));
        assert_ok!(sweep(ALICE, USD, ALL));
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 7_000);
    });
}

#[test]
fn anybody_sweeps_and_who_brings_something_in_pays_no_fee() {
    with_income(|| {
        PRICE.set(Some(600));
        earn(BTC, 1_000);
        let stranger = 77;
        let failed = StakingRewards::sweep(by(stranger), USD, ALL).expect_err("there is nothing");
        assert_eq!(failed.post_info.pays_fee, Pays::Yes);
        let swept = StakingRewards::sweep(by(stranger), BTC, ALL).expect("it works");
        assert_eq!((swept.pays_fee, swept.actual_weight), (Pays::No, Some(weight(16, 2))));
        assert_noop!(plain(StakingRewards::sweep(root(), BTC, ALL)), DispatchError::BadOrigin);
    });
}

/// Who stakes just before a sweep gets what the blocks pay that they stay.
#[test]
fn a_sweep_cannot_be_sniped() {
    with_income(|| {
        earn(TIDE, 7_000);
        assert_ok!(stake(ALICE, 0, 0, 1_024 * 99));
        assert_ok!(sweep(ALICE, TIDE, ALL));
        assert_ok!(unstake(ALICE, 0, 0, 1_024 * 99));
        assert_noop!(claim(ALICE, 0, 0), Error::<Test>::NothingToClaim);

        assert_ok!(stake(ALICE, 0, 0, 1_024 * 99));
        pass(1);
        assert_ok!(unstake(ALICE, 0, 0, 1_024 * 99));
        assert_eq!([claimable(ALICE, 0, 0), claimable(BOB, 0, 0)], [99, 1]);
        pass(1_000);
        assert_eq!([claimable(ALICE, 0, 0), claimable(BOB, 0, 0)], [99, 6_901]);
    });
}

/// Whoever pays the least in every block, and so spreads the rest anew in every block, does not keep it
/// from the stakers: a half is paid after seven tenths of the time, all but a hundredth after five times.
#[test]
fn a_stream_that_is_spread_anew_in_every_block_still_pays() {
    with_income(|| {
        let first = 1_000_000_000;
        earn(TIDE, first);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        for (blocks, percent) in [(SMOOTHING * 7 / 10, 50), (SMOOTHING * 43 / 10, 99)] {
            for _ in 0..blocks {
                pass(1);
                earn(TIDE, MIN_SWEEP);
                assert_ok!(sweep(ALICE, TIDE, ALL));
            }
            let added = stream(0, 0).funded - first;
            assert!(claimable(BOB, 0, 0) >= first / 100 * percent);
            assert!(added < first / 1_000);
        }
    });
}

/// What a team does to its own asset in the income account takes nothing from the other currencies.
#[test]
fn currencies_are_swept_each_for_itself() {
    with_income(|| {
        PRICE.set(Some(50));
        earn(TIDE, 2_000);
        earn(USD, 4_000);
        assert_ok!(Assets::block(by(OWNER), 1, StakingRewards::income_account()));
        assert_noop!(sweep(CAROL, USD, ALL), Error::<Test>::NothingToSweep);
        assert_ok!(sweep(CAROL, TIDE, ALL));
        assert_eq!(stream(0, 0).funded, 2_000);
        assert_ok!(Assets::thaw(by(OWNER), 1, StakingRewards::income_account()));
        assert_ok!(sweep(CAROL, USD, ALL));
        assert_eq!(stream(0, 0).funded, 4_000);
    });
}

/// What the treasury goes by when it spends an asset.
#[test]
fn the_worth_of_an_asset_is_told_or_refused_and_never_guessed() {
    with_income(|| {
        let worth = |asset, amount| StakingRewards::worth_in_tide(&asset, amount);
        assert_eq!(worth(TIDE, 7), Ok(7));
        assert_eq!(worth(USD, 14_000), Ok(7_000));
        assert_eq!(worth(USD, 1), Ok(1), "rounded up");
        assert_eq!(worth(BTC, 1_000), Ok(6_000));
        assert_eq!(worth(ETH, 1), Err(Error::<Test>::NoSweepRoute.into()));
        LIQUIDITY.set(42_420);
        assert_eq!(worth(BTC, 1_000), Err(Error::<Test>::PoolTooThin.into()));
        LIQUIDITY.set(42_430);
        assert_eq!(worth(BTC, 1_000), Ok(6_000));
        set_average(2, ETH, TIDE, 1);
        assert!(worth(BTC, 1_000).is_err());
        pass(MIN_HISTORY - 1);
        assert_eq!(worth(BTC, 1_000), Err(Error::<Test>::NoPriceYet.into()));
    });
}
