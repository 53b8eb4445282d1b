//! Builds the runtime's wasm with its benchmarks. The native runtime is not built: nothing here calls it.

use std::path::Path;

fn main() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../runtime/Cargo.toml")
        .canonicalize()
        .expect("the runtime lies beside this crate in the repository");
    substrate_wasm_builder::WasmBuilder::new()
        .with_project(runtime)
        .expect("the path is that of a manifest")
        .import_memory()
        .export_heap_base()
        .enable_feature("runtime-benchmarks")
        // The development presets, on which the measurements start, exist only with it.
        .enable_feature("fast")
        .build();
}
