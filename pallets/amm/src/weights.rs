//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::Weight;

/// The weight of each call, in its worst case: pools touched for the first time in their block,
/// assets on both sides, accounts that end or begin.
///
/// Where a curve makes the difference, `…_stable` is for routes with a stable pool in them.
pub trait WeightInfo {
    /// A stable pool of `a` assets that no pool has held before.
    fn create_pool(a: u32) -> Weight;
    /// A stable pool of `a` assets; the caller's first shares.
    fn add_liquidity(a: u32) -> Weight;
    /// A pool of `a` assets, each to an account new to it; the caller's last shares.
    fn remove_liquidity(a: u32) -> Weight;
    /// The same, but none of the assets can be paid out: all are owed.
    fn remove_liquidity_owed(a: u32) -> Weight;
    /// A pool of five assets.
    fn remove_liquidity_single() -> Weight;
    /// Through `h` constant-product pools.
    fn swap_exact_in(h: u32) -> Weight;
    /// Through `h` stable pools of five assets.
    fn swap_exact_in_stable(h: u32) -> Weight;
    /// Through `h` constant-product pools.
    fn swap_exact_out(h: u32) -> Weight;
    /// Through `h` stable pools of five assets.
    fn swap_exact_out_stable(h: u32) -> Weight;
    /// An asset in `p` pools.
    fn settle_shortfall(p: u32) -> Weight;
    /// An account new to the asset.
    fn claim_owed() -> Weight;
    /// A pool of five assets, with fees in each.
    fn collect_protocol_fees() -> Weight;
    /// A pool of five assets that no other pool holds, with something left of each.
    fn close_pool() -> Weight;
    /// A pool of five assets.
    fn ramp_amplification() -> Weight;
    /// A pool of five assets.
    fn set_status() -> Weight;
    /// A pool of five assets, whose terms were changed before.
    fn set_terms() -> Weight;
    /// One account.
    fn set_fee_sink() -> Weight;
    /// A pool of five assets.
    fn set_fee_pool() -> Weight;
}
