//! What a block may do to a pool: every bound met exactly, and missed by one.

use super::support::*;
use proptest::prelude::*;

/// A million TIDE-units and four million USD-units: two million shares.
fn with_pool(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
        .build_and_execute(test);
}

const TO_USD: [Leg; 1] = [(0, USD)];
const TO_TIDE: [Leg; 1] = [(0, TIDE)];

fn headroom(asset_in: CurrencyId, legs: &[Leg]) -> Headroom {
    Amm::headroom(asset_in, &route(legs), Amm::now()).remove(0)
}

#[test]
fn one_trade_puts_in_a_third_of_a_reserve_and_no_unit_more() {
    with_pool(|| {
        assert_noop!(sell(BOB, TIDE, 333_301, &TO_USD, 0), Error::<Test>::TradeTooLarge);
        assert_ok!(sell(BOB, TIDE, 333_300, &TO_USD, 0));
    });
    with_pool(|| {
        assert_noop!(sell(BOB, USD, 1_333_201, &TO_TIDE, 0), Error::<Test>::TradeTooLarge);
        assert_ok!(sell(BOB, USD, 1_333_200, &TO_TIDE, 0));
    });
}

/// The cost decides: a product lets more of one reserve in than of the other one out.
#[test]
fn a_purchase_is_bounded_by_what_it_costs() {
    with_pool(|| {
        let cost = |out| {
            computed_step(&pool(0), &TIDE, &USD, Exact::Out(out)).expect("it trades").amount_in
        };
        let exceeding = (900_000..).find(|out| cost(*out) > 333_300).expect("there is one");
        assert_noop!(buy(BOB, TIDE, FORTUNE, &TO_USD, exceeding), Error::<Test>::TradeTooLarge);
        assert_ok!(buy(BOB, TIDE, FORTUNE, &TO_USD, exceeding - 1));
    });
}

#[test]
fn all_trades_of_a_block_together_put_in_half_a_reserve_and_no_unit_more() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        assert_eq!(headroom(TIDE, &TO_USD).amount_in, 200_000);
        assert_noop!(sell(ALICE, TIDE, 200_001, &TO_USD, 0), Error::<Test>::FlowLimitReached);
        assert_ok!(sell(ALICE, TIDE, 200_000, &TO_USD, 0));
        assert_eq!(headroom(TIDE, &TO_USD).amount_in, 0);
        assert_noop!(sell(BOB, TIDE, 10, &TO_USD, 0), Error::<Test>::FlowLimitReached);
    });
}

#[test]
fn trades_the_other_way_give_room_back() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        assert_ok!(sell(BOB, TIDE, 200_000, &TO_USD, 0));
        assert_ok!(buy(ALICE, USD, FORTUNE, &TO_TIDE, 123_456));
        assert_eq!(headroom(TIDE, &TO_USD).amount_in, 123_456);
        assert_noop!(sell(BOB, TIDE, 123_457, &TO_USD, 0), Error::<Test>::FlowLimitReached);
        assert_ok!(sell(BOB, TIDE, 123_456, &TO_USD, 0));
    });
}

/// From where the flow stands, the way back is as long as the way there and the bound beyond.
#[test]
fn the_flow_is_bounded_either_way() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        let moved = 4_000_000 - reserves(0)[1];
        let mut put_in = 0;
        loop {
            let Headroom { amount_in, .. } = headroom(USD, &TO_TIDE);
            if sell(BOB, USD, amount_in, &TO_TIDE, 0).is_err() {
                break;
            }
            put_in += amount_in;
        }
        assert_eq!(put_in, 2_000_000 + moved, "half of what the block began with, from there");
        assert_noop!(sell(BOB, USD, 1_000, &TO_TIDE, 0), Error::<Test>::FlowLimitReached);
    });
}

#[test]
fn the_next_block_begins_anew() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        assert_ok!(sell(BOB, TIDE, 200_000, &TO_USD, 0));
        assert_noop!(sell(BOB, TIDE, 1_000, &TO_USD, 0), Error::<Test>::FlowLimitReached);
        next_block();
        let fresh = headroom(TIDE, &TO_USD);
        assert_eq!(fresh.amount_in, reserves(0)[0] * 3_333 / 10_000);
        assert_ok!(sell(BOB, TIDE, fresh.amount_in, &TO_USD, 0));
        assert_eq!(headroom(TIDE, &TO_USD).amount_in, 750_000 - fresh.amount_in);
    });
}

