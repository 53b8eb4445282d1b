//! What could not be paid is owed, and what an asset's team has taken is everybody's loss alike.

use super::*;
use crate::{
    mock::{ALICE, BOB, BTC, ETH, FEE_SINK, FORTUNE, MIN_BTC, OWNER},
    types::{terms, Debt, Holding, Losses, WHOLE},
    DebtTotals, Debts, Error, Holdings, LossesOf,
};
use frame_support::{
    assert_noop, assert_ok, dispatch::GetDispatchInfo, traits::fungibles::Balanced,
};
use pallet_asset_conversion::SwapCredit;
use proptest::prelude::*;
use sp_runtime::{DispatchError, TokenError};
use tidewater_primitives::apis::amm::Terms;

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

/// Has nothing to begin with.
const CAROL: AccountId = 3;
const MAX: Balance = Balance::MAX;

/// Pool 0 with four millions of USD, pool 1 with one, both filled by Alice.
fn two_usd_pools() -> ExtBuilder {
    with_pool().pool([USD, ETH], FeeTier::Bp30, [1_000_000, 1_000_000])
}

fn claim(who: AccountId) -> DispatchResult {
    Amm::claim_owed(signed(OWNER), who, USD)
}

fn freeze_vault() {
    assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
}

fn thaw_vault() {
    assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
}

/// Redeems shares of the first pool while the vault cannot pay USD.
fn redeem_unpaid(who: AccountId, shares: Balance) {
    freeze_vault();
    assert_ok!(remove(who, 0, shares, [0, 0]));
    thaw_vault();
}

fn ledger() -> Balance {
    let holding = Holdings::<Test>::get(USD).unwrap_or_default();
    let all = Amm::ledgers().expect("the ledgers add up");
    all.get(&USD).copied().unwrap_or_default() - holding.cushion
}

fn debt(who: AccountId) -> Debt {
    Debts::<Test>::get(who, USD)
}

fn settled(total: Balance, covered: Balance, pools: u32) -> Event<Test> {
    Event::ShortfallSettled { asset: USD, total, covered, pools }
}

#[test]
fn what_cannot_be_paid_is_owed_and_paid_when_it_can_be() {
    with_pool().build_and_execute(|| {
        let (tide, usd) = (balance(&TIDE, ALICE), balance(&USD, ALICE));
        freeze_vault();
        assert_ok!(remove(ALICE, 0, 10_000, [5_000, 20_000]));
        assert_eq!((balance(&TIDE, ALICE), balance(&USD, ALICE)), (tide + 5_000, usd));
        let events: Vec<_> = System::events().into_iter().map(|record| record.event).collect();
        let owed = Event::<Test>::Owed { who: ALICE, asset: USD, amount: 20_000 };
        assert!(events.contains(&RuntimeEvent::Amm(owed)));
        assert_eq!(
            last_event(),
            Event::LiquidityRemoved {
                pool_id: 0,
                who: ALICE,
                amounts: list([5_000, 20_000]),
                owed: list([0, 20_000]),
                shares: 10_000,
                reserves: list([995_000, 3_980_000]),
                total_shares: 1_990_000,
            }
        );
        let made = Debt { amount: 20_000, losses: Losses { age: 0, left: WHOLE } };
        assert_eq!((debt(ALICE), DebtTotals::<Test>::get(USD)), (made, 20_000));
        assert_eq!((Amm::owed(ALICE, USD), Amm::owed(ALICE, TIDE)), (20_000, 0));
        assert_eq!(ledger(), 4_000_000);
        assert_noop!(claim(ALICE), AssetsError::Frozen);

        thaw_vault();
        assert_ok!(claim(ALICE));
        let claimed = Event::OwedClaimed { who: ALICE, asset: USD, amount: 20_000 };
        assert_eq!(last_event(), claimed);
        assert_eq!(balance(&USD, ALICE), usd + 20_000);
        assert_eq!(balance(&USD, Amm::vault()), 3_980_001);
        assert_eq!(ledger(), 3_980_000);
        assert!(!Debts::<Test>::contains_key(ALICE, USD) && !DebtTotals::<Test>::contains_key(USD));
        assert_noop!(claim(ALICE), Error::<Test>::NothingOwed);
    });
}

