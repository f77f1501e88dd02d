//! Whole numbers as floats.
//!
//! A float of 64 bits holds every whole number up to 2^53 exactly: more than nine thousand million million, and so every
//! count of households, units, histories or draws, and the milliseconds of two hundred thousand years.

/// A whole number that a computation counts in.
pub trait Whole: Copy {
    /// The float nearest to it.
    fn nearest(self) -> f64;
}

macro_rules! whole {
    ($($of:ty),*) => {$(
        impl Whole for $of {
            #[inline]
            #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is asked for")]
            fn nearest(self) -> f64 {
                self as f64
            }
        }
    )*};
}

whole!(usize, u64, i64, u128, i128);

/// The greatest whole number up to which floats leave none out.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A whole number up to 2^53, as it is: a count, or milliseconds of some centuries.
#[inline]
pub fn float(n: impl Whole) -> f64 {
    let float = n.nearest();
    debug_assert!(float.abs() <= EXACT, "a count beyond 2^53: ask for the nearest float");
    float
}

/// The float nearest to a whole number, however large: one rounding, such as of a sum of squares.
#[inline]
pub fn nearest(n: impl Whole) -> f64 {
    n.nearest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_is_exact_up_to_the_bound_and_rounded_once_beyond() {
        let bound = 1_u64 << 53;
        let same = |found: f64, whole: f64| assert_eq!(found.to_bits(), whole.to_bits(), "{whole}");
        same(float(bound), EXACT);
        same(float(bound - 1), EXACT - 1.0);
        same(float(-7_i64), -7.0);
        // The float between does not exist.
        same(nearest(bound + 1), EXACT);
        same(nearest(i128::from(bound) * 4 + 4), EXACT * 4.0);
    }
}
