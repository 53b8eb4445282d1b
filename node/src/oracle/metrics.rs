//! What Prometheus can read about prices: those of the chain, and how this node's worker is doing.

use super::{prices::Prices, storage};
use futures::{Stream, StreamExt};
use polkadot_sdk::{
    sp_core::offchain::OffchainStorage,
    substrate_prometheus_endpoint::{
        register, CounterVec, Gauge, GaugeVec, Opts, PrometheusError, Registry, F64, U64,
    },
};
use std::{sync::Arc, time::SystemTime};
use tidewater_primitives::{
    apis::price_oracle::{FeedInfo, FeedStatus},
    price::{Moment, PRICE_DECIMALS},
    sources::{self, Refusal, SourceStatus, WorkerStatus},
};

/// Every status a feed can have, and what it is called here.
const STATUSES: [(FeedStatus, &str); 4] = [
    (FeedStatus::Fresh, "fresh"),
    (FeedStatus::Degraded, "degraded"),
    (FeedStatus::Stale, "stale"),
    (FeedStatus::Halted, "halted"),
];

/// The metrics.
pub(crate) struct Metrics {
    price: GaugeVec<F64>,
    age: GaugeVec<F64>,
    confidence: GaugeVec<F64>,
    status: GaugeVec<U64>,
    reporters: GaugeVec<U64>,
    sources: GaugeVec<U64>,
    reports: CounterVec<U64>,
    fetches: CounterVec<U64>,
    refusals: CounterVec<U64>,
    latency: GaugeVec<F64>,
    last_success: GaugeVec<F64>,
    last_round: Gauge<F64>,
}

impl Metrics {
    /// Registers them all.
    pub(crate) fn new(registry: &Registry) -> Result<Self, PrometheusError> {
        let name = |name: &str| format!("tidewater_oracle_{name}");
        let floats = |own: &str, help: &str, labels: &[&str]| {
            register(GaugeVec::<F64>::new(Opts::new(name(own), help), labels)?, registry)
        };
        let gauges = |own: &str, help: &str, labels: &[&str]| {
            register(GaugeVec::<U64>::new(Opts::new(name(own), help), labels)?, registry)
        };
        let counters = |own: &str, help: &str, labels: &[&str]| {
            register(CounterVec::<U64>::new(Opts::new(name(own), help), labels)?, registry)
        };
        Ok(Self {
            price: floats("price", "The last price on the chain", &["feed"])?,
            age: floats("price_age_seconds", "How old that price is by its sources", &["feed"])?,
            confidence: floats("price_confidence", "How far the validators are apart", &["feed"])?,
            status: gauges(
                "feed_status",
                "1 for the status that the feed has",
                &["feed", "status"],
            )?,
            reporters: gauges("price_reporters", "Validators in the last price", &["feed"])?,
            sources: gauges("sources_agreeing", "This node's sources that agreed", &["feed"])?,
            reports: counters("reports_total", "Reports with the feed that were sent", &["feed"])?,
            fetches: counters("fetches_total", "How often a source was asked", &["source"])?,
            refusals: counters(
                "refusals_total",
                "How often a source gave no price that was used",
                &["source", "reason"],
            )?,
            latency: floats("source_latency_seconds", "Time of the last answer", &["source"])?,
            last_success: floats(
                "source_last_success_timestamp_seconds",
                "When the source last gave a price",
                &["source"],
            )?,
            last_round: register(
                Gauge::new(
                    name("last_round_timestamp_seconds"),
                    "When the worker of this node last ended a round",
                )?,
                registry,
            )?,
        })
    }

    /// Shows what the chain says at `now`.
    fn show_chain(&self, feeds: &[FeedInfo], now: Moment) {
        for info in feeds {
            let feed = format!("{}/{}", info.feed.base, info.feed.quote);
            let label = [feed.as_str()];
            for (status, name) in STATUSES {
                let has = u64::from(info.status == status);
                self.status.with_label_values(&[label[0], name]).set(has);
            }
            let Some(last) = info.last else { continue };
            self.price.with_label_values(&label).set(shown(last.value, PRICE_DECIMALS));
            self.confidence.with_label_values(&label).set(shown(last.confidence, PRICE_DECIMALS));
            self.age.with_label_values(&label).set(seconds(now.saturating_sub(last.at)));
            self.reporters.with_label_values(&label).set(info.reporters.into());
        }
    }

    /// Shows how the worker is doing.
    fn show_worker(&self, worker: &WorkerStatus) {
        self.last_round.set(seconds(worker.at));
        for source in &worker.sources {
            self.show_source(source);
        }
        for sources::FeedStatus { feed, sources, reports, .. } in &worker.feeds {
            let feed = feed.to_string();
            self.sources.with_label_values(&[&feed]).set((*sources).into());
            count(&self.reports, &[&feed], *reports);
        }
    }

    fn show_source(&self, source: &SourceStatus) {
        let name = source.name.as_str();
        count(&self.fetches, &[name], source.fetches);
        for reason in Refusal::ALL {
            let times = source.refusals.get(&reason).copied().unwrap_or(0);
            count(&self.refusals, &[name, reason.label()], times);
        }
        if let Some(latency) = source.latency {
            self.latency.with_label_values(&[name]).set(seconds(latency.into()));
        }
        if let Some(at) = source.last_success {
            self.last_success.with_label_values(&[name]).set(seconds(at));
        }
    }
}

