//! What happens by itself at the start of a block.

use crate::{Config, Error, Event, Pallet, RecordOf, Records, WeightInfo};
use frame_support::{traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;

impl<T: Config> Pallet<T> {
    /// Lifts what is over and forgets what has cooled down, and says what that weighs.
    ///
    /// A switch that refuses is asked again in the next block. The call stays in the list until then: a
    /// pause that nobody remembers would have no end.
    pub(crate) fn lift_due(now: BlockNumberFor<T>) -> Weight {
        let mut records = Records::<T>::get();
        let due = records.iter().filter(|record| record.is_due(now)).count() as u32;
        let over = records.iter().any(|record| record.is_over(now));
        if due > 0 || over {
            for record in records.iter_mut().filter(|record| record.is_due(now)) {
                // Refused: see above.
                let _ = Self::end(record, now);
            }
            records.retain(|record| !record.is_over(now));
            Records::<T>::put(records);
        }
        T::WeightInfo::lift_due(due)
    }

    /// Ends a pause, in the switch and in its record.
    pub(super) fn end(record: &mut RecordOf<T>, now: BlockNumberFor<T>) -> Result<(), Error<T>> {
        Self::let_through(&record.call)?;
        record.end(now, T::CooldownBlocks::get());
        let (call, again_from) = (record.call.clone(), record.again_from);
        Self::deposit_event(Event::Lifted { call, again_from });
        Ok(())
    }
}
