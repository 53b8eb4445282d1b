//! The staking rewards.

use crate::{
    constants::{
        MAX_HOPS, MAX_STAKE_MULTIPLIER_BPS, MAX_STREAM_PERIOD_BPS, MAX_STREAM_RAISE_BPS,
        MAX_SWEEP_LOSS_BPS, MAX_SWEEP_SHARE_BPS, MIN_SWEEP, PERIODS, PROGRAMME_DEPOSIT,
        SWEEP_WINDOW, TREASURY_INCOME_SHARE_BPS,
    },
    governance::{origins::RootOr, tracks::REWARDS_ADMIN, treasury::TreasuryAccount},
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
use tidewater_primitives::ids::Window;

parameter_types! {
    pub const RewardsPalletId: PalletId = PalletId(*b"tide/rwd");
    pub const SweepWindow: Window = SWEEP_WINDOW;
}

impl pallet_staking_rewards::Config for Runtime {
    type Currencies = Currencies;
    type Holds = CurrencyHolds;
    type RuntimeHoldReason = RuntimeHoldReason;
    type Swap = Amm;
    type AveragePrices = Amm;
    type TideInShares = Amm;
    type GovernanceOrigin = RootOr<REWARDS_ADMIN>;
    type PalletId = RewardsPalletId;
    type ProgrammeDeposit = ConstU128<PROGRAMME_DEPOSIT>;
    type MaxLockBlocks = ConstU32<{ PERIODS.lock_blocks[2] }>;
    type MaxMultiplierBps = ConstU32<MAX_STAKE_MULTIPLIER_BPS>;
    type PeriodBlocks = ConstU32<{ PERIODS.emission_blocks }>;
    type MaxPeriodBps = ConstU32<MAX_STREAM_PERIOD_BPS>;
    type MaxRaiseBps = ConstU32<MAX_STREAM_RAISE_BPS>;
    type SmoothingBlocks = ConstU32<{ PERIODS.smoothing_blocks }>;
    type MaxHops = ConstU32<MAX_HOPS>;
    type SweepWindow = SweepWindow;
    type MinSweepHistory = ConstU32<{ PERIODS.sweep_history_blocks }>;
    type MaxSweepLossBps = ConstU32<MAX_SWEEP_LOSS_BPS>;
    type MaxSweepShareBps = ConstU32<MAX_SWEEP_SHARE_BPS>;
    type MinSweep = ConstU128<MIN_SWEEP>;
    type IncomeShareBps = ConstU32<TREASURY_INCOME_SHARE_BPS>;
    type IncomeShareTo = TreasuryAccount;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