#[test]
fn nobody_claims_what_is_not_owed_or_without_a_signature() {
    with_pool().build_and_execute(|| {
        redeem_unpaid(ALICE, 10_000);
        let nothing = Error::<Test>::NothingOwed;
        assert_noop!(claim(BOB), nothing);
        for asset in [TIDE, BTC, NativeOrWithId::WithId(77)] {
            let other = Amm::claim_owed(signed(ALICE), ALICE, asset);
            assert_noop!(other, Error::<Test>::NothingOwed);
        }
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
            let call = Amm::claim_owed(origin.clone(), ALICE, USD);
            assert_noop!(call, DispatchError::BadOrigin);
            let call = Amm::settle_shortfall(origin, USD);
            assert_noop!(call, DispatchError::BadOrigin);
        }
        assert_ok!(claim(ALICE));
    });
}

#[test]
fn what_is_owed_twice_is_owed_together() {
    with_pool().build_and_execute(|| {
        redeem_unpaid(ALICE, 10_000);
        redeem_unpaid(ALICE, 10_000);
        assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (40_000, 40_000));
        assert_eq!(ledger(), 4_000_000);
        assert_ok!(claim(ALICE));
        assert_eq!(balance(&USD, ALICE), FORTUNE - 4_000_002 + 40_000);
    });
}

#[test]
fn a_debt_from_before_a_loss_bears_it_and_one_from_after_does_not() {
    with_pool().build_and_execute(|| {
        redeem_unpaid(ALICE, 10_000);
        burn_from_vault(1, 2_000_000);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(4_000_000, 2_000_000, 1));
        assert_eq!(pool(0).reserves, list([995_000, 1_990_000]));
        assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (10_000, 10_000));
        // What is stored of the debt is untouched until it changes.
        assert_eq!(debt(ALICE), Debt { amount: 20_000, losses: Losses { age: 0, left: WHOLE } });

        redeem_unpaid(ALICE, 10_000);
        let half = Losses { age: 0, left: WHOLE / 2 };
        assert_eq!(debt(ALICE), Debt { amount: 20_000, losses: half });
        assert_eq!(DebtTotals::<Test>::get(USD), 20_000);
        assert_ok!(claim(ALICE));
        assert_eq!(balance(&USD, ALICE), FORTUNE - 4_000_002 + 20_000);
        assert_eq!(balance(&USD, Amm::vault()), 1_980_001);
        assert_eq!(ledger(), 1_980_000);
    });
}

#[test]
fn two_losses_are_borne_one_after_the_other() {
    with_pool().build_and_execute(|| {
        redeem_unpaid(ALICE, 10_000);
        burn_from_vault(1, 3_000_000);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(4_000_000, 1_000_000, 1));
        burn_from_vault(1, 500_000);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(1_000_000, 500_000, 1));
        assert_eq!(pool(0).reserves, list([995_000, 497_500]));
        assert_eq!(Amm::owed(ALICE, USD), 2_500);
        assert_eq!(LossesOf::<Test>::get(USD), Losses { age: 0, left: WHOLE / 8 });
        assert_ok!(claim(ALICE));
    });
}

