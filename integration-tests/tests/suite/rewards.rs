//! The staking rewards among all pallets: real tokens, real shares, the real exchange.

use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungible::{Inspect, InspectHold},
        tokens::fungible::NativeOrWithId,
    },
};
use pallet_amm::types::terms;
use pallet_staking_rewards::{Call, Error, HoldReason, NewStream};
use polkadot_sdk::{pallet_balances, pallet_proxy, sp_keyring::Sr25519Keyring, sp_runtime};
use sp_runtime::{traits::Dispatchable, BoundedVec};
use tidewater_integration_tests::{account, on_chain, signed};
use tidewater_primitives::{
    apis::{
        amm::Terms,
        staking_rewards::{ProgrammeId, Tier},
    },
    constants::TIDE,
    ids::{share_currency, CurrencyId, Hop},
    seams::voting_power::VotingPower,
    AccountId, Balance, BlockNumber,
};
use tidewater_runtime::{
    constants::{PERIODS, PROGRAMME_DEPOSIT},
    filters::ProxyType,
    Amm, Assets, Balances, PoolAssets, Proxy, Runtime, RuntimeCall, StakingRewards, System,
    Treasury,
};
use Sr25519Keyring::{Alice, Bob, Charlie, Eve};

const NATIVE: CurrencyId = NativeOrWithId::Native;
const TUSD: CurrencyId = NativeOrWithId::WithId(1);
const DOLLAR: Balance = 1_000_000;
/// The programme that the chain is born with.
const PROTOCOL: ProgrammeId = 0;
/// A stream's rate is in billionths of units.
const GRAINS: Balance = 1_000_000_000;

fn shares() -> CurrencyId {
    share_currency(0).expect("a small id")
}

fn now() -> BlockNumber {
    System::block_number()
}

fn pass(blocks: BlockNumber) {
    System::set_block_number(now() + blocks);
}

fn power(who: &AccountId) -> Balance {
    <StakingRewards as VotingPower<AccountId>>::voting_power(who)
}

/// Alice opens a programme; gives its id.
fn open_programme(staked: CurrencyId) -> ProgrammeId {
    let id = pallet_staking_rewards::NextProgrammeId::<Runtime>::get();
    let tiers = BoundedVec::truncate_from(vec![Tier { blocks: 0, multiplier_bps: 10_000 }]);
    assert_ok!(StakingRewards::create_programme(signed(Alice), staked, 1, 1, tiers));
    id
}

/// Alice lets it pay so many units a block for a hundred blocks.
fn open_stream(id: ProgrammeId, currency: CurrencyId, units: Balance) {
    let (rate, end) = (units * GRAINS, now() + 100);
    let new = NewStream { currency, rate, start: None, end, amount: units * 100 };
    assert_ok!(StakingRewards::open_stream(signed(Alice), id, new));
}

#[test]
fn staked_tide_is_reserved_and_is_in_the_balance_that_votes() {
    on_chain("dev", || {
        let bob = account(Bob);
        let (total, free) = (Balances::total_balance(&bob), Balances::free_balance(&bob));
        let most = StakingRewards::max_stakeable(bob.clone(), NATIVE);
        assert_ok!(StakingRewards::stake(signed(Bob), PROTOCOL, 3, most));
        assert_eq!(Balances::total_balance(&bob), total);
        assert_eq!(Balances::free_balance(&bob), free - most);
        assert_eq!(Balances::reserved_balance(&bob), most);
        assert_eq!(Balances::balance_on_hold(&HoldReason::Staked.into(), &bob), most);
        let send = Balances::transfer_allow_death(signed(Bob), account(Eve).into(), TIDE);
        assert!(send.is_err(), "what is staked cannot be sent");
        assert_eq!(StakingRewards::max_stakeable(bob, NATIVE), 0);
    });
}

