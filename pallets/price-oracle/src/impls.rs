//! What this pallet offers to others: prices to ours, a place for keys to the session pallet.

use crate::{Config, Pallet};
use frame_support::traits::OneSessionHandler;
use sp_runtime::BoundToRuntimeAppPublic;
use tidewater_primitives::{
    ids::CurrencyId,
    price::{NoPrice, Price},
    seams::price_source::PriceSource,
};

impl<T: Config> PriceSource for Pallet<T> {
    fn price(currency: &CurrencyId) -> Result<Price, NoPrice> {
        Self::price_of_at(currency, Self::now())
    }
}

impl<T: Config> BoundToRuntimeAppPublic for Pallet<T> {
    type Public = T::AuthorityId;
}

impl<T: Config> OneSessionHandler<T::AccountId> for Pallet<T> {
    type Key = T::AuthorityId;

    fn on_genesis_session<'a, I>(validators: I)
    where
        I: Iterator<Item = (&'a T::AccountId, T::AuthorityId)> + 'a,
    {
        let owned = validators.map(|(account, key)| (account.clone(), key));
        Self::begin_first_session(owned.collect());
    }

    fn on_new_session<'a, I>(_changed: bool, validators: I, _queued_validators: I)
    where
        I: Iterator<Item = (&'a T::AccountId, T::AuthorityId)> + 'a,
    {
        let owned = validators.map(|(account, key)| (account.clone(), key));
        Self::begin_session(owned.collect());
    }

    /// A validator that is disabled for what it did to blocks goes on reporting: its weight stays in
    /// the quorum, so leaving it out would only make prices rarer.
    fn on_disabled(_: u32) {}
}
