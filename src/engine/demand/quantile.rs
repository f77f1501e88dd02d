//! Times by inverse transform: one uniform number gives one time, so that streams stay aligned.
//!
//! All logarithms and exponentials come from the pure-Rust `libm`, so that every machine gets the same
//! bits; statrs, which uses the platform's, is the peer that the tests compare with.

use crate::inputs::scenario::{Distribution, Family};

/// The inverse distribution function of a time in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Quantile {
    /// Always the same.
    Point(f64),
    /// Exponential with this mean.
    Exponential(f64),
    /// Lognormal.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma.
    Gamma {
        /// Shape.
        shape: f64,
        /// Scale in days.
        scale: f64,
    },
    /// Weibull.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale in days.
        scale: f64,
    },
}

/// Below this, a time varies so little that it counts as fixed.
const LEAST_CV: f64 = 0.01;

impl Quantile {
    /// Of a distribution given by its mean and coefficient of variation.
    pub fn of(distribution: Distribution) -> Self {
        let Distribution { family, mean_days: mean, cv } = distribution;
        match family {
            Family::Exponential => Self::Exponential(mean),
            Family::Deterministic => Self::Point(mean),
            _ if cv < LEAST_CV => Self::Point(mean),
            Family::Lognormal => {
                let variance = libm::log1p(cv * cv);
                Self::Lognormal {
                    mu: libm::log(mean) - variance / 2.0,
                    sigma: libm::sqrt(variance),
                }
            }
            Family::Gamma => Self::Gamma { shape: 1.0 / (cv * cv), scale: mean * cv * cv },
            Family::Weibull => {
                let shape = weibull_shape(cv);
                Self::Weibull { shape, scale: mean / libm::tgamma(1.0 + 1.0 / shape) }
            }
        }
    }

    /// Of the same times, all longer or shorter by a factor.
    #[must_use]
    pub fn stretched(self, factor: f64) -> Self {
        match self {
            Self::Point(days) => Self::Point(days * factor),
            Self::Exponential(mean) => Self::Exponential(mean * factor),
            Self::Lognormal { mu, sigma } => Self::Lognormal { mu: mu + libm::log(factor), sigma },
            Self::Gamma { shape, scale } => Self::Gamma { shape, scale: scale * factor },
            Self::Weibull { shape, scale } => Self::Weibull { shape, scale: scale * factor },
        }
    }

    /// The time in days that a share `u` of all times stay below, 0 < `u` < 1.
    pub fn days(&self, u: f64) -> f64 {
        match *self {
            Self::Point(days) => days,
            Self::Exponential(mean) => -mean * libm::log1p(-u),
            Self::Lognormal { mu, sigma } => libm::exp(mu + sigma * normal(u)),
            Self::Gamma { shape, scale } => scale * gamma(shape, u),
            Self::Weibull { shape, scale } => scale * libm::pow(-libm::log1p(-u), 1.0 / shape),
        }
    }
}

/// The Weibull shape of a coefficient of variation, by bisection: `cv` falls as the shape rises.
fn weibull_shape(cv: f64) -> f64 {
    let squared = |shape: f64| {
        let (first, second) = (libm::lgamma(1.0 + 1.0 / shape), libm::lgamma(1.0 + 2.0 / shape));
        libm::expm1(second - 2.0 * first)
    };
    let (mut low, mut high) = (0.05_f64, 200.0_f64);
    for _ in 0..200 {
        let middle = libm::sqrt(low * high);
        if squared(middle) > cv * cv { low = middle } else { high = middle }
    }
    libm::sqrt(low * high)
}

