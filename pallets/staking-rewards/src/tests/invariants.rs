//! Each invariant sees the state it forbids. What is corrupted here is undone after each look.

use super::support::*;
use frame_support::{
    hypothetically,
    traits::{fungibles::MutateHold, tokens::Precision},
};
use sp_runtime::TryRuntimeError;

/// With `corrupt` done to a programme with two stakers and two streams, the invariants say `message`.
fn assert_seen(message: &'static str, corrupt: impl FnOnce()) {
    with_programme(LP, || {
        assert_ok!(open(0, TIDE, 10, 50));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(CAROL, 0, 1, 500));
        pass(7);
        assert_ok!(stake(BOB, 0, 1, 500));
        assert_ok!(claim(CAROL, 0, 0));
        hypothetically!({
            corrupt();
            let seen = StakingRewards::check_invariants();
            assert_eq!(seen, Err(TryRuntimeError::Other(message)));
        });
    });
}

fn change(change: impl FnOnce(&mut Programme<AccountId>)) {
    let mut changed = programme(0);
    change(&mut changed);
    Programmes::<Test>::insert(0, changed);
}

fn change_stream(at: StreamIndex, change: impl FnOnce(&mut Stream<AccountId>)) {
    let mut changed = stream(0, at);
    change(&mut changed);
    Streams::<Test>::insert(0, at, changed);
}

fn change_position(who: AccountId, change: impl FnOnce(&mut Position)) {
    let mut changed = Positions::<Test>::get(who, 0).expect("there is one");
    change(&mut changed);
    Positions::<Test>::insert(who, 0, changed);
}

#[test]
fn i1_sees_a_programme_beyond_the_next_id() {
    assert_seen("I1: a programme is beyond the next id", || NextProgrammeId::<Test>::put(0));
}

#[test]
fn i1_sees_a_missing_stream_and_one_too_many() {
    assert_seen("I1: a stream is missing", || Streams::<Test>::remove(0, 1));
    assert_seen("I1: a stream is in no programme", || {
        Streams::<Test>::insert(0, 2, stream(0, 1));
    });
    assert_seen("I1: a stream is in no programme", || {
        Streams::<Test>::insert(7, 0, stream(0, 1));
    });
}

#[test]
fn i2_sees_totals_that_are_not_those_of_the_positions() {
    assert_seen("I2: stakes do not add up", || change(|p| p.total_staked += 1));
    assert_seen("I2: powers do not add up", || change(|p| p.total_power += 1));
    assert_seen("I2: a position has another power than its stakes", || {
        change_position(BOB, |position| position.power += 1);
        change(|p| p.total_power += 1);
    });
    assert_seen("I2: a position is in no programme", || {
        let position = Positions::<Test>::get(BOB, 0).expect("there is one");
        Positions::<Test>::insert(BOB, 9, position);
    });
}

#[test]
fn i3_sees_an_empty_position() {
    assert_seen("I3: a position is empty", || {
        Positions::<Test>::insert(ALICE, 0, Position::default());
    });
}

#[test]
fn i3_sees_an_earning_of_no_stream() {
    assert_seen("I3: an earning is of no stream", || {
        change_position(BOB, |position| {
            position.earnings.try_push(Default::default()).expect("there is room");
        });
    });
}

#[test]
fn i3_sees_a_stake_in_no_tier() {
    assert_seen("I3: a stake is in no tier", || {
        change_position(BOB, |position| {
            position.stakes.try_push(Default::default()).expect("there is room");
        });
    });
}

#[test]
fn i3_sees_a_stake_below_the_minimum() {
    assert_seen("I3: a stake is below the minimum", || change(|p| p.min_stake = 501));
}

#[test]
fn i4_sees_a_stake_that_is_not_held() {
    assert_seen("I4: a stake is not held", || {
        let reason = RuntimeHoldReason::from(HoldReason::Staked);
        assert_ok!(Holds::release(LP, &reason, &BOB, 1, Precision::Exact));
    });
    assert_seen("I4: a stake is not held", || {
        let reason = RuntimeHoldReason::from(HoldReason::Staked);
        assert_ok!(Holds::hold(LP, &reason, &BOB, 1));
    });
}

#[test]
fn i5_sees_a_deposit_that_is_not_held() {
    assert_seen("I5: a deposit is not held", || change(|p| p.deposit += 1));
    assert_seen("I5: nobody has paid a deposit", || change(|p| p.creator = None));
}

