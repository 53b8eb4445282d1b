#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod actions;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod errors;
mod events;
#[cfg(any(feature = "std", feature = "try-runtime"))]
pub mod invariants;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
pub mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::{Allowance, Approval, SpenderId};
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, traits::tokens::Pay, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_runtime::traits::StaticLookup;

/// What a spender has approved, the oldest first.
pub type ApprovalsOf<T> = BoundedVec<Approval<BlockNumberFor<T>>, <T as Config>::MaxSpends>;
/// What the treasury can pay in.
pub type AssetKindOf<T> = <T as pallet_treasury::Config>::AssetKind;
/// An amount of it, in its smallest unit.
pub type AmountOf<T> = <<T as pallet_treasury::Config>::Paymaster as Pay>::Balance;
/// How a call names who is paid.
pub type BeneficiaryOf<T> =
    <<T as pallet_treasury::Config>::BeneficiaryLookup as StaticLookup>::Source;
/// The treasury's blocks.
pub type PayBlockOf<T> = pallet_treasury::BlockNumberFor<T>;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{
        weights::WeightInfo, Allowance, AmountOf, ApprovalsOf, AssetKindOf, BeneficiaryOf,
        PayBlockOf, SpenderId,
    };
    use alloc::boxed::Box;
    use frame_support::{pallet_prelude::*, traits::Currency};
    use frame_system::pallet_prelude::*;
    use pallet_treasury::SpendIndex;
    use sp_runtime::traits::Zero;
    use tidewater_primitives::Balance;

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    /// What is approved here goes to the treasury as Root's, and its `BalanceConverter` says what an
    /// amount is worth in TIDE. The treasury's own `SpendOrigin` must be Root alone.
    #[pallet::config]
    pub trait Config:
        frame_system::Config
        + pallet_treasury::Config<
            Currency: Currency<<Self as frame_system::Config>::AccountId, Balance = Balance>,
        >
    {
        /// Who spends, and how much in a period.
        type Spender: EnsureOrigin<Self::RuntimeOrigin, Success = Allowance>;
        /// How many blocks a period has. In no period, wherever it begins, more than the cap is approved.
        #[pallet::constant]
        type PeriodBlocks: Get<BlockNumberFor<Self>>;
        /// How often a spender can spend in a period.
        #[pallet::constant]
        type MaxSpends: Get<u32>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// What each spender has approved in the last period, and perhaps before: what no longer counts is
    /// dropped when the spender spends again.
    #[pallet::storage]
    pub type Approvals<T: Config> =
        StorageMap<_, Twox64Concat, SpenderId, ApprovalsOf<T>, ValueQuery>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn integrity_test() {
            assert!(!T::PeriodBlocks::get().is_zero(), "a period has a block");
            assert!(T::MaxSpends::get() > 0, "a spender can spend");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Approves a payment from the treasury, within what the origin may approve in a period. As with
        /// the treasury's `spend`, whose arguments these are, anybody then claims it by `payout`.
        ///
        /// Origin: `Spender`, a track that may spend.
        ///
        /// What moves: nothing yet. The treasury will pay `amount` to `beneficiary`.
        ///
        /// Parameters: `asset_kind`, in what is paid; `amount`, how much of it, in its smallest unit;
        /// `beneficiary`, who gets it; `valid_from`, the first block in which it can be claimed, by
        /// default this one. Wherever that is, the payment counts in the period from this block on.
        ///
        /// Errors: `ZeroAmount`; `NoValue` if the amount has no price in TIDE; `ZeroValue` if it is worth
        /// less than the smallest unit of TIDE; `Overflow`; `OverPeriodCap`; `TooManySpends`; those of
        /// the treasury, `SpendExpired` among them.
        ///
        /// Events: `Approved`, after the treasury's `AssetSpendApproved`.
        #[pallet::call_index(0)]
        #[pallet::weight(<T as Config>::WeightInfo::spend())]
        pub fn spend(
            origin: OriginFor<T>,
            asset_kind: Box<AssetKindOf<T>>,
            #[pallet::compact] amount: AmountOf<T>,
            beneficiary: Box<BeneficiaryOf<T>>,
            valid_from: Option<PayBlockOf<T>>,
        ) -> DispatchResult {
            let allowance = T::Spender::ensure_origin(origin)?;
            Self::do_spend(allowance, asset_kind, amount, beneficiary, valid_from)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// How much more a spender with this cap could approve in the next block, in units of TIDE.
        /// Nothing, if it has spent as often as it can in a period.
        pub fn left(spender: SpenderId, cap: Balance) -> Balance {
            Self::left_at(spender, cap, Self::next())
        }
    }
}
