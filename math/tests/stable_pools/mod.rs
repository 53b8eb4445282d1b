//! The stable pools the properties are tried on: the ugly ones first.

// Each test binary uses its part of this file.
#![allow(dead_code)]

use proptest::{prelude::*, test_runner::FileFailurePersistence};
use tidewater_math::amm::{
    stable::{Pool, MIN_RESERVE},
    Fees, Swap,
};

/// Half of the default budget, for every case compares with slow bisections; counter-examples are kept
/// in `path`.
pub(crate) fn budget(path: &'static str) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: default.cases.div_ceil(2),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(path))),
        ..default
    }
}

/// A pool that owns its numbers.
#[derive(Clone, Debug)]
pub(crate) struct Owned {
    pub(crate) reserves: Vec<u128>,
    pub(crate) decimals: Vec<u8>,
    pub(crate) amplification: u32,
}

impl Owned {
    pub(crate) fn pool(&self) -> Pool<'_> {
        let Self { reserves, decimals, amplification } = self;
        Pool { reserves, decimals, amplification: *amplification }
    }

    pub(crate) fn assets(&self) -> usize {
        self.reserves.len()
    }

    /// The pool with other reserves.
    pub(crate) fn with(&self, reserves: impl Into<Vec<u128>>) -> Self {
        Self { reserves: reserves.into(), ..self.clone() }
    }

    /// The pool after a trade.
    pub(crate) fn after(&self, index_in: usize, index_out: usize, trade: &Swap) -> Self {
        let mut after = self.clone();
        after.reserves[index_in] = trade.reserve_in;
        after.reserves[index_out] = trade.reserve_out;
        after
    }
}

/// Two different assets of the pool, chosen by two numbers.
pub(crate) fn pair(pool: &Owned, [first, second]: [usize; 2]) -> (usize, usize) {
    let index_in = first % pool.assets();
    (index_in, (index_in + 1 + second % (pool.assets() - 1)) % pool.assets())
}

/// An amplification, the ends common.
pub(crate) fn any_amplification() -> impl Strategy<Value = u32> {
    prop_oneof![
        2 => Just(200),
        2 => Just(1_000_000),
        2 => Just(10_000),
        3 => 200u32..=1_000_000,
    ]
}

/// Fees that are allowed.
pub(crate) fn valid_fees() -> impl Strategy<Value = Fees> {
    let trade = prop_oneof![prop::sample::select(vec![0, 1, 4, 30, 9_999]), 0u32..10_000];
    let protocol = prop_oneof![prop::sample::select(vec![0, 5_000, 10_000]), 0u32..=10_000];
    (trade, protocol).prop_map(|(trade_bps, protocol_bps)| Fees { trade_bps, protocol_bps })
}

/// Fees as pools have them.
pub(crate) fn usual_fees() -> impl Strategy<Value = Fees> {
    (0u32..=100, 0u32..=10_000)
        .prop_map(|(trade_bps, protocol_bps)| Fees { trade_bps, protocol_bps })
}

/// A pool that can be traded with: of two to five assets, at the minimum reserves, at the greatest, in
/// balance, and up to a million times out of it.
pub(crate) fn any_pool() -> impl Strategy<Value = Owned> {
    (2usize..=5).prop_flat_map(|assets| {
        let lopsided = prop_oneof![
            3 => 1_000u128..=4_000,
            2 => 1u128..=1_000_000,
            1 => prop::sample::select(vec![1u128, 1_000, 1_000_000]),
        ];
        (
            any_decimals(assets),
            any_amplification(),
            prop_oneof![6 => 8u32..=128, 2 => Just(80u32), 1 => Just(128u32)],
            prop::collection::vec((lopsided, any::<u64>()), assets),
        )
            .prop_map(|(decimals, amplification, bits, parts)| {
                owned(decimals, amplification, bits, &parts)
            })
    })
}

/// Reserves of `parts.0` millionths of `2^bits` at the common precision and a little of `parts.1`,
/// but not below the minimum and not above what fits.
fn owned(decimals: Vec<u8>, amplification: u32, bits: u32, parts: &[(u128, u64)]) -> Owned {
    let finest = *decimals.iter().max().unwrap();
    let most = u128::MAX / decimals.len() as u128;
    let unit = (most >> (128 - bits)) / 1_000_000;
    let reserves = decimals.iter().zip(parts).map(|(own, (part, dust))| {
        let factor = 10u128.pow((finest - own).into());
        let scaled = unit * part + u128::from(*dust) % (unit * part + 17);
        (scaled.min(most) / factor).max(MIN_RESERVE)
    });
    Owned { reserves: reserves.collect(), decimals, amplification }
}

fn any_decimals(assets: usize) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        2 => prop::sample::select(vec![0u8, 6, 12, 18]).prop_map(move |own| vec![own; assets]),
        2 => prop::collection::vec(prop::sample::select(vec![6u8, 12, 18]), assets),
        1 => prop::collection::vec(prop::sample::select(vec![0u8, 24]), assets),
        1 => (0u8..=14, prop::collection::vec(0u8..=24, assets))
            .prop_map(|(least, own)| own.into_iter().map(|own| least + own).collect()),
    ]
}

/// A part of a reserve: from a few units to many times all of it.
pub(crate) fn any_part() -> impl Strategy<Value = Part> {
    prop_oneof![
        (1u128..=20).prop_map(Part::Units),
        (1u128..=10_000).prop_map(|part| Part::Of(part, 10_000)),
        (1u128..=1_000).prop_map(|part| Part::Of(part, 1_000_000)),
        (1u128..=1_000).prop_map(|part| Part::Of(part * 10, 100)),
    ]
}

/// An amount, relative to a reserve.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Units(u128),
    Of(u128, u128),
}

impl Part {
    pub(crate) fn of(self, reserve: u128) -> u128 {
        match self {
            Self::Units(units) => units,
            Self::Of(part, of) => (reserve / of)
                .checked_mul(part)
                .map_or(reserve, |whole| whole.saturating_add(reserve % of * part / of))
                .max(1),
        }
    }
}
