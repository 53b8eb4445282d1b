//! Everything that a running server knows: the market, who misbehaves, who was asked.

use super::{
    board::Board,
    faults::{Fault, Misbehaviour},
    market::{Currency, Market, CURRENCIES},
    shapes::SOURCES,
    text,
};
use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

/// The state of a server.
#[derive(Debug)]
pub(super) struct World {
    market: Market,
    misbehaviours: BTreeMap<&'static str, Misbehaviour>,
    requests: BTreeMap<&'static str, u64>,
}

/// Milliseconds since 1970.
pub(super) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

impl World {
    /// A world in which all behave.
    pub(super) fn new(market: Market) -> Self {
        let requests = SOURCES.iter().map(|(name, _)| (*name, 0)).collect();
        Self { market, misbehaviours: BTreeMap::new(), requests }
    }

    /// What `source` shows to the one who asks at `now`, and what else goes wrong. Counts the request.
    pub(super) fn ask(&mut self, source: &'static str, now: u64) -> (Board, Option<Fault>) {
        let requests = self.requests.entry(source).or_default();
        *requests = requests.saturating_add(1);
        let board = Board::new(self.market.prices(source, now), now);
        match self.misbehaviours.get_mut(source).and_then(Misbehaviour::take) {
            Some(fault) => (board.after(&fault), Some(fault)),
            None => (board, None),
        }
    }

    /// Holds a price where it is put.
    pub(super) fn pin(&mut self, currency: &'static Currency, price: u128) {
        self.market.pin(currency, price);
    }

    /// Lets a price move again.
    pub(super) fn unpin(&mut self, currency: &'static Currency) {
        self.market.unpin(currency);
    }

    /// Makes a source misbehave from now on.
    ///
    /// # Errors
    /// If there is no such way to misbehave.
    pub(super) fn misbehave(
        &mut self,
        source: &'static str,
        kind: &str,
        now: u64,
    ) -> Result<(), String> {
        let kind = Misbehaviour::parse(kind, self.market.prices(source, now))?;
        self.misbehaviours.insert(source, kind);
        Ok(())
    }

    /// Makes a source behave again.
    pub(super) fn behave(&mut self, source: &str) {
        self.misbehaviours.remove(source);
    }

    /// All of it, as JSON. Prices are texts, as they are in the answers: no reader makes floats of them.
    pub(super) fn status(&self, now: u64) -> String {
        let price = |currency: &'static Currency| {
            let value = text::decimal(self.market.common(currency, now), 12);
            let is_pinned = self.market.is_pinned(currency);
            format!(r#""{}/USD":{{"value":"{value}","pinned":{is_pinned}}}"#, currency.symbol)
        };
        let prices: Vec<_> = CURRENCIES.iter().map(price).collect();
        let faults = self.misbehaviours.iter();
        let faults: Vec<_> = faults.map(|(name, kind)| format!(r#""{name}":"{kind}""#)).collect();
        let requests = self.requests.iter();
        let requests: Vec<_> =
            requests.map(|(name, count)| format!(r#""{name}":{count}"#)).collect();
        format!(
            r#"{{"at":{now},"prices":{{{}}},"misbehaviours":{{{}}},"requests":{{{}}}}}"#,
            prices.join(","),
            faults.join(","),
            requests.join(",")
        )
    }
}
