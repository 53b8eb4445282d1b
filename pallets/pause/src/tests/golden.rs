//! The calls, events and errors as indexers and wallets know them. Whoever changes one of them
//! changes `golden.txt` too, on purpose.

use crate::{mock::Test, Call, Error, Event};

#[test]
fn calls_events_and_errors_are_the_committed_ones() {
    tidewater_golden::check::<Call<Test>, Event<Test>, Error<Test>>(env!("CARGO_MANIFEST_DIR"));
}
