//! Taking a report: whether it can be, the cheapest questions first, and what it changes.

use crate::{
    pallet::SignatureOf,
    types::{
        max_value, millis, Observation, Refusal, Report, Reported, MAX_FEEDS, MAX_FUTURE,
        PAYLOAD_PREFIX, REPORT_PRIORITY,
    },
    Config, CurrentSession, Error, Feeds, Pallet, Reports, Touched, Validators,
};
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{ensure, storage::unhashed, traits::Get, BoundedVec};
use frame_system::pallet_prelude::BlockNumberFor;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::{
    traits::Zero,
    transaction_validity::{InvalidTransaction, TransactionValidity, ValidTransaction},
    DispatchResult,
};
use tidewater_primitives::{
    apis::price_oracle::{Feed, ValidatorIndex},
    price::Moment,
    BlockNumber,
};

/// What can be made of one observation.
enum Verdict {
    Wanted,
    Unwanted,
    Stale,
    Ahead,
}

impl<T: Config> Pallet<T> {
    /// What a validator signs: everything a report says, for this chain only.
    pub fn signing_payload(report: &Report) -> Vec<u8> {
        let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
        let Report { session, window, validator, observations } = report;
        (PAYLOAD_PREFIX, genesis, session, window, validator, observations).encode()
    }

    /// What the pool has to know of a report, or why it cannot be taken.
    pub(crate) fn validate_report(
        report: &Report,
        signature: &SignatureOf<T>,
    ) -> TransactionValidity {
        Self::wanted(report).map_err(InvalidTransaction::from)?;
        ensure!(Self::is_signed(report, signature), InvalidTransaction::BadProof);
        ValidTransaction::with_tag_prefix("tidewater/price-report")
            .priority(REPORT_PRIORITY)
            .longevity(Self::blocks_left(report.window).into())
            .and_provides((report.validator, report.window, report.session))
            .propagate(true)
            .build()
    }

    pub(crate) fn do_report(report: Report) -> DispatchResult {
        let wanted = Self::wanted(&report).map_err(Error::<T>::from)?;
        let (reports, old) = match Reports::<T>::get(report.validator) {
            Some(before) => (before.reports, before.latest.into_inner()),
            None => (0, Vec::new()),
        };
        let mut latest = Reported::merged(&old, &wanted, Self::block());
        if latest.len() > MAX_FEEDS as usize {
            // There are no more feeds than fit: the others were removed.
            let feeds = Feeds::<T>::get();
            latest.retain(|latest| feeds.contains_key(&latest.observation.feed));
        }
        let latest = BoundedVec::truncate_from(latest);
        let reports = reports.saturating_add(1);
        let reported = Reported { window: report.window, reports, latest };
        Reports::<T>::insert(report.validator, reported);
        Touched::<T>::put(true);
        Ok(())
    }

    /// The observations that are taken of a report.
    fn wanted(report: &Report) -> Result<Vec<Observation>, Refusal> {
        ensure!(report.is_well_formed(), Refusal::Malformed);
        let current = Self::window_of(Self::block());
        ensure!(report.window <= current, Refusal::WindowAhead);
        ensure!(report.window.saturating_add(1) >= current, Refusal::WindowPassed);
        let session = CurrentSession::<T>::get().index;
        ensure!(report.session >= session, Refusal::SessionPassed);
        ensure!(report.session <= session, Refusal::SessionAhead);
        let validators = Validators::<T>::decode_len().unwrap_or(0);
        let is_member = usize::try_from(report.validator).is_ok_and(|index| index < validators);
        ensure!(is_member, Refusal::NotValidator);
        if let Some(before) = Self::last_window(report.validator) {
            ensure!(report.window > before, Refusal::AlreadyReported);
        }
        Self::wanted_of(&report.observations)
    }

    /// The window of a validator's last report: what its item begins with. The observations behind it are
    /// many, and not decoded.
    fn last_window(validator: ValidatorIndex) -> Option<BlockNumber> {
        unhashed::get(&Reports::<T>::hashed_key_for(validator))
    }

    /// Those of `observations` that count now. One that no price can be refuses them all: no honest
    /// node sends it. One that time or governance has overtaken is left out.
    fn wanted_of(observations: &[Observation]) -> Result<Vec<Observation>, Refusal> {
        let (now, feeds) = (Self::now(), Feeds::<T>::get());
        let mut wanted = Vec::with_capacity(observations.len());
        let (mut stale, mut ahead) = (false, false);
        for observation in observations {
            let Some(feed) = feeds.get(&observation.feed) else { continue };
            ensure!(observation.value <= max_value(feed), Refusal::Malformed);
            match verdict(observation, feed, now) {
                Verdict::Wanted => wanted.push(*observation),
                Verdict::Unwanted => {}
                Verdict::Stale => stale = true,
                Verdict::Ahead => ahead = true,
            }
        }
        if !wanted.is_empty() {
            Ok(wanted)
        } else if ahead {
            Err(Refusal::AllAhead)
        } else if stale {
            Err(Refusal::AllStale)
        } else {
            Err(Refusal::NothingWanted)
        }
    }

    /// Whether the signature is that of the validator for this report on this chain.
    fn is_signed(report: &Report, signature: &SignatureOf<T>) -> bool {
        let validators = Validators::<T>::get();
        let index = usize::try_from(report.validator).ok();
        let key = index.and_then(|index| validators.get(index));
        key.is_some_and(|key| key.verify(&Self::signing_payload(report), signature))
    }

    /// For how many blocks, the one being made included, a report for `window` can be taken.
    fn blocks_left(window: BlockNumber) -> BlockNumber {
        let end = window.saturating_add(2).saturating_mul(T::WindowBlocks::get());
        end.saturating_sub(Self::block())
    }
}

/// What can be made of one observation of `feed` at `now`.
fn verdict(observation: &Observation, feed: &Feed, now: Moment) -> Verdict {
    if feed.halted || observation.sources < feed.terms.min_sources {
        Verdict::Unwanted
    } else if observation.at > now.saturating_add(MAX_FUTURE) {
        Verdict::Ahead
    } else if now.saturating_sub(observation.at) > millis(feed.terms.max_age) {
        Verdict::Stale
    } else {
        Verdict::Wanted
    }
}
