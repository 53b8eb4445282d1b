use crate::{
    constants::{GovernancePeriods, DAYS, FAST, HOURS, MAIN, MINUTES, SPEND_CAPS},
    governance::{
        origins::Origin,
        tracks::{self, origin_of, table, TrackOf, Tracks},
    },
    OriginCaller,
};
use polkadot_sdk::*;

use frame_support::traits::VoteTally;
use frame_system::RawOrigin;
use pallet_governance::Tally;
use pallet_referenda::{Curve, TracksInfo};
use sp_runtime::{FixedI64, Perbill};
use tidewater_math::voting::Count;
use tidewater_primitives::{constants::TIDE, BlockNumber};

/// The least time from a submission to its enactment.
fn least(track: &TrackOf) -> BlockNumber {
    let info = &track.info;
    info.prepare_period + info.confirm_period + info.min_enactment_period
}

/// What must hold of a table of tracks, whichever is selected.
fn check(periods: &GovernancePeriods) {
    let table = table(periods);
    assert!(table.is_sorted_by_key(|track| track.id));
    for track in &table {
        let info = &track.info;
        // Nothing that was borrowed for a block decides anything.
        assert!(
            info.prepare_period > 0 && info.confirm_period > 0 && info.min_enactment_period > 0
        );
        // Who tips a decision at its end leaves time to answer, and there is more than one such time.
        assert!(info.decision_period > info.confirm_period);
        assert!(info.decision_deposit > 0 && info.max_deciding > 0);
        // Who has won is locked until it is enacted.
        assert!(periods.vote_lock_blocks >= info.min_enactment_period);
        // What is not decided in time is not what is prepared longer.
        assert!(periods.undecided_blocks > info.prepare_period);
        // A majority of those who vote, always.
        let half = Perbill::from_percent(50);
        assert!(info.min_approval.threshold(Perbill::one()) >= half - Perbill::from_parts(1_000));
        // Nothing is decided by next to nobody, wishes excepted.
        let floor = info.min_support.threshold(Perbill::one());
        assert_eq!(floor < Perbill::from_parts(9_990_000), track.id == tracks::WISH_FOR_CHANGE);
    }
    assert!(periods.pause_cooldown_blocks >= 2 * periods.pause_blocks);
    assert!(periods.deferred_blocks > 0 && periods.motion_blocks > 0);
    assert!(periods.spend_cap_blocks >= periods.spender.prepare && periods.payout_blocks > 0);
}

#[test]
fn both_tables_are_sound() {
    check(&MAIN.governance);
    check(&FAST.governance);
    assert_ne!(MAIN.governance, FAST.governance);
}

#[test]
fn where_there_is_value_what_stops_a_referendum_is_faster_than_it() {
    let table = table(&MAIN.governance);
    let fast = [tracks::REFERENDUM_CANCELLER, tracks::REFERENDUM_KILLER];
    let read = [tracks::WHITELISTED_CALLER, tracks::WISH_FOR_CHANGE];
    let slowest = table.iter().filter(|t| fast.contains(&t.id)).map(least).max();
    for track in table.iter().filter(|t| !fast.contains(&t.id) && !read.contains(&t.id)) {
        assert!(Some(least(track)) > slowest, "track {}", track.id);
    }
}

#[test]
fn a_track_has_one_origin_and_an_origin_one_track() {
    Tracks::check_integrity().expect("the tracks are sorted");
    for track in Tracks::tracks() {
        let origin = origin_of(track.id).expect("it gives an origin");
        assert_eq!(Tracks::track_for(&origin), Ok(track.id));
    }
    assert_eq!(Tracks::tracks().count(), Origin::ALL.len() + 1);
    assert_eq!(origin_of(99), None);
    let nobody = OriginCaller::system(RawOrigin::None);
    assert_eq!(Tracks::track_for(&nobody), Err(()));
}

#[test]
fn the_more_a_track_can_spend_the_more_it_takes() {
    assert!(SPEND_CAPS.is_sorted() && SPEND_CAPS[0] > TIDE);
    let table = table(&MAIN.governance);
    let spenders: Vec<_> = table.iter().filter(|track| track.id >= tracks::SMALL_SPENDER).collect();
    for pair in spenders.windows(2) {
        for part in 0..=100 {
            let at = Perbill::from_percent(part);
            let needs = |track: &TrackOf| {
                (track.info.min_approval.threshold(at), track.info.min_support.threshold(at))
            };
            let (less, more) = (needs(pair[0]), needs(pair[1]));
            let enough = at_least(more.0, less.0) && at_least(more.1, less.1);
            assert!(enough, "after {part} % of the decision");
        }
        assert!(pair[0].info.decision_deposit < pair[1].info.decision_deposit);
    }
}

const fn percent(number: u128) -> FixedI64 {
    FixedI64::from_rational(number, 100)
}

/// The tracks of Polkadot, by the numbers in its runtime (`governance/tracks.rs`, 28 days of decision):
/// approval by days to a level, support likewise.
const POLKADOT_ROOT: [Curve; 2] = [
    Curve::make_reciprocal(4, 28, percent(80), percent(50), percent(100)),
    Curve::make_linear(28, 28, percent(0), percent(50)),
];
const POLKADOT_WHITELISTED: [Curve; 2] = [
    Curve::make_reciprocal(16, 28 * 24, percent(96), percent(50), percent(100)),
    Curve::make_reciprocal(1, 28, percent(20), percent(5), percent(50)),
];
const POLKADOT_SMALL_SPENDER: [Curve; 2] = [
    Curve::make_linear(17, 28, percent(50), percent(100)),
    Curve::make_reciprocal(12, 28, percent(1), percent(0), percent(50)),
];

