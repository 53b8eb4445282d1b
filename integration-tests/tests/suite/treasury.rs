//! The treasury: what comes in, who may spend it, and how it is paid.

use frame_support::{
    assert_noop, assert_ok,
    traits::{
        fungible::{Inspect, Mutate},
        fungibles::{Inspect as _, Mutate as _},
        tokens::{fungible::NativeOrWithId, ConversionFromAssetBalance, Preservation},
        OnUnbalanced,
    },
};
use pallet_spending::Error;
use polkadot_sdk::{pallet_treasury, pallet_utility, sp_keyring::Sr25519Keyring, sp_runtime};
use sp_runtime::{traits::Dispatchable, DispatchError};
use tidewater_integration_tests::{
    account, on_chain,
    referenda::{decide, propose, run_to, vote_all},
    signed,
};
use tidewater_primitives::{
    constants::TIDE,
    ids::{CurrencyId, Window},
    AccountId, Balance,
};
use tidewater_runtime::{
    constants::{PERIODS, SPEND_CAPS},
    governance::{origins::Origin, outlook, treasury::WorthInTide},
    wiring::Currencies,
    Amm, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin, Spending, System, Treasury,
};
use Sr25519Keyring::{Alice, Bob, Eve, Ferdie};

const NATIVE: CurrencyId = NativeOrWithId::Native;
const TUSD: CurrencyId = NativeOrWithId::WithId(1);
const TBTC: CurrencyId = NativeOrWithId::WithId(2);
const DOLLAR: Balance = 1_000_000;

fn treasury() -> AccountId {
    Treasury::account_id()
}

fn spend(asset: CurrencyId, amount: Balance, to: &AccountId) -> RuntimeCall {
    RuntimeCall::Spending(pallet_spending::Call::spend {
        asset_kind: Box::new(asset),
        amount,
        beneficiary: Box::new(to.clone()),
        valid_from: None,
    })
}

fn run(origin: Origin, call: RuntimeCall) -> Result<(), DispatchError> {
    let dispatched = call.dispatch(RuntimeOrigin::from(origin));
    dispatched.map(|_| ()).map_err(|failed| failed.error)
}

/// The treasury has TIDE and dollars, and the pool's average has all its history.
fn funded() {
    assert_ok!(Balances::mint_into(&treasury(), 5_000_000 * TIDE));
    let alice = account(Alice);
    assert_ok!(Currencies::transfer(
        TUSD,
        &alice,
        &treasury(),
        100_000 * DOLLAR,
        Preservation::Preserve
    ));
    run_to(PERIODS.sweep_history_blocks + 2);
}

#[test]
fn a_referendum_spends_tide_and_anybody_pays_it_out() {
    on_chain("dev", || {
        funded();
        let eve = account(Eve);
        let call = spend(NATIVE, 1_000 * TIDE, &eve);
        assert_ok!(decide(OriginCaller::Origins(Origin::SmallSpender), call));
        let before = Balances::total_balance(&eve);
        let of_all = Balances::total_balance(&treasury());
        assert_ok!(Treasury::payout(signed(Bob), 0));
        assert_eq!(Balances::total_balance(&eve), before + 1_000 * TIDE);
        assert_eq!(Balances::total_balance(&treasury()), of_all - 1_000 * TIDE);
        let again = Treasury::payout(signed(Bob), 0);
        assert_noop!(again, pallet_treasury::Error::<Runtime>::AlreadyAttempted);
        assert_ok!(Treasury::check_status(signed(Bob), 0));
        assert!(pallet_treasury::Spends::<Runtime>::get(0).is_none());
    });
}

#[test]
fn an_asset_is_spent_at_its_average_price_and_paid_to_the_unit() {
    on_chain("dev", || {
        funded();
        let eve = account(Eve);
        // A dollar is two TIDE.
        let value = WorthInTide::from_asset_balance(1_000 * DOLLAR, TUSD).expect("it has a price");
        assert!(value.abs_diff(2_000 * TIDE) < TIDE, "{value}");
        assert_ok!(run(Origin::SmallSpender, spend(TUSD, 1_000 * DOLLAR, &eve)));
        let (before, of_all) =
            (Currencies::balance(TUSD, &eve), Currencies::balance(TUSD, &treasury()));
        assert_ok!(Treasury::payout(signed(Bob), 0));
        assert_eq!(Currencies::balance(TUSD, &eve), before + 1_000 * DOLLAR);
        assert_eq!(Currencies::balance(TUSD, &treasury()), of_all - 1_000 * DOLLAR);
        assert_eq!(Spending::left(0, SPEND_CAPS[0]), SPEND_CAPS[0] - value);
    });
}

#[test]
fn what_has_no_price_that_can_be_trusted_is_not_spent() {
    on_chain("dev", || {
        // The first blocks have no average yet, and bitcoin has no route to TIDE.
        let eve = account(Eve);
        for asset in [TUSD, TBTC] {
            let spent = run(Origin::BigSpender, spend(asset, 1, &eve));
            assert_eq!(spent, Err(Error::<Runtime>::NoValue.into()));
        }
        funded();
        assert_ok!(run(Origin::BigSpender, spend(TUSD, DOLLAR, &eve)));
        assert_eq!(
            run(Origin::BigSpender, spend(TBTC, 1, &eve)),
            Err(Error::<Runtime>::NoValue.into())
        );
        // More than a tenth of what the pool has held says nothing about a price.
        assert!(Amm::average_price(0, TUSD, NATIVE, Window::Hour).is_ok());
        assert_eq!(
            run(Origin::BigSpender, spend(TUSD, 50_000 * DOLLAR, &eve)),
            Err(Error::<Runtime>::NoValue.into())
        );
    });
}

