//! What must always hold, in words and then in code.
//!
//! - **I1** No programme has an id from the next one on, and each has exactly the streams it counts.
//! - **I2** A programme's total stake and total power are those of its positions, and each position's
//!   power is that of its stakes.
//! - **I3** Every position belongs to a programme, has something in it, and no more tiers and streams
//!   than the programme. Each stake is nothing or at least the minimum.
//! - **I4** Of each account and currency, all stakes together are what is held as staked.
//! - **I5** Of each creator, the deposits of all programmes together are what is held for them.
//! - **I6** What a stream says is owed is what the positions say.
//! - **I7** Of each stream, everything paid and everything that anybody could claim is at most what was
//!   emitted, and that is at most what was put in and not given back.
//! - **I8** Each stream has in its ledger all that it will emit, up to its end and within its bound.
//! - **I9** Of each currency, the ledgers of all streams and the cushion together are at most what the
//!   pot has. An asset's team can break it.
//! - **I10** A currency is counted in as many streams as pay in it, and an asset with streams is held in
//!   the pot, so that it cannot be destroyed.
//! - **I11** The streams of a closed programme have ended, and no stream is accounted for beyond its end
//!   or this block.
//! - **I12** The pot's account lives by a provider of its own, and so does the income account.
//! - **I13** If there is an income stream, its programme exists, and it pays TIDE.
//! - **I14** Every sweep route leads from another currency to TIDE.
//!
//! Each check compares two numbers that were come by in different ways.

