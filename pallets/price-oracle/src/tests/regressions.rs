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

/// Acala, August 2022. A parameter of a pool that had just been opened was set wrong, and 3 billion aUSD
/// were minted before anybody could say so. What would do the same here are terms by which a price that
/// nobody should rely on is relied on. An absurd value is refused, a wrong one goes a step from the right
/// one, and the next step has to wait, in a batch too. The most wrong that is left: a price that may be
/// twice as old, jump twice as far or be twice as unsure, of one source less; or a feed that asks too
/// much, and has no price.
#[test]
fn a_mis_set_parameter_of_the_acala_2022_kind_is_refused() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let update = |terms| PriceOracle::update_feed(RuntimeOrigin::root(), 0, terms);
        let absurd = [
            (FeedTerms { max_age: 60_000_000, ..TERMS }, Error::<Test>::MaxAgeOutOfRange),
            (FeedTerms { min_sources: 0, ..TERMS }, Error::SourcesOutOfRange),
            (FeedTerms { quorum_bps: 667, ..TERMS }, Error::QuorumOutOfRange),
            (FeedTerms { max_jump_bps: 65_535, ..TERMS }, Error::JumpOutOfRange),
            (FeedTerms { max_spread_bps: 20_000, ..TERMS }, Error::SpreadOutOfRange),
            (FeedTerms { heartbeat: 0, ..TERMS }, Error::HeartbeatOutOfRange),
        ];
        for (terms, error) in absurd {
            assert_noop!(update(terms), error);
        }
        // In range, and as wrong.
        for terms in [
            FeedTerms { max_age: 60_000, ..TERMS },
            FeedTerms { min_sources: 1, ..TERMS },
            FeedTerms { quorum_bps: 10_000, ..TERMS },
            FeedTerms { max_jump_bps: 10_000, ..TERMS },
            FeedTerms { max_spread_bps: 2_000, ..TERMS },
            FeedTerms { deviation_bps: 500, ..TERMS },
            FeedTerms { grace: 86_400, ..TERMS },
        ] {
            assert_noop!(update(terms), Error::<Test>::StepTooLarge);
        }

        let most_wrong = FeedTerms {
            heartbeat: 60,
            deviation_bps: 100,
            max_age: 120,
            min_sources: 2,
            max_jump_bps: 2_000,
            max_spread_bps: 400,
            grace: 0,
            ..TERMS
        };
        assert_ok!(update(most_wrong));
        let more = FeedTerms { max_age: 240, ..most_wrong };
        assert_noop!(update(more), Error::<Test>::ChangedTooSoon);
        // A thousandfold price still waits for a second round, and whoever sees it can stop the feed.
        round(&[100_000 * USD; 4]);
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 0));
        assert!(matches!(value_of(0), Err(NoPrice::Halted { .. })));
    });
}
