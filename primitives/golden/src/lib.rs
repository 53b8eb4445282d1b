#![doc = include_str!("../README.md")]

mod listing;

use listing::Listing;
use scale_info::TypeInfo;
use std::{fs, path::Path};

/// Where a pallet has its list.
const COMMITTED: &str = "src/tests/golden.txt";

/// Compares what a pallet has now with the list in its folder, `env!("CARGO_MANIFEST_DIR")`.
///
/// # Panics
///
/// If they differ, with the commands that show the difference and that take it over.
#[track_caller]
pub fn check<Call, Event, Error>(folder: &str)
where
    Call: TypeInfo + 'static,
    Event: TypeInfo + 'static,
    Error: TypeInfo + 'static,
{
    let pallet = crate_of::<Call>();
    let mut listing = Listing::of(pallet);
    listing.section::<Call>("calls");
    listing.section::<Event>("events");
    listing.section::<Error>("errors");
    listing.own_types();
    let name = pallet.replace('_', "-");
    compare(&listing.text, &Path::new(folder).join(COMMITTED), &format!("{name}-golden.txt"));
}

/// The crate that a type is defined in.
fn crate_of<T: TypeInfo>() -> &'static str {
    T::type_info().path.segments.first().expect("calls are not a type of the language")
}

/// A pallet without a list differs from it too.
#[track_caller]
fn compare(listing: &str, committed: &Path, name: &str) {
    if fs::read_to_string(committed).is_ok_and(|text| text == listing) {
        return;
    }
    let now = std::env::temp_dir().join(name);
    fs::write(&now, listing).expect("the temporary folder can be written to");
    panic!(
        "calls, events or errors are no longer those of {committed}.\n\
         See the difference:  diff -u {committed} {now}\n\
         If it is meant:      cp {now} {committed}\n",
        committed = committed.display(),
        now = now.display(),
    );
}