/// Of five millions and some, spread over two pools, what is due to the protocol and three debts, the
/// vault has three fifths or so: `floor(part · covered / total)` of each.
#[test]
fn a_loss_is_shared_by_all_pools_debts_and_fees_in_proportion() {
    let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
    two_usd_pools().terms(terms).build_and_execute(|| {
        assert_ok!(swap_in(BOB, USD, 400_000, TIDE, 90_661));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, BOB, 333_333));
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 1_000));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, CAROL, 7));
        redeem_unpaid(ALICE, 12_345);
        redeem_unpaid(BOB, 333_333);
        redeem_unpaid(CAROL, 7);
        let people = [ALICE, BOB, CAROL];
        let owed = people.map(|who| Amm::owed(who, USD));
        // floor(12,345 · 4,399,700 / 2,000,000) and so on: the reserve is without the 300 that are due.
        assert_eq!(owed, [27_157, 733_282, 15]);
        let reserve = 4_399_700 - 27_157 - 733_282 - 15;
        assert_eq!(pool(0).reserves[1], reserve);
        assert_eq!(pool(0).protocol_fees[1], 300);
        let (total, covered) = (5_400_000, 3_333_333);
        assert_eq!(ledger(), total);

        burn_from_vault(1, total - covered);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(total, covered, 2));
        let left = |part: Balance| part * covered / total;
        assert_eq!(pool(0).reserves, list([pool(0).reserves[0], left(reserve)]));
        assert_eq!(pool(1).reserves, list([left(1_000_000), 1_000_000]));
        assert_eq!(pool(0).protocol_fees, list([0, left(300)]));
        assert_eq!(people.map(|who| Amm::owed(who, USD)), owed.map(left));
        assert_eq!([left(1_000_000), left(300)], [617_283, 185]);
        assert_eq!(owed.map(left), [16_763, 452_643, 9]);

        // Everybody gets it, in whatever order they come.
        for who in [CAROL, ALICE, BOB] {
            let (had, owed) = (balance(&USD, who), Amm::owed(who, USD));
            assert_ok!(claim(who));
            assert_eq!(balance(&USD, who), had + owed);
        }
        assert_ok!(Amm::collect_protocol_fees(signed(BOB), 0));
        assert_eq!(balance(&USD, FEE_SINK), 185);
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
    });
}

#[test]
fn a_shortfall_of_two_units_stops_trade_and_is_settled() {
    with_pool().build_and_execute(|| {
        burn_from_vault(1, 1);
        // A trade goes on as long as the cushion, one unit, makes up for it. A deposit does not.
        assert_noop!(add(BOB, 0, [1_000, 4_000], 0), Error::<Test>::AssetInShortfall);
        assert!(Amm::quote(USD, crate::types::Exact::In(1_000), &hops(0, TIDE), None).is_ok());
        burn_from_vault(1, 1);
        assert_noop!(swap_in(BOB, TIDE, 1_000, USD, 0), Error::<Test>::AssetInShortfall);
        assert_noop!(swap_out(BOB, USD, MAX, TIDE, 1_000), Error::<Test>::AssetInShortfall);
        assert_noop!(add(BOB, 0, [1_000, 4_000], 0), Error::<Test>::AssetInShortfall);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(4_000_000, 3_999_998, 1));
        assert_eq!(pool(0).reserves, list([1_000_000, 3_999_998]));
        assert_eq!(ledger(), 3_999_998);
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
        assert_ok!(swap_in(BOB, TIDE, 1_000, USD, 3_983));
        assert_ok!(swap_out(BOB, USD, MAX, TIDE, 1_000));
        assert_ok!(add(BOB, 0, [1_000, 4_000], 0));
    });
}

#[test]
fn where_nothing_is_missing_nothing_is_settled() {
    with_pool().build_and_execute(|| {
        for asset in [TIDE, USD, BTC, NativeOrWithId::WithId(77)] {
            assert_noop!(settle(asset), Error::<Test>::NoShortfall);
        }
        assert_ok!(Assets::transfer(signed(BOB), 1, Amm::vault(), 5));
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
        // A gift is nobody's: the first five units that are taken are no loss.
        burn_from_vault(1, 5);
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
        assert_ok!(swap_in(BOB, TIDE, 1_000, USD, 0));
        burn_from_vault(1, 1);
        assert_ok!(settle(USD));
    });
}

#[test]
fn a_gift_of_what_is_missing_ends_a_shortfall() {
    with_pool().build_and_execute(|| {
        burn_from_vault(1, 2_000_000);
        assert_ok!(Assets::transfer(signed(BOB), 1, Amm::vault(), 1_999_998));
        assert_noop!(swap_in(BOB, TIDE, 1_000, USD, 0), Error::<Test>::AssetInShortfall);
        assert_ok!(Assets::transfer(signed(BOB), 1, Amm::vault(), 2));
        assert_noop!(settle(USD), Error::<Test>::NoShortfall);
        assert_ok!(swap_in(BOB, TIDE, 1_000, USD, 0));
    });
}

