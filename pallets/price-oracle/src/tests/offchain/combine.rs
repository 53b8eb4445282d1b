//! One price of many: whose counts, and what that makes.

use super::*;
use crate::{
    offchain::combine::{
        combine, pair_of, terms_of, Combined, Outcome, Place, Seen, Shortage, Terms, HELPER_TERMS,
        MAX_CONVERSIONS,
    },
    types::MAX_FUTURE,
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const ONE: u128 = 1_000_000_000_000_000_000;
const NOW: Moment = START;
/// Three sources that are at most 2 % from their median.
const USUAL: Terms = Terms { max_age: 60_000, min_sources: 3, max_spread_bps: 200 };

/// Sources of these weights, each with one reading of `TIDE/USD`.
fn plain(weights: &[u16]) -> SourceList {
    let source = |(number, weight): (usize, &u16)| {
        json!({
            "name": format!("s{number}"),
            "url": format!("https://s{number}.example/"),
            "every": 2,
            "weight": weight,
            "readings": [{ "feed": "TIDE/USD", "path": "p" }],
        })
    };
    list_of(weights.iter().enumerate().map(source).collect())
}

/// Sources with one reading each: of a feed, converted with a currency or not.
fn converted(readings: &[(&str, Option<&str>)]) -> SourceList {
    let source = |(number, (feed, via)): (usize, &(&str, Option<&str>))| {
        json!({
            "name": format!("s{number}"),
            "url": format!("https://s{number}.example/"),
            "every": 2,
            "readings": [{ "feed": feed, "path": "p", "via": via }],
        })
    };
    list_of(readings.iter().enumerate().map(source).collect())
}

fn at(source: usize) -> Place {
    Place { source, reading: 0 }
}

/// What the first reading of each source said, now.
fn now(values: &[u128]) -> BTreeMap<Place, Seen> {
    let seen = |(source, value): (usize, &u128)| (at(source), Seen { value: *value, at: NOW });
    values.iter().enumerate().map(seen).collect()
}

fn with(terms: Terms) -> BTreeMap<Feed, Terms> {
    BTreeMap::from([(feed_named("TIDE/USD"), terms)])
}

/// What the sources of a list say of `TIDE/USD` comes to.
fn tide(list: &SourceList, seen: &BTreeMap<Place, Seen>) -> Outcome {
    combine(list, seen, &with(USUAL), NOW)
}

fn price(outcome: &Outcome) -> Result<Combined, Shortage> {
    of(outcome, "TIDE/USD")
}

fn of(outcome: &Outcome, name: &str) -> Result<Combined, Shortage> {
    outcome.feeds[&feed_named(name)]
}

fn refusal(outcome: &Outcome, source: usize) -> Option<Refusal> {
    outcome.readings[&at(source)].err()
}

#[test]
fn the_median_of_those_that_agree_is_the_price() {
    let outcome = tide(&plain(&[1; 3]), &now(&[100 * ONE, 101 * ONE, 99 * ONE]));
    assert_eq!(price(&outcome), Ok(Combined { value: 100 * ONE, at: NOW, sources: 3 }));
    assert!(outcome.readings.values().all(Result::is_ok));
    // The heavier ones are more of the middle.
    let outcome = tide(&plain(&[1, 5, 1]), &now(&[100 * ONE, 101 * ONE, 99 * ONE]));
    assert_eq!(price(&outcome).map(|price| price.value), Ok(101 * ONE));
}

#[test]
fn who_is_far_away_is_dropped_and_named() {
    let outcome = tide(&plain(&[1; 4]), &now(&[100 * ONE, 101 * ONE, 500 * ONE, 99 * ONE]));
    assert_eq!(price(&outcome), Ok(Combined { value: 100 * ONE, at: NOW, sources: 3 }));
    assert_eq!(refusal(&outcome, 2), Some(Refusal::Outlier));
    assert_eq!(refusal(&outcome, 0), None);
}

#[test]
fn too_few_are_no_price_and_nobodys_fault() {
    let outcome = tide(&plain(&[1; 3]), &now(&[100 * ONE, 300 * ONE]));
    assert_eq!(price(&outcome), Err(Shortage::TooFew { sources: 2, needed: 3 }));
    assert_eq!((refusal(&outcome, 0), refusal(&outcome, 1)), (None, None));
    assert!(!outcome.readings.contains_key(&at(2)));
    let outcome = tide(&plain(&[1; 3]), &BTreeMap::new());
    assert_eq!(price(&outcome), Err(Shortage::TooFew { sources: 0, needed: 3 }));
}

#[test]
fn two_camps_have_no_price() {
    let outcome = tide(&plain(&[1; 4]), &now(&[100 * ONE, 100 * ONE, 200 * ONE, 200 * ONE]));
    assert_eq!(price(&outcome), Err(Shortage::TooFarApart { sources: 0, needed: 3 }));
    assert!((0..4).all(|source| refusal(&outcome, source) == Some(Refusal::Outlier)));
}

#[test]
fn old_and_future_and_zero_ones_are_left_out() {
    let mut seen = now(&[100 * ONE, 101 * ONE, 99 * ONE, 0, 1, 1, 1, 1]);
    let moments = [
        (3, NOW, Some(Refusal::NotAPrice)),
        (4, NOW - 60_001, Some(Refusal::Stale)),
        (5, 0, Some(Refusal::Stale)),
        (6, NOW + MAX_FUTURE + 1, Some(Refusal::FromTheFuture)),
        (7, Moment::MAX, Some(Refusal::FromTheFuture)),
        (0, NOW - 60_000, None),
        (1, NOW + MAX_FUTURE, None),
    ];
    for (source, moment, _) in moments {
        seen.get_mut(&at(source)).expect("it was seen").at = moment;
    }
    let outcome = tide(&plain(&[1; 8]), &seen);
    for (source, _, expected) in moments {
        assert_eq!(refusal(&outcome, source), expected, "source {source}");
    }
    assert_eq!(price(&outcome), Ok(Combined { value: 100 * ONE, at: NOW, sources: 3 }));
}

#[test]
fn its_time_is_the_lower_middle_of_those_that_agree() {
    let mut seen = now(&[100 * ONE, 100 * ONE, 100 * ONE, 100 * ONE, 900 * ONE]);
    for (source, age) in [(0, 1_000), (1, 2_000), (2, 30_000), (3, 500), (4, 59_000)] {
        seen.get_mut(&at(source)).expect("it was seen").at = NOW - age;
    }
    let outcome = tide(&plain(&[1; 5]), &seen);
    assert_eq!(price(&outcome).map(|price| (price.at, price.sources)), Ok((NOW - 2_000, 4)));
}

#[test]
fn each_feed_has_its_own_terms() {
    let list = plain(&[1; 2]);
    let few = Terms { min_sources: 2, ..USUAL };
    let seen = now(&[100 * ONE, 102 * ONE]);
    assert!(price(&combine(&list, &seen, &with(few), NOW)).is_ok());
    let close = Terms { max_spread_bps: 90, ..few };
    assert_eq!(
        price(&combine(&list, &seen, &with(close), NOW)),
        Err(Shortage::TooFarApart { sources: 0, needed: 2 })
    );
    // The chain does not know the feed: three are needed.
    assert_eq!(
        price(&combine(&list, &seen, &BTreeMap::new(), NOW)),
        Err(Shortage::TooFew { sources: 2, needed: HELPER_TERMS.min_sources })
    );
}

/// Three of `TIDE/USD` through USDT, and three of `USDT/USD`.
fn through_usdt() -> SourceList {
    let usdt = Some("USDT");
    converted(&[
        ("TIDE/USD", usdt),
        ("TIDE/USD", usdt),
        ("TIDE/USD", usdt),
        ("USDT/USD", None),
        ("USDT/USD", None),
        ("USDT/USD", None),
    ])
}

#[test]
fn a_converted_price_is_as_old_as_the_older_of_both() {
    let half = ONE / 2;
    let mut seen = now(&[100 * ONE, 101 * ONE, 99 * ONE, half, half, half]);
    for source in 3..6 {
        seen.get_mut(&at(source)).expect("it was seen").at = NOW - 7_000;
    }
    let outcome = tide(&through_usdt(), &seen);
    assert_eq!(price(&outcome), Ok(Combined { value: 50 * ONE, at: NOW - 7_000, sources: 3 }));
    assert_eq!(outcome.readings[&at(1)], Ok(Seen { value: 101 * half, at: NOW - 7_000 }));
    // And young enough for the feed is not young enough for the helper, nor the other way round.
    let quick = Terms { max_age: 6_999, ..USUAL };
    let outcome = combine(&through_usdt(), &seen, &with(quick), NOW);
    assert_eq!(refusal(&outcome, 0), Some(Refusal::NotConverted));
    assert_eq!(price(&outcome), Err(Shortage::TooFew { sources: 0, needed: 3 }));
}

#[test]
fn conversions_hang_on_one_another_up_to_a_limit() {
    for depth in [MAX_CONVERSIONS, MAX_CONVERSIONS + 1] {
        // C0/USD is plain, C1/USD through C0, and so on.
        let names: Vec<_> = (0..=depth).map(|number| format!("C{number}/USD")).collect();
        let symbols: Vec<_> = (0..=depth).map(|number| format!("C{number}")).collect();
        let readings: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(number, name)| {
                let via = number.checked_sub(1).map(|before| symbols[before].as_str());
                (name.as_str(), via)
            })
            .collect();
        let terms = Terms { min_sources: 1, ..USUAL };
        let terms = names.iter().map(|name| (feed_named(name), terms)).collect();
        let outcome = combine(&converted(&readings), &now(&vec![2 * ONE; depth + 1]), &terms, NOW);
        let deepest = outcome.feeds[&feed_named(&names[MAX_CONVERSIONS])];
        assert_eq!(deepest.map(|price| price.value), Ok(ONE << (MAX_CONVERSIONS + 1)));
        assert_eq!(outcome.feeds.len(), depth + 1);
        if depth > MAX_CONVERSIONS {
            let shortage = Shortage::TooFew { sources: 0, needed: 1 };
            assert_eq!(outcome.feeds[&feed_named(&names[depth])], Err(shortage));
            assert_eq!(refusal(&outcome, depth), Some(Refusal::NotConverted));
        }
    }
}

