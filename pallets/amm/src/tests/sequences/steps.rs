//! What people may do in a sequence, with amounts that are small, large, impossible or fitting.

use super::*;
use crate::mock::MIN_RAMP_BLOCKS;

/// How much, said without knowing what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    /// This amount, whatever there is.
    Just(Balance),
    /// So many millionths of what there is; some are more than all.
    Part(u32),
}

impl Size {
    fn of(self, there_is: Balance) -> Balance {
        match self {
            Self::Just(amount) => amount,
            Self::Part(part) if there_is > MAX >> 21 => there_is / 1_000_000 * Balance::from(part),
            Self::Part(part) => there_is * Balance::from(part) / 1_000_000,
        }
    }
}

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

/// One thing somebody does. A pool is named by a number that is taken modulo one more than there
/// are, so that some do not exist; a currency by one that is taken modulo those of the pool.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Create { who: AccountId, assets: Vec<CurrencyId>, stable: Option<u16>, tier: FeeTier },
    Add { who: AccountId, pool: PoolId, parts: [Size; 5], only: Option<usize> },
    Remove { who: AccountId, pool: PoolId, shares: Size },
    RemoveSingle { who: AccountId, pool: PoolId, shares: Size, at: usize },
    Sell { who: AccountId, way: Vec<(PoolId, usize)>, from: usize, amount: Size },
    Buy { who: AccountId, way: Vec<(PoolId, usize)>, from: usize, amount: Size },
    Donate { who: AccountId, asset: CurrencyId, amount: Size },
    GiveShares { from: AccountId, to: AccountId, pool: PoolId, shares: Size },
    Freeze { asset: u32 },
    Thaw { asset: u32 },
    Steal { asset: u32, amount: Size },
    Settle { asset: u32 },
    Claim { who: AccountId, asset: CurrencyId },
    Collect { pool: PoolId },
    Close { who: Option<AccountId>, pool: PoolId },
    Ramp { pool: PoolId, to: u16 },
    Status { pool: PoolId, status: PoolStatus },
    Terms { pool: Option<PoolId>, terms: Terms },
    FeePool { asset: CurrencyId, pool: PoolId },
    Advance { blocks: u32 },
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

fn any_way() -> impl Strategy<Value = Vec<(PoolId, usize)>> {
    prop_oneof![
        4 => prop::collection::vec((0u32..5, 0usize..5), 1),
        2 => prop::collection::vec((0u32..8, 0usize..5), 2..=4),
    ]
}

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    let who = || prop::sample::select(PEOPLE.to_vec());
    let currency = || prop::sample::select(CURRENCIES.to_vec());
    let tier = prop::sample::select(FeeTier::ALL.to_vec());
    let pool = || prop_oneof![3 => 0u32..5, 1 => 0u32..10];
    let size = any::<Size>;
    let verbs = prop_oneof![
        1 => (who(), prop::collection::vec(currency(), 1..=5), prop::option::of(any::<u16>()), tier)
            .prop_map(|(who, assets, stable, tier)| Step::Create { who, assets, stable, tier }),
        4 => (who(), pool(), any::<[Size; 5]>(), prop::option::of(0usize..5))
            .prop_map(|(who, pool, parts, only)| Step::Add { who, pool, parts, only }),
        3 => (who(), pool(), size())
            .prop_map(|(who, pool, shares)| Step::Remove { who, pool, shares }),
        3 => (who(), pool(), size(), 0usize..5)
            .prop_map(|(who, pool, shares, at)| Step::RemoveSingle { who, pool, shares, at }),
        8 => (who(), any_way(), 0usize..5, size())
            .prop_map(|(who, way, from, amount)| Step::Sell { who, way, from, amount }),
        6 => (who(), any_way(), 0usize..5, size())
            .prop_map(|(who, way, from, amount)| Step::Buy { who, way, from, amount }),
        1 => (who(), currency(), size())
            .prop_map(|(who, asset, amount)| Step::Donate { who, asset, amount }),
        1 => (who(), who(), pool(), size())
            .prop_map(|(from, to, pool, shares)| Step::GiveShares { from, to, pool, shares }),
    ];
    let rest = prop_oneof![
        1 => (1u32..=4).prop_map(|asset| Step::Freeze { asset }),
        6 => (1u32..=4).prop_map(|asset| Step::Thaw { asset }),
        1 => (1u32..=4, size()).prop_map(|(asset, amount)| Step::Steal { asset, amount }),
        3 => (1u32..=4).prop_map(|asset| Step::Settle { asset }),
        3 => (who(), currency()).prop_map(|(who, asset)| Step::Claim { who, asset }),
        2 => pool().prop_map(|pool| Step::Collect { pool }),
        2 => (prop::option::of(who()), pool()).prop_map(|(who, pool)| Step::Close { who, pool }),
        1 => (pool(), 1u16..300).prop_map(|(pool, to)| Step::Ramp { pool, to }),
        2 => (pool(), any_status()).prop_map(|(pool, status)| Step::Status { pool, status }),
        1 => (prop::option::of(pool()), any_terms())
            .prop_map(|(pool, terms)| Step::Terms { pool, terms }),
        1 => (currency(), pool()).prop_map(|(asset, pool)| Step::FeePool { asset, pool }),
        12 => prop_oneof![4 => 1u32..3, 1 => 1u32..1_000].prop_map(|blocks| Step::Advance { blocks }),
    ];
    prop_oneof![5 => verbs, 3 => rest]
}

