//! What a referendum would do, before it does it.

use codec::Encode;
use frame_support::{
    dispatch::RawOrigin,
    traits::{Bounded, StorePreimage},
};
use polkadot_sdk::{
    frame_system, pallet_balances, pallet_treasury, pallet_utility, sp_core, sp_io,
    sp_keyring::Sr25519Keyring, sp_runtime,
};
use sp_core::traits::{ReadRuntimeVersion, ReadRuntimeVersionExt};
use sp_io::TestExternalities;
use sp_runtime::{DispatchError, StateVersion};
use tidewater_integration_tests::{
    account, chain, on_chain,
    referenda::{decide, propose, run_to, submit},
};
use tidewater_primitives::{
    apis::referenda::{NoPreview, PreviewOutcome, MAX_PREVIEW_EVENTS},
    constants::TIDE,
};
use tidewater_runtime::{
    governance::{
        origins::Origin,
        preview::{of_draft, of_referendum},
    },
    Balances, OriginCaller, Preimage, Runtime, RuntimeCall, RuntimeEvent, System, VERSION,
};
use Sr25519Keyring::{Alice, Bob, Eve};

fn root() -> OriginCaller {
    OriginCaller::system(RawOrigin::Root)
}

fn give(amount: u128) -> RuntimeCall {
    RuntimeCall::Balances(pallet_balances::Call::force_set_balance {
        who: account(Eve).into(),
        new_free: amount,
    })
}

fn state_root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

/// What a dispatched call did.
fn dispatched(
    outcome: PreviewOutcome<RuntimeEvent>,
) -> (Result<(), DispatchError>, Vec<RuntimeEvent>, u32) {
    match outcome {
        PreviewOutcome::Dispatched { result, events, event_count, .. } => {
            (result, events, event_count)
        }
        PreviewOutcome::NeverEnacted { limit } => panic!("it weighs more than {limit:?}"),
    }
}

#[test]
fn a_preview_tells_what_the_enactment_then_does_and_changes_nothing() {
    on_chain("dev", || {
        let amount = 7 * TIDE;
        let index = propose(Alice, root(), give(amount));
        let (before, events_before) = (state_root(), System::events());
        let seen = of_referendum(index).expect("it is there");
        assert_eq!(state_root(), before);
        assert_eq!(System::events(), events_before);
        let (result, events, count) = dispatched(seen.outcome);
        assert_eq!((result, count as usize), (Ok(()), events.len()));
        let set = RuntimeEvent::Balances(pallet_balances::Event::BalanceSet {
            who: account(Eve),
            free: amount,
        });
        assert!(events.contains(&set), "{events:?}");
        assert_eq!(of_draft(root(), &give(amount).encode()).map(|p| p.weight), Ok(seen.weight));
    });
}

#[test]
fn a_call_that_fails_is_seen_to_fail_with_its_tracks_own_origin() {
    on_chain("dev", || {
        let oracle = OriginCaller::Origins(Origin::OracleAdmin);
        let index = propose(Alice, oracle.clone(), give(1));
        let (result, ..) = dispatched(of_referendum(index).expect("it is there").outcome);
        assert_eq!(result, Err(DispatchError::BadOrigin));
        let (draft, ..) = dispatched(of_draft(oracle, &give(1).encode()).expect("a call").outcome);
        assert_eq!(draft, Err(DispatchError::BadOrigin));
    });
}

/// Compound's proposal 62 of September 2021 passed, and paid out some 80 million dollars that nobody had
/// meant: a `>` for a `>=`. Here somebody means 1,000 TIDE and forgets that amounts are in units of twelve
/// decimals times what he has multiplied already. The preview says what would leave.
#[test]
fn compound_62_a_wrong_call_that_everybody_wants_is_seen_before_it_is_enacted() {
    on_chain("dev", || {
        let wrong = 1_000 * TIDE * 1_000;
        let call = RuntimeCall::Utility(pallet_utility::Call::batch_all {
            calls: vec![RuntimeCall::Treasury(pallet_treasury::Call::spend {
                asset_kind: Box::new(
                    frame_support::traits::tokens::fungible::NativeOrWithId::Native,
                ),
                amount: wrong,
                beneficiary: Box::new(account(Bob)),
                valid_from: None,
            })],
        });
        let index = propose(Alice, root(), call.clone());
        let (result, events, _) = dispatched(of_referendum(index).expect("it is there").outcome);
        assert_eq!(result, Ok(()));
        let shown = events.iter().find_map(|event| match event {
            RuntimeEvent::Treasury(pallet_treasury::Event::AssetSpendApproved {
                amount, ..
            }) => Some(*amount),
            _ => None,
        });
        assert_eq!(shown, Some(wrong), "everybody can see it");
        // It is what happens if nobody looks.
        assert_eq!(decide_waiting(call), Ok(()));
        let status = pallet_treasury::Spends::<Runtime>::get(0).expect("it was approved");
        assert_eq!(status.amount, wrong);
    });
}

/// The first referendum of a track holds up the second: let it go first.
fn decide_waiting(call: RuntimeCall) -> frame_support::dispatch::DispatchResult {
    let periods = tidewater_runtime::constants::PERIODS.governance.root;
    run_to(System::block_number() + periods.prepare + periods.decision + 1);
    decide(root(), call)
}

