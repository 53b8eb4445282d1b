//! What the calls are charged for.

use super::support::*;
use crate::{mock::weight, Call};
use frame_support::{
    dispatch::{DispatchResultWithPostInfo, GetDispatchInfo},
    weights::Weight,
};

/// Of a call that has been made.
fn actual(result: DispatchResultWithPostInfo) -> Option<Weight> {
    result.expect("it works").actual_weight
}

fn asked(call: Call<Test>) -> Weight {
    call.get_dispatch_info().call_weight
}

#[test]
fn before_a_call_its_worst_case_is_charged_for() {
    let max = MAX_VOTES;
    assert_eq!(asked(Call::vote { poll_index: 0, vote: aye(1, 1) }), weight(3, 0, 0));
    let (class, to, target) = (0, BOB, BOB);
    let balance = 1;
    let call = Call::delegate { class, to, conviction: Conviction::None, balance };
    assert_eq!(asked(call), weight(4, max, 0));
    assert_eq!(asked(Call::undelegate { class }), weight(5, max, max));
    assert_eq!(asked(Call::unlock { class, target }), weight(6, 0, 0));
    assert_eq!(asked(Call::remove_vote { class: None, index: 0 }), weight(7, 0, 0));
    assert_eq!(asked(Call::remove_other_vote { target, class, index: 0 }), weight(8, 0, 0));
    assert_eq!(asked(Call::release { target, class }), weight(9, max, 0));
    assert_eq!(asked(Call::trim { target, class }), weight(10, max, max));
}

#[test]
fn after_it_what_was_there_is_charged_for() {
    with_polls(|| {
        for poll in 0..3 {
            assert_ok!(vote(BOB, poll, aye(1, 1)));
        }
        assert_ok!(hold(ALICE, 900));
        let none = Conviction::None;
        let delegated = ConvictionVoting::delegate(by(ALICE), 0, BOB, none, 900);
        assert_eq!(actual(delegated), Some(weight(4, 3, 0)));
        assert_ok!(vote(ALICE, 3, aye(1_000, 1)));
        slash(ALICE, 800);
        let trimmed = ConvictionVoting::trim(by(DAVE), ALICE, 0);
        assert_eq!(actual(trimmed), Some(weight(10, 1, 3)));
        assert_eq!(actual(ConvictionVoting::undelegate(by(ALICE), 0)), Some(weight(5, 3, 1)));
        end(0, false);
        assert_eq!(actual(ConvictionVoting::release(by(DAVE), BOB, 0)), Some(weight(9, 3, 0)));
    });
}
