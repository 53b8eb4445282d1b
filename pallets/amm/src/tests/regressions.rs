//! Attacks that others have suffered, by name.

use super::support::*;
use crate::mock::MIN_RAMP_BLOCKS;

const TO_USD: [Leg; 1] = [(0, USD)];
const TO_TIDE: [Leg; 1] = [(0, TIDE)];

/// What somebody has of both currencies, valued at `price` units of the first for `against` of the
/// second.
fn worth(who: AccountId, [price, against]: [Balance; 2]) -> Balance {
    balance(&TIDE, who) * against + balance(&USD, who) * price
}

/// The first depositor makes one share so dear, by a gift to the vault, that the next deposit gives
/// none. Here gifts are in no reserve, and the locked shares keep a share cheap.
#[test]
fn a_first_depositor_cannot_inflate_a_share() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(open(BOB, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp30));
        // The least first deposit: one share more than the locked ones.
        assert_noop!(deposit(BOB, 0, &[LOCKED, LOCKED], 0), Error::<Test>::BelowLockedShares);
        assert_ok!(deposit(BOB, 0, &[LOCKED + 1, LOCKED + 1], 1));
        assert_eq!(shares(0, BOB), 1);
        assert_ok!(Balances::transfer_keep_alive(by(BOB), Amm::vault(), FORTUNE / 10));
        assert_ok!(Assets::transfer(by(BOB), 1, Amm::vault(), FORTUNE / 10));
        // Who comes next, even with little, gets shares for all but a unit of it, and all of it back.
        let before = [balance(&TIDE, ALICE), balance(&USD, ALICE)];
        assert_ok!(deposit(ALICE, 0, &[200, 200], 200));
        assert_ok!(redeem(ALICE, 0, 200));
        assert_eq!([balance(&TIDE, ALICE), balance(&USD, ALICE)], before);
        // The gift is nobody's: whoever gave it does not get it back.
        assert_ok!(redeem(BOB, 0, 1));
        assert!(balance(&USD, BOB) < FORTUNE - FORTUNE / 10);
    });
}

/// By trades with himself in a nearly empty pool, he does not either: fees make each share dearer,
/// but never so dear that he gains by it what the next one loses.
#[test]
fn a_first_depositor_cannot_inflate_a_share_by_fees() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(open(BOB, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp100));
        assert_ok!(deposit(BOB, 0, &[LOCKED + 10, LOCKED + 10], 10));
        let before = worth(BOB, [1, 1]);
        for _ in 0..200 {
            next_block();
            assert_ok!(sell(BOB, TIDE, reserves(0)[0] / 4, &TO_USD, 0));
            assert_ok!(sell(BOB, USD, reserves(0)[1] / 4, &TO_TIDE, 0));
        }
        assert!(worth(BOB, [1, 1]) < before);
        let had = worth(ALICE, [1, 1]);
        // The price is near one: of what Alice puts in, at most one share's worth is lost.
        let amounts = reserves(0).into_iter().map(|r| r / 10).collect::<Vec<_>>();
        set_terms(0, WIDE);
        assert_ok!(deposit(ALICE, 0, &amounts, 0));
        let lost = reserves(0).iter().sum::<Balance>() / pool(0).total_shares + 2;
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
        assert!(worth(ALICE, [1, 1]) + lost >= had);
    });
}

/// Move the price, add liquidity at it, move it back, remove. The bound on the deviation refuses the
/// second step; and where governance has set it as wide as it can be, the four together cost the fees.
#[test]
fn liquidity_added_around_a_price_move_gains_nothing() {
    for (terms, refused) in [(terms::DEFAULT, true), (WIDE, false)] {
        for asset in [TIDE, USD] {
            let filled = ExtBuilder::default();
            filled.pool([TIDE, USD], FeeTier::Bp1, [10_000_000; 2]).build_and_execute(|| {
                set_terms(0, terms);
                next_block();
                let before = worth(BOB, [1, 1]);
                let (there, back) = match asset == TIDE {
                    true => (TO_USD, (USD, TO_TIDE)),
                    false => (TO_TIDE, (TIDE, TO_USD)),
                };
                assert_ok!(sell(BOB, asset.clone(), 900_000, &there, 0));
                let received = 10_000_000 - reserves(0).into_iter().min().expect("two");
                let in_between = deposit(BOB, 0, &[1_500_000, 1_500_000], 0);
                assert_eq!(in_between == Err(error(Error::PriceDeviates)), refused);
                assert_ok!(sell(BOB, back.0, received, &back.1, 0));
                if !refused {
                    assert_ok!(in_between);
                    assert_ok!(redeem(BOB, 0, shares(0, BOB)));
                }
                assert!(worth(BOB, [1, 1]) < before);
            });
        }
    }
}

