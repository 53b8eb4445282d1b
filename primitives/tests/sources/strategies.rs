//! The values the properties are tried on: the ugly ones first.

use num_bigint::BigUint;
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tidewater_primitives::sources::{Key, Step, MAX_KEY};

/// The default budget (`PROPTEST_CASES` sets it), with counter-examples kept in `path`.
pub(crate) fn budget(path: &'static str) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(path))),
        ..ProptestConfig::default()
    }
}

/// Any number of units, where the ends, the powers of ten and the powers of two are common.
pub(crate) fn any_units() -> impl Strategy<Value = u128> {
    prop_oneof![
        2 => prop::sample::select(vec![0, 1, 2, 3, u128::MAX - 1, u128::MAX]),
        2 => (0u32..=38, 0u128..=2).prop_map(|(power, step)| 10u128.pow(power) - 1 + step),
        2 => (0u32..128, 0u128..=2).prop_map(|(bit, step)| (1u128 << bit) - 1 + step),
        4 => (0u32..128, any::<u128>()).prop_map(|(bits, number)| number >> bits),
    ]
}

/// Decimals: those of real assets, and any at all.
pub(crate) fn any_decimals() -> impl Strategy<Value = u8> {
    prop_oneof![3 => 0u8..=24, 1 => 25u8..=80, 1 => any::<u8>()]
}

/// A number as JSON writes it, often at the edge of what fits.
pub(crate) fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?",
        2 => "(0|[1-9][0-9]{0,45})(\\.[0-9]{1,45})?([eE][+-]?[0-9]{1,3})?",
        1 => "(0|[1-9]0{0,45})(\\.0{0,45}[0-9])?([eE][+-]?0{0,3}[0-9]{1,6})?",
        1 => "0\\.0{0,45}[0-9]{1,3}",
        1 => (any_units(), any_decimals()).prop_map(|(units, by)| format!("{units}e-{by}")),
    ]
}

/// A text for keys and values: plain, empty, or with whatever Unicode has.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z]{1,3}",
        2 => "[a-zA-Z0-9_$.\\-\\[\\]=\"\\\\ /]{0,8}",
        1 => "\\PC{0,6}",
        1 => prop::collection::vec(any::<char>(), 0..4)
            .prop_map(|letters| letters.into_iter().collect()),
    ]
}

/// What fits into a step of a path.
pub(crate) fn any_key() -> impl Strategy<Value = Key> {
    let long = "[a\u{e9}\"]{0,64}".prop_filter("too long", |text| text.len() <= MAX_KEY);
    prop_oneof![4 => any_text().boxed(), 1 => long.boxed()]
        .prop_map(|text| text.parse().expect("short"))
}

/// A step of a path.
pub(crate) fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        any_key().prop_map(Step::Key),
        any::<u16>().prop_map(Step::Index),
        (any_key(), any_key()).prop_map(|(key, value)| Step::Where { key, value }),
    ]
}

/// The quotient to the nearest whole number, a tie up.
pub(crate) fn nearest(number: BigUint, by: BigUint) -> BigUint {
    (number * 2u8 + &by) / (by * 2u8)
}

/// A power of ten.
pub(crate) fn ten_to(power: u32) -> BigUint {
    BigUint::from(10u8).pow(power)
}
