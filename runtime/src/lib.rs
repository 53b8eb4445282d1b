#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
// The macros for the runtime and its APIs write public items that nobody can document.
#![allow(missing_docs)]
// The macro that builds the runtime nests deeper than the default.
#![recursion_limit = "256"]

extern crate alloc;

#[cfg(feature = "std")]
mod wasm {
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}
#[cfg(feature = "std")]
pub use wasm::{WASM_BINARY, WASM_BINARY_BLOATY, WASM_BINARY_PATH};

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
pub mod benchmarks;
pub mod configs;
pub mod constants;
pub mod filters;
pub mod genesis;
pub mod governance;
pub mod migrations;
pub mod validators;
pub mod weights;
pub mod wiring;

#[cfg(test)]
mod tests;

pub use apis::{RuntimeApi, RUNTIME_API_VERSIONS};
/// What the oracle's worker does with the answers of sources, for those who want to see it without a chain.
pub mod oracle {
    pub use pallet_price_oracle::offchain::combine;
}

use alloc::{borrow::Cow, vec::Vec};
use polkadot_sdk::*;
use sp_runtime::{generic, impl_opaque_keys};
use sp_version::{runtime_version, RuntimeVersion};
use tidewater_primitives::{Address, Header, Signature};

// The attribute takes a number as it is written and nothing else.
macro_rules! version {
    ($spec_version:tt) => {
        /// What the chain calls itself, and the versions a client must know.
        #[runtime_version]
        pub const VERSION: RuntimeVersion = RuntimeVersion {
            spec_name: Cow::Borrowed("tidewater"),
            impl_name: Cow::Borrowed("tidewater"),
            authoring_version: 1,
            spec_version: $spec_version,
            impl_version: 1,
            apis: RUNTIME_API_VERSIONS,
            transaction_version: 1,
            system_version: 1,
        };
    };
}

#[cfg(not(feature = "next-version"))]
version!(1);
#[cfg(feature = "next-version")]
version!(2);

impl_opaque_keys! {
    /// The keys a validator signs with. Tools look for these field names.
    pub struct SessionKeys {
        /// Makes blocks.
        pub babe: Babe,
        /// Finalises them.
        pub grandpa: Grandpa,
        /// Tells other validators where this one is to be found.
        pub authority_discovery: AuthorityDiscovery,
        /// Signs what it sees of prices.
        pub oracle: PriceOracle,
    }
}

/// What a transaction carries beside its call, in the order it is checked.
pub type TxExtension = (
    frame_system::AuthorizeCall<Runtime>,
    frame_system::CheckNonZeroSender<Runtime>,
    frame_system::CheckSpecVersion<Runtime>,
    frame_system::CheckTxVersion<Runtime>,
    frame_system::CheckGenesis<Runtime>,
    frame_system::CheckMortality<Runtime>,
    frame_system::CheckNonce<Runtime>,
    frame_system::CheckWeight<Runtime>,
    pallet_asset_conversion_tx_payment::ChargeAssetTxPayment<Runtime>,
    frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    frame_system::WeightReclaim<Runtime>,
);

/// A transaction as it travels.
pub type UncheckedExtrinsic =
    generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a transaction's signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// Runs blocks through the pallets, in the order of their indices.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

/// The pallets. An index never changes: clients encode calls with it.
#[frame_support::runtime]
mod runtime {
    use super::*;

    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeOrigin,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;
    #[runtime::pallet_index(1)]
    pub type Timestamp = pallet_timestamp;

    // Before the session pallets, so that reports of a session's last block are still in its prices.
    #[runtime::pallet_index(5)]
    pub type PriceOracle = pallet_price_oracle;

    // Consensus. Babe comes before Session, which asks it whether the session ends.
    #[runtime::pallet_index(10)]
    pub type Babe = pallet_babe;
    #[runtime::pallet_index(11)]
    pub type Authorship = pallet_authorship;
    #[runtime::pallet_index(12)]
    pub type Session = pallet_session;
    #[runtime::pallet_index(13)]
    pub type Historical = pallet_session::historical::Pallet<Runtime>;
    #[runtime::pallet_index(14)]
    pub type Offences = pallet_offences;
    #[runtime::pallet_index(15)]
    pub type Grandpa = pallet_grandpa;
    #[runtime::pallet_index(16)]
    pub type AuthorityDiscovery = pallet_authority_discovery;

    // Money.
    #[runtime::pallet_index(30)]
    pub type Balances = pallet_balances;
    #[runtime::pallet_index(31)]
    pub type TransactionPayment = pallet_transaction_payment;
    #[runtime::pallet_index(32)]
    pub type Assets = pallet_assets<Instance1>;
    #[runtime::pallet_index(33)]
    pub type AssetsHolder = pallet_assets_holder<Instance1>;
    #[runtime::pallet_index(34)]
    pub type PoolAssets = pallet_assets<Instance2>;
    #[runtime::pallet_index(35)]
    pub type PoolAssetsHolder = pallet_assets_holder<Instance2>;
    #[runtime::pallet_index(36)]
    pub type AssetTxPayment = pallet_asset_conversion_tx_payment;

    // Tools for accounts.
    #[runtime::pallet_index(50)]
    pub type Utility = pallet_utility;
    #[runtime::pallet_index(51)]
    pub type Multisig = pallet_multisig;
    #[runtime::pallet_index(52)]
    pub type Proxy = pallet_proxy;
    #[runtime::pallet_index(53)]
    pub type Identity = pallet_identity;

    // Tools for the chain itself.
    #[runtime::pallet_index(60)]
    pub type Preimage = pallet_preimage;
    #[runtime::pallet_index(61)]
    pub type Scheduler = pallet_scheduler;
    #[runtime::pallet_index(62)]
    pub type Migrations = pallet_migrations;

    // Governance. The pallet of votes has the name of the SDK's, which clients look for.
    #[runtime::pallet_index(70)]
    pub type ConvictionVoting = pallet_governance;
    #[runtime::pallet_index(71)]
    pub type Referenda = pallet_referenda;
    #[runtime::pallet_index(72)]
    pub type Origins = crate::governance::pallet_origins;
    #[runtime::pallet_index(73)]
    pub type Whitelist = pallet_whitelist;
    #[runtime::pallet_index(74)]
    pub type TechnicalCommittee = pallet_collective<Instance1>;
    #[runtime::pallet_index(75)]
    pub type Treasury = pallet_treasury;
    #[runtime::pallet_index(76)]
    pub type Spending = pallet_spending;
    #[runtime::pallet_index(77)]
    pub type TxPause = pallet_tx_pause;
    #[runtime::pallet_index(78)]
    pub type Pause = pallet_pause;

    // DeFi.
    #[runtime::pallet_index(80)]
    pub type Amm = pallet_amm;
    #[runtime::pallet_index(81)]
    pub type StakingRewards = pallet_staking_rewards;
}
