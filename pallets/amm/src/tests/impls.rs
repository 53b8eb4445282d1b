//! The SDK's exchange over our pools: what pays transaction fees in an asset.

use super::support::*;
use frame_support::traits::{
    fungibles::{Balanced, Credit, Inspect},
    tokens::{Fortitude, Precision, Preservation},
};
use pallet_asset_conversion::{QuotePrice, Swap, SwapCredit};
use proptest::prelude::*;

type Currencies = <Test as crate::Config>::Currencies;
type Paid = Credit<AccountId, Currencies>;

/// Pools 0 and 1 are named for USD and BTC; pool 2 is of the same pair as pool 0 and not named; ETH
/// is in a pool without a name and in one without TIDE.
fn with_named_pools(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [10_000_000, 40_000_000])
        .pool([TIDE, BTC], FeeTier::Bp5, [20_000_000, 5_000_000])
        .pool([TIDE, USD], FeeTier::Bp1, [90_000_000, 400_000_000])
        .pool([USD, ETH], FeeTier::Bp5, [1_000_000, 1_000_000])
        .build_and_execute(|| {
            assert_ok!(Amm::set_fee_pool(governance(), USD, Some(0)));
            assert_ok!(Amm::set_fee_pool(governance(), BTC, Some(1)));
            test();
        });
}

/// Takes a credit from Bob.
fn credit(asset: &CurrencyId, amount: Balance) -> Paid {
    let (exactly, politely) = (Precision::Exact, Fortitude::Polite);
    let keep = Preservation::Expendable;
    Currencies::withdraw(asset.clone(), &BOB, amount, exactly, keep, politely).expect("he has it")
}

fn give_back(credit: Paid) {
    assert!(Currencies::resolve(&BOB, credit).is_ok());
}

fn credit_in(
    path: &[CurrencyId],
    credit: Paid,
    least: Option<Balance>,
) -> Result<Paid, (Paid, DispatchError)> {
    <Amm as SwapCredit<_>>::swap_exact_tokens_for_tokens(path.to_vec(), credit, least)
}

fn credit_out(
    path: &[CurrencyId],
    credit: Paid,
    amount: Balance,
) -> Result<(Paid, Paid), (Paid, DispatchError)> {
    <Amm as SwapCredit<_>>::swap_tokens_for_exact_tokens(path.to_vec(), credit, amount)
}

fn issuances() -> [Balance; 4] {
    [TIDE, USD, BTC, ETH].map(Currencies::total_issuance)
}

#[test]
fn a_credit_buys_what_its_quote_says() {
    with_named_pools(|| {
        let before = issuances();
        let quoted = Amm::quote_price_exact_tokens_for_tokens(USD, TIDE, 100_000, true);
        let computed = computed_step(&pool(0), &USD, &TIDE, Exact::In(100_000)).expect("it trades");
        assert_eq!(quoted, Some(computed.amount_out));
        let received = credit_in(&[USD, TIDE], credit(&USD, 100_000), quoted).expect("it trades");
        assert_eq!((received.asset(), Some(received.peek())), (TIDE, quoted));
        assert_eq!(reserves(0), [computed.reserve_out, computed.reserve_in]);
        let Event::CreditSwapped { asset_in, amount_in, asset_out, amount_out, hops } =
            last_event()
        else {
            panic!("not a credit's trade");
        };
        assert_eq!((asset_in, amount_in), (USD, 100_000));
        assert_eq!((asset_out, amount_out), (TIDE, computed.amount_out));
        assert_eq!(hops.len(), 1);
        give_back(received);
        assert_eq!(issuances(), before);
    });
}

