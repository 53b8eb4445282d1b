//! Averages over closed blocks: equal to their exact twin, and hard to move.

mod reference;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::ema::{self as twin, exact};
use strategies::{any_amount, budget};
use tidewater_math::{
    amm::ema::{
        accumulate, blend_amount, blend_price, deviation_exceeds, least_along, mean_price, price,
        price_ratio, weight_of_past, worth, Weight,
    },
    rounding::Rounding,
    MathError, U256,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/ema.txt");

/// Any price at all: nothing, the greatest, those of a pool and all lengths between.
fn any_price() -> impl Strategy<Value = U256> {
    prop_oneof![
        1 => prop::sample::select(vec![U256::ZERO, U256::ONE, U256::MAX - U256::ONE, U256::MAX]),
        3 => (any_amount(), any_amount()).prop_map(|(quote, base)| price(quote, base.max(1)).unwrap()),
        2 => (any_amount(), any_amount()).prop_map(|(whole, part)| from_parts(whole, part)),
        2 => (any_amount(), any_amount(), 0usize..256)
            .prop_map(|(whole, part, bits)| from_parts(whole, part) >> bits),
    ]
}

/// `whole` before the point, `part` after it.
fn from_parts(whole: u128, part: u128) -> U256 {
    U256::from(whole) << 128 | U256::from(part)
}

/// A price between a millionth and a million, so that an amount gets to the end of a route.
fn ordinary_price() -> impl Strategy<Value = U256> {
    [1u128..=1_000_000, 1u128..=1_000_000].prop_map(|[quote, base]| price(quote, base).unwrap())
}

fn any_window() -> impl Strategy<Value = u32> {
    prop_oneof![
        prop::sample::select(vec![0, 1, 2, 3, 10, 100, 7_200, 1 << 22, u32::MAX]),
        (0u32..=22, any::<u32>()).prop_map(|(bits, number)| number >> (32 - bits.max(1))),
    ]
}

fn any_elapsed() -> impl Strategy<Value = u32> {
    prop_oneof![
        prop::sample::select(vec![0, 1, 2, 3, 7_200, (1 << 31) - 1, 1 << 31, u32::MAX]),
        (1u32..=32, any::<u32>()).prop_map(|(bits, number)| number >> (32 - bits)),
    ]
}

fn any_weight() -> impl Strategy<Value = Weight> {
    (any_window(), any_elapsed()).prop_map(|(window, elapsed)| weight_of_past(window, elapsed))
}

/// How far two prices are apart.
fn distance(a: U256, b: U256) -> BigInt {
    exact(a.abs_diff(b))
}

/// `steps` of a weight, of `number`, rounded up.
fn steps_of(steps: u64, number: &BigInt) -> BigInt {
    ((number * steps) >> 127) + 1
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_a_price_is_taken(quote in any_amount(), base in any_amount()) {
            match price(quote, base) {
                Ok(price) => prop_assert_eq!(exact(price), twin::price(quote, base)),
                Err(error) => prop_assert_eq!((error, base), (MathError::EmptyPool, 0)),
            }
        }

        #[test]
        fn when_one_price_is_told_in_another([price, of] in [any_price(), any_price()]) {
            prop_assert_eq!(price_ratio(price, of).map(exact), twin::price_ratio(price, of));
        }

        #[test]
        fn when_an_amount_is_told_at_a_price(
            amount in any_amount(),
            price in any_price(),
            up in any::<bool>(),
        ) {
            let rounding = if up { Rounding::Up } else { Rounding::Down };
            prop_assert_eq!(
                worth(amount, price, rounding),
                twin::worth(amount, price, rounding)
            );
        }

        #[test]
        fn when_a_route_is_bounded(
            amount in any_amount(),
            prices in prop::collection::vec(prop_oneof![any_price(), ordinary_price()], 0..5),
            loss in prop_oneof![Just(0), Just(9_999), Just(10_000), Just(u32::MAX), 0u32..10_000],
        ) {
            prop_assert_eq!(
                least_along(amount, &prices, loss),
                twin::least_along(amount, &prices, loss)
            );
        }

        #[test]
        fn when_prices_are_blended(
            [average, current] in [any_price(), any_price()],
            weight in any_weight(),
        ) {
            prop_assert_eq!(
                exact(blend_price(average, current, weight)),
                twin::blend(exact(average), exact(current), weight)
            );
        }

        #[test]
        fn when_amounts_are_blended(
            [average, current] in [any_amount(), any_amount()],
            weight in any_weight(),
        ) {
            prop_assert_eq!(
                BigInt::from(blend_amount(average, current, weight)),
                twin::blend(average.into(), current.into(), weight)
            );
        }

        #[test]
        fn when_prices_are_summed_up(
            [sum, price] in [any_price(), any_price()],
            blocks in any_elapsed(),
        ) {
            prop_assert_eq!(
                exact(accumulate(sum, price, blocks)),
                twin::accumulate(sum, price, blocks)
            );
        }

        #[test]
        fn when_a_deviation_is_judged(
            [a, b] in [any_price(), any_price()],
            bps in prop_oneof![Just(0), Just(10_000), Just(u32::MAX), 0u32..20_000],
        ) {
            prop_assert_eq!(deviation_exceeds(a, b, bps), twin::deviation_exceeds(a, b, bps));
        }

        /// The greatest deviation that does not exceed, and the one above it.
        #[test]
        fn when_a_deviation_is_judged_at_its_limit(
            b in any_price(),
            bps in 0u32..=10_000,
            above in any::<bool>(),
        ) {
            let [whole, rest] = [b / U256::from(10_000), b % U256::from(10_000)];
            let bps_wide = U256::from(bps);
            let limit = whole * bps_wide + rest * bps_wide / U256::from(10_000);
            let least = limit.saturating_add(U256::ONE);
            let [within, beyond] = match above {
                true => [b.saturating_add(limit), b.saturating_add(least)],
                false => [b.saturating_sub(limit), b.saturating_sub(least)],
            };
            prop_assert!(!deviation_exceeds(within, b, bps));
            // At the ends of the range there is none above it.
            prop_assert_eq!(deviation_exceeds(beyond, b, bps), beyond.abs_diff(b) > limit);
        }
    }
}

