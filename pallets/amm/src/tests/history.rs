//! What a pool remembers: averages and sums of prices over closed blocks.

use super::support::*;
use proptest::prelude::*;
use tidewater_primitives::{apis::amm::CumulativePrice, seams::average_prices::AveragePrices};

const TO_USD: [Leg; 1] = [(0, USD)];
const TO_TIDE: [Leg; 1] = [(0, TIDE)];

/// A million of each, opened before the first block: the price is one.
fn with_even_pool(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 1_000_000])
        .build_and_execute(|| {
            set_terms(0, WIDE);
            test();
        });
}

fn one() -> U256 {
    U256([0, 0, 1, 0])
}

/// The price of USD in TIDE that is in force.
fn spot() -> U256 {
    price_of(reserves(0).try_into().expect("a pair"))
}

fn averages() -> [U256; 3] {
    Window::ALL.map(|window| average(0, &USD, &TIDE, window).expect("there is a price"))
}

fn cumulative() -> CumulativePrice {
    Amm::cumulative_price(0, USD).expect("there is a price")
}

/// Brings the pool up to date and writes it, as every trade does, without a trade.
fn touch(id: PoolId) {
    let mut pool = pool(id);
    Amm::touch(&mut pool, Amm::now());
    Pools::<Test>::insert(id, pool);
}

fn distance(a: U256, b: U256) -> U256 {
    a.max(b) - a.min(b)
}

/// Read-only reentrancy and spot prices as oracles: whoever moves a price and reads an average in the
/// same block, before or after, reads what he would have read without moving it.
#[test]
fn a_price_moved_within_a_block_is_not_in_any_average_read_in_it() {
    with_even_pool(|| {
        advance(3);
        let (before, sum) = (averages(), cumulative());
        let liquidity = Amm::average_price(0, USD, TIDE, Window::Day).expect("a price").liquidity;
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        assert_eq!(averages(), before);
        assert_ok!(sell(BOB, TIDE, 400_000, &TO_USD, 0));
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE) / 2));
        assert_eq!(averages(), before);
        assert_eq!(cumulative(), sum);
        let now = Amm::average_price(0, USD, TIDE, Window::Day).expect("a price").liquidity;
        assert_eq!(now, liquidity);
    });
}

/// And what is moved back within the block is in no average ever.
#[test]
fn a_price_moved_back_before_its_block_ends_is_in_no_average_at_all() {
    with_even_pool(|| {
        set_terms(0, Terms { max_trade_bps: 3_333, ..WIDE });
        advance(3);
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        let [first, second] = reserves(0)[..] else { panic!("a pair") };
        // The least sale that brings the price back or beyond.
        let back = (1..second)
            .find(|paid| {
                let swap = computed_step(&pool(0), &USD, &TIDE, Exact::In(*paid));
                swap.is_ok_and(|swap| swap.reserve_in >= swap.reserve_out)
            })
            .expect("there is one");
        assert!(first > second);
        assert_ok!(sell(BOB, USD, back, &TO_TIDE, 0));
        assert!(distance(spot(), one()) < one() / 100_000);
        advance(5);
        for average in averages() {
            assert!(distance(average, one()) < one() / 100_000, "{average}");
        }
    });
}

#[test]
fn a_price_counts_from_the_end_of_its_block_on() {
    with_even_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        let price = spot();
        assert_eq!(averages(), [one(); 3]);
        next_block();
        // Windows of 5, 30 and 720 blocks: a block has a third, 2/31 and 2/721 of the average.
        for (average, window) in averages().into_iter().zip([5u32, 30, 720]) {
            let part = (price - one()) * 2 / (window + 1);
            assert!(distance(average, one() + part) < U256::from(4), "{average} in {window}");
        }
        assert_eq!(cumulative().sum, one() + price, "the block of genesis and the first one");
    });
}

#[test]
fn there_is_no_price_before_the_block_of_the_first_deposit_has_closed() {
    ExtBuilder::default().build_and_execute(|| {
        let refused = || {
            [
                Amm::average_price(0, USD, TIDE, Window::Hour).map(|_| ()),
                Amm::cumulative_price(0, USD).map(|_| ()),
            ]
            .map(|answer| answer.expect_err("no price yet").reason)
        };
        assert_eq!(refused(), ["PoolNotFound"; 2]);
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp30));
        assert_eq!(refused(), ["PoolEmpty"; 2]);
        advance(10);
        assert_eq!(refused(), ["PoolEmpty"; 2]);
        assert_ok!(deposit(ALICE, 0, &[1_000_000, 2_000_000], 0));
        assert_ok!(sell(BOB, TIDE, 100_000, &TO_USD, 0));
        assert_eq!(refused(), ["NoHistory"; 2]);
        next_block();
        let answer = Amm::average_price(0, USD, TIDE, Window::Hour).expect("a price");
        assert_eq!((answer.as_of, answer.history), (11, 1));
        assert_eq!(answer.liquidity.pow(2) / 1_000_000 / 1_000_000, 2);
        assert_eq!(cumulative(), CumulativePrice { sum: spot(), as_of: 11 });
        // What does not belong to the pool has no price in it.
        assert_eq!(average(0, &BTC, &TIDE, Window::Hour), Err(error(Error::AssetNotInPool)));
        assert_eq!(average(0, &USD, &BTC, Window::Hour), Err(error(Error::AssetNotInPool)));
        let sum = Amm::cumulative_price(0, TIDE).expect_err("the first is what prices are in");
        assert_eq!(sum.error, error(Error::AssetNotInPool));
    });
}

