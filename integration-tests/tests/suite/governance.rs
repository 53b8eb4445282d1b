//! Decisions by token holders, with the real referenda, scheduler and preimages.

use frame_support::{
    assert_noop, assert_ok,
    dispatch::RawOrigin,
    traits::{
        fungible::{BalancedHold, Inspect, InspectFreeze, Mutate, MutateHold},
        tokens::{Fortitude, Preservation},
    },
};
use pallet_governance::{AccountVote, Conviction, Error, FreezeReason};
use polkadot_sdk::{pallet_referenda, pallet_session, sp_keyring::Sr25519Keyring, sp_runtime};
use sp_runtime::{DispatchError, TokenError};
use tidewater_integration_tests::{
    account, on_chain,
    referenda::{
        all_agree, approved, decide, dispatched, enactment_of, one_side, propose, run_to, submit,
        vote_all,
    },
    signed,
};
use tidewater_primitives::{
    apis::referenda::{Outlook, Stage},
    constants::TIDE,
    ids::PoolStatus,
    AccountId,
};
use tidewater_runtime::{
    constants::{MAX_VOTES, PERIODS},
    governance::{
        origins::Origin,
        outlook::referendum,
        tracks::{EXCHANGE_ADMIN, ROOT, TRACKS},
    },
    Balances, ConvictionVoting, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, StakingRewards,
    System,
};
use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie};

fn close_pool() -> RuntimeCall {
    RuntimeCall::Amm(pallet_amm::Call::set_status { pool_id: 0, status: PoolStatus::WithdrawOnly })
}

fn exchange() -> OriginCaller {
    OriginCaller::Origins(Origin::ExchangeAdmin)
}

fn root() -> OriginCaller {
    OriginCaller::system(RawOrigin::Root)
}

fn status() -> PoolStatus {
    pallet_amm::Pools::<Runtime>::get(0).expect("the first pool is there").status
}

#[test]
fn holders_set_the_exchange_and_every_step_comes_when_it_was_foretold() {
    on_chain("dev", || {
        let index = propose(Alice, exchange(), close_pool());
        let periods = PERIODS.governance.admin;
        let seen = referendum(index).expect("it is there");
        assert_eq!((seen.track, seen.stage), (EXCHANGE_ADMIN, Stage::Preparing));
        let since = 1 + periods.prepare;
        // Nobody is for it yet.
        assert_eq!(seen.outlook, Outlook::Rejected { at: since + periods.decision });

        // Bob follows Charlie, who is for it; so is Dave. Eve is against it.
        let follow = (EXCHANGE_ADMIN, account(Charlie).into(), Conviction::Locked2x);
        assert_ok!(ConvictionVoting::delegate(
            signed(Bob),
            follow.0,
            follow.1,
            follow.2,
            500_000 * TIDE
        ));
        vote_all(&account(Charlie), index, true);
        vote_all(&account(Dave), index, true);
        vote_all(&account(Eve), index, false);
        let seen = referendum(index).expect("it is there");
        let rich = |who| Balances::total_balance(&account(who));
        let ayes = rich(Charlie) + rich(Dave) + 2 * 500_000 * TIDE;
        assert_eq!((seen.ayes, seen.nays), (ayes, rich(Eve)));
        assert_eq!(seen.support, rich(Charlie) + rich(Dave) + 500_000 * TIDE);
        assert_eq!(seen.electorate, Balances::active_issuance());

        // Bob decides for himself: his vote takes out all he has delegated.
        assert_ok!(ConvictionVoting::vote(signed(Bob), index, one_side(false, TIDE)));
        let seen = referendum(index).expect("it is there");
        assert_eq!(seen.ayes, rich(Charlie) + rich(Dave));
        assert_eq!(seen.nays, rich(Eve) + TIDE);

        let Outlook::Approved { passing_from, at, enacted_at } = seen.outlook else {
            panic!("it passes in time: {:?}", seen.outlook)
        };
        assert!(passing_from > since, "two thirds of the votes are not enough at first");
        assert_eq!(at, passing_from + periods.confirm);
        run_to(passing_from - 1);
        assert_eq!(referendum(index).expect("it is there").stage, Stage::Deciding);
        run_to(passing_from);
        let stage = referendum(index).expect("it is there").stage;
        assert_eq!(stage, Stage::Confirming { until: at });
        run_to(at - 1);
        assert_eq!(approved(index), None);
        run_to(at);
        assert_eq!(approved(index), Some(true));
        run_to(enacted_at - 1);
        assert_eq!(status(), PoolStatus::Active);
        run_to(enacted_at);
        assert_eq!(dispatched(), Some(Ok(())));
        assert_eq!(status(), PoolStatus::WithdrawOnly);
    });
}

