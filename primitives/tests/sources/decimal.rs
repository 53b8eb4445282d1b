//! Exact decimals: equal to fractions of unbounded integers, refusals included.

use crate::strategies::{any_decimals, any_number, budget, nearest, ten_to};
use num_bigint::BigUint;
use proptest::prelude::*;
use tidewater_primitives::sources::{Decimal, NumberError};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/decimal.txt");

/// What a number is, as a fraction. Its exponent must be small enough to be written out.
fn fraction(text: &str) -> [BigUint; 2] {
    let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: BigUint = format!("{whole}{part}").parse().expect("digits");
    let power: i32 =
        power.parse::<i32>().expect("small") - i32::try_from(part.len()).expect("small");
    match power {
        0.. => [digits * ten_to(power.unsigned_abs()), 1u8.into()],
        _ => [digits, ten_to(power.unsigned_abs())],
    }
}

/// A fraction in units, by the book.
fn in_units([number, by]: [BigUint; 2], decimals: u8) -> Result<u128, NumberError> {
    if number == BigUint::ZERO {
        return Err(NumberError::Zero);
    }
    let units = nearest(number * ten_to(decimals.into()), by);
    match u128::try_from(units) {
        Err(_) => Err(NumberError::TooLarge),
        Ok(0) => Err(NumberError::TooSmall),
        Ok(units) => Ok(units),
    }
}

/// How many digits a number has, without zeros at either end.
fn significant(text: &str) -> BigUint {
    let mantissa = text.split(['e', 'E']).next().expect("one part");
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() {
        BigUint::ZERO
    } else {
        digits.parse().expect("digits")
    }
}

fn exponent_is_small(text: &str) -> bool {
    let power = text.split(['e', 'E']).nth(1).unwrap_or("0");
    power.parse::<i32>().is_ok_and(|power| power.abs() <= 1_000)
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn units_are_those_of_the_exact_fraction(
        text in any_number().prop_filter("long", |text| exponent_is_small(text)),
        decimals in any_decimals(),
    ) {
        match Decimal::parse(&text) {
            Ok(decimal) => {
                let [number, by] = fraction(&text);
                prop_assert_eq!(decimal.to_units(decimals), in_units([number.clone(), by.clone()], decimals));
                let inverse = match number == BigUint::ZERO {
                    true => Err(NumberError::Zero),
                    false => in_units([by, number], decimals),
                };
                prop_assert_eq!(decimal.to_inverse_units(decimals), inverse);
            }
            Err(NumberError::Negative) => prop_assert!(text.starts_with('-')),
            Err(NumberError::TooManyDigits) => prop_assert!(significant(&text) > u128::MAX.into()),
            Err(error) => prop_assert!(false, "{text}: {error}"),
        }
    }

    #[test]
    fn nothing_is_lost_in_reading(text in any_number().prop_filter("long", |text| exponent_is_small(text))) {
        if let Ok(decimal) = Decimal::parse(&text) {
            let again = format!("{}e{}", decimal.digits(), decimal.exponent());
            let [[number, by], [other, other_by]] = [fraction(&text), fraction(&again)];
            prop_assert_eq!(number * other_by, other * by);
            // One number, one value.
            prop_assert_eq!(Decimal::parse(&again), Ok(decimal));
            prop_assert!(decimal.digits() % 10 != 0 || (decimal.digits(), decimal.exponent()) == (0, 0));
        }
    }

    #[test]
    fn the_least_volume_is_met_by_what_is_not_below_it(
        text in any_number().prop_filter("long", |text| exponent_is_small(text)),
        least in prop_oneof![0u64..3, any::<u64>()],
    ) {
        if let Ok(decimal) = Decimal::parse(&text) {
            let [number, by] = fraction(&text);
            prop_assert_eq!(decimal.is_at_least(least), number >= by * least);
        }
    }

    #[test]
    fn what_is_not_written_as_in_json_is_no_number(text in "[0-9+\\-.eE, nNaAiIfF_x]{0,8}") {
        let is_number = serde_json::from_str::<serde_json::Number>(&text).is_ok()
            && text.trim() == text;
        let is_refused = Decimal::parse(&text) == Err(NumberError::NotANumber);
        prop_assert_eq!(is_refused, !is_number, "{}", text);
    }
}

#[test]
fn exchanges_write_prices_in_these_ways() {
    for (text, units) in [
        ("67123.45", 6_712_345_000_000),
        ("67123.45000000", 6_712_345_000_000),
        ("0.00000001", 1),
        ("1E-8", 1),
        ("1e+2", 10_000_000_000),
        ("100", 10_000_000_000),
        ("0.000000015", 2),
        ("0.000000014999999999999999999999999", 1),
        ("0.000000005", 1),
    ] {
        assert_eq!(Decimal::parse(text).and_then(|number| number.to_units(8)), Ok(units), "{text}");
    }
}

#[test]
fn each_refusal_has_its_name() {
    for (text, error) in [
        ("", NumberError::NotANumber),
        ("NaN", NumberError::NotANumber),
        ("Infinity", NumberError::NotANumber),
        ("null", NumberError::NotANumber),
        ("1,000.5", NumberError::NotANumber),
        ("0x10", NumberError::NotANumber),
        ("+1", NumberError::NotANumber),
        (".5", NumberError::NotANumber),
        ("5.", NumberError::NotANumber),
        ("007", NumberError::NotANumber),
        ("1e", NumberError::NotANumber),
        ("1 ", NumberError::NotANumber),
        ("\u{661}", NumberError::NotANumber),
        ("-1", NumberError::Negative),
        ("-0", NumberError::Negative),
        ("0.00", NumberError::Zero),
        ("0e999999999999999999999", NumberError::Zero),
        ("1e400", NumberError::TooLarge),
        ("1e99999999999999999999999999", NumberError::TooLarge),
        ("1e-400", NumberError::TooSmall),
        ("1e-99999999999999999999999999", NumberError::TooSmall),
        ("0.000000004999", NumberError::TooSmall),
        ("340282366920938463463374607431768211457", NumberError::TooManyDigits),
        ("340282366920938463463374607431768211455", NumberError::TooLarge),
        ("0.1000000000000000055511151231257827021181583404541015625", NumberError::TooManyDigits),
    ] {
        assert_eq!(
            Decimal::parse(text).and_then(|number| number.to_units(8)),
            Err(error),
            "{text}"
        );
    }
}

#[test]
fn zeros_without_end_change_nothing() {
    let zeros = "0".repeat(100_000);
    for text in [format!("1.{zeros}"), format!("0.{zeros}1e100001"), format!("1{zeros}e-100000")] {
        assert_eq!(Decimal::parse(&text).and_then(|number| number.to_units(3)), Ok(1_000));
    }
    assert_eq!(Decimal::parse(&format!("1{zeros}1")), Err(NumberError::TooManyDigits));
    assert_eq!(Decimal::parse(&format!("1{zeros}")), Err(NumberError::TooLarge));
}

#[test]
fn the_inverse_is_rounded_once() {
    // Of 0.00000012 with eight decimals only 12 units are left; their inverse would be 8.3 millions.
    let price = Decimal::parse("0.000000123456789").expect("a number");
    assert_eq!(price.to_inverse_units(8), Ok(810_000_007_371_000));
    assert_eq!(price.to_units(8), Ok(12));
}
