//! A quote equals the trade, says why there is none, and touches nothing.

mod pools;

use super::*;
use crate::{
    mock::{Test, ALICE, BOB, BTC, ETH, FORTUNE, OWNER},
    types::Exact,
    Error,
};
use frame_support::{assert_ok, hypothetically};
use proptest::prelude::*;
use sp_runtime::{ArithmeticError, DispatchError, TokenError};
use tidewater_primitives::apis::amm::{Headroom, Quote, Refusal};

type AssetsError = pallet_assets::Error<Test, pallet_assets::Instance1>;

/// Has nothing to begin with.
const CAROL: AccountId = 3;
const MAX: Balance = Balance::MAX;

/// A quote for a trade through the first pool.
fn quote(
    asset_in: CurrencyId,
    exact: Exact,
    asset_out: CurrencyId,
    who: Option<AccountId>,
) -> Result<Quote, Refusal> {
    let route = hops(0, asset_out).into_inner();
    match exact {
        Exact::In(amount) => Amm::quote_exact_in(asset_in, amount, route, who),
        Exact::Out(amount) => Amm::quote_exact_out(asset_in, amount, route, who),
    }
}

/// What a refusal says of its cause.
fn cause(quoted: Result<Quote, Refusal>) -> Result<Quote, (DispatchError, String)> {
    quoted.map_err(|Refusal { error, reason, .. }| (error, reason))
}

fn refusal(
    error: impl Into<DispatchError>,
    reason: &str,
) -> Result<Quote, (DispatchError, String)> {
    Err((error.into(), reason.into()))
}

/// A third of each reserve of the pool, for TIDE in and USD out.
fn a_third() -> Vec<Headroom> {
    vec![Headroom { pool_id: 0, amount_in: 333_300, amount_out: 1_333_200 }]
}

#[test]
fn a_quote_of_an_exact_payment_has_all_numbers_of_the_trade() {
    with_pool().build_and_execute(|| {
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: TIDE,
            amount_in: 100_000,
            asset_out: USD,
            amount_out: 362_644,
            fee: 300,
            protocol_fee: 0,
            reserve_in: 1_100_000,
            reserve_out: 3_637_356,
        };
        let expected = Quote {
            amount_in: 100_000,
            amount_out: 362_644,
            price_impact_bps: 907,
            hops: vec![hop.clone()],
            headroom: a_third(),
        };
        assert_eq!(quote(TIDE, Exact::In(100_000), USD, Some(BOB)), Ok(expected.clone()));
        assert_eq!(quote(TIDE, Exact::In(100_000), USD, None), Ok(expected));
        assert_ok!(swap_in(BOB, TIDE, 100_000, USD, 0));
        assert_eq!(last_event(), swapped(BOB, hop));
    });
}

#[test]
fn a_quote_of_an_exact_purchase_has_all_numbers_of_the_trade() {
    with_pool().build_and_execute(|| {
        let hop = HopOutcome {
            pool_id: 0,
            asset_in: TIDE,
            amount_in: 25_719,
            asset_out: USD,
            amount_out: 100_000,
            fee: 78,
            protocol_fee: 0,
            reserve_in: 1_025_719,
            reserve_out: 3_900_000,
        };
        let expected = Quote {
            amount_in: 25_719,
            amount_out: 100_000,
            price_impact_bps: 251,
            hops: vec![hop.clone()],
            headroom: a_third(),
        };
        assert_eq!(quote(TIDE, Exact::Out(100_000), USD, Some(BOB)), Ok(expected.clone()));
        assert_eq!(quote(TIDE, Exact::Out(100_000), USD, None), Ok(expected));
        assert_ok!(swap_out(BOB, TIDE, MAX, USD, 100_000));
        assert_eq!(last_event(), swapped(BOB, hop));
    });
}

