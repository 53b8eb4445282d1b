//! Steps of any size over stable pools of any shape: each is what the exact twin says, refusals
//! included, no share ever loses value, and nothing that is undone has paid.
//!
//! The bytes are those of an [`Input`]. A number may be anything; where nearly all of a range would
//! only be refused, it is taken modulo a little more than what is allowed.

#![no_main]

#[path = "../tests/reference/mod.rs"]
mod reference;

use arbitrary::Arbitrary;
use core::fmt::Debug;
use libfuzzer_sys::fuzz_target;
use reference::{
    shares as shares_twin,
    stable::{self as twin, bounds, share_kept_value},
};
use tidewater_math::{
    amm::{
        shares::remove_in_proportion,
        stable::{
            add_liquidity, amplification_at, first_shares, invariant, remove_liquidity_single,
            swap_exact_in, swap_exact_out, Pool, MAX_AMPLIFICATION, MAX_DECIMALS,
        },
        Fees, BASIS_POINTS,
    },
    rounding::{mul_div, Rounding},
    MathError,
};

/// So many steps are taken: more would only be slower.
const MAX_STEPS: usize = 8;

fuzz_target!(|input: Input| {
    let steps = input.steps.iter().take(MAX_STEPS);
    if let Some(mut held) = Held::begin(&input) {
        steps.for_each(|step| held.take(step));
    }
});

/// A pool, and what is done with it.
#[derive(Arbitrary, Debug)]
struct Input {
    assets: u8,
    reserves: [Number; 5],
    decimals: [u8; 5],
    amplification: u32,
    trade_bps: u16,
    protocol_bps: u16,
    locked: u16,
    steps: Vec<Step>,
}

#[derive(Arbitrary, Debug)]
enum Step {
    SwapExactIn { from: u8, to: u8, amount: Amount },
    SwapExactOut { from: u8, to: u8, amount: Amount },
    Add { amounts: [Option<Amount>; 5] },
    Remove { shares: Amount },
    RemoveSingle { asset: u8, shares: Amount },
    Ramp { to: u32, blocks: u16 },
    Pass { blocks: u16 },
}

/// A number of any length.
#[derive(Arbitrary, Clone, Copy, Debug)]
struct Number {
    bits: u128,
    shorter_by: u8,
}

impl Number {
    fn get(self) -> u128 {
        self.bits >> (self.shorter_by % 128)
    }
}

#[derive(Arbitrary, Clone, Copy, Debug)]
enum Amount {
    Just(Number),
    /// So many millionths of what there is: up to two times all of it.
    Part(u32),
}

impl Amount {
    fn of(self, there_is: u128) -> u128 {
        match self {
            Self::Just(number) => number.get(),
            Self::Part(part) => {
                let part = u128::from(part % 2_000_000);
                mul_div(there_is, part, 1_000_000, Rounding::Down).unwrap_or(u128::MAX)
            }
        }
    }
}

/// An answer that equals its twin's.
fn exactly<A: Debug + PartialEq>(
    answer: Result<A, MathError>,
    twin: Result<A, MathError>,
) -> Option<A> {
    assert_eq!(answer, twin);
    answer.ok()
}

/// A straight line from one amplification to another.
#[derive(Clone, Copy, Debug)]
struct Ramp {
    from: u32,
    to: u32,
    start: u64,
    end: u64,
}

/// A pool with shares.
#[derive(Clone, Debug)]
struct Held {
    reserves: Vec<u128>,
    decimals: Vec<u8>,
    amplification: u32,
    ramp: Ramp,
    now: u64,
    total: u128,
    locked: u128,
    fees: Fees,
}

impl Held {
    /// The pool after its first deposit, if that is not refused.
    fn begin(input: &Input) -> Option<Self> {
        let assets = 2 + usize::from(input.assets % 4);
        let reserves = input.reserves.iter().take(assets).map(|number| number.get()).collect();
        let decimals = input.decimals.iter().take(assets).map(|own| own % (MAX_DECIMALS + 2));
        let amplification = input.amplification % (MAX_AMPLIFICATION + 1_000);
        let bps = |number: u16| u32::from(number) % (BASIS_POINTS + 2);
        let mut held = Self {
            reserves,
            decimals: decimals.collect(),
            amplification,
            ramp: Ramp { from: amplification, to: amplification, start: 0, end: 0 },
            now: 0,
            total: 0,
            locked: input.locked.into(),
            fees: Fees { trade_bps: bps(input.trade_bps), protocol_bps: bps(input.protocol_bps) },
        };
        let first = exactly(
            first_shares(&held.reserves, &held.decimals, amplification, held.locked),
            twin::first_shares(&held.reserves, &held.decimals, amplification, held.locked),
        )?;
        held.total = first.total;
        Some(held)
    }

