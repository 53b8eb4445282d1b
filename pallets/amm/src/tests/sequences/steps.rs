//! What people may do in a sequence, with amounts that are small, large, impossible or fitting.

use super::*;
use crate::{mock::MIN_RAMP_BLOCKS, DefaultTerms};
use codec::Decode;
use tidewater_primitives::bounds::Bound;

/// How much, said without knowing what there is.
#[derive(Clone, Copy, Debug, Decode)]
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
            Self::Part(part) => {
                let part = Balance::from(part % 2_000_000);
                match there_is.checked_mul(part) {
                    Some(parts) => parts / 1_000_000,
                    None => (there_is / 1_000_000).saturating_mul(part),
                }
            }
        }
    }
}

/// One thing somebody does.
///
/// All are named by numbers, and every number names something: `who` is taken modulo [`PEOPLE`], a
/// `currency` modulo [`CURRENCIES`], an `asset` modulo those but TIDE; a `pool` modulo one more than
/// there are, so that some do not exist; `at`, `from` and `only` modulo the currencies of the pool.
/// `holder` is taken modulo [`HOLDERS`].
///
/// The committed inputs of the fuzzer are encoded steps: a new one goes last.
#[derive(Clone, Debug, Decode)]
pub(super) enum Step {
    Create { who: u8, currencies: Vec<u8>, stable: Option<u16>, tier: FeeTier },
    Add { who: u8, pool: u8, parts: [Size; 5], only: Option<u8> },
    Remove { who: u8, pool: u8, shares: Size },
    RemoveSingle { who: u8, pool: u8, shares: Size, at: u8 },
    Sell { who: u8, way: Vec<(u8, u8)>, from: u8, amount: Size },
    Buy { who: u8, way: Vec<(u8, u8)>, from: u8, amount: Size },
    Donate { who: u8, currency: u8, amount: Size },
    GiveShares { from: u8, to: u8, pool: u8, shares: Size },
    Freeze { asset: u8 },
    Thaw { asset: u8 },
    Block { asset: u8, holder: u8 },
    Unblock { asset: u8, holder: u8 },
    Steal { asset: u8, amount: Size },
    Settle { asset: u8 },
    Claim { who: u8, currency: u8 },
    Collect { pool: u8 },
    Close { who: Option<u8>, pool: u8 },
    Ramp { pool: u8, to: u16 },
    Status { pool: u8, status: PoolStatus },
    Terms { pool: Option<u8>, terms: Terms },
    FeePool { currency: u8, pool: u8 },
    Advance { blocks: u16 },
}

impl Step {
    /// Does it, and says how it ended.
    pub(super) fn take(self) -> DispatchResult {
        match self {
            Self::Create { who, currencies, stable, tier } => {
                let curve = match stable {
                    None => Curve::ConstantProduct,
                    Some(amplification) => Curve::Stable { amplification },
                };
                let currencies: Vec<_> = currencies.into_iter().map(currency).collect();
                open(person(who), &currencies, curve, tier)
            }
            Self::Add { who, pool, parts, only } => {
                let (id, record) = find(pool);
                let Some(record) = record else { return deposit(person(who), id, &[1, 1], 0) };
                let filled = record.total_shares > 0;
                let amounts: Vec<Balance> = (record.reserves.iter().enumerate())
                    .zip(parts)
                    .map(|((at, reserve), part)| {
                        let part = if only.is_none() { parts[0] } else { part };
                        match only {
                            Some(one) if position(&record, one) != at => 0,
                            _ => part.of(if filled { *reserve } else { 10_000_000 }),
                        }
                    })
                    .collect();
                deposit(person(who), id, &amounts, 0)
            }
            Self::Remove { who, pool, shares } => {
                let ((id, _), who) = (find(pool), person(who));
                redeem(who, id, shares.of(super::shares(id, who)))
            }
            Self::RemoveSingle { who, pool, shares, at } => {
                let ((id, record), who) = (find(pool), person(who));
                let asset = record.map_or(TIDE, |pool| pool.assets[position(&pool, at)].clone());
                redeem_single(who, id, shares.of(super::shares(id, who)), asset)
            }
            Self::Sell { who, way, from, amount } => {
                let (asset, legs, [reserve, _]) = follow(&way, from);
                sell(person(who), asset, amount.of(reserve), &legs, 0)
            }
            Self::Buy { who, way, from, amount } => {
                let (asset, legs, [_, reserve]) = follow(&way, from);
                buy(person(who), asset, MAX, &legs, amount.of(reserve))
            }
            Self::Donate { who, currency: asset, amount } => {
                donate(person(who), currency(asset), amount)
            }
            Self::GiveShares { from, to, pool, shares } => {
                let ((id, _), from) = (find(pool), person(from));
                let shares = shares.of(super::shares(id, from));
                PoolAssets::transfer(by(from), id, person(to), shares)
            }
            step => step.take_quietly(),
        }
    }

