//! What can be asked of the exchange without sending a transaction.

use crate::{
    ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind, PoolStatus, Window},
    AccountId, Balance, BlockNumber,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_core::U256;
use sp_runtime::DispatchError;

/// What one step of a trade did, or would do. Amounts are in the smallest unit of their currency.
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
pub struct HopOutcome {
    /// The pool traded through.
    pub pool_id: PoolId,
    /// The currency put into the pool.
    pub asset_in: CurrencyId,
    /// How much was put in, the fee included.
    #[serde(with = "crate::apis::amount")]
    pub amount_in: Balance,
    /// The currency taken out of the pool.
    pub asset_out: CurrencyId,
    /// How much was taken out.
    #[serde(with = "crate::apis::amount")]
    pub amount_out: Balance,
    /// The part of `amount_in` that was kept as the fee, rounded up.
    #[serde(with = "crate::apis::amount")]
    pub fee: Balance,
    /// The part of `fee` that is the protocol's. The rest stays in the pool.
    #[serde(with = "crate::apis::amount")]
    pub protocol_fee: Balance,
    /// The pool's reserve of `asset_in` afterwards.
    #[serde(with = "crate::apis::amount")]
    pub reserve_in: Balance,
    /// The pool's reserve of `asset_out` afterwards.
    #[serde(with = "crate::apis::amount")]
    pub reserve_out: Balance,
}

/// How much more a pool lets trades move in this block.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Headroom {
    /// The pool.
    pub pool_id: PoolId,
    /// The most that one trade may put in now.
    #[serde(with = "crate::apis::amount")]
    pub amount_in: Balance,
    /// The most that one trade may take out now.
    #[serde(with = "crate::apis::amount")]
    pub amount_out: Balance,
}

/// What a trade would do in the state that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quote {
    /// What the trader pays, fees included.
    #[serde(with = "crate::apis::amount")]
    pub amount_in: Balance,
    /// What the trader receives.
    #[serde(with = "crate::apis::amount")]
    pub amount_out: Balance,
    /// How much worse than the price before the trade, fees apart, in basis points, rounded up.
    pub price_impact_bps: u32,
    /// The steps, each with its fee in the currency put into it.
    pub hops: Vec<HopOutcome>,
    /// How much each step's pool had left for trades before this one.
    pub headroom: Vec<Headroom>,
}

/// Why a trade would be refused: the very error the transaction would end in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The error as a transaction reports it.
    pub error: DispatchError,
    /// Its name, for a reader without the metadata.
    pub reason: String,
    /// How much the pools of the route have left for trades; empty if the route leads nowhere.
    pub headroom: Vec<Headroom>,
}

/// The average price and liquidity of a pool, over blocks that are closed.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct AveragePrice {
    /// Smallest units of the quote currency for one smallest unit of the base currency, as an
    /// unsigned fixed-point number with 128 fractional bits.
    pub price: U256,
    /// The pool's liquidity: the square root of the reserves' product, or the StableSwap invariant.
    pub liquidity: Balance,
    /// The last block that is in the average.
    pub as_of: BlockNumber,
    /// Over how many blocks there have been prices at all. Compare it with the window.
    pub history: BlockNumber,
}

/// A cumulative price: the sum over closed blocks of the price in force at each block's end.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct CumulativePrice {
    /// The sum modulo 2^256, in the unit of [`AveragePrice::price`]. Take the difference of two and
    /// divide it by the blocks between them.
    pub sum: U256,
    /// The last block that is in the sum.
    pub as_of: BlockNumber,
}

