//! What has gone wrong elsewhere, and what was found here, each by its name.

use super::support::*;

/// `pallet-asset-rewards` 0.12 (polkadot-sdk PR 13208): the second action after the end subtracted the
/// clock from the end, every later one failed too, and all stakes were frozen for good.
#[test]
fn polkadot_sdk_13208_stakes_leave_after_the_end_however_many_actions_came_before() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(CAROL, 0, 0, 1_000));
        pass(100);
        for _ in 0..5 {
            pass(1);
            assert_ok!(unstake(BOB, 0, 0, 1));
            assert_ok!(stake(BOB, 0, 0, 2));
            pass(1);
            assert_ok!(unstake(CAROL, 0, 0, 1));
        }
        for who in [BOB, CAROL] {
            assert_ok!(StakingRewards::claim_for(by(ALICE), 0, 0, who));
            assert_eq!(balance(&USD, who), FORTUNE + 5_000);
            let staked = held(&LP, who);
            assert_ok!(unstake(who, 0, 0, staked));
            assert_eq!(balance(&LP, who), FORTUNE);
        }
    });
}

/// `pallet-asset-rewards` scales by 4,096: one unit of a currency of six decimals a block over 10^22
/// staked units moved nothing, while the clock went on. Anybody could force it by coming often.
#[test]
fn a_scale_of_4096_small_rewards_over_large_stakes_are_earned_however_often_somebody_comes() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(ETH, &[FREE]));
        assert_ok!(open(0, USD, 1, 1_000));
        let huge = 10u128.pow(30);
        for who in [BOB, CAROL] {
            assert_ok!(Assets::mint(by(OWNER), 3, who, huge));
            assert_ok!(stake(who, 0, 0, huge));
        }
        for _ in 0..1_000 {
            pass(1);
            // One comes in every block, and changes the stake, too.
            assert_ok!(stake(CAROL, 0, 0, 1));
            let _ = claim(CAROL, 0, 0);
        }
        assert!((499..=500).contains(&claimable(BOB, 0, 0)));
        assert!((FORTUNE + 499..=FORTUNE + 500).contains(&balance(&USD, CAROL)));
    });
}

/// The same from the other side: whoever has others' rewards paid often takes nothing from them.
#[test]
fn dust_is_not_lost_when_somebody_settles_for_another_in_every_block() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 3));
        assert_ok!(stake(CAROL, 0, 0, 997));
        for _ in 0..100 {
            pass(1);
            let _ = StakingRewards::claim_for(by(ALICE), 0, 0, BOB);
        }
        // 3 thousandths of 100 in each of 100 blocks; the last fraction is still owed.
        assert!((29..=30).contains(&(balance(&USD, BOB) - FORTUNE)));
    });
}

/// `pallet-asset-rewards` works out a new pool in its harvest and never stores it.
#[test]
fn a_claim_is_stored_and_a_second_one_pays_nothing() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!((stream(0, 0).last, stream(0, 0).paid), (11, 1_000));
        assert_eq!(stream(0, 0).owed, U256::zero());
        assert_noop!(claim(BOB, 0, 0), Error::<Test>::NothingToClaim);
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_noop!(claim(BOB, 0, 0), Error::<Test>::NothingToClaim);
    });
}

/// `pallet-asset-rewards` never compares a rate with what is in the pot.
#[test]
fn an_unfunded_pot_cannot_be_promised() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        let set = |rate, end| StakingRewards::set_stream(by(ALICE), 0, 0, rate, end);
        assert_noop!(set(100 * GRAINS, 102), Error::<Test>::Underfunded);
        // What another stream or programme has in the same pot does not count.
        assert_ok!(create(USD, &[FREE]));
        assert_ok!(open(1, USD, 1_000, 100));
        assert_noop!(set(100 * GRAINS, 102), Error::<Test>::Underfunded);
        pass(1_000);
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!(balance(&USD, BOB), FORTUNE + 10_000);
        assert_eq!(stream(1, 0).pot(), 100_000);
    });
}

/// Acala, 14 August 2022: a reward parameter with too many zeros issued 1.3 billion aUSD.
#[test]
fn acala_2022_a_rate_with_too_many_zeros_mints_nothing_and_is_refused() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        let issued = Assets::total_supply(1);
        let set = |who, rate, end| StakingRewards::set_stream(who, 0, 0, rate, end);
        pass(PERIOD);
        for who in [by(ALICE), root()] {
            let refused = set(who.clone(), 100_000_000 * GRAINS, 101);
            assert_noop!(refused, Error::<Test>::RateRaisedTooFast);
            assert_noop!(set(who, 201 * GRAINS, 12), Error::<Test>::RateRaisedTooFast);
        }
        // The worst that can be set: twice as much, and no more than a fifth of it all in a period.
        assert_ok!(set(by(ALICE), 200 * GRAINS, 56));
        pass(PERIOD);
        assert_noop!(set(by(ALICE), 201 * GRAINS, 40), Error::<Test>::RateAboveCap);
        assert_eq!(claimable(BOB, 0, 0), 1_000 + 2_000);
        assert_ok!(StakingRewards::close(root(), 0));
        assert_ok!(claim(BOB, 0, 0));
        assert_eq!(Assets::total_supply(1), issued);
    });
}

