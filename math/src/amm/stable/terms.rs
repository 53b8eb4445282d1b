//! What no trade changes of a pool: its precision and its amplification.

use super::{
    Amounts, Balance, MathError, MAX_AMPLIFICATION, MAX_ASSETS, MAX_DECIMALS, MAX_DECIMALS_SPREAD,
    MIN_AMPLIFICATION, MIN_ASSETS,
};
use crate::amm::ensure_nonzero;

/// The powers of ten that bring reserves to the common precision, and `Ann`.
#[derive(Debug)]
pub(super) struct Terms {
    factors: Amounts,
    leverage: u32,
}

impl Terms {
    /// # Errors
    /// Those of [`check_parameters`](super::check_parameters).
    pub(super) fn new(decimals: &[u8], amplification: u32) -> Result<Self, MathError> {
        let assets = u32::try_from(decimals.len()).unwrap_or(u32::MAX);
        if !(MIN_ASSETS..=MAX_ASSETS).contains(&decimals.len()) {
            return Err(MathError::AssetCountOutOfRange);
        }
        if !(MIN_AMPLIFICATION..=MAX_AMPLIFICATION).contains(&amplification) {
            return Err(MathError::AmplificationOutOfRange);
        }
        let finest = decimals.iter().copied().max().unwrap_or(0);
        let mut factors = Amounts::new();
        for decimals in decimals {
            let spread = finest.saturating_sub(*decimals);
            if finest > MAX_DECIMALS || spread > MAX_DECIMALS_SPREAD {
                return Err(MathError::DecimalsOutOfRange);
            }
            let factor = 10u128.checked_pow(spread.into()).ok_or(MathError::DecimalsOutOfRange)?;
            factors.try_push(factor).map_err(|_| MathError::AssetCountOutOfRange)?;
        }
        Ok(Self { factors, leverage: amplification.saturating_mul(assets) })
    }

    /// `Ann`, in hundredths: at least 400, at most 5 000 000.
    pub(super) fn leverage(&self) -> u32 {
        self.leverage
    }

    /// How many units of the common precision one unit of the asset at `index` is.
    ///
    /// # Errors
    /// `UnknownAsset`: there is no asset at `index`.
    pub(super) fn factor(&self, index: usize) -> Result<Balance, MathError> {
        self.factors.get(index).copied().ok_or(MathError::UnknownAsset)
    }

    /// The reserves at the common precision; exact.
    ///
    /// # Errors
    /// - `AssetCountOutOfRange`: not one reserve per asset.
    /// - `EmptyPool`: a reserve is zero.
    /// - `ReserveTooSmall`: a reserve is below `least`, in its own units.
    /// - `Overflow`: their sum does not fit into 128 bits.
    pub(super) fn scale(&self, reserves: &[Balance], least: Balance) -> Result<Amounts, MathError> {
        if reserves.len() != self.factors.len() {
            return Err(MathError::AssetCountOutOfRange);
        }
        let smallest = reserves.iter().copied().min().unwrap_or(0);
        ensure_nonzero(smallest, MathError::EmptyPool)?;
        if smallest < least {
            return Err(MathError::ReserveTooSmall);
        }
        let scaled = reserves
            .iter()
            .zip(&self.factors)
            .map(|(reserve, factor)| reserve.checked_mul(*factor).ok_or(MathError::Overflow));
        // As many as there are factors: they fit.
        let scaled = scaled.collect::<Result<Amounts, _>>()?;
        sum(&scaled).map(|_| scaled)
    }
}

/// All of them together.
///
/// # Errors
/// `Overflow`: more than 128 bits hold.
pub(super) fn sum(amounts: &[Balance]) -> Result<Balance, MathError> {
    amounts
        .iter()
        .try_fold(0, |sum: Balance, amount| sum.checked_add(*amount))
        .ok_or(MathError::Overflow)
}
