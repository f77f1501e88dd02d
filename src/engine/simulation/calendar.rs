//! The simulated span: warm-up, then quarters that count, in milliseconds since its beginning.

use crate::base::domain::time::DAY_MS;
use crate::inputs::scenario::Scenario;
use jiff::civil::Date;
use jiff::{Span, SpanRelativeTo, Unit};

/// Quarters of a year.
pub(super) const QUARTERS: usize = 4;

/// When the simulation begins and its quarters start.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// First day of the warm-up.
    pub begin: Date,
    /// Starts of the quarters that count, and the end of the last.
    pub bounds: Vec<u64>,
    /// First days of the quarters that count.
    pub quarter_days: Vec<Date>,
}

impl Calendar {
    /// Of a scenario: its warm-up before `start`, its years after; quarters are calendar months by threes.
    pub fn of(scenario: &Scenario) -> Self {
        let start = scenario.start;
        let begin = shift(start, -12 * i32::from(scenario.warm_up_years));
        let quarters = QUARTERS * usize::from(scenario.years);
        let quarter_days: Vec<Date> = (0..=quarters)
            .map(|quarter| shift(start, 3 * i32::try_from(quarter).unwrap_or(i32::MAX)))
            .collect();
        let bounds = quarter_days.iter().map(|&day| ms_between(begin, day)).collect();
        Self { begin, bounds, quarter_days: quarter_days[..quarters].to_vec() }
    }

    /// The moment after which nothing counts.
    pub fn end(&self) -> u64 {
        self.bounds.last().copied().unwrap_or(0)
    }

    /// How many quarters count.
    pub fn quarters(&self) -> usize {
        self.quarter_days.len()
    }

    /// The quarter of a moment; none: in the warm-up.
    pub fn quarter(&self, at: u64) -> Option<usize> {
        self.bounds.partition_point(|&bound| bound <= at).checked_sub(1)
    }

    /// The moment a day begins; the beginning, if it is earlier.
    pub fn moment(&self, day: Date) -> u64 {
        ms_between(self.begin, day)
    }
}

fn shift(day: Date, months: i32) -> Date {
    day.saturating_add(Span::new().months(months))
}

fn ms_between(from: Date, to: Date) -> u64 {
    let days = (to - from).total((Unit::Day, SpanRelativeTo::days_are_24_hours())).unwrap_or(0.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole days, at least 0"
    )]
    let days = days.max(0.0) as u64;
    days * DAY_MS
}