#[test]
fn settling_costs_by_the_number_of_pools() {
    two_usd_pools().build_and_execute(|| {
        let call = crate::Call::<Test>::settle_shortfall { asset: USD };
        let most = u64::from(crate::mock::MAX_POOLS_PER_ASSET);
        assert_eq!(call.get_dispatch_info().call_weight.ref_time(), 9_000 + most);
        let refused = Amm::settle_shortfall(signed(BOB), USD).expect_err("nothing is missing");
        assert_eq!(refused.post_info.actual_weight, None);
        for (asset, pools) in [(1, 2), (3, 1)] {
            burn_from_vault(asset, 1);
            let settled = Amm::settle_shortfall(signed(BOB), NativeOrWithId::WithId(asset));
            let weight = settled.expect("a unit is missing").actual_weight;
            assert_eq!(weight.map(|weight| weight.ref_time()), Some(9_000 + pools));
        }
    });
}

/// The vault has 2,500,000 of the 5,000,000 of two pools, so enough for the second one alone and for
/// every single withdrawal. Once a withdrawal has found it out nobody is paid before the loss is shared.
#[test]
fn while_the_vault_is_short_nobody_is_paid_before_others() {
    two_usd_pools().build_and_execute(|| {
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, BOB, 200_000));
        redeem_unpaid(BOB, 100_000);
        assert_eq!(Amm::owed(BOB, USD), 200_000);
        burn_from_vault(1, 2_500_000);
        let had = [ALICE, BOB].map(|who| balance(&USD, who));
        assert_ok!(remove(BOB, 0, 100_000, [50_000, 200_000]));
        assert_ok!(remove(ALICE, 0, 100_000, [50_000, 200_000]));
        assert_ok!(remove(ALICE, 1, 100_000, [100_000, 100_000]));
        // The first of them has found it out. Who has a claim and who has shares of either pool: all of
        // them have to wait.
        assert_noop!(claim(BOB), Error::<Test>::AssetInShortfall);
        assert_eq!([ALICE, BOB].map(|who| balance(&USD, who)), had);
        assert_eq!([ALICE, BOB].map(|who| Amm::owed(who, USD)), [300_000, 400_000]);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(5_000_000, 2_500_000, 2));
        assert_eq!([ALICE, BOB].map(|who| Amm::owed(who, USD)), [150_000, 200_000]);
        assert_eq!((pool(0).reserves[1], pool(1).reserves[0]), (1_700_000, 450_000));
        for who in [BOB, ALICE] {
            assert_ok!(claim(who));
        }
        let paid = [had[0] + 150_000, had[1] + 200_000];
        assert_eq!([ALICE, BOB].map(|who| balance(&USD, who)), paid);
    });
}

#[test]
fn an_asset_between_two_others_of_a_route_must_not_be_short_either() {
    two_usd_pools().build_and_execute(|| {
        burn_from_vault(1, 1_100_000);
        let way = [Hop { pool_id: 0, asset_out: USD }, Hop { pool_id: 1, asset_out: ETH }];
        let route = || BoundedVec::truncate_from(way.to_vec());
        let trade = Amm::swap_exact_in(signed(BOB), TIDE, 1_000, route(), 0);
        assert_noop!(trade, Error::<Test>::AssetInShortfall);
        assert_ok!(settle(USD));
        assert_ok!(Amm::swap_exact_in(signed(BOB), TIDE, 1_000, route(), 0));
    });
}

#[test]
fn a_total_loss_ends_all_debts_and_those_made_later_are_whole() {
    with_pool().build_and_execute(|| {
        redeem_unpaid(ALICE, 10_000);
        burn_from_vault(1, MAX);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(4_000_000, 0, 1));
        assert_eq!(pool(0).reserves, list([995_000, 0]));
        assert_eq!(LossesOf::<Test>::get(USD), Losses { age: 1, left: WHOLE });
        assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (0, 0));
        assert_noop!(claim(ALICE), Error::<Test>::NothingOwed);
        assert_eq!(ledger(), 0);

        // Whoever trusts the asset again begins anew.
        assert_ok!(create(BOB, [USD, ETH]));
        assert_ok!(add(BOB, 1, [10_000, 10_000], 9_000));
        freeze_vault();
        assert_ok!(remove(BOB, 1, 1_000, [1_000, 1_000]));
        thaw_vault();
        let new = Debt { amount: 1_000, losses: Losses { age: 1, left: WHOLE } };
        assert_eq!((debt(BOB), Amm::owed(ALICE, USD)), (new, 0));
        // The old debt does not come back with a new one of the same account.
        assert_ok!(PoolAssets::transfer(signed(BOB), 1, ALICE, 1_000));
        freeze_vault();
        assert_ok!(remove(ALICE, 1, 500, [500, 500]));
        thaw_vault();
        assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (500, 1_500));
        assert_ok!(claim(BOB));
        assert_ok!(claim(ALICE));
        assert_eq!(ledger(), 8_500);
    });
}

