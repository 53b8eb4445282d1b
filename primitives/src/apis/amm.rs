//! What can be asked of the exchange without sending a transaction.

use crate::{
    ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind},
    AccountId, Balance,
};
use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
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
    /// The pool's reserve of `asset_in` afterwards.
    #[serde(with = "crate::apis::amount")]
    pub reserve_in: Balance,
    /// The pool's reserve of `asset_out` afterwards.
    #[serde(with = "crate::apis::amount")]
    pub reserve_out: Balance,
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
}

/// Why a trade would be refused: the very error the transaction would end in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, TypeInfo, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    /// The error as a transaction reports it.
    pub error: DispatchError,
    /// Its name, for a reader without the metadata.
    pub reason: String,
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
}

sp_api::decl_runtime_apis! {
    /// Quotes and pools of the exchange.
    ///
    /// A quote equals the trade that follows it in the same state. With `who`, the quote also
    /// covers whether that account can pay and be paid; the transaction fee is not part of it.
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
    }
}