#[test]
fn an_answer_says_up_to_when_and_since_when() {
    with_even_pool(|| {
        for blocks in [1, 5, 100, 10_000] {
            advance(blocks);
            let now = System::block_number() as u32;
            for window in Window::ALL {
                let answer = Amm::average_price(0, USD, TIDE, window).expect("a price");
                assert_eq!((answer.as_of, answer.history), (now - 1, now));
                assert_eq!((answer.price, answer.liquidity), (one(), 1_000_000));
            }
            assert_eq!(cumulative().as_of, now - 1);
        }
    });
}

#[test]
fn a_shorter_window_follows_faster_and_all_arrive() {
    with_even_pool(|| {
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        let price = spot();
        let mut before = averages();
        for _ in 0..20 {
            next_block();
            let [short, middle, long] = averages();
            assert!(price > short && short > middle && middle > long);
            assert!(long > before[2] && middle > before[1] && short > before[0]);
            before = [short, middle, long];
        }
        advance(100_000);
        for average in averages() {
            assert!(distance(average, price) <= U256::from(1));
        }
    });
}

#[test]
fn the_difference_of_two_sums_is_the_plain_mean_of_the_prices_between() {
    with_even_pool(|| {
        advance(2);
        let earlier = cumulative();
        let mut in_force = Vec::new();
        for (paid, blocks) in [(100_000, 1u32), (200_000, 7), (50_000, 2), (1_000, 30)] {
            assert_ok!(sell(BOB, TIDE, paid, &TO_USD, 0));
            in_force.extend(vec![spot(); blocks as usize]);
            advance(blocks);
        }
        let later = cumulative();
        let blocks = later.as_of - earlier.as_of;
        assert_eq!(blocks as usize, in_force.len());
        let sum = in_force.iter().fold(U256::zero(), |sum, price| sum + price);
        assert_eq!(later.sum - earlier.sum, sum);
        let mean = tidewater_math::amm::ema::mean_price(
            crate::curves::computed(earlier.sum),
            crate::curves::computed(later.sum),
            blocks,
        );
        assert_eq!(mean.map(crate::curves::stored), Some(sum / blocks));
    });
}

/// The sum goes on modulo 2^256, and differences are right across the turn.
#[test]
fn a_sum_may_turn_over() {
    with_even_pool(|| {
        let mut record = pool(0);
        record.history.prices[0].cumulative = U256::max_value();
        Pools::<Test>::insert(0, record);
        next_block();
        assert_eq!(cumulative().sum, one() * 2 - 1);
    });
}

#[test]
fn the_inverse_price_and_the_price_of_a_currency_in_itself() {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [3_000_000, 7_000_000])
        .build_and_execute(|| {
            let price = |base: &CurrencyId, quote: &CurrencyId| {
                average(0, base, quote, Window::Hour).expect("there is a price")
            };
            assert_eq!(price(&USD, &TIDE), price_of([3_000_000, 7_000_000]));
            // Of the stored price, which is rounded down: the inverse is too high by as little.
            let inverse = distance(price(&TIDE, &USD), price_of([7_000_000, 3_000_000]));
            assert!(inverse <= U256::from(6), "{inverse}");
            assert_eq!([price(&TIDE, &TIDE), price(&USD, &USD)], [one(), one()]);
        });
}

/// A gift to the vault is in no reserve, so it is in no price: neither at once nor on average.
#[test]
fn a_donation_to_the_vault_moves_no_price() {
    with_even_pool(|| {
        advance(2);
        let quoted = quote_in(TIDE, 1_000, &TO_USD).expect("it trades");
        let spot_before = spot();
        assert_ok!(Assets::transfer(by(BOB), 1, Amm::vault(), 500_000_000));
        assert_ok!(Balances::transfer_keep_alive(by(BOB), Amm::vault(), 900_000_000));
        assert_eq!(spot(), spot_before);
        assert_eq!(quote_in(TIDE, 1_000, &TO_USD), Ok(quoted));
        advance(50);
        assert_eq!(averages(), [one(); 3]);
        assert_ok!(deposit(ALICE, 0, &[1_000, 1_000], 1_000));
    });
}

fn with_assets_only(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000])
        .pool([USD, BTC], FeeTier::Bp30, [1_000, 1_000_000])
        .build_and_execute(test);
}

