//! The technical committee: elected by referendum, it can whitelist what others have proposed, and pause a
//! few calls for a while. It has no money, cancels nothing and sets nothing.

use polkadot_sdk::*;

use frame_support::{
    instances::Instance1,
    traits::{ConstU32, Contains, EitherOfDiverse, EverythingBut},
    BoundedVec,
};
use frame_system::EnsureRoot;
use pallet_collective::{EnsureProportionAtLeast, EnsureProportionMoreThan};
use tidewater_primitives::AccountId;

/// The instance of the collective.
pub type TechnicalCollective = Instance1;

/// Two thirds of the committee: for what is then enacted faster than others could stop it.
pub type WhitelistOrigin = EnsureProportionAtLeast<AccountId, TechnicalCollective, 2, 3>;
/// More than half of it: to stop something that goes wrong now.
pub type PauseOrigin = EnsureProportionMoreThan<AccountId, TechnicalCollective, 1, 2>;
/// More than half of it, or a referendum.
pub type LiftOrigin = EitherOfDiverse<EnsureRoot<AccountId>, PauseOrigin>;

/// The calls that can be paused, by the names of their pallet and of themselves.
///
/// They put money in, or trade it. Nothing here takes money out: who has lent, staked or provided must be
/// able to leave whatever happens. Nothing here is needed to make blocks, to report prices, or to govern.
pub const PAUSABLE: [(&str, &str); 11] = [
    ("Amm", "create_pool"),
    ("Amm", "add_liquidity"),
    ("Amm", "swap_exact_in"),
    ("Amm", "swap_exact_out"),
    ("StakingRewards", "create_programme"),
    ("StakingRewards", "open_stream"),
    ("StakingRewards", "fund"),
    ("StakingRewards", "extend"),
    ("StakingRewards", "stake"),
    ("StakingRewards", "compound"),
    ("StakingRewards", "sweep"),
];

/// The longest name of a pallet or a call.
pub type MaxNameLen = ConstU32<64>;
/// The names of a pallet and of a call of it.
pub type FullName = (BoundedVec<u8, MaxNameLen>, BoundedVec<u8, MaxNameLen>);

/// What is in [`PAUSABLE`].
pub struct Pausable;

impl Contains<FullName> for Pausable {
    fn contains((pallet, call): &FullName) -> bool {
        PAUSABLE
            .iter()
            .any(|(of, name)| of.as_bytes() == &pallet[..] && name.as_bytes() == &call[..])
    }
}

/// What the SDK's pallet must not pause, whoever asks: all the rest.
pub type NeverPaused = EverythingBut<Pausable>;
