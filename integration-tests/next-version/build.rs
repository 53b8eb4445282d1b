//! Builds the wasm of the next version, beside that of this one.

fn main() {
    #[cfg(feature = "std")]
    {
        #[cfg(unix)]
        shared::share();
        substrate_wasm_builder::WasmBuilder::init_with_defaults().build();
    }
}

/// Both are built from the same sources in the same way, but for our own: what one has compiled the other need
/// not. It saves some five minutes of the first build. Where it does not work, nothing is shared.
#[cfg(all(feature = "std", unix))]
mod shared {
    use std::{env, fs, os::unix::fs::symlink, path::PathBuf};

    /// Lets the wasm builder put what it compiles for us where it puts that of the runtime.
    pub(super) fn share() {
        let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
        // `out` is in `build/<crate>/` of the profile's folder.
        let Some(wbuild) = out.ancestors().nth(3).map(|profile| profile.join("wbuild")) else {
            return;
        };
        let ours = wbuild.join("tidewater-next-version");
        let made = fs::create_dir_all(wbuild.join("tidewater-runtime/target"))
            .and_then(|()| fs::create_dir_all(&ours))
            .and_then(|()| symlink("../tidewater-runtime/target", ours.join("target")));
        if let Err(why) = made {
            println!("nothing is shared with the runtime's build: {why}");
        }
    }
}
