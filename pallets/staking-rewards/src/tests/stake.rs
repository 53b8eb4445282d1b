//! Staking.

use super::support::*;
use frame_support::traits::{LockableCurrency, WithdrawReasons};

#[test]
fn a_stake_is_held_in_its_owners_account_and_earns_from_the_next_block_on() {
    for currency in [TIDE, USD, BTC, LP] {
        with_programme(currency.clone(), || {
            assert_ok!(stake(BOB, 0, 0, 1_024));
            let event = Event::Staked {
                programme_id: 0,
                who: BOB,
                tier: 0,
                amount: 1_024,
                stake: 1_024,
                unlock: 1,
                total_staked: 1_024,
                total_power: 1_024 * 10_000,
            };
            assert_eq!(last_event(), event);
            assert_eq!(held(&currency, BOB), 1_024);
            assert_eq!(balance(&currency, BOB), FORTUNE - 1_024);
            assert_eq!(Currencies::total_balance(currency.clone(), &BOB), FORTUNE);
            assert_eq!(claimable(BOB, 0, 0), 0);
            pass(1);
            assert_eq!(claimable(BOB, 0, 0), 100);
        });
    }
}

#[test]
fn stakes_share_a_stream_by_their_power() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(CAROL, 0, 1, 1_500));
        pass(1);
        // 1,000 at once, 1,500 twice.
        assert_eq!([claimable(BOB, 0, 0), claimable(CAROL, 0, 0)], [24, 74]);
        pass(3);
        assert_eq!([claimable(BOB, 0, 0), claimable(CAROL, 0, 0)], [99, 299]);
    });
}

#[test]
fn adding_to_a_stake_locks_all_of_it_anew() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 100));
        assert_eq!(Positions::<Test>::get(BOB, 0).map(|p| p.stake(1).unlock), Some(31));
        pass(10);
        assert_ok!(stake(BOB, 0, 1, 1));
        assert_eq!(Positions::<Test>::get(BOB, 0).map(|p| p.stake(1).unlock), Some(41));
        assert_ok!(stake(BOB, 0, 0, 7));
        assert_eq!(held(&LP, BOB), 108);
        let position = Positions::<Test>::get(BOB, 0).expect("there is one");
        assert_eq!(position.stake(0).amount, 7);
        assert_eq!(position.power, 7 * 10_000 + 101 * 20_000);
    });
}

#[test]
fn one_hold_stands_for_all_stakes_of_a_currency() {
    with_programme(LP, || {
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(stake(BOB, 0, 0, 100));
        assert_ok!(stake(BOB, 0, 1, 10));
        assert_ok!(stake(BOB, 1, 0, 1));
        assert_eq!(held(&LP, BOB), 111);
        assert_ok!(unstake(BOB, 0, 0, 100));
        assert_eq!(held(&LP, BOB), 11);
    });
}

#[test]
fn nothing_is_not_a_stake() {
    with_programme(LP, || {
        assert_noop!(stake(BOB, 0, 0, 0), Error::<Test>::ZeroAmount);
    });
}

#[test]
fn a_stake_needs_a_programme_that_is_open_and_a_tier() {
    with_programme(LP, || {
        assert_noop!(stake(BOB, 1, 0, 10), Error::<Test>::ProgrammeNotFound);
        assert_noop!(stake(BOB, 0, 2, 10), Error::<Test>::TierNotFound);
        assert_ok!(close(ALICE, 0));
        assert_noop!(stake(BOB, 0, 0, 10), Error::<Test>::ProgrammeClosed);
    });
}

#[test]
fn the_minimum_balance_stays_free() {
    for (currency, least) in [(TIDE, EXISTENTIAL_DEPOSIT), (USD, 1), (BTC, MIN_BTC), (LP, 1)] {
        with_programme(currency.clone(), || {
            let most = StakingRewards::max_stakeable(BOB, currency.clone());
            assert_eq!(most, FORTUNE - least);
            assert_noop!(stake(BOB, 0, 0, FORTUNE + 1), Error::<Test>::StakeAboveBalance);
            assert_noop!(stake(BOB, 0, 0, most + 1), Error::<Test>::MinimumBalanceStays);
            assert_ok!(stake(BOB, 0, 0, most));
            assert_eq!(StakingRewards::max_stakeable(BOB, currency.clone()), 0);
            assert_noop!(stake(BOB, 0, 0, 1), Error::<Test>::MinimumBalanceStays);
        });
    }
}

