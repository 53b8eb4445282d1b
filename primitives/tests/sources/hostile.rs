//! What a server can send instead of a price: each ends in its own refusal.

use tidewater_primitives::sources::{
    Document, JsonPath, NumberError, ReadError, Reading, MAX_DEPTH,
};

/// Reads `price` out of a body, with eight decimals.
fn price(body: impl AsRef<[u8]>) -> Result<u128, ReadError> {
    at("price", body)
}

fn at(path: &str, body: impl AsRef<[u8]>) -> Result<u128, ReadError> {
    let reading = Reading {
        feed: "TIDE/USD".parse().expect("a feed"),
        path: path.parse().expect("a path"),
        time: None,
        invert: false,
        via: None,
        volume: None,
    };
    let document = Document::parse(body.as_ref())?;
    reading.read(&document, 8).map(|observation| observation.price)
}

fn found<'a>(
    body: &'a str,
    path: &str,
) -> Result<tidewater_primitives::sources::Scalar<'a>, ReadError> {
    let path: JsonPath = path.parse().expect("a path");
    Document::parse(body.as_bytes())?.find(&path)
}

#[test]
fn an_honest_price_is_read() {
    assert_eq!(price(r#"{"price":"67123.45"}"#), Ok(6_712_345_000_000));
    assert_eq!(price(r#" { "price" : 67123.45 } "#), Ok(6_712_345_000_000));
}

#[test]
fn nothing_at_all_is_truncated() {
    for body in ["", " ", "\n\t\r "] {
        assert_eq!(price(body), Err(ReadError::Truncated));
    }
}

#[test]
fn json_that_ends_too_early_is_truncated_wherever_it_is_cut() {
    let body = r#"{"a":[1.5e+3,"\u00e9\n",true,null,{"b":{}}],"price":67123.45}"#;
    assert!(price(body).is_ok());
    for end in 0..body.len() {
        let error = price(&body[..end]).expect_err("cut off");
        let is_word = matches!(error, ReadError::NotJson { .. }) && (24..33).contains(&end);
        assert!(error == ReadError::Truncated || is_word, "{end}: {error}");
    }
}

#[test]
fn the_price_is_not_believed_when_the_rest_is_cut_off() {
    assert_eq!(price(r#"{"price":67123.45,"time"#), Err(ReadError::Truncated));
    assert_eq!(price(r#"{"price":67123.45"#), Err(ReadError::Truncated));
}

#[test]
fn html_is_not_json() {
    let body = "<!DOCTYPE html><html><body>429 Too Many Requests</body></html>";
    assert_eq!(price(body), Err(ReadError::NotJson { at: 0 }));
    assert_eq!(price("\r\n<html>"), Err(ReadError::NotJson { at: 2 }));
}

#[test]
fn something_after_the_json_is_refused() {
    assert_eq!(price(r#"{"price":1}x"#), Err(ReadError::NotJson { at: 11 }));
    assert_eq!(price(r#"{"price":1} {"price":2}"#), Err(ReadError::NotJson { at: 12 }));
    assert_eq!(price("{\"price\":1}\0"), Err(ReadError::NotJson { at: 11 }));
}

#[test]
fn a_byte_order_mark_is_refused() {
    assert_eq!(price("\u{feff}{\"price\":1}"), Err(ReadError::NotJson { at: 0 }));
}

#[test]
fn bytes_that_are_not_utf8_are_refused_wherever_they_are() {
    assert_eq!(price(b"{\"price\":1,\"a\":\"\xff\"}"), Err(ReadError::NotUtf8 { at: 16 }));
    // Too long for what it says, and half of a surrogate pair.
    assert_eq!(price(b"{\"price\":1,\"a\":\"\xc0\x80\"}"), Err(ReadError::NotUtf8 { at: 16 }));
    assert_eq!(price(b"{\"price\":1,\"a\":\"\xed\xa0\x80\"}"), Err(ReadError::NotUtf8 { at: 16 }));
    assert_eq!(price(b"\x1f\x8b\x08 gzip"), Err(ReadError::NotUtf8 { at: 1 }));
}

#[test]
fn numbers_that_are_not_json_are_refused() {
    for (number, at) in [
        ("NaN", 9),
        ("Infinity", 9),
        ("-Infinity", 10),
        ("+1", 9),
        (".5", 9),
        ("5.", 11),
        ("007", 10),
        ("0x10", 10),
        ("1_000", 10),
        ("1e", 11),
        ("--1", 10),
    ] {
        let body = format!("{{\"price\":{number}}}");
        assert_eq!(price(&body), Err(ReadError::NotJson { at }), "{body}");
    }
}

#[test]
fn numbers_that_are_no_prices_are_refused_by_name() {
    let long = "9".repeat(1_000_000);
    for (number, error) in [
        ("-67123.45", NumberError::Negative),
        ("0", NumberError::Zero),
        ("0.00000000", NumberError::Zero),
        ("1e400", NumberError::TooLarge),
        ("1e-400", NumberError::TooSmall),
        ("1e9223372036854775808", NumberError::TooLarge),
        ("1e-9223372036854775808", NumberError::TooSmall),
        (&long, NumberError::TooManyDigits),
    ] {
        for body in [format!("{{\"price\":{number}}}"), format!("{{\"price\":\"{number}\"}}")] {
            assert_eq!(price(body), Err(ReadError::Price(error)));
        }
    }
}

#[test]
fn texts_that_are_no_numbers_are_refused() {
    for text in ["", " ", "NaN", "67,123.45", "67123.45 USD", " 1", "$1", "\\u0031", "null", "1e"] {
        let body = format!("{{\"price\":\"{text}\"}}");
        assert_eq!(price(&body), Err(ReadError::Price(NumberError::NotANumber)), "{body}");
    }
}

#[test]
fn neither_number_nor_text_is_no_price() {
    for value in ["null", "true", "false", "{}", "[]", "[1]"] {
        assert_eq!(price(format!("{{\"price\":{value}}}")), Err(ReadError::NotAScalar), "{value}");
    }
}

#[test]
fn an_error_message_instead_of_the_price_leads_nowhere() {
    let body = r#"{"error":["EQuery:Unknown asset pair"]}"#;
    assert_eq!(at("result.XXBTZUSD.c[0]", body), Err(ReadError::Missing { step: 0 }));
    assert_eq!(at("error.price", body), Err(ReadError::Missing { step: 1 }));
    assert_eq!(at("error[1]", body), Err(ReadError::Missing { step: 1 }));
    assert_eq!(at("[0]", body), Err(ReadError::Missing { step: 0 }));
    assert_eq!(at("error[0].price", body), Err(ReadError::Missing { step: 2 }));
    assert_eq!(at("data[0].last", r#"{"data":[]}"#), Err(ReadError::Missing { step: 1 }));
}

#[test]
fn a_key_on_the_way_that_comes_twice_is_ambiguous() {
    assert_eq!(price(r#"{"price":1,"price":1000}"#), Err(ReadError::Ambiguous { step: 0 }));
    // However it is written.
    assert_eq!(price(r#"{"price":1,"pr\u0069ce":1000}"#), Err(ReadError::Ambiguous { step: 0 }));
    let body = r#"{"a":{"price":1},"a":{"price":1}}"#;
    assert_eq!(at("a.price", body), Err(ReadError::Ambiguous { step: 0 }));
    // Not on the way, it changes nothing.
    assert_eq!(price(r#"{"a":1,"a":2,"price":1}"#), Ok(100_000_000));
}

#[test]
fn a_filter_that_lets_two_through_is_ambiguous() {
    let twice = r#"[{"s":"A","price":1},{"s":"A","price":1000}]"#;
    assert_eq!(at("[s=\"A\"].price", twice), Err(ReadError::Ambiguous { step: 0 }));
}

#[test]
fn a_filter_lets_through_nobody_who_claims_two_names() {
    let both = r#"[{"s":"A","s":"B","price":1}]"#;
    for path in ["[s=\"A\"].price", "[s=\"B\"].price"] {
        assert_eq!(at(path, both), Err(ReadError::Missing { step: 0 }));
    }
}

#[test]
fn a_filter_takes_texts_only_and_whole_ones() {
    let body =
        r#"[{"s":1,"p":1},{"s":"A B","p":2},{"s":null,"p":3},7,["s"],{"s":{"s":"A"},"p":4}]"#;
    assert_eq!(at("[s=\"1\"].p", body), Err(ReadError::Missing { step: 0 }));
    assert_eq!(at("[s=\"A\"].p", body), Err(ReadError::Missing { step: 0 }));
    assert_eq!(at("[s=\"A B\"].p", body), Ok(200_000_000));
}

#[test]
fn a_key_inside_a_text_or_deeper_down_is_not_met() {
    assert_eq!(price(r#"{"note":"\"price\":1000","price":1}"#), Ok(100_000_000));
    assert_eq!(price(r#"{"a":{"price":1000},"price":1}"#), Ok(100_000_000));
    assert_eq!(price(r#"{"price":1,"b":[{"price":1000}]}"#), Ok(100_000_000));
}

#[test]
fn nesting_is_bounded() {
    let nested = |open: &str, inner: &str, close: &str, depth: u32| {
        let [open, close] = [open, close].map(|part| part.repeat(depth as usize - 1));
        format!("{{\"price\":1,\"a\":{open}{inner}{close}}}")
    };
    assert_eq!(price(nested("[", "1", "]", MAX_DEPTH)), Ok(100_000_000));
    assert_eq!(price(nested("{\"b\":", "1", "}", MAX_DEPTH)), Ok(100_000_000));
    let too_deep = ReadError::TooDeep { at: 15 + MAX_DEPTH - 1 };
    assert_eq!(price(nested("[", "[]", "]", MAX_DEPTH)), Err(too_deep));
}

#[test]
fn brackets_are_closed_by_their_own_kind() {
    for (body, at) in [
        (r#"{"price":1]"#, 10),
        (r#"[{"price":1]}"#, 11),
        (r#"{"price":1,}"#, 11),
        (r#"{"a":[1,],"price":1}"#, 8),
        (r#"{"a":[,1],"price":1}"#, 6),
        (r#"{,"price":1}"#, 1),
        (r#"{"price"}"#, 8),
        (r#"{"price":}"#, 9),
        (r#"{"price" 1}"#, 9),
        (r#"{price:1}"#, 1),
        (r#"{'price':1}"#, 1),
        (r#"{"price":1 "a":2}"#, 11),
        (r#"{1:1,"price":1}"#, 1),
        ("]", 0),
        ("{\"price\":1}}", 11),
    ] {
        assert_eq!(price(body), Err(ReadError::NotJson { at }), "{body}");
    }
}

#[test]
fn escapes_are_checked_everywhere() {
    for (text, at) in [
        (r"\x41", 7),
        (r"\u12g4", 10),
        (r"\ud800", 12),
        (r"\ud800A", 12),
        (r"\ud800\n", 13),
        (r"\ud800\u0041", 7),
        (r"\udc00", 7),
        ("a\nb", 7),
        ("a\0b", 7),
    ] {
        let body = format!("{{\"a\":\"{text}\",\"price\":1}}");
        assert_eq!(price(&body), Err(ReadError::NotJson { at }), "{body}");
    }
    assert_eq!(price(r#"{"a":"\ud83d\ude00\/\b\f","price":1}"#), Ok(100_000_000));
}

#[test]
fn escaped_keys_are_the_keys_they_stand_for() {
    let body = r#"{"\ud83d\ude00":{"a\n\"\\\/\b\f\r\t":{"\u00E9":5}}}"#;
    let path = "\"\u{1f600}\".\"a\n\\\"\\\\/\u{8}\u{c}\r\t\".\"\u{e9}\"";
    assert_eq!(found(body, path), Ok(tidewater_primitives::sources::Scalar::Number("5")));
}

/// Were any of it quadratic, this would take minutes.
#[test]
fn a_megabyte_of_anything_takes_no_time_to_speak_of() {
    let megabyte = 1 << 20;
    let repeat = |part: &str| part.repeat(megabyte / part.len());
    for body in [
        repeat(" "),
        repeat("["),
        repeat("\""),
        repeat("\\"),
        repeat("{\"a\":"),
        repeat("[[[[[[[[]]]]]]]],"),
        format!("\"{}", repeat("\\ud83d\\ude00")),
        repeat("9"),
        repeat("-"),
    ] {
        assert!(Document::parse(body.as_bytes()).is_err() || body.starts_with('9'));
    }
    let same = format!("[{}{{}}]", repeat("{\"s\":\"\\u0041\",\"p\":1},"));
    assert_eq!(at("[s=\"A\"].p", same), Err(ReadError::Ambiguous { step: 0 }));
    let other = format!("[{}{{\"s\":\"A\",\"p\":1}}]", repeat("{\"s\":\"\\u0042\",\"p\":1},"));
    assert_eq!(at("[s=\"A\"].p", other), Ok(100_000_000));
    // Every step goes over nearly all of it again.
    let deep = format!("{}[{}1]{}", "{\"a\":".repeat(7), repeat("1,"), "}".repeat(7));
    assert_eq!(at("a.a.a.a.a.a.a[60000]", deep), Ok(100_000_000));
}
