//! The gamma distribution and its quantile.

use super::normal::normal_quantile;

/// The quantile of the gamma distribution with scale 1: Newton's method on the regularised incomplete
/// gamma function, kept inside a bracket, from the Wilson-Hilferty start.
pub fn gamma_quantile(shape: f64, u: f64) -> f64 {
    let z = normal_quantile(u);
    let c = 1.0 / (9.0 * shape);
    let start = shape * libm::pow((1.0 - c + z * libm::sqrt(c)).max(1e-3), 3.0);
    let small = libm::exp((libm::log(u) + libm::lgamma(shape + 1.0)) / shape);
    let mut x = if shape < 1.0 { small.min(start).max(1e-300) } else { start };
    let (mut low, mut high) = (0.0_f64, f64::INFINITY);
    let norm = libm::lgamma(shape);
    for _ in 0..200 {
        let error = lower_gamma(shape, x, norm) - u;
        if error > 0.0 {
            high = high.min(x);
        } else {
            low = low.max(x);
        }
        let density = libm::exp((shape - 1.0) * libm::log(x) - x - norm);
        let newton = x - error / density;
        let next = if newton > low && newton < high {
            newton
        } else if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            2.0 * x + 1.0
        };
        if (next - x).abs() <= 1e-13 * x {
            return next;
        }
        x = next;
    }
    x
}

/// The regularised lower incomplete gamma function, by its series or its continued fraction.
fn lower_gamma(shape: f64, x: f64, norm: f64) -> f64 {
    const ENOUGH: f64 = 1e-16;
    let front = libm::exp(shape * libm::log(x) - x - norm);
    if x < shape + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * ENOUGH {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return front * sum;
    }
    // Lentz's method for the upper function.
    let mut bottom = x + 1.0 - shape;
    let (mut up, mut down) = (1e300, 1.0 / bottom);
    let mut fraction = down;
    for n in 1..10_000 {
        let n = f64::from(n);
        let top = -n * (n - shape);
        bottom += 2.0;
        down = 1.0 / (top * down + bottom);
        up = bottom + top / up;
        fraction *= up * down;
        if (up * down - 1.0).abs() < ENOUGH {
            break;
        }
    }
    1.0 - front * fraction
}
