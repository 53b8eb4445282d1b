//! Facts about the chain that more than one room has to agree on.

use crate::Balance;

/// The symbol of the native token.
pub const TOKEN_SYMBOL: &str = "TIDE";
/// The decimals of the native token: 1 TIDE is 10^12 of its smallest unit.
pub const TOKEN_DECIMALS: u8 = 12;
/// One TIDE in smallest units.
pub const TIDE: Balance = 10u128.pow(TOKEN_DECIMALS as u32);
/// A thousandth of a TIDE.
pub const MILLITIDE: Balance = TIDE / 1_000;
/// A millionth of a TIDE.
pub const MICROTIDE: Balance = MILLITIDE / 1_000;
/// The address prefix of development and test networks (the generic Substrate one).
pub const SS58_PREFIX: u16 = 42;
/// Length of a slot: one block is due in each.
pub const SLOT_MILLIS: u64 = 2_000;
