//! Shares of a pool of any number of assets: equal to the exact twin, and never to anyone's gain.

mod reference;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::shares as twin;
use strategies::{any_amount, budget, portion};
use tidewater_math::{
    amm::shares::{remove_in_proportion, share_of_loss},
    MathError,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/shares.txt");

/// No asset to one more than a pool can hold; now and then one that was lost.
fn any_reserves() -> impl Strategy<Value = Vec<u128>> {
    prop::collection::vec(prop_oneof![6 => any_amount(), 1 => Just(0)], 0..=6)
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_any_shares_are_removed(
            reserves in any_reserves(),
            [total, shares] in [any_amount(), any_amount()],
            locked in prop_oneof![Just(0), Just(1_000), any_amount()],
        ) {
            prop_assert_eq!(
                remove_in_proportion(&reserves, total, locked, shares),
                twin::remove_in_proportion(&reserves, total, locked, shares)
            );
        }

        #[test]
        fn when_a_part_of_the_shares_is_removed(
            reserves in any_reserves(),
            total in any_amount(),
            locked in prop_oneof![Just(0), Just(1_000)],
            part in 1u128..=10_000,
        ) {
            let shares = portion(total, part, 10_000);
            prop_assert_eq!(
                remove_in_proportion(&reserves, total, locked, shares),
                twin::remove_in_proportion(&reserves, total, locked, shares)
            );
        }

        #[test]
        fn when_a_loss_is_shared(
            reserve in any_amount(),
            [covered, total] in [any_amount(), any_amount()],
        ) {
            prop_assert_eq!(
                share_of_loss(reserve, covered, total),
                twin::share_of_loss(reserve, covered, total)
            );
        }
    }
}

mod a_withdrawal {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn leaves_some_of_each_reserve_while_a_share_is_left(
            reserves in any_reserves(),
            total in any_amount(),
            part in 1u128..=10_000,
        ) {
            let shares = portion(total, part, 10_000);
            if let Ok(removed) = remove_in_proportion(&reserves, total, 0, shares) {
                for (before, after) in reserves.into_iter().zip(removed.reserves) {
                    prop_assert_eq!(after == 0, removed.total_shares == 0 || before == 0);
                }
            }
        }

        #[test]
        fn never_lowers_a_reserve_per_share(
            reserves in any_reserves(),
            total in any_amount(),
            part in 1u128..=10_000,
        ) {
            let shares = portion(total, part, 10_000);
            if let Ok(removed) = remove_in_proportion(&reserves, total, 0, shares) {
                for (before, after) in reserves.into_iter().zip(removed.reserves) {
                    let left = BigInt::from(removed.total_shares);
                    prop_assert!(BigInt::from(after) * total >= left * before);
                }
            }
        }

        /// The unit that the first floor left is shared out again: it may come back, no more.
        #[test]
        fn cut_in_two_never_pays_more_than_in_one(
            reserves in any_reserves(),
            total in any_amount(),
            parts in [1u128..=5_000, 1u128..=5_000],
        ) {
            let [first, second] = parts.map(|part| portion(total, part, 10_000));
            let remove = |reserves: &[u128], total, shares| {
                remove_in_proportion(reserves, total, 0, shares)
            };
            if let (Ok(whole), Ok(one)) =
                (remove(&reserves, total, first + second), remove(&reserves, total, first))
            {
                let two = remove(&one.reserves, one.total_shares, second).map(|two| two.amounts);
                for (asset, most) in whole.amounts.into_iter().enumerate() {
                    let then = two.as_ref().map_or(0, |two| two[asset]);
                    prop_assert!(one.amounts[asset] + then <= most);
                }
            }
        }
    }
}

mod a_loss {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn is_shared_so_that_no_more_is_claimed_than_is_there(
            reserves in prop::collection::vec(any_amount(), 1..=5),
            covered in any_amount(),
        ) {
            let reserves: Vec<u128> = reserves.iter().map(|reserve| reserve / 5).collect();
            let total: u128 = reserves.iter().sum();
            let left = reserves.iter().map(|reserve| share_of_loss(*reserve, covered, total));
            let claimed: u128 = left.sum();
            prop_assert!(claimed <= covered.min(total));
            // One unit per pool is the most that rounding leaves unclaimed.
            prop_assert!(covered.min(total) - claimed < reserves.len() as u128);
        }
    }
}

#[test]
fn a_withdrawal_may_pay_nothing_of_one_asset() {
    let removed = remove_in_proportion(&[3, 1_000_000], 2_000, 0, 500);
    assert_eq!(removed.map(|removed| removed.amounts.to_vec()), Ok(vec![0, 250_000]));
}

#[test]
fn an_asset_that_was_lost_pays_nothing_and_does_not_lock_in_the_others() {
    let removed = remove_in_proportion(&[0, 10_000, 500], 100, 0, 100).unwrap();
    assert_eq!(removed.amounts.to_vec(), [0, 10_000, 500]);
    assert_eq!(removed.reserves.to_vec(), [0, 0, 0]);
}

#[test]
fn the_locked_shares_cannot_be_withdrawn() {
    let remove = |shares| remove_in_proportion(&[10_000, 10_000], 10_000, 1_000, shares);
    assert_eq!(remove(9_000).map(|removed| removed.reserves.to_vec()), Ok(vec![1_000, 1_000]));
    assert_eq!(remove(9_001), Err(MathError::InsufficientShares));
}

#[test]
fn refusals_are_reported_in_the_documented_order() {
    let remove = |reserves: &[u128], total, locked, shares| {
        remove_in_proportion(reserves, total, locked, shares).map(|removed| removed.total_shares)
    };
    assert_eq!(remove(&[0; 6], 0, 0, 0), Err(MathError::Overflow));
    assert_eq!(remove(&[0; 5], 1, 0, 0), Err(MathError::EmptyPool));
    assert_eq!(remove(&[], 1, 0, 0), Err(MathError::EmptyPool));
    assert_eq!(remove(&[1], 0, 0, 0), Err(MathError::EmptyPool));
    assert_eq!(remove(&[1], 1, 2, 0), Err(MathError::ZeroAmount));
    assert_eq!(remove(&[1], 2, 1, 2), Err(MathError::InsufficientShares));
    assert_eq!(remove(&[1], 2, 1, 1), Err(MathError::ZeroOutput));
}

#[test]
fn a_loss_of_nothing_or_of_everything_is_shared_exactly() {
    assert_eq!(share_of_loss(u128::MAX, u128::MAX, u128::MAX), u128::MAX);
    assert_eq!(share_of_loss(7, 11, 10), 7);
    assert_eq!(share_of_loss(7, 5, 10), 3);
    assert_eq!(share_of_loss(7, 0, 10), 0);
    assert_eq!(share_of_loss(7, 5, 0), 0);
}
