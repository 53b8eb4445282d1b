//! How far and how often governance can change a feed's terms.

use super::*;
use crate::{mock::MIN_CHANGE_BLOCKS, types::bounds, TermsChangedAt};
use frame_support::{hypothetically, storage::with_storage_layer};
use proptest::prelude::*;
use sp_runtime::{DispatchError, StateVersion};
use std::collections::BTreeMap;
use tidewater_primitives::{apis::price_oracle::Feed, bounds::Bound};

/// A term, what it is called when it is out of range, and its least, its most, its step and whether it
/// doubles: said once more, so that nobody changes a bound by accident.
struct Term {
    error: fn() -> Error<Test>,
    get: fn(&FeedTerms) -> u32,
    set: fn(&mut FeedTerms, u32),
    may_move: fn(u32, u32) -> bool,
    numbers: [u32; 3],
    doubles: bool,
}

macro_rules! term {
    ($error:ident, $name:ident, $bound:ident, $numbers:expr, $doubles:expr) => {
        Term {
            error: || Error::$error,
            get: |terms| terms.$name.into(),
            set: |terms, to| terms.$name = to.try_into().expect("it fits"),
            may_move: |from, to| {
                let [from, to] = [from, to].map(|value| value.try_into().expect("it fits"));
                bounds::$bound.may_move(from, to)
            },
            numbers: $numbers,
            doubles: $doubles,
        }
    };
}

const ALL: [Term; 8] = [
    term!(HeartbeatOutOfRange, heartbeat, HEARTBEAT, [2, 43_200, 10], true),
    term!(MaxAgeOutOfRange, max_age, MAX_AGE, [3, 86_400, 10], true),
    term!(DeviationOutOfRange, deviation_bps, DEVIATION, [1, 5_000, 10], true),
    term!(SourcesOutOfRange, min_sources, MIN_SOURCES, [1, 32, 1], false),
    term!(QuorumOutOfRange, quorum_bps, QUORUM, [6_667, 10_000, 500], false),
    term!(JumpOutOfRange, max_jump_bps, MAX_JUMP, [2, 10_000, 10], true),
    term!(SpreadOutOfRange, max_spread_bps, MAX_SPREAD, [1, 5_000, 10], true),
    term!(GraceOutOfRange, grace, GRACE, [0, 86_400, 60], true),
];

/// Two that depend on no other one, and so can be tried everywhere.
const QUORUM: usize = 4;
const SPREAD: usize = 6;

impl Term {
    /// Terms with this one, and with what depends on it, or what it depends on, out of its way.
    fn with(&self, value: u32) -> FeedTerms {
        let mut terms = FeedTerms { heartbeat: 2, deviation_bps: 1, ..TERMS };
        match (self.error)() {
            Error::HeartbeatOutOfRange => terms.max_age = bounds::MAX_AGE.max(),
            Error::DeviationOutOfRange => terms.max_jump_bps = bounds::MAX_JUMP.max(),
            _ => {}
        }
        (self.set)(&mut terms, value);
        terms
    }
}

fn update(feed: FeedId, terms: FeedTerms) -> DispatchResult {
    PriceOracle::update_feed(RuntimeOrigin::root(), feed, terms)
}

fn register(terms: FeedTerms) -> DispatchResult {
    PriceOracle::register_feed(RuntimeOrigin::root(), feed("NEW", None, terms))
}

fn terms_of(feed: FeedId) -> Option<FeedTerms> {
    Feeds::<Test>::get().get(&feed).map(|feed| feed.terms)
}

fn spread(max_spread_bps: u16) -> FeedTerms {
    FeedTerms { max_spread_bps, ..TERMS }
}

fn root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

