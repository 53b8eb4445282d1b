//! What a block costs with inherents alone, MEASURED. Written by `make weights`: do not change it by hand.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights overhead --warmup 10 --repeat 100`.

use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    weights::{constants::WEIGHT_REF_TIME_PER_NANOS, Weight},
};

parameter_types! {
    /// Weight of executing an empty block.
    /// Calculated by multiplying the *Average* with `1.0` and adding `0`.
    ///
    /// Stats nanoseconds:
    ///   Min, Max: 222_422, 531_833
    ///   Average:  263_710
    ///   Median:   245_526
    ///   Std-Dev:  47088.56
    ///
    /// Percentiles nanoseconds:
    ///   99th: 387_117
    ///   95th: 349_661
    ///   75th: 278_585
    pub const BlockExecutionWeight: Weight =
        Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS.saturating_mul(263_710), 0);
}
