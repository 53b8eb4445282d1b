//! Which reports are taken, and which refused for what.

use super::*;
use crate::types::{bounds, max_value, Latest, Refusal, MAX_FEEDS, MAX_FUTURE, REPORT_PRIORITY};
use frame_support::dispatch::{DispatchClass, GetDispatchInfo, Pays};
use sp_runtime::transaction_validity::TransactionValidityError::Invalid;
use InvalidTransaction::{BadProof, BadSigner, Custom, Future, Stale};

const MALFORMED: InvalidTransaction = Custom(Refusal::MALFORMED);
const ALREADY: InvalidTransaction = Custom(Refusal::ALREADY_REPORTED);
const UNWANTED: InvalidTransaction = Custom(Refusal::NOTHING_WANTED);

/// The pool and the block refuse it for the same reason, and the call for its own name of it.
fn assert_refused(who: AccountId, report: Report, reason: InvalidTransaction, error: Error<Test>) {
    let call = call(who, report.clone());
    assert_eq!(validate(&call), Err(Invalid(reason)));
    assert_eq!(apply(call), Err(Invalid(reason)));
    assert_noop!(take(report), error);
}

fn valid() -> Report {
    report_of(1, &[seen(0, 5 * USD)])
}

#[test]
fn a_good_report_is_taken_and_kept() {
    with_feed().build_and_execute(|| {
        assert_eq!(apply(call(12, valid())), Ok(Ok(())));
        let kept = Reports::<Test>::get(1).expect("it was kept");
        assert_eq!((kept.window, kept.reports), (1, 1));
        let latest = Latest { observation: seen(0, 5 * USD), block: 1 };
        assert_eq!(kept.latest.to_vec(), [latest]);
        assert_eq!(events(), []);
    });
}

#[test]
fn the_pool_is_told_all_it_needs() {
    with_feed().build_and_execute(|| {
        let valid = validate(&call(12, valid())).expect("it is valid");
        assert_eq!(valid.priority, REPORT_PRIORITY);
        assert_eq!(valid.longevity, 2);
        assert!(valid.propagate);
        assert_eq!(valid.requires, Vec::<Vec<u8>>::new());
        let tag = codec::Encode::encode(&("tidewater/price-report", (1u32, 1u32, 0u32)));
        assert_eq!(valid.provides, [tag]);
    });
}

#[test]
fn it_costs_no_fee_and_has_its_own_part_of_the_block() {
    with_feed().build_and_execute(|| {
        let info = call(12, valid()).get_dispatch_info();
        assert_eq!((info.class, info.pays_fee), (DispatchClass::Operational, Pays::No));
        assert_eq!(info.call_weight.ref_time(), 20_001 + 1_001);
    });
}

#[test]
fn only_the_unsigned_way_is_open() {
    with_feed().build_and_execute(|| {
        let report = valid();
        let signature = signature(12, &report);
        for origin in [RuntimeOrigin::signed(12), RuntimeOrigin::root()] {
            assert_noop!(
                PriceOracle::report(origin, report.clone(), signature.clone()),
                sp_runtime::DispatchError::BadOrigin
            );
        }
        let other = Call::halt_feed { feed_id: 0 };
        assert_eq!(validate(&other), Err(Invalid(InvalidTransaction::Call)));
    });
}

#[test]
fn a_malformed_one_is_refused() {
    with_feed().feed(feed("BTC", None, TERMS)).build_and_execute(|| {
        let cases = [
            vec![],
            vec![seen(0, 0)],
            vec![seen(0, USD), seen(0, USD)],
            vec![seen(1, USD), seen(0, USD)],
            vec![seen(0, USD), seen(1, 10u128.pow(26) + 1)],
            vec![seen(0, u128::MAX)],
        ];
        for case in cases {
            assert_refused(12, report_of(1, &case), MALFORMED, Error::ReportMalformed);
        }
        let most = max_value(Feeds::<Test>::get().get(&0).expect("it exists"));
        assert_eq!(most, 10u128.pow(26));
        assert_eq!(apply(call(12, report_of(1, &[seen(0, most)]))), Ok(Ok(())));
    });
}

