//! Random sequences of calls, committed one after the other, with everything looked at in between.

mod steps;

use super::*;
use crate::mock::{Test, ALICE, BOB, BTC, ETH, FORTUNE, OWNER};
use frame_support::{assert_ok, traits::fungibles::Inspect};
use num_bigint::BigUint;
use proptest::prelude::*;
use steps::{any_step, Size, Step};

/// Starts with some TIDE and nothing else.
const CAROL: AccountId = 3;
const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];
const CURRENCIES: [CurrencyId; 4] = [TIDE, USD, BTC, ETH];
const MAX: Balance = Balance::MAX;

/// Two pools of the same pair, one of a common pair and one of an asset with so much supply that
/// sums go beyond 128 bits.
fn world() -> ExtBuilder {
    with_pool()
        .pool([TIDE, USD], FeeTier::Bp1, [500_000, 7])
        .pool([TIDE, USD], FeeTier::Bp100, [3, 1_000_000_000])
        .pool([BTC, ETH], FeeTier::Bp5, [2_000_000, 30_000])
}

/// Makes Carol, and makes Alice and Bob so rich in ETH that some amounts hit the limit of supply.
fn populate() {
    assert_ok!(Balances::transfer_allow_death(signed(OWNER), CAROL, 1_000_000));
    assert_ok!(Assets::mint(signed(OWNER), 3, ALICE, MAX / 2));
    assert_ok!(Assets::mint(signed(OWNER), 3, BOB, MAX / 4));
}

/// What is compared before and after a step.
struct Snapshot {
    root: Vec<u8>,
    issuance: [Balance; 4],
    pools: Vec<Pool>,
}

impl Snapshot {
    fn take() -> Self {
        let issuance = CURRENCIES.map(<Test as crate::Config>::Currencies::total_issuance);
        let pools = (0..crate::NextPoolId::<Test>::get()).map(pool).collect();
        Self { root: root(), issuance, pools }
    }

    /// What holds between a step's two snapshots, however the step ended.
    fn assert_leads_to(&self, after: &Self, result: DispatchResult) {
        assert_eq!(self.issuance, after.issuance, "nothing is made or lost");
        if result.is_err() {
            assert_eq!(self.root, after.root, "what fails changes nothing");
        }
        for (before, after) in self.pools.iter().zip(&after.pools) {
            assert!(worth_kept(before, after), "{before:?} was worth more than {after:?}");
        }
    }
}

/// The product of the reserves per squared share did not fall, told by multiplying crosswise.
fn worth_kept(before: &Pool, after: &Pool) -> bool {
    let times = |reserves: &Amounts, shares: Balance| {
        reserves.iter().map(|reserve| BigUint::from(*reserve)).product::<BigUint>()
            * BigUint::from(shares).pow(2)
    };
    times(&after.reserves, before.total_shares) >= times(&before.reserves, after.total_shares)
}

/// All there is lies with people and the vault, and all shares with people and nobody.
fn assert_nothing_is_elsewhere() {
    let holders = [ALICE, BOB, CAROL, OWNER, Amm::vault()];
    for asset in CURRENCIES {
        let held: Balance = match asset {
            NativeOrWithId::Native => holders.map(all_tide).iter().sum(),
            NativeOrWithId::WithId(id) => holders.map(|who| Assets::balance(id, who)).iter().sum(),
        };
        assert_eq!(held, <Test as crate::Config>::Currencies::total_issuance(asset));
    }
    for (id, pool) in Pools::<Test>::iter() {
        let held: Balance = PEOPLE.map(|who| shares(id, who)).iter().sum();
        assert_eq!(held + pool.locked_shares, pool.total_shares);
    }
}

/// What somebody has of TIDE, with what is held and reserved.
fn all_tide(who: AccountId) -> Balance {
    Balances::free_balance(who) + Balances::reserved_balance(who)
}

/// A step of the second account in the first pool.
fn bobs_step() -> impl Strategy<Value = Step> {
    let (who, pool) = (BOB, 0);
    prop_oneof![
        [any::<Size>(), any::<Size>()].prop_map(move |max| Step::Add { who, pool, max }),
        any::<Size>().prop_map(move |shares| Step::Remove { who, pool, shares }),
        any::<(bool, Size)>().prop_map(move |(turned, amount)| Step::SwapIn {
            who,
            pool,
            turned,
            amount
        }),
        any::<(bool, Size)>().prop_map(move |(turned, amount)| Step::SwapOut {
            who,
            pool,
            turned,
            amount
        }),
    ]
}

/// What Bob has of the currencies of the first pool.
fn bobs_purse() -> [Balance; 2] {
    [balance(&TIDE, BOB), balance(&USD, BOB)]
}

/// More of one and not less of the other.
fn is_better(after: [Balance; 2], before: [Balance; 2]) -> bool {
    after != before && after.iter().zip(before).all(|(after, before)| *after >= before)
}

proptest! {
    #[test]
    fn whatever_people_do_nothing_is_lost_and_no_pool_is_worth_less(
        steps in prop::collection::vec(any_step(), 1..12),
    ) {
        world().build_and_execute(|| {
            populate();
            let mut before = Snapshot::take();
            for step in steps {
                let result = step.take();
                let after = Snapshot::take();
                before.assert_leads_to(&after, result);
                assert_eq!(Amm::check_invariants(), Ok(()));
                before = after;
            }
            assert_nothing_is_elsewhere();
        });
    }

    #[test]
    fn nobody_gains_from_a_pool_in_which_nobody_else_acts(
        steps in prop::collection::vec(bobs_step(), 1..12),
        reserves in [1_001u128..100_000_000, 1_001u128..100_000_000],
    ) {
        let pool = ExtBuilder::default().pool([TIDE, USD], FeeTier::Bp1, reserves);
        pool.build_and_execute(|| {
            let before = bobs_purse();
            for step in steps {
                let _ = step.take();
            }
            let _ = remove(BOB, 0, shares(0, BOB), [0, 0]);
            assert_no_gain(before);
        });
    }

    #[test]
    fn trading_in_circles_with_a_deposit_in_the_pool_does_not_pay(
        deposit in 1u128..10_000_000,
        amounts in prop::collection::vec(1u128..5_000_000, 1..6),
    ) {
        with_pool().build_and_execute(|| {
            let before = bobs_purse();
            let _ = add(BOB, 0, [deposit, deposit * 4], 0);
            for amount in amounts {
                let had = balance(&USD, BOB);
                let there = swap_in(BOB, TIDE, amount, USD, 0);
                let gained = balance(&USD, BOB) - had;
                if there.is_ok() {
                    let _ = swap_in(BOB, USD, gained, TIDE, 0);
                }
            }
            let _ = remove(BOB, 0, shares(0, BOB), [0, 0]);
            assert_no_gain(before);
        });
    }
}

fn assert_no_gain(before: [Balance; 2]) {
    let after = bobs_purse();
    assert!(!is_better(after, before), "{before:?} became {after:?}");
}
