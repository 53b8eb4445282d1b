//! Wide products, as long as what goes into them: most factors here have one or two limbs.

use ruint::Uint;

/// `number · factor`, if the width holds it.
///
/// A product of two numbers of the full width takes time with the square of the width; this, with the
/// width alone.
pub(super) fn times<const BITS: usize, const LIMBS: usize>(
    number: Uint<BITS, LIMBS>,
    factor: u128,
) -> Option<Uint<BITS, LIMBS>> {
    let [low, high] = [factor & u128::from(u64::MAX), factor >> 64];
    let mut limbs = number.into_limbs();
    let mut carry = 0u128;
    for limb in &mut limbs {
        // A limb times the factor, and a carry of two limbs, come to less than three limbs hold. One
        // stays here; the two above it are the next carry, so that their sum does not wrap either.
        let wide = u128::from(*limb);
        let (sum, over) = wide.wrapping_mul(low).overflowing_add(carry);
        *limb = sum as u64;
        let above = (sum >> 64) | (u128::from(over) << 64);
        carry = above.wrapping_add(wide.wrapping_mul(high));
    }
    (carry == 0).then(|| Uint::from_limbs(limbs))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ruint::aliases::{U256, U320};

    use super::*;

    /// A number of any length up to the full one.
    fn any_length<const BITS: usize, const LIMBS: usize>(
        limbs: [u64; LIMBS],
        shift: usize,
    ) -> Uint<BITS, LIMBS> {
        Uint::from_limbs(limbs).wrapping_shr(shift % BITS)
    }

    proptest! {
        #[test]
        fn a_product_is_that_of_the_full_widths(
            number in any::<([u64; 4], usize)>(),
            wider in any::<([u64; 5], usize)>(),
            factor in any::<(u128, u32)>(),
        ) {
            let factor = factor.0 >> (factor.1 % 128);
            let number: U256 = any_length(number.0, number.1);
            prop_assert_eq!(times(number, factor), number.checked_mul(U256::from(factor)));
            let wider: U320 = any_length(wider.0, wider.1);
            prop_assert_eq!(times(wider, factor), wider.checked_mul(U320::from(factor)));
        }
    }

    #[test]
    fn a_product_of_the_last_bit_fits_and_the_next_does_not() {
        let half = U256::ONE << 128usize;
        assert_eq!(times(half, 1 << 127), Some(U256::ONE << 255usize));
        assert_eq!(times(half << 1usize, 1 << 127), None);
        assert_eq!(times(U256::MAX, 1), Some(U256::MAX));
        assert_eq!(times(U256::MAX, 2), None);
        assert_eq!(times(U256::ZERO, u128::MAX), Some(U256::ZERO));
    }
}
