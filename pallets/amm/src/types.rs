//! The stored records and what can be read off them without storage.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::U256;
use tidewater_math::amm::{
    self,
    stable::{self, amplification_at, AMPLIFICATION_PRECISION},
};
use tidewater_primitives::{
    apis::amm::Terms,
    bounds::Bound,
    ids::{CurrencyId, Curve, FeeTier, PoolKind, PoolStatus},
    Balance, BlockNumber,
};

/// How many currencies a pool can hold.
pub const MAX_POOL_ASSETS: u32 = amm::MAX_ASSETS as u32;

/// The windows over which prices and liquidity are averaged.
pub const WINDOWS: usize = 3;

/// A list with one entry for each currency of a pool, in the pool's order.
pub type PerAsset<X> = BoundedVec<X, ConstU32<MAX_POOL_ASSETS>>;

/// The currencies of a pool.
pub type Assets = PerAsset<CurrencyId>;

/// An amount for each currency of a pool, in smallest units.
pub type Amounts = PerAsset<Balance>;

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

/// A change of amplification over time: a straight line. In hundredths.
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
)]
pub struct Ramp {
    /// The amplification up to `start`.
    pub from: u32,
    /// The amplification from `end` on.
    pub to: u32,
    /// The block in which it begins to move.
    pub start: BlockNumber,
    /// The block in which it arrives.
    pub end: BlockNumber,
}

impl Ramp {
    /// No change: `amplification`, in whole numbers, for ever.
    pub fn constant(amplification: u16) -> Self {
        let value = u32::from(amplification).saturating_mul(AMPLIFICATION_PRECISION);
        Self { from: value, to: value, start: 0, end: 0 }
    }

    /// The amplification in block `now`, in hundredths.
    pub fn at(&self, now: BlockNumber) -> u32 {
        amplification_at(self.from, self.to, self.start.into(), self.end.into(), now.into())
    }
}

/// The curve of a pool, with what it needs to be computed.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum CurveState {
    /// The product of the two reserves never falls.
    ConstantProduct,
    /// The StableSwap invariant never falls.
    Stable {
        /// The decimals of each currency when the pool was created. An asset's team can change what
        /// its metadata says; the pool does not follow.
        decimals: PerAsset<u8>,
        /// The amplification.
        ramp: Ramp,
    },
}

/// What a block began with, and what its trades have moved since.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct BlockRecord {
    /// The last block in which the pool was touched.
    pub number: BlockNumber,
    /// The reserves when it was touched first in that block.
    pub reserves: Amounts,
    /// The shares when it was touched first in that block.
    pub shares: Balance,
    /// What the trades of that block have put in, less what they have taken out.
    pub flow: PerAsset<i128>,
}

/// The averages of a currency's price in the pool's first currency.
///
/// Prices are smallest units of the first currency for one smallest unit of the other, with 128
/// fractional bits.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct PriceRecord {
    /// Exponential moving averages, shortest window first.
    pub averages: [U256; WINDOWS],
    /// The sum of the prices in force at the end of each block, modulo 2^256.
    pub cumulative: U256,
}

/// What a pool remembers of the blocks before the one it was touched in last.
#[derive(
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct History {
    /// The block of the first deposit: there is no price before its end.
    pub since: BlockNumber,
    /// The prices of all currencies but the first, in order. Empty until the first deposit.
    pub prices: BoundedVec<PriceRecord, ConstU32<{ MAX_POOL_ASSETS - 1 }>>,
    /// Exponential moving averages of the liquidity, shortest window first.
    pub liquidity: [Balance; WINDOWS],
}

/// A pool: what it is, the ledger of what it holds, and what has happened to it.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
    /// The currencies, sorted.
    pub assets: Assets,
    /// The curve.
    pub curve: CurveState,
    /// The fee.
    pub fee_tier: FeeTier,
    /// What it lets people do.
    pub status: PoolStatus,
    /// Its bounds.
    pub terms: Terms,
    /// How much it holds of each currency. Moved by this pallet's calls and by nothing else.
    pub reserves: Amounts,
    /// All shares, the locked ones included. Zero until the first deposit.
    pub total_shares: Balance,
    /// The shares that belong to nobody and can never be redeemed.
    pub locked_shares: Balance,
    /// The protocol's part of the fees, not collected yet: beside the reserves, not in them.
    pub protocol_fees: Amounts,
    /// The block it was touched in last.
    pub block: BlockRecord,
    /// What was before.
    pub history: History,
}

impl Pool {
    /// A pool with nothing in it.
    pub fn empty(assets: Assets, curve: CurveState, fee_tier: FeeTier, terms: Terms) -> Self {
        let nothing: Amounts = per_asset(assets.iter().map(|_| 0));
        Self {
            curve,
            fee_tier,
            status: PoolStatus::Active,
            terms,
            reserves: nothing.clone(),
            total_shares: 0,
            locked_shares: 0,
            protocol_fees: nothing.clone(),
            block: BlockRecord {
                number: 0,
                reserves: nothing,
                shares: 0,
                flow: per_asset(assets.iter().map(|_| 0)),
            },
            history: History::default(),
            assets,
        }
    }

    /// What makes it unique.
    pub fn key(&self) -> PoolKey {
        PoolKey { assets: self.assets.clone(), kind: self.kind(), fee_tier: self.fee_tier }
    }

    /// The kind of its curve.
    pub fn kind(&self) -> PoolKind {
        match self.curve {
            CurveState::ConstantProduct => PoolKind::ConstantProduct,
            CurveState::Stable { .. } => PoolKind::Stable,
        }
    }

    /// What it charges.
    pub fn fees(&self) -> amm::Fees {
        amm::Fees {
            trade_bps: self.fee_tier.basis_points(),
            protocol_bps: self.terms.protocol_fee_bps.into(),
        }
    }

