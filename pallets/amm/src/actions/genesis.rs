//! What exists before the first block.

use crate::{
    types::{amounts, assets, GenesisPool},
    Config, Cushions, Pallet,
};
use frame_support::traits::{
    fungibles::{Balanced, Inspect},
    tokens::{fungible::NativeOrWithId, Precision},
};
use sp_runtime::DispatchResult;
use tidewater_primitives::ids::PoolKind;

impl<T: Config> Pallet<T> {
    /// Makes the vault an account that lives whatever its balances are, with its deposit of TIDE.
    pub(crate) fn open_vault() -> DispatchResult {
        let (vault, tide) = (Self::vault(), NativeOrWithId::Native);
        frame_system::Pallet::<T>::inc_providers(&vault);
        let cushion = T::Currencies::minimum_balance(tide.clone());
        // The dropped debt adds the deposit to the issuance.
        let debt = T::Currencies::deposit(tide.clone(), &vault, cushion, Precision::Exact)?;
        drop(debt);
        Cushions::<T>::insert(tide, cushion);
        Ok(())
    }

    /// Creates a pool and fills it.
    pub(crate) fn open_genesis_pool(pool: &GenesisPool<T::AccountId>) -> DispatchResult {
        let [first, second] = &pool.assets;
        let [in_first, in_second] = pool.amounts;
        let in_order = if first < second { [in_first, in_second] } else { [in_second, in_first] };
        let kind = PoolKind::ConstantProduct;
        let id = Self::do_create_pool(
            &pool.creator,
            assets([first.clone(), second.clone()]),
            kind,
            pool.fee_tier,
        )?;
        Self::do_add_liquidity(&pool.creator, id, amounts(in_order), 0)
    }
}
