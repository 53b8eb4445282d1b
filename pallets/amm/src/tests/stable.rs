//! Stable pools: what they can hold, and that the pallet does with them what the mathematics says.

use super::support::*;
use crate::{mock::MIN_RAMP_BLOCKS, types::CurveState};
use proptest::prelude::*;
use tidewater_math::amm::{stable, Added, Fees, RemovedSingle};

fn stable_of(assets: &[CurrencyId], amplification: u16) -> DispatchResult {
    open(ALICE, assets, Curve::Stable { amplification }, FeeTier::Bp5)
}

/// USD of 6, ETH of 12 and the fourth of 3 decimals, a million tokens of each.
const DEEP: [Balance; 3] = [1_000_000_000_000, 1_000_000_000_000_000_000, 1_000_000_000];

fn with_three(test: impl FnOnce()) {
    ExtBuilder::default().build_and_execute(|| {
        issue(4, 3);
        set_decimals(1, 6);
        set_decimals(3, 12);
        for (id, amount) in [1, 3, 4].into_iter().zip(DEEP) {
            for who in [ALICE, BOB] {
                assert_ok!(Assets::mint(by(OWNER), id, who, amount * 10));
            }
        }
        assert_ok!(stable_of(&[FOURTH, USD, ETH], 100));
        assert_ok!(deposit(ALICE, 0, &DEEP, 0));
        next_block();
        test();
    });
}

/// What the mathematics takes for the pool as it is now.
fn computed<X>(id: PoolId, ask: impl FnOnce(&stable::Pool, Fees) -> X) -> X {
    let pool = pool(id);
    let CurveState::Stable { decimals, .. } = &pool.curve else { panic!("not stable") };
    let amplification = pool.amplification(System::block_number() as u32).expect("stable");
    let fees = pool.fees();
    ask(&stable::Pool { reserves: &pool.reserves, decimals, amplification }, fees)
}

fn computed_deposit(amounts: &[Balance]) -> Added {
    let total = pool(0).total_shares;
    computed(0, |pool, fees| stable::add_liquidity(pool, total, amounts, fees)).expect("it fits")
}

fn computed_single(shares: Balance, at: usize) -> RemovedSingle {
    let total = pool(0).total_shares;
    let removed = computed(0, |pool, fees| {
        stable::remove_liquidity_single(pool, total, LOCKED, shares, at, fees)
    });
    removed.expect("it pays")
}

fn invariant() -> Balance {
    computed(0, |pool, _| stable::invariant(pool)).expect("it is filled")
}

#[test]
fn a_stable_pool_holds_two_to_five_different_currencies() {
    ExtBuilder::default().build_and_execute(|| {
        issue(4, 0);
        issue(5, 0);
        let all = [TIDE, USD, BTC, ETH, FOURTH];
        assert_noop!(stable_of(&[], 100), Error::<Test>::WrongAssetCount);
        assert_noop!(stable_of(&[USD], 100), Error::<Test>::WrongAssetCount);
        assert_noop!(stable_of(&[USD, USD], 100), Error::<Test>::IdenticalAssets);
        assert_noop!(stable_of(&[USD, ETH, USD], 100), Error::<Test>::IdenticalAssets);
        for (id, count) in (0..).zip(2..=5) {
            assert_ok!(stable_of(&all[..count], 100));
            assert_eq!(pool(id).assets.into_inner(), all[..count]);
            let told = Amm::pool(id).expect("it exists");
            assert_eq!((told.kind, told.amplification), (PoolKind::Stable, Some(10_000)));
        }
        // A sixth does not even fit into the list of the call.
        assert!(crate::types::Assets::try_from(all.into_iter().chain([FIFTH]).collect::<Vec<_>>())
            .is_err());
        assert_noop!(
            open(ALICE, &[TIDE, USD, BTC], Curve::ConstantProduct, FeeTier::Bp5),
            Error::<Test>::WrongAssetCount
        );
        assert_noop!(
            open(ALICE, &[TIDE], Curve::ConstantProduct, FeeTier::Bp5),
            Error::<Test>::WrongAssetCount
        );
    });
}