/// What liquidity does to a reserve is no flow: neither does it take room, nor does it give any.
#[test]
fn liquidity_that_comes_or_goes_does_not_count_as_a_trade() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 1_000, &TO_USD, 0));
        let flow = pool(0).block.flow;
        assert_ok!(deposit(ALICE, 0, &[100_000, 400_000], 0));
        assert_ok!(redeem(ALICE, 0, 200_000));
        assert_eq!(pool(0).block.flow, flow);
        assert_eq!(pool(0).block.reserves.into_inner(), [1_000_000, 4_000_000]);
    });
}

#[test]
fn a_block_adds_a_fifth_of_the_shares_and_no_share_more() {
    with_pool(|| {
        assert_eq!(pool(0).total_shares, 2_000_000);
        assert_noop!(deposit(BOB, 0, &[200_001, 800_002], 0), Error::<Test>::LiquidityLimitReached);
        assert_ok!(deposit(BOB, 0, &[150_000, 600_000], 300_000));
        assert_noop!(
            deposit(ALICE, 0, &[50_001, 200_002], 0),
            Error::<Test>::LiquidityLimitReached
        );
        assert_ok!(deposit(ALICE, 0, &[50_000, 200_000], 100_000));
        assert_noop!(deposit(BOB, 0, &[10, 40], 0), Error::<Test>::LiquidityLimitReached);
        // Who leaves makes room.
        assert_ok!(redeem(BOB, 0, 20));
        assert_ok!(deposit(BOB, 0, &[10, 40], 20));
        assert_noop!(deposit(BOB, 0, &[10, 40], 0), Error::<Test>::LiquidityLimitReached);
        next_block();
        assert_ok!(deposit(BOB, 0, &[240_000, 960_000], 480_000));
        assert_noop!(deposit(BOB, 0, &[10, 40], 0), Error::<Test>::LiquidityLimitReached);
    });
}

/// The shares of the first deposit are what its block began with.
#[test]
fn the_block_of_the_first_deposit_has_bounds_too() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp30));
        advance(7);
        assert_ok!(deposit(ALICE, 0, &[1_000_000, 4_000_000], 0));
        assert_noop!(deposit(BOB, 0, &[200_001, 800_002], 0), Error::<Test>::LiquidityLimitReached);
        assert_ok!(deposit(BOB, 0, &[200_000, 800_000], 400_000));
        assert_noop!(sell(BOB, TIDE, 399_961, &TO_USD, 0), Error::<Test>::TradeTooLarge);
        assert_ok!(sell(BOB, TIDE, 399_960, &TO_USD, 0));
        assert_noop!(sell(BOB, TIDE, 100_041, &TO_USD, 0), Error::<Test>::FlowLimitReached);
        assert_ok!(sell(BOB, TIDE, 100_040, &TO_USD, 0));
    });
}

#[test]
fn a_price_away_from_its_average_keeps_liquidity_out_and_lets_it_go() {
    with_pool(|| {
        next_block();
        assert_ok!(deposit(BOB, 0, &[100_000, 400_000], 0));
        next_block();
        assert_ok!(sell(BOB, TIDE, 20_000, &TO_USD, 0));
        assert_noop!(deposit(BOB, 0, &[1_000, 4_000], 0), Error::<Test>::PriceDeviates);
        assert_noop!(deposit(ALICE, 0, &[1, 4], 0), Error::<Test>::PriceDeviates);
        assert_ok!(redeem(BOB, 0, 1_000));
        // It stays refused until the average has followed, over blocks that close with the price.
        let mut blocks = 0;
        while deposit(BOB, 0, &[1_000, 4_000], 0).is_err() {
            assert_ok!(redeem(BOB, 0, 10));
            next_block();
            blocks += 1;
            assert!(blocks < 20, "the average never follows");
        }
        assert!(blocks >= 1, "a block must close with the price first");
        assert_ok!(redeem(BOB, 0, shares(0, BOB)));
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
    });
}

/// A price of exactly so many basis points beside the average passes.
#[test]
fn a_deviation_is_met_exactly_and_missed_by_a_basis_point() {
    // One unit in TIDE for each of USD: the average is 1. Look for a sale that leaves the reserves
    // in a proportion of whole basis points.
    let reserve = 1_000_000u128;
    ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp1, [reserve; 2]).build_and_execute(|| {
        let exactly = |paid: Balance| {
            let swap = computed_step(&pool(0), &TIDE, &USD, Exact::In(paid)).expect("it trades");
            let (first, second) = (swap.reserve_in, swap.reserve_out);
            (first * 10_000 % second == 0).then(|| first * 10_000 / second - 10_000)
        };
        let (paid, bps) = (10_000..90_000)
            .find_map(|paid| exactly(paid).map(|bps| (paid, bps as u16)))
            .expect("one proportion is whole");
        assert!((10..=2_000).contains(&bps));
        assert_ok!(sell(BOB, TIDE, paid, &TO_USD, 0));
        let [first, second] = reserves(0)[..] else { panic!("a pair") };
        let fitting = [first / 100, second / 100];
        set_terms(0, Terms { max_deviation_bps: bps - 1, ..terms::DEFAULT });
        assert_noop!(deposit(BOB, 0, &fitting, 0), Error::<Test>::PriceDeviates);
        set_terms(0, Terms { max_deviation_bps: bps, ..terms::DEFAULT });
        assert_ok!(deposit(BOB, 0, &fitting, 0));
    });
}

