//! What everything is worth at a time, and what each source makes of it.

use super::{
    replay::Replay,
    walk::{wobble, Walk, ONE},
};
use std::collections::BTreeMap;

/// A currency that the sources know.
#[derive(Debug)]
pub(super) struct Currency {
    /// What it is called.
    pub(super) symbol: &'static str,
    /// What it is worth in USD at first, in parts of [`ONE`].
    opening: u128,
    /// How far a step goes, in millionths.
    volatility: u32,
    /// By how much a source may differ from the common price, in millionths.
    noise: u32,
    /// How much of it a source trades a day.
    pub(super) volume: u32,
}

impl Currency {
    /// How many USD of it are traded a day all over the world: fifty times as much as at one source.
    pub(super) fn turnover(&self) -> u128 {
        self.opening.saturating_mul(u128::from(self.volume) * 50) / ONE
    }
}

/// All of them.
pub(super) const CURRENCIES: [Currency; 6] = [
    currency_of("TIDE", ONE / 2, 500, 200, 4_000_000),
    currency_of("BTC", 60_000 * ONE, 300, 100, 8_000),
    currency_of("ETH", 2_500 * ONE, 400, 100, 90_000),
    currency_of("DAI", ONE, 20, 40, 3_000_000),
    currency_of("USDC", ONE, 10, 20, 20_000_000),
    currency_of("USDT", ONE, 15, 20, 90_000_000),
];

/// Their names, for messages.
pub(super) const KNOWN: &str = "the currencies are TIDE, BTC, ETH, DAI, USDC and USDT";

const fn currency_of(
    symbol: &'static str,
    opening: u128,
    volatility: u32,
    noise: u32,
    volume: u32,
) -> Currency {
    Currency { symbol, opening, volatility, noise, volume }
}

/// The currency of that name.
pub(super) fn currency(symbol: &str) -> Option<&'static Currency> {
    CURRENCIES.iter().find(|currency| currency.symbol == symbol)
}

/// What one source says each currency is worth in USD, in parts of [`ONE`].
pub(super) type Prices = BTreeMap<&'static str, u128>;

/// The common prices: pinned ones, else those of the file, else the walk's.
#[derive(Clone, Debug)]
pub(super) struct Market {
    seed: u64,
    /// Milliseconds that a step of the walk takes.
    step: u64,
    /// When the server started.
    start: u64,
    replay: Replay,
    pins: Prices,
}

impl Market {
    /// A market that begins at `start`, in milliseconds since 1970.
    pub(super) fn new(seed: u64, every: u32, start: u64, replay: Replay) -> Self {
        let step = u64::from(every.max(1)) * 1_000;
        Self { seed, step, start, replay, pins: Prices::new() }
    }

    /// Holds a price where it is put.
    pub(super) fn pin(&mut self, currency: &'static Currency, price: u128) {
        self.pins.insert(currency.symbol, price);
    }

    /// Lets a price move again.
    pub(super) fn unpin(&mut self, currency: &'static Currency) {
        self.pins.remove(currency.symbol);
    }

    /// Whether a price is held.
    pub(super) fn is_pinned(&self, currency: &'static Currency) -> bool {
        self.pins.contains_key(currency.symbol)
    }

    /// The step of the walk at `now`. Steps are counted from 1970, so servers agree on them.
    fn step(&self, now: u64) -> u64 {
        now / self.step
    }

    /// What `currency` is worth in USD at `now`, to all.
    pub(super) fn common(&self, currency: &'static Currency, now: u64) -> u128 {
        let Currency { symbol: name, opening, volatility, .. } = *currency;
        let walk = Walk { seed: self.seed, name, opening, volatility };
        let pinned = self.pins.get(name).copied();
        pinned
            .or_else(|| self.replay.price(name, now.saturating_sub(self.start)))
            .unwrap_or_else(|| walk.price(self.step(now)))
    }

    /// What `source` says at `now`. A pinned price is said alike by all, so that a test knows what it
    /// gets.
    pub(super) fn prices(&self, source: &str, now: u64) -> Prices {
        let said = |currency: &'static Currency| {
            let common = self.common(currency, now);
            let noise = if self.is_pinned(currency) { 0 } else { currency.noise };
            let factor = wobble(self.seed, source, currency.symbol, self.step(now), noise);
            (currency.symbol, common.saturating_mul(factor) / ONE)
        };
        CURRENCIES.iter().map(said).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment in 2026.
    const NOW: u64 = 1_795_386_600_000;

    fn market(seed: u64, start: u64) -> Market {
        Market::new(seed, 1, start, Replay::default())
    }

    #[test]
    fn servers_with_one_seed_agree_whenever_they_started() {
        for later in 0..100 {
            let now = NOW + later * 777;
            assert_eq!(market(1, NOW).prices("okx", now), market(1, 0).prices("okx", now));
        }
        assert_ne!(market(1, NOW).prices("okx", NOW), market(2, NOW).prices("okx", NOW));
    }

    #[test]
    fn sources_differ_by_their_noise_only() {
        for later in 0..200 {
            let now = NOW + later * 1_000;
            for currency in &CURRENCIES {
                let common = market(1, NOW).common(currency, now);
                for source in ["kraken", "okx"] {
                    let said = market(1, NOW).prices(source, now)[currency.symbol];
                    let most = common * u128::from(currency.noise) / 1_000_000 + 1;
                    assert!(said.abs_diff(common) <= most, "{source} {currency:?}");
                }
            }
        }
    }

    #[test]
    fn prices_stand_still_within_a_step_and_move_with_the_next() {
        let market = Market::new(1, 5, 0, Replay::default());
        let [first, same, next] =
            [NOW, NOW + 4_999, NOW + 5_000].map(|now| market.prices("okx", now));
        assert_eq!(first, same);
        assert_ne!(first, next);
    }

    #[test]
    fn prices_are_about_what_they_are_known_for() {
        for currency in &CURRENCIES {
            let price = market(1, NOW).common(currency, NOW);
            assert!(price.abs_diff(currency.opening) < currency.opening / 5, "{currency:?}");
        }
    }

    #[test]
    fn a_pin_holds_for_all_sources_until_it_is_taken_out() {
        let mut market = market(1, NOW);
        let tide = currency("TIDE").unwrap();
        let before = market.prices("okx", NOW);
        market.pin(tide, 55 * ONE / 100);
        for source in ["okx", "kraken"] {
            assert_eq!(market.prices(source, NOW + 9_000)["TIDE"], 55 * ONE / 100);
        }
        assert_eq!(market.prices("okx", NOW)["BTC"], before["BTC"]);
        market.unpin(tide);
        assert_eq!(market.prices("okx", NOW), before);
    }

    #[test]
    fn a_file_counts_from_the_start_of_the_server_and_a_pin_goes_before_it() {
        let replay = Replay::parse("0,TIDE,1\n60,TIDE,2\n").unwrap();
        let mut market = Market::new(1, 1, NOW, replay);
        let tide = currency("TIDE").unwrap();
        assert_eq!(market.common(tide, NOW + 59_999), ONE);
        assert_eq!(market.common(tide, NOW + 60_000), 2 * ONE);
        assert_eq!(market.common(tide, NOW - 1), ONE);
        market.pin(tide, 3 * ONE);
        assert_eq!(market.common(tide, NOW), 3 * ONE);
    }
}
