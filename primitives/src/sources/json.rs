//! JSON texts as bytes from a stranger: checked, then searched, without a tree, floats or recursion.
//!
//! Our own, since no library fits: `serde_json` reads fractions as floats, or (`arbitrary_precision`) takes
//! an object with a magic key for a number; `lite-json` builds a tree by recursion and keeps 19 digits;
//! `picojson` calls itself experimental; the others need `std` or make floats.

use super::{
    path::{JsonPath, Step},
    ReadError,
};
use core::str::Chars;

/// How many objects and arrays may be open at once.
pub const MAX_DEPTH: u32 = 64;

/// A text that has been found to be one JSON value (RFC 8259) and nothing else but space around it.
///
/// Stricter than the RFC in two points: a lone surrogate in an escape is refused, and so is nesting
/// deeper than [`MAX_DEPTH`]. A byte order mark is refused as well, as the RFC allows.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a>(&'a str);

/// A number or a text inside a [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar<'a> {
    /// A number as it is written.
    Number(&'a str),
    /// A text without its quotes, as it is written: escapes stay escapes.
    Text(&'a str),
}

impl<'a> Document<'a> {
    /// Checks the whole of `body`, once from its start to its end.
    ///
    /// # Errors
    /// Where and why it is not JSON; never because of a number's size.
    pub fn parse(body: &'a [u8]) -> Result<Self, ReadError> {
        let text = core::str::from_utf8(body)
            .map_err(|error| ReadError::NotUtf8 { at: position(error.valid_up_to()) })?;
        let mut cursor = Cursor { text, at: 0 };
        cursor.space();
        let value = cursor.value()?;
        cursor.space();
        match cursor.peek() {
            Ok(_) => Err(cursor.unexpected()),
            Err(_) => Ok(Self(value)),
        }
    }

    /// The number or text at `path`.
    ///
    /// Each step goes once over what the step before has found, so the work is at most the length of
    /// the document for each of the at most eight steps, and twice that where they are filters.
    ///
    /// # Errors
    /// If there is nothing at `path`, if there is more than one thing there, since an object on the way
    /// has the key twice or a filter lets two elements through, or if it is neither number nor text.
    pub fn find(&self, path: &JsonPath) -> Result<Scalar<'a>, ReadError> {
        let mut value = self.0;
        for (step, number) in path.steps().iter().zip(0u8..) {
            value = match step {
                Step::Key(key) => only(number, members(value, key.as_str())),
                Step::Index(index) => only(number, elements(value).skip((*index).into()).take(1)),
                Step::Where { key, value: wanted } => only(
                    number,
                    elements(value).filter(|element| has(element, key.as_str(), wanted.as_str())),
                ),
            }?;
        }
        match value.as_bytes().first() {
            Some(b'"') => text_of(value).map(Scalar::Text),
            Some(b'-' | b'0'..=b'9') => Some(Scalar::Number(value)),
            _ => None,
        }
        .ok_or(ReadError::NotAScalar)
    }
}

/// Whether `text` is a number as JSON writes it, and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    let mut cursor = Cursor { text, at: 0 };
    cursor.number().is_ok() && cursor.at == text.len()
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The one value there is.
fn only<'a>(step: u8, mut values: impl Iterator<Item = &'a str>) -> Result<&'a str, ReadError> {
    let first = values.next().ok_or(ReadError::Missing { step })?;
    match values.next() {
        Some(_) => Err(ReadError::Ambiguous { step }),
        None => Ok(first),
    }
}

/// Whether `element` is an object with the text `wanted` under `key`, and `key` once.
fn has(element: &str, key: &str, wanted: &str) -> bool {
    let value = only(0, members(element, key));
    value.ok().and_then(text_of).is_some_and(|text| says(text, wanted))
}

/// What is between the quotes; `None` if `value` is not a text.
fn text_of(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

/// The values under `key`; none if `value` is not an object.
fn members<'a, 'k>(value: &'a str, key: &'k str) -> impl Iterator<Item = &'a str> + use<'a, 'k> {
    let members = value.starts_with('{').then_some(Items { cursor: Cursor { text: value, at: 0 } });
    members.into_iter().flatten().filter(move |(own, _)| says(own, key)).map(|(_, value)| value)
}

/// The elements; none if `value` is not an array.
fn elements(value: &str) -> impl Iterator<Item = &str> {
    let elements =
        value.starts_with('[').then_some(Items { cursor: Cursor { text: value, at: 0 } });
    elements.into_iter().flatten().map(|(_, value)| value)
}

/// The items of an object, each with its key, or of an array, each with an empty one.
///
/// The value has been checked: nothing here fails, and if it did, the items would end.
struct Items<'a> {
    /// At the opening bracket, then at what follows an item: a comma or the closing bracket.
    cursor: Cursor<'a>,
}

impl<'a> Iterator for Items<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let cursor = &mut self.cursor;
        if !matches!(cursor.peek(), Ok(b'{' | b'[' | b',')) {
            return None;
        }
        cursor.at += 1;
        cursor.space();
        let key = if cursor.text.starts_with('{') { cursor.key().ok()? } else { "" };
        let value = cursor.value().ok()?;
        cursor.space();
        Some((key, value))
    }
}

/// Whether `raw`, a text as it is written, says `wanted` after its escapes.
fn says(raw: &str, wanted: &str) -> bool {
    if raw.contains('\\') {
        Unescaped(raw.chars()).eq(wanted.chars())
    } else {
        raw == wanted
    }
}

