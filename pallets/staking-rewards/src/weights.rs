//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::Weight;

/// The weight of each call, in its worst case: streams that have not been touched in this block, assets
/// on both sides, accounts that end or begin.
pub trait WeightInfo {
    /// Four lock tiers.
    fn create_programme() -> Weight;
    /// In an asset that no stream has paid in before.
    fn open_stream() -> Weight;
    /// Of an asset.
    fn fund() -> Weight;
    /// One stream.
    fn set_stream() -> Weight;
    /// With a payment of an asset.
    fn extend() -> Weight;
    /// An asset, in a programme with `s` streams.
    fn stake(s: u32) -> Weight;
    /// The last of an asset, in a programme with `s` streams.
    fn unstake(s: u32) -> Weight;
    /// An asset that is new to the account.
    fn claim() -> Weight;
    /// A reward in the staked asset, in a programme with `s` streams.
    fn compound(s: u32) -> Weight;
    /// A reward that goes through a route of `h` hops, beside what `compound` weighs.
    fn compound_swap(h: u32) -> Weight;
    /// With `s` streams of different assets that all have something left.
    fn close(s: u32) -> Weight;
    /// An asset that is new to the account.
    fn refund() -> Weight;
    /// With `s` streams of different assets that no other stream pays in.
    fn remove_programme(s: u32) -> Weight;
    /// One programme.
    fn set_listed() -> Weight;
    /// One programme.
    fn force_unlock() -> Weight;
    /// All there is of an asset, over `h` hops; TIDE over none.
    fn sweep(h: u32) -> Weight;
    /// Of `h` hops, instead of one as long as can be.
    fn set_sweep_route(h: u32) -> Weight;
    /// Instead of another one.
    fn set_income_stream() -> Weight;
}
