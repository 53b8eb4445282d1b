//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::{constants::ParityDbWeight, Weight};

/// The weight of each call, in its worst case.
pub trait WeightInfo {
    /// The last spend there is room for in a period, the price and what the treasury does included.
    fn spend() -> Weight;
}

/// Not measured: generous by the number of reads and writes. For tests, and for a runtime that is about to
/// be measured.
impl WeightInfo for () {
    fn spend() -> Weight {
        // Two prices, the row, and the treasury's payment and count.
        Weight::from_parts(200_000_000, 40_000)
            .saturating_add(ParityDbWeight::get().reads_writes(6, 3))
    }
}
