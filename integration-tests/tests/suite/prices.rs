//! Validators report prices in whole blocks, over the ends of sessions, with the keys of the session.

use codec::Encode;
use frame_support::{assert_ok, dispatch::GetDispatchInfo, storage::with_transaction};
use pallet_price_oracle::{
    sr25519::{AuthorityId, AuthoritySignature, KEY_TYPE},
    types::REPORT_PRIORITY,
    Call, Observation, Report,
};
use polkadot_sdk::{
    frame_support::dispatch::{DispatchClass, Pays},
    frame_system, pallet_session, sp_core,
    sp_keyring::Sr25519Keyring,
    sp_keystore, sp_runtime,
};
use sp_core::Pair;
use sp_keystore::{testing::MemoryKeystore, KeystoreExt};
use sp_runtime::{
    traits::Dispatchable,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
    BoundedVec, RuntimeAppPublic, TransactionOutcome,
};
use tidewater_integration_tests::{
    account,
    blocks::{apply, begin, block, empty_blocks, end, time_of},
    chain, on_chain, signed,
};
use tidewater_primitives::{
    apis::price_oracle::{FeedId, FeedStatus, ValidatorIndex},
    price::{NoPrice, Price},
    seams::price_source::PriceSource,
    BlockNumber,
};
use tidewater_runtime::{
    constants::{
        MAX_AUTHORITIES, MAX_BLOCK_LENGTH, MAX_BLOCK_WEIGHT, NORMAL_DISPATCH_RATIO, PERIODS,
    },
    Executive, PriceOracle, Runtime, RuntimeCall, RuntimeEvent, Session, SessionKeys, System,
    UncheckedExtrinsic,
};
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};

const PEOPLE: [Sr25519Keyring; 4] = [Alice, Bob, Charlie, Dave];
/// The feed of TIDE, in the presets.
const TIDE: FeedId = 0;
/// Half a dollar with the feed's decimals, and with those of a price.
const HALF: u128 = 50_000_000;
const WHOLE_HALF: u128 = 500_000_000_000_000_000;

/// The place of a person in the set.
fn place(person: Sr25519Keyring) -> ValidatorIndex {
    let set = Session::validators();
    let place = set.iter().position(|validator| *validator == account(person));
    place.and_then(|place| place.try_into().ok()).expect("a validator")
}

/// What the validator at `validator` says in block `number` about TIDE.
fn report(validator: ValidatorIndex, number: BlockNumber, value: u128) -> Report {
    let seen = Observation { feed: TIDE, value, at: time_of(number) - 500, sources: 3 };
    Report {
        session: Session::current_index(),
        window: PriceOracle::window_of(number),
        validator,
        observations: BoundedVec::truncate_from(vec![seen]),
    }
}

/// The same as a call, signed by `person`.
fn by(person: Sr25519Keyring, report: Report) -> RuntimeCall {
    let signature = person.pair().sign(&PriceOracle::signing_payload(&report)).into();
    RuntimeCall::PriceOracle(Call::report { report, signature })
}

/// What `person` says in the next block.
fn next(person: Sr25519Keyring, value: u128) -> RuntimeCall {
    by(person, report(place(person), System::block_number() + 1, value))
}

/// The number of the block that begins the session of this index: the first block that is made here is
/// number 2, and a session lasts as many as an epoch.
fn begins(session: u32) -> BlockNumber {
    2 + session * PERIODS.epoch_slots
}

/// A block in which all four say the same.
fn reported(value: u128) {
    let outcomes = block(PEOPLE.map(|person| next(person, value)).to_vec());
    assert_eq!(outcomes, [Ok(Ok(())); 4]);
}

fn validity(call: RuntimeCall) -> TransactionValidity {
    let transaction = UncheckedExtrinsic::new_bare(call);
    // A node asks this beside the chain; here it is undone.
    let ask = || {
        let at = System::parent_hash();
        let answer = Executive::validate_transaction(TransactionSource::External, transaction, at);
        TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(answer))
    };
    with_transaction(ask).expect("there is room for a storage layer")
}

