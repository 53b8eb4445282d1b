//! The numbers in `vectors/stable.json`, which the end-to-end tests read too: the chain, its clients
//! and this crate are held to the same file.

use serde::{Deserialize, Deserializer};
use tidewater_math::{
    amm::{
        stable::{
            add_liquidity, invariant, price_impact_bps, remove_liquidity_single, swap_exact_in,
            swap_exact_out, Pool,
        },
        Added, Fees, Swap,
    },
    MathError,
};

#[derive(Deserialize)]
struct File {
    pools: Vec<Owned>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Owned {
    #[serde(deserialize_with = "amounts")]
    reserves: Vec<u128>,
    decimals: Vec<u8>,
    amplification: u32,
    trade_bps: u32,
    protocol_bps: u32,
}

#[derive(Deserialize)]
struct Case {
    pool: usize,
    #[serde(flatten)]
    operation: Operation,
    result: Numbers,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
enum Operation {
    Invariant,
    SwapExactIn(Trade),
    SwapExactOut(Trade),
    AddLiquidity {
        #[serde(deserialize_with = "amount")]
        total_shares: u128,
        #[serde(deserialize_with = "amounts")]
        amounts: Vec<u128>,
    },
    RemoveLiquiditySingle {
        #[serde(deserialize_with = "amount")]
        total_shares: u128,
        #[serde(deserialize_with = "amount")]
        shares: u128,
        asset_out: usize,
    },
}

#[derive(Deserialize)]
struct Trade {
    asset_in: usize,
    asset_out: usize,
    #[serde(deserialize_with = "amount")]
    amount: u128,
}

/// What an operation comes to: those of the numbers that it has.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
struct Numbers {
    error: Option<String>,
    price_impact_bps: Option<u32>,
    #[serde(deserialize_with = "amount")]
    invariant: u128,
    #[serde(deserialize_with = "amount")]
    amount_in: u128,
    #[serde(deserialize_with = "amount")]
    amount_out: u128,
    #[serde(deserialize_with = "amount")]
    amount: u128,
    #[serde(deserialize_with = "amount")]
    fee: u128,
    #[serde(deserialize_with = "amount")]
    protocol_fee: u128,
    #[serde(deserialize_with = "amounts")]
    fees: Vec<u128>,
    #[serde(deserialize_with = "amounts")]
    protocol_fees: Vec<u128>,
    #[serde(deserialize_with = "amount")]
    shares: u128,
    #[serde(deserialize_with = "amounts")]
    reserves: Vec<u128>,
    #[serde(deserialize_with = "amount")]
    total_shares: u128,
}

fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u128, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

fn amounts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u128>, D::Error> {
    let amounts = Vec::<String>::deserialize(deserializer)?;
    let amounts = amounts.iter().map(|amount| amount.parse().map_err(serde::de::Error::custom));
    amounts.collect()
}

impl From<Added> for Numbers {
    fn from(added: Added) -> Self {
        Self {
            fees: added.fees.to_vec(),
            protocol_fees: added.protocol_fees.to_vec(),
            shares: added.shares,
            reserves: added.reserves.to_vec(),
            total_shares: added.total_shares,
            ..Self::default()
        }
    }
}

impl Owned {
    fn pool(&self) -> Pool<'_> {
        let Self { reserves, decimals, amplification, .. } = self;
        Pool { reserves, decimals, amplification: *amplification }
    }

    fn fees(&self) -> Fees {
        Fees { trade_bps: self.trade_bps, protocol_bps: self.protocol_bps }
    }

    fn trade(&self, trade: &Trade, result: Result<Swap, MathError>) -> Result<Numbers, MathError> {
        let Swap { amount_in, amount_out, fee, protocol_fee, reserve_in, reserve_out } = result?;
        let mut reserves = self.reserves.clone();
        reserves[trade.asset_in] = reserve_in;
        reserves[trade.asset_out] = reserve_out;
        let impact = price_impact_bps(
            &self.pool(),
            (trade.asset_in, amount_in),
            (trade.asset_out, amount_out),
            self.trade_bps,
        )?;
        let price_impact_bps = Some(impact);
        Ok(Numbers {
            price_impact_bps,
            amount_in,
            amount_out,
            fee,
            protocol_fee,
            reserves,
            ..Numbers::default()
        })
    }

    fn compute(&self, operation: &Operation) -> Result<Numbers, MathError> {
        let (pool, fees) = (self.pool(), self.fees());
        match operation {
            Operation::Invariant => {
                invariant(&pool).map(|invariant| Numbers { invariant, ..Numbers::default() })
            }
            Operation::SwapExactIn(trade) => {
                let Trade { asset_in, asset_out, amount } = *trade;
                self.trade(trade, swap_exact_in(&pool, asset_in, asset_out, amount, fees))
            }
            Operation::SwapExactOut(trade) => {
                let Trade { asset_in, asset_out, amount } = *trade;
                self.trade(trade, swap_exact_out(&pool, asset_in, asset_out, amount, fees))
            }
            Operation::AddLiquidity { total_shares, amounts } => {
                let added = add_liquidity(&pool, *total_shares, amounts, fees)?;
                assert_eq!(&added.amounts[..], amounts);
                Ok(added.into())
            }
            Operation::RemoveLiquiditySingle { total_shares, shares, asset_out } => {
                let removed =
                    remove_liquidity_single(&pool, *total_shares, 0, *shares, *asset_out, fees)?;
                let mut reserves = self.reserves.clone();
                reserves[*asset_out] = removed.reserve;
                Ok(Numbers {
                    amount: removed.amount,
                    fee: removed.fee,
                    protocol_fee: removed.protocol_fee,
                    reserves,
                    total_shares: removed.total_shares,
                    ..Numbers::default()
                })
            }
        }
    }
}

#[test]
fn every_number_and_every_refusal_is_as_computed_elsewhere() {
    let File { pools, cases } = serde_json::from_str(include_str!("vectors/stable.json")).unwrap();
    for (row, case) in cases.iter().enumerate() {
        let refused =
            |error: MathError| Numbers { error: Some(format!("{error:?}")), ..Numbers::default() };
        let numbers = pools[case.pool].compute(&case.operation).unwrap_or_else(refused);
        assert_eq!(numbers, case.result, "case {row}");
    }
    assert!(cases.len() > 80, "the file has lost its cases");
}
