//! Answers in the shapes of public exchanges and of an aggregator.
//!
//! Each source keeps the path that it has on its own host, after its name: what is
//! `https://api.kraken.com/0/public/Ticker` there is `/kraken/0/public/Ticker` here. Only what a list of
//! sources can use is true: last price, time and volume; the rest is there to look like the original.

use super::{
    board::Board,
    market::{self, Currency, CURRENCIES},
};

/// What is asked of a source.
pub(super) struct Ask<'a> {
    /// The parts of the path after the source's name.
    pub(super) path: &'a [&'a str],
    /// The query, decoded.
    pub(super) query: &'a [(String, String)],
}

impl Ask<'_> {
    fn query(&self, key: &str) -> Option<&str> {
        self.query.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }
}

/// How a source answers; nothing if it does not know what it is asked for.
type Answer = fn(&Ask, &Board) -> Option<String>;

/// The sources by name.
pub(super) const SOURCES: [(&str, Answer); 9] = [
    ("binance", binance),
    ("bitfinex", bitfinex),
    ("bitstamp", bitstamp),
    ("coinbase", coinbase),
    ("coingecko", coingecko),
    ("cryptocom", cryptocom),
    ("gemini", gemini),
    ("kraken", kraken),
    ("okx", okx),
];

/// The name of a source as it is kept, and how it answers.
pub(super) fn source(name: &str) -> Option<(&'static str, Answer)> {
    SOURCES.iter().find(|(known, _)| *known == name).copied()
}

/// The currency of a pair such as `BTC-USD`: the one before `ending`, in any case.
fn before(pair: &str, ending: &str) -> Option<&'static Currency> {
    market::currency(pair.to_ascii_uppercase().strip_suffix(ending)?)
}

/// `/api/v3/ticker/24hr?symbols=["BTCUSDT","ETHUSDT"]`, against USDT only.
fn binance(ask: &Ask, board: &Board) -> Option<String> {
    let ["api", "v3", "ticker", "24hr"] = ask.path else { return None };
    let symbols = ask.query("symbols")?.strip_prefix('[')?.strip_suffix(']')?;
    let ticker = |symbol: &str| {
        let currency = before(symbol.strip_prefix('"')?.strip_suffix('"')?, "USDT")?;
        let (name, volume, at) = (currency.symbol, currency.volume, board.at());
        let last = board.price(currency, "USDT")?;
        Some(format!(
            r#"{{"symbol":"{name}USDT","priceChange":"0.00000000","weightedAvgPrice":"{last}","lastPrice":"{last}","lastQty":"1.00000000","bidPrice":"{last}","askPrice":"{last}","volume":"{volume}.00000000","openTime":{open},"closeTime":{at},"firstId":1,"lastId":1000,"count":1000}}"#,
            open = at.saturating_sub(86_400_000),
        ))
    };
    let tickers: Option<Vec<_>> = symbols.split(',').map(ticker).collect();
    Some(format!("[{}]", tickers?.join(",")))
}

/// `/v2/ticker/tBTCUSD`, with names of its own for two stable coins.
fn bitfinex(ask: &Ask, board: &Board) -> Option<String> {
    let ["v2", "ticker", pair] = ask.path else { return None };
    let currency = match *pair {
        "tUSTUSD" => market::currency("USDT"),
        "tUDCUSD" => market::currency("USDC"),
        pair => before(pair.strip_prefix('t')?, "USD"),
    }?;
    let (last, volume) = (board.price(currency, "USD")?, currency.volume);
    Some(format!("[{last},10.5,{last},11.5,0,0,{last},{volume},{last},{last}]"))
}

/// `/api/v2/ticker/` for all pairs, or `/api/v2/ticker/btcusd/` for one.
fn bitstamp(ask: &Ask, board: &Board) -> Option<String> {
    let ticker = |currency: &'static Currency| {
        let (name, volume) = (currency.symbol, currency.volume);
        let (last, at) = (board.price(currency, "USD")?, board.at() / 1_000);
        Some(format!(
            r#"{{"timestamp":"{at}","open":"{last}","high":"{last}","low":"{last}","last":"{last}","volume":"{volume}.00000000","vwap":"{last}","bid":"{last}","ask":"{last}","side":"0","open_24":"{last}","percent_change_24":"0.00","pair":"{name}/USD","market_type":"SPOT"}}"#,
        ))
    };
    match ask.path {
        ["api", "v2", "ticker"] | ["api", "v2", "ticker", ""] => {
            let tickers: Option<Vec<_>> = CURRENCIES.iter().map(ticker).collect();
            Some(format!("[{}]", tickers?.join(",")))
        }
        ["api", "v2", "ticker", pair] | ["api", "v2", "ticker", pair, ""] => {
            ticker(before(pair, "USD")?)
        }
        _ => None,
    }
}

