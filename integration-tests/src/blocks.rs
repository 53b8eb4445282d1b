//! Whole blocks, as an author makes them: the start, the time, transactions, the end.

use codec::Encode;
use polkadot_sdk::{pallet_timestamp, sp_consensus_babe, sp_runtime};

use sp_consensus_babe::{
    digests::{PreDigest, SecondaryPlainPreDigest},
    Slot, BABE_ENGINE_ID,
};
use sp_runtime::{
    traits::Header as _, transaction_validity::TransactionValidityError, ApplyExtrinsicResult,
    Digest, DigestItem,
};
use tidewater_primitives::{constants::SLOT_MILLIS, price::Moment, BlockNumber, Header};
use tidewater_runtime::{Executive, RuntimeCall, System, UncheckedExtrinsic};

/// The slot of the first block, in 2027.
const FIRST_SLOT: u64 = 900_000_000;

/// The time of a block, if no slot is missed.
pub fn time_of(block: BlockNumber) -> Moment {
    (FIRST_SLOT + u64::from(block)) * SLOT_MILLIS
}

/// A block with `calls`, all of them unsigned, and what came of each.
///
/// # Panics
///
/// If the block has no time: the inherent is refused.
pub fn block(calls: Vec<RuntimeCall>) -> Vec<ApplyExtrinsicResult> {
    let number = System::block_number() + 1;
    begin(number);
    let outcomes = calls.into_iter().map(apply).collect();
    end();
    outcomes
}

/// So many empty blocks.
pub fn empty_blocks(count: u32) {
    for _ in 0..count {
        block(Vec::new());
    }
}

/// The start of a block, and its time.
///
/// # Panics
///
/// If the inherent is refused.
pub fn begin(number: BlockNumber) {
    let slot = Slot::from(FIRST_SLOT + u64::from(number));
    let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest { authority_index: 0, slot });
    let digest = Digest { logs: vec![DigestItem::PreRuntime(BABE_ENGINE_ID, claim.encode())] };
    let parent = System::block_hash(number - 1);
    let header = Header::new(number, Default::default(), Default::default(), parent, digest);
    Executive::initialize_block(&header);
    let now = time_of(number);
    let outcome = apply(RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }));
    assert_eq!(outcome, Ok(Ok(())), "a block has a time");
}

/// An unsigned transaction in the block that was begun.
///
/// # Errors
///
/// If it cannot be in the block.
pub fn apply(call: RuntimeCall) -> Result<sp_runtime::DispatchOutcome, TransactionValidityError> {
    Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(call))
}

/// The end of the block.
pub fn end() {
    Executive::finalize_block();
}
