//! What an upgrade changes in storage.

pub mod protocol_fees;

/// Migrations that take more than one block. None yet: no version has been released.
#[cfg(not(feature = "next-version"))]
pub type MultiBlockMigrations = ();
/// What the version changes that upgrades are rehearsed with.
#[cfg(feature = "next-version")]
pub type MultiBlockMigrations = (protocol_fees::ProtocolFees,);