/// A millionth: curves are kept in billionths.
const NEARLY: u32 = 1_000;

fn near(a: Perbill, b: Perbill) -> bool {
    a.deconstruct().abs_diff(b.deconstruct()) <= NEARLY
}

fn at_least(more: Perbill, less: Perbill) -> bool {
    more >= less || near(more, less)
}

fn part(days: u32) -> Perbill {
    Perbill::from_rational(days, 28)
}

/// What each curve has to be where its definition says so, worked out by hand.
#[test]
fn polkadots_curves_go_through_the_points_that_define_them() {
    let point = |curve: &Curve, at, percent: u32| {
        let (has, should) = (curve.threshold(at), Perbill::from_percent(percent));
        assert!(near(has, should), "{has:?}, not {should:?}");
    };
    let [approval, support] = &POLKADOT_ROOT;
    point(approval, part(0), 100);
    point(approval, part(4), 80);
    point(approval, part(28), 50);
    point(support, part(0), 50);
    point(support, part(14), 25);
    point(support, part(28), 0);
    let [approval, support] = &POLKADOT_WHITELISTED;
    point(approval, Perbill::from_rational(16u32, 28 * 24), 96);
    point(support, part(1), 20);
    point(support, part(28), 5);
    let [approval, support] = &POLKADOT_SMALL_SPENDER;
    point(approval, part(17), 50);
    point(approval, part(20), 50);
    point(support, part(12), 1);
}

/// With our tally on Polkadot's tracks: when a referendum begins to pass.
#[test]
fn our_tally_passes_polkadots_tracks_when_the_definition_says_so() {
    let turnout = || Tally::<u128, Electorate>::of(Count { ayes: 900, nays: 100, support: 100 });
    // A tenth of the electorate is for it, nine to one: support has to fall from 50 to 10 %, which is four
    // fifths of the time on a line.
    let passes = |[approval, support]: &[Curve; 2], tally: Tally<u128, Electorate>, at: Perbill| {
        approval.passing(at, tally.approval(0u16)) && support.passing(at, tally.support(0u16))
    };
    let four_fifths = Perbill::from_percent(80);
    assert!(passes(&POLKADOT_ROOT, turnout(), four_fifths));
    assert!(!passes(&POLKADOT_ROOT, turnout(), four_fifths - Perbill::from_parts(NEARLY)));
    // At once: half of the electorate, all of one mind.
    let all = || Tally::<u128, Electorate>::of(Count { ayes: 500, nays: 0, support: 500 });
    assert!(passes(&POLKADOT_ROOT, all(), Perbill::zero()));
    // On the small spender's, nine to one is enough after 17 · (100 − 90) / 50 days of 28, and support of a
    // tenth is by then.
    let days = Perbill::from_rational(17u32 * 10, 28 * 50);
    assert!(passes(&POLKADOT_SMALL_SPENDER, turnout(), days + Perbill::from_parts(NEARLY)));
    assert!(!passes(&POLKADOT_SMALL_SPENDER, turnout(), days - Perbill::from_parts(NEARLY)));
    // A tie never passes before the end.
    let tie = || Tally::<u128, Electorate>::of(Count { ayes: 500, nays: 500, support: 1_000 });
    assert!(!passes(&POLKADOT_ROOT, tie(), Perbill::from_percent(99)));
}

/// A thousand units.
struct Electorate;

impl frame_support::traits::Get<u128> for Electorate {
    fn get() -> u128 {
        1_000
    }
}

/// Ours end with more support than Polkadot's: a chain with fewer holders is raided for less.
#[test]
fn ours_need_as_much_approval_as_polkadots_and_more_support_at_the_end() {
    let ours = table(&MAIN.governance);
    let of = |id| ours.iter().find(|track| track.id == id).expect("there is one");
    for (id, [approval, support]) in
        [(tracks::ROOT, &POLKADOT_ROOT), (tracks::SMALL_SPENDER, &POLKADOT_SMALL_SPENDER)]
    {
        let info = &of(id).info;
        for percent in 0..=100 {
            let at = Perbill::from_percent(percent);
            assert!(near(info.min_approval.threshold(at), approval.threshold(at)));
            assert!(at_least(info.min_support.threshold(at), support.threshold(at)));
        }
        assert!(info.min_support.threshold(Perbill::one()) > support.threshold(Perbill::one()));
    }
}

/// As the documentation writes it.
fn time(blocks: BlockNumber) -> String {
    match blocks {
        days if days % DAYS == 0 => format!("{} d", days / DAYS),
        hours if hours % HOURS == 0 => format!("{} h", hours / HOURS),
        minutes => format!("{} min", minutes / MINUTES),
    }
}

#[test]
fn the_documentation_has_the_tracks_as_they_are() {
    let page = include_str!("../../../docs/governance.md");
    for track in &table(&MAIN.governance) {
        let info = &track.info;
        let name = String::from_utf8_lossy(&info.name);
        let name = name.trim_end_matches('\0');
        let start = format!("| `{name}` |");
        let row = page.lines().find(|line| line.starts_with(&start)).expect("it has a row");
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let tide = (info.decision_deposit / TIDE).to_string();
        assert_eq!(cells[3].replace(',', ""), tide, "{name}");
        let times = [
            info.prepare_period,
            info.decision_period,
            info.confirm_period,
            info.min_enactment_period,
        ];
        assert_eq!(cells[4..8], times.map(time), "{name}");
        let [first, last] = [Perbill::zero(), Perbill::one()]
            .map(|at| (info.min_support.threshold(at).deconstruct() + 5_000_000) / 10_000_000);
        assert_eq!(cells[8], format!("{first} → {last} %"), "{name}");
    }
}
