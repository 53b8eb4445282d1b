//! The oracle's sources: what is read out of answers, honest and hostile, and what is made of it.

mod decimal;
mod exchanges;
mod hostile;
mod json;
mod list;
mod path;
mod quotes;
mod status;
mod strategies;
mod time;
