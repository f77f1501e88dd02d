//! How many live somewhere at a moment where there is room for all: who came, and is still there.

use std::f64::consts::{PI, SQRT_2};

/// The shape of a stay, in days.
#[derive(Debug, Clone, Copy)]
pub enum StayLaw {
    /// Exponential with this mean.
    Exponential(f64),
    /// Lognormal with this mean and coefficient of variation.
    Lognormal(f64, f64),
}

impl StayLaw {
    /// The chance that a stay lasts longer than so many days.
    pub fn lasts(self, days: f64) -> f64 {
        if days <= 0.0 {
            return 1.0;
        }
        match self {
            Self::Exponential(mean) => libm::exp(-days / mean),
            Self::Lognormal(mean, cv) => {
                let variance = libm::log1p(cv * cv);
                let middle = libm::log(mean) - variance / 2.0;
                0.5 * libm::erfc((libm::log(days) - middle) / (SQRT_2 * libm::sqrt(variance)))
            }
        }
    }
}

/// Of residents who have stayed so many days, how many are expected to live there after some more:
/// `Σ P(S > a + t) / P(S > a)`.
pub fn still_there(stay: StayLaw, stayed: impl Iterator<Item = f64>, after: f64) -> f64 {
    stayed.map(|days| stay.lasts(days + after) / stay.lasts(days)).sum()
}

/// How many are expected to live there at day `at` of those who ask from day `since` on at a rate a day that
/// may change, none of whom is refused: `∫ λ(t - u) S(u) du` (M(t)/G/∞).
pub fn living_there(stay: StayLaw, rate: impl Fn(f64) -> f64, since: f64, at: f64) -> f64 {
    // Simpson's rule in the square root of the time stayed, which makes the start of a stay smooth.
    const STEPS: u32 = 200_000;
    let end = libm::sqrt(at - since);
    let step = end / f64::from(STEPS);
    let value = |k: u32| {
        let root = f64::from(k) * step;
        2.0 * root * rate(at - root * root) * stay.lasts(root * root)
    };
    let weight = |k: u32| match k {
        0 | STEPS => 1.0,
        k if k.is_multiple_of(2) => 2.0,
        _ => 4.0,
    };
    (0..=STEPS).map(|k| weight(k) * value(k)).sum::<f64>() * step / 3.0
}

/// A rate a day that rises and falls: `per_year / 365 (1 + amplitude sin(2π t / period))`.
pub fn stream(per_year: f64, amplitude: f64, period_days: f64) -> impl Fn(f64) -> f64 {
    move |t| per_year / 365.0 * (1.0 + amplitude * libm::sin(2.0 * PI * t / period_days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::demand::Quantile;
    use crate::inputs::scenario::{Distribution, Family};

    fn is_near(ours: f64, other: f64, within: f64) {
        assert!((ours - other).abs() < within, "{ours}, {other}");
    }

    /// Long before the first day that is asked about: a stay of mean 45 lasts so long for 1 in 10^20.
    const LONG_BEFORE: f64 = -73_000.0;

    fn published() -> impl Iterator<Item = (f64, f64)> {
        [0.0, 91.25, 182.5, 273.75].into_iter().zip([32.5102, 42.5399, 40.4761, 30.4464])
    }

    #[test]
    fn the_number_in_a_rising_and_falling_stream_is_the_published_one() {
        let rate = stream(296.0, 0.25, 365.0);
        for (at, published) in published() {
            is_near(
                living_there(StayLaw::Lognormal(45.0, 1.0), &rate, LONG_BEFORE, at),
                published,
                5e-5,
            );
        }
    }

    /// A second way: who is there asked within one stay before, so the mean is that of all that came in a stay's
    /// length, averaged over stays by their quantiles.
    #[test]
    fn averaging_what_came_within_a_stay_gives_the_same() {
        const PARTS: u32 = 400_000;
        let quantile =
            Quantile::of(Distribution { family: Family::Lognormal, mean_days: 45.0, cv: 1.0 });
        let turns = 2.0 * PI / 365.0;
        let came = |t: f64| 296.0 / 365.0 * (t - 0.25 * (turns * t).cos() / turns);
        for (at, published) in published() {
            let over = (0..PARTS).map(|k| {
                let stay = quantile.days((f64::from(k) + 0.5) / f64::from(PARTS));
                came(at) - came(at - stay)
            });
            let average = over.sum::<f64>() / f64::from(PARTS);
            is_near(average, published, 1e-3);
            let rate = stream(296.0, 0.25, 365.0);
            let ours = living_there(StayLaw::Lognormal(45.0, 1.0), &rate, LONG_BEFORE, at);
            is_near(average, ours, 1e-3);
        }
    }

    /// Exponential stays have a closed form: the stream, damped and late.
    #[test]
    fn exponential_stays_give_the_closed_form() {
        let (mean, turns) = (45.0, 2.0 * PI / 365.0);
        for at in [0.0, 40.0, 91.25, 300.0] {
            let (damped, late) = (1.0 / (1.0 + (turns * mean).powi(2)), turns * mean);
            let wave = damped * ((turns * at).sin() - late * (turns * at).cos());
            let closed = 296.0 / 365.0 * mean * (1.0 + 0.25 * wave);
            let rate = stream(296.0, 0.25, 365.0);
            is_near(living_there(StayLaw::Exponential(mean), rate, -3_000.0, at), closed, 1e-6);
        }
    }

    /// The chance that a stay lasts, found again from the quantiles that stays are drawn by.
    #[test]
    fn the_chance_to_last_inverts_the_quantiles() {
        for (stay, family) in [
            (StayLaw::Exponential(45.0), Family::Exponential),
            (StayLaw::Lognormal(45.0, 1.0), Family::Lognormal),
        ] {
            let quantile = Quantile::of(Distribution { family, mean_days: 45.0, cv: 1.0 });
            for share in [0.001, 0.1, 0.5, 0.9, 0.999] {
                is_near(stay.lasts(quantile.days(share)), 1.0 - share, 1e-9);
            }
        }
        is_near(StayLaw::Lognormal(45.0, 1.0).lasts(0.0), 1.0, 1e-15);
    }

    #[test]
    fn exponential_stays_forget_how_long_they_have_lasted() {
        let ages = || (0..60).map(|k| 3.0 * f64::from(k));
        let left = still_there(StayLaw::Exponential(45.0), ages(), 30.0);
        is_near(left, 60.0 * (-30.0_f64 / 45.0).exp(), 1e-12);
        // Who has stayed long with skewed stays is expected to stay longer still.
        let one = |age: f64| still_there(StayLaw::Lognormal(45.0, 1.0), std::iter::once(age), 30.0);
        assert!(one(170.0) > one(60.0));
    }
}
