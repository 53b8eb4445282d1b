//! What a source shows at one moment, honestly or not.

use super::{
    faults::Fault,
    market::{Currency, Prices},
    text,
    walk::ONE,
};

/// How many digits after the point all sources show.
const DIGITS: u32 = 8;

/// How prices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Negative,
    /// Always this text.
    Fixed(&'static str),
}

/// The prices and the time that a source shows.
#[derive(Clone, Debug)]
pub(super) struct Board {
    prices: Prices,
    at: u64,
    factor: (u128, u128),
    style: Style,
}

impl Board {
    /// Prices as they are.
    pub(super) fn new(prices: Prices, at: u64) -> Self {
        Self { prices, at, factor: (1, 1), style: Style::Plain }
    }

    /// The board with what `fault` does to it.
    pub(super) fn after(mut self, fault: &Fault) -> Self {
        match fault {
            Fault::Factor { numerator, denominator } => self.factor = (*numerator, *denominator),
            Fault::Stuck { prices } => self.prices.clone_from(prices),
            Fault::WrongTime { seconds } => {
                self.at = self.at.saturating_add_signed(seconds.saturating_mul(1_000));
            }
            Fault::Negative => self.style = Style::Negative,
            Fault::Nan => self.style = Style::Fixed("NaN"),
            Fault::Overflow => self.style = Style::Fixed("1e400"),
            _ => {}
        }
        self
    }

    /// When the prices were made, in milliseconds since 1970.
    pub(super) const fn at(&self) -> u64 {
        self.at
    }

    /// The same as text.
    pub(super) fn rfc3339(&self) -> String {
        text::rfc3339(self.at)
    }

    /// What one of `currency` is worth in `quote`.
    pub(super) fn price(&self, currency: &Currency, quote: &str) -> Option<String> {
        let base = *self.prices.get(currency.symbol)?;
        let price = match quote {
            "USD" => base,
            quote => base.saturating_mul(ONE).checked_div(*self.prices.get(quote)?)?,
        };
        let (numerator, denominator) = self.factor;
        let price = price.saturating_mul(numerator).checked_div(denominator)?;
        Some(match self.style {
            Style::Plain => text::decimal(price, DIGITS),
            Style::Negative => format!("-{}", text::decimal(price, DIGITS)),
            Style::Fixed(text) => text.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_feed::market;

    fn price(fault: &Fault, symbol: &str, quote: &str) -> Option<String> {
        let prices = Prices::from([("TIDE", ONE / 2), ("USDT", ONE * 4 / 5)]);
        Board::new(prices, 0).after(fault).price(market::currency(symbol)?, quote)
    }

    #[test]
    fn prices_are_shown_as_the_fault_has_them() {
        let by = |numerator, denominator| Fault::Factor { numerator, denominator };
        for (fault, expected) in [
            (Fault::Http500, "0.50000000"),
            (by(10, 1), "5.00000000"),
            (by(1, 3), "0.16666667"),
            (Fault::Negative, "-0.50000000"),
            (Fault::Nan, "NaN"),
            (Fault::Overflow, "1e400"),
            (Fault::Stuck { prices: Prices::from([("TIDE", ONE)]) }, "1.00000000"),
        ] {
            assert_eq!(price(&fault, "TIDE", "USD").as_deref(), Some(expected), "{fault:?}");
        }
    }

    #[test]
    fn a_factor_counts_once_whatever_the_price_is_in() {
        let ten = Fault::Factor { numerator: 10, denominator: 1 };
        assert_eq!(price(&ten, "TIDE", "USDT").as_deref(), Some("6.25000000"));
        assert_eq!(price(&ten, "BTC", "USD"), None);
    }

    #[test]
    fn a_wrong_time_is_behind_or_ahead() {
        let at = |seconds| {
            let fault = Fault::WrongTime { seconds };
            Board::new(Prices::new(), 5_000_000).after(&fault).at()
        };
        assert_eq!((at(-3_600), at(60), at(i64::MIN)), (1_400_000, 5_060_000, 0));
    }
}