#[test]
fn two_rounds_make_the_first_price_and_no_transaction_sees_the_price_of_its_own_block() {
    on_chain("local", || {
        empty_blocks(1);
        reported(HALF);
        assert_eq!(PriceOracle::price(TIDE), Err(NoPrice::NeverReported));
        reported(HALF + 1);
        assert_eq!(PriceOracle::price(TIDE), Err(NoPrice::NeverReported));
        empty_blocks(1);
        let expected =
            Price { value: WHOLE_HALF + 10_000_000_000, at: time_of(4) - 500, confidence: 0 };
        assert_eq!(PriceOracle::price(TIDE), Ok(expected));
        let native = frame_support::traits::tokens::fungible::NativeOrWithId::Native;
        assert_eq!(<PriceOracle as PriceSource>::price(&native), Ok(expected));
        // Nobody has reported the others.
        assert_eq!(PriceOracle::price(1), Err(NoPrice::NeverReported));
    });
}

#[test]
fn a_report_goes_before_transfers_and_costs_nothing() {
    on_chain("local", || {
        empty_blocks(1);
        let call = next(Bob, HALF);
        let info = call.get_dispatch_info();
        assert_eq!((info.class, info.pays_fee), (DispatchClass::Operational, Pays::No));
        let valid = validity(call.clone()).expect("the pool takes it");
        assert_eq!(valid.priority, REPORT_PRIORITY);
        assert!(valid.propagate);
        assert_eq!(valid.provides.len(), 1);
        let before: Vec<_> = PEOPLE.map(|person| System::account(account(person))).to_vec();
        assert_eq!(block(vec![call]), [Ok(Ok(()))]);
        let after: Vec<_> = PEOPLE.map(|person| System::account(account(person))).to_vec();
        assert_eq!(after, before);
    });
}

#[test]
fn what_is_forged_or_said_twice_is_not_in_a_block() {
    on_chain("local", || {
        empty_blocks(1);
        let invalid = |invalid: InvalidTransaction| Err(TransactionValidityError::Invalid(invalid));
        let number = System::block_number() + 1;
        let forged = by(Eve, report(place(Bob), number, HALF));
        assert_eq!(validity(forged.clone()).map(|_| ()), invalid(InvalidTransaction::BadProof));
        begin(number);
        assert_eq!(apply(forged).map(|_| ()), invalid(InvalidTransaction::BadProof));
        let first = by(Bob, report(place(Bob), number, HALF));
        assert_eq!(apply(first.clone()), Ok(Ok(())));
        assert_eq!(apply(first).map(|_| ()), invalid(InvalidTransaction::Custom(2)));
        let stranger = by(Eve, report(4, number, HALF));
        assert_eq!(apply(stranger).map(|_| ()), invalid(InvalidTransaction::BadSigner));
        // Only as a bare transaction: the same call from an account is nobody's report.
        let call = by(Charlie, report(place(Charlie), number, HALF));
        let refused = call.dispatch(signed(Charlie)).map_err(|error| error.error).map(|_| ());
        assert_eq!(refused, Err(sp_runtime::DispatchError::BadOrigin));
        end();
    });
}

#[test]
fn reports_of_a_sessions_last_block_are_in_its_prices() {
    on_chain("local", || {
        empty_blocks(1);
        for _ in System::block_number()..begins(1) - 1 {
            reported(HALF);
        }
        assert_eq!(Session::current_index(), 0);
        // The block that begins a session forgets the reports of the one before, but looks at them first.
        empty_blocks(1);
        assert_eq!((System::block_number(), Session::current_index()), (begins(1), 1));
        let price = PriceOracle::price(TIDE).expect("the last block's reports are in it");
        assert_eq!(price.at, time_of(begins(1) - 1) - 500);
    });
}

#[test]
fn prices_outlive_the_session_and_reports_do_not() {
    on_chain("local", || {
        empty_blocks(1);
        for _ in System::block_number()..begins(1) - 1 {
            reported(HALF);
        }
        empty_blocks(2);
        let status = |feed| PriceOracle::feed(feed).map(|info| info.status);
        assert!(PriceOracle::price(TIDE).is_ok());
        reported(HALF);
        empty_blocks(1);
        assert_eq!(status(TIDE), Some(FeedStatus::Fresh));
        let before = PriceOracle::previous_records();
        assert_eq!(before.len(), 4);
        assert!(before.iter().all(|(_, record)| record.reports == PERIODS.epoch_slots - 1));
    });
}

#[test]
fn a_report_for_the_session_before_is_refused_after_it() {
    on_chain("local", || {
        let late = by(Bob, report(place(Bob), begins(1), HALF));
        empty_blocks(begins(1) - 1 - System::block_number());
        assert_eq!(
            block(vec![late]),
            [Err(TransactionValidityError::Invalid(InvalidTransaction::Stale))]
        );
    });
}

