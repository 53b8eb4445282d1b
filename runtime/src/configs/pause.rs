//! Pauses by the committee.

use crate::{
    constants::PERIODS,
    governance::committee::{LiftOrigin, MaxNameLen, Pausable, PauseOrigin, PAUSABLE},
    weights::pallet_pause::Measured,
    Runtime, TxPause,
};

use frame_support::traits::ConstU32;

impl pallet_pause::Config for Runtime {
    type PauseOrigin = PauseOrigin;
    type LiftOrigin = LiftOrigin;
    type Pausable = Pausable;
    type Switch = TxPause;
    type MaxNameLen = MaxNameLen;
    type MaxPauseBlocks = ConstU32<{ PERIODS.governance.pause_blocks }>;
    type CooldownBlocks = ConstU32<{ PERIODS.governance.pause_cooldown_blocks }>;
    // All of them at once.
    type MaxPauses = ConstU32<{ PAUSABLE.len() as u32 }>;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::PausableNames;
}
