//! What the calls are charged for.

use super::support::*;
use crate::{mock::weight, Call};
use frame_support::{dispatch::GetDispatchInfo, weights::Weight};

/// Of a call that has been made.
fn actual(result: frame_support::dispatch::DispatchResultWithPostInfo) -> Option<Weight> {
    result.expect("it works").actual_weight
}

#[test]
fn calls_that_touch_all_streams_are_charged_for_as_many_as_there_are() {
    with_programme(USD, || {
        let stake = Call::<Test>::stake { programme_id: 0, tier: 0, amount: 1 };
        assert_eq!(stake.get_dispatch_info().call_weight, weight(6, 4));
        assert_eq!(actual(StakingRewards::stake(by(BOB), 0, 0, 100)), Some(weight(6, 1)));
        assert_ok!(open(0, BTC, 1, 50));
        pass(1);
        assert_eq!(actual(StakingRewards::unstake(by(BOB), 0, 0, 50)), Some(weight(7, 2)));
        let no_hops = BoundedVec::default();
        let compounded = StakingRewards::compound(by(BOB), 0, 0, 0, no_hops, 0);
        assert_eq!(actual(compounded), Some(weight(9, 2)));
        assert_eq!(actual(StakingRewards::close(by(ALICE), 0)), Some(weight(11, 2)));
    });
}

#[test]
fn a_trade_is_charged_beside_what_it_is_for() {
    with_programme(LP, || {
        assert_ok!(stake(BOB, 0, 0, 100));
        pass(1);
        PRICE.set(Some(100));
        let hop = |asset_out| Hop { pool_id: 0, asset_out };
        let hops: BoundedVec<Hop, ConstU32<4>> = vec![hop(BTC), hop(LP)].try_into().expect("few");
        let call = Call::<Test>::compound {
            programme_id: 0,
            stream: 0,
            tier: 0,
            hops: hops.clone(),
            min_amount: 0,
        };
        let both = |streams| weight(9, streams).saturating_add(weight(10, 2));
        assert_eq!(call.get_dispatch_info().call_weight, both(4));
        let compounded = StakingRewards::compound(by(BOB), 0, 0, 0, hops, 0);
        assert_eq!(actual(compounded), Some(both(1)));
    });
}

#[test]
fn a_sweep_is_charged_for_the_hops_of_its_route() {
    ExtBuilder::default().programme(TIDE, &[FREE]).build_and_execute(|| {
        let asked = Call::<Test>::sweep { asset: USD, max_amount: 1 };
        assert_eq!(asked.get_dispatch_info().call_weight, weight(16, 4));
        let to_income = |amount| {
            let account = StakingRewards::income_account();
            assert_ok!(Balances::transfer_allow_death(by(CAROL), account, amount));
        };
        to_income(MIN_SWEEP);
        let swept = StakingRewards::sweep(by(BOB), TIDE, Balance::MAX);
        assert_eq!(actual(swept), Some(weight(16, 0)));
        let route: BoundedVec<Hop, ConstU32<4>> =
            vec![hop(0, BTC), hop(1, USD), hop(2, TIDE)].try_into().expect("few");
        let named = Call::<Test>::set_sweep_route { asset: ETH, hops: route };
        assert_eq!(named.get_dispatch_info().call_weight, weight(17, 3));
        let pointed = Call::<Test>::set_income_stream { programme_id: 0, stream: 0 };
        assert_eq!(pointed.get_dispatch_info().call_weight, weight(18, 0));
    });
}