/// A step of the second account in the first pool.
pub(super) fn bobs_step() -> impl Strategy<Value = Step> {
    let (who, pool) = (BOB, 0);
    let size = any::<Size>;
    prop_oneof![
        3 => (any::<[Size; 5]>(), prop::option::of(0usize..2))
            .prop_map(move |(parts, only)| Step::Add { who, pool, parts, only }),
        3 => size().prop_map(move |shares| Step::Remove { who, pool, shares }),
        3 => (size(), 0usize..2)
            .prop_map(move |(shares, at)| Step::RemoveSingle { who, pool, shares, at }),
        4 => (0usize..2, size()).prop_map(move |(from, amount)| {
            Step::Sell { who, way: vec![(pool, 1 - from)], from, amount }
        }),
        3 => (0usize..2, size()).prop_map(move |(from, amount)| {
            Step::Buy { who, way: vec![(pool, 1 - from)], from, amount }
        }),
        3 => (1u32..40).prop_map(|blocks| Step::Advance { blocks }),
    ]
}

impl Step {
    /// Does it, and says how it ended.
    pub(super) fn take(self) -> DispatchResult {
        match self {
            Self::Create { who, assets, stable, tier } => {
                let curve = match stable {
                    None => Curve::ConstantProduct,
                    Some(amplification) => Curve::Stable { amplification },
                };
                open(who, &assets, curve, tier)
            }
            Self::Add { who, pool, parts, only } => {
                let (id, record) = find(pool);
                let Some(record) = record else { return deposit(who, id, &[1, 1], 0) };
                let filled = record.total_shares > 0;
                let amounts: Vec<Balance> = (record.reserves.iter().enumerate())
                    .zip(parts)
                    .map(|((at, reserve), part)| {
                        let part = if only.is_none() { parts[0] } else { part };
                        match only {
                            Some(one) if one % record.assets.len() != at => 0,
                            _ => part.of(if filled { *reserve } else { 10_000_000 }),
                        }
                    })
                    .collect();
                deposit(who, id, &amounts, 0)
            }
            Self::Remove { who, pool, shares } => {
                let (id, _) = find(pool);
                redeem(who, id, shares.of(super::shares(id, who)))
            }
            Self::RemoveSingle { who, pool, shares, at } => {
                let (id, record) = find(pool);
                let asset = record.map_or(TIDE, |pool| pool.assets[at % pool.assets.len()].clone());
                redeem_single(who, id, shares.of(super::shares(id, who)), asset)
            }
            Self::Sell { who, way, from, amount } => {
                let (asset, legs, [reserve, _]) = follow(&way, from);
                sell(who, asset, amount.of(reserve), &legs, 0)
            }
            Self::Buy { who, way, from, amount } => {
                let (asset, legs, [_, reserve]) = follow(&way, from);
                buy(who, asset, MAX, &legs, amount.of(reserve))
            }
            Self::Donate { who, asset, amount } => donate(who, asset, amount),
            Self::GiveShares { from, to, pool, shares } => {
                let (id, _) = find(pool);
                PoolAssets::transfer(by(from), id, to, shares.of(super::shares(id, from)))
            }
            Self::Freeze { asset } => Assets::freeze_asset(by(OWNER), asset),
            Self::Thaw { asset } => Assets::thaw_asset(by(OWNER), asset),
            Self::Steal { asset, amount } => {
                let amount = amount.of(Assets::balance(asset, Amm::vault()));
                Assets::burn(by(OWNER), asset, Amm::vault(), amount)
            }
            step => step.take_quietly(),
        }
    }

