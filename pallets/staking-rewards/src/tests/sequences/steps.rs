//! What people may do in a sequence, with amounts that are small, large, impossible or fitting.

use super::*;
use frame_support::traits::{fungibles::Mutate, tokens::Preservation};

/// How much, said without knowing what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    /// This amount, whatever there is.
    Just(Balance),
    /// So many hundredths of what there is; some are more than all.
    Part(u8),
}

impl Size {
    fn of(self, there_is: Balance) -> Balance {
        match self {
            Self::Just(amount) => amount,
            Self::Part(part) => there_is / 100 * Balance::from(part) + there_is % 100,
        }
    }
}

/// One thing somebody does. All are named by numbers, and every number names something: people,
/// currencies and assets modulo how many there are, a `programme` modulo one more, so that some do not
/// exist, and so a `stream` and a `tier`.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Create { who: u8, currency: u8, min_stake: u16, min_total: u16 },
    Open { who: u8, programme: u8, currency: u8, rate: u64, start: Option<u8>, blocks: u8 },
    Fund { who: u8, programme: u8, stream: u8, amount: Size },
    Set { governance: bool, programme: u8, stream: u8, percent: u8, blocks: u8 },
    Extend { programme: u8, stream: u8, blocks: u8, amount: Size },
    Stake { who: u8, programme: u8, tier: u8, amount: Size },
    Unstake { who: u8, programme: u8, tier: u8, amount: Size },
    Claim { who: u8, programme: u8, stream: u8 },
    Compound { who: u8, programme: u8, stream: u8, tier: u8 },
    Close { governance: bool, programme: u8 },
    Refund { programme: u8, stream: u8 },
    Remove { programme: u8 },
    StreamIn { who: u8, programme: u8, stream: u8, amount: Size },
    ForceUnlock { programme: u8 },
    Donate { who: u8, currency: u8, amount: Size },
    Earn { who: u8, amount: Size },
    Sweep { who: u8, amount: Size },
    Name { programme: u8, stream: u8 },
    Freeze { asset: u8 },
    Thaw { asset: u8 },
    Block { asset: u8, who: u8 },
    Unblock { asset: u8, who: u8 },
    Pass { blocks: u8 },
}

impl Step {
    /// Does it, and says how it ended.
    pub(super) fn take(self) -> DispatchResult {
        match self {
            Self::Create { who, currency: of, min_stake, min_total } => {
                let (stake, total) = (min_stake.into(), min_total.into());
                let list = tiers(&[FREE, LOCKED]);
                StakingRewards::create_programme(by(person(who)), currency(of), stake, total, list)
            }
            Self::Open { who, programme, currency: of, rate, start, blocks } => {
                let blocks = u32::from(blocks);
                let start = start.map(|after| now() + u32::from(after));
                let rate = Balance::from(rate);
                let amount = rate * Balance::from(blocks) / GRAINS + 1;
                let end = start.unwrap_or(now()) + blocks;
                let new = NewStream { currency: currency(of), rate, start, end, amount };
                StakingRewards::open_stream(by(person(who)), find(programme), new)
            }
            Self::Fund { who, programme, stream, amount } => {
                let (id, at, who) = (find(programme), index(programme, stream), person(who));
                let amount = amount.of(balance(&paid_in(id, at), who));
                StakingRewards::fund(by(who), id, at, amount)
            }
            Self::StreamIn { who, programme, stream, amount } => {
                let (id, at, who) = (find(programme), index(programme, stream), person(who));
                let amount = amount.of(balance(&paid_in(id, at), who));
                StakingRewards::stream_in(&who, id, at, amount)
            }
            Self::Set { governance, programme, stream, percent, blocks } => {
                let (id, at) = (find(programme), index(programme, stream));
                let who = if governance { root() } else { by(ALICE) };
                let rate = Streams::<Test>::get(id, at).map_or(1, |stream| stream.rate);
                let rate = rate / 100 * Balance::from(percent);
                StakingRewards::set_stream(who, id, at, rate, now() + u32::from(blocks))
            }
            Self::Extend { programme, stream, blocks, amount } => {
                let (id, at) = (find(programme), index(programme, stream));
                let amount = amount.of(balance(&paid_in(id, at), ALICE));
                let end = Streams::<Test>::get(id, at).map_or(1, |stream| stream.end);
                StakingRewards::extend(
                    by(ALICE),
                    id,
                    at,
                    end.max(now()) + u32::from(blocks),
                    amount,
                )
            }
            step => step.take_as_staker(),
        }
    }