/// `/products/BTC-USD/ticker`.
fn coinbase(ask: &Ask, board: &Board) -> Option<String> {
    let ["products", pair, "ticker"] = ask.path else { return None };
    let currency = before(pair, "-USD")?;
    let (last, volume) = (board.price(currency, "USD")?, currency.volume);
    Some(format!(
        r#"{{"ask":"{last}","bid":"{last}","volume":"{volume}.00000000","trade_id":701205432,"price":"{last}","size":"0.00148","time":"{at}","rfq_volume":"91.2"}}"#,
        at = board.rfc3339(),
    ))
}

/// `/api/v3/simple/price?ids=bitcoin,ethereum&vs_currencies=usd`, always with volume and time.
fn coingecko(ask: &Ask, board: &Board) -> Option<String> {
    let ["api", "v3", "simple", "price"] = ask.path else { return None };
    let coin = |id: &str| {
        let symbol = match id {
            "tidewater" => "TIDE",
            "bitcoin" => "BTC",
            "ethereum" => "ETH",
            "dai" => "DAI",
            "usd-coin" => "USDC",
            "tether" => "USDT",
            _ => return None,
        };
        let currency = market::currency(symbol)?;
        let volume = currency.turnover();
        let (last, at) = (board.price(currency, "USD")?, board.at() / 1_000);
        Some(format!(r#""{id}":{{"usd":{last},"usd_24h_vol":{volume},"last_updated_at":{at}}}"#))
    };
    // It leaves out what it does not know.
    let coins: Vec<_> = ask.query("ids")?.split(',').filter_map(coin).collect();
    Some(format!("{{{}}}", coins.join(",")))
}

/// `/exchange/v1/public/get-tickers?instrument_name=BTC_USD`.
fn cryptocom(ask: &Ask, board: &Board) -> Option<String> {
    let ["exchange", "v1", "public", "get-tickers"] = ask.path else { return None };
    let currency = before(ask.query("instrument_name")?, "_USD")?;
    let (name, volume, at) = (currency.symbol, currency.volume, board.at());
    let last = board.price(currency, "USD")?;
    Some(format!(
        r#"{{"id":-1,"method":"public/get-tickers","code":0,"result":{{"data":[{{"i":"{name}_USD","h":"{last}","l":"{last}","a":"{last}","v":"{volume}.0000","vv":"{volume}.00","c":"0.0000","b":"{last}","k":"{last}","oi":"0","t":{at}}}]}}}}"#,
    ))
}

/// `/v1/pubticker/btcusd`.
fn gemini(ask: &Ask, board: &Board) -> Option<String> {
    let ["v1", "pubticker", pair] = ask.path else { return None };
    let currency = before(pair, "USD")?;
    let (name, volume, at) = (currency.symbol, currency.volume, board.at());
    let last = board.price(currency, "USD")?;
    Some(format!(
        r#"{{"bid":"{last}","ask":"{last}","volume":{{"{name}":"{volume}.00000000","USD":"{volume}.00","timestamp":{at}}},"last":"{last}"}}"#,
    ))
}

/// The names of Kraken's pairs: as asked for, as answered, and the currency.
const KRAKEN: [(&str, &str, &str); 6] = [
    ("TIDEUSD", "TIDEUSD", "TIDE"),
    ("XBTUSD", "XXBTZUSD", "BTC"),
    ("ETHUSD", "XETHZUSD", "ETH"),
    ("DAIUSD", "DAIUSD", "DAI"),
    ("USDCUSD", "USDCUSD", "USDC"),
    ("USDTUSD", "USDTZUSD", "USDT"),
];

/// `/0/public/Ticker?pair=XBTUSD,USDTUSD`. It has no time, and it answers all pairs or none.
fn kraken(ask: &Ask, board: &Board) -> Option<String> {
    let ["0", "public", "Ticker"] = ask.path else { return None };
    let pair = |wanted: &str| {
        let (_, key, symbol) =
            KRAKEN.iter().find(|(name, key, _)| *name == wanted || *key == wanted)?;
        let currency = market::currency(symbol)?;
        let (last, volume) = (board.price(currency, "USD")?, currency.volume);
        Some(format!(
            r#""{key}":{{"a":["{last}","1","1.000"],"b":["{last}","2","2.000"],"c":["{last}","0.10000000"],"v":["{volume}.00000000","{volume}.00000000"],"p":["{last}","{last}"],"t":[1000,2000],"l":["{last}","{last}"],"h":["{last}","{last}"],"o":"{last}"}}"#,
        ))
    };
    let pairs: Option<Vec<_>> = ask.query("pair")?.split(',').map(pair).collect();
    Some(match pairs {
        Some(pairs) => format!(r#"{{"error":[],"result":{{{}}}}}"#, pairs.join(",")),
        None => r#"{"error":["EQuery:Unknown asset pair"]}"#.into(),
    })
}

/// `/api/v5/market/ticker?instId=BTC-USDT`, against USDT only.
fn okx(ask: &Ask, board: &Board) -> Option<String> {
    let ["api", "v5", "market", "ticker"] = ask.path else { return None };
    let currency = before(ask.query("instId")?, "-USDT")?;
    let (name, volume, at) = (currency.symbol, currency.volume, board.at());
    let last = board.price(currency, "USDT")?;
    Some(format!(
        r#"{{"code":"0","msg":"","data":[{{"instType":"SPOT","instId":"{name}-USDT","last":"{last}","lastSz":"0.1","askPx":"{last}","askSz":"11","bidPx":"{last}","bidSz":"5","open24h":"{last}","high24h":"{last}","low24h":"{last}","volCcy24h":"{volume}","vol24h":"{volume}","ts":"{at}","sodUtc0":"{last}","sodUtc8":"{last}"}}]}}"#,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_feed::{market::Prices, text::pairs, walk::ONE};
    use tidewater_primitives::sources::{Document, Scalar};

    fn board() -> Board {
        let dollars =
            |symbol: &'static str, millionths: u128| (symbol, millionths * ONE / 1_000_000);
        let prices = Prices::from([
            dollars("TIDE", 500_000),
            dollars("BTC", 60_000_000_000),
            dollars("ETH", 2_500_000_000),
            dollars("DAI", 999_000),
            dollars("USDC", 1_000_000),
            dollars("USDT", 800_000),
        ]);
        Board::new(prices, 1_795_386_600_482)
    }

    fn answer(url: &str) -> Option<String> {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path: Vec<_> = path.split('/').collect();
        let (_, answer) = source(path[0]).expect("a source");
        answer(&Ask { path: &path[1..], query: &pairs(query) }, &board())
    }

    #[test]
    fn each_source_has_price_and_time_where_the_original_has_them() {
        let usdt = "symbols=%5B%22BTCUSDT%22,%22TIDEUSDT%22%5D";
        let ids = "ids=bitcoin,doge,tidewater&vs_currencies=usd";
        let name = "instrument_name=BTC_USD";
        for (url, path, expected) in [
            (
                format!("binance/api/v3/ticker/24hr?{usdt}"),
                "[symbol=\"TIDEUSDT\"].lastPrice",
                "0.62500000",
            ),
            (
                format!("binance/api/v3/ticker/24hr?{usdt}"),
                "[symbol=\"BTCUSDT\"].closeTime",
                "1795386600482",
            ),
            ("bitfinex/v2/ticker/tUSTUSD".into(), "[6]", "0.80000000"),
            ("bitfinex/v2/ticker/tBTCUSD".into(), "[7]", "8000"),
            ("bitstamp/api/v2/ticker/".into(), "[pair=\"ETH/USD\"].last", "2500.00000000"),
            ("bitstamp/api/v2/ticker/ethusd/".into(), "timestamp", "1795386600"),
            ("coinbase/products/DAI-USD/ticker".into(), "price", "0.99900000"),
            ("coinbase/products/DAI-USD/ticker".into(), "time", "2026-11-22T22:30:00.482Z"),
            (format!("coingecko/api/v3/simple/price?{ids}"), "tidewater.usd", "0.50000000"),
            (
                format!("coingecko/api/v3/simple/price?{ids}"),
                "bitcoin.last_updated_at",
                "1795386600",
            ),
            (
                format!("cryptocom/exchange/v1/public/get-tickers?{name}"),
                "result.data[0].a",
                "60000.00000000",
            ),
            ("gemini/v1/pubticker/btcusd".into(), "last", "60000.00000000"),
            ("gemini/v1/pubticker/btcusd".into(), "volume.timestamp", "1795386600482"),
            (
                "kraken/0/public/Ticker?pair=XBTUSD,USDTUSD".into(),
                "result.USDTZUSD.c[0]",
                "0.80000000",
            ),
            ("okx/api/v5/market/ticker?instId=BTC-USDT".into(), "data[0].last", "75000.00000000"),
        ] {
            let body = answer(&url).expect("an answer");
            let document = Document::parse(body.as_bytes()).expect("JSON");
            let found = document.find(&path.parse().expect("a path")).expect("there");
            let (Scalar::Number(text) | Scalar::Text(text)) = found;
            assert_eq!(text, expected, "{url} {path}");
        }
    }

    #[test]
    fn each_source_refuses_what_it_does_not_know() {
        for url in [
            "binance/api/v3/ticker/24hr?symbols=%5B%22DOGEUSDT%22%5D",
            "binance/api/v3/ticker/24hr",
            "bitfinex/v2/ticker/tDOGEUSD",
            "bitstamp/api/v2/ticker/dogeusd/",
            "coinbase/products/BTC-EUR/ticker",
            "coinbase/products",
            "coingecko/api/v3/ping",
            "cryptocom/exchange/v1/public/get-tickers",
            "gemini/v1/pubticker/",
            "kraken/0/public/Time",
            "okx/api/v5/market/ticker?instId=BTC-USD",
        ] {
            assert_eq!(answer(url), None, "{url}");
        }
        let body = answer("kraken/0/public/Ticker?pair=XBTUSD,DOGEUSD").expect("an answer");
        assert!(body.contains("Unknown asset pair"));
        assert_eq!(answer("coingecko/api/v3/simple/price?ids=doge").as_deref(), Some("{}"));
        assert!(source("mtgox").is_none());
    }
}
