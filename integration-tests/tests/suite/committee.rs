//! What the technical committee can do, and all that it cannot.

use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::GetCallMetadata, weights::Weight};
use pallet_pause::Error;
use polkadot_sdk::{
    frame_system, pallet_balances, pallet_collective, pallet_preimage, pallet_referenda,
    pallet_treasury, pallet_utility, pallet_whitelist, sp_keyring::Sr25519Keyring, sp_runtime,
};
use sp_runtime::{
    traits::{BlakeTwo256, Dispatchable, Hash},
    DispatchError,
};
use std::collections::BTreeSet;
use tidewater_integration_tests::{
    account, on_chain,
    referenda::{
        all_agree, approved, decide, dispatched, enactment_of, propose, run_to, vote_all, PEOPLE,
    },
    signed,
};
use tidewater_primitives::{constants::TIDE, ids::PoolStatus, BlockNumber};
use tidewater_runtime::{
    constants::PERIODS,
    governance::{
        committee::{FullName, TechnicalCollective, PAUSABLE},
        origins::Origin,
    },
    OriginCaller, Pause, Runtime, RuntimeCall, RuntimeOrigin, System, TechnicalCommittee,
    Whitelist,
};
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve};

/// So many of the committee's three members.
fn members(agreeing: u32) -> RuntimeOrigin {
    pallet_collective::RawOrigin::<_, TechnicalCollective>::Members(agreeing, 3).into()
}

fn name(pallet: &str, call: &str) -> FullName {
    let bounded = |text: &str| text.as_bytes().to_vec().try_into().expect("a short name");
    (bounded(pallet), bounded(call))
}

fn root() -> OriginCaller {
    OriginCaller::system(frame_system::RawOrigin::Root)
}

fn now() -> BlockNumber {
    System::block_number()
}

fn deposit() -> RuntimeCall {
    RuntimeCall::Amm(pallet_amm::Call::add_liquidity {
        pool_id: 0,
        amounts: pallet_amm::types::per_asset([10 * TIDE, 5_000_000]),
        min_shares: 0,
    })
}

/// Every call of the runtime, by its names.
fn all_calls() -> Vec<(&'static str, &'static str)> {
    let of = |pallet: &'static str| {
        RuntimeCall::get_call_names(pallet).iter().map(move |call| (pallet, *call))
    };
    RuntimeCall::get_module_names().iter().flat_map(|pallet| of(pallet)).collect()
}

/// Every call is tried: those of the list can be paused, no other.
#[test]
fn the_committee_pauses_what_is_on_the_list_and_nothing_else() {
    on_chain("dev", || {
        let pausable = BTreeSet::from(PAUSABLE);
        let mut paused = BTreeSet::new();
        for (pallet, call) in all_calls() {
            let outcome = Pause::pause_for(members(2), name(pallet, call), 1);
            match outcome {
                Ok(()) => assert!(paused.insert((pallet, call))),
                Err(error) => assert_eq!(error, Error::<Runtime>::NotPausable.into()),
            }
        }
        assert_eq!(paused, pausable, "every name of the list is a call's");
    });
}

/// Whatever is on the list, these are not.
#[test]
fn no_way_out_for_money_no_consensus_and_no_governance_is_on_the_list() {
    let free: &[&str] = &[
        "System",
        "Timestamp",
        "PriceOracle",
        "Babe",
        "Session",
        "Grandpa",
        "Balances",
        "Utility",
        "Multisig",
        "Proxy",
        "Preimage",
        "Scheduler",
        "Migrations",
        "ConvictionVoting",
        "Referenda",
        "Whitelist",
        "TechnicalCommittee",
        "Treasury",
        "Spending",
        "TxPause",
        "Pause",
    ];
    let out = ["remove", "unstake", "claim", "withdraw", "repay", "refund", "close", "settle"];
    for (pallet, call) in PAUSABLE {
        assert!(!free.contains(&pallet), "{pallet}.{call}");
        assert!(out.iter().all(|way| !call.contains(way)), "{pallet}.{call}");
    }
}

