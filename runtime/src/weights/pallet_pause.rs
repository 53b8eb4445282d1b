//! Weights of `pallet_pause`.

use core::marker::PhantomData;
use polkadot_sdk::*;

use frame_support::{traits::Get, weights::Weight};

/// The measured weights, at the database weights of `T`.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_pause::WeightInfo for Measured<T> {
    fn pause_for() -> Weight {
        Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
    }
    fn lift() -> Weight {
        Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
    }
    fn lift_due(_e: u32) -> Weight {
        Weight::from_parts(100_000_000, 0).saturating_add(T::DbWeight::get().reads_writes(10, 10))
    }
}
