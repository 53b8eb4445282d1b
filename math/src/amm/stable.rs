use super::*; use crate::error::MathError; use crate::U256; 
pub const AMPLIFICATION_PRECISION:u32=100; pub const MIN_AMPLIFICATION:u32=200; pub const MAX_AMPLIFICATION:u32=1000000;
pub struct Pool<'a>{pub reserves:&'a[Balance],pub decimals:&'a[u8],pub amplification:u32}
pub fn amplification_at(_f:u32,_t:u32,_s:u32,_e:u32,_n:u32)->u32{todo!()}
pub fn swap_exact_in(_p:&Pool,_i:usize,_o:usize,_a:Balance,_f:Fees)->Result<Swap,MathError>{todo!()}
pub fn swap_exact_out(_p:&Pool,_i:usize,_o:usize,_a:Balance,_f:Fees)->Result<Swap,MathError>{todo!()}
pub fn first_shares(_a:&[Balance],_d:&[u8],_am:u32,_l:Balance)->Result<FirstShares,MathError>{todo!()}
pub fn add_liquidity(_p:&Pool,_t:Balance,_a:&[Balance],_f:Fees)->Result<Added,MathError>{todo!()}
pub fn remove_liquidity_single(_p:&Pool,_t:Balance,_l:Balance,_s:Balance,_i:usize,_f:Fees)->Result<RemovedSingle,MathError>{todo!()}
pub fn spot_prices(_p:&Pool)->Result<ArrayVec<U256,4>,MathError>{todo!()}
pub fn invariant(_p:&Pool)->Result<Balance,MathError>{todo!()}
pub fn price_impact_bps(_p:&Pool,_i:usize,_o:usize,_a:Balance,_b:Balance,_f:u32)->u32{todo!()}
pub fn check_parameters(_d:&[u8],_a:u32)->Result<(),MathError>{todo!()}
