//! Rewards: equal to their exact twin, never more than what was emitted, and never less by a unit.

mod reference;
mod strategies;

use num_bigint::BigInt;
use proptest::prelude::*;
use reference::{ema::exact, fraction::Fraction, rewards as twin};
use strategies::{any_amount, budget, of_any_length};
use tidewater_math::{
    rewards::{
        blocks_due, blocks_left, budget as budget_of, earned, emission, grains, index_step, power,
        rate_over, rate_within, units, GRAINS, MULTIPLIER_ONE,
    },
    rounding::Rounding,
    U256,
};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/rewards.txt");

fn any_blocks() -> impl Strategy<Value = u32> {
    prop_oneof![
        prop::sample::select(vec![0, 1, 2, 14_400, u32::MAX - 1, u32::MAX]),
        (1u32..=32, any::<u32>()).prop_map(|(bits, number)| number >> (32 - bits)),
    ]
}

/// Any number of 256 bits.
fn any_wide() -> impl Strategy<Value = U256> {
    (any_amount(), any_amount(), 0usize..256)
        .prop_map(|(high, low, shift)| (U256::from(high) << 128 | U256::from(low)) >> shift)
}

/// Units of a token of 2 to 24 decimals, up to 10^30 of them.
fn any_stake() -> impl Strategy<Value = u128> {
    prop_oneof![
        (2u32..=24, 1u128..=1_000_000).prop_map(|(decimals, whole)| whole * 10u128.pow(decimals)),
        of_any_length(100),
        Just(10u128.pow(30)),
        1u128..=20,
    ]
}

fn any_multiplier() -> impl Strategy<Value = u32> {
    prop_oneof![Just(MULTIPLIER_ONE), Just(50_000), MULTIPLIER_ONE..=50_000]
}

/// The twin's number, as far as 256 bits go.
fn capped(number: BigInt) -> BigInt {
    number.min(exact(U256::MAX))
}

mod equals_the_twin {
    use super::*;

    proptest! {
        #![proptest_config(budget(REGRESSIONS))]

        #[test]
        fn when_an_index_moves(grains in any_wide(), power in any_amount()) {
            let step = index_step(grains, power);
            if power == 0 {
                prop_assert_eq!(step, U256::ZERO);
            } else {
                prop_assert_eq!(exact(step), capped(twin::index_step(exact(grains), power)));
            }
        }

        #[test]
        fn when_a_stake_has_earned([from, risen] in [any_wide(), any_wide()], power in any_amount()) {
            // The index may wrap around in between.
            let grains = earned(power, from, from.wrapping_add(risen));
            prop_assert_eq!(exact(grains), capped(twin::earned(power, exact(risen))));
        }

        #[test]
        fn when_blocks_are_counted([start, end, last, now] in [0u32..40, 0u32..40, 0u32..40, 0u32..40]) {
            prop_assert_eq!(blocks_due(start, end, last, now), twin::blocks_due(start, end, last, now));
            prop_assert_eq!(blocks_left(start, end, now), twin::blocks_due(start, end, now, 40));
        }

        #[test]
        fn when_blocks_emit(rate in any_amount(), blocks in any_blocks()) {
            let emitted = Fraction::whole(exact(emission(rate, blocks))) / Fraction::whole(GRAINS);
            let twin = twin::emission(rate, blocks);
            prop_assert!(emitted.is_at_most(&twin) && twin.is_at_most(&emitted));
        }

        #[test]
        fn when_grains_and_units_are_changed(amount in any_amount(), wide in any_wide()) {
            prop_assert_eq!(exact(grains(amount)), BigInt::from(amount) * GRAINS);
            prop_assert_eq!(units(grains(amount)), amount);
            let whole = (exact(wide) / GRAINS).min(BigInt::from(u128::MAX));
            prop_assert_eq!(BigInt::from(units(wide)), whole);
        }

        #[test]
        fn when_a_rate_is_chosen(kept in any_amount(), emitted in any_wide(), blocks in any_blocks()) {
            let left = budget_of(kept, emitted);
            prop_assert_eq!(exact(left), (BigInt::from(kept) * GRAINS - exact(emitted)).max(0.into()));
            let rate = rate_over(left, blocks);
            prop_assert!(emission(rate, blocks) <= left);
            if blocks > 0 && rate < u128::MAX {
                prop_assert!(emission(rate + 1, blocks) > left);
            }
        }

        #[test]
        fn when_a_rate_is_bounded(
            [rate, funded] in [any_amount(), any_amount()],
            blocks in any_blocks(),
            share in prop_oneof![0u32..=10_000, any::<u32>()],
        ) {
            let emitted = BigInt::from(rate) * blocks * 10_000u32;
            let allowed = BigInt::from(funded) * GRAINS * share;
            prop_assert_eq!(rate_within(rate, blocks, funded, share), emitted <= allowed);
        }
    }
}

/// One thing that happens to a programme of a few stakers.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Somebody's stake becomes this, at this multiplier.
    Stake { who: usize, amount: u128, multiplier: u32 },
    /// Somebody takes what there is in whole units.
    Claim { who: usize },
    /// Blocks pass.
    Pass { blocks: u32 },
}

fn any_step() -> impl Strategy<Value = Step> {
    let who = 0usize..4;
    prop_oneof![
        2 => (who.clone(), prop_oneof![4 => any_stake(), 1 => Just(0)], any_multiplier())
            .prop_map(|(who, amount, multiplier)| Step::Stake { who, amount, multiplier }),
        2 => who.prop_map(|who| Step::Claim { who }),
        3 => prop_oneof![0u32..3, 1u32..100_000].prop_map(|blocks| Step::Pass { blocks }),
    ]
}

