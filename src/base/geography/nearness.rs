//! How much of a sector lies near a place, without ever saying how far.
//!
//! The unit's own postcode is not held, so every postcode of its sector is tried; each counts by its
//! least distance to the place. Squared metres are whole numbers: a boundary is exact. Most sectors are wholly
//! near a place or wholly far from it, which the rectangles round their postcodes already say.

use super::area::Checked;
use super::patch::{Patch, Point};
use super::{Area, Geography, SectorId};

/// How many of a sector's postcodes lie closer to a place than its radius.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every one.
    All,
    /// Some, or the place has a postcode in the sector itself.
    Some,
    /// None.
    None,
}

/// The three bands in which distance may enter a preference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Under 2.5 km.
    Near,
    /// Under 5 km.
    Middling,
    /// Beyond.
    Far,
}

const NEAR_M: u32 = 2_500;
const MIDDLING_M: u32 = 5_000;

impl Geography {
    /// How much of a sector lies closer than `radius_m` to a checked area.
    pub fn reach(&self, sector: SectorId, area: &Area, radius_m: u32) -> Reach {
        let (homes, radius) = (self.homes(sector), squared(radius_m));
        let close = area.close_to(homes, radius);
        if close.iter().any(|patch| homes.must_be_within(patch, radius)) {
            return Reach::All;
        }
        let mut within = homes.points.iter().map(|&home| is_within(home, &close, radius));
        let (all, some) = match within.next() {
            None => (false, false),
            Some(true) => (within.all(|near| near), true),
            Some(false) => (false, !close.is_empty() && within.any(|near| near)),
        };
        if all {
            Reach::All
        } else if some || area.reaches_into(sector) {
            Reach::Some
        } else {
            Reach::None
        }
    }

    /// The share, as (outside, of all), of a sector's postcodes that no area's radius reaches.
    pub fn share_outside(&self, sector: SectorId, areas: &[(&Area, u32)]) -> (u32, u32) {
        let homes = self.homes(sector);
        let close: Vec<(Vec<&Patch>, i64)> = areas
            .iter()
            .map(|&(area, radius_m)| {
                let radius = squared(radius_m);
                (area.close_to(homes, radius), radius)
            })
            .collect();
        let is_outside = |home: &&Point| {
            close.iter().all(|(patches, radius)| !is_within(**home, patches, *radius))
        };
        let outside = homes.points.iter().filter(is_outside).count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (count(outside), count(homes.points.len()))
    }

    /// Whether any of these sectors has a postcode closer than `metres` to an area.
    pub(super) fn is_near(&self, sectors: &[SectorId], area: &Area, metres: u32) -> bool {
        let squared = squared(metres);
        sectors.iter().any(|&sector| any_within(self.homes(sector), area, squared))
    }

    /// The band of the least distance between a sector's postcodes and an area, where both are known.
    ///
    /// Outside Great Britain is beyond; a name that is far and may be the wrong one of its name is not known.
    pub fn band(&self, sector: SectorId, area: &Area) -> Option<Band> {
        if area.standing == Checked::Abroad {
            return Some(Band::Far);
        }
        let homes = self.homes(sector);
        if homes.is_empty() || area.is_empty() || area.is_far_name() {
            return None;
        }
        Some(if any_within(homes, area, squared(NEAR_M)) {
            Band::Near
        } else if any_within(homes, area, squared(MIDDLING_M)) {
            Band::Middling
        } else {
            Band::Far
        })
    }
}

fn squared(metres: u32) -> i64 {
    i64::from(metres) * i64::from(metres)
}

/// Whether a home is closer than this to any of an area's patches.
fn is_within(home: Point, patches: &[&Patch], squared: i64) -> bool {
    patches.iter().any(|patch| patch.has_within(home, squared))
}

/// Whether any of a sector's homes is closer than this to an area.
fn any_within(homes: &Patch, area: &Area, squared: i64) -> bool {
    let close = area.close_to(homes, squared);
    close.iter().any(|patch| homes.must_be_within(patch, squared))
        || homes.points.iter().any(|&home| is_within(home, &close, squared))
}