/// Each unit of TIDE votes once: the balance counts what is staked, the seam what is in staked shares,
/// and what is in shares that are not staked counts nowhere.
#[test]
fn every_unit_of_tide_counts_once() {
    on_chain("dev", || {
        let (alice, programme) = (account(Alice), open_programme(shares()));
        pass(1);
        let all = StakingRewards::max_stakeable(alice.clone(), shares());
        assert_eq!(power(&alice), 0);
        assert_ok!(StakingRewards::stake(signed(Alice), PROTOCOL, 0, 5_000 * TIDE));
        assert_eq!(power(&alice), 0, "it is in the balance");

        let total = Balances::total_balance(&alice);
        assert_ok!(StakingRewards::stake(signed(Alice), programme, 0, all / 2));
        let pool = Amm::pool_info(0).expect("the first pool");
        let inside = pool.reserves[0] / 2;
        let counted = power(&alice);
        assert!(counted <= inside && counted > inside - inside / 1_000, "{counted} of {inside}");
        assert_eq!(Balances::total_balance(&alice), total, "it is not in the balance");

        assert_ok!(StakingRewards::unstake(signed(Alice), programme, 0, all / 2));
        assert_eq!(power(&alice), 0, "nor is it in shares that are free");
    });
}

#[test]
fn votes_in_shares_are_not_had_by_a_trade_before_the_count() {
    on_chain("dev", || {
        let (alice, programme) = (account(Alice), open_programme(shares()));
        pass(1);
        let all = StakingRewards::max_stakeable(alice.clone(), shares());
        assert_ok!(StakingRewards::stake(signed(Alice), programme, 0, all));
        let before = power(&alice);
        let hops = BoundedVec::truncate_from(vec![Hop { pool_id: 0, asset_out: TUSD }]);
        assert_ok!(Amm::swap_exact_in(signed(Alice), NATIVE, 15_000 * TIDE, hops, 0));
        let reserves = Amm::pool_info(0).expect("the first pool").reserves;
        assert!(reserves[0] > before, "there is more TIDE in the pool");
        assert!(power(&alice) < before, "and less counts");
    });
}

#[test]
fn whoever_provides_liquidity_earns_dollars_for_it() {
    on_chain("dev", || {
        let (alice, bob) = (account(Alice), account(Bob));
        let programme = open_programme(shares());
        assert_eq!(
            Balances::balance_on_hold(&HoldReason::ProgrammeDeposit.into(), &alice),
            PROGRAMME_DEPOSIT
        );
        open_stream(programme, TUSD, 10 * DOLLAR);
        let deposit = BoundedVec::truncate_from(vec![1_000 * TIDE, 500 * DOLLAR]);
        assert_ok!(Amm::add_liquidity(signed(Bob), 0, deposit, 0));
        let mine = StakingRewards::max_stakeable(bob.clone(), shares());
        assert_ok!(StakingRewards::stake(signed(Bob), programme, 0, mine));
        assert_eq!(PoolAssets::balance(0, &bob), 1, "only the minimum balance is free");

        let before = Assets::balance(1, &bob);
        pass(10);
        assert_ok!(StakingRewards::claim(signed(Bob), programme, 0));
        // What does not divide is the pot's: a unit, however long it goes on.
        assert_eq!(Assets::balance(1, &bob), before + 100 * DOLLAR - 1);
        pass(500);
        assert_ok!(StakingRewards::claim_for(signed(Eve), programme, 0, bob.clone()));
        assert_eq!(Assets::balance(1, &bob), before + 1_000 * DOLLAR - 1);
        assert_ok!(StakingRewards::unstake(signed(Bob), programme, 0, mine));
        let all = PoolAssets::balance(0, &bob);
        assert_ok!(Amm::remove_liquidity(
            signed(Bob),
            0,
            all,
            BoundedVec::truncate_from(vec![0; 2])
        ));
    });
}

