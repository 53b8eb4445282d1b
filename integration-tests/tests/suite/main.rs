//! Scenarios over the whole runtime, and the rules of the workspace. One binary: each would have to
//! link the runtime again.

mod committee;
mod exchange;
mod fees;
mod genesis;
mod governance;
mod money;
mod preview;
mod prices;
mod rewards;
mod treasury;
mod upgrade;
mod validators;
mod workspace;
