//! Random spends of two tracks, committed one after the other, while prices and caps change. The model
//! keeps all approvals there ever were and drops none; at the end it looks at every span of blocks there is.

use super::support::*;
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/sequences.txt");
const TRACKS: [AccountId; 2] = [SMALL, BIG];
const KINDS: [CurrencyId; 4] = [TIDE, USD, DUST, UNPRICED];

/// What somebody does. Tracks and currencies are named by their places in the lists.
#[derive(Clone, Debug)]
enum Step {
    Spend(usize, usize, Balance),
    /// What may be spent, to the unit, or one more.
    SpendRest(usize, Balance),
    Pass(u64),
    /// Another cap comes with an upgrade.
    Cap(usize, Balance),
    /// A price goes, comes or changes.
    Price(u32, Option<[Balance; 2]>),
    /// The treasury's last payment is voided, if it can be.
    Void,
}

fn step() -> impl Strategy<Value = Step> {
    let amount = prop_oneof![
        8 => 0..=SMALL_CAP,
        4 => 0..=BIG_CAP,
        2 => 0..3 * BIG_CAP,
        1 => prop::sample::select(vec![0, 1, Balance::MAX - 1, Balance::MAX]),
    ];
    let cap = prop_oneof![4 => 0..2 * BIG_CAP, 1 => Just(0), 1 => Just(Balance::MAX)];
    let price = [prop_oneof![Just(1u128), 1..1_000u128], prop_oneof![Just(1u128), 0..1_000u128]];
    prop_oneof![
        12 => (0..2usize, 0..4usize, amount).prop_map(|(track, kind, n)| Step::Spend(track, kind, n)),
        4 => (0..2usize, 0..2u128).prop_map(|(track, more)| Step::SpendRest(track, more)),
        8 => (1..PERIOD).prop_map(Step::Pass),
        1 => (PERIOD..3 * PERIOD).prop_map(Step::Pass),
        1 => (0..2usize, cap).prop_map(|(track, cap)| Step::Cap(track, cap)),
        1 => (1..4u32, prop::option::of(price)).prop_map(|(id, price)| Step::Price(id, price)),
        1 => Just(Step::Void),
    ]
}

/// An approval: of which track, in which block, its value, and the cap of then.
type Approved = (usize, u64, Balance, Balance);

#[derive(Default)]
struct Model {
    approved: Vec<Approved>,
}

impl Model {
    /// What a track has approved in the `PERIOD` blocks up to and with `block`: how often and how much.
    fn window(&self, track: usize, block: u64) -> (usize, Option<Balance>) {
        let inside = |(of, at, ..): &&Approved| {
            *of == track && *at <= block && at.saturating_add(PERIOD) > block
        };
        let values: Vec<_> = self.approved.iter().filter(inside).map(|(_, _, n, _)| *n).collect();
        let sum = values.iter().try_fold(0, |sum: Balance, value| sum.checked_add(*value));
        (values.len(), sum)
    }

    /// What is left for a track in a block.
    fn left(&self, track: usize, block: u64) -> Balance {
        let (often, sum) = self.window(track, block);
        let sum = sum.expect("it was approved");
        if often == MAX_SPENDS as usize || sum > Caps::get()[track] {
            return 0;
        }
        Caps::get()[track] - sum
    }

    fn value(kind: usize, amount: Balance) -> Option<Balance> {
        if kind == 0 {
            return Some(amount);
        }
        let [units, price] = *Prices::get().get(&(kind as u32))?;
        amount.checked_mul(price).map(|product| product / units)
    }

    fn spend(&mut self, track: usize, kind: usize, amount: Balance) -> Result<(), Error<Test>> {
        if amount == 0 {
            return Err(Error::ZeroAmount);
        }
        let value = Self::value(kind, amount).ok_or(Error::NoValue)?;
        if value == 0 {
            return Err(Error::ZeroValue);
        }
        let (often, sum) = self.window(track, now());
        let sum = sum.and_then(|sum| sum.checked_add(value)).ok_or(Error::Overflow)?;
        let cap = Caps::get()[track];
        if sum > cap {
            return Err(Error::OverPeriodCap);
        }
        if often == MAX_SPENDS as usize {
            return Err(Error::TooManySpends);
        }
        self.approved.push((track, now(), value, cap));
        Ok(())
    }

    /// What the view says is what can be spent in the next block, and not a unit more.
    fn check(&self) {
        assert_ok!(Spending::check_invariants());
        for (track, who) in TRACKS.into_iter().enumerate() {
            let left = Spending::left(track as u8 + 1, Caps::get()[track]);
            assert_eq!(left, self.left(track, now() + 1), "track {track} in {}", now());
            frame_support::hypothetically!({
                pass(1);
                assert!(left == 0 || spend(who, TIDE, left).is_ok());
                assert!(spend(who, TIDE, 1).is_err());
            });
        }
    }

    /// In no span of `PERIOD` blocks more was approved than the cap of the last approval in it.
    fn check_history(&self) {
        for track in 0..2 {
            for block in 1..=now() + PERIOD {
                let last = self
                    .approved
                    .iter()
                    .rev()
                    .find(|(of, at, ..)| *of == track && *at <= block && *at + PERIOD > block);
                let (often, sum) = self.window(track, block);
                let cap = last.map_or(0, |(.., cap)| *cap);
                assert!(sum.is_some_and(|sum| sum <= cap), "track {track} up to {block}");
                assert!(often <= MAX_SPENDS as usize);
            }
        }
        let taken = pallet_treasury::SpendCount::<Test>::get();
        assert_eq!(taken as usize, self.approved.len(), "each is one of the treasury's");
    }
}

/// Spends, and compares with what the model says.
fn spend_both(model: &mut Model, track: usize, kind: usize, amount: Balance) {
    let before = approvals(track as u8 + 1);
    let done = spend(TRACKS[track], KINDS[kind].clone(), amount);
    let expected = model.spend(track, kind, amount).map_err(DispatchError::from);
    assert_eq!(done, expected, "{amount} of {kind} by track {track} in {}", now());
    match done {
        Ok(()) => {
            let (_, _, value, _) = *model.approved.last().expect("just approved");
            let spend_index = model.approved.len() as u32 - 1;
            let (spender, left) = (track as u8 + 1, model.left(track, now()));
            assert_eq!(events(), [Event::Approved { spender, spend_index, value, left }]);
        }
        Err(_) => assert_eq!(approvals(track as u8 + 1), before, "what fails changes nothing"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_period_sees_more_than_a_cap(steps in prop::collection::vec(step(), 1..80)) {
        build_and_execute(|| {
            let mut model = Model::default();
            for step in steps {
                match step {
                    Step::Spend(track, kind, amount) => spend_both(&mut model, track, kind, amount),
                    Step::SpendRest(track, more) => {
                        let rest = model.left(track, now());
                        spend_both(&mut model, track, 0, rest.saturating_add(more));
                    }
                    Step::Pass(blocks) => pass(blocks),
                    Step::Cap(track, cap) => Caps::mutate(|caps| caps[track] = cap),
                    Step::Price(id, Some(price)) => {
                        Prices::mutate(|prices| prices.insert(id, price));
                    }
                    Step::Price(id, None) => {
                        Prices::mutate(|prices| prices.remove(&id));
                    }
                    Step::Void => {
                        let last = (model.approved.len() as u32).wrapping_sub(1);
                        let _ = Treasury::void_spend(RuntimeOrigin::root(), last);
                    }
                }
                model.check();
            }
            model.check_history();
        });
    }
}
