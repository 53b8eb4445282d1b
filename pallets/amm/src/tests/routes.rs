//! Trades through several pools.

use super::support::*;
use frame_support::traits::fungibles::Inspect;
use proptest::prelude::*;

/// TIDE → USD → BTC → ETH → a fifth one, in pools 0 to 3, and a way around from TIDE to BTC in
/// pool 4.
fn with_chain(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [10_000_000, 40_000_000])
        .pool([USD, BTC], FeeTier::Bp5, [30_000_000, 5_000_000])
        .pool([BTC, ETH], FeeTier::Bp1, [7_000_000, 90_000_000])
        .build_and_execute(|| {
            issue(4, 6);
            assert_ok!(open(ALICE, &[ETH, FOURTH], Curve::ConstantProduct, FeeTier::Bp100));
            assert_ok!(deposit(ALICE, 3, &[60_000_000, 8_000_000], 0));
            assert_ok!(open(ALICE, &[TIDE, BTC], Curve::ConstantProduct, FeeTier::Bp30));
            assert_ok!(deposit(ALICE, 4, &[9_000_000, 6_000_000], 0));
            test();
        });
}

const CHAIN: [Leg; 4] = [(0, USD), (1, BTC), (2, ETH), (3, FOURTH)];

fn vault_has() -> [Balance; 5] {
    [TIDE, USD, BTC, ETH, FOURTH].map(|asset| balance(&asset, Amm::vault()))
}

/// What a trade that is exact on one side says it did, with the steps worked out alone.
fn assert_steps(hops: &[HopOutcome], computed: &[tidewater_math::amm::Swap], legs: &[Leg]) {
    assert_eq!(hops.len(), computed.len());
    for ((hop, swap), (pool_id, asset_out)) in hops.iter().zip(computed).zip(legs) {
        assert_eq!((hop.pool_id, &hop.asset_out), (*pool_id, asset_out));
        assert_eq!((hop.amount_in, hop.amount_out), (swap.amount_in, swap.amount_out));
        assert_eq!((hop.fee, hop.protocol_fee), (swap.fee, swap.protocol_fee));
        assert_eq!((hop.reserve_in, hop.reserve_out), (swap.reserve_in, swap.reserve_out));
    }
}

#[test]
fn a_sale_through_one_to_four_pools_is_the_composition_of_its_steps() {
    for length in 1..=4 {
        with_chain(|| {
            let legs = &CHAIN[..length];
            let computed = computed_route(&TIDE, Exact::In(100_000), legs);
            let paid = computed[length - 1].amount_out;
            let asset_out = legs[length - 1].1.clone();
            let before = balance(&asset_out, BOB);
            assert_noop!(
                sell(BOB, TIDE, 100_000, legs, paid + 1),
                Error::<Test>::AmountOutBelowMinimum
            );
            assert_ok!(sell(BOB, TIDE, 100_000, legs, paid));
            assert_eq!(balance(&TIDE, BOB), FORTUNE - 100_000);
            assert_eq!(balance(&asset_out, BOB), before + paid);
            let Event::Swapped { who, asset_in, amount_in, asset_out: to, amount_out, hops } =
                last_event()
            else {
                panic!("not a trade");
            };
            assert_eq!((who, asset_in, amount_in), (BOB, TIDE, 100_000));
            assert_eq!((to, amount_out), (asset_out, paid));
            assert_steps(&hops, &computed, legs);
        });
    }
}

#[test]
fn a_purchase_through_one_to_four_pools_is_the_composition_of_its_steps() {
    for length in 1..=4 {
        with_chain(|| {
            let legs = &CHAIN[..length];
            let computed = computed_route(&TIDE, Exact::Out(50_000), legs);
            let cost = computed[0].amount_in;
            let asset_out = legs[length - 1].1.clone();
            let before = balance(&asset_out, BOB);
            assert_noop!(
                buy(BOB, TIDE, cost - 1, legs, 50_000),
                Error::<Test>::AmountInAboveMaximum
            );
            assert_ok!(buy(BOB, TIDE, cost, legs, 50_000));
            assert_eq!(balance(&TIDE, BOB), FORTUNE - cost);
            assert_eq!(balance(&asset_out, BOB), before + 50_000);
            let Event::Swapped { hops, amount_in, .. } = last_event() else {
                panic!("not a trade");
            };
            assert_eq!(amount_in, cost);
            assert_steps(&hops, &computed, legs);
        });
    }
}

