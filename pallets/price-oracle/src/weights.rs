//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::Weight;

/// The weight of each call and of what happens at the start of a block, in its worst case: as many
/// feeds and validators as there can be, every one of which has reported everything.
pub trait WeightInfo {
    /// Taking a report of `o` observations.
    fn report(o: u32) -> Weight;
    /// Finding out that a report of `o` observations can be taken: the signature included.
    fn validate_report(o: u32) -> Weight;
    /// The reports of `v` validators on `f` feeds.
    fn aggregate(v: u32, f: u32) -> Weight;
    /// Finding out that nothing is to be aggregated.
    fn idle() -> Weight;
    /// The last feed there is room for.
    fn register_feed() -> Weight;
    /// One feed, whose terms were changed before.
    fn update_feed() -> Weight;
    /// One feed.
    fn halt_feed() -> Weight;
    /// One feed.
    fn resume_feed() -> Weight;
    /// One feed, of a currency, whose terms were changed.
    fn remove_feed() -> Weight;
}
