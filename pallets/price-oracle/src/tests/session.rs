//! What a new set of validators changes.

use super::*;
use crate::{
    mock::{Weights, MAX_VALIDATORS},
    Members, PreviousRecords, Scores, Validators,
};
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::BoundToRuntimeAppPublic;
use tidewater_primitives::apis::price_oracle::Record;

#[test]
fn the_key_has_a_type_of_its_own() {
    type Key = <PriceOracle as BoundToRuntimeAppPublic>::Public;
    assert_eq!(Key::ID.0, *b"orcl");
}

#[test]
fn a_chain_is_born_with_a_set() {
    Weights::set(12, 5);
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(Validators::<Test>::get().to_vec(), [11, 12, 13, 14].map(key));
        let members: Vec<_> =
            Members::<Test>::get().iter().map(|member| (member.account, member.weight)).collect();
        assert_eq!(members, [(11, 1), (12, 5), (13, 1), (14, 1)]);
        assert_eq!(CurrentSession::<Test>::get().index, 0);
    });
}

#[test]
fn a_new_session_forgets_reports_and_keeps_prices() {
    with_feed().build_and_execute(|| {
        establish(USD);
        let before = state(0);
        new_session(&[14, 21, 22]);
        assert_eq!(CurrentSession::<Test>::get().index, 1);
        assert_eq!(Validators::<Test>::get().to_vec(), [14, 21, 22].map(key));
        assert_eq!(Scores::<Test>::get().len(), 3);
        assert_eq!(Reports::<Test>::iter().count(), 0);
        assert_eq!((state(0), value_of(0)), (before, Ok(WHOLE)));
        next_block();
        // The new set goes on where the old one stopped.
        round(&[USD; 3]);
        assert_eq!((value_of(0), status(0)), (Ok(WHOLE), FeedStatus::Fresh));
    });
}

/// Reports of the old set are no part of a round of the new one.
#[test]
fn a_set_that_changes_within_a_round_begins_it_again() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        pass_blocks(1);
        (0..2).for_each(|validator| say(validator, 0, 104 * USD));
        new_session(&[11, 12, 13, 15]);
        next_block();
        (2..4).for_each(|validator| say(validator, 0, 104 * USD));
        next_block();
        assert_eq!(value_of(0), Ok(100 * WHOLE));
        say(0, 0, 104 * USD);
        next_block();
        assert_eq!(value_of(0), Ok(104 * WHOLE));
    });
}

/// A jump that one set has seen may be confirmed by the next.
#[test]
fn a_candidate_outlives_the_session() {
    with_feed().build_and_execute(|| {
        establish(100 * USD);
        round(&[200 * USD; 4]);
        new_session(&[21, 22, 23, 24]);
        round(&[200 * USD; 4]);
        assert_eq!(value_of(0), Ok(200 * WHOLE));
    });
}

#[test]
fn weights_are_those_of_the_sessions_start() {
    with_feed().build_and_execute(|| {
        Weights::set(11, 7);
        assert_eq!(Members::<Test>::get()[0].weight, 1);
        new_session(&[11, 12]);
        assert_eq!(Members::<Test>::get()[0].weight, 7);
    });
}

#[test]
fn more_validators_than_there_is_room_for_are_left_out_and_told() {
    with_feed().build_and_execute(|| {
        let many: Vec<AccountId> = (0..u64::from(MAX_VALIDATORS) + 3).collect();
        events();
        new_session(&many);
        assert_eq!(events(), [Event::ValidatorsLeftOut { count: 3 }]);
        assert_eq!(Validators::<Test>::get().len(), MAX_VALIDATORS as usize);
    });
}

#[test]
fn what_was_done_is_kept_for_one_session() {
    with_feed().build_and_execute(|| {
        establish(USD);
        say(2, 0, USD);
        new_session(&[14, 21]);
        let records = [(11, 2), (12, 2), (13, 3), (14, 2)]
            .map(|(who, reports)| (who, Record { reports, ..Record::default() }));
        assert_eq!(PriceOracle::previous_records(), records);
        assert_eq!(PreviousRecords::<Test>::get().session, 0);
        new_session(&[14, 21]);
        let records = [14, 21].map(|who| (who, Record::default()));
        assert_eq!(PriceOracle::previous_records(), records);
        assert_eq!(PreviousRecords::<Test>::get().session, 1);
    });
}