mod the_weight_of_the_past {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn is_rounded_down_by_less_than_two_steps_a_block(
            window in any_window(),
            elapsed in 0u32..100,
        ) {
            let weight = weight_of_past(window, elapsed);
            let exact = twin::weight_of_past(window, elapsed);
            let step = twin::part(weight_of_past(3, 127));
            let most = twin::part(weight) + step * reference::fraction::Fraction::whole(2 * elapsed);
            prop_assert!(twin::part(weight).is_at_most(&exact) && exact.is_at_most(&most));
        }

        #[test]
        fn is_rounded_down_as_little_after_any_number_of_blocks(
            window in any_window(),
            elapsed in any_elapsed(),
        ) {
            let weight = BigInt::from(weight_of_past(window, elapsed).parts());
            let wide = twin::wide_weight_of_past(window, elapsed);
            // Both fall short; the wide one by less than a step of the narrow one.
            let narrowed: BigInt = wide >> (twin::WIDE_BITS - 127);
            prop_assert!(weight <= &narrowed + 1u32);
            prop_assert!(narrowed <= weight + 2 * u64::from(elapsed));
        }

        #[test]
        fn falls_with_time_up_to_its_rounding(
            window in any_window(),
            [one, other] in [any_elapsed(), any_elapsed()],
        ) {
            let (sooner, later) = (one.min(other), one.max(other));
            let [before, after] = [sooner, later].map(|elapsed| weight_of_past(window, elapsed));
            prop_assert!(after.parts() <= before.parts() + 2 * u128::from(sooner));
            prop_assert!(before <= Weight::ONE && (later == 0 || after < Weight::ONE));
        }

        #[test]
        fn falls_with_every_block_as_long_as_anyone_looks(
            window in any_window(),
            elapsed in 0u32..1_000_000,
        ) {
            let [before, after] =
                [elapsed, elapsed + 1].map(|elapsed| weight_of_past(window, elapsed));
            // Below that the past counts for less than a trillionth.
            prop_assert!(after < before || before.parts() < Weight::ONE.parts() >> 40);
        }