#[test]
fn new_keys_sign_reports_two_sessions_later_and_the_old_ones_no_more() {
    let mut chain = chain("local");
    let keystore = std::sync::Arc::new(MemoryKeystore::new());
    chain.register_extension(KeystoreExt::from(keystore));
    chain.execute_with(|| {
        System::set_block_number(1);
        empty_blocks(1);
        let bob = account(Bob);
        let new = SessionKeys::generate(&bob.encode(), None);
        let key: AuthorityId = new.keys.oracle.clone();
        assert_ok!(Session::set_keys(signed(Bob), new.keys, new.proof.encode()));
        let says = |number| report(place(Bob), number, HALF);
        let with_new = |number| {
            let report = says(number);
            let signature: AuthoritySignature =
                key.sign(&PriceOracle::signing_payload(&report)).expect("the keystore has it");
            RuntimeCall::PriceOracle(Call::report { report, signature })
        };
        let bad = Err(TransactionValidityError::Invalid(InvalidTransaction::BadProof));
        for number in System::block_number() + 1..begins(2) {
            // What is made before the first block of a session names the session before.
            if number == begins(1) {
                empty_blocks(1);
            } else {
                assert_eq!(block(vec![with_new(number), next(Bob, HALF)]), [bad, Ok(Ok(()))]);
            }
        }
        empty_blocks(1);
        let number = System::block_number() + 1;
        assert_eq!(block(vec![next(Bob, HALF), with_new(number)]), [bad, Ok(Ok(()))]);
    });
}

/// The key type is in the keystores of operators.
#[test]
fn the_key_for_prices_is_found_by_its_type() {
    assert_eq!(KEY_TYPE.0, *b"orcl");
    let keys = on_chain_keys();
    assert_eq!(keys.iter().filter(|(_, kind)| *kind == KEY_TYPE).count(), 1);
    assert_eq!(keys.len(), 4);
}

fn on_chain_keys() -> Vec<(Vec<u8>, sp_core::crypto::KeyTypeId)> {
    let mut keys = None;
    on_chain("dev", || {
        let own = pallet_session::NextKeys::<Runtime>::get(account(Alice)).expect("in the preset");
        keys = SessionKeys::decode_into_raw_public_keys(&own.encode());
    });
    keys.expect("the keys decode")
}

/// Full blocks and many validators do not shut prices out: what is kept for operational transactions
/// has room for a report of everything by everybody.
#[test]
fn the_reports_of_all_validators_fit_beside_full_blocks() {
    let seen = |feed| Observation { feed, value: u128::MAX, at: u64::MAX, sources: u8::MAX };
    let report = Report {
        session: u32::MAX,
        window: u32::MAX,
        validator: u32::MAX,
        observations: BoundedVec::truncate_from((0..32).map(seen).collect()),
    };
    let signature = Alice.pair().sign(b"any").into();
    let call = RuntimeCall::PriceOracle(Call::report { report, signature });
    let weights = <Runtime as frame_system::Config>::BlockWeights::get();
    let base = weights.get(DispatchClass::Operational).base_extrinsic;
    let weight = call.get_dispatch_info().total_weight().saturating_add(base);
    let all = weight.saturating_mul(MAX_AUTHORITIES.into());
    let reserved = MAX_BLOCK_WEIGHT.saturating_sub(NORMAL_DISPATCH_RATIO * MAX_BLOCK_WEIGHT);
    assert!(all.all_lte(reserved), "{all} is more than {reserved}");
    let length = UncheckedExtrinsic::new_bare(call).encoded_size() as u32 * MAX_AUTHORITIES;
    let room = MAX_BLOCK_LENGTH - NORMAL_DISPATCH_RATIO * MAX_BLOCK_LENGTH;
    assert!(length <= room, "{length} is more than {room}");
}

#[test]
fn governance_alone_changes_feeds() {
    on_chain("dev", || {
        let halt = RuntimeCall::PriceOracle(Call::halt_feed { feed_id: TIDE });
        let refused = halt.clone().dispatch(signed(Alice)).map_err(|error| error.error);
        assert_eq!(refused.map(|_| ()), Err(sp_runtime::DispatchError::BadOrigin));
        assert_ok!(halt.dispatch(frame_system::RawOrigin::Root.into()));
        assert_eq!(PriceOracle::price(TIDE).map(|_| ()), Err(NoPrice::Halted { since: 0 }));
        let event =
            RuntimeEvent::PriceOracle(pallet_price_oracle::Event::FeedHalted { feed_id: TIDE });
        System::assert_has_event(event);
    });
}
