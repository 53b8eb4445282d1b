//! What went wrong elsewhere, each by its name.

use super::support::*;

/// Beanstalk, 2022: a majority was borrowed, voted, and was given back in one transaction. Here whatever
/// votes is frozen while the vote stands, so nothing that was borrowed can be given back.
#[test]
fn beanstalk_a_borrowed_majority_cannot_be_given_back() {
    with_polls(|| {
        for lender in 2..=20 {
            assert_ok!(transfer(lender, ALICE, 900));
        }
        let all = Balances::total_balance(&ALICE);
        assert_ok!(vote(ALICE, 0, aye(all, 0)));
        assert_noop!(transfer(ALICE, BOB, 900), sp_runtime::TokenError::Frozen);
        // Giving it back means to take the vote back first, and then it was never there.
        assert_ok!(remove_vote(ALICE, None, 0));
        assert_ok!(unlock(0, ALICE));
        assert_ok!(transfer(ALICE, BOB, 900));
        assert_eq!(tally(0), [0; 3]);
    });
}

/// The same by delegation: what is delegated is frozen too, and undelegating takes it out of the tally.
#[test]
fn beanstalk_by_delegation_neither() {
    with_polls(|| {
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_ok!(delegate(ALICE, 0, BOB, 0, FORTUNE));
        assert_noop!(transfer(ALICE, CAROL, 1), sp_runtime::TokenError::Frozen);
        assert_ok!(undelegate(ALICE, 0));
        assert_eq!(tally(0), [1, 0, 1]);
        assert_ok!(unlock(0, ALICE));
        assert_ok!(transfer(ALICE, CAROL, FORTUNE));
    });
}

/// Tokens sent on do not vote again from where they went, nor does a stake that is made of them.
#[test]
fn no_unit_votes_twice() {
    with_polls(|| {
        assert_ok!(vote(ALICE, 0, aye(600, 1)));
        assert_ok!(transfer(ALICE, BOB, 400));
        assert_ok!(vote(BOB, 0, aye(1_400, 1)));
        assert_noop!(vote(BOB, 0, aye(1_401, 1)), Error::<Test>::InsufficientFunds);
        assert_ok!(hold(ALICE, 500));
        assert_noop!(vote(ALICE, 0, aye(601, 1)), Error::<Test>::InsufficientFunds);
        assert_eq!(tally(0), [2_000, 0, 2_000]);
    });
}

/// A lock of conviction cannot be shed by ending a delegation and delegating anew.
#[test]
fn a_lock_survives_redelegation() {
    with_polls(|| {
        assert_ok!(delegate(ALICE, 0, BOB, 6, 900));
        assert_ok!(undelegate(ALICE, 0));
        assert_ok!(delegate(ALICE, 0, CAROL, 0, 1));
        assert_ok!(undelegate(ALICE, 0));
        pass(32 * PERIOD - 1);
        assert_noop!(release(ALICE, 0), Error::<Test>::NothingToRelease);
        assert_eq!(frozen(ALICE), 900);
        pass(1);
        assert_ok!(release(ALICE, 0));
        assert_eq!(frozen(ALICE), 0);
    });
}

/// A crowd of followers that come and go costs the delegate nothing: what is stored of it stays as small.
#[test]
fn a_crowd_of_followers_does_not_weigh_on_the_delegate() {
    use codec::Encode;
    with_polls(|| {
        assert_ok!(vote(BOB, 0, aye(1, 1)));
        assert_ok!(delegate(3, 0, BOB, 1, 10));
        assert_ok!(vote(3, 0, nay(10, 1)));
        let size = |who| VotingFor::<Test>::get(who, 0).encoded_size();
        let before = size(BOB);
        for who in 4..=20 {
            assert_ok!(delegate(who, 0, BOB, 1, 10));
            assert_ok!(vote(who, 0, nay(10, 1)));
        }
        assert_eq!((size(BOB), Withheld::<Test>::iter_prefix(BOB).count()), (before, 1));
        assert_eq!((tally(0), withheld(BOB, 0)), ([1, 180, 1], [180, 180]));
        assert_ok!(vote(BOB, 0, nay(1, 1)));
        assert_eq!(tally(0), [0, 181, 0]);
    });
}

/// A call that fails half-way leaves nothing behind, whatever it had written.
#[test]
fn an_overflowing_tally_is_refused() {
    with_polls(|| {
        assert_ok!(Balances::force_set_balance(
            RuntimeOrigin::root(),
            ALICE,
            Balance::MAX - 30_000
        ));
        assert_noop!(vote(ALICE, 0, aye(Balance::MAX - 30_000, 2)), Error::<Test>::Overflow);
        let much = Balance::MAX - 30_000;
        assert_noop!(delegate(ALICE, 0, BOB, 2, much), Error::<Test>::Overflow);
        assert_ok!(vote(ALICE, 0, aye(much, 1)));
        assert_ok!(vote(BOB, 0, aye(1_000, 6)));
        // The sum of all tokens fits, but weighed it need not.
        for who in 3..=6 {
            assert_ok!(vote(who, 0, aye(1_000, 6)));
        }
        assert_noop!(vote(7, 0, aye(1_000, 1)), Error::<Test>::Overflow);
        assert_ok!(delegate(7, 0, BOB, 0, 1));
        assert_noop!(delegate(8, 0, BOB, 1, 1_000), Error::<Test>::Overflow);
    });
}
