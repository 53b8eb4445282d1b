//! Freeing what is over in blocks with weight to spare, row by row, whoever it belongs to.

use crate::{ClassLocksFor, Config, Cursor, Error, Marked, Pallet, TrackId, VotingFor, WeightInfo};
use frame_support::{
    storage::with_storage_layer,
    traits::Get,
    weights::{Weight, WeightMeter},
};

impl<T: Config> Pallet<T> {
    /// Works within `spare`, and says how much of it was used: first on accounts that are marked, then on
    /// the rows after the one where it stopped in the block before. It never goes round twice in a block.
    pub(crate) fn sweep(spare: Weight) -> Weight {
        let mut meter = WeightMeter::with_limit(spare);
        if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
            return Weight::zero();
        }
        let mut rows = T::MaxSweep::get();
        Self::sweep_marked(&mut meter, &mut rows);
        Self::sweep_rows(&mut meter, &mut rows);
        meter.consumed()
    }

    /// The most that looking at one row weighs.
    fn weight_of_row() -> Weight {
        let votes = T::MaxVotes::get();
        T::WeightInfo::trim(votes, votes).saturating_add(T::WeightInfo::release(votes))
    }

    fn sweep_marked(meter: &mut WeightMeter, rows: &mut u32) {
        while *rows > 0 {
            let Some(who) = Marked::<T>::iter_keys().next() else { return };
            if meter.try_consume(T::DbWeight::get().reads(2)).is_err() {
                return;
            }
            // The tracks that were trimmed in the block before are not among these any more: with weight
            // for one row a block, all of them are done in the end.
            let power = Self::power(&who);
            let locks = ClassLocksFor::<T>::get(&who).into_iter();
            for (class, _) in locks.filter(|(_, locked)| *locked > power) {
                if !meter.can_consume(Self::weight_of_row()) {
                    return;
                }
                meter.consume(Self::sweep_row(&who, class));
            }
            // Whatever could not be trimmed never keeps the sweep from the others.
            Marked::<T>::remove(&who);
            *rows = rows.saturating_sub(1);
        }
    }

    fn sweep_rows(meter: &mut WeightMeter, rows: &mut u32) {
        while *rows > 0 && meter.can_consume(Self::weight_of_row()) {
            let mut after = match Cursor::<T>::get() {
                Some((who, class)) => {
                    VotingFor::<T>::iter_keys_from(VotingFor::<T>::hashed_key_for(who, class))
                }
                None => VotingFor::<T>::iter_keys(),
            };
            let Some((who, class)) = after.next() else {
                Cursor::<T>::kill();
                return;
            };
            meter.consume(Self::sweep_row(&who, class));
            Cursor::<T>::put((who, class));
            *rows = rows.saturating_sub(1);
        }
    }

    /// Trims and releases a row, if there is anything to. What fails leaves nothing behind. Says what it
    /// has weighed.
    fn sweep_row(who: &T::AccountId, class: TrackId) -> Weight {
        let most = T::MaxVotes::get();
        let trim = match with_storage_layer(|| Self::do_trim(who, class)) {
            Ok([own, followed]) => T::WeightInfo::trim(own, followed),
            // What the account has and what it has locked was read, to see that.
            Err(error) if error == Error::<T>::NothingToTrim.into() => T::DbWeight::get().reads(2),
            Err(_) => T::WeightInfo::trim(most, most),
        };
        let released = with_storage_layer(|| Self::release_row(who, class));
        let votes = released.map_or(most, |(looked_at, _)| looked_at);
        trim.saturating_add(T::WeightInfo::release(votes))
    }
}
