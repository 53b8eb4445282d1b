//! Staking a reward at once.

use super::support::*;

#[test]
fn a_reward_in_what_is_staked_is_staked() {
    with_programme(USD, || {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(3);
        assert_ok!(compound(BOB, 0, 0, 1, &[], 300));
        let event = Event::Staked {
            programme_id: 0,
            who: BOB,
            tier: 1,
            amount: 300,
            stake: 300,
            unlock: 34,
            total_staked: 1_324,
            total_power: 1_024 * 10_000 + 300 * 20_000,
        };
        assert_eq!(last_event(), event);
        assert_eq!(held(&USD, BOB), 1_324);
        assert_eq!(balance(&USD, BOB), FORTUNE - 1_024);
        assert_eq!(stream(0, 0).paid, 300);
        assert_noop!(compound(BOB, 0, 0, 0, &[], 0), Error::<Test>::NothingToClaim);
    });
}

#[test]
fn another_reward_goes_through_the_exchange() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(3);
        assert_noop!(compound(BOB, 0, 0, 0, &[LP], 0), DispatchError::Unavailable);
        PRICE.set(Some(50));
        let less = DispatchError::Other("the exchange pays less");
        assert_noop!(compound(BOB, 0, 0, 0, &[LP], 151), less);
        assert_ok!(compound(BOB, 0, 0, 0, &[BTC, LP], 150));
        assert_eq!(held(&LP, BOB), 1_174);
        assert_eq!([balance(&LP, BOB), balance(&USD, BOB)], [FORTUNE - 1_024, FORTUNE]);
    });
}

#[test]
fn a_route_that_does_not_lead_to_what_is_staked_is_refused() {
    with_programme(LP, || {
        PRICE.set(Some(50));
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(3);
        assert_noop!(compound(BOB, 0, 0, 0, &[], 0), Error::<Test>::WrongRoute);
        assert_noop!(compound(BOB, 0, 0, 0, &[BTC], 0), Error::<Test>::WrongRoute);
        assert_noop!(compound(BOB, 0, 0, 0, &[LP, USD], 0), Error::<Test>::WrongRoute);
    });
    with_programme(USD, || {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(3);
        assert_noop!(compound(BOB, 0, 0, 0, &[USD], 0), Error::<Test>::WrongRoute);
    });
}

#[test]
fn what_cannot_be_staked_is_not_compounded_and_stays_claimable() {
    ExtBuilder::default().build_and_execute(|| {
        let list = tiers(&[FREE]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), USD, 1_000, 1, list));
        assert_ok!(open(0, USD, 100, 100));
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(3);
        assert_noop!(compound(BOB, 0, 0, 0, &[], 301), Error::<Test>::AmountBelowMinimum);
        assert_noop!(compound(BOB, 0, 0, 1, &[], 0), Error::<Test>::TierNotFound);
        assert_noop!(compound(BOB, 0, 1, 0, &[], 0), Error::<Test>::StreamNotFound);
        assert_ok!(unstake(BOB, 0, 0, 1_024));
        assert_noop!(compound(BOB, 0, 0, 0, &[], 0), Error::<Test>::StakeBelowMinimum);
        assert_ok!(close(ALICE, 0));
        assert_noop!(compound(BOB, 0, 0, 0, &[], 0), Error::<Test>::ProgrammeClosed);
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!(balance(&USD, BOB), FORTUNE + 300);
    });
}
