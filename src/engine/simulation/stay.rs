//! How long a household stays that has just been housed, beside how long such households stay on average.
//!
//! A stay is drawn independently of all that went before it, so what it is longer than expected is 0 on average, whoever is
//! housed where: the sum over everybody housed tells what the luck of stays did to a history.

use crate::engine::demand::Tabulated;

/// A stay, as drawn. Moments are milliseconds since the beginning.
#[derive(Debug, Clone, Copy)]
pub struct Stay<'m> {
    /// When it begins.
    pub from: u64,
    /// Whether it is in a unit that is meant for a few weeks.
    pub is_short: bool,
    /// Time in support, in milliseconds, and what it is drawn from.
    pub support: (u64, &'m Tabulated),
    /// The wait for move-on housing that follows, if any does.
    pub move_on: Option<(u64, &'m Tabulated)>,
}

impl Stay<'_> {
    /// By how much it is longer than such stays are on average, in means of all of them, as far as it lies before a moment:
    /// 0 on average.
    pub fn over(&self, end: u64) -> f64 {
        let left = end.saturating_sub(self.from);
        let (support, supports) = self.support;
        let (mut over, mut mean) = (supports.over_ms(support, left), supports.mean_ms());
        if let Some((wait, waits)) = self.move_on {
            over += waits.over_ms(wait, left.saturating_sub(support));
            mean += waits.mean_ms();
        }
        if mean > 0.0 { over / mean } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::domain::time::DAY_MS;
    use crate::engine::demand::Quantile;
    use crate::inputs::scenario::{Distribution, Family};

    #[test]
    fn stays_are_as_long_as_expected_on_average_whenever_they_begin() {
        const EACH: u32 = 600;
        let table = |mean_days| {
            Tabulated::of(Quantile::of(Distribution {
                family: Family::Lognormal,
                mean_days,
                cv: 0.8,
            }))
        };
        let (support, wait) = (table(120.0), table(40.0));
        let end = 1_000 * DAY_MS;
        for days in [0, 500, 800, 900, 990, 1_000] {
            let over = |k: u32, l: u32| {
                let u = |k: u32| (f64::from(k) + 0.5) / f64::from(EACH);
                let stay = Stay {
                    from: days * DAY_MS,
                    is_short: false,
                    support: (support.ms(u(k)), &support),
                    move_on: Some((wait.ms(u(l)), &wait)),
                };
                stay.over(end)
            };
            let pairs = || (0..EACH).flat_map(|k| (0..EACH).map(move |l| (k, l)));
            let mean = pairs().map(|(k, l)| over(k, l)).sum::<f64>() / f64::from(EACH * EACH);
            assert!(mean.abs() < 2e-3, "{days}: {mean}");
        }
    }
}