/// A stream and its stakers, as a pallet keeps them, and beside each number its exact twin.
struct Race {
    rate: u128,
    index: U256,
    emitted: U256,
    powers: [u128; 4],
    seen: [U256; 4],
    owed: [U256; 4],
    paid: [u128; 4],
    exact: [Fraction; 4],
}

impl Race {
    fn new(rate: u128) -> Self {
        Self {
            rate,
            index: U256::ZERO,
            emitted: U256::ZERO,
            powers: [0; 4],
            seen: [U256::ZERO; 4],
            owed: [U256::ZERO; 4],
            paid: [0; 4],
            exact: core::array::from_fn(|_| Fraction::whole(0)),
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Stake { who, amount, multiplier } => {
                self.settle(who);
                self.powers[who] = power(amount, multiplier).expect("small enough");
            }
            Step::Claim { who } => {
                self.settle(who);
                let whole = units(self.owed[who]);
                self.owed[who] -= grains(whole);
                self.paid[who] += whole;
            }
            Step::Pass { blocks } => self.pass(blocks),
        }
    }

    fn pass(&mut self, blocks: u32) {
        let total: u128 = self.powers.iter().sum();
        if total == 0 {
            return;
        }
        let grains = emission(self.rate, blocks);
        self.emitted += grains;
        self.index = self.index.wrapping_add(index_step(grains, total));
        for who in 0..4 {
            let part = twin::part(twin::emission(self.rate, blocks), self.powers[who], total);
            self.exact[who] = self.exact[who].clone() + part;
        }
    }

    fn settle(&mut self, who: usize) {
        self.owed[who] += earned(self.powers[who], self.seen[who], self.index);
        self.seen[who] = self.index;
    }

    /// Each has what is exactly theirs, or less by less than a unit; together they have no more than
    /// was emitted.
    fn check(mut self) {
        let mut all = U256::ZERO;
        for who in 0..4 {
            self.settle(who);
            all += self.owed[who] + grains(self.paid[who]);
            let got = Fraction::whole(self.paid[who] + units(self.owed[who]));
            assert!(got.is_at_most(&self.exact[who]), "{who} has more than the exact part");
            let whole = self.exact[who].round(Rounding::Down);
            let short = whole - (self.paid[who] + units(self.owed[who]));
            assert!(short <= BigInt::from(1), "{who} is {short} short");
        }
        assert!(all <= self.emitted, "more is owed than was emitted");
    }
}

proptest! {
    #![proptest_config(budget(REGRESSIONS))]

    /// In whatever order people act, and whatever the decimals: rates from a grain to 10^18 units.
    #[test]
    fn everybody_has_the_exact_part_less_at_most_a_unit(
        rate in prop_oneof![of_any_length(90), (0u32..=30).prop_map(|digits| 10u128.pow(digits))],
        steps in prop::collection::vec(any_step(), 1..40),
    ) {
        let mut race = Race::new(rate);
        for step in steps {
            race.take(step);
        }
        race.check();
    }

    #[test]
    fn who_splits_a_stake_earns_no_more(
        [first, second] in [any_stake(), any_stake()],
        others in any_stake(),
        multiplier in any_multiplier(),
        rate in of_any_length(100),
        blocks in 1u32..1_000_000,
    ) {
        let weight = |amount| power(amount, multiplier).expect("small enough");
        let total = weight(first) + weight(second) + weight(others);
        let index = index_step(emission(rate, blocks), total);
        let got = |amount| earned(weight(amount), U256::ZERO, index);
        prop_assert!(got(first) + got(second) <= got(first + second));
        prop_assert!(got(first + second) + got(others) <= emission(rate, blocks));
    }
}

/// One unit of a reward of six decimals over 10^30 staked units: whoever looks after each block.
#[test]
fn one_unit_over_a_very_large_stake_is_not_lost() {
    let staked = power(10u128.pow(30), MULTIPLIER_ONE).expect("small enough");
    let (mut index, mut owed, mut seen) = (U256::ZERO, U256::ZERO, U256::ZERO);
    for _ in 0..1_000_000 {
        index += index_step(emission(GRAINS, 1), staked);
        owed += earned(staked, seen, index);
        seen = index;
    }
    assert_eq!(units(owed), 999_999);
    assert_eq!(units(owed + U256::from(GRAINS / 10)), 1_000_000);
}

/// Nobody can be paid less by being looked at often: a hundredth of a unit a block adds up.
#[test]
fn fractions_survive_being_settled_in_every_block() {
    let staked = power(7, MULTIPLIER_ONE).expect("small enough");
    let (mut index, mut owed, mut seen) = (U256::ZERO, U256::ZERO, U256::ZERO);
    for _ in 0..10_000 {
        index += index_step(emission(GRAINS / 100, 1), staked);
        owed += earned(staked, seen, index);
        seen = index;
    }
    assert_eq!(units(owed + U256::from(GRAINS / 10)), 100);
}

#[test]
fn an_index_holds_all_that_can_be_emitted_over_the_least_stake() {
    let all = grains(u128::MAX);
    let least = power(1, MULTIPLIER_ONE).expect("small enough");
    let index = index_step(all, least);
    assert!(index < U256::MAX);
    assert_eq!(units(earned(least, U256::ZERO, index)), u128::MAX);
}

#[test]
fn a_stake_beyond_128_bits_has_no_power() {
    assert_eq!(power(u128::MAX / 50_000, 50_000), Some(u128::MAX / 50_000 * 50_000));
    assert_eq!(power(u128::MAX / 50_000 + 1, 50_000), None);
}