#[test]
fn an_exact_purchase_gives_the_rest_of_the_credit_as_change() {
    with_named_pools(|| {
        let before = issuances();
        let cost = Amm::quote_price_tokens_for_exact_tokens(USD, TIDE, 10_000, true).expect("some");
        let quoted = quote_out(USD, 10_000, &[(0, TIDE)]).expect("it trades").amount_in;
        assert_eq!(cost, quoted);
        let (received, change) =
            credit_out(&[USD, TIDE], credit(&USD, cost + 777), 10_000).expect("it trades");
        assert_eq!((received.asset(), received.peek()), (TIDE, 10_000));
        assert_eq!((change.asset(), change.peek()), (USD, 777));
        give_back(received);
        give_back(change);
        assert_eq!(balance(&USD, BOB), FORTUNE - cost);
        assert_eq!(balance(&TIDE, BOB), FORTUNE + 10_000);
        assert_eq!(issuances(), before);

        let cost = Amm::quote_price_tokens_for_exact_tokens(USD, TIDE, 10_000, true).expect("some");
        let (received, change) =
            credit_out(&[USD, TIDE], credit(&USD, cost), 10_000).expect("just enough");
        assert_eq!((received.peek(), change.peek()), (10_000, 0));
        give_back(received);
    });
}

#[test]
fn between_two_assets_it_goes_by_way_of_tide() {
    with_named_pools(|| {
        let path = [USD, TIDE, BTC];
        let legs = [(0, TIDE), (1, BTC)];
        let computed = computed_route(&USD, Exact::In(100_000), &legs);
        let vault = balance(&TIDE, Amm::vault());
        let received = credit_in(&path, credit(&USD, 100_000), None).expect("it trades");
        assert_eq!((received.asset(), received.peek()), (BTC, computed[1].amount_out));
        assert_eq!(balance(&TIDE, Amm::vault()), vault, "TIDE stays where it is");
        give_back(received);

        let computed = computed_route(&USD, Exact::Out(1_000), &legs);
        let (received, change) =
            credit_out(&path, credit(&USD, 100_000), 1_000).expect("it trades");
        assert_eq!(received.peek(), 1_000);
        assert_eq!(change.peek(), 100_000 - computed[0].amount_in);
        give_back(received);
        give_back(change);
    });
}

/// Every way in which it can fail, and the whole credit in hand after each.
#[test]
fn whatever_fails_the_whole_credit_comes_back() {
    with_named_pools(|| {
        // Events are stored too, and the tokens tell of each credit.
        let state = || {
            System::reset_events();
            root()
        };
        let before = state();
        let returned =
            |path: &[CurrencyId], asset: &CurrencyId, amount, least, why: DispatchError| {
                let (back, error) =
                    credit_in(path, credit(asset, amount), least).expect_err("refused");
                assert_eq!((back.asset(), back.peek(), error), (asset.clone(), amount, why));
                give_back(back);
                let wanted = least.unwrap_or(1_000);
                let (back, _) =
                    credit_out(path, credit(asset, amount), wanted).expect_err("refused");
                assert_eq!((back.asset(), back.peek()), (asset.clone(), amount));
                give_back(back);
            };
        let least = Amm::quote_price_exact_tokens_for_tokens(USD, TIDE, 100_000, true);
        let more = least.map(|least| least + 1);
        let way = [USD, TIDE];
        returned(&way, &USD, 100_000, more, error(Error::AmountOutBelowMinimum));
        returned(&way, &USD, 13_332_001, Some(9_999_999), error(Error::TradeTooLarge));
        returned(&way, &BTC, 100_000, None, error(Error::AssetNotInPool));
        returned(&way, &TIDE, 100_000, None, error(Error::AssetNotInPool));
        returned(&[], &USD, 100_000, None, error(Error::AssetNotInPool));
        returned(&[USD], &USD, 100_000, None, error(Error::EmptyRoute));
        returned(&[ETH, TIDE], &ETH, 100_000, None, error(Error::NoFeePool));
        returned(&[USD, BTC], &USD, 100_000, None, error(Error::NoFeePool));
        returned(&[USD, TIDE, USD], &USD, 100_000, None, error(Error::RepeatedPool));
        returned(&[TIDE, TIDE], &TIDE, 100_000, None, error(Error::NoFeePool));
        returned(&[USD, TIDE, BTC, TIDE, USD, TIDE], &USD, 9, None, error(Error::RouteTooLong));
        returned(&way, &USD, 1, Some(1_000), error(Error::ZeroOutput));

        // Too little for what is wanted exactly.
        let cost = Amm::quote_price_tokens_for_exact_tokens(USD, TIDE, 10_000, true).expect("some");
        let (back, error_of) =
            credit_out(&way, credit(&USD, cost - 1), 10_000).expect_err("too little");
        assert_eq!((back.peek(), error_of), (cost - 1, error(Error::AmountInAboveMaximum)));
        give_back(back);
        assert_eq!(state(), before, "and nothing has changed");

        set_status(0, PoolStatus::WithdrawOnly);
        returned(&way, &USD, 100_000, None, error(Error::TradingClosed));
        set_status(0, PoolStatus::Active);
        let lost = balance(&BTC, Amm::vault()) - 4_999_999;
        take_from_vault(2, lost);
        returned(&[BTC, TIDE], &BTC, 100_000, None, error(Error::AssetInShortfall));
        assert_ok!(Amm::settle_shortfall(by(BOB), BTC));
        assert_ok!(Assets::freeze_asset(by(OWNER), 2));
        let (back, _) =
            credit_in(&[USD, TIDE, BTC], credit(&USD, 100_000), None).expect_err("frozen");
        assert_eq!(back.peek(), 100_000);
        give_back(back);
    });
}

