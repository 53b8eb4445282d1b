//! What a read and a write cost, MEASURED. Written by `make weights`: do not change it by hand.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights storage --accounts 1000000 --batch 1000`.
//! The average of one access times 1.1; writes in batches of 1000, about a full block.

use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    weights::{constants::WEIGHT_REF_TIME_PER_NANOS as NANOS, RuntimeDbWeight},
};

/// What was measured.
///
/// | nanoseconds | min | median | average | 75 % | 95 % | 99 % | max |
/// |---|---|---|---|---|---|---|---|
/// | read | 2_544 | 10_246 | 10_565 | 11_317 | 12_859 | 15_003 | 1_664_572 |
/// | write | 16_776 | 42_172 | 44_105 | 48_579 | 63_596 | 117_471 | 189_092 |
pub const MEASURED: RuntimeDbWeight =
    RuntimeDbWeight { read: 11_622 * NANOS, write: 48_516 * NANOS };

/// The SDK's constants. A benchmark runs on a database that the machine's memory holds; a validator's
/// does not always fit, so what was measured never counts for less than these.
pub const FLOOR: RuntimeDbWeight = RuntimeDbWeight { read: 8_000 * NANOS, write: 50_000 * NANOS };

const fn larger(a: u64, b: u64) -> u64 {
    if a > b {
        a
    } else {
        b
    }
}

parameter_types! {
    /// The larger of the two, for reads and for writes.
    pub const ParityDbWeight: RuntimeDbWeight = RuntimeDbWeight {
        read: larger(MEASURED.read, FLOOR.read),
        write: larger(MEASURED.write, FLOOR.write),
    };
}
