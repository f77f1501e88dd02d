//! A value for each sector, worked out when it is first asked for.
//!
//! A unit's place is known by its sector only, so whatever depends on where a unit lies is the same for
//! every unit of the sector.

use super::{Geography, SectorId};
use std::cell::OnceCell;

/// What has been worked out so far, sector by sector.
#[derive(Debug, Clone)]
pub struct PerSector<T>(Vec<OnceCell<T>>);

impl<T: Copy> PerSector<T> {
    /// Nothing yet, for the sectors of a geography.
    pub fn of(geography: &Geography) -> Self {
        Self(vec![OnceCell::new(); geography.sectors.len()])
    }

    /// The value of a sector of that geography.
    pub fn get(&self, sector: SectorId, work_out: impl FnOnce() -> T) -> T {
        *self.0[usize::from(sector.0)].get_or_init(work_out)
    }
}
