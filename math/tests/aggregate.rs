//! Medians of reports: equal to their exact twin, and never a minority's choice.

mod reference;
mod strategies;

use proptest::prelude::*;
use reference::aggregate as twin;
use strategies::{any_amount, budget};
use tidewater_math::{
    aggregate::{
        aggregate, agree, deviates, exceeds, has_quorum, median_deviation, middles,
        weighted_median, with_decimals, Aggregate, Agreed, Disagreement, Middles, Weighted,
    },
    MathError,
};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/aggregate.txt");

/// Few values, so that ties are common, or any at all; weights of nothing, the same, few and any.
fn any_report() -> impl Strategy<Value = Weighted> {
    let value = prop_oneof![1 => 0u128..4, 1 => any_amount()];
    let weight = prop_oneof![1 => Just(0), 3 => Just(1), 2 => 0u128..4, 2 => any_amount()];
    (value, weight).prop_map(|(value, weight)| Weighted { value, weight })
}

fn any_reports() -> impl Strategy<Value = Vec<Weighted>> {
    prop::collection::vec(any_report(), 0..=12)
}

fn any_bps() -> impl Strategy<Value = u32> {
    prop_oneof![
        prop::sample::select(vec![0, 1, 6_666, 6_667, 9_999, 10_000, u32::MAX]),
        0u32..=10_000
    ]
}

fn reports(pairs: &[(u128, u128)]) -> Vec<Weighted> {
    pairs.iter().map(|(value, weight)| Weighted { value: *value, weight: *weight }).collect()
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_the_weight_is_split(reports in any_reports()) {
            prop_assert_eq!(middles(&mut reports.clone()), twin::middles(&reports));
        }

        #[test]
        fn when_reports_are_aggregated(reports in any_reports()) {
            let (mut one, mut other) = (reports.clone(), reports.clone());
            prop_assert_eq!(weighted_median(&mut one), twin::weighted_median(&reports));
            prop_assert_eq!(aggregate(&mut other), twin::aggregate(&reports));
        }

        #[test]
        fn when_a_part_is_compared([part, whole] in [any_amount(), any_amount()], bps in any_bps()) {
            prop_assert_eq!(exceeds(part, whole, bps), twin::exceeds(part, whole, bps));
            prop_assert_eq!(has_quorum(part, whole, bps), twin::has_quorum(part, whole, bps));
            prop_assert_eq!(deviates(part, whole, bps), twin::deviates(part, whole, bps));
        }

        /// Around the bound itself, where one unit decides.
        #[test]
        fn when_one_unit_decides(whole in any_amount(), bps in 0u32..=10_000, step in 0u128..=2) {
            let bound = strategies::portion(whole, bps.into(), 10_000);
            let part = bound.saturating_sub(1).saturating_add(step);
            prop_assert_eq!(exceeds(part, whole, bps), twin::exceeds(part, whole, bps));
            prop_assert_eq!(has_quorum(part, whole, bps), twin::has_quorum(part, whole, bps));
            let value = whole.saturating_add(part);
            prop_assert_eq!(deviates(value, whole, bps), twin::deviates(value, whole, bps));
        }

        #[test]
        fn when_decimals_are_added(value in any_amount(), [from, to] in [0u8..=40, 0u8..=40]) {
            prop_assert_eq!(with_decimals(value, from, to), twin::with_decimals(value, from, to));
        }
    }
}

mod the_median {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        /// Whatever less than half of the weight says.
        #[test]
        fn lies_between_two_honest_values(
            honest in prop::collection::vec((any_amount(), 1u128..=1_000), 1..=8),
            lies in prop::collection::vec((any_amount(), 1u128..=1_000), 0..=8),
        ) {
            let weight = |reports: &[(u128, u128)]| reports.iter().map(|(_, weight)| weight).sum::<u128>();
            prop_assume!(weight(&honest) > weight(&lies));
            let mut all = reports(&[honest.as_slice(), lies.as_slice()].concat());
            let median = weighted_median(&mut all).expect("there is weight");
            let values = || honest.iter().map(|(value, _)| *value);
            prop_assert!(values().min() <= Some(median) && Some(median) <= values().max());
        }

        #[test]
        fn does_not_depend_on_the_order(
            (reports, shuffled) in any_reports()
                .prop_flat_map(|reports| (Just(reports.clone()), Just(reports).prop_shuffle())),
        ) {
            prop_assert_eq!(aggregate(&mut reports.clone()), aggregate(&mut shuffled.clone()));
        }

        #[test]
        fn does_not_depend_on_what_has_no_weight(reports in any_reports()) {
            let mut weighty = reports.clone();
            weighty.retain(|report| report.weight > 0);
            prop_assert_eq!(aggregate(&mut reports.clone()), aggregate(&mut weighty));
        }

