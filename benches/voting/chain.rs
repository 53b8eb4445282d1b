//! Two chains on which the same people have the same votes, on one in our pallet, on the other in theirs.

use super::{
    actions::{
        dispatch, Action, Deed, Whose, CLEARED, CROWD, DELEGATE, FOLLOWER, FREED, NEWCOMER,
        PROPOSER, STAKE, VOTER,
    },
    runtime::{
        AccountId, Balance, Both, OriginCaller, OurReferenda, Preimage, RuntimeCall,
        RuntimeGenesisConfig, RuntimeOrigin, Scheduler, System, TheirReferenda, FORTUNE, TRACK,
    },
};
use crate::{chains::undone, rewards::actions::person};
use codec::Encode;
use frame_support::traits::{schedule::DispatchTime, OnInitialize, Polling, StorePreimage};
use frame_system::RawOrigin;
use pallet_governance::PollIndex;
use sp_runtime::BuildStorage;
use tidewater_primitives::BlockNumber;

/// The block in which everybody votes. The polls were submitted before, one in each block.
const VOTED: BlockNumber = 1_000;

/// What is on the chains.
#[derive(Clone, Copy)]
pub struct Plan {
    /// How many votes voters have.
    pub votes: u32,
    /// How many follow the delegate besides one.
    pub crowd: u32,
    /// Whether somebody has voted on each poll in the block that is measured. Then its alarm is where it
    /// has to be already, and a vote does not ask the scheduler for anything.
    pub touched: bool,
}

/// Chains to measure on.
pub struct World {
    plan: Plan,
    ours: sp_io::TestExternalities,
    theirs: sp_io::TestExternalities,
}

impl World {
    /// Builds both, and sees to it that all actions do the same on both.
    pub fn new(plan: Plan) -> Self {
        let [ours, theirs] = Whose::BOTH.map(|whose| plan.chain(whose));
        let mut world = Self { plan, ours, theirs };
        for action in Action::ALL {
            world.check(action);
        }
        world
    }

    /// Runs `measure` on the state of a written block.
    pub fn run<R>(&mut self, whose: Whose, measure: impl FnOnce() -> R) -> R {
        match whose {
            Whose::Ours => self.ours.execute_with(measure),
            Whose::Theirs => self.theirs.execute_with(measure),
        }
    }

    /// The chain of one of the pallets.
    pub fn chain(&mut self, whose: Whose) -> &mut sp_io::TestExternalities {
        match whose {
            Whose::Ours => &mut self.ours,
            Whose::Theirs => &mut self.theirs,
        }
    }

    /// The call, and who makes it.
    pub fn call(&self, action: Action, whose: Whose) -> (RuntimeCall, AccountId) {
        (action.call(whose, self.plan.votes), action.who())
    }

    /// What does nothing is fast, and so is what does something else: an action changes something, and
    /// leaves the same behind on both chains.
    fn check(&mut self, action: Action) {
        let votes = self.plan.votes;
        let [ours, theirs] = Whose::BOTH.map(|whose| {
            let (call, who) = self.call(action, whose);
            self.run(whose, || {
                let before = Books::of(whose, votes, &action.of());
                let mut after = None;
                undone(|| {
                    dispatch(call, who)?;
                    after = Some(Books::of(whose, votes, &action.of()));
                    Ok(())
                });
                assert_ne!(Some(&before), after.as_ref(), "{action:?} does nothing");
                (before, after)
            })
        });
        assert_eq!(ours, theirs, "{action:?} does something else");
    }
}

/// What an action can change, encoded as both pallets encode it alike.
#[derive(Debug, PartialEq, Eq)]
struct Books {
    row: Vec<u8>,
    delegate: Vec<u8>,
    locks: Vec<u8>,
    frozen: Balance,
    tallies: Vec<[Balance; 3]>,
}

