//! From the parsed command line to the work, and from an error to the one line the user sees.

use crate::{
    cli::{Cli, Subcommand},
    preflight,
    service::{self, FullBackend, FullClient, ImportQueue},
};
use polkadot_sdk::{
    sc_cli::{
        CliConfiguration, Error, ExportChainSpecCmd, KeySubcommand, Result, Runner, SubstrateCli,
    },
    sc_consensus_babe, sc_consensus_grandpa,
    sc_service::{Configuration, Error as ServiceError, PartialComponents},
};
use std::{ffi::OsString, future::Future, path::Path, sync::Arc};
use tidewater_primitives::OpaqueBlock;

/// Does what the command line asks for.
pub(crate) fn run() -> Result<()> {
    let cli = Cli::from_args();
    match &cli.subcommand {
        None => run_node(&cli),
        Some(subcommand) => run_subcommand(&cli, subcommand),
    }
}

/// Runs a node until it is told to stop.
fn run_node(cli: &Cli) -> Result<()> {
    let sources = cli.sources.load()?;
    let mut runner = runner(cli, &cli.run)?;
    // An endpoint given in full says for itself whether it may move to another port.
    if cli.run.rpc_params.experimental_rpc_endpoint.is_empty() {
        preflight::keep_rpc_ports(runner.config_mut());
    }
    preflight::check(runner.config())?;
    build_genesis_once(runner.config_mut())?;
    runner.run_node_until_exit(|config| async move {
        service::start(config, &sources).map_err(Error::from)
    })
}

/// Replaces a preset by the state it leads to. Each look at a preset compiles the runtime, which takes
/// seconds, and there are several: at the start, and whenever somebody asks for a sync spec.
fn build_genesis_once(config: &mut Configuration) -> Result<()> {
    let genesis = service::genesis(config)?;
    config.chain_spec.set_storage(genesis);
    Ok(())
}

/// What runs `command`, after a check for which the SDK has only "not a directory".
fn runner<C: CliConfiguration>(cli: &Cli, command: &C) -> Result<Runner<Cli>> {
    match &command.shared_params().base_path {
        Some(path) if path.exists() && !path.is_dir() => Err(Error::Input(format!(
            "cannot use the base path: `{}` is not a folder",
            path.display()
        ))),
        _ => cli.create_runner(command),
    }
}

/// Runs one of the tools.
fn run_subcommand(cli: &Cli, subcommand: &Subcommand) -> Result<()> {
    match subcommand {
        Subcommand::Key(command) => run_key(cli, command),
        Subcommand::ExportChainSpec(command) => export_chain_spec(cli, command),
        Subcommand::BuildSpec(command) => {
            runner(cli, command)?.sync_run(|config| command.run(config.chain_spec, config.network))
        }
        Subcommand::PurgeChain(command) => {
            runner(cli, command)?.sync_run(|config| command.run(config.database))
        }
        Subcommand::ChainInfo(command) => {
            runner(cli, command)?.sync_run(|config| command.run::<OpaqueBlock>(&config))
        }
        Subcommand::CheckBlock(command) => {
            on_chain(cli, command, |chain| command.run(chain.client, chain.import_queue))
        }
        Subcommand::ExportState(command) => {
            on_chain(cli, command, |chain| command.run(chain.client, chain.config.chain_spec))
        }
        Subcommand::ExportBlocks(command) => {
            let done =
                on_chain(cli, command, |chain| command.run(chain.client, chain.config.database));
            naming_file("write", command.output.as_deref(), done)
        }
        Subcommand::ImportBlocks(command) => {
            let done =
                on_chain(cli, command, |chain| command.run(chain.client, chain.import_queue));
            naming_file("read", command.input.as_deref(), done)
        }
        Subcommand::Revert(command) => on_chain(cli, command, |chain| {
            command.run(chain.client, chain.backend, Some(Box::new(revert_consensus)))
        }),
        // These need no chain, so they run without the SDK's runner: it would ask for one.
        Subcommand::Oracle(command) => Ok(command.run()?),
        Subcommand::PriceFeed(command) => Ok(command.run()?),
    }
}

/// The parts of an opened chain that the tools work on.
struct Chain {
    config: Configuration,
    client: Arc<FullClient>,
    backend: Arc<FullBackend>,
    import_queue: ImportQueue,
}

