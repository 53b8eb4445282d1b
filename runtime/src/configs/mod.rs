//! How each pallet is set: one file per pallet, or per pair that is set alike.

mod amm;
mod assets;
mod authority_discovery;
mod authorship;
mod babe;
mod balances;
mod grandpa;
mod identity;
mod migrations;
mod multisig;
mod offences;
mod preimage;
mod price_oracle;
mod proxy;
mod scheduler;
mod session;
mod staking_rewards;
mod system;
mod timestamp;
mod transaction_payment;
mod utility;

pub use system::RuntimeBlockWeights;
