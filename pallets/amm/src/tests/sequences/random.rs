//! Sequences drawn at random.

use super::{strategies::any_step, *};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

/// The same long sequences in every run.
#[test]
fn long_sequences_from_fixed_seeds() {
    for seed in [1u8, 77, 203] {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let steps = prop::collection::vec(any_step(), 80).new_tree(&mut runner);
        run(steps.expect("nothing is filtered").current());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_people_do_nothing_is_lost_and_no_share_is_worth_less(
        steps in prop::collection::vec(any_step(), 1..30),
    ) {
        run(steps);
    }
}
