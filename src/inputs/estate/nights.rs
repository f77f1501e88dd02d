//! An estate on one day: who has left by then, what is being made ready, and whether the list of who lives where
//! is whole.
//!
//! Files only. Not here: how old the list is (`Snapshot`), and departures that are drawn (`simulation`).

use super::Estate;
use crate::base::domain::Unit;
use crate::base::domain::unit::{Between, State};
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Whether the list of who lives where has as many rows as it should, by its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OccupancyList {
    /// Rows that were read.
    pub rows: usize,
    /// Rows there should be; null: provider.toml does not say.
    pub households: Option<u32>,
    /// Whether these are as many; null: it cannot be told, so that a half-saved list would not be noticed.
    pub complete: Option<bool>,
    /// Whether there is such a list at all.
    pub is_there: bool,
}

impl Estate {
    /// How the list of who lives where stands by the provider's own word.
    pub fn occupancy_list(&self) -> OccupancyList {
        let households = self.provider.occupancy.households;
        let rows = self.rows_listed;
        let complete = households.map(|said| usize::try_from(said).is_ok_and(|said| said == rows));
        OccupancyList { rows, households, complete, is_there: self.occupancy_known }
    }

    /// The estate on a day: whoever has left by then lives there no more, and its unit is made ready for as many
    /// nights as the provider says before it can be offered.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        let nights = self.provider.allocation.turnaround_nights.unwrap_or(0);
        let units = &mut self.units;
        self.residents.retain(|resident| {
            let Some(left) = resident.left.filter(|&left| left <= day) else { return true };
            let ready = left.checked_add(i64::from(nights).days()).unwrap_or(Date::MAX);
            make_ready(&mut units[resident.unit], ready, day);
            false
        });
        self
    }
}

/// A unit that is left can be offered from a day on.
fn make_ready(unit: &mut Unit, ready: Date, day: Date) {
    if ready <= day {
        return;
    }
    if unit.state == State::Open {
        (unit.state, unit.from, unit.between) = (State::Void, Some(ready), Between::BeingMadeReady);
    } else {
        unit.from = unit.from.map(|from| from.max(ready));
    }
}
