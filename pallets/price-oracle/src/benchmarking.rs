//! What the calls and the start of a block cost at worst, for `make weights`.
//!
//! There are as many feeds as there can be, and as many validators; each has reported every feed, in
//! the block before, and no two say the same. So an aggregation has everything to read, to sort and to
//! write, and a report finds the state as full as it gets.

use crate::{
    pallet::SignatureOf,
    types::{bounds, Observation, Report, Score, MAX_FEEDS},
    Call, Config, CurrentSession, FeedOf, Feeds, NextChange, NextFeedId, Pallet, Prices, Reports,
    Scores, TermsChangedAt, Touched, Validators,
};
use alloc::{format, vec::Vec};
use frame_benchmarking::v2::*;
use frame_support::{
    traits::{tokens::fungible::NativeOrWithId, EnsureOrigin, Get, OneSessionHandler},
    BoundedVec,
};
use frame_system::RawOrigin;
use sp_application_crypto::RuntimeAppPublic;
use sp_runtime::DispatchResult;
use tidewater_primitives::{
    apis::price_oracle::{Feed, FeedId, FeedStatus, FeedTerms, Symbol, ValidatorIndex},
    price::Moment,
};

/// What the benchmarks need and the pallet cannot do by itself.
pub trait BenchmarkHelper {
    /// Sets the chain's time, in milliseconds.
    fn set_time(now: Moment);
}

/// When everything happens.
const NOW: Moment = 1_800_000_000_000;
/// What a feed is worth.
const VALUE: u128 = 100_000_000_000;

/// Terms that let nothing expire, and call an outlier who is a basis point or two from the median.
const TERMS: FeedTerms = FeedTerms {
    heartbeat: 30,
    deviation_bps: 1,
    max_age: bounds::MAX_AGE.max(),
    min_sources: 1,
    quorum_bps: bounds::QUORUM.min(),
    max_jump_bps: bounds::MAX_JUMP.min(),
    max_spread_bps: 1,
    grace: 0,
};

/// A feed with a currency and the longest names.
fn feed(number: u32) -> Feed {
    let base = format!("CURRENCY-{number:07}");
    let symbol = |name: &str| Symbol::try_from(name).expect("it is not too long");
    Feed {
        base: symbol(&base),
        quote: symbol("US-DOLLARS-AGAIN"),
        currency: Some(NativeOrWithId::WithId(number)),
        decimals: 8,
        terms: TERMS,
        halted: false,
    }
}

/// `count` feeds at the time of the benchmark, in the place of those that the chain was born with.
fn add_feeds<T: Config>(count: u32) -> DispatchResult {
    T::BenchmarkHelper::set_time(NOW);
    let born: Vec<FeedId> = Feeds::<T>::get().keys().copied().collect();
    born.into_iter().try_for_each(Pallet::<T>::do_remove_feed)?;
    NextFeedId::<T>::kill();
    (0..count).try_for_each(|number| Pallet::<T>::do_register_feed(feed(number), NOW))
}

/// A set of `count` validators; the keys lie in the keystore of the benchmarks.
fn add_validators<T: Config>(count: u32) {
    let keys = (0..count).map(|_| T::AuthorityId::generate_pair(None));
    let accounts: Vec<T::AccountId> =
        (0..count).map(|index| account("validator", index, 0)).collect();
    let set: Vec<_> = accounts.iter().zip(keys).collect();
    let queued: Vec<(&T::AccountId, T::AuthorityId)> = Vec::new();
    Pallet::<T>::on_new_session(true, set.into_iter(), queued.into_iter());
}

/// What validator `validator` says about `count` feeds: a little more than the one before it, and twice as
/// much if it is one of every three. More than those cannot be muted.
fn report_of<T: Config>(validator: ValidatorIndex, count: u32, at: Moment) -> Report {
    let honest = VALUE + u128::from(validator);
    let value = if validator % 3 == 2 { 2 * honest } else { honest };
    let seen = |feed| Observation { feed, value, at, sources: u8::MAX };
    Report {
        session: CurrentSession::<T>::get().index,
        window: Pallet::<T>::window_of(Pallet::<T>::block()),
        validator,
        observations: BoundedVec::truncate_from((0..count).map(seen).collect()),
    }
}

/// Everybody reports `feeds` feeds, and the next window begins.
fn report_all<T: Config>(validators: u32, feeds: u32, at: Moment) -> DispatchResult {
    for validator in (0..validators).rev() {
        Pallet::<T>::do_report(report_of::<T>(validator, feeds, at))?;
    }
    next_window::<T>();
    Ok(())
}

/// A block later, or as many as a window has.
fn next_window<T: Config>() {
    let now = frame_system::Pallet::<T>::block_number();
    frame_system::Pallet::<T>::set_block_number(now + T::WindowBlocks::get().into());
}

/// A full state: all feeds, all validators, all of them with a report of everything.
fn setup<T: Config>() -> DispatchResult {
    let validators = T::MaxValidators::get();
    add_feeds::<T>(MAX_FEEDS)?;
    add_validators::<T>(validators);
    next_window::<T>();
    report_all::<T>(validators, MAX_FEEDS, NOW)
}