/// Compound, proposal 62, September 2021: an error in the books exposed all that the payer held. Here
/// whatever a position says, a stream pays no more than was put into it.
#[test]
fn compound_62_a_wrong_book_takes_no_more_than_its_own_stream_has() {
    use frame_support::hypothetically;
    with_programme(LP, || {
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(open(1, USD, 1_000, 100));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(1);
        hypothetically!({
            Positions::<Test>::mutate(BOB, 0, |position| {
                let position = position.as_mut().expect("there is one");
                position.earnings[0].owed = U256::from(50_000u32) * U256::from(GRAINS);
            });
            assert_noop!(claim(BOB, 0, 0), Error::<Test>::LedgerShort);
            assert_ok!(unstake(BOB, 0, 0, 1_000));
        });
    });
}

/// Donation sniping (Sherlock 2023-12 Arcadia 48): a reward that arrives at once is taken by who stakes
/// just before. Nothing arrives at once here: see also `stream_in`.
#[test]
fn arcadia_48_a_top_up_is_no_step() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(10);
        assert_ok!(stake(CAROL, 0, 0, 999_000));
        assert_ok!(StakingRewards::fund(by(ALICE), 0, 0, 1_000_000));
        assert_ok!(unstake(CAROL, 0, 0, 999_000));
        assert_noop!(claim(CAROL, 0, 0), Error::<Test>::NothingToClaim);
        assert_eq!(claimable(BOB, 0, 0), 1_000);
        pass(1);
        assert_eq!(claimable(BOB, 0, 0), 1_100);
    });
}

/// One unit staked alone lifts an index as high as it gets. Whoever comes later is not the worse for it,
/// and nothing overflows.
#[test]
fn dust_shares_cannot_blow_up_an_index() {
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(LP, &[FREE]));
        let fortune = 10u128.pow(31);
        assert_ok!(Assets::mint(by(OWNER), 3, ALICE, fortune));
        assert_ok!(open(0, ETH, fortune / 100, 100));
        assert_ok!(stake(BOB, 0, 0, 1));
        pass(50);
        assert_ok!(stake(CAROL, 0, 0, 999_999));
        pass(50);
        let (bob, carol) = (claimable(BOB, 0, 0), claimable(CAROL, 0, 0));
        let whole = fortune / 100 * 50;
        assert!(bob >= whole && bob <= whole + whole / 1_000_000);
        assert!(carol <= whole && carol >= whole - whole / 1_000_000 - 1);
        assert_ok!(claim(CAROL, 0, 0));
        assert_ok!(unstake(CAROL, 0, 0, 999_999));
        assert_ok!(claim(BOB, 0, 0));
        assert_ok!(unstake(BOB, 0, 0, 1));
    });
}

/// An index near the end of its numbers wraps around, and nobody is kept from leaving.
#[test]
fn an_index_that_wraps_around_stops_nobody() {
    with_programme(LP, || {
        Streams::<Test>::mutate(0, 0, |stream| {
            stream.as_mut().expect("there is one").index = U256::MAX - U256::one();
        });
        assert_ok!(stake(BOB, 0, 0, 1_000));
        pass(10);
        assert_eq!(claimable(BOB, 0, 0), 1_000);
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert!(stream(0, 0).index < U256::MAX / 2);
        assert_ok!(claim(BOB, 0, 0));
    });
}

/// A stream whose refund goes to an account that cannot take it does not keep the others' from it.
#[test]
fn closing_does_not_depend_on_the_account_that_gets_the_rest() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 1_000));
        pass(1);
        assert_ok!(Assets::block(by(OWNER), 1, ALICE));
        assert_ok!(close(ALICE, 0));
        assert_ok!(unstake(BOB, 0, 1, 1_000));
        assert_ok!(claim(BOB, 0, 0));
        assert!(StakingRewards::refund(by(BOB), 0, 0).is_err());
        assert!(StakingRewards::remove_programme(by(BOB), 0).is_err());
        assert_ok!(Assets::thaw(by(OWNER), 1, ALICE));
        assert_ok!(StakingRewards::remove_programme(by(BOB), 0));
    });
}
