//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::{constants::ParityDbWeight, Weight};

/// The weight of each call and of the start of a block, in its worst case: a full list, names as long as
/// can be.
pub trait WeightInfo {
    /// The last call there is room for.
    fn pause_for() -> Weight;
    /// The last call of the list.
    fn lift() -> Weight;
    /// The start of a block in which `e` pauses end and something else has cooled down.
    fn lift_due(e: u32) -> Weight;
}

/// Not measured: generous by the number of reads and writes. For tests, and for a runtime that is about to
/// be measured.
impl WeightInfo for () {
    fn pause_for() -> Weight {
        weight(2)
    }
    fn lift() -> Weight {
        weight(2)
    }
    fn lift_due(e: u32) -> Weight {
        weight(u64::from(e).saturating_add(1))
    }
}

/// Of so many records that are read and written.
fn weight(rows: u64) -> Weight {
    let each = Weight::from_parts(50_000_000, 20_000);
    each.saturating_mul(rows).saturating_add(ParityDbWeight::get().reads_writes(rows, rows))
}
