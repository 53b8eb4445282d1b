//! What one pallet may ask of another, without knowing it: one trait a file.

pub mod average_prices;
pub mod price_source;
pub mod swap;
pub mod voting_power;
