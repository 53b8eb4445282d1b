//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::*;
use crate::{
    mock::{RuntimeHoldReason, Test, ALICE, BOB, BTC, EXISTENTIAL_DEPOSIT, LOCKED, MIN_BTC},
    types::{terms, Debt, Losses, WHOLE},
    DebtTotals, Debts, DefaultTerms, FeePools, HoldReason, Holdings, NextPoolId, PoolDeposits,
    PoolIds, PoolsOf, TermsChangedAt,
};
use frame_support::{
    hypothetically,
    traits::{
        fungibles::{Mutate, MutateHold},
        tokens::Precision,
    },
};
use sp_runtime::TryRuntimeError;

/// With `corrupt` done to two whole pools, the invariants say `message`.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    two_pools().build_and_execute(|| {
        hypothetically!({
            corrupt();
            assert_eq!(Amm::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
        assert_eq!(Amm::check_invariants(), Ok(()));
    });
}

fn two_pools() -> ExtBuilder {
    with_pool().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000])
}

fn change_holding(asset: &CurrencyId, change: impl FnOnce(&mut crate::types::Holding)) {
    let mut changed = Holdings::<Test>::get(asset).expect("the asset is pooled");
    change(&mut changed);
    Holdings::<Test>::insert(asset, changed);
}

fn change(change: impl FnOnce(&mut Pool)) {
    let mut changed = pool(0);
    change(&mut changed);
    Pools::<Test>::insert(0, changed);
}

#[test]
fn i1_sees_a_pool_that_is_not_under_its_key() {
    assert_seen("I1: a pool is not under its key", || PoolIds::<Test>::remove(pool(0).key()));
}

#[test]
fn i1_sees_a_pool_under_the_key_of_another() {
    assert_seen("I1: a pool is not under its key", || PoolIds::<Test>::insert(pool(0).key(), 1));
}

#[test]
fn i1_sees_a_key_that_leads_to_no_pool() {
    assert_seen("I1: a key leads to no pool", || {
        let mut key = pool(0).key();
        key.fee_tier = FeeTier::Bp1;
        PoolIds::<Test>::insert(key, 0);
    });
}

#[test]
fn i1_sees_a_pool_that_is_not_under_one_of_its_currencies() {
    assert_seen("I1: a pool is not under its currencies", || PoolsOf::<Test>::remove(USD, 0));
}

#[test]
fn i1_sees_a_currency_that_leads_to_a_pool_without_it() {
    assert_seen("I1: a currency leads to no pool", || PoolsOf::<Test>::insert(BTC, 0, ()));
    assert_seen("I1: a currency leads to no pool", || PoolsOf::<Test>::insert(USD, 9, ()));
}

#[test]
fn i2_sees_a_pool_beyond_the_next_id() {
    assert_seen("I2: a pool is beyond the next id", || NextPoolId::<Test>::put(1));
}

/// Of pools that were closed nothing is left but their ids.
#[test]
fn i2_is_content_with_ids_of_no_pool() {
    two_pools().build_and_execute(|| NextPoolId::<Test>::put(3));
}

#[test]
fn i3_sees_currencies_out_of_order() {
    assert_seen("I3: currencies are not sorted or not different", || rename([USD, TIDE]));
}

#[test]
fn i3_sees_the_same_currency_twice() {
    assert_seen("I3: currencies are not sorted or not different", || rename([USD, USD]));
}

/// Gives the first pool these currencies, in its key too.
fn rename(pair: [CurrencyId; 2]) {
    PoolIds::<Test>::remove(pool(0).key());
    change(|pool| pool.assets = assets(pair));
    PoolIds::<Test>::insert(pool(0).key(), 0);
}

#[test]
fn i3_sees_a_missing_reserve() {
    assert_seen("I3: a reserve too many or too few", || {
        change(|pool| {
            pool.reserves.pop();
        })
    });
}

#[test]
fn i3_sees_a_missing_fee() {
    assert_seen("I3: a fee too many or too few", || {
        change(|pool| {
            pool.protocol_fees.pop();
        })
    });
}

#[test]
fn i3_sees_a_missing_flow() {
    assert_seen("I3: a flow too many or too few", || {
        change(|pool| {
            pool.block.flow.pop();
        })
    });
}

#[test]
fn i3_sees_a_missing_price() {
    assert_seen("I3: a price too many or too few", || {
        change(|pool| {
            pool.history.prices.pop();
        })
    });
}

#[test]
fn i4_sees_a_currency_without_a_cushion() {
    assert_seen("I4: a currency has no cushion", || Holdings::<Test>::remove(USD));
}

#[test]
fn i4_sees_ledgers_that_are_more_than_there_can_be() {
    assert_seen("I4: the ledgers overflow", || change(|pool| pool.reserves[0] = Balance::MAX));
}

#[test]
fn i4_sees_one_unit_too_many_in_a_part_of_a_ledger() {
    let message = "I4: the vault has less than the ledgers say";
    assert_seen(message, || change(|pool| pool.reserves[1] += 1));
    assert_seen(message, || change(|pool| pool.protocol_fees[1] += 1));
    assert_seen(message, || DebtTotals::<Test>::insert(USD, 1));
}

#[test]
fn i4_sees_one_unit_less_in_the_vault() {
    assert_seen("I4: the vault has less than the ledgers say", || burn_from_vault(1, 1));
}

#[test]
fn i4_sees_one_unit_too_many_of_tide() {
    let message = "I4: the vault has less than the ledgers say";
    assert_seen(message, || change(|pool| pool.reserves[0] += 1));
    assert_seen(message, || DebtTotals::<Test>::insert(TIDE, 1));
}