/// Below the average as above it: basis points are of the average.
#[test]
fn a_deviation_downwards_is_bounded_as_one_upwards() {
    ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp1, [1_000_000; 2]).build_and_execute(|| {
        assert_ok!(sell(BOB, USD, 50_000, &TO_TIDE, 0));
        let [first, second] = reserves(0)[..] else { panic!("a pair") };
        let needed = (10_000 - first * 10_000 / second) as u16;
        set_terms(0, Terms { max_deviation_bps: needed - 1, ..terms::DEFAULT });
        assert_noop!(deposit(BOB, 0, &[10_000, 12_000], 0), Error::<Test>::PriceDeviates);
        set_terms(0, Terms { max_deviation_bps: needed, ..terms::DEFAULT });
        assert_ok!(deposit(BOB, 0, &[10_000, 12_000], 0));
    });
}

#[test]
fn a_refusal_names_the_bound_and_says_how_much_room_there_is() {
    with_pool(|| {
        let refusal = quote_in(TIDE, 333_301, &TO_USD).expect_err("too much");
        assert_eq!(refusal.error, error(Error::TradeTooLarge));
        assert_eq!(refusal.reason, "TradeTooLarge");
        let room = Headroom { pool_id: 0, amount_in: 333_300, amount_out: 1_333_200 };
        assert_eq!(refusal.headroom, vec![room.clone()]);
        assert_eq!(quote_in(TIDE, 333_300, &TO_USD).expect("it fits").headroom, vec![room]);

        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        let refusal = quote_in(TIDE, 200_001, &TO_USD).expect_err("too much");
        assert_eq!(refusal.reason, "FlowLimitReached");
        assert_eq!(refusal.headroom[0].amount_in, 200_000);
        let refusal = quote_out(TIDE, 900_000, &TO_USD).expect_err("too much");
        assert_eq!(refusal.headroom[0].amount_in, 200_000);
    });
}

/// Whether each verb is possible: create is not of a pool's state, so it is not in the list.
fn possible() -> [bool; 5] {
    let tried = [
        sell(BOB, TIDE, 20_000, &TO_USD, 0),
        buy(BOB, USD, FORTUNE, &TO_TIDE, 20_000),
        deposit(ALICE, 0, &[10_000, 40_000], 0),
        redeem(ALICE, 0, 100),
        Amm::collect_protocol_fees(by(BOB), 0),
    ];
    tried.map(|result| result.is_ok())
}

#[test]
fn a_status_allows_what_it_says() {
    with_pool(|| {
        set_terms(0, Terms { protocol_fee_bps: 2_500, ..WIDE });
        assert_eq!(possible(), [true; 5]);
        next_block();
        set_status(0, PoolStatus::NoNewLiquidity);
        assert_noop!(deposit(ALICE, 0, &[100, 400], 0), Error::<Test>::LiquidityClosed);
        assert_eq!(possible(), [true, true, false, true, true]);
        next_block();
        assert_ok!(sell(BOB, TIDE, 20_000, &TO_USD, 0));
        set_status(0, PoolStatus::WithdrawOnly);
        assert_noop!(deposit(ALICE, 0, &[100, 400], 0), Error::<Test>::LiquidityClosed);
        assert_noop!(sell(BOB, TIDE, 1_000, &TO_USD, 0), Error::<Test>::TradingClosed);
        assert_noop!(buy(BOB, TIDE, FORTUNE, &TO_USD, 1), Error::<Test>::TradingClosed);
        assert_noop!(redeem_single(ALICE, 0, 1, USD), Error::<Test>::TradingClosed);
        assert_eq!(possible(), [false, false, false, true, true]);
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
        assert_ok!(Amm::close_pool(by(ALICE), 0));
    });
}

