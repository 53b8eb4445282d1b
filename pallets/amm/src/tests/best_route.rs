//! The search for the best route.

use super::support::*;
use crate::mock::MaxPoolsSearched;
use proptest::prelude::*;

fn best_in(from: &CurrencyId, to: &CurrencyId, amount: Balance) -> Result<Quote, Refusal> {
    Amm::best_route_exact_in(from.clone(), to.clone(), amount)
}

fn best_out(from: &CurrencyId, to: &CurrencyId, amount: Balance) -> Result<Quote, Refusal> {
    Amm::best_route_exact_out(from.clone(), to.clone(), amount)
}

/// The pools of a quote, in order.
fn pools_of(quote: &Quote) -> Vec<PoolId> {
    quote.hops.iter().map(|hop| hop.pool_id).collect()
}

fn legs_of(quote: &Quote) -> Vec<Leg> {
    quote.hops.iter().map(|hop| (hop.pool_id, hop.asset_out.clone())).collect()
}

/// TIDE to BTC directly, in a shallow pool, and by way of USD, in two deep ones.
fn with_detour(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
        .pool([TIDE, USD], FeeTier::Bp30, [100_000_000, 100_000_000])
        .pool([USD, BTC], FeeTier::Bp30, [100_000_000, 100_000_000])
        .build_and_execute(test);
}

#[test]
fn a_small_trade_goes_directly_and_a_large_one_around() {
    with_detour(|| {
        // One fee against two of them; and one price impact against nearly none.
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 500).expect("a way")), [0]);
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 200_000).expect("a way")), [1, 2]);
        assert_eq!(pools_of(&best_out(&TIDE, &BTC, 500).expect("a way")), [0]);
        assert_eq!(pools_of(&best_out(&TIDE, &BTC, 200_000).expect("a way")), [1, 2]);
        let quote = best_in(&TIDE, &BTC, 200_000).expect("a way");
        assert_eq!(quote_in(TIDE, 200_000, &legs_of(&quote)), Ok(quote));
        let quote = best_out(&TIDE, &BTC, 200_000).expect("a way");
        assert_eq!(quote_out(TIDE, 200_000, &legs_of(&quote)), Ok(quote.clone()));
        assert_ok!(buy(BOB, TIDE, quote.amount_in, &legs_of(&quote), 200_000));
    });
}

#[test]
fn a_stable_pool_is_preferred_where_it_pays_more() {
    ExtBuilder::default()
        .pool([USD, ETH], FeeTier::Bp1, [10_000_000, 10_000_000])
        .stable_pool(&[USD, BTC, ETH], 100, &[10_000_000, 10_000_000, 10_000_000])
        .pool([TIDE, USD], FeeTier::Bp5, [10_000_000, 10_000_000])
        .build_and_execute(|| {
            // On the product's curve the impact is more than the difference in fees.
            assert_eq!(pools_of(&best_in(&USD, &ETH, 100_000).expect("a way")), [1]);
            assert_eq!(pools_of(&best_in(&USD, &ETH, 100).expect("a way")), [0]);
            assert_eq!(pools_of(&best_out(&USD, &ETH, 100_000).expect("a way")), [1]);
            assert_eq!(pools_of(&best_in(&TIDE, &BTC, 100_000).expect("a way")), [2, 1]);
            assert_eq!(pools_of(&best_out(&TIDE, &BTC, 100_000).expect("a way")), [2, 1]);
        });
}

