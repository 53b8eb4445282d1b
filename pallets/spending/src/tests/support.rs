//! What the tests share.

pub(super) use crate::{
    mock::{
        build_and_execute, AccountId, Caps, Currencies, Prices, RuntimeCall, RuntimeEvent,
        RuntimeOrigin, Spending, System, Test, Treasury, Utility, ALICE, BIG, BIG_CAP, BOB, DUST,
        FORTUNE, MAX_SPENDS, PAYOUT_PERIOD, PERIOD, SMALL, SMALL_CAP, TIDE, UNPRICED, USD,
    },
    Approval, Approvals, Call, Error, Event, WeightInfo,
};
pub(super) use frame_support::{assert_noop, assert_ok, traits::fungibles::Inspect};
pub(super) use sp_runtime::{traits::BadOrigin, DispatchError, DispatchResult};
pub(super) use tidewater_primitives::{ids::CurrencyId, Balance};

pub(super) fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

/// A track decides to pay Alice, claimable at once.
pub(super) fn spend(track: AccountId, kind: CurrencyId, amount: Balance) -> DispatchResult {
    Spending::spend(by(track), Box::new(kind), amount, Box::new(ALICE), None)
}

/// The same as a call.
pub(super) fn spend_call(kind: CurrencyId, amount: Balance) -> RuntimeCall {
    let (asset_kind, beneficiary) = (Box::new(kind), Box::new(ALICE));
    Call::<Test>::spend { asset_kind, amount, beneficiary, valid_from: None }.into()
}

/// Somebody claims a payment for whoever gets it.
pub(super) fn payout(index: u32) -> DispatchResult {
    Treasury::payout(by(BOB), index)
}

pub(super) fn balance(kind: CurrencyId, who: AccountId) -> Balance {
    Currencies::balance(kind, &who)
}

/// What a spender has approved, as it is stored: in which block and how much.
pub(super) fn approvals(spender: u8) -> Vec<(u64, Balance)> {
    Approvals::<Test>::get(spender).iter().map(|approval| (approval.at, approval.value)).collect()
}

pub(super) fn now() -> u64 {
    System::block_number()
}

pub(super) fn go_to(block: u64) {
    System::set_block_number(block);
}

pub(super) fn pass(blocks: u64) {
    go_to(now() + blocks);
}

/// The pallet's events since the last look.
pub(super) fn events() -> Vec<Event<Test>> {
    let all = System::events();
    System::reset_events();
    let ours = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::Spending(event) => Some(event),
        _ => None,
    };
    all.into_iter().filter_map(ours).collect()
}
