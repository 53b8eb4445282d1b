//! The stable curve from its definition, found by bisection.

use num_bigint::BigInt;
use tidewater_math::{
    amm::{stable::Pool, Added, Amounts, Balance, Fees, FirstShares, RemovedSingle, Swap},
    rounding::Rounding,
    MathError,
};

use super::{amount, fraction::Fraction};

const MIN_RESERVE: u128 = 1_000;

fn refuse(when: bool, error: MathError) -> Result<(), MathError> {
    if when {
        Err(error)
    } else {
        Ok(())
    }
}

fn big(number: impl Into<BigInt>) -> BigInt {
    number.into()
}

/// The least whole number in `low..=high` that passes, if `high` does.
fn least(mut low: BigInt, mut high: BigInt, passes: impl Fn(&BigInt) -> bool) -> BigInt {
    while low < high {
        let middle: BigInt = (&low + &high) >> 1;
        if passes(&middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

fn bps(of: &BigInt, bps: u32, rounding: Rounding) -> BigInt {
    (Fraction::whole(of.clone()) * Fraction::whole(bps) / Fraction::whole(10_000)).round(rounding)
}

/// The pool in unbounded integers: its reserves at one precision.
#[derive(Clone)]
struct Curve {
    reserves: Vec<BigInt>,
    factors: Vec<BigInt>,
    amplification: u32,
}

impl Curve {
    fn new(decimals: &[u8], amplification: u32) -> Result<Self, MathError> {
        refuse(!(2..=5).contains(&decimals.len()), MathError::AssetCountOutOfRange)?;
        refuse(!(200..=1_000_000).contains(&amplification), MathError::AmplificationOutOfRange)?;
        let (least, most) = (*decimals.iter().min().unwrap(), *decimals.iter().max().unwrap());
        refuse(most > 38 || most - least > 24, MathError::DecimalsOutOfRange)?;
        let factors = decimals.iter().map(|own| big(10).pow((most - own).into())).collect();
        Ok(Self { reserves: Vec::new(), factors, amplification })
    }

    fn with(&self, reserves: &[BigInt], minimum: u128) -> Result<Self, MathError> {
        refuse(reserves.len() != self.factors.len(), MathError::AssetCountOutOfRange)?;
        refuse(reserves.contains(&BigInt::ZERO), MathError::EmptyPool)?;
        refuse(reserves.iter().any(|own| *own < big(minimum)), MathError::ReserveTooSmall)?;
        let mut curve = self.clone();
        curve.reserves = reserves.iter().zip(&self.factors).map(|(own, by)| own * by).collect();
        amount(&curve.sum())?;
        Ok(curve)
    }

    fn open(pool: &Pool, minimum: u128) -> Result<Self, MathError> {
        let reserves: Vec<BigInt> = pool.reserves.iter().map(|own| big(*own)).collect();
        Self::new(pool.decimals, pool.amplification)?.with(&reserves, minimum)
    }

    fn sum(&self) -> BigInt {
        self.reserves.iter().fold(BigInt::ZERO, |sum, reserve| sum + reserve)
    }

    /// `100·n^n·Πx` times how far the right side of the equation is above the left.
    fn excess(&self, invariant: &BigInt) -> BigInt {
        let assets = self.reserves.len() as u32;
        let leverage = big(self.amplification) * assets;
        let product = self
            .reserves
            .iter()
            .fold(big(assets.pow(assets)), |product, reserve| product * reserve);
        let power = invariant.pow(assets + 1) * 100;
        (&leverage * self.sum() - (&leverage - 100) * invariant) * product - power
    }

    fn reaches(&self, invariant: &BigInt) -> bool {
        self.excess(invariant) >= BigInt::ZERO
    }

    /// The solution, rounded down.
    fn floor(&self) -> BigInt {
        least(BigInt::ZERO, self.sum() + 1, |number| !self.reaches(number)) - 1
    }

    /// The solution, rounded up.
    fn ceil(&self) -> BigInt {
        least(BigInt::ZERO, self.sum(), |number| self.excess(number) <= BigInt::ZERO)
    }

    /// The least reserve of asset `index`, in its own units, that reaches the invariant.
    fn answer(&self, index: usize, invariant: &BigInt) -> BigInt {
        let passes = |number: &BigInt| {
            let mut curve = self.clone();
            curve.reserves[index] = number.clone();
            number > &BigInt::ZERO && curve.reaches(invariant)
        };
        let mut high = big(1);
        while !passes(&high) {
            high *= 2;
        }
        let reserve = least(BigInt::ZERO, high, passes);
        (Fraction::whole(reserve) / Fraction::whole(self.factors[index].clone()))
            .round(Rounding::Up)
    }
}

fn check_fees(fees: Fees) -> Result<(), MathError> {
    refuse(fees.trade_bps >= 10_000 || fees.protocol_bps > 10_000, MathError::FeeOutOfRange)
}

fn own(pool: &Pool) -> Vec<BigInt> {
    pool.reserves.iter().map(|own| big(*own)).collect()
}

/// The twin of `invariant`.
pub(crate) fn invariant(pool: &Pool) -> Result<Balance, MathError> {
    amount(&Curve::open(pool, MIN_RESERVE)?.floor())
}

/// The invariant of any reserves above zero, and the next whole number unless it is exact.
pub(crate) fn bounds(pool: &Pool) -> (BigInt, BigInt) {
    let curve = Curve::open(pool, 1).unwrap();
    (curve.floor(), curve.ceil())
}

/// Whether the exact solution per share, from `before` to `after`, did not fall.
///
/// With `r` the solution before and `S` the shares, the one after must be `r·S'/S` or more. It is if
/// the reserves after, multiplied by `S`, reach the invariant `r·S'`. Multiplying by a large power of
/// two first brings the rounding of `r` below anything a unit of any reserve could do.
pub(crate) fn share_kept_value(before: (&Pool, u128), after: (&Pool, u128)) -> bool {
    let scaled = |pool: &Pool, by: BigInt| {
        let mut curve = Curve::open(pool, 1).unwrap();
        curve.reserves.iter_mut().for_each(|reserve| *reserve *= &by);
        curve
    };
    let fine: BigInt = big(1) << 64;
    let worth = scaled(before.0, fine.clone() * after.1).floor();
    scaled(after.0, fine * before.1).reaches(&worth)
}

fn settle(
    pool: &Pool,
    (index_in, amount_in): (usize, BigInt),
    (index_out, amount_out): (usize, BigInt),
    fees: Fees,
) -> Result<Swap, MathError> {
    let fee = bps(&amount_in, fees.trade_bps, Rounding::Up);
    let protocol_fee = bps(&fee, fees.protocol_bps, Rounding::Down);
    let mut reserves = own(pool);
    reserves[index_in] += &amount_in - &protocol_fee;
    reserves[index_out] -= &amount_out;
    let result = Swap {
        amount_in: amount(&amount_in)?,
        amount_out: amount(&amount_out)?,
        fee: amount(&fee)?,
        protocol_fee: amount(&protocol_fee)?,
        reserve_in: amount(&reserves[index_in])?,
        reserve_out: amount(&reserves[index_out])?,
    };
    Curve::open(pool, MIN_RESERVE)?.with(&reserves, MIN_RESERVE)?;
    Ok(result)
}

/// The twin of `swap_exact_in`.
pub(crate) fn swap_exact_in(
    pool: &Pool,
    index_in: usize,
    index_out: usize,
    amount_in: u128,
    fees: Fees,
) -> Result<Swap, MathError> {
    let mut curve = Curve::open(pool, MIN_RESERVE)?;
    check_fees(fees)?;
    refuse(index_in.max(index_out) >= pool.reserves.len(), MathError::UnknownAsset)?;
    refuse(index_in == index_out, MathError::SameAsset)?;
    refuse(amount_in == 0, MathError::ZeroAmount)?;
    let target = curve.ceil();
    amount(&(curve.sum() + &curve.factors[index_in] * amount_in))?;
    let net = amount_in - bps(&big(amount_in), fees.trade_bps, Rounding::Up);
    let net = net * &curve.factors[index_in];
    curve.reserves[index_in] += net;
    let paid = pool.reserves[index_out] - curve.answer(index_out, &target);
    refuse(paid <= BigInt::ZERO, MathError::ZeroOutput)?;
    settle(pool, (index_in, amount_in.into()), (index_out, paid), fees)
}

/// The twin of `swap_exact_out`.
pub(crate) fn swap_exact_out(
    pool: &Pool,
    index_in: usize,
    index_out: usize,
    amount_out: u128,
    fees: Fees,
) -> Result<Swap, MathError> {
    let mut curve = Curve::open(pool, MIN_RESERVE)?;
    check_fees(fees)?;
    refuse(index_in.max(index_out) >= pool.reserves.len(), MathError::UnknownAsset)?;
    refuse(index_in == index_out, MathError::SameAsset)?;
    refuse(amount_out == 0, MathError::ZeroAmount)?;
    refuse(amount_out >= pool.reserves[index_out], MathError::InsufficientReserve)?;
    let left = pool.reserves[index_out] - amount_out;
    refuse(left < MIN_RESERVE, MathError::ReserveTooSmall)?;
    let target = curve.ceil();
    curve.reserves[index_out] = &curve.factors[index_out] * left;
    let net = curve.answer(index_in, &target) - pool.reserves[index_in];
    let kept = Fraction::whole(10_000 - fees.trade_bps) / Fraction::whole(10_000);
    let amount_in = (Fraction::whole(net) / kept).round(Rounding::Up);
    settle(pool, (index_in, amount_in), (index_out, amount_out.into()), fees)
}

/// The twin of `first_shares`.
pub(crate) fn first_shares(
    amounts: &[u128],
    decimals: &[u8],
    amplification: u32,
    locked: u128,
) -> Result<FirstShares, MathError> {
    let pool = Pool { reserves: amounts, decimals, amplification };
    let curve = Curve::open(&pool, MIN_RESERVE).map_err(|error| match error {
        MathError::EmptyPool => MathError::ZeroAmount,
        error => error,
    })?;
    let total = curve.floor();
    refuse(total <= big(locked), MathError::BelowLockedShares)?;
    Ok(FirstShares { minted: amount(&(&total - locked))?, total: amount(&total)? })
}

fn all(numbers: &[BigInt]) -> Result<Amounts, MathError> {
    numbers.iter().map(amount).collect()
}

/// A part of how far each reserve is from where growth in proportion would have brought it.
fn imbalance_fees(
    pool: &Pool,
    curve: &Curve,
    whole: &[BigInt],
    trade_bps: u32,
) -> Result<Vec<BigInt>, MathError> {
    let growth = Fraction::whole(curve.with(whole, 1)?.floor()) / Fraction::whole(curve.floor());
    let assets = whole.len() as u32;
    let part = Fraction::whole(trade_bps * assets) / Fraction::whole(40_000 * (assets - 1));
    let fee = |(before, after): (BigInt, &BigInt)| {
        let away = Fraction::whole(before) * growth.clone() - Fraction::whole(after.clone());
        let fee = away * part.clone();
        fee.round(Rounding::Up).max((Fraction::whole(0) - fee).round(Rounding::Up))
    };
    Ok(own(pool).into_iter().zip(whole).map(fee).collect())
}

/// The twin of `add_liquidity`.
pub(crate) fn add_liquidity(
    pool: &Pool,
    total_shares: u128,
    amounts: &[u128],
    fees: Fees,
) -> Result<Added, MathError> {
    let curve = Curve::open(pool, 1)?;
    refuse(total_shares == 0, MathError::EmptyPool)?;
    check_fees(fees)?;
    refuse(amounts.len() != pool.reserves.len(), MathError::AssetCountOutOfRange)?;
    refuse(amounts.iter().all(|amount| *amount == 0), MathError::ZeroAmount)?;
    let whole: Vec<BigInt> = own(pool).iter().zip(amounts).map(|(own, more)| own + more).collect();
    let charged = imbalance_fees(pool, &curve, &whole, fees.trade_bps)?;
    let fees_taken = all(&charged)?;
    let without: Vec<BigInt> = whole.iter().zip(&charged).map(|(own, fee)| own - fee).collect();
    refuse(without.iter().any(|own| *own < big(MIN_RESERVE)), MathError::ReserveTooSmall)?;
    let before = curve.ceil();
    let gained = curve.with(&without, MIN_RESERVE)?.floor() - &before;
    let shares = Fraction::whole(total_shares) * Fraction::whole(gained) / Fraction::whole(before);
    let shares = shares.round(Rounding::Down);
    amount(&shares.clone().max(BigInt::ZERO))?;
    refuse(shares <= BigInt::ZERO, MathError::ZeroShares)?;
    let total_after = amount(&(&shares + total_shares))?;
    let protocol: Vec<BigInt> =
        charged.iter().map(|fee| bps(fee, fees.protocol_bps, Rounding::Down)).collect();
    let reserves: Vec<BigInt> = whole.iter().zip(&protocol).map(|(own, fee)| own - fee).collect();
    Ok(Added {
        amounts: amounts.iter().copied().collect(),
        fees: fees_taken,
        protocol_fees: all(&protocol)?,
        shares: amount(&shares)?,
        reserves: all(&reserves)?,
        total_shares: total_after,
    })
}

/// The twin of `remove_liquidity_single`.
pub(crate) fn remove_liquidity_single(
    pool: &Pool,
    total_shares: u128,
    locked: u128,
    shares: u128,
    index: usize,
    fees: Fees,
) -> Result<RemovedSingle, MathError> {
    let curve = Curve::open(pool, MIN_RESERVE)?;
    refuse(total_shares == 0, MathError::EmptyPool)?;
    check_fees(fees)?;
    refuse(index >= pool.reserves.len(), MathError::UnknownAsset)?;
    refuse(shares == 0, MathError::ZeroAmount)?;
    let total_after = big(total_shares) - shares;
    refuse(total_after < big(locked), MathError::InsufficientShares)?;
    let part = Fraction::whole(total_after.clone()) / Fraction::whole(total_shares);
    let target = (Fraction::whole(curve.ceil()) * part).round(Rounding::Up);
    let gross = (pool.reserves[index] - curve.answer(index, &target)).max(BigInt::ZERO);
    let fee = bps(&gross, fees.trade_bps, Rounding::Up);
    let paid = &gross - &fee;
    refuse(paid <= BigInt::ZERO, MathError::ZeroOutput)?;
    let protocol_fee = bps(&fee, fees.protocol_bps, Rounding::Down);
    let reserve = pool.reserves[index] - &paid - &protocol_fee;
    refuse(reserve < big(MIN_RESERVE), MathError::ReserveTooSmall)?;
    Ok(RemovedSingle {
        amount: amount(&paid)?,
        fee: amount(&fee)?,
        protocol_fee: amount(&protocol_fee)?,
        reserve: amount(&reserve)?,
        total_shares: amount(&total_after)?,
    })
}

/// `floor(100·D^(n+1)/(n^n·Πx))`, and for each asset the slope of the curve in hundredths.
fn slopes(curve: &Curve) -> Vec<BigInt> {
    let assets = curve.reserves.len() as u32;
    let term = curve.reserves.iter().fold(Fraction::whole(curve.floor() * 100), |term, reserve| {
        term * Fraction::whole(curve.floor()) / Fraction::whole(reserve.clone() * assets)
    });
    let term = term.round(Rounding::Down);
    let leverage = big(curve.amplification) * assets;
    curve.reserves.iter().map(|reserve| &leverage * reserve + &term).collect()
}

/// The price of asset `index` in units of asset `in_units_of`, both their smallest.
fn price(curve: &Curve, index: usize, in_units_of: usize) -> Fraction {
    let slopes = slopes(curve);
    let slope = |index: usize| {
        Fraction::whole(slopes[index].clone()) / Fraction::whole(curve.reserves[index].clone())
            * Fraction::whole(curve.factors[index].clone())
    };
    slope(index) / slope(in_units_of)
}

/// The twin of `spot_prices`.
pub(crate) fn spot_prices(pool: &Pool) -> Result<Vec<BigInt>, MathError> {
    let curve = Curve::open(pool, MIN_RESERVE)?;
    let prices: Vec<BigInt> = (1..pool.reserves.len())
        .map(|index| price(&curve, index, 0) * Fraction::whole(big(1) << 128))
        .map(|price| price.round(Rounding::Down))
        .collect();
    refuse(prices.iter().any(|price| price.bits() > 256), MathError::Overflow)?;
    Ok(prices)
}

/// The twin of `price_impact_bps`.
pub(crate) fn price_impact_bps(
    pool: &Pool,
    (index_in, amount_in): (usize, u128),
    (index_out, amount_out): (usize, u128),
    fee_bps: u32,
) -> Result<u32, MathError> {
    let curve = Curve::open(pool, MIN_RESERVE)?;
    refuse(fee_bps >= 10_000, MathError::FeeOutOfRange)?;
    refuse(index_in.max(index_out) >= pool.reserves.len(), MathError::UnknownAsset)?;
    refuse(index_in == index_out, MathError::SameAsset)?;
    if amount_in == 0 {
        return Ok(0);
    }
    let kept = Fraction::whole(10_000 - fee_bps) / Fraction::whole(10_000);
    let ideal = Fraction::whole(amount_in) * kept * price(&curve, index_in, index_out);
    let impact =
        (Fraction::whole(1) - Fraction::whole(amount_out) / ideal) * Fraction::whole(10_000);
    Ok(u32::try_from(impact.round(Rounding::Up).max(BigInt::ZERO)).unwrap())
}
