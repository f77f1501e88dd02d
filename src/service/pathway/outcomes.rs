//! Needs in the seven outcome areas, and what became of them (specification 10.9, 10.10).
//!
//! Targets are shares of the people who have a need: only a need that was identified can be reviewed.

use super::why_not::{WhyNot, unless};
use crate::base::domain::redact;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The seven areas, as events call them and as people do.
pub const AREAS: [(&str, &str); 7] = [
    ("choice_control", "choice and control"),
    ("income_debt", "income and debt"),
    ("mental_health", "mental health"),
    ("use_of_time", "meaningful use of time"),
    ("settled_accommodation", "settled accommodation"),
    ("harm_from_others", "harm from others"),
    ("social_capital", "social capital"),
];

/// What happened to a need.
#[derive(Clone)]
pub enum Event {
    /// Somebody has a need in this area.
    Identified {
        /// Who.
        person: Arc<str>,
        /// In which area.
        area: Arc<str>,
    },
    /// It was looked at again.
    Reviewed {
        /// Whose need.
        person: Arc<str>,
        /// In which area.
        area: Arc<str>,
        /// There was progress.
        positive: bool,
    },
}

/// A need of one person in one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Since when it is known.
    pub since: Timestamp,
    /// When it was looked at last, and whether there was progress.
    pub review: Option<(Timestamp, bool)>,
}

/// Needs, by person and area.
#[derive(Clone, Default)]
pub struct Outcomes {
    needs: BTreeMap<(Arc<str>, Arc<str>), Need>,
}

redact!(Event, Outcomes);

impl Outcomes {
    /// Every need: whose, in which area, and what became of it.
    pub fn needs(&self) -> impl Iterator<Item = (&str, &str, &Need)> {
        self.needs.iter().map(|((person, area), need)| (&**person, &**area, need))
    }

    /// Whether somebody's need in an area is known.
    pub fn has(&self, person: &Arc<str>, area: &Arc<str>) -> bool {
        self.needs.contains_key(&(person.clone(), area.clone()))
    }

    /// The same household's earlier needs, as far as these do not say otherwise.
    #[must_use]
    pub fn with_earlier(mut self, earlier: &Self) -> Self {
        for (key, need) in &earlier.needs {
            self.needs.entry(key.clone()).or_insert(*need);
        }
        self
    }
}

pub(super) fn step(state: &Outcomes, event: &Event, at: Timestamp) -> Result<Outcomes, WhyNot> {
    let mut next = state.clone();
    match event {
        Event::Identified { person, area } => {
            let new = Need { since: at, review: None };
            next.needs.entry((person.clone(), area.clone())).or_insert(new);
        }
        Event::Reviewed { person, area, positive } => {
            unless(state.has(person, area), WhyNot::NotYet)?;
            if let Some(need) = next.needs.get_mut(&(person.clone(), area.clone())) {
                need.review = Some((at, *positive));
            }
        }
    }
    Ok(next)
}
