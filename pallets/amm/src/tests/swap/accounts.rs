//! What a trade does to the accounts of its trader.

use super::*;
use crate::mock::{ACCOUNT_DEPOSIT, EXISTENTIAL_DEPOSIT, MIN_BTC, OWNER, POOL_DEPOSIT};
use frame_support::traits::{LockableCurrency, WithdrawReasons};

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

fn with_btc() -> ExtBuilder {
    ExtBuilder::default().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
}

fn with_usd_and(other: CurrencyId) -> ExtBuilder {
    ExtBuilder::default().pool([USD, other], FeeTier::Bp30, [1_000_000, 1_000_000])
}

/// Makes asset 3 one that gives its holder an account.
fn make_eth_sufficient(min_balance: Balance) {
    let root = RuntimeOrigin::root();
    assert_ok!(Assets::force_asset_status(
        root,
        3,
        OWNER,
        OWNER,
        OWNER,
        OWNER,
        min_balance,
        true,
        false
    ));
}

#[test]
fn selling_tide_leaves_the_traders_account_alive() {
    with_pool().build_and_execute(|| {
        let all_but = |rest| 100_000 - rest;
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), CAROL, 100_000));
        let closing = swap_in(CAROL, TIDE, 100_000, USD, 0);
        assert_noop!(closing, TokenError::FundsUnavailable);
        let one_too_many = swap_in(CAROL, TIDE, all_but(EXISTENTIAL_DEPOSIT - 1), USD, 0);
        assert_noop!(one_too_many, TokenError::FundsUnavailable);
        assert_ok!(swap_in(CAROL, TIDE, all_but(EXISTENTIAL_DEPOSIT), USD, 0));
        assert_eq!(Balances::free_balance(CAROL), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn buying_with_tide_leaves_the_traders_account_alive() {
    with_pool().build_and_execute(|| {
        let cost = 25_719;
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, cost));
        let closing = swap_out(CAROL, TIDE, cost, USD, 100_000);
        assert_noop!(closing, TokenError::FundsUnavailable);
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, EXISTENTIAL_DEPOSIT));
        assert_ok!(swap_out(CAROL, TIDE, cost, USD, 100_000));
    });
}

#[test]
fn tide_that_is_locked_or_reserved_is_not_sold() {
    with_pool().pool([TIDE, ETH], FeeTier::Bp30, [1_000_000, 1_000_000]).build_and_execute(|| {
        Balances::set_lock(*b"a-lock!!", &BOB, FORTUNE - 500, WithdrawReasons::all());
        assert_noop!(swap_in(BOB, TIDE, 501, USD, 0), TokenError::FundsUnavailable);
        assert_ok!(swap_in(BOB, TIDE, 500, USD, 0));
        assert_eq!(Balances::reserved_balance(ALICE), 2 * POOL_DEPOSIT + 2 * ACCOUNT_DEPOSIT);
        let free = Balances::free_balance(ALICE);
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), BOB, free - 1_000));
        let error = TokenError::FundsUnavailable;
        assert_noop!(swap_in(ALICE, TIDE, 1_001, USD, 0), error);
        // What is reserved keeps the account alive as well as a deposit does.
        assert_ok!(swap_in(ALICE, TIDE, 1_000 - EXISTENTIAL_DEPOSIT, USD, 0));
    });
}

#[test]
fn an_asset_can_be_sold_completely() {
    with_pool().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 400_000));
        assert_ok!(swap_in(CAROL, USD, 400_000, TIDE, 90_661));
        assert_eq!(Assets::maybe_balance(1, CAROL), None);
        assert_eq!(balance(&USD, Amm::vault()), 4_400_000 + 1);
    });
}

#[test]
fn a_rest_below_the_minimum_balance_goes_to_the_vault_and_into_no_ledger() {
    with_btc().build_and_execute(|| {
        let kept = 100_000 + (MIN_BTC - 1);
        assert_ok!(Assets::transfer(signed(BOB), 2, ALICE, FORTUNE - kept));
        assert_ok!(swap_in(BOB, BTC, 100_000, TIDE, 0));
        assert_eq!(Assets::maybe_balance(2, BOB), None);
        assert_eq!(pool(0).reserves[1], 1_100_000);
        // The cushion, the reserve and the rest.
        assert_eq!(balance(&BTC, Amm::vault()), MIN_BTC + 1_000_000 + kept);
        assert_eq!(Assets::total_supply(2), 3 * FORTUNE);
    });
}

