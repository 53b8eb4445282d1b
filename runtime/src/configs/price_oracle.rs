//! Prices, as the validators report them.

use crate::{
    constants::{MAX_AUTHORITIES, PERIODS, PRICE_OUTLIER_LIMIT, PRICE_WINDOW_BLOCKS},
    governance::{origins::RootOr, tracks::ORACLE_ADMIN},
    weights::pallet_price_oracle::Measured,
    Runtime, Timestamp,
};

use frame_support::traits::ConstU32;
use pallet_price_oracle::{sr25519, OneEach};

impl pallet_price_oracle::Config for Runtime {
    type AuthorityId = sr25519::AuthorityId;
    // Nothing is at stake yet.
    type ValidatorWeights = OneEach;
    type UnixTime = Timestamp;
    type GovernanceOrigin = RootOr<ORACLE_ADMIN>;
    type MaxValidators = ConstU32<MAX_AUTHORITIES>;
    type WindowBlocks = ConstU32<PRICE_WINDOW_BLOCKS>;
    type OutlierLimit = ConstU32<PRICE_OUTLIER_LIMIT>;
    type MuteBlocks = ConstU32<{ PERIODS.mute_blocks }>;
    type MinChangeBlocks = ConstU32<{ PERIODS.change_blocks }>;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::Clock;
}
