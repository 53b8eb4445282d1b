//! The protocol's part of the fees: beside the reserves, paid to whom governance names.

use super::*;
use crate::{
    mock::{ALICE, BOB, BTC, EXISTENTIAL_DEPOSIT, FEE_SINK, FORTUNE, MIN_BTC, OWNER},
    types::terms,
    Error, FeeSink,
};
use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchError;
use tidewater_primitives::apis::amm::Terms;

/// Has nothing to begin with.
const CAROL: AccountId = 3;

/// A quarter of the fees is the protocol's, as much as can be.
fn with_fees() -> ExtBuilder {
    let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
    with_pool().terms(terms)
}

fn take_a_quarter(pool_id: PoolId) {
    let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
    assert_ok!(Amm::put_terms(Some(pool_id), terms));
}

fn collect(pool_id: PoolId) -> DispatchResult {
    Amm::collect_protocol_fees(signed(BOB), pool_id)
}

fn collected(sink: AccountId, amounts: [Balance; 2]) -> Event<Test> {
    Event::ProtocolFeesCollected { pool_id: 0, sink, amounts: list(amounts) }
}

/// Buys USD for 100,000 TIDE and TIDE for 400,000 USD: 75 TIDE and 300 USD are due.
fn trade_both_ways() {
    assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
    assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 0));
    assert_eq!(pool(0).protocol_fees, list([75, 300]));
}

/// The fee is 300, of which 75 are the protocol's. The trader gets what the formula without it says.
#[test]
fn a_part_of_the_fee_is_put_beside_the_reserves() {
    with_fees().build_and_execute(|| {
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 362_644));
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: TIDE,
            amount_in: 100_000,
            asset_out: USD,
            amount_out: 362_644,
            fee: 300,
            protocol_fee: 75,
            reserve_in: 1_099_925,
            reserve_out: 3_637_356,
        };
        assert_eq!(last_event(), swapped(BOB, hop));
        assert_eq!(pool(0).reserves, list([1_099_925, 3_637_356]));
        assert_eq!(pool(0).protocol_fees, list([75, 0]));
        assert_eq!(balance(&TIDE, Amm::vault()), EXISTENTIAL_DEPOSIT + 1_100_000);
    });
}

/// `ceil(1,000,000 · 100,000 / (3,900,000 · 0.997)) = 25,719`, the fee of it 78, a quarter 19.
#[test]
fn it_is_rounded_down_when_the_output_is_exact_too() {
    with_fees().build_and_execute(|| {
        assert_ok!(swap_out(BOB, TIDE, 25_719, USD, 100_000));
        assert_eq!(pool(0).protocol_fees, list([19, 0]));
        assert_eq!(pool(0).reserves, list([1_025_700, 3_900_000]));
    });
}

#[test]
fn a_fee_of_a_unit_is_the_pools() {
    with_fees().build_and_execute(|| {
        assert_ok!(swap_in(BOB, TIDE, 333, USD, 0));
        assert_eq!(pool(0).protocol_fees, list([0, 0]));
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
    });
}

#[test]
fn what_is_due_is_in_no_price_and_in_no_share() {
    with_fees().build_and_execute(|| {
        trade_both_ways();
        let quote = || Amm::quote_exact_in(TIDE, 1_000, hops(0, USD).into_inner(), None);
        let info = || Amm::pool(0).map(|pool| (pool.reserves, pool.total_shares));
        let before = (quote(), info());
        assert!(before.0.is_ok());
        assert_ok!(collect(0));
        assert_eq!((quote(), info()), before);
        // Whoever takes all the shares takes nothing of what is due.
        assert_ok!(swap_in(BOB, TIDE, 10_000, USD, 0));
        let due = pool(0).protocol_fees;
        assert_eq!(due, list([7, 0]));
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        assert_eq!(pool(0).protocol_fees, due);
    });
}

#[test]
fn anybody_collects_for_the_account_that_gets_it_by_default() {
    with_fees().build_and_execute(|| {
        trade_both_ways();
        let vault = [TIDE, USD].map(|asset| balance(&asset, Amm::vault()));
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(FEE_SINK, [75, 300]));
        assert_eq!([TIDE, USD].map(|asset| balance(&asset, FEE_SINK)), [75, 300]);
        let paid = [vault[0] - 75, vault[1] - 300];
        assert_eq!([TIDE, USD].map(|asset| balance(&asset, Amm::vault())), paid);
        assert_eq!(pool(0).protocol_fees, list([0, 0]));
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
    });
}

