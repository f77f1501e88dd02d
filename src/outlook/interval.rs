//! How well a number of histories knows a chance.

/// Normal quantile of an interval that holds in 95 of 100.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's score interval for a chance of which so many histories of all came true (Wilson, 1927).
///
/// It holds in about 95 of 100, also near 0 and 1, where it never leaves them.
pub fn wilson(came_true: u32, histories: u32) -> (f64, f64) {
    if histories == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (f64::from(histories), f64::from(came_true) / f64::from(histories));
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + Z * Z / n;
    let low = if came_true == 0 { 0.0 } else { (middle - spread) / whole };
    let high = if came_true == histories { 1.0 } else { (middle + spread) / whole };
    (low.max(0.0), high.min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chance of each count.
    fn binomial(n: u32, p: f64) -> Vec<f64> {
        let ln_factorial = |k: u32| libm::lgamma(f64::from(k) + 1.0);
        let ln = |k: u32| {
            ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
                + f64::from(k) * p.ln()
                + f64::from(n - k) * (-p).ln_1p()
        };
        (0..=n).map(|k| ln(k).exp()).collect()
    }

    #[test]
    fn it_holds_in_about_95_of_100_whatever_the_chance() {
        for p in [0.005, 0.05, 0.2, 0.5, 0.6, 0.9] {
            let held: f64 = (0..)
                .zip(binomial(400, p))
                .filter(|&(k, _)| {
                    let (low, high) = wilson(k, 400);
                    low <= p && p <= high
                })
                .map(|(_, chance)| chance)
                .sum();
            assert!((0.93..0.98).contains(&held), "{p}: {held}");
        }
    }

    #[test]
    fn with_the_histories_simulated_it_is_at_most_two_points_to_either_side() {
        let n = super::super::HISTORIES;
        let (low, high) = wilson(n.div_euclid(2), n);
        assert!(high - low <= 0.04, "{low} to {high}");
    }

    #[test]
    fn never_seen_is_not_impossible() {
        let (low, high) = wilson(0, 1000);
        assert!(low <= 0.0 && high > 0.003 && high < 0.005);
        assert!(wilson(1000, 1000).1 >= 1.0);
    }
}