#[test]
fn only_the_two_ends_of_a_route_move() {
    with_chain(|| {
        let before = vault_has();
        let issued = [TIDE, USD, BTC, ETH, FOURTH]
            .map(<<Test as crate::Config>::Currencies as Inspect<_>>::total_issuance);
        System::reset_events();
        assert_ok!(sell(BOB, TIDE, 100_000, &CHAIN, 0));
        let after = vault_has();
        assert_eq!(after[0], before[0] + 100_000);
        assert_eq!(after[1..4], before[1..4], "what is between stays where it is");
        assert!(after[4] < before[4]);
        let tokens = System::events().len() - our_events().len();
        assert_eq!(our_events().len(), 1);
        assert_eq!(
            tokens,
            4,
            "one withdrawal and one deposit for each end: {:#?}",
            System::events()
        );
        assert_eq!(
            issued,
            [TIDE, USD, BTC, ETH, FOURTH]
                .map(<<Test as crate::Config>::Currencies as Inspect<_>>::total_issuance)
        );
    });
}

#[test]
fn a_frozen_currency_between_does_not_hold_up_a_trade_and_one_at_an_end_does() {
    with_chain(|| {
        for id in [1, 2, 3] {
            assert_ok!(Assets::freeze_asset(by(OWNER), id));
        }
        assert_ok!(quote_in(TIDE, 100_000, &CHAIN));
        assert_ok!(sell(BOB, TIDE, 100_000, &CHAIN, 0));
        assert_ok!(buy(BOB, FOURTH, FORTUNE, &[(3, ETH), (2, BTC), (1, USD), (0, TIDE)], 1_000));

        assert!(quote_in(TIDE, 100_000, &CHAIN[..3]).is_err());
        let before = root();
        assert!(sell(BOB, TIDE, 100_000, &CHAIN[..3], 0).is_err());
        assert_eq!(root(), before);
    });
}

#[test]
fn a_route_names_its_pools_once_and_comes_by_each_currency_once() {
    with_chain(|| {
        let refused = |legs: &[Leg], why: Error<Test>| {
            let (quoted, reason) = (quote_in(TIDE, 100_000, legs), error(why));
            assert_eq!(quoted.expect_err("refused").error, reason);
            assert_noop!(sell(BOB, TIDE, 100_000, legs, 0), reason);
            assert_eq!(quote_out(TIDE, 1_000, legs).expect_err("refused").error, reason);
            assert_noop!(buy(BOB, TIDE, FORTUNE, legs, 1_000), reason);
        };
        refused(&[], Error::EmptyRoute);
        refused(&[(0, USD), (0, TIDE)], Error::RepeatedPool);
        refused(&[(0, USD), (1, BTC), (0, TIDE)], Error::RepeatedPool);
        refused(&[(0, USD), (1, BTC), (4, TIDE)], Error::CyclicRoute);
        refused(&[(0, USD), (1, USD)], Error::IdenticalAssets);
        refused(&[(0, TIDE)], Error::IdenticalAssets);
        refused(&[(0, USD), (2, BTC)], Error::AssetNotInPool);
        refused(&[(0, BTC)], Error::AssetNotInPool);
        refused(&[(0, USD), (1, ETH)], Error::AssetNotInPool);
        refused(&[(0, USD), (99, BTC)], Error::PoolNotFound);
    });
}

/// The first currency comes back although no pool is passed twice.
#[test]
fn a_route_that_returns_to_a_currency_on_its_way_is_cyclic() {
    with_chain(|| {
        let legs = [(1, BTC), (4, TIDE), (0, USD)];
        assert_noop!(sell(BOB, USD, 1_000, &legs, 0), Error::<Test>::CyclicRoute);
    });
}

