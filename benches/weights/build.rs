//! Builds the wasm of two runtimes with their benchmarks: ours, and the one that has our exchange and its
//! peer. The native ones are not built: nothing here calls them.

use std::path::{Path, PathBuf};
use substrate_wasm_builder::WasmBuilder;

fn manifest(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(folder)
        .join("Cargo.toml")
        .canonicalize()
        .expect("the folder lies beside this crate's in the repository")
}

fn build(folder: &str, file: &str, features: &[&str]) {
    let builder = WasmBuilder::new()
        .with_project(manifest(folder))
        .expect("the path is that of a manifest")
        .import_memory()
        .export_heap_base()
        .set_file_name(file);
    let enable = |builder: WasmBuilder, feature: &&str| builder.enable_feature(*feature);
    features.iter().fold(builder, enable).build();
}

fn main() {
    // The development presets, on which the measurements start, exist only with `fast`.
    build("runtime", "wasm_binary.rs", &["runtime-benchmarks", "fast"]);
    build("benches", "peers_binary.rs", &["runtime-benchmarks"]);
}