#[test]
fn i4_sees_one_unit_too_many_in_a_cushion() {
    for (asset, cushion) in [(TIDE, EXISTENTIAL_DEPOSIT), (USD, 1), (BTC, MIN_BTC)] {
        assert_seen("I4: the vault has less than the ledgers say", || {
            change_holding(&asset, |holding| {
                assert_eq!(holding.cushion, cushion);
                holding.cushion += 1;
            })
        });
    }
}

#[test]
fn i5_sees_a_share_that_was_made_elsewhere() {
    assert_seen("I5: shares do not add up", || {
        PoolAssets::mint_into(0, &BOB, 1).expect("the shares exist");
    });
}

#[test]
fn i5_sees_a_share_too_few_in_the_record() {
    assert_seen("I5: shares do not add up", || change(|pool| pool.total_shares -= 1));
}

#[test]
fn i6_sees_missing_locked_shares() {
    assert_seen("I6: locked shares are missing", || {
        change(|pool| {
            pool.locked_shares = LOCKED - 1;
            pool.total_shares -= 1;
        })
    });
}

#[test]
fn i6_sees_a_pool_with_shares_that_is_empty_on_one_side() {
    assert_seen("I6: a pool is empty on one side", || {
        change(|pool| pool.reserves[1] = 0);
    });
}

#[test]
fn i6_sees_reserves_without_shares() {
    with_pool().build_and_execute(|| {
        create(BOB, [TIDE, BTC]).expect("the pool can be created");
        hypothetically!({
            change(|pool| pool.reserves[0] -= 5);
            let mut second = pool(1);
            second.reserves[0] = 5;
            Pools::<Test>::insert(1, second);
            let message = "I6: a pool is empty on one side";
            assert_eq!(Amm::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
    });
}

#[test]
fn i7_sees_a_deposit_for_no_pool() {
    assert_seen("I7: a deposit is for no pool", || {
        PoolDeposits::<Test>::insert(9, (BOB, 0));
    });
}

#[test]
fn i7_sees_deposits_that_are_more_than_there_can_be() {
    assert_seen("I7: the deposits overflow", || {
        PoolDeposits::<Test>::insert(0, (ALICE, Balance::MAX));
    });
}

#[test]
fn i7_sees_a_deposit_that_is_held_on_somebody_else() {
    assert_seen("I7: a deposit is not held", || {
        PoolDeposits::<Test>::mutate(0, |deposit| {
            deposit.as_mut().expect("the pool has a deposit").0 = BOB;
        });
    });
}

#[test]
fn i7_sees_a_pool_without_a_deposit() {
    with_pool().build_and_execute(|| {
        hypothetically!({
            PoolDeposits::<Test>::remove(0);
            let message = "I7: a pool has no deposit";
            assert_eq!(Amm::check_invariants(), Err(TryRuntimeError::Other(message)));
        });
    });
}

#[test]
fn i8_sees_a_vault_that_lives_by_its_balance_alone() {
    assert_seen("I8: the vault lives by its balance alone", || {
        System::dec_providers(&Amm::vault()).expect("the vault has a second provider");
    });
}

#[test]
fn i9_sees_a_currency_counted_in_too_many_or_too_few_pools() {
    let message = "I9: pools are miscounted";
    for asset in [TIDE, USD] {
        assert_seen(message, || change_holding(&asset, |holding| holding.pools += 1));
        assert_seen(message, || change_holding(&asset, |holding| holding.pools -= 1));
    }
}

#[test]
fn i9_sees_a_pooled_asset_that_is_not_held() {
    assert_seen("I9: a pooled asset can be destroyed", || {
        let reason = RuntimeHoldReason::from(HoldReason::Cushion);
        let (vault, exactly) = (Amm::vault(), Precision::Exact);
        let released = <Test as crate::Config>::Holds::release(USD, &reason, &vault, 1, exactly);
        assert_eq!(released, Ok(1));
    });
}

fn owe(who: AccountId, amount: Balance) {
    let losses = Losses { age: 0, left: WHOLE };
    Debts::<Test>::insert(who, USD, Debt { amount, losses });
}

#[test]
fn i10_sees_a_debt_that_is_in_no_total() {
    assert_seen("I10: the debts are more than their total", || owe(BOB, 1));
}

#[test]
fn i10_sees_debts_that_are_more_than_there_can_be() {
    assert_seen("I10: the debts overflow", || {
        owe(ALICE, Balance::MAX);
        owe(BOB, 1);
    });
}

#[test]
fn i11_sees_bounds_out_of_range() {
    assert_seen("I11: default bounds out of range", || {
        DefaultTerms::<Test>::put(tidewater_primitives::apis::amm::Terms {
            protocol_fee_bps: 2_501,
            ..terms::DEFAULT
        })
    });
    assert_seen("I11: a pool's bounds are out of range", || {
        change(|pool| pool.terms.max_trade_bps = 3_334)
    });
}

#[test]
fn i11_sees_a_fee_pool_that_is_closed_or_the_wrong_one() {
    assert_seen("I11: a fee pool is closed", || FeePools::<Test>::insert(USD, 2));
    assert_seen("I11: a fee pool does not hold both currencies", || {
        FeePools::<Test>::insert(USD, 1)
    });
}

#[test]
fn i12_sees_changes_of_what_is_not_there_or_has_not_happened() {
    assert_seen("I12: bounds of a pool that is closed were changed", || {
        TermsChangedAt::<Test>::insert(Some(2), 1)
    });
    for record in [None, Some(0)] {
        assert_seen("I12: bounds were changed in a block to come", || {
            TermsChangedAt::<Test>::insert(record, 2)
        });
    }
}
