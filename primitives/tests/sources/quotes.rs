//! Inverting, converting and agreeing: equal to fractions of unbounded integers, refusals included.

use crate::strategies::{any_decimals, any_units, budget, nearest, ten_to};
use num_bigint::BigUint;
use proptest::prelude::*;
use tidewater_primitives::sources::quotes::{
    agree, convert, invert, rescale, Agreed, Quote, QuoteError,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/quotes.txt");

/// The quotient as a price, by the book.
fn price(number: BigUint, by: BigUint) -> Result<u128, QuoteError> {
    match u128::try_from(nearest(number, by)) {
        Err(_) => Err(QuoteError::Overflow),
        Ok(0) => Err(QuoteError::Zero),
        Ok(price) => Ok(price),
    }
}

/// The weighted median: each price as often as it has weight, and the middle of the row.
fn median(quotes: &[Quote]) -> Option<u128> {
    let mut row: Vec<u128> =
        quotes.iter().flat_map(|quote| vec![quote.price; quote.weight.into()]).collect();
    row.sort();
    let upper = *row.get(row.len() / 2)?;
    let lower = if row.len().is_multiple_of(2) { row[row.len() / 2 - 1] } else { upper };
    u128::try_from((BigUint::from(lower) + upper) / 2u8).ok()
}

fn twin(quotes: &[Quote], bound_bps: u32, least: u32) -> Result<Agreed, QuoteError> {
    let there: Vec<Quote> = quotes.iter().copied().filter(|quote| quote.weight > 0).collect();
    let middle = median(&there).filter(|_| there.len() >= least as usize);
    let middle = middle.ok_or(QuoteError::TooFewSources)?;
    let is_near = |quote: &Quote| {
        BigUint::from(quote.price.abs_diff(middle)) * 10_000u32 <= BigUint::from(middle) * bound_bps
    };
    let near: Vec<Quote> = there.into_iter().filter(is_near).collect();
    let price = median(&near).filter(|_| near.len() >= least as usize);
    match price.ok_or(QuoteError::TooFewAgree)? {
        0 => Err(QuoteError::Zero),
        price => Ok(Agreed { price, sources: near.len() as u32 }),
    }
}

fn any_quotes() -> impl Strategy<Value = Vec<Quote>> {
    let price = prop_oneof![
        3 => 9_900u128..=10_100,
        1 => 0u128..3,
        1 => any_units(),
    ];
    let weight = prop_oneof![3 => 1u16..4, 1 => Just(0), 1 => 0u16..50];
    prop::collection::vec((price, weight).prop_map(|(price, weight)| Quote { price, weight }), 0..9)
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

    #[test]
    fn sources_agree_as_the_twin_does(
        quotes in any_quotes(),
        bound_bps in prop_oneof![Just(0), 0u32..=200, Just(10_000), Just(u32::MAX)],
        least in 0u32..5,
    ) {
        prop_assert_eq!(agree(&quotes, bound_bps, least), twin(&quotes, bound_bps, least));
    }

    /// Who lies with less than half of the weight moves the price no further than the honest are apart.
    #[test]
    fn a_minority_does_not_choose_the_price(
        honest in prop::collection::vec(1_000u128..=1_010, 3..6),
        lies in prop::collection::vec(any_units(), 0..3),
    ) {
        let quotes: Vec<Quote> =
            honest.iter().chain(&lies).map(|price| Quote { price: *price, weight: 1 }).collect();
        let agreed = agree(&quotes, 200, 3).expect("three are near");
        prop_assert!(honest.iter().min() <= Some(&agreed.price));
        prop_assert!(honest.iter().max() >= Some(&agreed.price));
    }
}

fn quotes<const N: usize>(prices: [u128; N]) -> [Quote; N] {
    prices.map(|price| Quote { price, weight: 1 })
}

#[test]
fn one_of_three_that_lies_is_dropped() {
    let agreed = agree(&quotes([1_000, 10_000, 1_002]), 100, 2);
    assert_eq!(agreed, Ok(Agreed { price: 1_001, sources: 2 }));
    assert_eq!(agree(&quotes([1_000, 10_000, 1_002]), 100, 3), Err(QuoteError::TooFewAgree));
}

#[test]
fn two_that_disagree_give_no_price() {
    assert_eq!(agree(&quotes([1_000, 10_000]), 100, 1), Err(QuoteError::TooFewAgree));
    assert_eq!(agree(&quotes([1_000, 1_010]), 100, 2), Ok(Agreed { price: 1_005, sources: 2 }));
}

#[test]
fn too_few_give_no_price() {
    assert_eq!(agree(&[], 100, 0), Err(QuoteError::TooFewSources));
    assert_eq!(agree(&quotes([1_000]), 100, 2), Err(QuoteError::TooFewSources));
    let weightless = [Quote { price: 1_000, weight: 1 }, Quote { price: 1_000, weight: 0 }];
    assert_eq!(agree(&weightless, 100, 2), Err(QuoteError::TooFewSources));
}

#[test]
fn the_bound_itself_is_near_and_one_more_is_not() {
    let agreed = agree(&quotes([9_900, 10_000, 10_100]), 100, 1);
    assert_eq!(agreed, Ok(Agreed { price: 10_000, sources: 3 }));
    let agreed = agree(&quotes([9_899, 10_000, 10_101]), 100, 1);
    assert_eq!(agreed, Ok(Agreed { price: 10_000, sources: 1 }));
}

#[test]
fn weight_decides_where_the_middle_is() {
    let quotes = [(100, 1), (101, 1), (102, 3)].map(|(price, weight)| Quote { price, weight });
    assert_eq!(agree(&quotes, 10_000, 1), Ok(Agreed { price: 102, sources: 3 }));
    let quotes = [(100, 2), (101, 1), (103, 3)].map(|(price, weight)| Quote { price, weight });
    assert_eq!(agree(&quotes, 10_000, 1), Ok(Agreed { price: 102, sources: 3 }));
}

#[test]
fn a_price_of_zero_is_never_agreed_on() {
    assert_eq!(agree(&quotes([0, 0, 0]), 100, 3), Err(QuoteError::Zero));
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
