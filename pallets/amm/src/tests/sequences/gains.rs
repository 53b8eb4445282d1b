//! One account does what it likes in one pool and brings the price back: it has gained nothing.

use super::{steps::Step, strategies::bobs_step, *};
use proptest::prelude::*;

/// What these amounts come to, at so much of the first currency for so much of the second.
pub(super) fn worth([first, second]: [Balance; 2], [price, against]: [Balance; 2]) -> BigUint {
    BigUint::from(first) * against + BigUint::from(second) * price
}

/// What Bob has in hand, at these prices.
pub(super) fn bobs_worth(prices: [Balance; 2]) -> BigUint {
    worth([balance(&TIDE, BOB), balance(&USD, BOB)], prices)
}

/// Bob redeems all; shares that are worth less than a unit may stay behind.
pub(super) fn bob_leaves() {
    let gone = redeem(BOB, 0, shares(0, BOB));
    assert!(gone.is_ok() || shares(0, BOB) == 0 || gone == Err(error(Error::ZeroOutput)));
}

/// Brings the price of the first pool back to that of `wanted` reserves, within the bounds of each
/// block, and as near as one unit allows.
pub(super) fn restore_price(wanted: [Balance; 2]) {
    let legs = [(TIDE, (0, USD)), (USD, (0, TIDE))];
    for _ in 0..40 {
        let [first, second] = reserves(0)[..] else { panic!("a pair") };
        let ours = BigUint::from(first) * wanted[1];
        let theirs = BigUint::from(second) * wanted[0];
        // Too much of the first: sell the second.
        let (asset, leg) = if ours > theirs { &legs[1] } else { &legs[0] };
        let beyond = |paid: Balance| {
            let swap = computed_step(&pool(0), asset, &leg.1, Exact::In(paid));
            swap.map_or(paid > 1_000, |swap| {
                let (x, y) = match ours > theirs {
                    true => (swap.reserve_out, swap.reserve_in),
                    false => (swap.reserve_in, swap.reserve_out),
                };
                (BigUint::from(x) * wanted[1] > BigUint::from(y) * wanted[0]) != (ours > theirs)
            })
        };
        let room = Amm::headroom(asset.clone(), &route(std::slice::from_ref(leg)), Amm::now())[0]
            .amount_in;
        let (mut low, mut high) = (0, room + 1);
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if beyond(middle) {
                high = middle;
            } else {
                low = middle;
            }
        }
        if low == 0 || sell(BOB, asset.clone(), low, std::slice::from_ref(leg), 0).is_err() {
            return;
        }
        next_block();
    }
}

/// Opens a stable pool of these reserves, of twelve decimals and of `decimals`. The test is given the
/// price of one USD in TIDE, as a fraction of whole numbers.
pub(super) fn with_stable_pair(
    reserves: [Balance; 2],
    decimals: u8,
    amplification: u16,
    wide: bool,
    test: impl FnOnce([Balance; 2]),
) {
    ExtBuilder::default().build_and_execute(|| {
        set_decimals(1, decimals);
        for who in [ALICE, BOB] {
            assert_ok!(Assets::mint(by(OWNER), 1, who, 1_000 * FORTUNE));
        }
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::Stable { amplification }, FeeTier::Bp5));
        assert_ok!(deposit(ALICE, 0, &reserves, 0));
        next_block();
        if wide {
            set_terms(0, WIDE);
        }
        let price = pool(0).spot_prices(1).expect("it is filled")[0];
        test([(price >> 40).low_u128(), 1 << 88]);
    });
}

/// As many of the smallest units of USD as `amount` are of TIDE's, times `tilt` thousandths.
pub(super) fn tilted(amount: Balance, tilt: Balance, decimals: u8) -> Balance {
    amount * tilt / 1_000 * 10u128.pow(decimals.into()) / 10u128.pow(12)
}

fn assert_bob_has_not_gained(steps: Vec<Step>, prices: [Balance; 2], slack: Balance) {
    let start: [Balance; 2] = reserves(0).try_into().expect("a pair");
    let most = bobs_worth(prices) + BigUint::from(slack) * (prices[0] + prices[1]);
    for step in steps {
        let _ = step.take();
    }
    set_status(0, PoolStatus::Active);
    bob_leaves();
    // At the old price whatever he has in hand is worth no more, wherever the price is now.
    assert!(bobs_worth(prices) <= most);
    next_block();
    restore_price(start);
    assert!(bobs_worth(prices) <= most);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// One account trades, adds and removes as it likes, over as many blocks as it likes, and brings
    /// the price back in the end: at that price it has no more than before. To the last unit.
    #[test]
    fn nobody_gains_from_a_product_when_prices_return(
        steps in prop::collection::vec(bobs_step(), 1..25),
        reserves in [2_001u128..100_000_000, 2_001u128..100_000_000],
        wide in any::<bool>(),
    ) {
        let pool = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp1, reserves);
        pool.build_and_execute(|| {
            if wide {
                set_terms(0, WIDE);
            }
            assert_bob_has_not_gained(steps, reserves, 0);
        });
    }

    /// The same on the other curve. The price is that of the reserves to within `(n + 2)/D`, which on
    /// a reserve is a few units.
    #[test]
    fn nobody_gains_from_a_stable_pool_when_prices_return(
        steps in prop::collection::vec(bobs_step(), 1..25),
        even in 100_000_000u128..10_000_000_000,
        tilt in 200u128..5_000,
        amplification in 2u16..2_000,
        decimals in prop::sample::select(vec![9u8, 12, 14]),
        wide in any::<bool>(),
    ) {
        let reserves = [even, tilted(even, tilt, decimals)];
        with_stable_pair(reserves, decimals, amplification, wide, |prices| {
            assert_bob_has_not_gained(steps, prices, 16);
        });
    }
}
