//! The validator set while there is no staking.

use codec::Encode;
use frame_support::{assert_ok, traits::KeyOwnerProofSystem};
use polkadot_sdk::{
    pallet_grandpa::CurrentSetId, pallet_session, sp_consensus_babe, sp_keyring::Sr25519Keyring,
    sp_keystore, sp_runtime,
};
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{traits::Dispatchable, DispatchError};
use tidewater_integration_tests::{account, chain, on_chain, signed};
use tidewater_runtime::{
    constants::PERIODS, Historical, Runtime, RuntimeCall, Session, SessionKeys, System,
};

#[test]
fn quiet_sessions_announce_no_new_set() {
    on_chain("local", || {
        let validators = Session::validators();
        for _ in 0..5 {
            Session::rotate_session();
        }
        assert_eq!(Session::current_index(), 5);
        assert_eq!(CurrentSetId::<Runtime>::get(), 0);
        assert_eq!(Session::validators(), validators);
    });
}

#[test]
fn new_keys_are_announced_once_and_can_be_proven() {
    let mut chain = chain("local");
    chain.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    chain.execute_with(|| {
        System::set_block_number(1);
        Session::rotate_session();
        let bob = account(Sr25519Keyring::Bob);
        let new = SessionKeys::generate(&bob.encode(), None);
        let keys = new.keys.clone();
        assert_ok!(Session::set_keys(signed(Sr25519Keyring::Bob), new.keys, new.proof.encode()));

        // Planned, queued, in force: then never again.
        Session::rotate_session();
        assert_eq!(CurrentSetId::<Runtime>::get(), 0);
        System::set_block_number(2);
        Session::rotate_session();
        assert_eq!(CurrentSetId::<Runtime>::get(), 1);
        assert!(Historical::prove((sp_consensus_babe::KEY_TYPE, keys.babe)).is_some());
        for _ in 0..3 {
            Session::rotate_session();
        }
        assert_eq!(CurrentSetId::<Runtime>::get(), 1);
        assert_eq!(Session::validators().len(), 4);
    });
}

#[test]
fn keys_without_a_proof_of_possession_are_refused() {
    let mut chain = chain("local");
    chain.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    chain.execute_with(|| {
        let bob = account(Sr25519Keyring::Bob);
        let new = SessionKeys::generate(&bob.encode(), None);
        let result = Session::set_keys(signed(Sr25519Keyring::Alice), new.keys, new.proof.encode());
        assert_eq!(result, Err(pallet_session::Error::<Runtime>::InvalidProof.into()));
    });
}

#[test]
fn nobody_gives_up_the_keys_that_could_never_come_back() {
    on_chain("dev", || {
        let call = RuntimeCall::Session(pallet_session::Call::purge_keys {});
        let result = call.dispatch(signed(Sr25519Keyring::Alice)).map_err(|error| error.error);
        let refused = polkadot_sdk::frame_system::Error::<Runtime>::CallFiltered;
        assert_eq!(result.map(|_| ()), Err(DispatchError::from(refused)));
    });
}

#[test]
fn the_history_of_sessions_is_bounded() {
    on_chain("dev", || {
        for _ in 0..PERIODS.history_sessions * 2 {
            Session::rotate_session();
        }
        let kept = pallet_session::historical::HistoricalSessions::<Runtime>::iter_keys().count();
        // The sessions of the history, the one in force and the one planned.
        assert_eq!(kept, PERIODS.history_sessions as usize + 2);
    });
}
