//! Calls that are closed, and what each kind of proxy may do.

use crate::RuntimeCall;
use polkadot_sdk::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::traits::{Contains, InstanceFilter};
use scale_info::TypeInfo;

/// What everybody may call.
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
    /// Everything that moves nothing to somebody else.
    NonTransfer,
    /// Trading and providing liquidity, on the account's own behalf.
    Trade,
    /// Rejecting what other proxies have announced.
    CancelProxy,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
    fn filter(&self, call: &RuntimeCall) -> bool {
        // Calls inside a batch are filtered one by one as well.
        match self {
            Self::Any => true,
            Self::NonTransfer => matches!(
                call,
                RuntimeCall::System(_)
                    | RuntimeCall::Session(_)
                    | RuntimeCall::Amm(_)
                    | RuntimeCall::Identity(_)
                    | RuntimeCall::Utility(_)
                    | RuntimeCall::Multisig(_)
                    | RuntimeCall::Preimage(_)
                    | RuntimeCall::Proxy(_)
            ),
            Self::Trade => matches!(call, RuntimeCall::Amm(_) | RuntimeCall::Utility(_)),
            Self::CancelProxy => matches!(
                call,
                RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. })
                    | RuntimeCall::Utility(_)
                    | RuntimeCall::Multisig(_)
            ),
        }
    }

    fn is_superset(&self, other: &Self) -> bool {
        self == other
            || match (self, other) {
                (Self::Any, _) => true,
                (_, Self::Any) => false,
                (Self::NonTransfer, _) => true,
                _ => false,
            }
    }
}
