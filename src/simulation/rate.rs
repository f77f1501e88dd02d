//! How many ask at a moment: growth, seasons, days, hours, waves, and rates that wander or burst by chance.
//!
//! Arrivals are thinned from a process that is never slower. Its rate is a power of two a day, so that
//! scenarios of like demand thin the same process and the households of the lower are among those of the
//! higher.

use super::calendar::{Calendar, DAY_MS};
use super::streams::{Stream, Streams};
use crate::demand::{Quantile, Tabulated, ms};
use crate::scenario::{Arrivals, Distribution, Family};
use std::f64::consts::TAU;

const HOURS_OF_WEEK: usize = 168;
const HOUR_MS: u64 = 3_600_000;

/// The rate of a scenario at every moment, its chance part by replication.
#[derive(Debug)]
pub struct Rate {
    per_day: f64,
    is_constant: bool,
    /// Growth and season, day by day since the beginning; empty: none.
    by_day: Vec<f64>,
    /// Days and hours, from Monday midnight; empty: none.
    by_hour: Vec<f64>,
    /// Hours from Monday midnight to the beginning.
    first_hour: usize,
    wave: Option<Swing>,
    dispersion: Option<Spans>,
    bursts: Option<Burst>,
    /// The greatest that the known factors come to together.
    greatest: f64,
}

#[derive(Debug, Clone, Copy)]
struct Swing {
    amplitude: f64,
    radians_per_ms: f64,
    start: f64,
}

#[derive(Debug)]
struct Spans {
    /// Of mean 1, where a day stands for 1.
    factor: Tabulated,
    ms: u64,
    how_many: u32,
}

#[derive(Debug)]
struct Burst {
    between: Tabulated,
    ms: u64,
    per_day: f64,
}

/// The rate in one replication.
#[derive(Debug, Default)]
pub(super) struct Chance {
    /// Referrals per day of the process that arrivals are thinned from.
    pub(super) dominating_per_day: f64,
    /// For each day, what no rate of it exceeds: a part that its hour's factor multiplies, and what bursts add.
    most_of_day: Vec<[f64; 2]>,
    spans: Vec<f64>,
    /// When bursts begin.
    bursts: Vec<u64>,
}

impl Rate {
    /// Of a scenario's arrivals on its calendar.
    pub(super) fn new(arrivals: &Arrivals, calendar: &Calendar) -> Self {
        let by_hour = by_hour_of_week(arrivals);
        let by_day = by_day(arrivals, calendar);
        let most = |factors: &[f64]| {
            if factors.is_empty() { 1.0 } else { factors.iter().copied().fold(0.0, f64::max) }
        };
        let start = calendar.bounds.first().copied().unwrap_or(0);
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of some decades")]
        let wave = arrivals.wave.map(|wave| Swing {
            amplitude: wave.amplitude,
            radians_per_ms: TAU / (wave.period_days * DAY_MS as f64),
            start: start as f64,
        });
        let dispersion = arrivals.dispersion.map(|dispersion| {
            let (family, cv) = (Family::Gamma, dispersion.cv);
            let ms = ms(dispersion.days).max(1);
            Spans {
                factor: Tabulated::of(Quantile::of(Distribution { family, mean_days: 1.0, cv })),
                ms,
                how_many: u32::try_from(calendar.end().div_ceil(ms)).unwrap_or(u32::MAX),
            }
        });
        let bursts = arrivals.bursts.filter(|bursts| bursts.per_year > 0.0).map(|bursts| {
            const DAYS_OF_YEAR: f64 = 365.0;
            Burst {
                between: Tabulated::of(Quantile::Exponential(DAYS_OF_YEAR / bursts.per_year)),
                ms: ms(bursts.days).max(1),
                per_day: bursts.referrals / bursts.days,
            }
        });
        Self {
            per_day: arrivals.per_day(),
            is_constant: arrivals.is_constant(),
            greatest: most(&by_day) * most(&by_hour) * (1.0 + wave.map_or(0.0, |w| w.amplitude)),
            by_day,
            by_hour,
            first_hour: usize::from(weekday(calendar.begin)) * 24,
            wave,
            dispersion,
            bursts,
        }
    }

    /// Draws what chance adds in one replication.
    pub(super) fn draw(&self, streams: &Streams, end: u64, chance: &mut Chance) {
        chance.spans.clear();
        chance.bursts.clear();
        let mut most = self.per_day * self.greatest;
        if let Some(spans) = &self.dispersion {
            #[expect(clippy::cast_precision_loss, reason = "parts of a factor")]
            let factor = |span| {
                let [number, ..] = streams.numbers(span, Stream::Spans, 0);
                spans.factor.ms(number) as f64 / DAY_MS as f64
            };
            chance.spans.extend((0..spans.how_many).map(factor));
            most *= chance.spans.iter().copied().fold(0.0, f64::max);
        }
        if let Some(bursts) = &self.bursts {
            let mut at = 0_u64;
            for number in 0.. {
                let [gap, ..] = streams.numbers(number, Stream::Bursts, 0);
                at = at.saturating_add(bursts.between.ms(gap));
                if at >= end {
                    break;
                }
                chance.bursts.push(at);
            }
            most += bursts.per_day * at_once(&chance.bursts, bursts.ms);
        }
        chance.dominating_per_day = power_of_two_from(most);
        if !self.is_constant {
            self.bound_days(end, chance);
        }
    }