/// Bounds on what one block can do to a pool, and the protocol's part of its fees.
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
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Terms {
    /// The protocol's part of each fee, in basis points: at most 2,500.
    pub protocol_fee_bps: u16,
    /// The most one trade puts in or takes out, of the reserve: 1 to 3,333 basis points.
    pub max_trade_bps: u16,
    /// The most all trades of a block move a reserve either way, of the reserve at the block's
    /// start: 100 to 10,000 basis points.
    pub max_flow_bps: u16,
    /// The most the shares grow in a block, or fall by withdrawals in one currency, of the shares at
    /// the block's start: 100 to 10,000 basis points.
    pub max_liquidity_bps: u16,
    /// The most the price may differ from its ten-minute average when liquidity is added, or
    /// removed in one currency: 10 to 2,000 basis points.
    pub max_deviation_bps: u16,
}

/// A pool as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PoolInfo {
    /// The pool's id.
    pub pool_id: PoolId,
    /// Its curve.
    pub kind: PoolKind,
    /// Its fee.
    pub fee_tier: FeeTier,
    /// The currencies it holds, in order.
    pub assets: Vec<CurrencyId>,
    /// How much of each it holds, in the same order.
    #[serde(with = "crate::apis::amounts")]
    pub reserves: Vec<Balance>,
    /// All shares there are, the locked ones included.
    #[serde(with = "crate::apis::amount")]
    pub total_shares: Balance,
    /// The shares that belong to nobody and can never be redeemed.
    #[serde(with = "crate::apis::amount")]
    pub locked_shares: Balance,
    /// The currency in which its shares are held.
    pub share_currency: CurrencyId,
    /// What it lets people do.
    pub status: PoolStatus,
    /// Its amplification in hundredths, as it will be in the next block; `None` if the curve has none.
    pub amplification: Option<u32>,
    /// The protocol's part of the fees that has not been collected, of each currency.
    #[serde(with = "crate::apis::amounts")]
    pub protocol_fees: Vec<Balance>,
    /// Its bounds.
    pub terms: Terms,
}

sp_api::decl_runtime_apis! {
    /// Quotes and pools of the exchange.
    ///
    /// A quote equals the trade that follows it in the next block, if nothing else happens before it.
    /// With `who`, the quote also covers whether that account can pay and be paid; the transaction fee
    /// is not part of it.
    pub trait AmmApi {
        /// What putting in exactly `amount_in` of `asset_in` would pay.
        fn quote_exact_in(
            asset_in: CurrencyId,
            amount_in: Balance,
            hops: Vec<Hop>,
            who: Option<AccountId>,
        ) -> Result<Quote, Refusal>;
        /// What taking out exactly `amount_out` at the end of `hops` would cost.
        fn quote_exact_out(
            asset_in: CurrencyId,
            amount_out: Balance,
            hops: Vec<Hop>,
            who: Option<AccountId>,
        ) -> Result<Quote, Refusal>;
        /// The pool with this id.
        fn pool(pool_id: PoolId) -> Option<PoolInfo>;
        /// The id of the pool of these currencies (in any order), kind and fee.
        fn pool_id(
            assets: Vec<CurrencyId>,
            kind: PoolKind,
            fee_tier: FeeTier,
        ) -> Option<PoolId>;
        /// Pools by ascending id from `start`, at most `limit` and never more than 100.
        fn pools(start: PoolId, limit: u32) -> Vec<PoolInfo>;
        /// The route that pays most for exactly `amount_in`, with its quote.
        fn best_route_exact_in(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_in: Balance,
        ) -> Result<Quote, Refusal>;
        /// The route that costs least for exactly `amount_out`, with its quote.
        fn best_route_exact_out(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_out: Balance,
        ) -> Result<Quote, Refusal>;
        /// The average price of `base` in `quote` that a pool has had, over closed blocks.
        fn average_price(
            pool_id: PoolId,
            base: CurrencyId,
            quote: CurrencyId,
            window: Window,
        ) -> Result<AveragePrice, Refusal>;
        /// The cumulative price of `asset` in the pool's first currency.
        fn cumulative_price(pool_id: PoolId, asset: CurrencyId) -> Result<CumulativePrice, Refusal>;
        /// What the vault owes to `who` of `asset`: see the exchange's `claim_owed`.
        fn owed(who: AccountId, asset: CurrencyId) -> Balance;
    }
}
