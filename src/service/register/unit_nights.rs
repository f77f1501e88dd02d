//! What each unit was in each night of some days: lived in, under repair, closed, claimed, or nothing of these.
//!
//! The night of a day is what is so at its last second in London.

use super::event::{Act, Key};
use super::fold::Fold;
use super::log::Log;
use crate::base::domain::Kind;
use crate::base::domain::calendar::london_moment;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// The nights of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNights {
    /// The unit.
    pub unit: String,
    /// Its kind by the estate in force last.
    pub kind: Kind,
    /// What its setting says of it for returns.
    pub return_type: Option<String>,
    /// Not closed.
    pub open: u64,
    /// Of those, under repair.
    pub void: u64,
    /// Of those open, lived in.
    pub lived_in: u64,
    /// Lived in under repair.
    pub lived_in_void: u64,
    /// Claimed, and not lived in.
    pub claimed: u64,
}

impl Log {
    /// What each unit was in the nights from one day to another, as it was known at a moment.
    pub fn unit_nights(&self, known_at: Timestamp, (first, last): (Date, Date)) -> Vec<UnitNights> {
        let (notes, events) = self.as_known(self.known(known_at));
        let mut events = events.peekable();
        let mut fold = Fold::default();
        let mut nights: BTreeMap<String, UnitNights> = BTreeMap::new();
        for day in first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last) {
            let Some(end) = london_moment(day, Time::constant(23, 59, 59, 0)) else { break };
            let by = Key::after(end);
            while let Some(entry) = events.next_if(|entry| entry.key() <= by) {
                // It was possible when it was recorded.
                let _possible = fold.push(entry, &notes);
                if let Act::EstateRecorded(rows) = &entry.event.act {
                    for row in &rows.units {
                        let known = nights
                            .entry(row.unit.clone())
                            .or_insert_with(|| UnitNights::of(row.kind, &row.unit));
                        (known.kind, known.return_type) = (row.kind, row.return_type.clone());
                    }
                }
            }
            for (name, unit) in fold.state.unit_names() {
                let mut unit = fold.state.unit(unit).clone();
                unit.settle(by, &notes.ended);
                if let Some(of) = nights.get_mut(name).filter(|_| unit.is_listed) {
                    of.add(&unit);
                }
            }
        }
        nights.into_values().collect()
    }
}

impl UnitNights {
    fn of(kind: Kind, unit: &str) -> Self {
        let unit = unit.to_owned();
        Self {
            unit,
            kind,
            return_type: None,
            open: 0,
            void: 0,
            lived_in: 0,
            lived_in_void: 0,
            claimed: 0,
        }
    }

    fn add(&mut self, unit: &super::unit::Unit) {
        if unit.closed.is_some() {
            return;
        }
        let (is_void, is_lived_in) = (unit.void.is_some(), unit.stay.is_some());
        self.open += 1;
        self.void += u64::from(is_void);
        self.lived_in += u64::from(is_lived_in);
        self.lived_in_void += u64::from(is_void && is_lived_in);
        self.claimed += u64::from(!is_void && !is_lived_in && unit.claim.is_some());
    }
}
