//! Any path into any bytes: nothing panics, `serde_json` takes and refuses the same bodies, and what is
//! found is what it has there.
//!
//! The first line of the input is the path, the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use tidewater_primitives::sources::{
    Decimal, Document, JsonPath, ReadError, Scalar, Step, TimePath, TimeUnit, MAX_DEPTH,
};

fuzz_target!(|input: &[u8]| {
    let end = input.iter().position(|byte| *byte == b'\n').unwrap_or(input.len());
    let (path, body) = input.split_at(end);
    let body = body.get(1..).unwrap_or_default();
    let document = agreed(body);
    let Some(path) = core::str::from_utf8(path).ok().and_then(path_of) else { return };
    if let Some(document) = document {
        let found = document.find(&path);
        if let Ok(scalar) = found {
            use_up(scalar);
            assert_eq!(Some(true), looked_up(body, &path).map(|value| is_same(scalar, &value)));
        }
        for unit in [TimeUnit::Seconds, TimeUnit::Microseconds, TimeUnit::Rfc3339] {
            let time = TimePath { path: path.clone(), unit }.read(&document);
            assert!(found.is_ok() || time == found.map(|_| 0));
        }
    }
});

/// The path, if the text is one: the same when it is written again.
fn path_of(text: &str) -> Option<JsonPath> {
    let path: JsonPath = text.parse().ok()?;
    assert_eq!(path.to_string().parse(), Ok(path.clone()));
    Some(path)
}

/// The body as a document, if it is one for `serde_json` as well.
fn agreed(body: &[u8]) -> Option<Document<'_>> {
    let theirs = serde_json::from_slice::<Value>(body);
    match (Document::parse(body), theirs) {
        (Ok(document), Ok(_)) => Some(document),
        (Ok(_), Err(error)) => panic!("only they refuse it: {error}"),
        (Err(ReadError::TooDeep { .. }), _) => {
            let opening = body.iter().filter(|byte| matches!(byte, b'{' | b'[')).count();
            assert!(opening > MAX_DEPTH as usize);
            None
        }
        (Err(error), Ok(_)) => panic!("only we refuse it: {error}"),
        (Err(_), Err(_)) => None,
    }
}

/// What `serde_json` has at the path. Of what comes twice it takes the last; we refuse it.
fn looked_up(body: &[u8], path: &JsonPath) -> Option<Value> {
    let mut value: Value = serde_json::from_slice(body).ok()?;
    for step in path.steps() {
        value = match step {
            Step::Key(key) => value.get(key.as_str())?.clone(),
            Step::Index(index) => value.get(usize::from(*index))?.clone(),
            Step::Where { key, value: wanted } => {
                let passes = |element: &&Value| {
                    element.get(key.as_str()).and_then(Value::as_str) == Some(wanted.as_str())
                };
                value.as_array()?.iter().find(passes)?.clone()
            }
        };
    }
    Some(value)
}

fn is_same(scalar: Scalar, value: &Value) -> bool {
    match scalar {
        Scalar::Number(text) => serde_json::from_str::<Value>(text).is_ok_and(|own| own == *value),
        Scalar::Text(raw) => {
            serde_json::from_str::<Value>(&format!("\"{raw}\"")).is_ok_and(|own| own == *value)
        }
    }
}

/// Reads a number in all the ways there are; they must not contradict each other.
fn use_up(scalar: Scalar) {
    let (Scalar::Number(text) | Scalar::Text(text)) = scalar;
    let Ok(decimal) = Decimal::parse(text) else { return };
    for decimals in [0, 8, 18, u8::MAX] {
        let _ = decimal.to_inverse_units(decimals);
        if let Ok(units) = decimal.to_units(decimals) {
            let least = u64::try_from(units / 10u128.saturating_pow(decimals.into()));
            // Rounding to the nearest may have gone up to the next whole number.
            assert!(decimal.is_at_least(least.unwrap_or(u64::MAX).saturating_sub(1)));
        }
    }
}