#[test]
fn a_reward_in_dollars_becomes_staked_tide_by_the_real_exchange() {
    on_chain("dev", || {
        let (bob, programme) = (account(Bob), open_programme(NATIVE));
        open_stream(programme, TUSD, DOLLAR);
        assert_ok!(StakingRewards::stake(signed(Bob), programme, 0, 100 * TIDE));
        pass(50);
        let dollars = Assets::balance(1, &bob);
        let hops = vec![Hop { pool_id: 0, asset_out: NATIVE }];
        // A claim is a unit short of what does not divide.
        let exact = pallet_amm::types::Exact::In(50 * DOLLAR - 1);
        let quote = Amm::quote(TUSD, exact, &hops, None).expect("it trades").amount_out;
        let compound = |least| {
            let hops = BoundedVec::truncate_from(hops.clone());
            StakingRewards::compound(signed(Bob), programme, 0, 0, hops, least)
        };
        let refused = compound(quote + 1).map_err(|refused| refused.error);
        assert_eq!(refused, Err(pallet_amm::Error::<Runtime>::AmountOutBelowMinimum.into()));
        assert_ok!(compound(quote));
        assert_eq!(Assets::balance(1, &bob), dollars);
        let position = StakingRewards::position(bob, programme).expect("Bob stakes");
        assert_eq!(position.stakes[0].amount, 100 * TIDE + quote);
    });
}

#[test]
fn the_protocols_programme_offers_the_locks_of_the_periods() {
    on_chain("dev", || {
        let protocol = StakingRewards::programme(PROTOCOL).expect("it is there from the beginning");
        assert!(protocol.listed && protocol.creator.is_none());
        assert_eq!((protocol.staked, protocol.streams.len()), (NATIVE, 1));
        let blocks: Vec<_> = protocol.tiers.iter().map(|tier| tier.blocks).collect();
        assert_eq!(blocks[1..], PERIODS.lock_blocks);

        assert_ok!(StakingRewards::stake(signed(Bob), PROTOCOL, 1, 2_000 * TIDE));
        // A lock holds for as long as there is something to earn.
        assert_ok!(StakingRewards::stream_in(&account(Alice), PROTOCOL, 0, 1_000 * TIDE));
        let locked = Error::<Runtime>::StillLocked;
        pass(PERIODS.lock_blocks[0] - 1);
        assert_noop!(unstake(Bob, 2_000 * TIDE), locked);
        pass(1);
        assert_ok!(unstake(Bob, 2_000 * TIDE));
    });
}

fn unstake(who: Sr25519Keyring, amount: Balance) -> sp_runtime::DispatchResult {
    StakingRewards::unstake(signed(who), PROTOCOL, 1, amount)
        .map(|_| ())
        .map_err(|refused| refused.error)
}

/// What a proxy for rewards may do, and all that it may not.
#[test]
fn a_rewards_proxy_stakes_and_cannot_send_trade_or_spend() {
    on_chain("dev", || {
        let (alice, eve) = (account(Alice), account(Eve));
        assert_ok!(Proxy::add_proxy(signed(Alice), eve.clone().into(), ProxyType::Rewards, 0));
        let by_proxy = |call: RuntimeCall| {
            let proxied = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
                real: alice.clone().into(),
                force_proxy_type: None,
                call: Box::new(call),
            });
            assert_ok!(proxied.dispatch(signed(Eve)));
        };
        let stake = Call::stake { programme_id: PROTOCOL, tier: 0, amount: 10 * TIDE };
        by_proxy(stake.into());
        assert_eq!(Balances::balance_on_hold(&HoldReason::Staked.into(), &alice), 10 * TIDE);

        let before = Balances::free_balance(&alice);
        let hops = BoundedVec::truncate_from(vec![Hop { pool_id: 0, asset_out: NATIVE }]);
        let compound =
            Call::compound { programme_id: PROTOCOL, stream: 0, tier: 0, hops, min_amount: 0 };
        let fund = Call::fund { programme_id: PROTOCOL, stream: 0, amount: TIDE };
        let send: RuntimeCall =
            pallet_balances::Call::transfer_allow_death { dest: eve.into(), value: TIDE }.into();
        for call in [compound.into(), fund.into(), send] {
            by_proxy(call);
            let filtered = polkadot_sdk::frame_system::Error::<Runtime>::CallFiltered;
            let told = System::events().pop().expect("there are events").event;
            let outcome = Err(filtered.into());
            assert_eq!(told, pallet_proxy::Event::ProxyExecuted { result: outcome }.into());
        }
        assert_eq!(Balances::free_balance(&alice), before);
        let unstake = Call::unstake { programme_id: PROTOCOL, tier: 0, amount: 10 * TIDE };
        by_proxy(unstake.into());
        assert_eq!(Balances::balance_on_hold(&HoldReason::Staked.into(), &alice), 0);
    });
}

