//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::support::*;
use frame_support::{hypothetically, storage::unhashed};
use sp_runtime::TryRuntimeError;

/// With `corrupt` done to a call that is paused and to one that cools down, the invariants say `message`.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    build_and_execute(|| {
        assert_ok!(pause(transfer(), 2));
        assert_ok!(pause(burn(), 2));
        assert_ok!(lift(burn()));
        hypothetically!({
            corrupt();
            assert_eq!(Pause::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
        MaxPauses::set(4);
    });
}

fn change(at: usize, change: impl FnOnce(&mut Record<FullName, u64>)) {
    Records::<Test>::mutate(|records| change(&mut records[at]));
}

#[test]
fn i1_sees_a_list_that_cannot_be_read() {
    assert_seen("I1: the list cannot be read", || {
        MaxPauses::set(1);
        assert_eq!(records(), [], "it looks empty");
    });
    assert_seen("I1: the list cannot be read", || {
        unhashed::put_raw(&Records::<Test>::hashed_key(), &[7]);
    });
}

#[test]
fn i2_sees_a_call_that_is_there_twice() {
    assert_seen("I2: a call is in the list twice", || change(1, |record| record.call = transfer()));
}

#[test]
fn i3_sees_a_switch_that_does_not_agree() {
    assert_seen("I3: the switch lets a paused call through", || {
        assert_ok!(lift_elsewhere(transfer()));
    });
}

#[test]
fn i4_sees_times_that_are_not_in_order() {
    assert_seen("I4: a pause should be over", || System::set_block_number(3));
    assert_seen("I4: a call does not cool down", || change(0, |record| record.again_from = 3));
    assert_seen("I4: a call has cooled down", || change(1, |record| record.again_from = 1));
}
