//! What the calls of our exchange weigh beside those of the SDK's, in one runtime and one run: each at
//! its own worst case, and the same trade through both. Nothing is written: the table is for
//! `docs/performance.md`.

use crate::{output::Output, pallets};
use clap::Args;
use sc_cli::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

const TEMPLATE: &str = include_str!("../templates/peers.hbs");
/// The SDK's constants for ParityDB, in picoseconds.
const READ: u64 = 8_000_000;
const WRITE: u64 = 50_000_000;
const OURS: &str = "pallet_amm";
const THEIRS: &str = "pallet_asset_conversion";
const SAME: &str = "same_trades";
const PALLETS: [&str; 3] = [OURS, THEIRS, SAME];
/// Our call, theirs, and with what count each is the same thing.
const PAIRS: [(&str, &str, u64, &str, u64); 12] = [
    ("the same sale, 1 hop", "sell_ours", 1, "sell_theirs", 1),
    ("the same sale, 2 hops", "sell_ours", 2, "sell_theirs", 2),
    ("the same sale, 3 hops", "sell_ours", 3, "sell_theirs", 3),
    ("create pool", "create_pool", 2, "create_pool", 0),
    ("add liquidity", "add_liquidity", 2, "add_liquidity", 0),
    ("remove liquidity", "remove_liquidity", 2, "remove_liquidity", 0),
    ("sell, 1 hop", "swap_exact_in", 1, "swap_exact_tokens_for_tokens", 2),
    ("sell, 2 hops", "swap_exact_in", 2, "swap_exact_tokens_for_tokens", 3),
    ("sell, 3 hops", "swap_exact_in", 3, "swap_exact_tokens_for_tokens", 4),
    ("buy, 1 hop", "swap_exact_out", 1, "swap_tokens_for_exact_tokens", 2),
    ("buy, 2 hops", "swap_exact_out", 2, "swap_tokens_for_exact_tokens", 3),
    ("buy, 3 hops", "swap_exact_out", 3, "swap_tokens_for_exact_tokens", 4),
];

/// How thoroughly.
#[derive(Debug, Args)]
pub(crate) struct Peers {
    /// Points at which a call with a variable size is measured.
    #[arg(long, default_value_t = 20)]
    steps: u32,

    /// Measurements at each point.
    #[arg(long, default_value_t = 10)]
    repeat: u32,
}

/// Time in picoseconds, reads and writes: what is always there, and what each one more adds.
type Cost = [[u64; 3]; 2];

impl Peers {
    /// Runs both pallets' benchmarks and prints the table.
    pub(crate) fn measure(&self, output: &Output) -> Result<()> {
        let pallets = pallets::Pallets {
            names: PALLETS.map(Into::into).to_vec(),
            steps: self.steps,
            repeat: self.repeat,
        };
        let calls: BTreeSet<_> =
            PAIRS.into_iter().flat_map(|(_, ours, _, theirs, _)| [ours, theirs]).collect();
        let calls = calls.into_iter().collect::<Vec<_>>().join(",");
        let folder = pallets.run(output, TEMPLATE, &calls, "none")?;
        let mut costs = BTreeMap::new();
        for pallet in PALLETS {
            let file = fs::read_to_string(folder.join(format!("{pallet}.rs")))?;
            costs.extend(parse(&file)?.into_iter().map(|(call, cost)| ((pallet, call), cost)));
        }
        let find = |pallets: [&'static str; 2], call: &str| {
            let mut found = pallets.into_iter().filter_map(|at| costs.get(&(at, call.into())));
            found.next().copied().ok_or_else(|| format!("{call} was not measured"))
        };
        println!("| call | time, ours / theirs | reads + writes | whole weight | ratio |");
        println!("|---|---|---|---|---|");
        for (title, our_call, our_count, their_call, their_count) in PAIRS {
            let [time, reads, writes] = at(find([OURS, SAME], our_call)?, our_count);
            let theirs = find([THEIRS, SAME], their_call)?;
            let [their_time, their_reads, their_writes] = at(theirs, their_count);
            let whole = time + reads * READ + writes * WRITE;
            let their_whole = their_time + their_reads * READ + their_writes * WRITE;
            println!(
                "| {title} | {} / {} µs | {reads} + {writes} / {their_reads} + {their_writes} \
                 | {} / {} µs | {:.2} |",
                time / 1_000_000,
                their_time / 1_000_000,
                whole / 1_000_000,
                their_whole / 1_000_000,
                whole as f64 / their_whole as f64,
            );
        }
        Ok(())
    }
}

/// What a call costs with a count.
fn at([base, slope]: Cost, count: u64) -> [u64; 3] {
    [0, 1, 2].map(|part: usize| base[part] + slope[part] * count)
}

/// Reads the lines of the template: a name and six numbers, of which the last three may be missing.
fn parse(file: &str) -> Result<BTreeMap<String, Cost>> {
    let lines = file.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut fields = line.split('|').map(str::trim);
            let name = fields.next().unwrap_or_default().to_owned();
            let mut numbers = [0; 6];
            for (number, field) in numbers.iter_mut().zip(fields) {
                if !field.is_empty() {
                    *number = field.parse().map_err(|_| format!("not a number: {line}"))?;
                }
            }
            let [time, reads, writes, more_time, more_reads, more_writes] = numbers;
            Ok((name, [[time, reads, writes], [more_time, more_reads, more_writes]]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{at, parse};

    #[test]
    fn a_cost_is_a_base_and_a_slope() {
        let costs =
            parse("\nbuy | 5 | 1 | 2 | 7 | | 3\n\nsell | 4 | 1 | 1 | | |\n").expect("well-formed");
        assert_eq!(at(costs["buy"], 3), [26, 1, 11]);
        assert_eq!(at(costs["sell"], 3), [4, 1, 1]);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert!(parse("sell | four").is_err());
    }
}