/// The last validator's next report of `count` feeds, signed.
fn signed_report<T: Config>(count: u32) -> Result<(Report, SignatureOf<T>), BenchmarkError> {
    let validator = T::MaxValidators::get() - 1;
    let report = report_of::<T>(validator, count, NOW);
    let keys = Validators::<T>::get();
    let key = keys.last().expect("there is a set");
    let signature = key.sign(&Pallet::<T>::signing_payload(&report));
    Ok((report, signature.ok_or("the keystore has the key")?))
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
    T::GovernanceOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)
}

fn status<T: Config>(feed: FeedId) -> FeedStatus {
    Prices::<T>::get(feed).expect("the feed exists").status
}

#[benchmarks]
mod benchmarks {
    use super::*;

    impl_benchmark_test_suite!(Pallet, crate::mock::benchmark_ext(), crate::mock::Test);

    #[benchmark]
    fn report(o: Linear<1, MAX_FEEDS>) -> Result<(), BenchmarkError> {
        setup::<T>()?;
        let (next, signature) = signed_report::<T>(o)?;
        let (validator, window) = (next.validator, next.window);

        #[extrinsic_call]
        _(RawOrigin::None, next, signature);

        let kept = Reports::<T>::get(validator).expect("it was kept");
        assert_eq!((kept.window, kept.latest.len()), (window, MAX_FEEDS as usize));
        Ok(())
    }

    /// All questions, the signature's last.
    #[benchmark]
    fn validate_report(o: Linear<1, MAX_FEEDS>) -> Result<(), BenchmarkError> {
        setup::<T>()?;
        let (next, signature) = signed_report::<T>(o)?;
        let verdict;

        #[block]
        {
            verdict = Pallet::<T>::validate_report(&next, &signature);
        }

        assert!(verdict.is_ok());
        Ok(())
    }

    /// A second round that confirms a first price, of everybody's new observations, with as many
    /// outliers about to be muted as there can be.
    #[benchmark]
    fn aggregate(
        v: Linear<1, { T::MaxValidators::get() }>,
        f: Linear<1, MAX_FEEDS>,
    ) -> Result<(), BenchmarkError> {
        add_feeds::<T>(f)?;
        add_validators::<T>(v);
        next_window::<T>();
        report_all::<T>(v, f, NOW - 1_000)?;
        Pallet::<T>::do_aggregate(Pallet::<T>::block());
        report_all::<T>(v, f, NOW)?;
        let limit = T::OutlierLimit::get();
        let weary = Score { in_a_row: limit - 1, ..Score::default() };
        Scores::<T>::mutate(|scores| scores.iter_mut().for_each(|score| *score = weary));
        // The reports are those of the block before, however many blocks a window has.
        let brought = Reports::<T>::get(0).expect("it reported").latest[0].block;
        let block = brought + 1;

        #[block]
        {
            Pallet::<T>::do_aggregate(block);
        }

        assert!(!Touched::<T>::get());
        for id in 0..f {
            let state = Prices::<T>::get(id).expect("the feed exists");
            assert_eq!((state.last.map(|price| price.at), state.reporters), (Some(NOW), v));
        }
        assert!(NextChange::<T>::get().is_some());
        Ok(())
    }

    #[benchmark]
    fn idle() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        Touched::<T>::kill();
        NextChange::<T>::put(NOW + 1);

        #[block]
        {
            Pallet::<T>::do_aggregate(Pallet::<T>::block());
        }

        assert_eq!(NextChange::<T>::get(), Some(NOW + 1));
        Ok(())
    }

    #[benchmark]
    fn register_feed() -> Result<(), BenchmarkError> {
        add_feeds::<T>(MAX_FEEDS - 1)?;
        let (origin, last) = (governance::<T>()?, feed(MAX_FEEDS - 1));

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, last.clone());

        assert_eq!(Feeds::<T>::get().get(&(MAX_FEEDS - 1)), Some(&last));
        Ok(())
    }

    /// Not for the first time.
    #[benchmark]
    fn update_feed() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        let origin = governance::<T>()?;
        Pallet::<T>::do_update_feed(0, FeedTerms { grace: 30, ..TERMS })?;
        let now = frame_system::Pallet::<T>::block_number();
        frame_system::Pallet::<T>::set_block_number(now + T::MinChangeBlocks::get().into());
        let terms = FeedTerms { grace: 60, ..TERMS };

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0, terms);

        assert_eq!(Feeds::<T>::get()[&0].terms, terms);
        Ok(())
    }

    #[benchmark]
    fn halt_feed() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0);

        assert_eq!(status::<T>(0), FeedStatus::Halted);
        Ok(())
    }

    #[benchmark]
    fn resume_feed() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        Pallet::<T>::do_halt_feed(0)?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0);

        assert_eq!(status::<T>(0), FeedStatus::Stale);
        Ok(())
    }

    #[benchmark]
    fn remove_feed() -> Result<(), BenchmarkError> {
        setup::<T>()?;
        Pallet::<T>::do_update_feed(0, FeedTerms { grace: 30, ..TERMS })?;
        let origin = governance::<T>()?;

        #[extrinsic_call]
        _(origin as T::RuntimeOrigin, 0);

        assert!(!TermsChangedAt::<T>::contains_key(0));
        assert_eq!(FeedOf::<T>::iter().count(), MAX_FEEDS as usize - 1);
        Ok(())
    }
}
