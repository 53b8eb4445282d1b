//! What governance decides, and that nobody else does.

use super::support::*;
use crate::{mock::FEE_SINK, mock::MIN_RAMP_BLOCKS, FeePools};

fn with_pools(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
        .pool([USD, BTC], FeeTier::Bp30, [1_000_000, 4_000_000])
        .stable_pool(&[TIDE, USD], 100, &[1_000_000, 1_000_000])
        .build_and_execute(test);
}

const PAIR: PoolId = 0;
const WITHOUT_TIDE: PoolId = 1;
const STABLE: PoolId = 2;

fn ramp(pool: PoolId, to: u16, blocks: u32) -> DispatchResult {
    Amm::ramp_amplification(governance(), pool, to, blocks)
}

fn amplification() -> u32 {
    pool(STABLE).amplification(Amm::now()).expect("it is stable")
}

#[test]
fn nobody_but_governance_decides() {
    with_pools(|| {
        let before = root();
        for origin in [by(ALICE), by(OWNER), RuntimeOrigin::none()] {
            let refused: [DispatchResult; 5] = [
                Amm::ramp_amplification(origin.clone(), STABLE, 150, MIN_RAMP_BLOCKS),
                Amm::set_status(origin.clone(), PAIR, PoolStatus::WithdrawOnly),
                Amm::set_terms(origin.clone(), Some(PAIR), terms::DEFAULT),
                Amm::set_fee_sink(origin.clone(), ALICE),
                Amm::set_fee_pool(origin, USD, Some(PAIR)),
            ];
            assert_eq!(refused, [Err(DispatchError::BadOrigin); 5]);
        }
        assert_eq!(root(), before);
        assert_noop!(Amm::close_pool(by(BOB), PAIR), Error::<Test>::NotPoolCreator);
        assert_noop!(Amm::close_pool(RuntimeOrigin::none(), PAIR), DispatchError::BadOrigin);
    });
}

/// And governance is no person: it neither trades nor holds.
#[test]
fn what_people_do_governance_does_not() {
    with_pools(|| {
        let none = vec![].try_into().expect("short");
        assert_noop!(
            Amm::swap_exact_in(governance(), TIDE, 1, none, 0).map_err(|e| e.error),
            DispatchError::BadOrigin
        );
        for refused in [
            Amm::create_pool(
                governance(),
                per_asset([TIDE, BTC]),
                Curve::ConstantProduct,
                FeeTier::Bp1,
            ),
            Amm::add_liquidity(governance(), PAIR, per_asset([1, 4]), 0),
            Amm::remove_liquidity(governance(), PAIR, 1, per_asset([0, 0])),
            Amm::remove_liquidity_single(governance(), STABLE, 1, USD, 0),
            Amm::claim_owed(governance(), ALICE, USD),
            Amm::collect_protocol_fees(governance(), PAIR),
        ] {
            assert_eq!(refused, Err(DispatchError::BadOrigin));
        }
    });
}

#[test]
fn a_ramp_is_told_and_runs_in_a_straight_line() {
    with_pools(|| {
        advance(9);
        assert_ok!(ramp(STABLE, 150, MIN_RAMP_BLOCKS));
        let told = Event::AmplificationRamping {
            pool_id: STABLE,
            from: 10_000,
            to: 15_000,
            start: 10,
            end: 110,
        };
        assert_eq!(last_event(), told);
        assert_eq!(amplification(), 10_000);
        advance(1);
        assert_eq!(amplification(), 10_050);
        advance(49);
        assert_eq!(amplification(), 12_500);
        advance(50);
        assert_eq!(amplification(), 15_000);
        advance(1_000);
        assert_eq!(amplification(), 15_000);
    });
}

#[test]
fn a_ramp_under_way_ends_where_it_is() {
    with_pools(|| {
        assert_ok!(ramp(STABLE, 200, MIN_RAMP_BLOCKS));
        advance(33);
        assert_eq!(amplification(), 13_300);
        // From 133, twice is 266 and half is 67, rounded up to a whole number.
        assert_noop!(ramp(STABLE, 267, MIN_RAMP_BLOCKS), Error::<Test>::RampTooFast);
        assert_noop!(ramp(STABLE, 66, MIN_RAMP_BLOCKS), Error::<Test>::RampTooFast);
        assert_ok!(ramp(STABLE, 67, MIN_RAMP_BLOCKS));
        assert_eq!(amplification(), 13_300, "nothing jumps");
        advance(MIN_RAMP_BLOCKS);
        assert_eq!(amplification(), 6_700);
    });
}

#[test]
fn a_ramp_takes_its_time() {
    with_pools(|| {
        for blocks in [0, 1, MIN_RAMP_BLOCKS - 1] {
            assert_noop!(ramp(STABLE, 101, blocks), Error::<Test>::RampTooFast);
        }
        assert_ok!(ramp(STABLE, 101, MIN_RAMP_BLOCKS));
        assert_noop!(ramp(STABLE, 101, u32::MAX), Error::<Test>::Overflow);
    });
}

#[test]
fn a_ramp_doubles_or_halves_and_no_more() {
    with_pools(|| {
        assert_noop!(ramp(STABLE, 201, 10_000), Error::<Test>::RampTooFast);
        assert_noop!(ramp(STABLE, 49, 10_000), Error::<Test>::RampTooFast);
        assert_ok!(ramp(STABLE, 200, MIN_RAMP_BLOCKS));
    });
    with_pools(|| {
        assert_ok!(ramp(STABLE, 50, MIN_RAMP_BLOCKS));
    });
}

