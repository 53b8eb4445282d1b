//! To be measured.
use core::marker::PhantomData;
use frame_support::weights::Weight;
use polkadot_sdk::*;
pub struct Measured<T>(PhantomData<T>);
impl<T: frame_system::Config> pallet_price_oracle::WeightInfo for Measured<T> {
    fn report(_o: u32) -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn validate_report(_o: u32) -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn aggregate(_v: u32, _f: u32) -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn idle() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn register_feed() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn update_feed() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn halt_feed() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn resume_feed() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
    fn remove_feed() -> Weight {
        Weight::from_parts(100_000_000, 0)
    }
}
