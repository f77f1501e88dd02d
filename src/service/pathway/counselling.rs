//! Counselling and therapy of the adults and children of a household (specification 4.25 to 4.29).
//!
//! Somebody may be referred to several kinds at once; each end ends one.

use super::why_not::{WhyNot, unless};
use crate::base::domain::redact;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What happened to somebody's counselling.
#[derive(Clone)]
pub enum Event {
    /// Somebody was referred.
    Referred(Arc<str>),
    /// A session was held.
    Session(Arc<str>),
    /// It came to an end.
    Ended(Arc<str>),
}

/// One person's counselling.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// Referrals so far.
    pub referred: u32,
    /// Those that have ended.
    pub ended: u32,
    /// Those that had been made when the referral was closed on which they ran, or the household ended: none of them goes on.
    pub stopped: u32,
    /// Sessions so far.
    pub sessions: u32,
    /// The last session.
    pub last: Option<Timestamp>,
}

/// Counselling, by person.
#[derive(Clone, Default)]
pub struct Counselling {
    people: BTreeMap<Arc<str>, Course>,
}

redact!(Event, Counselling);

impl Course {
    /// Whether it goes on.
    pub fn is_running(&self) -> bool {
        self.referred > self.ended.max(self.stopped)
    }

    /// Whether the end of one was not told, whether or not it goes on.
    fn is_not_ended(&self) -> bool {
        self.referred > self.ended
    }
}

impl Counselling {
    /// The referral was closed on which they ran, or the household ended: none goes on.
    pub(super) fn stops(&mut self) -> bool {
        let running = self.people.values_mut().filter(|course| course.is_running());
        running.map(|course| course.stopped = course.referred).count() > 0
    }

    /// Everybody who was ever referred.
    pub fn people(&self) -> impl Iterator<Item = (&str, &Course)> {
        self.people.iter().map(|(person, course)| (&**person, course))
    }
}

pub(super) fn step(
    state: &Counselling,
    event: &Event,
    at: Timestamp,
) -> Result<Counselling, WhyNot> {
    let (Event::Referred(person) | Event::Session(person) | Event::Ended(person)) = event;
    let mut next = state.clone();
    let course = next.people.entry(person.clone()).or_default();
    if !matches!(event, Event::Referred(_)) {
        unless(course.referred > 0, WhyNot::NotYet)?;
        unless(course.is_not_ended(), WhyNot::NotRunning)?;
    }
    match event {
        Event::Referred(_) => course.referred = course.referred.saturating_add(1),
        Event::Session(_) => {
            course.sessions = course.sessions.saturating_add(1);
            course.last = Some(at);
        }
        Event::Ended(_) => course.ended = course.ended.saturating_add(1),
    }
    Ok(next)
}