#[test]
fn the_kind_and_the_fee_make_a_pool_another_and_the_amplification_does_not() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(stable_of(&[TIDE, USD], 100));
        assert_noop!(stable_of(&[USD, TIDE], 50), Error::<Test>::PoolExists);
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp5));
        let curve = Curve::Stable { amplification: 100 };
        assert_ok!(open(ALICE, &[TIDE, USD], curve, FeeTier::Bp1));
        let find = |kind, tier| Amm::pool_id(vec![USD, TIDE], kind, tier);
        assert_eq!(find(PoolKind::Stable, FeeTier::Bp5), Some(0));
        assert_eq!(find(PoolKind::ConstantProduct, FeeTier::Bp5), Some(1));
        assert_eq!(find(PoolKind::Stable, FeeTier::Bp1), Some(2));
    });
}

#[test]
fn an_amplification_is_from_two_to_ten_thousand() {
    ExtBuilder::default().build_and_execute(|| {
        for out in [0, 1, 10_001, u16::MAX] {
            assert_noop!(stable_of(&[TIDE, USD], out), Error::<Test>::AmplificationOutOfRange);
        }
        assert_ok!(stable_of(&[TIDE, USD], 2));
        assert_ok!(stable_of(&[TIDE, BTC], 10_000));
    });
}

#[test]
fn decimals_are_up_to_38_and_up_to_24_apart() {
    ExtBuilder::default().build_and_execute(|| {
        let decimals = [
            (0, 24, true),
            (0, 25, false),
            (14, 38, true),
            (13, 38, false),
            (38, 38, true),
            (39, 39, false),
        ];
        for (low, high, fits) in decimals {
            set_decimals(1, low);
            set_decimals(3, high);
            if fits {
                assert_ok!(stable_of(&[USD, ETH], 100));
                // There is one pool of a pair at most: make room for the next.
                let id = crate::NextPoolId::<Test>::get() - 1;
                assert_ok!(deposit(ALICE, id, &[100_000; 2], 1));
                assert_ok!(redeem(ALICE, id, shares(id, ALICE)));
                assert_ok!(Amm::close_pool(by(ALICE), id));
            } else {
                assert_noop!(stable_of(&[USD, ETH], 100), Error::<Test>::DecimalsOutOfRange);
            }
        }
        // TIDE has 12: an asset of none is not too far, one of 37 is.
        set_decimals(1, 0);
        assert_ok!(stable_of(&[TIDE, USD], 100));
        set_decimals(3, 37);
        assert_noop!(stable_of(&[TIDE, ETH], 100), Error::<Test>::DecimalsOutOfRange);
    });
}

/// Two currencies of 0 and of 24 decimals trade token for token.
#[test]
fn currencies_of_very_different_decimals_trade_at_par() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 0);
        set_decimals(3, 24);
        let token = 10u128.pow(24);
        for who in [ALICE, BOB] {
            assert_ok!(Assets::mint(by(OWNER), 3, who, 10_000_000 * token));
        }
        assert_ok!(stable_of(&[USD, ETH], 100));
        assert_ok!(deposit(ALICE, 0, &[1_000_000, 1_000_000 * token], 0));
        let before = balance(&ETH, BOB);
        assert_ok!(sell(BOB, USD, 1_000, &[(0, ETH)], 0));
        let received = balance(&ETH, BOB) - before;
        assert!(received < 1_000 * token && received > 998 * token, "{received}");
        // The other way what is less than a unit is the pool's.
        assert_noop!(sell(BOB, ETH, token / 2, &[(0, USD)], 0), Error::<Test>::ZeroOutput);
        let before = balance(&USD, BOB);
        assert_ok!(sell(BOB, ETH, 1_000 * token, &[(0, USD)], 0));
        assert!((998..=1_001).contains(&(balance(&USD, BOB) - before)));
    });
}

