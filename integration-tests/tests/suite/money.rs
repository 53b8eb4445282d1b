//! The currencies under one key, and what nobody may do to them.

use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungible::{InspectHold, MutateHold},
        fungibles::{self, Inspect},
        tokens::{fungible::NativeOrWithId, Precision, Preservation},
        OnUnbalanced,
    },
};
use polkadot_sdk::{frame_support::instances::Instance1, sp_keyring::Sr25519Keyring, sp_runtime};
use sp_runtime::{traits::Dispatchable, DispatchError};
use tidewater_integration_tests::{account, on_chain, signed};
use tidewater_primitives::{
    constants::TIDE,
    ids::{share_currency, CurrencyId, FIRST_SHARE_ID},
};
use tidewater_runtime::{
    wiring::{Currencies, CurrencyHolds},
    Amm, Assets, Balances, PoolAssets, Runtime, RuntimeCall, RuntimeHoldReason, RuntimeOrigin,
    Treasury,
};
use Sr25519Keyring::{Alice, Bob};

const TUSD: CurrencyId = NativeOrWithId::WithId(1);

fn reason() -> RuntimeHoldReason {
    pallet_amm::HoldReason::PoolDeposit.into()
}

#[test]
fn one_key_reaches_tide_assets_and_shares() {
    on_chain("dev", || {
        let (alice, shares) = (account(Alice), share_currency(0).expect("a small id"));
        assert_eq!(Currencies::balance(TUSD, &alice), Assets::balance(1, &alice));
        assert_eq!(Currencies::balance(shares.clone(), &alice), PoolAssets::balance(0, &alice));
        assert!(Currencies::balance(shares, &alice) > 0);
        let tide = Currencies::total_balance(NativeOrWithId::Native, &alice);
        let held = Balances::total_balance_on_hold(&alice);
        assert_eq!(tide, Balances::free_balance(&alice) + Balances::reserved_balance(&alice));
        assert!(held > 0);
    });
}

#[test]
fn tide_assets_and_shares_can_be_held_under_the_same_key() {
    on_chain("dev", || {
        let alice = account(Alice);
        for currency in [NativeOrWithId::Native, TUSD, share_currency(0).expect("a small id")] {
            let before = Currencies::balance(currency.clone(), &alice);
            let hold = <CurrencyHolds as fungibles::MutateHold<_>>::hold(
                currency.clone(),
                &reason(),
                &alice,
                1_000_000,
            );
            assert_ok!(hold);
            assert_eq!(Currencies::balance(currency.clone(), &alice), before - 1_000_000);
            assert_ok!(<CurrencyHolds as fungibles::MutateHold<_>>::release(
                currency.clone(),
                &reason(),
                &alice,
                1_000_000,
                Precision::Exact,
            ));
            assert_eq!(Currencies::balance(currency, &alice), before);
        }
    });
}

#[test]
fn what_is_held_cannot_be_swapped_away() {
    on_chain("dev", || {
        let bob = account(Bob);
        let all = Assets::balance(1, &bob);
        assert_ok!(<CurrencyHolds as fungibles::MutateHold<_>>::hold(
            TUSD,
            &reason(),
            &bob,
            all - 20_000
        ));
        let hop = tidewater_primitives::ids::Hop { pool_id: 0, asset_out: NativeOrWithId::Native };
        let hops = vec![hop].try_into().expect("one hop fits");
        let swap = Amm::swap_exact_in(signed(Bob), TUSD, 20_001, hops, 0);
        assert_eq!(swap, Err(pallet_assets::Error::<Runtime, Instance1>::BalanceLow.into()));
        assert_ok!(<CurrencyHolds as fungibles::MutateHold<_>>::release(
            TUSD,
            &reason(),
            &bob,
            all - 20_000,
            Precision::Exact
        ));
    });
}

#[test]
fn nobody_creates_the_shares_of_a_pool_not_even_root() {
    on_chain("dev", || {
        let next = pallet_amm::NextPoolId::<Runtime>::get();
        let (bob, id) = (account(Bob), codec::Compact(next));
        let signed_call = PoolAssets::create(signed(Bob), id, bob.clone().into(), 1);
        assert_eq!(signed_call, Err(DispatchError::BadOrigin));
        let forced = PoolAssets::force_create(RuntimeOrigin::root(), id, bob.into(), true, 1);
        assert_eq!(forced, Err(DispatchError::BadOrigin));
    });
}

#[test]
fn the_chain_gives_out_asset_ids_and_none_that_reads_as_shares() {
    on_chain("dev", || {
        let bob = account(Bob);
        let create =
            |id: u32| Assets::create(signed(Bob), codec::Compact(id), bob.clone().into(), 1);
        let wrong = pallet_assets::Error::<Runtime, Instance1>::BadAssetId;
        assert_noop!(create(6), wrong);
        assert_ok!(create(5));
        let forced = RuntimeCall::Assets(pallet_assets::Call::force_create {
            id: codec::Compact(FIRST_SHARE_ID),
            owner: bob.clone().into(),
            is_sufficient: true,
            min_balance: 1,
        });
        let result = forced.dispatch(RuntimeOrigin::root()).map_err(|error| error.error);
        let refused = pallet_assets::Error::<Runtime, Instance1>::CallbackFailed;
        assert_eq!(result.map(|_| ()), Err(refused.into()));
    });
}

#[test]
fn a_destroyed_id_is_never_given_out_again() {
    on_chain("dev", || {
        let bob = account(Bob);
        let id = codec::Compact(5);
        assert_ok!(Assets::create(signed(Bob), id, bob.clone().into(), 1));
        assert_ok!(Assets::start_destroy(signed(Bob), id));
        assert_ok!(Assets::finish_destroy(signed(Bob), id));
        let again = Assets::create(signed(Bob), id, bob.clone().into(), 1);
        assert_eq!(again, Err(pallet_assets::Error::<Runtime, Instance1>::BadAssetId.into()));
        assert_ok!(Assets::create(signed(Bob), codec::Compact(6), bob.into(), 1));
    });
}

#[test]
fn the_authors_part_of_fees_without_an_author_is_burnt_and_never_lost_in_the_books() {
    on_chain("dev", || {
        let bob = account(Bob);
        let issued = Balances::total_issuance();
        let fee = <Balances as frame_support::traits::fungible::Balanced<_>>::withdraw(
            &bob,
            TIDE,
            Precision::Exact,
            Preservation::Preserve,
            frame_support::traits::tokens::Fortitude::Polite,
        )
        .expect("Bob can pay");
        let treasury = Treasury::account_id();
        let before = Balances::free_balance(&treasury);
        tidewater_runtime::wiring::FeeSplit::on_unbalanced(fee);
        assert_eq!(Balances::free_balance(&treasury), before + TIDE / 5);
        assert_eq!(Balances::total_issuance(), issued - (TIDE - TIDE / 5));
        assert_ok!(Balances::hold(&reason(), &bob, TIDE));
        assert_eq!(Balances::balance_on_hold(&reason(), &bob), TIDE);
    });
}
