//! The same sale of TIDE through either exchange, in the same state: a pallet that has nothing but its
//! benchmarks. Those of the exchanges each take their own worst case, which is not the same trade.

#[frame_support::pallet]
mod pallet {
    /// The runtime with both exchanges.
    #[pallet::config]
    pub trait Config: frame_system::Config<AccountId = crate::runtime::AccountId> {}

    /// Nothing: it stands for its benchmarks.
    #[pallet::pallet]
    pub struct Pallet<T>(_);
}

pub use pallet::*;

impl Config for crate::runtime::Both {}

#[cfg(feature = "runtime-benchmarks")]
#[frame_benchmarking::v2::benchmarks]
mod benchmarks {
    use super::{Config, Pallet};
    use crate::{
        runtime::{AccountId, Amm, Assets, Balances, RuntimeOrigin, System, NATIVE},
        trades::{
            fill_theirs, our_swap, path, route, their_swap, ASSETS, FORTUNE, PROVIDER, RESERVE,
            TRADER,
        },
    };
    use frame_benchmarking::{v2::*, whitelist_account};
    use frame_support::traits::fungible::Mutate;
    use pallet_amm::types::per_asset;
    use tidewater_primitives::ids::{Curve, FeeTier};

    /// Both exchanges with the same pools, untouched for a while.
    fn setup() {
        for who in [TRADER, PROVIDER] {
            <Balances as Mutate<AccountId>>::mint_into(&who, FORTUNE).expect("TIDE");
        }
        let provider = RuntimeOrigin::signed(PROVIDER);
        for id in 1..=ASSETS {
            Assets::force_create(RuntimeOrigin::root(), id, PROVIDER, true, 1).expect("an asset");
            for who in [TRADER, PROVIDER] {
                Assets::mint(provider.clone(), id, who, FORTUNE).expect("some of it");
            }
        }
        System::set_block_number(1);
        for (pair, pool_id) in path(ASSETS - 1).windows(2).zip(0..) {
            let curve = Curve::ConstantProduct;
            let assets = per_asset(pair.iter().cloned());
            Amm::create_pool(provider.clone(), assets, curve, FeeTier::Bp30).expect("a pool");
            let amounts = per_asset(pair.iter().map(|_| RESERVE));
            Amm::add_liquidity(provider.clone(), pool_id, amounts, 0).expect("liquidity");
            fill_theirs(pair);
        }
        System::set_block_number(1_000);
    }

    #[benchmark]
    fn sell_ours(h: Linear<1, 4>) {
        setup();
        whitelist_account!(TRADER);
        let had = Assets::balance(h, TRADER);

        #[block]
        {
            our_swap(route(h), NATIVE).expect("the trade is made");
        }

        assert!(Assets::balance(h, TRADER) > had);
    }

    #[benchmark]
    fn sell_theirs(h: Linear<1, 4>) {
        setup();
        whitelist_account!(TRADER);
        let had = Assets::balance(h, TRADER);

        #[block]
        {
            their_swap(h).expect("the trade is made");
        }

        assert!(Assets::balance(h, TRADER) > had);
    }
}