/// The payment is refused after the vault has paid: nothing of it remains.
#[test]
fn a_payment_that_the_vault_cannot_take_comes_back_whole() {
    with_named_pools(|| {
        let paid = credit(&USD, 100_000);
        assert_ok!(Assets::block(by(OWNER), 1, Amm::vault()));
        let before = (pool(0), balance(&TIDE, Amm::vault()));
        System::reset_events();
        let (back, why) = credit_in(&[USD, TIDE], paid, None).expect_err("blocked");
        assert_eq!((back.peek(), why), (100_000, error(Error::TransferIncomplete)));
        assert_eq!((pool(0), balance(&TIDE, Amm::vault())), before);
        assert!(our_events().is_empty());
        give_back(back);
    });
}

#[test]
fn nothing_is_quoted_where_nothing_is_traded() {
    with_named_pools(|| {
        let quotes = |from: &CurrencyId, to: &CurrencyId, amount, fee| {
            [
                Amm::quote_price_exact_tokens_for_tokens(from.clone(), to.clone(), amount, fee),
                Amm::quote_price_tokens_for_exact_tokens(from.clone(), to.clone(), amount, fee),
            ]
        };
        for fee in [true, false] {
            for (from, to) in [(&ETH, &TIDE), (&USD, &BTC), (&TIDE, &TIDE), (&USD, &USD)] {
                assert_eq!(quotes(from, to, 1_000, fee), [None; 2]);
            }
            assert_eq!(quotes(&USD, &TIDE, 0, fee), [None; 2]);
        }
        assert_eq!(quotes(&USD, &TIDE, 13_400_000, true), [None; 2]);
        assert!(Assets::freeze_asset(by(OWNER), 1).is_ok());
        assert_eq!(quotes(&USD, &TIDE, 1_000, true), [None; 2]);
    });
}

#[test]
fn a_quote_without_the_fee_is_the_curve_alone() {
    with_named_pools(|| {
        let curve = 10_000_000u128 * 100_000 / (40_000_000 + 100_000);
        let quoted = Amm::quote_price_exact_tokens_for_tokens(USD, TIDE, 100_000, false);
        assert_eq!(quoted, Some(curve));
        assert!(quoted > Amm::quote_price_exact_tokens_for_tokens(USD, TIDE, 100_000, true));
        let cost = (40_000_000u128 * 10_000).div_ceil(10_000_000 - 10_000);
        let quoted = Amm::quote_price_tokens_for_exact_tokens(USD, TIDE, 10_000, false);
        assert_eq!(quoted, Some(cost));
    });
}