/// And the other way round: liquidity removed around a price move, by who had it before.
#[test]
fn liquidity_removed_around_a_price_move_gains_nothing() {
    let filled = ExtBuilder::default();
    filled.pool([TIDE, USD], FeeTier::Bp1, [10_000_000; 2]).build_and_execute(|| {
        next_block();
        assert_ok!(deposit(BOB, 0, &[2_000_000, 2_000_000], 0));
        next_block();
        let alice_has = |pool: &Pool| {
            // Her part of the reserves, at a price of one, times the shares.
            pool.reserves.iter().sum::<Balance>() as f64 / pool.total_shares as f64
        };
        let before = alice_has(&pool(0));
        assert_ok!(sell(BOB, TIDE, 2_000_000, &TO_USD, 0));
        assert_ok!(redeem(BOB, 0, shares(0, BOB)));
        let [first, second] = reserves(0)[..] else { panic!("a pair") };
        assert_ok!(sell(BOB, USD, (first - second) / 2, &TO_TIDE, 0));
        assert!(alice_has(&pool(0)) >= before);
        assert!(worth(BOB, [1, 1]) < 2 * FORTUNE);
    });
}

/// Liquidity that comes for one trade and leaves after it, within a block, earns of the fee its part
/// of the pool and no more; and it is no more than a fifth of the pool.
#[test]
fn liquidity_for_a_single_trade_is_bounded() {
    let filled = ExtBuilder::default();
    filled.pool([TIDE, USD], FeeTier::Bp30, [10_000_000; 2]).build_and_execute(|| {
        next_block();
        assert_noop!(deposit(BOB, 0, &[90_000_000; 2], 0), Error::<Test>::LiquidityLimitReached);
        assert_ok!(deposit(BOB, 0, &[2_000_000; 2], 0));
        let before = worth(BOB, [1, 1]);
        assert_ok!(sell(ALICE, TIDE, 1_000_000, &TO_USD, 0));
        assert_ok!(redeem(BOB, 0, shares(0, BOB)));
        let fee = 3_000;
        assert!(worth(BOB, [1, 1]) - before <= 4_000_000 + fee / 6 + 1_000_000 / 6 / 10);
    });
}

/// Whoever reads a pool's price in the middle of a transaction reads what the last block closed with.
/// The attack is in `history.rs`; here is what a lender would see.
#[test]
fn a_price_read_in_the_block_of_an_attack_is_the_one_before_it() {
    let filled = ExtBuilder::default();
    filled.pool([TIDE, USD], FeeTier::Bp30, [10_000_000; 2]).build_and_execute(|| {
        advance(50);
        let read = |window| average(0, &USD, &TIDE, window).expect("there is a price");
        let before = Window::ALL.map(read);
        assert_ok!(sell(BOB, TIDE, 3_300_000, &TO_USD, 0));
        assert_eq!(Window::ALL.map(read), before);
        let back = 10_000_000 - reserves(0)[1];
        assert_ok!(sell(BOB, USD, back, &TO_TIDE, 0));
        next_block();
        // A block of it, brought back but for the fee: less than a basis point of ten minutes.
        let moved =
            read(Window::TenMinutes).max(before[0]) - read(Window::TenMinutes).min(before[0]);
        assert!(moved < before[0] / 1_000);
    });
}

/// Balancer, 3 November 2025: batches of tiny trades at tiny balances, each rounded for the trader.
/// Here tiny trades, deposits and withdrawals gain nothing however many there are: not a unit.
#[test]
fn batches_of_tiny_amounts_take_nothing_from_a_product() {
    for reserves_of in [[1_010u128, 1_010], [1_002, 40_000], [9_999_999, 1_200]] {
        let filled = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp1, reserves_of);
        filled.build_and_execute(|| {
            set_terms(0, WIDE);
            let before = worth(BOB, reserves_of);
            let product = |pool: Pool| pool.reserves.iter().product::<Balance>();
            let mut least = product(pool(0));
            for round in 0..120u128 {
                let tiny = 1 + round % 9;
                let _ = match round % 6 {
                    0 => sell(BOB, TIDE, tiny, &TO_USD, 0),
                    1 => buy(BOB, USD, FORTUNE, &TO_TIDE, tiny),
                    2 => sell(BOB, USD, tiny, &TO_TIDE, 0),
                    3 => buy(BOB, TIDE, FORTUNE, &TO_USD, tiny),
                    4 => deposit(BOB, 0, &[tiny * 40, tiny * 40], 0),
                    _ => redeem(BOB, 0, tiny.min(shares(0, BOB))),
                };
                if round % 6 < 4 {
                    assert!(product(pool(0)) >= least, "the product fell");
                }
                least = product(pool(0));
                if round % 10 == 9 {
                    next_block();
                }
            }
            let _ = redeem(BOB, 0, shares(0, BOB));
            assert!(worth(BOB, reserves_of) <= before);
        });
    }
}

