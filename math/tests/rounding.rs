//! The roundings against their definitions in unbounded integers.

mod reference;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::fraction::Fraction;
use strategies::{any_amount, budget};
use tidewater_math::{
    rounding::{
        compare_products, mul_div, ratio, shortfall, sqrt_of_product, Product, Rounding,
        WeightedSum,
    },
    MathError,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/rounding.txt");

fn any_factor() -> impl Strategy<Value = u32> {
    prop_oneof![Just(0), Just(1), Just(10_000), Just(u32::MAX), any::<u32>()]
}

fn any_product() -> impl Strategy<Value = Product> {
    ([any_amount(), any_amount()], any_factor())
        .prop_map(|(amounts, factor)| Product { amounts, factor })
}

fn exact(product: Product) -> BigInt {
    BigInt::from(product.amounts[0]) * product.amounts[1] * product.factor
}

/// A number whose upper and lower half are each of any kind.
fn from_halves() -> impl Strategy<Value = u128> {
    let half = || {
        let corners = vec![0, 1, 1 << 32, (1 << 63) - 1, 1 << 63, u64::MAX - 1, u64::MAX];
        prop_oneof![prop::sample::select(corners), any::<u64>()]
    };
    (half(), half()).prop_map(|(upper, lower)| u128::from(upper) << 64 | u128::from(lower))
}

fn any_rounding() -> impl Strategy<Value = Rounding> {
    prop_oneof![Just(Rounding::Down), Just(Rounding::Up)]
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    #[test]
    fn mul_div_equals_the_exact_quotient(
        [a, b, c] in [any_amount(), any_amount(), any_amount()],
        rounding in any_rounding(),
    ) {
        prop_assert_eq!(mul_div(a, b, c, rounding), reference::mul_div(a, b, c, rounding));
    }

    /// Quotients that fit, of numbers whose halves lead a long division astray.
    #[test]
    fn mul_div_of_a_part_equals_the_exact_quotient(
        [a, b, c] in [from_halves(), from_halves(), from_halves()],
        rounding in any_rounding(),
    ) {
        let (part, whole) = (a.min(c), a.max(c));
        prop_assert_eq!(
            mul_div(part, b, whole, rounding),
            reference::mul_div(part, b, whole, rounding)
        );
    }

    #[test]
    fn ratio_equals_the_exact_quotient(
        dividend in any_product(),
        divisor in [(any_amount(), any_factor()), (any_amount(), any_factor())],
        rounding in any_rounding(),
    ) {
        let [(a, m), (b, n)] = divisor;
        let under = BigInt::from(a) * m + BigInt::from(b) * n;
        let expected = if under == BigInt::ZERO {
            Err(MathError::DivisionByZero)
        } else {
            let quotient = Fraction::whole(exact(dividend)) / Fraction::whole(under);
            reference::amount(&quotient.round(rounding))
        };
        prop_assert_eq!(ratio(dividend, WeightedSum(divisor), rounding), expected);
    }

    #[test]
    fn shortfall_equals_the_exact_part_that_is_missing(
        actual in any_product(),
        ideal in any_product(),
        scale in any_factor(),
    ) {
        let (got, wanted) = (exact(actual), exact(ideal));
        let expected = if got >= wanted {
            BigInt::ZERO
        } else {
            let missing = Fraction::whole(&wanted - got) / Fraction::whole(wanted);
            (missing * Fraction::whole(scale)).round(Rounding::Up)
        };
        prop_assert_eq!(BigInt::from(shortfall(actual, ideal, scale)), expected);
    }

    #[test]
    fn products_compare_as_if_unbounded(
        left in [any_amount(), any_amount()],
        right in [any_amount(), any_amount()],
    ) {
        let product = |[a, b]: [u128; 2]| BigInt::from(a) * b;
        prop_assert_eq!(compare_products(left, right), product(left).cmp(&product(right)));
    }

    #[test]
    fn the_root_is_the_greatest_whose_square_fits(a in any_amount(), b in any_amount()) {
        let root = BigInt::from(sqrt_of_product(a, b));
        prop_assert_eq!(&root, &reference::sqrt(&(BigInt::from(a) * b)));
    }

    #[test]
    fn the_root_of_a_square_is_exact_and_falls_just_below_it(root in any_amount()) {
        prop_assert_eq!(sqrt_of_product(root, root), root);
        if let (Some(below), Some(above)) = (root.checked_sub(1), root.checked_add(1)) {
            // Their product is one less than the square of `root`.
            prop_assert_eq!(sqrt_of_product(below, above), below);
        }
    }
}

#[test]
fn rounding_up_adds_one_only_when_something_is_left_over() {
    assert_eq!(mul_div(6, 1, 3, Rounding::Up), Ok(2));
    assert_eq!(mul_div(7, 1, 3, Rounding::Up), Ok(3));
    assert_eq!(mul_div(7, 1, 3, Rounding::Down), Ok(2));
}

/// The first half of the divisor is the least there is and the second the greatest: a digit that is
/// guessed from the first alone is two too high.
#[test]
fn a_digit_guessed_two_too_high_is_corrected() {
    let a = 0x4739_5a0a_dec9_eacb_7008_71a3_8608_ef79;
    let b = 0x8068_737c_15a7_d928_9e71_135c_262b_739c;
    let divisor = (1 << 127) + u128::from(u64::MAX);
    for rounding in [Rounding::Down, Rounding::Up] {
        let expected = reference::mul_div(a, b, divisor, rounding);
        assert_eq!(mul_div(a, b, divisor, rounding), expected);
    }
}

#[test]
fn the_greatest_quotient_is_exact_and_its_neighbour_overflows() {
    let max = u128::MAX;
    assert_eq!(mul_div(max, max, max, Rounding::Up), Ok(max));
    assert_eq!(mul_div(max, max, max - 1, Rounding::Down), Err(MathError::Overflow));
    assert_eq!(mul_div(max, 2, 1, Rounding::Down), Err(MathError::Overflow));
}

#[test]
fn a_quotient_that_overflows_only_by_rounding_up_is_refused() {
    // 2^128 − 1 leaves 3 when divided by 7, so that 7 · factor = 6 · (2^128 − 1) + 3.
    let factor = u128::MAX - (u128::MAX - 3) / 7;
    assert_eq!(mul_div(factor, 7, 6, Rounding::Down), Ok(u128::MAX));
    assert_eq!(mul_div(factor, 7, 6, Rounding::Up), Err(MathError::Overflow));
}

#[test]
fn the_root_of_the_greatest_product_is_its_factor() {
    assert_eq!(sqrt_of_product(u128::MAX, u128::MAX), u128::MAX);
    assert_eq!(sqrt_of_product(0, u128::MAX), 0);
    assert_eq!(sqrt_of_product(1, 3), 1);
}
