//! A new set of validators.

use super::mute::can_be_muted;
use crate::{
    types::{Archive, Member, Score, Session},
    Config, CurrentSession, Event, Members, Pallet, PreviousRecords, Reports, Scores, Validators,
};
use alloc::{collections::BTreeMap, vec::Vec};
use frame_support::{traits::Get, BoundedVec};
use sp_runtime::traits::Convert;
use tidewater_primitives::{
    apis::price_oracle::{Record, ValidatorIndex},
    BlockNumber,
};

impl<T: Config> Pallet<T> {
    /// The set that a chain is born with.
    pub(crate) fn begin_first_session(validators: Vec<(T::AccountId, T::AuthorityId)>) {
        Self::set_validators(validators, &BTreeMap::new());
    }

    /// Keeps what the old set has done, forgets what it has reported, and sets the new one.
    ///
    /// The prices stay, with their age. Who is muted stays so, in whatever place and with whatever key.
    pub(crate) fn begin_session(validators: Vec<(T::AccountId, T::AuthorityId)>) {
        let old = CurrentSession::<T>::get();
        let mut muted = BTreeMap::new();
        let mut records = Vec::new();
        let members = (0u32..).zip(Members::<T>::get()).zip(Scores::<T>::get());
        for ((index, Member { account, .. }), score) in members {
            if score.is_muted(Self::block()) {
                muted.insert(account.clone(), score.muted_until);
            }
            records.push((account, Self::close_record(index, &score)));
        }
        let records = BoundedVec::truncate_from(records);
        PreviousRecords::<T>::put(Archive { session: old.index, records });
        let index = old.index.saturating_add(1);
        CurrentSession::<T>::put(Session { index, began: Self::now() });
        Self::set_validators(validators, &muted);
    }

    /// What a validator has done; its reports are removed.
    fn close_record(index: ValidatorIndex, score: &Score) -> Record {
        let reports = Reports::<T>::take(index).map_or(0, |reported| reported.reports);
        Record { reports, misses: score.misses, outliers: score.outliers }
    }

    fn set_validators(
        validators: Vec<(T::AccountId, T::AuthorityId)>,
        muted: &BTreeMap<T::AccountId, BlockNumber>,
    ) {
        let room = usize::try_from(T::MaxValidators::get()).unwrap_or(usize::MAX);
        let left_out = validators.len().saturating_sub(room);
        let (mut members, mut keys) = (Vec::new(), Vec::new());
        for (account, key) in validators.into_iter().take(room) {
            let weight = T::ValidatorWeights::convert(account.clone());
            members.push(Member { account, weight });
            keys.push(key);
        }
        let scores = Self::carried_over(&members, muted);
        Validators::<T>::put(BoundedVec::truncate_from(keys));
        Members::<T>::put(BoundedVec::truncate_from(members));
        Scores::<T>::put(BoundedVec::truncate_from(scores));
        if left_out > 0 {
            let count = u32::try_from(left_out).unwrap_or(u32::MAX);
            Self::deposit_event(Event::ValidatorsLeftOut { count });
        }
    }

    /// New scores, with those still muted who may be in the new set.
    fn carried_over(
        members: &[Member<T::AccountId>],
        muted: &BTreeMap<T::AccountId, BlockNumber>,
    ) -> Vec<Score> {
        let weigh = |sum: u128, member: &Member<_>| sum.saturating_add(member.weight.into());
        let whole = members.iter().fold(0, weigh);
        let mut silent = 0u128;
        let score = |member: &Member<_>| {
            let mut score = Score::default();
            if let Some(until) = muted.get(&member.account) {
                let more = silent.saturating_add(member.weight.into());
                if can_be_muted(more, whole) {
                    silent = more;
                    score.muted_until = *until;
                }
            }
            score
        };
        members.iter().map(score).collect()
    }
}