    fn take_as_staker(self) -> DispatchResult {
        match self {
            Self::Stake { who, programme, tier, amount } => {
                let (id, who) = (find(programme), person(who));
                let staked = Programmes::<Test>::get(id).map_or(TIDE, |programme| programme.staked);
                let amount = amount.of(StakingRewards::max_stakeable(who, staked));
                stake(who, id, tier % 4, amount)
            }
            Self::Unstake { who, programme, tier, amount } => {
                let (id, who, tier) = (find(programme), person(who), tier % 4);
                let position = Positions::<Test>::get(who, id).unwrap_or_default();
                unstake(who, id, tier, amount.of(position.stake(tier).amount))
            }
            Self::Claim { who, programme, stream } => {
                let at = index(programme, stream);
                StakingRewards::claim_for(by(OWNER), find(programme), at, person(who))
            }
            Self::Compound { who, programme, stream, tier } => {
                let at = index(programme, stream);
                compound(person(who), find(programme), at, tier % 4, &[], 0)
            }
            step => step.take_as_income(),
        }
    }

    /// Gifts to the pot, and what becomes of the protocol's income of TIDE.
    fn take_as_income(self) -> DispatchResult {
        match self {
            Self::Donate { who, currency: of, amount } => {
                let (who, of) = (person(who), currency(of));
                let amount = amount.of(balance(&of, who)) / 1_000;
                if Pots::<Test>::contains_key(&of) {
                    give(of, who, StakingRewards::pot_account(), amount)?;
                }
                Ok(())
            }
            Self::Earn { who, amount } => {
                let who = person(who);
                let amount = amount.of(balance(&TIDE, who)) / 1_000;
                give(TIDE, who, StakingRewards::income_account(), amount)
            }
            Self::Sweep { who, amount } => {
                let there_is = income(&TIDE).saturating_sub(EXISTENTIAL_DEPOSIT);
                sweep(person(who), TIDE, amount.of(there_is))
            }
            Self::Name { programme, stream } => {
                let (id, at) = (find(programme), index(programme, stream));
                StakingRewards::set_income_stream(root(), id, at)
            }
            step => step.take_quietly(),
        }
    }

    /// What the assets' teams and governance do, and what anybody may do at the end.
    fn take_quietly(self) -> DispatchResult {
        let team = by(OWNER);
        match self {
            Self::Close { governance, programme } => {
                let who = if governance { root() } else { by(ALICE) };
                plain(StakingRewards::close(who, find(programme)))
            }
            Self::Refund { programme, stream } => {
                StakingRewards::refund(by(ALICE), find(programme), index(programme, stream))
            }
            Self::Remove { programme } => {
                plain(StakingRewards::remove_programme(by(BOB), find(programme)))
            }
            Self::ForceUnlock { programme } => {
                StakingRewards::force_unlock(root(), find(programme))
            }
            Self::Freeze { asset } => Assets::freeze_asset(team, asset_id(asset)),
            Self::Thaw { asset } => Assets::thaw_asset(team, asset_id(asset)),
            Self::Block { asset, who } => Assets::block(team, asset_id(asset), account(who)),
            Self::Unblock { asset, who } => Assets::thaw(team, asset_id(asset), account(who)),
            other => panic!("{other:?} is done elsewhere"),
        }
    }
}

/// Moves what is free from one account to another one.
fn give(what: CurrencyId, from: AccountId, to: AccountId, amount: Balance) -> DispatchResult {
    Currencies::transfer(what, &from, &to, amount, Preservation::Preserve).map(|_| ())
}

fn person(number: u8) -> AccountId {
    PEOPLE[usize::from(number) % PEOPLE.len()]
}

/// A person or the pot.
fn account(number: u8) -> AccountId {
    match usize::from(number) % 4 {
        3 => StakingRewards::pot_account(),
        at => PEOPLE[at],
    }
}

fn currency(number: u8) -> CurrencyId {
    CURRENCIES[usize::from(number) % CURRENCIES.len()].clone()
}

fn asset_id(number: u8) -> u32 {
    1 + u32::from(number) % 3
}

/// A programme that was created, or the next one.
fn find(number: u8) -> ProgrammeId {
    ProgrammeId::from(number) % (NextProgrammeId::<Test>::get() + 1)
}

/// A stream of a programme, or the next one.
fn index(programme: u8, number: u8) -> StreamIndex {
    let streams = Programmes::<Test>::get(find(programme)).map_or(0, |programme| programme.streams);
    number % (streams + 1)
}

fn paid_in(id: ProgrammeId, at: StreamIndex) -> CurrencyId {
    Streams::<Test>::get(id, at).map_or(TIDE, |stream| stream.currency)
}
