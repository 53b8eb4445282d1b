//! Our code measured against its peers, side by side in one run: `make bench`.
//!
//! A crate of its own, because criterion turns on features of crates that the SDK shares, and would
//! have the node's whole dependency tree built once more.

pub mod runtime;
