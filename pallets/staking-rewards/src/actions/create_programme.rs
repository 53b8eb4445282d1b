//! Creating a programme.

use crate::{
    types::{Programme, Tiers},
    Config, Error, Event, HoldReason, NextProgrammeId, Pallet, Programmes,
};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Inspect, MutateHold},
        tokens::fungible::NativeOrWithId,
        Get,
    },
};
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_math::rewards::MULTIPLIER_ONE;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, ProgrammeStatus, Tier},
    ids::CurrencyId,
    Balance,
};

impl<T: Config> Pallet<T> {
    /// `creator` pays the deposit; a programme of the protocol has none.
    pub(crate) fn do_create_programme(
        creator: Option<&T::AccountId>,
        staked: CurrencyId,
        min_stake: Balance,
        min_total: Balance,
        tiers: Tiers,
    ) -> Result<ProgrammeId, DispatchError> {
        ensure!(T::Currencies::asset_exists(staked.clone()), Error::<T>::UnknownCurrency);
        ensure!(min_stake > 0 && min_total > 0, Error::<T>::ZeroMinimum);
        Self::ensure_tiers(&tiers)?;
        let id = NextProgrammeId::<T>::get();
        let next = id.checked_add(1).ok_or(Error::<T>::TooManyProgrammes)?;

        let deposit = match creator {
            Some(creator) => {
                let reason = HoldReason::ProgrammeDeposit.into();
                let deposit = T::ProgrammeDeposit::get();
                T::Holds::hold(NativeOrWithId::Native, &reason, creator, deposit)?;
                deposit
            }
            None => 0,
        };
        let creator = creator.cloned();
        NextProgrammeId::<T>::put(next);
        let programme = Programme {
            staked: staked.clone(),
            creator: creator.clone(),
            deposit,
            status: ProgrammeStatus::Open,
            listed: false,
            locks_lifted: false,
            min_stake,
            min_total,
            tiers: tiers.clone(),
            streams: 0,
            total_staked: 0,
            total_power: 0,
        };
        Programmes::<T>::insert(id, programme);
        let programme_id = id;
        let event =
            Event::ProgrammeCreated { programme_id, creator, staked, min_stake, min_total, tiers };
        Self::deposit_event(event);
        Ok(id)
    }

    /// Checks lock tiers: some, inside the bounds, from the shortest to the longest.
    fn ensure_tiers(tiers: &Tiers) -> DispatchResult {
        ensure!(!tiers.is_empty(), Error::<T>::NoTiers);
        let mut before: Option<&Tier> = None;
        for tier in tiers {
            let least = MULTIPLIER_ONE;
            let most = if tier.blocks == 0 { least } else { T::MaxMultiplierBps::get() };
            let within = (least..=most).contains(&tier.multiplier_bps);
            ensure!(within && tier.blocks <= T::MaxLockBlocks::get(), Error::<T>::TierOutOfRange);
            let sorted = before.is_none_or(|before| {
                before.blocks < tier.blocks && before.multiplier_bps <= tier.multiplier_bps
            });
            ensure!(sorted, Error::<T>::TiersNotSorted);
            before = Some(tier);
        }
        Ok(())
    }

    /// Checks that `who` may decide about a programme; `None` stands for governance.
    pub(crate) fn ensure_may_decide(
        programme: &Programme<T::AccountId>,
        who: Option<&T::AccountId>,
    ) -> DispatchResult {
        let may = who.is_none_or(|who| programme.creator.as_ref() == Some(who));
        ensure!(may, Error::<T>::NotCreator);
        Ok(())
    }
}