#[test]
fn the_first_deposit_needs_all_and_gives_the_invariant_in_shares() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(stable_of(&[TIDE, USD, BTC], 100));
        set_decimals(1, 12);
        assert_noop!(deposit(ALICE, 0, &[1_000_000, 0, 0], 0), Error::<Test>::ZeroAmount);
        assert_noop!(deposit(ALICE, 0, &[0, 0, 0], 0), Error::<Test>::ZeroAmount);
        assert_noop!(
            deposit(ALICE, 0, &[1_000_000, 999, 1_000_000], 0),
            Error::<Test>::ReserveTooSmall
        );
        assert_noop!(deposit(ALICE, 0, &[1_000_000; 2], 0), Error::<Test>::WrongAmountCount);
        assert_noop!(deposit(ALICE, 0, &[1_000_000; 4], 0), Error::<Test>::WrongAmountCount);
    });
    with_three(|| {
        let all = pool(0).total_shares;
        assert_eq!(all, invariant());
        // In balance: three million tokens at the finest precision, 12 decimals.
        assert_eq!(all, 3_000_000 * 10u128.pow(12));
        assert_eq!(shares(0, ALICE), all - LOCKED);
        assert_eq!(pool(0).locked_shares, LOCKED);
    });
}

#[test]
fn a_deposit_in_any_proportion_gives_what_the_mathematics_says() {
    let [usd, eth, fourth] = DEEP;
    let deposits =
        [[usd / 10, eth / 10, fourth / 10], [usd / 100, 0, 0], [0, eth / 50, 0], [1, eth / 9, 77]];
    for amounts in deposits {
        with_three(|| {
            set_terms(0, Terms { protocol_fee_bps: 2_000, ..WIDE });
            let computed = computed_deposit(&amounts);
            let before = [USD, ETH, FOURTH].map(|asset| balance(&asset, BOB));
            assert_noop!(
                deposit(BOB, 0, &amounts, computed.shares + 1),
                Error::<Test>::SharesBelowMinimum
            );
            assert_ok!(deposit(BOB, 0, &amounts, computed.shares));
            assert_eq!(shares(0, BOB), computed.shares);
            assert_eq!(reserves(0), computed.reserves.to_vec());
            assert_eq!(pool(0).total_shares, computed.total_shares);
            assert_eq!(pool(0).protocol_fees.to_vec(), computed.protocol_fees.to_vec());
            let after = [USD, ETH, FOURTH].map(|asset| balance(&asset, BOB));
            for ((before, after), amount) in before.iter().zip(after).zip(amounts) {
                assert_eq!(before - after, amount, "it is taken whole");
            }
            let told = Event::LiquidityAdded {
                pool_id: 0,
                who: BOB,
                amounts: per_asset(amounts),
                fees: per_asset(computed.fees),
                shares: computed.shares,
                reserves: per_asset(computed.reserves),
                total_shares: computed.total_shares,
            };
            assert_eq!(last_event(), told);
        });
    }
}

#[test]
fn a_deposit_of_nothing_is_none() {
    with_three(|| {
        assert_noop!(deposit(BOB, 0, &[0, 0, 0], 0), Error::<Test>::ZeroAmount);
        assert_noop!(deposit(BOB, 0, &[1, 0], 0), Error::<Test>::WrongAmountCount);
    });
}

#[test]
fn a_withdrawal_in_one_currency_pays_what_the_mathematics_says_less_the_fee() {
    for (at, asset) in [USD, ETH, FOURTH].into_iter().enumerate() {
        with_three(|| {
            set_terms(0, Terms { protocol_fee_bps: 2_000, ..WIDE });
            let redeemed = shares(0, ALICE) / 20;
            let computed = computed_single(redeemed, at);
            assert_eq!(
                computed.fee,
                (computed.amount + computed.fee).div_ceil(2_000),
                "5 basis points of all"
            );
            let before = balance(&asset, ALICE);
            let single =
                |least| Amm::remove_liquidity_single(by(ALICE), 0, redeemed, asset.clone(), least);
            assert_noop!(single(computed.amount + 1), Error::<Test>::AmountBelowMinimum);
            assert_ok!(single(computed.amount));
            assert_eq!(balance(&asset, ALICE) - before, computed.amount);
            assert_eq!(reserves(0)[at], computed.reserve);
            assert_eq!(pool(0).protocol_fees[at], computed.protocol_fee);
            assert_eq!(pool(0).total_shares, computed.total_shares);
            let told = Event::LiquidityRemovedSingle {
                pool_id: 0,
                who: ALICE,
                asset: asset.clone(),
                amount: computed.amount,
                fee: computed.fee,
                shares: redeemed,
                reserves: pool(0).reserves,
                total_shares: computed.total_shares,
            };
            assert_eq!(last_event(), told);
        });
    }
}

