//! The numbers in `vectors/constant_product.json`, which the end-to-end tests read too: the chain,
//! its clients and this crate are held to the same file.

use serde::{Deserialize, Deserializer};
use tidewater_math::amm::{
    constant_product::{
        add_liquidity, first_shares, price_impact_bps, swap_exact_in, swap_exact_out,
    },
    shares::remove_in_proportion,
    Added, Amounts, Fees, Removed, Swap,
};

#[derive(Deserialize)]
struct File {
    #[serde(deserialize_with = "amount")]
    locked_shares: u128,
    scenario: Scenario,
    quotes: Vec<Quote>,
}

#[derive(Deserialize)]
struct Scenario {
    fee_bps: u32,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum Step {
    AddLiquidity(Deposit),
    RemoveLiquidity(Withdrawal),
    SwapExactIn(Trade),
    SwapExactOut(Trade),
}

#[derive(Deserialize)]
struct Deposit {
    #[serde(deserialize_with = "amounts")]
    max_amounts: [u128; 2],
    #[serde(deserialize_with = "amounts")]
    amounts: [u128; 2],
    #[serde(deserialize_with = "amount")]
    shares: u128,
    #[serde(deserialize_with = "amounts")]
    reserves: [u128; 2],
    #[serde(deserialize_with = "amount")]
    total_shares: u128,
}

#[derive(Deserialize)]
struct Withdrawal {
    #[serde(deserialize_with = "amount")]
    shares: u128,
    #[serde(deserialize_with = "amounts")]
    amounts: [u128; 2],
    #[serde(deserialize_with = "amounts")]
    reserves: [u128; 2],
    #[serde(deserialize_with = "amount")]
    total_shares: u128,
}

#[derive(Deserialize)]
struct Trade {
    asset_in: usize,
    #[serde(deserialize_with = "amount")]
    amount_in: u128,
    #[serde(deserialize_with = "amount")]
    amount_out: u128,
    #[serde(deserialize_with = "amount")]
    fee: u128,
    price_impact_bps: u32,
    #[serde(deserialize_with = "amounts")]
    reserves: [u128; 2],
}

#[derive(Deserialize)]
struct Quote {
    fee_bps: u32,
    #[serde(deserialize_with = "amount")]
    reserve_in: u128,
    #[serde(deserialize_with = "amount")]
    reserve_out: u128,
    exact: Exact,
    #[serde(default, deserialize_with = "amount")]
    amount_in: u128,
    #[serde(default, deserialize_with = "amount")]
    amount_out: u128,
    #[serde(default, deserialize_with = "amount")]
    fee: u128,
    price_impact_bps: Option<u32>,
    error: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Exact {
    In,
    Out,
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn amounts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u128; 2], D::Error> {
    let [a, b] = <[String; 2]>::deserialize(deserializer)?.map(|amount| amount.parse());
    Ok([a.map_err(serde::de::Error::custom)?, b.map_err(serde::de::Error::custom)?])
}

/// The file's pools keep all of the fee.
fn all_the_pools(trade_bps: u32) -> Fees {
    Fees { trade_bps, protocol_bps: 0 }
}

fn list(amounts: [u128; 2]) -> Amounts {
    amounts.into_iter().collect()
}

fn file() -> File {
    serde_json::from_str(include_str!("vectors/constant_product.json")).unwrap()
}

/// The pool on its way through the scenario.
struct Pool {
    reserves: [u128; 2],
    total_shares: u128,
    locked_shares: u128,
    fee_bps: u32,
}

impl Pool {
    fn add(&mut self, step: &Deposit) {
        let Deposit { max_amounts, amounts, shares, reserves, total_shares } = *step;
        if self.total_shares == 0 {
            let first = first_shares(max_amounts, self.locked_shares).unwrap();
            assert_eq!((first.minted, first.total), (shares, total_shares));
            assert_eq!((max_amounts, max_amounts), (amounts, reserves));
        } else {
            let added = add_liquidity(self.reserves, self.total_shares, max_amounts);
            let expected = Added {
                amounts: list(amounts),
                fees: list([0, 0]),
                protocol_fees: list([0, 0]),
                shares,
                reserves: list(reserves),
                total_shares,
            };
            assert_eq!(added, Ok(expected));
        }
        (self.reserves, self.total_shares) = (reserves, total_shares);
    }

