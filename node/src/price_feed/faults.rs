//! The ways in which a source can be made to misbehave.

use super::market::Prices;
use std::{fmt, time::Duration};

/// What a source does instead of answering as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It answers late.
    Delay(Duration),
    /// It answers with status 500.
    Http500,
    /// The JSON ends in the middle.
    Truncated,
    /// It answers with a page for people.
    Html,
    /// Its answer is ten megabytes long.
    Huge,
    /// It sends whoever asks back to the same address.
    RedirectLoop,
    /// Prices have a minus sign.
    Negative,
    /// Prices are `NaN`.
    Nan,
    /// Prices are `1e400`.
    Overflow,
    /// Prices are multiplied.
    Factor {
        /// By this,
        numerator: u128,
        /// and divided by this.
        denominator: u128,
    },
    /// Prices stay what they are now, whereas times go on: nothing but the other sources tells.
    Stuck {
        /// What they are now.
        prices: Prices,
    },
    /// Times are wrong, where the source has any.
    WrongTime {
        /// By how much, ahead.
        seconds: i64,
    },
    /// The answer has no bytes.
    Empty,
    /// It takes the connection and says nothing.
    Silent,
}

/// How a fault is asked for; `times-1000` is a factor as well.
pub(super) const KINDS: [&str; 15] = [
    "delay",
    "http-500",
    "truncated",
    "html",
    "huge",
    "redirect-loop",
    "negative",
    "nan",
    "overflow",
    "times-1000",
    "factor=10",
    "stuck",
    "wrong-time",
    "empty",
    "silent",
];

/// One fault, or all of them one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Misbehaviour {
    /// Always the same.
    Always(Fault),
    /// With each request the next: this is the one that comes.
    InTurn {
        /// Which of [`KINDS`].
        next: usize,
        /// What a stuck price is then.
        prices: Prices,
    },
}

impl Misbehaviour {
    /// Reads a kind such as `stuck` or `delay=2500`. `prices` are those of the source.
    ///
    /// # Errors
    /// What is wrong with it, and what there is.
    pub(super) fn parse(text: &str, prices: Prices) -> Result<Self, String> {
        match text {
            "in-turn" => Ok(Self::InTurn { next: 0, prices }),
            text => Fault::parse(text, prices).map(Self::Always),
        }
    }

    /// What happens at this request.
    pub(super) fn take(&mut self) -> Option<Fault> {
        match self {
            Self::Always(fault) => Some(fault.clone()),
            Self::InTurn { next, prices } => {
                let kind = KINDS.get(*next)?;
                *next = (*next + 1) % KINDS.len();
                Fault::parse(kind, prices.clone()).ok()
            }
        }
    }
}

impl fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always(fault) => fault.fmt(f),
            Self::InTurn { .. } => f.write_str("in-turn"),
        }
    }
}

impl Fault {
    fn parse(text: &str, prices: Prices) -> Result<Self, String> {
        let (kind, value) = match text.split_once('=') {
            Some((kind, value)) => (kind, Some(value)),
            None => (text, None),
        };
        Ok(match (kind, value) {
            ("delay", value) => {
                // Twice as long as any list may wait.
                let milliseconds = value.map_or(Ok(3_000), |text| number(text, "milliseconds"))?;
                Self::Delay(Duration::from_millis(u64::from(milliseconds)))
            }
            ("wrong-time", value) => {
                let seconds = value.unwrap_or("-3600");
                let (sign, digits) = match seconds.strip_prefix('-') {
                    Some(digits) => (-1, digits),
                    None => (1, seconds),
                };
                Self::WrongTime { seconds: sign * i64::from(number(digits, "seconds")?) }
            }
            ("factor", Some(value)) => factor(value)?,
            ("times-1000", None) => Self::Factor { numerator: 1_000, denominator: 1 },
            ("http-500", None) => Self::Http500,
            ("truncated", None) => Self::Truncated,
            ("html", None) => Self::Html,
            ("huge", None) => Self::Huge,
            ("redirect-loop", None) => Self::RedirectLoop,
            ("negative", None) => Self::Negative,
            ("nan", None) => Self::Nan,
            ("overflow", None) => Self::Overflow,
            ("stuck", None) => Self::Stuck { prices },
            ("empty", None) => Self::Empty,
            ("silent", None) => Self::Silent,
            _ => {
                return Err(format!("there is no `{text}`: it is {} or in-turn", KINDS.join(", ")))
            }
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delay(duration) => write!(f, "delay={}", duration.as_millis()),
            Self::Factor { numerator, denominator } => {
                write!(f, "factor={numerator}/{denominator}")
            }
            Self::WrongTime { seconds } => write!(f, "wrong-time={seconds}"),
            Self::Http500 => f.write_str("http-500"),
            Self::Truncated => f.write_str("truncated"),
            Self::Html => f.write_str("html"),
            Self::Huge => f.write_str("huge"),
            Self::RedirectLoop => f.write_str("redirect-loop"),
            Self::Negative => f.write_str("negative"),
            Self::Nan => f.write_str("nan"),
            Self::Overflow => f.write_str("overflow"),
            Self::Stuck { .. } => f.write_str("stuck"),
            Self::Empty => f.write_str("empty"),
            Self::Silent => f.write_str("silent"),
        }
    }
}

/// A whole number of something.
fn number(text: &str, what: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("`{text}` is not a number of {what}"))
}