/// What is left of the debts is so small a part that it cannot be told exactly any more.
#[test]
fn a_loss_of_nearly_all_is_a_total_one_for_the_debts() {
    let huge = 1 << 120;
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(Assets::mint(signed(OWNER), 1, ALICE, huge));
        assert_ok!(create(ALICE, [TIDE, USD]));
        assert_ok!(add(ALICE, 0, [1_000_000, huge], 0));
        redeem_unpaid(ALICE, 1 << 60);
        assert!(Amm::owed(ALICE, USD) > 1 << 99);
        burn_from_vault(1, huge - (1 << 56));
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(huge, 1 << 56, 1));
        assert_eq!(LossesOf::<Test>::get(USD), Losses { age: 1, left: WHOLE });
        assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (0, 0));
        // A 2^64th is left of the reserve, as of everything.
        assert_eq!(ledger(), pool(0).reserves[1]);
        assert!(pool(0).reserves[1] > 0);
    });
}

/// The total of debts is cut at each loss and the debt itself once for all of them. Were the total
/// rounded down, 3 of which half is lost, and a quarter of that, would be 1 in a total of 0.
#[test]
fn losses_in_a_row_never_leave_more_owed_than_the_total() {
    ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp30, [4_000, 4_000]).build_and_execute(
        || {
            redeem_unpaid(ALICE, 3);
            assert_eq!((Amm::owed(ALICE, USD), pool(0).reserves[1]), (3, 3_997));
            burn_from_vault(1, 2_000);
            assert_ok!(settle(USD));
            assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (1, 2));
            assert_eq!((pool(0).reserves[1], ledger()), (1_998, 2_000));
            burn_from_vault(1, 500);
            assert_ok!(settle(USD));
            assert_eq!((Amm::owed(ALICE, USD), DebtTotals::<Test>::get(USD)), (1, 2));
            assert_eq!((pool(0).reserves[1], ledger()), (1_498, 1_500));
            assert_ok!(claim(ALICE));
        },
    );
}

#[test]
fn debts_without_a_pool_share_a_loss_among_themselves() {
    with_pool().build_and_execute(|| {
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, BOB, 999_000));
        freeze_vault();
        assert_ok!(remove(ALICE, 0, 1_000_000, [0, 0]));
        assert_ok!(remove(BOB, 0, 999_000, [0, 0]));
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        thaw_vault();
        assert_eq!([ALICE, BOB].map(|who| Amm::owed(who, USD)), [2_002_000, 1_998_000]);
        assert_eq!(Assets::start_destroy(signed(OWNER), 1), Err(AssetsError::ContainsHolds.into()));
        burn_from_vault(1, 3_000_000);
        assert_noop!(claim(BOB), Error::<Test>::AssetInShortfall);
        let settling = Amm::settle_shortfall(signed(BOB), USD).expect("three millions are missing");
        assert_eq!(settling.actual_weight.map(|weight| weight.ref_time()), Some(9_000));
        assert_eq!(last_event(), settled(4_000_000, 1_000_000, 0));
        assert_ok!(claim(BOB));
        assert_ok!(claim(ALICE));
        assert_eq!(balance(&USD, BOB), FORTUNE + 499_500);
        assert_eq!(balance(&USD, ALICE), FORTUNE - 4_000_002 + 500_500);
        assert_eq!((Holdings::<Test>::get(USD), cushion_held(&USD)), (None, 0));
    });
}

