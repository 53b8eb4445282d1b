//! What governance decides.

use crate::{
    types::{terms, CurveState, Ramp},
    Config, DefaultTerms, Error, Event, FeePools, FeeSink, Pallet, Pools,
};
use frame_support::{ensure, traits::tokens::fungible::NativeOrWithId, traits::Get};
use sp_runtime::DispatchResult;
use tidewater_math::amm::stable::{AMPLIFICATION_PRECISION, MAX_AMPLIFICATION, MIN_AMPLIFICATION};
use tidewater_primitives::{
    apis::amm::Terms,
    ids::{CurrencyId, PoolId, PoolStatus},
    BlockNumber,
};

/// The most an amplification grows or shrinks in one ramp: it doubles or halves.
const MAX_RAMP_FACTOR: u32 = 2;

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
            .filter(|to| (MIN_AMPLIFICATION..=MAX_AMPLIFICATION).contains(to))
            .ok_or(Error::<T>::AmplificationOutOfRange)?;
        ensure!(blocks >= T::MinRampBlocks::get(), Error::<T>::RampTooFast);
        let (low, high) = (from.min(to), from.max(to));
        ensure!(high <= low.saturating_mul(MAX_RAMP_FACTOR), Error::<T>::RampTooFast);
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

    /// Of one pool, or of all that are created from now on.
    pub(crate) fn do_set_terms(pool_id: Option<PoolId>, terms: Terms) -> DispatchResult {
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
