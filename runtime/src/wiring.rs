//! Who speaks to whom: the whole graph between the pallets on one page.
//!
//! ```text
//! Amm ──moves──▶ Currencies ──▶ Balances | Assets | PoolAssets
//!     ──issues─▶ PoolAssets    (its shares)
//!     ──holds──▶ CurrencyHolds (pool deposits, pooled assets)
//!     ──asks───▶ Assets        (decimals)
//!     ──pays───▶ StakingRewards (the protocol's fees, to its income account)
//!
//! StakingRewards ──moves──▶ Currencies
//!                ──holds──▶ CurrencyHolds (stakes, deposits of programmes, what pins a reward's asset)
//!                ──trades─▶ Amm           (rewards that are compounded, income that is swept)
//!                ──asks───▶ Amm           (TIDE in staked shares, average prices)
//!
//! PriceOracle ◀──keys── Session, ──asks──▶ Timestamp
//!
//! AssetTxPayment ──exchanges─▶ Amm (fees paid in an asset) ──pays─▶ ToAuthor
//! ```

use crate::{Assets, AssetsHolder, Authorship, Balances, PoolAssets, PoolAssetsHolder};
use polkadot_sdk::*;

use frame_support::traits::{
    fungible::{Balanced, Credit},
    fungibles::{self, metadata::Inspect, Balanced as _},
    tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
    OnUnbalanced,
};
use sp_runtime::{traits::Convert, Either};
use tidewater_primitives::{
    constants::TOKEN_DECIMALS,
    ids::{AssetId, CurrencyId, PoolId, FIRST_SHARE_ID},
    AccountId,
};

/// Splits asset ids: assets below 2^31 (left), pool shares from there on (right).
pub struct SharesAbove;

impl Convert<AssetId, Either<AssetId, PoolId>> for SharesAbove {
    fn convert(id: AssetId) -> Either<AssetId, PoolId> {
        if id < FIRST_SHARE_ID {
            Either::Left(id)
        } else {
            Either::Right(id & !FIRST_SHARE_ID)
        }
    }
}

/// Assets and pool shares as one set of tokens.
pub type Tokens = fungibles::UnionOf<Assets, PoolAssets, SharesAbove, AssetId, AccountId>;
/// Holds on assets and pool shares: `pallet-assets` itself has none.
pub type TokenHolds =
    fungibles::UnionOf<AssetsHolder, PoolAssetsHolder, SharesAbove, AssetId, AccountId>;

/// Everything that moves: TIDE, assets and pool shares under one key.
pub type Currencies = UnionOf<Balances, Tokens, NativeFromLeft, CurrencyId, AccountId>;
/// Everything that can be held, under the same key.
pub type CurrencyHolds = UnionOf<Balances, TokenHolds, NativeFromLeft, CurrencyId, AccountId>;

/// How many decimals a currency has: those of its metadata, none without.
pub struct DecimalsOf;

impl Convert<CurrencyId, u8> for DecimalsOf {
    fn convert(currency: CurrencyId) -> u8 {
        match currency {
            NativeOrWithId::Native => TOKEN_DECIMALS,
            NativeOrWithId::WithId(id) => match SharesAbove::convert(id) {
                Either::Left(asset) => Assets::decimals(asset),
                Either::Right(pool) => PoolAssets::decimals(pool),
            },
        }
    }
}

/// Refuses assets whose id would be read as pool shares.
pub struct RefuseShareIds;

impl pallet_assets::AssetsCallback<AssetId, AccountId> for RefuseShareIds {
    fn created(id: &AssetId, _: &AccountId) -> Result<(), ()> {
        if *id < FIRST_SHARE_ID {
            Ok(())
        } else {
            Err(())
        }
    }
}

/// Gives transaction fees and tips to the author of the block. They are burnt if that account does
/// not exist and they are too small to open it.
pub struct ToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for ToAuthor {
    fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
        if let Some(author) = Authorship::author() {
            if let Err(too_small) = Balances::resolve(&author, fees) {
                drop(too_small);
            }
        }
    }
}

/// The same for fees that come out of the exchange: they are TIDE by then.
impl OnUnbalanced<fungibles::Credit<AccountId, Currencies>> for ToAuthor {
    fn on_nonzero_unbalanced(fees: fungibles::Credit<AccountId, Currencies>) {
        if let Some(author) = Authorship::author() {
            if let Err(too_small) = Currencies::resolve(&author, fees) {
                drop(too_small);
            }
        }
    }
}