#[test]
fn a_withdrawal_in_one_currency_is_of_a_stable_pool_of_it_and_of_shares_one_has() {
    with_three(|| {
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp5));
        assert_ok!(deposit(ALICE, 1, &[1_000_000, 1_000_000], 0));
        assert_noop!(redeem_single(ALICE, 1, 1_000, USD), Error::<Test>::WrongPoolKind);
        assert_noop!(redeem_single(ALICE, 0, 1_000, TIDE), Error::<Test>::AssetNotInPool);
        assert_noop!(redeem_single(ALICE, 9, 1_000, USD), Error::<Test>::PoolNotFound);
        assert_noop!(redeem_single(ALICE, 0, 0, USD), Error::<Test>::ZeroAmount);
        assert_noop!(redeem_single(ALICE, 0, 1, USD), Error::<Test>::ZeroOutput);
        let all = pool(0).total_shares;
        assert_noop!(redeem_single(ALICE, 0, all, USD), Error::<Test>::InsufficientShares);
        let before = root();
        assert!(redeem_single(BOB, 0, all / 100, USD).is_err(), "he has none");
        assert_eq!(root(), before);
    });
}

/// Not more than a fifth of the shares in a block: met exactly, and missed by one.
#[test]
fn withdrawals_in_one_currency_shrink_a_pool_by_a_fifth_in_a_block_and_no_share_more() {
    with_three(|| {
        set_terms(0, Terms { max_deviation_bps: 2_000, ..terms::DEFAULT });
        let room = pool(0).total_shares / 5;
        assert_noop!(redeem_single(ALICE, 0, room + 1, USD), Error::<Test>::LiquidityLimitReached);
        assert_ok!(redeem_single(ALICE, 0, room - 1_000_000_000, USD));
        assert_noop!(
            redeem_single(ALICE, 0, 1_000_000_001, ETH),
            Error::<Test>::LiquidityLimitReached
        );
        assert_ok!(redeem_single(ALICE, 0, 1_000_000_000, ETH));
        assert_noop!(
            redeem_single(ALICE, 0, 1_000_000_000, ETH),
            Error::<Test>::LiquidityLimitReached
        );
        // In proportion there is no such bound; and the next block has room again.
        assert_ok!(redeem(ALICE, 0, 1_000_000_000));
        next_block();
        assert_ok!(redeem_single(ALICE, 0, 1_000_000_000, ETH));
    });
}

#[test]
fn a_price_away_from_its_average_stops_withdrawals_in_one_currency_too() {
    with_three(|| {
        set_terms(0, Terms { max_deviation_bps: 10, ..WIDE });
        assert_ok!(sell(BOB, USD, DEEP[0] / 4, &[(0, ETH)], 0));
        assert_noop!(redeem_single(ALICE, 0, 1_000_000_000, USD), Error::<Test>::PriceDeviates);
        assert_noop!(deposit(ALICE, 0, &[1_000_000, 0, 0], 0), Error::<Test>::PriceDeviates);
        assert_ok!(redeem(ALICE, 0, 1_000_000_000));
        assert_ok!(sell(BOB, ETH, 1_000_000, &[(0, USD)], 0));
        advance(200);
        assert_ok!(redeem_single(ALICE, 0, 1_000_000_000, USD));
    });
}

/// Where a reserve is scarce, what a trade takes out is bounded before what it puts in.
#[test]
fn one_trade_takes_out_a_third_of_a_reserve_and_no_unit_more() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 12);
        assert_ok!(stable_of(&[TIDE, USD], 1_000));
        assert_ok!(deposit(ALICE, 0, &[100_000_000_000, 10_000_000_000], 0));
        let most = 10_000_000_000 * 3_333 / 10_000;
        let legs = [(0, USD)];
        let refusal = quote_out(TIDE, most + 1, &legs).expect_err("too much");
        assert_eq!(refusal.reason, "TradeTooLarge");
        assert_eq!(refusal.headroom[0].amount_out, most);
        assert_noop!(buy(BOB, TIDE, FORTUNE, &legs, most + 1), Error::<Test>::TradeTooLarge);
        assert_ok!(buy(BOB, TIDE, FORTUNE, &legs, most));
    });
}