    /// Where `asset` stands in the pool's lists.
    pub fn position(&self, asset: &CurrencyId) -> Option<usize> {
        self.assets.iter().position(|held| held == asset)
    }

    /// How much the pool holds of the currency at `position`; nothing beyond the last.
    pub fn reserve(&self, position: usize) -> Balance {
        self.reserves.get(position).copied().unwrap_or_default()
    }
}

/// Bounds of what governance can set, and what new pools get unless it has.
///
/// The doubling ones are the limits of a block: how much a wrong one lets happen, or keeps from happening,
/// is a matter of its proportion to the right one.
pub mod terms {
    use super::{stable, Bound, PoolStatus, Terms};

    /// The protocol's part of the fees: what providers do not get. A change moves a twentieth of the fees
    /// at most, and providers can leave before the next one.
    pub const PROTOCOL_FEE_BPS: Bound<u16> = Bound::<u16>::new(0, 2_500, 500);
    /// The largest trade: at most a third of a reserve. Below half a percent the double is petty.
    pub const MAX_TRADE_BPS: Bound<u16> = Bound::<u16>::new(1, 3_333, 50).or_doubling();
    /// The largest flow of a block.
    pub const MAX_FLOW_BPS: Bound<u16> = Bound::<u16>::new(100, 10_000, 100).or_doubling();
    /// The largest growth of a block.
    pub const MAX_LIQUIDITY_BPS: Bound<u16> = Bound::<u16>::new(100, 10_000, 100).or_doubling();
    /// The largest deviation from the average. What somebody who moves the price can take from providers
    /// grows with it.
    pub const MAX_DEVIATION_BPS: Bound<u16> = Bound::<u16>::new(10, 2_000, 10).or_doubling();
    /// The amplification of a stable pool, in hundredths: it doubles or halves in a ramp.
    pub const AMPLIFICATION: Bound<u32> = Bound::<u32>::new(
        stable::MIN_AMPLIFICATION,
        stable::MAX_AMPLIFICATION,
        stable::AMPLIFICATION_PRECISION,
    )
    .or_doubling();

    /// A third of a reserve a trade, half of it a block, a fifth of the shares a block, 2 % from the
    /// average; nothing for the protocol.
    pub const DEFAULT: Terms = Terms {
        protocol_fee_bps: 0,
        max_trade_bps: 3_333,
        max_flow_bps: 5_000,
        max_liquidity_bps: 2_000,
        max_deviation_bps: 200,
    };

    /// Whether every bound is within its own.
    pub fn in_range(terms: &Terms) -> bool {
        bounded(terms, terms).iter().all(|(bound, _, value)| bound.contains(*value))
    }

    /// Whether one change may lead from these to those.
    pub fn in_reach(from: &Terms, to: &Terms) -> bool {
        bounded(from, to).iter().all(|(bound, from, to)| bound.may_move(*from, *to))
    }

    /// What bounds each of them, what it is and what it is to be.
    fn bounded(from: &Terms, to: &Terms) -> [(Bound<u16>, u16, u16); 5] {
        [
            (PROTOCOL_FEE_BPS, from.protocol_fee_bps, to.protocol_fee_bps),
            (MAX_TRADE_BPS, from.max_trade_bps, to.max_trade_bps),
            (MAX_FLOW_BPS, from.max_flow_bps, to.max_flow_bps),
            (MAX_LIQUIDITY_BPS, from.max_liquidity_bps, to.max_liquidity_bps),
            (MAX_DEVIATION_BPS, from.max_deviation_bps, to.max_deviation_bps),
        ]
    }

    /// Whether `status` lets people trade.
    pub fn tradable(status: PoolStatus) -> bool {
        status != PoolStatus::WithdrawOnly
    }
}

/// What the vault keeps of a currency beside all ledgers, and in how many pools it is.
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
)]
pub struct Holding {
    /// The minimum balance that keeps the vault's account of it alive. It was paid by the creator of
    /// the first pool with that currency and is outside every pool.
    pub cushion: Balance,
    /// In how many pools it is.
    pub pools: u32,
    /// Whether somebody could not be paid since the vault has less of it than it owes. Until that is
    /// settled, it is paid to nobody, in whichever pool.
    pub short: bool,
}

/// What is left of a debt of this size, made before any loss, if nothing has been lost.
pub const WHOLE: Balance = 1 << 127;

/// What the debts of a currency have lost when shortfalls were shared.
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
)]
pub struct Losses {
    /// How often (nearly) everything was lost. Debts of an earlier age are worth nothing.
    pub age: u32,
    /// What is left of a debt of [`WHOLE`] that was made when this age began.
    pub left: Balance,
}

impl Default for Losses {
    fn default() -> Self {
        Self { age: 0, left: WHOLE }
    }
}

/// Something the vault owes to an account since it could not be paid out.
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
)]
pub struct Debt {
    /// How much was owed when the debt was last changed.
    pub amount: Balance,
    /// What its currency's debts had lost by then.
    pub losses: Losses,
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
    /// Its currencies.
    pub assets: Vec<CurrencyId>,
    /// Its curve.
    pub curve: Curve,
    /// Its fee.
    pub fee_tier: FeeTier,
    /// How much of each currency goes in, in the order of `assets`.
    pub amounts: Vec<Balance>,
    /// Its bounds, if not those of all new pools.
    #[serde(default)]
    pub terms: Option<Terms>,
}

/// Collects at most [`MAX_POOL_ASSETS`] entries.
pub fn per_asset<X>(entries: impl IntoIterator<Item = X>) -> PerAsset<X> {
    BoundedVec::truncate_from(entries.into_iter().take(amm::MAX_ASSETS).collect())
}
