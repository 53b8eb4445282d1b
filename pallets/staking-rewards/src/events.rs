//! What the pallet tells the world. Events carry the state after them.

use frame_support::pallet_macros::pallet_section;

/// The events.
#[pallet_section]
mod events {
    #[pallet::event]
    #[pallet::generate_deposit(pub(crate) fn deposit_event)]
    pub enum Event<T: Config> {
        /// A programme was created; it has no streams yet.
        ProgrammeCreated {
            /// The new programme.
            programme_id: ProgrammeId,
            /// Who created it and paid the deposit.
            creator: Option<T::AccountId>,
            /// What is staked in it.
            staked: CurrencyId,
            /// The least that can be staked in a tier.
            min_stake: Balance,
            /// Nothing is emitted while less than this is staked.
            min_total: Balance,
            /// Its lock tiers.
            tiers: Tiers,
        },
        /// A stream was opened.
        StreamOpened {
            /// The programme.
            programme_id: ProgrammeId,
            /// The new stream.
            stream: StreamIndex,
            /// In what it pays.
            currency: CurrencyId,
            /// The 10^-9 units a block emits.
            rate: Balance,
            /// It pays for the blocks after this one.
            start: BlockNumber,
            /// The last block it pays for.
            end: BlockNumber,
            /// What was put in.
            funded: Balance,
            /// Who gets what is not emitted.
            refund_to: T::AccountId,
        },
        /// Something was put into a stream.
        StreamFunded {
            /// The programme.
            programme_id: ProgrammeId,
            /// The stream.
            stream: StreamIndex,
            /// Who paid.
            who: T::AccountId,
            /// How much.
            amount: Balance,
            /// Everything ever put in, this included.
            funded: Balance,
        },
        /// A stream has a new rate or a new end.
        StreamSet {
            /// The programme.
            programme_id: ProgrammeId,
            /// The stream.
            stream: StreamIndex,
            /// The 10^-9 units a block emitted.
            old_rate: Balance,
            /// The 10^-9 units a block emits from now on.
            rate: Balance,
            /// It pays for the blocks after this one.
            start: BlockNumber,
            /// The last block it would have paid for.
            old_end: BlockNumber,
            /// The last block it pays for.
            end: BlockNumber,
        },
        /// Something was staked.
        Staked {
            /// The programme.
            programme_id: ProgrammeId,
            /// Who staked.
            who: T::AccountId,
            /// The lock tier.
            tier: TierIndex,
            /// How much was added.
            amount: Balance,
            /// What the account has staked in the tier afterwards.
            stake: Balance,
            /// The first block in which it can be unstaked.
            unlock: BlockNumber,
            /// All stakes of the programme afterwards.
            total_staked: Balance,
            /// Their power afterwards.
            total_power: Balance,
        },
        /// Something was unstaked and is free again.
        Unstaked {
            /// The programme.
            programme_id: ProgrammeId,
            /// Who unstaked.
            who: T::AccountId,
            /// The lock tier.
            tier: TierIndex,
            /// How much was taken out.
            amount: Balance,
            /// What the account has staked in the tier afterwards.
            stake: Balance,
            /// All stakes of the programme afterwards.
            total_staked: Balance,
            /// Their power afterwards.
            total_power: Balance,
        },
        /// A reward was paid.
        Claimed {
            /// The programme.
            programme_id: ProgrammeId,
            /// The stream.
            stream: StreamIndex,
            /// Who was paid.
            who: T::AccountId,
            /// In what.
            currency: CurrencyId,
            /// How much.
            amount: Balance,
            /// Everything the stream has ever paid, this included.
            paid: Balance,
        },
        /// What a stream has not emitted was given back.
        Refunded {
            /// The programme.
            programme_id: ProgrammeId,
            /// The stream.
            stream: StreamIndex,
            /// Who got it.
            to: T::AccountId,
            /// In what.
            currency: CurrencyId,
            /// How much.
            amount: Balance,
            /// Everything the stream has ever given back, this included.
            refunded: Balance,
        },
        /// A programme was closed: no more stakes, no more emissions, no more locks.
        ProgrammeClosed {
            /// The programme.
            programme_id: ProgrammeId,
            /// The block in which it was closed.
            at: BlockNumber,
        },
        /// A closed programme that nobody has anything in was removed. If one of its streams was the
        /// income stream, there is none now.
        ProgrammeRemoved {
            /// The programme.
            programme_id: ProgrammeId,
        },
        /// Governance recommends to list a programme, or no longer does.
        ListedSet {
            /// The programme.
            programme_id: ProgrammeId,
            /// Whether it does.
            listed: bool,
        },
        /// Governance has lifted all locks of a programme, for good.
        LocksLifted {
            /// The programme.
            programme_id: ProgrammeId,
        },
        /// Income of the protocol became TIDE: a share went to the treasury, the rest into the income
        /// stream.
        Swept {
            /// Who asked for it.
            who: T::AccountId,
            /// What the income was in.
            asset: CurrencyId,
            /// How much of it.
            amount: Balance,
            /// The TIDE that came of it.
            received: Balance,
            /// What of that went to the treasury: its share, rounded down, or nothing where its account
            /// could not take it.
            shared: Balance,
        },
        /// Governance has named the route on which income in a currency becomes TIDE.
        SweepRouteSet {
            /// The currency.
            asset: CurrencyId,
            /// The route; nothing if there is none any more.
            hops: BoundedVec<Hop, T::MaxHops>,
        },
        /// Governance has named the stream that the protocol's income goes into.
        IncomeStreamSet {
            /// The programme.
            programme_id: ProgrammeId,
            /// The stream.
            stream: StreamIndex,
        },
    }
}
