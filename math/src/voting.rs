//! Votes: what a vote and the delegations it carries add to a tally, and how a vote shrinks with the
//! balance behind it.
//!
//! Two things are counted. *Capital* is the balance behind a vote, each unit once. *Votes* are capital
//! weighed by its conviction: for how long it may be locked. The tally's support counts the capital of
//! those who say aye or abstain, its ayes and nays count votes.
//!
//! All results are exact or refused; the one rounding, a tenth of what votes without conviction, is down,
//! to the gain of nobody in particular.

use core::fmt;

/// The strongest conviction.
pub const MAX_CONVICTION: u8 = 6;

/// Without conviction, so many units have one vote.
const UNITS_PER_VOTE: u128 = 10;

/// Why votes could not be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Miscount {
    /// A sum does not fit into 128 bits.
    Overflow,
    /// Less is there than was to be taken away: the books are wrong.
    Short,
    /// There is no such conviction.
    NoSuchConviction,
}

impl fmt::Display for Miscount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the votes do not fit into 128 bits",
            Self::Short => "less was counted than is to be taken away",
            Self::NoSuchConviction => "there is no such conviction",
        })
    }
}

impl core::error::Error for Miscount {}

/// What a balance weighs in a vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Power {
    /// The balance, weighed by conviction.
    pub votes: u128,
    /// The balance itself.
    pub capital: u128,
}

impl Power {
    /// No power.
    pub const NONE: Self = Self { votes: 0, capital: 0 };

    /// Both together.
    pub fn plus(self, more: Self) -> Result<Self, Miscount> {
        Ok(Self {
            votes: plus(self.votes, more.votes)?,
            capital: plus(self.capital, more.capital)?,
        })
    }

    /// What is left without `less`.
    pub fn minus(self, less: Self) -> Result<Self, Miscount> {
        Ok(Self {
            votes: minus(self.votes, less.votes)?,
            capital: minus(self.capital, less.capital)?,
        })
    }
}

/// What has been counted, of one vote or of all of a poll.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Votes for it.
    pub ayes: u128,
    /// Votes against it.
    pub nays: u128,
    /// Capital of those who are for it or abstain.
    pub support: u128,
}

impl Count {
    /// Nothing counted.
    pub const NONE: Self = Self { ayes: 0, nays: 0, support: 0 };

    /// Both together.
    pub fn plus(self, more: Self) -> Result<Self, Miscount> {
        Ok(Self {
            ayes: plus(self.ayes, more.ayes)?,
            nays: plus(self.nays, more.nays)?,
            support: plus(self.support, more.support)?,
        })
    }

    /// What is left without `less`.
    pub fn minus(self, less: Self) -> Result<Self, Miscount> {
        Ok(Self {
            ayes: minus(self.ayes, less.ayes)?,
            nays: minus(self.nays, less.nays)?,
            support: minus(self.support, less.support)?,
        })
    }
}

/// What `capital` weighs with a conviction of 0 to 6: a tenth, rounded down, or so many times itself.
pub fn power(capital: u128, conviction: u8) -> Result<Power, Miscount> {
    let votes = match conviction {
        0 => capital.checked_div(UNITS_PER_VOTE).unwrap_or(0),
        1..=MAX_CONVICTION => {
            capital.checked_mul(u128::from(conviction)).ok_or(Miscount::Overflow)?
        }
        _ => return Err(Miscount::NoSuchConviction),
    };
    Ok(Power { votes, capital })
}

/// For how many periods a conviction locks who has won: none, one, and then twice as many each time.
pub fn lock_periods(conviction: u8) -> u32 {
    match conviction.checked_sub(1) {
        None => 0,
        Some(doubled) => 1u32.checked_shl(doubled.into()).unwrap_or(u32::MAX),
    }
}

/// What power on one side counts.
pub fn one_way(aye: bool, power: Power) -> Count {
    if aye {
        Count { ayes: power.votes, nays: 0, support: power.capital }
    } else {
        Count { ayes: 0, nays: power.votes, support: 0 }
    }
}

/// What a split vote counts: all of it without conviction, and it carries no delegations.
pub fn split(aye: u128, nay: u128, abstain: u128) -> Result<Count, Miscount> {
    Ok(Count {
        ayes: power(aye, 0)?.votes,
        nays: power(nay, 0)?.votes,
        support: plus(aye, abstain)?,
    })
}

/// The parts of a split vote when only `most` is behind it: what abstains goes first, then the nays,
/// then the ayes. Together they are at most `most`, and exactly that if they were more.
pub fn cut(parts: [u128; 3], most: u128) -> [u128; 3] {
    let [aye, nay, abstain] = parts;
    let aye = aye.min(most);
    let rest = most.saturating_sub(aye);
    let nay = nay.min(rest);
    let rest = rest.saturating_sub(nay);
    [aye, nay, abstain.min(rest)]
}

fn plus(a: u128, b: u128) -> Result<u128, Miscount> {
    a.checked_add(b).ok_or(Miscount::Overflow)
}

fn minus(a: u128, b: u128) -> Result<u128, Miscount> {
    a.checked_sub(b).ok_or(Miscount::Short)
}