/// Of a million against four millions, the fee set aside: `x / (1,000,000 + x)` and the floor.
#[test]
fn the_price_impact_grows_with_the_trade() {
    with_pool().build_and_execute(|| {
        let impacts = [1, 1_000, 10_000, 100_000, 333_300].map(|amount| {
            quote(TIDE, Exact::In(amount), USD, None).map(|quote| quote.price_impact_bps)
        });
        assert_eq!(impacts, [2_478, 11, 99, 907, 2_495].map(Ok));
    });
}

#[test]
fn a_donation_to_the_vault_changes_no_quote() {
    with_pool().build_and_execute(|| {
        let ask = || quote(TIDE, Exact::In(100_000), USD, Some(BOB));
        let before = ask();
        assert!(before.is_ok());
        assert_ok!(Balances::transfer_allow_death(signed(ALICE), Amm::vault(), 777_777));
        assert_ok!(Assets::transfer(signed(ALICE), 1, Amm::vault(), 999_999));
        assert_eq!(ask(), before);
    });
}

#[test]
fn refusals_carry_the_name_the_metadata_has() {
    with_pool().build_and_execute(|| {
        let unknown = Amm::quote_exact_in(TIDE, 100, hops(1, USD).into_inner(), None);
        assert_eq!(cause(unknown), refusal(Error::<Test>::PoolNotFound, "PoolNotFound"));
        let empty = Amm::quote_exact_out(TIDE, 100, vec![], None);
        assert_eq!(cause(empty), refusal(Error::<Test>::EmptyRoute, "EmptyRoute"));
        let whole = quote(TIDE, Exact::Out(4_000_000), USD, None);
        assert_eq!(
            cause(whole),
            refusal(Error::<Test>::InsufficientReserve, "InsufficientReserve")
        );
        let dust = quote(USD, Exact::In(1), TIDE, None);
        assert_eq!(cause(dust), refusal(Error::<Test>::ZeroOutput, "ZeroOutput"));
        let large = quote(TIDE, Exact::In(333_301), USD, None);
        assert_eq!(cause(large), refusal(Error::<Test>::TradeTooLarge, "TradeTooLarge"));
        assert_ok!(Assets::transfer(signed(BOB), 1, CAROL, 1_000));
        let poor = quote(USD, Exact::In(1_001), TIDE, Some(CAROL));
        assert_eq!(cause(poor), refusal(AssetsError::BalanceLow, "BalanceLow"));
    });
}

#[test]
fn a_refusal_says_what_the_pools_have_left() {
    with_pool().build_and_execute(|| {
        let headroom = |quoted: Result<Quote, Refusal>| quoted.map_err(|refusal| refusal.headroom);
        let large = quote(TIDE, Exact::In(333_301), USD, None);
        assert_eq!(headroom(large), Err(a_third()));
        let nobody = quote(TIDE, Exact::In(1_000), USD, Some(77));
        assert_eq!(headroom(nobody), Err(a_third()));
        let nowhere = Amm::quote_exact_in(TIDE, 100, hops(1, USD).into_inner(), None);
        assert_eq!(headroom(nowhere), Err(vec![]));
    });
}

#[test]
fn a_route_that_is_too_long_is_refused_even_where_no_call_could_hold_it() {
    with_pool().build_and_execute(|| {
        for length in [5, 1_000] {
            let route = vec![Hop { pool_id: 0, asset_out: USD }; length];
            let asked = Amm::quote_exact_in(TIDE, 100, route, Some(BOB));
            assert_eq!(cause(asked), refusal(Error::<Test>::RouteTooLong, "RouteTooLong"));
        }
    });
}

#[test]
fn the_tokens_reasons_are_named_too() {
    with_pool().build_and_execute(|| {
        let nobody = quote(USD, Exact::In(1_000), TIDE, Some(77));
        assert_eq!(cause(nobody), refusal(AssetsError::NoAccount, "NoAccount"));
        let (error, reason) = (TokenError::FundsUnavailable, "Funds are unavailable");
        assert_ok!(Balances::transfer_keep_alive(signed(ALICE), CAROL, 300_000));
        let all = |who| quote(TIDE, Exact::In(300_000), USD, who);
        assert_eq!(cause(all(Some(CAROL))), refusal(error, reason));
        // Nobody in particular can pay this.
        assert!(all(None).is_ok());
    });
}

