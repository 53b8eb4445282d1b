//! The exchange among all pallets.

use frame_support::{assert_ok, traits::tokens::fungible::NativeOrWithId};
use polkadot_sdk::{pallet_proxy, pallet_utility, sp_keyring::Sr25519Keyring, sp_runtime};
use sp_runtime::traits::Dispatchable;
use tidewater_integration_tests::{account, on_chain, signed};
use tidewater_primitives::{
    constants::TIDE,
    ids::{CurrencyId, Hop},
    Balance,
};
use tidewater_runtime::{
    filters::ProxyType, Amm, Assets, Balances, Proxy, Runtime, RuntimeCall, System,
};
use Sr25519Keyring::{Alice, Bob, Eve};

const NATIVE: CurrencyId = NativeOrWithId::Native;
const TUSD: CurrencyId = NativeOrWithId::WithId(1);

fn swap(amount_in: Balance, min_amount_out: Balance) -> RuntimeCall {
    let hop = Hop { pool_id: 0, asset_out: TUSD };
    RuntimeCall::Amm(pallet_amm::Call::swap_exact_in {
        asset_in: NATIVE,
        amount_in,
        hops: vec![hop].try_into().expect("one hop fits"),
        min_amount_out,
    })
}

#[test]
fn a_quote_is_the_trade_with_the_real_tokens() {
    on_chain("dev", || {
        let bob = account(Bob);
        let hops = [Hop { pool_id: 0, asset_out: TUSD }];
        let exact = pallet_amm::types::Exact::In(100 * TIDE);
        let quote = Amm::quote(NATIVE, exact, &hops, Some(&bob)).expect("Bob can pay");
        let before = Assets::balance(1, &bob);
        assert_ok!(swap(100 * TIDE, quote.amount_out).dispatch(signed(Bob)));
        assert_eq!(Assets::balance(1, &bob), before + quote.amount_out);
    });
}

#[test]
fn a_batch_whose_second_call_fails_undoes_the_first() {
    on_chain("dev", || {
        let (bob, pool) = (account(Bob), Amm::pool_info(0));
        let (tide, usd) = (Balances::free_balance(&bob), Assets::balance(1, &bob));
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch_all {
            calls: vec![swap(100 * TIDE, 0), swap(100 * TIDE, Balance::MAX)],
        });
        let error = batch.dispatch(signed(Bob)).expect_err("the second call fails").error;
        assert_eq!(error, pallet_amm::Error::<Runtime>::AmountOutBelowMinimum.into());
        assert_eq!(Amm::pool_info(0), pool);
        assert_eq!((Balances::free_balance(&bob), Assets::balance(1, &bob)), (tide, usd));
    });
}

#[test]
fn a_trade_proxy_trades_and_cannot_send() {
    on_chain("dev", || {
        let (alice, eve) = (account(Alice), account(Eve));
        assert_ok!(Proxy::add_proxy(signed(Alice), eve.clone().into(), ProxyType::Trade, 0));
        let by_proxy = |call: RuntimeCall| {
            RuntimeCall::Proxy(pallet_proxy::Call::proxy {
                real: alice.clone().into(),
                force_proxy_type: None,
                call: Box::new(call),
            })
        };
        let send =
            RuntimeCall::Balances(polkadot_sdk::pallet_balances::Call::transfer_allow_death {
                dest: eve.into(),
                value: TIDE,
            });
        let before = (Balances::free_balance(&alice), Assets::balance(1, &alice));
        assert_ok!(by_proxy(send).dispatch(signed(Eve)));
        assert_eq!((Balances::free_balance(&alice), Assets::balance(1, &alice)), before);
        assert_ok!(by_proxy(swap(TIDE, 0)).dispatch(signed(Eve)));
        assert_eq!(Balances::free_balance(&alice), before.0 - TIDE);
        assert!(Assets::balance(1, &alice) > before.1);
    });
}

#[test]
fn a_proxy_that_may_not_transfer_may_not_trade_nor_make_one_that_may() {
    on_chain("dev", || {
        let (alice, eve) = (account(Alice), account(Eve));
        assert_ok!(Proxy::add_proxy(signed(Alice), eve.clone().into(), ProxyType::NonTransfer, 0));
        let before = Amm::pool_info(0);
        let add = pallet_proxy::Call::add_proxy {
            delegate: account(Bob).into(),
            proxy_type: ProxyType::Trade,
            delay: 0,
        };
        for call in [swap(TIDE, 0), RuntimeCall::Proxy(add)] {
            let by_proxy = pallet_proxy::Call::proxy {
                real: alice.clone().into(),
                force_proxy_type: None,
                call: Box::new(call),
            };
            assert_ok!(RuntimeCall::Proxy(by_proxy).dispatch(signed(Eve)));
        }
        assert_eq!(Amm::pool_info(0), before);
        assert_eq!(pallet_proxy::Proxies::<Runtime>::get(&alice).0.len(), 1);
    });
}

#[test]
fn the_vault_lives_without_any_consumer_reference() {
    on_chain("dev", || {
        let vault = Amm::vault();
        assert!(System::providers(&vault) >= 2);
        // tUSD keeps accounts alive itself; tETH's account was opened with its creator's deposit.
        assert_eq!(System::consumers(&vault), 0);
    });
}
