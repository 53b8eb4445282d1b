//! How a referendum stands, and what becomes of it if nobody votes any more.

use super::tracks::Tracks;
use crate::{Runtime, System};
use polkadot_sdk::*;

use frame_support::traits::{Get, VoteTally};
use pallet_referenda::{
    Curve, DecidingCount, ReferendumInfo, ReferendumInfoFor, ReferendumStatusOf, TrackInfo,
    TracksInfo,
};
use sp_runtime::Perbill;
use tidewater_primitives::{
    apis::referenda::{Outlook, Referendum, ReferendumIndex, Stage},
    Balance, BlockNumber,
};

type Info = TrackInfo<Balance, BlockNumber>;
type Status = ReferendumStatusOf<Runtime, ()>;

/// A referendum that is not over.
pub fn referendum(index: ReferendumIndex) -> Option<Referendum> {
    let Some(ReferendumInfo::Ongoing(status)) = ReferendumInfoFor::<Runtime>::get(index) else {
        return None;
    };
    let track = Tracks::info(status.track)?;
    let next = System::block_number().saturating_add(1);
    let since = status.deciding.as_ref().map(|deciding| deciding.since);
    let elapsed = part(next.saturating_sub(since.unwrap_or(next)), track.decision_period);
    Some(Referendum {
        index,
        track: status.track,
        stage: stage(&status),
        submitter: status.submission_deposit.who.clone(),
        submitted: status.submitted,
        deciding_since: since,
        ayes: status.tally.ayes,
        nays: status.tally.nays,
        support: status.tally.support,
        electorate: <Runtime as pallet_governance::Config>::MaxTurnout::get(),
        approval: status.tally.approval(status.track),
        turnout: status.tally.support(status.track),
        approval_needed: track.min_approval.threshold(elapsed),
        turnout_needed: track.min_support.threshold(elapsed),
        outlook: outlook(&status, &track, next),
    })
}

fn stage(status: &Status) -> Stage {
    match &status.deciding {
        Some(deciding) => match deciding.confirming {
            Some(until) => Stage::Confirming { until },
            None => Stage::Deciding,
        },
        None if status.in_queue => Stage::Queued,
        None => Stage::Preparing,
    }
}

/// As things stand before block `next`.
fn outlook(status: &Status, track: &Info, next: BlockNumber) -> Outlook {
    let since = match &status.deciding {
        Some(deciding) => deciding.since,
        None if status.in_queue => return Outlook::Waiting,
        None if status.decision_deposit.is_none() => {
            let timeout = <Runtime as pallet_referenda::Config>::UndecidingTimeout::get();
            return Outlook::TimedOut { at: status.submitted.saturating_add(timeout).max(next) };
        }
        None if DecidingCount::<Runtime>::get(status.track) >= track.max_deciding => {
            return Outlook::Waiting
        }
        None => status.submitted.saturating_add(track.prepare_period).max(next),
    };
    let confirming = status.deciding.as_ref().and_then(|deciding| deciding.confirming);
    match confirming {
        // It goes on passing: what is needed only falls.
        Some(at) if passes(status, track, since, next) => {
            approved(status, track, at.saturating_sub(track.confirm_period), at.max(next))
        }
        _ => decided(status, track, since, next),
    }
}

/// What becomes of a decision that began at `since` and is not being confirmed.
fn decided(status: &Status, track: &Info, since: BlockNumber, next: BlockNumber) -> Outlook {
    // The delay of a curve is not defined above its highest point, where it passes at once.
    let soonest = since.max(next);
    let passing_from = if passes(status, track, since, soonest) {
        soonest
    } else {
        let until_approval = track.min_approval.delay(status.tally.approval(status.track));
        let until_support = track.min_support.delay(status.tally.support(status.track));
        let delay = until_approval.max(until_support).mul_ceil(track.decision_period);
        since.saturating_add(delay).max(next)
    };
    if passes(status, track, since, passing_from) {
        let at = passing_from.saturating_add(track.confirm_period);
        approved(status, track, passing_from, at)
    } else {
        Outlook::Rejected { at: since.saturating_add(track.decision_period).max(next) }
    }
}

fn approved(status: &Status, track: &Info, passing_from: BlockNumber, at: BlockNumber) -> Outlook {
    let earliest = at.saturating_add(track.min_enactment_period.max(1));
    Outlook::Approved { passing_from, at, enacted_at: status.enactment.evaluate(at).max(earliest) }
}

/// Whether the tally of now would be enough in that block.
fn passes(status: &Status, track: &Info, since: BlockNumber, block: BlockNumber) -> bool {
    let elapsed = part(block.saturating_sub(since), track.decision_period);
    let enough = |curve: &Curve, has| curve.passing(elapsed, has);
    enough(&track.min_support, status.tally.support(status.track))
        && enough(&track.min_approval, status.tally.approval(status.track))
}

/// How much of a decision is over.
fn part(elapsed: BlockNumber, period: BlockNumber) -> Perbill {
    Perbill::from_rational(elapsed.min(period), period)
}
