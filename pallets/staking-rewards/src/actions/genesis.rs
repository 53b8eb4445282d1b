//! What exists before the first block.

use crate::{
    types::{GenesisProgramme, Pot, Stream, Tiers},
    Config, Error, Pallet, Pots, Programmes,
};
use alloc::vec::Vec;
use frame_support::traits::{
    fungibles::{Balanced, Inspect},
    tokens::{fungible::NativeOrWithId, Precision},
};
use sp_core::U256;
use sp_runtime::{DispatchError, DispatchResult};
use tidewater_primitives::{
    ids::{CurrencyId, Hop},
    Balance,
};

impl<T: Config> Pallet<T> {
    /// Makes the pot an account that lives whatever its balances are, with its deposit of TIDE.
    pub(crate) fn open_pot_account() -> DispatchResult {
        let cushion = Self::open_account(&Self::pot_account())?;
        Pots::<T>::insert(NativeOrWithId::Native, Pot { cushion, streams: 0 });
        Ok(())
    }

    /// Makes the income account one that lives as well, so that it can hold assets that do not keep
    /// accounts alive. It has no ledger: all of it is income.
    pub(crate) fn open_income_account() -> DispatchResult {
        Self::open_account(&Self::income_account()).map(|_| ())
    }

    /// Gives `who` a provider reference and the existential deposit, and says how much that is.
    fn open_account(who: &T::AccountId) -> Result<Balance, DispatchError> {
        let tide: CurrencyId = NativeOrWithId::Native;
        frame_system::Pallet::<T>::inc_providers(who);
        let least = T::Currencies::minimum_balance(tide.clone());
        // The dropped debt adds the deposit to the issuance.
        let debt = T::Currencies::deposit(tide, who, least, Precision::Exact)?;
        drop(debt);
        Ok(least)
    }

    /// Names the stream of the first programme, if there is one, as the income stream, and the routes.
    pub(crate) fn name_genesis_income(
        programmes: &[GenesisProgramme<T::AccountId>],
        routes: &[(CurrencyId, Vec<Hop>)],
    ) -> DispatchResult {
        if !programmes.is_empty() {
            Self::do_set_income_stream(0, 0)?;
        }
        for (asset, hops) in routes {
            let hops = hops.clone().try_into().map_err(|_| Error::<T>::WrongRoute)?;
            Self::do_set_sweep_route(asset.clone(), hops)?;
        }
        Ok(())
    }

    /// Creates a listed programme of the protocol with one stream of TIDE, which is empty.
    pub(crate) fn open_genesis_programme(given: &GenesisProgramme<T::AccountId>) -> DispatchResult {
        let tiers = Tiers::try_from(given.tiers.clone()).map_err(|_| Error::<T>::TierOutOfRange)?;
        let staked = given.staked.clone();
        let id = Self::do_create_programme(None, staked, given.min_stake, given.min_total, tiers)?;
        Self::do_set_listed(id, true)?;
        let stream = Stream {
            currency: NativeOrWithId::Native,
            refund_to: given.refund_to.clone(),
            rate: 0,
            start: 0,
            end: 0,
            last: 0,
            raised_at: 0,
            index: U256::zero(),
            funded: 0,
            paid: 0,
            refunded: 0,
            emitted: U256::zero(),
            owed: U256::zero(),
        };
        Pots::<T>::mutate_extant(NativeOrWithId::Native, |pot| {
            pot.streams = pot.streams.saturating_add(1);
        });
        let programme = Programmes::<T>::get(id).ok_or(Error::<T>::ProgrammeNotFound)?;
        Self::add_stream(id, programme, stream)
    }
}
