//! What the calls and the start of a block are charged for.

use super::support::*;
use crate::Call;
use frame_support::{dispatch::GetDispatchInfo, traits::Hooks, weights::Weight};

type Measured = ();

/// Charged for a block that begins now.
fn start() -> Weight {
    Pause::on_initialize(now())
}

#[test]
fn each_call_is_charged_for_its_worst_case() {
    let call = transfer();
    let pause_for = Call::<Test>::pause_for { call: call.clone(), blocks: 1 };
    assert_eq!(pause_for.get_dispatch_info().call_weight, Measured::pause_for());
    let lift = Call::<Test>::lift { call };
    assert_eq!(lift.get_dispatch_info().call_weight, Measured::lift());
}

#[test]
fn a_block_is_charged_for_what_ends_in_it() {
    build_and_execute(|| {
        assert_eq!(start(), Measured::lift_due(0));
        assert_ok!(pause(transfer(), 1));
        assert_ok!(pause(burn(), 1));
        assert_ok!(pause(batch(), 2));
        assert_eq!(start(), Measured::lift_due(0));
        System::set_block_number(2);
        assert_eq!(start(), Measured::lift_due(2));
        assert_eq!(start(), Measured::lift_due(0));
        System::set_block_number(3);
        assert_eq!(start(), Measured::lift_due(1));
        assert!(Measured::lift_due(1).all_gt(Measured::lift_due(0)));
    });
}
