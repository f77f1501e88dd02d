//! What each unit was in each night of some days: lived in, under repair, closed, claimed, or nothing of these.
//!
//! The night of a day is what is so at its last second in London.

use super::estate::Row as UnitRow;
use super::event::{Act, Entry, Key};
use super::fold::Fold;
use super::log::Log;
use crate::base::domain::Kind;
use crate::base::domain::calendar::london_moment;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// The nights of one unit while it was of one type: that in force that night, or of a stay that in force as it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitNights {
    /// The unit.
    pub unit: String,
    /// Its kind on these nights.
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
        let mut nights: BTreeMap<String, Vec<UnitNights>> = BTreeMap::new();
        let mut types = Types::default();
        for day in first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last) {
            let Some(end) = london_moment(day, Time::constant(23, 59, 59, 0)) else { break };
            let by = Key::after(end);
            while let Some(entry) = events.next_if(|entry| entry.key() <= by) {
                // It was possible when it was recorded.
                let _possible = fold.push(entry, &notes);
                types.take(entry);
            }
            for (name, unit) in fold.state.unit_names() {
                let mut unit = fold.state.unit(unit).clone();
                unit.settle(by, &notes.ended);
                let of = types.of(name, unit.stay.is_some()).filter(|_| unit.is_listed);
                if let Some(of) = of {
                    of_type(nights.entry(name.to_owned()).or_default(), name, of).add(&unit);
                }
            }
        }
        // A unit of which there were no nights has none.
        for (name, of) in &types.in_force {
            let known = nights.entry(name.clone()).or_default();
            if known.is_empty() {
                of_type(known, name, of);
            }
        }
        nights.into_values().flatten().collect()
    }
}

/// What a unit is: its kind, and what its setting says of it for returns.
type Type = (Kind, Option<String>);

/// The types of units, as the estate in force says them and as they were when who lives there came.
#[derive(Default)]
struct Types {
    in_force: BTreeMap<String, Type>,
    of_stay: BTreeMap<String, Type>,
}

impl Types {
    fn take(&mut self, entry: &Entry) {
        match (&entry.event.act, entry.unit()) {
            (Act::EstateRecorded(rows), _) => {
                let of = |row: &UnitRow| (row.unit.clone(), (row.kind, row.return_type.clone()));
                self.in_force.extend(rows.units.iter().map(of));
            }
            (Act::CarriedIn | Act::Arrived | Act::Transferred, Some(unit)) => {
                let of = self.in_force.get(unit).cloned();
                self.of_stay.extend(of.map(|of| (unit.to_owned(), of)));
            }
            _ => {}
        }
    }

    fn of(&self, unit: &str, is_lived_in: bool) -> Option<&Type> {
        let of_stay = self.of_stay.get(unit).filter(|_| is_lived_in);
        of_stay.or_else(|| self.in_force.get(unit))
    }
}

/// The nights of a unit while it was of a type.
fn of_type<'a>(nights: &'a mut Vec<UnitNights>, unit: &str, of: &Type) -> &'a mut UnitNights {
    let is_it = |known: &UnitNights| known.kind == of.0 && known.return_type == of.1;
    let place = nights.iter().position(is_it).unwrap_or_else(|| {
        nights.push(UnitNights { return_type: of.1.clone(), ..UnitNights::of(of.0, unit) });
        nights.len() - 1
    });
    &mut nights[place]
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