        /// A weight of two is two reports of one.
        #[test]
        fn counts_a_weight_as_often_as_it_is(
            pairs in prop::collection::vec((any_amount(), 0u128..=4), 1..=6),
        ) {
            let mut single: Vec<Weighted> = Vec::new();
            for (value, weight) in &pairs {
                single.extend((0..*weight).map(|_| Weighted { value: *value, weight: 1 }));
            }
            prop_assert_eq!(aggregate(&mut reports(&pairs)), aggregate(&mut single));
        }

        /// Half of the weight is no further from it than the deviation, rounding apart.
        #[test]
        fn has_half_of_the_weight_within_its_deviation(
            pairs in prop::collection::vec((any_amount(), 1u128..=1_000), 1..=12),
        ) {
            let Aggregate { value, deviation } = aggregate(&mut reports(&pairs)).expect("weight");
            let near = |(at, _): &&(u128, u128)| at.abs_diff(value) <= deviation;
            let closer = |(at, _): &&(u128, u128)| at.abs_diff(value) < deviation;
            let weight = |pairs: Vec<&(u128, u128)>| pairs.iter().map(|(_, weight)| weight).sum::<u128>();
            let whole = weight(pairs.iter().collect());
            prop_assert!(2 * weight(pairs.iter().filter(near).collect()) >= whole);
            prop_assert!(2 * weight(pairs.iter().filter(closer).collect()) <= whole);
        }

        /// Of any times, more than half of the weight is at the lower middle or later.
        #[test]
        fn is_for_times_never_younger_than_most(reports in any_reports()) {
            if let Some(Middles { lower, .. }) = middles(&mut reports.clone()) {
                let big = |weight: u128| num_bigint::BigUint::from(weight);
                let whole: num_bigint::BigUint = reports.iter().map(|report| big(report.weight)).sum();
                let younger = reports.iter().filter(|report| report.value >= lower);
                let younger: num_bigint::BigUint = younger.map(|report| big(report.weight)).sum();
                prop_assert!(younger * 2u8 > whole);
            }
        }
    }
}

#[test]
fn an_even_split_is_the_mean_of_the_two_middles_rounded_down() {
    let median = |pairs: &[(u128, u128)]| weighted_median(&mut reports(pairs));
    assert_eq!(median(&[(10, 1), (13, 1)]), Some(11));
    assert_eq!(median(&[(13, 1), (10, 1), (1, 1), (90, 1)]), Some(11));
    assert_eq!(median(&[(10, 1), (13, 1), (14, 1)]), Some(13));
    assert_eq!(median(&[(10, 2), (13, 1), (14, 1)]), Some(11));
    assert_eq!(median(&[(10, 3), (13, 1), (14, 1)]), Some(10));
    assert_eq!(median(&[(u128::MAX, 1), (u128::MAX - 1, 1)]), Some(u128::MAX - 1));
    assert_eq!(median(&[(u128::MAX, u128::MAX), (0, u128::MAX)]), Some(u128::MAX / 2));
}

#[test]
fn what_has_no_weight_is_not_among_the_middles() {
    let split = |pairs: &[(u128, u128)]| middles(&mut reports(pairs));
    assert_eq!(split(&[]), None);
    assert_eq!(split(&[(7, 0)]), None);
    assert_eq!(
        split(&[(1, 0), (2, 1), (3, 0), (8, 1), (9, 0)]),
        Some(Middles { lower: 2, upper: 8 })
    );
}

#[test]
fn one_liar_of_four_moves_the_median_no_further_than_the_honest_are_apart() {
    let honest = [(1_000, 1), (1_001, 1), (1_002, 1)];
    for lie in [0, 100, 10_000, u128::MAX] {
        let mut all = reports(&[&honest[..], &[(lie, 1)]].concat());
        let Aggregate { value, deviation } = aggregate(&mut all).expect("there is weight");
        assert!((1_000..=1_002).contains(&value));
        assert!(deviation <= 1);
    }
}

#[test]
fn the_deviation_is_the_median_of_the_distances() {
    assert_eq!(median_deviation(&mut reports(&[(90, 1), (100, 1), (150, 1)]), 100), Some(10));
    assert_eq!(median_deviation(&mut reports(&[(90, 1), (100, 1), (150, 9)]), 100), Some(50));
    assert_eq!(median_deviation(&mut reports(&[(u128::MAX, 1)]), 0), Some(u128::MAX));
    assert_eq!(median_deviation(&mut [], 100), None);
}

#[test]
fn a_quorum_is_more_than_two_thirds_and_more_than_asked_for() {
    assert!(!has_quorum(2, 3, 6_667));
    assert!(has_quorum(3, 4, 6_667));
    assert!(!has_quorum(3, 4, 7_500));
    assert!(has_quorum(3, 4, 7_499));
    assert!(has_quorum(4, 4, 10_000));
    assert!(!has_quorum(66, 99, 0));
    assert!(has_quorum(67, 99, 0));
    assert!(!has_quorum(0, 0, 0));
    assert!(has_quorum(u128::MAX, u128::MAX, 10_000));
}