/// With as many decimals as there can be, the greatest value still fits.
#[test]
fn the_greatest_value_fits_into_a_price() {
    let mut finest = feed("BTC", None, TERMS);
    finest.decimals = bounds::DECIMALS.max();
    ExtBuilder::default().feed(finest.clone()).build_and_execute(|| {
        round(&[max_value(&finest); 4]);
        round(&[max_value(&finest); 4]);
        assert_eq!(value_of(0), Ok(10u128.pow(36)));
    });
}

#[test]
fn it_is_taken_in_its_window_and_the_next() {
    for (block, verdict) in [(4, Some(Future)), (5, None), (6, None), (7, Some(Stale))] {
        with_feed().build_and_execute(|| {
            System::set_block_number(block);
            let mut report = valid();
            report.window = 5;
            match verdict {
                None => assert_eq!(apply(call(12, report)), Ok(Ok(()))),
                Some(Future) => assert_refused(12, report, Future, Error::WindowAhead),
                Some(reason) => assert_refused(12, report, reason, Error::WindowPassed),
            }
        });
    }
}

#[test]
fn a_window_can_have_more_blocks() {
    with_feed().build_and_execute(|| {
        crate::mock::WindowBlocks::set(4);
        // Window 2 is blocks 8 to 11, and it is taken up to block 15.
        for (block, longevity) in [(8, 8), (11, 5), (12, 4), (15, 1)] {
            System::set_block_number(block);
            let mut report = valid();
            report.window = 2;
            assert_eq!(validate(&call(12, report)).map(|valid| valid.longevity), Ok(longevity));
        }
        for (block, reason) in [(7, Future), (16, Stale)] {
            System::set_block_number(block);
            let mut report = valid();
            report.window = 2;
            assert_eq!(validate(&call(12, report)), Err(Invalid(reason)));
        }
    });
}

#[test]
fn a_second_one_in_a_window_is_refused_however_it_differs() {
    with_feed().build_and_execute(|| {
        assert_eq!(apply(call(12, valid())), Ok(Ok(())));
        assert_refused(12, valid(), ALREADY, Error::AlreadyReported);
        let other = report_of(1, &[seen(0, 6 * USD)]);
        assert_refused(12, other, ALREADY, Error::AlreadyReported);
        // Others are not hindered, and neither is it in the next window.
        assert_eq!(apply(call(13, report_of(2, &[seen(0, USD)]))), Ok(Ok(())));
        next_block();
        assert_eq!(apply(call(12, valid())), Ok(Ok(())));
    });
}

/// The same report again, in each block in which somebody could still hold it.
#[test]
fn a_report_cannot_be_replayed() {
    with_feed().build_and_execute(|| {
        let report = valid();
        assert_eq!(apply(call(12, report.clone())), Ok(Ok(())));
        next_block();
        assert_refused(12, report.clone(), ALREADY, Error::AlreadyReported);
        next_block();
        assert_refused(12, report.clone(), Stale, Error::WindowPassed);
        // Nor does the next session, in which nothing of it is remembered, take it.
        new_session(&[11, 12, 13, 14]);
        System::set_block_number(1);
        assert_refused(12, report, Stale, Error::SessionPassed);
    });
}

/// The later window came first: the earlier one can no longer take its place.
#[test]
fn reordered_reports_leave_the_later_one() {
    with_feed().build_and_execute(|| {
        let early = valid();
        next_block();
        assert_eq!(apply(call(12, report_of(1, &[seen(0, 7 * USD)]))), Ok(Ok(())));
        assert_refused(12, early, ALREADY, Error::AlreadyReported);
    });
}

#[test]
fn it_is_for_the_running_session_only() {
    with_feed().build_and_execute(|| {
        let old = valid();
        new_session(&[11, 12, 13, 14]);
        assert_refused(12, old, Stale, Error::SessionPassed);
        let mut ahead = valid();
        ahead.session = 2;
        assert_refused(12, ahead, Future, Error::SessionAhead);
        assert_eq!(apply(call(12, valid())), Ok(Ok(())));
    });
}

