//! An estate on one day: who has left by then, and what is being made ready.
//!
//! Files only. Not here: how old the list of who lives where is (`occupancy`), and departures that are drawn
//! (`simulation`).

use super::Estate;
use crate::base::domain::Unit;
use crate::base::domain::unit::{Between, State};
use jiff::ToSpan;
use jiff::civil::Date;

impl Estate {
    /// The estate on a day: whoever has left by then lives there no more, and its unit is made ready for as many
    /// nights as the provider says before it can be offered.
    #[must_use]
    pub fn on(mut self, day: Date) -> Self {
        let nights = self.provider.allocation.turnaround_nights.unwrap_or(0);
        let units = &mut self.units;
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
