//! What a poll makes of its tally.

use super::support::*;
use crate::mock::MaxTurnout;
use frame_support::traits::VoteTally;
use sp_runtime::Perbill;
use tidewater_math::voting::Count;

fn of(ayes: Balance, nays: Balance, support: Balance) -> TallyOf<Test> {
    TallyOf::<Test>::of(Count { ayes, nays, support })
}

fn approval(tally: TallyOf<Test>) -> Perbill {
    VoteTally::<Balance, TrackId>::approval(&tally, 0)
}

fn support(tally: TallyOf<Test>) -> Perbill {
    VoteTally::<Balance, TrackId>::support(&tally, 0)
}

#[test]
fn approval_is_the_ayes_among_all_votes() {
    assert_eq!(approval(of(0, 0, 0)), Perbill::zero());
    assert_eq!(approval(of(3, 1, 0)), Perbill::from_percent(75));
    assert_eq!(approval(of(Balance::MAX, 0, 0)), Perbill::one());
    assert_eq!(approval(of(Balance::MAX, Balance::MAX, 0)), Perbill::from_percent(50));
    assert_eq!(approval(of(0, Balance::MAX, 0)), Perbill::zero());
}

#[test]
fn support_is_a_part_of_what_could_vote() {
    assert_eq!(support(of(9, 9, 5_000)), Perbill::from_percent(25));
    // A poll that nobody could vote on is not supported by everybody.
    MaxTurnout::set(0);
    assert_eq!(support(of(0, 0, 0)), Perbill::zero());
    assert_eq!(support(of(0, 0, 7)), Perbill::zero());
    MaxTurnout::set(20_000);
}

/// Curves of pallet-referenda read a tally through these alone, so they must not be rounded up.
#[test]
fn both_are_rounded_down() {
    assert_eq!(approval(of(1, 2, 0)), Perbill::from_parts(333_333_333));
    assert_eq!(approval(of(2, 1, 0)), Perbill::from_parts(666_666_666));
    assert_eq!(support(of(0, 0, 13_333)), Perbill::from_parts(666_650_000));
}
