//! Where results go, and what every file of weights says of the machine.

use sc_cli::Result;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The folder of the weights, and a temporary one for everything that is not kept.
pub(crate) struct Output {
    weights: PathBuf,
    work: TempDir,
    code: &'static [u8],
}

impl Output {
    /// Writes to the folder `weights`; `code` is the runtime to measure.
    pub(crate) fn new(weights: &Path, code: &'static [u8]) -> Result<Self> {
        let weights = weights
            .canonicalize()
            .map_err(|error| format!("the folder {} cannot be used: {error}", weights.display()))?;
        let work = tempfile::Builder::new().prefix("tidewater-weights-").tempdir()?;
        Ok(Self { weights, work, code })
    }

    /// The runtime.
    pub(crate) fn code(&self) -> &'static [u8] {
        self.code
    }

    /// A file of this name in the folder of the weights.
    pub(crate) fn weights(&self, name: impl AsRef<Path>) -> PathBuf {
        self.weights.join(name)
    }

    /// A file or folder of this name that goes away at the end.
    pub(crate) fn temporary(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// Writes a file that goes away at the end: the library reads templates and runtimes from files.
    pub(crate) fn write_temporary(&self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf> {
        let path = self.temporary(name);
        fs::write(&path, content)?;
        Ok(path)
    }

    /// The runtime as a file.
    pub(crate) fn runtime(&self) -> Result<PathBuf> {
        self.write_temporary("runtime.wasm", self.code)
    }

    /// The lines that say where and how a file was made.
    pub(crate) fn header(&self, command: &str) -> String {
        let machine = sc_sysinfo::gather_sysinfo();
        let cpu = machine.cpu.unwrap_or_else(|| "unknown".into());
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let gibibytes = machine.memory.unwrap_or_default() as f64 / f64::from(1u32 << 30);
        format!(
            "//! Machine: {cpu}, {cores} cores, {gibibytes:.0} GiB of memory.\n\
             //! Command: `tidewater-weights {command}`."
        )
    }

    /// [`Self::header`] as a file.
    pub(crate) fn header_file(&self, command: &str) -> Result<PathBuf> {
        self.write_temporary("header.txt", self.header(command))
    }
}

/// Gives a file of weights the repository's formatting, without the sizes of proofs.
pub(crate) fn tidy(path: &Path) -> Result<()> {
    let text = fs::read_to_string(path)?;
    let kept = text.lines().filter(|line| !line.trim_start().starts_with("/// Proof:"));
    fs::write(path, kept.map(|line| format!("{line}\n")).collect::<String>())?;
    let status = Command::new("rustfmt")
        .args(["--edition", "2021"])
        .arg(path)
        .status()
        .map_err(|error| format!("rustfmt cannot be run: {error}"))?;
    if !status.success() {
        return Err(format!("rustfmt refuses {}", path.display()).into());
    }
    println!("wrote {}", path.display());
    Ok(())
}
