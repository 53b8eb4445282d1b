//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::support::*;
use frame_support::{hypothetically, traits::fungible::MutateFreeze, BoundedVec};
use sp_runtime::TryRuntimeError;

/// With `corrupt` done to votes, delegations and an override, the invariants say `message`.
///
/// Alice follows Bob and overrides him on poll 0; Carol follows him everywhere.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 1, 100));
        assert_ok!(delegate(CAROL, 0, BOB, 1, 50));
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        assert_ok!(vote(BOB, 1, aye(10, 1)));
        assert_ok!(vote(ALICE, 0, nay(100, 1)));
        assert_ok!(vote(ALICE, 1, nay(100, 1)));
        hypothetically!({
            corrupt();
            let seen = ConvictionVoting::check_invariants();
            assert_eq!(seen, Err(TryRuntimeError::Other(message)));
        });
    });
}

fn change(who: AccountId, change: impl FnOnce(&mut crate::VotingOf<Test>)) {
    VotingFor::<Test>::mutate(who, 0, change);
}

fn casting(who: AccountId, alter: impl FnOnce(&mut crate::VotesOf<Test>)) {
    change(who, |voting| match voting {
        Voting::Casting(casting) => alter(&mut casting.votes),
        Voting::Delegating(_) => panic!("it votes"),
    });
}

fn set_locks(who: AccountId, locks: &[(TrackId, Balance)]) {
    ClassLocksFor::<Test>::insert(who, BoundedVec::truncate_from(locks.to_vec()));
}

#[test]
fn i1_sees_a_freeze_that_is_not_the_most_of_the_locks() {
    assert_seen("I1: what is frozen is not what is locked", || set_locks(BOB, &[(0, 11)]));
    assert_seen("I1: what is frozen is not what is locked", || {
        assert_ok!(Balances::thaw(&FreezeReason::Voting.into(), &BOB));
    });
    assert_seen("I1: a track is locked twice", || set_locks(BOB, &[(0, 10), (0, 10)]));
    assert_seen("I1: nothing is locked", || set_locks(BOB, &[(0, 10), (1, 0)]));
}

#[test]
fn i2_sees_too_little_locked() {
    let lock = |who: AccountId, amount| {
        set_locks(who, &[(0, amount)]);
        assert_ok!(Balances::set_freeze(&FreezeReason::Voting.into(), &who, amount));
    };
    assert_seen("I2: less is locked than votes", || lock(BOB, 9));
    assert_seen("I2: less is locked than votes", || lock(CAROL, 49));
    assert_seen("I2: less is locked than votes", || lock(ALICE, 99));
    assert_seen("I2: less is locked than votes", || {
        change(BOB, |voting| voting.prior_mut().add(1, 99, 11));
    });
}

#[test]
fn i3_sees_delegations_that_do_not_add_up() {
    assert_seen("I3: delegations do not add up", || {
        change(BOB, |voting| voting.delegations_mut().votes += 1);
    });
    assert_seen("I3: delegations do not add up", || {
        change(ALICE, |voting| voting.delegations_mut().capital += 1);
    });
    assert_seen("I3: a delegation was not received", || {
        let alice = VotingFor::<Test>::get(ALICE, 0);
        VotingFor::<Test>::insert(ALICE, 2, alice);
        set_locks(ALICE, &[(0, 100), (2, 100)]);
    });
}

#[test]
fn i4_sees_what_is_withheld_not_add_up() {
    let put = |who: AccountId, poll, votes, capital| {
        Withheld::<Test>::insert(who, poll, Delegations { votes, capital });
    };
    assert_seen("I4: what is withheld does not add up", || put(BOB, 0, 99, 100));
    assert_seen("I4: what is withheld does not add up", || put(CAROL, 0, 1, 1));
    assert_seen("I4: nothing is withheld", || put(BOB, 3, 0, 0));
    assert_seen("I4: an override withholds nothing", || Withheld::<Test>::remove(BOB, 1));
}

/// All that makes up a row of what is withheld would have to be wrong together.
#[test]
fn i5_sees_a_vote_that_carries_less_than_nothing() {
    with_polls(|| {
        assert_ok!(vote(BOB, 0, aye(10, 1)));
        hypothetically!({
            Withheld::<Test>::insert(BOB, 0, Delegations { votes: 1, capital: 0 });
            let seen = ConvictionVoting::i5_no_more_is_withheld_than_received();
            let message = "I5: a vote carries less than nothing";
            assert_eq!(seen, Err(TryRuntimeError::Other(message)));
        });
    });
}

#[test]
fn i6_sees_rows_that_are_not_sound() {
    assert_seen("I6: votes are not in order", || casting(BOB, |votes| votes.as_mut().reverse()));
    assert_seen("I6: a row is empty", || VotingFor::<Test>::insert(DAVE, 0, Voting::default()));
    assert_seen("I6: overrides are not in order", || {
        Overrides::<Test>::mutate(ALICE, 0, |votes| votes.as_mut().reverse());
    });
    assert_seen("I6: there are no overrides in a row", || {
        Overrides::<Test>::insert(CAROL, 0, BoundedVec::default());
    });
    assert_seen("I6: an override overrides nothing", || {
        let votes = BoundedVec::truncate_from(vec![(2, aye(0, 1))]);
        Overrides::<Test>::insert(DAVE, 0, votes);
    });
}

#[test]
fn i7_sees_a_tally_that_does_not_add_up() {
    assert_seen("I7: a tally does not add up", || casting(BOB, |votes| votes[0].1 = aye(9, 1)));
    assert_seen("I7: a tally does not add up", || open(1, 0));
    assert_seen("I7: a vote is in the wrong track", || open(1, 1));
}

#[test]
fn i8_sees_a_mark_of_who_does_not_vote() {
    assert_seen("I8: an account without votes is marked", || Marked::<Test>::insert(DAVE, ()));
}
