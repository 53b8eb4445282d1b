//! What a list of sources must keep to.

use super::list::{Feed, Reading, Source, SourceList, Symbol};
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::fmt;

/// The longest time that a fetch may take, in milliseconds: a round of the worker ends inside a slot.
pub const MAX_TIMEOUT: u32 = 1_500;
/// The longest answer that may be allowed, in bytes.
pub const MAX_BODY: u32 = 1024 * 1024;

/// The first thing that is wrong with a list, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListError {
    /// The source, from 0; `None` if it is about the whole list.
    pub source: Option<usize>,
    /// The reading of that source, from 0; `None` if it is about the source itself.
    pub reading: Option<usize>,
    /// What is wrong there.
    pub fault: ListFault,
}

/// What may be wrong with a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// There are no sources.
    NoSources,
    /// The name is empty or has other characters than letters, digits, `-`, `_` and `.`.
    BadName,
    /// An earlier source has the name.
    DuplicateName,
    /// The URL is not `https://` or `http://`, a host, and perhaps a port, path and query.
    BadUrl,
    /// The URL is not `https://`, and its host is not this machine.
    InsecureUrl,
    /// An earlier source has the URL: one fetch serves many feeds.
    DuplicateUrl,
    /// The seconds between two fetches are zero.
    EveryZero,
    /// The timeout is zero or above [`MAX_TIMEOUT`].
    TimeoutOutOfRange,
    /// The weight is zero: the source would count for nothing.
    WeightZero,
    /// The longest answer allowed is of zero bytes or above [`MAX_BODY`].
    MaxBytesOutOfRange,
    /// The source serves no feed.
    NoReadings,
    /// A symbol is empty or has other characters than letters and digits.
    BadSymbol,
    /// A currency is priced in or converted into itself.
    SameCurrency,
    /// An earlier reading of the source serves the feed: one source would count twice.
    DuplicateFeed,
    /// No source serves the feed that the price has to be multiplied with.
    UnknownConversion,
    /// The price is converted with the help of itself.
    ConversionCycle,
}

impl fmt::Display for ListFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSources => "there are no sources",
            Self::BadName => "a name is made of letters, digits, '-', '_' and '.'",
            Self::DuplicateName => "an earlier source has this name",
            Self::BadUrl => "not the URL of a web server",
            Self::InsecureUrl => "http:// is for this machine only; use https://",
            Self::DuplicateUrl => "an earlier source has this URL: give it one more reading",
            Self::EveryZero => "`every` is at least 1 second",
            Self::TimeoutOutOfRange => "`timeout` is 1 to 1500 milliseconds",
            Self::WeightZero => "`weight` is at least 1",
            Self::MaxBytesOutOfRange => "`max_bytes` is 1 to 1048576",
            Self::NoReadings => "the source serves no feed",
            Self::BadSymbol => "a symbol is made of letters and digits",
            Self::SameCurrency => "a currency has no price in itself",
            Self::DuplicateFeed => "an earlier reading of this source serves the feed",
            Self::UnknownConversion => "no source serves the feed that `via` needs",
            Self::ConversionCycle => "`via` leads back to this feed",
        })
    }
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = self.source {
            write!(f, "source {}", source + 1)?;
            if let Some(reading) = self.reading {
                write!(f, ", reading {}", reading + 1)?;
            }
            f.write_str(": ")?;
        }
        self.fault.fmt(f)
    }
}

impl core::error::Error for ListError {}

impl SourceList {
    /// Every feed that some source serves, in order.
    pub fn feeds(&self) -> BTreeSet<&Feed> {
        self.sources.iter().flat_map(|source| &source.readings).map(|own| &own.feed).collect()
    }

    /// Checks what the types alone cannot say. The worker asks only sources of a list that passes.
    ///
    /// # Errors
    /// The first fault: each source and its readings in their order, then the conversions.
    pub fn validate(&self) -> Result<(), ListError> {
        if self.sources.is_empty() {
            let fault = ListFault::NoSources;
            return Err(ListError { source: None, reading: None, fault });
        }
        for (number, source) in self.sources.iter().enumerate() {
            let earlier = self.sources.get(..number).unwrap_or_default();
            source.check(earlier).map_err(|(reading, fault)| ListError {
                source: Some(number),
                reading,
                fault,
            })?;
        }
        self.check_conversions()
    }

