//! What the pallet tells the world. Events carry the state after them.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A pool was created; it has no liquidity yet.
        PoolCreated {
            /// The new pool.
            pool_id: PoolId,
            /// Who created it and paid the deposit.
            creator: T::AccountId,
            /// Its currencies, in the order of all its lists.
            assets: Assets,
            /// Its curve.
            curve: Curve,
            /// Its fee.
            fee_tier: FeeTier,
        },
        /// Liquidity was added.
        LiquidityAdded {
            /// The pool.
            pool_id: PoolId,
            /// Who paid and received the shares.
            who: T::AccountId,
            /// What was paid of each currency.
            amounts: Amounts,
            /// The fee of each currency for being out of proportion, charged in shares.
            fees: Amounts,
            /// The shares received.
            shares: Balance,
            /// The reserves afterwards.
            reserves: Amounts,
            /// All shares afterwards, the locked ones included.
            total_shares: Balance,
        },
        /// Liquidity was removed in proportion.
        LiquidityRemoved {
            /// The pool.
            pool_id: PoolId,
            /// Who gave up the shares.
            who: T::AccountId,
            /// What the shares were worth of each currency.
            amounts: Amounts,
            /// The part of it that could not be paid out and is owed.
            owed: Amounts,
            /// The shares given up.
            shares: Balance,
            /// The reserves afterwards.
            reserves: Amounts,
            /// All shares afterwards, the locked ones included.
            total_shares: Balance,
        },
        /// Liquidity was removed in one currency.
        LiquidityRemovedSingle {
            /// The pool.
            pool_id: PoolId,
            /// Who gave up the shares and was paid.
            who: T::AccountId,
            /// The currency paid out.
            asset: CurrencyId,
            /// How much was paid out.
            amount: Balance,
            /// How much was kept as the fee.
            fee: Balance,
            /// The shares given up.
            shares: Balance,
            /// The reserves afterwards.
            reserves: Amounts,
            /// All shares afterwards, the locked ones included.
            total_shares: Balance,
        },
        /// A trade was made.
        Swapped {
            /// The trader.
            who: T::AccountId,
            /// The currency paid.
            asset_in: CurrencyId,
            /// How much was paid, fees included.
            amount_in: Balance,
            /// The currency received.
            asset_out: CurrencyId,
            /// How much was received.
            amount_out: Balance,
            /// The steps: fee and reserves afterwards of each pool.
            hops: BoundedVec<HopOutcome, T::MaxHops>,
        },
        /// Something was exchanged on behalf of another part of the chain, such as a transaction
        /// fee. Whose it was, that part's events tell.
        CreditSwapped {
            /// The currency paid.
            asset_in: CurrencyId,
            /// How much was paid, fees included.
            amount_in: Balance,
            /// The currency received.
            asset_out: CurrencyId,
            /// How much was received.
            amount_out: Balance,
            /// The steps: fee and reserves afterwards of each pool.
            hops: BoundedVec<HopOutcome, T::MaxHops>,
        },
        /// An empty pool was closed and its deposit returned.
        PoolClosed {
            /// The pool.
            pool_id: PoolId,
        },
        /// A payment could not be made. It stays in the vault and is owed.
        Owed {
            /// To whom.
            who: T::AccountId,
            /// In which currency.
            asset: CurrencyId,
            /// How much, beside what was owed before.
            amount: Balance,
        },
        /// What was owed was paid.
        OwedClaimed {
            /// To whom.
            who: T::AccountId,
            /// In which currency.
            asset: CurrencyId,
            /// How much.
            amount: Balance,
        },
        /// The vault had less of an asset than it owed. All that are owed share the loss.
        ShortfallSettled {
            /// The asset.
            asset: CurrencyId,
            /// What all pools, debts and fees said the vault has.
            total: Balance,
            /// What it has.
            covered: Balance,
            /// How many pools had a part in it.
            pools: u32,
        },
        /// The protocol's part of a pool's fees was paid to the sink.
        ProtocolFeesCollected {
            /// The pool.
            pool_id: PoolId,
            /// Who received it.
            sink: T::AccountId,
            /// How much of each currency.
            amounts: Amounts,
        },
        /// A pool's amplification begins to move.
        AmplificationRamping {
            /// The pool.
            pool_id: PoolId,
            /// From which amplification, in hundredths.
            from: u32,
            /// To which amplification, in hundredths.
            to: u32,
            /// From which block on.
            start: BlockNumber,
            /// Up to which block.
            end: BlockNumber,
        },
        /// What a pool lets people do has changed.
        StatusSet {
            /// The pool.
            pool_id: PoolId,
            /// What it lets people do now.
            status: PoolStatus,
        },
        /// The bounds of a pool have changed.
        TermsSet {
            /// The pool; none for those that are created from now on.
            pool_id: Option<PoolId>,
            /// The bounds.
            terms: Terms,
        },
        /// The protocol's part of the fees goes to another account.
        FeeSinkSet {
            /// Where to.
            sink: T::AccountId,
        },
        /// Transaction fees in an asset are exchanged in another pool.
        FeePoolSet {
            /// The asset.
            asset: CurrencyId,
            /// The pool; none if fees can no longer be paid in the asset.
            pool_id: Option<PoolId>,
        },
    }
}
