//! What can be asked without a transaction, as of the next block: the first in which one can follow.

use crate::{Config, FullNameOf, Pallet, RecordOf, Records};
use alloc::vec::Vec;
use frame_support::traits::{Get, TransactionPause};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::{One, Saturating};

impl<T: Config> Pallet<T> {
    /// The block after the one whose state is asked.
    pub(crate) fn next() -> BlockNumberFor<T> {
        frame_system::Pallet::<T>::block_number().saturating_add(One::one())
    }

    /// The list as the start of block `now` will leave it.
    pub(crate) fn records_at(now: BlockNumberFor<T>) -> Vec<RecordOf<T>> {
        let settle = |mut record: RecordOf<T>| {
            if record.is_due(now) {
                record.end(now, T::CooldownBlocks::get());
            }
            (!record.is_over(now)).then_some(record)
        };
        Records::<T>::get().into_iter().filter_map(settle).collect()
    }

    pub(crate) fn may_pause_at(call: FullNameOf<T>, now: BlockNumberFor<T>) -> bool {
        let records = Self::records_at(now);
        Self::ensure_free(&call, &records).is_ok()
            && records.len() < T::MaxPauses::get() as usize
            && T::Switch::can_pause(call)
    }
}