#[test]
fn a_route_has_up_to_four_hops_and_none_beyond_is_found() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 1_000_000])
        .pool([USD, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
        .pool([BTC, ETH], FeeTier::Bp30, [1_000_000, 1_000_000])
        .build_and_execute(|| {
            issue(4, 0);
            issue(5, 0);
            let pair = [(ETH, FOURTH), (FOURTH, FIFTH)];
            for (id, (first, second)) in (3..).zip(pair) {
                let curve = Curve::ConstantProduct;
                assert_ok!(open(ALICE, &[first, second], curve, FeeTier::Bp30));
                assert_ok!(deposit(ALICE, id, &[1_000_000, 1_000_000], 0));
            }
            assert_eq!(pools_of(&best_in(&TIDE, &FOURTH, 1_000).expect("a way")), [0, 1, 2, 3]);
            assert_eq!(pools_of(&best_out(&TIDE, &FOURTH, 1_000).expect("a way")), [0, 1, 2, 3]);
            assert_eq!(pools_of(&best_in(&FIFTH, &USD, 1_000).expect("a way")), [4, 3, 2, 1]);
            for refused in [best_in(&TIDE, &FIFTH, 1_000), best_out(&FIFTH, &TIDE, 1_000)] {
                let refusal = refused.expect_err("five hops away");
                assert_eq!(refusal.error, error(Error::NoRoute));
                assert_eq!((refusal.reason.as_str(), refusal.headroom), ("NoRoute", vec![]));
            }
        });
}

#[test]
fn there_is_no_way_to_where_one_is_nor_to_what_nobody_pools() {
    with_detour(|| {
        let refused = |answer: Result<Quote, Refusal>| answer.expect_err("no way").reason;
        assert_eq!(refused(best_in(&TIDE, &TIDE, 1_000)), "IdenticalAssets");
        assert_eq!(refused(best_out(&USD, &USD, 1_000)), "IdenticalAssets");
        assert_eq!(refused(best_in(&TIDE, &ETH, 1_000)), "NoRoute");
        assert_eq!(refused(best_in(&ETH, &TIDE, 1_000)), "NoRoute");
        assert_eq!(refused(best_out(&TIDE, &NativeOrWithId::WithId(99), 1_000)), "NoRoute");
        assert_eq!(refused(best_in(&TIDE, &BTC, 0)), "NoRoute");
    });
}

#[test]
fn a_pool_that_does_not_trade_or_lets_no_more_through_is_passed_by() {
    with_detour(|| {
        set_status(0, PoolStatus::WithdrawOnly);
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 500).expect("a way")), [1, 2]);
        set_status(0, PoolStatus::NoNewLiquidity);
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 500).expect("a way")), [0]);
        set_terms(0, Terms { max_trade_bps: 1, ..terms::DEFAULT });
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 100).expect("a way")), [0]);
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 101).expect("a way")), [1, 2]);
        assert_eq!(pools_of(&best_out(&TIDE, &BTC, 101).expect("a way")), [1, 2]);
        set_terms(1, Terms { max_trade_bps: 1, ..terms::DEFAULT });
        assert_eq!(best_in(&TIDE, &BTC, 10_001).expect_err("too much").reason, "NoRoute");
        // The flow of the block is a bound like the others.
        set_terms(0, Terms { max_flow_bps: 100, ..terms::DEFAULT });
        assert_ok!(sell(BOB, TIDE, 10_000, &[(0, BTC)], 0));
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 500).expect("a way")), [1, 2]);
        next_block();
        assert_eq!(best_in(&TIDE, &BTC, 500).map(|quote| quote.hops[0].pool_id), Ok(1));
    });
}

/// A pool whose asset its team has taken from the vault trades nothing; another way does.
#[test]
fn a_pool_in_shortfall_is_passed_by() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp1, [1_000_000, 1_000_000])
        .pool([USD, BTC], FeeTier::Bp1, [1_000_000, 1_000_000])
        .pool([TIDE, ETH], FeeTier::Bp30, [1_000_000, 1_000_000])
        .pool([ETH, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
        .build_and_execute(|| {
            assert_eq!(pools_of(&best_in(&TIDE, &BTC, 1_000).expect("a way")), [0, 1]);
            take_from_vault(1, balance(&USD, Amm::vault()) - 999_999);
            assert_eq!(pools_of(&best_in(&TIDE, &BTC, 1_000).expect("a way")), [2, 3]);
            assert_eq!(pools_of(&best_out(&TIDE, &BTC, 1_000).expect("a way")), [2, 3]);
            assert_ok!(Amm::settle_shortfall(by(BOB), USD));
        });
}

#[test]
fn the_search_looks_at_as_many_pools_as_it_may() {
    with_detour(|| {
        // Around BTC there are the pools 0 and 2; with one of them the map is full.
        MaxPoolsSearched::set(1);
        let found = best_in(&TIDE, &BTC, 200_000);
        assert!(
            found.map(|quote| pools_of(&quote)).is_ok_and(|pools| pools == [0])
                || best_in(&TIDE, &BTC, 200_000).is_err()
        );
        MaxPoolsSearched::set(0);
        assert_eq!(best_in(&TIDE, &BTC, 200_000).expect_err("blind").reason, "NoRoute");
        MaxPoolsSearched::set(3);
        assert_eq!(pools_of(&best_in(&TIDE, &BTC, 200_000).expect("a way")), [1, 2]);
        MaxPoolsSearched::set(100);
    });
}

const ALL: [CurrencyId; 5] = [TIDE, USD, BTC, ETH, FOURTH];

/// Every route without a loop between two currencies.
fn every_route(from: &CurrencyId, to: &CurrencyId) -> Vec<Vec<Leg>> {
    let mut open = vec![(from.clone(), vec![from.clone()], Vec::<Leg>::new())];
    let mut found = Vec::new();
    while let Some((at, seen, legs)) = open.pop() {
        if at == *to {
            found.push(legs);
            continue;
        }
        if legs.len() == 4 {
            continue;
        }
        for (id, pool) in Pools::<Test>::iter() {
            if pool.position(&at).is_none() || legs.iter().any(|(used, _)| *used == id) {
                continue;
            }
            for next in pool.assets.iter().filter(|next| !seen.contains(next)) {
                let (mut seen, mut legs) = (seen.clone(), legs.clone());
                seen.push(next.clone());
                legs.push((id, next.clone()));
                open.push((next.clone(), seen, legs));
            }
        }
    }
    found
}

/// A pool of a random graph: which pair, how deep, at which fee, and how far its price is off.
type Edge = (usize, usize, u128, usize, u128);

fn with_graph(edges: &[Edge], stable: Option<u128>, test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        issue(4, 0);
        let mut id = 0;
        for (a, b, depth, tier, off) in edges {
            // One unit of each currency is worth so much; pools agree on it, up to `off` per mille.
            let worth = [8u128, 3, 5, 2, 7];
            let (a, b) = (a % 5, b % 5);
            if a == b {
                continue;
            }
            let (low, high) = (a.min(b), a.max(b));
            let tier = FeeTier::ALL[*tier];
            let pair = [ALL[low].clone(), ALL[high].clone()];
            if open(ALICE, &pair, Curve::ConstantProduct, tier).is_err() {
                continue;
            }
            let amounts =
                [depth * 840 / worth[low] * (1_000 + off) / 1_000, depth * 840 / worth[high]];
            assert_ok!(deposit(ALICE, id, &amounts, 0));
            set_terms(id, WIDE);
            id += 1;
        }
        if let Some(depth) = stable {
            let curve = Curve::Stable { amplification: 50 };
            let held = [ALL[1].clone(), ALL[2].clone(), ALL[3].clone()];
            assert_ok!(open(ALICE, &held, curve, FeeTier::Bp5));
            assert_ok!(deposit(ALICE, id, &[depth * 100; 3], 0));
        }
        test();
    });
}

