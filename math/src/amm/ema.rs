use crate::error::MathError; use crate::U256;
pub fn price(_q:u128,_b:u128)->Result<U256,MathError>{todo!()}
pub fn price_ratio(_a:U256,_b:U256)->Result<U256,MathError>{todo!()}
pub fn weight_of_past(_w:u32,_e:u32)->u128{todo!()}
pub fn blend_price(_a:U256,_c:U256,_w:u128)->U256{todo!()}
pub fn blend_amount(_a:u128,_c:u128,_w:u128)->u128{todo!()}
pub fn accumulate(_a:U256,_c:U256,_w:u32)->U256{todo!()}
pub fn deviation_exceeds(_a:U256,_c:U256,_w:u32)->bool{todo!()}
