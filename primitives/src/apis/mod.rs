//! Runtime-API traits: what the node and any client may ask the runtime, one file per pallet.

pub mod amm;
pub mod governance;
pub mod price_oracle;
pub mod referenda;
pub mod staking_rewards;

/// Amounts as decimal strings in JSON, where a number above 2^53 would silently lose digits.
pub mod amount {
    use crate::Balance;
    use alloc::string::{String, ToString};
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    /// Writes an amount as a decimal string.
    pub fn serialize<S: Serializer>(amount: &Balance, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&amount.to_string())
    }

    /// Reads an amount from a decimal string.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Balance, D::Error> {
        String::deserialize(from)?.parse().map_err(|_| D::Error::custom("not a decimal amount"))
    }
}

/// Lists of amounts, each as in [`amount`].
pub mod amounts {
    use crate::Balance;
    use alloc::{
        string::{String, ToString},
        vec::Vec,
    };
    use serde::{de::Error, Deserialize, Deserializer, Serializer};

    /// Writes each amount as a decimal string.
    pub fn serialize<S: Serializer>(amounts: &[Balance], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(amounts.iter().map(ToString::to_string))
    }

    /// Reads each amount from a decimal string.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Balance>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        let parsed: Result<Vec<_>, _> = texts.iter().map(|text| text.parse()).collect();
        parsed.map_err(|_| D::Error::custom("not a decimal amount"))
    }
}
