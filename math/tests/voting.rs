//! Votes: equal to their exact twin, never counted twice, and never lost on the way out.

mod reference;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::voting as twin;
use strategies::{any_amount, budget};
use tidewater_math::voting::{
    cut, lock_periods, one_way, power, split, Count, Miscount, Power, MAX_CONVICTION,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/voting.txt");

fn any_power() -> impl Strategy<Value = Power> {
    [any_amount(), any_amount()].prop_map(|[votes, capital]| Power { votes, capital })
}

fn any_count() -> impl Strategy<Value = Count> {
    [any_amount(), any_amount(), any_amount()].prop_map(|[ayes, nays, support]| Count {
        ayes,
        nays,
        support,
    })
}

fn parts(count: Count) -> [BigInt; 3] {
    [count.ayes, count.nays, count.support].map(BigInt::from)
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn power_equals_the_twin(capital in any_amount(), conviction in 0..=MAX_CONVICTION) {
        let expected = twin::votes(capital, conviction).map(|votes| Power { votes, capital });
        prop_assert_eq!(power(capital, conviction), expected);
    }

    /// More capital never has less votes, and more conviction neither.
    #[test]
    fn power_never_falls(capital in 0..u128::MAX / 6, conviction in 0..MAX_CONVICTION) {
        let now = power(capital, conviction)?.votes;
        prop_assert!(power(capital + 1, conviction)?.votes >= now);
        prop_assert!(power(capital, conviction + 1)?.votes >= now);
    }

    /// Votes split over several accounts never weigh more than together.
    #[test]
    fn nothing_is_gained_by_splitting(
        [a, b] in [0..1u128 << 100, 0..1u128 << 100],
        conviction in 0..=MAX_CONVICTION,
    ) {
        let apart = power(a, conviction)?.plus(power(b, conviction)?)?;
        let together = power(a + b, conviction)?;
        prop_assert_eq!(apart.capital, together.capital);
        prop_assert!(apart.votes <= together.votes && together.votes - apart.votes <= 1);
    }

    #[test]
    fn tallies_equal_the_twin(counts in prop::collection::vec(any_count(), 0..6)) {
        let sum = counts.iter().try_fold(Count::NONE, |sum, count| sum.plus(*count));
        let exact = twin::tally(&counts);
        if exact.iter().all(|part| twin::narrow(part).is_ok()) {
            prop_assert_eq!(sum.map(parts), Ok(exact));
        } else {
            prop_assert_eq!(sum, Err(Miscount::Overflow));
        }
    }

    #[test]
    fn what_was_counted_can_be_taken_away_again([a, b] in [any_count(), any_count()]) {
        match a.plus(b) {
            Ok(sum) => prop_assert_eq!((sum.minus(b), sum.minus(a)), (Ok(a), Ok(b))),
            Err(refused) => prop_assert_eq!(refused, Miscount::Overflow),
        }
        let enough = a.ayes >= b.ayes && a.nays >= b.nays && a.support >= b.support;
        prop_assert_eq!(a.minus(b).is_ok(), enough);
        prop_assert!(enough || a.minus(b) == Err(Miscount::Short));
    }

    #[test]
    fn powers_add_up_like_counts([a, b] in [any_power(), any_power()]) {
        let counted = |power: Power| one_way(true, power);
        let sum = a.plus(b).map(counted);
        prop_assert_eq!(sum, counted(a).plus(counted(b)));
        prop_assert_eq!(a.minus(b).map(counted), counted(a).minus(counted(b)));
    }

    /// Aye and nay are mirror images, but for the support that a nay does not give.
    #[test]
    fn a_side_counts_only_there(power in any_power()) {
        let [aye, nay] = [one_way(true, power), one_way(false, power)];
        prop_assert_eq!((aye.ayes, aye.nays, aye.support), (power.votes, 0, power.capital));
        prop_assert_eq!((nay.ayes, nay.nays, nay.support), (0, power.votes, 0));
    }

    #[test]
    fn a_split_vote_equals_its_parts(
        [aye, nay, abstain] in [any_amount(), any_amount(), any_amount()],
    ) {
        let support = twin::narrow(&(BigInt::from(aye) + abstain));
        let expected = support.map(|support| Count {
            ayes: twin::votes(aye, 0).expect("a tenth fits"),
            nays: twin::votes(nay, 0).expect("a tenth fits"),
            support,
        });
        prop_assert_eq!(split(aye, nay, abstain), expected);
    }

    #[test]
    fn a_cut_vote_is_as_large_as_can_be(
        parts in [any_amount(), any_amount(), any_amount()],
        most in any_amount(),
    ) {
        let left = cut(parts, most);
        let sum = |parts: [u128; 3]| parts.iter().fold(BigInt::ZERO, |sum, part| sum + part);
        prop_assert_eq!(sum(left), sum(parts).min(BigInt::from(most)));
        prop_assert!(left.iter().zip(&parts).all(|(left, part)| left <= part));
        // A part is touched only when those that go before it are gone.
        prop_assert!(left[1] == parts[1] || left[2] == 0);
        prop_assert!(left[0] == parts[0] || left[1] == 0);
    }
}

#[test]
fn locks_double() {
    for conviction in 0..=MAX_CONVICTION {
        assert_eq!(lock_periods(conviction), twin::lock_periods(conviction));
    }
    assert_eq!(lock_periods(u8::MAX), u32::MAX);
}

#[test]
fn there_is_no_seventh_conviction() {
    assert_eq!(power(1, MAX_CONVICTION + 1), Err(Miscount::NoSuchConviction));
    assert_eq!(power(u128::MAX, u8::MAX), Err(Miscount::NoSuchConviction));
}
