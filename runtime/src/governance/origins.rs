//! What a passed referendum may do: it is dispatched with the origin of its track.

use super::tracks;
use crate::{constants::SPEND_CAPS, OriginCaller, RuntimeOrigin};
use polkadot_sdk::*;

use frame_support::traits::{EitherOfDiverse, EnsureOrigin, OriginTrait};
use frame_system::EnsureRoot;
use pallet_governance::TrackId;
use pallet_spending::Allowance;
use tidewater_primitives::AccountId;

pub use pallet_origins::Origin;

/// The origins of all tracks but root's, and what can be asked of referenda.
#[frame_support::pallet]
pub mod pallet_origins {
    use super::super::{outlook, preview};
    use crate::{OriginCaller, RuntimeEvent};
    use alloc::vec::Vec;
    use frame_support::pallet_prelude::*;
    use polkadot_sdk::*;
    use tidewater_primitives::apis::referenda::{NoPreview, Preview, Referendum, ReferendumIndex};

    #[pallet::config]
    pub trait Config: polkadot_sdk::frame_system::Config {}

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// The origin of a track.
    #[pallet::origin]
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Encode,
        Decode,
        DecodeWithMemTracking,
        MaxEncodedLen,
        TypeInfo,
    )]
    pub enum Origin {
        /// Dispatches as root what the technical committee has whitelisted.
        WhitelistedCaller,
        /// Does nothing: what holders wish for.
        WishForChange,
        /// Sets the exchange.
        ExchangeAdmin,
        /// Sets the feeds of prices.
        OracleAdmin,
        /// Sets the protocol's side of the rewards.
        RewardsAdmin,
        /// Cancels referenda.
        ReferendumCanceller,
        /// Cancels referenda and takes their deposits.
        ReferendumKiller,
        /// Spends little from the treasury.
        SmallSpender,
        /// Spends more.
        MediumSpender,
        /// Spends much.
        BigSpender,
    }

    #[pallet::view_functions]
    impl<T: Config> Pallet<T> {
        /// A referendum that is not over: how it stands, and what becomes of it as things stand.
        pub fn referendum(index: ReferendumIndex) -> Option<Referendum> {
            outlook::referendum(index)
        }

        /// What a referendum's call would do if it were enacted now.
        pub fn preview(index: ReferendumIndex) -> Result<Preview<RuntimeEvent>, NoPreview> {
            preview::of_referendum(index)
        }

        /// What a draft would do: an encoded call, with the origin of a track.
        pub fn preview_call(
            origin: OriginCaller,
            call: Vec<u8>,
        ) -> Result<Preview<RuntimeEvent>, NoPreview> {
            preview::of_draft(origin, &call)
        }
    }
}

impl pallet_origins::Config for crate::Runtime {}

impl Origin {
    /// All there are.
    pub const ALL: [Self; 10] = [
        Self::WhitelistedCaller,
        Self::WishForChange,
        Self::ExchangeAdmin,
        Self::OracleAdmin,
        Self::RewardsAdmin,
        Self::ReferendumCanceller,
        Self::ReferendumKiller,
        Self::SmallSpender,
        Self::MediumSpender,
        Self::BigSpender,
    ];

    /// The track that gives it.
    pub fn track(self) -> TrackId {
        match self {
            Self::WhitelistedCaller => tracks::WHITELISTED_CALLER,
            Self::WishForChange => tracks::WISH_FOR_CHANGE,
            Self::ExchangeAdmin => tracks::EXCHANGE_ADMIN,
            Self::OracleAdmin => tracks::ORACLE_ADMIN,
            Self::RewardsAdmin => tracks::REWARDS_ADMIN,
            Self::ReferendumCanceller => tracks::REFERENDUM_CANCELLER,
            Self::ReferendumKiller => tracks::REFERENDUM_KILLER,
            Self::SmallSpender => tracks::SMALL_SPENDER,
            Self::MediumSpender => tracks::MEDIUM_SPENDER,
            Self::BigSpender => tracks::BIG_SPENDER,
        }
    }
}

/// Accepts the origin of one track.
pub struct EnsureTrack<const TRACK: TrackId>;

impl<const TRACK: TrackId> EnsureOrigin<RuntimeOrigin> for EnsureTrack<TRACK> {
    type Success = ();

    fn try_origin(origin: RuntimeOrigin) -> Result<(), RuntimeOrigin> {
        match origin.caller() {
            OriginCaller::Origins(of) if of.track() == TRACK => Ok(()),
            _ => Err(origin),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        super::tracks::origin_of(TRACK).map(RuntimeOrigin::from).ok_or(())
    }
}

/// Root, or the track of that number.
pub type RootOr<const TRACK: TrackId> = EitherOfDiverse<EnsureRoot<AccountId>, EnsureTrack<TRACK>>;

/// The tracks that spend from the treasury, and how much each may in a period.
pub struct Spenders;

impl EnsureOrigin<RuntimeOrigin> for Spenders {
    type Success = Allowance;

    fn try_origin(origin: RuntimeOrigin) -> Result<Allowance, RuntimeOrigin> {
        let [small, medium, big] = SPEND_CAPS;
        match origin.caller() {
            OriginCaller::Origins(Origin::SmallSpender) => Ok(Allowance { spender: 0, cap: small }),
            OriginCaller::Origins(Origin::MediumSpender) => {
                Ok(Allowance { spender: 1, cap: medium })
            }
            OriginCaller::Origins(Origin::BigSpender) => Ok(Allowance { spender: 2, cap: big }),
            _ => Err(origin),
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
        Ok(Origin::BigSpender.into())
    }
}
