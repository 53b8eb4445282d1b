//! What reports come to: the median, the quorum, ages, jumps.

use super::*;
use crate::{mock::Weights, NextChange, Touched};
use tidewater_primitives::apis::price_oracle::Candidate;

fn price(feed: FeedId) -> Price {
    PriceOracle::price(feed).expect("there is a price")
}

#[test]
fn a_block_in_which_nothing_is_to_be_done_costs_next_to_nothing() {
    with_feed().build_and_execute(|| {
        let idle = PriceOracle::on_initialize(2);
        assert_eq!(idle.ref_time(), 7);
        say(0, 0, USD);
        assert!(Touched::<Test>::get());
        let busy = PriceOracle::on_initialize(3);
        assert_eq!(busy.ref_time(), 300_000 + 400 + 1);
        assert!(!Touched::<Test>::get());
        assert_eq!(PriceOracle::on_initialize(4).ref_time(), 7);
    });
}

/// A transaction of the same block cannot see it.
#[test]
fn a_price_is_made_of_closed_blocks() {
    with_feed().build_and_execute(|| {
        round(&[USD; 4]);
        (0..4).for_each(|validator| say(validator, 0, USD));
        assert_eq!(value_of(0), Err(NoPrice::NeverReported));
        let at = Now::get();
        next_block();
        assert_eq!(price(0), Price { value: WHOLE, at, confidence: 0 });
    });
}

#[test]
fn the_first_price_needs_two_rounds_and_is_told() {
    with_feed().build_and_execute(|| {
        events();
        round(&[USD; 4]);
        let price = Price { value: WHOLE, at: START, confidence: 0 };
        let candidate = Candidate { price, newest: START };
        assert_eq!(events(), [Event::JumpHeld { feed_id: 0, candidate }]);
        assert_eq!(value_of(0), Err(NoPrice::NeverReported));
        round(&[USD; 4]);
        let at = START + SLOT;
        assert_eq!(
            events(),
            [
                Event::PriceUpdated { feed_id: 0, value: WHOLE, at, confidence: 0, reporters: 4 },
                Event::FeedStatusChanged {
                    feed_id: 0,
                    from: FeedStatus::Stale,
                    to: FeedStatus::Fresh
                },
            ]
        );
        // The same again is no news; a block without reports neither.
        pass_blocks(3);
        assert_eq!(events(), []);
    });
}

#[test]
fn the_price_is_the_median_with_the_middles_mean() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[101 * USD, 103 * USD, 100 * USD, 104 * USD]);
        let expected = Price { value: 102 * WHOLE, at: Now::get() - SLOT - SLOT, confidence: 0 };
        // Distances: 1, 1, 2, 2; the mean of the two middles.
        let confidence = WHOLE + WHOLE / 2;
        assert_eq!(price(0), Price { at: Now::get() - SLOT, confidence, ..expected });
    });
}

#[test]
fn an_odd_number_has_one_middle() {
    with_feed().validators(&[11, 12, 13]).build_and_execute(|| {
        round(&[100 * USD; 3]);
        round(&[100 * USD; 3]);
        round(&[101 * USD, 99 * USD, 103 * USD]);
        assert_eq!(value_of(0), Ok(101 * WHOLE));
    });
}

#[test]
fn weights_count() {
    Weights::set(11, 3);
    Weights::set(12, 2);
    with_feed().validators(&[11, 12, 13]).build_and_execute(|| {
        round(&[100 * USD; 3]);
        round(&[100 * USD; 3]);
        // Three of six at 101, the next at 102: an even split.
        round(&[101 * USD, 103 * USD, 102 * USD]);
        assert_eq!(value_of(0), Ok(101 * WHOLE + WHOLE / 2));
    });
}

/// Without the heaviest there is no quorum, however many the others are.
#[test]
fn a_quorum_is_of_the_whole_weight() {
    Weights::set(11, 2);
    with_feed().build_and_execute(|| {
        for _ in 0..3 {
            (1..4).for_each(|validator| say(validator, 0, USD));
            next_block();
        }
        assert_eq!(state(0).candidate, None);
        for _ in 0..2 {
            [0, 1, 2].into_iter().for_each(|validator| say(validator, 0, USD));
            next_block();
        }
        assert_eq!(value_of(0), Ok(WHOLE));
    });
}

