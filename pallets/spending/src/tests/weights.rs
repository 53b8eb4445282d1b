//! What the calls are charged for.

use super::support::*;
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};

#[test]
fn each_call_is_charged_for_its_worst_case() {
    let charged = spend_call(TIDE, 1).get_dispatch_info().call_weight;
    assert_eq!(charged, <() as WeightInfo>::spend());
    // The treasury does all that it does for Root, and that is charged for, too.
    let theirs: Weight = <() as pallet_treasury::WeightInfo>::spend();
    assert!(charged.all_gte(theirs), "{charged} is less than {theirs}");
}