#[test]
fn a_fifth_hop_is_one_too_many() {
    with_chain(|| {
        assert_ok!(open(ALICE, &[TIDE, FOURTH], Curve::ConstantProduct, FeeTier::Bp5));
        let five = [(0, USD), (1, BTC), (2, ETH), (3, FOURTH), (5, TIDE)];
        let refusal = quote_in(TIDE, 100_000, &five).expect_err("too long");
        assert_eq!(refusal.error, error(Error::RouteTooLong));
        assert_eq!(refusal.reason, "RouteTooLong");
        assert_eq!(refusal.headroom, vec![]);
        let refusal = quote_out(TIDE, 100_000, &five).expect_err("too long");
        assert_eq!(refusal.error, error(Error::RouteTooLong));
    });
}

#[test]
fn a_pool_that_does_not_trade_closes_every_route_through_it() {
    with_chain(|| {
        for paused in 0..4 {
            set_status(paused, PoolStatus::WithdrawOnly);
            let refusal = quote_in(TIDE, 100_000, &CHAIN).expect_err("paused");
            assert_eq!(refusal.reason, "TradingClosed");
            assert_eq!(refusal.headroom.len(), 4);
            assert_noop!(sell(BOB, TIDE, 100_000, &CHAIN, 0), Error::<Test>::TradingClosed);
            assert_noop!(buy(BOB, TIDE, FORTUNE, &CHAIN, 100), Error::<Test>::TradingClosed);
            set_status(paused, PoolStatus::NoNewLiquidity);
            assert_ok!(sell(BOB, TIDE, 1_000, &CHAIN, 0));
            set_status(paused, PoolStatus::Active);
        }
    });
}

#[test]
fn a_pool_without_liquidity_closes_every_route_through_it() {
    with_chain(|| {
        assert_ok!(open(ALICE, &[USD, BTC], Curve::ConstantProduct, FeeTier::Bp100));
        let legs = [(0, USD), (5, BTC), (2, ETH)];
        assert_noop!(sell(BOB, TIDE, 100_000, &legs, 0), Error::<Test>::PoolEmpty);
        assert_noop!(buy(BOB, TIDE, FORTUNE, &legs, 100), Error::<Test>::PoolEmpty);
        assert_eq!(quote_in(TIDE, 100_000, &legs).expect_err("empty").reason, "PoolEmpty");
    });
}

/// All but the locked shares are redeemed: the rest is too little for anything but dust.
#[test]
fn a_drained_pool_in_between_bounds_the_trade() {
    with_chain(|| {
        assert_ok!(redeem(ALICE, 1, shares(1, ALICE)));
        let left = reserves(1);
        assert!(left.iter().all(|reserve| *reserve > 0));
        assert_noop!(sell(BOB, TIDE, 100_000, &CHAIN, 0), Error::<Test>::TradeTooLarge);
        let refusal = quote_in(TIDE, 100_000, &CHAIN).expect_err("drained");
        assert_eq!(refusal.headroom[1].amount_in, left[0] * 3_333 / 10_000);
    });
}

#[test]
fn a_shortfall_in_a_currency_between_is_refused_like_one_at_an_end() {
    with_chain(|| {
        let lost = balance(&BTC, Amm::vault()) - 5_000_000 + 1;
        take_from_vault(2, lost);
        for legs in [&CHAIN[..], &CHAIN[..3], &CHAIN[..2]] {
            assert_noop!(sell(BOB, TIDE, 100_000, legs, 0), Error::<Test>::AssetInShortfall);
            assert_noop!(buy(BOB, TIDE, FORTUNE, legs, 100), Error::<Test>::AssetInShortfall);
            assert_eq!(
                quote_in(TIDE, 100_000, legs).expect_err("missing").reason,
                "AssetInShortfall"
            );
        }
        assert_ok!(sell(BOB, TIDE, 100_000, &CHAIN[..1], 0));
        assert_ok!(Amm::settle_shortfall(by(BOB), BTC));
        assert_ok!(sell(BOB, TIDE, 100_000, &CHAIN, 0));
    });
}

