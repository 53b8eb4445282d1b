//! Builds the wasm runtime that the native crate embeds.

fn main() {
    #[cfg(feature = "std")]
    {
        let builder = substrate_wasm_builder::WasmBuilder::init_with_defaults();
        #[cfg(feature = "metadata-hash")]
        let builder = builder.enable_metadata_hash("TIDE", 12);
        builder.build();
    }
}
