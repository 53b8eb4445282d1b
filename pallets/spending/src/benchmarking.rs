//! What the calls cost at worst, for `make weights`.

use crate::{
    types::total, AmountOf, Approval, Approvals, AssetKindOf, Call, Config, Pallet, SpenderId,
};
use alloc::boxed::Box;
use core::iter::successors;
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{tokens::ConversionFromAssetBalance, EnsureOrigin, Get},
    BoundedVec,
};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_treasury::ArgumentsFactory;
use sp_runtime::traits::{CheckedAdd, One, StaticLookup};

/// The least amount that is worth something, to a factor of two.
fn worth_something<T: Config>(kind: &AssetKindOf<T>) -> Result<AmountOf<T>, BenchmarkError> {
    T::BalanceConverter::ensure_successful(kind.clone());
    let mut amounts = successors(Some(AmountOf::<T>::one()), |amount| amount.checked_add(amount));
    let worth = |amount: &AmountOf<T>| {
        T::BalanceConverter::from_asset_balance(*amount, kind.clone()).is_ok_and(|value| value > 0)
    };
    amounts.find(worth).ok_or(BenchmarkError::Stop("it is worth nothing"))
}

/// Lets a spender have spent as often as it can but once, all in this block.
fn fill<T: Config>(spender: SpenderId) {
    let at = frame_system::Pallet::<T>::block_number();
    let before = (1..T::MaxSpends::get()).map(|_| Approval { at, value: 1 });
    Approvals::<T>::insert(spender, BoundedVec::truncate_from(before.collect()));
    // The treasury has taken them, too.
    pallet_treasury::SpendCount::<T>::put(T::MaxSpends::get());
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);

    #[benchmark]
    fn spend() -> Result<(), BenchmarkError> {
        frame_system::Pallet::<T>::set_block_number(BlockNumberFor::<T>::one());
        let origin =
            T::Spender::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
        let allowance = T::Spender::ensure_origin(origin.clone())
            .map_err(|_| BenchmarkError::Stop("the origin is not its own"))?;
        fill::<T>(allowance.spender);
        let kind = <T as pallet_treasury::Config>::BenchmarkHelper::create_asset_kind(0);
        let amount = worth_something::<T>(&kind)?;
        let who = <T as pallet_treasury::Config>::BenchmarkHelper::create_beneficiary([7; 32]);
        let beneficiary = Box::new(T::BeneficiaryLookup::unlookup(who));

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, Box::new(kind), amount, beneficiary, None);

        let approvals = Approvals::<T>::get(allowance.spender);
        assert_eq!(approvals.len() as u32, T::MaxSpends::get());
        assert!(total(&approvals).is_some_and(|total| total <= allowance.cap));
        Ok(())
    }
}
