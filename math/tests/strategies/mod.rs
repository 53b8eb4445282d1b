//! The numbers the properties are tried on: the ugly ones first.

// Each test binary uses its part of this file.
#![allow(dead_code)]

use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tidewater_math::amm::Fees;

/// The default budget (`PROPTEST_CASES` sets it), with counter-examples kept in `path`.
pub(crate) fn budget(path: &'static str) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(path))),
        ..ProptestConfig::default()
    }
}

/// Any amount at all, where the ends, the powers of ten and the powers of two are common.
pub(crate) fn any_amount() -> impl Strategy<Value = u128> {
    prop_oneof![
        2 => prop::sample::select(vec![0, 1, 2, 3, 9_999, 10_000, 10_001]),
        2 => prop::sample::select(vec![0, 1, 2, 9_999, 10_000, 10_001]).prop_map(|n| u128::MAX - n),
        1 => (u128::MAX / 10_000 - 2)..=(u128::MAX / 10_000 + 2),
        2 => near((2u32..=24).prop_map(|decimals| 10u128.pow(decimals))),
        2 => near((0u32..128).prop_map(|bit| 1 << bit)),
        6 => of_any_length(128),
    ]
}

/// An amount above zero, all lengths up to `bits` equally likely.
pub(crate) fn of_any_length(bits: u32) -> impl Strategy<Value = u128> {
    (1..=bits, any::<u128>()).prop_map(|(bits, number)| (number >> (128 - bits)).max(1))
}

/// A fee, now and then one that is not allowed.
pub(crate) fn any_fee() -> impl Strategy<Value = u32> {
    prop_oneof![
        8 => valid_fee(),
        1 => prop::sample::select(vec![10_000, 10_001, u32::MAX]),
    ]
}

/// A fee below 100 %.
pub(crate) fn valid_fee() -> impl Strategy<Value = u32> {
    prop_oneof![prop::sample::select(vec![0, 1, 5, 30, 100, 9_999]), 0u32..10_000]
}

/// What a pool charges, now and then what is not allowed.
pub(crate) fn any_fees() -> impl Strategy<Value = Fees> {
    let protocol =
        prop_oneof![8 => valid_protocol_part(), 1 => prop::sample::select(vec![10_001, u32::MAX])];
    (any_fee(), protocol).prop_map(|(trade_bps, protocol_bps)| Fees { trade_bps, protocol_bps })
}

/// What a pool may charge.
pub(crate) fn valid_fees() -> impl Strategy<Value = Fees> {
    (valid_fee(), valid_protocol_part())
        .prop_map(|(trade_bps, protocol_bps)| Fees { trade_bps, protocol_bps })
}

/// None of the fee to all of it.
fn valid_protocol_part() -> impl Strategy<Value = u32> {
    prop_oneof![prop::sample::select(vec![0, 1, 1_667, 5_000, 9_999, 10_000]), 0u32..=10_000]
}

/// A pool that can be traded with: two reserves of any length or of two tokens' whole units, small
/// ones included, and an amount of the first asset that is some part or some multiple of its reserve.
pub(crate) fn pool_and_amount() -> impl Strategy<Value = ([u128; 2], u128)> {
    let reserve = || prop_oneof![of_any_length(126), whole_units(), 1u128..=20];
    ([reserve(), reserve()], 1u128..=10_000, 1u128..=10_000).prop_map(
        |([reserve, other], part, of)| {
            let amount = reserve.checked_mul(part).map_or(reserve / of, |product| product / of);
            ([reserve, other], amount.clamp(1, u128::MAX >> 1))
        },
    )
}

/// `part / of` of a number of any size.
pub(crate) fn portion(number: u128, part: u128, of: u128) -> u128 {
    number / of * part + number % of * part / of
}

/// One to a billion whole tokens of 2 to 24 decimals.
fn whole_units() -> impl Strategy<Value = u128> {
    (2u32..=24, 1u128..=1_000_000_000).prop_map(|(decimals, units)| units * 10u128.pow(decimals))
}

/// A number, the one below or the one above.
fn near(number: impl Strategy<Value = u128>) -> impl Strategy<Value = u128> {
    (number, 0u128..=2).prop_map(|(number, step)| (number - 1).saturating_add(step))
}
