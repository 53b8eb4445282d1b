//! Answers in the shapes that public exchanges and aggregators document, written by hand.

use serde_json::{from_value, json, Value};
use tidewater_primitives::sources::{quotes, Document, Observation, ReadError, Reading};

fn read(body: &str, reading: Value) -> Result<Observation, ReadError> {
    let reading: Reading = from_value(reading).expect("a reading");
    reading.read(&Document::parse(body.as_bytes())?, 8)
}

const COINBASE: &str = r#"{"ask":"67124.01","bid":"67123.44","volume":"12844.73891022","trade_id":701205432,"price":"67123.45","size":"0.00148","time":"2026-11-22T22:30:00.482915Z","rfq_volume":"91.2"}"#;

#[test]
fn coinbase_exchange_ticker() {
    let reading = json!({
        "feed": "BTC/USD", "path": "price", "time": { "path": "time", "unit": "rfc3339" },
        "volume": { "path": "volume", "at_least": 12_844 },
    });
    let observation = Observation { price: 6_712_345_000_000, at: Some(1_795_386_600_482) };
    assert_eq!(read(COINBASE, reading), Ok(observation));
    let reading = json!({
        "feed": "BTC/USD", "path": "price", "volume": { "path": "volume", "at_least": 12_845 },
    });
    assert_eq!(read(COINBASE, reading), Err(ReadError::ThinMarket));
}

const KRAKEN: &str = r#"{"error":[],"result":{
    "XXBTZUSD":{"a":["67124.10000","1","1.000"],"b":["67124.00000","2","2.000"],"c":["67123.90000","0.00067643"],"v":["1083.67001100","1412.73601799"],"p":["67000.11","66990.52"],"t":[34619,38907],"l":["66500.00000","66400.10000"],"h":["67500.00000","67500.00000"],"o":"66802.80000"},
    "USDTZUSD":{"a":["0.99961000","77","77.000"],"b":["0.99960000","9","9.000"],"c":["0.99960000","125.00"],"v":["1","2"],"p":["1","1"],"t":[1,2],"l":["1","1"],"h":["1","1"],"o":"1"}}}"#;

#[test]
fn one_answer_of_kraken_serves_two_feeds() {
    let bitcoin = json!({ "feed": "BTC/USD", "path": "result.XXBTZUSD.c[0]" });
    assert_eq!(read(KRAKEN, bitcoin), Ok(Observation { price: 6_712_390_000_000, at: None }));
    let tether = json!({ "feed": "USDT/USD", "path": "result.USDTZUSD.c[0]" });
    assert_eq!(read(KRAKEN, tether), Ok(Observation { price: 99_960_000, at: None }));
}

#[test]
fn kraken_answers_an_unknown_pair_with_an_error() {
    let body = r#"{"error":["EQuery:Unknown asset pair"]}"#;
    let reading = json!({ "feed": "BTC/USD", "path": "result.XXBTZUSD.c[0]" });
    assert_eq!(read(body, reading), Err(ReadError::Missing { step: 0 }));
}

const BINANCE: &str = r#"[{"symbol":"BTCUSDT","priceChange":"-94.99999800","lastPrice":"67151.00000000","lastQty":"0.20000000","volume":"8913.30000000","openTime":1795300200999,"closeTime":1795386600999,"firstId":28385,"count":76},{"symbol":"ETHUSDT","priceChange":"1.0","lastPrice":"2580.10000000","volume":"1.00000000","closeTime":1795386600997}]"#;

#[test]
fn binance_ticker_of_a_day_by_symbol_through_tether() {
    let reading = json!({
        "feed": "BTC/USD", "path": "[symbol=\"BTCUSDT\"].lastPrice", "via": "USDT",
        "time": { "path": "[symbol=\"BTCUSDT\"].closeTime", "unit": "milliseconds" },
    });
    let observation = read(BINANCE, reading).expect("a price");
    assert_eq!(observation, Observation { price: 6_715_100_000_000, at: Some(1_795_386_600_999) });
    // Kraken's price of USDT, with eight decimals.
    assert_eq!(quotes::convert(observation.price, 99_960_000, 8), Ok(6_712_413_960_000));
}

#[test]
fn binance_refuses_with_an_object_where_a_list_is_expected() {
    let reading = json!({ "feed": "BTC/USD", "path": "[symbol=\"BTCUSDT\"].lastPrice" });
    let body = r#"{"code":-1003,"msg":"Too much request weight used; current limit is 6000."}"#;
    assert_eq!(read(body, reading), Err(ReadError::Missing { step: 0 }));
}

