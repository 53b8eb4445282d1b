//! What an upgrade changes in storage.

/// Migrations that take more than one block. None yet: no version has been released.
pub type MultiBlockMigrations = ();