/// Opens the chain and runs `work` on it.
fn on_chain<C, W, F>(cli: &Cli, command: &C, work: W) -> Result<()>
where
    C: CliConfiguration,
    W: FnOnce(Chain) -> F,
    F: Future<Output = Result<()>>,
{
    runner(cli, command)?.async_run(|config| {
        let PartialComponents { client, backend, import_queue, task_manager, .. } =
            service::open(&config)?;
        Ok((work(Chain { config, client, backend, import_queue }), task_manager))
    })
}

/// Takes back what consensus has noted about reverted blocks; without it the node would stop at
/// the first epoch or authority change that no longer has a block.
fn revert_consensus(
    client: Arc<FullClient>,
    backend: Arc<FullBackend>,
    blocks: tidewater_primitives::BlockNumber,
) -> Result<()> {
    sc_consensus_babe::revert(client.clone(), backend, blocks)?;
    sc_consensus_grandpa::revert(client, blocks)?;
    Ok(())
}

/// Runs a key tool.
fn run_key(cli: &Cli, command: &KeySubcommand) -> Result<()> {
    match command {
        // A key that goes to a file or to the standard output belongs to no chain. With the SDK's
        // own way a chain would have to be named all the same. Its path under a base path does
        // need a chain: there `load_spec` asks for one.
        KeySubcommand::GenerateNodeKey(generate)
            if generate.chain.is_none() && !names_base_path(std::env::args_os()) =>
        {
            generate.run("", &Cli::executable_name())
        }
        other => other.run(cli),
    }
}

/// Whether a node key is to go under a base path. The parsed command keeps that to itself.
fn names_base_path(mut arguments: impl Iterator<Item = OsString>) -> bool {
    arguments.any(|argument| {
        let text = argument.to_string_lossy();
        text == "--default-base-path" || text.split('=').next() == Some("--base-path")
    })
}

/// Writes a chain specification.
fn export_chain_spec(cli: &Cli, command: &ExportChainSpecCmd) -> Result<()> {
    let done = command.run(cli.load_spec(&command.chain)?);
    naming_file("write", command.output.as_deref(), done)
}

/// Adds the file's name to an I/O error, which itself says only "no such file or directory".
fn naming_file(verb: &str, file: Option<&Path>, done: Result<()>) -> Result<()> {
    match (file, done) {
        (Some(file), Err(Error::Io(error))) => {
            Err(Error::Input(format!("cannot {verb} `{}`: {error}", file.display())))
        }
        (_, done) => done,
    }
}

/// An error as one line for the user.
pub(crate) fn describe(error: &Error) -> String {
    match error {
        Error::Input(text) | Error::Service(ServiceError::Other(text)) => first_line(text),
        Error::Service(ServiceError::Application(inner)) => first_line(&inner.to_string()),
        Error::NetworkKeyNotFound(path) => format!(
            "a validator needs a lasting network key and there is none at `{}`: make one with \
             `key generate-node-key --chain CHAIN --base-path PATH`, or pass --node-key-file",
            path.display()
        ),
        other => first_line(&other.to_string()),
    }
}

/// The first line that says something. What follows in the SDK's longer errors is a dump of the
/// input, announced by the words cut off here.
fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("unknown");
    line.strip_suffix("for blob:").unwrap_or(line).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn an_error_is_one_line_without_the_dumped_input() {
        let error = Error::Input("the genesis cannot be built: bad key for blob:\n{\n}".into());
        assert_eq!(describe(&error), "the genesis cannot be built: bad key");
        let error = Error::Service(ServiceError::Other("\n  padded \nmore".into()));
        assert_eq!(describe(&error), "padded");
    }

    #[test]
    fn a_missing_network_key_names_the_path_and_the_remedy() {
        let text = describe(&Error::NetworkKeyNotFound("/keys/here".into()));
        assert!(text.contains("/keys/here") && text.contains("generate-node-key"));
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_base_path_is_seen_in_either_spelling() {
        let names = |line: &str| names_base_path(line.split(' ').map(OsString::from));
        assert!(names("key generate-node-key --base-path /d"));
        assert!(names("key generate-node-key --base-path=/d"));
        assert!(names("key generate-node-key --default-base-path"));
        assert!(!names("key generate-node-key --file base-path"));
    }

    #[test]
    fn an_io_error_names_the_file() {
        let missing = || Err(Error::Io(io::Error::from(io::ErrorKind::NotFound)));
        let named = naming_file("write", Some(Path::new("/no/such")), missing());
        assert!(describe(&named.unwrap_err()).starts_with("cannot write `/no/such`: "));
        let unnamed = naming_file("write", None, missing());
        assert!(!describe(&unnamed.unwrap_err()).contains('`'));
    }
}
