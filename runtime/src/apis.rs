//! What the node and clients may ask the runtime.

#[cfg(feature = "try-runtime")]
use crate::configs::RuntimeBlockWeights;
use crate::{
    constants::BABE_EPOCH_CONFIG, genesis, AuthorityDiscovery, Babe, Block, Executive, Grandpa,
    Historical, InherentDataExt, OriginCaller, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeGenesisConfig, SessionKeys, System, TransactionPayment, VERSION,
};
use polkadot_sdk::*;

use alloc::vec::Vec;
use frame_support::{
    genesis_builder_helper::{build_state, get_preset},
    traits::KeyOwnerProofSystem,
    view_functions::{ViewFunctionDispatchError, ViewFunctionId},
    weights::Weight,
};
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
use sp_api::impl_runtime_apis;
use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
use sp_genesis_builder::PresetId;
use sp_inherents::{CheckInherentsResult, InherentData};
use sp_runtime::{
    traits::{Block as BlockT, NumberFor},
    transaction_validity::{TransactionSource, TransactionValidity},
    ApplyExtrinsicResult, ExtrinsicInclusionMode,
};
use sp_session::OpaqueGeneratedSessionKeys;
use sp_version::RuntimeVersion;
use tidewater_primitives::{
    apis::{
        amm::{AveragePrice, CumulativePrice, PoolInfo, Quote, Refusal},
        governance::{Delegated, Locks, PollIndex, TrackVotes},
        price_oracle::{FeedId, FeedInfo, FeedPrice, Record, Reporter},
        referenda::{NoPreview, Preview, Referendum},
        staking_rewards::{PositionInfo, ProgrammeId, ProgrammeInfo},
    },
    ids::{CurrencyId, FeeTier, Hop, PoolId, PoolKind, Window},
    price::{NoPrice, Price},
    AccountId, Balance, BlockNumber, Nonce,
};

