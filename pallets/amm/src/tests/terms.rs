//! How far and how often governance can change a pool's terms, and those of new pools.

use super::support::*;
use crate::{mock::MIN_CHANGE_BLOCKS, types::terms, DefaultTerms, TermsChangedAt};
use frame_support::{hypothetically, storage::with_storage_layer};
use proptest::prelude::*;
use std::collections::BTreeMap;
use tidewater_primitives::bounds::Bound;

/// One of the five.
type Field = fn(&mut Terms) -> &mut u16;

/// Each of them with its least, its most, its step, and whether it doubles: said once more, so that
/// nobody changes a bound by accident.
const FIELDS: [(Field, Bound<u16>, [u16; 3], bool); 5] = [
    (|terms| &mut terms.protocol_fee_bps, terms::PROTOCOL_FEE_BPS, [0, 2_500, 500], false),
    (|terms| &mut terms.max_trade_bps, terms::MAX_TRADE_BPS, [1, 3_333, 50], true),
    (|terms| &mut terms.max_flow_bps, terms::MAX_FLOW_BPS, [100, 10_000, 100], true),
    (|terms| &mut terms.max_liquidity_bps, terms::MAX_LIQUIDITY_BPS, [100, 10_000, 100], true),
    (|terms| &mut terms.max_deviation_bps, terms::MAX_DEVIATION_BPS, [10, 2_000, 10], true),
];

/// The pools there are, the new ones, and one that there is not.
const RECORDS: [Option<PoolId>; 4] = [None, Some(0), Some(1), Some(7)];

fn with_pools(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [1_000_000, 4_000_000])
        .stable_pool(&[TIDE, USD], 100, &[1_000_000, 1_000_000])
        .build_and_execute(test);
}

fn with(field: Field, value: u16) -> Terms {
    let mut terms = terms::DEFAULT;
    *field(&mut terms) = value;
    terms
}

fn change(record: Option<PoolId>, terms: Terms) -> DispatchResult {
    Amm::set_terms(governance(), record, terms)
}

fn terms_of(record: Option<PoolId>) -> Option<Terms> {
    match record {
        None => Some(DefaultTerms::<Test>::get()),
        Some(id) => Pools::<Test>::get(id).map(|pool| pool.terms),
    }
}

/// A fee is the one term of which a step is the same everywhere.
fn fee(protocol_fee_bps: u16) -> Terms {
    Terms { protocol_fee_bps, ..terms::DEFAULT }
}

#[test]
fn terms_are_told_and_kept() {
    with_pools(|| {
        for record in [Some(0), None] {
            assert_ok!(change(record, fee(500)));
            assert_eq!(last_event(), Event::TermsSet { pool_id: record, terms: fee(500) });
            assert_eq!(terms_of(record), Some(fee(500)));
            assert_eq!(TermsChangedAt::<Test>::get(record), Some(1));
        }
        assert_eq!(Amm::pool(0).expect("it exists").terms, fee(500));
        assert_eq!(terms_of(Some(1)), Some(terms::DEFAULT), "those there are keep theirs");
        assert_noop!(change(Some(7), fee(500)), Error::<Test>::PoolNotFound);
    });
}

#[test]
fn the_bounds_are_those() {
    for (_, bound, [min, max, step], doubles) in FIELDS {
        let said = Bound::<u16>::new(min, max, step);
        assert_eq!(bound, if doubles { said.or_doubling() } else { said });
    }
    let amplification = Bound::<u32>::new(200, 1_000_000, 100).or_doubling();
    assert_eq!(terms::AMPLIFICATION, amplification);
}

#[test]
fn each_is_refused_outside_its_bounds_wherever_it_comes_from() {
    with_pools(|| {
        for (field, _, [min, max, _], _) in FIELDS {
            let outside = [min.checked_sub(1), Some(max + 1), Some(u16::MAX)];
            for value in outside.into_iter().flatten() {
                let refused = DispatchError::from(Error::<Test>::TermsOutOfRange);
                for record in [None, Some(0)] {
                    assert_noop!(change(record, with(field, value)), refused);
                    assert_noop!(Amm::put_terms(record, with(field, value)), refused);
                }
            }
            // A chain is born with any within them.
            for value in [min, max] {
                assert_ok!(Amm::put_terms(Some(0), with(field, value)));
            }
        }
    });
}