#[test]
fn governance_names_another_account() {
    with_fees().build_and_execute(|| {
        for origin in [signed(BOB), RuntimeOrigin::none()] {
            assert_noop!(Amm::set_fee_sink(origin, CAROL), DispatchError::BadOrigin);
        }
        assert_ok!(Amm::set_fee_sink(RuntimeOrigin::root(), CAROL));
        assert_eq!(last_event(), Event::FeeSinkSet { sink: CAROL });
        assert_eq!(FeeSink::<Test>::get(), Some(CAROL));
        trade_both_ways();
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(CAROL, [75, 300]));
        assert_eq!([TIDE, USD].map(|asset| balance(&asset, CAROL)), [75, 300]);
        assert_eq!(balance(&TIDE, FEE_SINK), 0);
    });
}

#[test]
fn a_currency_that_cannot_be_paid_stays_due_and_the_other_one_is_paid() {
    with_fees().build_and_execute(|| {
        trade_both_ways();
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(FEE_SINK, [75, 0]));
        assert_eq!(pool(0).protocol_fees, list([0, 300]));
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
        assert_ok!(Assets::thaw_asset(signed(OWNER), 1));
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(FEE_SINK, [0, 300]));
    });
}

#[test]
fn less_than_opens_an_account_stays_due_until_it_is_enough() {
    with_fees().build_and_execute(|| {
        // A fee of 36, a quarter of it 9: one less than the existential deposit.
        assert_ok!(swap_in(BOB, TIDE, 12_000, USD, 0));
        assert_eq!(pool(0).protocol_fees, list([EXISTENTIAL_DEPOSIT - 1, 0]));
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
        assert_ok!(swap_in(BOB, TIDE, 1_333, USD, 0));
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(FEE_SINK, [EXISTENTIAL_DEPOSIT, 0]));
    });
}

#[test]
fn a_sink_that_cannot_hold_an_asset_leaves_it_due() {
    let pools = ExtBuilder::default().pool([USD, BTC], FeeTier::Bp100, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        take_a_quarter(0);
        assert_ok!(swap_in(BOB, BTC, 100_000, USD, 0));
        assert_eq!(pool(0).protocol_fees, list([0, 250]));
        // The sink has no TIDE and BTC gives no account.
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), FEE_SINK, 1_000));
        assert_ok!(collect(0));
        assert_eq!(balance(&BTC, FEE_SINK), 250);
        assert_eq!(balance(&BTC, Amm::vault()), MIN_BTC + pool(0).reserves[1]);
    });
}

#[test]
fn nothing_is_paid_while_the_vault_is_short_and_what_is_due_shares_the_loss() {
    with_fees().build_and_execute(|| {
        assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 90_661));
        // 4,399,700 in the pool and 300 due; half of it goes.
        burn_from_vault(1, 2_200_000);
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
        assert_ok!(settle(USD));
        assert_eq!(pool(0).reserves, list([909_339, 2_199_850]));
        assert_eq!(pool(0).protocol_fees, list([0, 150]));
        assert_ok!(collect(0));
        assert_eq!(last_event(), collected(FEE_SINK, [0, 150]));
    });
}

#[test]
fn by_default_the_protocol_takes_nothing() {
    with_pool().build_and_execute(|| {
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 0));
        assert_eq!(pool(0).protocol_fees, list([0, 0]));
        assert_noop!(collect(0), Error::<Test>::NothingToCollect);
    });
}

#[test]
fn a_part_set_to_nothing_again_leaves_what_is_due() {
    with_fees().build_and_execute(|| {
        trade_both_ways();
        assert_ok!(Amm::put_terms(Some(0), terms::DEFAULT));
        assert_ok!(swap_in(BOB, TIDE, 10_000, USD, 0));
        assert_eq!(pool(0).protocol_fees, list([75, 300]));
        assert_ok!(collect(0));
    });
}

#[test]
fn an_unknown_pool_and_an_unsigned_call_are_refused() {
    with_fees().build_and_execute(|| {
        assert_noop!(collect(1), Error::<Test>::PoolNotFound);
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = Amm::collect_protocol_fees(origin, 0);
            assert_noop!(call, DispatchError::BadOrigin);
        }
    });
}

#[test]
fn a_trader_pays_the_same_whatever_the_protocols_part_is() {
    let bought = |fees: bool| {
        let mut bought = 0;
        with_pool().build_and_execute(|| {
            if fees {
                take_a_quarter(0);
            }
            assert_ok!(swap_in(BOB, TIDE, 123_457, USD, 0));
            bought = balance(&USD, BOB) - FORTUNE;
        });
        bought
    };
    assert_eq!(bought(true), bought(false));
}
