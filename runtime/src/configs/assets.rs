//! Assets, the shares of pools, and holds on both.

use crate::{
    constants::{storage_deposit, ASSET_ACCOUNT_DEPOSIT, ASSET_DEPOSIT},
    weights::pallet_assets::Measured,
    wiring::RefuseShareIds,
    AssetsHolder, Balances, PoolAssetsHolder, Runtime, RuntimeEvent, RuntimeHoldReason,
};
use polkadot_sdk::*;

use frame_support::{
    instances::{Instance1, Instance2},
    traits::{AsEnsureOriginWithArg, ConstU128, ConstU32},
};
use frame_system::{EnsureNever, EnsureRoot, EnsureSigned};
use pallet_assets::AutoIncAssetId;
use tidewater_primitives::{
    ids::{AssetId, PoolId},
    AccountId, Balance,
};

/// The deposit for allowing somebody to spend: one entry.
const APPROVAL_DEPOSIT: Balance = storage_deposit(1, 148);
/// Characters of an asset's name or symbol.
const STRING_LIMIT: u32 = 50;
/// Accounts or approvals that one call of an asset's destruction removes.
const REMOVE_ITEMS_LIMIT: u32 = 500;

impl pallet_assets::Config<Instance1> for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<REMOVE_ITEMS_LIMIT>;
    type AssetId = AssetId;
    type AssetIdParameter = codec::Compact<AssetId>;
    type ReserveData = ();
    type Currency = Balances;
    type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
    type ForceOrigin = EnsureRoot<AccountId>;
    type AssetDeposit = ConstU128<ASSET_DEPOSIT>;
    type AssetAccountDeposit = ConstU128<ASSET_ACCOUNT_DEPOSIT>;
    type MetadataDepositBase = ConstU128<{ storage_deposit(1, 68) }>;
    type MetadataDepositPerByte = ConstU128<{ storage_deposit(0, 1) }>;
    type ApprovalDeposit = ConstU128<APPROVAL_DEPOSIT>;
    type StringLimit = ConstU32<STRING_LIMIT>;
    type Freezer = ();
    type Holder = AssetsHolder;
    type Extra = ();
    type CallbackHandle = RefuseShareIds;
    // The chain counts ids up, so nobody can take over the id of a destroyed asset.
    type AssetIdAllocator = AutoIncAssetId<Runtime, Instance1>;
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = crate::benchmarks::AssetMaker;
}

impl pallet_assets_holder::Config<Instance1> for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}

impl pallet_assets::Config<Instance2> for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type Balance = Balance;
    type RemoveItemsLimit = ConstU32<REMOVE_ITEMS_LIMIT>;
    type AssetId = PoolId;
    type AssetIdParameter = codec::Compact<PoolId>;
    type ReserveData = ();
    type Currency = Balances;
    // The exchange creates shares from inside. No origin can, not even Root: an id taken before its
    // pool exists would block the next pool for ever.
    type CreateOrigin = AsEnsureOriginWithArg<EnsureNever<AccountId>>;
    type ForceOrigin = EnsureNever<AccountId>;
    type AssetDeposit = ConstU128<0>;
    type AssetAccountDeposit = ConstU128<ASSET_ACCOUNT_DEPOSIT>;
    type MetadataDepositBase = ConstU128<0>;
    type MetadataDepositPerByte = ConstU128<0>;
    type ApprovalDeposit = ConstU128<APPROVAL_DEPOSIT>;
    type StringLimit = ConstU32<STRING_LIMIT>;
    type Freezer = ();
    type Holder = PoolAssetsHolder;
    type Extra = ();
    type CallbackHandle = ();
    type AssetIdAllocator = ();
    type WeightInfo = Measured<Runtime>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl pallet_assets_holder::Config<Instance2> for Runtime {
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeEvent = RuntimeEvent;
}