#[test]
fn only_members_report() {
    with_feed().build_and_execute(|| {
        for place in [4, 100, u32::MAX] {
            let stranger = report_of(place, &[seen(0, USD)]);
            assert_refused(12, stranger, BadSigner, Error::NotValidator);
        }
        // Who has left the set cannot use its place, whoever has it now.
        new_session(&[11, 21, 13, 14]);
        assert_eq!(apply(call(12, valid())), Err(Invalid(BadProof)));
        assert_eq!(apply(call(21, valid())), Ok(Ok(())));
    });
}

#[test]
fn nobody_signs_for_another() {
    with_feed().build_and_execute(|| {
        for forger in [11, 13, 99] {
            let forged = call(forger, valid());
            assert_eq!(validate(&forged), Err(Invalid(BadProof)));
            assert_eq!(apply(forged), Err(Invalid(BadProof)));
        }
    });
}

#[test]
fn all_that_is_said_is_signed() {
    with_feed().build_and_execute(|| {
        let signed = valid();
        let signature = signature(12, &signed);
        let altered = |alter: &dyn Fn(&mut Report)| {
            let mut report = signed.clone();
            alter(&mut report);
            validate(&Call::report { report, signature: signature.clone() })
        };
        let bad = Err(Invalid(BadProof));
        assert_eq!(altered(&|report| report.validator = 2), bad);
        assert_eq!(altered(&|report| report.window = 0), bad);
        assert_eq!(altered(&|report| report.observations[0].value += 1), bad);
        assert_eq!(altered(&|report| report.observations[0].at -= 1), bad);
        assert_eq!(altered(&|report| report.observations[0].sources += 1), bad);
        assert!(altered(&|_| {}).is_ok());
        // The session is in it too: the same set, one session later.
        new_session(&[11, 12, 13, 14]);
        assert_eq!(altered(&|report| report.session = 1), bad);
    });
}

/// The same keys on another chain, or on a fork that was born otherwise.
#[test]
fn it_is_good_on_one_chain_only() {
    with_feed().build_and_execute(|| {
        let here = call(12, valid());
        assert!(validate(&here).is_ok());
        frame_system::BlockHash::<Test>::insert(0, sp_core::H256::repeat_byte(9));
        assert_eq!(validate(&here), Err(Invalid(BadProof)));
        assert!(validate(&call(12, valid())).is_ok());
    });
}

#[test]
fn the_signed_bytes_are_these() {
    with_feed().build_and_execute(|| {
        let genesis = sp_core::H256::repeat_byte(0xab);
        frame_system::BlockHash::<Test>::insert(0, genesis);
        let report = Report {
            session: 3,
            window: 4,
            validator: 5,
            observations: BoundedVec::truncate_from(vec![Observation {
                feed: 6,
                value: 7,
                at: 8,
                sources: 9,
            }]),
        };
        let mut bytes = b"tidewater/price-report/v1".to_vec();
        bytes.extend([0xab; 32]);
        bytes.extend([3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0]);
        bytes.extend([4, 6, 0, 0, 0]);
        bytes.extend(7u128.to_le_bytes());
        bytes.extend(8u64.to_le_bytes());
        bytes.push(9);
        assert_eq!(PriceOracle::signing_payload(&report), bytes);
    });
}

#[test]
fn an_observation_is_young_enough_to_the_millisecond() {
    with_feed().build_and_execute(|| {
        let at = |at| report_of(1, &[Observation { at, ..seen(0, USD) }]);
        assert_refused(12, at(START - 60_001), Stale, Error::AllStale);
        assert_refused(12, at(0), Stale, Error::AllStale);
        assert_refused(12, at(START + MAX_FUTURE + 1), Future, Error::AllAhead);
        assert_refused(12, at(Moment::MAX), Future, Error::AllAhead);
        assert!(validate(&call(12, at(START - 60_000))).is_ok());
        assert!(validate(&call(12, at(START + MAX_FUTURE))).is_ok());
    });
}

