//! Approving a payment.

use crate::{
    types::total, Allowance, AmountOf, Approval, Approvals, ApprovalsOf, AssetKindOf,
    BeneficiaryOf, Config, Error, Event, Pallet, PayBlockOf, SpenderId,
};
use alloc::boxed::Box;
use frame_support::{
    ensure,
    traits::{tokens::ConversionFromAssetBalance, Get},
};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_runtime::{traits::Zero, DispatchResult};
use tidewater_primitives::Balance;

impl<T: Config> Pallet<T> {
    pub(crate) fn do_spend(
        Allowance { spender, cap }: Allowance,
        asset_kind: Box<AssetKindOf<T>>,
        amount: AmountOf<T>,
        beneficiary: Box<BeneficiaryOf<T>>,
        valid_from: Option<PayBlockOf<T>>,
    ) -> DispatchResult {
        let value = Self::value_of(&asset_kind, amount)?;
        let now = frame_system::Pallet::<T>::block_number();
        let mut approvals = Self::counting_at(spender, now);
        let before = total(&approvals).ok_or(Error::<T>::Overflow)?;
        let after = before.checked_add(value).ok_or(Error::<T>::Overflow)?;
        ensure!(after <= cap, Error::<T>::OverPeriodCap);
        approvals.try_push(Approval { at: now, value }).map_err(|_| Error::<T>::TooManySpends)?;

        let spend_index = pallet_treasury::SpendCount::<T>::get();
        let root = RawOrigin::Root.into();
        pallet_treasury::Pallet::<T>::spend(root, asset_kind, amount, beneficiary, valid_from)?;
        let left = Self::left_of(&approvals, cap);
        Approvals::<T>::insert(spender, approvals);
        Self::deposit_event(Event::Approved { spender, spend_index, value, left });
        Ok(())
    }

    /// What an amount is worth in units of TIDE: as the treasury's converter rounds it, and something.
    fn value_of(asset_kind: &AssetKindOf<T>, amount: AmountOf<T>) -> Result<Balance, Error<T>> {
        ensure!(!amount.is_zero(), Error::<T>::ZeroAmount);
        let value = T::BalanceConverter::from_asset_balance(amount, asset_kind.clone())
            .map_err(|_| Error::<T>::NoValue)?;
        ensure!(!value.is_zero(), Error::<T>::ZeroValue);
        Ok(value)
    }

    /// What a spender has approved that counts in block `now`.
    pub(crate) fn counting_at(spender: SpenderId, now: BlockNumberFor<T>) -> ApprovalsOf<T> {
        let mut approvals = Approvals::<T>::get(spender);
        approvals.retain(|approval| approval.counts(now, T::PeriodBlocks::get()));
        approvals
    }

    /// How much more can be approved beside these. A cap that an upgrade has lowered may be less than they
    /// are worth: then it is nothing.
    pub(crate) fn left_of(approvals: &ApprovalsOf<T>, cap: Balance) -> Balance {
        if approvals.is_full() {
            return 0;
        }
        total(approvals).and_then(|used| cap.checked_sub(used)).unwrap_or(0)
    }
}
