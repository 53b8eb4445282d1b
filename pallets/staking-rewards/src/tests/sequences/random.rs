//! Sequences drawn at random.

use super::{steps::Size, *};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

fn any_size() -> impl Strategy<Value = Size> {
    prop_oneof![
        3 => (1u8..=100).prop_map(Size::Part),
        1 => (90u8..=110).prop_map(Size::Part),
        2 => (0u32..100_000).prop_map(|amount| Size::Just(amount.into())),
        1 => prop::sample::select(vec![0, 1, 99, 100, 10_000, Balance::MAX]).prop_map(Size::Just),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let n = || any::<u8>();
    // The programmes there are from the beginning, most of the time.
    let programme = || prop_oneof![8 => 0u8..3, 1 => any::<u8>()];
    let tier = || prop_oneof![3 => Just(0u8), 2 => Just(1), 1 => 2u8..4];
    let rate = || prop_oneof![0u64..1_000_000_000_000, any::<u64>()];
    prop_oneof![
        1 => (n(), n(), 0u16..200, 0u16..20_000).prop_map(|(who, currency, min_stake, min_total)| {
            Step::Create { who, currency, min_stake, min_total }
        }),
        3 => (n(), programme(), n(), rate(), prop::option::of(0u8..40), 40u8..).prop_map(
            |(who, programme, currency, rate, start, blocks)| {
                Step::Open { who, programme, currency, rate, start, blocks }
            }
        ),
        2 => (n(), programme(), n(), any_size()).prop_map(|(who, programme, stream, amount)| {
            Step::Fund { who, programme, stream, amount }
        }),
        2 => (any::<bool>(), programme(), n(), n(), n()).prop_map(
            |(governance, programme, stream, percent, blocks)| {
                Step::Set { governance, programme, stream, percent, blocks }
            }
        ),
        2 => (programme(), n(), n(), any_size()).prop_map(|(programme, stream, blocks, amount)| {
            Step::Extend { programme, stream, blocks, amount }
        }),
        9 => (n(), programme(), tier(), any_size()).prop_map(|(who, programme, tier, amount)| {
            Step::Stake { who, programme, tier, amount }
        }),
        7 => (n(), programme(), tier(), any_size()).prop_map(|(who, programme, tier, amount)| {
            Step::Unstake { who, programme, tier, amount }
        }),
        7 => (n(), programme(), n())
            .prop_map(|(who, programme, stream)| Step::Claim { who, programme, stream }),
        3 => (n(), programme(), n(), tier()).prop_map(|(who, programme, stream, tier)| {
            Step::Compound { who, programme, stream, tier }
        }),
        3 => (n(), programme(), n(), any_size()).prop_map(|(who, programme, stream, amount)| {
            Step::StreamIn { who, programme, stream, amount }
        }),
        2 => (n(), any_size()).prop_map(|(who, amount)| Step::Earn { who, amount }),
        2 => (n(), any_size()).prop_map(|(who, amount)| Step::Sweep { who, amount }),
        1 => (programme(), n()).prop_map(|(programme, stream)| Step::Name { programme, stream }),
        2 => any_rare_step(),
        10 => prop_oneof![3 => 1u8..10, 1 => any::<u8>()].prop_map(|blocks| Step::Pass { blocks }),
    ]
}

/// What ends things, and what the assets' teams do.
fn any_rare_step() -> impl Strategy<Value = Step> {
    let n = || any::<u8>();
    prop_oneof![
        (any::<bool>(), n())
            .prop_map(|(governance, programme)| Step::Close { governance, programme }),
        (n(), n()).prop_map(|(programme, stream)| Step::Refund { programme, stream }),
        n().prop_map(|programme| Step::Remove { programme }),
        n().prop_map(|programme| Step::ForceUnlock { programme }),
        (n(), n(), any_size()).prop_map(|(who, currency, amount)| Step::Donate {
            who,
            currency,
            amount
        }),
        n().prop_map(|asset| Step::Freeze { asset }),
        n().prop_map(|asset| Step::Thaw { asset }),
        (n(), n()).prop_map(|(asset, who)| Step::Block { asset, who }),
        (n(), n()).prop_map(|(asset, who)| Step::Unblock { asset, who }),
    ]
}

/// The same long sequences in every run.
#[test]
fn long_sequences_from_fixed_seeds() {
    for seed in [1u8, 77, 203] {
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let steps = prop::collection::vec(any_step(), 120).new_tree(&mut runner);
        run(steps.expect("nothing is filtered").current());
    }
}

/// Most of the steps do something: a sequence of refusals shows nothing.
#[test]
fn the_steps_are_not_all_refused() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[5; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let steps = prop::collection::vec(any_step(), 1_500).new_tree(&mut runner);
    let steps = steps.expect("nothing is filtered").current();
    let mut done = std::collections::BTreeMap::<String, u32>::new();
    with_world(|| {
        for step in steps {
            match step {
                Step::Pass { blocks } => pass(blocks.into()),
                Step::Close { .. } | Step::Freeze { .. } | Step::Block { .. } => {}
                step => {
                    let name = format!("{step:?}");
                    let name = name.split(' ').next().expect("a name").to_string();
                    let ok = step.take().is_ok();
                    *done.entry(name).or_default() += u32::from(ok);
                }
            }
        }
        assert!(balance(&TIDE, COFFER) > 0, "the treasury has got something");
    });
    let names = [
        "Claim", "Compound", "Create", "Earn", "Extend", "Fund", "Name", "Open", "Set", "Stake",
        "StreamIn", "Sweep", "Unstake",
    ];
    for name in names {
        let times = done.get(name).copied().unwrap_or_default();
        assert!(times > 1, "{name} has worked {times} times: {done:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_people_do_everybody_has_the_exact_part_and_can_leave(
        steps in prop::collection::vec(any_step(), 1..60),
    ) {
        run(steps);
    }
}
