//! What things cost, written by `make weights` (`benches/weights/`). The SDK's pallets that are not
//! here bring their own measured weights, at this runtime's prices of storage.

pub mod base_extrinsic;
pub mod block_execution;
pub mod pallet_amm;
pub mod pallet_asset_conversion_tx_payment;
pub mod pallet_assets;
pub mod pallet_governance;
pub mod pallet_pause;
pub mod pallet_price_oracle;
pub mod pallet_spending;
pub mod pallet_staking_rewards;
pub mod paritydb;
