//! Random actions of twenty accounts over ten polls on three tracks. After each step the stored tallies
//! equal those of a model that knows nothing of the pallet's records: it keeps what each account has
//! said and whom it follows, and counts every poll anew from that.

use super::support::*;
use crate::mock::{CLASSES, PEOPLE};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use std::collections::BTreeMap;
use tidewater_primitives::apis::governance::{Delegated, VoteInfo};

const REGRESSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/proptest-regressions/model.txt");
const POLLS: PollIndex = 10;

/// What somebody does.
#[derive(Clone, Debug)]
enum Step {
    Vote(AccountId, PollIndex, AccountVote<Balance>),
    Remove(AccountId, PollIndex),
    Delegate(AccountId, TrackId, AccountId, u8, Balance),
    Undelegate(AccountId, TrackId),
    Transfer(AccountId, AccountId, Balance),
    Hold(AccountId, Balance),
    Slash(AccountId, Balance),
    Trim(AccountId, TrackId),
    Release(AccountId, TrackId),
    Unlock(AccountId, TrackId),
    End(PollIndex, bool),
    Cancel(PollIndex),
    Sweep,
    Pass(u64),
}

/// The track of a poll.
fn track(poll: PollIndex) -> TrackId {
    CLASSES[poll as usize % CLASSES.len()]
}

fn person() -> impl Strategy<Value = AccountId> {
    // A few meet often.
    prop_oneof![3 => 1..=5u64, 1 => 1..=PEOPLE]
}

fn amount() -> impl Strategy<Value = Balance> {
    prop_oneof![0..=FORTUNE, Just(FORTUNE), 0..20u128, 0..2_500u128]
}

