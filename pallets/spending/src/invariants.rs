//! What must always hold, in words and then in code.
//!
//! - **I1** Every row can be read. If a bound was lowered below what is stored, what a spender has approved
//!   would be forgotten, and its cap be whole again.
//! - **I2** What a spender has approved is in the order of blocks, none of them to come. No row is empty.
//! - **I3** Each approval is worth something, and what a row is worth fits into 128 bits.
//! - **I4** The treasury has taken at least as many payments as are remembered here.

use crate::{types::total, Approvals, Config, Pallet};
use frame_support::ensure;
use sp_runtime::TryRuntimeError;

/// Whether an invariant holds.
type Checked = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Checked {
        Self::i1_rows_can_be_read()?;
        Self::i2_blocks_are_in_order()?;
        Self::i3_everything_counts()?;
        Self::i4_the_treasury_knows_of_all()
    }

    fn i1_rows_can_be_read() -> Checked {
        for spender in Approvals::<T>::iter_keys() {
            ensure!(Approvals::<T>::try_get(spender).is_ok(), "I1: a row cannot be read");
        }
        Ok(())
    }

    fn i2_blocks_are_in_order() -> Checked {
        let now = frame_system::Pallet::<T>::block_number();
        for approvals in Approvals::<T>::iter_values() {
            let ordered = approvals.is_sorted_by_key(|approval| approval.at);
            ensure!(ordered, "I2: approvals are not in order");
            let last = approvals.last().ok_or("I2: a row is empty")?;
            ensure!(last.at <= now, "I2: an approval is to come");
        }
        Ok(())
    }

    fn i3_everything_counts() -> Checked {
        for approvals in Approvals::<T>::iter_values() {
            let worthless = approvals.iter().any(|approval| approval.value == 0);
            ensure!(!worthless, "I3: an approval is worth nothing");
            ensure!(total(&approvals).is_some(), "I3: a row is worth too much");
        }
        Ok(())
    }

    fn i4_the_treasury_knows_of_all() -> Checked {
        let remembered =
            Approvals::<T>::iter_values().map(|approvals| approvals.len()).sum::<usize>();
        let taken = pallet_treasury::SpendCount::<T>::get();
        ensure!(remembered as u64 <= u64::from(taken), "I4: the treasury has taken less payments");
        Ok(())
    }
}