#[test]
fn what_was_overtaken_is_left_out_and_the_rest_taken() {
    let names = ["TIDE", "BTC", "ETH", "DOT", "KSM"];
    let builder = names
        .iter()
        .fold(ExtBuilder::default(), |builder, name| builder.feed(feed(name, None, TERMS)));
    builder.build_and_execute(|| {
        assert_ok!(PriceOracle::halt_feed(RuntimeOrigin::root(), 1));
        assert_ok!(PriceOracle::remove_feed(RuntimeOrigin::root(), 2));
        let stale = Observation { at: START - 60_001, ..seen(3, USD) };
        let thin = Observation { sources: 2, ..seen(4, USD) };
        let overtaken = [seen(1, USD), seen(2, USD), stale, thin];
        let all = [&[seen(0, USD)], overtaken.as_slice()].concat();
        assert_eq!(apply(call(12, report_of(1, &all))), Ok(Ok(())));
        let kept = Reports::<Test>::get(1).expect("it was kept").latest;
        assert_eq!(kept.iter().map(|latest| latest.observation.feed).collect::<Vec<_>>(), [0]);
        // Nothing is left: the reason is the first that time would mend.
        assert_refused(13, report_of(2, &overtaken), Stale, Error::AllStale);
        for one in [overtaken[0], overtaken[1], overtaken[3]] {
            assert_refused(13, report_of(2, &[one]), UNWANTED, Error::NothingWanted);
        }
    });
}

/// The cheapest question decides: what comes later would refuse it as well.
#[test]
fn questions_are_asked_in_the_documented_order() {
    with_feed().build_and_execute(|| {
        System::set_block_number(10);
        let mut report = report_of(4, &[]);
        report.window = 1;
        report.session = 9;
        assert_refused(99, report.clone(), MALFORMED, Error::ReportMalformed);
        report.observations = BoundedVec::truncate_from(vec![seen(7, USD)]);
        assert_refused(99, report.clone(), Stale, Error::WindowPassed);
        report.window = 11;
        assert_refused(99, report.clone(), Future, Error::WindowAhead);
        report.window = 10;
        assert_refused(99, report.clone(), Future, Error::SessionAhead);
        report.session = 0;
        assert_refused(99, report.clone(), BadSigner, Error::NotValidator);
        report.validator = 3;
        say(3, 0, USD);
        assert_refused(99, report.clone(), ALREADY, Error::AlreadyReported);
        report.validator = 2;
        assert_refused(99, report.clone(), UNWANTED, Error::NothingWanted);
        report.observations = BoundedVec::truncate_from(vec![seen(0, USD)]);
        assert_eq!(validate(&call(99, report.clone())), Err(Invalid(BadProof)));
        assert!(validate(&call(13, report)).is_ok());
    });
}

#[test]
fn a_later_report_takes_the_place_of_what_it_names_only() {
    with_feed().feed(feed("BTC", None, TERMS)).build_and_execute(|| {
        assert_ok!(take(report_of(1, &[seen(0, USD), seen(1, 2 * USD)])));
        next_block();
        assert_ok!(take(report_of(1, &[seen(1, 3 * USD)])));
        let kept = Reports::<Test>::get(1).expect("it was kept");
        let values: Vec<_> = kept
            .latest
            .iter()
            .map(|Latest { observation, block }| (observation.feed, observation.value, *block))
            .collect();
        assert_eq!(values, [(0, USD, 1), (1, 3 * USD, 2)]);
        assert_eq!((kept.window, kept.reports), (2, 2));
    });
}

/// Feeds come and go; what a validator said of those that went makes way.
#[test]
fn there_is_room_for_all_feeds_that_exist() {
    let full = (0..MAX_FEEDS).fold(ExtBuilder::default(), |builder, number| {
        builder.feed(feed(&format!("C{number}"), None, TERMS))
    });
    full.build_and_execute(|| {
        let all: Vec<_> = (0..MAX_FEEDS).map(|id| seen(id, USD)).collect();
        assert_ok!(take(report_of(0, &all)));
        assert_ok!(PriceOracle::remove_feed(RuntimeOrigin::root(), 5));
        assert_ok!(PriceOracle::register_feed(RuntimeOrigin::root(), feed("NEW", None, TERMS)));
        next_block();
        assert_ok!(take(report_of(0, &[seen(MAX_FEEDS, USD)])));
        let kept = Reports::<Test>::get(0).expect("it was kept").latest;
        let ids: Vec<_> = kept.iter().map(|latest| latest.observation.feed).collect();
        let expected: Vec<_> = (0..=MAX_FEEDS).filter(|id| *id != 5).collect();
        assert_eq!(ids, expected);
    });
}