        #[test]
        fn grows_with_the_window_up_to_its_rounding(
            [one, other] in [any_window(), any_window()],
            elapsed in any_elapsed(),
        ) {
            let [shorter, longer] =
                [one.min(other), one.max(other)].map(|window| weight_of_past(window, elapsed));
            prop_assert!(shorter.parts() <= longer.parts() + 2 * u128::from(elapsed));
        }
    }

    #[test]
    fn is_all_before_a_block_has_passed_and_nothing_with_a_window_of_one() {
        for window in [0, 1, 2, 100, u32::MAX] {
            assert_eq!(weight_of_past(window, 0), Weight::ONE);
        }
        for (window, elapsed) in [(0, 1), (1, 1), (1, u32::MAX), (1 << 22, u32::MAX)] {
            assert_eq!(weight_of_past(window, elapsed).parts(), 0);
        }
    }

    #[test]
    fn is_exact_where_a_power_of_two_is() {
        for elapsed in 0..=127 {
            assert_eq!(weight_of_past(3, elapsed).parts(), 1 << (127 - elapsed));
        }
        assert_eq!(weight_of_past(3, 128).parts(), 0);
    }
}

mod a_bound_along_a_route {
    use super::*;
    use reference::fraction::Fraction;

    fn ordinary_route() -> impl Strategy<Value = Vec<U256>> {
        prop::collection::vec(ordinary_price(), 0..5)
    }

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        /// Whatever is lost in rounding, whoever the bound protects does not lose it.
        #[test]
        fn never_allows_more_than_the_loss(
            amount in 0u128..1 << 48,
            prices in ordinary_route(),
            loss in 0u32..10_000,
        ) {
            let least = least_along(amount, &prices, loss).unwrap();
            let kept = Fraction::whole(10_000 - loss) / Fraction::whole(10_000);
            let exact = twin::exact_along(amount, &prices) * kept;
            prop_assert!(exact.is_at_most(&Fraction::whole(least)));
        }

        /// With one pool the bound is above the exact one by less than two units: one for the worth, one
        /// for the loss.
        #[test]
        fn of_one_hop_asks_for_less_than_two_units_too_much(
            amount in 0u128..1 << 48,
            price in ordinary_price(),
            loss in 0u32..10_000,
        ) {
            let least = Fraction::whole(least_along(amount, &[price], loss).unwrap());
            let kept = Fraction::whole(10_000 - loss) / Fraction::whole(10_000);
            let exact = twin::exact_along(amount, &[price]) * kept;
            prop_assert!(least.is_at_most(&(exact + Fraction::whole(2))));
        }

        #[test]
        fn rises_with_the_amount_and_falls_with_the_loss(
            [one, other] in [0u128..1 << 48, 0u128..1 << 48],
            prices in ordinary_route(),
            [loss, more] in [0u32..10_000, 0u32..10_000],
        ) {
            let (less, much) = (one.min(other), one.max(other));
            let of = |amount, loss| least_along(amount, &prices, loss).unwrap();
            prop_assert!(of(less, loss) <= of(much, loss));
            prop_assert!(of(much, loss.max(more)) <= of(much, loss.min(more)));
            // A trade in two is held to no less than one at once.
            prop_assert!(of(less + much, loss) <= of(less, loss) + of(much, loss));
        }
    }

    #[test]
    fn is_the_amount_less_the_loss_where_nothing_is_traded() {
        assert_eq!(least_along(1_000, &[], 0), Ok(1_000));
        assert_eq!(least_along(1_000, &[], 250), Ok(975));
        assert_eq!(least_along(1_001, &[], 250), Ok(976));
        assert_eq!(least_along(u128::MAX, &[], 10_000), Ok(0));
        assert_eq!(least_along(u128::MAX, &[], 0), Ok(u128::MAX));
    }

    #[test]
    fn goes_through_one_price_after_the_other() {
        let [half, triple] = [price(1, 2).unwrap(), price(3, 1).unwrap()];
        assert_eq!(least_along(1_000, &[half, triple], 100), Ok(1_485));
        // Half a unit counts as one: three times as much of the next.
        assert_eq!(least_along(1, &[half, triple], 0), Ok(3));
        assert_eq!(least_along(1, &[triple, half], 0), Ok(2));
    }

    #[test]
    fn is_refused_where_a_step_is_worth_more_than_any_amount() {
        let [huge, tiny] = [U256::MAX, U256::ONE];
        assert_eq!(least_along(2, &[huge, tiny], 0), Err(MathError::Overflow));
        assert_eq!(least_along(2, &[tiny, huge], 0), Err(MathError::Overflow));
    }
}

