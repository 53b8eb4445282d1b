//! Random sequences of pauses and liftings, committed one after the other. Beside them a model that has no
//! list: it keeps all pauses there ever were as spans of blocks, and looks through all of them each time.

use super::support::*;
use proptest::{prelude::*, test_runner::FileFailurePersistence};

const REGRESSIONS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/sequences.txt");

/// What somebody does. A call is named by its place in [`calls`].
#[derive(Clone, Debug)]
enum Step {
    Pause(usize, u64),
    Lift(usize),
    Elsewhere(usize),
    Pass(u64),
}

/// Three that can be paused, one that the switch refuses, one that is not in the allow-list.
fn calls() -> [FullName; 5] {
    [transfer(), burn(), batch(), remark(), force_transfer()]
}

/// A transaction with one of the first three.
fn transaction(call: usize) -> RuntimeCall {
    match call {
        0 => transfer_call(),
        1 => burn_call(),
        _ => batch_call(vec![]),
    }
}

fn step() -> impl Strategy<Value = Step> {
    let call = || prop_oneof![12 => 0..3usize, 1 => Just(3), 1 => Just(4)];
    prop_oneof![
        6 => (call(), 0..=MAX_PAUSE + 1).prop_map(|(call, blocks)| Step::Pause(call, blocks)),
        3 => call().prop_map(Step::Lift),
        1 => (0..3usize).prop_map(Step::Elsewhere),
        5 => (1..6u64).prop_map(Step::Pass),
        1 => (1..2 * (MAX_PAUSE + COOLDOWN)).prop_map(Step::Pass),
    ]
}

/// A pause: of which call, its first block, and the first block after it. One that was lifted in its
/// first block has none.
type Span = (usize, u64, u64);

#[derive(Default)]
struct Model {
    spans: Vec<Span>,
    /// Paused past this pallet.
    elsewhere: [bool; 3],
}

impl Model {
    /// The last pause of a call, if it is still of any consequence.
    fn last(&mut self, call: usize) -> Option<&mut Span> {
        let last = self.spans.iter_mut().rev().find(|(of, ..)| *of == call);
        last.filter(|(_, _, until)| now() < *until + COOLDOWN)
    }

    fn is_paused(&self, call: usize) -> bool {
        self.elsewhere.get(call) == Some(&true)
            || self.spans.iter().any(|(of, _, until)| *of == call && now() < *until)
    }

    fn pause(&mut self, call: usize, blocks: u64) -> Result<(), Error<Test>> {
        let last = self.last(call).map(|(_, _, until)| *until);
        match (call, blocks, last) {
            (_, 0, _) => Err(Error::ZeroBlocks),
            (_, blocks, _) if blocks > MAX_PAUSE => Err(Error::PauseTooLong),
            (4, ..) => Err(Error::NotPausable),
            (_, _, Some(until)) if now() < until => Err(Error::AlreadyPaused),
            (_, _, Some(_)) => Err(Error::CoolingDown),
            (3, ..) => Err(Error::RefusedBySwitch),
            _ if self.elsewhere[call] => Err(Error::PausedElsewhere),
            _ => {
                self.spans.push((call, now(), now() + blocks));
                Ok(())
            }
        }
    }

    fn lift(&mut self, call: usize) -> Result<(), Error<Test>> {
        let running = self.last(call).filter(|(_, _, until)| now() < *until);
        let (_, _, until) = running.ok_or(Error::NotPaused)?;
        *until = now();
        Ok(())
    }

    /// Turns a switch behind the pallet's back, unless the pallet has turned it.
    fn turn_elsewhere(&mut self, call: usize) {
        if self.elsewhere[call] {
            assert_ok!(lift_elsewhere(calls()[call].clone()));
            self.elsewhere[call] = false;
        } else if !self.is_paused(call) {
            assert_ok!(pause_elsewhere(calls()[call].clone()));
            self.elsewhere[call] = true;
        }
    }

    fn check(&self) {
        assert_ok!(Pause::check_invariants());
        for (call, name) in calls().into_iter().enumerate() {
            assert_eq!(TxPause::is_paused(&name), self.is_paused(call), "{call} in {}", now());
            if call < 3 {
                let sent = frame_support::hypothetically!(send(transaction(call)));
                let expected = if self.is_paused(call) { Err(filtered()) } else { Ok(()) };
                assert_eq!(sent, expected, "{call} in {}", now());
            }
        }
    }

    /// Whoever wants to stop a call for good can stop it for no more than a part of the time.
    fn check_history(&self) {
        for call in 0..3 {
            let spans: Vec<_> = self.spans.iter().filter(|(of, ..)| *of == call).collect();
            assert!(spans.iter().all(|(_, from, until)| until - from <= MAX_PAUSE));
            assert!(spans.windows(2).all(|two| two[1].1 - two[0].2 >= COOLDOWN), "{spans:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // Each step sends transactions: a quarter of the budget.
        cases: ProptestConfig::default().cases.div_ceil(4),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn calls_are_paused_when_the_model_says_so(steps in prop::collection::vec(step(), 1..80)) {
        build_and_execute(|| {
            // As many as can be paused, and no more: it is never `TooManyPauses`.
            MaxPauses::set(4);
            let mut model = Model::default();
            for step in steps {
                let before = records();
                let [done, expected] = match step {
                    Step::Pause(call, blocks) => {
                        [pause(calls()[call].clone(), blocks), model.pause(call, blocks).map_err(Into::into)]
                    }
                    Step::Lift(call) => {
                        [lift(calls()[call].clone()), model.lift(call).map_err(Into::into)]
                    }
                    Step::Elsewhere(call) => {
                        model.turn_elsewhere(call);
                        [Ok(()), Ok(())]
                    }
                    Step::Pass(blocks) => {
                        pass(blocks);
                        [Ok(()), Ok(())]
                    }
                };
                assert_eq!(done, expected);
                if done.is_err() {
                    assert_eq!(records(), before, "what fails changes nothing");
                }
                model.check();
            }
            model.check_history();
        });
    }
}
