use crate::constants::{
    Periods, FAST, MAIN, MAX_STREAM_PERIOD_BPS, PERIODS, PRICE_OUTLIER_LIMIT, PRICE_WINDOW_BLOCKS,
};
use polkadot_sdk::*;

use frame_support::traits::Get;
use tidewater_primitives::constants::SLOT_MILLIS;

/// What must hold of a table of periods, whichever is selected.
fn check(periods: Periods) {
    // GRANDPA needs a few blocks to finalise a session's end before the next one comes.
    assert!(periods.epoch_slots >= 10);
    // The keys of a session are known one session ahead, and reports need the one before.
    assert!(periods.history_sessions >= 3);
    // Reports stay possible for as long as the history lasts.
    let reported = u64::from(periods.history_sessions) * u64::from(periods.epoch_slots);
    assert!(reported < u64::from(u32::MAX));
    // An amplification moves slower than anybody can trade against it in one block.
    assert!(periods.ramp_blocks >= 10);
    // Income spread over its blocks stays within what a stream may emit in a period.
    let most = u64::from(periods.smoothing_blocks) * u64::from(MAX_STREAM_PERIOD_BPS);
    assert!(u64::from(periods.emission_blocks) * 10_000 <= most);
    // Nobody fills a pool and has income exchanged at a price of his own.
    assert!(periods.sweep_history_blocks >= 10);
    assert!(periods.lock_blocks.is_sorted() && periods.lock_blocks[0] > 0);
    // Whoever is muted misses more than the reports for which it is.
    assert!(periods.mute_blocks > PRICE_OUTLIER_LIMIT * PRICE_WINDOW_BLOCKS);
}

#[test]
fn both_tables_are_sound() {
    check(MAIN);
    check(FAST);
}

#[test]
fn the_feature_selects_the_table() {
    let expected = if cfg!(feature = "fast") { FAST } else { MAIN };
    assert_eq!(PERIODS, expected);
    assert_ne!(MAIN, FAST);
    assert_eq!(
        <crate::Runtime as pallet_babe::Config>::EpochDuration::get(),
        u64::from(expected.epoch_slots)
    );
}

#[test]
fn an_epoch_is_an_hour_or_forty_seconds() {
    assert_eq!(u64::from(MAIN.epoch_slots) * SLOT_MILLIS, 3_600_000);
    assert_eq!(u64::from(FAST.epoch_slots) * SLOT_MILLIS, 40_000);
}

#[test]
fn babe_derives_the_slot_from_the_timestamp() {
    assert_eq!(crate::Babe::slot_duration(), SLOT_MILLIS);
    let expected: u64 = <crate::Runtime as pallet_babe::Config>::ExpectedBlockTime::get();
    assert_eq!(expected, SLOT_MILLIS);
}
