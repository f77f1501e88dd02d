//! Units that are thought of: they open only when a plan says so.

use super::Estate;
use crate::base::domain::unit::State;
use crate::base::domain::{Setting, Unit};
use crate::base::geography::SectorId;

impl Estate {
    /// Adds a unit that never opens by itself, in a building of its own where one is given; its position.
    pub fn plan_unit(
        &mut self,
        unit: Unit,
        building: Option<Setting>,
        sector: Option<SectorId>,
    ) -> usize {
        let position = self.units.len();
        let setting = if building.is_some() { self.settings.len() } else { unit.setting };
        self.settings.extend(building);
        self.units.push(Unit { setting, state: State::Planned, from: None, ..unit });
        self.sectors.push(sector);
        position
    }
}
