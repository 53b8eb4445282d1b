//! Who validates: the validators of the genesis block, for as long as there is no staking.

use crate::{constants::PERIODS, Runtime};
use polkadot_sdk::*;

use alloc::vec::Vec;
use pallet_session::{historical, NextKeys, QueuedKeys, Validators};
use sp_runtime::traits::Convert;
use sp_staking::SessionIndex;
use tidewater_primitives::AccountId;

/// Keeps the genesis validators.
///
/// A set is announced at genesis and when a validator has changed its keys, never otherwise: each
/// announcement begins a new GRANDPA set, and every set makes the proof longer by which a new node
/// warps to the head. A change of keys must be announced, or nobody could prove later whose they
/// were.
pub struct GenesisValidators;

impl GenesisValidators {
    fn identified(validators: Vec<AccountId>) -> Vec<(AccountId, ())> {
        validators.into_iter().map(|validator| (validator, ())).collect()
    }

    /// Whether a validator has other keys now than those queued for the session that just began.
    fn keys_changed() -> bool {
        QueuedKeys::<Runtime>::get()
            .iter()
            .any(|(validator, queued)| NextKeys::<Runtime>::get(validator).as_ref() != Some(queued))
    }
}

impl pallet_session::SessionManager<AccountId> for GenesisValidators {
    fn new_session(_: SessionIndex) -> Option<Vec<AccountId>> {
        Self::keys_changed().then(Validators::<Runtime>::get)
    }
    fn new_session_genesis(_: SessionIndex) -> Option<Vec<AccountId>> {
        // Runs once, when the only keys are those of the genesis configuration.
        Some(NextKeys::<Runtime>::iter_keys().collect())
    }
    fn end_session(_: SessionIndex) {}
    fn start_session(index: SessionIndex) {
        historical::Pallet::<Runtime>::prune_up_to(index.saturating_sub(PERIODS.history_sessions));
    }
}

impl historical::SessionManager<AccountId, ()> for GenesisValidators {
    fn new_session(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session(index).map(Self::identified)
    }
    fn new_session_genesis(index: SessionIndex) -> Option<Vec<(AccountId, ())>> {
        <Self as pallet_session::SessionManager<_>>::new_session_genesis(index)
            .map(Self::identified)
    }
    fn end_session(index: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::end_session(index)
    }
    fn start_session(index: SessionIndex) {
        <Self as pallet_session::SessionManager<_>>::start_session(index)
    }
}

/// A validator's identity in past sessions: nothing beyond the account, as nothing is staked.
pub struct NoStake;

impl Convert<AccountId, Option<()>> for NoStake {
    fn convert(_: AccountId) -> Option<()> {
        Some(())
    }
}
