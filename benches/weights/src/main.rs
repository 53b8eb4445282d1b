//! Measures the weights of the runtime and writes them. The README says what is measured and how.

mod output;
mod overhead;
mod pallets;
mod peers;
mod storage;

use clap::{Parser, Subcommand};
use output::Output;
use sc_cli::LoggerBuilder;
use std::{path::PathBuf, process::ExitCode};

mod wasm {
    #![allow(dead_code, missing_docs, unreachable_pub)]
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

mod peers_wasm {
    #![allow(dead_code, missing_docs, unreachable_pub)]
    include!(concat!(env!("OUT_DIR"), "/peers_binary.rs"));
}

/// The preset of the runtime on which every measurement starts.
const PRESET: &str = "dev";

/// Measures the weights of the runtime.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    /// What to measure.
    #[command(subcommand)]
    measure: Measure,

    /// The folder for the weights.
    #[arg(long, global = true, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime/src/weights"))]
    output: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Measure {
    /// Everything, as the other commands do it by default.
    All,
    /// The calls of pallets: one file for each.
    Pallets(pallets::Pallets),
    /// A read and a write of ParityDB: `paritydb.rs`.
    Storage(storage::StorageAccess),
    /// An empty block and an empty transaction: `block_execution.rs`, `base_extrinsic.rs`.
    Overhead(overhead::Overhead),
    /// Our exchange beside the SDK's, in a runtime that has both: a table, no file.
    Peers(peers::Peers),
}

fn run(cli: &Cli) -> sc_cli::Result<()> {
    LoggerBuilder::new("info").init()?;
    let code = match cli.measure {
        Measure::Peers(_) => peers_wasm::WASM_BINARY,
        _ => wasm::WASM_BINARY,
    };
    let code = code.ok_or("this was built with SKIP_WASM_BUILD: build it without")?;
    let output = Output::new(&cli.output, code)?;
    match &cli.measure {
        Measure::All => {
            storage::StorageAccess::default().measure(&output)?;
            overhead::Overhead::default().measure(&output)?;
            pallets::Pallets::default().measure(&output)
        }
        Measure::Pallets(pallets) => pallets.measure(&output),
        Measure::Storage(storage) => storage.measure(&output),
        Measure::Overhead(overhead) => overhead.measure(&output),
        Measure::Peers(peers) => peers.measure(&output),
    }
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
