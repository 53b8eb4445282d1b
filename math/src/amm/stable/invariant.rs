//! The invariant of given reserves, solved exactly.

use ruint::{aliases::U256, Uint};

use super::{terms::sum, wide::times, Balance, MathError, AMPLIFICATION_PRECISION};

/// More steps than [`solve`] ever takes: see there.
pub(super) const MAX_STEPS: u32 = 16;

/// The solution `r` of the pool's equation, between two whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Root {
    /// The largest whole number that is not above `r`: the invariant.
    pub(super) floor: Balance,
    /// The least whole number that is not below `r`: `floor`, or the next one.
    pub(super) ceil: Balance,
    /// `floor(100 · D^(n+1) / (n^n · Πx))`, with `D` the invariant.
    pub(super) product_term: U256,
    /// How often the equation was evaluated.
    #[cfg_attr(not(test), allow(dead_code))]
    pub(super) steps: u32,
}

/// The solution of the pool's equation for reserves at one precision, none of them zero.
///
/// # Why it ends, and is exact
///
/// In hundredths, with `K = n^n·Πx`, `c = 100/K`, `b = 100·(Ann − 1)` and `s = 100·Ann·Σx`, all of
/// them above zero, `r` is where `f(D) = c·D^(n+1) + b·D − s` is zero; there, `f` grows and its slope
/// does. Newton's step from `D` is
///
/// ```text
/// N(D) = (s + n·p)·D / (b·D + (n + 1)·p)      with p = c·D^(n+1)
/// ```
///
/// Claim: every guess is a whole number not below `floor(r)`, and each is smaller than the one before.
///
/// - The first guess is not below `r`: see [`Equation::first_guess`].
/// - A guess `D` is the answer if `f(D) ≤ 0`, for then `D ≤ r`. As `s − b·D` is whole, that is
///   `ceil(p) ≤ s − b·D`, tested exactly.
/// - Else `D > r`. A tangent of such an `f` meets zero above `r`: `N(D) ≥ r`. With `q = floor(p)`
///   for `p` the step only gets shorter, because `N` falls as `p` grows: the sign of that slope is
///   the sign of `n·b·D − (n + 1)·s`, and `b·D < s`, as `b < 100·Ann` and `D ≤ Σx`. So the floor of
///   the step is not below `floor(r)`. Neither is `D − 1`; the next guess is the lesser of the two.
///
/// # How many steps
///
/// With `D = (1 + e)·r`, a step moves by `f/f'`, which is a mean of `D − r`, the step of `f`'s
/// straight part, and `D·(1 − (1 + e)^−(n+1))/(n + 1)`, that of its power, the shorter. Hence at most
///
/// ```text
/// e' = (n·e + (1 + e)^−n − 1) / (n + 1)
/// ```
///
/// is left. The first guess has `1 + e < 4.7` for two assets and less for more (see there). From
/// there `e` is below `2^−128`, so that less than one unit is left, after 10 steps for two assets and
/// 12 for five. Replacing `p` by `q` moves a step by `D·(n + 1)/s` at most, less than a hundredth of a
/// unit. One more step takes the last unit, and one more evaluation finds that it is done: 14. Near
/// balance it takes two to four.
///
/// # Errors
/// `EmptyPool` without reserves or with a zero one; `Overflow` if their sum does not fit into 128
/// bits.
pub(super) fn solve(scaled: &[Balance], leverage: u32) -> Result<Root, MathError> {
    match width(scaled, leverage)? {
        0..=256 => Equation::<256, 4>::new(scaled, leverage)?.solve(MAX_STEPS),
        257..=384 => Equation::<384, 6>::new(scaled, leverage)?.solve(MAX_STEPS),
        385..=576 => Equation::<576, 9>::new(scaled, leverage)?.solve(MAX_STEPS),
        _ => Equation::<832, 13>::new(scaled, leverage)?.solve(MAX_STEPS),
    }
}

/// Whether reserves at one precision have an invariant of `target` or more:
/// `100·D^(n+1) ≤ (s − b·D)·K`, multiplied out and exact.
///
/// # Errors
/// As for [`solve`].
pub(super) fn reaches(
    scaled: &[Balance],
    leverage: u32,
    target: Balance,
) -> Result<bool, MathError> {
    // No invariant is above the sum; and up to it, the width that holds the equation holds this.
    if target > sum(scaled)? {
        return Ok(false);
    }
    match width(scaled, leverage)? {
        0..=256 => Equation::<256, 4>::new(scaled, leverage)?.reaches(target),
        257..=384 => Equation::<384, 6>::new(scaled, leverage)?.reaches(target),
        385..=576 => Equation::<576, 9>::new(scaled, leverage)?.reaches(target),
        _ => Equation::<832, 13>::new(scaled, leverage)?.reaches(target),
    }
    .ok_or(MathError::Overflow)
}