#[test]
fn each_goes_a_step_and_no_further() {
    // From a value, the least and the most that one change leads to.
    let reach: [(usize, u16, [u16; 2]); 13] = [
        (0, 0, [0, 500]),
        (0, 1_000, [500, 1_500]),
        (0, 2_500, [2_000, 2_500]),
        (1, 1, [1, 51]),
        (1, 80, [30, 160]),
        (1, 3_333, [1_667, 3_333]),
        (2, 100, [100, 200]),
        (2, 5_000, [2_500, 10_000]),
        (3, 2_000, [1_000, 4_000]),
        (3, 10_000, [5_000, 10_000]),
        (4, 10, [10, 20]),
        (4, 200, [100, 400]),
        (4, 2_000, [1_000, 2_000]),
    ];
    with_pools(|| {
        for (at, from, [least, most]) in reach {
            let (field, _, [min, max, _], _) = FIELDS[at];
            for record in [None, Some(0)] {
                assert_ok!(Amm::put_terms(record, with(field, from)));
                for value in [least, from, most] {
                    hypothetically!(assert_eq!(change(record, with(field, value)), Ok(())));
                }
                let beyond = [least - u16::from(least > min), most + u16::from(most < max)];
                for value in beyond.into_iter().filter(|value| !(least..=most).contains(value)) {
                    let refused = Error::<Test>::StepTooLarge;
                    assert_noop!(change(record, with(field, value)), refused);
                }
            }
        }
    });
}

#[test]
fn a_step_is_not_repeated_before_its_time() {
    with_pools(|| {
        assert_ok!(change(Some(0), fee(500)));
        assert_noop!(change(Some(0), fee(1_000)), Error::<Test>::ChangedTooSoon);
        // Not even back, and not to where it is.
        assert_noop!(change(Some(0), fee(0)), Error::<Test>::ChangedTooSoon);
        assert_noop!(change(Some(0), fee(500)), Error::<Test>::ChangedTooSoon);
        advance(MIN_CHANGE_BLOCKS - 1);
        assert_noop!(change(Some(0), fee(1_000)), Error::<Test>::ChangedTooSoon);
        advance(1);
        assert_noop!(change(Some(0), fee(1_001)), Error::<Test>::StepTooLarge);
        assert_ok!(change(Some(0), fee(1_000)));
        assert_noop!(change(Some(0), fee(1_500)), Error::<Test>::ChangedTooSoon);
    });
}

/// All or nothing, as in a batch of the utility pallet.
#[test]
fn a_batch_goes_no_further_than_one_step() {
    with_pools(|| {
        for record in [None, Some(0)] {
            let before = root();
            let batch =
                || [500, 1_000, 1_500].into_iter().try_for_each(|bps| change(record, fee(bps)));
            let refused = Err(Error::<Test>::ChangedTooSoon.into());
            assert_eq!(with_storage_layer(batch), refused);
            assert_eq!(root(), before);
        }
    });
}

#[test]
fn every_record_has_its_own_time() {
    with_pools(|| {
        assert_ok!(change(Some(0), fee(500)));
        assert_ok!(change(None, fee(500)));
        assert_ok!(change(Some(1), fee(500)));
        // A new pool begins with what there is by then, and one step leads on from there.
        assert_ok!(open(ALICE, &[TIDE, BTC], Curve::ConstantProduct, FeeTier::Bp30));
        assert_eq!(terms_of(Some(2)), Some(fee(500)));
        assert_noop!(change(Some(2), fee(1_001)), Error::<Test>::StepTooLarge);
        assert_ok!(change(Some(2), fee(1_000)));
        assert_noop!(change(Some(2), fee(1_500)), Error::<Test>::ChangedTooSoon);
    });
}

/// What stops a pool in an emergency knows neither steps nor times.
#[test]
fn a_pool_is_stopped_at_once_whatever_was_changed() {
    with_pools(|| {
        assert_ok!(change(Some(0), fee(500)));
        for status in [PoolStatus::WithdrawOnly, PoolStatus::Active, PoolStatus::NoNewLiquidity] {
            assert_ok!(Amm::set_status(governance(), 0, status));
            assert_eq!(pool(0).status, status);
        }
        assert_noop!(change(Some(0), fee(1_000)), Error::<Test>::ChangedTooSoon);
    });
}

#[test]
fn a_closed_pool_leaves_no_time_behind_and_its_id_is_not_used_again() {
    with_pools(|| {
        assert_ok!(change(Some(0), fee(500)));
        assert_ok!(redeem(ALICE, 0, shares(0, ALICE)));
        assert_ok!(Amm::close_pool(by(ALICE), 0));
        assert_eq!(TermsChangedAt::<Test>::iter().count(), 0);
        assert_ok!(open(ALICE, &[TIDE, USD], Curve::ConstantProduct, FeeTier::Bp30));
        assert_eq!((terms_of(Some(0)), terms_of(Some(2))), (None, Some(terms::DEFAULT)));
        assert_noop!(change(Some(0), fee(500)), Error::<Test>::PoolNotFound);
    });
}