impl_runtime_apis! {
    impl sp_api::Core<Block> for Runtime {
        fn version() -> RuntimeVersion {
            VERSION
        }
        fn execute_block(block: <Block as BlockT>::LazyBlock) {
            Executive::execute_block(block);
        }
        fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
            Executive::initialize_block(header)
        }
    }

    impl sp_api::Metadata<Block> for Runtime {
        fn metadata() -> OpaqueMetadata {
            OpaqueMetadata::new(Runtime::metadata().into())
        }
        fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
            Runtime::metadata_at_version(version)
        }
        fn metadata_versions() -> Vec<u32> {
            Runtime::metadata_versions()
        }
    }

    impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
        fn execute_view_function(
            id: ViewFunctionId,
            input: Vec<u8>,
        ) -> Result<Vec<u8>, ViewFunctionDispatchError> {
            Runtime::execute_view_function(id, input)
        }
    }

    impl sp_block_builder::BlockBuilder<Block> for Runtime {
        fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
            Executive::apply_extrinsic(extrinsic)
        }
        fn finalize_block() -> <Block as BlockT>::Header {
            Executive::finalize_block()
        }
        fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
            data.create_extrinsics()
        }
        fn check_inherents(
            block: <Block as BlockT>::LazyBlock,
            data: InherentData,
        ) -> CheckInherentsResult {
            data.check_extrinsics(&block)
        }
    }

    impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
        fn validate_transaction(
            source: TransactionSource,
            tx: <Block as BlockT>::Extrinsic,
            block_hash: <Block as BlockT>::Hash,
        ) -> TransactionValidity {
            Executive::validate_transaction(source, tx, block_hash)
        }
    }

    impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
        fn offchain_worker(header: &<Block as BlockT>::Header) {
            Executive::offchain_worker(header)
        }
    }

    impl sp_consensus_babe::BabeApi<Block> for Runtime {
        fn configuration() -> sp_consensus_babe::BabeConfiguration {
            let epoch_config = Babe::epoch_config().unwrap_or(BABE_EPOCH_CONFIG);
            sp_consensus_babe::BabeConfiguration {
                slot_duration: Babe::slot_duration(),
                epoch_length: <Runtime as pallet_babe::Config>::EpochDuration::get(),
                c: epoch_config.c,
                authorities: Babe::authorities().to_vec(),
                randomness: Babe::randomness(),
                allowed_slots: epoch_config.allowed_slots,
            }
        }
        fn current_epoch_start() -> sp_consensus_babe::Slot {
            Babe::current_epoch_start()
        }
        fn current_epoch() -> sp_consensus_babe::Epoch {
            Babe::current_epoch()
        }
        fn next_epoch() -> sp_consensus_babe::Epoch {
            Babe::next_epoch()
        }
        fn generate_key_ownership_proof(
            _slot: sp_consensus_babe::Slot,
            authority_id: sp_consensus_babe::AuthorityId,
        ) -> Option<sp_consensus_babe::OpaqueKeyOwnershipProof> {
            Historical::prove((sp_consensus_babe::KEY_TYPE, authority_id))
                .map(|proof| sp_consensus_babe::OpaqueKeyOwnershipProof::new(codec::Encode::encode(&proof)))
        }
        fn submit_report_equivocation_unsigned_extrinsic(
            equivocation_proof: sp_consensus_babe::EquivocationProof<<Block as BlockT>::Header>,
            key_owner_proof: sp_consensus_babe::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            Babe::submit_unsigned_equivocation_report(equivocation_proof, key_owner_proof.decode()?)
        }
    }

    impl sp_consensus_grandpa::GrandpaApi<Block> for Runtime {
        fn grandpa_authorities() -> sp_consensus_grandpa::AuthorityList {
            Grandpa::grandpa_authorities()
        }
        fn current_set_id() -> sp_consensus_grandpa::SetId {
            pallet_grandpa::CurrentSetId::<Runtime>::get()
        }
        fn generate_key_ownership_proof(
            _set_id: sp_consensus_grandpa::SetId,
            authority_id: sp_consensus_grandpa::AuthorityId,
        ) -> Option<sp_consensus_grandpa::OpaqueKeyOwnershipProof> {
            Historical::prove((sp_consensus_grandpa::KEY_TYPE, authority_id))
                .map(|proof| sp_consensus_grandpa::OpaqueKeyOwnershipProof::new(codec::Encode::encode(&proof)))
        }
        fn submit_report_equivocation_unsigned_extrinsic(
            equivocation_proof: sp_consensus_grandpa::EquivocationProof<
                <Block as BlockT>::Hash,
                NumberFor<Block>,
            >,
            key_owner_proof: sp_consensus_grandpa::OpaqueKeyOwnershipProof,
        ) -> Option<()> {
            Grandpa::submit_unsigned_equivocation_report(
                equivocation_proof,
                key_owner_proof.decode()?,
            )
        }
    }

    impl sp_authority_discovery::AuthorityDiscoveryApi<Block> for Runtime {
        fn authorities() -> Vec<sp_authority_discovery::AuthorityId> {
            AuthorityDiscovery::authorities()
        }
    }

    impl sp_session::SessionKeys<Block> for Runtime {
        fn generate_session_keys(
            owner: Vec<u8>,
            seed: Option<Vec<u8>>,
        ) -> OpaqueGeneratedSessionKeys {
            SessionKeys::generate(&owner, seed).into()
        }
        fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
            SessionKeys::decode_into_raw_public_keys(&encoded)
        }
    }

    impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
        fn account_nonce(account: AccountId) -> Nonce {
            System::account_nonce(account)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
        for Runtime
    {
        fn query_info(tx: <Block as BlockT>::Extrinsic, len: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_info(tx, len)
        }
        fn query_fee_details(tx: <Block as BlockT>::Extrinsic, len: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_fee_details(tx, len)
        }
        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }
        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
        Block,
        Balance,
        RuntimeCall,
    > for Runtime {
        fn query_call_info(call: RuntimeCall, len: u32) -> RuntimeDispatchInfo<Balance> {
            TransactionPayment::query_call_info(call, len)
        }
        fn query_call_fee_details(call: RuntimeCall, len: u32) -> FeeDetails<Balance> {
            TransactionPayment::query_call_fee_details(call, len)
        }
        fn query_weight_to_fee(weight: Weight) -> Balance {
            TransactionPayment::weight_to_fee(weight)
        }
        fn query_length_to_fee(length: u32) -> Balance {
            TransactionPayment::length_to_fee(length)
        }
    }

    impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
        fn build_state(config: Vec<u8>) -> sp_genesis_builder::Result {
            build_state::<RuntimeGenesisConfig>(config)
        }
        fn get_preset(id: &Option<PresetId>) -> Option<Vec<u8>> {
            get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
        }
        fn preset_names() -> Vec<PresetId> {
            genesis::names()
        }
    }

    impl tidewater_primitives::apis::amm::AmmApi<Block> for Runtime {
        fn quote_exact_in(
            asset_in: CurrencyId,
            amount_in: Balance,
            hops: Vec<Hop>,
            who: Option<AccountId>,
        ) -> Result<Quote, Refusal> {
            crate::Amm::quote_exact_in(asset_in, amount_in, hops, who)
        }
        fn quote_exact_out(
            asset_in: CurrencyId,
            amount_out: Balance,
            hops: Vec<Hop>,
            who: Option<AccountId>,
        ) -> Result<Quote, Refusal> {
            crate::Amm::quote_exact_out(asset_in, amount_out, hops, who)
        }
        fn pool(pool_id: PoolId) -> Option<PoolInfo> {
            crate::Amm::pool_info(pool_id)
        }
        fn pool_id(
            assets: Vec<CurrencyId>,
            kind: PoolKind,
            fee_tier: FeeTier,
        ) -> Option<PoolId> {
            crate::Amm::pool_id(assets, kind, fee_tier)
        }
        fn pools(start: PoolId, limit: u32) -> Vec<PoolInfo> {
            crate::Amm::pool_page(start, limit)
        }
        fn best_route_exact_in(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_in: Balance,
        ) -> Result<Quote, Refusal> {
            crate::Amm::best_route_exact_in(asset_in, asset_out, amount_in)
        }
        fn best_route_exact_out(
            asset_in: CurrencyId,
            asset_out: CurrencyId,
            amount_out: Balance,
        ) -> Result<Quote, Refusal> {
            crate::Amm::best_route_exact_out(asset_in, asset_out, amount_out)
        }
        fn average_price(
            pool_id: PoolId,
            base: CurrencyId,
            quote: CurrencyId,
            window: Window,
        ) -> Result<AveragePrice, Refusal> {
            crate::Amm::average_price(pool_id, base, quote, window)
        }
        fn cumulative_price(
            pool_id: PoolId,
            asset: CurrencyId,
        ) -> Result<CumulativePrice, Refusal> {
            crate::Amm::cumulative_price(pool_id, asset)
        }
        fn owed(who: AccountId, asset: CurrencyId) -> Balance {
            crate::Amm::owed_to(&who, &asset)
        }
    }

    impl tidewater_primitives::apis::staking_rewards::StakingRewardsApi<Block> for Runtime {
        fn programme(programme_id: ProgrammeId) -> Option<ProgrammeInfo<AccountId>> {
            crate::StakingRewards::programme(programme_id)
        }
        fn programmes(start: ProgrammeId, limit: u32) -> Vec<ProgrammeInfo<AccountId>> {
            crate::StakingRewards::programmes(start, limit)
        }
        fn position(who: AccountId, programme_id: ProgrammeId) -> Option<PositionInfo> {
            crate::StakingRewards::position(who, programme_id)
        }
        fn positions(who: AccountId) -> Vec<PositionInfo> {
            crate::StakingRewards::positions(who)
        }
        fn max_stakeable(who: AccountId, currency: CurrencyId) -> Balance {
            crate::StakingRewards::max_stakeable(who, currency)
        }
    }

    impl tidewater_primitives::apis::governance::GovernanceApi<Block, OriginCaller, RuntimeEvent>
        for Runtime
    {
        fn votes(who: AccountId) -> Vec<TrackVotes<BlockNumber>> {
            crate::ConvictionVoting::votes(who)
        }
        fn delegations(who: AccountId) -> Vec<Delegated<AccountId>> {
            crate::ConvictionVoting::delegations(who)
        }
        fn locks(who: AccountId) -> Locks<BlockNumber> {
            crate::ConvictionVoting::locks(who)
        }
        fn voting_power(who: AccountId) -> Balance {
            crate::ConvictionVoting::voting_power(who)
        }
        fn referendum(index: PollIndex) -> Option<Referendum> {
            crate::Origins::referendum(index)
        }
        fn preview(index: PollIndex) -> Result<Preview<RuntimeEvent>, NoPreview> {
            crate::Origins::preview(index)
        }
        fn preview_call(
            origin: OriginCaller,
            call: Vec<u8>,
        ) -> Result<Preview<RuntimeEvent>, NoPreview> {
            crate::Origins::preview_call(origin, call)
        }
    }

    impl tidewater_primitives::apis::price_oracle::PriceOracleApi<Block> for Runtime {
        fn price(feed: FeedId) -> Result<Price, NoPrice> {
            crate::PriceOracle::price(feed)
        }
        fn price_of(currency: CurrencyId) -> Result<Price, NoPrice> {
            crate::PriceOracle::price_of(currency)
        }
        fn prices() -> Vec<FeedPrice> {
            crate::PriceOracle::prices()
        }
        fn feed(feed: FeedId) -> Option<FeedInfo> {
            crate::PriceOracle::feed(feed)
        }
        fn feeds() -> Vec<FeedInfo> {
            crate::PriceOracle::feeds()
        }
        fn reporters() -> Vec<Reporter<AccountId>> {
            crate::PriceOracle::reporters()
        }
        fn previous_records() -> Vec<(AccountId, Record)> {
            crate::PriceOracle::previous_records()
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    impl frame_benchmarking::Benchmark<Block> for Runtime {
        fn benchmark_metadata(
            extra: bool,
        ) -> (
            Vec<frame_benchmarking::BenchmarkList>,
            Vec<frame_support::traits::StorageInfo>,
        ) {
            crate::benchmarks::list(extra)
        }
        fn dispatch_benchmark(
            config: frame_benchmarking::BenchmarkConfig,
        ) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
            crate::benchmarks::run(config)
        }
    }

    #[cfg(feature = "try-runtime")]
    impl frame_try_runtime::TryRuntime<Block> for Runtime {
        fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
            let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade holds its checks");
            (weight, RuntimeBlockWeights::get().max_block)
        }
        fn execute_block(
            block: <Block as BlockT>::LazyBlock,
            state_root_check: bool,
            signature_check: bool,
            select: frame_try_runtime::TryStateSelect,
        ) -> Weight {
            Executive::try_execute_block(block, state_root_check, signature_check, select)
                .expect("the block holds every invariant")
        }
    }
}