#[test]
fn what_does_not_fit_is_not_converted() {
    let mut seen = now(&[u128::MAX, 1, ONE, ONE / 3, ONE / 3, ONE / 3]);
    let outcome = tide(&through_usdt(), &seen);
    // Less than half a unit.
    assert_eq!(refusal(&outcome, 1), Some(Refusal::NotConverted));
    for source in 3..6 {
        seen.get_mut(&at(source)).expect("it was seen").value = u128::MAX;
    }
    let outcome = tide(&through_usdt(), &seen);
    assert_eq!(refusal(&outcome, 0), Some(Refusal::NotConverted));
}

#[test]
fn what_is_not_in_the_list_is_ignored() {
    let mut seen = now(&[100 * ONE, 101 * ONE, 99 * ONE, 500 * ONE]);
    seen.insert(Place { source: 0, reading: 1 }, Seen { value: ONE, at: NOW });
    let outcome = tide(&plain(&[1; 3]), &seen);
    assert_eq!(price(&outcome), Ok(Combined { value: 100 * ONE, at: NOW, sources: 3 }));
    assert_eq!(outcome.readings.len(), 3);
}

#[test]
fn the_chains_feeds_are_found_by_their_names() {
    let mut long = feed("TIDE", None, TERMS);
    long.quote = "THIRTEENCHARS".try_into().expect("the chain takes up to sixteen");
    assert_eq!(pair_of(&long), None);
    let short = feed("BTC", None, TERMS);
    assert_eq!(pair_of(&short), Some(feed_named("BTC/USD")));
    let expected = Terms { max_age: 60_000, min_sources: 3, max_spread_bps: 200 };
    assert_eq!(terms_of([long, short].iter()), BTreeMap::from([(feed_named("BTC/USD"), expected)]));
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 512,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    }
}

