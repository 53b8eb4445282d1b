//! What only governance does.

use super::support::*;

#[test]
fn governance_lists_a_programme_and_takes_it_off_the_list() {
    with_programme(LP, || {
        for listed in [true, false] {
            assert_ok!(StakingRewards::set_listed(root(), 0, listed));
            assert_eq!(last_event(), Event::ListedSet { programme_id: 0, listed });
            assert_eq!(programme(0).listed, listed);
        }
        assert_noop!(StakingRewards::set_listed(by(ALICE), 0, true), DispatchError::BadOrigin);
        assert_noop!(StakingRewards::set_listed(root(), 1, true), Error::<Test>::ProgrammeNotFound);
    });
}

#[test]
fn in_an_emergency_governance_lifts_all_locks_for_good() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 1_000));
        assert_noop!(unstake(BOB, 0, 1, 1_000), Error::<Test>::StillLocked);
        assert_noop!(StakingRewards::force_unlock(by(ALICE), 0), DispatchError::BadOrigin);
        assert_noop!(StakingRewards::force_unlock(root(), 1), Error::<Test>::ProgrammeNotFound);
        assert_ok!(StakingRewards::force_unlock(root(), 0));
        assert_eq!(last_event(), Event::LocksLifted { programme_id: 0 });
        assert_noop!(stake(CAROL, 0, 1, 1_000), Error::<Test>::LocksLifted);
        assert_ok!(stake(CAROL, 0, 0, 1_000));
        pass(1);
        assert_ok!(unstake(BOB, 0, 1, 1_000));
        assert_ok!(claim(BOB, 0, 0));
    });
}