    /// What moves nobody's money by itself.
    fn take_quietly(self) -> DispatchResult {
        let governance = governance();
        match self {
            Self::Settle { asset } => {
                Amm::settle_shortfall(by(CAROL), NativeOrWithId::WithId(asset))
                    .map(|_| ())
                    .map_err(|refused| refused.error)
            }
            Self::Claim { who, asset } => Amm::claim_owed(by(CAROL), who, asset),
            Self::Collect { pool } => Amm::collect_protocol_fees(by(CAROL), find(pool).0),
            Self::Close { who, pool } => Amm::close_pool(who.map_or(governance, by), find(pool).0),
            Self::Ramp { pool, to } => {
                Amm::ramp_amplification(governance, find(pool).0, to, MIN_RAMP_BLOCKS)
            }
            Self::Status { pool, status } => Amm::set_status(governance, find(pool).0, status),
            Self::Terms { pool, terms } => {
                Amm::set_terms(governance, pool.map(|pool| find(pool).0), terms)
            }
            Self::FeePool { asset, pool } => {
                Amm::set_fee_pool(governance, asset, Some(find(pool).0))
            }
            Self::Advance { blocks } => {
                advance(blocks);
                Ok(())
            }
            moving => panic!("{moving:?} is done above"),
        }
    }
}

/// A pool that exists, or the next one.
fn find(number: u32) -> (PoolId, Option<Pool>) {
    let id = number % (NextPoolId::<Test>::get() + 1);
    (id, Pools::<Test>::get(id))
}

/// A way through pools, with what it begins with and the reserves at both ends.
fn follow(way: &[(PoolId, usize)], from: usize) -> (CurrencyId, Vec<Leg>, [Balance; 2]) {
    let at = |pool: &Option<Pool>, at: usize| {
        pool.as_ref().map_or((USD, 0), |pool| {
            let at = at % pool.assets.len();
            (pool.assets[at].clone(), pool.reserve(at))
        })
    };
    let pools: Vec<_> = way.iter().map(|(pool, to)| (find(*pool), *to)).collect();
    let (start, first) = at(&pools[0].0 .1, from);
    let (mut legs, mut here, mut last) = (Vec::new(), start.clone(), 0);
    for ((id, pool), to) in &pools {
        let (mut next, mut reserve) = at(pool, *to);
        if next == here {
            // Most of the time it goes somewhere.
            (next, reserve) = at(pool, *to + 1);
        }
        legs.push((*id, next.clone()));
        (here, last) = (next, reserve);
    }
    (start, legs, [first, last])
}

/// A gift to the vault that leaves the giver alive: a closed account of TIDE would burn its rest.
fn donate(who: AccountId, asset: CurrencyId, amount: Size) -> DispatchResult {
    let amount = amount.of(balance(&asset, who));
    match asset {
        NativeOrWithId::Native => {
            Balances::transfer_keep_alive(by(who), Amm::vault(), amount).map(|_| ())
        }
        NativeOrWithId::WithId(id) => Assets::transfer(by(who), id, Amm::vault(), amount),
    }
}
