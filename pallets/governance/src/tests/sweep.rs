//! Locks that go away by themselves.

use super::support::*;
use crate::{
    mock::{weight, MAX_SWEEP},
    Cursor,
};
use frame_support::{
    traits::{Get, Hooks},
    weights::{RuntimeDbWeight, Weight},
};

/// The most that one row weighs.
fn row() -> Weight {
    weight(10, MAX_VOTES, MAX_VOTES).saturating_add(weight(9, MAX_VOTES, 0))
}

fn idle(spare: Weight) -> Weight {
    let used = ConvictionVoting::on_idle(now(), spare);
    assert!(used.all_lte(spare), "no more is used than there is");
    used
}

#[test]
fn what_is_over_is_freed_without_anybody_calling() {
    with_polls(|| {
        for who in 1..=10 {
            assert_ok!(vote(who, 0, aye(100, 1)));
            assert_ok!(vote(who, 4, aye(50, 1)));
        }
        end(0, true);
        end(4, false);
        pass(PERIOD);
        // Twenty rows, three in a block.
        for _ in 0..20u32.div_ceil(MAX_SWEEP) {
            assert!((1..=10).any(|who| frozen(who) > 0));
            idle(Weight::MAX);
        }
        assert!((1..=10).all(|who| frozen(who) == 0));
        assert_eq!(VotingFor::<Test>::iter().count(), 0);
    });
}

#[test]
fn nothing_is_done_beyond_the_spare_weight() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(100, 1)));
        end(0, false);
        let base = weight(11, 0, 0);
        assert_eq!(idle(Weight::zero()), Weight::zero());
        assert_eq!(idle(base.saturating_add(row()).saturating_sub(weight(0, 0, 1))), base);
        assert_eq!(frozen(ALICE), 100);
        idle(base.saturating_add(row()));
        assert_eq!(frozen(ALICE), 0);
    });
}

#[test]
fn it_goes_on_where_it_stopped_and_round_once_in_a_block() {
    with_polls(|| {
        for who in 1..=5 {
            assert_ok!(vote(who, 0, aye(100, 1)));
        }
        idle(Weight::MAX);
        let first = Cursor::<Test>::get();
        assert!(first.is_some());
        idle(Weight::MAX);
        assert_eq!(Cursor::<Test>::get(), None);
        idle(Weight::MAX);
        assert_eq!(Cursor::<Test>::get(), first);
    });
}

/// The row at which it stopped may be gone: the next one follows all the same.
#[test]
fn a_row_that_is_gone_does_not_stop_it() {
    with_polls(|| {
        for who in 1..=5 {
            assert_ok!(vote(who, 0, aye(100, 1)));
        }
        idle(Weight::MAX);
        let (who, _) = Cursor::<Test>::get().expect("it has stopped at a row");
        assert_ok!(remove_vote(who, None, 0));
        assert_ok!(unlock(0, who));
        assert!(!VotingFor::<Test>::contains_key(who, 0));
        end(0, false);
        idle(Weight::MAX);
        idle(Weight::MAX);
        assert!((1..=5).all(|who| frozen(who) == 0));
    });
}

#[test]
fn who_is_marked_comes_first() {
    with_polls(|| {
        for who in 1..=10 {
            assert_ok!(hold(who, 900));
            assert_ok!(vote(who, 0, aye(FORTUNE, 1)));
            assert_ok!(vote(who, 4, aye(FORTUNE, 1)));
        }
        slash(7, 500);
        assert!(Marked::<Test>::contains_key(7));
        idle(Weight::MAX);
        assert!(!Marked::<Test>::contains_key(7));
        assert_eq!([tally(0), tally(4)], [[9_500, 0, 9_500]; 2]);
        assert_eq!(frozen(7), 500);
    });
}

/// With as little weight to spare as one row takes, an account with locks in every track is trimmed a track
/// in each block, and keeps nobody else waiting for ever.
#[test]
fn who_is_marked_in_many_tracks_is_done_track_by_track() {
    with_polls(|| {
        open(5, 2);
        let polls = [0, 4, 5];
        assert_ok!(hold(ALICE, 900));
        for poll in polls {
            assert_ok!(vote(ALICE, poll, aye(FORTUNE, 1)));
        }
        assert_ok!(vote(BOB, 1, aye(100, 1)));
        end(1, false);
        slash(ALICE, 500);
        let storage: RuntimeDbWeight = <Test as frame_system::Config>::DbWeight::get();
        let reads = storage.reads(2);
        let spare = weight(11, 0, 0).saturating_add(reads).saturating_add(row());
        for trimmed in 1..=polls.len() {
            assert!(Marked::<Test>::contains_key(ALICE));
            idle(spare);
            let lowered = polls.iter().filter(|poll| tally(**poll)[0] == 500);
            assert_eq!(lowered.count(), trimmed);
        }
        assert!(!Marked::<Test>::contains_key(ALICE));
        assert_eq!(frozen(ALICE), 500);
        // A round takes a block for each row.
        for _ in 0..VotingFor::<Test>::iter().count() {
            idle(spare);
        }
        assert_eq!(frozen(BOB), 0);
    });
}

/// Not every loss is a slash that the pallet is told of: the round finds them.
#[test]
fn who_has_lost_tide_in_another_way_is_trimmed_on_the_round() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(FORTUNE, 1)));
        assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), ALICE, 300));
        assert!(!Marked::<Test>::contains_key(ALICE));
        idle(Weight::MAX);
        assert_eq!((tally(0), frozen(ALICE)), ([300, 0, 300], 300));
    });
}
