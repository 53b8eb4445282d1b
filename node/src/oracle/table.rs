//! Text in columns, and numbers as text.

use std::time::Duration;
use tidewater_primitives::{price::PRICE_DECIMALS, sources::Moment};

/// Lines with their columns under one another. The first line is the heading; nothing follows the last
/// column, so it may be as long as it likes.
pub(super) fn aligned<const N: usize>(lines: &[[String; N]]) -> String {
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<_> = (0..N).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for line in lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A price of 18 decimals: eight of them, or the first six digits of a very small one; the rest is cut
/// off.
pub(super) fn price(value: u128) -> String {
    let one = 10u128.pow(PRICE_DECIMALS.into());
    let (whole, fraction) = (value / one, value % one);
    let fraction = format!("{fraction:0width$}", width = usize::from(PRICE_DECIMALS));
    let zeros = fraction.bytes().take_while(|digit| *digit == b'0').count();
    let digits = if whole == 0 { (zeros + 6).max(8) } else { 8 };
    let shown = fraction.get(..digits).unwrap_or(&fraction).trim_end_matches('0');
    if shown.is_empty() {
        return whole.to_string();
    }
    format!("{whole}.{shown}")
}

/// How long ago `at` was, in seconds; with a minus sign if it is to come.
pub(super) fn age(at: Moment, now: Moment) -> String {
    let tenths = now.abs_diff(at) / 100;
    let sign = if at > now && tenths > 0 { "-" } else { "" };
    format!("{sign}{}.{} s", tenths / 10, tenths % 10)
}

/// How long something took.
pub(super) fn latency(duration: Duration) -> String {
    format!("{} ms", duration.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_one_another() {
        let lines = [["feed", "verdict"], ["BTC/USD", "ok"], ["", "late"]];
        let text = aligned(&lines.map(|line| line.map(String::from)));
        assert_eq!(text, "feed     verdict\nBTC/USD  ok\n         late\n");
    }

    #[test]
    fn prices_are_short_but_never_nothing() {
        for (value, shown) in [
            (60_000_000_000_000_000_000_000, "60000"),
            (500_000_000_000_000_000, "0.5"),
            (1_000_000_019_999_999_999, "1.00000001"),
            (12_345_678_901_234, "0.0000123456"),
            (1, "0.000000000000000001"),
            (0, "0"),
        ] {
            assert_eq!(price(value), shown);
        }
    }

    #[test]
    fn ages_have_a_tenth_of_a_second_and_may_be_ahead() {
        let ages = [(1_000, "1.0 s"), (3_950, "-1.9 s"), (2_000, "0.0 s"), (2_050, "0.0 s")];
        for (at, shown) in ages {
            assert_eq!(age(at, 2_000), shown);
        }
        assert_eq!(latency(Duration::from_micros(12_900)), "12 ms");
    }
}