mod an_average {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn lies_between_the_past_and_the_present(
            [average, current] in [any_price(), any_price()],
            weight in any_weight(),
        ) {
            let blended = blend_price(average, current, weight);
            prop_assert!(average.min(current) <= blended && blended <= average.max(current));
            prop_assert_eq!(blend_price(average, current, Weight::ONE), average);
            prop_assert_eq!(blend_price(current, current, weight), current);
        }

        /// At least one unit a block, so the past does not stick; for a price it never jumps past.
        #[test]
        fn draws_nearer_to_a_price_that_stays(
            [average, current] in [any_price(), any_price()],
            window in any_window(),
            elapsed in any_elapsed(),
        ) {
            let blended = blend_price(average, current, weight_of_past(window, elapsed));
            let [before, after] = [average, blended].map(|price| distance(price, current));
            prop_assert!(after < before || elapsed == 0 || average == current);
        }

        /// In one step or in two, the remnant of the past is short of the exact one by less than the
        /// weights are and by less than a unit for each step.
        #[test]
        fn is_the_same_over_a_time_cut_in_two_up_to_its_rounding(
            [average, current] in [any_price(), any_price()],
            window in any_window(),
            [first, second] in [any_elapsed(), any_elapsed()].prop_map(|both| both.map(|n| n / 2)),
        ) {
            let weigh = |elapsed| weight_of_past(window, elapsed);
            let whole = blend_price(average, current, weigh(first + second));
            let one = blend_price(average, current, weigh(first));
            let two = blend_price(one, current, weigh(second));
            let error = steps_of(2 * u64::from(first + second), &distance(average, current)) + 1;
            prop_assert!(distance(whole, two) <= error, "{whole} {two}");
        }

        #[test]
        fn of_prices_keeps_their_order(
            [one, other] in [any_price(), any_price()],
            current in any_price(),
            weight in any_weight(),
        ) {
            let [low, high] = [one.min(other), one.max(other)];
            prop_assert!(
                blend_price(low, current, weight) <= blend_price(high, current, weight)
            );
        }

        /// A block that closes far off moves the average by its own weight and no more: the part of
        /// the distance that a block of the window has, and the roundings of weight and average.
        #[test]
        fn moves_with_one_block_by_its_weight_only(
            [average, current] in [any_price(), any_price()],
            window in any_window(),
        ) {
            let blended = blend_price(average, current, weight_of_past(window, 1));
            let far = distance(average, current);
            let of_a_block = &far * 2u32 / (window.max(1) as u64 + 1);
            prop_assert!(distance(average, blended) <= of_a_block + 1 + steps_of(1, &far));
        }
    }

    /// A price that is multiplied by `k` for one block moves the average by `2/(N + 1) · (k − 1)` of
    /// itself, up to the last step of the weight and the last unit of the average; and nothing of it
    /// is left a few windows later.
    #[test]
    fn a_price_of_one_block_moves_the_average_by_its_weight_only() {
        let honest = price(5_000_000, 2_000_000_000_000).unwrap();
        for window in [2u32, 10, 100, 7_200, 1 << 22] {
            for factor in [2u32, 10, 1_000, 1_000_000] {
                let false_price = honest * U256::from(factor);
                let moved = blend_price(honest, false_price, weight_of_past(window, 1));
                let gain = distance(moved, honest);
                let most = exact(honest) * 2u32 * (factor - 1) / (window + 1);
                let rounding = steps_of(1, &distance(false_price, honest)) + 1;
                assert!(moved > honest && gain <= most + rounding, "{window} {factor}");

                let later = blend_price(moved, honest, weight_of_past(window, 80 * window));
                assert_eq!(later, honest, "{window} {factor}");
            }
        }
    }

    #[test]
    fn reaches_a_price_that_stays_from_any_other() {
        let current = price(3, 7).unwrap();
        for start in [U256::ZERO, current - U256::ONE, current + U256::ONE, U256::MAX] {
            let mut average = start;
            let mut blocks = 0;
            while average != current {
                average = blend_price(average, current, weight_of_past(100, 1));
                blocks += 1;
            }
            assert!(blocks < 10_000, "{start} took {blocks} blocks");
        }
    }

    #[test]
    fn of_amounts_that_differ_by_one_unit_takes_the_present_one() {
        let weight = weight_of_past(1 << 22, 1);
        assert_eq!(blend_amount(10, 11, weight), 11);
        assert_eq!(blend_amount(11, 10, weight), 10);
        assert_eq!(blend_amount(u128::MAX, u128::MAX - 1, weight), u128::MAX - 1);
    }
}

