//! A provider's estate: its settings and units, and the provider's own choices.
//!
//! Read from `data/<provider>/` (contracts section 1). Not here: who lives there (`occupancy`), and whether a unit
//! suits anybody (`eligibility`).

mod contract;
mod hold;
mod occupied;
mod office;
mod past;
mod places;
mod planned;
mod provider;
mod reader;
mod shapes;
mod turnaround;
mod unit_state;

pub use contract::Contract;
pub use hold::RegisterTerms;
pub use occupied::OccupiedEstate;
pub use office::read_bank_holidays;
pub use past::read_history;
pub use places::read_places;
pub use provider::{
    Allocation, AllocationOrder, BarrierGroup, Contacts, OfficeHours, Provider, ReportTexts,
    Spaces, Weights,
};
pub use reader::{FilesNamed, PLACEHOLDER, Texts, files_named, read, read_as_far};
pub use shapes::{BANK_HOLIDAYS, HISTORY, PLACES, PROVIDER, SETTINGS, UNITS};
pub use unit_state::UnitState;

use crate::base::domain::{Kind, Past, Setting, Unit};
use crate::base::geography::{OwnPlace, SectorId, Viewpoint};

/// A file that can be left out of an answer, and said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// The form of a resident who could be moved.
    MovableForm,
    /// The days on which the office is closed.
    BankHolidays,
}

/// Everything that is known of one provider's homes.
#[derive(Debug, Clone)]
pub struct Estate {
    /// The provider and its choices.
    pub provider: Provider,
    /// Buildings and dispersed homes, in file order.
    pub settings: Vec<Setting>,
    /// Units, in file order.
    pub units: Vec<Unit>,
    /// The sector of each unit, where the geography has it and somebody lives in it.
    pub sectors: Vec<Option<SectorId>>,
    /// What the provider calls places, in file order.
    pub own_places: Vec<OwnPlace>,
    /// What the desk answers without, as it cannot be read.
    pub set_aside: Vec<Aside>,
    /// Units that were made up to begin with, and stand for no home.
    pub placeholders: usize,
    /// What was counted in the past, in file order; only forecasts ask for it.
    pub history: Vec<Past>,
}

impl Estate {
    /// The setting of a unit.
    pub fn setting_of(&self, unit: usize) -> &Setting {
        &self.settings[self.units[unit].setting]
    }

    /// The sectors of its units that the geography knows, each once.
    pub fn home_sectors(&self) -> Vec<SectorId> {
        let mut sectors: Vec<SectorId> = self.sectors.iter().flatten().copied().collect();
        sectors.sort_unstable();
        sectors.dedup();
        sectors
    }

    /// From where places are looked at: its own names for them, and these, its sectors.
    pub fn viewpoint<'a>(&'a self, home: &'a [SectorId]) -> Viewpoint<'a> {
        Viewpoint { home, own: &self.own_places }
    }

    /// Units of one kind, planned ones apart.
    pub fn units_of(&self, kind: Kind) -> usize {
        self.units
            .iter()
            .filter(|u| u.is_in_stock() && self.settings[u.setting].kind == kind)
            .count()
    }

    /// The contract's minimum for a kind and whether today's stock meets it, where there is one.
    pub fn minimum_met(&self, kind: Kind) -> Option<(u32, bool)> {
        let minimum = *self.provider.minimum_units.get(&kind)?;
        let have = u32::try_from(self.units_of(kind)).unwrap_or(u32::MAX);
        Some((minimum, have >= minimum))
    }
}
