//! One event: what happened, to whom, and everything that was written of it.
//!
//! Not here: how a line is read (`line`), and what an event does (`apply`).

use super::estate::Rows;
use super::form::{Form, Member};
use super::moment::When;
use crate::base::domain::{EventName, RuleName, redact};
use crate::service::pathway;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::sync::Arc;

/// An event that somebody wishes to record, read and right in itself.
#[derive(Clone)]
pub struct Draft {
    /// Its number, where it has one already.
    pub(super) seq: Option<u64>,
    /// What makes it the same event when it comes twice.
    pub(super) request: Option<Arc<str>>,
    /// When it was recorded, where it was recorded before.
    pub(super) recorded_at: Option<Timestamp>,
    /// When it happened.
    pub(super) when: When,
    /// The event whose place it takes.
    pub(super) corrects: Option<u64>,
    /// What happened.
    pub(super) event: Event,
    /// Everything that was written, but its number and when it was recorded.
    pub(super) content: Arc<Map<String, Value>>,
}

/// An event of the log.
#[derive(Clone)]
pub struct Entry {
    /// Its number.
    pub seq: u64,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it happened.
    pub at: Timestamp,
    /// The event whose place it takes.
    pub corrects: Option<u64>,
    /// What makes it the same event when it comes twice.
    pub request: Option<Arc<str>>,
    /// The number that orders it among events of one moment: its own, or that of the event it stands for.
    pub(super) place: u64,
    /// What happened.
    pub(super) event: Event,
    /// Everything that was written, but its number and when it was recorded.
    pub(super) content: Arc<Map<String, Value>>,
}

/// What happened and to whom.
#[derive(Clone)]
pub(super) struct Event {
    pub(super) name: EventName,
    pub(super) referral: Option<Arc<str>>,
    pub(super) unit: Option<Arc<str>>,
    pub(super) act: Act,
}

/// What happened, with what else the states depend on.
#[derive(Clone)]
pub(super) enum Act {
    EstateRecorded(Arc<Rows>),
    CarriedIn,
    Received(Arc<Form>),
    Amended(Arc<Form>),
    Contacted,
    Noted,
    Decided {
        rules: Vec<RuleName>,
        granted: bool,
    },
    Held {
        until: Timestamp,
    },
    Offered {
        until: Timestamp,
    },
    Accepted {
        expected: Option<Arc<str>>,
    },
    ClaimEnded {
        why: ClaimEnd,
    },
    Arrived,
    Expected {
        on: Arc<str>,
    },
    Joined(Arc<Member>),
    Left {
        id: Arc<str>,
    },
    Transferred,
    Departed,
    Closed(Closing),
    Duplicate {
        of: Arc<str>,
    },
    UnitOpened,
    UnitClosed,
    VoidBegan {
        expected: Option<Arc<str>>,
    },
    VoidEnded,
    MadeReady,
    Erased {
        ordered: bool,
    },
    /// Of contracts section 11: on a pathway, and about whom.
    OnPathway {
        event: pathway::Event,
        person: Option<Arc<str>>,
    },
    /// Of contracts section 11: written down, and nothing follows here.
    Told,
    Annulled,
}

/// Why a claim ended, as far as it decides whether it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClaimEnd {
    /// Whatever the claim was.
    Any,
    /// Only an offer is declined.
    OfOffer,
    /// Only what was accepted is cancelled, or not taken up.
    OfAccepted,
}

/// How a referral was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    TurnedAway,
    PlacedElsewhere,
    Withdrawn,
}

impl Entry {
    /// The event's name.
    pub fn name(&self) -> EventName {
        self.event.name
    }

    /// The referral it is about.
    pub fn referral(&self) -> Option<&str> {
        self.event.referral.as_deref()
    }

    /// The unit it is about.
    pub fn unit(&self) -> Option<&str> {
        self.event.unit.as_deref()
    }

    /// What was written under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.content.get(key)
    }

    /// Everything that is known of it here, but its number and when it was recorded.
    pub fn told(&self) -> Arc<Map<String, Value>> {
        Arc::clone(&self.content)
    }

    /// Where it stands in the order in which events take effect.
    pub(super) fn key(&self) -> Key {
        let is_first_estate = self.place == 0 && matches!(self.event.act, Act::EstateRecorded(_));
        // The first estate is in force from before every other event.
        let at = if is_first_estate { Timestamp::MIN } else { self.at };
        Key { at, place: self.place }
    }
}

/// Where an event stands in the order in which events take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) at: Timestamp,
    pub(super) place: u64,
}

impl Key {
    /// Behind every event of a moment.
    pub(super) fn after(at: Timestamp) -> Self {
        Self { at, place: u64::MAX }
    }
}

redact!(Draft, Entry, Event, Act);
