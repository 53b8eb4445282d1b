//! The treasury's money: what it is worth, and how it is paid out.

use crate::{wiring::Currencies, StakingRewards, Treasury};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::tokens::{
        fungible::NativeOrWithId, ConversionFromAssetBalance, Pay, PaymentStatus, Preservation,
    },
};
use sp_runtime::{DispatchError, TokenError};
use tidewater_primitives::{ids::CurrencyId, money, AccountId, Balance};

parameter_types! {
    /// The treasury's account. Nobody has its key.
    pub TreasuryAccount: AccountId = Treasury::account_id();
}

/// Pays from the treasury's account at once. What could not stay there alone goes along: less than the
/// asset's minimum balance. The account itself stays.
///
/// The SDK's own payer uses the tokens' `transfer`, which loses what the receiver cannot take.
pub struct PayFromTreasury;

impl Pay for PayFromTreasury {
    type Balance = Balance;
    type Beneficiary = AccountId;
    type AssetKind = CurrencyId;
    type Id = ();
    type Error = DispatchError;

    fn pay(to: &AccountId, asset: CurrencyId, amount: Balance) -> Result<(), DispatchError> {
        let preservation = match asset {
            NativeOrWithId::Native => Preservation::Preserve,
            NativeOrWithId::WithId(_) => Preservation::Expendable,
        };
        let (from, incomplete) = (TreasuryAccount::get(), TokenError::FundsUnavailable);
        let credit =
            money::withdraw::<_, Currencies>(&asset, &from, amount, preservation, incomplete)?;
        money::resolve::<_, Currencies>(to, credit, TokenError::CannotCreate)
    }

    fn check_payment((): ()) -> PaymentStatus {
        PaymentStatus::Success
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(_: &AccountId, asset: CurrencyId, _: Balance) {
        crate::benchmarks::mint(&asset, &TreasuryAccount::get());
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_concluded((): ()) {}
}

/// What an amount is worth in TIDE: itself, or what the exchange's average prices say along the route that
/// governance has named for the asset, rounded up. An asset without a route, without an hour of prices, or
/// in pools too thin for the amount has no value here, and then no track can spend it.
pub struct WorthInTide;

impl ConversionFromAssetBalance<Balance, CurrencyId, Balance> for WorthInTide {
    type Error = DispatchError;

    fn from_asset_balance(amount: Balance, asset: CurrencyId) -> Result<Balance, DispatchError> {
        StakingRewards::worth_in_tide(&asset, amount)
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn ensure_successful(_: CurrencyId) {}
}
