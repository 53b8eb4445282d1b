//! What the tests share.

pub(super) use crate::{
    mock::{
        batch, build_and_execute, burn, force_transfer, remark, transfer, AccountId,
        AllPalletsWithSystem, Balances, FullName, Jammed, MaxPauses, Name, Pause, RuntimeCall,
        RuntimeEvent, RuntimeOrigin, System, Test, TxPause, ALICE, BOB, COMMITTEE, COOLDOWN,
        MAX_PAUSE,
    },
    Error, Event, Record, Records, WeightInfo,
};
pub(super) use frame_support::{
    assert_noop, assert_ok,
    traits::{TransactionPause, TransactionPauseError},
};
pub(super) use sp_runtime::{traits::Dispatchable, DispatchError, DispatchResult};

pub(super) fn by(who: AccountId) -> RuntimeOrigin {
    RuntimeOrigin::signed(who)
}

pub(super) fn root() -> RuntimeOrigin {
    RuntimeOrigin::root()
}

/// What a jammed switch says.
pub(super) type Says = fn() -> TransactionPauseError;

/// The committee pauses.
pub(super) fn pause(call: FullName, blocks: u64) -> DispatchResult {
    Pause::pause_for(by(COMMITTEE), call, blocks)
}

/// The committee lifts.
pub(super) fn lift(call: FullName) -> DispatchResult {
    Pause::lift(by(COMMITTEE), call)
}

/// Somebody pauses past this pallet.
pub(super) fn pause_elsewhere(call: FullName) -> DispatchResult {
    TxPause::pause(root(), call)
}

/// Somebody lifts past this pallet.
pub(super) fn lift_elsewhere(call: FullName) -> DispatchResult {
    TxPause::unpause(root(), call)
}

/// Sends a transaction with a call, as the chain would dispatch it.
pub(super) fn send(call: impl Into<RuntimeCall>) -> DispatchResult {
    call.into().dispatch(by(ALICE)).map(|_| ()).map_err(|failed| failed.error)
}

/// Of one unit.
pub(super) fn transfer_call() -> RuntimeCall {
    pallet_balances::Call::transfer_allow_death { dest: BOB, value: 1 }.into()
}

pub(super) fn burn_call() -> RuntimeCall {
    pallet_balances::Call::burn { value: 1, keep_alive: true }.into()
}

pub(super) fn batch_call(calls: Vec<RuntimeCall>) -> RuntimeCall {
    pallet_utility::Call::batch { calls }.into()
}

/// Why the chain does not dispatch a paused call.
pub(super) fn filtered() -> DispatchError {
    frame_system::Error::<Test>::CallFiltered.into()
}

pub(super) fn now() -> u64 {
    System::block_number()
}

/// Goes to a block through all those between, in which nobody sends anything.
pub(super) fn go_to(block: u64) {
    System::run_to_block::<AllPalletsWithSystem>(block.saturating_sub(1));
    System::reset_events();
    System::run_to_block::<AllPalletsWithSystem>(block);
}

pub(super) fn pass(blocks: u64) {
    go_to(now() + blocks);
}

/// The pallet's events since the last look or the start of the block.
pub(super) fn events() -> Vec<Event<Test>> {
    let all = System::events();
    System::reset_events();
    let ours = |record: frame_system::EventRecord<RuntimeEvent, _>| match record.event {
        RuntimeEvent::Pause(event) => Some(event),
        _ => None,
    };
    all.into_iter().filter_map(ours).collect()
}

/// The list as it is stored.
pub(super) fn records() -> Vec<Record<FullName, u64>> {
    Records::<Test>::get().into_inner()
}
