//! Sequences of calls, committed one after the other, with everything looked at in between, and beside
//! them the exact twin: what everybody has earned, in fractions of more than 500 bits.

mod crowd;
mod random;
mod steps;
mod twin;

use super::support::*;
use steps::Step;
use twin::Twin;

const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];
const CURRENCIES: [CurrencyId; 5] = [TIDE, USD, BTC, ETH, LP];
/// So many units of an asset of 24 decimals.
const HUGE: Balance = 10u128.pow(30);

/// The protocol's programme, one with two streams and minima, one for an asset of 24 decimals that pays
/// one of six and itself.
fn with_world(test: impl FnOnce()) {
    ExtBuilder::default().programme(TIDE, &[FREE, LOCKED]).build_and_execute(|| {
        let list = tiers(&[FREE, LOCKED, Tier { blocks: 90, multiplier_bps: 25_001 }]);
        assert_ok!(StakingRewards::create_programme(by(ALICE), LP, 100, 10_000, list));
        assert_ok!(open(1, USD, 333, 200));
        let later = NewStream {
            currency: BTC,
            rate: 7 * GRAINS / 3,
            start: Some(60),
            end: 400,
            amount: 900,
        };
        assert_ok!(StakingRewards::open_stream(by(ALICE), 1, later));
        assert_ok!(create(ETH, &[FREE]));
        for who in PEOPLE {
            assert_ok!(Assets::mint(by(OWNER), 3, who, HUGE));
        }
        assert_ok!(open(2, USD, 1, 300));
        assert_ok!(open(2, ETH, HUGE / 1_000, 100));
        // So that it can be given a single unit.
        assert_ok!(Balances::transfer_allow_death(by(BOB), TREASURY, EXISTENTIAL_DEPOSIT));
        IncomeShareBps::set(SHARE_BPS);
        test();
    });
}

/// The treasury's share in the sequences: of the least sweeps too small to open its account.
const SHARE_BPS: u32 = 70;

/// Where the income of TIDE is.
#[derive(Clone, Copy)]
struct Income {
    unswept: Balance,
    shared: Balance,
    streamed: Balance,
}

impl Income {
    fn take() -> Self {
        let streams = Streams::<Test>::iter_values().filter(|stream| stream.currency == TIDE);
        Self {
            unswept: income(&TIDE),
            shared: balance(&TIDE, COFFER),
            streamed: streams.map(|stream| stream.funded).sum(),
        }
    }

    /// What a sweep takes is shared and streamed to the unit; nothing else pays the treasury.
    fn assert_leads_to(self, after: Self, step: &Step, result: DispatchResult) {
        let mut share = 0;
        if let (Step::Sweep { .. }, Ok(())) = (step, result) {
            let taken = self.unswept - after.unswept;
            let part = taken * Balance::from(SHARE_BPS) / 10_000;
            if self.shared > 0 || part >= EXISTENTIAL_DEPOSIT {
                share = part;
            }
            assert_eq!(after.streamed, self.streamed + taken - share, "{step:?}");
        }
        assert_eq!(after.shared, self.shared + share, "{step:?}");
    }
}

/// What is compared before and after a step.
#[derive(PartialEq)]
struct Snapshot {
    issuance: [Balance; 5],
    root: Vec<u8>,
}

impl Snapshot {
    fn take() -> Self {
        System::reset_events();
        let issuance = CURRENCIES.map(Currencies::total_issuance);
        Self { issuance, root: sp_io::storage::root(sp_runtime::StateVersion::V1) }
    }

    /// What holds between a step's two snapshots, however the step ended.
    fn assert_leads_to(&self, after: &Self, step: &Step, result: DispatchResult) {
        assert_eq!(self.issuance, after.issuance, "nothing is made or lost: {step:?}");
        if result.is_err() {
            assert!(self == after, "what fails changes nothing: {step:?}");
        }
    }
}

/// Does all steps, looks at everything after each one, then lets everybody go home.
fn run(steps: Vec<Step>) {
    with_world(|| {
        let mut twin = Twin::default();
        let mut before = Snapshot::take();
        for step in steps {
            if let Step::Pass { blocks } = step {
                twin.pass(blocks.into());
                before = Snapshot::take();
            } else {
                let flow = Income::take();
                let result = twin.watch(|| step.clone().take());
                flow.assert_leads_to(Income::take(), &step, result);
                let after = Snapshot::take();
                before.assert_leads_to(&after, &step, result);
                before = after;
            }
            StakingRewards::check_invariants().expect("every invariant holds after each step");
            twin.check();
        }
        everybody_leaves(&mut twin);
    });
}

/// Whatever has happened, once nothing is frozen or blocked any more everybody can take all that is
/// theirs, and then everything that was ever put in has been paid or given back, to the unit.
fn everybody_leaves(twin: &mut Twin) {
    for id in 1..=3 {
        let _ = Assets::thaw_asset(by(OWNER), id);
        for who in PEOPLE.into_iter().chain([StakingRewards::pot_account()]) {
            let _ = Assets::thaw(by(OWNER), id, who);
        }
    }
    for id in Programmes::<Test>::iter_keys().collect::<Vec<_>>() {
        if programme(id).is_open() {
            assert_ok!(StakingRewards::close(root(), id));
        }
        for who in PEOPLE {
            let Some(position) = Positions::<Test>::get(who, id) else { continue };
            for (tier, stake) in (0..).zip(&position.stakes).filter(|(_, stake)| stake.amount > 0) {
                assert_ok!(twin.watch(|| unstake(who, id, tier, stake.amount)));
            }
        }
        twin.check();
        for at in 0..programme(id).streams {
            for who in PEOPLE {
                if claimable(who, id, at) > 0 {
                    assert_ok!(twin.watch(|| claim(who, id, at)));
                }
                assert_eq!(claimable(who, id, at), 0);
            }
            let _ = StakingRewards::refund(by(BOB), id, at);
            let left = stream(id, at);
            assert_eq!(left.paid + left.refunded, left.funded, "to the last unit");
        }
        assert_ok!(StakingRewards::remove_programme(by(BOB), id));
    }
    assert_eq!(Positions::<Test>::iter().count(), 0);
    assert_eq!(IncomeStream::<Test>::get(), None);
    for (who, currency) in PEOPLE.iter().zip(&CURRENCIES) {
        assert_eq!(held(currency, *who), 0);
    }
    StakingRewards::check_invariants().expect("every invariant holds when everybody is gone");
}
