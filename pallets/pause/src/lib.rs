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

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::Record;
pub use weights::WeightInfo;

use frame_support::{pallet_macros::import_section, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;

/// The name of a pallet or of a call, as the metadata has it.
pub type NameOf<T> = BoundedVec<u8, <T as Config>::MaxNameLen>;
/// The full name of a call: its pallet's name in the runtime and its own.
pub type FullNameOf<T> = (NameOf<T>, NameOf<T>);
/// A call that is paused or cools down.
pub type RecordOf<T> = Record<FullNameOf<T>, BlockNumberFor<T>>;

#[import_section(events::events)]
#[import_section(errors::errors)]
#[frame_support::pallet]
pub mod pallet {
    use super::{weights::WeightInfo, FullNameOf, RecordOf};
    use alloc::vec::Vec;
    use frame_support::{
        pallet_prelude::*,
        traits::{Contains, TransactionPause},
    };
    use frame_system::pallet_prelude::*;
    use sp_runtime::traits::Zero;

    /// The version of what is stored.
    const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// Who pauses: the committee.
        type PauseOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// Who lifts a pause before its time: the committee, or Root.
        type LiftOrigin: EnsureOrigin<Self::RuntimeOrigin>;
        /// The calls that can be paused. All others never are, whoever asks.
        type Pausable: Contains<FullNameOf<Self>>;
        /// What refuses paused calls. Nobody else should turn it on and off.
        type Switch: TransactionPause<CallIdentifier = FullNameOf<Self>>;
        /// How long the name of a pallet or of a call can be, in bytes. The same type as the switch's.
        #[pallet::constant]
        type MaxNameLen: Get<u32>;
        /// How many blocks a pause lasts at most.
        #[pallet::constant]
        type MaxPauseBlocks: Get<BlockNumberFor<Self>>;
        /// For how many blocks after its pause a call cannot be paused again.
        #[pallet::constant]
        type CooldownBlocks: Get<BlockNumberFor<Self>>;
        /// How many calls can be paused or cool down at once. At least as many as can be paused: then
        /// the list has room for each of them, for none is in it twice.
        #[pallet::constant]
        type MaxPauses: Get<u32>;
        /// What the calls cost.
        type WeightInfo: WeightInfo;
        /// Names a call for the benchmarks.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper<FullNameOf<Self>>;
    }

    #[pallet::pallet]
    #[pallet::storage_version(STORAGE_VERSION)]
    pub struct Pallet<T>(_);

    /// The calls that are paused or cool down, the earliest paused first.
    #[pallet::storage]
    pub type Records<T: Config> =
        StorageValue<_, BoundedVec<RecordOf<T>, T::MaxPauses>, ValueQuery>;

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        /// Lifts what is over, before the block's first transaction, and forgets what has cooled down.
        fn on_initialize(now: BlockNumberFor<T>) -> Weight {
            Self::lift_due(now)
        }

        fn integrity_test() {
            assert!(T::MaxNameLen::get() > 0, "a call has a name");
            assert!(!T::MaxPauseBlocks::get().is_zero(), "a call can be paused");
            assert!(!T::CooldownBlocks::get().is_zero(), "pauses cannot be chained");
            assert!(T::MaxPauses::get() > 0, "there is room for a pause");
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::check_invariants()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Pauses a call at once: transactions with it are refused, and so is the call in a batch, a proxy
        /// or a multisig. It works again by itself in block now + `blocks`, and cannot be paused again
        /// before `CooldownBlocks` more.
        ///
        /// Origin: `PauseOrigin`.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `call`, the pallet's name in the runtime and the call's; `blocks`, how long, this
        /// block included, at most `MaxPauseBlocks`.
        ///
        /// Errors: `ZeroBlocks`, `PauseTooLong`, `NotPausable`, `AlreadyPaused`, `CoolingDown`,
        /// `TooManyPauses`; of the switch `PausedElsewhere`, `RefusedBySwitch`, `UnknownCall`,
        /// `SwitchFailed`.
        ///
        /// Events: `Paused`.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::pause_for())]
        pub fn pause_for(
            origin: OriginFor<T>,
            call: FullNameOf<T>,
            blocks: BlockNumberFor<T>,
        ) -> DispatchResult {
            T::PauseOrigin::ensure_origin(origin)?;
            Self::do_pause_for(call, blocks)
        }

        /// Ends a pause before its time, at once. The call cannot be paused again for `CooldownBlocks`.
        ///
        /// Origin: `LiftOrigin`.
        ///
        /// What moves: nothing.
        ///
        /// Parameters: `call`, the pallet's name in the runtime and the call's.
        ///
        /// Errors: `NotPaused`, also for a call that was paused in another way than by this pallet; of
        /// the switch `RefusedBySwitch`, `UnknownCall`, `SwitchFailed`.
        ///
        /// Events: `Lifted`.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::lift())]
        pub fn lift(origin: OriginFor<T>, call: FullNameOf<T>) -> DispatchResult {
            T::LiftOrigin::ensure_origin(origin)?;
            Self::do_lift(&call)
        }
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// The calls that are paused or cool down in the next block, and until when.
        pub fn records() -> Vec<RecordOf<T>> {
            Self::records_at(Self::next())
        }

        /// Whether a call could be paused in the next block.
        pub fn may_pause(call: FullNameOf<T>) -> bool {
            Self::may_pause_at(call, Self::next())
        }
    }
}