#[test]
fn the_bounds_are_those() {
    let said = |at: usize| -> Bound<u32> {
        let Term { numbers: [min, max, step], doubles, .. } = ALL[at];
        let bound = Bound::<u32>::new(min, max, step);
        if doubles {
            bound.or_doubling()
        } else {
            bound
        }
    };
    let said16 = |at: usize| -> Bound<u16> {
        let Term { numbers, doubles, .. } = ALL[at];
        let [min, max, step] = numbers.map(|number| number.try_into().expect("it fits"));
        let bound = Bound::<u16>::new(min, max, step);
        if doubles {
            bound.or_doubling()
        } else {
            bound
        }
    };
    assert_eq!([bounds::HEARTBEAT, bounds::MAX_AGE, bounds::GRACE], [0, 1, 7].map(said));
    assert_eq!([bounds::DEVIATION, bounds::QUORUM, bounds::MAX_JUMP], [2, 4, 5].map(said16));
    assert_eq!(bounds::MAX_SPREAD, said16(6));
    assert_eq!(bounds::MIN_SOURCES, Bound::<u8>::new(1, 32, 1));
    assert_eq!(bounds::DECIMALS, Bound::<u8>::fixed(0, 18));
}

/// Each is refused by its own name on both sides, and a feed can begin with either end.
#[test]
fn each_is_refused_outside_its_bounds_wherever_it_comes_from() {
    with_feed().build_and_execute(|| {
        for term in &ALL {
            let [min, max, _] = term.numbers;
            for value in min.checked_sub(1).into_iter().chain([max + 1]) {
                let refused = DispatchError::from((term.error)());
                assert_noop!(register(term.with(value)), refused);
                assert_noop!(update(0, term.with(value)), refused);
            }
            for value in [min, max] {
                // What depends on it has its own least.
                let least = match (term.error)() {
                    Error::MaxAgeOutOfRange | Error::JumpOutOfRange => value.max(min + 1),
                    _ => value,
                };
                hypothetically!(assert_eq!(register(term.with(least)), Ok(())));
            }
        }
    });
}

#[test]
fn an_age_is_more_than_the_heartbeat_and_a_jump_more_than_the_deviation() {
    with_feed().build_and_execute(|| {
        let as_old = FeedTerms { max_age: TERMS.heartbeat, ..TERMS };
        assert_noop!(update(0, as_old), Error::<Test>::MaxAgeOutOfRange);
        assert_noop!(register(as_old), Error::<Test>::MaxAgeOutOfRange);
        assert_ok!(update(0, FeedTerms { max_age: TERMS.heartbeat + 1, ..TERMS }));
        let as_far = FeedTerms { max_jump_bps: TERMS.deviation_bps, ..TERMS };
        assert_noop!(update(0, as_far), Error::<Test>::JumpOutOfRange);
        assert_noop!(register(as_far), Error::<Test>::JumpOutOfRange);
        assert_ok!(register(FeedTerms { max_jump_bps: TERMS.deviation_bps + 1, ..TERMS }));
    });
}

#[test]
fn each_goes_a_step_and_no_further() {
    // From a value, the least and the most that one change leads to.
    let reach: [(usize, u32, [u32; 2]); 15] = [
        (0, 2, [2, 12]),
        (0, 30, [15, 60]),
        (0, 43_200, [21_600, 43_200]),
        (1, 60, [30, 120]),
        (1, 86_400, [43_200, 86_400]),
        (2, 1, [1, 11]),
        (2, 50, [25, 100]),
        (3, 3, [2, 4]),
        (QUORUM, 6_667, [6_667, 7_167]),
        (QUORUM, 9_000, [8_500, 9_500]),
        (5, 1_000, [500, 2_000]),
        (SPREAD, 200, [100, 400]),
        (7, 0, [0, 60]),
        (7, 90, [30, 180]),
        (7, 3_600, [1_800, 7_200]),
    ];
    for (at, from, [least, most]) in reach {
        let term = &ALL[at];
        let feed = feed("TIDE", None, term.with(from));
        ExtBuilder::default().feed(feed).build_and_execute(|| {
            for value in [least, from, most] {
                hypothetically!(assert_eq!(update(0, term.with(value)), Ok(())));
            }
            let [min, max, _] = term.numbers;
            let below = Some(least).filter(|least| *least > min).map(|least| least - 1);
            let above = Some(most).filter(|most| *most < max).map(|most| most + 1);
            for value in below.into_iter().chain(above) {
                assert_noop!(update(0, term.with(value)), Error::<Test>::StepTooLarge);
            }
        });
    }
}

