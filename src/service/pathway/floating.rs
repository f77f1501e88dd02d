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
        self.periods.last().filter(|period| period.ended.is_none())
    }

    /// The referral was closed on which it ran.
    pub(super) fn stops(&mut self, at: Timestamp) -> bool {
        let running = self.periods.last_mut().filter(|period| period.ended.is_none());
        running.map(|period| period.ended = Some(at)).is_some()
    }
}

pub(super) fn step(state: &Floating, event: Event, at: Timestamp) -> Result<Floating, WhyNot> {
    let mut next = state.clone();
    if event == Event::Began {
        // What runs must end before it begins again.
        unless(state.running().is_none(), WhyNot::NotYet)?;
        next.periods.push(Period { began: at, contacts: 0, last: None, ended: None });
        return Ok(next);
    }
    unless(!state.periods.is_empty(), WhyNot::NotYet)?;
    unless(state.running().is_some(), WhyNot::NotRunning)?;
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