#[test]
fn a_set_without_weight_has_no_price() {
    (11..15).for_each(|who| Weights::set(who, 0));
    with_feed().build_and_execute(|| {
        round(&[USD; 4]);
        round(&[USD; 4]);
        assert_eq!(state(0).candidate, None);
    });
}

/// Two thirds are not more than two thirds.
#[test]
fn exactly_two_thirds_are_too_few() {
    with_feed().validators(&[11, 12, 13]).build_and_execute(|| {
        round(&[USD; 2]);
        round(&[USD; 2]);
        assert_eq!(state(0).candidate, None);
    });
}

#[test]
fn a_feed_can_ask_for_more() {
    let asks = |quorum_bps| feed("TIDE", None, FeedTerms { quorum_bps, ..TERMS });
    for (quorum_bps, carried) in [(7_499, true), (7_500, false)] {
        ExtBuilder::default().feed(asks(quorum_bps)).build_and_execute(|| {
            round(&[USD; 3]);
            assert_eq!(state(0).candidate.is_some(), carried);
        });
    }
    ExtBuilder::default().feed(asks(10_000)).build_and_execute(|| {
        establish(USD);
    });
}

#[test]
fn one_lying_by_ten_of_four_moves_nothing() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        for lie in [10 * USD, 1_000 * USD, 1, 10u128.pow(26)] {
            round(&[100 * USD, 100 * USD, lie, 100 * USD]);
            assert_eq!(price(0).value, 100 * WHOLE);
            assert_eq!(price(0).confidence, 0);
        }
    });
}

#[test]
fn two_of_four_cannot_choose_a_price_beyond_the_jump() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        for _ in 0..5 {
            round(&[100 * USD, 100 * USD, 1_000 * USD, 1_000 * USD]);
            assert!(price(0).value <= 100 * WHOLE);
        }
    });
}

#[test]
fn the_price_is_as_old_as_it_is_to_most() {
    with_feed().build_and_execute(|| {
        establish(USD);
        let now = Now::get();
        let ages = [50_000, 0, 1_000, 700];
        for (validator, age) in (0u32..).zip(ages) {
            let old = Observation { at: now - age, ..seen(0, USD) };
            assert_ok!(take(report_of(validator, &[old])));
        }
        next_block();
        // The lower of the two middles; the oldest does not drag it down.
        assert_eq!(price(0).at, now - 1_000);
    });
}

#[test]
fn a_price_is_never_from_the_future() {
    with_feed().build_and_execute(|| {
        for _ in 0..2 {
            for validator in 0..4 {
                let ahead = Observation { at: Now::get() + 4_000, ..seen(0, USD) };
                assert_ok!(take(report_of(validator, &[ahead])));
            }
            next_block();
        }
        assert_eq!(price(0).at, Now::get() - SLOT);
    });
}

#[test]
fn a_price_never_goes_back_in_time() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        let before = price(0);
        for validator in 0..4 {
            let older = Observation { at: before.at - 1, ..seen(0, 101 * USD) };
            assert_ok!(take(report_of(validator, &[older])));
        }
        next_block();
        assert_eq!(price(0), before);
    });
}

/// Votes expire one by one: the last millisecond of the first one's life is the quorum's.
#[test]
fn an_observation_counts_to_the_last_millisecond() {
    for (late, counts) in [(0, true), (1, false)] {
        let three = ExtBuilder::default().feed(feed("TIDE", None, TERMS));
        three.validators(&[11, 12, 13]).build_and_execute(|| {
            say(0, 0, USD);
            let first = Now::get();
            pass_blocks(10);
            say(1, 0, USD);
            say(2, 0, USD);
            Now::set(first + 60_000 + late);
            next_block();
            assert_eq!(state(0).candidate.is_some(), counts);
        });
    }
}

/// A price is judged when it is read, whether or not a block has looked at it.
#[test]
fn a_price_is_good_to_the_last_millisecond() {
    with_feed().build_and_execute(|| {
        establish(USD);
        let at = price(0).at;
        assert!(PriceOracle::price_at(0, at + 60_000).is_ok());
        assert_eq!(PriceOracle::price_at(0, at + 60_001), Err(NoPrice::Stale { since: at }));
        let of = |now| PriceOracle::feed_at(0, now).expect("it exists");
        assert_eq!(of(at + 60_000).status, FeedStatus::Fresh);
        let info = of(at + 60_001);
        assert_eq!((info.status, info.since), (FeedStatus::Stale, at + 60_000));
    });
}

