//! What a bound lets through, against the same said in another way.

use proptest::prelude::*;
use tidewater_primitives::bounds::Bound;

/// A bound, its numbers and whether it doubles, for those who compute otherwise.
#[derive(Clone, Debug)]
struct Case {
    bound: Bound<u32>,
    numbers: [u32; 3],
    doubles: bool,
}

impl Case {
    fn new(min: u32, max: u32, step: u32, doubles: bool) -> Self {
        let bound = Bound::<u32>::new(min, max, step);
        let bound = if doubles { bound.or_doubling() } else { bound };
        Self { bound, numbers: [min, max, step], doubles }
    }

    /// The same rule in numbers that cannot overflow, with a product in the place of a difference.
    fn allows(&self, from: u32, to: u32) -> bool {
        let [min, max, step] = self.numbers.map(i128::from);
        let (from, to) = (i128::from(from).max(min).min(max), i128::from(to));
        let doubled = self.doubles && from <= 2 * to && to <= 2 * from;
        min <= to && to <= max && ((to - from).abs() <= step || doubled)
    }

    /// The furthest that a change can go from `from` towards `to`.
    fn towards(&self, from: u32, to: u32) -> u32 {
        let [_, _, step] = self.numbers;
        let factor = |value: u32| if self.doubles { value } else { 0 };
        if from < to {
            from.saturating_add(step.max(factor(from))).min(to)
        } else {
            let half = from - factor(from) / 2;
            from.saturating_sub(step).min(half).max(to)
        }
    }
}

/// Numbers near both ends of the type, and in between.
fn any_number() -> impl Strategy<Value = u32> {
    prop_oneof![
        0u32..=4,
        any::<u32>(),
        (0u32..32, any::<u32>()).prop_map(|(shift, any)| any >> shift),
        u32::MAX - 4..=u32::MAX,
    ]
}

fn any_case() -> impl Strategy<Value = Case> {
    (any_number(), any_number(), any_number(), any::<bool>()).prop_map(
        |(one, other, step, doubles)| {
            Case::new(one.min(other), one.max(other), step.max(1), doubles)
        },
    )
}

proptest! {
    #[test]
    fn it_is_the_rule_as_written(case in any_case(), from in any_number(), to in any_number()) {
        prop_assert_eq!(case.bound.may_move(from, to), case.allows(from, to));
    }

    #[test]
    fn nothing_leads_outside(case in any_case(), from in any_number(), to in any_number()) {
        let [min, max, _] = case.numbers;
        prop_assert_eq!(case.bound.contains(to), min <= to && to <= max);
        prop_assert!(!case.bound.may_move(from, to) || case.bound.contains(to));
    }

    #[test]
    fn what_leads_there_leads_back(case in any_case(), from in any_number(), to in any_number()) {
        let [min, max, _] = case.numbers;
        let (from, to) = (from.clamp(min, max), to.clamp(min, max));
        prop_assert_eq!(case.bound.may_move(from, to), case.bound.may_move(to, from));
        prop_assert!(case.bound.may_move(from, from));
    }

    /// From every value to every other, in as many changes as the range has steps, or, by doubling, in
    /// no more than the type has bits and one.
    #[test]
    fn a_path_leads_from_any_value_to_any_other(
        mut case in any_case(),
        from in any_number(),
        to in any_number(),
    ) {
        let [min, max, step] = case.numbers;
        if !case.doubles {
            let step = step.max((max - min) / 100).max(1);
            case = Case::new(min, max, step, false);
        }
        let most = if case.doubles { 33 } else { (max - min) / case.numbers[2] + 1 };
        let (mut at, to) = (from.clamp(min, max), to.clamp(min, max));
        let mut changes = 0;
        while at != to {
            let next = case.towards(at, to);
            prop_assert!(case.bound.may_move(at, next), "{} to {}", at, next);
            at = next;
            changes += 1;
            prop_assert!(changes <= most, "{} changes", changes);
        }
    }
}

/// Every bound and every pair there is, of numbers so small that all can be looked at.
#[test]
fn all_small_bounds_are_the_rule() {
    for min in 0..6 {
        for max in min..12 {
            for step in 1..5 {
                for doubles in [false, true] {
                    let case = Case::new(min, max, step, doubles);
                    let pairs = (0..14).flat_map(|from| (0..14).map(move |to| (from, to)));
                    for (from, to) in pairs {
                        let (is, shall) = (case.bound.may_move(from, to), case.allows(from, to));
                        assert_eq!(is, shall, "{case:?}: {from} to {to}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_ends_of_a_type_are_values_like_others() {
    const ALL: Bound<u128> = Bound::<u128>::new(0, u128::MAX, 1).or_doubling();
    assert!(ALL.contains(0) && ALL.contains(u128::MAX));
    assert!(!ALL.may_move(0, u128::MAX) && !ALL.may_move(u128::MAX, 0));
    assert!(ALL.may_move(u128::MAX, u128::MAX - u128::MAX / 2));
    assert!(!ALL.may_move(u128::MAX, u128::MAX / 2));
    const LEAP: Bound<u8> = Bound::<u8>::new(0, u8::MAX, u8::MAX);
    assert!(LEAP.may_move(0, u8::MAX) && LEAP.may_move(u8::MAX, 0));
}

#[test]
fn from_nothing_only_the_step_leads_on() {
    const BOUND: Bound<u32> = Bound::<u32>::new(0, 86_400, 60).or_doubling();
    assert!(BOUND.may_move(0, 60) && !BOUND.may_move(0, 61));
    assert!(BOUND.may_move(60, 120) && !BOUND.may_move(60, 121));
    assert!(BOUND.may_move(1_000, 2_000) && !BOUND.may_move(1_000, 2_001));
    assert!(BOUND.may_move(1_001, 501) && !BOUND.may_move(1_001, 500));
}

#[test]
fn what_is_fixed_stays() {
    const DECIMALS: Bound<u8> = Bound::<u8>::fixed(0, 18);
    assert_eq!((DECIMALS.min(), DECIMALS.max()), (0, 18));
    assert!(DECIMALS.contains(18) && !DECIMALS.contains(19));
    assert!(DECIMALS.may_move(8, 8) && !DECIMALS.may_move(8, 9) && !DECIMALS.may_move(8, 7));
}

/// A bound was narrowed by an upgrade and a value is outside: from there a change leads back inside, and
/// no further than from the nearest value within.
#[test]
fn what_a_narrower_bound_left_outside_comes_back_inside() {
    const NARROWED: Bound<u16> = Bound::<u16>::new(100, 1_000, 50);
    assert!(NARROWED.may_move(2_500, 1_000) && NARROWED.may_move(2_500, 950));
    assert!(!NARROWED.may_move(2_500, 949) && !NARROWED.may_move(2_500, 2_500));
    assert!(NARROWED.may_move(0, 150) && !NARROWED.may_move(0, 151));
}

#[test]
#[should_panic(expected = "no value is within the bound")]
fn a_bound_has_a_value() {
    Bound::<u16>::new(2, 1, 1);
}

#[test]
#[should_panic(expected = "without a step nothing can be changed")]
fn a_bound_has_a_step() {
    Bound::<u16>::new(1, 2, 0);
}
