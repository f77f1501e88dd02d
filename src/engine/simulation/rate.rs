//! How many ask at a moment: growth, seasons, waves, and rates that wander by chance; and bursts, which come on top.
//!
//! Days and hours of the week are a clock of their own (`week`), and not in any figure here.

use super::calendar::Calendar;
use super::week::{Week, scaled};
use crate::base::domain::time::{DAY_MS, DAYS_OF_YEAR, HOUR_MS};
use crate::base::random::{Stream, Streams};
use crate::base::statistics::float;
use crate::engine::demand::{Quantile, Tabulated, ms};
use crate::inputs::scenario::{Arrivals, Distribution, Family};
use std::f64::consts::TAU;
use std::ops::Range;
use std::sync::Arc;

/// The rate of a scenario at every moment, its chance part by replication.
#[derive(Debug, Clone)]
pub struct Rate {
    per_day: f64,
    is_constant: bool,
    /// Growth and season, day by day since the beginning; empty: none.
    by_day: Arc<[f64]>,
    pub(super) week: Option<Arc<Week>>,
    wave: Option<Swing>,
    dispersion: Option<Spans>,
    pub(super) bursts: Option<Burst>,
}

#[derive(Debug, Clone, Copy)]
struct Swing {
    amplitude: f64,
    radians_per_ms: f64,
    start: f64,
}

#[derive(Debug, Clone)]
struct Spans {
    /// Of mean 1, where a day stands for 1.
    factor: Arc<Tabulated>,
    ms: u64,
    how_many: u32,
}

/// Times at which more ask than otherwise.
#[derive(Debug, Clone)]
pub(super) struct Burst {
    between: Arc<Tabulated>,
    /// How long one lasts, in milliseconds.
    pub(super) ms: u64,
    /// How many ask a day while it lasts.
    pub(super) per_day: f64,
}

/// What chance adds to the rate in one replication.
#[derive(Debug, Default)]
pub(super) struct Chance {
    spans: Vec<f64>,
    /// When bursts begin.
    pub(super) bursts: Vec<u64>,
}

impl Rate {
    /// Of a scenario's arrivals on its calendar.
    pub(super) fn new(arrivals: &Arrivals, calendar: &Calendar) -> Self {
        let start = calendar.bounds.first().copied().unwrap_or(0);
        let wave = arrivals.wave.map(|wave| Swing {
            amplitude: wave.amplitude,
            radians_per_ms: TAU / (wave.period_days * float(DAY_MS)),
            start: float(start),
        });
        let dispersion = arrivals.dispersion.map(|dispersion| {
            let (family, cv) = (Family::Gamma, dispersion.cv);
            let ms = ms(dispersion.days).max(1);
            Spans {
                factor: Arc::new(Tabulated::of(Quantile::of(Distribution {
                    family,
                    mean_days: 1.0,
                    cv,
                }))),
                ms,
                how_many: u32::try_from(calendar.end().div_ceil(ms)).unwrap_or(u32::MAX),
            }
        });
        let bursts = arrivals.bursts.filter(|bursts| bursts.per_year > 0.0).map(|bursts| Burst {
            between: Arc::new(Tabulated::of(Quantile::Exponential(DAYS_OF_YEAR / bursts.per_year))),
            ms: ms(bursts.days).max(1),
            per_day: bursts.referrals / bursts.days,
        });
        let weekday = calendar.begin.weekday().to_monday_zero_offset();
        Self {
            per_day: arrivals.per_day(),
            is_constant: arrivals.is_constant(),
            by_day: by_day(arrivals, calendar).into(),
            week: Week::of(arrivals, usize::try_from(weekday).unwrap_or(0)).map(Arc::new),
            wave,
            dispersion,
            bursts,
        }
    }

    /// The same pattern, with so many a day.
    #[must_use]
    pub(super) fn with_per_day(&self, per_day: f64) -> Self {
        Self { per_day, ..self.clone() }
    }

    /// Draws what chance adds in one replication.
    pub(super) fn draw(&self, streams: &Streams, end: u64, chance: &mut Chance) {
        chance.spans.clear();
        chance.bursts.clear();
        if let Some(spans) = &self.dispersion {
            let factor = |span| {
                let [number, ..] = streams.numbers(span, Stream::Spans, 0);
                float(spans.factor.ms(number)) / float(DAY_MS)
            };
            chance.spans.extend((0..spans.how_many).map(factor));
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
        }
    }

    /// Whether it is the same at every moment of every replication.
    pub(super) fn is_constant(&self) -> bool {
        self.is_constant
    }

    /// Its mean per day, where it is constant.
    pub(super) fn per_day(&self) -> f64 {
        self.per_day
    }

    /// What it does not exceed within some time, bursts apart.
    pub(super) fn most(&self, chance: &Chance, within: Range<u64>) -> f64 {
        // Products that are taken in another order may differ in their last bits.
        const ROUNDING: f64 = 1.0 + 1e-12;
        let most = |factors: &[f64], step: u64| {
            let upto = position(within.end.saturating_sub(1), step).saturating_add(1);
            let met = factors.get(position(within.start, step)..upto.min(factors.len()));
            met.unwrap_or(&[]).iter().copied().fold(0.0, f64::max)
        };
        let mut rate = ROUNDING * self.per_day * (1.0 + self.wave.map_or(0.0, |w| w.amplitude));
        if !self.by_day.is_empty() {
            rate *= most(&self.by_day, DAY_MS);
        }
        if let Some(spans) = &self.dispersion {
            rate *= most(&chance.spans, spans.ms);
        }
        rate
    }

