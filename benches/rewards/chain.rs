//! A chain on which the same people have the same stakes in both pallets.

use super::{
    actions::{dispatch, person, Action, CREATOR, STAKER},
    runtime::{
        AssetRewards, Balance, Currencies, RuntimeGenesisConfig, RuntimeOrigin, StakingRewards,
        System, NATIVE,
    },
};
use crate::chains::undone;
use frame_support::traits::{
    fungibles::Inspect, schedule::DispatchTime, tokens::fungible::NativeOrWithId,
};
use pallet_staking_rewards::NewStream;
use sp_runtime::BuildStorage;
use tidewater_primitives::{apis::staking_rewards::Tier, ids::CurrencyId, BlockNumber};

/// How much everybody has of everything.
const FORTUNE: Balance = 1_000_000_000_000_000_000_000_000;
/// What a stream or a pool pays in a block.
const RATE: Balance = 1_000_000_000_000_000;
/// A rate of ours is in so many parts of a unit.
const GRAINS: Balance = 1_000_000_000;
/// When it ends.
const END: BlockNumber = 10_000;
/// The block in which it is measured.
const NOW: BlockNumber = 1_000;
/// The staked asset is the first; the others are for rewards.
const ASSETS: u32 = 5;

/// An asset.
fn asset(id: u32) -> CurrencyId {
    NativeOrWithId::WithId(id)
}

/// What is on the chain.
pub struct World {
    /// What is staked.
    pub staked: CurrencyId,
    /// In what the streams of ours pay; theirs has a single one for each pool, and it pays in the first
    /// of them.
    pub rewards: Vec<CurrencyId>,
    /// How many have a stake.
    pub stakers: u32,
}

impl World {
    /// An asset is staked for others, of which each stream pays one.
    pub fn of_assets(streams: u32, stakers: u32) -> Self {
        Self { staked: asset(1), rewards: (2..2 + streams).map(asset).collect(), stakers }
    }

    /// TIDE is staked for TIDE.
    pub fn of_tide(stakers: u32) -> Self {
        Self { staked: NATIVE, rewards: vec![NATIVE], stakers }
    }

    /// Runs `measure` a thousand blocks later, when both owe everybody the same.
    pub fn run(&self, measure: impl FnOnce()) {
        self.chain().execute_with(|| {
            begin();
            self.check();
            measure();
        });
    }

    /// Both pay the same but for their rounding, and do pay: what does nothing is fast.
    fn check(&self) {
        let [ours, theirs] = [Action::Claim.ours(), Action::Claim.theirs()].map(|claim| {
            let who = Action::Claim.who();
            let balance = || Currencies::balance(self.rewards[0].clone(), &who);
            let before = balance();
            let mut after = before;
            undone(|| {
                dispatch(claim, who.clone())?;
                after = balance();
                Ok(())
            });
            after - before
        });
        assert!(ours > 0 && ours.abs_diff(theirs) <= ours / 1_000, "{ours} and {theirs}");
    }

    /// The state of a block in which everybody has staked in both.
    pub fn chain(&self) -> sp_io::TestExternalities {
        let storage = self.genesis().build_storage().expect("the genesis is valid");
        let mut chain = sp_io::TestExternalities::new(storage);
        chain.execute_with(|| {
            // In the block of the genesis, in which no event is kept.
            self.open_ours();
            self.open_theirs();
            for at in STAKER..STAKER + self.stakers {
                for call in [Action::FirstStake.ours(), Action::FirstStake.theirs()] {
                    dispatch(call, person(at)).expect("a stake");
                }
            }
        });
        chain.commit_all().expect("the block is written");
        chain
    }

    fn genesis(&self) -> RuntimeGenesisConfig {
        let people = || (0..STAKER + self.stakers).map(person);
        let creator = |id| (id, person(CREATOR), FORTUNE);
        let accounts = |id| people().map(move |who| (id, who, FORTUNE));
        RuntimeGenesisConfig {
            balances: pallet_balances::GenesisConfig {
                balances: people().map(|who| (who, FORTUNE)).collect(),
                ..Default::default()
            },
            assets: pallet_assets::GenesisConfig {
                assets: (1..=ASSETS).map(|id| (id, person(CREATOR), true, 1)).collect(),
                // Whoever stakes has been paid before: an account that begins costs both the same.
                accounts: (1..=2).flat_map(accounts).chain((3..=ASSETS).map(creator)).collect(),
                ..Default::default()
            },
            ..Default::default()
        }
    }

    fn open_ours(&self) {
        let origin = || RuntimeOrigin::signed(person(CREATOR));
        let tiers = vec![Tier { blocks: 0, multiplier_bps: 10_000 }].try_into().expect("one");
        StakingRewards::create_programme(origin(), self.staked.clone(), 1, 1, tiers)
            .expect("a programme");
        for currency in self.rewards.iter().cloned() {
            let amount = RATE * Balance::from(END);
            let rate = RATE * GRAINS;
            let new = NewStream { currency, rate, start: None, end: END, amount };
            StakingRewards::open_stream(origin(), 0, new).expect("a stream");
        }
    }

    fn open_theirs(&self) {
        let origin = || RuntimeOrigin::signed(person(CREATOR));
        let (staked, reward) = (Box::new(self.staked.clone()), Box::new(self.rewards[0].clone()));
        AssetRewards::create_pool(origin(), staked, reward, RATE, DispatchTime::At(END), None)
            .expect("a pool");
        AssetRewards::deposit_reward_tokens(origin(), 0, RATE * Balance::from(END))
            .expect("its rewards");
    }
}

/// Begins the block that is measured.
pub fn begin() {
    System::set_block_number(NOW);
}