#[test]
fn the_shares_of_a_pool_go_on_being_held_when_somebody_wants_to_send_them() {
    on_chain("dev", || {
        let programme = open_programme(shares());
        let all = StakingRewards::max_stakeable(account(Alice), shares());
        assert_ok!(StakingRewards::stake(signed(Alice), programme, 0, all));
        let charlie = account(Charlie);
        let send = PoolAssets::transfer(signed(Alice), 0.into(), charlie.into(), all);
        assert!(send.is_err());
        let redeem =
            Amm::remove_liquidity(signed(Alice), 0, all, BoundedVec::truncate_from(vec![0; 2]));
        assert!(redeem.is_err());
        assert_ok!(StakingRewards::unstake(signed(Alice), programme, 0, all));
    });
}

/// What lies in the income account.
fn income(asset: u32) -> Balance {
    Assets::balance(asset, StakingRewards::income_account())
}

fn sell(who: Sr25519Keyring, asset: CurrencyId, amount: Balance, to: CurrencyId) {
    let hops = BoundedVec::truncate_from(vec![Hop { pool_id: 0, asset_out: to }]);
    assert_ok!(Amm::swap_exact_in(signed(who), asset, amount, hops, 0));
}

fn sweep(asset: CurrencyId) -> sp_runtime::DispatchResult {
    StakingRewards::sweep(signed(Eve), asset, Balance::MAX)
        .map(|_| ())
        .map_err(|refused| refused.error)
}

/// The first pool gives the protocol a tenth of what it earns, and is traded in to and fro.
fn earn() {
    let terms = Terms { protocol_fee_bps: 1_000, ..terms::DEFAULT };
    // Governance would take two steps to it.
    pallet_amm::Pools::<Runtime>::mutate_extant(0, |pool| pool.terms = terms);
    for _ in 0..5 {
        pass(1);
        let before = Assets::balance(1, account(Charlie));
        sell(Charlie, NATIVE, 10_000 * TIDE, TUSD);
        pass(1);
        sell(Charlie, TUSD, Assets::balance(1, account(Charlie)) - before, NATIVE);
    }
    pass(1);
}

