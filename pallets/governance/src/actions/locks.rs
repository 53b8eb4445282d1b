//! What is locked: of an account, the most over all tracks, as one freeze.

use crate::{ClassLocksFor, ClassLocksOf, Config, Error, FreezeReason, Marked, Pallet, TrackId};
use frame_support::traits::{
    fungible::{Inspect, MutateFreeze},
    Get,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::{traits::Saturating, DispatchResult};
use tidewater_primitives::{
    seams::voting_power::{LockablePower, VotingPower},
    Balance,
};

/// The first block in which a lock of so many periods, from `start` on, is over.
pub(crate) fn lock_end<T: Config>(start: BlockNumberFor<T>, periods: u32) -> BlockNumberFor<T> {
    start.saturating_add(T::VoteLockingPeriod::get().saturating_mul(periods.into()))
}

impl<T: Config> Pallet<T> {
    /// What an account can vote with: all its TIDE, free, held and reserved, and what it has elsewhere.
    pub(crate) fn power(who: &T::AccountId) -> Balance {
        T::Currency::total_balance(who).saturating_add(T::VotingPower::voting_power(who))
    }

    /// What is locked in an account.
    pub(crate) fn locked(who: &T::AccountId) -> Balance {
        most(&ClassLocksFor::<T>::get(who))
    }

    /// Locks at least `amount` for a track. Where as much is locked already nothing is written: most
    /// votes are with the same balance as those before.
    pub(crate) fn extend_lock(
        who: &T::AccountId,
        class: TrackId,
        amount: Balance,
    ) -> DispatchResult {
        let mut locks = ClassLocksFor::<T>::get(who);
        let before = most(&locks);
        match locks.iter_mut().find(|(of, _)| *of == class) {
            Some((_, locked)) if *locked >= amount => return Ok(()),
            Some((_, locked)) => *locked = amount,
            None if amount == 0 => return Ok(()),
            None => locks.try_push((class, amount)).map_err(|_| Error::<T>::BadClass)?,
        }
        ClassLocksFor::<T>::insert(who, locks);
        if amount > before {
            Self::freeze(who, amount)?;
        }
        Ok(())
    }

    /// Locks exactly `amount` for a track, which is no more than before. `locks` is all that is stored: who
    /// lowers a lock has looked at it.
    pub(crate) fn lower_lock(
        who: &T::AccountId,
        mut locks: ClassLocksOf<T>,
        class: TrackId,
        amount: Balance,
    ) -> DispatchResult {
        let before = most(&locks);
        locks.retain(|(of, _)| *of != class || amount > 0);
        if let Some((_, locked)) = locks.iter_mut().find(|(of, _)| *of == class) {
            *locked = amount;
        }
        let after = most(&locks);
        if locks.is_empty() {
            ClassLocksFor::<T>::remove(who);
            // Who votes with nothing has enough for it.
            Marked::<T>::remove(who);
        } else {
            ClassLocksFor::<T>::insert(who, locks);
        }
        if after != before {
            Self::freeze(who, after)?;
        }
        Ok(())
    }

    /// Freezes `amount` of TIDE, and keeps elsewhere what that is more than there is of it.
    fn freeze(who: &T::AccountId, amount: Balance) -> DispatchResult {
        T::Currency::set_freeze(&FreezeReason::Voting.into(), who, amount)?;
        let elsewhere = amount.saturating_sub(T::Currency::total_balance(who));
        T::VotingPower::lock_power(who, elsewhere)
    }
}

/// What is locked for one track.
pub(crate) fn locked_for(locks: &[(TrackId, Balance)], class: TrackId) -> Balance {
    locks.iter().find(|(of, _)| *of == class).map_or(0, |(_, amount)| *amount)
}

/// The most of all locks.
fn most(locks: &[(TrackId, Balance)]) -> Balance {
    locks.iter().map(|(_, amount)| *amount).fold(0, Balance::max)
}
