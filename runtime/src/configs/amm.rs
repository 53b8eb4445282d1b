//! The exchange.

use crate::{
    constants::{LOCKED_SHARES, MAX_HOPS, POOL_DEPOSIT},
    weights::pallet_amm::HandCounted,
    wiring::Currencies,
    Balances, PoolAssets, Runtime, RuntimeHoldReason,
};
use polkadot_sdk::*;

use frame_support::{
    parameter_types,
    traits::{ConstU128, ConstU32},
    PalletId,
};

parameter_types! {
    pub const AmmPalletId: PalletId = PalletId(*b"tide/amm");
}

impl pallet_amm::Config for Runtime {
    type Currencies = Currencies;
    type Shares = PoolAssets;
    type Deposits = Balances;
    type RuntimeHoldReason = RuntimeHoldReason;
    type PalletId = AmmPalletId;
    type PoolDeposit = ConstU128<POOL_DEPOSIT>;
    type LockedShares = ConstU128<LOCKED_SHARES>;
    type MaxHops = ConstU32<MAX_HOPS>;
    type WeightInfo = HandCounted<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}
