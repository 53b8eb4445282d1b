//! From one status to the next: outages and what follows them, halts, thin and wide rounds.

use super::*;

fn halt(feed: FeedId) {
    assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), feed));
}

fn resume(feed: FeedId) {
    assert_ok!(PriceOracle::resume_feed(RuntimeOrigin::root(), feed));
}

/// A round of all four, as often as it takes.
fn rounds(count: u32, value: u128) {
    (0..count).for_each(|_| round(&[value; 4]));
}

#[test]
fn a_thin_quorum_degrades_and_a_full_one_mends() {
    with_feed().build_and_execute(|| {
        establish(USD);
        // The others' observations grow old before the first three renew theirs.
        pass_blocks(25);
        round(&[USD; 3]);
        assert_eq!(status(0), FeedStatus::Fresh);
        pass_blocks(5);
        round(&[USD; 3]);
        assert_eq!((status(0), value_of(0)), (FeedStatus::Degraded, Ok(WHOLE)));
        round(&[USD; 4]);
        assert_eq!(status(0), FeedStatus::Fresh);
    });
}

/// Four of five are enough to be comfortable.
#[test]
fn a_fifth_may_be_silent() {
    with_feed().validators(&[11, 12, 13, 14, 15]).build_and_execute(|| {
        round(&[USD; 4]);
        round(&[USD; 4]);
        assert_eq!(status(0), FeedStatus::Fresh);
    });
}

#[test]
fn validators_far_apart_degrade_it() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        // Two in a hundred is the bound itself.
        round(&[98 * USD, 98 * USD, 102 * USD, 102 * USD]);
        assert_eq!(status(0), FeedStatus::Fresh);
        round(&[98 * USD, 98 * USD, 102 * USD, 102 * USD + 10]);
        assert_eq!(status(0), FeedStatus::Fresh);
        round(&[97 * USD, 97 * USD, 103 * USD, 103 * USD]);
        assert_eq!((status(0), value_of(0)), (FeedStatus::Degraded, Ok(100 * WHOLE)));
    });
}

#[test]
fn a_lost_quorum_degrades_then_expires_and_comes_back_after_the_grace() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let at = PriceOracle::price(0).expect("there is a price").at;
        while Now::get() <= at + 58_000 {
            round(&[100 * USD; 2]);
        }
        assert!(value_of(0).is_ok());
        round(&[100 * USD; 2]);
        round(&[100 * USD; 2]);
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
        assert_eq!((state(0).status, state(0).since), (FeedStatus::Stale, at + 60_000));
        // Back at once, at a price that is no jump from the last one: two rounds all the same.
        rounds(1, 101 * USD);
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
        rounds(1, 101 * USD);
        let since = Now::get() - SLOT;
        assert_eq!(value_of(0), Err(NoPrice::Recovering { since }));
        // Ten blocks are the grace.
        rounds(9, 101 * USD);
        assert_eq!(value_of(0), Err(NoPrice::Recovering { since }));
        rounds(1, 101 * USD);
        assert_eq!(Now::get() - SLOT, since + 20_000);
        assert_eq!((value_of(0), status(0)), (Ok(101 * WHOLE), FeedStatus::Fresh));
    });
}

/// An outage within the recovery begins it anew.
#[test]
fn a_recovery_that_is_broken_off_begins_again() {
    let grace = FeedTerms { grace: 120, ..TERMS };
    ExtBuilder::default().feed(feed("TIDE", None, grace)).build_and_execute(|| {
        establish(USD);
        pass_blocks(40);
        rounds(2, USD);
        let first = state(0).recovering.expect("it recovers");
        pass_blocks(40);
        assert_eq!(state(0).recovering, None);
        rounds(2, USD);
        let second = state(0).recovering.expect("it recovers again");
        assert!(second > first + 80_000);
        assert_eq!(value_of(0), Err(NoPrice::Recovering { since: second }));
    });
}

/// The end of the grace needs no report of its own, but a price that is still young.
#[test]
fn the_grace_ends_by_itself() {
    with_feed().build_and_execute(|| {
        establish(USD);
        pass_blocks(40);
        rounds(2, USD);
        let since = state(0).recovering.expect("it recovers");
        pass_blocks(9);
        assert_eq!(value_of(0), Err(NoPrice::Recovering { since }));
        pass_blocks(1);
        assert_eq!(value_of(0), Ok(WHOLE));
    });
}

#[test]
fn a_halted_feed_has_no_price_and_leaves_the_others_alone() {
    with_feed().feed(feed("BTC", None, TERMS)).build_and_execute(|| {
        let both = || {
            for validator in 0..4 {
                assert_ok!(take(report_of(validator, &[seen(0, USD), seen(1, 9 * USD)])));
            }
            next_block();
        };
        both();
        both();
        events();
        let since = Now::get();
        halt(0);
        let (from, to) = (FeedStatus::Fresh, FeedStatus::Halted);
        assert_eq!(
            events(),
            [Event::FeedHalted { feed_id: 0 }, Event::FeedStatusChanged { feed_id: 0, from, to }]
        );
        assert_eq!(value_of(0), Err(NoPrice::Halted { since }));
        both();
        assert_eq!(value_of(0), Err(NoPrice::Halted { since }));
        assert_eq!((value_of(1), status(1)), (Ok(9 * WHOLE), FeedStatus::Fresh));
        // Nor does it expire: it is halted.
        pass_blocks(40);
        assert_eq!(value_of(0), Err(NoPrice::Halted { since }));
    });
}

#[test]
fn a_resumed_feed_has_an_outage_behind_it() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let at = PriceOracle::price(0).expect("there is a price").at;
        halt(0);
        resume(0);
        // Young as it is, the price from before the halt is not relied on.
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
        rounds(1, 50 * USD);
        assert_eq!(value_of(0), Err(NoPrice::Stale { since: at }));
        rounds(1, 50 * USD);
        assert!(matches!(value_of(0), Err(NoPrice::Recovering { .. })));
        rounds(10, 50 * USD);
        assert_eq!(value_of(0), Ok(50 * WHOLE));
    });
}

#[test]
fn a_jump_that_waits_is_forgotten_in_a_halt() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[200 * USD; 4]);
        halt(0);
        assert_eq!(state(0).candidate, None);
    });
}

#[test]
fn a_feed_is_halted_and_resumed_once() {
    with_feed().build_and_execute(|| {
        let root = RuntimeOrigin::root;
        assert_noop!(PriceOracle::resume_feed(root(), 0), Error::<Test>::NotHalted);
        halt(0);
        assert_noop!(PriceOracle::halt_feed(root(), 0), Error::<Test>::AlreadyHalted);
        resume(0);
        for unknown in [1, u32::MAX] {
            assert_noop!(PriceOracle::halt_feed(root(), unknown), Error::<Test>::FeedNotFound);
            assert_noop!(PriceOracle::resume_feed(root(), unknown), Error::<Test>::FeedNotFound);
        }
    });
}
