//! The nights in which a unit that was left is made ready, by the estate's files: who has left by a day, and what can be
//! offered again from when.
//!
//! Not here: how old the list of who lives where is (`occupancy`), departures that are recorded (`register/turnaround`), and
//! those that are drawn (`simulation/moves`).

use super::{Estate, OccupiedEstate};
use crate::base::domain::Unit;
use crate::base::domain::unit::{Between, State};
use jiff::ToSpan;
use jiff::civil::Date;

impl Estate {
    /// For how many nights a unit that was left is made ready; 0 where the provider says nothing.
    pub fn turnaround_nights(&self) -> u32 {
        self.provider.allocation.turnaround_nights.unwrap_or(0)
    }
}

impl OccupiedEstate {
    /// The estate on a day: whoever has left by then lives there no more, and its unit is made ready for as many
    /// nights as the provider says before it can be offered.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        let nights = self.estate.turnaround_nights();
        let units = &mut self.estate.units;
        self.occupancy.residents.retain(|resident| {
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