/// The quantile of the standard normal distribution: Wichura's algorithm AS 241 (1988), relative error
/// about 1e-16.
pub fn normal(u: f64) -> f64 {
    const CENTRE: f64 = 0.425;
    let q = u - 0.5;
    if q.abs() <= CENTRE {
        let r = CENTRE * CENTRE - q * q;
        return q * ratio(r, &CENTRAL_TOP, &CENTRAL_BOTTOM);
    }
    let tail = libm::sqrt(-libm::log(if q < 0.0 { u } else { 1.0 - u }));
    let value = if tail <= 5.0 {
        ratio(tail - 1.6, &MIDDLE_TOP, &MIDDLE_BOTTOM)
    } else {
        ratio(tail - 5.0, &FAR_TOP, &FAR_BOTTOM)
    };
    if q < 0.0 { -value } else { value }
}

fn ratio(x: f64, top: &[f64; 8], bottom: &[f64; 8]) -> f64 {
    let polynomial = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
    polynomial(top) / polynomial(bottom)
}

const CENTRAL_TOP: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRAL_BOTTOM: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];
const MIDDLE_TOP: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    0.000_774_545_014_278_341_4,
];
const MIDDLE_BOTTOM: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    0.000_547_593_808_499_534_5,
    1.050_750_071_644_416_9e-9,
];
const FAR_TOP: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const FAR_BOTTOM: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    0.000_786_869_131_145_613_3,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

/// The quantile of the gamma distribution with scale 1: Newton's method on the regularised incomplete
/// gamma function, kept inside a bracket, from the Wilson-Hilferty start.
fn gamma(shape: f64, u: f64) -> f64 {
    let z = normal(u);
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

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Exp, Gamma, LogNormal, Normal, Weibull};

    fn close(mine: f64, theirs: f64) {
        assert!((mine - theirs).abs() <= 1e-7 * theirs.abs().max(1e-6), "{mine} and {theirs}");
    }

    const SHARES: [f64; 9] = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1.0 - 1e-9];

    #[test]
    fn the_normal_quantile_inverts_the_normal_distribution() {
        let peer = Normal::new(0.0, 1.0).unwrap();
        for u in SHARES {
            close(peer.cdf(normal(u)), u);
        }
    }

    #[test]
    fn every_family_inverts_its_distribution_function() {
        for cv in [0.3, 1.0, 1.7] {
            let of = |family| Quantile::of(Distribution { family, mean_days: 90.0, cv });
            for u in SHARES {
                close(Exp::new(1.0 / 90.0).unwrap().cdf(of(Family::Exponential).days(u)), u);
                if let Quantile::Lognormal { mu, sigma } = of(Family::Lognormal) {
                    close(LogNormal::new(mu, sigma).unwrap().cdf(of(Family::Lognormal).days(u)), u);
                }
                if let Quantile::Gamma { shape, scale } = of(Family::Gamma) {
                    let days = of(Family::Gamma).days(u);
                    // Near zero the peer rounds to 0; there the first term of the series is exact.
                    let near_zero = (shape * (days / scale).ln() - libm::lgamma(shape + 1.0)).exp();
                    let peer = Gamma::new(shape, 1.0 / scale).unwrap().cdf(days);
                    close(if days / scale < 1e-9 { near_zero } else { peer }, u);
                }
                if let Quantile::Weibull { shape, scale } = of(Family::Weibull) {
                    close(Weibull::new(shape, scale).unwrap().cdf(of(Family::Weibull).days(u)), u);
                }
            }
        }
    }

    #[test]
    fn mean_and_variation_are_those_asked_for() {
        const N: u32 = 200_000;
        for family in [Family::Exponential, Family::Lognormal, Family::Gamma, Family::Weibull] {
            let quantile = Quantile::of(Distribution { family, mean_days: 90.0, cv: 1.0 });
            let days: Vec<f64> =
                (0..N).map(|k| quantile.days((f64::from(k) + 0.5) / f64::from(N))).collect();
            let mean = days.iter().sum::<f64>() / f64::from(N);
            let squares = days.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / f64::from(N);
            assert!((mean - 90.0).abs() < 0.05, "{family:?} mean {mean}");
            assert!(
                (squares.sqrt() / mean - 1.0).abs() < 0.01,
                "{family:?} cv {}",
                squares.sqrt() / mean
            );
        }
    }
}