    /// How many ask from a moment to another, whole days each, on average over all that chance adds, where one asks a day
    /// but for the pattern; and how many because of bursts.
    pub(super) fn expected(&self, within: Range<u64>) -> [f64; 2] {
        let step = if self.week.is_some() { HOUR_MS } else { DAY_MS };
        let steps = within.clone().step_by(usize::try_from(step).unwrap_or(1));
        let usual = steps.map(|from| self.expected_in(from..from + step)).sum();
        [usual, self.bursts.as_ref().map_or(0.0, |bursts| bursts.expected(within))]
    }

    /// The first of these for a day, or an hour of one.
    fn expected_in(&self, within: Range<u64>) -> f64 {
        let [from, to] = [within.start, within.end].map(float);
        let waves = self.wave.map_or(0.0, |Swing { amplitude, radians_per_ms, start }| {
            let height = |at: f64| libm::cos(radians_per_ms * (at - start));
            amplitude * (height(from) - height(to)) / radians_per_ms
        });
        let day = self.by_day.get(position(within.start, DAY_MS)).copied().unwrap_or(1.0);
        let hour = self.week.as_ref().map_or(1.0, |week| week.speed(within.start));
        day * hour * (to - from + waves) / float(DAY_MS)
    }

    /// Referrals per day at a moment, bursts and the hours of the week apart.
    pub(super) fn at(&self, chance: &Chance, at: u64) -> f64 {
        let mut rate = self.per_day;
        if let Some(factor) = self.by_day.get(position(at, DAY_MS)) {
            rate *= factor;
        }
        if let Some(Swing { amplitude, radians_per_ms, start }) = self.wave {
            let since = float(at) - start;
            rate *= 1.0 + amplitude * libm::sin(radians_per_ms * since);
        }
        if let Some(spans) = &self.dispersion {
            rate *= chance.spans.get(position(at, spans.ms)).copied().unwrap_or(1.0);
        }
        rate
    }
}

impl Burst {
    /// How many ask because of bursts from a moment to another on average: these begin at any moment as likely as at any
    /// other, from the beginning on.
    fn expected(&self, within: Range<u64>) -> f64 {
        // Of bursts that began up to a moment, the time within them so far.
        let so_far = |at: u64| {
            let (at, lasts) = (float(at), float(self.ms));
            if at < lasts { at * at / 2.0 } else { lasts * (at - lasts / 2.0) }
        };
        let between = self.between.quantile().mean_days() * float(DAY_MS);
        self.per_day / float(DAY_MS) * (so_far(within.end) - so_far(within.start)) / between
    }
}

fn position(at: u64, step: u64) -> usize {
    usize::try_from(at.div_euclid(step)).unwrap_or(usize::MAX)
}

/// Growth from `start` on, and the season: a month weighs as many days as it has.
fn by_day(arrivals: &Arrivals, calendar: &Calendar) -> Vec<f64> {
    const DAYS: [f64; 12] =
        [31.0, 28.25, 31.0, 30.0, 31.0, 30.0, 31.0, 31.0, 30.0, 31.0, 30.0, 31.0];
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
            let years = (float(number) - float(start)) / DAYS_OF_YEAR;
            day = day.tomorrow().unwrap_or(day);
            months.get(month).copied().unwrap_or(1.0) * libm::exp(yearly * years)
        })
        .collect()
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
            r#""wave": {"amplitude": 0.5, "period_days": 365.0}"#,
        ] {
            let rate = Rate::new(&arrivals(&format!("{{{flat}, {pattern}}}")), &calendar());
            assert!((mean(&rate) - 2.0).abs() < 0.01, "{pattern}: {}", mean(&rate));
        }
    }

    #[test]
    fn what_is_said_to_be_the_most_is_never_exceeded_and_often_nearly_met() {
        const WEEKS: u64 = 8 * 7 * DAY_MS;
        let rate = Rate::new(
            &arrivals(
                r#"{"per_year": 730.0, "growth_per_year": 0.1, "by_month": [3,1,1,1,1,1,1,1,1,1,1,2],
                "dispersion": {"cv": 0.8, "days": 10.0}}"#,
            ),
            &calendar(),
        );
        for replication in 0..20 {
            let mut chance = Chance::default();
            rate.draw(&Streams::new(1, replication), 365 * DAY_MS, &mut chance);
            for from in (0..365 * DAY_MS).step_by(usize::try_from(WEEKS).unwrap()) {
                let within = from..(from + WEEKS).min(365 * DAY_MS);
                let most = rate.most(&chance, within.clone());
                let hours = within.step_by(usize::try_from(HOUR_MS).unwrap());
                let met = hours.map(|at| rate.at(&chance, at)).fold(0.0, f64::max);
                assert!(met <= most && most < 3.0 * met, "{met} {most}");
            }
        }
    }
}