#[test]
fn i6_sees_what_is_owed_not_add_up() {
    assert_seen("I6: what is owed does not add up", || {
        change_stream(0, |stream| stream.owed += U256::one());
    });
    assert_seen("I6: what is owed does not add up", || {
        change_position(BOB, |position| position.earnings[0].owed -= U256::one());
    });
}

#[test]
fn i7_sees_more_owed_than_emitted() {
    let whole = U256::from(GRAINS);
    assert_seen("I7: more is owed than was emitted", || {
        change_stream(0, |stream| stream.emitted -= whole);
    });
    assert_seen("I7: more is owed than was emitted", || {
        change_stream(1, |stream| stream.index += U256::one() << 128);
    });
    assert_seen("I7: more is owed than was emitted", || {
        change_stream(0, |stream| stream.paid += 1)
    });
}

#[test]
fn i7_sees_more_given_back_than_put_in() {
    assert_seen("I7: more was given back than put in", || {
        change_stream(0, |stream| stream.refunded = stream.funded + 1);
    });
}

#[test]
fn i7_sees_more_emitted_than_put_in() {
    assert_seen("I7: more is emitted than there", || {
        change_stream(0, |stream| stream.emitted += U256::from(10_000 * GRAINS));
    });
}

#[test]
fn i8_sees_a_stream_that_is_not_funded() {
    assert_seen("I8: a stream is not funded", || change_stream(0, |stream| stream.end += 1));
    assert_seen("I8: a stream is not funded", || change_stream(1, |stream| stream.refunded += 1));
}

#[test]
fn i8_sees_a_stream_that_emits_too_much() {
    assert_seen("I8: a stream emits more than it may", || {
        change_stream(0, |stream| {
            stream.rate = 201 * GRAINS;
            stream.end = now() + 1;
        });
    });
}

#[test]
fn i9_sees_a_pot_that_has_less_than_its_ledgers() {
    assert_seen("I9: the pot has less than the ledgers say", || {
        assert_ok!(Assets::burn(by(OWNER), 1, StakingRewards::pot_account(), 1));
    });
    assert_seen("I9: a currency has no cushion", || Pots::<Test>::remove(USD));
}

#[test]
fn i10_sees_miscounted_streams_and_an_asset_that_can_be_destroyed() {
    assert_seen("I10: streams are miscounted", || {
        Pots::<Test>::mutate_extant(TIDE, |pot| pot.streams += 1);
    });
    assert_seen("I10: an asset of rewards can be destroyed", || {
        let reason = RuntimeHoldReason::from(HoldReason::Cushion);
        let account = StakingRewards::pot_account();
        assert_ok!(Holds::release(USD, &reason, &account, 1, Precision::Exact));
    });
}

#[test]
fn i11_sees_a_closed_programme_that_runs() {
    assert_seen("I11: a stream of a closed programme runs", || {
        change(|p| p.status = ProgrammeStatus::Closed { at: 3 });
    });
}

#[test]
fn i11_sees_a_stream_ahead_of_its_time() {
    assert_seen("I11: a stream is ahead of its time", || {
        change_stream(0, |stream| stream.last = now() + 1);
    });
    assert_seen("I11: a stream ends before it starts", || {
        change_stream(0, |stream| stream.start = stream.end + 1);
    });
}

#[test]
fn i12_sees_a_pot_that_lives_by_its_balance() {
    assert_seen("I12: the pot lives by its balance alone", || {
        assert_ok!(System::dec_providers(&StakingRewards::pot_account()));
    });
}

#[test]
fn i12_sees_an_income_account_that_lives_by_its_balance() {
    assert_seen("I12: the income account lives by its balance alone", || {
        assert_ok!(System::dec_providers(&StakingRewards::income_account()));
    });
}

#[test]
fn i13_sees_an_income_stream_that_is_none() {
    assert_seen("I13: the income stream is in no programme", || {
        IncomeStream::<Test>::put((1, 0));
    });
    assert_seen("I13: the income stream does not exist", || IncomeStream::<Test>::put((0, 2)));
    assert_seen("I13: the income stream does not pay TIDE", || IncomeStream::<Test>::put((0, 0)));
}

#[test]
fn i14_sees_a_sweep_route_that_does_not_lead_to_tide() {
    let put = |asset: CurrencyId, hops: &[Hop]| {
        SweepRoutes::<Test>::insert(asset, BoundedVec::truncate_from(hops.to_vec()));
    };
    assert_seen("I14: a sweep route is of TIDE", || put(TIDE, &[hop(0, TIDE)]));
    assert_seen("I14: a sweep route does not lead to TIDE", || put(USD, &[hop(0, BTC)]));
    assert_seen("I14: a sweep route does not lead to TIDE", || put(USD, &[]));
}