fn lose(id: u32) {
    let lost = Assets::balance(id, Amm::vault());
    // All that can be taken; what is held and the cushion remain.
    let most = (0..lost)
        .map(|kept| lost - kept)
        .find(|amount| Assets::burn(by(OWNER), id, Amm::vault(), *amount).is_ok());
    assert!(most.is_some());
    assert_ok!(Amm::settle_shortfall(by(BOB), NativeOrWithId::WithId(id)));
}

/// Whichever of the two was lost: what a pool has nothing of has no price in it, and nothing has one
/// in that.
#[test]
fn a_pool_that_lost_a_currency_has_no_price() {
    for lost in [1u32, 3] {
        with_assets_only(|| {
            advance(3);
            assert_ok!(Amm::average_price(0, ETH, USD, Window::Day));
            lose(lost);
            assert!(reserves(0).contains(&0), "all is lost: {:?}", reserves(0));
            for passed in [0, 1, 10] {
                advance(passed);
                for window in Window::ALL {
                    let [there, back] = [(&ETH, &USD), (&USD, &ETH)]
                        .map(|(base, quote)| average(0, base, quote, window));
                    assert_eq!(there, Err(error(Error::PoolEmpty)));
                    assert_eq!(back, Err(error(Error::PoolEmpty)));
                }
                let sum = Amm::cumulative_price(0, ETH).map_err(|refusal| refusal.reason);
                assert_eq!(sum, Err("PoolEmpty".into()));
            }
        });
    }
}

/// The loss of a part is a price like another; it counts from the end of its block on.
#[test]
fn the_price_before_a_loss_was_settled_is_in_the_averages() {
    with_assets_only(|| {
        advance(9);
        let before = average(0, &ETH, &USD, Window::TenMinutes).expect("a price");
        take_from_vault(3, 500_000);
        assert_ok!(Amm::settle_shortfall(by(BOB), ETH));
        assert!(reserves(0)[1] < 600_000);
        assert_eq!(average(0, &ETH, &USD, Window::TenMinutes), Ok(before));
        next_block();
        let after = average(0, &ETH, &USD, Window::TenMinutes).expect("a price");
        assert!(after > before);
    });
}

#[test]
fn the_seam_gives_what_the_interface_gives() {
    with_even_pool(|| {
        advance(4);
        assert_ok!(sell(BOB, TIDE, 300_000, &TO_USD, 0));
        advance(4);
        for window in Window::ALL {
            let seam = <Amm as AveragePrices>::average_price(0, &USD, &TIDE, window);
            assert_eq!(seam, Ok(Amm::average_price(0, USD, TIDE, window).expect("a price")));
        }
        let refused = <Amm as AveragePrices>::average_price(7, &USD, &TIDE, Window::Day);
        assert_eq!(refused, Err(error(Error::PoolNotFound)));
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A pool that nobody touches for `n` blocks is brought up to date in one step. The weight of the
    /// past is then short of the exact one by less than `2·n` steps of 2^-127, block after block by
    /// less than one each; and each blend rounds by less than one unit.
    #[test]
    fn up_to_date_at_once_is_up_to_date_in_every_block(
        reserves in [1_000_000u128..400_000_000_000, 1_000_000u128..400_000_000_000],
        phases in prop::collection::vec((1u128..300, 1u32..200), 1..4),
    ) {
        let pools = ExtBuilder::default()
            .pool([TIDE, USD], FeeTier::Bp30, reserves)
            .pool([TIDE, USD], FeeTier::Bp5, reserves);
        pools.build_and_execute(|| {
            // The second pool is a copy of the first one, touched in every block.
            let mut all = 0;
            for (permille, blocks) in phases {
                let now = super::support::reserves(0);
                let paid = now[0] * permille / 1_000;
                let _ = sell(BOB, TIDE, paid, &TO_USD, 0);
                touch(1);
                let (first, mut copy) = (pool(0), pool(1));
                copy.reserves = first.reserves.clone();
                Pools::<Test>::insert(1, copy);
                for _ in 0..blocks {
                    next_block();
                    touch(1);
                }
                all += blocks;
                let widest = averages().into_iter().chain([spot()]).max().expect("some")
                    .max(price_of(reserves));
                for window in Window::ALL {
                    let lazy = average(0, &USD, &TIDE, window).expect("a price");
                    let eager = average(1, &USD, &TIDE, window).expect("a price");
                    let error = (widest >> 127) * U256::from(3 * all) + U256::from(2 * all + 2);
                    assert!(distance(lazy, eager) <= error, "{lazy} {eager}");
                    let liquidity = |id| {
                        Amm::average_price(id, USD, TIDE, window).expect("a price").liquidity
                    };
                    assert!(liquidity(0).abs_diff(liquidity(1)) <= Balance::from(2 * all));
                }
                let sums = [0, 1].map(|id| Amm::cumulative_price(id, USD).expect("a price"));
                assert_eq!(sums[0], sums[1], "sums are exact");
            }
            // Put the copy's ledger back, for the invariants.
            let mut copy = pool(1);
            copy.reserves = per_asset(reserves);
            Pools::<Test>::insert(1, copy);
        });
    }
}
