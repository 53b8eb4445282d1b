//! The treasury.

use crate::{
    constants::{PERIODS, TREASURY},
    governance::{
        origins::RootOr,
        tracks::BIG_SPENDER,
        treasury::{PayFromTreasury, WorthInTide},
    },
    Balances, Runtime, RuntimeEvent, System,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32},
    PalletId,
};
use frame_system::EnsureRootWithSuccess;
use sp_runtime::{traits::IdentityLookup, Permill};
use tidewater_primitives::{ids::CurrencyId, AccountId, Balance};

parameter_types! {
    pub const TreasuryPalletId: PalletId = TREASURY;
    pub const NothingBurnt: Permill = Permill::zero();
}

impl pallet_treasury::Config for Runtime {
    type Currency = Balances;
    // Before it is collected, a payment can be taken back by who could have approved any.
    type RejectOrigin = RootOr<BIG_SPENDER>;
    type RuntimeEvent = RuntimeEvent;
    type SpendPeriod = ConstU32<{ PERIODS.governance.spend_cap_blocks }>;
    type Burn = NothingBurnt;
    type PalletId = TreasuryPalletId;
    type BurnDestination = ();
    type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
    type SpendFunds = ();
    // Of the deprecated `spend_local`, which is closed.
    type MaxApprovals = ConstU32<0>;
    // All others are capped by period: see `spending.rs`.
    type SpendOrigin = EnsureRootWithSuccess<AccountId, ConstU128<{ Balance::MAX }>>;
    type AssetKind = CurrencyId;
    type Beneficiary = AccountId;
    type BeneficiaryLookup = IdentityLookup<AccountId>;
    type Paymaster = PayFromTreasury;
    type BalanceConverter = WorthInTide;
    type PayoutPeriod = ConstU32<{ PERIODS.governance.payout_blocks }>;
    type BlockNumberProvider = System;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