/// Brings a counter to what the worker has counted. It counts on over restarts; a fresh database makes
/// it begin again, as a restart does with other counters.
fn count(counters: &CounterVec<U64>, labels: &[&str], times: u64) {
    let counter = counters.with_label_values(labels);
    if times < counter.get() {
        counter.reset();
    }
    counter.inc_by(times.saturating_sub(counter.get()));
}

/// Seconds of so many milliseconds, for people who look at a dashboard.
#[allow(clippy::cast_precision_loss)]
fn seconds(millis: Moment) -> f64 {
    millis as f64 / 1_000.0
}

/// A number with decimals, for people who look at a dashboard.
#[allow(clippy::cast_precision_loss)]
fn shown(value: u128, decimals: u8) -> f64 {
    value as f64 / 10f64.powi(decimals.into())
}

/// Keeps the metrics up to date: with every block, as the worker runs then too.
pub(crate) async fn keep<S: OffchainStorage>(
    metrics: Metrics,
    mut prices: impl Stream<Item = Arc<Prices>> + Unpin,
    storage: Option<S>,
) {
    while let Some(latest) = prices.next().await {
        metrics.show_chain(&latest.feeds, now());
        if let Some(status) = storage.as_ref().and_then(storage::read_status) {
            metrics.show_worker(&status);
        }
    }
}

/// This machine's time.
fn now() -> Moment {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Moment::try_from(since.as_millis()).unwrap_or(Moment::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::substrate_prometheus_endpoint::prometheus::TextEncoder;
    use std::collections::BTreeMap;
    use tidewater_primitives::{
        apis::price_oracle::{Feed, FeedTerms, Symbol},
        price::Price,
    };

    const TERMS: FeedTerms = FeedTerms {
        heartbeat: 20,
        deviation_bps: 50,
        max_age: 60,
        min_sources: 3,
        quorum_bps: 6_667,
        max_jump_bps: 1_000,
        max_spread_bps: 200,
        grace: 20,
    };

    fn info(status: FeedStatus) -> FeedInfo {
        let symbol = |name| Symbol::try_from(name).expect("it is short");
        let price = Price { value: 1_500_000_000_000_000_000, at: 10_000, confidence: 0 };
        FeedInfo {
            id: 0,
            feed: Feed {
                base: symbol("TIDE"),
                quote: symbol("USD"),
                currency: None,
                decimals: 8,
                terms: TERMS,
                halted: false,
            },
            price: Ok(price),
            status,
            since: 0,
            last: Some(price),
            candidate: None,
            reporters: 4,
        }
    }

    fn worker(fetches: u64) -> WorkerStatus {
        let source = SourceStatus {
            name: "kraken".parse().expect("it is short"),
            fetches,
            last_success: Some(9_000),
            last_refusal: None,
            latency: Some(250),
            refusals: BTreeMap::from([(Refusal::Timeout, 2)]),
        };
        WorkerStatus { at: 9_500, sources: vec![source], feeds: Vec::new() }
    }

    fn text(registry: &Registry) -> String {
        TextEncoder::new().encode_to_string(&registry.gather()).expect("metrics are text")
    }

    #[test]
    fn the_chain_and_the_worker_are_shown() {
        let registry = Registry::new();
        let metrics = Metrics::new(&registry).expect("no name is there twice");
        metrics.show_chain(&[info(FeedStatus::Fresh)], 12_500);
        metrics.show_worker(&worker(3));
        let text = text(&registry);
        for line in [
            "tidewater_oracle_price{feed=\"TIDE/USD\"} 1.5",
            "tidewater_oracle_price_age_seconds{feed=\"TIDE/USD\"} 2.5",
            "tidewater_oracle_feed_status{feed=\"TIDE/USD\",status=\"fresh\"} 1",
            "tidewater_oracle_feed_status{feed=\"TIDE/USD\",status=\"stale\"} 0",
            "tidewater_oracle_price_reporters{feed=\"TIDE/USD\"} 4",
            "tidewater_oracle_fetches_total{source=\"kraken\"} 3",
            "tidewater_oracle_refusals_total{reason=\"timeout\",source=\"kraken\"} 2",
            "tidewater_oracle_refusals_total{reason=\"outlier\",source=\"kraken\"} 0",
            "tidewater_oracle_source_latency_seconds{source=\"kraken\"} 0.25",
            "tidewater_oracle_last_round_timestamp_seconds 9.5",
        ] {
            assert!(text.contains(line), "no `{line}` in:\n{text}");
        }
    }

    #[test]
    fn a_status_that_is_over_goes_to_zero_and_a_counter_follows_the_worker() {
        let registry = Registry::new();
        let metrics = Metrics::new(&registry).expect("no name is there twice");
        metrics.show_chain(&[info(FeedStatus::Fresh)], 12_500);
        metrics.show_chain(&[info(FeedStatus::Stale)], 12_500);
        metrics.show_worker(&worker(30));
        metrics.show_worker(&worker(31));
        let first = text(&registry);
        assert!(first.contains("feed_status{feed=\"TIDE/USD\",status=\"fresh\"} 0"));
        assert!(first.contains("feed_status{feed=\"TIDE/USD\",status=\"stale\"} 1"));
        assert!(first.contains("fetches_total{source=\"kraken\"} 31"));
        // A new database: the worker counts from the start.
        metrics.show_worker(&worker(2));
        assert!(text(&registry).contains("fetches_total{source=\"kraken\"} 2"));
    }
}
