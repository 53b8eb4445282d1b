//! Sequences of calls, committed one after the other, with everything looked at in between: drawn at
//! random by the tests, found by the fuzzer in `fuzz/`.

#[cfg(test)]
mod gains;
#[cfg(test)]
mod ramps;
#[cfg(test)]
mod random;
mod steps;
#[cfg(test)]
mod strategies;

use super::support::*;
use crate::{mock::FEE_SINK, types::CurveState, DebtTotals, NextPoolId};
use codec::Decode;
use frame_support::traits::fungibles::Inspect;
use num_bigint::BigUint;
use steps::Step;

/// Starts with some TIDE and nothing else.
const CAROL: AccountId = 3;
const PEOPLE: [AccountId; 3] = [ALICE, BOB, CAROL];
/// The vault's account, as its id is made from that of the pallet.
const VAULT: AccountId = AccountId::from_le_bytes(*b"modltide");
/// Those and the team of the assets, the vault and the protocol.
const HOLDERS: [AccountId; 6] = [ALICE, BOB, CAROL, OWNER, VAULT, FEE_SINK];
const CURRENCIES: [CurrencyId; 5] = [TIDE, USD, BTC, ETH, FOURTH];
const MAX: Balance = Balance::MAX;
/// So many of the steps that bytes stand for are taken.
const MAX_STEPS: usize = 64;

/// Pools of both kinds: two of one pair, one that is out of proportion, one of three assets of
/// different decimals and a small one.
fn with_world(test: impl FnOnce()) {
    ExtBuilder::default()
        .pool([TIDE, USD], FeeTier::Bp30, [10_000_000, 40_000_000])
        .pool([USD, BTC], FeeTier::Bp5, [30_000_000, 900_000_000])
        .stable_pool(&[TIDE, USD], 100, &[20_000_000, 35_000_000])
        .build_and_execute(|| {
            issue(4, 3);
            let mixed = [BTC, ETH, FOURTH];
            assert_ok!(open(ALICE, &mixed, Curve::Stable { amplification: 20 }, FeeTier::Bp30));
            assert_ok!(deposit(ALICE, 3, &[5_000_000, 4_000_000, 6_000_000_000], 0));
            assert_ok!(open(ALICE, &[ETH, FOURTH], Curve::ConstantProduct, FeeTier::Bp100));
            assert_ok!(deposit(ALICE, 4, &[4_000, 90_000], 0));
            assert_ok!(Balances::transfer_allow_death(by(OWNER), CAROL, 1_000_000));
            assert_ok!(Assets::mint(by(OWNER), 3, ALICE, MAX / 2));
            let terms = Terms { protocol_fee_bps: 1_500, ..terms::DEFAULT };
            for id in [0, 2, 3] {
                set_terms(id, terms);
            }
            for id in 0..5 {
                assert_ok!(PoolAssets::transfer(by(ALICE), id, BOB, shares(id, ALICE) / 3));
            }
            test();
        });
}

/// What is compared before and after a step.
#[derive(PartialEq)]
struct Snapshot {
    wealth: Vec<Balance>,
    issuance: [Balance; 5],
    pools: Vec<Option<Pool>>,
}

impl Snapshot {
    fn take() -> Self {
        System::reset_events();
        let purse = |asset| HOLDERS.map(|who| wealth(asset, who));
        let wealth = CURRENCIES.iter().flat_map(purse).collect();
        let issuance = CURRENCIES.map(<Test as crate::Config>::Currencies::total_issuance);
        let pools = (0..NextPoolId::<Test>::get()).map(Pools::<Test>::get).collect();
        Self { wealth, issuance, pools }
    }

    /// What holds between a step's two snapshots, however the step ended.
    fn assert_leads_to(&self, after: &Self, step: &Step, result: DispatchResult) {
        if result.is_err() {
            assert!(self == after, "what fails changes nothing: {step:?}");
        }
        if !matches!(step, Step::Steal { .. }) {
            assert_eq!(self.issuance, after.issuance, "nothing is made or lost: {step:?}");
        }
        let shares_a_loss = matches!(step, Step::Settle { .. });
        for (before, after) in self.pools.iter().zip(&after.pools) {
            if let (Some(before), Some(after)) = (before, after) {
                assert!(
                    shares_a_loss || worth_kept(before, after),
                    "{step:?}: {before:?} was worth more than {after:?}"
                );
            }
        }
    }
}

