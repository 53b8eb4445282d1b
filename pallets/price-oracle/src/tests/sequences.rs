//! Random sequences of reports, calls, sessions and pauses, committed one after the other, with
//! everything looked at in between.

use super::*;
use crate::{mock::Weights, types::bounds};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use std::collections::BTreeMap;
use tidewater_primitives::bounds::Bound;

const FEEDS: u32 = 3;

/// What may happen.
#[derive(Clone, Debug)]
enum Step {
    /// A validator says what it sees of some feeds: a part of each feed's worth, so late or early.
    Report {
        validator: u32,
        shares: Vec<u128>,
        lag: i64,
    },
    /// All of the set say the worth, times a share.
    Round {
        share: u128,
    },
    /// Blocks pass.
    Pass {
        blocks: u64,
        slot: Moment,
    },
    /// Another set.
    Session {
        first: AccountId,
        count: u64,
    },
    Halt {
        feed: FeedId,
    },
    Resume {
        feed: FeedId,
    },
    Update {
        feed: FeedId,
        terms: FeedTerms,
    },
    /// It is registered again, under another id.
    Remove {
        feed: FeedId,
    },
}

fn any_share() -> impl Strategy<Value = u128> {
    prop_oneof![
        4 => 95u128..=105,
        1 => prop::sample::select(vec![0, 1, 10, 110, 111, 1_000, 100_000]),
    ]
}

fn any_terms() -> impl Strategy<Value = FeedTerms> {
    (
        prop::sample::select(vec![5u32, 15, 30]),
        prop::sample::select(vec![10u32, 30, 60, 120, 300]),
        prop::sample::select(vec![6_667u16, 7_100, 7_500, 10_000]),
        prop::sample::select(vec![100u16, 500, 1_000, 2_000, 10_000]),
        prop::sample::select(vec![0u32, 20, 60, 100]),
    )
        .prop_map(|(heartbeat, max_age, quorum_bps, max_jump_bps, grace)| FeedTerms {
            heartbeat,
            max_age,
            quorum_bps,
            max_jump_bps,
            grace,
            ..TERMS
        })
}

fn any_step() -> impl Strategy<Value = Step> {
    let feed = || 0u32..FEEDS + 2;
    prop_oneof![
        12 => (0u32..8, prop::collection::vec(any_share(), 1..=3), -70_000i64..6_000)
            .prop_map(|(validator, shares, lag)| Step::Report { validator, shares, lag }),
        10 => any_share().prop_map(|share| Step::Round { share }),
        6 => (1u64..4, prop::sample::select(vec![0, SLOT, SLOT, 3 * SLOT, 61_000]))
            .prop_map(|(blocks, slot)| Step::Pass { blocks, slot }),
        1 => (11u64..14, 0u64..7).prop_map(|(first, count)| Step::Session { first, count }),
        1 => feed().prop_map(|feed| Step::Halt { feed }),
        2 => feed().prop_map(|feed| Step::Resume { feed }),
        1 => (feed(), any_terms()).prop_map(|(feed, terms)| Step::Update { feed, terms }),
        1 => feed().prop_map(|feed| Step::Remove { feed }),
    ]
}

fn worth(feed: FeedId) -> u128 {
    (u128::from(feed) + 1) * USD
}

fn do_step(step: &Step) {
    let root = RuntimeOrigin::root;
    match step {
        Step::Report { validator, shares, lag } => {
            let at = Now::get().saturating_add_signed(*lag);
            let say = |(id, share): (u32, &u128)| {
                let value = worth(id) * share / 100;
                Observation { feed: id, value, at, sources: 2 + (share % 3) as u8 }
            };
            let observations: Vec<_> = (0u32..).zip(shares).map(say).collect();
            let report = report_of(*validator, &observations);
            let before = Reports::<Test>::get(validator);
            if take(report).is_err() {
                assert_eq!(Reports::<Test>::get(validator), before, "what fails changes nothing");
            }
        }
        Step::Round { share } => {
            for validator in 0..crate::Members::<Test>::get().len() as u32 {
                let say = |id| Observation { sources: 9, ..seen(id, worth(id) * share / 100) };
                let observations: Vec<_> = (0..FEEDS + 2).map(say).collect();
                let _ = take(report_of(validator, &observations));
            }
            next_block();
        }
        Step::Pass { blocks, slot } => {
            for _ in 0..*blocks {
                next_block();
                Now::set(Now::get() - SLOT + slot);
            }
        }
        Step::Session { first, count } => {
            new_session(&(*first..first + count).collect::<Vec<_>>());
        }
        Step::Halt { feed } => drop(PriceOracle::halt_feed(root(), *feed)),
        Step::Resume { feed } => drop(PriceOracle::resume_feed(root(), *feed)),
        Step::Update { feed, terms } => {
            let old = Feeds::<Test>::get().get(feed).map_or(*terms, |feed| feed.terms);
            let _ = PriceOracle::update_feed(root(), *feed, gentler(old, *terms));
        }
        Step::Remove { feed } => {
            if let Some(removed) = Feeds::<Test>::get().remove(feed) {
                assert_ok!(PriceOracle::remove_feed(root(), *feed));
                let again =
                    tidewater_primitives::apis::price_oracle::Feed { halted: false, ..removed };
                assert_ok!(PriceOracle::register_feed(root(), again));
            }
        }
    }
}

