//! Homes that lie together, and the rectangle round them: most distances need never be measured.
//!
//! Two rectangles that are further apart than a radius have no pair of homes within it; two whose far
//! corners are closer have only such pairs. All in whole squared metres, so the answer is the one that
//! measuring every pair would give. Not here: what is asked of a sector and a place (`nearness`).

/// A postcode that is not a delivery office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) easting: i32,
    pub(super) northing: i32,
    pub(super) sector: u16,
}

impl Home {
    fn distance_squared(self, other: Self) -> i64 {
        square(self.easting - other.easting) + square(self.northing - other.northing)
    }
}

/// Homes of one sector and the rectangle round them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) homes: Vec<Home>,
    bounds: Bounds,
}

/// A rectangle on the grid, edges included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    west: i32,
    east: i32,
    south: i32,
    north: i32,
}

impl Default for Patch {
    fn default() -> Self {
        // Nothing lies in it: the first home sets all four edges.
        let (most, least) = (i32::MAX, i32::MIN);
        let bounds = Bounds { west: most, east: least, south: most, north: least };
        Self { homes: Vec::new(), bounds }
    }
}

impl Patch {
    /// Homes by the sector they lie in, each patch with at least one.
    pub(super) fn by_sector(homes: &[Home]) -> Vec<Self> {
        let mut homes = homes.to_vec();
        homes.sort_by_key(|home| home.sector);
        homes
            .chunk_by(|one, next| one.sector == next.sector)
            .map(|homes| {
                let mut patch = Self::default();
                for &home in homes {
                    patch.add(home);
                }
                patch
            })
            .collect()
    }

    pub(super) fn add(&mut self, home: Home) {
        let bounds = &mut self.bounds;
        bounds.west = bounds.west.min(home.easting);
        bounds.east = bounds.east.max(home.easting);
        bounds.south = bounds.south.min(home.northing);
        bounds.north = bounds.north.max(home.northing);
        self.homes.push(home);
    }

    /// Whether it holds homes of this sector.
    pub(super) fn is_of(&self, sector: u16) -> bool {
        self.homes.first().is_some_and(|home| home.sector == sector)
    }

    /// Whether any home of one could be closer to one of the other than this; neither is empty.
    pub(super) fn may_be_within(&self, other: &Self, squared: i64) -> bool {
        self.bounds.gap_squared(other.bounds) < squared
    }

    /// Whether every home of one is bound to be closer to every one of the other; neither is empty.
    pub(super) fn must_be_within(&self, other: &Self, squared: i64) -> bool {
        self.bounds.span_squared(other.bounds) < squared
    }

    /// Whether a home is closer to any of these than this.
    pub(super) fn has_within(&self, home: Home, squared: i64) -> bool {
        let here = Bounds::round(home);
        self.bounds.gap_squared(here) < squared
            && (self.bounds.span_squared(here) < squared
                || self.homes.iter().any(|&other| home.distance_squared(other) < squared))
    }
}

impl Bounds {
    fn round(home: Home) -> Self {
        let (east, north) = (home.easting, home.northing);
        Self { west: east, east, south: north, north }
    }

    /// The least distance between a point of each, squared.
    fn gap_squared(self, other: Self) -> i64 {
        let gap = |low: i32, high: i32, other_low: i32, other_high: i32| {
            (other_low - high).max(low - other_high).max(0)
        };
        square(gap(self.west, self.east, other.west, other.east))
            + square(gap(self.south, self.north, other.south, other.north))
    }

    /// The greatest distance between a point of each, squared.
    fn span_squared(self, other: Self) -> i64 {
        square((self.east - other.west).max(other.east - self.west))
            + square((self.north - other.south).max(other.north - self.south))
    }
}

/// Metres on the National Grid stay under 2^21, so nothing here can overflow.
fn square(metres: i32) -> i64 {
    i64::from(metres) * i64::from(metres)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn homes() -> impl Strategy<Value = Vec<Home>> {
        let home = (0..60, 0..60);
        prop::collection::vec(home, 1..8).prop_map(|points| {
            let home = |(easting, northing)| Home { easting, northing, sector: 0 };
            points.into_iter().map(home).collect()
        })
    }

    proptest! {
        #[test]
        fn rectangles_never_say_what_measuring_every_pair_would_not(
            ours in homes(),
            theirs in homes(),
            metres in 0i64..90,
        ) {
            let squared = metres * metres;
            let [our, their] = [&ours, &theirs].map(|homes| Patch::by_sector(homes).remove(0));
            let within = |one: &Home| theirs.iter().any(|two| one.distance_squared(*two) < squared);
            for home in &ours {
                prop_assert_eq!(their.has_within(*home, squared), within(home));
            }
            if !our.may_be_within(&their, squared) {
                prop_assert!(!ours.iter().any(within));
            }
            if our.must_be_within(&their, squared) {
                prop_assert!(ours.iter().all(within));
            }
        }
    }
}
