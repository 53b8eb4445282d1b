//! What governance decides.

use crate::{
    types::{terms, CurveState, Ramp},
    Config, DefaultTerms, Error, Event, FeePools, FeeSink, Pallet, Pools, TermsChangedAt,
};
use frame_support::{ensure, traits::tokens::fungible::NativeOrWithId, traits::Get};
use sp_runtime::DispatchResult;
use tidewater_math::amm::stable::AMPLIFICATION_PRECISION;
use tidewater_primitives::{
    apis::amm::Terms,
    ids::{CurrencyId, PoolId, PoolStatus},
    BlockNumber,
};

impl<T: Config> Pallet<T> {
    pub(crate) fn do_ramp_amplification(
        pool_id: PoolId,
        amplification: u16,
        blocks: BlockNumber,
    ) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        Self::touch(&mut pool, Self::now());
        let now = Self::now();
        let from = pool.amplification(now).ok_or(Error::<T>::WrongPoolKind)?;
        let to = u32::from(amplification)
            .checked_mul(AMPLIFICATION_PRECISION)
            .filter(|to| terms::AMPLIFICATION.contains(*to))
            .ok_or(Error::<T>::AmplificationOutOfRange)?;
        ensure!(blocks >= T::MinRampBlocks::get(), Error::<T>::RampTooFast);
        ensure!(terms::AMPLIFICATION.may_move(from, to), Error::<T>::RampTooFast);
        let end = now.checked_add(blocks).ok_or(Error::<T>::Overflow)?;
        if let CurveState::Stable { ramp, .. } = &mut pool.curve {
            *ramp = Ramp { from, to, start: now, end };
        }
        Pools::<T>::insert(pool_id, pool);
        Self::deposit_event(Event::AmplificationRamping { pool_id, from, to, start: now, end });
        Ok(())
    }

    pub(crate) fn do_set_status(pool_id: PoolId, status: PoolStatus) -> DispatchResult {
        let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
        pool.status = status;
        Pools::<T>::insert(pool_id, pool);
        Self::deposit_event(Event::StatusSet { pool_id, status });
        Ok(())
    }

    /// Of one pool, or of all that are created from now on: a step from what they are, and not again for
    /// a while.
    pub(crate) fn do_set_terms(pool_id: Option<PoolId>, terms: Terms) -> DispatchResult {
        ensure!(terms::in_range(&terms), Error::<T>::TermsOutOfRange);
        let old = match pool_id {
            None => DefaultTerms::<T>::get(),
            Some(pool_id) => Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?.terms,
        };
        ensure!(terms::in_reach(&old, &terms), Error::<T>::StepTooLarge);
        let now = Self::now();
        let is_due = |at: BlockNumber| now.saturating_sub(at) >= T::MinChangeBlocks::get();
        let changed_at = TermsChangedAt::<T>::get(pool_id);
        ensure!(changed_at.is_none_or(is_due), Error::<T>::ChangedTooSoon);
        TermsChangedAt::<T>::insert(pool_id, now);
        Self::put_terms(pool_id, terms)
    }

    /// Terms to begin with: within their bounds, however far from those there were. No call comes here.
    pub(crate) fn put_terms(pool_id: Option<PoolId>, terms: Terms) -> DispatchResult {
        ensure!(terms::in_range(&terms), Error::<T>::TermsOutOfRange);
        match pool_id {
            None => DefaultTerms::<T>::put(terms),
            Some(pool_id) => {
                let mut pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
                pool.terms = terms;
                Pools::<T>::insert(pool_id, pool);
            }
        }
        Self::deposit_event(Event::TermsSet { pool_id, terms });
        Ok(())
    }

    pub(crate) fn do_set_fee_sink(sink: T::AccountId) -> DispatchResult {
        FeeSink::<T>::put(&sink);
        Self::deposit_event(Event::FeeSinkSet { sink });
        Ok(())
    }

    pub(crate) fn do_set_fee_pool(asset: CurrencyId, pool_id: Option<PoolId>) -> DispatchResult {
        ensure!(asset != NativeOrWithId::Native, Error::<T>::IdenticalAssets);
        match pool_id {
            None => FeePools::<T>::remove(&asset),
            Some(pool_id) => {
                let pool = Pools::<T>::get(pool_id).ok_or(Error::<T>::PoolNotFound)?;
                let holds = |currency| pool.position(currency).is_some();
                let both = holds(&asset) && holds(&NativeOrWithId::Native);
                ensure!(both, Error::<T>::AssetNotInPool);
                FeePools::<T>::insert(&asset, pool_id);
            }
        }
        Self::deposit_event(Event::FeePoolSet { asset, pool_id });
        Ok(())
    }
}
