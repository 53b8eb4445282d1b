//! Ending a pause before its time.

use super::support::*;

#[test]
fn a_lifted_call_works_at_once_and_cools_down_from_then_on() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), MAX_PAUSE));
        pass(2);
        assert_ok!(lift(transfer()));
        assert_eq!(events(), [Event::Lifted { call: transfer(), again_from: 3 + COOLDOWN }]);
        assert_ok!(send(transfer_call()));
        assert_noop!(pause(transfer(), 1), Error::<Test>::CoolingDown);
        go_to(3 + COOLDOWN);
        assert_ok!(pause(transfer(), 1));
    });
}

/// Who could lift and pause in one block could pause without end.
#[test]
fn lifting_is_no_way_to_begin_anew() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 1));
        assert_ok!(lift(transfer()));
        assert_noop!(pause(transfer(), 1), Error::<Test>::CoolingDown);
        assert_noop!(lift(transfer()), Error::<Test>::NotPaused);
    });
}

#[test]
fn root_lifts_too_and_nobody_else_does() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 1));
        for origin in [by(ALICE), RuntimeOrigin::none()] {
            assert_noop!(Pause::lift(origin, transfer()), sp_runtime::traits::BadOrigin);
        }
        assert_ok!(Pause::lift(root(), transfer()));
        assert_ok!(send(transfer_call()));
    });
}

#[test]
fn only_what_is_paused_is_lifted() {
    build_and_execute(|| {
        assert_noop!(lift(transfer()), Error::<Test>::NotPaused);
        assert_ok!(pause(transfer(), 1));
        assert_noop!(lift(burn()), Error::<Test>::NotPaused);
        pass(1);
        assert_noop!(lift(transfer()), Error::<Test>::NotPaused);
    });
}

#[test]
fn others_stay_paused() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 5));
        assert_ok!(pause(burn(), 5));
        assert_ok!(lift(transfer()));
        assert_ok!(send(transfer_call()));
        assert_noop!(send(burn_call()), filtered());
    });
}

#[test]
fn what_somebody_else_has_lifted_cools_down_here() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), MAX_PAUSE));
        assert_ok!(lift_elsewhere(transfer()));
        assert_ok!(lift(transfer()));
        assert_noop!(pause(transfer(), 1), Error::<Test>::CoolingDown);
    });
}

#[test]
fn a_switch_that_refuses_changes_nothing() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), MAX_PAUSE));
        let answers: [(Says, Error<Test>); 3] = [
            (|| TransactionPauseError::NotFound, Error::UnknownCall),
            (|| TransactionPauseError::Unpausable, Error::RefusedBySwitch),
            (|| TransactionPauseError::Unknown, Error::SwitchFailed),
        ];
        for (says, error) in answers {
            Jammed::set(Some(says));
            assert_noop!(lift(transfer()), error);
        }
        Jammed::set(None);
        assert_ok!(lift(transfer()));
    });
}
