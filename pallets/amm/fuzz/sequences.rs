//! Sequences of calls on the runtime of the pallet's tests, with every invariant after every step.
//!
//! The bytes are encoded steps (`../src/tests/sequences/steps.rs`): what the fuzzer changes in them is a
//! verb, an account, a pool or an amount.

#![no_main]

libfuzzer_sys::fuzz_target!(|encoded: &[u8]| pallet_amm::fuzz::run_encoded(encoded));