/// No report, and yet the block looks.
#[test]
fn a_block_notes_that_a_price_has_expired() {
    with_feed().build_and_execute(|| {
        establish(USD);
        let at = price(0).at;
        assert_eq!(NextChange::<Test>::get(), Some(at + 60_001));
        events();
        Now::set(at + 60_000);
        PriceOracle::on_initialize(9);
        assert_eq!(events(), []);
        Now::set(at + 60_001);
        PriceOracle::on_initialize(10);
        let (from, to) = (FeedStatus::Fresh, FeedStatus::Stale);
        assert_eq!(events(), [Event::FeedStatusChanged { feed_id: 0, from, to }]);
        assert_eq!((state(0).since, NextChange::<Test>::get()), (at + 60_000, None));
    });
}

#[test]
fn a_jump_is_believed_in_the_second_round() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        // The bound itself is no jump.
        round(&[110 * USD; 4]);
        assert_eq!(value_of(0), Ok(110 * WHOLE));
        events();
        round(&[200 * USD; 4]);
        let held = state(0).candidate.expect("it is held");
        assert_eq!(held.price.value, 200 * WHOLE);
        assert_eq!(
            events(),
            [
                Event::JumpHeld { feed_id: 0, candidate: held },
                Event::FeedStatusChanged {
                    feed_id: 0,
                    from: FeedStatus::Fresh,
                    to: FeedStatus::Degraded
                },
            ]
        );
        assert_eq!(value_of(0), Ok(110 * WHOLE));
        round(&[205 * USD; 4]);
        assert_eq!((value_of(0), status(0)), (Ok(205 * WHOLE), FeedStatus::Fresh));
        assert_eq!(state(0).candidate, None);
    });
}

#[test]
fn an_unconfirmed_spike_is_never_believed() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[1_000 * USD; 4]);
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        round(&[101 * USD; 4]);
        assert_eq!((value_of(0), state(0).candidate), (Ok(101 * WHOLE), None));
    });
}

/// Another jump is another candidate: two different spikes confirm nothing.
#[test]
fn two_different_spikes_do_not_confirm_each_other() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        for spike in [1_000, 2_000, 500] {
            round(&[spike * USD; 4]);
            assert_eq!(value_of(0), Ok(100 * WHOLE));
        }
        let held = state(0).candidate.expect("it is held");
        assert_eq!(held.price.value, 500 * WHOLE);
    });
}

/// The same observations looked at again are not a second round.
#[test]
fn a_jump_is_not_confirmed_by_its_own_observations() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[200 * USD; 4]);
        let old = Observation { at: Now::get() - SLOT, ..seen(0, 200 * USD) };
        for validator in 0..4 {
            assert_ok!(take(report_of(validator, &[old])));
        }
        next_block();
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        // Two younger ones are no quorum; the third makes it.
        say(0, 0, 200 * USD);
        say(1, 0, 200 * USD);
        next_block();
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        say(2, 0, 200 * USD);
        next_block();
        assert_eq!(value_of(0), Ok(200 * WHOLE));
    });
}

/// A candidate that nobody confirms in time is forgotten.
#[test]
fn a_candidate_grows_old_too() {
    with_feed().build_and_execute(|| {
        round(&[100 * USD; 4]);
        assert!(state(0).candidate.is_some());
        pass_blocks(40);
        round(&[100 * USD; 4]);
        assert!(value_of(0).is_err());
        round(&[100 * USD; 4]);
        assert_eq!(value_of(0), Ok(100 * WHOLE));
    });
}

#[test]
fn one_feed_failing_touches_no_other() {
    with_feed().feed(feed("BTC", None, TERMS)).build_and_execute(|| {
        for block in 0..6 {
            for validator in 0..4 {
                let tide = seen(0, 100 * USD);
                let wild = seen(1, [1, 1_000][block % 2] * USD);
                assert_ok!(take(report_of(validator, &[tide, wild])));
            }
            next_block();
        }
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        assert_eq!(value_of(1), Err(NoPrice::NeverReported));
    });
}
