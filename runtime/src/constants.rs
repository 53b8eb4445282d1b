//! Every number that can be tuned, with its unit and why it is what it is.

use polkadot_sdk::*;

use frame_support::{
    weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
    PalletId,
};
use sp_consensus_babe::{AllowedSlots, BabeEpochConfiguration};
use sp_runtime::{Perbill, Percent};
use tidewater_primitives::{
    constants::{MICROTIDE, MILLITIDE, SLOT_MILLIS, TIDE},
    ids::Window,
    Balance, BlockNumber,
};

/// Slots in a minute, and so blocks when none is missed.
pub const MINUTES: BlockNumber = (60_000 / SLOT_MILLIS) as BlockNumber;
/// Slots in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Slots in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

/// How long things take. There are two tables; both are compiled and checked everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// Slots of an epoch, which is also a session: keys and randomness change here.
    pub epoch_slots: u32,
    /// Sessions for which a validator can still be proven to have misbehaved.
    pub history_sessions: u32,
    /// The least blocks in which a pool's amplification doubles or halves.
    pub ramp_blocks: BlockNumber,
    /// The least blocks between two changes of the same parameters by governance.
    pub change_blocks: BlockNumber,
    /// For how many blocks a validator is not listened to that was too far from the prices too often.
    pub mute_blocks: BlockNumber,
    /// In how many blocks a stream of rewards may emit a bounded part of itself.
    pub emission_blocks: BlockNumber,
    /// Over how many blocks the exchange's income is paid out.
    pub smoothing_blocks: BlockNumber,
    /// For how long a pool must have had a price before income is exchanged in it.
    pub sweep_history_blocks: BlockNumber,
    /// The locks of the protocol's programme; the last is the longest there may be anywhere.
    pub lock_blocks: [BlockNumber; 3],
    /// How long decisions take.
    pub governance: GovernancePeriods,
}

/// How long a referendum takes on a track, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackPeriods {
    /// From its submission to the start of the decision, at least: time to read it.
    pub prepare: BlockNumber,
    /// In which it has to pass, or it is rejected.
    pub decision: BlockNumber,
    /// For how long it has to go on passing. Whoever tips it late leaves the others this long to answer.
    pub confirm: BlockNumber,
    /// From its approval to its enactment, at least: time to leave, or to see what is wrong with it.
    pub enactment: BlockNumber,
}

/// How long the parts of governance take, in blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GovernancePeriods {
    /// What root may do.
    pub root: TrackPeriods,
    /// What root may do, if the committee has looked at it.
    pub whitelisted: TrackPeriods,
    /// What does nothing.
    pub wish: TrackPeriods,
    /// The parameters of a pallet.
    pub admin: TrackPeriods,
    /// Stopping another referendum.
    pub canceller: TrackPeriods,
    /// Stopping another referendum and taking its deposits.
    pub killer: TrackPeriods,
    /// Spending from the treasury.
    pub spender: TrackPeriods,
    /// How long the weakest conviction locks. The strongest locks 32 times as long.
    pub vote_lock_blocks: BlockNumber,
    /// After how long a referendum is over for which nobody places the deposit for its decision.
    pub undecided_blocks: BlockNumber,
    /// For how long a call that has passed waits for the committee.
    pub deferred_blocks: BlockNumber,
    /// How long the committee's motions are open.
    pub motion_blocks: BlockNumber,
    /// For how long the committee can pause a call.
    pub pause_blocks: BlockNumber,
    /// For how long it then cannot.
    pub pause_cooldown_blocks: BlockNumber,
    /// In how many blocks a spending track may take its cap.
    pub spend_cap_blocks: BlockNumber,
    /// For how long an approved payment can be collected.
    pub payout_blocks: BlockNumber,
}

impl TrackPeriods {
    const fn new(
        prepare: BlockNumber,
        decision: BlockNumber,
        confirm: BlockNumber,
        enactment: BlockNumber,
    ) -> Self {
        Self { prepare, decision, confirm, enactment }
    }
}