/// The furthest that one change leads from `from` towards `to`.
fn furthest(bound: Bound<u16>, from: u16, to: u16) -> u16 {
    let reached = |value: &u16| bound.may_move(from, *value);
    let found = if from < to { (from..=to).rev().find(reached) } else { (to..=from).find(reached) };
    found.expect("to stay is allowed")
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let value = |at: usize| {
        let [min, max, _] = FIELDS[at].2;
        prop_oneof![1 => Just(min), 1 => Just(max), 4 => min..=max]
    };
    (value(0), value(1), value(2), value(3), value(4)).prop_map(|values| Terms {
        protocol_fee_bps: values.0,
        max_trade_bps: values.1,
        max_flow_bps: values.2,
        max_liquidity_bps: values.3,
        max_deviation_bps: values.4,
    })
}

/// A little off what there is, or anything, or what nothing may be.
#[derive(Clone, Debug)]
struct Try {
    record: usize,
    at: usize,
    offset: i32,
    whole: Option<Terms>,
    wait: u32,
}

fn any_try() -> impl Strategy<Value = Try> {
    let offset = prop_oneof![6 => -600i32..=600, 1 => -6_000i32..=6_000];
    let whole = prop::option::weighted(0.1, any_terms());
    let wait = prop_oneof![0u32..=2, 0..2 * MIN_CHANGE_BLOCKS];
    (0..RECORDS.len(), 0..FIELDS.len(), offset, whole, wait)
        .prop_map(|(record, at, offset, whole, wait)| Try { record, at, offset, whole, wait })
}

/// What the rules say of a change, computed in another way.
fn verdict(
    old: Option<Terms>,
    mut new: Terms,
    changed_at: Option<u32>,
    now: u32,
) -> Result<(), Error<Test>> {
    let mut far = false;
    for (field, _, [min, max, step], doubles) in FIELDS {
        let to = i64::from(*field(&mut new));
        if to < min.into() || to > max.into() {
            return Err(Error::TermsOutOfRange);
        }
        let from = i64::from(old.map_or(min, |mut old| *field(&mut old)));
        let doubled = doubles && to <= 2 * from && from <= 2 * to;
        far |= (to - from).abs() > step.into() && !doubled;
    }
    match changed_at {
        _ if old.is_none() => Err(Error::PoolNotFound),
        _ if far => Err(Error::StepTooLarge),
        Some(at) if now < at + MIN_CHANGE_BLOCKS => Err(Error::ChangedTooSoon),
        _ => Ok(()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever governance tries, in whatever order: the outcome is what the rules say.
    #[test]
    fn changes_are_what_the_rules_say(tries in prop::collection::vec(any_try(), 1..60)) {
        with_pools(|| {
            let mut changed_at: BTreeMap<Option<PoolId>, u32> = BTreeMap::new();
            for Try { record, at, offset, whole, wait } in tries {
                advance(wait);
                let (record, now) = (RECORDS[record], Amm::now());
                let old = terms_of(record);
                let mut new = old.unwrap_or(terms::DEFAULT);
                let value = FIELDS[at].0(&mut new);
                *value = (i32::from(*value) + offset).clamp(0, u16::MAX.into()) as u16;
                let new = whole.unwrap_or(new);
                let expected = verdict(old, new, changed_at.get(&record).copied(), now);
                let (before, allowed) = (root(), expected.is_ok());
                assert_eq!(change(record, new), expected.map_err(Into::into));
                if allowed {
                    changed_at.insert(record, now);
                    assert_eq!(terms_of(record), Some(new));
                } else {
                    assert_eq!(root(), before, "what fails changes nothing");
                }
                assert_eq!(Amm::check_invariants(), Ok(()));
            }
        });
    }

    /// Nothing is out of reach for good: a dozen changes lead from any terms to any others.
    #[test]
    fn a_path_leads_from_any_terms_to_any_others(from in any_terms(), to in any_terms()) {
        with_pools(|| {
            set_terms(0, from);
            let mut changes = 0;
            while pool(0).terms != to {
                let (mut next, mut target) = (pool(0).terms, to);
                for (field, bound, ..) in FIELDS {
                    *field(&mut next) = furthest(bound, *field(&mut next), *field(&mut target));
                }
                assert_ok!(change(Some(0), next));
                advance(MIN_CHANGE_BLOCKS);
                changes += 1;
                assert!(changes <= 12, "{from:?} to {to:?}");
            }
        });
    }
}