#[test]
fn all_trades_of_a_block_together_take_out_half_a_reserve_and_no_unit_more() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 12);
        assert_ok!(stable_of(&[TIDE, USD], 1_000));
        assert_ok!(deposit(ALICE, 0, &[100_000_000_000, 10_000_000_000], 0));
        let legs = [(0, USD)];
        assert_ok!(buy(BOB, TIDE, FORTUNE, &legs, 3_000_000_000));
        assert_noop!(
            buy(BOB, TIDE, FORTUNE, &legs, 2_000_000_001),
            Error::<Test>::FlowLimitReached
        );
        assert_ok!(buy(BOB, TIDE, FORTUNE, &legs, 2_000_000_000));
        assert_noop!(buy(BOB, TIDE, FORTUNE, &legs, 1), Error::<Test>::FlowLimitReached);
        let room = quote_out(TIDE, 1, &legs).expect_err("no room").headroom.remove(0);
        assert_eq!(room.amount_out, 0);
        // The other way there is room, and it gives as much back.
        assert_ok!(sell(BOB, USD, 500_000_000, &[(0, TIDE)], 0));
        assert_noop!(buy(BOB, TIDE, FORTUNE, &legs, 500_000_001), Error::<Test>::FlowLimitReached);
        assert_ok!(buy(BOB, TIDE, FORTUNE, &legs, 500_000_000));
        next_block();
        assert_ok!(buy(BOB, TIDE, FORTUNE, &legs, 1_000_000_000));
    });
}

#[test]
fn a_ramp_changes_what_trades_pay_from_block_to_block() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 12);
        assert_ok!(stable_of(&[TIDE, USD], 20));
        assert_ok!(deposit(ALICE, 0, &[30_000_000_000, 10_000_000_000], 0));
        next_block();
        let quote = || quote_in(TIDE, 1_000_000_000, &[(0, USD)]).expect("it trades").amount_out;
        let before = quote();
        assert_ok!(Amm::ramp_amplification(governance(), 0, 40, MIN_RAMP_BLOCKS));
        assert_eq!(quote(), before, "nothing jumps");
        let mut last = before;
        for _ in 0..MIN_RAMP_BLOCKS {
            next_block();
            let now = quote();
            assert!(now > last, "a flatter curve pays more for what there is more of");
            last = now;
        }
        next_block();
        assert_eq!(quote(), last, "it has arrived");
        let computed = computed_step(&pool(0), &TIDE, &USD, Exact::In(1_000_000_000));
        assert_eq!(computed.expect("it trades").amount_out, last);
        assert_ok!(sell(BOB, TIDE, 1_000_000_000, &[(0, USD)], last));
    });
}

/// A sum of prices grows in each block by a price that was in force: also while an amplification
/// moves, and however long nobody has touched the pool.
#[test]
fn sums_of_prices_stay_sums_while_an_amplification_moves() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 12);
        assert_ok!(stable_of(&[TIDE, USD], 20));
        assert_ok!(deposit(ALICE, 0, &[80_000_000_000, 10_000_000_000], 0));
        // Nobody comes for long.
        advance(10_000);
        let low = pool(0).spot_prices(System::block_number() as u32).expect("filled")[0];
        assert_ok!(Amm::ramp_amplification(governance(), 0, 40, MIN_RAMP_BLOCKS));
        advance(MIN_RAMP_BLOCKS);
        let high = pool(0).spot_prices(System::block_number() as u32).expect("filled")[0];
        let (low, high) = (low.min(high), low.max(high));
        let sum = || Amm::cumulative_price(0, USD).expect("a price").sum;
        let mut before = sum();
        for _ in 0..5 {
            next_block();
            let grown = sum().overflowing_sub(before).0;
            assert!(low <= grown && grown <= high, "{low} {grown} {high}");
            before = sum();
        }
        assert_ok!(Amm::ramp_amplification(governance(), 0, 20, MIN_RAMP_BLOCKS));
        advance(50);
        let mut before = sum();
        for _ in 0..40 {
            next_block();
            let grown = sum().overflowing_sub(before).0;
            assert!(low <= grown && grown <= high, "{low} {grown} {high}");
            before = sum();
        }
    });
}