#[test]
fn a_person_swaps_along_the_same_paths_and_may_send_it_to_another() {
    with_named_pools(|| {
        let quoted = Amm::quote_price_exact_tokens_for_tokens(USD, TIDE, 100_000, true);
        let received = <Amm as Swap<_>>::swap_exact_tokens_for_tokens(
            BOB,
            vec![USD, TIDE],
            100_000,
            quoted,
            42,
            true,
        );
        assert_eq!(received.ok(), quoted);
        assert_eq!(Some(balance(&TIDE, 42)), quoted);
        assert_eq!(balance(&USD, BOB), FORTUNE - 100_000);

        let cost = Amm::quote_price_tokens_for_exact_tokens(USD, TIDE, 5_000, true).expect("some");
        let swap = |most| {
            <Amm as Swap<_>>::swap_tokens_for_exact_tokens(
                BOB,
                vec![USD, TIDE],
                5_000,
                Some(most),
                BOB,
                true,
            )
        };
        assert_noop!(swap(cost - 1), Error::<Test>::AmountInAboveMaximum);
        assert_eq!(swap(cost), Ok(cost));
        assert_eq!(balance(&TIDE, BOB), FORTUNE + 5_000);

        // All of an asset would close the account of who wants it kept; and nothing moves.
        let all = balance(&USD, BOB);
        assert_noop!(
            <Amm as Swap<_>>::swap_exact_tokens_for_tokens(
                BOB,
                vec![USD, TIDE],
                all,
                None,
                BOB,
                true
            ),
            Error::<Test>::TradeTooLarge
        );
    });
}

/// A path has one hop less than currencies: five of them make a route of four.
#[test]
fn a_path_is_as_long_as_a_route() {
    assert_eq!(<Amm as SwapCredit<AccountId>>::max_path_len(), 5);
    assert_eq!(<Amm as Swap<AccountId>>::max_path_len(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_credit_is_worth_its_quote_or_comes_back(
        trades in prop::collection::vec((0usize..4, any::<bool>(), 1u128..20_000_000), 1..6),
    ) {
        with_named_pools(|| for (way, exact_in, amount) in trades {
            let ways = [[USD, TIDE], [TIDE, USD], [BTC, TIDE], [TIDE, BTC]];
            let [from, to] = ways[way].clone();
            let before = issuances();
            let had = [balance(&from, BOB), balance(&to, BOB)];
            let path = [from.clone(), to.clone()];
            if exact_in {
                let quoted =
                    Amm::quote_price_exact_tokens_for_tokens(from.clone(), to.clone(), amount, true);
                match credit_in(&path, credit(&from, amount), None) {
                    Ok(received) => {
                        assert_eq!(quoted, Some(received.peek()));
                        give_back(received);
                    }
                    Err((back, _)) => {
                        assert_eq!((quoted, back.peek()), (None, amount));
                        give_back(back);
                        assert_eq!(had, [balance(&from, BOB), balance(&to, BOB)]);
                    }
                }
            } else {
                let wanted = amount / 3 + 1;
                let quoted =
                    Amm::quote_price_tokens_for_exact_tokens(from.clone(), to.clone(), wanted, true);
                match credit_out(&path, credit(&from, amount), wanted) {
                    Ok((received, change)) => {
                        assert_eq!(received.peek(), wanted);
                        assert_eq!(quoted, Some(amount - change.peek()));
                        give_back(received);
                        give_back(change);
                    }
                    Err((back, _)) => {
                        assert_eq!(back.peek(), amount);
                        assert!(quoted.is_none_or(|cost| cost > amount));
                        give_back(back);
                        assert_eq!(had, [balance(&from, BOB), balance(&to, BOB)]);
                    }
                }
            }
            assert_eq!(issuances(), before);
        });
    }
}