/// The periods of networks that hold value: an hour, four weeks, a day, a day, an hour; a day, a week,
/// an hour; 30, 90 and 180 days.
pub const MAIN: Periods = Periods {
    epoch_slots: HOURS,
    history_sessions: 28 * 24,
    ramp_blocks: DAYS,
    change_blocks: DAYS,
    mute_blocks: HOURS,
    emission_blocks: DAYS,
    smoothing_blocks: 7 * DAYS,
    sweep_history_blocks: HOURS,
    lock_blocks: [30 * DAYS, 90 * DAYS, 180 * DAYS],
    governance: GovernancePeriods {
        // Root can do anything: a day to read, two weeks to decide, a day to answer and a day to leave.
        root: TrackPeriods::new(DAYS, 14 * DAYS, DAYS, DAYS),
        // For what cannot wait. The committee has read it, so the times are short; still nobody can
        // borrow TIDE, vote and be done before others have seen it.
        whitelisted: TrackPeriods::new(30 * MINUTES, 7 * DAYS, HOURS, 30 * MINUTES),
        wish: TrackPeriods::new(HOURS, 14 * DAYS, DAYS, 10 * MINUTES),
        // Parameters move within bounds.
        admin: TrackPeriods::new(2 * HOURS, 7 * DAYS, 12 * HOURS, 12 * HOURS),
        // Faster than what they have to stop, but for what the committee has read.
        canceller: TrackPeriods::new(HOURS, 7 * DAYS, 2 * HOURS, 10 * MINUTES),
        killer: TrackPeriods::new(HOURS, 7 * DAYS, 2 * HOURS, 10 * MINUTES),
        spender: TrackPeriods::new(4 * HOURS, 14 * DAYS, DAYS, DAYS),
        // Longer than any enactment takes at least: who has won lives with it.
        vote_lock_blocks: 7 * DAYS,
        undecided_blocks: 14 * DAYS,
        // The committee meets within a week; a fortnight later a decision may no longer be meant.
        deferred_blocks: 14 * DAYS,
        motion_blocks: 3 * DAYS,
        // A day to understand what is going on. An eighth of the time at most: replacing the committee
        // takes less than the cool-downs it would need to stop the exchange for good.
        pause_blocks: DAYS,
        pause_cooldown_blocks: 7 * DAYS,
        spend_cap_blocks: 30 * DAYS,
        payout_blocks: 30 * DAYS,
    },
};

/// Of the development chains: at most ninety seconds from submission to enactment.
const FAST_TRACK: TrackPeriods = TrackPeriods::new(5, 30, 5, 5);

/// The periods of the `dev` and `local` chains: forty seconds, twenty minutes, forty seconds twice, a minute;
/// forty seconds, five minutes, twenty seconds; one, three and six minutes.
pub const FAST: Periods = Periods {
    epoch_slots: 20,
    history_sessions: 30,
    ramp_blocks: 20,
    change_blocks: 20,
    mute_blocks: MINUTES,
    emission_blocks: 20,
    smoothing_blocks: 5 * MINUTES,
    sweep_history_blocks: 10,
    lock_blocks: [MINUTES, 3 * MINUTES, 6 * MINUTES],
    governance: GovernancePeriods {
        root: FAST_TRACK,
        whitelisted: FAST_TRACK,
        wish: FAST_TRACK,
        admin: FAST_TRACK,
        canceller: FAST_TRACK,
        killer: FAST_TRACK,
        spender: FAST_TRACK,
        vote_lock_blocks: 10,
        undecided_blocks: 5 * MINUTES,
        deferred_blocks: 3 * MINUTES,
        motion_blocks: 3 * MINUTES,
        pause_blocks: MINUTES,
        pause_cooldown_blocks: 2 * MINUTES,
        spend_cap_blocks: 5 * MINUTES,
        payout_blocks: 30 * MINUTES,
    },
};

/// The periods of this build.
pub const PERIODS: Periods = if cfg!(feature = "fast") { FAST } else { MAIN };

/// Of the slots, a quarter has a primary author; any other has a secondary one drawn by VRF, so
/// that nobody outside knows beforehand whose turn it is.
pub const BABE_EPOCH_CONFIG: BabeEpochConfiguration =
    BabeEpochConfiguration { c: (1, 4), allowed_slots: AllowedSlots::PrimaryAndSecondaryVRFSlots };

/// Blocks whose hash is known on chain, and so the longest life of a mortal transaction: 2 h 16 min.
pub const BLOCK_HASH_COUNT: BlockNumber = 4_096;
/// The largest encoded block: 2.5 MiB.
pub const MAX_BLOCK_LENGTH: u32 = 5 * 512 * 1_024;
/// The most work in a block: two thirds of a second, a third of a slot, so that slow validators and
/// the network have the rest. A solo chain ships no proofs: their size is not limited.
pub const MAX_BLOCK_WEIGHT: Weight =
    Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND * 2 / 3, u64::MAX);
/// The part of a block that ordinary transactions may fill; the rest is for operational ones.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// The part of a block that its start takes on average.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(10);

/// The smallest TIDE balance of an account that lives by it.
pub const EXISTENTIAL_DEPOSIT: Balance = 10 * MILLITIDE;

/// What `items` entries of `bytes` in all cost as a deposit.
pub const fn storage_deposit(items: u32, bytes: u32) -> Balance {
    items as Balance * TIDE + bytes as Balance * 10 * MILLITIDE
}

/// Fee for a picosecond of work: a millisecond, about one swap, costs 2 milli-TIDE.
pub const FEE_PER_REF_TIME: Balance = 2;
/// Fee for a byte of a transaction.
pub const FEE_PER_BYTE: Balance = MICROTIDE;