    /// What the assets' team and governance do, and what moves no price.
    fn take_quietly(self) -> DispatchResult {
        let (governance, team) = (governance(), by(OWNER));
        match self {
            Self::Freeze { asset } => Assets::freeze_asset(team, asset_id(asset)),
            Self::Thaw { asset } => Assets::thaw_asset(team, asset_id(asset)),
            Self::Block { asset, holder } => Assets::block(team, asset_id(asset), account(holder)),
            Self::Unblock { asset, holder } => Assets::thaw(team, asset_id(asset), account(holder)),
            Self::Steal { asset, amount } => {
                let id = asset_id(asset);
                let amount = amount.of(Assets::balance(id, Amm::vault()));
                Assets::burn(team, id, Amm::vault(), amount)
            }
            Self::Settle { asset } => {
                Amm::settle_shortfall(by(CAROL), NativeOrWithId::WithId(asset_id(asset)))
                    .map(|_| ())
                    .map_err(|refused| refused.error)
            }
            Self::Claim { who, currency: asset } => {
                Amm::claim_owed(by(CAROL), person(who), currency(asset))
            }
            Self::Collect { pool } => Amm::collect_protocol_fees(by(CAROL), find(pool).0),
            Self::Close { who, pool } => {
                Amm::close_pool(who.map_or(governance, |who| by(person(who))), find(pool).0)
            }
            Self::Ramp { pool, to } => {
                Amm::ramp_amplification(governance, find(pool).0, to, MIN_RAMP_BLOCKS)
            }
            Self::Status { pool, status } => Amm::set_status(governance, find(pool).0, status),
            Self::Terms { pool, terms } => {
                let pool_id = pool.map(|pool| find(pool).0);
                Amm::set_terms(governance, pool_id, gentler(pool_id, terms))
            }
            Self::FeePool { currency: asset, pool } => {
                Amm::set_fee_pool(governance, currency(asset), Some(find(pool).0))
            }
            Self::Advance { blocks } => {
                advance(blocks.into());
                Ok(())
            }
            moving => panic!("{moving:?} is done above"),
        }
    }
}

fn person(number: u8) -> AccountId {
    PEOPLE[usize::from(number) % PEOPLE.len()]
}

fn account(number: u8) -> AccountId {
    HOLDERS[usize::from(number) % HOLDERS.len()]
}

fn currency(number: u8) -> CurrencyId {
    CURRENCIES[usize::from(number) % CURRENCIES.len()].clone()
}

fn asset_id(number: u8) -> u32 {
    1 + u32::from(number) % 4
}

fn position(pool: &Pool, number: u8) -> usize {
    usize::from(number) % pool.assets.len()
}

/// A pool that exists, or the next one.
fn find(number: u8) -> (PoolId, Option<Pool>) {
    let id = PoolId::from(number) % (NextPoolId::<Test>::get() + 1);
    (id, Pools::<Test>::get(id))
}

/// Those of `terms` that a change can reach, or that are out of range, and of the others what there is: in
/// most draws one of the five would be too far, and nothing would ever change.
fn gentler(pool_id: Option<PoolId>, terms: Terms) -> Terms {
    let old = match pool_id {
        None => DefaultTerms::<Test>::get(),
        Some(id) => Pools::<Test>::get(id).map_or(terms, |pool| pool.terms),
    };
    let near = |bound: Bound<u16>, from, to| {
        let too_far = bound.contains(to) && !bound.may_move(from, to);
        if too_far {
            from
        } else {
            to
        }
    };
    Terms {
        protocol_fee_bps: near(
            terms::PROTOCOL_FEE_BPS,
            old.protocol_fee_bps,
            terms.protocol_fee_bps,
        ),
        max_trade_bps: near(terms::MAX_TRADE_BPS, old.max_trade_bps, terms.max_trade_bps),
        max_flow_bps: near(terms::MAX_FLOW_BPS, old.max_flow_bps, terms.max_flow_bps),
        max_liquidity_bps: near(
            terms::MAX_LIQUIDITY_BPS,
            old.max_liquidity_bps,
            terms.max_liquidity_bps,
        ),
        max_deviation_bps: near(
            terms::MAX_DEVIATION_BPS,
            old.max_deviation_bps,
            terms.max_deviation_bps,
        ),
    }
}

/// A way through pools, as far as a call can name one, with what it begins with and the reserves at
/// both ends.
fn follow(way: &[(u8, u8)], from: u8) -> (CurrencyId, Vec<Leg>, [Balance; 2]) {
    let at = |pool: &Option<Pool>, number: u8| {
        pool.as_ref().map_or((USD, 0), |pool| {
            let at = position(pool, number);
            (pool.assets[at].clone(), pool.reserve(at))
        })
    };
    let pools: Vec<_> = way.iter().take(4).map(|(pool, to)| (find(*pool), *to)).collect();
    let (start, first) = pools.first().map_or((USD, 0), |((_, pool), _)| at(pool, from));
    let (mut legs, mut here, mut last) = (Vec::new(), start.clone(), 0);
    for ((id, pool), to) in &pools {
        let (mut next, mut reserve) = at(pool, *to);
        if next == here {
            // Most of the time it goes somewhere.
            (next, reserve) = at(pool, to.wrapping_add(1));
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