/// The letters that a checked text stands for.
struct Unescaped<'a>(Chars<'a>);

impl Unescaped<'_> {
    fn unit(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |unit, _| Some(unit << 4 | self.0.next()?.to_digit(16)?))
    }
}

impl Iterator for Unescaped<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let letter = self.0.next()?;
        if letter != '\\' {
            return Some(letter);
        }
        Some(match self.0.next()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => match self.unit()? {
                high @ 0xD800..=0xDBFF => {
                    self.0.nth(1)?;
                    let low = self.unit()?;
                    char::from_u32(0x10000 + ((high & 0x3FF) << 10 | (low & 0x3FF)))?
                }
                unit => char::from_u32(unit)?,
            },
            itself => itself,
        })
    }
}

/// A text that is being read, and how far it has been.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Result<u8, ReadError> {
        self.text.as_bytes().get(self.at).copied().ok_or(ReadError::Truncated)
    }

    fn unexpected(&self) -> ReadError {
        ReadError::NotJson { at: position(self.at) }
    }

    /// What has been read since `start`.
    fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Takes `byte` if it comes next.
    fn expect(&mut self, byte: u8) -> Result<(), ReadError> {
        if self.peek()? != byte {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(())
    }

    /// Takes the next byte if it is one of these.
    fn take(&mut self, bytes: &[u8]) -> bool {
        let found = self.peek().is_ok_and(|byte| bytes.contains(&byte));
        self.at += usize::from(found);
        found
    }

    /// Takes all bytes that are like this.
    fn skip(&mut self, what: impl Fn(u8) -> bool) {
        while self.peek().is_ok_and(&what) {
            self.at += 1;
        }
    }

    fn space(&mut self) {
        self.skip(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Takes one value, whatever it holds.
    fn value(&mut self) -> Result<&'a str, ReadError> {
        let start = self.at;
        // One bit for each open container, the innermost lowest: whether it is an object.
        let (mut objects, mut depth) = (0u64, 0);
        loop {
            match self.peek()? {
                open @ (b'{' | b'[') => {
                    if depth == MAX_DEPTH {
                        return Err(ReadError::TooDeep { at: position(self.at) });
                    }
                    self.at += 1;
                    depth += 1;
                    objects = objects << 1 | u64::from(open == b'{');
                    self.space();
                    // The closing bracket comes two after the opening one in ASCII.
                    if self.peek()? != open + 2 {
                        if open == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                b'-' | b'0'..=b'9' => self.number()?,
                _ => self.word()?,
            }
            // A value has ended, and with it what it was the last of.
            loop {
                if depth == 0 {
                    return Ok(self.since(start));
                }
                self.space();
                let next = self.peek()?;
                let in_object = objects & 1 == 1;
                if next == if in_object { b'}' } else { b']' } {
                    self.at += 1;
                    depth -= 1;
                    objects >>= 1;
                    continue;
                }
                self.expect(b',')?;
                self.space();
                if in_object {
                    self.key()?;
                }
                break;
            }
        }
    }

    /// Takes a key with its colon, up to the value.
    fn key(&mut self) -> Result<&'a str, ReadError> {
        let key = self.string()?;
        self.space();
        self.expect(b':')?;
        self.space();
        Ok(key)
    }

    /// Takes a text; what is between its quotes, with the escapes as they are.
    fn string(&mut self) -> Result<&'a str, ReadError> {
        self.expect(b'"')?;
        let start = self.at;
        loop {
            self.skip(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
            match self.peek()? {
                b'"' => break,
                b'\\' => self.escape()?,
                _ => return Err(self.unexpected()),
            }
        }
        let text = self.since(start);
        self.at += 1;
        Ok(text)
    }

    fn escape(&mut self) -> Result<(), ReadError> {
        self.expect(b'\\')?;
        match self.peek()? {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.at += 1,
            _ => {
                let at = self.at;
                match self.unit()? {
                    0xD800..=0xDBFF => {
                        self.expect(b'\\')?;
                        if !(0xDC00..=0xDFFF).contains(&self.unit()?) {
                            return Err(ReadError::NotJson { at: position(at) });
                        }
                    }
                    0xDC00..=0xDFFF => return Err(ReadError::NotJson { at: position(at) }),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Takes the rest of an escape like `\u00e9`, from the `u` on.
    fn unit(&mut self) -> Result<u32, ReadError> {
        self.expect(b'u')?;
        let mut unit = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()?).to_digit(16).ok_or(self.unexpected())?;
            unit = unit << 4 | digit;
            self.at += 1;
        }
        Ok(unit)
    }

    fn number(&mut self) -> Result<(), ReadError> {
        self.take(b"-");
        if !self.take(b"0") {
            self.digits()?;
        }
        if self.take(b".") {
            self.digits()?;
        }
        if self.take(b"eE") {
            self.take(b"+-");
            self.digits()?;
        }
        Ok(())
    }

    /// Takes at least one digit.
    fn digits(&mut self) -> Result<(), ReadError> {
        if !self.peek()?.is_ascii_digit() {
            return Err(self.unexpected());
        }
        self.skip(|byte| byte.is_ascii_digit());
        Ok(())
    }

    fn word(&mut self) -> Result<(), ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word = ["true", "false", "null"].into_iter().find(|word| rest.starts_with(word));
        self.at += word.ok_or(self.unexpected())?.len();
        Ok(())
    }
}
