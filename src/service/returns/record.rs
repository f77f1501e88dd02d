//! The events as returns count them: referrals, stays, who belonged to a household when, and what support there was.
//!
//! Made once from a `Story` by [`super::reading`]; everything is told by the London day. Not here: periods, and what is counted.

use super::facts::Facts;
use super::safe_type::SafeType;
use crate::base::domain::{EventName, redact};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything that returns count.
#[derive(Debug, Default)]
pub struct Record {
    /// The day of the earliest event, from which on everything is told. Who was carried in lived here before.
    pub(super) begins: Option<Date>,
    pub(super) referrals: Vec<Referral>,
    pub(super) households: Vec<Household>,
    /// What each individual is called: the household's first referral and the pseudonym.
    pub(super) individuals: Vec<String>,
    pub(super) supports: Vec<Support>,
    pub(super) needs: Vec<Needs>,
    pub(super) staff: Vec<Staff>,
    pub(super) estates: Vec<EstateInForce>,
    pub(super) reviews: Vec<Review>,
    pub(super) sanctuaries: Vec<Sanctuary>,
    pub(super) happenings: Vec<Happening>,
}

/// One referral, from when it was open until it was not.
pub(super) struct Referral {
    pub(super) reference: Arc<str>,
    pub(super) household: usize,
    /// None: carried in.
    pub(super) received: Option<Date>,
    pub(super) ended: Option<(Date, Ending)>,
    /// Of one that was turned away.
    pub(super) why: Option<Arc<str>>,
}

/// How a referral stopped being open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Placed,
    TurnedAway,
    PlacedElsewhere,
    Withdrawn,
    Duplicate,
    Sanctuary,
}

/// Everything a household lived through here.
#[derive(Default)]
pub(super) struct Household {
    pub(super) stays: Vec<Stay>,
    /// Second stages, then sanctuaries, each while it ran.
    pub(super) episodes: Vec<Episode>,
    /// Who belonged to it, from each change on.
    pub(super) presence: Vec<Presence>,
    /// It died or was erased: what runs for it is counted until its end is told, and somebody should tell it.
    pub(super) over: Option<On>,
}

/// When something happened: its place among all events, and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct On {
    pub(super) place: usize,
    pub(super) day: Date,
}

/// From an arrival to a departure.
pub(super) struct Stay {
    pub(super) referral: usize,
    /// In each unit, one after the other.
    pub(super) spans: Vec<Span>,
    pub(super) left: Option<Left>,
}

/// In one unit.
pub(super) struct Span {
    pub(super) unit: Arc<str>,
    pub(super) kind: SafeType,
    pub(super) from: On,
    pub(super) to: Option<On>,
}

/// How a household left.
pub(super) struct Left {
    pub(super) on: On,
    pub(super) because: Arc<str>,
    pub(super) is_planned: bool,
    pub(super) is_independent: bool,
}

/// A second stage or a sanctuary while it ran.
pub(super) struct Episode {
    pub(super) kind: SafeType,
    pub(super) referral: usize,
    /// Counts in 10.13 ii.
    pub(super) counts: bool,
    pub(super) from: On,
    pub(super) to: Option<On>,
}

/// Who belonged to a household from a moment on.
#[derive(Clone)]
pub(super) struct Presence {
    pub(super) on: On,
    /// A form says who they are; of somebody carried in none does at first.
    pub(super) is_told: bool,
    pub(super) people: Vec<(usize, Arc<Facts>)>,
}

/// Support that somebody had.
pub(super) struct Support {
    pub(super) individual: usize,
    pub(super) household: usize,
    pub(super) day: Date,
    pub(super) types: Vec<Arc<str>>,
    pub(super) is_childrens: bool,
    /// Under 18 that day.
    pub(super) is_child: bool,
}

/// What somebody needed support with, as it was recorded on a day.
pub(super) struct Needs {
    pub(super) individual: usize,
    pub(super) day: Date,
    pub(super) kinds: Vec<Arc<str>>,
}

/// Staff, in hundredths of a full-time post.
pub(super) struct Staff {
    pub(super) on: Date,
    pub(super) hundredths: u64,
}

/// The types that the estate had from a day on.
#[derive(Debug)]
pub(super) struct EstateInForce {
    /// None: from before everything.
    pub(super) from: Option<Date>,
    pub(super) types: BTreeSet<SafeType>,
}

/// A need of an outcome area, or progress in it.
pub(super) struct Review {
    pub(super) individual: usize,
    pub(super) day: Date,
    pub(super) area: Arc<str>,
    /// None: the need was identified.
    pub(super) is_positive: Option<bool>,
}

/// A home made safer, step by step.
#[derive(Default)]
pub(super) struct Sanctuary {
    pub(super) referral: usize,
    pub(super) household: usize,
    pub(super) steps: Vec<Step>,
}

/// One step of it.
pub(super) struct Step {
    pub(super) on: On,
    pub(super) name: EventName,
    pub(super) told: Arc<serde_json::Map<String, serde_json::Value>>,
}

/// A complaint, an answer to a survey, an incident.
pub(super) struct Happening {
    pub(super) seq: u64,
    pub(super) name: EventName,
    pub(super) day: Date,
    pub(super) told: Arc<serde_json::Map<String, serde_json::Value>>,
}

redact!(
    Referral, Household, Stay, Span, Left, Episode, Presence, Support, Needs, Staff, Review,
    Sanctuary, Step, Happening
);

impl Stay {
    pub(super) fn began(&self) -> Option<On> {
        self.spans.first().map(|span| span.from)
    }

    /// It lies within one London day.
    pub(super) fn is_within_a_day(&self) -> bool {
        let began = self.began().map(|on| on.day);
        self.left.as_ref().is_some_and(|left| Some(left.on.day) == began)
    }

    /// Whether the household lives here at the end of a day.
    pub(super) fn is_at_the_end_of(&self, day: Date) -> bool {
        self.began().is_some_and(|began| began.day <= day)
            && self.left.as_ref().is_none_or(|left| left.on.day > day)
    }
}

impl Episode {
    /// Whether it runs at the end of a day.
    pub(super) fn is_at_the_end_of(&self, day: Date) -> bool {
        self.from.day <= day && self.to.is_none_or(|to| to.day > day)
    }
}

impl Record {
    /// The referral's own name.
    pub(super) fn reference(&self, referral: usize) -> String {
        self.referrals[referral].reference.to_string()
    }

    /// Every household by the first of its referrals.
    pub(super) fn household_names(&self) -> Vec<String> {
        let mut names = BTreeMap::new();
        for referral in &self.referrals {
            names.entry(referral.household).or_insert_with(|| referral.reference.to_string());
        }
        (0..self.households.len()).map(|of| names.remove(&of).unwrap_or_default()).collect()
    }
}