/// Deposit for creating an asset.
pub const ASSET_DEPOSIT: Balance = 10 * TIDE;
/// Deposit for an account of an asset that does not keep accounts alive.
pub const ASSET_ACCOUNT_DEPOSIT: Balance = EXISTENTIAL_DEPOSIT;
/// Deposit for a pool: it takes five entries. Dear enough that a thousand idle pools hurt.
pub const POOL_DEPOSIT: Balance = 10 * TIDE;
/// Shares that the first depositor of a pool leaves behind. Whoever wants to make a share so dear that
/// deposits of others round away has to make a thousand of them dear that belong to nobody.
pub const LOCKED_SHARES: Balance = 1_000;
/// The most hops that a trade can name.
pub const MAX_HOPS: u32 = 4;
/// In how many pools an asset can be. A call that shares a loss goes through all of them.
pub const MAX_POOLS_PER_ASSET: u32 = 256;
/// How many pools the search for a route looks at. It runs outside of blocks: a few tens of
/// milliseconds of whoever asks.
pub const MAX_POOLS_SEARCHED: u32 = 2_000;
/// The windows of average prices: ten minutes, an hour, a day.
pub const AVERAGE_WINDOWS: [BlockNumber; 3] = [10 * MINUTES, HOURS, DAYS];
/// The account of what belongs to all, and gets what the protocol's programme has left over. Nobody has
/// its key; what it holds is governance's to spend.
pub const TREASURY: PalletId = PalletId(*b"py/trsry");
/// Deposit for a programme of staking rewards: it and its four streams take five entries.
pub const PROGRAMME_DEPOSIT: Balance = 10 * TIDE;
/// The most that a locked unit weighs, in basis points of one that is not: whoever locks takes at most
/// three times the part of who does not.
pub const MAX_STAKE_MULTIPLIER_BPS: u32 = 30_000;
/// The most that a stream of rewards emits in a period, in basis points of what was put into it. With a
/// fifth a day a stream lasts five days at least: long enough for somebody to see a wrong rate.
pub const MAX_STREAM_PERIOD_BPS: u32 = 2_000;
/// The most that a rate is raised to at once, in basis points of what it was: double, once a period.
pub const MAX_STREAM_RAISE_BPS: u32 = 20_000;
/// The average prices that income is exchanged by: who wants to cheat the stakers has to hold a price wrong
/// for the better part of an hour, against everybody who trades.
pub const SWEEP_WINDOW: Window = Window::Hour;
/// The most that is lost against them, in basis points: the fees of a route, and what a market moves in half
/// an hour. It is also the most that somebody can take who trades before and after.
pub const MAX_SWEEP_LOSS_BPS: u32 = 200;
/// The most that is swept through a pool at a time, in basis points of the liquidity that it has had for an
/// hour: to have a false price believed costs ten times what can be taken by it, at risk for all that time.
pub const MAX_SWEEP_SHARE_BPS: u32 = 1_000;
/// The least TIDE that income is swept in.
pub const MIN_SWEEP: Balance = 10 * TIDE;
/// The part of transaction fees that goes to the treasury; the rest, and tips, to the block's author.
pub const TREASURY_FEE_SHARE: Percent = Percent::from_percent(20);
/// The part of the exchange's income that goes to the treasury, in basis points; the rest to the stakers.
pub const TREASURY_INCOME_SHARE_BPS: u32 = 2_000;
/// Deposit for a referendum; it comes back with approval or cancellation.
pub const SUBMISSION_DEPOSIT: Balance = 10 * TIDE;
/// On how many polls of a track an account can vote at a time.
pub const MAX_VOTES: u32 = 256;
/// How many rows of votes are looked at in a block, if there is weight to spare, for what is over: a
/// thousand locks are gone in under a minute.
pub const MAX_VOTE_SWEEP: u32 = 64;
/// Members of the technical committee.
pub const MAX_COMMITTEE: u32 = 15;
/// What each spending track may take from the treasury within its period.
pub const SPEND_CAPS: [Balance; 3] = [10_000 * TIDE, 100_000 * TIDE, 1_000_000 * TIDE];
/// How many payments of a spending track are approved within its period.
pub const MAX_SPENDS: u32 = 100;
/// References an account can carry, one for each non-sufficient asset it holds.
pub const MAX_CONSUMERS: u32 = 128;
/// Blocks of a window of the price oracle: every validator may report in every block.
pub const PRICE_WINDOW_BLOCKS: BlockNumber = 1;
/// After how many reports in a row that are too far from the prices a validator is muted: one or two
/// happen to the honest when a market jumps.
pub const PRICE_OUTLIER_LIMIT: u32 = 5;
/// The most validators.
pub const MAX_AUTHORITIES: u32 = 100;
