//! What the calls cost at worst, for `make weights`.
//!
//! The list is full of names that are as long as can be; the switch has them all.

use crate::{Call, Config, FullNameOf, NameOf, Pallet, Record, Records};
use alloc::vec;
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{EnsureOrigin, Get, TransactionPause},
    BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};

/// What the benchmarks need and the pallet cannot know.
pub trait BenchmarkHelper<FullName> {
    /// A call that can be paused. The longer its name the better.
    fn pausable() -> FullName;
}

/// A name as long as can be, another one for each `n`.
fn long_name<T: Config>(n: u32) -> NameOf<T> {
    let mut name = vec![b'x'; T::MaxNameLen::get() as usize];
    name.iter_mut().zip(n.to_le_bytes()).for_each(|(at, byte)| *at = byte);
    BoundedVec::truncate_from(name)
}

/// Fills the list up to `count`: nameless calls that are paused until `until`, each in the switch.
fn fill<T: Config>(count: u32, until: BlockNumberFor<T>) -> Result<(), BenchmarkError> {
    let mut records = Records::<T>::get();
    for n in records.len() as u32..count {
        let call: FullNameOf<T> = (long_name::<T>(n), long_name::<T>(n));
        T::Switch::pause(call.clone()).map_err(|_| BenchmarkError::Stop("it cannot be paused"))?;
        let again_from = until.saturating_add(T::CooldownBlocks::get());
        let record = Record { call, until: Some(until), again_from };
        records.try_push(record).map_err(|_| BenchmarkError::Stop("the list is full"))?;
    }
    Records::<T>::put(records);
    Ok(())
}

/// Starts a block after genesis, and says which.
fn start<T: Config>() -> BlockNumberFor<T> {
    let now = BlockNumberFor::<T>::one();
    frame_system::Pallet::<T>::set_block_number(now);
    now
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);

    #[benchmark]
    fn pause_for() -> Result<(), BenchmarkError> {
        let now = start::<T>();
        let (room, blocks) = (T::MaxPauses::get(), T::MaxPauseBlocks::get());
        fill::<T>(room.saturating_sub(1), now.saturating_add(blocks))?;
        let origin =
            T::PauseOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let call = T::BenchmarkHelper::pausable();

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, call.clone(), blocks);

        assert!(T::Switch::is_paused(call));
        assert_eq!(Records::<T>::get().len() as u32, room);
        Ok(())
    }

    #[benchmark]
    fn lift() -> Result<(), BenchmarkError> {
        let now = start::<T>();
        fill::<T>(T::MaxPauses::get(), now.saturating_add(One::one()))?;
        let last = Records::<T>::get().pop().ok_or(BenchmarkError::Weightless)?;
        let origin =
            T::LiftOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, last.call.clone());

        assert!(!T::Switch::is_paused(last.call));
        Ok(())
    }

    /// One record has cooled down, so that the list is always written; the others are paused.
    #[benchmark]
    fn lift_due(
        e: Linear<0, { T::MaxPauses::get().saturating_sub(1) }>,
    ) -> Result<(), BenchmarkError> {
        let now = start::<T>();
        let cold = Record { call: T::BenchmarkHelper::pausable(), until: None, again_from: now };
        Records::<T>::put(BoundedVec::truncate_from(vec![cold]));
        fill::<T>(e.saturating_add(1), now)?;
        fill::<T>(T::MaxPauses::get(), now.saturating_add(One::one()))?;

        #[block]
        {
            Pallet::<T>::lift_due(now);
        }

        let records = Records::<T>::get();
        let ended = records.iter().filter(|record| !record.is_running()).count();
        assert_eq!(ended as u32, e);
        assert_eq!(records.len() as u32, T::MaxPauses::get().saturating_sub(1));
        Ok(())
    }
}