const BITSTAMP: &str = r#"{"timestamp":"1795386600","open":"66901","high":"67500","low":"66400","last":"67120","volume":"713.26801100","vwap":"66991","bid":"67119","ask":"67121","side":"0","open_24":"66890","percent_change_24":"0.34"}"#;

#[test]
fn bitstamp_ticker() {
    let reading = json!({
        "feed": "BTC/USD", "path": "last", "time": { "path": "timestamp", "unit": "seconds" },
    });
    let observation = Observation { price: 6_712_000_000_000, at: Some(1_795_386_600_000) };
    assert_eq!(read(BITSTAMP, reading), Ok(observation));
}

const COINGECKO: &str = r#"{"bitcoin":{"usd":67187.3358936566,"usd_24h_vol":31260929299.52484,"last_updated_at":1795386590},"shiba-inu":{"usd":1.247e-05,"usd_24h_vol":1.9e8,"last_updated_at":1795386591}}"#;

#[test]
fn coingecko_writes_numbers_and_powers_of_ten() {
    let reading = json!({
        "feed": "BTC/USD", "path": "bitcoin.usd",
        "time": { "path": "bitcoin.last_updated_at", "unit": "seconds" },
        "volume": { "path": "bitcoin.usd_24h_vol", "at_least": 1_000_000_000 },
    });
    // 67187.33589366 to the nearest: the next digit is a 5.
    let observation = Observation { price: 6_718_733_589_366, at: Some(1_795_386_590_000) };
    assert_eq!(read(COINGECKO, reading), Ok(observation));
    let reading = json!({ "feed": "SHIB/USD", "path": "shiba-inu.usd" });
    assert_eq!(read(COINGECKO, reading), Ok(Observation { price: 1_247, at: None }));
}

const OKX: &str = r#"{"code":"0","msg":"","data":[{"instType":"SPOT","instId":"ETH-USDT","last":"2580.1","lastSz":"0.1","askPx":"2580.2","vol24h":"2222","ts":"1795386600001"},{"instType":"SPOT","instId":"BTC-USDT","last":"67150.9","lastSz":"0.1","askPx":"67151","askSz":"11","bidPx":"67150.8","vol24h":"8222","sodUtc0":"0.1","ts":"1795386600012"}]}"#;

#[test]
fn okx_tickers_by_instrument() {
    let reading = json!({
        "feed": "BTC/USD", "path": "data[instId=\"BTC-USDT\"].last", "via": "USDT",
        "time": { "path": "data[instId=\"BTC-USDT\"].ts", "unit": "milliseconds" },
    });
    let observation = Observation { price: 6_715_090_000_000, at: Some(1_795_386_600_012) };
    assert_eq!(read(OKX, reading), Ok(observation));
}

const BYBIT: &str = r#"{"retCode":0,"retMsg":"OK","result":{"category":"spot","list":[{"symbol":"BTCUSDT","bid1Price":"67150.10","bid1Size":"2","ask1Price":"67150.44","lastPrice":"67150.33","prevPrice24h":"66393.48","turnover24h":"243765620.65","volume24h":"11801.27771","usdIndexPrice":"67120.31"}]},"retExtInfo":{},"time":1795386600947}"#;

#[test]
fn bybit_tickers_have_one_time_for_all() {
    let reading = json!({
        "feed": "BTC/USD", "path": "result.list[symbol=\"BTCUSDT\"].lastPrice", "via": "USDT",
        "time": { "path": "time", "unit": "milliseconds" },
    });
    let observation = Observation { price: 6_715_033_000_000, at: Some(1_795_386_600_947) };
    assert_eq!(read(BYBIT, reading), Ok(observation));
}

const FRANKFURTER: &str =
    r#"{"amount":1.0,"base":"USD","date":"2026-11-20","rates":{"EUR":0.8643,"JPY":156.41}}"#;

#[test]
fn reference_rates_are_turned_around() {
    let reading = json!({ "feed": "EUR/USD", "path": "rates.EUR", "invert": true });
    // 1 / 0.8643 = 1.157 005 669 3...
    assert_eq!(read(FRANKFURTER, reading), Ok(Observation { price: 115_700_567, at: None }));
}

#[test]
fn a_source_without_the_time_that_was_promised_gives_no_price() {
    let reading = json!({
        "feed": "EUR/USD", "path": "rates.EUR", "time": { "path": "date", "unit": "rfc3339" },
    });
    assert_eq!(read(FRANKFURTER, reading), Err(ReadError::NotATime));
    let reading = json!({
        "feed": "EUR/USD", "path": "rates.EUR", "time": { "path": "at", "unit": "seconds" },
    });
    assert_eq!(read(FRANKFURTER, reading), Err(ReadError::Missing { step: 0 }));
}