#[test]
fn a_step_is_not_repeated_before_its_time() {
    with_feed().build_and_execute(|| {
        assert_ok!(update(0, spread(400)));
        assert_eq!(TermsChangedAt::<Test>::get(0), Some(1));
        assert_noop!(update(0, spread(800)), Error::<Test>::ChangedTooSoon);
        // Not even back, and not to where it is.
        assert_noop!(update(0, spread(200)), Error::<Test>::ChangedTooSoon);
        assert_noop!(update(0, spread(400)), Error::<Test>::ChangedTooSoon);
        pass_blocks(u64::from(MIN_CHANGE_BLOCKS) - 1);
        assert_noop!(update(0, spread(800)), Error::<Test>::ChangedTooSoon);
        next_block();
        assert_noop!(update(0, spread(801)), Error::<Test>::StepTooLarge);
        assert_ok!(update(0, spread(800)));
        assert_noop!(update(0, spread(1_600)), Error::<Test>::ChangedTooSoon);
    });
}

/// All or nothing, as in a batch of the utility pallet.
#[test]
fn a_batch_goes_no_further_than_one_step() {
    with_feed().build_and_execute(|| {
        let before = root();
        let batch = || [400, 800, 1_600].into_iter().try_for_each(|bps| update(0, spread(bps)));
        assert_eq!(with_storage_layer(batch), Err(Error::<Test>::ChangedTooSoon.into()));
        assert_eq!(root(), before);
    });
}

/// Nor does halting it, and letting it run again, or registering another feed in between.
#[test]
fn nothing_brings_the_next_step_nearer() {
    with_feed().build_and_execute(|| {
        assert_ok!(update(0, spread(400)));
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 0));
        assert_noop!(update(0, spread(800)), Error::<Test>::ChangedTooSoon);
        assert_ok!(PriceOracle::resume_feed(RuntimeOrigin::root(), 0));
        assert_ok!(register(TERMS));
        assert_noop!(update(0, spread(800)), Error::<Test>::ChangedTooSoon);
        // The other one has its own time.
        assert_ok!(update(1, spread(400)));
    });
}

/// A feed that is removed and registered again is another feed: with another id, and without a price.
#[test]
fn a_removed_feed_leaves_no_time_behind_and_its_id_is_not_used_again() {
    with_feed().build_and_execute(|| {
        establish(USD);
        assert_ok!(update(0, spread(400)));
        assert_ok!(PriceOracle::remove_feed(RuntimeOrigin::root(), 0));
        assert_eq!(TermsChangedAt::<Test>::iter().count(), 0);
        assert_ok!(register(spread(5_000)));
        assert_eq!((terms_of(0), terms_of(1)), (None, Some(spread(5_000))));
        assert_noop!(update(0, spread(800)), Error::<Test>::FeedNotFound);
        assert_eq!(value_of(1), Err(NoPrice::NeverReported));
    });
}

/// The least that one change leads to on the way from `from` to `to`, or the most.
fn furthest(term: &Term, from: u32, to: u32) -> u32 {
    let reached = |value: &u32| (term.may_move)(from, *value);
    let found = if from < to { (from..=to).rev().find(reached) } else { (to..=from).find(reached) };
    found.expect("to stay is allowed")
}

fn any_terms() -> impl Strategy<Value = FeedTerms> {
    let value = |at: usize| {
        let [min, max, _] = ALL[at].numbers;
        prop_oneof![1 => Just(min), 1 => Just(max), 2 => min..=max, 2 => min..=min + (max - min) / 50]
    };
    let values = [0, 1, 2, 3, 4, 5, 6, 7].map(value);
    values.prop_map(|values| {
        let mut terms = TERMS;
        for (term, value) in ALL.iter().zip(values) {
            (term.set)(&mut terms, value);
        }
        terms.max_age = terms.max_age.max(terms.heartbeat + 1);
        terms.max_jump_bps = terms.max_jump_bps.max(terms.deviation_bps + 1);
        terms
    })
}

/// A little off what there is, or anything, or what nothing may be.
#[derive(Clone, Debug)]
struct Try {
    feed: FeedId,
    at: usize,
    offset: i64,
    whole: Option<FeedTerms>,
    wait: u32,
}

