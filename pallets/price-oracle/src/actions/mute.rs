//! What is counted of a validator, and when it no longer counts.

use super::aggregate::Seat;
use crate::{Config, Event, Pallet};
use frame_support::traits::Get;
use tidewater_math::aggregate::has_quorum;
use tidewater_primitives::BlockNumber;

impl<T: Config> Pallet<T> {
    /// Counts what an aggregation has found out about a validator, and mutes it if it has been an
    /// outlier for too long.
    pub(crate) fn count(
        seat: &mut Seat<T::AccountId>,
        block: BlockNumber,
        whole: u128,
        muted: &mut u128,
    ) {
        let score = &mut seat.score;
        if seat.is_late {
            score.misses = score.misses.saturating_add(1);
        }
        if !seat.is_judged {
            return;
        }
        if !seat.is_outlier {
            score.in_a_row = 0;
            return;
        }
        score.outliers = score.outliers.saturating_add(1);
        score.in_a_row = score.in_a_row.saturating_add(1);
        let too_often = score.in_a_row >= T::OutlierLimit::get();
        let weight = u128::from(seat.member.weight);
        if too_often && !score.is_muted(block) && can_be_muted(muted.saturating_add(weight), whole)
        {
            *muted = muted.saturating_add(weight);
            score.in_a_row = 0;
            score.muted_until = block.saturating_add(T::MuteBlocks::get());
            let (account, until) = (seat.member.account.clone(), score.muted_until);
            Self::deposit_event(Event::ValidatorMuted { account, until });
        }
    }
}

/// Whether a weight of `muted` may be left out of `whole`: no more than a third of it, and the rest is
/// still a quorum.
pub(crate) fn can_be_muted(muted: u128, whole: u128) -> bool {
    let is_third = muted.saturating_mul(3) <= whole;
    is_third && has_quorum(whole.saturating_sub(muted), whole, 0)
}