    fn remove(&mut self, step: &Withdrawal) {
        let Withdrawal { shares, amounts, reserves, total_shares } = *step;
        let removed =
            remove_in_proportion(&self.reserves, self.total_shares, self.locked_shares, shares);
        let expected = Removed { amounts: list(amounts), reserves: list(reserves), total_shares };
        assert_eq!(removed, Ok(expected));
        (self.reserves, self.total_shares) = (reserves, total_shares);
    }

    fn trade(&mut self, step: &Trade, exact: Exact) {
        let Trade { asset_in, amount_in, amount_out, fee, price_impact_bps: impact, reserves } =
            *step;
        let [before_in, before_out] = [self.reserves[asset_in], self.reserves[1 - asset_in]];
        let trade = match exact {
            Exact::In => {
                swap_exact_in(before_in, before_out, amount_in, all_the_pools(self.fee_bps))
            }
            Exact::Out => {
                swap_exact_out(before_in, before_out, amount_out, all_the_pools(self.fee_bps))
            }
        };
        let [reserve_in, reserve_out] = [reserves[asset_in], reserves[1 - asset_in]];
        assert_eq!(
            trade,
            Ok(Swap { amount_in, amount_out, fee, protocol_fee: 0, reserve_in, reserve_out })
        );
        assert_eq!(
            price_impact_bps(before_in, before_out, amount_in, amount_out, self.fee_bps),
            impact
        );
        self.reserves = reserves;
    }
}

#[test]
fn a_pool_lives_through_the_scenario_to_the_last_unit() {
    let File { locked_shares, scenario: Scenario { fee_bps, steps }, .. } = file();
    let mut pool = Pool { reserves: [0, 0], total_shares: 0, locked_shares, fee_bps };
    for step in &steps {
        match step {
            Step::AddLiquidity(deposit) => pool.add(deposit),
            Step::RemoveLiquidity(withdrawal) => pool.remove(withdrawal),
            Step::SwapExactIn(trade) => pool.trade(trade, Exact::In),
            Step::SwapExactOut(trade) => pool.trade(trade, Exact::Out),
        }
    }
    assert!(steps.len() > 10, "the file has lost its steps");
}

impl Quote {
    fn check(&self, row: usize) {
        let Self { fee_bps, reserve_in, reserve_out, amount_in, amount_out, fee, .. } = *self;
        let trade = match self.exact {
            Exact::In => swap_exact_in(reserve_in, reserve_out, amount_in, all_the_pools(fee_bps)),
            Exact::Out => {
                swap_exact_out(reserve_in, reserve_out, amount_out, all_the_pools(fee_bps))
            }
        };
        let numbers = trade.map(|trade| (trade.amount_in, trade.amount_out, trade.fee));
        match (&self.error, numbers) {
            (Some(name), refusal) => {
                assert_eq!(
                    refusal.map_err(|error| format!("{error:?}")),
                    Err(name.clone()),
                    "{row}"
                )
            }
            (None, numbers) => {
                assert_eq!(numbers, Ok((amount_in, amount_out, fee)), "quote {row}");
                let impact =
                    price_impact_bps(reserve_in, reserve_out, amount_in, amount_out, fee_bps);
                assert_eq!(Some(impact), self.price_impact_bps, "quote {row}");
            }
        }
    }
}

#[test]
fn every_quote_and_every_refusal_is_as_computed_elsewhere() {
    let quotes = file().quotes;
    for (row, quote) in quotes.iter().enumerate() {
        quote.check(row);
    }
    assert!(quotes.len() > 300, "the file has lost its quotes");
}
