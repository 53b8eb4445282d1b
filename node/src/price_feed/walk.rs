//! How a common price moves: a geometric random walk in integers.
//!
//! The walk can be asked for any step without going through those before it, so servers with one seed
//! agree, whenever they were started. It is made of bridges: each takes [`STEPS`] steps and ends where
//! it began, since over months a free walk would leave every price that anyone recognises. Inside a
//! bridge the middle is drawn first, then the middles of the halves, and so on: each is the mean of its
//! neighbours plus noise as wide as the steps between them call for.

/// Fixed point: prices, and the logarithms of their changes, count in parts of this.
pub(super) const ONE: u128 = 1_000_000_000_000;

/// How many times a bridge is halved.
const HALVINGS: u32 = 16;
/// The steps of a bridge.
const STEPS: u64 = 1 << HALVINGS;

/// The spread of four uniform 16-bit numbers, added up: 2^16 / sqrt(3).
const SPREAD: i128 = 37_837;
/// Their mean.
const MEAN: i128 = 131_070;

/// A walk of one price.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    /// Another seed, another walk.
    pub(super) seed: u64,
    /// What tells it from the others with the seed.
    pub(super) name: &'static str,
    /// Where each bridge begins and ends, in parts of [`ONE`].
    pub(super) opening: u128,
    /// How far a step goes, typically, in millionths of the price.
    pub(super) volatility: u32,
}

impl Walk {
    /// The price at a step, in parts of [`ONE`].
    pub(super) fn price(&self, step: u64) -> u128 {
        let factor = exponential(self.logarithm(step));
        self.opening.saturating_mul(factor) / ONE
    }

    /// The logarithm of price by opening, in parts of [`ONE`].
    fn logarithm(&self, step: u64) -> i128 {
        let (bridge, wanted) = (step / STEPS, step % STEPS);
        let (mut from, mut to) = ((0, 0), (STEPS, 0));
        for level in (1..=HALVINGS).rev() {
            let middle = (from.0 + to.0) / 2;
            let value = (from.1 + to.1) / 2 + self.displacement(bridge, middle, level);
            match wanted {
                _ if wanted == middle => return value,
                _ if wanted < middle => to = (middle, value),
                _ => from = (middle, value),
            }
        }
        from.1
    }

    /// How far the middle of 2^`level` steps is from the mean of their ends.
    fn displacement(&self, bridge: u64, middle: u64, level: u32) -> i128 {
        let step = u128::from(self.volatility) * (ONE / 1_000_000);
        let spread = ((step * step) << level).isqrt() / 2;
        let spread = i128::try_from(spread).unwrap_or(0);
        let noise = hash(self.seed, self.name, &[bridge, middle]);
        let sum: i128 = (0..4).map(|part| i128::from((noise >> (16 * part)) & 0xffff)).sum();
        spread * (sum - MEAN) / SPREAD
    }
}

/// A number from minus to plus `most` millionths, as a factor in parts of [`ONE`]: what makes one
/// source differ from another.
pub(super) fn wobble(seed: u64, source: &str, symbol: &str, step: u64, most: u32) -> u128 {
    let width = u64::from(most) * 2 + 1;
    let noise = hash(seed, source, &[hash(seed, symbol, &[]), step]) % width;
    let millionth = ONE / 1_000_000;
    ONE + u128::from(noise) * millionth - u128::from(most) * millionth
}

/// e to the power of `x`, both in parts of [`ONE`]: the first terms of the series. The walks stay
/// where these are exact to the last digits.
fn exponential(x: i128) -> u128 {
    let one = ONE as i128;
    let (mut term, mut sum) = (one, one);
    for n in 1..=16 {
        term = term * x / (one * n);
        sum += term;
    }
    u128::try_from(sum).unwrap_or(0)
}

/// Mixes everything into 64 bits, the same on every machine.
fn hash(seed: u64, name: &str, numbers: &[u64]) -> u64 {
    let letters = name.bytes().map(u64::from);
    letters.chain(numbers.iter().copied()).fold(mix(seed), |state, next| mix(state ^ mix(next)))
}

/// One round of SplitMix64, a public-domain generator.
fn mix(state: u64) -> u64 {
    let state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALK: Walk = Walk { seed: 7, name: "BTC", opening: 60_000 * ONE, volatility: 300 };

    #[test]
    fn it_is_the_same_on_every_machine_and_in_every_order() {
        // From a second program, in another language.
        let prices: Vec<_> = [5, 3, 4, 1 << 40].map(|step| WALK.price(step)).into();
        assert_eq!(
            prices,
            [
                60_009_882_438_900_000,
                60_012_963_472_920_000,
                59_992_352_309_580_000,
                60_000_000_000_000_000,
            ]
        );
    }

    #[test]
    fn seeds_and_names_walk_their_own_ways() {
        let other_seed = Walk { seed: 8, ..WALK };
        let other_name = Walk { name: "ETH", ..WALK };
        for step in 1..100 {
            assert_ne!(WALK.price(step), other_seed.price(step));
            assert_ne!(WALK.price(step), other_name.price(step));
        }
    }

    #[test]
    fn steps_are_as_long_as_asked_for_and_the_price_stays_near_its_opening() {
        let opening = WALK.opening;
        let mut squares = 0u128;
        let mut changed = 0;
        for step in 0..STEPS {
            let (price, next) = (WALK.price(step), WALK.price(step + 1));
            let millionths = price.abs_diff(next) * 1_000_000 / price;
            squares += millionths * millionths;
            changed += u32::from(price != next);
            assert!(price.abs_diff(opening) < opening / 5, "step {step}: {price}");
        }
        let typical = (squares / u128::from(STEPS)).isqrt();
        assert!((240..=360).contains(&typical), "{typical} millionths a step");
        assert!(changed > 65_000);
    }

    #[test]
    fn one_bridge_follows_the_other_without_a_leap() {
        let last = WALK.price(STEPS - 1);
        assert_eq!(WALK.price(STEPS), WALK.opening);
        assert!(last.abs_diff(WALK.opening) < WALK.opening / 500, "{last}");
        assert_ne!(WALK.price(1), WALK.price(STEPS + 1));
    }

    #[test]
    fn the_exponential_is_exact_to_the_last_digits() {
        let near = |x, expected: u128| assert!(exponential(x).abs_diff(expected) < 20, "{x}");
        near(0, ONE);
        near(ONE as i128, 2_718_281_828_459);
        near(-(ONE as i128), 367_879_441_171);
        near(ONE as i128 / 10, 1_105_170_918_076);
    }

    #[test]
    fn a_source_differs_a_little_and_not_from_itself() {
        for step in 0..1_000 {
            let one = wobble(1, "kraken", "BTC", step, 200);
            assert!(one.abs_diff(ONE) <= ONE / 5_000);
            assert_eq!(one, wobble(1, "kraken", "BTC", step, 200));
        }
        assert_ne!(wobble(1, "kraken", "BTC", 1, 200), wobble(1, "okx", "BTC", 1, 200));
        assert_ne!(wobble(1, "kraken", "BTC", 1, 200), wobble(1, "kraken", "ETH", 1, 200));
        assert_eq!(wobble(1, "kraken", "BTC", 1, 0), ONE);
    }
}
