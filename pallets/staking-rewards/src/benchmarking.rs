//! What the calls cost at worst.

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper {}
