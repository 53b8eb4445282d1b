//! What can be asked, and that it is what happens then.

use super::support::*;
use tidewater_primitives::apis::staking_rewards::{
    PositionInfo, ProgrammeInfo, StakeInfo, StreamInfo,
};

#[test]
fn a_programme_is_told_as_of_the_next_block() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 1, 1_000));
        pass(10);
        let stream = StreamInfo {
            currency: USD,
            refund_to: ALICE,
            rate: 100 * GRAINS,
            start: 1,
            end: 101,
            funded: 10_000,
            emitted: 1_100,
            paid: 0,
            refunded: 0,
            emitting: true,
        };
        let expected = ProgrammeInfo {
            programme_id: 0,
            staked: LP,
            creator: Some(ALICE),
            status: ProgrammeStatus::Open,
            listed: false,
            locks_lifted: false,
            min_stake: 1,
            min_total: 1,
            tiers: vec![FREE, LOCKED],
            total_staked: 1_000,
            total_power: 1_000 * 20_000,
            streams: vec![stream],
        };
        assert_eq!(StakingRewards::programme(0), Some(expected.clone()));
        assert_eq!(StakingRewards::programmes(0, 10), vec![expected]);
        assert_eq!(StakingRewards::programme(1), None);
        pass(90);
        let told = StakingRewards::programme(0).expect("there is one");
        assert_eq!((told.streams[0].emitting, told.streams[0].emitted), (false, 10_000));
    });
}

#[test]
fn programmes_are_told_in_pages() {
    ExtBuilder::default().build_and_execute(|| {
        for _ in 0..5 {
            assert_ok!(create(LP, &[FREE]));
        }
        let ids = |start, limit| -> Vec<ProgrammeId> {
            StakingRewards::programmes(start, limit).iter().map(|p| p.programme_id).collect()
        };
        assert_eq!(ids(0, 2), [0, 1]);
        assert_eq!(ids(3, 100), [3, 4]);
        assert_eq!(ids(9, 100), Vec::<ProgrammeId>::new());
        assert_ok!(close(ALICE, 1));
        assert_ok!(StakingRewards::remove_programme(by(BOB), 1));
        assert_eq!(ids(0, 3), [0, 2]);
    });
}

#[test]
fn a_position_tells_what_a_claim_in_the_next_block_pays() {
    with_programme(LP, || {
        assert_ok!(open(0, BTC, 7, 50));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(BOB, 0, 1, 500));
        assert_ok!(stake(CAROL, 0, 0, 1_500));
        for blocks in [1, 5, 30, 200] {
            pass(blocks);
            let told = StakingRewards::position(BOB, 0).expect("there is one").claimable;
            pass(1);
            for (at, currency) in [(0, USD), (1, BTC)] {
                let before = balance(&currency, BOB);
                let _ = claim(BOB, 0, at);
                let paid = balance(&currency, BOB) - before;
                assert_eq!(paid, told[usize::from(at)]);
            }
        }
    });
}

#[test]
fn a_position_tells_how_long_its_stakes_are_locked() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(BOB, 0, 1, 500));
        let told = |locked_until| PositionInfo {
            programme_id: 0,
            staked: LP,
            stakes: vec![
                StakeInfo { tier: 0, amount: 1_000, locked_until: None },
                StakeInfo { tier: 1, amount: 500, locked_until },
            ],
            power: 1_000 * 10_000 + 500 * 20_000,
            claimable: vec![0],
        };
        let lock = |info: &PositionInfo| info.stakes.iter().map(|s| s.locked_until).collect();
        pass(28);
        let info = StakingRewards::position(BOB, 0).expect("there is one");
        let locks: Vec<_> = lock(&info);
        assert_eq!(locks, [None, Some(31)]);
        assert_eq!(PositionInfo { claimable: vec![0], ..info }, told(Some(31)));
        // It can be unstaked in the next block.
        pass(1);
        let info = StakingRewards::position(BOB, 0).expect("there is one");
        assert_eq!(PositionInfo { claimable: vec![0], ..info }, told(None));
        pass(1);
        assert_ok!(unstake(BOB, 0, 1, 500));
    });
}

#[test]
fn all_positions_of_an_account_are_told() {
    with_programme(LP, || {
        assert_ok!(create(USD, &[FREE]));
        assert_ok!(create(USD, &[FREE]));
        assert_ok!(stake(BOB, 0, 0, 1));
        assert_ok!(stake(BOB, 2, 0, 1));
        let mut ids: Vec<_> =
            StakingRewards::positions(BOB).iter().map(|info| info.programme_id).collect();
        ids.sort();
        assert_eq!(ids, [0, 2]);
        assert_eq!(StakingRewards::positions(CAROL), []);
        assert_eq!(StakingRewards::position(BOB, 1), None);
        assert_eq!(StakingRewards::position(BOB, 9), None);
    });
}