mod a_mean {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        /// Wherever the sum began, so also if it wraps around in between.
        #[test]
        fn of_two_prices_is_theirs_by_the_blocks_they_stood(
            start in any_price(),
            prices in [any_price(), any_price()].prop_map(|prices| prices.map(|price| price >> 33)),
            blocks in [any_elapsed(), any_elapsed()].prop_map(|both| both.map(|n| n / 2)),
        ) {
            let middle = accumulate(start, prices[0], blocks[0]);
            let end = accumulate(middle, prices[1], blocks[1]);
            let total = blocks[0] + blocks[1];
            let sum = exact(prices[0]) * blocks[0] + exact(prices[1]) * blocks[1];
            prop_assert_eq!(
                mean_price(start, end, total).map(exact),
                (total > 0).then(|| sum / total.max(1))
            );
        }

        #[test]
        fn of_one_block_is_its_price_however_great(start in any_price(), price in any_price()) {
            prop_assert_eq!(mean_price(start, accumulate(start, price, 1), 1), Some(price));
        }

        #[test]
        fn does_not_depend_on_how_often_the_sum_was_written(
            [start, price] in [any_price(), any_price()],
            blocks in [any_elapsed(), any_elapsed()].prop_map(|both| both.map(|n| n / 2)),
        ) {
            prop_assert_eq!(
                accumulate(accumulate(start, price, blocks[0]), price, blocks[1]),
                accumulate(start, price, blocks[0] + blocks[1])
            );
        }
    }

    #[test]
    fn of_no_blocks_is_none() {
        assert_eq!(mean_price(U256::ZERO, U256::MAX, 0), None);
    }
}

#[test]
fn a_price_of_nothing_is_zero_and_one_in_nothing_is_refused() {
    assert_eq!(price(0, 1), Ok(U256::ZERO));
    assert_eq!(price(0, 0), Err(MathError::EmptyPool));
    assert_eq!(price(1, 1), Ok(U256::ONE << 128));
    assert_eq!(price(u128::MAX, 1), Ok(U256::from(u128::MAX) << 128));
    assert_eq!(price(1, u128::MAX), Ok(U256::ONE));
}

#[test]
fn a_ratio_of_prices_is_exact_where_it_can_be_and_refused_where_it_cannot() {
    let one = U256::ONE << 128;
    assert_eq!(price_ratio(U256::ZERO, one), Ok(U256::ZERO));
    assert_eq!(price_ratio(one, one), Ok(one));
    assert_eq!(price_ratio(U256::MAX, U256::MAX), Ok(one));
    assert_eq!(price_ratio(U256::ONE, U256::MAX), Ok(U256::ZERO));
    assert_eq!(price_ratio(U256::MAX, one), Ok(U256::MAX));
    assert_eq!(price_ratio(U256::MAX, one - U256::ONE), Err(MathError::Overflow));
    assert_eq!(price_ratio(one, U256::ZERO), Err(MathError::DivisionByZero));
    assert_eq!(price_ratio(U256::ZERO, U256::ZERO), Err(MathError::DivisionByZero));
}

#[test]
fn a_deviation_of_exactly_the_limit_does_not_exceed_it() {
    let [hundred, all] = [U256::from(100u32), U256::MAX];
    assert!(!deviation_exceeds(U256::from(105u32), hundred, 500));
    assert!(!deviation_exceeds(U256::from(95u32), hundred, 500));
    assert!(deviation_exceeds(U256::from(106u32), hundred, 500));
    assert!(deviation_exceeds(U256::from(94u32), hundred, 500));
    assert!(!deviation_exceeds(U256::ZERO, all, 10_000));
    assert!(deviation_exceeds(U256::ZERO, all, 9_999));
    assert!(deviation_exceeds(U256::ONE, U256::ZERO, u32::MAX));
    assert!(!deviation_exceeds(U256::ZERO, U256::ZERO, 0));
}
