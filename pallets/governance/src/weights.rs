//! What the calls cost, as the pallet asks it of the runtime.

use frame_support::weights::Weight;

/// The weight of each call, in its worst case: on accounts that have as many votes as can be, and locks
/// in all tracks.
pub trait WeightInfo {
    /// The first vote on a poll, by an account with one vote less than can be.
    fn vote_new() -> Weight;
    /// Another vote on a poll, by a delegate with as many votes as can be.
    fn vote_existing() -> Weight;
    /// The first vote on a poll by who delegates, to a delegate that has voted on it and has as many
    /// votes as can be.
    fn vote_override() -> Weight;
    /// To a delegate with `v` votes on polls that take votes.
    fn delegate(v: u32) -> Weight;
    /// From a delegate with `v` votes on polls that take votes, with `o` overrides on others.
    fn undelegate(v: u32, o: u32) -> Weight;
    /// One lock of many that is over.
    fn unlock() -> Weight;
    /// One override of as many as can be, on a poll that takes votes and that the delegate has voted on.
    fn remove_vote() -> Weight;
    /// One override of as many as can be, on a poll that is over.
    fn remove_other_vote() -> Weight;
    /// `v` votes, all over.
    fn release(v: u32) -> Weight;
    /// `v` votes of its own on polls that take votes, while delegating to who has `d` votes on such.
    fn trim(v: u32, d: u32) -> Weight;
    /// Looking for the next row, and finding none that could be worked on.
    fn sweep_base() -> Weight;
}
