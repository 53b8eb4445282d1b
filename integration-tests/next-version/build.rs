//! Builds the wasm of the next version, beside that of this one.

fn main() {
    #[cfg(feature = "std")]
    substrate_wasm_builder::WasmBuilder::init_with_defaults().build();
}