fn any_try() -> impl Strategy<Value = Try> {
    let offset = prop_oneof![4 => -60i64..=60, 2 => -600i64..=600, 1 => -90_000i64..=90_000];
    let whole = prop::option::weighted(0.1, any_terms());
    let wait = prop_oneof![0u32..=2, 0..2 * MIN_CHANGE_BLOCKS];
    (0u32..3, 0..ALL.len(), offset, whole, wait).prop_map(|(feed, at, offset, whole, wait)| Try {
        feed,
        at,
        offset,
        whole,
        wait,
    })
}

/// What the rules say of a change, computed in another way.
fn verdict(
    old: Option<FeedTerms>,
    new: &FeedTerms,
    changed_at: Option<u32>,
    now: u32,
) -> Result<(), Error<Test>> {
    let old = old.ok_or(Error::FeedNotFound)?;
    let mut far = false;
    for term in &ALL {
        let [min, max, step] = term.numbers.map(i64::from);
        let (from, to) = (i64::from((term.get)(&old)), i64::from((term.get)(new)));
        let error = (term.error)();
        let less = match error {
            Error::MaxAgeOutOfRange => i64::from(new.heartbeat),
            Error::JumpOutOfRange => i64::from(new.deviation_bps),
            _ => -1,
        };
        if to < min || to > max || to <= less {
            return Err(error);
        }
        let doubled = term.doubles && to <= 2 * from && from <= 2 * to;
        far |= (to - from).abs() > step && !doubled;
    }
    match changed_at {
        _ if far => Err(Error::StepTooLarge),
        Some(at) if now < at + MIN_CHANGE_BLOCKS => Err(Error::ChangedTooSoon),
        _ => Ok(()),
    }
}

fn with_two_feeds() -> ExtBuilder {
    with_feed().feed(feed("BTC", None, FeedTerms { grace: 3_600, max_age: 3_600, ..TERMS }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever governance tries, in whatever order: the outcome is what the rules say.
    #[test]
    fn changes_are_what_the_rules_say(tries in prop::collection::vec(any_try(), 1..60)) {
        with_two_feeds().build_and_execute(|| {
            let mut changed_at: BTreeMap<FeedId, u32> = BTreeMap::new();
            for Try { feed, at, offset, whole, wait } in tries {
                pass_blocks(wait.into());
                let (term, now, old) = (&ALL[at], PriceOracle::block(), terms_of(feed));
                let mut new = old.unwrap_or(TERMS);
                let widest = i64::from(term.numbers[1]) + 1;
                let value = (i64::from((term.get)(&new)) + offset).clamp(0, widest);
                (term.set)(&mut new, value as u32);
                let new = whole.unwrap_or(new);
                let expected = verdict(old, &new, changed_at.get(&feed).copied(), now);
                let (before, allowed) = (root(), expected.is_ok());
                assert_eq!(update(feed, new), expected.map_err(Into::into));
                if allowed {
                    changed_at.insert(feed, now);
                    assert_eq!(terms_of(feed), Some(new));
                } else {
                    assert_eq!(root(), before, "what fails changes nothing");
                }
                assert_eq!(PriceOracle::check_invariants(), Ok(()));
            }
        });
    }

    /// Nothing is out of reach for good. Age and jump go out of the others' way first, and to where they
    /// shall be last.
    #[test]
    fn a_path_leads_from_any_terms_to_any_others(from in any_terms(), to in any_terms()) {
        let wide = |terms| FeedTerms { max_age: 86_400, max_jump_bps: 10_000, ..terms };
        let born = Feed { terms: from, ..feed("TIDE", None, TERMS) };
        ExtBuilder::default().feed(born).build_and_execute(|| {
            let mut changes = 0;
            for target in [wide(from), wide(to), to] {
                while terms_of(0) != Some(target) {
                    let mut next = terms_of(0).expect("the feed exists");
                    for term in &ALL {
                        let at = furthest(term, (term.get)(&next), (term.get)(&target));
                        (term.set)(&mut next, at);
                    }
                    assert_ok!(update(0, next));
                    pass_blocks(MIN_CHANGE_BLOCKS.into());
                    changes += 1;
                    assert!(changes <= 62, "{from:?} to {to:?}");
                }
            }
        });
    }
}
