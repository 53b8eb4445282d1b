//! Sequences drawn at random, and those that the fuzzer has kept.

use super::{strategies::any_step, *};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use std::{fs, path::Path};

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

/// What coverage-guided search has found worth keeping, and what it has once broken.
#[test]
fn sequences_that_the_fuzzer_has_kept() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let files = fs::read_dir(&corpus).expect("the corpus is committed");
    let mut taken = 0;
    for file in files {
        let path = file.expect("readable").path();
        let steps = decode(&fs::read(&path).expect("readable"));
        // Shown if it fails.
        println!("{}: {steps:#?}", path.display());
        taken += steps.len();
        run(steps);
    }
    assert!(taken > 1_000, "only {taken} steps: the corpus does not fit the steps any more");
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
