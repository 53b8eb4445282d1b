//! What has ruined others, tried here. Each test has the name of what happened.

use super::*;

/// Venus and Blizz, May 2022 (LUNA). The source stopped at a floor while the market fell on; the floor
/// was lent against. Here a source that repeats its last value grows old by its own time, and a halt
/// is no price at all, not the last one; and after it the old price counts for nothing.
#[test]
fn halted_feed_at_a_floor() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let floor_at = Now::get();
        for _ in 0..29 {
            for validator in 0..4 {
                let floor = Observation { at: floor_at, ..seen(0, 95 * USD) };
                assert_ok!(take(report_of(validator, &[floor])));
            }
            next_block();
        }
        assert_eq!(value_of(0), Ok(95 * WHOLE));
        Now::set(floor_at + 60_001);
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: floor_at }));

        next_block();
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 0));
        round_refused(1);
        assert!(matches!(value_of(0), Err(NoPrice::Halted { .. })));
        assert_ok!(PriceOracle::resume_feed(RuntimeOrigin::root(), 0));
        round(&[USD / 100; 4]);
        assert!(matches!(value_of(0), Err(NoPrice::Stale { .. })));
        (0..11).for_each(|_| round(&[USD / 100; 4]));
        assert_eq!(value_of(0), Ok(WHOLE / 100));
    });
}

/// Nothing in a report on a halted feed is wanted.
fn round_refused(value: u128) {
    let report = report_of(0, &[seen(0, value)]);
    assert_noop!(take(report), Error::<Test>::NothingWanted);
    next_block();
}

/// Mango Markets, October 2022. A thin market was pumped to ten times its price for minutes, and lent
/// against. Here a jump waits for a second round, in which the market must still be there; a pump of
/// one slot is never believed, one that half of the validators see never makes a round's median, and a
/// pump in steps below the jump shows in the confidence while the sources differ.
#[test]
fn thin_market_pump() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        for _ in 0..10 {
            round(&[1_000 * USD; 4]);
            round(&[100 * USD; 4]);
            assert_eq!(value_of(0), Ok(100 * WHOLE));
        }
        for _ in 0..10 {
            round(&[100 * USD, 1_000 * USD, 100 * USD, 1_000 * USD]);
            assert!(value_of(0).is_ok_and(|value| value <= 100 * WHOLE));
            assert_eq!(status(0), FeedStatus::Degraded);
        }
        round(&[100 * USD; 4]);
        round(&[100 * USD, 100 * USD, 109 * USD, 109 * USD]);
        assert_eq!(status(0), FeedStatus::Degraded);
    });
}

/// A single source or its API key compromised (bZx, Synthetix 2019 and many since). Here an observation
/// of too few sources counts for nothing, and one validator whose sources are all the attacker's moves
/// nothing, however much it lies, and is muted in the end.
#[test]
fn single_source_compromised() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let alone = Observation { sources: 1, ..seen(0, 1_000 * USD) };
        assert_noop!(take(report_of(0, &[alone])), Error::<Test>::NothingWanted);
        for lie in [1_000, 10_000, 1, 5, 1_000_000] {
            round(&[lie * USD, 100 * USD, 100 * USD, 100 * USD]);
            assert_eq!(value_of(0), Ok(100 * WHOLE));
        }
        assert!(PriceOracle::reporters()[0].muted_until.is_some());
    });
}

/// The oracle pallet of the SDK serves the previous value when too few have reported, for ever, without
/// its time. Here nothing makes a price younger: not reports of too few, not blocks, not a new session,
/// not a change of terms.
#[test]
fn previous_value_served_for_ever() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let at = PriceOracle::price(0).expect("there is a price").at;
        for block in 0..200u32 {
            round(&[100 * USD; 2]);
            if block == 10 {
                new_session(&[11, 12, 13, 14]);
            }
            if block == 20 {
                let root = RuntimeOrigin::root();
                assert_ok!(PriceOracle::update_feed(root, 0, FeedTerms { grace: 0, ..TERMS }));
            }
            match PriceOracle::price(0) {
                Ok(price) => assert!(price.at == at && Now::get() <= at + 60_000),
                Err(refused) => {
                    assert_eq!(refused, NoPrice::Stale { since: at });
                    assert!(Now::get() > at + 60_000);
                }
            }
        }
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
    });
}