#[test]
fn each_track_enacts_in_its_time_and_with_its_origin_alone() {
    on_chain("dev", || {
        // The oracle's track does not set the exchange.
        let wrong = OriginCaller::Origins(Origin::OracleAdmin);
        assert_eq!(decide(wrong, close_pool()), Err(DispatchError::BadOrigin));
        assert_ok!(decide(exchange(), close_pool()));
        assert_eq!(status(), PoolStatus::WithdrawOnly);
        // And the exchange's is not root.
        let set_code = RuntimeCall::System(frame_system_call());
        assert_eq!(decide(exchange(), set_code), Err(DispatchError::BadOrigin));
    });
}

fn frame_system_call() -> polkadot_sdk::frame_system::Call<Runtime> {
    polkadot_sdk::frame_system::Call::set_heap_pages { pages: 64 }
}

#[test]
fn a_referendum_passes_within_two_minutes_on_the_development_chains() {
    for track in &TRACKS {
        let info = &track.info;
        let whole = info.prepare_period
            + info.decision_period
            + info.confirm_period
            + info.min_enactment_period;
        assert!(u64::from(whole) * tidewater_primitives::constants::SLOT_MILLIS <= 120_000);
    }
}

#[test]
fn what_nobody_wants_is_rejected_when_it_was_foretold() {
    on_chain("dev", || {
        let index = propose(Alice, exchange(), close_pool());
        vote_all(&account(Bob), index, true);
        vote_all(&account(Eve), index, false);
        vote_all(&account(Dave), index, false);
        let Outlook::Rejected { at } = referendum(index).expect("it is there").outlook else {
            panic!("a third is not enough")
        };
        run_to(at - 1);
        assert_eq!(approved(index), None);
        run_to(at);
        assert_eq!(approved(index), Some(false));
        // Whoever lost is free as soon as somebody looks; whoever won stays for the conviction's time.
        run_to(at + 1);
        let frozen = |who| Balances::balance_frozen(&FreezeReason::Voting.into(), &account(who));
        assert_eq!(frozen(Bob), 0);
        assert_eq!(frozen(Eve), Balances::total_balance(&account(Eve)));
        run_to(at + PERIODS.governance.vote_lock_blocks + 1);
        assert_eq!(frozen(Eve), 0, "locks go away by themselves");
    });
}

#[test]
fn without_a_deposit_a_referendum_times_out_when_it_was_foretold() {
    on_chain("dev", || {
        let index = pallet_referenda::ReferendumCount::<Runtime>::get();
        assert_ok!(submit(Alice, exchange(), close_pool()));
        let Outlook::TimedOut { at } = referendum(index).expect("it is there").outlook else {
            panic!("nobody has placed the deposit")
        };
        run_to(at - 1);
        assert!(referendum(index).is_some());
        run_to(at);
        assert!(referendum(index).is_none());
    });
}

#[test]
fn one_root_referendum_is_decided_at_a_time_and_the_next_one_waits() {
    on_chain("dev", || {
        let first = propose(Alice, root(), close_pool());
        let second = propose(Bob, root(), close_pool());
        run_to(1 + PERIODS.governance.root.prepare);
        assert_eq!(referendum(first).expect("it is there").stage, Stage::Deciding);
        let waits = referendum(second).expect("it is there");
        assert_eq!(
            (waits.stage, waits.outlook, waits.track),
            (Stage::Queued, Outlook::Waiting, ROOT)
        );
        all_agree(first);
        run_to(enactment_of(first));
        assert_ne!(referendum(second).expect("it is there").stage, Stage::Queued);
    });
}

