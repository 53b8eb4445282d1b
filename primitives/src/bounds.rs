//! How far a number that governance sets may go, at all and in one change.
//!
//! Each such number has a [`Bound`] in the code of its pallet: a minimum, a maximum and a step. Nothing
//! on the chain can change those, so to widen one takes a runtime upgrade. One mistake then costs what a
//! step can cost, and whoever is hurt by it has the time until the next change to speak up or to leave.
//! A step is worth nothing if a batch can repeat it: a pallet also says how many blocks must pass
//! between two changes of the same record.
//!
//! There are two kinds, and one rule for both: a change may go from the lower value to the higher one
//! exactly if it may go back.
//!
//! - By the step alone, for what lies within one order of magnitude: a quorum, a part of the fees.
//! - By the step, or by as much as the lower of both values, that is to the double or the half, for what
//!   spans several: an age from seconds to a day. One step for all of that range would be no bound at its
//!   low end, or would take thousands of changes at its high end. The step is what a change may move where
//!   the double is next to nothing; it must be small.

use core::ops::Sub;

/// What a number may be, and how far one change may move it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound<N> {
    min: N,
    max: N,
    step: N,
    doubles: bool,
}

/// Constructors that do not compile if the bound makes no sense.
macro_rules! bounds_of {
    ($($number:ty),*) => { $(
        impl Bound<$number> {
            /// From `min` to `max`, both included, by `step` at most in one change.
            ///
            /// # Panics
            /// In a constant that does not compile then, if there is no value, or no step to the next.
            pub const fn new(min: $number, max: $number, step: $number) -> Self {
                assert!(min <= max, "no value is within the bound");
                assert!(step > 0, "without a step nothing can be changed");
                Self { min, max, step, doubles: false }
            }

            /// From `min` to `max`, both included, said once and never changed.
            ///
            /// # Panics
            /// In a constant that does not compile then, if there is no value.
            pub const fn fixed(min: $number, max: $number) -> Self {
                assert!(min <= max, "no value is within the bound");
                Self { min, max, step: 0, doubles: false }
            }
        }
    )* };
}

bounds_of!(u8, u16, u32, u64, u128);

impl<N: Copy + Ord + Sub<Output = N>> Bound<N> {
    /// Also to the double or the half, where that is further than the step.
    pub const fn or_doubling(mut self) -> Self {
        self.doubles = true;
        self
    }

    /// The least value.
    pub const fn min(&self) -> N {
        self.min
    }

    /// The greatest value.
    pub const fn max(&self) -> N {
        self.max
    }

    /// Whether `value` is within the bound.
    pub fn contains(&self, value: N) -> bool {
        (self.min..=self.max).contains(&value)
    }

    /// Whether one change may lead from `from` to `to`. Nothing leads outside; to stay inside is
    /// allowed.
    ///
    /// A value that a narrower bound has left outside counts as the nearest one within it.
    pub fn may_move(&self, from: N, to: N) -> bool {
        if !self.contains(to) {
            return false;
        }
        let from = from.clamp(self.min, self.max);
        let (low, high) = (from.min(to), from.max(to));
        let reach = if self.doubles { self.step.max(low) } else { self.step };
        // The higher less the lower: that neither overflows nor goes below zero.
        high - low <= reach
    }
}
