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
//! AssetTxPayment ──exchanges─▶ Amm (fees paid in an asset) ──pays─▶ FeeSplit
//! TransactionPayment ─────────────────────────────────────── pays─▶ FeeSplit ─▶ author, Treasury
//!
//! Referenda ──asks────▶ ConvictionVoting (tallies), Origins (which track gives which origin)
//!           ──enacts──▶ Scheduler ──▶ Preimage
//!           ──pays────▶ Treasury (deposits of what was killed)
//! ConvictionVoting ──freezes─▶ Balances, ◀──tells── Balances (slashes)
//!                  ──asks────▶ Referenda (what is open, and since when not)
//! TechnicalCommittee ──▶ Whitelist ◀── Origins (the whitelisted track)
//!                    ──▶ Pause ──switches─▶ TxPause ──▶ what everybody may call
//! Origins (spending tracks) ──▶ Spending ──▶ Treasury ──moves─▶ Currencies
//!                                            ──asks──▶ StakingRewards (what an asset is worth in TIDE)
//! StakingRewards ──pays──▶ Treasury (its share of the exchange's income)
//! ```

use crate::{
    constants::TREASURY_FEE_SHARE, governance::treasury::TreasuryAccount, Assets, AssetsHolder,
    Authorship, Balances, PoolAssets, PoolAssetsHolder,
};
use polkadot_sdk::*;

use frame_support::traits::{
    fungible::{Balanced, Credit},
    fungibles::{self, metadata::Inspect, Balanced as _},
    tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
    Imbalance, OnUnbalanced,
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

/// Gives the treasury its share of transaction fees, and the rest and the tips to the author of the block.
/// What is too small to open the author's account is burnt, as is all of it in a block without an author.
pub struct FeeSplit;

/// Shares out a fee, which comes first, and a tip. `pay` burns what it cannot pay.
fn share_out<C>(
    mut fee_and_tip: impl Iterator<Item = C>,
    split: impl FnOnce(C) -> (C, C),
    pay: impl Fn(&AccountId, C),
) {
    let Some(fee) = fee_and_tip.next() else { return };
    let (share, rest) = split(fee);
    pay(&TreasuryAccount::get(), share);
    if let Some(author) = Authorship::author() {
        for amount in core::iter::once(rest).chain(fee_and_tip) {
            pay(&author, amount);
        }
    }
}

impl OnUnbalanced<Credit<AccountId, Balances>> for FeeSplit {
    fn on_nonzero_unbalanced(fee: Credit<AccountId, Balances>) {
        Self::on_unbalanceds(core::iter::once(fee));
    }

    fn on_unbalanceds(fee_and_tip: impl Iterator<Item = Credit<AccountId, Balances>>) {
        share_out(
            fee_and_tip,
            |fee| {
                let share = TREASURY_FEE_SHARE.mul_floor(fee.peek());
                fee.split(share)
            },
            |who, amount| {
                if amount.peek() > 0 {
                    if let Err(too_small) = Balances::resolve(who, amount) {
                        drop(too_small);
                    }
                }
            },
        );
    }
}

/// The same for fees that come out of the exchange: they are TIDE by then.
impl OnUnbalanced<fungibles::Credit<AccountId, Currencies>> for FeeSplit {
    fn on_nonzero_unbalanced(fee: fungibles::Credit<AccountId, Currencies>) {
        Self::on_unbalanceds(core::iter::once(fee));
    }

    fn on_unbalanceds(fee_and_tip: impl Iterator<Item = fungibles::Credit<AccountId, Currencies>>) {
        share_out(
            fee_and_tip,
            |fee| {
                let share = TREASURY_FEE_SHARE.mul_floor(fee.peek());
                fee.split(share)
            },
            |who, amount| {
                if amount.peek() > 0 {
                    if let Err(too_small) = Currencies::resolve(who, amount) {
                        drop(too_small);
                    }
                }
            },
        );
    }
}
