//! Unstaking.

use super::support::*;

#[test]
fn what_is_unstaked_is_free_and_what_was_earned_stays() {
    for currency in [TIDE, USD, BTC, LP] {
        with_programme(currency.clone(), || {
            let before = balance(&currency, BOB);
            assert_ok!(stake(BOB, 0, 0, 1_000));
            pass(5);
            assert_ok!(unstake(BOB, 0, 0, 400));
            let event = Event::Unstaked {
                programme_id: 0,
                who: BOB,
                tier: 0,
                amount: 400,
                stake: 600,
                total_staked: 600,
                total_power: 600 * 10_000,
            };
            assert_eq!(last_event(), event);
            assert_eq!(held(&currency, BOB), 600);
            pass(5);
            assert_ok!(unstake(BOB, 0, 0, 600));
            assert_eq!(balance(&currency, BOB), before);
            pass(5);
            assert_eq!(claimable(BOB, 0, 0), 999);
            assert_ok!(claim(BOB, 0, 0));
            // Nothing is left of it, the fraction of a unit included.
            assert_eq!(Positions::<Test>::get(BOB, 0), None);
            assert_eq!(stream(0, 0).owed, U256::zero());
        });
    }
}

#[test]
fn more_than_staked_is_refused_and_so_is_nothing() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_noop!(unstake(BOB, 0, 0, 1_001), Error::<Test>::NotEnoughStaked);
        assert_noop!(unstake(BOB, 0, 1, 1), Error::<Test>::NotEnoughStaked);
        assert_noop!(unstake(BOB, 0, 9, 1), Error::<Test>::NotEnoughStaked);
        assert_noop!(unstake(CAROL, 0, 0, 1), Error::<Test>::NotEnoughStaked);
        assert_noop!(unstake(BOB, 1, 0, 1), Error::<Test>::ProgrammeNotFound);
        assert_noop!(unstake(BOB, 0, 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn a_rest_below_the_minimum_is_refused_but_all_of_it_can_go() {
    ExtBuilder::default().build_and_execute(|| {
        let list = tiers(&[FREE, LOCKED]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), LP, 100, 1, list));
        assert_ok!(stake(BOB, 0, 0, 150));
        assert_ok!(stake(BOB, 0, 1, 100));
        assert_noop!(unstake(BOB, 0, 0, 51), Error::<Test>::RemainderBelowMinimum);
        assert_ok!(unstake(BOB, 0, 0, 50));
        // What is locked in another tier does not keep it.
        assert_ok!(unstake(BOB, 0, 0, 100));
    });
}

#[test]
fn a_locked_stake_stays_until_its_block() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 1_000));
        pass(29);
        assert_noop!(unstake(BOB, 0, 1, 1_000), Error::<Test>::StillLocked);
        pass(1);
        assert_ok!(unstake(BOB, 0, 1, 1_000));
    });
}

#[test]
fn a_lock_lapses_when_the_last_stream_ends() {
    with_programme(LP, || {
        assert_ok!(open(0, BTC, 10, 50));
        pass(90);
        assert_ok!(stake(BOB, 0, 1, 1_000));
        pass(9);
        assert_noop!(unstake(BOB, 0, 1, 1_000), Error::<Test>::StillLocked);
        pass(1);
        assert_ok!(unstake(BOB, 0, 1, 1_000));
        assert_ok!(claim(BOB, 0, 0));
    });
}

/// Without anything to earn there is nothing to lock a stake for.
#[test]
fn a_programme_without_streams_locks_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(LP, &[LOCKED]));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(unstake(BOB, 0, 0, 500));
        assert_ok!(open(0, USD, 100, 100));
        assert_noop!(unstake(BOB, 0, 0, 500), Error::<Test>::StillLocked);
    });
}

#[test]
fn a_lock_lapses_when_the_programme_closes() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 1_000));
        assert_noop!(unstake(BOB, 0, 1, 1_000), Error::<Test>::StillLocked);
        assert_ok!(close(ALICE, 0));
        assert_ok!(unstake(BOB, 0, 1, 1_000));
    });
}

#[test]
fn what_was_earned_can_be_claimed_after_leaving_and_coming_back() {
    with_programme(LP, || {
        assert_ok!(stake(CAROL, 0, 0, 1_000));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        pass(10);
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        assert_eq!([claimable(BOB, 0, 0), claimable(CAROL, 0, 0)], [1_000, 2_000]);
    });
}
