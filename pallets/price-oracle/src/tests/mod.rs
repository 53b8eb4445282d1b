//! What the pallet does, one file per verb.

mod accountability;
mod aggregate;
mod feeds;
mod golden;
mod invariants;
mod offchain;
mod regressions;
mod report;
mod sequences;
mod session;
mod status;
mod terms;
mod views;

use crate::{
    mock::{
        feed, key, pair, with_keys, AccountId, ExtBuilder, Now, PriceOracle, RuntimeEvent,
        RuntimeOrigin, System, Test, SLOT, START, TERMS,
    },
    sr25519::AuthoritySignature,
    types::{FeedState, Observation, Report},
    Call, CurrentSession, Error, Event, Feeds, Prices, Reports,
};
use frame_support::{
    assert_noop, assert_ok,
    traits::{Hooks, OneSessionHandler},
    BoundedVec,
};
use sp_application_crypto::Pair;
#[allow(deprecated)]
use sp_runtime::traits::ValidateUnsigned;
use sp_runtime::{
    traits::Dispatchable,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
    DispatchResult,
};
use tidewater_primitives::{
    apis::price_oracle::{FeedId, FeedStatus, FeedTerms, ValidatorIndex},
    price::{Moment, NoPrice, Price},
};

/// One USD with the decimals of the feeds in these tests.
const USD: u128 = 100_000_000;
/// One USD with the decimals of prices.
const WHOLE: u128 = 1_000_000_000_000_000_000;

/// Four validators and one feed, number 0.
fn with_feed() -> ExtBuilder {
    ExtBuilder::default().feed(feed("TIDE", None, TERMS))
}

/// Ends the block: the next one looks at what was reported in it, and then time goes on.
fn next_block() {
    let block = System::block_number() + 1;
    System::set_block_number(block);
    PriceOracle::on_initialize(block);
    Now::set(Now::get() + SLOT);
}

fn pass_blocks(count: u64) {
    (0..count).for_each(|_| next_block());
}

fn seen(feed: FeedId, value: u128) -> Observation {
    Observation { feed, value, at: Now::get(), sources: 3 }
}

/// A report as an honest node makes it now.
fn report_of(validator: ValidatorIndex, observations: &[Observation]) -> Report {
    Report {
        session: CurrentSession::<Test>::get().index,
        window: PriceOracle::window_of(System::block_number() as u32),
        validator,
        observations: BoundedVec::truncate_from(observations.to_vec()),
    }
}

fn signature(who: AccountId, report: &Report) -> AuthoritySignature {
    pair(who).sign(&PriceOracle::signing_payload(report))
}

fn call(who: AccountId, report: Report) -> Call<Test> {
    let signature = signature(who, &report);
    Call::report { report, signature }
}

#[allow(deprecated)]
fn validate(call: &Call<Test>) -> TransactionValidity {
    PriceOracle::validate_unsigned(TransactionSource::External, call)
}

/// All that a block does with an extrinsic.
#[allow(deprecated)]
fn apply(call: Call<Test>) -> Result<DispatchResult, TransactionValidityError> {
    PriceOracle::pre_dispatch(&call)?;
    let call = crate::mock::RuntimeCall::from(call);
    Ok(call.dispatch(RuntimeOrigin::none()).map(|_| ()).map_err(|failed| failed.error))
}

/// Takes a report whose signature was checked before: some other test looks at that.
fn take(report: Report) -> DispatchResult {
    let unchecked = AuthoritySignature::from(sp_core::sr25519::Signature::default());
    PriceOracle::report(RuntimeOrigin::none(), report, unchecked)
}

/// Validator number `validator` says that the feed is worth `value` now.
fn say(validator: ValidatorIndex, feed: FeedId, value: u128) {
    assert_ok!(take(report_of(validator, &[seen(feed, value)])));
}

/// Each validator in its turn says a value of feed 0; then the block ends.
fn round(values: &[u128]) {
    for (validator, value) in (0u32..).zip(values) {
        say(validator, 0, *value);
    }
    next_block();
}

/// Two rounds in which all four say the same: there is a price.
fn establish(value: u128) {
    round(&[value; 4]);
    round(&[value; 4]);
    assert_eq!(value_of(0), Ok(value * (WHOLE / USD)));
}

fn value_of(feed: FeedId) -> Result<u128, NoPrice> {
    PriceOracle::price(feed).map(|price| price.value)
}

fn state(feed: FeedId) -> FeedState {
    Prices::<Test>::get(feed).expect("the feed exists")
}

fn status(feed: FeedId) -> FeedStatus {
    PriceOracle::feed(feed).expect("the feed exists").status
}

/// Our events since the last time.
fn events() -> Vec<Event<Test>> {
    let ours = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::PriceOracle(event) => Some(event),
        _ => None,
    };
    let events = System::events().into_iter().filter_map(ours).collect();
    System::reset_events();
    events
}

/// A new session of these validators.
fn new_session(validators: &[AccountId]) {
    let set = with_keys(validators);
    PriceOracle::on_new_session(true, set.into_iter(), with_keys(validators).into_iter());
}
