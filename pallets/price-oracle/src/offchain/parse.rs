//! What a source says: its body becomes one price for each of its readings, or a reason why not.

use super::combine::Seen;
use alloc::vec::Vec;
use tidewater_primitives::{
    price::{Moment, PRICE_DECIMALS},
    sources::{Document, Observation, Reading, Refusal, Source},
};

/// What `body` says, by the readings of `source`. A price without a time is of the moment at which the
/// source was `asked`, so that none is called younger than it is.
///
/// # Errors
/// If it is no JSON, and so says nothing about any of them.
pub(super) fn parse(
    source: &Source,
    body: &[u8],
    asked: Moment,
) -> Result<Vec<Result<Seen, Refusal>>, Refusal> {
    let document = Document::parse(body)?;
    let read = |reading: &Reading| {
        let Observation { price, at } = reading.read(&document, PRICE_DECIMALS)?;
        Ok(Seen { value: price, at: at.unwrap_or(asked) })
    };
    Ok(source.readings.iter().map(read).collect())
}
