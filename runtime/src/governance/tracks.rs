//! The tracks: what kinds of referenda there are, how long they take and what they need to pass.
//!
//! A referendum passes once the ayes are enough of the votes cast (approval, conviction counts) and the
//! TIDE behind them is enough of all that could vote (support, conviction does not count), and both stay so
//! while it is confirmed. Both thresholds fall while the decision lasts: what nearly everybody wants is done
//! soon, what is contested gets all the time there is. Support never falls to nothing, wishes excepted: what
//! nobody cares about is not decided by one who does.

use super::origins::Origin;
use crate::{
    constants::{GovernancePeriods, TrackPeriods, PERIODS},
    OriginCaller,
};
use polkadot_sdk::*;

use alloc::borrow::Cow;
use frame_system::RawOrigin;
use pallet_governance::TrackId;
use pallet_referenda::{Curve, Track, TrackInfo, TracksInfo};
use sp_runtime::{str_array, FixedI64};
use tidewater_primitives::{constants::TIDE, Balance, BlockNumber};

/// Anything.
pub const ROOT: TrackId = 0;
/// Anything that the committee has whitelisted.
pub const WHITELISTED_CALLER: TrackId = 1;
/// Nothing.
pub const WISH_FOR_CHANGE: TrackId = 2;
/// The exchange.
pub const EXCHANGE_ADMIN: TrackId = 11;
/// The prices.
pub const ORACLE_ADMIN: TrackId = 12;
/// The rewards.
pub const REWARDS_ADMIN: TrackId = 13;
/// Stopping referenda.
pub const REFERENDUM_CANCELLER: TrackId = 20;
/// Stopping referenda and taking their deposits.
pub const REFERENDUM_KILLER: TrackId = 21;
/// Little from the treasury.
pub const SMALL_SPENDER: TrackId = 32;
/// More from it.
pub const MEDIUM_SPENDER: TrackId = 33;
/// Much from it.
pub const BIG_SPENDER: TrackId = 34;

/// A track of this chain.
pub type TrackOf = Track<TrackId, Balance, BlockNumber>;

/// How many there are.
pub const COUNT: usize = 11;

/// The tracks of this build.
pub static TRACKS: [TrackOf; COUNT] = table(&PERIODS.governance);

/// The tracks with a table of periods.
///
/// Numbers and names are those of Polkadot where they mean the same, so that its users find them in portals.
pub const fn table(periods: &GovernancePeriods) -> [TrackOf; COUNT] {
    let p = periods;
    [
        // One at a time: two upgrades at once are one too many. Half of all TIDE passes it at once, a
        // twentieth at the end.
        Track { id: ROOT, info: info("root", 1, 50_000, p.root, STRICT, linear(28, 5, 50)) },
        // Nearly unanimous or slow. Many at a time: emergencies do not queue.
        Track {
            id: WHITELISTED_CALLER,
            info: info(
                "whitelisted_caller",
                20,
                5_000,
                p.whitelisted,
                reciprocal(1, 96, 50, 100),
                reciprocal(2, 20, 3, 50),
            ),
        },
        // It does nothing, so any turnout will do.
        Track {
            id: WISH_FOR_CHANGE,
            info: info("wish_for_change", 10, 2_000, p.wish, STRICT, linear(28, 0, 50)),
        },
        Track { id: EXCHANGE_ADMIN, info: admin("exchange_admin", p.admin) },
        Track { id: ORACLE_ADMIN, info: admin("oracle_admin", p.admin) },
        Track { id: REWARDS_ADMIN, info: admin("rewards_admin", p.admin) },
        // What it stops can be submitted again, so it needs less than what it stops.
        Track {
            id: REFERENDUM_CANCELLER,
            info: info(
                "referendum_canceller",
                20,
                5_000,
                p.canceller,
                linear(17, 50, 100),
                reciprocal(12, 3, 1, 50),
            ),
        },
        // It takes deposits: dearer, and never with a simple majority in the first half.
        Track {
            id: REFERENDUM_KILLER,
            info: info(
                "referendum_killer",
                20,
                20_000,
                p.killer,
                linear(28, 50, 100),
                reciprocal(12, 5, 2, 50),
            ),
        },
        // The more a track can spend, the longer approval stays high and the more support it needs at the
        // end: to raid the treasury takes, every time, the floor of all TIDE that votes, and the period's
        // cap is all there is to win.
        Track {
            id: SMALL_SPENDER,
            info: info(
                "small_spender",
                10,
                500,
                p.spender,
                linear(17, 50, 100),
                reciprocal(12, 2, 1, 50),
            ),
        },
        Track {
            id: MEDIUM_SPENDER,
            info: info(
                "medium_spender",
                10,
                2_500,
                p.spender,
                linear(23, 50, 100),
                reciprocal(16, 3, 2, 50),
            ),
        },
        Track {
            id: BIG_SPENDER,
            info: info(
                "big_spender",
                10,
                10_000,
                p.spender,
                linear(28, 50, 100),
                reciprocal(20, 5, 4, 50),
            ),
        },
    ]
}

/// From everybody to four fifths in a seventh of the time, half at the end.
const STRICT: Curve = reciprocal(4, 80, 50, 100);

/// A line from `ceil` percent at the start to `floor` percent after so many of 28 parts of the decision.
const fn linear(parts: u128, floor: u128, ceil: u128) -> Curve {
    Curve::make_linear(parts, 28, percent(floor), percent(ceil))
}

/// A curve from `ceil` percent at the start to `floor` at the end that is at `level` after so many of 28
/// parts of the decision.
const fn reciprocal(parts: u128, level: u128, floor: u128, ceil: u128) -> Curve {
    Curve::make_reciprocal(parts, 28, percent(level), percent(floor), percent(ceil))
}

const fn percent(number: u128) -> FixedI64 {
    FixedI64::from_rational(number, 100)
}

/// What sets a pallet within its bounds.
const fn admin(name: &str, periods: TrackPeriods) -> TrackInfo<Balance, BlockNumber> {
    info(name, 10, 5_000, periods, linear(17, 50, 100), reciprocal(12, 5, 2, 50))
}

const fn info(
    name: &str,
    max_deciding: u32,
    decision_deposit_tide: Balance,
    periods: TrackPeriods,
    min_approval: Curve,
    min_support: Curve,
) -> TrackInfo<Balance, BlockNumber> {
    TrackInfo {
        name: str_array(name),
        max_deciding,
        decision_deposit: decision_deposit_tide * TIDE,
        prepare_period: periods.prepare,
        decision_period: periods.decision,
        confirm_period: periods.confirm,
        min_enactment_period: periods.enactment,
        min_approval,
        min_support,
    }
}

/// The origin that a track gives.
pub fn origin_of(track: TrackId) -> Option<OriginCaller> {
    if track == ROOT {
        return Some(RawOrigin::Root.into());
    }
    Origin::ALL.into_iter().find(|origin| origin.track() == track).map(OriginCaller::Origins)
}

/// Tells the tracks to the pallet of referenda.
pub struct Tracks;

impl TracksInfo<Balance, BlockNumber> for Tracks {
    type Id = TrackId;
    type RuntimeOrigin = OriginCaller;

    fn tracks() -> impl Iterator<Item = Cow<'static, TrackOf>> {
        TRACKS.iter().map(Cow::Borrowed)
    }

    fn track_for(origin: &OriginCaller) -> Result<TrackId, ()> {
        match origin {
            OriginCaller::system(RawOrigin::Root) => Ok(ROOT),
            OriginCaller::Origins(origin) => Ok(origin.track()),
            _ => Err(()),
        }
    }
}
