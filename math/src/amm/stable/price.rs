//! Prices on the curve.

use arrayvec::ArrayVec;
use ruint::{aliases::U256, Uint};

use super::{invariant::Root, Balance, Market, MathError, Pool, MAX_ASSETS};
use crate::amm::BASIS_POINTS;

/// A price of each asset but the first.
pub type Prices = ArrayVec<U256, { MAX_ASSETS - 1 }>;

/// A width that holds every product of a reserve, an amount and a slope of the curve.
type U512 = Uint<512, 8>;

/// For each asset but the first, the price of one of its smallest units in smallest units of the
/// first, as a fixed-point number with 128 bits after the point, rounded down.
///
/// It is how much of the first asset the curve gives, fee apart, for an amount of the other so small
/// that it moves nothing: with `x` the reserves at one precision, `R` those in their own units and
/// `Q = floor(100·D^(n+1)/(n^n·Πx))`, the quotient of the two slopes of the curve, in hundredths,
///
/// ```text
/// price_i = (100·Ann·x_i + Q)·R_0 / ((100·Ann·x_0 + Q)·R_i)
/// ```
///
/// rounded once. As `D` and `Q` are whole numbers, the price differs from that of the exact solution
/// by less than the part `(n + 2)/D` of itself, and by `2^−128`: prices below that are 0.
///
/// # Errors
/// - Those of the pool.
/// - `Overflow`: a price is `2^128` or more.
pub fn spot_prices(pool: &Pool) -> Result<Prices, MathError> {
    let market = Market::open(pool)?;
    let mut slopes = slopes(&market, pool);
    let (first, first_reserve) = slopes.next().ok_or(MathError::AssetCountOutOfRange)?;
    let price = |(slope, reserve)| {
        let over = product(slope, first_reserve)?.checked_mul(U512::ONE.checked_shl(128)?)?;
        let price = over.checked_div(product(first, reserve)?)?;
        (price.bit_len() <= U256::BITS).then(|| U256::saturating_from(price))
    };
    slopes.map(|slope| price(slope).ok_or(MathError::Overflow)).collect()
}

/// How much worse a trade was than the price before it, the fee set aside, in basis points:
/// `ceil(10 000 · (1 − out/(in·(1 − f)·price)))`, with the pool before the trade and the price of
/// [`spot_prices`], not yet rounded.
///
/// Rounded up: the trader is never shown less than the impact. Amounts better than the price give 0,
/// for they were not made worse; so does an `amount_in` of zero. No trade has more than 10 000.
///
/// # Errors
/// - Those of the pool.
/// - `FeeOutOfRange`: the fee is 10 000 basis points or more.
/// - `UnknownAsset`, `SameAsset`: the indices are not those of two assets of the pool.
pub fn price_impact_bps(
    pool: &Pool,
    (index_in, amount_in): (usize, Balance),
    (index_out, amount_out): (usize, Balance),
    fee_bps: u32,
) -> Result<u32, MathError> {
    let market = Market::open(pool)?;
    let kept = BASIS_POINTS.checked_sub(fee_bps).filter(|kept| *kept > 0);
    let kept = kept.ok_or(MathError::FeeOutOfRange)?;
    let slope = |index| slopes(&market, pool).nth(index).ok_or(MathError::UnknownAsset);
    let ((slope_in, reserve_in), (slope_out, reserve_out)) = (slope(index_in)?, slope(index_out)?);
    if index_in == index_out {
        return Err(MathError::SameAsset);
    }
    let value = |slope, reserve, amount: Balance, factor: u32| {
        product(slope, reserve)?.checked_mul(U512::from(amount))?.checked_mul(U512::from(factor))
    };
    let ideal = value(slope_in, reserve_out, amount_in, kept).ok_or(MathError::Overflow)?;
    let actual =
        value(slope_out, reserve_in, amount_out, BASIS_POINTS).ok_or(MathError::Overflow)?;
    Ok(shortfall(actual, ideal))
}

/// `100·Ann·x + Q` and the reserve in its own units, of each asset.
fn slopes<'a>(market: &'a Market, pool: &'a Pool) -> impl Iterator<Item = (U256, Balance)> + 'a {
    let Root { product_term, .. } = market.root;
    let leverage = U256::from(market.terms.leverage());
    // A reserve times 23 bits, and `Q ≤ 100·Ann·Σx`: no sum of these is near 256 bits.
    market.scaled.iter().zip(pool.reserves).map(move |(scaled, reserve)| {
        (leverage.saturating_mul(U256::from(*scaled)).saturating_add(product_term), *reserve)
    })
}

/// A slope times a reserve.
fn product(slope: U256, reserve: Balance) -> Option<U512> {
    U512::from(slope).checked_mul(U512::from(reserve))
}

/// `ceil(10 000 · (ideal − actual)/ideal)`; zero if nothing is missing.
fn shortfall(actual: U512, ideal: U512) -> u32 {
    let missing = ideal.saturating_sub(actual);
    if missing.is_zero() {
        return 0;
    }
    // The products have at most 152 + 128 + 128 + 14 bits: another 14 fit. What is missing is a part
    // of `ideal`, so the quotient is not above 10 000.
    let scaled = missing.saturating_mul(U512::from(BASIS_POINTS));
    let (whole, rest) = scaled.div_rem(ideal);
    let whole = u32::try_from(whole).unwrap_or(BASIS_POINTS);
    whole.saturating_add(u32::from(!rest.is_zero())).min(BASIS_POINTS)
}
