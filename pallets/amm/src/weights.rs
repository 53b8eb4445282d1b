//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::Weight;

/// The weight of each call.
pub trait WeightInfo {
    /// The worst case of `create_pool`: no pool has held either currency before.
    fn create_pool() -> Weight;
    /// The worst case of `add_liquidity`: two assets, and the caller's first shares.
    fn add_liquidity() -> Weight;
    /// The worst case of `remove_liquidity`: two assets new to the caller.
    fn remove_liquidity() -> Weight;
    /// The worst case of `swap_exact_in`: one hop, two assets, the output new to the caller.
    fn swap_exact_in() -> Weight;
    /// The worst case of `swap_exact_out`: one hop, two assets, the output new to the caller.
    fn swap_exact_out() -> Weight;
}