#[test]
fn an_anonymous_quote_refuses_for_a_frozen_asset_on_either_side() {
    with_pool().build_and_execute(|| {
        assert_ok!(Assets::freeze_asset(signed(OWNER), 1));
        let frozen = || refusal(AssetsError::AssetNotLive, "AssetNotLive");
        assert_eq!(cause(quote(TIDE, Exact::In(1_000), USD, None)), frozen());
        assert_eq!(cause(quote(USD, Exact::In(1_000), TIDE, None)), frozen());
        assert_eq!(cause(quote(TIDE, Exact::Out(1_000), USD, None)), frozen());
        assert_eq!(cause(quote(USD, Exact::Out(1_000), TIDE, None)), frozen());
    });
}

#[test]
fn an_anonymous_quote_refuses_when_the_vault_cannot_pay() {
    with_pool().build_and_execute(|| {
        hypothetically!({
            burn_from_vault(1, 2);
            let short = refusal(Error::<Test>::AssetInShortfall, "AssetInShortfall");
            assert_eq!(cause(quote(TIDE, Exact::Out(1_000), USD, None)), short);
            assert_eq!(cause(quote(USD, Exact::In(1_000), TIDE, None)), short);
        });
        assert_ok!(Assets::freeze(signed(OWNER), 1, Amm::vault()));
        let frozen = refusal(AssetsError::Frozen, "Frozen");
        assert_eq!(cause(quote(TIDE, Exact::Out(1_000), USD, None)), frozen);
    });
}

#[test]
fn an_anonymous_quote_refuses_when_the_vault_cannot_be_paid() {
    with_pool().build_and_execute(|| {
        assert_ok!(Assets::block(signed(OWNER), 1, Amm::vault()));
        let blocked = refusal(TokenError::Blocked, "Account cannot receive the assets");
        assert_eq!(cause(quote(USD, Exact::In(1_000), TIDE, None)), blocked);
        assert_ok!(Assets::thaw(signed(OWNER), 1, Amm::vault()));
        let supply = Assets::total_supply(1);
        assert_ok!(Assets::mint(signed(OWNER), 1, OWNER, MAX - supply - 999));
        let overflow = refusal(ArithmeticError::Overflow, "An overflow would occur");
        assert_eq!(cause(quote(USD, Exact::In(1_000), TIDE, None)), overflow);
        assert!(quote(USD, Exact::In(999), TIDE, None).is_ok());
    });
}

/// 0, 1, the largest, and numbers of every length.
fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![
        1 => prop_oneof![Just(0), Just(1), Just(MAX)],
        8 => (0u32..128, any::<u128>()).prop_map(|(shift, bits)| bits >> shift),
    ]
}

/// Reserves that can be a first deposit, from a thousand units up to an eighth of all numbers.
fn reserves() -> impl Strategy<Value = [Balance; 2]> {
    let reserve = || (3u32..118, any::<u128>()).prop_map(|(shift, bits)| (bits >> shift) + 1_001);
    [reserve(), reserve()]
}

/// What the pool trades: everything, an asset with a minimum balance, and one new to the trader.
fn pair() -> impl Strategy<Value = [CurrencyId; 2]> {
    prop_oneof![Just([USD, ETH]), Just([BTC, ETH]), Just([BTC, USD])]
}

/// A pool with these reserves, and a trader with a fortune of this size, if there can be both.
fn open(pair: &[CurrencyId; 2], tier: FeeTier, reserves: [Balance; 2], fortune: Balance) {
    for (asset, reserve) in pair.iter().zip(reserves) {
        let NativeOrWithId::WithId(id) = *asset else { continue };
        assert_ok!(Assets::burn(signed(OWNER), id, BOB, FORTUNE));
        assert_ok!(Assets::mint(signed(OWNER), id, ALICE, reserve));
        // Too little, or too much beside the reserve: then the trader has nothing.
        let _ = Assets::mint(signed(OWNER), id, BOB, fortune);
    }
    let curve = Curve::ConstantProduct;
    assert_ok!(Amm::create_pool(signed(ALICE), assets(pair.clone()), curve, tier));
    let mut sorted = [(pair[0].clone(), reserves[0]), (pair[1].clone(), reserves[1])];
    sorted.sort();
    assert_ok!(add(ALICE, 0, sorted.map(|(_, reserve)| reserve), 0));
}

