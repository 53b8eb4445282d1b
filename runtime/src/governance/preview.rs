//! What a referendum's call would do: it is run on the state of now, and undone.

use super::tracks::Tracks;
use crate::{OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System};
use polkadot_sdk::*;

use alloc::vec::Vec;
use codec::DecodeLimit;
use frame_support::{
    dispatch::GetDispatchInfo,
    storage::with_transaction,
    traits::{Bounded, BoundedInline, Get, QueryPreimage},
    weights::Weight,
    MAX_EXTRINSIC_DEPTH,
};
use pallet_referenda::{ReferendumInfo, ReferendumInfoFor, TracksInfo};
use pallet_scheduler::WeightInfo;
use sp_runtime::{
    traits::{BlakeTwo256, Dispatchable},
    DispatchError, TransactionOutcome,
};
use tidewater_primitives::apis::referenda::{
    NoPreview, Preview, PreviewOutcome, ReferendumIndex, MAX_PREVIEW_EVENTS,
};

/// Of a referendum that is not over, with its own origin.
pub fn of_referendum(index: ReferendumIndex) -> Result<Preview<RuntimeEvent>, NoPreview> {
    let Some(ReferendumInfo::Ongoing(status)) = ReferendumInfoFor::<Runtime>::get(index) else {
        return Err(NoPreview::NotOngoing);
    };
    let (call, len) = call_of(&status.proposal)?;
    Ok(run(status.origin, call, len))
}

/// Of a draft: `call` encoded, with the origin of a track.
pub fn of_draft(origin: OriginCaller, call: &[u8]) -> Result<Preview<RuntimeEvent>, NoPreview> {
    Tracks::track_for(&origin).map_err(|()| NoPreview::NoTrack)?;
    // What is longer is kept as a preimage.
    let lookup = (call.len() > BoundedInline::bound()).then_some(call.len() as u32);
    Ok(run(origin, decode(call)?, lookup))
}

/// The call of a proposal, and its length if it has to be looked up.
fn call_of(
    proposal: &Bounded<RuntimeCall, BlakeTwo256>,
) -> Result<(RuntimeCall, Option<u32>), NoPreview> {
    let fetch = |hash, len| Preimage::fetch(hash, len).map_err(|_| NoPreview::PreimageMissing);
    let call = match proposal {
        Bounded::Inline(bytes) => decode(bytes),
        Bounded::Lookup { hash, len } => decode(&fetch(hash, Some(*len))?),
        Bounded::Legacy { hash, .. } => decode(&fetch(hash, None)?),
    };
    Ok((call?, proposal.lookup_len()))
}

fn decode(bytes: &[u8]) -> Result<RuntimeCall, NoPreview> {
    RuntimeCall::decode_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut &bytes[..])
        .map_err(|_| NoPreview::Undecodable)
}

/// The most that a call can weigh to be run at all, if it is the first of its block.
fn limit(lookup_len: Option<u32>) -> Weight {
    type Scheduler = <Runtime as pallet_scheduler::Config>::WeightInfo;
    let agenda = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
    let task = match lookup_len {
        Some(len) => Scheduler::service_task_fetched(len),
        None => Scheduler::service_task_base(),
    };
    let named = Scheduler::service_task_named().saturating_sub(Scheduler::service_task_base());
    <Runtime as pallet_scheduler::Config>::MaximumWeight::get()
        .saturating_sub(Scheduler::service_agendas_base())
        .saturating_sub(Scheduler::service_agenda_base(agenda))
        .saturating_sub(task)
        .saturating_sub(named)
        .saturating_sub(Scheduler::execute_dispatch_unsigned())
}

fn run(origin: OriginCaller, call: RuntimeCall, lookup_len: Option<u32>) -> Preview<RuntimeEvent> {
    let weight = call.get_dispatch_info().call_weight;
    let limit = limit(lookup_len);
    let outcome = if weight.any_gt(limit) {
        PreviewOutcome::NeverEnacted { limit }
    } else {
        dispatched(origin, call)
    };
    Preview { weight, outcome }
}

/// Runs a call and undoes it.
fn dispatched(origin: OriginCaller, call: RuntimeCall) -> PreviewOutcome<RuntimeEvent> {
    let mut outcome = None;
    let _: Result<(), DispatchError> = with_transaction(|| {
        System::reset_events();
        let ran = call.dispatch(RuntimeOrigin::from(origin));
        let (result, post) = match ran {
            Ok(post) => (Ok(()), post),
            Err(failed) => (Err(failed.error), failed.post_info),
        };
        let events: Vec<RuntimeEvent> = System::read_events_no_consensus()
            .take(MAX_PREVIEW_EVENTS as usize)
            .map(|record| record.event)
            .collect();
        outcome = Some(PreviewOutcome::Dispatched {
            result,
            actual_weight: post.actual_weight,
            events,
            event_count: System::event_count(),
        });
        TransactionOutcome::Rollback(Ok(()))
    });
    // A state that is already in as many transactions as there can be runs nothing.
    outcome.unwrap_or(PreviewOutcome::Dispatched {
        result: Err(DispatchError::Exhausted),
        actual_weight: None,
        events: Vec::new(),
        event_count: 0,
    })
}
