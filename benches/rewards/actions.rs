//! The same thing done in either pallet, by the same account, through the runtime's call.

use super::runtime::{AccountId, Balance, Both, RuntimeCall, RuntimeOrigin};
use frame_support::dispatch::DispatchResult;
use sp_runtime::traits::Dispatchable;

/// Opens the programmes.
pub(super) const CREATOR: u32 = 0;
/// Has no stake yet.
const NEWCOMER: u32 = 1;
/// The first of those who have.
pub(super) const STAKER: u32 = 2;
/// What everybody has staked, and what is added.
pub const STAKE: Balance = 1_000_000_000_000;

/// An account.
pub(crate) fn person(id: u32) -> AccountId {
    let mut bytes = [0; 32];
    bytes[..4].copy_from_slice(&id.to_le_bytes());
    bytes.into()
}

/// What is measured.
#[derive(Clone, Copy)]
pub enum Action {
    /// Be paid all that was earned.
    Claim,
    /// Stake for the first time.
    FirstStake,
    /// Add to a stake that has earned something.
    StakeMore,
    /// Take half of it out.
    UnstakePart,
    /// Take all of it out.
    UnstakeAll,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Claim, Self::FirstStake, Self::StakeMore, Self::UnstakePart, Self::UnstakeAll];

    /// In a word or two.
    pub fn name(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::FirstStake => "first stake",
            Self::StakeMore => "stake more",
            Self::UnstakePart => "unstake half",
            Self::UnstakeAll => "unstake all",
        }
    }

    /// Who does it.
    pub fn who(self) -> AccountId {
        match self {
            Self::FirstStake => person(NEWCOMER),
            _ => person(STAKER),
        }
    }

    /// The call of ours.
    pub fn ours(self) -> RuntimeCall {
        use pallet_staking_rewards::Call;
        let (programme_id, tier, stream) = (0, 0, 0);
        let call = match self {
            Self::Claim => Call::<Both>::claim { programme_id, stream },
            Self::FirstStake | Self::StakeMore => Call::stake { programme_id, tier, amount: STAKE },
            Self::UnstakePart => Call::unstake { programme_id, tier, amount: STAKE / 2 },
            Self::UnstakeAll => Call::unstake { programme_id, tier, amount: STAKE },
        };
        call.into()
    }

    /// The call of theirs.
    pub fn theirs(self) -> RuntimeCall {
        use pallet_asset_rewards::Call;
        let (pool_id, staker) = (0, None);
        let call = match self {
            Self::Claim => Call::<Both>::harvest_rewards { pool_id, staker },
            Self::FirstStake | Self::StakeMore => Call::stake { pool_id, amount: STAKE },
            Self::UnstakePart => Call::unstake { pool_id, amount: STAKE / 2, staker },
            Self::UnstakeAll => Call::unstake { pool_id, amount: STAKE, staker },
        };
        call.into()
    }
}

/// Dispatches a call as a block does.
pub fn dispatch(call: RuntimeCall, who: AccountId) -> DispatchResult {
    let done = call.dispatch(RuntimeOrigin::signed(who));
    done.map(drop).map_err(|failed| failed.error)
}
