//! What happens by itself at the start of a block.

use super::support::*;

#[test]
fn a_call_works_again_after_its_time_in_a_block_without_transactions() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 3));
        for block in 1..4 {
            go_to(block);
            assert_noop!(send(transfer_call()), filtered());
        }
        go_to(4);
        assert!(!TxPause::is_paused(&transfer()), "before the first transaction");
        assert_eq!(events(), [Event::Lifted { call: transfer(), again_from: 4 + COOLDOWN }]);
        assert_ok!(send(transfer_call()));
        let record = Record { call: transfer(), until: None, again_from: 4 + COOLDOWN };
        assert_eq!(records(), [record]);
    });
}

#[test]
fn the_shortest_pause_ends_with_its_block() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 1));
        assert_noop!(send(transfer_call()), filtered());
        pass(1);
        assert_ok!(send(transfer_call()));
    });
}

#[test]
fn what_has_cooled_down_is_forgotten() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 1));
        assert_ok!(pause(burn(), 2));
        go_to(1 + COOLDOWN);
        assert_eq!(records().len(), 2);
        pass(1);
        let left = Record { call: burn(), until: None, again_from: 3 + COOLDOWN };
        assert_eq!(records(), [left]);
        assert_eq!(events(), []);
        pass(1);
        assert_eq!(records(), []);
    });
}

#[test]
fn several_end_in_one_block() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        assert_ok!(pause(batch(), 3));
        pass(1);
        assert_ok!(pause(burn(), 1));
        pass(1);
        let again_from = 3 + COOLDOWN;
        let lifted = [transfer(), burn()].map(|call| Event::Lifted { call, again_from });
        assert_eq!(events(), lifted);
        assert_ok!(send(transfer_call()));
        assert_ok!(send(burn_call()));
        assert_noop!(send(batch_call(vec![])), filtered());
    });
}

#[test]
fn what_somebody_else_has_lifted_ends_without_an_error() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        assert_ok!(lift_elsewhere(transfer()));
        go_to(3);
        assert_eq!(events(), [Event::Lifted { call: transfer(), again_from: 3 + COOLDOWN }]);
        assert_ok!(send(transfer_call()));
    });
}

#[test]
fn a_switch_that_refuses_is_asked_again() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        Jammed::set(Some(|| TransactionPauseError::Unknown));
        go_to(5);
        assert_eq!(events(), []);
        assert_noop!(send(transfer_call()), filtered());
        assert_noop!(pause(transfer(), 1), Error::<Test>::AlreadyPaused);
        Jammed::set(None);
        go_to(6);
        // It cools down from the block on in which it really works again.
        assert_eq!(events(), [Event::Lifted { call: transfer(), again_from: 6 + COOLDOWN }]);
        assert_ok!(send(transfer_call()));
    });
}

/// The allow-list may be shorter after an upgrade.
#[test]
fn what_can_no_longer_be_paused_still_ends() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        Records::<Test>::mutate(|records| {
            for record in records.iter_mut() {
                record.call = force_transfer();
            }
        });
        assert_ok!(lift_elsewhere(transfer()));
        assert_ok!(pause_elsewhere(force_transfer()));
        go_to(3);
        assert!(!TxPause::is_paused(&force_transfer()));
    });
}
