//! Second stage and move-on support (specification 4.12 to 4.19): its own caseload, never added to the units.
//!
//! It may begin before a household leaves, flexes up and down, begins again in a crisis, and lasts 12 months unless it is
//! extended with a reason.

use super::clock::{Clock, ClockEnd, ClockName, Within};
use super::why_not::{WhyNot, unless};
use crate::base::domain::redact;
use jiff::Timestamp;

/// Households that must be supported at once, at least (specification 4.13).
pub const CASELOAD: usize = 15;

/// How intense the support is, as events call it, the greatest first.
pub const LEVELS: [&str; 4] = ["high", "medium", "low", "flex"];

/// What happened to second stage support.
#[derive(Clone)]
pub enum Event {
    /// It began, in relevant accommodation or not.
    Began {
        /// In relevant accommodation: it counts in 10.13 ii.
        relevant: bool,
        /// It may last longer than 12 months.
        extended: bool,
    },
    /// From now on it is so intense; it may go on beyond 12 months.
    Level {
        /// One of [`LEVELS`].
        level: &'static str,
        /// It may last longer than 12 months.
        extended: bool,
    },
    /// It ended.
    Ended,
}

/// One time of second stage support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub began: Timestamp,
    /// In relevant accommodation: it counts in 10.13 ii.
    pub relevant: bool,
    /// How intense it was from when on.
    pub levels: Vec<(Timestamp, &'static str)>,
    /// It may last longer than 12 months.
    pub extended: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// When the referral was closed on which it ran, or the household ended: that ends it too. Its own end may still be told.
    pub stopped: Option<Timestamp>,
}

/// Every time of second stage support, the last being the newest.
#[derive(Clone, Default)]
pub struct SecondStage {
    /// One after the other.
    pub periods: Vec<Period>,
}

redact!(Event, SecondStage);

impl SecondStage {
    /// The time that runs.
    pub fn running(&self) -> Option<&Period> {
        self.periods.last().filter(|period| period.runs())
    }

    /// The time whose end was not told, whether or not it runs.
    pub fn not_ended(&self) -> Option<&Period> {
        self.periods.last().filter(|period| period.ended.is_none())
    }

    /// The referral was closed on which it ran, or the household ended.
    pub(super) fn stops(&mut self, at: Timestamp) -> bool {
        let running = self.periods.last_mut().filter(|period| period.runs());
        running.map(|period| period.stopped = Some(at)).is_some()
    }

    pub(super) fn clocks(&self) -> Vec<Clock> {
        let clock = |period: &Period| {
            // Once extended, 12 months bind no more: whenever it ends later, it is not late for them. What is told of it
            // once nothing went on changes nothing.
            let in_time = |at: &Timestamp| period.stopped.is_none_or(|stopped| *at <= stopped);
            let done = period.extended.or(period.ended).filter(in_time).map(ClockEnd::Met);
            Clock {
                name: ClockName::SecondStage,
                measure: None,
                since: period.began,
                within: Within::Months(12),
                end: done.or(period.stopped.map(ClockEnd::Stopped)),
            }
        };
        self.periods.iter().map(clock).collect()
    }
}

impl Period {
    fn runs(&self) -> bool {
        self.ended.is_none() && self.stopped.is_none()
    }

    /// How intense it is.
    pub fn level(&self) -> Option<&'static str> {
        self.levels.last().map(|(_, level)| *level)
    }
}

pub(super) fn step(
    state: &SecondStage,
    event: &Event,
    at: Timestamp,
) -> Result<SecondStage, WhyNot> {
    let mut next = state.clone();
    if let Event::Began { relevant, extended } = *event {
        // What runs must end before it begins again.
        unless(state.not_ended().is_none(), WhyNot::NotYet)?;
        let extended = extended.then_some(at);
        let (levels, ended, stopped) = (Vec::new(), None, None);
        next.periods.push(Period { began: at, relevant, levels, extended, ended, stopped });
        return Ok(next);
    }
    unless(!state.periods.is_empty(), WhyNot::NotYet)?;
    unless(state.not_ended().is_some(), WhyNot::NotRunning)?;
    if let Some(period) = next.periods.last_mut() {
        match event {
            Event::Level { level, extended } => {
                period.levels.push((at, level));
                if *extended {
                    period.extended.get_or_insert(at);
                }
            }
            _ => period.ended = Some(at),
        }
    }
    Ok(next)
}
