//! The reserve that a pool needs for an invariant, solved exactly.

use ruint::Uint;

use super::{
    invariant::{bits, hundredfold_power, scale_of},
    terms::sum,
    wide::times,
    Balance, MathError, AMPLIFICATION_PRECISION,
};

/// More steps than [`least`] ever takes: see there.
pub(super) const MAX_STEPS: u32 = 16;

/// A width that holds the quadratic equation for every answer of 128 bits.
type U320 = Uint<320, 5>;

/// The least whole reserve `y` with which the pool, its other reserves being `others`, has an
/// invariant of `target` or more. All are at one precision; `target` and `others` are above zero.
///
/// # Why it is exact
///
/// The pool's equation, multiplied by `y` and by 100, says that `y` is large enough if
///
/// ```text
/// a·y² + B·y ≥ c      with a = 100·Ann,  B = a·Σx − 100·(Ann − 1)·D,  c = 100·D^(n+1)/(n^n·Πx)
/// ```
///
/// over the other reserves. The left side is whole: `c` may be rounded up, to `C`, and nothing has
/// changed. So `y` is one more than the largest whole `z` with `h(z) = a·z² + B·z − (C − 1) ≤ 0`,
/// which is `floor(ρ)` with `ρ ≥ 0` the greater root of `h`.
///
/// # Why it ends
///
/// Newton's step `N(z) = (a·z² + C − 1) / (2·a·z + B)` is not below `ρ` from wherever `h` rises,
/// because the slope of `h` grows. It is below `z` if and only if `h(z) > 0`. So the floors of the
/// steps fall strictly and do not pass `floor(ρ)`, and the one not followed by a smaller one is it.
/// Where `h` does not rise and `z ≥ floor(ρ)`, `z` is `floor(ρ)` as well.
///
/// The first guess is the lesser of two numbers not below `floor(ρ)`: the step from `near`, the
/// reserve before the change, if `h` rises there, and `2^k + floor(−B/a) + 1`, or without the middle
/// where `B ≥ 0`, with the least `k` known from the lengths of `C` and `a` for `a·4^k ≥ C`: inserted
/// for `z`, it makes `h` positive.
///
/// With `z = ρ + e` and `−w` the other root, `e' = e²/(2·e + ρ + w)` is left after a step: less than
/// half, and as soon as `e < ρ + w` less than the square of its part of that. The second number is at
/// most `2·√2·√(ρ·w) + max(0, ρ − w) + 2`. From there eight steps leave less than the part `2^−128`,
/// whatever the ratio of `ρ` to `w`, two halve what the 2 adds where `ρ` is small, one takes the last
/// unit and one finds that it is done: 13 with the step from `near`. Near balance it takes three.
///
/// # Errors
/// - `EmptyPool`: one of `others` is zero.
/// - `Overflow`: `others` add up to more than 128 bits hold, or the answer does not fit into 128.
pub(super) fn least(
    others: &[Balance],
    leverage: u32,
    target: Balance,
    near: Balance,
) -> Result<Balance, MathError> {
    solve(others, leverage, target, near).map(|(least, _)| least)
}

/// [`least`], and how many steps it took.
fn solve(
    others: &[Balance],
    leverage: u32,
    target: Balance,
    near: Balance,
) -> Result<(Balance, u32), MathError> {
    let sum = sum(others)?;
    let constant = constant(others, target)?;
    let widest = target.max(sum).max(near);
    // With numbers of 114 bits, `a·z²` has at most 252 for every guess, and so have all the others.
    if widest >> 114 == 0 && constant.bit_len() <= 250 {
        Quadratic::<256, 4>::new(sum, leverage, target, constant).solve(near, MAX_STEPS)
    } else {
        Quadratic::<320, 5>::new(sum, leverage, target, constant).solve(near, MAX_STEPS)
    }
}

/// `C`: `100·D^(n+1)/(n^n·Πx)`, rounded up.
///
/// For an answer below `2^128`, `C ≤ a·y² + B·y < 2^281`: what is longer has no such answer.
fn constant(others: &[Balance], target: Balance) -> Result<U320, MathError> {
    let assets = others.len().saturating_add(1);
    let exponent = u32::try_from(assets).unwrap_or(u32::MAX).saturating_add(1);
    let dividend = bits(target).saturating_mul(exponent).saturating_add(7);
    let divisor = others.iter().fold(12u32, |sum, other| sum.saturating_add(bits(*other)));
    match dividend.max(divisor) {
        0..=256 => constant_in::<256, 4>(others, target),
        257..=384 => constant_in::<384, 6>(others, target),
        385..=576 => constant_in::<576, 9>(others, target),
        _ => constant_in::<832, 13>(others, target),
    }
}

/// [`constant`] in a width that holds dividend and divisor.
fn constant_in<const BITS: usize, const LIMBS: usize>(
    others: &[Balance],
    target: Balance,
) -> Result<U320, MathError> {
    let assets = others.len().saturating_add(1);
    let divisor = scale_of::<BITS, LIMBS>(assets, others).ok_or(MathError::Overflow)?;
    let dividend = hundredfold_power(target, assets).ok_or(MathError::Overflow)?;
    if divisor.is_zero() {
        return Err(MathError::EmptyPool);
    }
    let (whole, rest) = dividend.div_rem(divisor);
    if whole.bit_len() > 281 {
        return Err(MathError::Overflow);
    }
    let whole = U320::saturating_from(whole);
    Ok(if rest.is_zero() { whole } else { whole.saturating_add(U320::ONE) })
}