    /// Finds what no rate of each day exceeds.
    fn bound_days(&self, end: u64, chance: &mut Chance) {
        // Products that are taken in another order may differ in their last bits.
        const ROUNDING: f64 = 1.0 + 1e-12;
        let swing = 1.0 + self.wave.map_or(0.0, |wave| wave.amplitude);
        let most = ROUNDING * self.per_day * swing;
        let of = |day: usize| {
            let from = day as u64 * DAY_MS;
            let last = from + DAY_MS - 1;
            let spans = self.dispersion.as_ref().map_or(1.0, |spans| {
                let upper = position(last, spans.ms).saturating_add(1).min(chance.spans.len());
                let met = chance.spans.get(position(from, spans.ms)..upper).unwrap_or(&[]);
                met.iter().copied().fold(0.0, f64::max)
            });
            let besides = self.bursts.as_ref().map_or(0.0, |bursts| {
                let met = chance.bursts.partition_point(|&begins| begins <= last)
                    - chance.bursts.partition_point(|&begins| begins + bursts.ms <= from);
                #[expect(clippy::cast_precision_loss, reason = "a handful of bursts")]
                let met = met as f64;
                ROUNDING * bursts.per_day * met
            });
            [most * self.by_day.get(day).copied().unwrap_or(1.0) * spans, besides]
        };
        let days = (0..=position(end, DAY_MS)).map(of).collect();
        chance.most_of_day = days;
    }

    /// Whether it is the same at every moment of every replication.
    pub(super) fn is_constant(&self) -> bool {
        self.is_constant
    }

    /// Its mean per day, where it is constant.
    pub(super) fn per_day(&self) -> f64 {
        self.per_day
    }

    /// Whether the rate at a moment is above a level, which is mostly told by its day and hour alone.
    #[inline]
    pub(super) fn is_above(&self, level: f64, chance: &Chance, at: u64) -> bool {
        let by_hour = if self.by_hour.is_empty() { 1.0 } else { self.by_hour[self.hour(at)] };
        if let Some([scaled, besides]) = chance.most_of_day.get(position(at, DAY_MS))
            && by_hour * scaled + besides <= level
        {
            return false;
        }
        level < self.at(chance, at)
    }

    #[inline]
    fn hour(&self, at: u64) -> usize {
        (self.first_hour + position(at, HOUR_MS)).rem_euclid(HOURS_OF_WEEK)
    }

    /// Referrals per day at a moment.
    pub(super) fn at(&self, chance: &Chance, at: u64) -> f64 {
        let mut rate = self.per_day;
        if let Some(factor) = self.by_day.get(position(at, DAY_MS)) {
            rate *= factor;
        }
        if !self.by_hour.is_empty() {
            rate *= self.by_hour[self.hour(at)];
        }
        if let Some(Swing { amplitude, radians_per_ms, start }) = self.wave {
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of some decades")]
            let since = at as f64 - start;
            rate *= 1.0 + amplitude * libm::sin(radians_per_ms * since);
        }
        if let Some(spans) = &self.dispersion {
            rate *= chance.spans.get(position(at, spans.ms)).copied().unwrap_or(1.0);
        }
        if let Some(bursts) = &self.bursts {
            let begun = chance.bursts.partition_point(|&begins| begins <= at);
            let over = chance.bursts.partition_point(|&begins| begins + bursts.ms <= at);
            #[expect(clippy::cast_precision_loss, reason = "a handful of bursts")]
            let lasting = (begun - over) as f64;
            rate += bursts.per_day * lasting;
        }
        rate
    }
}

fn position(at: u64, step: u64) -> usize {
    usize::try_from(at.div_euclid(step)).unwrap_or(usize::MAX)
}

/// The most bursts that last at one moment.
fn at_once(begins: &[u64], ms: u64) -> f64 {
    let lasting = |(k, &at): (usize, &u64)| {
        let over = begins.partition_point(|&begins| begins + ms <= at);
        k + 1 - over
    };
    #[expect(clippy::cast_precision_loss, reason = "a handful of bursts")]
    let most = begins.iter().enumerate().map(lasting).max().unwrap_or(0) as f64;
    most
}

/// Monday is 0.
fn weekday(day: jiff::civil::Date) -> u8 {
    u8::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0)
}

