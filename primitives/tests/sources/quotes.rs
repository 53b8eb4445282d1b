//! Inverting and converting: equal to fractions of unbounded integers, refusals included.

use crate::strategies::{any_decimals, any_units, budget, nearest, ten_to};
use num_bigint::BigUint;
use proptest::prelude::*;
use tidewater_primitives::sources::quotes::{convert, invert, rescale, QuoteError};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/quotes.txt");

/// The quotient as a price, by the book.
fn price(number: BigUint, by: BigUint) -> Result<u128, QuoteError> {
    match u128::try_from(nearest(number, by)) {
        Err(_) => Err(QuoteError::Overflow),
        Ok(0) => Err(QuoteError::Zero),
        Ok(price) => Ok(price),
    }
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn the_inverse_is_the_nearest(units in any_units(), decimals in prop_oneof![3 => 0u8..=38, 1 => any::<u8>()]) {
        let expected = match (units, decimals) {
            (0, _) => Err(QuoteError::Zero),
            _ => price(ten_to(u32::from(decimals) * 2), units.into()),
        };
        prop_assert_eq!(invert(units, decimals), expected);
    }

    #[test]
    fn a_conversion_is_the_nearest([a, b] in [any_units(), any_units()], decimals in any_decimals()) {
        prop_assert_eq!(convert(a, b, decimals), price(BigUint::from(a) * b, ten_to(decimals.into())));
    }

    #[test]
    fn other_decimals_are_the_nearest(units in any_units(), [from, to] in [any_decimals(), any_decimals()]) {
        let expected = price(BigUint::from(units) * ten_to(to.into()), ten_to(from.into()));
        prop_assert_eq!(rescale(units, from, to), expected);
    }
}

#[test]
fn tether_and_yen_are_converted_as_expected() {
    // 0.25 USDT at 0.9995 USD, with eighteen and eight decimals.
    let tide = 250_000_000_000_000_000;
    assert_eq!(convert(tide, 99_950_000, 8), Ok(249_875_000_000_000_000));
    // 150 yen to the dollar.
    assert_eq!(invert(150 * 10u128.pow(18), 18), Ok(6_666_666_666_666_667));
    assert_eq!(rescale(6_666_666_666_666_667, 18, 6), Ok(6_667));
    assert_eq!(rescale(499_999, 18, 12), Err(QuoteError::Zero));
    assert_eq!(rescale(500_000, 18, 12), Ok(1));
}