#[test]
fn decimals_stay_what_they_were_when_the_metadata_changes() {
    with_three(|| {
        let CurveState::Stable { decimals, .. } = pool(0).curve else { panic!("not stable") };
        assert_eq!(decimals.into_inner(), [6, 12, 3]);
        let quoted = quote_in(USD, 1_000_000, &[(0, ETH)]).expect("it trades");
        for (id, other) in [(1, 0), (3, 38), (4, 18)] {
            set_decimals(id, other);
        }
        assert_eq!(quote_in(USD, 1_000_000, &[(0, ETH)]), Ok(quoted));
        assert_ok!(sell(BOB, USD, 1_000_000, &[(0, ETH)], 0));
        let CurveState::Stable { decimals, .. } = pool(0).curve else { panic!("not stable") };
        assert_eq!(decimals.into_inner(), [6, 12, 3]);
    });
}

/// A pool that people have left but for the locked shares is below the least reserve: it does not
/// trade. Whoever comes back can fill it again.
#[test]
fn a_pool_that_everybody_has_left_can_be_filled_again() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 1_000_000])
        .stable_pool(&[TIDE, ETH], 100, &[1_000_000, 1_000_000])
        .build_and_execute(|| {
            assert_ok!(stable_of(&[USD, ETH], 100));
            assert_ok!(deposit(ALICE, 2, &[1_000_000; 2], 0));
            for id in 0..3 {
                advance(3);
                assert_ok!(redeem(ALICE, id, shares(id, ALICE)));
                assert_eq!(pool(id).total_shares, LOCKED);
                assert!(reserves(id).iter().all(|reserve| *reserve > 0));
                advance(3);
                assert_ok!(deposit(BOB, id, &[5_000_000, 5_000_000], 0));
                assert_noop!(
                    deposit(ALICE, id, &[50_000_000; 2], 0),
                    Error::<Test>::LiquidityLimitReached
                );
                let asset = pool(id).assets[0].clone();
                let to = pool(id).assets[1].clone();
                assert_ok!(sell(ALICE, asset, 10_000, &[(id, to)], 1));
                next_block();
                assert_ok!(redeem(BOB, id, shares(id, BOB)));
            }
        });
}

/// While it is below the least reserve a pool has no price and no liquidity. A mean of prices over
/// that time is still a price, not a part of one.
#[test]
fn a_mean_over_blocks_without_a_price_is_still_a_price() {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, 12);
        assert_ok!(stable_of(&[TIDE, USD], 100));
        assert_ok!(deposit(ALICE, 0, &[1_000_000, 1_000_000], 0));
        advance(1_000);
        let earlier = Amm::cumulative_price(0, USD).expect("a price");
        let price = average(0, &USD, &TIDE, Window::Day).expect("a price");
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
        advance(500);
        assert_eq!(
            Amm::cumulative_price(0, USD).expect_err("none").error,
            error(Error::ReserveTooSmall)
        );
        assert_ok!(deposit(BOB, 0, &[1_000_000, 1_000_000], 0));
        let liquidity = Amm::average_price(0, USD, TIDE, Window::Day).expect("some").liquidity;
        assert!(liquidity < 600_000, "it had none for most of a day: {liquidity}");
        advance(500);
        let later = Amm::cumulative_price(0, USD).expect("a price");
        let mean = (later.sum - earlier.sum) / (later.as_of - earlier.as_of);
        assert!(mean.abs_diff(price) < price / 1_000_000u32, "{mean} is not {price}");
    });
}

#[test]
fn a_status_holds_for_withdrawals_in_one_currency() {
    with_three(|| {
        set_status(0, PoolStatus::NoNewLiquidity);
        assert_noop!(deposit(BOB, 0, &DEEP, 0), Error::<Test>::LiquidityClosed);
        assert_ok!(redeem_single(ALICE, 0, 1_000_000_000, USD));
        set_status(0, PoolStatus::WithdrawOnly);
        assert_noop!(redeem_single(ALICE, 0, 1_000_000_000, USD), Error::<Test>::TradingClosed);
        assert_ok!(redeem(ALICE, 0, 1_000_000_000));
    });
}

