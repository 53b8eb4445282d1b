//! Creating a programme.

use super::support::*;
use sp_runtime::TokenError;

#[test]
fn a_programme_is_kept_as_it_was_asked_for_and_its_deposit_is_held() {
    ExtBuilder::default().build_and_execute(|| {
        let list = tiers(&[FREE, LOCKED]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), LP, 5, 50, list.clone()));
        assert_eq!(
            last_event(),
            Event::ProgrammeCreated {
                programme_id: 0,
                creator: Some(ALICE),
                staked: LP,
                min_stake: 5,
                min_total: 50,
                tiers: list.clone(),
            }
        );
        let expected = Programme {
            staked: LP,
            creator: Some(ALICE),
            deposit: DEPOSIT,
            status: ProgrammeStatus::Open,
            listed: false,
            locks_lifted: false,
            min_stake: 5,
            min_total: 50,
            tiers: list,
            streams: 0,
            total_staked: 0,
            total_power: 0,
        };
        assert_eq!(programme(0), expected);
        assert_eq!(balance(&TIDE, ALICE), FORTUNE - DEPOSIT);
        assert_ok!(create(USD, &[FREE]));
        assert_eq!(NextProgrammeId::<Test>::get(), 2);
    });
}

#[test]
fn every_kind_of_currency_can_be_staked() {
    ExtBuilder::default().build_and_execute(|| {
        for currency in [TIDE, USD, BTC, LP] {
            assert_ok!(create(currency, &[FREE]));
        }
    });
}

#[test]
fn it_fails_for_a_currency_that_does_not_exist() {
    ExtBuilder::default().build_and_execute(|| {
        let [asset, shares] = [77, (1 << 31) + 77].map(NativeOrWithId::WithId);
        assert_noop!(create(asset, &[FREE]), Error::<Test>::UnknownCurrency);
        assert_noop!(create(shares, &[FREE]), Error::<Test>::UnknownCurrency);
    });
}

#[test]
fn it_fails_without_minima() {
    ExtBuilder::default().build_and_execute(|| {
        for (stake, total) in [(0, 1), (1, 0)] {
            let list = tiers(&[FREE]);
            let asked = StakingRewards::create_programme(by(ALICE), TIDE, stake, total, list);
            assert_noop!(asked, Error::<Test>::ZeroMinimum);
        }
    });
}

#[test]
fn it_fails_with_tiers_outside_the_bounds() {
    ExtBuilder::default().build_and_execute(|| {
        let tier = |blocks, multiplier_bps| Tier { blocks, multiplier_bps };
        assert_noop!(create(TIDE, &[]), Error::<Test>::NoTiers);
        let out_of_range = [
            tier(0, 9_999),
            tier(0, 10_001),
            tier(1, 9_999),
            tier(1, MAX_MULTIPLIER + 1),
            tier(MAX_LOCK + 1, 10_000),
        ];
        for tier in out_of_range {
            assert_noop!(create(TIDE, &[tier]), Error::<Test>::TierOutOfRange);
        }
        assert_ok!(create(TIDE, &[tier(MAX_LOCK, MAX_MULTIPLIER)]));
    });
}

#[test]
fn it_fails_with_tiers_out_of_order() {
    ExtBuilder::default().build_and_execute(|| {
        let tier = |blocks, multiplier_bps| Tier { blocks, multiplier_bps };
        let unsorted = [
            [tier(2, 10_000), tier(1, 10_000)],
            [tier(1, 10_000), tier(1, 20_000)],
            [tier(1, 20_000), tier(2, 10_000)],
        ];
        for list in unsorted {
            assert_noop!(create(TIDE, &list), Error::<Test>::TiersNotSorted);
        }
    });
}

#[test]
fn it_fails_for_who_cannot_pay_the_deposit() {
    ExtBuilder::default().build_and_execute(|| {
        let most = DEPOSIT + EXISTENTIAL_DEPOSIT;
        assert_ok!(Balances::transfer_allow_death(by(BOB), ALICE, FORTUNE - most + 1));
        let asked = |who| StakingRewards::create_programme(by(who), TIDE, 1, 1, tiers(&[FREE]));
        assert_noop!(asked(BOB), TokenError::FundsUnavailable);
        assert_ok!(Balances::transfer_allow_death(by(ALICE), BOB, 1));
        assert_ok!(asked(BOB));
    });
}

#[test]
fn the_last_id_is_never_given_out_twice() {
    ExtBuilder::default().build_and_execute(|| {
        NextProgrammeId::<Test>::put(ProgrammeId::MAX);
        assert_noop!(create(TIDE, &[FREE]), Error::<Test>::TooManyProgrammes);
    });
}