#[test]
fn an_asset_of_which_nothing_is_left_and_nothing_owed_can_be_destroyed() {
    with_pool().build_and_execute(|| {
        freeze_vault();
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        thaw_vault();
        burn_from_vault(1, MAX);
        assert_ok!(settle(USD));
        assert_eq!(last_event(), settled(4_000_000, 0, 0));
        assert_eq!((Holdings::<Test>::get(USD), cushion_held(&USD)), (None, 0));
        assert_ok!(Assets::start_destroy(signed(OWNER), 1));
        assert_noop!(claim(ALICE), Error::<Test>::NothingOwed);
    });
}

/// Losses are remembered though the asset is forgotten: an old debt never grows.
#[test]
fn an_old_debt_is_worth_nothing_after_the_asset_was_let_go_and_pooled_again() {
    with_pool().build_and_execute(|| {
        freeze_vault();
        assert_ok!(remove(ALICE, 0, 1_999_000, [0, 0]));
        assert_ok!(Amm::close_pool(signed(ALICE), 0));
        thaw_vault();
        burn_from_vault(1, MAX);
        assert_ok!(settle(USD));
        assert_ok!(create(BOB, [TIDE, USD]));
        assert_ok!(add(BOB, 1, [100_000, 100_000], 0));
        assert_eq!(Amm::owed(ALICE, USD), 0);
        assert_noop!(claim(ALICE), Error::<Test>::NothingOwed);
    });
}

/// Nobody can take TIDE from the vault: it is paid whatever the other currency's team does, and there
/// is never anything of it to settle, in however many pools it is.
#[test]
fn tide_is_never_short() {
    let pools = with_pool().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        for asset in [USD, BTC, ETH] {
            for tier in [FeeTier::Bp1, FeeTier::Bp5, FeeTier::Bp100] {
                let pair = assets([TIDE, asset.clone()]);
                let curve = Curve::ConstantProduct;
                assert_ok!(Amm::create_pool(signed(BOB), pair, curve, tier));
            }
        }
        assert_noop!(settle(TIDE), Error::<Test>::NoShortfall);
        let all = balance(&TIDE, Amm::vault());
        let take = Balances::transfer_allow_death(signed(OWNER), BOB, all);
        assert_ok!(take);
        assert_eq!(balance(&TIDE, Amm::vault()), all);
        burn_from_vault(1, MAX);
        burn_from_vault(2, MAX);
        let had = balance(&TIDE, ALICE);
        assert_ok!(remove(ALICE, 0, 1_999_000, [999_500, 0]));
        assert_ok!(remove(ALICE, 1, 999_000, [999_000, 0]));
        assert_eq!(balance(&TIDE, ALICE), had + 999_500 + 999_000);
        assert_noop!(settle(TIDE), Error::<Test>::NoShortfall);
        assert_ok!(settle(USD));
        assert_ok!(settle(BTC));
        let tide = Holdings::<Test>::get(TIDE).expect("the vault has TIDE");
        assert_eq!(
            tide,
            Holding { cushion: crate::mock::EXISTENTIAL_DEPOSIT, pools: 11, short: false }
        );
    });
}

#[test]
fn less_than_opens_an_account_is_owed_until_it_is_enough() {
    let pools = ExtBuilder::default().pool([TIDE, BTC], FeeTier::Bp30, [1_000_000, 1_000_000]);
    pools.build_and_execute(|| {
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), CAROL, 1_000));
        assert_ok!(PoolAssets::transfer(signed(ALICE), 0, CAROL, 1_000));
        let claim = || Amm::claim_owed(signed(BOB), CAROL, BTC);
        assert_ok!(remove(CAROL, 0, MIN_BTC - 1, [MIN_BTC - 1, MIN_BTC - 1]));
        assert_noop!(claim(), TokenError::BelowMinimum);
        freeze_btc_vault();
        assert_ok!(remove(CAROL, 0, 1, [1, 1]));
        assert_ok!(Assets::thaw(signed(OWNER), 2, Amm::vault()));
        assert_ok!(claim());
        assert_eq!(balance(&BTC, CAROL), MIN_BTC);
    });
}

fn freeze_btc_vault() {
    assert_ok!(Assets::freeze(signed(OWNER), 2, Amm::vault()));
}

