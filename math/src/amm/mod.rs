//! What a trade or a deposit does to a pool.

pub mod constant_product;
pub mod ema;
pub mod shares;
pub mod stable;

use arrayvec::ArrayVec;

use crate::error::MathError;

/// An amount of an asset, or of a pool's shares, in its smallest unit.
pub type Balance = u128;

/// The most assets a pool of any kind can hold.
pub const MAX_ASSETS: usize = 5;

/// An amount of each asset of a pool, in the pool's order.
pub type Amounts = ArrayVec<Balance, MAX_ASSETS>;

/// Parts of one: a fee of 30 basis points is 0.3 %.
pub const BASIS_POINTS: u32 = 10_000;

/// What a pool charges, and who gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fees {
    /// Of the amount put in, in basis points: below 10 000.
    pub trade_bps: u32,
    /// Of the fee, in basis points: what the protocol gets of it, rounded down. The pool has the rest.
    pub protocol_bps: u32,
}

/// A trade, and the pool after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swap {
    /// What the trader puts in, the fee included.
    pub amount_in: Balance,
    /// What the trader is paid.
    pub amount_out: Balance,
    /// The part of `amount_in` that is the fee, rounded up.
    pub fee: Balance,
    /// The part of `fee` that is the protocol's, rounded down, and never the unit that rounding `fee`
    /// up added. The rest stays in the pool.
    pub protocol_fee: Balance,
    /// The reserve of the asset put in, after the trade: `protocol_fee` is not in it.
    pub reserve_in: Balance,
    /// The reserve of the asset paid out, after the trade.
    pub reserve_out: Balance,
}

/// The shares of a pool's first deposit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstShares {
    /// What the depositor receives.
    pub minted: Balance,
    /// All shares: what the depositor receives and what stays locked for ever.
    pub total: Balance,
}

/// A deposit, and the pool after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// What is taken from the depositor, never more than was offered.
    pub amounts: Amounts,
    /// The fee, in each asset, rounded up: zero where nothing is out of proportion. It is charged in
    /// shares, so it may be more than what was added of an asset.
    pub fees: Amounts,
    /// The part of `fees` that is the protocol's, rounded down.
    pub protocol_fees: Amounts,
    /// What the depositor receives.
    pub shares: Balance,
    /// The reserves after the deposit: `protocol_fees` are not in them.
    pub reserves: Amounts,
    /// All shares after the deposit.
    pub total_shares: Balance,
}

/// A withdrawal of all assets in proportion, and the pool after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What the holder is paid.
    pub amounts: Amounts,
    /// The reserves after the withdrawal.
    pub reserves: Amounts,
    /// All shares after the withdrawal.
    pub total_shares: Balance,
}

/// A withdrawal in one asset, and the pool after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemovedSingle {
    /// What the holder is paid, the fee deducted.
    pub amount: Balance,
    /// The fee, in the asset paid out, rounded up.
    pub fee: Balance,
    /// The part of `fee` that is the protocol's, rounded down.
    pub protocol_fee: Balance,
    /// The reserve of the asset after the withdrawal: `protocol_fee` is not in it.
    pub reserve: Balance,
    /// All shares after the withdrawal.
    pub total_shares: Balance,
}

fn ensure_nonzero(amount: Balance, otherwise: MathError) -> Result<(), MathError> {
    if amount == 0 {
        return Err(otherwise);
    }
    Ok(())
}
