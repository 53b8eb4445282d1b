//! What a block and a transaction cost before their calls do anything.

use crate::{
    output::{tidy, Output},
    PRESET,
};
use clap::{Args, Parser};
use frame_benchmarking_cli::{OpaqueBlock, OverheadCmd};
use sc_cli::Result;
use std::{ffi::OsString, fs};

/// How thoroughly.
#[derive(Debug, Args)]
pub(crate) struct Overhead {
    /// Executions before the first that counts.
    #[arg(long, default_value_t = 10)]
    warmup: u32,

    /// Executions that count.
    #[arg(long, default_value_t = 100)]
    repeat: u32,
}

impl Default for Overhead {
    fn default() -> Self {
        Self { warmup: 10, repeat: 100 }
    }
}

/// The name the library gives a file, ours, and what it says.
const FILES: [(&str, &str, &str); 2] = [
    ("block_weights.rs", "block_execution.rs", "What a block costs with inherents alone"),
    (
        "extrinsic_weights.rs",
        "base_extrinsic.rs",
        "What a transaction costs whose call does nothing",
    ),
];

impl Overhead {
    /// Executes blocks and writes both files.
    pub(crate) fn measure(&self, output: &Output) -> Result<()> {
        let folder = output.temporary("overhead");
        fs::create_dir_all(&folder)?;
        let command = OverheadCmd::try_parse_from(self.arguments(output, folder.clone().into())?)?;
        command.run_with_default_builder_and_spec::<OpaqueBlock, ()>(None)?;
        let header =
            output.header(&format!("overhead --warmup {} --repeat {}", self.warmup, self.repeat));
        for (theirs, ours, title) in FILES {
            let measured = fs::read_to_string(folder.join(theirs))?;
            let path = output.weights(ours);
            fs::write(&path, format!("{}{}", preamble(title, &header), weight(&measured)?))?;
            tidy(&path)?;
        }
        Ok(())
    }

    fn arguments(&self, output: &Output, folder: OsString) -> Result<Vec<OsString>> {
        let mut arguments: Vec<OsString> = vec!["overhead".into()];
        let named: [(&str, OsString); 7] = [
            ("--runtime", output.runtime()?.into()),
            ("--genesis-builder", "runtime".into()),
            ("--genesis-builder-preset", PRESET.into()),
            ("--database", "paritydb".into()),
            ("--warmup", self.warmup.to_string().into()),
            ("--repeat", self.repeat.to_string().into()),
            ("--weight-path", folder),
        ];
        arguments.extend(named.into_iter().flat_map(|(flag, value)| [flag.into(), value]));
        Ok(arguments)
    }
}

fn preamble(title: &str, header: &str) -> String {
    format!(
        "//! {title}, MEASURED. Written by `make weights`: do not change it by hand.\n\
         //!\n\
         {header}\n\
         \n\
         use polkadot_sdk::*;\n\
         \n\
         use frame_support::{{\n\
             parameter_types,\n\
             weights::{{constants::WEIGHT_REF_TIME_PER_NANOS, Weight}},\n\
         }};\n\n"
    )
}

/// The declaration of the weight in a file of the library, which knows no other template.
fn weight(file: &str) -> Result<&str> {
    let from = file.find("parameter_types! {");
    let to = file.find("#[cfg(test)]");
    from.zip(to)
        .and_then(|(from, to)| file.get(from..to))
        .ok_or_else(|| "the library's file of weights no longer looks as it did".into())
}

#[cfg(test)]
mod tests {
    use super::weight;

    #[test]
    fn only_the_declaration_is_kept() {
        let file = "use x;\n\nparameter_types! {\n a\n}\n\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(weight(file).expect("well-formed"), "parameter_types! {\n a\n}\n\n");
    }

    #[test]
    fn a_file_of_another_form_is_refused() {
        for file in ["", "parameter_types! {", "#[cfg(test)] parameter_types! {"] {
            assert!(weight(file).is_err());
        }
    }
}
