//! The operator's list of sources: from a file to what the worker is given.
//!
//! What is wrong with a file is said in one line with the line number, be it the TOML, a type, or what
//! only the whole list shows. The last is found by [`SourceList::validate`], which counts sources and
//! readings and knows no lines; so the file is read a second time, for the places alone.

use serde::{de::IgnoredAny, Deserialize};
use std::{fs, ops::Range, path::Path};
use tidewater_primitives::sources::{ListError, ListFault, SourceList};
use toml::Spanned;

/// The list that a node uses when it is given none.
const DEFAULT: &str = include_str!("../../oracle-sources/default.toml");

/// Reads and checks the list in `file`, or the one that comes with the node.
///
/// # Errors
/// In one line, with file and line number.
pub(crate) fn load(file: Option<&Path>) -> Result<SourceList, String> {
    let Some(file) = file else { return parse("the default list", DEFAULT) };
    let name = format!("`{}`", file.display());
    let text = fs::read_to_string(file)
        .map_err(|error| format!("cannot read the list of sources {name}: {error}"))?;
    parse(&name, &text)
}

/// Reads and checks a list. `name` is what it is called in errors.
///
/// # Errors
/// In one line, with the name and the line number.
pub(crate) fn parse(name: &str, text: &str) -> Result<SourceList, String> {
    let list: SourceList = toml::from_str(text).map_err(|error| {
        // What it expected instead is on lines of its own.
        let why = error.message().lines().collect::<Vec<_>>().join(", ");
        format!("{}: {why}", place(name, text, error.span()))
    })?;
    list.validate().map_err(|error| {
        let span = toml::from_str(text).ok().and_then(|places: Places| places.span(error));
        format!("{}: {}", place(name, text, span), describe(&list, error))
    })?;
    Ok(list)
}

/// File and line.
fn place(name: &str, text: &str, span: Option<Range<usize>>) -> String {
    match span.and_then(|span| text.get(..span.start)) {
        Some(before) => format!("{name}, line {}", before.matches('\n').count() + 1),
        None => name.to_owned(),
    }
}

/// The fault, with names where it has numbers.
fn describe(list: &SourceList, error: ListError) -> String {
    let source = error.source.and_then(|number| list.sources.get(number));
    let reading = source.and_then(|source| source.readings.get(error.reading?));
    let fault = error.fault;
    match (source, reading) {
        (Some(source), Some(reading)) => {
            let (name, feed) = (source.name.as_str().escape_debug(), reading.feed.to_string());
            format!("source `{name}`, feed `{}`: {fault}", feed.escape_debug())
        }
        (Some(source), None) => {
            format!("source `{}`: {fault}", source.name.as_str().escape_debug())
        }
        (None, _) => fault.to_string(),
    }
}

/// Some value, of which only the place counts.
type Somewhere = Spanned<IgnoredAny>;

/// Where everything is in the file.
#[derive(Deserialize)]
struct Places {
    sources: Vec<SourcePlaces>,
}

#[derive(Deserialize)]
struct SourcePlaces {
    name: Somewhere,
    url: Somewhere,
    every: Somewhere,
    timeout: Option<Somewhere>,
    weight: Option<Somewhere>,
    max_bytes: Option<Somewhere>,
    readings: Vec<ReadingPlaces>,
}

#[derive(Deserialize)]
struct ReadingPlaces {
    feed: Somewhere,
    via: Option<Somewhere>,
}

impl Places {
    /// The value that a fault is about, or the nearest thing that has a place.
    fn span(&self, error: ListError) -> Option<Range<usize>> {
        let Some(number) = error.source else { return Some(0..0) };
        let source = self.sources.get(number)?;
        let found = match error.reading {
            Some(number) => {
                let reading = source.readings.get(number)?;
                reading.value(error.fault).unwrap_or(&reading.feed)
            }
            None => source.value(error.fault).unwrap_or(&source.name),
        };
        Some(found.span())
    }
}

impl SourcePlaces {
    fn value(&self, fault: ListFault) -> Option<&Somewhere> {
        match fault {
            ListFault::BadUrl | ListFault::InsecureUrl | ListFault::DuplicateUrl => Some(&self.url),
            ListFault::EveryZero => Some(&self.every),
            ListFault::TimeoutOutOfRange => self.timeout.as_ref(),
            ListFault::WeightZero => self.weight.as_ref(),
            ListFault::MaxBytesOutOfRange => self.max_bytes.as_ref(),
            _ => None,
        }
    }
}

