//! `dev`, a chain of one validator, and `local`, one of four: with money, assets and pools.

use crate::{
    constants::BABE_EPOCH_CONFIG, AmmConfig, AssetsConfig, BabeConfig, BalancesConfig,
    PriceOracleConfig, RuntimeGenesisConfig, SessionConfig, SessionKeys, StakingRewardsConfig,
    TechnicalCommitteeConfig,
};
use polkadot_sdk::*;

use alloc::{string::ToString, vec, vec::Vec};
use frame_support::{build_struct_json_patch, traits::tokens::fungible::NativeOrWithId};
use pallet_amm::{types::terms, GenesisPool};
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use tidewater_primitives::{
    apis::{
        amm::Terms,
        price_oracle::{Feed, FeedTerms, Symbol},
    },
    constants::TIDE,
    ids::{AssetId, CurrencyId, Curve, FeeTier, Hop},
    AccountId, Balance,
};

/// The chain of one validator.
pub(super) const DEV: &str = "dev";
/// The chain of four.
pub(super) const LOCAL: &str = "local";

/// An asset of the development chains.
struct Asset {
    id: AssetId,
    name: &'static str,
    symbol: &'static str,
    decimals: u8,
    /// Whether it keeps an account alive by itself.
    sufficient: bool,
    min_balance: Balance,
    /// What everybody starts with.
    endowment: Balance,
}

/// Amounts stay below 2^64: a JSON number of the genesis cannot hold more.
const ASSETS: [Asset; 4] = [
    Asset {
        id: 1,
        name: "Test Dollar",
        symbol: "tUSD",
        decimals: 6,
        sufficient: true,
        min_balance: 10_000,
        endowment: 1_000_000 * 10u128.pow(6),
    },
    Asset {
        id: 2,
        name: "Test Bitcoin",
        symbol: "tBTC",
        decimals: 8,
        sufficient: false,
        min_balance: 10,
        endowment: 100 * 10u128.pow(8),
    },
    Asset {
        id: 3,
        name: "Test Ether",
        symbol: "tETH",
        decimals: 18,
        sufficient: false,
        min_balance: 10u128.pow(12),
        endowment: 15 * 10u128.pow(18),
    },
    Asset {
        id: 4,
        name: "Test Dai",
        symbol: "tDAI",
        decimals: 12,
        sufficient: true,
        min_balance: 10u128.pow(10),
        endowment: 1_000_000 * 10u128.pow(12),
    },
];

/// TIDE that everybody starts with.
const ENDOWMENT: Balance = 1_000_000 * TIDE;

const PEOPLE: [Sr25519Keyring; 6] = [
    Sr25519Keyring::Alice,
    Sr25519Keyring::Bob,
    Sr25519Keyring::Charlie,
    Sr25519Keyring::Dave,
    Sr25519Keyring::Eve,
    Sr25519Keyring::Ferdie,
];

/// The patch of a preset by its name.
pub(super) fn preset(name: &str) -> Option<serde_json::Value> {
    use Sr25519Keyring::{Alice, Bob, Charlie, Dave};
    match name {
        DEV => Some(genesis(&[Alice])),
        LOCAL => Some(genesis(&[Alice, Bob, Charlie, Dave])),
        _ => None,
    }
}

fn genesis(validators: &[Sr25519Keyring]) -> serde_json::Value {
    let people: Vec<AccountId> = PEOPLE.iter().map(|who| who.to_account_id()).collect();
    build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: people.iter().cloned().map(|who| (who, ENDOWMENT)).collect(),
        },
        // Only the session knows the keys: it hands them to those who use them.
        session: SessionConfig { keys: validators.iter().map(session_keys).collect() },
        babe: BabeConfig { epoch_config: BABE_EPOCH_CONFIG },
        assets: assets(&people),
        amm: AmmConfig {
            pools: pools(),
            // Transaction fees in dollars are exchanged in the first pool.
            fee_pools: vec![(NativeOrWithId::WithId(ASSETS[0].id), 0)],
        },
        price_oracle: PriceOracleConfig { feeds: feeds(), ..Default::default() },
        staking_rewards: StakingRewardsConfig {
            programmes: vec![super::protocol_programme()],
            sweep_routes: sweep_routes(),
        },
        technical_committee: TechnicalCommitteeConfig {
            members: people.iter().take(3).cloned().collect(),
            ..Default::default()
        },
    })
}

