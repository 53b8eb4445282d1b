//! What is counted of validators, and who no longer counts.

use super::*;
use crate::{
    mock::{Weights, MUTE_BLOCKS, OUTLIER_LIMIT},
    Scores,
};
use tidewater_primitives::apis::price_oracle::Record;

fn record(place: usize) -> Record {
    PriceOracle::reporters()[place].record
}

fn muted(place: usize) -> Option<u32> {
    PriceOracle::reporters()[place].muted_until
}

/// A round in which the last one lies.
fn lie() {
    round(&[100 * USD, 100 * USD, 100 * USD, 1_000 * USD]);
}

#[test]
fn reports_are_counted() {
    with_feed().build_and_execute(|| {
        establish(USD);
        say(1, 0, USD);
        let reports: Vec<_> =
            PriceOracle::reporters().iter().map(|reporter| reporter.record.reports).collect();
        assert_eq!(reports, [2, 3, 2, 2]);
        let windows: Vec<_> =
            PriceOracle::reporters().iter().map(|reporter| reporter.window).collect();
        assert_eq!(windows, [Some(2), Some(3), Some(2), Some(2)]);
    });
}

/// A heartbeat of thirty seconds and two slots more: the 34th second is the last.
#[test]
fn who_is_overdue_misses_each_time_the_block_looks() {
    with_feed().build_and_execute(|| {
        establish(USD);
        let last = Now::get() - SLOT;
        for (now, misses) in [(last + 34_000, 0), (last + 34_001, 1), (last + 36_000, 2)] {
            Now::set(now);
            (0..3).for_each(|validator| say(validator, 0, USD));
            next_block();
            assert_eq!(record(3).misses, misses);
            assert_eq!(record(0).misses, 0);
        }
        Now::set(last + 38_000);
        say(3, 0, USD);
        next_block();
        assert_eq!(record(3).misses, 2);
    });
}

/// Nobody owes anything before a heartbeat of the session, or of the feed, has passed.
#[test]
fn nobody_is_late_at_the_beginning() {
    with_feed().build_and_execute(|| {
        establish(USD);
        pass_blocks(10);
        new_session(&[11, 12, 13, 14]);
        let began = Now::get();
        say(0, 0, USD);
        Now::set(began + 34_000);
        next_block();
        assert_eq!(record(3).misses, 0);
        Now::set(began + 34_001);
        say(0, 0, USD);
        next_block();
        assert_eq!((record(0).misses, record(3).misses), (0, 1));
        // A new feed gives everybody time for itself; a halted one asks for nothing.
        new_session(&[11, 12, 13, 14]);
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 0));
        pass_blocks(30);
        let young = feed("BTC", None, TERMS);
        assert_ok!(PriceOracle::register_feed(RuntimeOrigin::root(), young));
        say(0, 1, USD);
        next_block();
        assert_eq!(record(3).misses, 0);
    });
}

#[test]
fn an_outlier_is_counted_once_a_report() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        lie();
        assert_eq!(record(3).outliers, 1);
        // The block looks again at what it has judged already.
        (0..3).for_each(|validator| say(validator, 0, 100 * USD));
        next_block();
        assert_eq!(record(3).outliers, 1);
        assert_eq!([0, 1, 2].map(|place| record(place).outliers), [0; 3]);
    });
}

/// Nobody is blamed for seeing a jump first: only prices that are believed judge.
#[test]
fn a_jump_that_waits_makes_no_outliers() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[200 * USD; 4]);
        round(&[200 * USD; 4]);
        assert_eq!([0, 1, 2, 3].map(|place| record(place).outliers), [0; 4]);
    });
}