    fn pool(&self) -> Pool<'_> {
        let Self { reserves, decimals, amplification, .. } = self;
        Pool { reserves, decimals, amplification: *amplification }
    }

    fn index(&self, number: u8) -> usize {
        usize::from(number) % self.reserves.len()
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::SwapExactIn { from, to, amount } => {
                let (from, to) = (self.index(from), self.index(to));
                self.swap_exact_in(from, to, amount.of(self.reserves[from]));
            }
            Step::SwapExactOut { from, to, amount } => {
                let (from, to) = (self.index(from), self.index(to));
                self.swap_exact_out(from, to, amount.of(self.reserves[to]));
            }
            Step::Add { amounts } => self.add(amounts),
            Step::Remove { shares } => self.remove(shares.of(self.total)),
            Step::RemoveSingle { asset, shares } => {
                self.remove_single(self.index(asset), shares.of(self.total));
            }
            Step::Ramp { to, blocks } => {
                let to = to % (MAX_AMPLIFICATION + 1_000);
                let end = self.now + u64::from(blocks);
                self.ramp = Ramp { from: self.amplification, to, start: self.now, end };
            }
            Step::Pass { blocks } => {
                self.now += u64::from(blocks);
                let Ramp { from, to, start, end } = self.ramp;
                self.amplification = amplification_at(from, to, start, end, self.now);
                assert!((from.min(to)..=from.max(to)).contains(&self.amplification));
            }
        }
    }

    /// No share has lost value by it.
    fn moves_to(&mut self, reserves: Vec<u128>, total: u128) {
        let before = Self { reserves, total, ..self.clone() };
        let before = core::mem::replace(self, before);
        assert!(
            share_kept_value((&before.pool(), before.total), (&self.pool(), total)),
            "a share of {before:?} was worth more than one of {self:?}"
        );
    }

    /// And the invariant has not fallen: even the next whole number above it is reached.
    fn trades_to(&mut self, (from, reserve_in): (usize, u128), (to, reserve_out): (usize, u128)) {
        let (mut reserves, above) = (self.reserves.clone(), bounds(&self.pool()).1);
        (reserves[from], reserves[to]) = (reserve_in, reserve_out);
        self.moves_to(reserves, self.total);
        assert!(bounds(&self.pool()).0 >= above);
    }

    fn swap_exact_in(&mut self, from: usize, to: usize, amount: u128) {
        let (pool, fees) = (self.pool(), self.fees);
        let sold = exactly(
            swap_exact_in(&pool, from, to, amount, fees),
            twin::swap_exact_in(&pool, from, to, amount, fees),
        );
        let Some(sold) = sold else { return };
        // Who names what was paid is charged no more for it.
        let bought = swap_exact_out(&pool, from, to, sold.amount_out, fees).expect("it was paid");
        assert!(bought.amount_in <= amount);
        self.trades_to((from, sold.reserve_in), (to, sold.reserve_out));
        let back = swap_exact_in(&self.pool(), to, from, sold.amount_out, fees);
        assert!(back.map_or(0, |back| back.amount_out) <= amount, "there and back pays");
    }

    fn swap_exact_out(&mut self, from: usize, to: usize, amount: u128) {
        let (pool, fees) = (self.pool(), self.fees);
        let bought = exactly(
            swap_exact_out(&pool, from, to, amount, fees),
            twin::swap_exact_out(&pool, from, to, amount, fees),
        );
        let Some(bought) = bought else { return };
        // What it costs buys it when it is sold instead, and one unit less does not. A coarse unit may
        // buy so many of the fine ones that too few would be left, and a purchase pays out before it
        // counts.
        let sold = |paid| swap_exact_in(&pool, from, to, paid, fees);
        let least = sold(bought.amount_in);
        assert!(least.map_or_else(
            |error| matches!(error, MathError::ReserveTooSmall | MathError::Overflow),
            |least| least.amount_out >= amount
        ));
        assert!(sold(bought.amount_in - 1).map_or(0, |less| less.amount_out) < amount);
        self.trades_to((from, bought.reserve_in), (to, bought.reserve_out));
        let back = swap_exact_out(&self.pool(), to, from, bought.amount_in, fees);
        assert!(back.map_or(u128::MAX, |back| back.amount_in) >= amount, "there and back pays");
    }

    fn add(&mut self, amounts: [Option<Amount>; 5]) {
        let (pool, total, fees) = (self.pool(), self.total, self.fees);
        let amounts: Vec<u128> = (self.reserves.iter().zip(amounts))
            .map(|(reserve, amount)| amount.map_or(0, |amount| amount.of(*reserve)))
            .collect();
        let added = exactly(
            add_liquidity(&pool, total, &amounts, fees),
            twin::add_liquidity(&pool, total, &amounts, fees),
        );
        let Some(added) = added else { return };
        self.moves_to(added.reserves.to_vec(), added.total_shares);
        let (total, shares) = (added.total_shares, added.shares);
        if let Ok(back) = remove_in_proportion(&self.reserves, total, 0, shares) {
            let mut both = back.amounts.iter().zip(&amounts);
            assert!(both.any(|(paid, put_in)| paid <= put_in), "there and back pays");
        }
        let given: Vec<usize> = (0..amounts.len()).filter(|index| amounts[*index] > 0).collect();
        if let [only] = given[..] {
            let back = remove_liquidity_single(&self.pool(), total, 0, shares, only, fees);
            assert!(back.map_or(0, |back| back.amount) <= amounts[only], "there and back pays");
        }
    }

    fn remove(&mut self, shares: u128) {
        let (total, locked) = (self.total, self.locked);
        let removed = exactly(
            remove_in_proportion(&self.reserves, total, locked, shares),
            shares_twin::remove_in_proportion(&self.reserves, total, locked, shares),
        );
        // A pool without a share, or without a unit of an asset, is no pool any more.
        if let Some(removed) = removed.filter(|removed| !removed.reserves.contains(&0)) {
            if removed.total_shares > 0 {
                self.moves_to(removed.reserves.to_vec(), removed.total_shares);
            }
        }
    }

    fn remove_single(&mut self, index: usize, shares: u128) {
        let (pool, total, locked, fees) = (self.pool(), self.total, self.locked, self.fees);
        let removed = exactly(
            remove_liquidity_single(&pool, total, locked, shares, index, fees),
            twin::remove_liquidity_single(&pool, total, locked, shares, index, fees),
        );
        let Some(removed) = removed else { return };
        let mut reserves = self.reserves.clone();
        reserves[index] = removed.reserve;
        if removed.total_shares > 0 {
            self.moves_to(reserves, removed.total_shares);
            assert_eq!(invariant(&self.pool()), twin::invariant(&self.pool()));
        }
    }
}