#[test]
fn a_paused_call_is_refused_everywhere_and_works_again_by_itself() {
    on_chain("dev", || {
        let most = PERIODS.governance.pause_blocks;
        let call = name("Amm", "add_liquidity");
        assert_noop!(Pause::pause_for(members(1), call.clone(), most), DispatchError::BadOrigin);
        assert_noop!(
            Pause::pause_for(members(2), call.clone(), most + 1),
            Error::<Runtime>::PauseTooLong
        );
        assert_ok!(Pause::pause_for(members(2), call.clone(), most));
        let filtered = DispatchError::from(frame_system::Error::<Runtime>::CallFiltered);
        let refused = |call: RuntimeCall| {
            call.dispatch(signed(Bob)).map(|_| ()).map_err(|failed| failed.error)
        };
        assert_eq!(refused(deposit()), Err(filtered));
        let batch = pallet_utility::Call::batch_all { calls: vec![deposit()] };
        assert!(refused(RuntimeCall::Utility(batch)).is_err());
        // The way out is open.
        let shares = 1_000;
        let leave = pallet_amm::Call::remove_liquidity {
            pool_id: 0,
            shares,
            min_amounts: pallet_amm::types::per_asset([0, 0]),
        };
        assert_ok!(RuntimeCall::Amm(leave).dispatch(signed(Alice)));

        let until = now() + most;
        run_to(until - 1);
        assert_eq!(refused(deposit()), Err(filtered));
        run_to(until);
        assert_ok!(deposit().dispatch(signed(Bob)));
        // No chain of pauses.
        let again = || Pause::pause_for(members(3), call.clone(), 1);
        assert_noop!(again(), Error::<Runtime>::CoolingDown);
        run_to(until + PERIODS.governance.pause_cooldown_blocks);
        assert_ok!(again());
    });
}

#[test]
fn root_lifts_a_pause_before_its_time() {
    on_chain("dev", || {
        let call = name("Amm", "swap_exact_in");
        // By root itself: on the development chains a vote takes as long as a pause.
        assert_ok!(Pause::pause_for(members(2), call.clone(), PERIODS.governance.pause_blocks));
        assert_ok!(Pause::lift(RuntimeOrigin::root(), call.clone()));
        assert_noop!(Pause::lift(members(2), call), Error::<Runtime>::NotPaused);
    });
}

/// All that a committee of one mind, as `Members` or as a signed member, could want to do against those who
/// elect it.
#[test]
fn the_committee_cannot_stop_its_own_replacement() {
    on_chain("dev", || {
        let replace = RuntimeCall::TechnicalCommittee(pallet_collective::Call::set_members {
            new_members: vec![account(Dave), account(Eve)],
            prime: None,
            old_count: 3,
        });
        let index = propose(Dave, root(), replace.clone());
        all_agree(index);
        let harmful = [
            RuntimeCall::Referenda(pallet_referenda::Call::cancel { index }),
            RuntimeCall::Referenda(pallet_referenda::Call::kill { index }),
            RuntimeCall::Referenda(pallet_referenda::Call::nudge_referendum { index }),
            replace,
            RuntimeCall::Scheduler(polkadot_sdk::pallet_scheduler::Call::cancel {
                when: now() + 1,
                index: 0,
            }),
            RuntimeCall::Preimage(pallet_preimage::Call::unrequest_preimage {
                hash: BlakeTwo256::hash(&[1]),
            }),
            RuntimeCall::System(frame_system::Call::set_code { code: vec![1] }),
            RuntimeCall::System(frame_system::Call::kill_storage { keys: vec![vec![1]] }),
            RuntimeCall::Balances(pallet_balances::Call::force_set_balance {
                who: account(Alice).into(),
                new_free: 1,
            }),
            RuntimeCall::Amm(pallet_amm::Call::set_status {
                pool_id: 0,
                status: PoolStatus::WithdrawOnly,
            }),
            RuntimeCall::PriceOracle(pallet_price_oracle::Call::halt_feed { feed_id: 0 }),
            RuntimeCall::StakingRewards(pallet_staking_rewards::Call::force_unlock {
                programme_id: 0,
            }),
            RuntimeCall::Treasury(pallet_treasury::Call::void_spend { index: 0 }),
            RuntimeCall::Whitelist(
                pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage {
                    call: Box::new(deposit()),
                },
            ),
        ];
        for call in harmful {
            let refused = call.clone().dispatch(members(3)).map_err(|failed| failed.error);
            let why = refused.expect_err("the committee cannot do it");
            let deferred = pallet_whitelist::Error::<Runtime>::DeferredDispatchNotFound.into();
            assert!(why == DispatchError::BadOrigin || why == deferred, "{call:?}: {why:?}");
        }
        for call in ["vote", "submit", "set_members", "propose"] {
            for pallet in ["ConvictionVoting", "Referenda", "TechnicalCommittee"] {
                assert!(Pause::pause_for(members(3), name(pallet, call), 1).is_err());
            }
        }
        run_to(enactment_of(index));
        assert_eq!(dispatched(), Some(Ok(())));
        let elected = BTreeSet::from([account(Dave), account(Eve)]);
        let members = pallet_collective::Members::<Runtime, TechnicalCollective>::get();
        assert_eq!(BTreeSet::from_iter(members), elected);
    });
}

