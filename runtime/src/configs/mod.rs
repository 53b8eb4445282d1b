//! How each pallet is set: one file per pallet, or per pair that is set alike.

mod amm;
mod assets;
mod authority_discovery;
mod authorship;
mod babe;
mod balances;
mod conviction_voting;
mod grandpa;
mod identity;
mod migrations;
mod multisig;
mod offences;
mod pause;
mod preimage;
mod price_oracle;
mod proxy;
mod referenda;
mod scheduler;
mod session;
mod spending;
mod staking_rewards;
mod system;
mod technical_committee;
mod timestamp;
mod transaction_payment;
mod treasury;
mod tx_pause;
mod utility;
mod whitelist;

pub use system::RuntimeBlockWeights;