/// Relative rates, scaled so that their weighted mean is 1.
fn scaled(rates: &[f64], weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (k, rate) in rates.iter().enumerate() {
        sum += rate * weight(k);
        weights += weight(k);
    }
    rates.iter().map(|rate| rate * weights / sum).collect()
}

fn by_hour_of_week(arrivals: &Arrivals) -> Vec<f64> {
    if arrivals.by_weekday.is_empty() && arrivals.by_hour.is_empty() {
        return Vec::new();
    }
    let (days, hours) = (scaled(&arrivals.by_weekday, |_| 1.0), scaled(&arrivals.by_hour, |_| 1.0));
    let of = |factors: &[f64], k: usize| factors.get(k).copied().unwrap_or(1.0);
    let each = |hour: usize| of(&days, hour.div_euclid(24)) * of(&hours, hour.rem_euclid(24));
    (0..HOURS_OF_WEEK).map(each).collect()
}

/// Growth from `start` on, and the season: a month weighs as many days as it has.
fn by_day(arrivals: &Arrivals, calendar: &Calendar) -> Vec<f64> {
    const DAYS: [f64; 12] =
        [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
    const DAYS_OF_YEAR: f64 = 365.0;
    if arrivals.growth_per_year == 0.0 && arrivals.by_month.is_empty() {
        return Vec::new();
    }
    let months = scaled(&arrivals.by_month, |month| DAYS[month]);
    let start = calendar.bounds.first().map_or(0, |&start| position(start, DAY_MS));
    let yearly = libm::log1p(arrivals.growth_per_year);
    let mut day = calendar.begin;
    (0..=position(calendar.end(), DAY_MS))
        .map(|number| {
            let month = usize::try_from(day.month()).unwrap_or(1).saturating_sub(1);
            #[expect(clippy::cast_precision_loss, reason = "days of some decades")]
            let years = (number as f64 - start as f64) / DAYS_OF_YEAR;
            day = day.tomorrow().unwrap_or(day);
            months.get(month).copied().unwrap_or(1.0) * libm::exp(yearly * years)
        })
        .collect()
}

/// The least power of two that is no smaller.
fn power_of_two_from(rate: f64) -> f64 {
    let mut power = 1.0 / 1024.0;
    while power < rate {
        power *= 2.0;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar() -> Calendar {
        Calendar {
            begin: date(2026, 1, 1),
            bounds: vec![0, 90 * DAY_MS, 181 * DAY_MS, 273 * DAY_MS, 365 * DAY_MS],
            quarter_days: vec![date(2026, 1, 1); 4],
        }
    }

    fn arrivals(json: &str) -> Arrivals {
        serde_json::from_str(json).unwrap()
    }

    fn mean(rate: &Rate) -> f64 {
        let chance = Chance::default();
        let hours: u32 = 365 * 24;
        let sum: f64 = (0..u64::from(hours)).map(|hour| rate.at(&chance, hour * HOUR_MS)).sum();
        sum / f64::from(hours)
    }

    #[test]
    fn patterns_leave_the_mean_of_a_year_alone() {
        let flat = r#""per_year": 730.0"#;
        for pattern in [
            r#""by_month": [3,1,1,1,1,1,1,1,1,1,1,2]"#,
            r#""by_hour": [0,0,0,0,0,0,0,1,2,4,4,4,3,3,4,4,3,2,1,1,1,1,1,0]"#,
            r#""wave": {"amplitude": 0.5, "period_days": 365.0}"#,
        ] {
            let rate = Rate::new(&arrivals(&format!("{{{flat}, {pattern}}}")), &calendar());
            assert!((mean(&rate) - 2.0).abs() < 0.01, "{pattern}: {}", mean(&rate));
        }
    }

    #[test]
    fn the_dominating_rate_is_never_exceeded() {
        let rate = Rate::new(
            &arrivals(
                r#"{"per_year": 730.0, "growth_per_year": 0.1, "by_month": [3,1,1,1,1,1,1,1,1,1,1,2],
                "by_weekday": [2,1,1,1,1,0.5,0.5], "wave": {"amplitude": 0.3, "period_days": 100.0},
                "dispersion": {"cv": 0.8, "days": 10.0},
                "bursts": {"per_year": 20.0, "referrals": 30.0, "days": 20.0}}"#,
            ),
            &calendar(),
        );
        for replication in 0..20 {
            let mut chance = Chance::default();
            rate.draw(&Streams::new(1, replication), 365 * DAY_MS, &mut chance);
            for hour in 0..365 * 24 {
                let (at, moment) = (rate.at(&chance, hour * HOUR_MS), hour * HOUR_MS);
                assert!(at <= chance.dominating_per_day);
                // What is told by the hour alone is what the rate itself says.
                for level in [0.0, 0.5 * at, at * (1.0 - 1e-15), at, at * (1.0 + 1e-15), 2.0 * at] {
                    assert_eq!(rate.is_above(level, &chance, moment), level < at);
                }
            }
        }
    }
}