/// Where a step leads.
enum Step<const BITS: usize, const LIMBS: usize> {
    /// To this number.
    To(Uint<BITS, LIMBS>),
    /// Nowhere, as the function does not rise.
    NotRising,
}

/// `a·z² + B·z − (C − 1)`, with `B` as a difference.
struct Quadratic<const BITS: usize, const LIMBS: usize> {
    /// `a`.
    square: u32,
    /// `a·Σx`.
    plus: Uint<BITS, LIMBS>,
    /// `100·(Ann − 1)·D`.
    minus: Uint<BITS, LIMBS>,
    /// `C − 1`.
    constant: Uint<BITS, LIMBS>,
}

impl<const BITS: usize, const LIMBS: usize> Quadratic<BITS, LIMBS> {
    fn new(sum: Balance, leverage: u32, target: Balance, constant: U320) -> Self {
        let slope = leverage.saturating_sub(AMPLIFICATION_PRECISION);
        Self {
            square: leverage,
            plus: Uint::from(sum).saturating_mul(Uint::from(leverage)),
            minus: Uint::from(target).saturating_mul(Uint::from(slope)),
            constant: Uint::saturating_from(constant.saturating_sub(U320::ONE)),
        }
    }

    /// See [`least`].
    fn solve(&self, near: Balance, most_steps: u32) -> Result<(Balance, u32), MathError> {
        let mut guess = self.above().ok_or(MathError::Overflow)?;
        if let Step::To(next) = self.step(Uint::from(near)).ok_or(MathError::Overflow)? {
            guess = guess.min(next);
        }
        for steps in 2..=most_steps {
            match self.step(guess).ok_or(MathError::Overflow)? {
                Step::To(next) if next < guess => guess = next,
                _ => {
                    let floor = Balance::try_from(guess).map_err(|_| MathError::Overflow)?;
                    return Ok((floor.checked_add(1).ok_or(MathError::Overflow)?, steps));
                }
            }
        }
        Err(MathError::NotConverged)
    }

    /// A whole number above the root, from the lengths of the numbers.
    fn above(&self) -> Option<Uint<BITS, LIMBS>> {
        // C/a < 2^bits, and 2^k is at least its root.
        let square = Uint::from(self.square);
        let bits = self.constant.bit_len().saturating_add(1).saturating_sub(square.bit_len());
        let power = Uint::ONE.checked_shl(bits.div_ceil(2))?;
        let shift = self.minus.saturating_sub(self.plus).checked_div(square)?;
        power.checked_add(shift)?.checked_add(Uint::ONE)
    }

    /// Newton's step from `guess`, rounded down.
    fn step(&self, guess: Uint<BITS, LIMBS>) -> Option<Step<BITS, LIMBS>> {
        let scaled = times(guess, self.square.into())?;
        let over = scaled.checked_mul(guess)?.checked_add(self.constant)?;
        let rising = scaled.checked_add(scaled)?.checked_add(self.plus)?;
        let under = rising.saturating_sub(self.minus);
        Some(over.checked_div(under).map_or(Step::NotRising, Step::To))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The most steps to an answer that fits, over other reserves, invariants and reserves before of
    /// every length.
    fn worst(others: usize, stride: usize) -> u32 {
        let mut worst = 0;
        let exponents: Vec<u32> = (0..126).step_by(stride).collect();
        for leverage in [200u32, 1_000_000].map(|a| a * (others as u32 + 1)) {
            for lowest in &exponents {
                for highest in &exponents {
                    let mut scaled = vec![(1u128 << lowest) + 1; others];
                    scaled[0] = 1 << highest;
                    for target in (1..128).map(|bit| (1u128 << bit) - 1) {
                        for near in [1, 1u128 << 63, 1u128 << 126] {
                            let answer = solve(&scaled, leverage, target, near);
                            assert_ne!(answer, Err(MathError::NotConverged));
                            worst = worst.max(answer.map_or(0, |(_, steps)| steps));
                        }
                    }
                }
            }
        }
        worst
    }

    #[test]
    fn the_steps_stay_within_the_bound_whatever_the_reserves() {
        let all = [worst(1, 5), worst(2, 9), worst(3, 15), worst(4, 15)];
        println!("the most steps for two to five assets: {all:?}");
        assert!(all.iter().all(|steps| *steps <= 13), "{all:?}");
    }

    #[test]
    fn near_balance_it_takes_four_steps() {
        let million = 10u128.pow(24);
        let (reserve, steps) =
            solve(&[31 * million], 20_000, 60 * million, 29 * million + million / 1_000).unwrap();
        assert!(reserve < 29 * million + million / 1_000);
        assert!(steps <= 4, "{steps}");
    }

    #[test]
    fn too_few_steps_are_an_error_and_no_number() {
        let target = 10u128.pow(24);
        let constant = constant(&[1_000], target).unwrap();
        let equation = Quadratic::<320, 5>::new(1_000, 400, target, constant);
        assert_eq!(equation.solve(1, 2), Err(MathError::NotConverged));
        assert!(equation.solve(1, MAX_STEPS).is_ok());
    }

    #[test]
    fn an_answer_of_more_than_128_bits_is_refused() {
        assert_eq!(least(&[1_000], 400, 1 << 90, 1_000), Err(MathError::Overflow));
        assert_eq!(least(&[1_000], 400, Balance::MAX, 1_000), Err(MathError::Overflow));
        assert_eq!(least(&[0], 400, 1_000, 1_000), Err(MathError::EmptyPool));
    }
}