/// A team can bring its own pools into a shortfall and open others: nobody is kept from the other
/// currency of a pool, however large the numbers.
#[test]
fn no_deposit_comes_on_top_of_a_shortfall_that_shows() {
    with_pool().build_and_execute(|| {
        let supply = Assets::total_supply(1);
        assert_ok!(Assets::mint(signed(OWNER), 1, OWNER, MAX - supply));
        assert_ok!(Assets::burn(signed(OWNER), 1, OWNER, MAX / 2));
        assert_ok!(create(OWNER, [USD, ETH]));
        assert_ok!(add(OWNER, 1, [MAX / 4, 1_000_000], 0));
        assert_ok!(remove(OWNER, 1, shares(1, OWNER) / 2, [0, 0]));
        burn_from_vault(1, MAX / 16);
        let more = add(OWNER, 1, [MAX / 64, 1_000_000], 0);
        assert_noop!(more, Error::<Test>::AssetInShortfall);
        let own = Amm::create_pool(
            signed(OWNER),
            assets([USD, ETH]),
            Curve::ConstantProduct,
            FeeTier::Bp1,
        );
        assert_ok!(own);
        assert_ok!(add(OWNER, 2, [MAX / 64, 1_000_000], 0));
        assert_ok!(remove(ALICE, 0, 1_999_000, [999_500, 3_998_000]));
        assert_ok!(settle(USD));
    });
}

/// Trades that other parts of the chain make in kind are counted into what the vault owes.
#[test]
fn what_is_owed_follows_trades_in_credits_too() {
    with_pool().build_and_execute(|| {
        assert_ok!(Amm::set_fee_pool(RuntimeOrigin::root(), USD, Some(0)));
        let credit =
            |asset: CurrencyId, amount| <Test as crate::Config>::Currencies::issue(asset, amount);
        let path = vec![USD, TIDE];
        let sold = <Amm as SwapCredit<_>>::swap_exact_tokens_for_tokens(
            path,
            credit(USD, 10_000),
            Some(2_486),
        );
        assert_eq!(sold.map(|credit| credit.peek()).ok(), Some(2_486));
        assert_eq!((ledger(), pool(0).reserves[1]), (4_010_000, 4_010_000));
        let path = vec![TIDE, USD];
        let bought = <Amm as SwapCredit<_>>::swap_tokens_for_exact_tokens(
            path.clone(),
            credit(TIDE, 10_000),
            10_000,
        );
        assert_eq!(bought.map(|(credit, _)| credit.peek()).ok(), Some(10_000));
        assert_eq!((ledger(), pool(0).reserves[1]), (4_000_000, 4_000_000));
        burn_from_vault(1, 2);
        let refused =
            <Amm as SwapCredit<_>>::swap_exact_tokens_for_tokens(path, credit(TIDE, 10_000), None);
        let error = refused.map(|_| ()).map_err(|(credit, error)| (credit.peek(), error));
        assert_eq!(error, Err((10_000, Error::<Test>::AssetInShortfall.into())));
        assert_ok!(settle(USD));
    });
}

/// What people do with USD in a random world: freeze-and-withdraw, burn, settle, give, claim.
#[derive(Clone, Debug)]
enum Step {
    Withdraw { who: AccountId, pool: PoolId, millionths: Balance, paid: bool },
    Burn { millionths: Balance },
    Give { amount: Balance },
    Trade { pool: PoolId, amount: Balance },
    Settle,
    Claim { who: AccountId },
    Collect { pool: PoolId },
}

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];

fn any_step() -> impl Strategy<Value = Step> {
    let who = || prop::sample::select(PEOPLE.to_vec());
    let millionths =
        || prop_oneof![Just(0u128), Just(1), Just(999_999), Just(1_000_000), 0u128..=1_000_000,];
    prop_oneof![
        4 => (who(), 0u32..2, millionths(), any::<bool>()).prop_map(
            |(who, pool, millionths, paid)| Step::Withdraw { who, pool, millionths, paid }
        ),
        3 => millionths().prop_map(|millionths| Step::Burn { millionths }),
        1 => (0u128..10).prop_map(|amount| Step::Give { amount }),
        2 => (0u32..2, 1u128..1_000_000).prop_map(|(pool, amount)| Step::Trade { pool, amount }),
        3 => Just(Step::Settle),
        2 => who().prop_map(|who| Step::Claim { who }),
        1 => (0u32..2).prop_map(|pool| Step::Collect { pool }),
    ]
}

