//! A provider's estate: its settings and units, who lives there, and the provider's own choices.
//!
//! Read from `data/<provider>/` (contracts section 1). Not here: whether a unit suits anybody
//! (`eligibility`).

mod contract;
mod nights;
mod office;
mod past;
mod places;
mod planned;
mod provider;
mod reader;
mod shapes;
mod unit_state;

pub use contract::Contract;
pub use nights::OccupancyList;
pub use office::read_bank_holidays;
pub use past::read_history;
pub use places::read_places;
pub use provider::{
    Allocation, AllocationOrder, BarrierGroup, Contacts, OfficeHours, Provider, RegisterTerms,
    ReportTexts, Snapshot, Spaces, Weights,
};
pub use reader::{
    FilesNamed, PLACEHOLDER, Texts, columns_of_the_list, files_named, read, read_as_far,
};
pub use shapes::{BANK_HOLIDAYS, HISTORY, OCCUPANCY, PLACES, PROVIDER, SETTINGS, UNITS};
pub use unit_state::UnitState;

use crate::base::domain::{Kind, Past, Referral, Resident, Setting, Unit};
use crate::base::geography::{OwnPlace, SectorId, Viewpoint};
use crate::base::parse::saved::Saved;
use std::collections::BTreeMap;

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
    /// Who lives there, in file order.
    pub residents: Vec<Resident>,
    /// Whether there was an occupancy file: without one, nobody is known to live there.
    pub occupancy_known: bool,
    /// Rows of that file, whoever has left meanwhile.
    pub rows_listed: usize,
    /// What is wrong in it: the units of rows that could not be read count as lived in.
    pub list_faults: usize,
    /// Rows of it of which nobody can tell which unit they mean: any that looks free may be lived in.
    pub rows_of_no_unit: usize,
    /// How that file was saved otherwise than it should be, and was read all the same.
    pub list_saved: Vec<Saved>,
    /// What the desk answers without, as it cannot be read.
    pub set_aside: Vec<Aside>,
    /// Units that were made up to begin with, and stand for no home.
    pub placeholders: usize,
    /// Referrals of residents who have agreed that they could be moved.
    pub movable: BTreeMap<String, Referral>,
    /// What was counted in the past, in file order; only forecasts ask for it.
    pub history: Vec<Past>,
}

impl Estate {
    /// Whether no row of the list names a unit although there is something wrong in it: every unit counts as lived in.
    pub fn is_list_unreadable(&self) -> bool {
        self.list_faults > 0 && self.rows_listed == self.rows_of_no_unit
    }

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
