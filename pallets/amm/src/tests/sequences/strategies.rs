//! How properties draw what people do: the ugly amounts often, the calls that shut a door seldom.

use super::{
    steps::{Size, Step},
    *,
};
use proptest::prelude::*;

impl Arbitrary for Size {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let ugly = [0, 1, 2, 49, 50, 999, 1_000, MAX / 5, MAX / 2, MAX - FORTUNE, MAX - 1, MAX];
        prop_oneof![
            2 => prop::sample::select(ugly.to_vec()).prop_map(Self::Just),
            2 => (0u32..128, any::<Balance>()).prop_map(|(shift, any)| Self::Just(any >> shift)),
            2 => (0u32..1_000_000).prop_map(Self::Part),
            8 => (0u32..200_000).prop_map(Self::Part),
            6 => (0u32..2_000).prop_map(Self::Part),
            1 => prop::sample::select(vec![999_999, 1_000_000, 1_000_001]).prop_map(Self::Part),
        ]
        .boxed()
    }
}

fn any_terms() -> impl Strategy<Value = Terms> {
    (0..2_600u16, 1..3_400u16, 100..10_100u16, 100..10_100u16, 10..2_100u16).prop_map(
        |(protocol_fee_bps, max_trade_bps, max_flow_bps, max_liquidity_bps, max_deviation_bps)| {
            Terms {
                protocol_fee_bps,
                max_trade_bps,
                max_flow_bps,
                max_liquidity_bps,
                max_deviation_bps,
            }
        },
    )
}

fn any_status() -> impl Strategy<Value = PoolStatus> {
    use PoolStatus::{Active, NoNewLiquidity, WithdrawOnly};
    prop::sample::select(vec![Active, Active, Active, NoNewLiquidity, WithdrawOnly])
}

fn any_way() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop_oneof![
        4 => prop::collection::vec((0u8..5, 0u8..5), 1),
        2 => prop::collection::vec((0u8..8, 0u8..5), 2..=4),
    ]
}

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    let who = || 0u8..3;
    let (currency, asset) = (|| 0u8..5, || 0u8..4);
    let tier = prop::sample::select(FeeTier::ALL.to_vec());
    let pool = || prop_oneof![3 => 0u8..5, 1 => 0u8..10];
    let size = any::<Size>;
    let verbs = prop_oneof![
        1 => (who(), prop::collection::vec(currency(), 1..=5), prop::option::of(any::<u16>()), tier)
            .prop_map(|(who, currencies, stable, tier)| Step::Create { who, currencies, stable, tier }),
        4 => (who(), pool(), any::<[Size; 5]>(), prop::option::of(0u8..5))
            .prop_map(|(who, pool, parts, only)| Step::Add { who, pool, parts, only }),
        3 => (who(), pool(), size())
            .prop_map(|(who, pool, shares)| Step::Remove { who, pool, shares }),
        3 => (who(), pool(), size(), 0u8..5)
            .prop_map(|(who, pool, shares, at)| Step::RemoveSingle { who, pool, shares, at }),
        8 => (who(), any_way(), 0u8..5, size())
            .prop_map(|(who, way, from, amount)| Step::Sell { who, way, from, amount }),
        6 => (who(), any_way(), 0u8..5, size())
            .prop_map(|(who, way, from, amount)| Step::Buy { who, way, from, amount }),
        1 => (who(), currency(), size())
            .prop_map(|(who, currency, amount)| Step::Donate { who, currency, amount }),
        1 => (who(), who(), pool(), size())
            .prop_map(|(from, to, pool, shares)| Step::GiveShares { from, to, pool, shares }),
    ];
    let rest = prop_oneof![
        1 => asset().prop_map(|asset| Step::Freeze { asset }),
        6 => asset().prop_map(|asset| Step::Thaw { asset }),
        1 => (asset(), 0u8..6).prop_map(|(asset, holder)| Step::Block { asset, holder }),
        6 => (asset(), 0u8..6).prop_map(|(asset, holder)| Step::Unblock { asset, holder }),
        1 => (asset(), size()).prop_map(|(asset, amount)| Step::Steal { asset, amount }),
        3 => asset().prop_map(|asset| Step::Settle { asset }),
        3 => (who(), currency()).prop_map(|(who, currency)| Step::Claim { who, currency }),
        2 => pool().prop_map(|pool| Step::Collect { pool }),
        2 => (prop::option::of(who()), pool()).prop_map(|(who, pool)| Step::Close { who, pool }),
        1 => (pool(), 1u16..300).prop_map(|(pool, to)| Step::Ramp { pool, to }),
        2 => (pool(), any_status()).prop_map(|(pool, status)| Step::Status { pool, status }),
        1 => (prop::option::of(pool()), any_terms())
            .prop_map(|(pool, terms)| Step::Terms { pool, terms }),
        1 => (currency(), pool()).prop_map(|(currency, pool)| Step::FeePool { currency, pool }),
        12 => prop_oneof![4 => 1u16..3, 1 => 1u16..1_000].prop_map(|blocks| Step::Advance { blocks }),
    ];
    prop_oneof![5 => verbs, 3 => rest]
}

/// A step of the second account in the first pool.
pub(super) fn bobs_step() -> impl Strategy<Value = Step> {
    let (who, pool) = (1, 0);
    let size = any::<Size>;
    prop_oneof![
        3 => (any::<[Size; 5]>(), prop::option::of(0u8..2))
            .prop_map(move |(parts, only)| Step::Add { who, pool, parts, only }),
        3 => size().prop_map(move |shares| Step::Remove { who, pool, shares }),
        3 => (size(), 0u8..2)
            .prop_map(move |(shares, at)| Step::RemoveSingle { who, pool, shares, at }),
        4 => (0u8..2, size()).prop_map(move |(from, amount)| {
            Step::Sell { who, way: vec![(pool, 1 - from)], from, amount }
        }),
        3 => (0u8..2, size()).prop_map(move |(from, amount)| {
            Step::Buy { who, way: vec![(pool, 1 - from)], from, amount }
        }),
        3 => (1u16..40).prop_map(|blocks| Step::Advance { blocks }),
    ]
}
