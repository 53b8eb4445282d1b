//! What the observations of one feed come to.

use crate::types::{carries, MAX_SILENT_BPS};
use alloc::vec::Vec;
use tidewater_math::aggregate::{aggregate, exceeds, middles, Weighted};
use tidewater_primitives::{
    apis::price_oracle::FeedTerms,
    price::{Moment, Price},
};

/// An observation that counts.
#[derive(Clone, Copy)]
pub(crate) struct Vote {
    /// The validator's place in the set.
    pub(crate) place: usize,
    /// How much it counts.
    pub(crate) weight: u128,
    /// What it says, with the decimals of prices.
    pub(crate) value: u128,
    /// The time its sources give.
    pub(crate) at: Moment,
    /// Whether the last block brought it.
    pub(crate) is_new: bool,
}

/// What votes come to.
#[derive(Clone, Copy)]
pub(crate) struct Round {
    /// The price.
    pub(crate) price: Price,
    /// The time of the youngest vote.
    pub(crate) newest: Moment,
    /// How many votes there were.
    pub(crate) reporters: u32,
    /// Whether the quorum is comfortable and the validators are close together.
    pub(crate) is_sound: bool,
}

impl Round {
    /// What `votes` come to in a set of weight `whole`, if they are a quorum.
    ///
    /// The price is never called younger than it is to most: more than half of the weight was
    /// observed at its time or later. A single validator cannot make it look old either, as it could if
    /// the oldest observation counted.
    pub(crate) fn of(votes: &[Vote], whole: u128, terms: &FeedTerms, now: Moment) -> Option<Self> {
        let weight = votes.iter().fold(0u128, |sum, vote| sum.saturating_add(vote.weight));
        if !carries(weight, whole, terms) {
            return None;
        }
        let of = |value, vote: &Vote| Weighted { value, weight: vote.weight };
        let mut values: Vec<Weighted> = votes.iter().map(|vote| of(vote.value, vote)).collect();
        let mut times: Vec<Weighted> = votes.iter().map(|vote| of(vote.at.into(), vote)).collect();
        let median = aggregate(&mut values)?;
        let at = Moment::try_from(middles(&mut times)?.lower).unwrap_or(Moment::MAX);
        let poor = exceeds(median.deviation, median.value, terms.max_spread_bps.into());
        let thin = exceeds(whole.saturating_sub(weight), whole, MAX_SILENT_BPS);
        Some(Self {
            // A source may be ahead of the chain's time; a price is not.
            price: Price { value: median.value, at: at.min(now), confidence: median.deviation },
            newest: votes.iter().map(|vote| vote.at).max()?,
            reporters: u32::try_from(votes.len()).unwrap_or(u32::MAX),
            is_sound: !poor && !thin,
        })
    }
}