#[test]
fn a_motion_of_two_members_pauses_and_of_one_does_not() {
    on_chain("dev", || {
        let call = RuntimeCall::Pause(pallet_pause::Call::pause_for {
            call: name("StakingRewards", "stake"),
            blocks: 5,
        });
        let hash = BlakeTwo256::hash_of(&call);
        let length = call.encoded_size() as u32;
        assert_ok!(TechnicalCommittee::propose(signed(Alice), 2, Box::new(call), length));
        let (weight, index) = (pausing_weight(), 0);
        assert_ok!(TechnicalCommittee::vote(signed(Alice), hash, index, true));
        assert!(TechnicalCommittee::close(signed(Alice), hash, index, weight, length).is_err());
        assert_noop!(
            TechnicalCommittee::vote(signed(Dave), hash, index, true),
            pallet_collective::Error::<Runtime, TechnicalCollective>::NotMember
        );
        assert_ok!(TechnicalCommittee::vote(signed(Charlie), hash, index, true));
        assert_ok!(TechnicalCommittee::close(signed(Bob), hash, index, weight, length));
        assert!(!Pause::may_pause(name("StakingRewards", "stake")));
    });
}

fn pausing_weight() -> Weight {
    <Runtime as pallet_collective::Config<TechnicalCollective>>::MaxProposalWeight::get()
}

/// A call that root may make, and how it is dispatched once it is whitelisted.
fn urgent() -> (RuntimeCall, RuntimeCall) {
    let inner = RuntimeCall::Amm(pallet_amm::Call::set_status {
        pool_id: 0,
        status: PoolStatus::WithdrawOnly,
    });
    let dispatch =
        RuntimeCall::Whitelist(pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage {
            call: Box::new(inner.clone()),
        });
    (inner, dispatch)
}

fn status() -> PoolStatus {
    pallet_amm::Pools::<Runtime>::get(0).expect("the first pool is there").status
}

fn whitelisted() -> OriginCaller {
    OriginCaller::Origins(Origin::WhitelistedCaller)
}

#[test]
fn a_call_that_is_whitelisted_before_the_vote_is_dispatched_by_it() {
    on_chain("dev", || {
        let (inner, dispatch) = urgent();
        let hash = BlakeTwo256::hash_of(&inner);
        assert_noop!(Whitelist::whitelist_call(members(1), hash), DispatchError::BadOrigin);
        assert_ok!(Whitelist::whitelist_call(members(2), hash));
        assert_ok!(decide(whitelisted(), dispatch));
        assert_eq!(status(), PoolStatus::WithdrawOnly);
    });
}

#[test]
fn a_call_that_is_whitelisted_after_the_vote_is_dispatched_by_anybody_until_it_expires() {
    on_chain("dev", || {
        let (inner, dispatch) = urgent();
        let hash = BlakeTwo256::hash_of(&inner);
        assert_ok!(decide(whitelisted(), dispatch.clone()));
        assert_eq!(status(), PoolStatus::Active, "the committee has not looked at it");
        let relay = |who| dispatch.clone().dispatch(signed(who)).map_err(|failed| failed.error);
        let not_whitelisted = pallet_whitelist::Error::<Runtime>::CallIsNotWhitelisted;
        assert_eq!(relay(Eve).map(|_| ()), Err(not_whitelisted.into()));
        assert_ok!(Whitelist::whitelist_call(members(2), hash));
        assert_ok!(relay(Eve));
        assert_eq!(status(), PoolStatus::WithdrawOnly);
        let done = pallet_whitelist::Error::<Runtime>::DeferredDispatchNotFound;
        assert_eq!(relay(Eve).map(|_| ()), Err(done.into()));
    });
    on_chain("dev", || {
        let (inner, dispatch) = urgent();
        assert_ok!(decide(whitelisted(), dispatch.clone()));
        run_to(now() + PERIODS.governance.deferred_blocks);
        assert_ok!(Whitelist::whitelist_call(members(2), BlakeTwo256::hash_of(&inner)));
        let late = dispatch.dispatch(signed(Eve)).map(|_| ()).map_err(|failed| failed.error);
        assert_eq!(late, Err(pallet_whitelist::Error::<Runtime>::DeferredDispatchExpired.into()));
        assert_eq!(status(), PoolStatus::Active);
    });
}

#[test]
fn the_committee_alone_dispatches_nothing() {
    on_chain("dev", || {
        let (inner, dispatch) = urgent();
        assert_ok!(Whitelist::whitelist_call(members(3), BlakeTwo256::hash_of(&inner)));
        for origin in [members(3), signed(Alice)] {
            assert!(dispatch.clone().dispatch(origin).is_err());
        }
        // And what holders vote down stays undone.
        let index = propose(Alice, whitelisted(), dispatch);
        for who in PEOPLE {
            vote_all(&account(who), index, false);
        }
        run_to(now() + 100);
        assert_eq!(approved(index), Some(false));
        assert_eq!(status(), PoolStatus::Active);
    });
}
