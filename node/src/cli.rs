//! What can be typed on the command line.

use crate::{
    chain_spec,
    oracle::{OracleCmd, SourcesParams},
    price_feed::PriceFeedCmd,
};
use polkadot_sdk::sc_cli::{self, ChainSpec, KeySubcommand, RunCmd, SubstrateCli};

/// The command line: a subcommand, or none and the flags of a running node.
#[derive(Debug, clap::Parser)]
pub(crate) struct Cli {
    /// What to do instead of running a node.
    #[command(subcommand)]
    pub(crate) subcommand: Option<Subcommand>,

    /// How to run the node.
    #[clap(flatten)]
    pub(crate) run: RunCmd,

    /// Where it gets its prices from.
    #[clap(flatten)]
    pub(crate) sources: SourcesParams,
}

/// Everything the binary does besides running a node.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Make, inspect and store keys.
    #[command(subcommand)]
    Key(KeySubcommand),

    /// Write a chain's specification to a file or to the standard output.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Older form of `export-chain-spec`, kept for the tools that still call it.
    BuildSpec(sc_cli::BuildSpecCmd),

    /// Execute a stored block again and check that it comes out the same.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Write blocks to a file.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Read blocks from a file and import them.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Write the state after a block as the specification of a new chain.
    ExportState(sc_cli::ExportStateCmd),

    /// Take back blocks that are not finalized.
    Revert(sc_cli::RevertCmd),

    /// Delete the database of a chain; keys stay.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Print what the database holds: best, finalized and genesis block.
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Look after the sources of prices.
    #[command(subcommand)]
    Oracle(OracleCmd),

    // Its own docs are its help: they say what can be asked of it.
    PriceFeed(PriceFeedCmd),
}

impl SubstrateCli for Cli {
    fn impl_name() -> String {
        "Tidewater Node".into()
    }

    fn impl_version() -> String {
        // No commit hash: a build script that watches `.git` would rebuild the node on every commit.
        env!("CARGO_PKG_VERSION").into()
    }

    fn description() -> String {
        env!("CARGO_PKG_DESCRIPTION").into()
    }

    fn author() -> String {
        env!("CARGO_PKG_AUTHORS").into()
    }

    fn support_url() -> String {
        "the issue tracker of the Tidewater repository".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn ChainSpec>, String> {
        chain_spec::load(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::setup_command(Cli::command()).debug_assert();
    }
}
