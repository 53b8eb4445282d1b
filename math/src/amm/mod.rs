//! What a trade or a deposit does to a pool of two assets.

pub mod constant_product;

/// An amount of an asset, or of a pool's shares, in its smallest unit.
pub type Balance = u128;

/// Parts of one: a fee of 30 basis points is 0.3 %.
pub const BASIS_POINTS: u32 = 10_000;
