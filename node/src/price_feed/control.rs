//! What tests can tell a running server.
//!
//! | request | what it does |
//! |---|---|
//! | `PUT /control/price/TIDE-USD?value=0.55`, or a body `{"value": "0.55"}` | holds a price |
//! | `DELETE /control/price/TIDE-USD` | lets it move again |
//! | `PUT /control/misbehave/kraken/http-500` | makes a source misbehave; `all` is every source |
//! | `DELETE /control/misbehave/kraken` | makes it behave again |
//! | `GET /control/status` | prices, misbehaviours, and how often each source was asked |

use super::{
    market::{self, Currency},
    shapes::{self, SOURCES},
    text,
    world::World,
};
use hyper::{Method, StatusCode};
use tidewater_primitives::sources::{Document, Scalar};

/// Status and text of an answer.
type Outcome = (StatusCode, String);

/// Does what a request under `/control` asks for. `path` is what comes after that.
pub(super) fn answer(
    world: &mut World,
    method: &Method,
    path: &[&str],
    query: &[(String, String)],
    body: &[u8],
    now: u64,
) -> Outcome {
    let (is_put, is_delete) = (method == Method::PUT, method == Method::DELETE);
    let done = match path {
        ["status"] if method == Method::GET => return (StatusCode::OK, world.status(now)),
        ["price", pair] if is_put => currency(pair).and_then(|currency| {
            world.pin(currency, text::price(&value(query, body)?)?);
            Ok(())
        }),
        ["price", pair] if is_delete => currency(pair).map(|currency| world.unpin(currency)),
        ["misbehave", source, kind @ ..] if is_put => {
            let kind = text::decoded(&kind.join("/"));
            let mut each = |source: &&'static str| world.misbehave(source, &kind, now);
            sources(source).and_then(|sources| sources.iter().try_for_each(&mut each))
        }
        ["misbehave", source] if is_delete => sources(source)
            .map(|sources| sources.into_iter().for_each(|source| world.behave(source))),
        _ => {
            let text = "it is PUT or DELETE /control/price/TIDE-USD, PUT or DELETE \
                        /control/misbehave/SOURCE/KIND, or GET /control/status";
            return (StatusCode::NOT_FOUND, error(text));
        }
    };
    match done {
        Ok(()) => (StatusCode::OK, world.status(now)),
        Err(text) => (StatusCode::BAD_REQUEST, error(&text)),
    }
}

/// An error as JSON.
pub(super) fn error(text: &str) -> String {
    format!(r#"{{"error":"{}"}}"#, text.replace(['"', '\\'], "'").replace(char::is_control, " "))
}

fn currency(pair: &str) -> Result<&'static Currency, String> {
    let pair = pair.to_ascii_uppercase();
    let currency = pair.strip_suffix("-USD").and_then(market::currency);
    currency
        .ok_or_else(|| format!("there is no `{pair}`, write it like TIDE-USD: {}", market::KNOWN))
}

/// The price that is sent, in the query or in the body.
fn value(query: &[(String, String)], body: &[u8]) -> Result<String, String> {
    if let Some((_, value)) = query.iter().find(|(name, _)| name == "value") {
        return Ok(value.clone());
    }
    let missing = || "no price: add ?value=0.55, or send {'value': '0.55'}".to_owned();
    let document = Document::parse(body).map_err(|_| missing())?;
    let path = "value".parse().map_err(|_| missing())?;
    match document.find(&path) {
        Ok(Scalar::Number(text) | Scalar::Text(text)) => Ok(text.to_owned()),
        Err(_) => Err(missing()),
    }
}

