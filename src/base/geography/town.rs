//! The postcodes of a town: those near its middle to which no town of at least as many people is nearer.

use super::names::{Names, Town};
use super::patch::{Patch, Point, square};
use super::resolve::FAR_M;
use super::{Geography, SectorId, index};
use std::sync::Arc;

/// A town reaches no further than this from its middle.
const REACH_M: i32 = 5_000;

impl Geography {
    /// The points of a town, and the postcode district of the one nearest to its middle; none where the map round it
    /// cannot be read.
    pub(super) fn town(
        &self,
        names: &Names,
        town: &Town,
    ) -> Option<(Vec<Arc<Patch>>, Option<String>)> {
        let reach = square(REACH_M);
        let rivals = rivals(names, town);
        let mut patches = Vec::new();
        let mut nearest: Option<(i64, String)> = None;
        for (id, patch, name) in self.sectors_near(town.point)? {
            let of_town = |point: &Point| {
                let distance = point.distance_squared(town.point);
                distance <= reach && !rivals.iter().any(|r| point.distance_squared(*r) < distance)
            };
            let points: Vec<Point> = patch.points.iter().copied().filter(of_town).collect();
            let Some(closest) = points.iter().map(|p| p.distance_squared(town.point)).min() else {
                continue;
            };
            if nearest.as_ref().is_none_or(|(distance, _)| closest < *distance) {
                let outward = name.split(' ').next().unwrap_or_default();
                nearest = Some((closest, outward.to_owned()));
            }
            patches.push(Arc::new(Patch::of(id, points)));
        }
        Some((patches, nearest.map(|(_, outward)| outward)))
    }

    /// Whether a town may have a point that is not far from these sectors: seen from its middle, before any map is opened.
    pub(super) fn may_reach_near(&self, town: &Town, home: &[SectorId]) -> bool {
        let squared = square(REACH_M + FAR_M.cast_signed());
        home.iter().any(|&sector| self.homes(sector).gap_to(town.point) <= squared)
    }

    /// The sectors that may have a point within a town's reach of another.
    fn sectors_near(&self, point: Point) -> Option<Vec<(SectorId, &Arc<Patch>, &str)>> {
        let mut sectors = Vec::new();
        for at in self.areas_near(point, REACH_M) {
            let sheet = self.sheet(at)?;
            for (sector, held) in sheet.sectors.iter().enumerate() {
                if sheet.may_be_near(sector, point, REACH_M)
                    && sheet.bounds(sector).gap_to(point) <= square(REACH_M)
                {
                    let id = SectorId { area: index(at), sector: index(sector) };
                    sectors.push((id, sheet.homes(id), held.name.as_str()));
                }
            }
        }
        Some(sectors)
    }
}

/// The middles of towns of at least as many people that could be nearer to one of its postcodes.
fn rivals(names: &Names, town: &Town) -> Vec<Point> {
    let close = |other: &&Town| {
        !std::ptr::eq(*other, town)
            && other.population >= town.population
            && other.point.distance_squared(town.point) <= square(2 * REACH_M)
    };
    names.towns.iter().filter(close).map(|other| other.point).collect()
}
