//! Assets whose team uses every right that `pallet-assets` gives.
//!
//! A team can keep its own token from moving, and then a call fails by name, changes nothing, and works
//! once that is lifted. It never reaches another asset.

use super::support::*;
use sp_runtime::{ArithmeticError, TokenError};

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

const BTC_ID: u32 = 2;

/// BTC is staked; streams pay USD, BTC and TIDE.
fn with_stakes(test: impl FnOnce()) {
    with_programme(BTC, || {
        assert_ok!(open(0, BTC, 10, 100));
        assert_ok!(open(0, TIDE, 20, 100));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(stake(BOB, 0, 1, 524));
        pass(5);
        test();
    });
}

/// Unstaking is refused for this reason, and then again; nothing else is.
fn assert_kept(error: Error<Test>) {
    let name: DispatchError = error.into();
    for _ in 0..2 {
        assert_noop!(unstake(BOB, 0, 0, 400), name);
        pass(1);
    }
    assert_ok!(claim(BOB, 0, 0));
    assert_ok!(claim(BOB, 0, 2));
}

/// All of it can be unstaked and claimed.
fn assert_all_works() {
    let earned = claimable(BOB, 0, 1);
    assert!(earned > 0);
    assert_ok!(claim(BOB, 0, 1));
    assert_ok!(unstake(BOB, 0, 0, 1_000));
    pass(100);
    assert_ok!(unstake(BOB, 0, 1, 524));
    assert_eq!(held(&BTC, BOB), 0);
    for at in 0..3 {
        let _ = claim(BOB, 0, at);
        assert_eq!(claimable(BOB, 0, at), 0);
    }
}

#[test]
fn a_frozen_asset_is_neither_staked_nor_unstaked_until_it_thaws() {
    with_stakes(|| {
        assert_ok!(Assets::freeze_asset(by(OWNER), BTC_ID));
        assert_eq!(StakingRewards::max_stakeable(BOB, BTC), 0);
        assert_noop!(stake(BOB, 0, 0, 100), Error::<Test>::AssetFrozen);
        assert_noop!(stake(BOB, 0, 0, FORTUNE + 1), Error::<Test>::AssetFrozen);
        assert_noop!(claim(BOB, 0, 1), AssetsError::AssetNotLive);
        assert_kept(Error::AssetFrozen);
        assert_ok!(Assets::thaw_asset(by(OWNER), BTC_ID));
        assert_all_works();
    });
}

#[test]
fn a_frozen_account_can_unstake_but_not_stake() {
    with_stakes(|| {
        assert_ok!(Assets::freeze(by(OWNER), BTC_ID, BOB));
        assert_noop!(stake(BOB, 0, 0, 100), Error::<Test>::AssetFrozen);
        assert_ok!(unstake(BOB, 0, 0, 400));
        assert_ok!(claim(BOB, 0, 1));
        assert_ok!(Assets::thaw(by(OWNER), BTC_ID, BOB));
        assert_ok!(stake(BOB, 0, 0, 400));
    });
}

#[test]
fn a_blocked_account_keeps_its_stake_until_it_is_unblocked() {
    with_stakes(|| {
        assert_ok!(Assets::block(by(OWNER), BTC_ID, BOB));
        assert_noop!(stake(BOB, 0, 0, 100), Error::<Test>::AssetFrozen);
        assert_noop!(claim(BOB, 0, 1), TokenError::Blocked);
        assert_kept(Error::AccountBlocked);
        assert_ok!(Assets::thaw(by(OWNER), BTC_ID, BOB));
        assert_all_works();
    });
}

/// The token asks for room in the supply when it releases a hold, as if the amount were new.
#[test]
fn a_supply_at_its_limit_keeps_stakes_until_there_is_room() {
    with_stakes(|| {
        let rest = Balance::MAX - Assets::total_supply(BTC_ID);
        assert_ok!(Assets::mint(by(OWNER), BTC_ID, OWNER, rest));
        assert_noop!(claim(BOB, 0, 1), ArithmeticError::Overflow);
        assert_kept(Error::SupplyAtLimit);
        assert_ok!(Assets::burn(by(OWNER), BTC_ID, OWNER, rest));
        assert_all_works();
    });
}

