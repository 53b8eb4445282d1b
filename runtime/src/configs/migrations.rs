//! Changes of storage that take several blocks.

use crate::{configs::RuntimeBlockWeights, Runtime, RuntimeEvent};
use polkadot_sdk::*;

use frame_support::{
    migrations::FreezeChainOnFailedMigration, parameter_types, traits::ConstU32, weights::Weight,
};
use sp_runtime::Perbill;

parameter_types! {
    /// The part of a block that a migration may take.
    pub MaxServiceWeight: Weight =
        Perbill::from_percent(60) * RuntimeBlockWeights::get().max_block;
}

impl pallet_migrations::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    #[cfg(not(feature = "runtime-benchmarks"))]
    type Migrations = crate::migrations::MultiBlockMigrations;
    // The pallet's own benchmarks ask for migrations of which they know the outcome.
    #[cfg(feature = "runtime-benchmarks")]
    type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
    type CursorMaxLen = ConstU32<65_536>;
    type IdentifierMaxLen = ConstU32<256>;
    type MigrationStatusHandler = ();
    // With half-migrated storage no transaction is safe: only inherents go on until it is mended.
    type FailedMigrationHandler = FreezeChainOnFailedMigration;
    type MaxServiceWeight = MaxServiceWeight;
    type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}