#[test]
fn a_stake_below_the_minimum_is_refused_in_each_tier() {
    ExtBuilder::default().build_and_execute(|| {
        let list = tiers(&[FREE, LOCKED]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), LP, 100, 1, list));
        assert_noop!(stake(BOB, 0, 0, 99), Error::<Test>::StakeBelowMinimum);
        assert_ok!(stake(BOB, 0, 0, 100));
        assert_noop!(stake(BOB, 0, 1, 99), Error::<Test>::StakeBelowMinimum);
        assert_ok!(stake(BOB, 0, 0, 1));
    });
}

#[test]
fn an_account_without_any_of_it_has_nothing_to_stake() {
    with_programme(LP, || {
        assert_noop!(stake(77, 0, 0, 1), Error::<Test>::StakeAboveBalance);
    });
}

/// More than 128 bits of power cannot be added up.
#[test]
fn a_stake_that_is_too_large_is_refused_and_others_can_leave() {
    with_programme(ETH, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        let most = Balance::MAX / 10_000 - 1_000;
        assert_ok!(Assets::mint(by(OWNER), 3, CAROL, most));
        assert_noop!(stake(CAROL, 0, 0, most + 1), Error::<Test>::StakeTooLarge);
        assert_noop!(stake(CAROL, 0, 1, most), Error::<Test>::StakeTooLarge);
        assert_ok!(stake(CAROL, 0, 0, most));
        pass(5);
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_ok!(unstake(CAROL, 0, 0, most));
    });
}

/// TIDE that is frozen for a vote is staked at the same time.
#[test]
fn tide_that_votes_can_be_staked() {
    with_programme(TIDE, || {
        Balances::set_lock(*b"pyconvot", &BOB, FORTUNE, WithdrawReasons::all());
        assert_ok!(stake(BOB, 0, 0, FORTUNE - EXISTENTIAL_DEPOSIT));
        assert_eq!(Currencies::total_balance(TIDE, &BOB), FORTUNE);
        pass(1);
        assert_ok!(unstake(BOB, 0, 0, FORTUNE - EXISTENTIAL_DEPOSIT));
    });
}

#[test]
fn staking_and_unstaking_in_one_block_earns_nothing() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1));
        pass(7);
        assert_ok!(stake(CAROL, 0, 0, FORTUNE - 1));
        assert_ok!(unstake(CAROL, 0, 0, FORTUNE - 1));
        assert_eq!(Positions::<Test>::get(CAROL, 0), None);
        assert_eq!(claimable(BOB, 0, 0), 700);
    });
}

#[test]
fn two_accounts_that_split_a_stake_earn_no_more_than_one() {
    let earned = |stakes: &[(AccountId, Balance)]| {
        let mut total = 0;
        with_programme(LP, || {
            assert_ok!(stake(ALICE, 0, 0, 12_347));
            for (who, amount) in stakes {
                assert_ok!(stake(*who, 0, 0, *amount));
            }
            pass(33);
            total = stakes.iter().map(|(who, _)| claimable(*who, 0, 0)).sum();
        });
        total
    };
    for [a, b] in [[1, 1], [100, 3_331], [9_999, 1], [77_777, 11_111]] {
        assert!(earned(&[(BOB, a), (CAROL, b)]) <= earned(&[(BOB, a + b)]));
    }
}

#[test]
fn nothing_is_emitted_below_the_minimum_total() {
    ExtBuilder::default().build_and_execute(|| {
        let list = tiers(&[FREE, LOCKED]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), LP, 1, 1_000, list));
        assert_ok!(open(0, USD, 100, 100));
        assert_ok!(stake(BOB, 0, 1, 999));
        pass(10);
        assert_eq!(claimable(BOB, 0, 0), 0);
        assert_ok!(stake(CAROL, 0, 0, 1));
        pass(10);
        assert_ok!(unstake(CAROL, 0, 0, 1));
        pass(1_000);
        assert_eq!(claimable(BOB, 0, 0), 999);
        assert_ok!(StakingRewards::refund(by(ALICE), 0, 0));
        // Of 100 blocks ten have paid.
        assert_eq!(stream(0, 0).refunded, 9_000);
    });
}