fn any_vote() -> impl Strategy<Value = AccountVote<Balance>> {
    prop_oneof![
        4 => (amount(), 0u8..=6, any::<bool>()).prop_map(|(balance, number, for_it)| {
            if for_it { aye(balance, number) } else { nay(balance, number) }
        }),
        1 => [0..=500u128, 0..=500u128].prop_map(|[aye, nay]| AccountVote::Split { aye, nay }),
        1 => [0..=300u128, 0..=300u128, 0..=300u128]
            .prop_map(|[aye, nay, abstain]| AccountVote::SplitAbstain { aye, nay, abstain }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let poll = || 0..POLLS;
    let class = || prop::sample::select(CLASSES.to_vec());
    prop_oneof![
        12 => (person(), poll(), any_vote()).prop_map(|(who, poll, vote)| Step::Vote(who, poll, vote)),
        5 => (person(), poll()).prop_map(|(who, poll)| Step::Remove(who, poll)),
        8 => (person(), class(), person(), 0u8..=6, amount())
            .prop_map(|(who, class, to, number, amount)| Step::Delegate(who, class, to, number, amount)),
        5 => (person(), class()).prop_map(|(who, class)| Step::Undelegate(who, class)),
        3 => (person(), person(), amount()).prop_map(|(from, to, n)| Step::Transfer(from, to, n)),
        3 => (person(), amount()).prop_map(|(who, amount)| Step::Hold(who, amount)),
        3 => (person(), amount()).prop_map(|(who, amount)| Step::Slash(who, amount)),
        3 => (person(), class()).prop_map(|(who, class)| Step::Trim(who, class)),
        3 => (person(), class()).prop_map(|(who, class)| Step::Release(who, class)),
        2 => (person(), class()).prop_map(|(who, class)| Step::Unlock(who, class)),
        1 => (poll(), any::<bool>()).prop_map(|(poll, approved)| Step::End(poll, approved)),
        1 => poll().prop_map(Step::Cancel),
        2 => Just(Step::Sweep),
        2 => (1..30u64).prop_map(Step::Pass),
    ]
}

/// A delegation: to whom, with which conviction, how much.
type Follows = (AccountId, u8, Balance);

/// What everybody has said, and how the polls stand.
#[derive(Default)]
struct Model {
    said: BTreeMap<(AccountId, PollIndex), AccountVote<Balance>>,
    follows: BTreeMap<(AccountId, TrackId), Follows>,
    over: BTreeMap<PollIndex, Option<(u64, bool)>>,
    /// Who has been slashed below what they vote with and not been trimmed.
    short: std::collections::BTreeSet<AccountId>,
}

/// A balance in tenths of votes, as each conviction weighs it, and cut to whole votes.
fn weighed(balance: Balance, number: u8) -> Balance {
    let tenths = [1, 10, 20, 30, 40, 50, 60][usize::from(number)];
    balance * tenths / 10
}

impl Model {
    /// A poll, counted from nothing: everybody with a word of their own speaks it, and everybody else
    /// speaks with the account they follow, if that takes a side.
    fn tally(&self, poll: PollIndex) -> [Balance; 3] {
        let mut tally = [0; 3];
        let mut count = |for_it: bool, votes, capital| {
            if for_it {
                tally[0] += votes;
                tally[2] += capital;
            } else {
                tally[1] += votes;
            }
        };
        for who in 1..=PEOPLE {
            match self.said.get(&(who, poll)) {
                Some(AccountVote::Standard { vote, balance }) => {
                    count(vote.aye, weighed(*balance, vote.conviction.number()), *balance);
                }
                Some(AccountVote::Split { aye, nay }) => {
                    count(true, aye / 10, *aye);
                    count(false, nay / 10, *nay);
                }
                Some(AccountVote::SplitAbstain { aye, nay, abstain }) => {
                    count(true, aye / 10, aye + abstain);
                    count(false, nay / 10, *nay);
                }
                None => {
                    let Some((to, number, balance)) = self.follows.get(&(who, track(poll))) else {
                        continue;
                    };
                    if let Some(AccountVote::Standard { vote, .. }) = self.said.get(&(*to, poll)) {
                        count(vote.aye, weighed(*balance, *number), *balance);
                    }
                }
            }
        }
        tally
    }

    /// The most that an account has behind anything on a poll that takes votes, or has delegated.
    fn capital(&self, who: AccountId) -> Balance {
        let said =
            self.said.iter().filter(|((of, poll), _)| *of == who && !self.over.contains_key(poll));
        let follows = self.follows.iter().filter(|((of, _), _)| *of == who);
        let said = said.map(|(_, vote)| vote.checked_balance().expect("it was counted"));
        said.chain(follows.map(|(_, (_, _, balance))| *balance)).max().unwrap_or(0)
    }

    /// Does what the pallet has done. What it refuses changes nothing here.
    fn follow(&mut self, step: &Step, done: bool) {
        if !done {
            return;
        }
        match *step {
            Step::Vote(who, poll, vote) => {
                self.said.insert((who, poll), vote);
            }
            Step::Remove(who, poll) => {
                self.said.remove(&(who, poll)).expect("there was a vote");
            }
            Step::Delegate(who, class, to, number, amount) => {
                let before = self.follows.insert((who, class), (to, number, amount));
                assert_eq!(before, None);
                let votes =
                    self.said.keys().filter(|(of, poll)| *of == who && track(*poll) == class);
                assert_eq!(votes.count(), 0);
            }
            Step::Undelegate(who, class) => {
                self.follows.remove(&(who, class)).expect("there was a delegation");
            }
            Step::Slash(who, _) if self.capital(who) > Balances::total_balance(&who) => {
                self.short.insert(who);
            }
            Step::Trim(who, class) => self.trim(who, class),
            Step::Release(who, class) => self.release(who, class),
            Step::End(poll, approved) => {
                self.over.insert(poll, Some((now(), approved)));
            }
            Step::Cancel(poll) => {
                self.over.insert(poll, None);
            }
            _ => {}
        }
    }

    fn trim(&mut self, who: AccountId, class: TrackId) {
        let power = Balances::total_balance(&who);
        for ((of, poll), vote) in &mut self.said {
            if *of != who || track(*poll) != class {
                continue;
            }
            match vote {
                AccountVote::Standard { balance, .. } => *balance = power.min(*balance),
                AccountVote::Split { aye, nay } => {
                    *aye = power.min(*aye);
                    *nay = (*nay).min(power - *aye);
                }
                AccountVote::SplitAbstain { aye, nay, abstain } => {
                    *aye = power.min(*aye);
                    *nay = (*nay).min(power - *aye);
                    *abstain = (*abstain).min(power - *aye - *nay);
                }
            }
        }
        if let Some((_, _, balance)) = self.follows.get_mut(&(who, class)) {
            *balance = power.min(*balance);
        }
        if self.capital(who) <= power {
            self.short.remove(&who);
        }
    }

    fn release(&mut self, who: AccountId, class: TrackId) {
        let over = &self.over;
        self.said.retain(|(of, poll), vote| {
            if *of != who || track(*poll) != class {
                return true;
            }
            match (over.get(poll), vote) {
                (None, _) => true,
                (Some(Some((end, approved))), AccountVote::Standard { vote, .. })
                    if vote.aye == *approved =>
                {
                    let periods = [0, 1, 2, 4, 8, 16, 32][usize::from(vote.conviction.number())];
                    now() < end + PERIOD * periods
                }
                _ => false,
            }
        });
    }

    /// The sweep trims and releases rows in an order of its own: what it has done is seen in its events.
    fn follow_sweep(&mut self) {
        for event in events() {
            match event {
                Event::VotesTrimmed { who, class, .. } => self.trim(who, class),
                Event::VoteCleared { who, poll_index, .. } => {
                    self.said.remove(&(who, poll_index)).expect("there was a vote");
                }
                _ => {}
            }
        }
    }

    fn check(&self) {
        for poll in (0..POLLS).filter(|poll| !self.over.contains_key(poll)) {
            assert_eq!(tally(poll), self.tally(poll), "poll {poll}");
        }
        for who in 1..=PEOPLE {
            let counted = self.capital(who);
            let allowed = self.short.contains(&who) || counted <= Balances::total_balance(&who);
            assert!(allowed, "{who} votes with more than it has");
            assert!(frozen(who) >= counted, "{who} votes with what is not frozen");
            let marked = Marked::<Test>::contains_key(who);
            // Who has got more since is no longer short, and the sweep takes the mark away.
            let enough = counted <= Balances::total_balance(&who);
            assert!(marked || enough, "{who} is short and not marked");
        }
    }
}

/// What can be asked of an account is what it has said, whom it follows and who follows it.
impl Model {
    fn check_answers(&self, who: AccountId) {
        let told = told(|| (ConvictionVoting::votes(who), ConvictionVoting::delegations(who)));
        let mut said = BTreeMap::new();
        for (track, vote) in
            told.0.iter().flat_map(|of| of.votes.iter().map(|vote| (of.track, vote)))
        {
            assert_eq!(
                (track, vote.until),
                (self::track(vote.poll), self.free_from(who, vote.poll))
            );
            assert_eq!(vote.ongoing, !self.over.contains_key(&vote.poll));
            assert_eq!(vote.overrides, self.follows.contains_key(&(who, track)));
            said.insert((who, vote.poll), vote.vote);
        }
        let words = self.said.iter().filter(|((of, _), _)| *of == who);
        assert_eq!(said, words.map(|(key, vote)| (*key, VoteInfo::from(*vote))).collect());
        for class in CLASSES {
            self.check_delegations(who, class, told.1.iter().find(|told| told.track == class));
        }
        super::views::assert_locks_are_true(who);
    }

    /// The first block, from this one on, in which a vote can be cleared away.
    fn free_from(&self, who: AccountId, poll: PollIndex) -> Option<u64> {
        let periods = |approved| match self.said[&(who, poll)] {
            AccountVote::Standard { vote, .. } if vote.aye == approved => {
                [0, 1, 2, 4, 8, 16, 32][usize::from(vote.conviction.number())]
            }
            _ => 0,
        };
        let over = self.over.get(&poll)?;
        Some(now().max(over.map_or(0, |(end, approved)| end + PERIOD * periods(approved))))
    }

    fn check_delegations(
        &self,
        who: AccountId,
        class: TrackId,
        told: Option<&Delegated<AccountId>>,
    ) {
        let follows = self.follows.get(&(who, class)).copied();
        let following = told.and_then(|told| told.following.clone());
        assert_eq!(following.map(|told| (told.to, told.conviction, told.balance)), follows);
        let received = self.received(who, class, |_| true);
        assert_eq!(
            told.map_or([0, 0], |told| [told.received.votes, told.received.capital]),
            received
        );
        let voted = self.said.keys().filter(|(of, poll)| {
            *of == who && track(*poll) == class && !self.over.contains_key(poll)
        });
        let withheld = voted.map(|(_, poll)| {
            (*poll, self.received(who, class, |from| self.said.contains_key(&(from, *poll))))
        });
        let Some(told) = told else { return };
        let listed = told.withheld.iter().map(|on| (on.poll, [on.power.votes, on.power.capital]));
        assert_eq!(listed.collect::<Vec<_>>(), withheld.collect::<Vec<_>>());
    }

    /// The votes and the capital that some have delegated to an account on a track.
    fn received(
        &self,
        who: AccountId,
        class: TrackId,
        counts: impl Fn(AccountId) -> bool,
    ) -> [Balance; 2] {
        let to_it = self
            .follows
            .iter()
            .filter(|((from, of), (to, ..))| *of == class && *to == who && counts(*from));
        to_it.fold([0, 0], |[votes, capital], (_, (_, number, balance))| {
            [votes + weighed(*balance, *number), capital + balance]
        })
    }
}

/// Does a step, and says whether it was done.
fn execute(step: &Step) -> bool {
    match *step {
        Step::Vote(who, poll, word) => vote(who, poll, word).is_ok(),
        Step::Remove(who, poll) => remove_vote(who, Some(track(poll)), poll).is_ok(),
        Step::Delegate(who, class, to, number, amount) => {
            delegate(who, class, to, number, amount).is_ok()
        }
        Step::Undelegate(who, class) => undelegate(who, class).is_ok(),
        Step::Transfer(from, to, amount) => {
            Balances::transfer_keep_alive(by(from), to, amount).is_ok()
        }
        Step::Hold(who, amount) => hold(who, amount).is_ok(),
        Step::Slash(who, amount) => {
            slash(who, amount);
            true
        }
        Step::Trim(who, class) => trim(who, class).is_ok(),
        Step::Release(who, class) => release(who, class).is_ok(),
        Step::Unlock(who, class) => unlock(class, who).is_ok(),
        Step::End(poll, approved) => {
            let ongoing: Option<(TallyOf<Test>, TrackId)> = TestPolls::as_ongoing(poll);
            ongoing.is_some() && {
                end(poll, approved);
                true
            }
        }
        Step::Cancel(poll) => {
            cancel(poll);
            true
        }
        Step::Sweep => {
            use frame_support::traits::Hooks;
            events();
            ConvictionVoting::on_idle(now(), frame_support::weights::Weight::MAX);
            true
        }
        Step::Pass(blocks) => {
            pass(blocks);
            true
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // Long ones: a quarter of the budget.
        cases: ProptestConfig::default().cases.div_ceil(4),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(REGRESSIONS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn stored_tallies_are_those_of_the_model(steps in prop::collection::vec(step(), 1..120)) {
        build_and_execute(|| {
            for poll in 0..POLLS {
                open(poll, track(poll));
            }
            let mut model = Model::default();
            for (at, step) in steps.iter().enumerate() {
                let done = frame_support::storage::with_storage_layer(|| {
                    if execute(step) { Ok(()) } else { Err(DispatchError::Other("refused")) }
                });
                match step {
                    Step::Sweep => model.follow_sweep(),
                    step => model.follow(step, done.is_ok()),
                }
                model.check();
                // Those who meet often, and by turns everybody.
                for who in (1..=5).chain([1 + at as AccountId % PEOPLE]) {
                    model.check_answers(who);
                }
                if at % 8 == 0 {
                    assert_ok!(ConvictionVoting::check_invariants());
                }
            }
        });
    }
}
