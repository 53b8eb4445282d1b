//! What went wrong elsewhere.

use super::support::*;
use sp_runtime::traits::Dispatchable;

/// A track decides on a batch.
fn decide(track: AccountId, calls: Vec<RuntimeCall>) -> DispatchResult {
    let all = pallet_utility::Call::batch_all { calls };
    let done = RuntimeCall::from(all).dispatch(by(track));
    done.map(|_| ()).map_err(|failed| failed.error)
}

/// What the treasury owes or has paid in TIDE.
fn promised() -> Balance {
    pallet_treasury::Spends::<Test>::iter_values().map(|spend| spend.amount).sum()
}

/// A cap for each dispatch caps nothing: who wins one referendum in a quiet week batches the call, or wins
/// several. So it went with treasuries whose tracks had a maximum for a single spend.
#[test]
fn a_low_turnout_raid_takes_one_cap_a_period() {
    build_and_execute(|| {
        let pot = balance(TIDE, Treasury::account_id());
        let capful = || spend_call(TIDE, SMALL_CAP);
        // One referendum with many spends gets nothing, however it is cut.
        let over: DispatchError = Error::<Test>::OverPeriodCap.into();
        assert_noop!(decide(SMALL, vec![capful(), capful(), capful()]), over);
        assert_noop!(decide(SMALL, vec![capful(), spend_call(TIDE, 1)]), over);
        let half = || spend_call(TIDE, SMALL_CAP / 2);
        assert_noop!(decide(SMALL, vec![half(), half(), spend_call(USD, 1)]), over);
        assert_eq!(promised(), 0);

        // A batch that goes on after what fails takes one cap.
        let calls = vec![half(), capful(), half(), half(), spend_call(DUST, FORTUNE)];
        assert_ok!(Utility::force_batch(by(SMALL), calls));
        assert_eq!(promised(), SMALL_CAP);

        // Other referenda in the same block and in the rest of the period take nothing.
        for block in 1..1 + PERIOD {
            go_to(block);
            for kind in [TIDE, USD] {
                assert_noop!(decide(SMALL, vec![spend_call(kind, 1)]), over);
            }
        }

        // After it there is one cap again, and one only.
        go_to(1 + PERIOD);
        assert_ok!(decide(SMALL, vec![capful()]));
        assert_noop!(decide(SMALL, vec![spend_call(TIDE, 1)]), over);
        assert_eq!(promised(), 2 * SMALL_CAP);
        for index in 0..3 {
            assert_ok!(payout(index));
        }
        assert_eq!(balance(TIDE, Treasury::account_id()), pot - 2 * SMALL_CAP);
    });
}

#[test]
fn two_spenders_share_no_cap() {
    build_and_execute(|| {
        assert_ok!(spend(SMALL, TIDE, SMALL_CAP));
        assert_ok!(spend(BIG, TIDE, BIG_CAP));
        assert_noop!(spend(SMALL, TIDE, 1), Error::<Test>::OverPeriodCap);
        assert_noop!(spend(BIG, TIDE, 1), Error::<Test>::OverPeriodCap);
        assert_eq!(approvals(1), [(1, SMALL_CAP)]);
        assert_eq!(approvals(2), [(1, BIG_CAP)]);
    });
}