/// Asks, trades and compares.
fn assert_quote_is_the_trade(asset_in: CurrencyId, exact: Exact, asset_out: CurrencyId) {
    let before = root();
    let quoted = quote(asset_in.clone(), exact, asset_out.clone(), Some(BOB));
    let anonymous = quote(asset_in.clone(), exact, asset_out.clone(), None);
    assert_eq!(root(), before, "asking changes nothing");
    // Asked from outside: the answer is for the next block.
    next_block();
    let before = root();
    let traded = match exact {
        Exact::In(amount) => swap_in(BOB, asset_in, amount, asset_out, 0),
        Exact::Out(amount) => swap_out(BOB, asset_in, MAX, asset_out, amount),
    };
    match (quoted, traded) {
        (Ok(quote), Ok(())) => {
            assert_eq!(anonymous, Ok(quote.clone()), "who trades is no part of the price");
            let [hop] = quote.hops.as_slice() else { panic!("one hop") };
            assert_eq!((quote.amount_in, quote.amount_out), (hop.amount_in, hop.amount_out));
            assert_eq!(last_event(), swapped(BOB, hop.clone()));
            let kept = pool(0);
            let reserve = |asset| kept.position(asset).map(|position| kept.reserve(position));
            assert_eq!(reserve(&hop.asset_in), Some(hop.reserve_in));
            assert_eq!(reserve(&hop.asset_out), Some(hop.reserve_out));
            assert!((1..=10_000).contains(&quote.price_impact_bps));
        }
        (Err(refusal), Err(error)) => {
            assert_eq!(refusal.error, error);
            assert!(!refusal.reason.is_empty());
            assert_eq!(root(), before, "a refused trade changes nothing");
        }
        (quoted, traded) => panic!("{quoted:?}, but {traded:?}"),
    }
}

proptest! {
    #[test]
    fn a_quote_is_the_trade_that_follows_it_or_the_error_it_ends_in(
        pair in pair(),
        tier in prop::sample::select(FeeTier::ALL.to_vec()),
        reserves in reserves(),
        fortune in amount(),
        amounts in [amount(), amount()],
        turned: bool,
    ) {
        ExtBuilder::default().build_and_execute(|| {
            open(&pair, tier, reserves, fortune);
            let [a, b] = pair;
            let [asset_in, asset_out] = if turned { [b, a] } else { [a, b] };
            let [paid, bought] = amounts;
            assert_quote_is_the_trade(asset_in.clone(), Exact::In(paid), asset_out.clone());
            assert_quote_is_the_trade(asset_in, Exact::Out(bought), asset_out);
        });
    }

    #[test]
    fn a_quote_within_reach_is_the_trade_that_follows_it(
        tier in prop::sample::select(FeeTier::ALL.to_vec()),
        parts in [1u128..=10_001, 1u128..=10_001],
        turned: bool,
    ) {
        let pool = ExtBuilder::default().pool([TIDE, USD], tier, [1_000_000, 4_000_000]);
        pool.build_and_execute(|| {
            let [asset_in, asset_out] = if turned { [USD, TIDE] } else { [TIDE, USD] };
            let [paid, bought] = parts;
            assert_quote_is_the_trade(asset_in.clone(), Exact::In(paid * 34), asset_out.clone());
            let kept = super::pool(0);
            let at = kept.position(&asset_out).expect("the pool holds it");
            let bought = bought * kept.reserve(at) / 40_000;
            assert_quote_is_the_trade(asset_in, Exact::Out(bought), asset_out);
        });
    }
}
