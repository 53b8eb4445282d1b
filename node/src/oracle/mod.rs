//! The node's part in the oracle: where prices come from, what it tells the off-chain worker, and what it
//! shows of prices to whoever watches.
//!
//! | module | what it does |
//! |---|---|
//! | `list` | reads the list, and says what is wrong with it and where |
//! | `check` | asks every source once and says what comes of it |
//! | `fetch` | asks them |
//! | `table` | how that is printed |
//! | `storage` | what the node and the worker tell each other |
//! | `prices` | the chain's prices, block by block |
//! | `metrics` | prices, sources and reports for Prometheus |

pub(crate) mod check;
mod fetch;
pub(crate) mod list;
pub(crate) mod metrics;
mod prices;
pub(crate) mod storage;
mod table;

pub(crate) use prices::{watch, BestPrices, Prices};

use std::path::PathBuf;
use tidewater_primitives::sources::SourceList;

/// Which list of sources is used.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct SourcesParams {
    /// The list of price sources, a TOML file. Without it the list that comes with the node is used;
    /// `node/oracle-sources/default.toml` is that list and explains the format.
    #[arg(long, value_name = "FILE")]
    oracle_sources: Option<PathBuf>,
}

impl SourcesParams {
    /// The list, read and checked.
    ///
    /// # Errors
    /// In one line, with file and line number.
    pub(crate) fn load(&self) -> Result<SourceList, String> {
        list::load(self.oracle_sources.as_deref())
    }
}

/// Look after the sources of prices.
#[derive(Clone, Debug, clap::Subcommand)]
pub(crate) enum OracleCmd {
    /// Ask every source once and print what it says, how fast, and whether it can be used.
    ///
    /// Feeds are judged as the chain judges those that others are converted with: at least 3 sources,
    /// no older than 60 seconds, within 200 basis points of their median. The code is 0 if every feed of
    /// the list has a price, else 1.
    Check(SourcesParams),
}

impl OracleCmd {
    /// Does what is asked for.
    ///
    /// # Errors
    /// In one line.
    pub(crate) fn run(&self) -> Result<(), String> {
        match self {
            Self::Check(sources) => check::run(&sources.load()?),
        }
    }
}