/// How many bits hold every number of the equation, for guesses up to the sum of the reserves.
///
/// With `σ` the bits of the sum, `100·D^(n+1)` has at most `7 + (n + 1)·σ`. `s·K` has at most those of
/// `100·Ann`, of the sum, of `n^n` and of every reserve together: that is `23 + 6·128 + 12` for the
/// greatest, 803. In a step, `(s + n·q)·D < 2^13·s·D` from the first guess on, which needs 13 more than
/// `100·Ann` and `2·σ`.
///
/// The width decides how fast an answer comes, never which: where it did not suffice, that would be
/// the error `Overflow`.
fn width(scaled: &[Balance], leverage: u32) -> Result<u32, MathError> {
    let assets = u32::try_from(scaled.len()).unwrap_or(u32::MAX);
    let (sum, leverage) = (bits(sum(scaled)?), u32::BITS.saturating_sub(leverage.leading_zeros()));
    let power = sum.saturating_mul(assets.saturating_add(1)).saturating_add(7);
    let product = scaled.iter().fold(12u32, |all, reserve| all.saturating_add(bits(*reserve)));
    let step = sum.saturating_mul(2).saturating_add(leverage).saturating_add(13);
    Ok(power.max(product.saturating_add(sum).saturating_add(leverage)).max(step))
}

/// The length of a number.
pub(super) fn bits(number: Balance) -> u32 {
    Balance::BITS.saturating_sub(number.leading_zeros())
}

/// The numbers of the equation that do not depend on the guess, in hundredths.
pub(super) struct Equation<const BITS: usize, const LIMBS: usize> {
    assets: usize,
    sum: Balance,
    /// `K = n^n · Πx`.
    divisor: Uint<BITS, LIMBS>,
    /// `s = 100 · Ann · Σx`.
    total: Uint<BITS, LIMBS>,
    /// `b = 100 · (Ann − 1)`.
    slope: u32,
}

impl<const BITS: usize, const LIMBS: usize> Equation<BITS, LIMBS> {
    fn new(scaled: &[Balance], leverage: u32) -> Result<Self, MathError> {
        let divisor = scale_of(scaled.len(), scaled).ok_or(MathError::Overflow)?;
        if divisor.is_zero() || scaled.is_empty() {
            return Err(MathError::EmptyPool);
        }
        let sum = sum(scaled)?;
        let total = times(Uint::from(sum), leverage.into()).ok_or(MathError::Overflow)?;
        let slope = leverage.saturating_sub(AMPLIFICATION_PRECISION);
        Ok(Self { assets: scaled.len(), sum, divisor, total, slope })
    }

    /// See [`solve`].
    fn solve(&self, most_steps: u32) -> Result<Root, MathError> {
        let mut guess = self.first_guess();
        for steps in 1..=most_steps {
            let dividend = hundredfold_power(guess, self.assets).ok_or(MathError::Overflow)?;
            let (term, rest) = dividend.div_rem(self.divisor);
            let straight = self.straight(guess).ok_or(MathError::Overflow)?;
            if let Some(left) = self.total.checked_sub(straight) {
                if term < left || (term == left && rest.is_zero()) {
                    let exact = term == left;
                    let product_term = U256::saturating_from(term);
                    let ceil = if exact { guess } else { guess.saturating_add(1) };
                    return Ok(Root { floor: guess, ceil, product_term, steps });
                }
            }
            let next = self.step(guess, term, straight).ok_or(MathError::Overflow)?;
            guess = next.min(guess.saturating_sub(1));
        }
        Err(MathError::NotConverged)
    }

    /// A whole number not below the solution `r`, and less than 4.7 times `r`.
    ///
    /// The sum is not below `r`, by the inequality of the means. Neither is the root of
    /// `c·D^(n+1) = s`, so of `D^(n+1) = s·K/100`, nor the least power of two that is known from the
    /// lengths of `s` and `K` to be above it. The guess is the lesser of the sum and that power.
    ///
    /// Of `c·r^(n+1) + b·r = s` one part is half of `s` or more. If it is the straight one, the sum
    /// is less than `2·r`. If it is the power, the root is at most `2^(1/(n+1))` times `r`; the lengths
    /// add less than a factor of `4·100/64` to `s·K/100`, and rounding the exponent up less than
    /// another 2 to the root: together, `2·12.5^(1/(n+1))`.
    fn first_guess(&self) -> Balance {
        let assets = self.assets;
        let bits = self.total.bit_len().saturating_add(self.divisor.bit_len()).saturating_sub(6);
        let exponent = u32::try_from(bits.div_ceil(assets.saturating_add(1))).unwrap_or(u32::MAX);
        1u128.checked_shl(exponent).map_or(self.sum, |power| power.min(self.sum))
    }

    /// `b·D`.
    fn straight(&self, guess: Balance) -> Option<Uint<BITS, LIMBS>> {
        times(Uint::from(guess), self.slope.into())
    }

