//! Where the protocol's income lies, where it goes to and on which routes: what only governance says.

use super::support::*;
use codec::Encode;

#[test]
fn from_the_first_block_on_income_goes_into_the_first_programme() {
    let route = [hop(3, BTC), hop(1, TIDE)];
    let genesis = ExtBuilder::default().programme(LP, &[FREE]).programme(TIDE, &[FREE]);
    genesis.sweep_route(ETH, &route).build_and_execute(|| {
        assert_eq!(IncomeStream::<Test>::get(), Some((0, 0)));
        assert_eq!(SweepRoutes::<Test>::get(ETH).map(BoundedVec::into_inner), Some(route.to_vec()));
        assert_eq!(SweepRoutes::<Test>::iter().count(), 1);
    });
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(IncomeStream::<Test>::get(), None);
    });
}

#[test]
#[should_panic(expected = "genesis routes lead to TIDE")]
fn no_chain_begins_with_a_route_to_anything_else() {
    ExtBuilder::default().sweep_route(ETH, &[hop(3, BTC)]).build_and_execute(|| {});
}

#[test]
#[should_panic(expected = "genesis routes lead to TIDE")]
fn no_chain_begins_with_a_route_that_is_too_long() {
    let hops: Vec<Hop> = (0..5).map(|pool_id| hop(pool_id, TIDE)).collect();
    ExtBuilder::default().sweep_route(ETH, &hops).build_and_execute(|| {});
}

/// It lives whatever its balances are, and is another one than the pot's, which owes what it has.
#[test]
fn the_income_account_is_there_from_the_first_block_on() {
    ExtBuilder::default().build_and_execute(|| {
        let account = StakingRewards::income_account();
        assert_ne!(account, StakingRewards::pot_account());
        assert_eq!(income(&TIDE), EXISTENTIAL_DEPOSIT);
        assert_ok!(Assets::transfer(by(CAROL), 2, account, MIN_BTC));
        assert_eq!(income(&BTC), MIN_BTC);
    });
}

#[test]
fn clients_read_both_accounts_from_the_metadata() {
    let constants = StakingRewards::pallet_constants_metadata();
    let constant = |name| constants.iter().find(|known| known.name == name).map(|it| &it.value);
    let [pot, income] = [StakingRewards::pot_account(), StakingRewards::income_account()];
    assert_eq!(constant("PotAccount"), Some(&pot.encode()));
    assert_eq!(constant("IncomeAccount"), Some(&income.encode()));
}

#[test]
fn governance_names_a_route_another_one_and_none() {
    ExtBuilder::default().build_and_execute(|| {
        for route in [vec![hop(0, TIDE)], vec![hop(7, BTC), hop(2, TIDE)], vec![]] {
            assert_ok!(set_route(USD, &route));
            let hops = route.clone().try_into().expect("few enough");
            assert_eq!(last_event(), Event::SweepRouteSet { asset: USD, hops });
            let known = SweepRoutes::<Test>::get(USD).map(BoundedVec::into_inner);
            assert_eq!(known, (!route.is_empty()).then_some(route));
        }
        let hops = BoundedVec::default();
        let asked = StakingRewards::set_sweep_route(by(ALICE), USD, hops);
        assert_noop!(asked, DispatchError::BadOrigin);
    });
}

#[test]
fn a_route_leads_from_another_currency_to_tide() {
    ExtBuilder::default().build_and_execute(|| {
        assert_noop!(set_route(USD, &[hop(0, BTC)]), Error::<Test>::WrongRoute);
        assert_noop!(set_route(USD, &[hop(0, TIDE), hop(0, USD)]), Error::<Test>::WrongRoute);
        assert_noop!(set_route(TIDE, &[hop(0, USD), hop(1, TIDE)]), Error::<Test>::WrongRoute);
        assert_noop!(set_route(TIDE, &[]), Error::<Test>::WrongRoute);
    });
}

#[test]
fn governance_names_another_stream() {
    ExtBuilder::default().programme(TIDE, &[FREE]).build_and_execute(|| {
        assert_ok!(create(LP, &[FREE]));
        assert_ok!(open(1, USD, 1, 50));
        assert_ok!(open(1, TIDE, 1, 50));
        let set = StakingRewards::set_income_stream;
        assert_ok!(set(root(), 1, 1));
        assert_eq!(last_event(), Event::IncomeStreamSet { programme_id: 1, stream: 1 });
        assert_eq!(IncomeStream::<Test>::get(), Some((1, 1)));

        assert_noop!(set(by(ALICE), 0, 0), DispatchError::BadOrigin);
        assert_noop!(set(root(), 1, 0), Error::<Test>::NotTide);
        assert_noop!(set(root(), 1, 2), Error::<Test>::StreamNotFound);
        assert_noop!(set(root(), 2, 0), Error::<Test>::ProgrammeNotFound);
        assert_ok!(StakingRewards::close(root(), 0));
        assert_noop!(set(root(), 0, 0), Error::<Test>::ProgrammeClosed);
    });
}

#[test]
fn the_income_stream_goes_with_its_programme_and_with_no_other() {
    ExtBuilder::default().programme(TIDE, &[FREE]).build_and_execute(|| {
        assert_ok!(create(LP, &[FREE]));
        for id in [1, 0] {
            assert_eq!(IncomeStream::<Test>::get(), Some((0, 0)));
            assert_ok!(StakingRewards::close(root(), id));
            assert_eq!(IncomeStream::<Test>::get(), Some((0, 0)));
            assert_ok!(StakingRewards::remove_programme(by(CAROL), id));
        }
        assert_eq!(IncomeStream::<Test>::get(), None);
    });
}
