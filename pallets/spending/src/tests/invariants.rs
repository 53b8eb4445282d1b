//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::support::*;
use frame_support::{hypothetically, storage::unhashed, BoundedVec};
use sp_runtime::TryRuntimeError;

/// With `corrupt` done to a spender that has spent twice, the invariants say `message`.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, 1));
        pass(1);
        assert_ok!(spend(SMALL, TIDE, 2));
        hypothetically!({
            corrupt();
            assert_eq!(Spending::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
    });
}

fn set(approvals: &[(u64, Balance)]) {
    let approvals = approvals.iter().map(|(at, value)| Approval { at: *at, value: *value });
    Approvals::<Test>::insert(1, BoundedVec::truncate_from(approvals.collect()));
}

#[test]
fn i1_sees_a_row_that_cannot_be_read() {
    assert_seen("I1: a row cannot be read", || {
        let long = vec![Approval { at: 1u64, value: 1u128 }; MAX_SPENDS as usize + 1];
        unhashed::put(&Approvals::<Test>::hashed_key_for(1), &long);
        assert_eq!(approvals(1), [], "it looks as if nothing was spent");
    });
}

#[test]
fn i2_sees_blocks_that_are_not_in_order() {
    assert_seen("I2: approvals are not in order", || set(&[(2, 1), (1, 1)]));
    assert_seen("I2: an approval is to come", || set(&[(1, 1), (3, 1)]));
    assert_seen("I2: a row is empty", || set(&[]));
}

#[test]
fn i3_sees_what_does_not_count() {
    assert_seen("I3: an approval is worth nothing", || set(&[(1, 1), (1, 0)]));
    assert_seen("I3: a row is worth too much", || set(&[(1, 1), (1, Balance::MAX)]));
}

#[test]
fn i4_sees_more_approvals_than_the_treasury_has_taken() {
    assert_seen("I4: the treasury has taken less payments", || set(&[(1, 1), (1, 1), (1, 1)]));
}