impl Step {
    fn take(self) {
        match self {
            Self::Withdraw { who, pool, millionths, paid } => {
                let shares = shares(pool, who) * millionths / 1_000_000;
                if !paid {
                    freeze_vault();
                }
                // Whatever the vault has, only shares that are worth nothing are not redeemed.
                let error = remove(who, pool, shares, [0, 0]).err();
                let worthless = [Error::<Test>::ZeroAmount, Error::<Test>::ZeroOutput];
                assert!(error.is_none_or(|error| worthless.map(Into::into).contains(&error)));
                if !paid {
                    thaw_vault();
                }
            }
            Self::Burn { millionths } => {
                let all = balance(&USD, Amm::vault());
                burn_from_vault(1, all * millionths / 1_000_000);
            }
            Self::Give { amount } => {
                let _ = Assets::transfer(signed(OWNER), 1, Amm::vault(), amount);
            }
            Self::Trade { pool, amount } => {
                let trade = Amm::swap_exact_in(signed(OWNER), USD, amount, hops(pool, ETH), 0);
                let _ = plain(trade);
            }
            Self::Settle => {
                let _ = settle(USD);
            }
            Self::Claim { who } => {
                let _ = claim(who);
            }
            Self::Collect { pool } => {
                let _ = Amm::collect_protocol_fees(signed(OWNER), pool);
            }
        }
    }
}

/// All that the vault says it owes of USD.
fn all_owed() -> Balance {
    let debts: Balance = PEOPLE.map(|who| Amm::owed(who, USD)).iter().sum();
    let pools: Balance =
        [0, 1].map(|id| pool(id).reserves[0] + pool(id).protocol_fees[0]).iter().sum();
    debts + pools
}

/// What the vault has of USD beside its cushion.
fn there_is() -> Balance {
    balance(&USD, Amm::vault()) - 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    /// After every settling, all claims together are at most what the vault has. At the end
    /// everybody takes what is theirs, one after the other, and nobody is told that there is nothing.
    #[test]
    fn what_is_left_is_enough_for_everybody(
        reserves in [1_001u128..100_000_000, 1_001u128..100_000_000],
        steps in prop::collection::vec(any_step(), 1..24),
        order in Just(PEOPLE.to_vec()).prop_shuffle(),
    ) {
        let [first, second] = reserves;
        let terms = Terms { protocol_fee_bps: 2_500, ..terms::DEFAULT };
        let pools = ExtBuilder::default()
            .terms(terms)
            .pool([USD, ETH], FeeTier::Bp100, [first, 1_000_003])
            .pool([USD, ETH], FeeTier::Bp30, [second, 7_777]);
        pools.build_and_execute(|| {
            assert_ok!(Balances::transfer_allow_death(signed(OWNER), CAROL, 1_000));
            assert_ok!(Assets::touch_other(signed(OWNER), 3, CAROL));
            for id in [0, 1] {
                let third = shares(id, ALICE) / 3;
                for who in [BOB, CAROL] {
                    let _ = PoolAssets::transfer(signed(ALICE), id, who, third);
                }
            }
            for step in steps {
                step.take();
                let short = there_is() < ledger();
                assert_eq!(Amm::check_invariants().is_err(), short);
                assert!(all_owed() <= ledger());
            }
            let _ = settle(USD);
            assert!(all_owed() <= ledger() && ledger() <= there_is());
            for who in order {
                for id in [0, 1] {
                    let _ = remove(who, id, shares(id, who), [0, 0]);
                }
                if Amm::owed(who, USD) > 0 {
                    assert_ok!(claim(who));
                }
            }
            for id in [0, 1] {
                let _ = Amm::collect_protocol_fees(signed(OWNER), id);
                if pool(id).total_shares == pool(id).locked_shares {
                    assert_ok!(Amm::close_pool(signed(ALICE), id));
                }
            }
            assert_eq!(PEOPLE.map(|who| Amm::owed(who, USD)), [0, 0, 0]);
        });
    }
}