impl Books {
    fn of(whose: Whose, votes: u32, who: &AccountId) -> Self {
        let row = |who: &AccountId| match whose {
            Whose::Ours => pallet_governance::VotingFor::<Both>::get(who, TRACK).encode(),
            Whose::Theirs => pallet_conviction_voting::VotingFor::<Both>::get(who, TRACK).encode(),
        };
        let locks = match whose {
            Whose::Ours => pallet_governance::ClassLocksFor::<Both>::get(who).encode(),
            Whose::Theirs => pallet_conviction_voting::ClassLocksFor::<Both>::get(who).encode(),
        };
        let frozen = System::account(who).data.frozen;
        let tallies = (0..votes).map(|poll| tally(whose, poll)).collect();
        Self { row: row(who), delegate: row(&person(DELEGATE)), locks, frozen, tallies }
    }
}

fn tally(whose: Whose, poll: PollIndex) -> [Balance; 3] {
    match whose {
        Whose::Ours => {
            let (tally, _) = OurReferenda::as_ongoing(poll).expect("it takes votes");
            [tally.ayes, tally.nays, tally.support]
        }
        Whose::Theirs => {
            let (tally, _) = TheirReferenda::as_ongoing(poll).expect("it takes votes");
            [tally.ayes, tally.nays, tally.support]
        }
    }
}

impl Plan {
    fn chain(self, whose: Whose) -> sp_io::TestExternalities {
        let storage = self.genesis().build_storage().expect("the genesis is valid");
        let mut chain = sp_io::TestExternalities::new(storage);
        chain.execute_with(|| {
            // The last is killed once there is a vote on it.
            for poll in 0..=self.votes {
                System::set_block_number(poll + 1);
                submit(whose);
            }
            System::set_block_number(VOTED);
            self.delegate(whose);
            self.vote(whose);
            kill(whose, self.votes);
            if !self.touched {
                // The polls are looked at, and then wait for what comes later.
                System::set_block_number(VOTED + 1);
                Scheduler::on_initialize(VOTED + 1);
            }
            System::reset_events();
        });
        chain.commit_all().expect("the block is written");
        chain
    }

    fn genesis(self) -> RuntimeGenesisConfig {
        RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig {
                balances: (0..CROWD + self.crowd).map(|id| (person(id), FORTUNE)).collect(),
                ..Default::default()
            },
            ..Default::default()
        }
    }

    fn delegate(self, whose: Whose) {
        for who in (CROWD..CROWD + self.crowd).chain([FOLLOWER]) {
            act(whose, who, Deed::Delegate { to: DELEGATE });
        }
    }

    fn vote(self, whose: Whose) {
        let aye = |who, poll, balance| act(whose, who, Deed::Vote { poll, aye: true, balance });
        aye(FREED, 0, 2 * STAKE);
        for who in [NEWCOMER, VOTER, FREED, CLEARED, DELEGATE] {
            let polls = match who {
                NEWCOMER => 0..self.votes - 1,
                CLEARED => 1..self.votes + 1,
                _ => 0..self.votes,
            };
            polls.for_each(|poll| aye(who, poll, STAKE));
        }
    }
}

fn act(whose: Whose, who: u32, deed: Deed) {
    dispatch(deed.call(whose), person(who)).expect("what is to be there");
}

fn submit(whose: Whose) {
    let proposal: RuntimeCall = frame_system::Call::remark { remark: vec![] }.into();
    let proposal = Preimage::bound(proposal).expect("it is short");
    let (origin, root) = (RuntimeOrigin::signed(person(PROPOSER)), Box::new(root()));
    let enactment = DispatchTime::After(0);
    match whose {
        Whose::Ours => OurReferenda::submit(origin, root, proposal, enactment),
        Whose::Theirs => TheirReferenda::submit(origin, root, proposal, enactment),
    }
    .expect("a referendum");
}

fn root() -> OriginCaller {
    RawOrigin::Root.into()
}

fn kill(whose: Whose, poll: PollIndex) {
    match whose {
        Whose::Ours => OurReferenda::kill(RuntimeOrigin::root(), poll),
        Whose::Theirs => TheirReferenda::kill(RuntimeOrigin::root(), poll),
    }
    .expect("it is killed");
}
