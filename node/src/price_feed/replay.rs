//! Prices out of a file instead of the walk.
//!
//! A line is `seconds-from-start,SYMBOL,price`, such as `90,TIDE,0.55`: from 90 seconds after the server
//! started, one TIDE is worth 0.55 USD. Empty lines and lines that begin with `#` are skipped. What the
//! file does not name walks.

use super::{market, text};
use std::collections::BTreeMap;

/// The prices of a file, by symbol and by milliseconds from the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Replay(BTreeMap<&'static str, BTreeMap<u64, u128>>);

impl Replay {
    /// Reads a file's content.
    ///
    /// # Errors
    /// The number of the first line that is wrong, and what is.
    pub(super) fn parse(content: &str) -> Result<Self, (usize, String)> {
        let mut replay = Self::default();
        for (line, number) in content.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (at, symbol, price) = row(line).map_err(|error| (number, error))?;
            replay.0.entry(symbol).or_default().insert(at, price);
        }
        match replay.0.is_empty() {
            true => Err((content.lines().count().max(1), "there are no prices".into())),
            false => Ok(replay),
        }
    }

    /// The price of a symbol so long after the start. Before its first line that line counts already,
    /// after its last one that one goes on.
    pub(super) fn price(&self, symbol: &str, after: u64) -> Option<u128> {
        let prices = self.0.get(symbol)?;
        let (_, price) = prices.range(..=after).next_back().or_else(|| prices.iter().next())?;
        Some(*price)
    }
}

fn row(line: &str) -> Result<(u64, &'static str, u128), String> {
    let mut fields = line.split(',').map(str::trim);
    let (Some(seconds), Some(symbol), Some(price), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err("a line is `seconds-from-start,SYMBOL,price`".into());
    };
    let at =
        seconds.parse::<u32>().map_err(|_| format!("`{seconds}` is not a number of seconds"))?;
    let currency = market::currency(symbol)
        .ok_or_else(|| format!("there is no `{symbol}`: {}", market::KNOWN))?;
    Ok((u64::from(at) * 1_000, currency.symbol, text::price(price)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_feed::walk::ONE;

    #[test]
    fn prices_follow_the_file() {
        let replay =
            Replay::parse("# a test\n10,TIDE,0.5\n\n 20 , TIDE , 0.75\n0,BTC,60000\n").unwrap();
        for (after, price) in [(0, ONE / 2), (19_999, ONE / 2), (20_000, ONE * 3 / 4)] {
            assert_eq!(replay.price("TIDE", after), Some(price), "{after}");
        }
        assert_eq!(replay.price("TIDE", u64::MAX), Some(ONE * 3 / 4));
        assert_eq!(replay.price("BTC", 5), Some(60_000 * ONE));
        assert_eq!(replay.price("ETH", 5), None);
    }

    #[test]
    fn a_wrong_line_is_named() {
        for (content, line, reason) in [
            ("0,TIDE,0.5\n1,TIDE", 2, "a line is"),
            ("0,TIDE,0.5,1", 1, "a line is"),
            ("soon,TIDE,0.5", 1, "`soon` is not a number of seconds"),
            ("-1,TIDE,0.5", 1, "`-1` is not a number of seconds"),
            ("\n#\n0,DOGE,0.5", 3, "there is no `DOGE`"),
            ("0,TIDE,free", 1, "`free` is not a price"),
            ("", 1, "there are no prices"),
            ("#\n#\n", 2, "there are no prices"),
        ] {
            let (at, error) = Replay::parse(content).expect_err("refused");
            assert_eq!(at, line, "{content}");
            assert!(error.contains(reason), "{error}");
        }
    }
}
