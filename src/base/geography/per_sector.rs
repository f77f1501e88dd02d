//! A value for each sector of an estate, worked out when it is first asked for.
//!
//! A unit's place is known by its sector only, so whatever depends on where a unit lies is the same for
//! every unit of the sector.

use super::SectorId;
use std::cell::OnceCell;

/// What has been worked out so far, sector by sector.
#[derive(Debug, Clone)]
pub struct PerSector<T>(Vec<(SectorId, OnceCell<T>)>);

impl<T: Copy> PerSector<T> {
    /// Nothing yet, for these sectors, sorted and each once.
    pub fn of(sectors: &[SectorId]) -> Self {
        Self(sectors.iter().map(|&sector| (sector, OnceCell::new())).collect())
    }

    /// The value of a sector; of one that is not among them it is worked out each time.
    pub fn get(&self, sector: SectorId, work_out: impl FnOnce() -> T) -> T {
        match self.0.binary_search_by_key(&sector, |(known, _)| *known) {
            Ok(at) => *self.0[at].1.get_or_init(work_out),
            Err(_) => work_out(),
        }
    }
}
