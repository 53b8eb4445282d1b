//! Referenda from their submission to their enactment, block by block.

use crate::{blocks, signed};
use frame_support::dispatch::DispatchResult;
use frame_support::traits::{fungible::Inspect, schedule::DispatchTime, StorePreimage};
use pallet_governance::{AccountVote, Conviction, Vote};
use polkadot_sdk::{frame_system, pallet_referenda, pallet_scheduler, sp_keyring::Sr25519Keyring};

use pallet_referenda::{ReferendumCount, ReferendumInfo, ReferendumInfoFor};
use tidewater_primitives::{
    apis::referenda::{Outlook, ReferendumIndex},
    AccountId, Balance, BlockNumber,
};
use tidewater_runtime::{
    governance::outlook, Balances, ConvictionVoting, OriginCaller, Preimage, Referenda, Runtime,
    RuntimeCall, RuntimeEvent, System,
};
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

/// Everybody who has TIDE on the development chains.
pub const PEOPLE: [Sr25519Keyring; 6] = [Alice, Bob, Charlie, Dave, Eve, Ferdie];

/// Submits a referendum, to be enacted as soon as its track lets it.
///
/// # Errors
///
/// Why it is refused.
///
/// # Panics
///
/// If the preimage is too long.
pub fn submit(who: Sr25519Keyring, origin: OriginCaller, call: RuntimeCall) -> DispatchResult {
    let proposal = Preimage::bound(call).expect("the preimage is not too long");
    Referenda::submit(signed(who), Box::new(origin), proposal, DispatchTime::After(0))
}

/// Submits a referendum with its preimage and the deposit for its decision.
///
/// # Panics
///
/// If one of them is refused.
pub fn propose(who: Sr25519Keyring, origin: OriginCaller, call: RuntimeCall) -> ReferendumIndex {
    let index = ReferendumCount::<Runtime>::get();
    submit(who, origin, call).expect("it is submitted");
    Referenda::place_decision_deposit(signed(who), index).expect("the deposit is placed");
    index
}

/// All for it, or against it, with the weakest lock.
pub fn one_side(aye: bool, balance: Balance) -> AccountVote<Balance> {
    let vote = Vote { aye, conviction: Conviction::Locked1x };
    AccountVote::Standard { vote, balance }
}

/// Votes with everything one has.
///
/// # Panics
///
/// If the vote is refused.
pub fn vote_all(who: &AccountId, index: ReferendumIndex, aye: bool) {
    let all = Balances::total_balance(who);
    let origin = frame_system::RawOrigin::Signed(who.clone()).into();
    ConvictionVoting::vote(origin, index, one_side(aye, all)).expect("the vote counts");
}

/// Everybody votes for it with everything.
pub fn all_agree(index: ReferendumIndex) {
    for who in PEOPLE {
        vote_all(&who.to_account_id(), index, true);
    }
}

/// Empty blocks up to and with that one. The events of the last stay.
pub fn run_to(block: BlockNumber) {
    while System::block_number() < block {
        blocks::empty_blocks(1);
    }
}

/// Whether it was approved, once it is over.
pub fn approved(index: ReferendumIndex) -> Option<bool> {
    match ReferendumInfoFor::<Runtime>::get(index)? {
        ReferendumInfo::Ongoing(_) => None,
        over => Some(matches!(over, ReferendumInfo::Approved(..))),
    }
}

/// The block in which it is enacted if nobody votes any more.
///
/// # Panics
///
/// If it does not pass.
pub fn enactment_of(index: ReferendumIndex) -> BlockNumber {
    let outlook = outlook::referendum(index).expect("it is not over").outlook;
    match outlook {
        Outlook::Approved { enacted_at, .. } => enacted_at,
        other => panic!("it does not pass: {other:?}"),
    }
}

/// Proposes a call, has everybody agree, and enacts it. The call's own result.
///
/// # Panics
///
/// If it is not enacted in the block that was foretold, or soon after: each step that falls on the first
/// block of a session comes one later, for nothing scheduled is run there.
pub fn decide(origin: OriginCaller, call: RuntimeCall) -> DispatchResult {
    let index = propose(Alice, origin, call);
    all_agree(index);
    run_to(enactment_of(index));
    for _ in 0..3 {
        if let Some(result) = dispatched() {
            return result;
        }
        blocks::empty_blocks(1);
    }
    panic!("it is not enacted: {:?}", System::events())
}

/// What the scheduler has run in this block, but for the referenda's own alarms.
pub fn dispatched() -> Option<DispatchResult> {
    System::events().into_iter().rev().find_map(|record| match record.event {
        RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched {
            id: Some(_),
            result,
            ..
        }) => Some(result),
        _ => None,
    })
}
