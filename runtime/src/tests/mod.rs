//! What the runtime as a whole must be. What needs a chain's state is in `integration-tests/`.

mod golden;
mod periods;
mod presets;
mod tracks;
mod weights;