#[test]
fn a_rest_of_just_the_minimum_balance_stays_with_the_trader() {
    with_btc().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(BOB), 2, ALICE, FORTUNE - 100_000 - MIN_BTC));
        assert_ok!(swap_in(BOB, BTC, 100_000, TIDE, 0));
        assert_eq!(balance(&BTC, BOB), MIN_BTC);
    });
}

#[test]
fn a_rest_below_the_minimum_balance_goes_along_when_the_output_is_exact() {
    with_btc().build_and_execute(|| {
        // ceil(1,000,000 · 100,000 / (900,000 · 0.997)) = 111,446
        assert_ok!(Assets::transfer(signed(BOB), 2, ALICE, FORTUNE - 111_446 - 49));
        assert_ok!(swap_out(BOB, BTC, 111_446, TIDE, 100_000));
        assert_eq!(Assets::maybe_balance(2, BOB), None);
        assert_eq!(pool(0).reserves[1], 1_111_446);
        assert_eq!(balance(&BTC, Amm::vault()), MIN_BTC + 1_111_446 + 49);
    });
}

#[test]
fn who_lives_by_one_sufficient_asset_sells_it_all_for_another_and_keeps_the_nonce() {
    with_usd_and(ETH).build_and_execute(|| {
        make_eth_sufficient(1);
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 100_000));
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (0, 1));
        System::inc_account_nonce(CAROL);
        assert_ok!(swap_in(CAROL, USD, 100_000, ETH, 90_661));
        assert_eq!(Assets::maybe_balance(1, CAROL), None);
        assert_eq!(balance(&ETH, CAROL), 90_661);
        assert_eq!(System::account_nonce(CAROL), 1);
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (0, 1));
    });
}

#[test]
fn who_lives_by_a_sufficient_asset_sells_it_all_for_tide_and_keeps_the_nonce() {
    with_pool().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 400_000));
        System::inc_account_nonce(CAROL);
        assert_ok!(swap_in(CAROL, USD, 400_000, TIDE, 90_661));
        assert_eq!(Balances::free_balance(CAROL), 90_661);
        assert_eq!(System::account_nonce(CAROL), 1);
        assert_eq!((System::providers(&CAROL), System::sufficients(&CAROL)), (1, 0));
    });
}

#[test]
fn who_lives_by_a_sufficient_asset_cannot_be_paid_one_that_is_not() {
    with_usd_and(ETH).build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 100_000));
        for amount in [50_000, 100_000] {
            let sell = swap_in(CAROL, USD, amount, ETH, 0);
            assert_noop!(sell, TokenError::CannotCreate);
        }
        assert_noop!(swap_out(CAROL, USD, MAX, ETH, 1_000), TokenError::CannotCreate);
    });
}

#[test]
fn an_output_below_the_minimum_balance_of_a_new_asset_is_refused() {
    with_btc().build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 100_000));
        let below = MIN_BTC - 1;
        assert_noop!(swap_out(CAROL, TIDE, MAX, BTC, below), TokenError::BelowMinimum);
        assert_noop!(swap_in(CAROL, TIDE, 50, BTC, 0), TokenError::BelowMinimum);
        assert_ok!(swap_out(CAROL, TIDE, MAX, BTC, MIN_BTC));
        assert_ok!(swap_out(CAROL, TIDE, MAX, BTC, 1));
        assert_eq!(balance(&BTC, CAROL), MIN_BTC + 1);
    });
}

#[test]
fn tide_below_the_existential_deposit_does_not_open_an_account() {
    with_pool().build_and_execute(|| {
        assert_ok!(Assets::transfer(signed(ALICE), 1, CAROL, 100_000));
        let below = EXISTENTIAL_DEPOSIT - 1;
        assert_noop!(swap_out(CAROL, USD, MAX, TIDE, below), TokenError::BelowMinimum);
        assert_ok!(swap_out(CAROL, USD, MAX, TIDE, EXISTENTIAL_DEPOSIT));
    });
}

#[test]
fn who_has_nothing_trades_nothing() {
    with_pool().build_and_execute(|| {
        assert_noop!(swap_in(CAROL, TIDE, 1_000, USD, 0), TokenError::FundsUnavailable);
        assert_noop!(swap_in(CAROL, USD, 1_000, TIDE, 0), AssetsError::NoAccount);
    });
}
