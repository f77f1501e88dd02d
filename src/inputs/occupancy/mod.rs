//! Who lives where, as of when, and by whose word: a list's, or the register's.
//!
//! Not here: the homes themselves (`estate`), what rules count of whoever lives in them (`eligibility`), and when
//! residents leave (`simulation`).

mod list;
mod shapes;
mod snapshot;
mod which_unit;

pub use list::{movable_named, read_list};
pub use shapes::{OCCUPANCY, SNAPSHOT, columns_of_the_list};
pub use snapshot::Snapshot;

use crate::base::domain::{Referral, Resident};
use crate::base::parse::saved::Saved;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who lives in the units of an estate.
#[derive(Debug, Clone, Default)]
pub struct Occupancy {
    /// Who lives there, in the order of the list or of the units.
    pub residents: Vec<Resident>,
    /// Rows that said so, whoever has left meanwhile.
    pub rows: usize,
    /// Whose word it is.
    pub source: OccupancySource,
    /// As of when.
    pub snapshot: Snapshot,
    /// Referrals of residents who have agreed that they could be moved.
    pub movable: BTreeMap<String, Referral>,
}

/// Whose word it is who lives where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OccupancySource {
    /// Nobody's: nobody is known to live there.
    #[default]
    Nobody,
    /// A list's.
    List(ListRead),
    /// The register's, as it is at that moment.
    Register,
}

/// How far a list could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListRead {
    /// What is wrong in it: the units of rows that could not be read count as lived in.
    pub faults: usize,
    /// Rows of it of which nobody can tell which unit they mean: any that looks free may be lived in.
    pub rows_of_no_unit: usize,
    /// How it was saved otherwise than it should be, and was read all the same.
    pub saved: Vec<Saved>,
}

impl ListRead {
    /// Whether no row names a unit although there is something wrong: every unit counts as lived in.
    pub fn is_unreadable(&self, rows: usize) -> bool {
        self.faults > 0 && rows == self.rows_of_no_unit
    }
}

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

/// The longest time a list can be from being old: the register never is.
const NEVER_OLD_HOURS: u32 = u32::MAX;

impl Occupancy {
    /// As nobody says it; of when the list that is not there would have been.
    pub fn of_nobody(snapshot: Snapshot) -> Self {
        Self { snapshot, ..Self::default() }
    }

    /// As the register says it of a moment.
    pub fn of_the_register(at: Timestamp, residents: Vec<Resident>) -> Self {
        let snapshot = Snapshot {
            as_of: Some(at),
            stale_after_hours: NEVER_OLD_HOURS,
            households: u32::try_from(residents.len()).ok(),
        };
        let (rows, source) = (residents.len(), OccupancySource::Register);
        Self { residents, rows, source, snapshot, movable: BTreeMap::new() }
    }

    /// Whether anybody's word says who lives where: without one, nobody is known to.
    pub fn is_known(&self) -> bool {
        self.source != OccupancySource::Nobody
    }

    /// Whether it is the register's word.
    pub fn is_of_the_register(&self) -> bool {
        self.source == OccupancySource::Register
    }

    /// The list and how far it could be read, where it is a list's word.
    pub fn list_read(&self) -> Option<&ListRead> {
        match &self.source {
            OccupancySource::List(read) => Some(read),
            OccupancySource::Nobody | OccupancySource::Register => None,
        }
    }

    /// Whether it is not known, too old, or of unknown age, for a referral received at a moment.
    pub fn is_stale(&self, received: Timestamp) -> bool {
        !self.is_known() || self.snapshot.is_stale(received)
    }

    /// How the list of who lives where stands by the provider's own word.
    pub fn list(&self) -> OccupancyList {
        let (rows, households) = (self.rows, self.snapshot.households);
        let complete = households.map(|said| usize::try_from(said).is_ok_and(|said| said == rows));
        OccupancyList { rows, households, complete, is_there: self.is_known() }
    }

    /// Says of a list how it was saved otherwise than it should be.
    pub fn saved_as(&mut self, saved: Vec<Saved>) {
        if let OccupancySource::List(read) = &mut self.source {
            read.saved = saved;
        }
    }

    /// Joins the referral of a resident who could be moved.
    pub fn add_movable(&mut self, referral: Referral) {
        self.movable.insert(referral.reference.clone(), referral);
    }
}
