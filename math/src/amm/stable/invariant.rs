//! The invariant of given reserves, solved exactly.

use ruint::{aliases::U256, Uint};

use super::{terms::sum, Balance, MathError, AMPLIFICATION_PRECISION};

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
    match width(scaled)? {
        0..=256 => Equation::<256, 4>::new(scaled, leverage)?.solve(),
        257..=512 => Equation::<512, 8>::new(scaled, leverage)?.solve(),
        _ => Equation::<832, 13>::new(scaled, leverage)?.solve(),
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
    match width(scaled)? {
        0..=256 => Equation::<256, 4>::new(scaled, leverage)?.reaches(target),
        257..=512 => Equation::<512, 8>::new(scaled, leverage)?.reaches(target),
        _ => Equation::<832, 13>::new(scaled, leverage)?.reaches(target),
    }
    .ok_or(MathError::Overflow)
}

/// How many bits hold every number of the equation, for guesses up to the sum of the reserves.
///
/// With `σ` the bits of the sum: `100·D^(n+1)` has at most `7 + (n+1)·σ`, and `s·K` at most
/// `23 + σ + 12 + n·σ`, for `100·Ann ≤ 5 000 000 < 2^23` and `5^5 < 2^12`. The greatest is thus 804.
/// In a step, `(s + n·q)·D < 2^13·s·D` from the first guess on, which is `36 + 2·σ`: no more.
fn width(scaled: &[Balance]) -> Result<u32, MathError> {
    let bits = Balance::BITS.saturating_sub(sum(scaled)?.leading_zeros());
    let assets = u32::try_from(scaled.len()).unwrap_or(u32::MAX);
    Ok(assets.saturating_add(1).saturating_mul(bits).saturating_add(36))
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
    slope: Uint<BITS, LIMBS>,
}

impl<const BITS: usize, const LIMBS: usize> Equation<BITS, LIMBS> {
    fn new(scaled: &[Balance], leverage: u32) -> Result<Self, MathError> {
        let divisor = scale_of(scaled.len(), scaled).ok_or(MathError::Overflow)?;
        if divisor.is_zero() || scaled.is_empty() {
            return Err(MathError::EmptyPool);
        }
        let sum = sum(scaled)?;
        let total = Uint::from(sum).checked_mul(Uint::from(leverage)).ok_or(MathError::Overflow)?;
        let slope = Uint::from(leverage.saturating_sub(AMPLIFICATION_PRECISION));
        Ok(Self { assets: scaled.len(), sum, divisor, total, slope })
    }

    /// See [`solve`].
    fn solve(&self) -> Result<Root, MathError> {
        let mut guess = self.first_guess();
        for steps in 1..=MAX_STEPS {
            let dividend = hundredfold_power(guess, self.assets).ok_or(MathError::Overflow)?;
            let (term, rest) = dividend.div_rem(self.divisor);
            if let Some(left) = self.left_for_product(guess) {
                if term < left || (term == left && rest.is_zero()) {
                    let exact = term == left;
                    let product_term = U256::saturating_from(term);
                    let ceil = if exact { guess } else { guess.saturating_add(1) };
                    return Ok(Root { floor: guess, ceil, product_term, steps });
                }
            }
            let next = self.step(guess, term).ok_or(MathError::Overflow)?;
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

    /// `s − b·D`: what the power may come to; nothing if it is below zero.
    fn left_for_product(&self, guess: Balance) -> Option<Uint<BITS, LIMBS>> {
        self.total.checked_sub(self.slope.checked_mul(Uint::from(guess))?)
    }

    /// The floor of Newton's step from `guess`, whose product term is `term`.
    fn step(&self, guess: Balance, term: Uint<BITS, LIMBS>) -> Option<Balance> {
        let guess = Uint::from(guess);
        let weighted = term.checked_mul(Uint::from(self.assets))?;
        let over = self.total.checked_add(weighted)?.checked_mul(guess)?;
        let under = self.slope.checked_mul(guess)?.checked_add(weighted)?.checked_add(term)?;
        Balance::try_from(over.checked_div(under)?).ok()
    }

    /// See [`reaches`].
    fn reaches(&self, target: Balance) -> Option<bool> {
        let power = hundredfold_power(target, self.assets)?;
        let Some(left) = self.left_for_product(target) else { return Some(false) };
        Some(power <= left.checked_mul(self.divisor)?)
    }
}

/// `n^n · Πx` for a pool of `assets`, over the given reserves.
pub(super) fn scale_of<const BITS: usize, const LIMBS: usize>(
    assets: usize,
    scaled: &[Balance],
) -> Option<Uint<BITS, LIMBS>> {
    let power = assets.checked_pow(u32::try_from(assets).ok()?)?;
    scaled.iter().try_fold(Uint::from(power), |product: Uint<BITS, LIMBS>, reserve| {
        product.checked_mul(Uint::from(*reserve))
    })
}

/// `100 · D^(n+1)`.
pub(super) fn hundredfold_power<const BITS: usize, const LIMBS: usize>(
    base: Balance,
    assets: usize,
) -> Option<Uint<BITS, LIMBS>> {
    let base = Uint::<BITS, LIMBS>::from(base);
    let square = base.checked_mul(base)?;
    // One square less than half the exponent, and the base once more where the exponent is odd.
    let exponent = assets.checked_add(1)?;
    let mut power = square.checked_mul(Uint::from(AMPLIFICATION_PRECISION))?;
    for _ in 1..exponent.checked_div(2)? {
        power = power.checked_mul(square)?;
    }
    if assets.is_multiple_of(2) {
        power = power.checked_mul(base)?;
    }
    Some(power)
}
