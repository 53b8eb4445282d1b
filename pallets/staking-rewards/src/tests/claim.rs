//! Claiming.

use super::support::*;
use sp_runtime::TokenError;

#[test]
fn a_claim_pays_all_whole_units_and_keeps_the_fraction() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(CAROL, 0, 0, 2_000));
        pass(1);
        assert_ok!(claim(BOB, 0, 0));
        let event = Event::Claimed {
            programme_id: 0,
            stream: 0,
            who: BOB,
            currency: USD,
            amount: 33,
            paid: 33,
        };
        assert_eq!(last_event(), event);
        assert_eq!(balance(&USD, BOB), FORTUNE + 33);
        assert_noop!(claim(BOB, 0, 0), Error::<Test>::NothingToClaim);
        for _ in 0..10 {
            pass(1);
            assert_ok!(claim(BOB, 0, 0));
        }
        // 11 times 33 and a third.
        assert_eq!(balance(&USD, BOB), FORTUNE + 366);
    });
}

#[test]
fn each_stream_is_claimed_by_itself() {
    with_programme(LP, || {
        assert_ok!(open(0, BTC, 20, 50));
        assert_ok!(stake(BOB, 0, 0, 10));
        pass(5);
        assert_ok!(claim(BOB, 0, 1));
        assert_eq!([balance(&USD, BOB), balance(&BTC, BOB)], [FORTUNE, FORTUNE + 100]);
        pass(5);
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!([balance(&USD, BOB), balance(&BTC, BOB)], [FORTUNE + 1_000, FORTUNE + 100]);
        assert_eq!(claimable(BOB, 0, 1), 100);
    });
}

#[test]
fn a_stream_that_was_opened_after_the_stake_pays_from_its_beginning() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 10));
        pass(5);
        assert_ok!(open(0, BTC, 20, 50));
        assert_ok!(open(0, ETH, 30, 50));
        pass(5);
        // The last one first: nothing was settled of the one between.
        assert_ok!(claim(BOB, 0, 2));
        assert_ok!(claim(BOB, 0, 1));
        assert_eq!([balance(&BTC, BOB), balance(&ETH, BOB)], [FORTUNE + 100, FORTUNE + 150]);
    });
}

#[test]
fn nothing_is_paid_to_who_has_earned_nothing() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 10));
        assert_noop!(claim(BOB, 0, 0), Error::<Test>::NothingToClaim);
        assert_noop!(claim(CAROL, 0, 0), Error::<Test>::NothingToClaim);
        assert_noop!(claim(BOB, 0, 1), Error::<Test>::StreamNotFound);
        assert_noop!(claim(BOB, 1, 0), Error::<Test>::ProgrammeNotFound);
    });
}

#[test]
fn anybody_can_have_a_reward_paid_to_the_one_who_earned_it() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 10));
        pass(5);
        let carol = balance(&USD, CAROL);
        assert_ok!(StakingRewards::claim_for(by(CAROL), 0, 0, BOB));
        assert_eq!(balance(&USD, BOB), FORTUNE + 500);
        assert_eq!(balance(&USD, CAROL), carol);
    });
}

/// Someone who has only the shares, and cannot hold an asset that is not sufficient.
#[test]
fn an_account_that_cannot_take_the_reward_loses_nothing() {
    with_programme(LP, || {
        let dora = 44;
        assert_ok!(open(0, BTC, 20, 50));
        assert_ok!(Balances::transfer_allow_death(by(BOB), dora, 2 * EXISTENTIAL_DEPOSIT));
        assert_ok!(PoolAssets::transfer(by(BOB), 0, dora, 100));
        assert_ok!(stake(dora, 0, 0, 64));
        // Below the minimum balance of BTC.
        pass(2);
        let pay = || StakingRewards::claim_for(by(BOB), 0, 1, dora);
        assert_noop!(pay(), TokenError::BelowMinimum);
        assert_eq!(claimable(dora, 0, 1), 40);
        pass(1);
        assert_ok!(pay());
        assert_eq!(balance(&BTC, dora), 60);
    });
}

/// TIDE below the existential deposit cannot be given to an account that has none.
#[test]
fn a_reward_that_would_be_reaped_stays_claimable() {
    with_programme(USD, || {
        let dora = 44;
        assert_ok!(open(0, TIDE, 2, 100));
        assert_ok!(Assets::transfer(by(BOB), 1, dora, 1_000));
        assert_ok!(stake(dora, 0, 0, 512));
        pass(4);
        let pay = || StakingRewards::claim_for(by(BOB), 0, 1, dora);
        assert_noop!(pay(), TokenError::BelowMinimum);
        pass(1);
        assert_ok!(pay());
        assert_eq!(balance(&TIDE, dora), EXISTENTIAL_DEPOSIT);
    });
}

/// Many actions after the end succeed, and together they pay what was put in.
#[test]
fn after_the_end_everything_can_be_claimed_once() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(CAROL, 0, 0, 2_000));
        pass(1_000);
        assert_ok!(claim(BOB, 0, 0));
        pass(1);
        assert_ok!(unstake(BOB, 0, 0, 500));
        pass(1);
        assert_ok!(unstake(CAROL, 0, 0, 2_000));
        assert_ok!(stake(CAROL, 0, 0, 7));
        assert_ok!(claim(CAROL, 0, 0));
        assert_noop!(claim(BOB, 0, 0), Error::<Test>::NothingToClaim);
        assert_eq!(balance(&USD, BOB) + balance(&USD, CAROL), 2 * FORTUNE + 10_000 - 1);
        assert_ok!(unstake(BOB, 0, 0, 500));
        assert_ok!(unstake(CAROL, 0, 0, 7));
        // The dust of rounding, once nobody stakes any more.
        assert_ok!(StakingRewards::refund(by(ALICE), 0, 0));
        assert_eq!(stream(0, 0).refunded, 1);
        assert_eq!(stream(0, 0).pot(), 0);
    });
}
