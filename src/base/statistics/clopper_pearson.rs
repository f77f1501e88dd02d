//! The exact upper bound on a share that was seen so often (Clopper and Pearson, 1934).

use super::beta::incomplete_beta;
use super::float::float;

/// The greatest share of which no more than `seen` of `n` would come with the chance `error` (Clopper and
/// Pearson); 1 where all were.
pub fn clopper_pearson_upper(seen: u64, n: u64, error: f64) -> f64 {
    let (k, n) = (float(seen), float(n));
    if k >= n {
        return 1.0;
    }
    if seen == 0 {
        return -libm::expm1(libm::log(error) / n);
    }
    let (mut low, mut high) = (k / n, 1.0);
    while high - low > 1e-12 * high {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        let no_more_than_seen = 1.0 - incomplete_beta(k + 1.0, n - k, middle);
        if no_more_than_seen > error { low = middle } else { high = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{Beta, ContinuousCDF};

    #[test]
    fn the_bound_is_the_peers_quantile_and_at_zero_the_rule_of_three() {
        let cases = [(1_u32, 100_u32, 0.05), (5, 200, 0.01), (29, 6_400, 0.004), (29, 30, 0.05)];
        for (seen, n, error) in cases {
            let (k, of) = (f64::from(seen), f64::from(n));
            let peer = Beta::new(k + 1.0, of - k).unwrap().inverse_cdf(1.0 - error);
            let own = clopper_pearson_upper(u64::from(seen), u64::from(n), error);
            assert!((own / peer - 1.0).abs() < 1e-6, "{seen} of {n}: {own}, {peer}");
        }
        assert!((clopper_pearson_upper(0, 1_000, 0.05) * 1_000.0 - 3.0).abs() < 0.01);
        assert!((clopper_pearson_upper(7, 7, 0.05) - 1.0).abs() < 1e-12);
    }
}
