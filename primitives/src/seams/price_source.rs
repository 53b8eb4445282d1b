//! What a currency is worth, for those who stake money on it.

use crate::{
    ids::CurrencyId,
    price::{NoPrice, Price},
};

/// Prices of currencies. Fails closed: whoever gets no price does nothing that needs one.
pub trait PriceSource {
    /// The price of `currency`, in the currency in which all prices of the source are.
    ///
    /// # Errors
    /// Why there is none. One currency's failure says nothing about another's.
    fn price(currency: &CurrencyId) -> Result<Price, NoPrice>;
}

/// No prices at all.
impl PriceSource for () {
    fn price(_: &CurrencyId) -> Result<Price, NoPrice> {
        Err(NoPrice::UnknownFeed)
    }
}
