#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod apis;
pub mod bounds;
pub mod constants;
pub mod ids;
pub mod money;
pub mod price;
pub mod seams;
pub mod sources;

use sp_runtime::{
    generic,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
    MultiAddress, MultiSignature, OpaqueExtrinsic,
};

/// A signature over a transaction: sr25519, ed25519 or ECDSA.
pub type Signature = MultiSignature;
/// An account: the public key a [`Signature`] is verified against, or its hash.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// How a call names an account. There are no account indices on this chain.
pub type Address = MultiAddress<AccountId, ()>;
/// An amount of any currency, in its smallest unit.
pub type Balance = u128;
/// The number of a block; the first one after genesis is 1.
pub type BlockNumber = u32;
/// How many transactions an account has sent.
pub type Nonce = u32;
/// The hash of a block, a transaction or a piece of state.
pub type Hash = sp_core::H256;
/// The header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A block whose extrinsics are bytes: all that the node ever needs to know of them.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;
