//! The Tidewater node: networking, consensus, database and RPC around the runtime.
//!
//! `command` is the way in, `service` starts a node, `rpc` is what it serves. `oracle` knows where prices
//! come from, and `price_feed` serves some where there is no internet.

mod chain_spec;
mod cli;
mod command;
mod oracle;
mod preflight;
mod price_feed;
mod rpc;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
    match command::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Returning the error from `main` would print its Debug form, struct names and all.
            eprintln!("Error: {}", command::describe(&error));
            ExitCode::FAILURE
        }
    }
}