#[test]
fn nobody_can_take_what_is_staked() {
    with_stakes(|| {
        let team = by(OWNER);
        assert_ok!(Assets::burn(team.clone(), BTC_ID, BOB, Balance::MAX));
        assert_eq!([balance(&BTC, BOB), held(&BTC, BOB)], [MIN_BTC, 1_524]);
        assert_noop!(Assets::start_destroy(team, BTC_ID), AssetsError::ContainsHolds);
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_eq!(balance(&BTC, BOB), MIN_BTC + 1_000);
    });
}

/// A reward whose asset is frozen keeps nobody's stake and no other reward.
#[test]
fn a_frozen_reward_blocks_nothing_else() {
    with_programme(LP, || {
        assert_ok!(open(0, BTC, 10, 100));
        assert_ok!(stake(BOB, 0, 0, 1_024));
        pass(5);
        assert_ok!(Assets::freeze_asset(by(OWNER), BTC_ID));
        assert_noop!(claim(BOB, 0, 1), AssetsError::AssetNotLive);
        assert_ok!(claim(BOB, 0, 0));
        assert_ok!(stake(BOB, 0, 0, 1_000));
        assert_ok!(unstake(BOB, 0, 0, 2_024));
        assert_ok!(close(ALICE, 0));
        // The good leg was given back; the other one later.
        assert_eq!([stream(0, 0).refunded, stream(0, 1).refunded], [9_500, 0]);
        assert_noop!(StakingRewards::refund(by(BOB), 0, 1), AssetsError::AssetNotLive);
        assert_eq!(claimable(BOB, 0, 1), 50);
        assert_ok!(Assets::thaw_asset(by(OWNER), BTC_ID));
        assert_ok!(claim(BOB, 0, 1));
        assert_ok!(StakingRewards::refund(by(BOB), 0, 1));
        assert_eq!(stream(0, 1).refunded, 950);
        assert_eq!(balance(&BTC, BOB), FORTUNE + 50);
    });
}

#[test]
fn a_blocked_pot_pays_nothing_and_loses_nothing() {
    with_stakes(|| {
        let account = StakingRewards::pot_account();
        assert_ok!(Assets::block(by(OWNER), BTC_ID, account));
        assert_noop!(claim(BOB, 0, 1), AssetsError::Frozen);
        assert_noop!(StakingRewards::fund(by(CAROL), 0, 1, 10), TokenError::Blocked);
        assert_ok!(claim(BOB, 0, 0));
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_ok!(Assets::thaw(by(OWNER), BTC_ID, account));
        assert_ok!(claim(BOB, 0, 1));
        assert_eq!(stream(0, 1).paid, 50);
    });
}

/// What the team burns in the pot is missing, and the invariants say so. Who comes last is refused until
/// it is back; other assets and all stakes are not touched.
#[test]
fn what_a_team_burns_in_the_pot_is_its_own_assets_loss_only() {
    with_stakes(|| {
        let account = StakingRewards::pot_account();
        pass(200);
        assert_ok!(Assets::burn(by(OWNER), BTC_ID, account, 500));
        assert_noop!(claim(BOB, 0, 1), AssetsError::BalanceLow);
        assert!(StakingRewards::check_invariants().is_err());
        assert_ok!(claim(BOB, 0, 0));
        assert_ok!(claim(BOB, 0, 2));
        assert_ok!(unstake(BOB, 0, 0, 1_000));
        assert_ok!(unstake(BOB, 0, 1, 524));
        assert_ok!(Assets::mint(by(OWNER), BTC_ID, account, 500));
        assert_ok!(claim(BOB, 0, 1));
    });
}

#[test]
fn a_gift_to_the_pot_changes_nothing() {
    with_stakes(|| {
        let before: Vec<_> = (0..3).map(|at| stream(0, at)).collect();
        let account = StakingRewards::pot_account();
        assert_ok!(Assets::transfer(by(CAROL), 1, account, 1_000_000));
        assert_ok!(Balances::transfer_allow_death(by(CAROL), account, 1_000_000));
        assert_ok!(Assets::transfer(by(CAROL), BTC_ID, account, 1_000_000));
        let after: Vec<_> = (0..3).map(|at| stream(0, at)).collect();
        assert_eq!(before, after);
        assert_eq!(claimable(BOB, 0, 0), 500);
        let extended = StakingRewards::extend(by(ALICE), 0, 0, 102, 0);
        assert_noop!(extended, Error::<Test>::Underfunded);
    });
}