#[test]
fn what_the_receiver_cannot_take_stays_in_the_treasury() {
    on_chain("dev", || {
        funded();
        // An account that does not exist cannot live by less than the existential deposit.
        let nobody = AccountId::from([9; 32]);
        assert_ok!(run(Origin::SmallSpender, spend(NATIVE, 1, &nobody)));
        let before = Balances::total_balance(&treasury());
        let paid = Treasury::payout(signed(Bob), 0);
        assert_noop!(paid, pallet_treasury::Error::<Runtime>::PayoutError);
        assert_eq!(Balances::total_balance(&treasury()), before);
    });
}

/// Build Finance DAO, February 2022, and its like: hardly anybody votes, and whoever brings a few votes
/// empties the treasury. Here a track can take its cap in a period and no more, however it is split up, and
/// the least turnout of a track is never next to nothing.
#[test]
fn low_turnout_a_raid_of_the_treasury_gets_no_more_than_a_cap_and_only_with_turnout() {
    on_chain("dev", || {
        funded();
        let thief = account(Ferdie);
        let cap = SPEND_CAPS[0];
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch {
            calls: vec![spend(NATIVE, cap / 2, &thief); 10],
        });
        // With a half of a percent of all TIDE it is rejected, though nobody is against it.
        let index = propose(Ferdie, OriginCaller::Origins(Origin::SmallSpender), batch.clone());
        let little = Balances::active_issuance() / 200;
        let vote = tidewater_integration_tests::referenda::one_side(true, little);
        assert_ok!(tidewater_runtime::ConvictionVoting::vote(signed(Ferdie), index, vote));
        let seen = outlook::referendum(index).expect("it is there");
        assert!(matches!(
            seen.outlook,
            tidewater_primitives::apis::referenda::Outlook::Rejected { .. }
        ));
        // With a sixth of it passes in the end, and takes one cap.
        vote_all(&thief, index, true);
        let tidewater_primitives::apis::referenda::Outlook::Approved { enacted_at, .. } =
            outlook::referendum(index).expect("it is there").outlook
        else {
            panic!("nobody is against it")
        };
        run_to(enacted_at);
        let approved: Balance =
            pallet_treasury::Spends::<Runtime>::iter_values().map(|status| status.amount).sum();
        assert_eq!(approved, cap);
        // Nor does the next one within the period, nor the call that has no cap.
        let over = run(Origin::SmallSpender, spend(NATIVE, 1, &thief));
        assert_eq!(over, Err(Error::<Runtime>::OverPeriodCap.into()));
        let direct = RuntimeCall::Treasury(pallet_treasury::Call::spend {
            asset_kind: Box::new(NATIVE),
            amount: 1,
            beneficiary: Box::new(thief.clone()),
            valid_from: None,
        });
        assert_eq!(run(Origin::SmallSpender, direct), Err(DispatchError::BadOrigin));
        run_to(enacted_at + PERIODS.governance.spend_cap_blocks);
        assert_ok!(run(Origin::SmallSpender, spend(NATIVE, cap, &thief)));
    });
}

#[test]
fn a_payment_can_be_taken_back_before_it_is_collected() {
    on_chain("dev", || {
        funded();
        assert_ok!(run(Origin::SmallSpender, spend(NATIVE, TIDE, &account(Eve))));
        let void = RuntimeCall::Treasury(pallet_treasury::Call::void_spend { index: 0 });
        assert_eq!(run(Origin::SmallSpender, void.clone()), Err(DispatchError::BadOrigin));
        assert_ok!(run(Origin::BigSpender, void));
        assert!(Treasury::payout(signed(Bob), 0).is_err());
    });
}

#[test]
fn a_fifth_of_fees_is_the_treasurys_and_tips_are_not() {
    on_chain("dev", || {
        let take = |amount| {
            <Balances as frame_support::traits::fungible::Balanced<_>>::withdraw(
                &account(Bob),
                amount,
                frame_support::traits::tokens::Precision::Exact,
                Preservation::Preserve,
                frame_support::traits::tokens::Fortitude::Polite,
            )
            .expect("Bob can pay")
        };
        let before = Balances::total_balance(&treasury());
        let (fee, tip) = (take(TIDE + 4), take(7 * TIDE));
        tidewater_runtime::wiring::FeeSplit::on_unbalanceds([fee, tip].into_iter());
        // Rounded down.
        assert_eq!(Balances::total_balance(&treasury()), before + TIDE / 5);
    });
}

#[test]
fn the_treasurys_tide_does_not_count_as_what_could_vote() {
    on_chain("dev", || {
        let before = Balances::active_issuance();
        assert_ok!(Balances::mint_into(&treasury(), 1_000 * TIDE));
        run_to(System::block_number() + 1);
        assert_eq!(Balances::active_issuance(), before);
    });
}
