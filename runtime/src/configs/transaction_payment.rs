//! Fees, in TIDE or in any asset that governance has named a pool for.

use crate::{
    constants::{FEE_PER_BYTE, FEE_PER_REF_TIME},
    wiring::{Currencies, FeeSplit},
    Amm, Balances, Runtime, RuntimeEvent,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{tokens::fungible::NativeOrWithId, ConstU128, ConstU8},
    weights::ConstantMultiplier,
};
use pallet_asset_conversion_tx_payment::SwapAssetAdapter;
use pallet_transaction_payment::{FungibleAdapter, Multiplier, TargetedFeeAdjustment};
use sp_runtime::{traits::Bounded, FixedPointNumber, Perquintill};
use tidewater_primitives::{ids::CurrencyId, Balance};

parameter_types! {
    /// Fees fall while blocks are emptier than this and rise while they are fuller.
    pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
    /// How fast: a day of full blocks multiplies fees by exp(43,200 · 0.75 · 25/10^6), that is 2.2.
    pub AdjustmentVariable: Multiplier = Multiplier::saturating_from_rational(25, 1_000_000);
    /// Fees never fall below a tenth of the fee at rest.
    pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_rational(1, 10);
    pub MaximumMultiplier: Multiplier = Multiplier::max_value();
    pub const Tide: CurrencyId = NativeOrWithId::Native;
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = FungibleAdapter<Balances, FeeSplit>;
    type WeightToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_REF_TIME>>;
    type LengthToFee = ConstantMultiplier<Balance, ConstU128<FEE_PER_BYTE>>;
    type FeeMultiplierUpdate = TargetedFeeAdjustment<
        Self,
        TargetBlockFullness,
        AdjustmentVariable,
        MinimumMultiplier,
        MaximumMultiplier,
    >;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}

impl pallet_asset_conversion_tx_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type AssetId = CurrencyId;
    type OnChargeAssetTransaction = SwapAssetAdapter<Tide, Currencies, Amm, FeeSplit>;
    type WeightInfo = crate::weights::pallet_asset_conversion_tx_payment::Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