#[test]
fn an_amplification_stays_in_its_bounds() {
    with_pools(|| {
        for out in [0, 1, 10_001, u16::MAX] {
            assert_noop!(
                ramp(STABLE, out, MIN_RAMP_BLOCKS),
                Error::<Test>::AmplificationOutOfRange
            );
        }
        let mut at = 100u16;
        while at > 2 {
            at = at.div_ceil(2);
            assert_ok!(ramp(STABLE, at, MIN_RAMP_BLOCKS));
            advance(MIN_RAMP_BLOCKS);
        }
        assert_eq!(amplification(), 200);
        assert_noop!(ramp(STABLE, 1, MIN_RAMP_BLOCKS), Error::<Test>::AmplificationOutOfRange);
        while at < 10_000 {
            at = (at * 2).min(10_000);
            assert_ok!(ramp(STABLE, at, MIN_RAMP_BLOCKS));
            advance(MIN_RAMP_BLOCKS);
        }
        assert_eq!(amplification(), 1_000_000);
        assert_noop!(ramp(STABLE, 10_001, MIN_RAMP_BLOCKS), Error::<Test>::AmplificationOutOfRange);
    });
}

#[test]
fn only_a_stable_pool_has_an_amplification() {
    with_pools(|| {
        assert_noop!(ramp(PAIR, 100, MIN_RAMP_BLOCKS), Error::<Test>::WrongPoolKind);
        assert_noop!(ramp(9, 100, MIN_RAMP_BLOCKS), Error::<Test>::PoolNotFound);
        assert_eq!(Amm::pool(PAIR).expect("it exists").amplification, None);
    });
}

#[test]
fn a_status_is_told_and_kept() {
    with_pools(|| {
        for status in [PoolStatus::WithdrawOnly, PoolStatus::NoNewLiquidity, PoolStatus::Active] {
            assert_ok!(Amm::set_status(governance(), PAIR, status));
            assert_eq!(last_event(), Event::StatusSet { pool_id: PAIR, status });
            assert_eq!(Amm::pool(PAIR).expect("it exists").status, status);
        }
        assert_noop!(
            Amm::set_status(governance(), 9, PoolStatus::Active),
            Error::<Test>::PoolNotFound
        );
    });
}

#[test]
fn the_protocols_part_goes_to_the_sink_that_governance_names() {
    with_pools(|| {
        assert_eq!(Amm::fee_sink(), FEE_SINK);
        set_terms(PAIR, Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT });
        assert_noop!(Amm::collect_protocol_fees(by(BOB), PAIR), Error::<Test>::NothingToCollect);
        assert_ok!(sell(BOB, USD, 100_000, &[(PAIR, TIDE)], 0));
        // A quarter of 300.
        assert_eq!(pool(PAIR).protocol_fees.into_inner(), [0, 75]);
        assert_eq!(reserves(PAIR)[1], 4_100_000 - 75);
        let new_sink = 55;
        assert_ok!(Amm::set_fee_sink(governance(), new_sink));
        assert_eq!(last_event(), Event::FeeSinkSet { sink: new_sink });
        assert_ok!(Amm::collect_protocol_fees(by(BOB), PAIR));
        let told = Event::ProtocolFeesCollected {
            pool_id: PAIR,
            sink: new_sink,
            amounts: per_asset([0, 75]),
        };
        assert_eq!(last_event(), told);
        assert_eq!((balance(&USD, new_sink), balance(&USD, FEE_SINK)), (75, 0));
        assert_eq!(pool(PAIR).protocol_fees.into_inner(), [0, 0]);
    });
}

#[test]
fn a_fee_pool_holds_tide_and_the_asset() {
    with_pools(|| {
        let name = |asset, pool| Amm::set_fee_pool(governance(), asset, pool);
        assert_noop!(name(TIDE, Some(PAIR)), Error::<Test>::IdenticalAssets);
        assert_noop!(name(TIDE, None), Error::<Test>::IdenticalAssets);
        assert_noop!(name(USD, Some(9)), Error::<Test>::PoolNotFound);
        assert_noop!(name(USD, Some(WITHOUT_TIDE)), Error::<Test>::AssetNotInPool);
        assert_noop!(name(BTC, Some(PAIR)), Error::<Test>::AssetNotInPool);
        assert_eq!(FeePools::<Test>::iter().count(), 0);
        for pool_id in [Some(PAIR), Some(STABLE), None] {
            assert_ok!(name(USD, pool_id));
            assert_eq!(last_event(), Event::FeePoolSet { asset: USD, pool_id });
            assert_eq!(FeePools::<Test>::get(USD), pool_id);
        }
    });
}

#[test]
fn a_closed_pool_is_no_fee_pool_any_more() {
    with_pools(|| {
        assert_ok!(Amm::set_fee_pool(governance(), USD, Some(PAIR)));
        assert_noop!(Amm::close_pool(governance(), PAIR), Error::<Test>::PoolNotEmpty);
        assert_ok!(redeem(ALICE, PAIR, shares(PAIR, ALICE)));
        assert_ok!(Amm::close_pool(governance(), PAIR));
        assert_eq!(last_event(), Event::PoolClosed { pool_id: PAIR });
        assert_eq!(FeePools::<Test>::get(USD), None);
        assert_noop!(
            Amm::set_status(governance(), PAIR, PoolStatus::Active),
            Error::<Test>::PoolNotFound
        );
    });
}
