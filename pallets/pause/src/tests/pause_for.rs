//! Pausing a call.

use super::support::*;

#[test]
fn a_paused_call_is_refused_at_once_and_others_are_not() {
    build_and_execute(|| {
        assert_ok!(send(transfer_call()));
        assert_ok!(pause(transfer(), 3));
        assert_eq!(
            events(),
            [Event::Paused { call: transfer(), until: 4, again_from: 4 + COOLDOWN }]
        );
        assert_noop!(send(transfer_call()), filtered());
        assert_ok!(send(burn_call()));
        let record = Record { call: transfer(), until: Some(4), again_from: 4 + COOLDOWN };
        assert_eq!(records(), [record]);
    });
}

#[test]
fn a_paused_call_is_refused_inside_a_batch() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 3));
        let all = pallet_utility::Call::batch_all { calls: vec![burn_call(), transfer_call()] };
        assert_noop!(send(all), filtered());

        let before = Balances::free_balance(BOB);
        assert_ok!(send(batch_call(vec![transfer_call()])));
        let stopped = pallet_utility::Event::BatchInterrupted { index: 0, error: filtered() };
        System::assert_last_event(stopped.into());
        assert_eq!(Balances::free_balance(BOB), before);
    });
}

/// What a referendum on the track of Root decides is not held up.
#[test]
fn root_dispatches_what_is_paused() {
    build_and_execute(|| {
        assert_ok!(pause(batch(), 3));
        assert_noop!(send(batch_call(vec![])), filtered());
        assert_ok!(batch_call(vec![burn_call()]).dispatch(root()));
    });
}

#[test]
fn only_the_committee_pauses() {
    build_and_execute(|| {
        for origin in [by(ALICE), root(), RuntimeOrigin::none()] {
            assert_noop!(Pause::pause_for(origin, transfer(), 1), sp_runtime::traits::BadOrigin);
        }
    });
}

#[test]
fn a_call_that_is_not_in_the_allow_list_is_never_paused() {
    build_and_execute(|| {
        assert!(TxPause::can_pause(force_transfer()), "the switch would");
        let no_call = Name::default();
        let unknown: Name = b"lift".to_vec().try_into().expect("it is short");
        let pallet: Name = b"Pause".to_vec().try_into().expect("it is short");
        for call in [
            force_transfer(),
            (pallet, unknown),
            (transfer().0, no_call.clone()),
            (transfer().0, burn().0),
            (burn().1, burn().0),
            (no_call.clone(), no_call),
        ] {
            assert_noop!(pause(call, 1), Error::<Test>::NotPausable);
        }
    });
}

#[test]
fn a_pause_has_a_least_and_a_greatest_length() {
    build_and_execute(|| {
        assert_noop!(pause(transfer(), 0), Error::<Test>::ZeroBlocks);
        assert_noop!(pause(transfer(), MAX_PAUSE + 1), Error::<Test>::PauseTooLong);
        assert_noop!(pause(transfer(), u64::MAX), Error::<Test>::PauseTooLong);
        assert_ok!(pause(transfer(), MAX_PAUSE));
        assert_ok!(pause(burn(), 1));
    });
}

#[test]
fn a_pause_is_not_made_longer() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        assert_noop!(pause(transfer(), MAX_PAUSE), Error::<Test>::AlreadyPaused);
        pass(1);
        assert_noop!(pause(transfer(), 1), Error::<Test>::AlreadyPaused);
    });
}

#[test]
fn pauses_are_not_chained() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 3));
        for block in 4..4 + COOLDOWN {
            go_to(block);
            assert_ok!(send(transfer_call()));
            assert_noop!(pause(transfer(), 1), Error::<Test>::CoolingDown);
        }
        go_to(4 + COOLDOWN);
        assert_ok!(pause(transfer(), MAX_PAUSE));
    });
}

#[test]
fn there_is_no_more_room_than_there_is() {
    build_and_execute(|| {
        MaxPauses::set(2);
        assert_ok!(pause(transfer(), 1));
        assert_ok!(pause(burn(), MAX_PAUSE));
        assert_noop!(pause(batch(), 1), Error::<Test>::TooManyPauses);
        // What cools down takes room, too.
        pass(1);
        assert_noop!(pause(batch(), 1), Error::<Test>::TooManyPauses);
        go_to(2 + COOLDOWN);
        assert_ok!(pause(batch(), 1));
    });
}

/// Whatever was paused before, and however often, each call that can be paused has its place.
#[test]
fn with_a_place_for_each_pausable_call_cool_downs_hinder_no_other_call() {
    build_and_execute(|| {
        MaxPauses::set(3);
        for call in [transfer(), burn()] {
            assert_ok!(pause(call.clone(), MAX_PAUSE));
            assert_ok!(lift(call.clone()));
            assert_noop!(pause(call, 1), Error::<Test>::CoolingDown);
        }
        assert_ok!(pause(batch(), 1));
    });
}

#[test]
fn what_is_paused_elsewhere_is_left_alone() {
    build_and_execute(|| {
        assert_ok!(pause_elsewhere(transfer()));
        assert_noop!(pause(transfer(), 1), Error::<Test>::PausedElsewhere);
        assert_noop!(lift(transfer()), Error::<Test>::NotPaused);
        pass(2 * MAX_PAUSE);
        assert_noop!(send(transfer_call()), filtered());
    });
}

#[test]
fn what_the_switch_refuses_changes_nothing() {
    build_and_execute(|| {
        assert_noop!(pause(remark(), 1), Error::<Test>::RefusedBySwitch);
        let answers: [(Says, Error<Test>); 5] = [
            (|| TransactionPauseError::NotFound, Error::UnknownCall),
            (|| TransactionPauseError::Unpausable, Error::RefusedBySwitch),
            (|| TransactionPauseError::AlreadyPaused, Error::PausedElsewhere),
            (|| TransactionPauseError::AlreadyUnpaused, Error::SwitchFailed),
            (|| TransactionPauseError::Unknown, Error::SwitchFailed),
        ];
        for (says, error) in answers {
            Jammed::set(Some(says));
            assert_noop!(pause(transfer(), 1), error);
        }
    });
}

#[test]
fn at_the_end_of_all_blocks_times_stay_in_range() {
    build_and_execute(|| {
        System::set_block_number(u64::MAX - COOLDOWN - 1);
        assert_ok!(pause(transfer(), 1));
        let record =
            Record { call: transfer(), until: Some(u64::MAX - COOLDOWN), again_from: u64::MAX };
        assert_eq!(records(), [record]);
    });
}
