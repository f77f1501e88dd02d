//! How near a household's places lie to each sector: worked out once a sector, not once a unit.
//!
//! A national estate has some thirty units in a sector, and comparing distances is most of what a rule or
//! a preference can cost. Not here: what nearness comes to (`unsafe_area`, `placement::preferences`).

use super::rules::Finding;
use crate::base::geography::{Area, Band, Geography, PerSector, SectorId};
use crate::inputs::estate::Estate;

/// What has been worked out of the sectors for one household so far.
///
/// Two tables, because the simulation asks for the first alone, once for every drawn place.
#[derive(Debug, Clone)]
pub(super) struct Surroundings {
    pub(super) unsafe_area: PerSector<Option<Finding>>,
    pub(super) bands: PerSector<Bands>,
}

/// How many of a household's places lie in each band of a sector; those that cannot be checked, in none.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bands {
    /// Unsafe places that are no bar.
    pub soft_unsafe: InBand,
    /// Places to be near.
    pub near: InBand,
}

/// Places by band.
#[derive(Debug, Clone, Copy, Default)]
pub struct InBand {
    /// Under 2.5 km.
    pub near: i64,
    /// From there to under 5 km.
    pub middling: i64,
    /// Beyond.
    pub far: i64,
}

impl Surroundings {
    pub(super) fn of(estate: &Estate) -> Self {
        let home = estate.home_sectors();
        Self { unsafe_area: PerSector::of(&home), bands: PerSector::of(&home) }
    }
}

impl InBand {
    pub(super) fn count<'a>(
        geography: &Geography,
        sector: SectorId,
        areas: impl Iterator<Item = &'a Area>,
    ) -> Self {
        let mut counts = Self::default();
        for band in areas.filter_map(|area| geography.band(sector, area)) {
            *match band {
                Band::Near => &mut counts.near,
                Band::Middling => &mut counts.middling,
                Band::Far => &mut counts.far,
            } += 1;
        }
        counts
    }
}
