//! The exchange.

use crate::{
    constants::{
        AVERAGE_WINDOWS, LOCKED_SHARES, MAX_HOPS, MAX_POOLS_PER_ASSET, MAX_POOLS_SEARCHED, PERIODS,
        POOL_DEPOSIT,
    },
    governance::{origins::RootOr, tracks::EXCHANGE_ADMIN},
    weights::pallet_amm::Measured,
    wiring::{Currencies, CurrencyHolds, DecimalsOf},
    PoolAssets, Runtime, RuntimeHoldReason, StakingRewards,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32},
    PalletId,
};
use tidewater_primitives::{AccountId, BlockNumber};

parameter_types! {
    pub const AmmPalletId: PalletId = PalletId(*b"tide/amm");
    pub const AverageWindows: [BlockNumber; 3] = AVERAGE_WINDOWS;
    pub IncomeAccount: AccountId = StakingRewards::income_account();
}

impl pallet_amm::Config for Runtime {
    type Currencies = Currencies;
    type Shares = PoolAssets;
    type Decimals = DecimalsOf;
    type Holds = CurrencyHolds;
    type GovernanceOrigin = RootOr<EXCHANGE_ADMIN>;
    type RuntimeHoldReason = RuntimeHoldReason;
    type PalletId = AmmPalletId;
    type PoolDeposit = ConstU128<POOL_DEPOSIT>;
    type LockedShares = ConstU128<LOCKED_SHARES>;
    type MaxHops = ConstU32<MAX_HOPS>;
    type MaxPoolsPerAsset = ConstU32<MAX_POOLS_PER_ASSET>;
    type MaxPoolsSearched = ConstU32<MAX_POOLS_SEARCHED>;
    type AverageWindows = AverageWindows;
    type MinRampBlocks = ConstU32<{ PERIODS.ramp_blocks }>;
    type MinChangeBlocks = ConstU32<{ PERIODS.change_blocks }>;
    // Until governance names another, from where anybody can sweep it to those who stake TIDE.
    type DefaultFeeSink = IncomeAccount;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
