//! What other pallets of ours ask: trades, and how much TIDE is in shares.

use super::support::*;
use proptest::prelude::*;
use tidewater_primitives::{
    ids::share_currency,
    seams::{swap::Swap, voting_power::TideInShares},
};

fn share(pool: PoolId) -> CurrencyId {
    share_currency(pool).expect("a small number")
}

fn tide_in(pool: PoolId, shares: Balance) -> Balance {
    Amm::tide_in(&share(pool), shares)
}

/// A million of TIDE and four of dollars, a block old.
fn with_old_pool(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
        .build_and_execute(|| {
            set_terms(0, WIDE);
            next_block();
            test();
        });
}

#[test]
fn a_pallet_trades_as_its_account_would_by_the_call() {
    with_old_pool(|| {
        let quoted = quote_in(USD, 50_000, &[(0, TIDE)]).expect("it trades").amount_out;
        let (had_usd, had_tide) = (balance(&USD, BOB), balance(&TIDE, BOB));
        let hops = route(&[(0, TIDE)]);
        let received = <Amm as Swap<_>>::swap_exact_in(&BOB, USD, 50_000, &hops, quoted);
        assert_eq!(received, Ok(quoted));
        assert_eq!(balance(&USD, BOB), had_usd - 50_000);
        assert_eq!(balance(&TIDE, BOB), had_tide + quoted);
        assert!(matches!(last_event(), Event::Swapped { who: BOB, amount_in: 50_000, .. }));
    });
}

#[test]
fn a_trade_that_gives_less_or_cannot_be_paid_changes_nothing() {
    with_old_pool(|| {
        let hops = route(&[(0, TIDE)]);
        let swap = |who, amount, least| {
            <Amm as Swap<AccountId>>::swap_exact_in(&who, USD, amount, &hops, least)
        };
        let quoted = quote_in(USD, 50_000, &[(0, TIDE)]).expect("it trades").amount_out;
        let before = root();
        assert_eq!(
            swap(BOB, 50_000, quoted + 1),
            Err(error(Error::<Test>::AmountOutBelowMinimum)),
            "the least is more than it gives"
        );
        assert!(swap(55, 50_000, 0).is_err(), "nobody has this account");
        assert_eq!(root(), before);
    });
}

#[test]
fn shares_have_their_part_of_the_pools_tide_rounded_down() {
    with_old_pool(|| {
        let total = pool(0).total_shares;
        assert_eq!(tide_in(0, total), 1_000_000);
        assert_eq!(tide_in(0, total / 2), 500_000);
        assert_eq!(tide_in(0, 1), 0, "half a unit");
        assert_eq!(tide_in(0, 0), 0);
    });
}

#[test]
fn there_is_no_tide_in_anything_else() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
        .pool([USD, BTC], FeeTier::Bp30, [1_000_000, 4_000_000])
        .build_and_execute(|| {
            assert_ok!(open(
                ALICE,
                &[TIDE, ETH],
                Curve::Stable { amplification: 100 },
                FeeTier::Bp1
            ));
            assert_ok!(deposit(ALICE, 2, &[1_000_000, 1_000_000], 0));
            assert_ok!(open(ALICE, &[TIDE, ETH], Curve::ConstantProduct, FeeTier::Bp1));
            assert_ok!(open(ALICE, &[TIDE, BTC], Curve::ConstantProduct, FeeTier::Bp1));
            assert_ok!(deposit(ALICE, 4, &[1_000_000, 1_000_000], 0));
            assert_eq!(tide_in(4, 1_000_000), 0, "in its first block it has no price yet");
            next_block();
            assert!(tide_in(0, 1_000_000) > 0 && tide_in(4, 1_000_000) > 0);
            assert_eq!(tide_in(1, 1_000_000), 0, "no TIDE in it");
            assert_eq!(tide_in(2, 1_000_000), 0, "a stable pool");
            assert_eq!(tide_in(3, 1_000_000), 0, "empty");
            assert_eq!(tide_in(77, 1_000_000), 0, "no such pool");
            for other in [TIDE, USD, BTC] {
                assert_eq!(Amm::tide_in(&other, 1_000_000), 0, "not shares");
            }
        });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Votes that are bought for a block: whatever is traded, the TIDE in all shares is at most what is
    /// in the pool at its average price, which trades move by their fees alone.
    #[test]
    fn trading_does_not_put_votes_into_shares(
        trades in prop::collection::vec((any::<bool>(), 1u128..400_000), 1..8),
    ) {
        with_old_pool(|| {
            let total = pool(0).total_shares;
            for (from_tide, amount) in trades {
                let _ = match from_tide {
                    true => sell(BOB, TIDE, amount, &[(0, USD)], 0),
                    false => sell(BOB, USD, 4 * amount, &[(0, TIDE)], 0),
                };
                let (reserves, counted) = (reserves(0), tide_in(0, total));
                assert!(counted <= reserves[0]);
                // At a price of a quarter both sides of the settled pool multiply to its product.
                assert!(4 * counted * counted <= reserves[0] * reserves[1]);
            }
        });
    }
}