#[test]
fn what_the_scheduler_would_never_run_is_said_to_be_and_not_run() {
    on_chain("dev", || {
        let max = tidewater_runtime::configs::RuntimeBlockWeights::get().max_block;
        let heavy = RuntimeCall::Utility(pallet_utility::Call::with_weight {
            call: Box::new(give(1)),
            weight: max,
        });
        let index = propose(Alice, root(), heavy.clone());
        let seen = of_referendum(index).expect("it is there");
        assert_eq!(seen.weight.ref_time(), max.ref_time());
        assert!(
            matches!(seen.outcome, PreviewOutcome::NeverEnacted { limit } if limit.any_lt(max))
        );

        // The limit is the scheduler's own: what weighs as much is run, a unit more is not.
        let PreviewOutcome::NeverEnacted { limit } = seen.outcome else { unreachable!() };
        for (weight, runs) in [(limit, true), (limit.add_ref_time(1), false)] {
            let own = |weight| {
                RuntimeCall::Utility(pallet_utility::Call::with_weight {
                    call: Box::new(give(1)),
                    weight,
                })
            };
            let seen = of_draft(root(), &own(weight).encode()).expect("a call");
            let ran = matches!(seen.outcome, PreviewOutcome::Dispatched { .. });
            assert_eq!(ran, runs);
        }
    });
}

#[test]
fn a_preimage_of_the_greatest_size_is_previewed() {
    on_chain("dev", || {
        let most = <Preimage as StorePreimage>::MAX_LENGTH;
        let remark =
            |length| RuntimeCall::System(frame_system::Call::remark { remark: vec![0; length] });
        let rest = remark(most).encoded_size() - most;
        let call = remark(most - rest);
        assert_eq!(call.encoded_size(), most);
        let index = propose(Alice, root(), call);
        let before = state_root();
        let seen = of_referendum(index).expect("it is there");
        assert_eq!(dispatched(seen.outcome).0, Ok(()));
        assert_eq!(state_root(), before);
    });
}

#[test]
fn there_is_a_bound_to_the_events() {
    on_chain("dev", || {
        let calls = (0..600).map(|n| give(TIDE + n)).collect();
        let many = RuntimeCall::Utility(pallet_utility::Call::batch { calls });
        let (result, events, count) =
            dispatched(of_draft(root(), &many.encode()).expect("a call").outcome);
        assert_eq!(result, Ok(()));
        assert_eq!(events.len(), MAX_PREVIEW_EVENTS as usize);
        assert!(count >= 1_200, "{count}");
    });
}

#[test]
fn what_cannot_be_previewed_says_why() {
    on_chain("dev", || {
        assert_eq!(of_referendum(9).err(), Some(NoPreview::NotOngoing));
        assert_eq!(of_draft(root(), &[]).err(), Some(NoPreview::Undecodable));
        assert_eq!(of_draft(root(), &[255; 40]).err(), Some(NoPreview::Undecodable));
        let person = OriginCaller::system(RawOrigin::Signed(account(Alice)));
        assert_eq!(of_draft(person, &give(1).encode()).err(), Some(NoPreview::NoTrack));

        // Nested deeper than any block would take it.
        let mut deep = give(1);
        for _ in 0..300 {
            deep = RuntimeCall::Utility(pallet_utility::Call::with_weight {
                call: Box::new(deep),
                weight: Default::default(),
            });
        }
        assert_eq!(of_draft(root(), &deep.encode()).err(), Some(NoPreview::Undecodable));

        // The preimage is not there, or not of that length.
        let missing = |len| {
            let hash = sp_core::H256::repeat_byte(1);
            tidewater_runtime::Referenda::submit(
                tidewater_integration_tests::signed(Alice),
                Box::new(root()),
                Bounded::Lookup { hash, len },
                frame_support::traits::schedule::DispatchTime::After(0),
            )
        };
        let index = polkadot_sdk::pallet_referenda::ReferendumCount::<Runtime>::get();
        missing(200).expect("a referendum can come before its preimage");
        assert_eq!(of_referendum(index).err(), Some(NoPreview::PreimageMissing));
        submit(Alice, root(), give(2)).expect("a short call stands in the referendum itself");
        assert!(of_referendum(index + 1).is_ok());
        assert!(Balances::total_issuance() > 0);
    });
}

/// Answers for any code that it is the next version of this runtime.
struct NextVersion;

impl ReadRuntimeVersion for NextVersion {
    fn read_runtime_version(
        &self,
        _: &[u8],
        _: &mut dyn sp_core::traits::Externalities,
    ) -> Result<Vec<u8>, String> {
        let mut next = VERSION;
        next.spec_version += 1;
        Ok(next.encode())
    }
}

#[test]
fn new_code_is_previewed_and_not_kept() {
    let mut chain: TestExternalities = chain("dev");
    chain.register_extension(ReadRuntimeVersionExt::new(NextVersion));
    chain.execute_with(|| {
        System::set_block_number(1);
        let code = |code| RuntimeCall::System(frame_system::Call::set_code { code });
        let index = propose(Alice, root(), code(vec![1; 1_000_000]));
        let before = state_root();
        let seen = of_referendum(index).expect("it is there");
        match seen.outcome {
            PreviewOutcome::Dispatched { result, events, .. } => {
                assert_eq!(result, Ok(()));
                let updated = RuntimeEvent::System(frame_system::Event::CodeUpdated {
                    hash: sp_core::H256::zero(),
                });
                let name = |event: &RuntimeEvent| std::mem::discriminant(event);
                assert!(events.iter().any(|event| name(event) == name(&updated)), "{events:?}");
            }
            PreviewOutcome::NeverEnacted { .. } => panic!("code can be set by referendum"),
        }
        assert_eq!(state_root(), before);
    });
}