    fn check_conversions(&self) -> Result<(), ListError> {
        let mut conversions = BTreeMap::<&Feed, Vec<Feed>>::new();
        for reading in self.sources.iter().flat_map(|source| &source.readings) {
            conversions.entry(&reading.feed).or_default().extend(reading.conversion());
        }
        for (number, source) in self.sources.iter().enumerate() {
            for (own, reading) in source.readings.iter().enumerate() {
                let Some(first) = reading.conversion() else { continue };
                let fault = if !conversions.contains_key(&first) {
                    ListFault::UnknownConversion
                } else if leads_to(&conversions, &first, &reading.feed) {
                    ListFault::ConversionCycle
                } else {
                    continue;
                };
                return Err(ListError { source: Some(number), reading: Some(own), fault });
            }
        }
        Ok(())
    }
}

/// Whether `from` needs the price of `to`, itself or through others.
fn leads_to(conversions: &BTreeMap<&Feed, Vec<Feed>>, from: &Feed, to: &Feed) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = Vec::from([from]);
    while let Some(feed) = open.pop() {
        if feed == to {
            return true;
        }
        if seen.insert(feed) {
            open.extend(conversions.get(feed).into_iter().flatten());
        }
    }
    false
}

impl Source {
    fn check(&self, earlier: &[Self]) -> Result<(), (Option<usize>, ListFault)> {
        let fault = if !is_name(self.name.as_str()) {
            ListFault::BadName
        } else if earlier.iter().any(|other| other.name == self.name) {
            ListFault::DuplicateName
        } else if let Err(fault) = check_url(self.url.as_str()) {
            fault
        } else if earlier.iter().any(|other| other.url == self.url) {
            ListFault::DuplicateUrl
        } else if self.every == 0 {
            ListFault::EveryZero
        } else if !(1..=MAX_TIMEOUT).contains(&self.timeout) {
            ListFault::TimeoutOutOfRange
        } else if self.weight == 0 {
            ListFault::WeightZero
        } else if !(1..=MAX_BODY).contains(&self.max_bytes) {
            ListFault::MaxBytesOutOfRange
        } else if self.readings.is_empty() {
            ListFault::NoReadings
        } else {
            for (number, reading) in self.readings.iter().enumerate() {
                let earlier = self.readings.get(..number).unwrap_or_default();
                reading.check(earlier).map_err(|fault| (Some(number), fault))?;
            }
            return Ok(());
        };
        Err((None, fault))
    }
}

impl Reading {
    fn check(&self, earlier: &[Self]) -> Result<(), ListFault> {
        let Feed { base, quote } = &self.feed;
        if ![Some(base), Some(quote), self.via.as_ref()].into_iter().flatten().all(is_symbol) {
            return Err(ListFault::BadSymbol);
        }
        if base == quote || self.via.as_ref() == Some(quote) {
            return Err(ListFault::SameCurrency);
        }
        if earlier.iter().any(|other| other.feed == self.feed) {
            return Err(ListFault::DuplicateFeed);
        }
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    !name.is_empty() && name.bytes().all(is_fine)
}

fn is_symbol(symbol: &Symbol) -> bool {
    let symbol = symbol.as_str();
    !symbol.is_empty() && symbol.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Takes an absolute URL of printable ASCII. No user names: `http://localhost@elsewhere` is elsewhere.
fn check_url(url: &str) -> Result<(), ListFault> {
    let (is_secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(ListFault::BadUrl),
    };
    let is_printable = url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_name = |host: &str| {
        let is_fine = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
        !host.is_empty() && host.bytes().all(is_fine)
    };
    let is_number =
        |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    if !is_printable || !(is_name(host) || host == "[::1]") || !port.is_none_or(is_number) {
        return Err(ListFault::BadUrl);
    }
    if !is_secure && !["localhost", "127.0.0.1", "[::1]"].contains(&host) {
        return Err(ListFault::InsecureUrl);
    }
    Ok(())
}