fn sources(name: &str) -> Result<Vec<&'static str>, String> {
    match shapes::source(name) {
        Some((source, _)) => Ok(vec![source]),
        None if name == "all" => Ok(SOURCES.iter().map(|(source, _)| *source).collect()),
        None => {
            let known: Vec<_> = SOURCES.iter().map(|(source, _)| *source).collect();
            Err(format!("there is no `{name}`: it is {} or all", known.join(", ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price_feed::{market::Market, replay::Replay};

    fn world() -> World {
        World::new(Market::new(1, 1, 0, Replay::default()))
    }

    fn send(world: &mut World, request: &str, body: &str) -> Outcome {
        let (method, url) = request.split_once(' ').expect("a method");
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        let path: Vec<_> = path.split('/').collect();
        let method = method.parse().expect("a method");
        answer(world, &method, &path, &text::pairs(query), body.as_bytes(), 1_000)
    }

    #[test]
    fn prices_are_held_by_query_or_body_and_let_go() {
        let mut world = world();
        for (request, body, value) in [
            ("PUT price/TIDE-USD?value=0.55", "", "0.550000000000"),
            ("PUT price/tide-usd", "{\"value\": \"0.56\"}", "0.560000000000"),
            ("PUT price/TIDE-USD", "{\"value\": 5.7e-1}", "0.570000000000"),
        ] {
            let (status, text) = send(&mut world, request, body);
            assert_eq!(status, StatusCode::OK, "{text}");
            let expected = format!("\"TIDE/USD\":{{\"value\":\"{value}\",\"pinned\":true}}");
            assert!(text.contains(&expected), "{text}");
        }
        let (_, text) = send(&mut world, "DELETE price/TIDE-USD", "");
        assert!(!text.contains("true"), "{text}");
    }

    #[test]
    fn misbehaviours_are_listed_while_they_last() {
        let mut world = world();
        send(&mut world, "PUT misbehave/kraken/http-500", "");
        let (_, text) = send(&mut world, "PUT misbehave/okx/factor=1/3", "");
        assert!(
            text.contains(r#""misbehaviours":{"kraken":"http-500","okx":"factor=1/3"}"#),
            "{text}"
        );
        let (_, text) = send(&mut world, "DELETE misbehave/kraken", "");
        assert!(text.contains(r#""misbehaviours":{"okx":"factor=1/3"}"#), "{text}");
        let (_, text) = send(&mut world, "PUT misbehave/all/silent", "");
        assert_eq!(text.matches("silent").count(), SOURCES.len());
        let (_, text) = send(&mut world, "DELETE misbehave/all", "");
        assert!(text.contains(r#""misbehaviours":{}"#), "{text}");
    }

    #[test]
    fn the_status_is_json_and_counts_requests() {
        let mut world = world();
        world.ask("kraken", 0);
        world.ask("kraken", 0);
        let (status, text) = send(&mut world, "GET status", "");
        assert_eq!(status, StatusCode::OK);
        let document = Document::parse(text.as_bytes()).expect("JSON");
        let find = |path: &str| document.find(&path.parse().expect("a path"));
        assert_eq!(find("requests.kraken"), Ok(Scalar::Number("2")));
        assert_eq!(find("requests.okx"), Ok(Scalar::Number("0")));
        assert!(find("prices.\"BTC/USD\".value").is_ok());
    }

    #[test]
    fn a_wrong_request_is_refused_with_what_would_be_right() {
        let mut world = world();
        for (request, body, status, reason) in [
            ("GET nothing", "", 404, "GET /control/status"),
            ("POST price/TIDE-USD?value=1", "", 404, "PUT or DELETE"),
            ("PUT price/DOGE-USD?value=1", "", 400, "TIDE-USD"),
            ("PUT price/TIDE-EUR?value=1", "", 400, "TIDE-USD"),
            ("PUT price/TIDE-USD", "", 400, "add ?value="),
            ("PUT price/TIDE-USD", "{}", 400, "add ?value="),
            ("PUT price/TIDE-USD?value=-1", "", 400, "`-1` is not a price: negative"),
            ("PUT misbehave/mtgox/silent", "", 400, "kraken"),
            ("PUT misbehave/kraken/loud", "", 400, "http-500"),
            ("PUT misbehave/kraken/a\"b\n", "", 400, "http-500"),
            ("PUT misbehave/kraken", "", 400, "http-500"),
            ("DELETE misbehave/mtgox", "", 400, "kraken"),
        ] {
            let (got, text) = send(&mut world, request, body);
            assert_eq!(got.as_u16(), status, "{request}: {text}");
            assert!(text.contains(reason), "{request}: {text}");
            assert!(Document::parse(text.as_bytes()).is_ok(), "{text}");
        }
    }
}
