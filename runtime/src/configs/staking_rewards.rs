//! The staking rewards.

use crate::{
    constants::{
        MAX_HOPS, MAX_STAKE_MULTIPLIER_BPS, MAX_STREAM_PERIOD_BPS, MAX_STREAM_RAISE_BPS, PERIODS,
        PROGRAMME_DEPOSIT,
    },
    weights::pallet_staking_rewards::Measured,
    wiring::{Currencies, CurrencyHolds},
    Amm, Runtime, RuntimeHoldReason,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32},
    PalletId,
};
use frame_system::EnsureRoot;
use tidewater_primitives::AccountId;

parameter_types! {
    pub const RewardsPalletId: PalletId = PalletId(*b"tide/rwd");
}

impl pallet_staking_rewards::Config for Runtime {
    type Currencies = Currencies;
    type Holds = CurrencyHolds;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Swap = Amm;
    type TideInShares = Amm;
    // Nobody is root until there is governance.
    type GovernanceOrigin = EnsureRoot<AccountId>;
    type PalletId = RewardsPalletId;
    type ProgrammeDeposit = ConstU128<PROGRAMME_DEPOSIT>;
    type MaxLockBlocks = ConstU32<{ PERIODS.lock_blocks[2] }>;
    type MaxMultiplierBps = ConstU32<MAX_STAKE_MULTIPLIER_BPS>;
    type PeriodBlocks = ConstU32<{ PERIODS.emission_blocks }>;
    type MaxPeriodBps = ConstU32<MAX_STREAM_PERIOD_BPS>;
    type MaxRaiseBps = ConstU32<MAX_STREAM_RAISE_BPS>;
    type SmoothingBlocks = ConstU32<{ PERIODS.smoothing_blocks }>;
    type MaxHops = ConstU32<MAX_HOPS>;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
