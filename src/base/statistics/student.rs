//! Quantiles of Student's t distribution: how wide an interval over so many histories must be.
//!
//! The two-sided tail is a regularised incomplete beta function (`beta`), inverted by bisection; statrs is the peer
//! that the test compares with.

use super::beta::incomplete_beta;
use super::float::float;

/// The t that is exceeded, on either side, with this chance; infinite without a degree of freedom.
pub fn two_sided(chance: f64, degrees: u64) -> f64 {
    if degrees == 0 {
        return f64::INFINITY;
    }
    let degrees = float(degrees);
    let exceeded = |t: f64| incomplete_beta(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    let mut high = 1.0;
    while exceeded(high) > chance && high < 1e300 {
        high *= 2.0;
    }
    let mut low = 0.0;
    while high - low > 1e-13 * high {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if exceeded(middle) > chance { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn the_quantile_inverts_the_peers_distribution() {
        for degrees in [1_u32, 2, 5, 30, 199, 399, 9_999] {
            let peer = StudentsT::new(0.0, 1.0, f64::from(degrees)).unwrap();
            for chance in [0.5, 0.05, 0.01, 0.05 / 60.0, 1e-5] {
                let t = two_sided(chance, u64::from(degrees));
                let again = 2.0 * peer.cdf(-t);
                assert!((again / chance - 1.0).abs() < 1e-7, "{degrees} {chance}: {t}, {again}");
            }
        }
    }

    #[test]
    fn the_quantiles_in_the_printed_tables_come_out() {
        for (chance, degrees, printed) in
            [(0.05, 10, 2.228_139), (0.05, 1, 12.706_205), (0.01, 120, 2.617_421)]
        {
            assert!((two_sided(chance, degrees) - printed).abs() < 1e-6);
        }
        assert!(two_sided(0.05, 0).is_infinite());
    }
}
