//! Prices, times and addresses as text.

use super::walk::ONE;
use tidewater_primitives::sources::Decimal;

/// The decimals of [`ONE`].
const DECIMALS: u32 = 12;
/// No price here is higher, so that products of two fit into 128 bits.
const MAX_PRICE: u128 = ONE * ONE;

/// Reads a price, in parts of [`ONE`].
///
/// # Errors
/// What is wrong with it.
pub(super) fn price(text: &str) -> Result<u128, String> {
    let units = Decimal::parse(text).and_then(|number| number.to_units(DECIMALS as u8));
    match units {
        Ok(units) if units <= MAX_PRICE => Ok(units),
        Ok(_) => Err(format!("the price `{text}` is above 10^12")),
        Err(error) => Err(format!("`{text}` is not a price: {error}")),
    }
}

/// A price in parts of [`ONE`] with `digits` digits after the point, at most 12; rounded to the nearest.
pub(super) fn decimal(price: u128, digits: u32) -> String {
    let unit = 10u128.pow(DECIMALS.saturating_sub(digits));
    let rounded = price.saturating_add(unit / 2) / unit;
    let one = ONE / unit;
    format!("{}.{:0width$}", rounded / one, rounded % one, width = digits as usize)
}

/// Milliseconds since 1970 as `2026-11-22T22:30:00.123Z`.
pub(super) fn rfc3339(at: u64) -> String {
    let (days, time) = (at / 86_400_000, at % 86_400_000);
    let (year, month, day) = date(days);
    let (seconds, thousandths) = (time / 1_000, time % 1_000);
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{thousandths:03}Z")
}

/// Year, month and day of the day that is `days` after 1970-01-01.
fn date(days: u64) -> (u64, u64, u64) {
    // Counted from 1 March of the year 0, so that a leap day is the last of its year; 400 years have
    // 146,097 days.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let first = (153 * month + 2) / 5;
    let (month, next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next_year, month, day - first + 1)
}

/// The pairs of a query such as `a=1&b=2`, decoded.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        (decoded(key), decoded(value))
    };
    query.split('&').filter(|part| !part.is_empty()).map(pair).collect()
}

/// A part of an address with `%22` turned into `"` and so on.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let escaped = (first == b'%').then(|| after.split_at_checked(2)).flatten();
        let byte = escaped.and_then(|(digits, after)| {
            let digits = std::str::from_utf8(digits).ok()?;
            Some((u8::from_str_radix(digits, 16).ok()?, after))
        });
        let (byte, after) = byte.unwrap_or((first, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_exactly_and_only_if_they_are_prices() {
        assert_eq!(price("0.55"), Ok(550_000_000_000));
        assert_eq!(price("6e4"), Ok(60_000 * ONE));
        assert_eq!(price("1e12"), Ok(MAX_PRICE));
        for (text, reason) in [
            ("", "not a number"),
            ("0", "zero"),
            ("-1", "negative"),
            ("1e-13", "too small"),
            ("1e400", "too large"),
            ("1000000000001", "above 10^12"),
        ] {
            assert!(price(text).expect_err("refused").contains(reason), "{text}");
        }
    }

    #[test]
    fn prices_are_written_with_the_digits_asked_for() {
        assert_eq!(decimal(550_000_000_000, 8), "0.55000000");
        assert_eq!(decimal(60_000 * ONE, 2), "60000.00");
        assert_eq!(decimal(1_999_999_999_999, 5), "2.00000");
        assert_eq!(decimal(1, 12), "0.000000000001");
        assert_eq!(decimal(u128::MAX, 12), "340282366920938463463374607.431768211455");
    }

    #[test]
    fn times_are_written_as_the_list_reads_them() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(rfc3339(1_795_386_600_482), "2026-11-22T22:30:00.482Z");
        assert_eq!(rfc3339(951_782_399_999), "2000-02-28T23:59:59.999Z");
        assert_eq!(rfc3339(951_782_400_000), "2000-02-29T00:00:00.000Z");
        assert_eq!(rfc3339(1_704_067_199_000), "2023-12-31T23:59:59.000Z");
        assert_eq!(rfc3339(1_709_251_200_000), "2024-03-01T00:00:00.000Z");
    }

    #[test]
    fn addresses_are_decoded() {
        assert_eq!(decoded("%5B%22BTCUSDT%22%5d"), "[\"BTCUSDT\"]");
        assert_eq!(decoded("100%, %4 %zz"), "100%, %4 %zz");
        assert_eq!(
            pairs("a=1&b=%20&c"),
            [("a".into(), "1".into()), ("b".into(), " ".into()), ("c".into(), String::new()),]
        );
        assert_eq!(pairs(""), []);
    }
}