impl ReadingPlaces {
    fn value(&self, fault: ListFault) -> Option<&Somewhere> {
        match fault {
            ListFault::UnknownConversion | ListFault::ConversionCycle => self.via.as_ref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_feed::LOCAL_SOURCES;
    use std::collections::{BTreeMap, BTreeSet};

    /// A good list with a line for each thing.
    const GOOD: &str = r#"# A list.
[[sources]]
name = "one"
url = "https://one.example/"
every = 5
timeout = 900
weight = 2
max_bytes = 1000

[[sources.readings]]
feed = "BTC/USD"
path = "last"
via = "USDT"

[[sources.readings]]
feed = "USDT/USD"
path = '[symbol="USDT"].last'
time = { path = "at", unit = "seconds" }

[[sources]]
name = "two"
url = "https://two.example/"
every = 5
readings = [
    { feed = "BTC/USD", path = "last" },
    { feed = "EUR/USD", path = "last", invert = true },
]
"#;

    /// The error after `from` has become `to` in the good list.
    fn error(from: &str, to: &str) -> String {
        assert!(GOOD.contains(from), "{from}");
        let error = parse("list.toml", &GOOD.replacen(from, to, 1)).expect_err(to);
        assert!(!error.contains('\n'), "{error}");
        error
    }

    #[test]
    fn a_good_list_is_read() {
        let list = parse("list.toml", GOOD).expect("good");
        assert_eq!((list.sources.len(), list.feeds().len()), (2, 3));
        assert_eq!((list.sources[0].weight, list.sources[1].weight), (2, 1));
    }

    #[test]
    fn what_is_no_toml_or_of_a_wrong_kind_is_refused_with_its_line() {
        for (from, to, line, reason) in [
            ("name = \"one\"", "name = \"one", 3, "invalid basic string"),
            ("every = 5", "every 5", 5, "expected"),
            ("every = 5", "every = \"5\"", 5, "invalid type: string \"5\", expected u32"),
            ("every = 5", "every = -5", 5, "invalid value: integer `-5`, expected u32"),
            ("every = 5", "every = 5.5", 5, "invalid type: floating point"),
            ("every = 5", "every = 5\nevery = 6", 6, "duplicate key"),
            ("timeout = 900", "tiemout = 900", 6, "unknown field `tiemout`"),
            ("weight = 2", "weight = 70_000", 7, "expected u16"),
            ("feed = \"BTC/USD\"\n", "feed = \"BTCUSD\"\n", 11, "a feed is written BASE/QUOTE"),
            ("path = \"last\"\n", "path = \"last.\"\n", 12, "a key is expected"),
            ("via = \"USDT\"", "via = \"USDTUSDTUSDTU\"", 13, "longer than 12 bytes"),
            ("unit = \"seconds\"", "unit = \"days\"", 18, "unknown variant `days`"),
            ("unit = \"seconds\"", "unit = \"seconds\", zone = 1", 18, "unknown field `zone`"),
            ("{ feed = \"EUR/USD\", ", "{ ", 26, "missing field `feed`"),
            ("invert = true", "invert = 1", 26, "expected a boolean"),
            ("name = \"two\"", "", 20, "missing field `name`"),
        ] {
            let error = error(from, to);
            assert!(error.starts_with(&format!("list.toml, line {line}: ")), "{to}: {error}");
            assert!(error.contains(reason), "{to}: {error}");
        }
    }

    #[test]
    fn each_fault_of_a_source_is_named_with_its_line() {
        for (from, to, line, expected) in [
            ("\"one\"", "\"o e\"", 3, "source `o e`: a name is made of letters"),
            ("\"one\"", "\"o\\ne\"", 3, "source `o\\ne`: a name is made of letters"),
            ("\"two\"", "\"one\"", 21, "source `one`: an earlier source has this name"),
            ("https://one", "ftp://one", 4, "source `one`: not the URL of a web server"),
            ("https://one", "http://one", 4, "source `one`: http:// is for this machine only"),
            ("https://two", "https://one", 22, "source `two`: an earlier source has this URL"),
            ("every = 5", "every = 0", 5, "source `one`: `every` is at least 1 second"),
            ("= 900", "= 1501", 6, "source `one`: `timeout`"),
            ("weight = 2", "weight = 0", 7, "source `one`: `weight`"),
            ("= 1000", "= 0", 8, "source `one`: `max_bytes`"),
        ] {
            let error = error(from, to);
            assert!(error.starts_with(&format!("list.toml, line {line}: {expected}")), "{error}");
        }
        let none = parse("list.toml", &GOOD[..GOOD.find("readings = [").expect("there")]);
        assert!(none.expect_err("none").contains("missing field `readings`"));
        let none = GOOD.find("readings = [").map(|at| format!("{}readings = []", &GOOD[..at]));
        let error = parse("list.toml", &none.expect("there")).expect_err("none");
        assert_eq!(error, "list.toml, line 21: source `two`: the source serves no feed");
    }

    #[test]
    fn each_fault_of_a_reading_is_named_with_its_line() {
        for (from, to, line, expected) in [
            ("EUR/USD", "E-R/USD", 26, "`two`, feed `E-R/USD`: a symbol is made of letters"),
            ("EUR/USD", "USD/USD", 26, "`two`, feed `USD/USD`: a currency has no price in itself"),
            ("EUR/USD", "BTC/USD", 26, "`two`, feed `BTC/USD`: an earlier reading"),
            ("\"USDT\"\n", "\"DAI\"\n", 13, "`one`, feed `BTC/USD`: no source serves the feed"),
            ("\"USDT\"\n", "\"BTC\"\n", 13, "`one`, feed `BTC/USD`: `via` leads back"),
        ] {
            let error = error(from, to);
            let expected = format!("list.toml, line {line}: source {expected}");
            assert!(error.starts_with(&expected), "{error}");
        }
    }

    #[test]
    fn a_list_that_is_too_long_or_empty_is_refused() {
        let reading = "{ feed = \"A/B\", path = \"p\" },";
        let many = GOOD.replace("readings = [", &format!("readings = [{}", reading.repeat(65)));
        let error = parse("list.toml", &many).expect_err("too many");
        assert!(error.starts_with("list.toml, line 24: ") && !error.contains('\n'), "{error}");
        let error = parse("list.toml", "").expect_err("empty");
        assert_eq!(error, "list.toml, line 1: missing field `sources`");
        let error = parse("list.toml", "sources = []").expect_err("empty");
        assert_eq!(error, "list.toml, line 1: there are no sources");
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let error = load(Some(Path::new("/no/such/list.toml"))).expect_err("missing");
        assert!(error.starts_with("cannot read the list of sources `/no/such/list.toml`: "));
    }

    /// Which feeds a list serves, and how many hosts serve each.
    fn hosts(list: &SourceList) -> BTreeMap<String, usize> {
        let mut hosts = BTreeMap::<_, BTreeSet<_>>::new();
        for source in &list.sources {
            let provider = source.name.as_str().split('-').next();
            for reading in &source.readings {
                hosts.entry(reading.feed.to_string()).or_default().insert(provider);
            }
        }
        hosts.into_iter().map(|(feed, hosts)| (feed, hosts.len())).collect()
    }

    #[test]
    fn the_default_list_serves_each_feed_from_enough_independent_sources() {
        let list = load(None).expect("the default list is good");
        let hosts = hosts(&list);
        let feeds: Vec<_> = hosts.keys().map(String::as_str).collect();
        assert_eq!(feeds, ["BTC/USD", "DAI/USD", "ETH/USD", "USDC/USD", "USDT/USD"]);
        // The aggregator is not independent of the exchanges.
        assert!(hosts.values().all(|hosts| *hosts > 4), "{hosts:?}");
        assert!(list.sources.iter().all(|source| source.url.as_str().starts_with("https://")));
        assert!(list.sources.iter().all(|source| source.every >= 5));
    }

    #[test]
    fn the_local_list_serves_tide_as_well() {
        let list = parse("local.toml", LOCAL_SOURCES).expect("the local list is good");
        let hosts = hosts(&list);
        assert!(hosts.contains_key("TIDE/USD") && hosts.len() == 6, "{hosts:?}");
        assert!(hosts.values().all(|hosts| *hosts >= 5), "{hosts:?}");
    }
}
