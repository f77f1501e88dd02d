//! The regularised incomplete beta function, by its continued fraction (Lentz's method): the tails of Student's
//! distribution and of the binomial.

/// The regularised incomplete beta function.
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let norm = libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b);
    let front = libm::exp(norm + a * libm::log(x) + b * libm::log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

/// The continued fraction of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const LEAST: f64 = 1e-300;
    let kept = |value: f64| if value.abs() < LEAST { LEAST } else { value };
    let mut up = 1.0;
    let mut down = 1.0 / kept(1.0 - (a + b) * x / (a + 1.0));
    let mut value = down;
    for n in 1..500 {
        let n = f64::from(n);
        let even = n * (b - n) * x / ((a + 2.0 * n - 1.0) * (a + 2.0 * n));
        let odd = -(a + n) * (a + b + n) * x / ((a + 2.0 * n) * (a + 2.0 * n + 1.0));
        for term in [even, odd] {
            down = 1.0 / kept(1.0 + term * down);
            up = kept(1.0 + term / up);
            value *= up * down;
        }
        if (up * down - 1.0).abs() < 1e-15 {
            break;
        }
    }
    value
}