#[test]
fn a_bound_itself_is_not_beyond_it() {
    assert!(!deviates(110, 100, 1_000));
    assert!(deviates(111, 100, 1_000));
    assert!(!deviates(90, 100, 1_000));
    assert!(deviates(89, 100, 1_000));
    assert!(deviates(1, 0, 10_000));
    assert!(!deviates(0, 0, 0));
}

#[test]
fn decimals_are_only_added() {
    assert_eq!(with_decimals(123, 2, 4), Ok(12_300));
    assert_eq!(with_decimals(123, 18, 18), Ok(123));
    assert_eq!(with_decimals(123, 4, 2), Err(MathError::DecimalsOutOfRange));
    assert_eq!(with_decimals(u128::MAX, 0, 1), Err(MathError::Overflow));
    assert_eq!(with_decimals(0, 0, u8::MAX), Ok(0));
}

mod agreement {
    use super::*;
    use num_bigint::BigUint;
    use Disagreement::{TooFarApart, TooFew};

    /// All that are near the median of all, and the median of those.
    fn by_the_book(reports: &[Weighted], bps: u32, least: usize) -> Result<Agreed, Disagreement> {
        let there: Vec<_> = reports.iter().copied().filter(|report| report.weight > 0).collect();
        let middle = twin::weighted_median(&there).filter(|_| there.len() >= least);
        let middle = middle.ok_or(TooFew)?;
        let is_near = |report: &Weighted| {
            BigUint::from(report.value.abs_diff(middle)) * 10_000u32 <= BigUint::from(middle) * bps
        };
        let near: Vec<_> = there.into_iter().filter(is_near).collect();
        let value = twin::weighted_median(&near).filter(|_| near.len() >= least);
        value.map(|value| Agreed { value, reporters: near.len() }).ok_or(TooFarApart)
    }

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn equals_the_twin(reports in any_reports(), bps in any_bps(), least in 0usize..5) {
            let expected = by_the_book(&reports, bps, least);
            prop_assert_eq!(agree(&mut reports.clone(), bps, least), expected);
        }

        #[test]
        fn of_values_that_are_close_equals_the_twin(
            values in prop::collection::vec((9_800u128..=10_200, 0u128..4), 0..9),
            bps in 0u32..=300,
            least in 0usize..5,
        ) {
            let expected = by_the_book(&reports(&values), bps, least);
            prop_assert_eq!(agree(&mut reports(&values), bps, least), expected);
        }

        /// Who lies with less than half of the weight moves it no further than the honest are apart.
        #[test]
        fn is_not_chosen_by_a_minority(
            honest in prop::collection::vec(1_000u128..=1_010, 3..6),
            lies in prop::collection::vec(any_amount(), 0..3),
        ) {
            let all = honest.iter().chain(&lies).map(|value| (*value, 1)).collect::<Vec<_>>();
            let agreed = agree(&mut reports(&all), 200, 3).expect("three are near");
            prop_assert!(honest.iter().min() <= Some(&agreed.value));
            prop_assert!(honest.iter().max() >= Some(&agreed.value));
        }
    }

    fn of<const N: usize>(
        values: [u128; N],
        bps: u32,
        least: usize,
    ) -> Result<Agreed, Disagreement> {
        agree(&mut values.map(|value| Weighted { value, weight: 1 }), bps, least)
    }

    #[test]
    fn drops_one_of_three_that_lies() {
        let agreed = Agreed { value: 1_001, reporters: 2 };
        assert_eq!(of([1_000, 10_000, 1_002], 100, 2), Ok(agreed));
        assert_eq!(of([1_000, 10_000, 1_002], 100, 3), Err(TooFarApart));
    }

    #[test]
    fn of_two_that_disagree_is_none() {
        assert_eq!(of([1_000, 10_000], 100, 1), Err(TooFarApart));
        assert_eq!(of([1_000, 1_010], 100, 2), Ok(Agreed { value: 1_005, reporters: 2 }));
    }

    #[test]
    fn of_too_few_is_none() {
        assert_eq!(of([], 100, 0), Err(TooFew));
        assert_eq!(of([1_000], 100, 2), Err(TooFew));
        assert_eq!(agree(&mut reports(&[(1_000, 1), (1_000, 0)]), 100, 2), Err(TooFew));
    }

    #[test]
    fn takes_in_the_bound_itself_and_not_one_more() {
        let of_three = Agreed { value: 10_000, reporters: 3 };
        assert_eq!(of([9_900, 10_000, 10_100], 100, 1), Ok(of_three));
        let of_one = Agreed { value: 10_000, reporters: 1 };
        assert_eq!(of([9_899, 10_000, 10_101], 100, 1), Ok(of_one));
    }
}