/// What a source may say: mostly near the others, at times anything.
fn any_value() -> impl Strategy<Value = u128> {
    prop_oneof![
        8 => 97 * ONE..=103 * ONE,
        1 => prop::sample::select(vec![0, 1, u128::MAX, 50 * ONE, 200 * ONE]),
        1 => any::<u128>(),
    ]
}

fn any_moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        6 => NOW - 60_000..=NOW + MAX_FUTURE,
        1 => NOW - 70_000..=NOW + 2 * MAX_FUTURE,
        1 => any::<Moment>(),
    ]
}

fn any_terms() -> impl Strategy<Value = Terms> {
    (0u8..=5, prop::sample::select(vec![0u16, 1, 100, 200, 5_000])).prop_map(
        |(min_sources, max_spread_bps)| Terms { max_age: 60_000, min_sources, max_spread_bps },
    )
}

/// Sources: the weight of each and what it says.
fn any_sources() -> impl Strategy<Value = Vec<(u16, u128, Moment)>> {
    prop::collection::vec((1u16..=4, any_value(), any_moment()), 1..=9)
}

fn seen_of(sources: &[(u16, u128, Moment)]) -> (SourceList, BTreeMap<Place, Seen>) {
    let weights: Vec<_> = sources.iter().map(|(weight, ..)| *weight).collect();
    let seen = sources.iter().enumerate();
    let seen =
        seen.map(|(number, (_, value, moment))| (at(number), Seen { value: *value, at: *moment }));
    (plain(&weights), seen.collect())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_price_is_within_what_was_used_and_of_enough(
        sources in any_sources(),
        terms in any_terms(),
    ) {
        let (list, seen) = seen_of(&sources);
        let outcome = combine(&list, &seen, &with(terms), NOW);
        prop_assert_eq!(outcome.readings.len(), sources.len());
        for (place, verdict) in &outcome.readings {
            let Ok(used) = verdict else { continue };
            prop_assert_eq!(*used, seen[place]);
            prop_assert!(used.value > 0);
            prop_assert!(NOW.saturating_sub(used.at) <= 60_000 && used.at <= NOW + MAX_FUTURE);
        }
        if let Ok(price) = price(&outcome) {
            let used: Vec<_> = outcome.readings.values().copied().flatten().collect();
            let (values, times) =
                (used.iter().map(|seen| seen.value), used.iter().map(|seen| seen.at));
            prop_assert_eq!(usize::from(price.sources), used.len());
            prop_assert!(price.sources >= terms.min_sources && price.sources > 0);
            prop_assert!(values.clone().min() <= Some(price.value));
            prop_assert!(values.max() >= Some(price.value));
            prop_assert!(times.clone().any(|time| time == price.at));
            prop_assert!(price.value > 0);
        }
    }

    #[test]
    fn the_order_of_the_sources_does_not_matter(
        (sources, shuffled) in any_sources()
            .prop_flat_map(|sources| (Just(sources.clone()), Just(sources).prop_shuffle())),
        terms in any_terms(),
    ) {
        let (list, seen) = seen_of(&sources);
        let (other_list, other_seen) = seen_of(&shuffled);
        let one = combine(&list, &seen, &with(terms), NOW);
        let other = combine(&other_list, &other_seen, &with(terms), NOW);
        prop_assert_eq!(price(&one), price(&other));
    }

    /// However the liar chooses, it can only choose between what honest ones say.
    #[test]
    fn one_liar_of_three_or_more_cannot_leave_the_honest_range(
        honest in prop::collection::vec(90 * ONE..=110 * ONE, 2..=8),
        lie in any_value(),
        lied_at in any_moment(),
        place in any::<prop::sample::Index>(),
        spread in prop::sample::select(vec![1u16, 50, 200, 1_000]),
    ) {
        let mut sources: Vec<_> = honest.iter().map(|value| (1, *value, NOW)).collect();
        sources.insert(place.index(honest.len() + 1), (1, lie, lied_at));
        let (list, seen) = seen_of(&sources);
        let range = honest.iter().min()..=honest.iter().max();
        let terms = Terms { max_spread_bps: spread, ..USUAL };
        if let Ok(price) = price(&combine(&list, &seen, &with(terms), NOW)) {
            prop_assert!(range.contains(&Some(&price.value)));
            prop_assert_eq!(price.at, NOW);
        }
    }

    /// As long as the honest ones agree, two of them are enough of a crowd.
    #[test]
    fn nor_can_it_where_fewer_are_needed_and_the_honest_agree(
        honest in prop::collection::vec(100 * ONE..=102 * ONE, 2..=8),
        lie in any_value(),
        min_sources in 1u8..=2,
    ) {
        let mut sources: Vec<_> = honest.iter().map(|value| (1, *value, NOW)).collect();
        sources.push((1, lie, NOW));
        let (list, seen) = seen_of(&sources);
        let terms = Terms { min_sources, ..USUAL };
        let price = price(&combine(&list, &seen, &with(terms), NOW)).expect("they agree");
        prop_assert!((honest.iter().min()..=honest.iter().max()).contains(&Some(&price.value)));
    }

    /// What USDT is worth changes nothing for those that do not need it.
    #[test]
    fn a_conversion_that_fails_touches_only_those_that_need_it(
        usdt in prop::collection::vec((any_value(), any_moment()), 3),
        plain in prop::collection::vec(99 * ONE..=101 * ONE, 3),
        needy in 99 * ONE..=101 * ONE,
    ) {
        let mut list = vec![("TIDE/USD", None); 3];
        list.extend([("USDT/USD", None); 3]);
        list.extend([("TIDE/USD", Some("USDT")), ("BTC/USD", Some("USDT"))]);
        let list = converted(&list);
        let mut seen = now(&plain);
        for (number, (value, moment)) in (3..).zip(usdt) {
            seen.insert(at(number), Seen { value, at: moment });
        }
        let without = tide(&list, &seen);
        seen.insert(at(6), Seen { value: needy, at: NOW });
        seen.insert(at(7), Seen { value: needy, at: NOW });
        let with = tide(&list, &seen);
        let without = price(&without).expect("three agree");
        prop_assert_eq!(without.sources, 3);
        if of(&with, "USDT/USD").is_err() {
            prop_assert_eq!(refusal(&with, 6), Some(Refusal::NotConverted));
            prop_assert_eq!(refusal(&with, 7), Some(Refusal::NotConverted));
            prop_assert_eq!(price(&with), Ok(without));
        }
        prop_assert!(price(&with).is_ok());
    }
}