/// The same in a stable pool just above its least reserves and with decimals that differ: where the
/// attack took place.
#[test]
fn batches_of_tiny_amounts_take_nothing_from_a_stable_pool() {
    for (decimals, reserves_of) in
        [(12u8, [1_010u128, 1_020]), (12, [40_000, 1_001]), (10, [102_000, 1_015])]
    {
        ExtBuilder::default().build_and_execute(|| {
            set_decimals(1, decimals);
            let curve = Curve::Stable { amplification: 200 };
            assert_ok!(open(ALICE, &[TIDE, USD], curve, FeeTier::Bp1));
            assert_ok!(deposit(ALICE, 0, &reserves_of, 0));
            set_terms(0, WIDE);
            let now = System::block_number() as u32;
            let price = (pool(0).spot_prices(now).expect("filled")[0] >> 64).low_u128();
            let before = worth(BOB, [price, 1 << 64]);
            // Below the least reserve, where a withdrawal can bring it, there is no invariant.
            let per_share = |pool: &Pool| (pool.liquidity(1).ok(), pool.total_shares);
            for round in 0..120u128 {
                let tiny = 1 + round % 9;
                let was = per_share(&pool(0));
                let _ = match round % 7 {
                    0 => sell(BOB, TIDE, tiny, &TO_USD, 0),
                    1 => buy(BOB, USD, FORTUNE, &TO_TIDE, tiny),
                    2 => sell(BOB, USD, tiny, &TO_TIDE, 0),
                    3 => buy(BOB, TIDE, FORTUNE, &TO_USD, tiny),
                    4 => deposit(BOB, 0, &[tiny * 3, 0], 0),
                    5 => redeem_single(BOB, 0, tiny.min(shares(0, BOB)), USD),
                    _ => redeem(BOB, 0, tiny.min(shares(0, BOB))),
                };
                let is = per_share(&pool(0));
                if let ((Some(is), shares), (Some(was), before)) = (is, was) {
                    assert!((is + 1) * before > was * shares, "{was:?} became {is:?}");
                }
                if round % 10 == 9 {
                    next_block();
                }
            }
            let _ = redeem(BOB, 0, shares(0, BOB));
            // The price is right to within four parts of the invariant: less than four units.
            assert!(worth(BOB, [price, 1 << 64]) <= before + (4 << 64));
        });
    }
}

/// An asset's team takes some of it. Whoever leaves first must not be paid by those who stay: not
/// even who leaves in two steps, the first of which is owed and makes the pool look covered.
#[test]
fn who_leaves_a_pool_in_shortfall_in_two_steps_is_paid_no_more_than_the_others() {
    let filled = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp30, [1_000_000; 2]);
    filled.build_and_execute(|| {
        let all = shares(0, ALICE);
        assert_ok!(PoolAssets::transfer(by(ALICE), 0, BOB, all * 4 / 10));
        // A fifth of the reserve is gone.
        let vault = balance(&USD, Amm::vault());
        take_from_vault(1, vault - 800_000);
        let before = balance(&USD, BOB);
        assert_ok!(redeem(BOB, 0, all / 5));
        assert!(Amm::owed_to(&BOB, &USD) > 0, "the first step is owed");
        assert_ok!(redeem(BOB, 0, all / 5));
        let claimed = Amm::claim_owed(by(BOB), BOB, USD);
        assert!(claimed.is_err(), "nothing is paid while something is missing");
        assert_ok!(Amm::settle_shortfall(by(ALICE), USD));
        let _ = Amm::claim_owed(by(BOB), BOB, USD);
        let received = balance(&USD, BOB) - before;
        let left = reserves(0)[1];
        // Bob had two fifths of it and Alice three: so they still have.
        assert!(received * 3 <= left * 2 + 5, "{received} of {left}");
    });
}

/// A shortfall that no single pool shows: each reserve is covered, their sum is not. Whoever leaves is
/// then paid in full, until somebody settles; everybody can, at once. See ADR 13 for why trades and
/// withdrawals do not add up all pools.
#[test]
fn a_shortfall_that_no_single_pool_shows_is_shared_once_somebody_settles() {
    for settled_at_once in [true, false] {
        ExtBuilder::default()
            .pool([TIDE, USD], FeeTier::Bp30, [1_000_000; 2])
            .pool([BTC, USD], FeeTier::Bp30, [1_000_000; 2])
            .build_and_execute(|| {
                take_from_vault(1, balance(&USD, Amm::vault()) - 1_200_000);
                let before = balance(&USD, ALICE);
                if settled_at_once {
                    assert_ok!(Amm::settle_shortfall(by(BOB), USD));
                }
                assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
                if !settled_at_once {
                    assert_ok!(Amm::settle_shortfall(by(BOB), USD));
                }
                let received = balance(&USD, ALICE) - before;
                let other = reserves(1)[0].min(reserves(1)[1]);
                let shared = received <= 600_000 && other >= 599_000;
                assert_eq!(shared, settled_at_once, "{received} and {other}");
            });
    }
}