/// A share is worth what it was or more: the product per squared share, or the invariant per share.
/// Multiplied crosswise; the invariant is a whole number below the exact one, hence the one more.
fn worth_kept(before: &Pool, after: &Pool) -> bool {
    if before.total_shares == 0 {
        return true;
    }
    let big = |number: Balance| BigUint::from(number);
    match &before.curve {
        CurveState::ConstantProduct => {
            let times = |pool: &Pool, shares: Balance| {
                pool.reserves.iter().map(|r| big(*r)).product::<BigUint>() * big(shares).pow(2)
            };
            times(after, before.total_shares) >= times(before, after.total_shares)
        }
        CurveState::Stable { .. } => {
            let now = System::block_number() as u32;
            // A pool below the least reserve has no invariant: then each reserve is looked at.
            let (Ok(was), Ok(is)) = (before.liquidity(now), after.liquidity(now)) else {
                return before.reserves.iter().zip(&after.reserves).all(|(was, is)| {
                    big(*is) * big(before.total_shares) >= big(*was) * big(after.total_shares)
                });
            };
            (big(is) + 1u8) * big(before.total_shares) > big(was) * big(after.total_shares)
        }
    }
}

/// All invariants but that of the vault, if an asset's team has taken something and nobody has
/// settled it.
fn assert_invariants() {
    if let Err(broken) = Amm::check_invariants() {
        let told = format!("{broken:?}");
        assert!(told.contains("I4") && in_shortfall(), "{told}");
    }
}

fn in_shortfall() -> bool {
    let ledgers = Amm::ledgers().expect("they add up");
    CURRENCIES.iter().any(|asset| {
        ledgers.get(asset).is_some_and(|ledger| *ledger > balance(asset, Amm::vault()))
    })
}

/// All there is lies with people and the vault, and all shares with people and nobody.
fn assert_nothing_is_elsewhere() {
    assert_eq!([Amm::vault(), Amm::fee_sink()], [VAULT, FEE_SINK]);
    for asset in &CURRENCIES {
        let held: Balance = HOLDERS.map(|who| wealth(asset, who)).iter().sum();
        let issued = <Test as crate::Config>::Currencies::total_issuance(asset.clone());
        assert_eq!(held, issued, "{asset:?}");
    }
    for (id, pool) in Pools::<Test>::iter() {
        let held: Balance = PEOPLE.map(|who| shares(id, who)).iter().sum();
        assert_eq!(held + pool.locked_shares, pool.total_shares);
    }
}

/// What the fuzzer calls: does the steps that the bytes stand for, looks at everything after each one,
/// and panics where something does not hold.
#[cfg(not(test))]
pub fn run_encoded(encoded: &[u8]) {
    run(decode(encoded));
}

/// The steps, up to the first that is none.
fn decode(mut encoded: &[u8]) -> Vec<Step> {
    core::iter::from_fn(|| Step::decode(&mut encoded).ok()).take(MAX_STEPS).collect()
}

/// Does all steps; looks at everything after each one; then lets everybody go home.
fn run(steps: Vec<Step>) {
    with_world(|| {
        let mut before = Snapshot::take();
        for step in steps {
            let result = step.clone().take();
            let after = Snapshot::take();
            before.assert_leads_to(&after, &step, result);
            assert_invariants();
            before = after;
        }
        assert_nothing_is_elsewhere();
        everybody_leaves();
        assert_nothing_is_elsewhere();
    });
}

/// Whatever has happened, everybody can redeem all shares, and once nothing is frozen, blocked or
/// missing any more, everybody is paid all that is owed.
fn everybody_leaves() {
    for (id, pool) in Pools::<Test>::iter().collect::<Vec<_>>() {
        for who in PEOPLE {
            let held = shares(id, who);
            let worthless = |reserve: &Balance| {
                BigUint::from(*reserve) * held < BigUint::from(pool.total_shares)
            };
            if held > 0 && !pool.reserves.iter().all(worthless) {
                assert_ok!(redeem(who, id, held));
            }
        }
    }
    for id in 1..=4 {
        let _ = Assets::thaw_asset(by(OWNER), id);
        for holder in HOLDERS {
            let _ = Assets::thaw(by(OWNER), id, holder);
        }
        let asset = NativeOrWithId::WithId(id);
        let _ = Amm::settle_shortfall(by(BOB), asset.clone());
        for who in PEOPLE.into_iter().chain([Amm::fee_sink()]) {
            if Amm::owed_to(&who, &asset) > 0 {
                // Carol has no account of an asset that is not sufficient, and enough TIDE for one.
                let _ = Assets::touch(by(who), id);
                let owed = Amm::owed_to(&who, &asset);
                let had = balance(&asset, who);
                let minimum = <Test as crate::Config>::Currencies::minimum_balance(asset.clone());
                if had + owed >= minimum && PEOPLE.contains(&who) {
                    assert_ok!(Amm::claim_owed(by(BOB), who, asset.clone()));
                    assert_eq!(balance(&asset, who), had + owed);
                }
            }
        }
    }
    assert_eq!(DebtTotals::<Test>::get(TIDE), 0);
    assert_eq!(Amm::check_invariants(), Ok(()));
}
