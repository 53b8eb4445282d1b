//! What the pallet does, one file per verb.

mod clients;
mod delegate;
mod golden;
mod invariants;
mod model;
mod overrides;
mod power;
mod regressions;
mod release;
mod remove_vote;
mod support;
mod sweep;
mod tally;
mod trim;
mod undelegate;
mod unlock;
mod views;
mod vote;
mod weights;
