//! Who decides what: the tracks of referenda, the origins they give, the committee that may act fast, and
//! the treasury.

pub mod committee;
pub mod origins;
pub mod outlook;
pub mod preview;
pub mod tracks;
pub mod treasury;

pub use origins::pallet_origins;
