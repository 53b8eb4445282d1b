//! What a ramp of the amplification is worth to one account that knows of it.
//!
//! Within a block the amplification stands still and nobody gains. From one block to the next, a ramp
//! changes what the same reserves are worth on the curve. Who has pushed the pool out of balance before
//! it falls has the difference once the price is back: an attack that was found on Curve's ramps in
//! 2020, and the reason why a ramp is slow, so that others push back.
//!
//! That difference is all there is to gain. With `d` the invariant per share, no trade, deposit or
//! withdrawal lowers `d`, so that in the end it is what it was, less what the ramps took from it, block
//! by block, on the reserves that stood there. A pool of the invariant `D` is worth `m·D` or more, where
//! `m` depends on the price and the amplification only, and just that when its price is this one. So if
//! `m` is in the end what it was, Bob's gain is at most `m` times what the ramps took from `d`, for as
//! many shares as there were. It is if the amplification is back where it was; and at a price of one,
//! where `m` is one at every amplification. (How far a ramp moves `D` at all is bounded too, and tested
//! with the arithmetic.)

use super::{
    gains::{bob_leaves, bobs_worth, restore_price, tilted, with_stable_pair, worth},
    steps::Step,
    strategies::bobs_step,
    *,
};
use crate::mock::MIN_RAMP_BLOCKS;
use num_bigint::BigInt;
use proptest::prelude::*;

/// Parts of a unit of the invariant.
const FINE: u64 = 1 << 32;

/// The first pool at the beginning, and what ramps have given away since.
struct Watch {
    pool: Pool,
    invariant: Balance,
    prices: [Balance; 2],
    bob: BigInt,
    /// By how much the invariant of as many shares as there were has fallen, rounded up.
    given: BigInt,
}

impl Watch {
    fn begin(prices: [Balance; 2]) -> Self {
        let pool = pool(0);
        let invariant = pool.liquidity(Amm::now()).expect("it is filled");
        Self { pool, invariant, prices, bob: bobs_worth(prices).into(), given: BigInt::ZERO }
    }

    /// Goes on by some blocks. `None` for a pool below the least reserve: it has no invariant.
    fn pass(&mut self, blocks: u32) -> Option<()> {
        let pool = pool(0);
        let invariant = || pool.liquidity(Amm::now()).ok().map(BigInt::from);
        let before = invariant()?;
        advance(blocks);
        let fallen = (before + 1 - invariant()?) * self.pool.total_shares * FINE;
        self.given += fallen / pool.total_shares + 1;
        Some(())
    }

    fn take(&mut self, steps: Vec<Step>) -> Option<()> {
        for step in steps {
            match step {
                Step::Advance { blocks } => self.pass(blocks.into())?,
                step => drop(step.take()),
            }
        }
        Some(())
    }

    /// A ramp as fast as is allowed, with steps while it is under way, until it has arrived.
    fn ramp(&mut self, to: u16, steps: Vec<Step>) -> Option<()> {
        assert_ok!(Amm::ramp_amplification(governance(), 0, to, MIN_RAMP_BLOCKS));
        self.take(steps)?;
        self.pass(MIN_RAMP_BLOCKS)
    }

    /// What Bob has gained, at the prices of the beginning.
    fn gained(&self) -> BigInt {
        BigInt::from(bobs_worth(self.prices)) - &self.bob
    }

    /// What the ramps have given away, at these prices.
    fn most(&self) -> BigInt {
        let reserves = [self.pool.reserves[0], self.pool.reserves[1]];
        BigInt::from(worth(reserves, self.prices)) * &self.given / self.invariant / FINE
    }

    /// But for a few units, by which a price of whole reserves is off.
    fn assert_bob_has_what_was_given_at_most(&self) {
        let slack = BigInt::from(16u8) * (self.prices[0] + self.prices[1]);
        let (gained, most) = (self.gained(), self.most());
        assert!(gained <= &most + slack, "{gained} > {most}");
    }
}

/// Bob pushes a pool of a price of one out of balance, waits until a ramp to `to` is over, and brings
/// the price back.
fn hold_out_of_balance(to: u16, prices: [Balance; 2]) -> Watch {
    let mut watch = Watch::begin(prices);
    while reserves(0)[1] > 20_000_000 {
        assert_ok!(sell(BOB, TIDE, reserves(0)[1] / 4, &[(0, USD)], 0));
        next_block();
    }
    watch.ramp(to, vec![]).expect("more than the least reserve is left");
    restore_price([1, 1]);
    watch.assert_bob_has_what_was_given_at_most();
    watch
}

#[test]
fn a_ramp_down_pays_who_holds_the_pool_out_of_balance_no_more_than_it_gives_away() {
    with_stable_pair([1_000_000_000; 2], 12, 100, true, |prices| {
        let watch = hold_out_of_balance(50, prices);
        assert!(watch.gained() > BigInt::ZERO, "{}", watch.gained());
    });
}

#[test]
fn a_ramp_up_costs_who_holds_the_pool_out_of_balance_what_it_gives_the_pool() {
    with_stable_pair([1_000_000_000; 2], 12, 100, true, |prices| {
        let watch = hold_out_of_balance(200, prices);
        assert!(watch.most() < BigInt::ZERO, "{}", watch.most());
    });
}

/// An amplification, and one that it may ramp to: of the ends, or between.
fn any_ramp() -> impl Strategy<Value = (u16, u16)> {
    let part = prop_oneof![Just(0), Just(1_000), 0u32..=1_000];
    (prop_oneof![2u16..100, 2u16..=10_000], part).prop_map(|(from, part)| {
        let (low, high) = (from.div_ceil(2).max(2), (from * 2).min(10_000));
        (from, low + (u32::from(high - low) * part / 1_000) as u16)
    })
}

fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(bobs_step(), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nobody_gains_more_than_ramps_give_away(
        (from, to) in any_ramp(),
        steps in [some_steps(), some_steps(), some_steps(), some_steps()],
        even in 100_000_000u128..10_000_000_000,
        tilt in prop::option::of(200u128..5_000),
        decimals in prop::sample::select(vec![9u8, 12, 14]),
        wide in any::<bool>(),
    ) {
        let reserves = [even, tilted(even, tilt.unwrap_or(1_000), decimals)];
        with_stable_pair(reserves, decimals, from, wide, |prices| {
            let mut watch = Watch::begin(prices);
            let [before, during, after, on_the_way_back] = steps;
            let ramps = |watch: &mut Watch| {
                watch.take(before)?;
                watch.ramp(to, during)?;
                watch.take(after)?;
                // In balance, at a price of one, the amplification may stay where it is.
                tilt.map_or(Some(()), |_| watch.ramp(from, on_the_way_back))
            };
            if ramps(&mut watch).is_none() {
                return;
            }
            bob_leaves();
            watch.assert_bob_has_what_was_given_at_most();
            next_block();
            restore_price(reserves);
            watch.assert_bob_has_what_was_given_at_most();
        });
    }
}
