//! A quote of the constant-product pool: ours against that of `pallet-asset-conversion` with its
//! 256-bit type, on the same numbers in the same run. `make bench` runs it.

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion};
use std::hint::black_box;
use tidewater_math::amm::constant_product;

/// The smallest runtime that `pallet-asset-conversion` accepts. Its quote uses only the number types.
#[allow(missing_docs)]
mod theirs {
    use frame_support::{
        derive_impl, parameter_types,
        traits::{
            tokens::fungible::{NativeFromLeft, NativeOrWithId, UnionOf},
            AsEnsureOriginWithArg, ConstU128, ConstU32,
        },
        PalletId,
    };
    use frame_system::{EnsureRoot, EnsureSigned};
    use pallet_asset_conversion::{AccountIdConverter, Ascending};
    use sp_runtime::Permill;

    type AccountId = u64;
    type Kind = NativeOrWithId<u32>;

    #[frame_support::runtime]
    mod runtime {
        #[runtime::runtime]
        #[runtime::derive(
            RuntimeCall,
            RuntimeEvent,
            RuntimeError,
            RuntimeOrigin,
            RuntimeHoldReason,
            RuntimeFreezeReason,
            RuntimeTask,
            RuntimeViewFunction
        )]
        pub struct Theirs;

        #[runtime::pallet_index(0)]
        pub type System = frame_system;
        #[runtime::pallet_index(1)]
        pub type Balances = pallet_balances;
        #[runtime::pallet_index(2)]
        pub type Assets = pallet_assets;
        #[runtime::pallet_index(3)]
        pub type AssetConversion = pallet_asset_conversion;
    }

    #[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
    impl frame_system::Config for Theirs {
        type Block = frame_system::mocking::MockBlock<Self>;
        type AccountData = pallet_balances::AccountData<u128>;
    }

    #[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
    impl pallet_balances::Config for Theirs {
        type Balance = u128;
        type ExistentialDeposit = ConstU128<1>;
        type AccountStore = System;
        type ReserveIdentifier = [u8; 8];
    }

    #[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
    impl pallet_assets::Config for Theirs {
        type Balance = u128;
        type Currency = Balances;
        type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
        type ForceOrigin = EnsureRoot<AccountId>;
        type AssetDeposit = ConstU128<1>;
        type AssetAccountDeposit = ConstU128<1>;
        type MetadataDepositBase = ConstU128<1>;
        type MetadataDepositPerByte = ConstU128<1>;
        type ApprovalDeposit = ConstU128<1>;
        type Freezer = ();
        type Holder = ();
    }

    parameter_types! {
        pub const Id: PalletId = PalletId(*b"py/ascon");
        pub const Native: Kind = NativeOrWithId::Native;
        pub const Fee: Permill = Permill::from_parts(3_000);
        pub const NoFee: Permill = Permill::zero();
    }

    impl pallet_asset_conversion::Config for Theirs {
        type RuntimeEvent = RuntimeEvent;
        type Balance = u128;
        type HigherPrecisionBalance = sp_core::U256;
        type AssetKind = Kind;
        type Assets = UnionOf<Balances, Assets, NativeFromLeft, Kind, AccountId>;
        type PoolId = (Kind, Kind);
        type PoolLocator = Ascending<AccountId, Kind, AccountIdConverter<Id, (Kind, Kind)>>;
        type PoolAssetId = u32;
        type PoolAssets = Assets;
        type LPFee = Fee;
        type AdminOrigin = EnsureRoot<AccountId>;
        type MaxSwapFee = Fee;
        type PoolSetupFee = ConstU128<1>;
        type PoolSetupFeeAsset = Native;
        type PoolSetupFeeTarget = ();
        type LiquidityWithdrawalFee = NoFee;
        type MintMinLiquidity = ConstU128<100>;
        type MaxSwapPathLength = ConstU32<4>;
        type PalletId = Id;
        type WeightInfo = ();
    }

    pub(super) fn quote(amount_in: u128, reserve_in: u128, reserve_out: u128) -> u128 {
        AssetConversion::get_amount_out(Fee::get(), &amount_in, &reserve_in, &reserve_out)
            .unwrap_or_default()
    }
}

fn ours(amount_in: u128, reserve_in: u128, reserve_out: u128) -> u128 {
    constant_product::swap_exact_in(reserve_in, reserve_out, amount_in, 30)
        .map(|swap| swap.amount_out)
        .unwrap_or_default()
}

/// Amount in and both reserves, by what they stand for.
const CASES: [(&str, [u128; 3]); 3] = [
    ("12 against 6 decimals", [100_000_000_000_000, 200_000_000_000_000_000, 100_000_000_000]),
    (
        "18 against 12 decimals",
        [1_000_000_000_000_000_000, 400_000_000_000_000_000_000, 1_000_000_000_000_000_000],
    ),
    (
        "18 against 18 decimals, ten million each",
        [
            1_000_000_000_000_000_000_000,
            10_000_000_000_000_000_000_000_000,
            10_000_000_000_000_000_000_000_000,
        ],
    ),
];

fn quotes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("quote");
    for (name, [amount, reserve_in, reserve_out]) in CASES {
        assert_eq!(
            ours(amount, reserve_in, reserve_out),
            theirs::quote(amount, reserve_in, reserve_out),
            "both must compute the same"
        );
        group.bench_function(BenchmarkId::new("tidewater-math", name), |bencher| {
            bencher.iter(|| ours(black_box(amount), black_box(reserve_in), black_box(reserve_out)))
        });
        group.bench_function(BenchmarkId::new("pallet-asset-conversion", name), |bencher| {
            bencher.iter(|| {
                theirs::quote(black_box(amount), black_box(reserve_in), black_box(reserve_out))
            })
        });
    }
    group.finish();
}

criterion_group!(benches, quotes);
criterion_main!(benches);
