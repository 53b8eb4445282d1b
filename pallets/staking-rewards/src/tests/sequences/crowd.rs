//! A thousand stakers who join and leave.

use super::*;
use crate::Positions;

/// A sequence of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        // Knuth's constants of MMIX.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// The most that anybody is short of in the end, in thousandths of a unit: somebody who left five times,
/// and each time gave up a fraction.
const SHORTFALL: u32 = 3_450;

/// Over ten thousand random actions nobody is short by a unit for each time they left and one more, and
/// nobody has a unit too many; when all are gone, everything put in has been paid or given back.
#[test]
fn a_thousand_stakers_join_and_leave() {
    const CROWD: u128 = 1_000;
    const FIRST: AccountId = 10_000;
    ExtBuilder::default().build_and_execute(|| {
        assert_ok!(create(USD, &[FREE]));
        assert_ok!(open(0, TIDE, 977, 3_000));
        for at in 0..CROWD {
            let who = FIRST + at;
            let amount = 1 + at * at * 1_000;
            assert_ok!(Assets::mint(by(OWNER), 1, who, amount));
            assert_ok!(Balances::transfer_allow_death(by(BOB), who, EXISTENTIAL_DEPOSIT));
        }
        let (mut numbers, mut twin) = (Numbers(7), Twin::default());
        for action in 0..10_000u32 {
            let who = FIRST + u128::from(numbers.below(CROWD as u64));
            let staked = Positions::<Test>::get(who, 0).unwrap_or_default().stake(0).amount;
            // Refusals are part of it: who has nothing cannot leave, who has all in cannot add.
            let _ = match numbers.below(4) {
                0 | 1 => {
                    let most = StakingRewards::max_stakeable(who, USD);
                    stake(who, 0, 0, most.min(1 + u128::from(numbers.below(1_000_000))))
                }
                2 => twin.watch_one(who, || unstake(who, 0, 0, staked)),
                _ => twin.watch_one(who, || claim(who, 0, 0)),
            };
            if action % 100 == 0 {
                twin.pass(numbers.below(60) as u32);
            }
        }
        StakingRewards::check_invariants().expect("every invariant holds");
        twin.check();
        pass_all(&mut twin);
        for who in FIRST..FIRST + CROWD {
            let staked = Positions::<Test>::get(who, 0).unwrap_or_default().stake(0).amount;
            if staked > 0 {
                assert_ok!(twin.watch_one(who, || unstake(who, 0, 0, staked)));
            }
            if claimable(who, 0, 0) > 0 {
                assert_ok!(twin.watch_one(who, || claim(who, 0, 0)));
            }
        }
        twin.check();
        let short = twin.greatest_shortfall();
        assert!(short <= SHORTFALL.into(), "somebody is short of {short} thousandths of a unit");
        assert_ok!(close(ALICE, 0));
        let _ = StakingRewards::refund(by(BOB), 0, 0);
        let left = stream(0, 0);
        assert_eq!(left.paid + left.refunded, left.funded);
        assert_ok!(StakingRewards::remove_programme(by(BOB), 0));
    });
}

/// Lets the stream end.
fn pass_all(twin: &mut Twin) {
    let left = stream(0, 0).end.saturating_sub(now());
    twin.pass(left + 5);
}