/// `10`, `0.5` or `1/3`.
fn factor(text: &str) -> Result<Fault, String> {
    let wrong = || format!("`{text}` is not a factor: write it like 10, 0.5 or 1/3");
    let whole = |text: &str| text.parse::<u32>().map(u128::from).map_err(|_| wrong());
    let (numerator, denominator) = match (text.split_once('/'), text.split_once('.')) {
        (Some((over, under)), _) => (whole(over)?, whole(under)?),
        (None, Some((before, after))) => {
            if after.len() > 6 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                return Err(wrong());
            }
            let scale = 10u128.pow(after.len() as u32);
            (whole(before)? * scale + whole(after)?, scale)
        }
        (None, None) => (whole(text)?, 1),
    };
    if numerator == 0 || denominator == 0 {
        return Err(wrong());
    }
    Ok(Fault::Factor { numerator, denominator })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Misbehaviour, String> {
        Misbehaviour::parse(text, Prices::new())
    }

    #[test]
    fn what_is_shown_can_be_asked_for_again() {
        for kind in KINDS.into_iter().chain(["in-turn", "delay=10", "wrong-time=60", "factor=1/3"])
        {
            let fault = parse(kind).expect(kind);
            assert_eq!(parse(&fault.to_string()).as_ref(), Ok(&fault), "{kind}");
        }
    }

    #[test]
    fn factors_are_whole_decimal_or_rational() {
        for (text, numerator, denominator) in
            [("10", 10, 1), ("0.5", 5, 10), ("1.25", 125, 100), ("1/3", 1, 3)]
        {
            let fault = Fault::Factor { numerator, denominator };
            assert_eq!(factor(text), Ok(fault), "{text}");
        }
        for text in ["", "0", "0/1", "1/0", "-1", "+1.5", "1.+5", "x", "0.0000001", "1/2/3", "0.0"]
        {
            assert!(factor(text).expect_err("refused").contains("is not a factor"), "{text}");
        }
    }

    #[test]
    fn what_there_is_not_is_refused_with_what_there_is() {
        for text in ["", "late", "html=1", "factor", "times-10"] {
            let error = parse(text).expect_err("refused");
            assert!(error.contains("redirect-loop") && error.contains(text), "{error}");
        }
        assert!(parse("delay=soon").expect_err("refused").contains("milliseconds"));
        assert!(parse("wrong-time=--1").expect_err("refused").contains("seconds"));
    }

    #[test]
    fn in_turn_every_kind_comes_once_and_then_the_first_again() {
        let mut all = parse("in-turn").expect("a kind");
        let taken: Vec<_> = KINDS.iter().map(|_| all.take().expect("one")).collect();
        let alone: Vec<_> = KINDS.iter().filter_map(|kind| parse(kind).ok()?.take()).collect();
        assert_eq!(taken, alone);
        assert_eq!(all.take().as_ref(), taken.first());
    }
}
