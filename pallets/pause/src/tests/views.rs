//! What can be asked without a transaction.

use super::support::*;

#[test]
fn it_is_said_what_is_paused_and_until_when() {
    build_and_execute(|| {
        assert_eq!(Pause::records(), []);
        assert_ok!(pause(transfer(), 2));
        assert_ok!(pause(burn(), 3));
        assert_eq!(Pause::records(), records());
    });
}

/// An answer is for the next block, whose start changes the list.
#[test]
fn the_answer_is_what_the_next_block_will_have() {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        assert_ok!(pause(burn(), 4));
        assert_ok!(pause(batch(), 1));
        assert_ok!(lift(batch()));
        for _ in 0..6 + COOLDOWN {
            let said = Pause::records();
            pass(1);
            assert_eq!(said, records());
        }
        assert_eq!(records(), []);
    });
}

#[test]
fn it_is_said_whether_a_call_may_be_paused() {
    build_and_execute(|| {
        assert!(Pause::may_pause(transfer()));
        assert!(!Pause::may_pause(force_transfer()), "not in the list");
        assert!(!Pause::may_pause(remark()), "not by the switch");
        assert_ok!(pause_elsewhere(burn()));
        assert!(!Pause::may_pause(burn()), "paused elsewhere");
        assert_ok!(lift_elsewhere(burn()));
        assert_ok!(pause(transfer(), 1));
        assert!(!Pause::may_pause(transfer()), "paused");
        MaxPauses::set(1);
        assert!(!Pause::may_pause(burn()), "no room");
        pass(COOLDOWN - 1);
        assert!(!Pause::may_pause(transfer()), "it cools down");
        pass(1);
        assert!(Pause::may_pause(transfer()) && Pause::may_pause(burn()), "from the next block on");
        pass(1);
        assert_ok!(pause(transfer(), 1));
    });
}
