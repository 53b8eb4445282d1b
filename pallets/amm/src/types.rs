//! The stored records and what can be read off them without storage.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use tidewater_primitives::{
    ids::{CurrencyId, FeeTier, PoolKind},
    Balance,
};

/// How many currencies a pool can hold.
pub const MAX_POOL_ASSETS: u32 = 2;

/// The currencies of a pool.
pub type Assets = BoundedVec<CurrencyId, ConstU32<MAX_POOL_ASSETS>>;

/// An amount for each currency of a pool, in the pool's order and in smallest units.
pub type Amounts = BoundedVec<Balance, ConstU32<MAX_POOL_ASSETS>>;

/// What makes a pool unique.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct PoolKey {
    /// The currencies, sorted.
    pub assets: Assets,
    /// The curve.
    pub kind: PoolKind,
    /// The fee.
    pub fee_tier: FeeTier,
}

impl PoolKey {
    /// The key for these currencies in any order.
    pub fn new(mut assets: Assets, kind: PoolKind, fee_tier: FeeTier) -> Self {
        assets.sort();
        Self { assets, kind, fee_tier }
    }
}

/// A pool: what it is, and the ledger of what it holds.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
    /// What makes it unique.
    pub key: PoolKey,
    /// How much it holds of each currency. Moved by this pallet's calls and by nothing else.
    pub reserves: Amounts,
    /// All shares, the locked ones included. Zero until the first deposit.
    pub total_shares: Balance,
    /// The shares that belong to nobody and can never be redeemed.
    pub locked_shares: Balance,
}

impl Pool {
    /// A pool with this key and nothing in it.
    pub fn empty(key: PoolKey) -> Self {
        let reserves = BoundedVec::truncate_from(alloc::vec![0; key.assets.len()]);
        Self { key, reserves, total_shares: 0, locked_shares: 0 }
    }

    /// Both reserves, or `None` if the pool does not hold two currencies.
    pub fn pair(&self) -> Option<[Balance; 2]> {
        self.reserves.as_slice().try_into().ok()
    }

    /// Where `asset` stands in the pool's lists.
    pub fn position(&self, asset: &CurrencyId) -> Option<usize> {
        self.key.assets.iter().position(|held| held == asset)
    }

    /// How much the pool holds of `asset`, or `None` if it is not one of its currencies.
    pub fn reserve(&self, asset: &CurrencyId) -> Option<Balance> {
        self.reserves.get(self.position(asset)?).copied()
    }

    /// Writes the reserve of `asset`; `None` if it is not one of the pool's currencies.
    pub fn set_reserve(&mut self, asset: &CurrencyId, reserve: Balance) -> Option<()> {
        let position = self.position(asset)?;
        *self.reserves.get_mut(position)? = reserve;
        Some(())
    }
}

/// Which side of a trade is given; the other one follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exact {
    /// The amount paid.
    In(Balance),
    /// The amount received.
    Out(Balance),
}

/// A pool that exists from the first block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisPool<AccountId> {
    /// Who creates it, pays for it and receives its shares.
    pub creator: AccountId,
    /// Its two currencies.
    pub assets: [CurrencyId; 2],
    /// Its fee.
    pub fee_tier: FeeTier,
    /// How much of each currency goes in, in the order of `assets`.
    pub amounts: [Balance; 2],
}

/// The list of these two amounts.
pub fn amounts(pair: [Balance; 2]) -> Amounts {
    BoundedVec::truncate_from(pair.to_vec())
}

/// The list of these two currencies.
pub fn assets(pair: [CurrencyId; 2]) -> Assets {
    BoundedVec::truncate_from(pair.to_vec())
}