use crate::{
    types::{computed, Stream},
    Config, HoldReason, IncomeStream, NextProgrammeId, Pallet, Positions, Pots, Programmes,
    Streams, SweepRoutes,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{
    ensure,
    traits::{
        fungibles::{Inspect, InspectHold},
        tokens::fungible::NativeOrWithId,
    },
};
use sp_core::U256;
use sp_runtime::TryRuntimeError;
use tidewater_math::rewards;
use tidewater_primitives::{
    apis::staking_rewards::{ProgrammeId, StreamIndex},
    ids::CurrencyId,
    Balance,
};

type Checked = Result<(), TryRuntimeError>;

/// Adds `amount` to the entry of `key`.
fn add<K: Ord>(sums: &mut BTreeMap<K, Balance>, key: K, amount: Balance) -> Checked {
    let sum = sums.entry(key).or_default();
    *sum = sum.checked_add(amount).ok_or("a sum overflows")?;
    Ok(())
}

impl<T: Config> Pallet<T> {
    /// Checks all invariants; the error names the first that is broken.
    pub fn check_invariants() -> Checked {
        Self::i1_programmes_have_their_streams()?;
        Self::i2_totals_add_up()?;
        Self::i3_positions_are_sound()?;
        Self::i4_stakes_are_held()?;
        Self::i5_deposits_are_held()?;
        Self::i6_owed_adds_up()?;
        Self::i7_nobody_is_owed_more_than_was_emitted()?;
        Self::i8_streams_are_funded()?;
        Self::i9_pot_covers_the_ledgers()?;
        Self::i10_assets_are_pinned()?;
        Self::i11_ends_are_kept()?;
        Self::i12_accounts_live()?;
        Self::i13_income_stream_pays_tide()?;
        Self::i14_sweep_routes_lead_to_tide()
    }

    fn i1_programmes_have_their_streams() -> Checked {
        let next = NextProgrammeId::<T>::get();
        let mut counted = 0usize;
        for (id, programme) in Programmes::<T>::iter() {
            ensure!(id < next, "I1: a programme is beyond the next id");
            let all = (0..programme.streams).all(|at| Streams::<T>::contains_key(id, at));
            ensure!(all, "I1: a stream is missing");
            counted = counted.saturating_add(programme.streams.into());
        }
        ensure!(Streams::<T>::iter_keys().count() == counted, "I1: a stream is in no programme");
        Ok(())
    }

    fn i2_totals_add_up() -> Checked {
        let (mut stakes, mut powers) = (BTreeMap::new(), BTreeMap::new());
        for (_, id, position) in Positions::<T>::iter() {
            for stake in &position.stakes {
                add(&mut stakes, id, stake.amount)?;
            }
            add(&mut powers, id, position.power)?;
            let programme = Programmes::<T>::get(id).ok_or("I2: a position is in no programme")?;
            let weighed = position.weigh(&programme.tiers) == Some(position.power);
            ensure!(weighed, "I2: a position has another power than its stakes");
        }
        for (id, programme) in Programmes::<T>::iter() {
            let total = stakes.get(&id).copied().unwrap_or_default();
            ensure!(total == programme.total_staked, "I2: stakes do not add up");
            let power = powers.get(&id).copied().unwrap_or_default();
            ensure!(power == programme.total_power, "I2: powers do not add up");
        }
        Ok(())
    }

    fn i3_positions_are_sound() -> Checked {
        for (_, id, position) in Positions::<T>::iter() {
            let programme = Programmes::<T>::get(id).ok_or("I3: a position is in no programme")?;
            ensure!(!position.is_empty(), "I3: a position is empty");
            let tiers = position.stakes.len() <= programme.tiers.len();
            ensure!(tiers, "I3: a stake is in no tier");
            let streams = position.earnings.len() <= programme.streams.into();
            ensure!(streams, "I3: an earning is of no stream");
            let enough = position
                .stakes
                .iter()
                .all(|stake| stake.amount == 0 || stake.amount >= programme.min_stake);
            ensure!(enough, "I3: a stake is below the minimum");
        }
        Ok(())
    }

    fn i4_stakes_are_held() -> Checked {
        let mut stakes: BTreeMap<(T::AccountId, CurrencyId), Balance> = BTreeMap::new();
        for (who, id, position) in Positions::<T>::iter() {
            let programme = Programmes::<T>::get(id).ok_or("I4: a position is in no programme")?;
            add(&mut stakes, (who, programme.staked), position.total())?;
        }
        for ((who, currency), staked) in stakes {
            let held = T::Holds::balance_on_hold(currency, &HoldReason::Staked.into(), &who);
            ensure!(held == staked, "I4: a stake is not held");
        }
        Ok(())
    }

    fn i5_deposits_are_held() -> Checked {
        let mut deposits: BTreeMap<T::AccountId, Balance> = BTreeMap::new();
        for programme in Programmes::<T>::iter_values() {
            match programme.creator {
                Some(creator) => add(&mut deposits, creator, programme.deposit)?,
                None => ensure!(programme.deposit == 0, "I5: nobody has paid a deposit"),
            }
        }
        for (creator, deposit) in deposits {
            let reason = HoldReason::ProgrammeDeposit.into();
            let held = T::Holds::balance_on_hold(NativeOrWithId::Native, &reason, &creator);
            ensure!(held == deposit, "I5: a deposit is not held");
        }
        Ok(())
    }

    /// What the positions say of each stream: what was settled, and all that could be claimed now.
    fn owed() -> Result<BTreeMap<(ProgrammeId, StreamIndex), [U256; 2]>, TryRuntimeError> {
        let now = Self::now();
        let mut sums: BTreeMap<(ProgrammeId, StreamIndex), [U256; 2]> = BTreeMap::new();
        for (_, id, mut position) in Positions::<T>::iter() {
            let programme = Programmes::<T>::get(id).ok_or("a position is in no programme")?;
            for (at, mut stream) in (0..).zip(Self::streams_at(id, &programme, now)?) {
                let settled = position.earning(at).owed;
                position.settle(at, &mut stream);
                let sum = sums.entry((id, at)).or_default();
                sum[0] = sum[0].saturating_add(settled);
                sum[1] = sum[1].saturating_add(position.earning(at).owed);
            }
        }
        Ok(sums)
    }

    fn i6_owed_adds_up() -> Checked {
        let sums = Self::owed()?;
        for (id, at, stream) in Streams::<T>::iter() {
            let [settled, _] = sums.get(&(id, at)).copied().unwrap_or_default();
            ensure!(settled == stream.owed, "I6: what is owed does not add up");
        }
        Ok(())
    }

    fn i7_nobody_is_owed_more_than_was_emitted() -> Checked {
        let (now, sums) = (Self::now(), Self::owed()?);
        for (id, programme) in Programmes::<T>::iter() {
            for (at, stream) in (0..).zip(Self::streams_at(id, &programme, now)?) {
                let [_, claimable] = sums.get(&(id, at)).copied().unwrap_or_default();
                let emitted = computed(stream.emitted);
                let taken = rewards::grains(stream.paid).saturating_add(computed(claimable));
                ensure!(taken <= emitted, "I7: more is owed than was emitted");
                ensure!(stream.refunded <= stream.funded, "I7: more was given back than put in");
                ensure!(
                    emitted <= rewards::grains(stream.kept()),
                    "I7: more is emitted than there"
                );
            }
        }
        Ok(())
    }

    fn i8_streams_are_funded() -> Checked {
        let now = Self::now();
        for (id, programme) in Programmes::<T>::iter() {
            for stream in Self::streams_at(id, &programme, now)? {
                ensure!(stream.is_funded(now), "I8: a stream is not funded");
                let bounded = stream.has_ended(now) || Self::is_within_cap(&stream);
                ensure!(bounded, "I8: a stream emits more than it may");
            }
        }
        Ok(())
    }

    fn i9_pot_covers_the_ledgers() -> Checked {
        for (currency, ledger) in Self::ledgers()? {
            let balance = T::Currencies::balance(currency, &Self::pot_account());
            ensure!(ledger <= balance, "I9: the pot has less than the ledgers say");
        }
        Ok(())
    }

    /// What the pot should have at least of each currency.
    pub fn ledgers() -> Result<BTreeMap<CurrencyId, Balance>, TryRuntimeError> {
        let mut ledgers: BTreeMap<CurrencyId, Balance> =
            Pots::<T>::iter().map(|(currency, pot)| (currency, pot.cushion)).collect();
        for stream in Streams::<T>::iter_values() {
            ensure!(ledgers.contains_key(&stream.currency), "I9: a currency has no cushion");
            let pot = stream.pot();
            add(&mut ledgers, stream.currency, pot)?;
        }
        Ok(ledgers)
    }

    fn i10_assets_are_pinned() -> Checked {
        let streams: Vec<Stream<T::AccountId>> = Streams::<T>::iter_values().collect();
        let (account, reason) = (Self::pot_account(), HoldReason::Cushion.into());
        for (currency, pot) in Pots::<T>::iter() {
            let paying = streams.iter().filter(|stream| stream.currency == currency).count();
            ensure!(u32::try_from(paying) == Ok(pot.streams), "I10: streams are miscounted");
            let held = T::Holds::balance_on_hold(currency.clone(), &reason, &account);
            let pinned = currency == NativeOrWithId::Native || paying == 0 || held > 0;
            ensure!(pinned, "I10: an asset of rewards can be destroyed");
        }
        Ok(())
    }

    fn i11_ends_are_kept() -> Checked {
        let now = Self::now();
        for (id, _, stream) in Streams::<T>::iter() {
            let programme = Programmes::<T>::get(id).ok_or("I11: a stream is in no programme")?;
            let ended = programme.is_open() || stream.has_ended(now);
            ensure!(ended, "I11: a stream of a closed programme runs");
            let accounted = stream.last <= stream.end.max(stream.start) && stream.last <= now;
            ensure!(accounted, "I11: a stream is ahead of its time");
            ensure!(stream.start <= stream.end, "I11: a stream ends before it starts");
        }
        Ok(())
    }

    fn i12_accounts_live() -> Checked {
        let own = frame_system::Pallet::<T>::providers(&Self::pot_account());
        ensure!(own > 1, "I12: the pot lives by its balance alone");
        let own = frame_system::Pallet::<T>::providers(&Self::income_account());
        ensure!(own > 1, "I12: the income account lives by its balance alone");
        Ok(())
    }

    fn i13_income_stream_pays_tide() -> Checked {
        let Some((id, at)) = IncomeStream::<T>::get() else { return Ok(()) };
        ensure!(Programmes::<T>::contains_key(id), "I13: the income stream is in no programme");
        let stream = Streams::<T>::get(id, at).ok_or("I13: the income stream does not exist")?;
        let pays_tide = stream.currency == NativeOrWithId::Native;
        ensure!(pays_tide, "I13: the income stream does not pay TIDE");
        Ok(())
    }

    fn i14_sweep_routes_lead_to_tide() -> Checked {
        for (asset, hops) in SweepRoutes::<T>::iter() {
            ensure!(asset != NativeOrWithId::Native, "I14: a sweep route is of TIDE");
            let ends = hops.last().is_some_and(|hop| hop.asset_out == NativeOrWithId::Native);
            ensure!(ends, "I14: a sweep route does not lead to TIDE");
        }
        Ok(())
    }
}
