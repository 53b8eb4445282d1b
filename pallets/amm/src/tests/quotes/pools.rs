//! What can be asked about pools.

use super::*;
use crate::{
    mock::LOCKED,
    types::{terms, CurveState},
};
use tidewater_primitives::{
    apis::amm::PoolInfo,
    ids::{share_currency, PoolStatus},
};

const KIND: PoolKind = PoolKind::ConstantProduct;
const CURVE: Curve = Curve::ConstantProduct;

fn ids(start: PoolId, limit: u32) -> Vec<PoolId> {
    Amm::pools(start, limit).into_iter().map(|pool| pool.pool_id).collect()
}

/// Four empty pools.
fn four_pools() {
    for tier in FeeTier::ALL {
        assert_ok!(Amm::create_pool(signed(ALICE), assets([TIDE, USD]), CURVE, tier));
    }
}

#[test]
fn a_pool_is_described_with_all_that_is_in_it() {
    with_pool().build_and_execute(|| {
        let expected = PoolInfo {
            pool_id: 0,
            kind: KIND,
            fee_tier: FeeTier::Bp30,
            assets: vec![TIDE, USD],
            reserves: vec![1_000_000, 4_000_000],
            total_shares: 2_000_000,
            locked_shares: LOCKED,
            share_currency: NativeOrWithId::WithId(1 << 31),
            status: PoolStatus::Active,
            amplification: None,
            protocol_fees: vec![0, 0],
            terms: terms::DEFAULT,
        };
        assert_eq!(Amm::pool(0), Some(expected.clone()));
        assert_eq!(Amm::pools(0, 1), vec![expected]);
        assert_eq!(Amm::pool(1), None);
        assert_eq!(Amm::pool(PoolId::MAX), None);
    });
}

#[test]
fn a_pool_is_found_by_its_currencies_in_any_order() {
    ExtBuilder::default().build_and_execute(|| {
        four_pools();
        for (id, tier) in FeeTier::ALL.into_iter().enumerate() {
            assert_eq!(Amm::pool_id(vec![TIDE, USD], KIND, tier), Some(id as PoolId));
            assert_eq!(Amm::pool_id(vec![USD, TIDE], KIND, tier), Some(id as PoolId));
        }
    });
}

#[test]
fn no_pool_is_found_for_currencies_that_have_none() {
    with_pool().build_and_execute(|| {
        assert_eq!(Amm::pool_id(vec![TIDE, BTC], KIND, FeeTier::Bp30), None);
        assert_eq!(Amm::pool_id(vec![TIDE, USD], KIND, FeeTier::Bp1), None);
        for list in [vec![], vec![TIDE], vec![TIDE, USD, BTC], vec![USD; 1_000]] {
            assert_eq!(Amm::pool_id(list, KIND, FeeTier::Bp30), None);
        }
    });
}

#[test]
fn a_page_starts_where_it_is_told_and_ends_at_its_limit() {
    ExtBuilder::default().build_and_execute(|| {
        four_pools();
        assert_eq!(ids(0, 0), Vec::<PoolId>::new());
        assert_eq!(ids(0, 1), vec![0]);
        assert_eq!(ids(1, 2), vec![1, 2]);
        assert_eq!(ids(0, 1_000), vec![0, 1, 2, 3]);
        assert_eq!(ids(2, u32::MAX), vec![2, 3]);
    });
}

#[test]
fn a_page_is_shorter_by_the_pools_that_were_closed() {
    ExtBuilder::default().build_and_execute(|| {
        four_pools();
        assert_ok!(Amm::close_pool(signed(ALICE), 1));
        assert_eq!(ids(0, 3), vec![0, 2]);
        assert_eq!(Amm::pool(1), None);
        assert_eq!(Amm::pool_id(vec![TIDE, USD], KIND, FeeTier::Bp5), None);
    });
}

#[test]
fn a_page_beyond_the_last_pool_is_empty() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(ids(0, 1_000), Vec::<PoolId>::new());
        four_pools();
        assert_eq!(ids(4, 1_000), Vec::<PoolId>::new());
        assert_eq!(ids(PoolId::MAX, u32::MAX), Vec::<PoolId>::new());
    });
}

#[test]
fn a_page_never_lists_more_than_a_hundred_pools() {
    ExtBuilder::default().build_and_execute(|| {
        hypothetically!({
            for id in 0..150 {
                Pools::<Test>::insert(id, some_pool());
            }
            assert_eq!(ids(0, 1_000), (0..100).collect::<Vec<_>>());
            assert_eq!(ids(100, 1_000), (100..150).collect::<Vec<_>>());
            let last = Amm::pools(149, 1).pop().expect("the last pool is listed");
            assert_eq!(Some(last.share_currency), share_currency(149));
        });
    });
}

fn some_pool() -> Pool {
    let pair = assets([TIDE, USD]);
    Pool::empty(pair, CurveState::ConstantProduct, FeeTier::Bp1, terms::DEFAULT)
}
