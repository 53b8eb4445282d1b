//! Chains to measure on, with the same pools in both exchanges.

use crate::{
    runtime::{AccountId, Both, RuntimeGenesisConfig, System, NATIVE},
    trades::{asset, fill_theirs, path, ASSETS, FORTUNE, PROVIDER, RESERVE, TRADER},
};
use frame_support::{
    dispatch::DispatchResult,
    storage::{with_transaction, TransactionOutcome},
};
use pallet_amm::{types::per_asset, GenesisPool};
use sp_runtime::{BuildStorage, DispatchError};
use tidewater_primitives::ids::{CurrencyId, Curve, FeeTier};

fn pool(assets: Vec<CurrencyId>, curve: Curve) -> GenesisPool<AccountId> {
    let amounts = vec![RESERVE; assets.len()];
    GenesisPool { creator: PROVIDER, assets, curve, fee_tier: FeeTier::Bp30, amounts, terms: None }
}

/// A chain on which both exchanges have pools between TIDE and the first asset, the first and the
/// second, and so on. Ours has stable ones too: of two assets (pool 4) and of three (pool 5).
pub fn chain() -> sp_io::TestExternalities {
    let people = [TRADER, PROVIDER];
    let line = path(ASSETS - 1);
    let mut pools: Vec<_> =
        line.windows(2).map(|pair| pool(pair.to_vec(), Curve::ConstantProduct)).collect();
    let stable = Curve::Stable { amplification: 100 };
    pools.push(pool(vec![asset(1), asset(2)], stable));
    pools.push(pool(vec![asset(1), asset(2), asset(3)], stable));
    let storage = RuntimeGenesisConfig {
        balances: pallet_balances::GenesisConfig {
            balances: people.map(|who| (who, FORTUNE)).to_vec(),
            ..Default::default()
        },
        assets: pallet_assets::GenesisConfig {
            assets: (1..=ASSETS).map(|id| (id, PROVIDER, true, 1)).collect(),
            accounts: people
                .into_iter()
                .flat_map(|who| (1..=ASSETS).map(move |id| (id, who, FORTUNE)))
                .collect(),
            ..Default::default()
        },
        amm: pallet_amm::GenesisConfig { pools, ..Default::default() },
        ..Default::default()
    }
    .build_storage()
    .expect("the genesis is valid");
    let mut chain = sp_io::TestExternalities::new(storage);
    chain.execute_with(|| {
        System::set_block_number(1);
        for pair in line.windows(2) {
            fill_theirs(pair);
        }
        System::set_block_number(2);
        System::reset_events();
    });
    chain.commit_all().expect("the genesis is written");
    chain
}

/// Writes more pools, of assets nobody asks for, so that the storage is as deep as on a busy chain.
pub fn crowd(chain: &mut sp_io::TestExternalities, pools: u32) {
    chain.execute_with(|| {
        let model = pallet_amm::Pools::<Both>::get(0).expect("the first pool");
        for id in 0..pools {
            let mut pool = model.clone();
            pool.assets = per_asset([asset(1_000 + id), asset(100_000 + id)]);
            let pool_id = 1_000 + id;
            for held in &pool.assets {
                pallet_amm::PoolsOf::<Both>::insert(held, pool_id, ());
            }
            pallet_amm::PoolIds::<Both>::insert(pool.key(), pool_id);
            pallet_amm::Pools::<Both>::insert(pool_id, pool);
        }
    });
    chain.commit_all().expect("the crowd is written");
}

/// Connects so many more pools with TIDE and the second asset: all of them are ways from one to the
/// other, and the search has to look at each.
pub fn connect(chain: &mut sp_io::TestExternalities, pools: u32) {
    chain.execute_with(|| {
        let model = pallet_amm::Pools::<Both>::get(0).expect("the first pool");
        for id in 0..pools {
            let between = asset(1_000 + id / 2);
            let end = if id % 2 == 0 { NATIVE } else { asset(2) };
            let mut pool = model.clone();
            let mut assets = [between, end];
            assets.sort();
            pool.assets = per_asset(assets);
            let pool_id = 1_000 + id;
            for held in &pool.assets {
                pallet_amm::PoolsOf::<Both>::insert(held, pool_id, ());
            }
            pallet_amm::PoolIds::<Both>::insert(pool.key(), pool_id);
            pallet_amm::Pools::<Both>::insert(pool_id, pool);
        }
    });
    chain.commit_all().expect("the pools are written");
}

/// Runs a call and undoes it. It must succeed: what fails is fast.
pub fn undone(call: impl FnOnce() -> DispatchResult) {
    let _: Result<(), DispatchError> = with_transaction(|| {
        call().expect("the call succeeds");
        TransactionOutcome::Rollback(Ok(()))
    });
}
