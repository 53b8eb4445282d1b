//! Transaction fees in an asset, with the real tokens and the real extension.

use frame_support::{
    assert_ok,
    dispatch::GetDispatchInfo,
    traits::{fungibles::Inspect, tokens::fungible::NativeOrWithId},
};
use polkadot_sdk::{
    frame_system, pallet_asset_conversion::QuotePrice,
    pallet_asset_conversion_tx_payment::ChargeAssetTxPayment, sp_keyring::Sr25519Keyring,
    sp_runtime,
};
use sp_runtime::{
    traits::DispatchTransaction,
    transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use tidewater_integration_tests::{account, on_chain, signed};
use tidewater_primitives::{
    ids::{CurrencyId, PoolStatus},
    AccountId, Balance,
};
use tidewater_runtime::{
    wiring::Currencies, Amm, Assets, Balances, Runtime, RuntimeCall, RuntimeOrigin, System,
    TransactionPayment,
};
use Sr25519Keyring::{Alice, Bob};

const NATIVE: CurrencyId = NativeOrWithId::Native;
const TUSD: CurrencyId = NativeOrWithId::WithId(1);
const TBTC: CurrencyId = NativeOrWithId::WithId(2);
/// How long the transactions are said to be.
const LENGTH: usize = 200;

fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: b"a fee is due".to_vec() })
}

/// Sends a call whose fee is paid in `asset`.
fn pay(
    who: &AccountId,
    call: RuntimeCall,
    asset: CurrencyId,
) -> Result<(), TransactionValidityError> {
    let info = call.get_dispatch_info();
    ChargeAssetTxPayment::<Runtime>::from(0, Some(asset))
        .dispatch_transaction(RuntimeOrigin::signed(who.clone()), call, &info, LENGTH, 0)
        .map(|outcome| {
            assert_ok!(outcome);
        })
}

fn issued() -> (Balance, Balance) {
    (Balances::total_issuance(), Assets::total_issuance(1))
}

#[test]
fn an_account_that_has_only_dollars_can_transact() {
    on_chain("dev", || {
        let nobody = AccountId::new([7; 32]);
        assert_ok!(Assets::transfer(signed(Alice), 1.into(), nobody.clone().into(), 5_000_000));
        let reserves = Amm::pool_info(0).expect("the first pool").reserves;
        let before = issued();

        assert_ok!(pay(&nobody, remark(), TUSD));

        let paid = 5_000_000 - Assets::balance(1, &nobody);
        let after = Amm::pool_info(0).expect("the first pool").reserves;
        assert!(paid > 0);
        assert_eq!(Currencies::total_balance(NATIVE, &nobody), 0);
        // The pool has the dollars and has given TIDE for them. A fifth of it is the treasury's; the rest is
        // burnt: there is no author.
        assert_eq!(after[1] - reserves[1], paid);
        let fee = reserves[0] - after[0];
        assert_eq!(issued(), (before.0 - (fee - fee / 5), before.1));
        let events = System::events().into_iter().map(|record| format!("{:?}", record.event));
        assert!(events.into_iter().any(|event| event.contains("AssetTxFeePaid")));
    });
}

#[test]
fn what_a_call_did_not_need_is_paid_back_in_the_asset() {
    on_chain("dev", || {
        let bob = account(Bob);
        // Ether's owner takes some from the vault. Sharing the loss is charged as if ether were in as
        // many pools as it can be, and corrected.
        assert_ok!(Assets::burn(signed(Alice), 3.into(), Amm::vault().into(), 10u128.pow(18)));
        let settle = RuntimeCall::Amm(pallet_amm::Call::settle_shortfall {
            asset: NativeOrWithId::WithId(3),
        });
        let info = settle.get_dispatch_info();
        let fee = TransactionPayment::compute_fee(LENGTH as u32, &info, 0);
        let charged = Amm::quote_price_tokens_for_exact_tokens(TUSD, NATIVE, fee, true);
        let before = Assets::balance(1, &bob);

        assert_ok!(pay(&bob, settle, TUSD));

        let paid = before - Assets::balance(1, &bob);
        assert!(paid > 0);
        assert!(paid < charged.expect("the pool can carry it") / 4, "{paid} of {charged:?}");
    });
}

#[test]
fn without_a_pool_for_the_asset_the_transaction_is_refused() {
    on_chain("dev", || {
        let bob = account(Bob);
        let before = (issued(), Assets::balance(2, &bob));
        let refused = TransactionValidityError::Invalid(InvalidTransaction::Payment);
        assert_eq!(pay(&bob, remark(), TBTC), Err(refused));
        assert_eq!((issued(), Assets::balance(2, &bob)), before);
    });
}

#[test]
fn a_pool_that_does_not_trade_carries_no_fee() {
    on_chain("dev", || {
        let bob = account(Bob);
        assert_ok!(Amm::set_status(RuntimeOrigin::root(), 0, PoolStatus::WithdrawOnly));
        let refused = TransactionValidityError::Invalid(InvalidTransaction::Payment);
        let before = (issued(), Assets::balance(1, &bob));
        assert_eq!(pay(&bob, remark(), TUSD), Err(refused));
        assert_eq!((issued(), Assets::balance(1, &bob)), before);
        assert_ok!(Amm::set_status(RuntimeOrigin::root(), 0, PoolStatus::Active));
        assert_ok!(pay(&bob, remark(), TUSD));
    });
}
