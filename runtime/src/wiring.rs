//! Who speaks to whom: the whole graph between the pallets on one page.
//!
//! ```text
//! Amm ──moves──▶ Currencies ──▶ Balances | Assets | PoolAssets
//!     ──issues─▶ PoolAssets (its shares)
//!     ──holds──▶ Balances   (pool deposits)
//! ```

use crate::{Assets, AssetsHolder, Authorship, Balances, PoolAssets, PoolAssetsHolder};
use polkadot_sdk::*;

use frame_support::traits::{
    fungible::{Balanced, Credit},
    fungibles,
    tokens::fungible::{NativeFromLeft, UnionOf},
    OnUnbalanced,
};
use sp_runtime::{traits::Convert, Either};
use tidewater_primitives::{
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
