//! A server of prices for development and tests, so that a chain has live prices without the internet.
//!
//! It answers like nine public sources of prices, and misbehaves when told to. One server is one world:
//! validators that are to see different ones are given servers on different ports.
//!
//! | module | what it holds |
//! |---|---|
//! | `walk` | how a price moves, in integers |
//! | `replay` | prices out of a file instead |
//! | `market` | what everything is worth, and what each source makes of it |
//! | `board` | what a source shows, honestly or not |
//! | `shapes` | the answers of the sources |
//! | `faults` | the ways to misbehave |
//! | `world` | all that a running server knows |
//! | `control` | what tests can tell it |
//! | `server` | connections and requests |

mod board;
mod control;
mod faults;
mod market;
mod replay;
mod server;
mod shapes;
#[cfg(test)]
pub(crate) mod testing;
mod text;
mod walk;
mod world;

use market::Market;
use replay::Replay;
use server::Server;
use std::{
    fs,
    future::Future,
    io::{self, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};
use world::World;

/// The list of sources that this server serves on its default port.
pub(crate) const LOCAL_SOURCES: &str = include_str!("../../oracle-sources/local.toml");

/// Where [`LOCAL_SOURCES`] has them.
const LOCAL_BASE: &str = "http://127.0.0.1:9955";

/// How long requests under way may take once the server is told to stop.
const FAREWELL: Duration = Duration::from_millis(100);

/// Serve prices for development and tests, in the shapes of public sources.
///
/// The first line on the standard output is `listening on ADDRESS:PORT`. The prices walk at random, but
/// servers with the same seed agree at all times. `GET /control/status` shows what there is;
/// `PUT /control/price/TIDE-USD?value=0.55` holds a price, `PUT /control/misbehave/SOURCE/KIND` makes a
/// source misbehave, and DELETE on the same takes that back.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PriceFeedCmd {
    /// The port to listen on; 0 is any free one.
    #[arg(long, default_value_t = 9955)]
    port: u16,

    /// The address to listen on. Anyone who reaches it can change the prices.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,

    /// Which of the random walks the prices take.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// Replay prices from a file with lines `seconds-from-start,SYMBOL,price`; what it does not name
    /// walks.
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,

    /// How many seconds a step of the walk takes.
    #[arg(long, value_name = "SECONDS", default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..=86_400))]
    every: u32,

    /// Print the list of sources for a node's `--oracle-sources` at this port, and end.
    #[arg(long)]
    print_sources: bool,
}

impl PriceFeedCmd {
    /// Serves until told to stop.
    ///
    /// # Errors
    /// In one line, if it cannot start.
    pub(crate) fn run(&self) -> Result<(), String> {
        if self.print_sources {
            return self.print_list();
        }
        let market = Market::new(self.seed, self.every, world::now(), self.replay()?);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| format!("cannot start the server's threads: {error}"))?;
        let served = runtime.block_on(self.serve(World::new(market)));
        runtime.shutdown_timeout(FAREWELL);
        served
    }

    fn print_list(&self) -> Result<(), String> {
        if self.port == 0 {
            return Err("the list needs a port: choose it with --port".into());
        }
        let ip =
            if self.listen.is_unspecified() { Ipv4Addr::LOCALHOST.into() } else { self.listen };
        say(&sources_at(SocketAddr::new(ip, self.port)))
    }

    fn replay(&self) -> Result<Replay, String> {
        let Some(file) = &self.csv else { return Ok(Replay::default()) };
        let shown = file.display();
        let content =
            fs::read_to_string(file).map_err(|error| format!("cannot read `{shown}`: {error}"))?;
        Replay::parse(&content).map_err(|(line, error)| format!("`{shown}`, line {line}: {error}"))
    }

    async fn serve(&self, world: World) -> Result<(), String> {
        let server = Server::listen(SocketAddr::new(self.listen, self.port), world).await?;
        let stop = stop()?;
        say(&format!("listening on {}\n", server.address()?))?;
        tokio::select! {
            () = server.run() => {}
            () = stop => {}
        }
        Ok(())
    }
}

/// The list of sources for a server at `address`.
pub(crate) fn sources_at(address: SocketAddr) -> String {
    LOCAL_SOURCES.replace(LOCAL_BASE, &format!("http://{address}"))
}

/// Writes to the standard output at once: a test waits for the line.
fn say(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| format!("cannot write to the standard output: {error}"))
}

/// Waits for Ctrl-C or a polite end. Listens from the call on, not from the first wait.
fn stop() -> Result<impl Future<Output = ()>, String> {
    use tokio::signal::unix::{signal, SignalKind};
    let failed = |error| format!("cannot wait for signals: {error}");
    let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests;
