//! Times as sources write them.

use crate::strategies::budget;
use proptest::prelude::*;
use tidewater_primitives::sources::{Document, Moment, ReadError, TimePath, TimeUnit};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/time.txt");

/// Reads the only element of an array as a time.
fn read(unit: TimeUnit, element: &str) -> Result<Moment, ReadError> {
    let body = format!("[{element}]");
    let time = TimePath { path: "[0]".parse().expect("a path"), unit };
    time.read(&Document::parse(body.as_bytes()).expect("JSON"))
}

fn rfc3339(text: &str) -> Result<Moment, ReadError> {
    read(TimeUnit::Rfc3339, &format!("\"{text}\""))
}

#[test]
fn numbers_and_texts_are_times_in_their_unit() {
    for (unit, element, moment) in [
        (TimeUnit::Seconds, "1643640186", 1_643_640_186_000),
        (TimeUnit::Seconds, "\"1643640186\"", 1_643_640_186_000),
        (TimeUnit::Seconds, "1643640186.1234", 1_643_640_186_123),
        (TimeUnit::Seconds, "1643640186.9995", 1_643_640_187_000),
        (TimeUnit::Milliseconds, "\"1597026383085\"", 1_597_026_383_085),
        (TimeUnit::Milliseconds, "1.597026383085e12", 1_597_026_383_085),
        (TimeUnit::Microseconds, "1597026383085499", 1_597_026_383_085),
        (TimeUnit::Microseconds, "1597026383085500", 1_597_026_383_086),
    ] {
        assert_eq!(read(unit, element), Ok(moment), "{element}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for element in ["\"\"", "\"now\"", "-1", "0", "1e300", "1e32767", "18446744073709551616"] {
        for unit in [TimeUnit::Seconds, TimeUnit::Milliseconds] {
            assert_eq!(read(unit, element), Err(ReadError::NotATime), "{element}");
        }
    }
    assert_eq!(read(TimeUnit::Microseconds, "1e-32767"), Err(ReadError::NotATime));
    assert_eq!(read(TimeUnit::Rfc3339, "1643640186"), Err(ReadError::NotATime));
    assert_eq!(read(TimeUnit::Seconds, "null"), Err(ReadError::NotAScalar));
}

#[test]
fn dates_are_read() {
    for (text, moment) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("2001-09-09T01:46:40Z", 1_000_000_000_000),
        ("2024-02-29T12:00:00Z", 1_709_208_000_000),
        ("2022-01-31T14:43:06.123456789Z", 1_643_640_186_123),
        ("2022-01-31T14:43:06.9999Z", 1_643_640_186_999),
        ("2022-01-31T14:43:06.5Z", 1_643_640_186_500),
        ("2022-01-31T15:43:06+01:00", 1_643_640_186_000),
        ("2022-01-31T09:13:06.1-05:30", 1_643_640_186_100),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000),
    ] {
        assert_eq!(rfc3339(text), Ok(moment), "{text}");
    }
}

#[test]
fn what_is_no_date_is_refused() {
    for text in [
        "",
        "T",
        "Z",
        "2022-01-31",
        "2022-01-31T14:43:06",
        "2022-01-31 14:43:06Z",
        "2022-01-31T14:43:06z",
        "2022-01-31T14:43Z",
        "2022-1-31T14:43:06Z",
        "2022-01-31T14:43:06.Z",
        "2022-01-31T14:43:06.1.2Z",
        "2022-01-31T14:43:06,5Z",
        "2022-01-31T14:43:06+0100",
        "2022-01-31T14:43:06+24:00",
        "2022-01-31T14:43:06\u{2212}01:00",
        "2022-01-31T24:00:00Z",
        "2022-01-31T14:60:06Z",
        "2016-12-31T23:59:60Z",
        "2022-00-31T14:43:06Z",
        "2022-13-31T14:43:06Z",
        "2022-01-00T14:43:06Z",
        "2022-04-31T14:43:06Z",
        "2023-02-29T14:43:06Z",
        "2100-02-29T14:43:06Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+00:01",
        "+022-01-31T14:43:06Z",
        "-022-01-31T14:43:06Z",
        "22022-01-31T14:43:06Z",
    ] {
        assert_eq!(rfc3339(text), Err(ReadError::NotATime), "{text}");
    }
}

/// Every day of a calendar that is counted day by day.
#[test]
fn every_day_comes_after_the_one_before() {
    let mut day = 0u64;
    for year in 1970u64..=2410 {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let february = if leap { 29 } else { 28 };
        for (month, length) in
            [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate()
        {
            for date in 1..=length {
                let text = format!("{year}-{:02}-{date:02}T00:00:00Z", month + 1);
                assert_eq!(rfc3339(&text), Ok(day * 86_400_000), "{text}");
                day += 1;
            }
        }
    }
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    /// No text panics, and an offset moves a time by just that much.
    #[test]
    fn offsets_are_taken_off(
        clock in (0u64..24, 0u64..60, 0u64..60),
        offset in (0u64..24, 0u64..60),
        ahead in any::<bool>(),
    ) {
        let (hour, minute, second) = clock;
        let (hours, minutes) = offset;
        let utc = 951_782_400_000 + (hour * 3_600 + minute * 60 + second) * 1_000;
        let off = (hours * 60 + minutes) * 60_000;
        let sign = if ahead { '+' } else { '-' };
        let text = format!("2000-02-29T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}");
        prop_assert_eq!(rfc3339(&text), Ok(if ahead { utc - off } else { utc + off }));
    }

    #[test]
    fn no_text_is_too_strange(text in "[0-9TZ:.+\\-é]{0,30}") {
        let moment = rfc3339(&text);
        prop_assert!(moment.is_ok() || moment == Err(ReadError::NotATime));
    }
}