#[test]
fn staked_tide_votes_once_and_a_slash_of_it_takes_the_votes() {
    on_chain("dev", || {
        let bob = account(Bob);
        let staked = StakingRewards::max_stakeable(
            bob.clone(),
            frame_support::traits::tokens::fungible::NativeOrWithId::Native,
        );
        assert_ok!(StakingRewards::stake(signed(Bob), 0, 3, staked));
        let index = propose(Alice, exchange(), close_pool());
        let all = Balances::total_balance(&bob);
        assert_noop!(
            ConvictionVoting::vote(signed(Bob), index, one_side(true, all + 1)),
            Error::<Runtime>::InsufficientFunds
        );
        vote_all(&bob, index, true);
        assert_eq!(referendum(index).expect("it is there").ayes, all);

        let reason = pallet_staking_rewards::HoldReason::Staked.into();
        let (gone, missing) = Balances::slash(&reason, &bob, staked / 2);
        assert_eq!(missing, 0);
        drop(gone);
        run_to(System::block_number() + 2);
        let left = Balances::total_balance(&bob);
        assert!(left < all);
        assert_eq!(referendum(index).expect("it is there").ayes, left);
        // Nobody has told the books of the rewards. The held part is given back so that they balance.
        assert_ok!(Balances::mint_into(&bob, staked / 2));
        assert_ok!(Balances::hold(&reason, &bob, staked / 2));
    });
}

/// Beanstalk, 17 April 2022: a majority borrowed for one transaction passed and executed an emergency
/// proposal. Here what votes is frozen and cannot be paid back, and no track enacts in its first block.
#[test]
fn beanstalk_a_borrowed_majority_can_neither_enact_at_once_nor_be_paid_back() {
    on_chain("dev", || {
        let (attacker, lender) = (account(Ferdie), account(Eve));
        let loan = 50 * Balances::total_issuance();
        assert_ok!(Balances::mint_into(&lender, 2 * loan));
        assert_ok!(Balances::transfer(&lender, &attacker, loan, Preservation::Preserve));
        let take_all = RuntimeCall::Balances(polkadot_sdk::pallet_balances::Call::force_transfer {
            source: account(Alice).into(),
            dest: attacker.clone().into(),
            value: 100_000 * TIDE,
        });
        // With the committee's blessing it would be fastest.
        let paths = [root(), OriginCaller::Origins(Origin::WhitelistedCaller)];
        let indices = paths.map(|path| propose(Ferdie, path, take_all.clone()));
        for index in indices {
            vote_all(&attacker, index, true);
        }
        // The loan must be back before the block ends.
        assert_noop!(
            <Balances as Mutate<AccountId>>::transfer(
                &attacker,
                &lender,
                loan,
                Preservation::Expendable
            ),
            TokenError::Frozen
        );
        // Taking the votes back first takes them out of the count.
        let before = Balances::total_balance(&account(Alice));
        for index in indices {
            assert_ok!(ConvictionVoting::remove_vote(signed(Ferdie), None, index));
            assert_ok!(ConvictionVoting::unlock(
                signed(Ferdie),
                referendum(index).expect("it is there").track,
                attacker.clone().into()
            ));
            assert_eq!(referendum(index).expect("it is there").ayes, 0);
        }
        let back = loan - TIDE * 100_000;
        assert_ok!(Balances::transfer(&attacker, &lender, back, Preservation::Expendable));
        // With the loan held, the earliest enactment leaves all of a preparation and a confirmation.
        for (index, track) in indices.into_iter().zip([&TRACKS[0], &TRACKS[1]]) {
            vote_all(&lender, index, true);
            let least = track.info.prepare_period
                + track.info.confirm_period
                + track.info.min_enactment_period;
            assert!(enactment_of(index) >= System::block_number() + least);
        }
        run_to(System::block_number() + 3);
        assert_eq!(Balances::total_balance(&account(Alice)), before);
    });
}

/// A thousand locks are over at once: they are gone within blocks that stay within their limit.
#[test]
fn a_thousand_expired_locks_go_in_spare_weight_and_no_block_is_over_its_limit() {
    on_chain("dev", || {
        let index = propose(Alice, exchange(), close_pool());
        let voters: Vec<AccountId> = (0..1_000u32)
            .map(|n| {
                let mut id = [7u8; 32];
                id[..4].copy_from_slice(&n.to_le_bytes());
                AccountId::from(id)
            })
            .collect();
        for voter in &voters {
            assert_ok!(Balances::mint_into(voter, 10 * TIDE));
            let origin = RawOrigin::Signed(voter.clone()).into();
            assert_ok!(ConvictionVoting::vote(origin, index, one_side(true, 10 * TIDE)));
        }
        all_agree(index);
        let free_from = enactment_of(index) - PERIODS.governance.admin.enactment
            + PERIODS.governance.vote_lock_blocks;
        let locked = || {
            let frozen =
                |who: &&AccountId| Balances::balance_frozen(&FreezeReason::Voting.into(), who) > 0;
            voters.iter().filter(frozen).count()
        };
        run_to(free_from - 1);
        let (mut left, mut blocks) = (locked(), 0);
        assert_eq!(left, voters.len(), "nothing goes before its time");
        let limit = tidewater_runtime::configs::RuntimeBlockWeights::get().max_block;
        while left > 0 {
            run_to(System::block_number() + 1);
            blocks += 1;
            // The SDK takes the first block of a session for full, and a little more.
            if !begins_a_session() {
                assert!(System::block_weight().total().all_lte(limit));
            }
            left = locked();
            assert!(blocks < 60, "{left} are left after {blocks} blocks");
        }
        println!("1,000 expired locks: gone after {blocks} blocks");
    });
}