#[test]
fn a_donation_to_the_vault_moves_no_price_of_a_stable_pool() {
    with_three(|| {
        let quoted = quote_in(USD, 1_000_000, &[(0, ETH)]).expect("it trades");
        assert_ok!(Assets::transfer(by(BOB), 3, Amm::vault(), DEEP[1]));
        assert_eq!(quote_in(USD, 1_000_000, &[(0, ETH)]), Ok(quoted));
        advance(10);
        let before = average(0, &ETH, &USD, Window::Day).expect("a price");
        advance(10);
        assert_eq!(average(0, &ETH, &USD, Window::Day), Ok(before));
        // A unit of ETH is a millionth of one of USD.
        let expected = (U256::one() << 128) / 1_000_000u32;
        assert!(before.abs_diff(expected) < expected / 1_000_000u32, "{before}");
    });
}

#[test]
fn prices_across_the_pool_are_in_one_another() {
    with_three(|| {
        assert_ok!(sell(BOB, USD, DEEP[0] / 4, &[(0, FOURTH)], 0));
        advance(700);
        let price = |base: &CurrencyId, quote: &CurrencyId| {
            average(0, base, quote, Window::TenMinutes).expect("a price")
        };
        // ETH in FOURTH is ETH in USD by FOURTH in USD; there and back is one.
        let cross = tidewater_math::amm::ema::price_ratio(
            crate::curves::computed(price(&ETH, &USD)),
            crate::curves::computed(price(&FOURTH, &USD)),
        );
        assert_eq!(cross.map(crate::curves::stored), Ok(price(&ETH, &FOURTH)));
        assert!(price(&FOURTH, &USD) > (U256::one() << 128) * 1_000u32, "it has become scarce");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_the_pallet_does_is_what_the_mathematics_says(
        count in 2usize..=5,
        parts in prop::array::uniform5(1_000_000u128..1_000_000_000),
        amplification in 2u16..=10_000,
        trades in prop::collection::vec((0usize..5, 0usize..4, any::<bool>(), 1u128..300_000_000), 1..6),
    ) {
        ExtBuilder::default().build_and_execute(|| {
            issue(4, 12);
            for id in 1..=3 {
                set_decimals(id, 12);
            }
            let all = [TIDE, USD, BTC, ETH, FOURTH];
            assert_ok!(stable_of(&all[..count], amplification));
            assert_ok!(deposit(ALICE, 0, &parts[..count], 0));
            set_terms(0, Terms { protocol_fee_bps: 2_500, ..WIDE });
            for (from, by_how_much, exact_in, amount) in trades {
                let from = from % count;
                let to = (from + 1 + by_how_much % (count - 1)) % count;
                let (asset, legs) = (all[from].clone(), [(0, all[to].clone())]);
                let exact = if exact_in { Exact::In(amount) } else { Exact::Out(amount) };
                let computed = computed_step(&pool(0), &asset, &all[to], exact);
                let before = (invariant(), balance(&asset, BOB), balance(&all[to], BOB));
                let done = match exact_in {
                    true => sell(BOB, asset.clone(), amount, &legs, 0),
                    false => buy(BOB, asset.clone(), Balance::MAX, &legs, amount),
                };
                match (computed, done) {
                    (Ok(swap), Ok(())) => {
                        let now = reserves(0);
                        assert_eq!((now[from], now[to]), (swap.reserve_in, swap.reserve_out));
                        assert_eq!(before.1 - balance(&asset, BOB), swap.amount_in);
                        assert_eq!(balance(&all[to], BOB) - before.2, swap.amount_out);
                    }
                    (Ok(swap), Err(why)) => {
                        let bounds = [Error::<Test>::TradeTooLarge, Error::FlowLimitReached];
                        assert!(bounds.map(error).contains(&why), "{swap:?} {why:?}");
                    }
                    (Err(why), Err(failed)) => {
                        assert_eq!(failed, error(Error::from(why)));
                    }
                    (Err(why), Ok(())) => panic!("{why:?}"),
                }
                assert!(invariant() >= before.0, "the invariant fell");
                next_block();
            }
        });
    }
}