/// Of `new`, what a change can reach; of the others what there is: in most draws one would be too far, and
/// nothing would ever change.
fn gentler(old: FeedTerms, new: FeedTerms) -> FeedTerms {
    let long = |bound: Bound<u32>, from, to| if bound.may_move(from, to) { to } else { from };
    let short = |bound: Bound<u16>, from, to| if bound.may_move(from, to) { to } else { from };
    FeedTerms {
        heartbeat: long(bounds::HEARTBEAT, old.heartbeat, new.heartbeat),
        max_age: long(bounds::MAX_AGE, old.max_age, new.max_age),
        quorum_bps: short(bounds::QUORUM, old.quorum_bps, new.quorum_bps),
        max_jump_bps: short(bounds::MAX_JUMP, old.max_jump_bps, new.max_jump_bps),
        grace: long(bounds::GRACE, old.grace, new.grace),
        ..old
    }
}

/// The time of each feed's last price.
fn times() -> BTreeMap<FeedId, Moment> {
    Prices::<Test>::iter().filter_map(|(id, state)| Some((id, state.last?.at))).collect()
}

/// What nobody may ever read.
fn assert_reads_are_safe() {
    let now = Now::get();
    for info in PriceOracle::feeds() {
        let has_price = matches!(info.status, FeedStatus::Fresh | FeedStatus::Degraded);
        assert_eq!(info.price.is_ok(), has_price, "{info:?}");
        assert_eq!(PriceOracle::price(info.id), info.price);
        if let Ok(price) = info.price {
            let age = now - price.at;
            assert!(age <= u64::from(info.feed.terms.max_age) * 1_000, "{info:?} is {age} old");
            assert!(!info.feed.halted && price.value > 0);
        }
    }
}

/// The default budget (`PROPTEST_CASES` sets it), with counter-examples kept beside the crate.
fn budget() -> ProptestConfig {
    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/sequences.txt");
    ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(PATH))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(budget())]

    #[test]
    fn whatever_happens_the_invariants_hold(
        steps in prop::collection::vec(any_step(), 1..60),
        weights in prop::collection::vec(0u64..4, 7),
    ) {
        for (who, weight) in (11..).zip(&weights) {
            Weights::set(who, *weight);
        }
        let builder = ["TIDE", "BTC", "ETH"].into_iter().fold(
            ExtBuilder::default().validators(&[11, 12, 13, 14, 15]),
            |builder, name| builder.feed(feed(name, None, TERMS)),
        );
        builder.build_and_execute(|| {
            for step in &steps {
                let before = times();
                do_step(step);
                if let Err(broken) = PriceOracle::check_invariants() {
                    panic!("{step:?}: {broken:?}");
                }
                assert_reads_are_safe();
                for (id, at) in times() {
                    assert!(before.get(&id).is_none_or(|then| *then <= at), "{step:?}: back in time");
                }
            }
        });
    }

    /// As long as more than two thirds are honest and see the same, no price is far from it, whatever
    /// the others say and when.
    #[test]
    fn a_minority_chooses_nothing(
        lies in prop::collection::vec((1u128..=100_000, 1u128..=100_000, -3_000i64..=4_000), 1..40),
    ) {
        let honest = 100 * USD;
        let builder = with_feed().validators(&[11, 12, 13, 14, 15, 16, 17]);
        builder.build_and_execute(|| {
            for (block, (one, other, lag)) in lies.iter().enumerate() {
                for validator in 0..5u32 {
                    // They are not quite of one mind.
                    say(validator, 0, honest + u128::from(validator) + (block % 3) as u128);
                }
                for (validator, lie) in [(5, one), (6, other)] {
                    let at = Now::get().saturating_add_signed(*lag);
                    let lie = Observation { at, ..seen(0, lie * USD / 100) };
                    let _ = take(report_of(validator, &[lie]));
                }
                next_block();
                if let Ok(value) = value_of(0) {
                    let unit = WHOLE / USD;
                    assert!((honest * unit..=(honest + 6) * unit).contains(&value));
                }
            }
            // Nor can they keep a price from being found: at most they delay the second round.
            assert!(lies.len() < 10 || value_of(0).is_ok());
        });
    }
}
