//! What the spending tracks may take from the treasury.

use crate::{
    constants::{MAX_SPENDS, PERIODS},
    governance::origins::Spenders,
    weights::pallet_spending::Measured,
    Runtime,
};

use frame_support::traits::ConstU32;

impl pallet_spending::Config for Runtime {
    type Spender = Spenders;
    type PeriodBlocks = ConstU32<{ PERIODS.governance.spend_cap_blocks }>;
    type MaxSpends = ConstU32<MAX_SPENDS>;
    type WeightInfo = Measured<Runtime>;
}