/// The bound of a pool far down the route is what refuses the whole trade.
#[test]
fn the_bounds_of_the_last_pool_hold_for_the_whole_route() {
    with_chain(|| {
        let small = Terms { max_trade_bps: 1, ..WIDE };
        set_terms(3, small);
        let most_in = 60_000_000 / 10_000;
        let headroom = quote_in(TIDE, 100, &CHAIN).expect("small enough").headroom[3].clone();
        assert_eq!(headroom, Headroom { pool_id: 3, amount_in: most_in, amount_out: 800 });
        // What arrives of ETH decides: find the sale that brings the most that may come.
        let arrives = |paid| computed_route(&TIDE, Exact::In(paid), &CHAIN[..3])[2].amount_out;
        let exceeding = (100..).find(|paid| arrives(*paid) > most_in).expect("there is one");
        assert_ok!(quote_in(TIDE, exceeding - 1, &CHAIN));
        let refusal = quote_in(TIDE, exceeding, &CHAIN).expect_err("too much");
        assert_eq!(refusal.reason, "TradeTooLarge");
        assert_eq!(refusal.headroom[3], headroom);
        assert_noop!(sell(BOB, TIDE, exceeding, &CHAIN, 0), Error::<Test>::TradeTooLarge);
        assert_ok!(sell(BOB, TIDE, exceeding - 1, &CHAIN, 0));
    });
}

#[test]
fn a_trader_who_cannot_pay_changes_nothing_and_the_quote_for_him_says_so() {
    with_chain(|| {
        let poor = 42;
        assert_ok!(Balances::transfer_allow_death(by(ALICE), poor, 1_000));
        let refusal = Amm::quote_exact_in(TIDE, 5_000, route(&CHAIN), Some(poor));
        let before = root();
        let failed = sell(poor, TIDE, 5_000, &CHAIN, 0).expect_err("cannot pay");
        assert_eq!(root(), before);
        assert_eq!(refusal.expect_err("cannot pay").error, failed);
        assert_ok!(quote_in(TIDE, 5_000, &CHAIN));
    });
}

/// Every way without a loop through the pools of [`with_chain`].
fn any_route() -> impl Strategy<Value = (CurrencyId, Vec<Leg>)> {
    let pairs = [(TIDE, USD), (USD, BTC), (BTC, ETH), (ETH, FOURTH), (TIDE, BTC)];
    let start = prop::sample::select(vec![TIDE, USD, BTC, ETH, FOURTH]);
    (start, prop::collection::vec((0u32..5, 0u8..20), 1..=4)).prop_map(move |(start, picks)| {
        let (mut at, mut legs) = (start.clone(), Vec::new());
        for (pool, astray) in picks {
            let (a, b) = pairs[pool as usize].clone();
            // Most legs are possible; some are not, and are refused all the same.
            let to = if at == a || astray == 0 { b } else { a };
            legs.push((pool, to.clone()));
            at = to;
        }
        (start, legs)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_quote_equals_the_trade_after_it_and_a_refused_trade_changes_nothing(
        trades in prop::collection::vec((any_route(), any::<bool>(), 1u128..3_000_000), 1..8),
    ) {
        with_chain(|| for ((start, legs), exact_in, amount) in trades {
            let before = root();
            let quoted = match exact_in {
                true => quote_in(start.clone(), amount, &legs),
                false => quote_out(start.clone(), amount, &legs),
            };
            assert_eq!(root(), before, "asking changes nothing");
            let done = match exact_in {
                true => sell(BOB, start.clone(), amount, &legs, 0),
                false => buy(BOB, start.clone(), Balance::MAX, &legs, amount),
            };
            match (quoted, done) {
                (Ok(quote), Ok(())) => {
                    let Event::Swapped { amount_in, amount_out, hops, .. } = last_event() else {
                        panic!("not a trade");
                    };
                    assert_eq!((quote.amount_in, quote.amount_out), (amount_in, amount_out));
                    assert_eq!(quote.hops, hops.into_inner());
                    assert_eq!(quote.headroom.len(), legs.len());
                }
                (Err(refusal), Err(failed)) => {
                    assert_eq!(refusal.error, failed);
                    assert_eq!(root(), before, "a refused trade changes nothing");
                }
                (quoted, done) => panic!("{quoted:?} but {done:?}"),
            }
        });
    }
}
