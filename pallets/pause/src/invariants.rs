//! What must always hold, in words and then in code.
//!
//! - **I1** The list can be read. If a bound was lowered below what is stored, nothing in it would ever
//!   be lifted.
//! - **I2** No call is in the list twice.
//! - **I3** What is paused by the list is paused by the switch.
//! - **I4** A pause ends after this block, and before its call can be paused again; what cools down does
//!   so beyond this block.

use crate::{Config, FullNameOf, Pallet, Records};
use alloc::collections::BTreeSet;
use frame_support::{ensure, traits::TransactionPause};
use sp_runtime::TryRuntimeError;

/// Whether an invariant holds.
type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Checked {
        Self::i1_the_list_can_be_read()?;
        Self::i2_no_call_is_there_twice()?;
        Self::i3_the_switch_agrees()?;
        Self::i4_times_are_in_order()
    }

    fn i1_the_list_can_be_read() -> Checked {
        let readable = !Records::<T>::exists() || Records::<T>::try_get().is_ok();
        ensure!(readable, "I1: the list cannot be read");
        Ok(())
    }

    fn i2_no_call_is_there_twice() -> Checked {
        let records = Records::<T>::get();
        let calls: BTreeSet<&FullNameOf<T>> = records.iter().map(|record| &record.call).collect();
        ensure!(calls.len() == records.len(), "I2: a call is in the list twice");
        Ok(())
    }

    fn i3_the_switch_agrees() -> Checked {
        for record in Records::<T>::get().into_iter().filter(|record| record.is_running()) {
            ensure!(T::Switch::is_paused(record.call), "I3: the switch lets a paused call through");
        }
        Ok(())
    }

    fn i4_times_are_in_order() -> Checked {
        let now = frame_system::Pallet::<T>::block_number();
        for record in Records::<T>::get() {
            if let Some(until) = record.until {
                ensure!(now < until, "I4: a pause should be over");
                ensure!(until < record.again_from, "I4: a call does not cool down");
            }
            ensure!(now < record.again_from, "I4: a call has cooled down");
        }
        Ok(())
    }
}
