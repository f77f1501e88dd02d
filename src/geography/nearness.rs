//! How much of a sector lies near a place, without ever saying how far.
//!
//! The unit's own postcode is not held, so every postcode of its sector is tried; each counts by its
//! least distance to the place. Squared metres are whole numbers: a boundary is exact.

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
        let homes = self.homes(sector);
        let mut closer = homes.iter().map(|&home| self.is_within(home, area, radius_m));
        let (all, some) = match closer.next() {
            None => (false, false),
            Some(true) => (closer.all(|near| near), true),
            Some(false) => (false, closer.any(|near| near)),
        };
        if all {
            Reach::All
        } else if some || self.reaches_into(area, sector) {
            Reach::Some
        } else {
            Reach::None
        }
    }

    /// The share, as (outside, of all), of a sector's postcodes that no area's radius reaches.
    pub fn share_outside(&self, sector: SectorId, areas: &[(&Area, u32)]) -> (u32, u32) {
        let homes = self.homes(sector);
        let outside = homes
            .iter()
            .filter(|&&home| {
                areas.iter().all(|(area, radius)| !self.is_within(home, area, *radius))
            })
            .count();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (count(outside), count(homes.len()))
    }

    /// The band of the least distance between a sector's postcodes and an area, where both are known.
    pub fn band(&self, sector: SectorId, area: &Area) -> Option<Band> {
        let homes = self.homes(sector);
        if homes.is_empty() || area.is_empty() {
            return None;
        }
        let any_within = |metres| homes.iter().any(|&home| self.is_within(home, area, metres));
        Some(if any_within(NEAR_M) {
            Band::Near
        } else if any_within(MIDDLING_M) {
            Band::Middling
        } else {
            Band::Far
        })
    }

    fn reaches_into(&self, area: &Area, sector: SectorId) -> bool {
        area.points.iter().any(|&point| self.postcodes[point as usize].sector == sector.0)
    }

    /// Whether a postcode is closer than so many metres to any point of an area.
    fn is_within(&self, home: u32, area: &Area, metres: u32) -> bool {
        let home = self.postcodes[home as usize];
        let reach = i64::from(metres);
        let easting = i64::from(home.easting);
        // Points are sorted by easting: only a strip of them can be close enough.
        let from = area
            .points
            .partition_point(|&p| i64::from(self.postcodes[p as usize].easting) <= easting - reach);
        area.points[from..]
            .iter()
            .map(|&point| self.postcodes[point as usize])
            .take_while(|point| i64::from(point.easting) < easting + reach)
            .any(|point| {
                let (dx, dy) = (
                    i64::from(point.easting) - easting,
                    i64::from(point.northing) - i64::from(home.northing),
                );
                dx * dx + dy * dy < reach * reach
            })
    }
}
