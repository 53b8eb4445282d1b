//! What the node and the off-chain worker tell each other, through the node's off-chain storage.

use codec::{Decode, Encode};
use polkadot_sdk::sp_core::offchain::{OffchainStorage, STORAGE_PREFIX};
use tidewater_primitives::sources::{SourceList, WorkerStatus, LIST_KEY, STATUS_KEY};

/// Hands the list of sources to the worker. It takes the place of an earlier one.
pub(crate) fn write_list(storage: &mut impl OffchainStorage, list: &SourceList) {
    storage.set(STORAGE_PREFIX, LIST_KEY, &list.encode());
}

/// What the worker last said about itself, if it has run.
pub(crate) fn read_status(storage: &impl OffchainStorage) -> Option<WorkerStatus> {
    let encoded = storage.get(STORAGE_PREFIX, STATUS_KEY)?;
    WorkerStatus::decode(&mut encoded.as_slice()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use polkadot_sdk::sp_core::offchain::storage::InMemOffchainStorage;

    #[test]
    fn the_worker_finds_the_list_where_it_looks() {
        let mut storage = InMemOffchainStorage::default();
        let list = SourceList::default();
        write_list(&mut storage, &list);
        assert_eq!(storage.get(STORAGE_PREFIX, LIST_KEY), Some(list.encode()));
    }

    #[test]
    fn a_status_that_is_none_is_not_there() {
        let mut storage = InMemOffchainStorage::default();
        assert_eq!(read_status(&storage), None);
        storage.set(STORAGE_PREFIX, STATUS_KEY, &[1, 2, 3]);
        assert_eq!(read_status(&storage), None);
        let status = WorkerStatus { at: 7, ..Default::default() };
        storage.set(STORAGE_PREFIX, STATUS_KEY, &status.encode());
        assert_eq!(read_status(&storage), Some(status));
    }
}
