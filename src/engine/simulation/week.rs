//! Days and hours of the week: a clock that runs fast in hours when many ask.
//!
//! By this clock as many ask in one hour as in another, so nobody has to be drawn for the night and dropped again.
//! It agrees with the calendar at the beginning and a whole number of weeks from there.

use crate::base::domain::time::{HOUR_MS, WEEK_MS};
use crate::base::statistics::float;
use crate::inputs::scenario::Arrivals;

const HOURS: usize = 168;

/// A week's pattern, from Monday midnight.
#[derive(Debug)]
pub(super) struct Week {
    /// Milliseconds by its clock up to the beginning of each hour, and of the whole week.
    up_to: Vec<u64>,
    /// Where to look for the hour: of each span of its clock, the hour that goes on when it begins.
    near: Vec<u8>,
    /// The hour of the beginning.
    first_hour: usize,
}

/// A span of the clock is 2^22 milliseconds, somewhat more than an hour.
const SPAN_BITS: u32 = 22;

impl Week {
    /// Of a scenario that begins on a day of the week, Monday being 0; none: every hour is like another.
    pub(super) fn of(arrivals: &Arrivals, weekday: usize) -> Option<Self> {
        if arrivals.by_weekday.is_empty() && arrivals.by_hour.is_empty() {
            return None;
        }
        let days = scaled(&arrivals.by_weekday, |_| 1.0);
        let hours = scaled(&arrivals.by_hour, |_| 1.0);
        let of = |factors: &[f64], k: usize| factors.get(k).copied().unwrap_or(1.0);
        let factor = |hour: usize| of(&days, hour.div_euclid(24)) * of(&hours, hour.rem_euclid(24));
        let (hour_ms, week_ms) = (float(HOUR_MS), float(WEEK_MS));
        let mut passed = 0.0;
        let mut up_to: Vec<u64> = (0..HOURS)
            .map(|hour| {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "from 0 to a week"
                )]
                let begins = f64::min(passed, week_ms).round() as u64;
                passed += hour_ms * factor(hour);
                begins
            })
            .collect();
        up_to.push(WEEK_MS);
        let hour_at = |within: u64| {
            // An hour in which nobody asks is over as soon as it begins.
            let hour = up_to.partition_point(|&begins| begins <= within).clamp(1, HOURS) - 1;
            u8::try_from(hour).unwrap_or(u8::MAX)
        };
        let near = (0..=WEEK_MS >> SPAN_BITS).map(|span| hour_at(span << SPAN_BITS)).collect();
        Some(Self { up_to, near, first_hour: (24 * weekday).rem_euclid(HOURS) })
    }

    /// The moment, in milliseconds since the beginning, at which so many have passed by its clock.
    #[inline]
    pub(super) fn moment(&self, by_clock: u64) -> u64 {
        let since_monday = by_clock + self.up_to[self.first_hour];
        let (weeks, within) = (since_monday.div_euclid(WEEK_MS), since_monday.rem_euclid(WEEK_MS));
        let span = usize::try_from(within >> SPAN_BITS).unwrap_or(0);
        let mut hour = usize::from(self.near[span]);
        while hour + 1 < HOURS && self.up_to[hour + 1] <= within {
            hour += 1;
        }
        let [from, to] = [self.up_to[hour], self.up_to[hour + 1]];
        let into = ((within - from) * HOUR_MS).div_euclid((to - from).max(1));
        (weeks * WEEK_MS + hour as u64 * HOUR_MS + into) - self.first_hour as u64 * HOUR_MS
    }

    /// How fast the clock runs in the hour that begins at a moment, in milliseconds since the beginning.
    pub(super) fn speed(&self, hour_begins: u64) -> f64 {
        let since =
            usize::try_from(hour_begins.rem_euclid(WEEK_MS).div_euclid(HOUR_MS)).unwrap_or(0);
        let hour = (self.first_hour + since).rem_euclid(HOURS);
        float(self.up_to[hour + 1] - self.up_to[hour]) / float(HOUR_MS)
    }
}

/// Relative rates, scaled so that their weighted mean is 1.
pub(super) fn scaled(rates: &[f64], weight: impl Fn(usize) -> f64) -> Vec<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (k, rate) in rates.iter().enumerate() {
        sum += rate * weight(k);
        weights += weight(k);
    }
    rates.iter().map(|rate| rate * weights / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrivals(json: &str) -> Arrivals {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn it_agrees_with_the_calendar_every_week_and_runs_as_fast_as_people_ask() {
        let arrivals = arrivals(
            r#"{"per_year": 1.0, "by_weekday": [2,1,1,1,1,0,1],
            "by_hour": [0,0,0,0,0,0,0,1,2,4,4,4,3,3,4,4,3,2,1,1,1,1,1,0]}"#,
        );
        for weekday in 0..7 {
            let week = Week::of(&arrivals, weekday).unwrap();
            for weeks in [0, 1, 8] {
                let hours = week.moment(weeks * WEEK_MS).div_euclid(HOUR_MS);
                // Nobody asks on Saturday, or before seven: the clock stands still till then.
                assert!((weeks * 168..=weeks * 168 + 31).contains(&hours), "{weekday} {hours}");
            }
            let before = |moment: u64| {
                // How much passes by the clock before a moment, by halving.
                let (mut low, mut high) = (0, 2 * WEEK_MS);
                while low < high {
                    let middle = u64::midpoint(low, high);
                    if week.moment(middle) < moment { low = middle + 1 } else { high = middle }
                }
                low
            };
            for hour in 0..168 {
                let passed = before((hour + 1) * HOUR_MS) - before(hour * HOUR_MS);
                let at = (weekday * 24 + usize::try_from(hour).unwrap()) % 168;
                let day = [2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0][at.div_euclid(24)];
                let within = arrivals.by_hour[at % 24] * 24.0 / 39.0;
                let exact = day * within * 3_600_000.0;
                assert!((f64::from(u32::try_from(passed).unwrap()) - exact).abs() < 3.0);
            }
        }
    }

    #[test]
    fn without_a_pattern_there_is_no_such_clock() {
        assert!(Week::of(&arrivals(r#"{"per_year": 1.0}"#), 3).is_none());
    }
}
