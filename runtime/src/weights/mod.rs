//! What our own calls cost. The SDK's pallets bring their measured weights, which count storage
//! accesses with this runtime's database weights.

pub mod pallet_amm;
