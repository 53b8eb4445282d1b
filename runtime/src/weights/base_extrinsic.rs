//! What a transaction costs whose call does nothing, MEASURED. Written by `make weights`: do not change it by hand.
//!
//! Machine: AMD EPYC, 2 cores, 24 GiB of memory.
//! Command: `tidewater-weights overhead --warmup 10 --repeat 100`.

use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    weights::{constants::WEIGHT_REF_TIME_PER_NANOS, Weight},
};

parameter_types! {
    /// Weight of executing a NO-OP extrinsic, for example `System::remark`.
    /// Calculated by multiplying the *Average* with `1.0` and adding `0`.
    ///
    /// Stats nanoseconds:
    ///   Min, Max: 114_513, 182_282
    ///   Average:  141_628
    ///   Median:   136_797
    ///   Std-Dev:  19298.23
    ///
    /// Percentiles nanoseconds:
    ///   99th: 179_970
    ///   95th: 175_289
    ///   75th: 156_225
    pub const ExtrinsicBaseWeight: Weight =
        Weight::from_parts(WEIGHT_REF_TIME_PER_NANOS.saturating_mul(141_628), 0);
}
