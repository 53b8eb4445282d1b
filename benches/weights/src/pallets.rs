//! What the calls of pallets cost.

use crate::{
    output::{tidy, Output},
    PRESET,
};
use clap::{Args, Parser};
use frame_benchmarking_cli::PalletCmd;
use sc_cli::Result;
use sp_runtime::traits::BlakeTwo256;
use std::{ffi::OsString, fs, path::PathBuf};

const TEMPLATE: &str = include_str!("../templates/pallet.hbs");

/// Which pallets, and how thoroughly.
#[derive(Debug, Args)]
pub(crate) struct Pallets {
    /// The pallets, as in `pallet_amm`; none means all.
    pub(crate) names: Vec<String>,

    /// Points at which a call with a variable size is measured.
    #[arg(long, default_value_t = 20)]
    pub(crate) steps: u32,

    /// Measurements at each point.
    #[arg(long, default_value_t = 10)]
    pub(crate) repeat: u32,
}

impl Default for Pallets {
    fn default() -> Self {
        Self { names: Vec::new(), steps: 20, repeat: 10 }
    }
}

impl Pallets {
    /// Runs the benchmarks and writes a file for each pallet.
    pub(crate) fn measure(&self, output: &Output) -> Result<()> {
        // Kept only when all have been measured: a run that fails leaves the weights as they were.
        for measured in fs::read_dir(self.run(output, TEMPLATE, "*", "runtime")?)? {
            let measured = measured?;
            let path = output.weights(measured.file_name());
            fs::copy(measured.path(), &path)?;
            tidy(&path)?;
        }
        Ok(())
    }

    /// Runs the benchmarks of these names (or `*`) on a genesis from the runtime's preset (`runtime`)
    /// or on an empty one (`none`); gives a folder with a file of each pallet, as the template has it.
    pub(crate) fn run(
        &self,
        output: &Output,
        template: &str,
        benchmarks: &str,
        genesis: &str,
    ) -> Result<PathBuf> {
        let folder = output.temporary("pallets");
        fs::create_dir_all(&folder)?;
        let arguments =
            self.arguments(output, template, benchmarks, genesis, folder.clone().into())?;
        PalletCmd::try_parse_from(arguments)?.run_with_spec::<BlakeTwo256, ()>(None)?;
        Ok(folder)
    }

    fn arguments(
        &self,
        output: &Output,
        template: &str,
        benchmarks: &str,
        genesis: &str,
        folder: OsString,
    ) -> Result<Vec<OsString>> {
        let names = if self.names.is_empty() { "*".into() } else { self.names.join(",") };
        let (steps, repeat) = (self.steps.to_string(), self.repeat.to_string());
        let command = format!("pallets --steps {steps} --repeat {repeat}");
        let mut arguments: Vec<OsString> =
            ["pallet", "--extrinsic", benchmarks, "--genesis-builder", genesis]
                .map(Into::into)
                .into();
        let named: [(&str, OsString); 8] = [
            ("--pallet", names.into()),
            ("--steps", steps.into()),
            ("--repeat", repeat.into()),
            ("--genesis-builder-preset", PRESET.into()),
            ("--runtime", output.runtime()?.into()),
            ("--template", output.write_temporary("pallet.hbs", template)?.into()),
            ("--header", output.header_file(&command)?.into()),
            ("--output", folder),
        ];
        arguments.extend(named.into_iter().flat_map(|(flag, value)| [flag.into(), value]));
        // A solo chain's blocks are executed without recording a proof.
        arguments.extend(["--disable-proof-recording", "--no-storage-info"].map(Into::into));
        Ok(arguments)
    }
}