fn edges() -> impl Strategy<Value = Vec<Edge>> {
    prop::collection::vec((0usize..5, 0usize..5, 1_000u128..100_000, 0usize..4, 0u128..30), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Where the pools agree on the prices nothing better is missed: what one has of a currency is
    /// never more by a longer way that comes by the currency itself, so the best of each is enough.
    #[test]
    fn on_a_market_that_agrees_the_best_of_all_routes_is_found(
        edges in edges(),
        ends in (0usize..5, 0usize..5),
        amount in 100u128..50_000,
    ) {
        let agreeing: Vec<Edge> =
            edges.into_iter().map(|(a, b, depth, tier, _)| (a, b, depth, tier, 0)).collect();
        with_graph(&agreeing, None, || {
            let (from, to) = (&ALL[ends.0], &ALL[ends.1]);
            if from == to {
                return;
            }
            let routes = every_route(from, to);
            let quoted = routes.iter().filter_map(|legs| quote_in(from.clone(), amount, legs).ok());
            let most = quoted.map(|quote| quote.amount_out).max();
            assert_eq!(best_in(from, to, amount).ok().map(|quote| quote.amount_out), most);
            let quoted = routes.iter().filter_map(|legs| quote_out(from.clone(), amount, legs).ok());
            let least = quoted.map(|quote| quote.amount_in).min();
            assert_eq!(best_out(from, to, amount).ok().map(|quote| quote.amount_in), least);
        });
    }

    /// Whatever the prices: what is found is a route, its quote is that of the route, it is no worse
    /// than any route of one or two hops, and no route beats all of them.
    #[test]
    fn on_any_market_what_is_found_trades_and_is_no_worse_than_the_short_routes(
        edges in edges(),
        stable in prop::option::of(1_000u128..100_000),
        ends in (0usize..5, 0usize..5),
        amount in 100u128..50_000,
    ) {
        with_graph(&edges, stable, || {
            let (from, to) = (&ALL[ends.0], &ALL[ends.1]);
            if from == to {
                return;
            }
            let routes = every_route(from, to);
            let direct = |legs: &&Vec<Leg>| legs.len() == 1;
            let quoted = |legs: &Vec<Leg>| quote_in(from.clone(), amount, legs).ok();
            let short = routes.iter().filter(direct).filter_map(quoted).map(|q| q.amount_out).max();
            let all = routes.iter().filter_map(quoted).map(|q| q.amount_out).max();
            match best_in(from, to, amount) {
                Ok(best) => {
                    assert_eq!(quoted(&legs_of(&best)), Some(best.clone()));
                    assert!(Some(best.amount_out) >= short && Some(best.amount_out) <= all);
                    assert_ok!(sell(BOB, from.clone(), amount, &legs_of(&best), best.amount_out));
                }
                Err(refusal) => {
                    assert_eq!(refusal.reason, "NoRoute");
                    assert_eq!(short, None);
                }
            }
        });
    }
}