fn session_keys(validator: &Sr25519Keyring) -> (AccountId, AccountId, SessionKeys) {
    let account = validator.to_account_id();
    // The same name in both key rings: `//Alice` as sr25519 and as ed25519.
    let ed25519 = Ed25519Keyring::iter()
        .find(|key| key.to_string() == validator.to_string())
        .unwrap_or(Ed25519Keyring::Alice);
    let keys = SessionKeys {
        babe: validator.public().into(),
        grandpa: ed25519.public().into(),
        authority_discovery: validator.public().into(),
        oracle: validator.public().into(),
    };
    (account.clone(), account, keys)
}

fn assets(people: &[AccountId]) -> AssetsConfig {
    let owner = Sr25519Keyring::Alice.to_account_id();
    let endowed = |asset: &Asset| {
        let (id, endowment) = (asset.id, asset.endowment);
        people.iter().cloned().map(move |who| (id, who, endowment)).collect::<Vec<_>>()
    };
    let bytes = |text: &str| text.as_bytes().to_vec();
    AssetsConfig {
        assets: ASSETS.iter().map(|a| (a.id, owner.clone(), a.sufficient, a.min_balance)).collect(),
        metadata: ASSETS
            .iter()
            .map(|a| (a.id, bytes(a.name), bytes(a.symbol), a.decimals))
            .collect(),
        accounts: ASSETS.iter().flat_map(endowed).collect(),
        next_asset_id: ASSETS.last().map(|asset| asset.id + 1),
        ..Default::default()
    }
}

/// TIDE at half a dollar, ether at 2,500 dollars, and one dollar against the other. The last pool
/// gives a tenth of its fees to the protocol.
fn pools() -> Vec<GenesisPool<AccountId>> {
    let creator = Sr25519Keyring::Alice.to_account_id();
    let [dollar, _, ether, dai] = ASSETS.map(|asset| NativeOrWithId::WithId(asset.id));
    vec![
        GenesisPool {
            creator: creator.clone(),
            assets: vec![NativeOrWithId::Native, dollar.clone()],
            curve: Curve::ConstantProduct,
            fee_tier: FeeTier::Bp30,
            amounts: vec![200_000 * TIDE, 100_000 * 10u128.pow(6)],
            terms: None,
        },
        GenesisPool {
            creator: creator.clone(),
            assets: vec![dollar.clone(), ether],
            curve: Curve::ConstantProduct,
            fee_tier: FeeTier::Bp5,
            amounts: vec![25_000 * 10u128.pow(6), 10 * 10u128.pow(18)],
            terms: None,
        },
        GenesisPool {
            creator,
            assets: vec![dollar, dai],
            curve: Curve::Stable { amplification: 200 },
            fee_tier: FeeTier::Bp1,
            amounts: vec![100_000 * 10u128.pow(6), 100_000 * 10u128.pow(12)],
            terms: Some(Terms { protocol_fee_bps: 1_000, ..terms::DEFAULT }),
        },
    ]
}

/// How fees in each asset become TIDE: dollars in the first pool, the others by way of dollars.
fn sweep_routes() -> Vec<(CurrencyId, Vec<Hop>)> {
    let [dollar, _, ether, dai] = ASSETS.map(|asset| NativeOrWithId::WithId(asset.id));
    let home = Hop { pool_id: 0, asset_out: NativeOrWithId::Native };
    let by_dollars = |pool_id| vec![Hop { pool_id, asset_out: dollar.clone() }, home.clone()];
    vec![(dollar.clone(), vec![home.clone()]), (ether, by_dollars(1)), (dai, by_dollars(2))]
}

/// What is asked of a feed here: short times, so that somebody who watches sees every state.
const FEED_TERMS: FeedTerms = FeedTerms {
    heartbeat: 20,
    deviation_bps: 50,
    max_age: 60,
    min_sources: 3,
    quorum_bps: 6_667,
    max_jump_bps: 1_000,
    max_spread_bps: 200,
    grace: 20,
};

/// The prices of TIDE and of what the assets stand for, and the one through which markets in USDT are
/// read.
fn feeds() -> Vec<Feed> {
    let [dollar, bitcoin, ether, dai] = ASSETS.map(|asset| NativeOrWithId::WithId(asset.id));
    let symbol = |name: &str| Symbol::try_from(name).unwrap_or_default();
    [
        ("TIDE", Some(NativeOrWithId::Native)),
        ("BTC", Some(bitcoin)),
        ("ETH", Some(ether)),
        ("DAI", Some(dai)),
        ("USDC", Some(dollar)),
        ("USDT", None),
    ]
    .into_iter()
    .map(|(base, currency)| Feed {
        base: symbol(base),
        quote: symbol("USD"),
        currency,
        decimals: 8,
        terms: FEED_TERMS,
        halted: false,
    })
    .collect()
}