#[test]
fn terms_for_new_pools_leave_those_there_are_alone() {
    with_pool(|| {
        let strict = Terms { max_trade_bps: 100, protocol_fee_bps: 1_000, ..terms::DEFAULT };
        assert_ok!(Amm::put_terms(None, strict));
        assert_eq!(pool(0).terms, terms::DEFAULT);
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp5));
        assert_eq!(pool(1).terms, strict);
        assert_ok!(deposit(ALICE, 1, &[1_000_000, 4_000_000], 0));
        assert_noop!(sell(BOB, TIDE, 10_001, &[(1, USD)], 0), Error::<Test>::TradeTooLarge);
        assert_ok!(sell(BOB, TIDE, 10_001, &TO_USD, 0));
        set_terms(0, strict);
        assert_noop!(sell(BOB, TIDE, 10_201, &TO_USD, 0), Error::<Test>::TradeTooLarge);
    });
}

fn any_terms() -> impl Strategy<Value = Terms> {
    (0..=2_500u16, 1..=3_333u16, 100..=10_000u16).prop_map(
        |(protocol_fee_bps, max_trade_bps, max_flow_bps)| Terms {
            protocol_fee_bps,
            max_trade_bps,
            max_flow_bps,
            ..WIDE
        },
    )
}

/// Whether a refusal is one by a bound.
fn bounded_away(result: DispatchResult) -> bool {
    [Error::<Test>::TradeTooLarge, Error::FlowLimitReached].map(error).contains(&match result {
        Ok(()) => return false,
        Err(error) => error,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_the_headroom_says_passes_and_one_more_does_not(
        reserves in [1_000_000u128..1_000_000_000, 1_000_000u128..1_000_000_000],
        terms in any_terms(),
        trades in prop::collection::vec((any::<bool>(), 1u128..100_000_000), 0..6),
        turned in any::<bool>(),
    ) {
        let filled = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp30, reserves);
        filled.build_and_execute(|| {
            set_terms(0, terms);
            let way = |turned| if turned { (USD, TO_TIDE, TIDE) } else { (TIDE, TO_USD, USD) };
            for (turned, amount) in trades {
                let (from, legs, _) = way(turned);
                let _ = sell(BOB, from, amount, &legs, 0);
            }
            let (from, legs, to) = way(turned);
            let room = headroom(from.clone(), &legs);
            for exact in [
                Exact::In(room.amount_in),
                Exact::In(room.amount_in + 1),
                Exact::Out(room.amount_out),
                Exact::Out(room.amount_out + 1),
            ] {
                let Ok(swap) = computed_step(&pool(0), &from, &to, exact) else { continue };
                let fits = swap.amount_in <= room.amount_in && swap.amount_out <= room.amount_out;
                let (quoted, tried) = match exact {
                    Exact::In(amount) => (
                        quote_in(from.clone(), amount, &legs),
                        frame_support::storage::with_storage_layer(|| -> DispatchResult {
                            sell(BOB, from.clone(), amount, &legs, 0)?;
                            Err(DispatchError::Other("undo"))
                        }),
                    ),
                    Exact::Out(amount) => (
                        quote_out(from.clone(), amount, &legs),
                        frame_support::storage::with_storage_layer(|| -> DispatchResult {
                            buy(BOB, from.clone(), Balance::MAX, &legs, amount)?;
                            Err(DispatchError::Other("undo"))
                        }),
                    ),
                };
                assert_eq!(bounded_away(tried), !fits, "{exact:?} {swap:?} {room:?}");
                let shown = match quoted {
                    Ok(quote) => quote.headroom,
                    Err(refusal) => refusal.headroom,
                };
                assert_eq!(shown, vec![room.clone()]);
            }
        });
    }
}

/// Who asks from outside asks the state that a block has left behind: what that block has used up is
/// there again when the transaction comes.
#[test]
fn what_is_asked_from_outside_is_asked_of_the_next_block() {
    with_pool(|| {
        assert_ok!(sell(BOB, TIDE, 333_300, &TO_USD, 0));
        assert_noop!(sell(ALICE, TIDE, 200_000, &TO_USD, 0), Error::<Test>::FlowLimitReached);
        let quote = Amm::quote_exact_in(TIDE, 200_000, route(&TO_USD), Some(ALICE));
        let best = Amm::best_route_exact_in(TIDE, USD, 200_000);
        let quote = quote.expect("the next block lets it pass");
        assert_eq!(best.as_ref(), Ok(&quote));
        System::set_block_number(System::block_number() + 1);
        assert_eq!(headroom(TIDE, &TO_USD), quote.headroom[0]);
        assert_ok!(sell(ALICE, TIDE, 200_000, &TO_USD, quote.amount_out));
        assert_eq!(pool(0).reserves[1], quote.hops[0].reserve_out);
    });
}