#[test]
fn one_who_lies_on_is_muted_for_a_while() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        (1..OUTLIER_LIMIT).for_each(|_| lie());
        assert_eq!((muted(3), record(3).outliers), (None, OUTLIER_LIMIT - 1));
        events();
        lie();
        let until = System::block_number() as u32 + MUTE_BLOCKS;
        assert_eq!(muted(3), Some(until));
        let told = Event::ValidatorMuted { account: 14, until };
        assert!(events().contains(&told));
        // It is not in the price, but in the whole: the quorum is thin now.
        lie();
        assert_eq!((state(0).reporters, status(0)), (3, FeedStatus::Degraded));
        assert_eq!(record(3).reports, 2 + OUTLIER_LIMIT + 1);
        // Its time over, it counts again.
        while System::block_number() < u64::from(until) {
            assert!(muted(3).is_some());
            round(&[100 * USD; 4]);
        }
        assert_eq!((muted(3), state(0).reporters), (None, 4));
    });
}

#[test]
fn a_good_report_ends_the_row() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        for _ in 0..4 {
            (1..OUTLIER_LIMIT).for_each(|_| lie());
            round(&[100 * USD; 4]);
        }
        assert_eq!((muted(3), record(3).outliers), (None, 4 * (OUTLIER_LIMIT - 1)));
    });
}

/// Two of seven lie: muting both would leave five of seven, still a quorum. A third would not be.
#[test]
fn no_more_are_muted_than_leaves_a_quorum() {
    with_feed().validators(&[11, 12, 13, 14, 15, 16, 17]).build_and_execute(|| {
        round(&[100 * USD; 7]);
        round(&[100 * USD; 7]);
        let honest = 100 * USD;
        for _ in 0..=OUTLIER_LIMIT {
            round(&[honest, honest, honest, honest, 1, 1, 1]);
        }
        let muted: Vec<_> = (0..7).map(|place| muted(place).is_some()).collect();
        assert_eq!(muted, [false, false, false, false, true, true, false]);
        assert_eq!(value_of(0), Ok(100 * WHOLE));
    });
}

/// Of three nobody is: two thirds are no quorum.
#[test]
fn where_one_is_a_third_nobody_is_muted() {
    with_feed().validators(&[11, 12, 13]).build_and_execute(|| {
        round(&[100 * USD; 3]);
        round(&[100 * USD; 3]);
        for _ in 0..2 * OUTLIER_LIMIT {
            round(&[100 * USD, 100 * USD, 1_000 * USD]);
        }
        assert_eq!(muted(2), None);
        assert_eq!(record(2).outliers, 2 * OUTLIER_LIMIT);
    });
}

/// Who has much weight is not muted either, if the others could not go on.
#[test]
fn weight_decides_who_can_be_muted() {
    Weights::set(14, 2);
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        (0..2 * OUTLIER_LIMIT).for_each(|_| lie());
        assert_eq!(muted(3), None);
    });
}

/// A feed that asks for everybody gets everybody.
#[test]
fn muting_never_stops_a_feed() {
    let all = FeedTerms { quorum_bps: 10_000, ..TERMS };
    with_feed().feed(feed("BTC", None, all)).build_and_execute(|| {
        let both = |lie: u128| {
            for validator in 0..4 {
                let tide = if validator == 3 { lie } else { 100 * USD };
                let observations = [seen(0, tide), seen(1, 50 * USD)];
                assert_ok!(take(report_of(validator, &observations)));
            }
            next_block();
        };
        both(100 * USD);
        (0..=OUTLIER_LIMIT).for_each(|_| both(1));
        assert!(muted(3).is_some());
        both(1);
        assert_eq!((state(0).reporters, state(1).reporters), (3, 4));
        assert_eq!(value_of(1), Ok(50 * WHOLE));
        assert_eq!(status(1), FeedStatus::Fresh);
    });
}

#[test]
fn a_new_session_does_not_end_it() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        (0..OUTLIER_LIMIT).for_each(|_| lie());
        let until = muted(3).expect("it is muted");
        new_session(&[14, 11, 12, 13]);
        assert_eq!([0, 1, 2, 3].map(muted), [Some(until), None, None, None]);
        assert_eq!(record(0), Record::default());
        // In a set that cannot spare it, it counts.
        new_session(&[14, 11, 12]);
        assert_eq!(muted(0), None);
        assert_eq!(Scores::<Test>::get()[0], Default::default());
    });
}