/// From the fee of a trade to the reward of a staker, to the unit, without anybody's favour.
#[test]
fn what_the_exchange_earns_goes_to_those_who_stake_tide() {
    on_chain("dev", || {
        let bob = account(Bob);
        assert_eq!(Amm::fee_sink(), StakingRewards::income_account());
        assert_ok!(StakingRewards::stake(signed(Bob), PROTOCOL, 0, 2_000 * TIDE));
        earn();
        let fees = Amm::pool_info(0).expect("the first pool").protocol_fees;
        assert_ok!(Amm::collect_protocol_fees(signed(Eve), 0));
        assert_eq!(income(1), fees[1]);

        // A fifth of it is the treasury's, rounded down.
        let (treasury, share) = (Treasury::account_id(), |received| received / 5);
        let had = Balances::free_balance(&treasury);
        assert_ok!(sweep(NATIVE));
        let by_tide = stream().funded;
        assert_eq!(by_tide, fees[0] - share(fees[0]));
        let quote = Amm::best_route_exact_in(TUSD, NATIVE, fees[1]).expect("it trades").amount_out;
        assert_ok!(sweep(TUSD));
        assert_eq!((income(1), stream().funded), (0, by_tide + quote - share(quote)));
        assert_eq!(Balances::free_balance(&treasury), had + share(fees[0]) + share(quote));
        for swept in [NATIVE, TUSD] {
            assert_noop!(sweep(swept), Error::<Runtime>::NothingToSweep);
        }

        // It is paid out evenly, and all of it.
        let (rate, funded) = (stream().rate, stream().funded);
        assert_eq!(rate, funded * GRAINS / Balance::from(PERIODS.smoothing_blocks));
        let before = Balances::free_balance(&bob);
        pass(PERIODS.smoothing_blocks);
        assert_ok!(StakingRewards::claim(signed(Bob), PROTOCOL, 0));
        let earned = Balances::free_balance(&bob) - before;
        assert!(earned <= funded && earned + 1 >= funded, "{earned} of {funded}");
    });
}

/// Sandwich: whoever moves the price first, to buy TIDE before the income does, gets nothing of it.
#[test]
fn income_is_not_exchanged_at_a_price_of_the_same_block() {
    on_chain("dev", || {
        assert_ok!(StakingRewards::stake(signed(Bob), PROTOCOL, 0, 2_000 * TIDE));
        earn();
        assert_ok!(Amm::collect_protocol_fees(signed(Eve), 0));
        let before = income(1);
        sell(Eve, TUSD, 3_000 * DOLLAR, NATIVE);
        assert_noop!(sweep(TUSD), pallet_amm::Error::<Runtime>::AmountOutBelowMinimum);
        assert_eq!(income(1), before);
        sell(Eve, NATIVE, 6_000 * TIDE, TUSD);
        assert_ok!(sweep(TUSD));
    });
}

/// Nobody trades against a false price in a pool where there is nothing to win.
#[test]
fn income_is_not_exchanged_in_a_pool_that_its_providers_have_left() {
    on_chain("dev", || {
        let all = PoolAssets::balance(0, account(Alice));
        let none = BoundedVec::truncate_from(vec![0; 2]);
        assert_ok!(Amm::remove_liquidity(signed(Alice), 0, all, none));
        pass(20_000);
        let to = StakingRewards::income_account();
        assert_ok!(Assets::transfer(signed(Bob), 1.into(), to.into(), 50 * DOLLAR));
        assert_noop!(sweep(TUSD), Error::<Runtime>::PoolTooThin);
    });
}

/// Income comes in assets that keep no account alive, too, and some have no route.
#[test]
fn income_in_any_asset_reaches_the_account() {
    on_chain("dev", || {
        let to = StakingRewards::income_account();
        for (asset, amount) in
            [(1, 50 * DOLLAR), (2, 1_000), (3, 10u128.pow(16)), (4, 10u128.pow(14))]
        {
            assert_ok!(Assets::transfer(signed(Alice), asset.into(), to.clone().into(), amount));
            assert_eq!(income(asset), amount);
        }
        assert_noop!(sweep(NativeOrWithId::WithId(3)), Error::<Runtime>::NoPriceYet);
        pass(PERIODS.sweep_history_blocks);
        assert_noop!(sweep(NativeOrWithId::WithId(2)), Error::<Runtime>::NoSweepRoute);
        // Two hops, by way of dollars.
        for asset in [1, 3, 4] {
            assert_ok!(sweep(NativeOrWithId::WithId(asset)));
            assert_eq!(income(asset), 0);
        }
        assert!(stream().funded > 150 * TIDE);
    });
}

/// The protocol's stream.
fn stream() -> pallet_staking_rewards::Stream<AccountId> {
    pallet_staking_rewards::Streams::<Runtime>::get(PROTOCOL, 0).expect("it is there")
}