/// The team blocks the vault: what cannot be paid is owed, and the pool can still be closed.
#[test]
fn a_blocked_vault_keeps_nobody_from_leaving_and_closing() {
    let filled = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp30, [1_000_000; 2]);
    filled.build_and_execute(|| {
        assert_ok!(Assets::block(by(OWNER), 1, Amm::vault()));
        let before = balance(&TIDE, ALICE);
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
        assert_eq!(balance(&TIDE, ALICE), before + 999_000);
        assert_eq!(Amm::owed_to(&ALICE, &USD), 999_000);
        assert_ok!(Amm::close_pool(by(ALICE), 0));
        assert!(balance(&TIDE, ALICE) > before + 1_000_000, "with the deposit");
        assert_ok!(Assets::thaw(by(OWNER), 1, Amm::vault()));
        let before = balance(&USD, ALICE);
        assert_ok!(Amm::claim_owed(by(BOB), ALICE, USD));
        assert_eq!(balance(&USD, ALICE), before + 1_000_000);
    });
    // A pool that was never filled, too.
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(open(BOB, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp30));
        assert_ok!(Assets::block(by(OWNER), 1, Amm::vault()));
        assert_ok!(Amm::close_pool(by(BOB), 0));
        // What remains is the deposit for the account that the vault has of USD.
        assert_eq!(Balances::reserved_balance(BOB), crate::mock::ACCOUNT_DEPOSIT);
    });
}

/// Acala, August 2022. A parameter of a pool that had just been opened was set wrong, and 3 billion aUSD
/// were minted before anybody could say so. Here nothing is minted by a parameter, an absurd value is
/// refused, a wrong one goes a step from the right one, and the next step has to wait, in a batch too.
/// The most wrong that is left: a twentieth of the fees more or less for the protocol, twice or half as
/// much per block, twice the deviation, and an amplification that takes its time to double.
#[test]
fn a_mis_set_parameter_of_the_acala_2022_kind_is_refused() {
    let filled = ExtBuilder::default();
    filled.stable_pool(&[TIDE, USD], 100, &[1_000_000; 2]).build_and_execute(|| {
        let right = pool(0).terms;
        let change = |record, terms| Amm::set_terms(governance(), record, terms);
        let ramp = |to| Amm::ramp_amplification(governance(), 0, to, MIN_RAMP_BLOCKS);
        let [absurd, too_far] =
            [Error::<Test>::TermsOutOfRange, Error::StepTooLarge].map(DispatchError::from);
        for record in [None, Some(0)] {
            // A comma in the wrong place, a percentage taken for basis points, all of it.
            for bps in [10_000, 5_000, u16::MAX] {
                assert_noop!(change(record, Terms { protocol_fee_bps: bps, ..right }), absurd);
                assert_noop!(change(record, Terms { max_deviation_bps: bps, ..right }), absurd);
            }
            assert_noop!(change(record, Terms { protocol_fee_bps: 2_500, ..right }), too_far);
            assert_noop!(change(record, Terms { max_deviation_bps: 2_000, ..right }), too_far);
            assert_noop!(change(record, Terms { max_trade_bps: 33, ..right }), too_far);
            assert_noop!(change(record, Terms { max_flow_bps: 100, ..right }), too_far);
            assert_noop!(change(record, Terms { max_liquidity_bps: 10_000, ..right }), too_far);
        }
        assert_noop!(ramp(0), Error::<Test>::AmplificationOutOfRange);
        assert_noop!(ramp(u16::MAX), Error::<Test>::AmplificationOutOfRange);
        assert_noop!(ramp(10_000), Error::<Test>::RampTooFast);
        assert_noop!(ramp(2), Error::<Test>::RampTooFast);

        let most_wrong = Terms {
            protocol_fee_bps: 500,
            max_trade_bps: 1_667,
            max_flow_bps: 10_000,
            max_liquidity_bps: 4_000,
            max_deviation_bps: 400,
        };
        let issued = Balances::total_issuance();
        for record in [None, Some(0)] {
            assert_ok!(change(record, most_wrong));
            let more = Terms { protocol_fee_bps: 1_000, ..most_wrong };
            assert_noop!(change(record, more), Error::<Test>::ChangedTooSoon);
        }
        assert_ok!(ramp(200));
        assert_eq!(pool(0).amplification(Amm::now()), Some(10_000), "nothing jumps");
        assert_eq!(Balances::total_issuance(), issued);
        // And whoever sees it can leave, or the pool is stopped, before the next one.
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE) / 2));
        set_status(0, PoolStatus::WithdrawOnly);
    });
}
