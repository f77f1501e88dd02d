//! The standard normal distribution and its quantile, with logarithms and error functions from `libm`.

/// The point that 2.5 in 100 standard normal values exceed: an interval so many standard errors either way holds in 95
/// of 100.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// The distribution function.
pub fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The quantile of the standard normal distribution: Wichura's algorithm AS 241 (1988), relative error
/// about 1e-16.
pub fn normal_quantile(u: f64) -> f64 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, Normal};

    const SHARES: [f64; 9] = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1.0 - 1e-9];

    #[test]
    fn the_normal_quantile_inverts_the_normal_distribution() {
        let peer = Normal::new(0.0, 1.0).unwrap();
        for u in SHARES {
            assert!((peer.cdf(normal_quantile(u)) - u).abs() <= 1e-7 * u.max(1e-6), "{u}");
        }
    }

    #[test]
    fn the_point_of_the_interval_leaves_25_of_1000_on_either_side() {
        assert!(
            (normal_below(Z_95) - 0.975).abs() < 1e-12
                && (normal_quantile(0.975) - Z_95).abs() < 1e-12
        );
    }
}
