//! How currencies and pools are named, on chain and to clients.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::tokens::fungible::NativeOrWithId;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The id of an asset or, from [`FIRST_SHARE_ID`] up, of the shares of a pool.
pub type AssetId = u32;

/// The one key for everything that can be owned: TIDE (`Native`), an asset, or pool shares.
pub type CurrencyId = NativeOrWithId<AssetId>;

/// The id of a pool, given out by the chain in sequence from 0.
///
/// It is also the id of the pool's share asset inside `PoolAssets`.
pub type PoolId = u32;

/// The first [`AssetId`] that names pool shares: the low 31 bits are the [`PoolId`].
pub const FIRST_SHARE_ID: AssetId = 1 << 31;

/// The currency in which shares of `pool` are held, or `None` if there can be no such pool.
pub const fn share_currency(pool: PoolId) -> Option<CurrencyId> {
    if pool < FIRST_SHARE_ID {
        Some(NativeOrWithId::WithId(FIRST_SHARE_ID | pool))
    } else {
        None
    }
}

/// The pool whose shares `currency` names, or `None` if it does not name pool shares.
pub const fn pool_of_share(currency: &CurrencyId) -> Option<PoolId> {
    match currency {
        NativeOrWithId::WithId(id) if *id >= FIRST_SHARE_ID => Some(*id & !FIRST_SHARE_ID),
        _ => None,
    }
}

/// The curve along which a pool trades.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub enum PoolKind {
    /// Two currencies; the product of the reserves never falls.
    ConstantProduct,
    /// Two to five currencies that are worth about the same; the StableSwap invariant never falls.
    Stable,
}

/// The curve of a new pool, with what has to be chosen for it.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub enum Curve {
    /// See [`PoolKind::ConstantProduct`].
    ConstantProduct,
    /// See [`PoolKind::Stable`].
    Stable {
        /// How flat the curve is around equal reserves: 2 to 10,000. In the convention of Curve's
        /// contracts, where it is multiplied by the number of currencies.
        amplification: u16,
    },
}

impl Curve {
    /// The kind of a pool with this curve.
    pub const fn kind(self) -> PoolKind {
        match self {
            Self::ConstantProduct => PoolKind::ConstantProduct,
            Self::Stable { .. } => PoolKind::Stable,
        }
    }
}

/// What a pool lets people do. Redeeming shares in proportion is possible in every state.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub enum PoolStatus {
    /// Everything.
    #[default]
    Active,
    /// Trades and withdrawals.
    NoNewLiquidity,
    /// Withdrawals in proportion only.
    WithdrawOnly,
}

/// A span over which prices are averaged.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub enum Window {
    /// Ten minutes.
    TenMinutes,
    /// An hour.
    Hour,
    /// A day.
    Day,
}

impl Window {
    /// Every window, shortest first.
    pub const ALL: [Self; 3] = [Self::TenMinutes, Self::Hour, Self::Day];
}

/// The share of the amount put in that a pool keeps for its liquidity providers.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub enum FeeTier {
    /// 0.01 %.
    Bp1,
    /// 0.05 %.
    Bp5,
    /// 0.30 %.
    Bp30,
    /// 1.00 %.
    Bp100,
}

impl FeeTier {
    /// Every tier, cheapest first.
    pub const ALL: [Self; 4] = [Self::Bp1, Self::Bp5, Self::Bp30, Self::Bp100];

    /// The fee in basis points (1/10,000) of the amount put in.
    pub const fn basis_points(self) -> u32 {
        match self {
            Self::Bp1 => 1,
            Self::Bp5 => 5,
            Self::Bp30 => 30,
            Self::Bp100 => 100,
        }
    }
}

/// One step of a trade: through `pool`, into `asset_out`.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub struct Hop {
    /// The pool to trade through.
    pub pool_id: PoolId,
    /// The currency this step pays out.
    pub asset_out: CurrencyId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_currencies_and_pools_map_onto_each_other() {
        for pool in [0, 1, 77, FIRST_SHARE_ID - 1] {
            let currency = share_currency(pool).expect("below 2^31");
            assert_eq!(pool_of_share(&currency), Some(pool));
        }
        assert_eq!(share_currency(FIRST_SHARE_ID), None);
        assert_eq!(pool_of_share(&NativeOrWithId::Native), None);
        assert_eq!(pool_of_share(&NativeOrWithId::WithId(FIRST_SHARE_ID - 1)), None);
    }

    #[test]
    fn fee_tiers_are_listed_cheapest_first_and_stay_below_everything() {
        let fees = FeeTier::ALL.map(FeeTier::basis_points);
        assert_eq!(fees, [1, 5, 30, 100]);
    }
}