    /// The floor of Newton's step from `guess`, whose product term is `term` and whose straight one is
    /// `straight`.
    fn step(
        &self,
        guess: Balance,
        term: Uint<BITS, LIMBS>,
        straight: Uint<BITS, LIMBS>,
    ) -> Option<Balance> {
        let longest = self.total.bit_len().max(term.bit_len()).saturating_add(4);
        // With these lengths the dividend and the divisor fit into 256 bits.
        if longest.saturating_add(bits(guess) as usize) <= U256::BITS {
            let narrow = U256::saturating_from::<Uint<BITS, LIMBS>>;
            return self.step_in(guess, narrow(self.total), narrow(term), narrow(straight));
        }
        self.step_in(guess, self.total, term, straight)
    }

    /// [`Self::step`] in a width that holds the dividend and the divisor.
    fn step_in<const B: usize, const L: usize>(
        &self,
        guess: Balance,
        total: Uint<B, L>,
        term: Uint<B, L>,
        straight: Uint<B, L>,
    ) -> Option<Balance> {
        let weighted = times(term, self.assets as u128)?;
        let over = times(total.checked_add(weighted)?, guess)?;
        let under = straight.checked_add(weighted)?.checked_add(term)?;
        Balance::try_from(over.checked_div(under)?).ok()
    }

    /// See [`reaches`].
    fn reaches(&self, target: Balance) -> Option<bool> {
        let power = hundredfold_power(target, self.assets)?;
        let Some(left) = self.total.checked_sub(self.straight(target)?) else {
            return Some(false);
        };
        Some(power <= left.checked_mul(self.divisor)?)
    }
}

/// `n^n · Πx` for a pool of `assets`, over the given reserves.
pub(super) fn scale_of<const BITS: usize, const LIMBS: usize>(
    assets: usize,
    scaled: &[Balance],
) -> Option<Uint<BITS, LIMBS>> {
    let power = assets.checked_pow(u32::try_from(assets).ok()?)?;
    scaled.iter().try_fold(Uint::from(power), |product, reserve| times(product, *reserve))
}

/// `100 · D^(n+1)`.
pub(super) fn hundredfold_power<const BITS: usize, const LIMBS: usize>(
    base: Balance,
    assets: usize,
) -> Option<Uint<BITS, LIMBS>> {
    let hundredfold = times(Uint::from(base), AMPLIFICATION_PRECISION.into())?;
    (0..assets).try_fold(hundredfold, |power, _| times(power, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All pools of so many assets whose reserves are powers of two, and their neighbours, near the
    /// given exponents, in every combination.
    fn grid(assets: u32, exponents: &[u32], mut visit: impl FnMut(&[Balance])) {
        let count = exponents.len();
        for combination in 0..count.pow(assets) {
            let reserves: Vec<Balance> = (0..assets)
                .map(|asset| exponents[combination / count.pow(asset) % count])
                .map(|exponent| (1 << exponent) + Balance::from(exponent % 3))
                .collect();
            visit(&reserves);
        }
    }

    fn worst(assets: u32, exponents: &[u32]) -> u32 {
        let mut worst = 0;
        for leverage in [200, 3_333, 1_000_000].map(|a| a * assets) {
            grid(assets, exponents, |reserves| {
                worst = worst.max(solve(reserves, leverage).unwrap().steps);
            });
        }
        worst
    }

    #[test]
    fn the_steps_stay_within_the_bound_whatever_the_reserves() {
        let every: Vec<u32> = (0..126).collect();
        let some: Vec<u32> = every.iter().copied().step_by(6).collect();
        let few: Vec<u32> = every.iter().copied().step_by(17).collect();
        let all = [worst(2, &every), worst(3, &some), worst(4, &few), worst(5, &few)];
        println!("the most steps for two to five assets: {all:?}");
        assert!(all.iter().all(|steps| *steps <= 14), "{all:?}");
    }

    #[test]
    fn near_balance_it_takes_four_steps() {
        let million = 10u128.pow(24);
        let root = solve(&[31 * million, 28 * million, 35 * million], 30_000).unwrap();
        assert_eq!(root.steps, 4);
    }

    #[test]
    fn too_few_steps_are_an_error_and_no_number() {
        let equation = Equation::<384, 6>::new(&[10u128.pow(24), 10u128.pow(18)], 400).unwrap();
        assert_eq!(equation.solve(3), Err(MathError::NotConverged));
        assert!(equation.solve(MAX_STEPS).is_ok());
    }

    #[test]
    fn an_equation_of_nothing_is_refused() {
        assert_eq!(solve(&[], 400), Err(MathError::EmptyPool));
        assert_eq!(solve(&[5_000, 0], 400), Err(MathError::EmptyPool));
        assert_eq!(solve(&[Balance::MAX, 1], 400), Err(MathError::Overflow));
    }
}