/// A referendum without an alarm sleeps until somebody votes on it again. The scheduler has room for the
/// alarms of all polls that one delegation can touch.
#[test]
fn no_referendum_loses_its_alarm_to_a_delegation() {
    on_chain("dev", || {
        let polls: Vec<_> = (0..MAX_VOTES).collect();
        for _ in &polls {
            assert_ok!(submit(Alice, exchange(), close_pool()));
        }
        for poll in &polls {
            assert_ok!(ConvictionVoting::vote(signed(Charlie), *poll, one_side(true, TIDE)));
        }
        run_to(System::block_number() + 1);
        let to = account(Charlie).into();
        assert_ok!(ConvictionVoting::delegate(
            signed(Bob),
            EXCHANGE_ADMIN,
            to,
            Conviction::None,
            TIDE
        ));
        for poll in polls {
            let info = pallet_referenda::ReferendumInfoFor::<Runtime>::get(poll);
            let Some(pallet_referenda::ReferendumInfo::Ongoing(status)) = info else {
                panic!("nobody has decided it")
            };
            let alarm = status.alarm.map(|(at, _)| at);
            assert_eq!(alarm, Some(System::block_number() + 1), "poll {poll}");
        }
    });
}

fn begins_a_session() -> bool {
    System::events().iter().any(|record| {
        matches!(record.event, RuntimeEvent::Session(pallet_session::Event::NewSession { .. }))
    })
}

#[test]
fn bad_input_is_refused_by_name_and_changes_nothing() {
    on_chain("dev", || {
        let index = propose(Alice, exchange(), close_pool());
        let vote = |who, index, vote| ConvictionVoting::vote(signed(who), index, vote);
        assert_noop!(vote(Bob, 99, one_side(true, TIDE)), Error::<Runtime>::NotOngoing);
        let follow = |class, to: Sr25519Keyring| {
            let to = account(to).into();
            ConvictionVoting::delegate(signed(Bob), class, to, Conviction::None, TIDE)
        };
        assert_noop!(follow(99, Eve), Error::<Runtime>::BadClass);
        assert_noop!(follow(EXCHANGE_ADMIN, Bob), Error::<Runtime>::Nonsense);
        assert_ok!(vote(Bob, index, AccountVote::Split { aye: TIDE, nay: TIDE }));
        assert_noop!(follow(EXCHANGE_ADMIN, Eve), Error::<Runtime>::AlreadyVoting);
        assert_noop!(
            ConvictionVoting::undelegate(signed(Eve), EXCHANGE_ADMIN),
            Error::<Runtime>::NotDelegating
        );
        let person = OriginCaller::system(RawOrigin::Signed(account(Alice)));
        assert_noop!(
            submit(Alice, person, close_pool()),
            pallet_referenda::Error::<Runtime>::NoTrack
        );
        let poor = AccountId::from([9; 32]);
        let origin = RawOrigin::Signed(poor).into();
        assert!(ConvictionVoting::vote(origin, index, one_side(true, 1)).is_err());
    });
}

#[test]
fn the_freeze_is_seen_by_transfers_but_not_by_staking() {
    on_chain("dev", || {
        let index = propose(Alice, exchange(), close_pool());
        let bob = account(Bob);
        vote_all(&bob, index, true);
        let send = Balances::transfer(&bob, &account(Eve), TIDE, Preservation::Preserve);
        assert_eq!(send, Err(TokenError::Frozen.into()));
        let usable = Balances::reducible_balance(&bob, Preservation::Preserve, Fortitude::Polite);
        assert_eq!(usable, 0);
        // What votes can be staked: a hold and a freeze lie over each other.
        assert_ok!(StakingRewards::stake(signed(Bob), 0, 0, 1_000 * TIDE));
    });
}
