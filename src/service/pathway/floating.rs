//! Floating support for people in their own homes (specification 4.20 to 4.24): by need, without a minimum.

use super::why_not::{WhyNot, unless};
use crate::base::domain::redact;
use jiff::Timestamp;

/// What happened to floating support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It began.
    Began,
    /// Somebody was in contact.
    Contact,
    /// It ended.
    Ended,
}

/// One time of floating support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub began: Timestamp,
    /// How often somebody was in contact.
    pub contacts: u32,
    /// When last.
    pub last: Option<Timestamp>,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// When the referral was closed on which it ran, or the household ended. Its own end may still be told.
    pub stopped: Option<Timestamp>,
}

/// Every time of floating support, the last being the newest.
#[derive(Clone, Default)]
pub struct Floating {
    /// One after the other.
    pub periods: Vec<Period>,
}

redact!(Floating);

impl Floating {
    /// The time that runs.
    pub fn running(&self) -> Option<&Period> {
        self.not_ended().filter(|period| period.stopped.is_none())
    }

    /// The time whose end was not told, whether or not it runs.
    fn not_ended(&self) -> Option<&Period> {
        self.periods.last().filter(|period| period.ended.is_none())
    }

    /// The referral was closed on which it ran, or the household ended.
    pub(super) fn stops(&mut self, at: Timestamp) -> bool {
        let runs = |of: &&mut Period| of.ended.is_none() && of.stopped.is_none();
        let running = self.periods.last_mut().filter(runs);
        running.map(|period| period.stopped = Some(at)).is_some()
    }
}

pub(super) fn step(state: &Floating, event: Event, at: Timestamp) -> Result<Floating, WhyNot> {
    let mut next = state.clone();
    if event == Event::Began {
        // What runs must end before it begins again.
        unless(state.not_ended().is_none(), WhyNot::NotYet)?;
        let (last, ended, stopped) = (None, None, None);
        next.periods.push(Period { began: at, contacts: 0, last, ended, stopped });
        return Ok(next);
    }
    unless(!state.periods.is_empty(), WhyNot::NotYet)?;
    unless(state.not_ended().is_some(), WhyNot::NotRunning)?;
    if let Some(period) = next.periods.last_mut() {
        if event == Event::Ended {
            period.ended = Some(at);
        } else {
            period.contacts = period.contacts.saturating_add(1);
            period.last = Some(at);
        }
    }
    Ok(next)
}
