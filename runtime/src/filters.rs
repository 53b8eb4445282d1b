//! Calls that are closed, and what each kind of proxy may do.

use crate::RuntimeCall;
use polkadot_sdk::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{Contains, InstanceFilter};
use scale_info::TypeInfo;

/// What everybody may call, as far as nothing is paused.
pub struct BaseFilter;

impl Contains<RuntimeCall> for BaseFilter {
    fn contains(call: &RuntimeCall) -> bool {
        // The validator set is the genesis one: who gives up the keys could never come back, and
        // the last one to do so would stop the chain.
        !matches!(call, RuntimeCall::Session(pallet_session::Call::purge_keys { .. }))
    }
}

/// What a proxy may do for its account.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum ProxyType {
    /// Everything.
    #[default]
    Any,
    /// Everything that moves nothing to somebody else. Trading is not in it: whoever may trade for
    /// another can buy a worthless asset from himself.
    NonTransfer,
    /// Trading and providing liquidity. The money stays in the account's name, but a bad trade can
    /// lose it: only for those whom one would trust with it.
    Trade,
    /// Rejecting what other proxies have announced.
    CancelProxy,
    /// Staking and unstaking, claiming rewards, and staking them where nothing has to be traded for it.
    Rewards,
    /// Voting and delegating, and proposing. A deposit stays in the account's name, but a bad proposal can
    /// lose it.
    Governance,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        // Calls inside a batch are filtered one by one as well.
        match self {
            Self::Any => true,
            Self::NonTransfer => {
                matches!(
                    call,
                    RuntimeCall::System(_)
                        | RuntimeCall::Session(_)
                        | RuntimeCall::Identity(_)
                        | RuntimeCall::Utility(_)
                        | RuntimeCall::Multisig(_)
                        | RuntimeCall::Proxy(_)
                ) || is_about_own_stake(call)
                    || is_about_governance(call)
            }
            Self::Trade => matches!(call, RuntimeCall::Amm(_) | RuntimeCall::Utility(_)),
            Self::CancelProxy => matches!(
                call,
                RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
                    | RuntimeCall::Utility(_)
                    | RuntimeCall::Multisig(_)
            ),
            Self::Rewards => matches!(call, RuntimeCall::Utility(_)) || is_about_own_stake(call),
            Self::Governance => {
                matches!(call, RuntimeCall::Utility(_)) || is_about_governance(call)
            }
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        // A proxy may make proxies of its own kind and of those listed here.
        self == other
            || matches!(
                (self, other),
                (Self::Any, _)
                    | (Self::NonTransfer, Self::CancelProxy | Self::Rewards | Self::Governance)
            )
    }
}

/// Whether a call moves nothing but stakes and rewards of who calls. A reward that has to be traded before
/// it is staked is not among them: a bad trade can lose it.
fn is_about_own_stake(call: &RuntimeCall) -> bool {
    use pallet_staking_rewards::Call;
    match call {
        RuntimeCall::StakingRewards(Call::compound { hops, .. }) => hops.is_empty(),
        RuntimeCall::StakingRewards(call) => matches!(
            call,
            Call::stake { .. } | Call::unstake { .. } | Call::claim { .. } | Call::claim_for { .. }
        ),
        _ => false,
    }
}

/// Whether a call takes part in decisions.
fn is_about_governance(call: &RuntimeCall) -> bool {
    matches!(
        call,
        RuntimeCall::ConvictionVoting(_)
            | RuntimeCall::Referenda(_)
            | RuntimeCall::Preimage(_)
            | RuntimeCall::Whitelist(_)
            | RuntimeCall::TechnicalCommittee(_)
    )
}
