//! What people may do in a sequence, with amounts that are small, large, impossible or fitting.

use super::*;

/// How much, said without knowing what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Size {
    /// This amount, whatever there is.
    Just(Balance),
    /// So many millionths of what there is; some are more than all.
    Part(u32),
}

impl Size {
    fn of(self, there_is: Balance) -> Balance {
        match self {
            Self::Just(amount) => amount,
            Self::Part(part) if there_is > MAX >> 21 => there_is / 1_000_000 * Balance::from(part),
            Self::Part(part) => there_is * Balance::from(part) / 1_000_000,
        }
    }
}

impl Arbitrary for Size {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let ugly = [0, 1, 2, 49, 50, MAX / 5, MAX / 2, MAX - FORTUNE, MAX - 1, MAX];
        prop_oneof![
            2 => prop::sample::select(ugly.to_vec()).prop_map(Self::Just),
            2 => (0u32..128, any::<Balance>()).prop_map(|(shift, any)| Self::Just(any >> shift)),
            3 => (0u32..1_000_000).prop_map(Self::Part),
            1 => (990_000u32..1_010_000).prop_map(Self::Part),
            1 => prop::sample::select(vec![999_999, 1_000_000, 1_000_001]).prop_map(Self::Part),
        ]
        .boxed()
    }
}

/// One thing somebody does. A pool is named by a number that is taken modulo one more than there
/// are, so that some do not exist.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Create { who: AccountId, pair: [CurrencyId; 2], tier: FeeTier },
    Add { who: AccountId, pool: PoolId, max: [Size; 2] },
    Remove { who: AccountId, pool: PoolId, shares: Size },
    SwapIn { who: AccountId, pool: PoolId, turned: bool, amount: Size },
    SwapOut { who: AccountId, pool: PoolId, turned: bool, amount: Size },
    Donate { who: AccountId, asset: CurrencyId, amount: Size },
    Freeze { asset: u32 },
    Thaw { asset: u32 },
    GiveShares { from: AccountId, to: AccountId, pool: PoolId, shares: Size },
}

pub(super) fn any_step() -> impl Strategy<Value = Step> {
    let who = || prop::sample::select(PEOPLE.to_vec());
    let currency = || prop::sample::select(CURRENCIES.to_vec());
    let tier = prop::sample::select(FeeTier::ALL.to_vec());
    let pool = || 0u32..8;
    let size = any::<Size>;
    prop_oneof![
        2 => (who(), [currency(), currency()], tier)
            .prop_map(|(who, pair, tier)| Step::Create { who, pair, tier }),
        4 => (who(), pool(), [size(), size()])
            .prop_map(|(who, pool, max)| Step::Add { who, pool, max }),
        3 => (who(), pool(), size())
            .prop_map(|(who, pool, shares)| Step::Remove { who, pool, shares }),
        5 => (who(), pool(), any::<bool>(), size())
            .prop_map(|(who, pool, turned, amount)| Step::SwapIn { who, pool, turned, amount }),
        5 => (who(), pool(), any::<bool>(), size())
            .prop_map(|(who, pool, turned, amount)| Step::SwapOut { who, pool, turned, amount }),
        2 => (who(), currency(), size())
            .prop_map(|(who, asset, amount)| Step::Donate { who, asset, amount }),
        1 => (1u32..=3).prop_map(|asset| Step::Freeze { asset }),
        2 => (1u32..=3).prop_map(|asset| Step::Thaw { asset }),
        2 => (who(), who(), pool(), size())
            .prop_map(|(from, to, pool, shares)| Step::GiveShares { from, to, pool, shares }),
    ]
}

impl Step {
    /// Does it, and says how it ended.
    pub(super) fn take(self) -> DispatchResult {
        match self {
            Self::Create { who, pair, tier } => {
                Amm::create_pool(signed(who), assets(pair), PoolKind::ConstantProduct, tier)
            }
            Self::Add { who, pool, max } => {
                let (pool, pair) = find(pool);
                let [a, b] = max;
                let (a, b) = (a.of(balance(&pair[0], who)), b.of(balance(&pair[1], who)));
                add(who, pool, [a, b], 0)
            }
            Self::Remove { who, pool, shares } => {
                let (pool, _) = find(pool);
                remove(who, pool, shares.of(super::shares(pool, who)), [0, 0])
            }
            Self::SwapIn { who, pool, turned, amount } => {
                let (pool, pair) = find(pool);
                let [asset_in, asset_out] = way(pair, turned);
                let amount = amount.of(balance(&asset_in, who));
                Amm::swap_exact_in(signed(who), asset_in, amount, hops(pool, asset_out), 0)
            }
            Self::SwapOut { who, pool, turned, amount } => {
                let (pool, pair) = find(pool);
                let [asset_in, asset_out] = way(pair, turned);
                let reserve = Pools::<Test>::get(pool).and_then(|pool| pool.reserve(&asset_out));
                let amount = amount.of(reserve.unwrap_or_default());
                Amm::swap_exact_out(signed(who), asset_in, MAX, hops(pool, asset_out), amount)
            }
            Self::Donate { who, asset, amount } => donate(who, asset, amount),
            Self::Freeze { asset } => Assets::freeze_asset(signed(OWNER), asset),
            Self::Thaw { asset } => Assets::thaw_asset(signed(OWNER), asset),
            Self::GiveShares { from, to, pool, shares } => {
                let (pool, _) = find(pool);
                PoolAssets::transfer(signed(from), pool, to, shares.of(super::shares(pool, from)))
            }
        }
    }
}

/// A pool that exists, or the next one, with its currencies.
fn find(number: u32) -> (PoolId, [CurrencyId; 2]) {
    let pool_id = number % (crate::NextPoolId::<Test>::get() + 1);
    let pair =
        Pools::<Test>::get(pool_id).and_then(|pool| pool.key.assets.into_inner().try_into().ok());
    (pool_id, pair.unwrap_or([TIDE, USD]))
}

fn way([first, second]: [CurrencyId; 2], turned: bool) -> [CurrencyId; 2] {
    if turned {
        [second, first]
    } else {
        [first, second]
    }
}

/// A gift to the vault that leaves the giver alive: a closed account of TIDE would burn its rest.
fn donate(who: AccountId, asset: CurrencyId, amount: Size) -> DispatchResult {
    let amount = amount.of(balance(&asset, who));
    match asset {
        NativeOrWithId::Native => {
            Balances::transfer_keep_alive(signed(who), Amm::vault(), amount).map(|_| ())
        }
        NativeOrWithId::WithId(id) => Assets::transfer(signed(who), id, Amm::vault(), amount),
    }
}
