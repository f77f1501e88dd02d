//! Points that lie together, and the rectangle round them: most distances need never be measured.
//!
//! Two rectangles that are further apart than a radius have no pair of points within it; two whose far
//! corners are closer have only such pairs. All in whole squared metres, so the answer is the one that
//! measuring every pair would give. Not here: what is asked of a sector and a place (`nearness`).

use super::SectorId;

/// Where a postcode lies, in metres on the National Grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) easting: i32,
    pub(super) northing: i32,
}

impl Point {
    pub(super) fn distance_squared(self, other: Self) -> i64 {
        square(self.easting - other.easting) + square(self.northing - other.northing)
    }
}

/// Points of one sector and the rectangle round them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) sector: SectorId,
    pub(super) points: Vec<Point>,
    bounds: Bounds,
}

/// A rectangle on the grid, edges included; without a point it has none inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) west: i32,
    pub(super) east: i32,
    pub(super) south: i32,
    pub(super) north: i32,
}

impl Patch {
    /// These points of a sector, in their order.
    pub(super) fn of(sector: SectorId, points: Vec<Point>) -> Self {
        let bounds = points.iter().fold(Bounds::NOWHERE, |bounds, &point| bounds.with(point));
        Self { sector, points, bounds }
    }

    /// The postcodes of both, each once. Several may share a point: as many are taken as the one has that has more.
    pub(super) fn union(&self, other: &Self) -> Self {
        let sorted = |patch: &Self| {
            let mut points = patch.points.clone();
            points.sort_unstable_by_key(|point| (point.easting, point.northing));
            points
        };
        let (ours, theirs) = (sorted(self), sorted(other));
        let mut missing = Vec::new();
        let mut left = ours.as_slice();
        for point in theirs {
            let key = |point: &Point| (point.easting, point.northing);
            while left.first().is_some_and(|first| key(first) < key(&point)) {
                left = &left[1..];
            }
            match left.first() {
                Some(first) if *first == point => left = &left[1..],
                _ => missing.push(point),
            }
        }
        Self::of(self.sector, [self.points.clone(), missing].concat())
    }

    /// The least distance from a point to the rectangle round these, squared: none of them is closer.
    pub(super) fn gap_to(&self, point: Point) -> i64 {
        self.bounds.gap_to(point)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Whether any point of one could be closer to one of the other than this; neither is empty.
    pub(super) fn may_be_within(&self, other: &Self, squared: i64) -> bool {
        self.bounds.gap_squared(other.bounds) < squared
    }

    /// Whether every point of one is bound to be closer to every one of the other; neither is empty.
    pub(super) fn must_be_within(&self, other: &Self, squared: i64) -> bool {
        self.bounds.span_squared(other.bounds) < squared
    }

    /// Whether a point is closer to any of these than this.
    pub(super) fn has_within(&self, point: Point, squared: i64) -> bool {
        let here = Bounds::round(point);
        self.bounds.gap_squared(here) < squared
            && (self.bounds.span_squared(here) < squared
                || self.points.iter().any(|&other| point.distance_squared(other) < squared))
    }
}

impl Bounds {
    /// Nothing lies in it: the first point sets all four edges.
    pub(super) const NOWHERE: Self =
        Self { west: i32::MAX, east: i32::MIN, south: i32::MAX, north: i32::MIN };

    pub(super) fn round(point: Point) -> Self {
        let (east, north) = (point.easting, point.northing);
        Self { west: east, east, south: north, north }
    }

    pub(super) fn with(self, point: Point) -> Self {
        Self {
            west: self.west.min(point.easting),
            east: self.east.max(point.easting),
            south: self.south.min(point.northing),
            north: self.north.max(point.northing),
        }
    }

    /// Whether nothing lies in it.
    pub(super) fn is_nowhere(self) -> bool {
        self.west > self.east
    }

    /// The least distance from a point to the rectangle, squared: no point in it is closer. Nowhere is beyond all.
    pub(super) fn gap_to(self, point: Point) -> i64 {
        if self.is_nowhere() { i64::MAX } else { self.gap_squared(Self::round(point)) }
    }

    /// The least distance between a point of each, squared; neither is nowhere.
    pub(super) fn gap_squared(self, other: Self) -> i64 {
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
pub(super) fn square(metres: i32) -> i64 {
    i64::from(metres) * i64::from(metres)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn points() -> impl Strategy<Value = Vec<Point>> {
        let point = (0..60, 0..60).prop_map(|(easting, northing)| Point { easting, northing });
        prop::collection::vec(point, 1..8)
    }

    #[test]
    fn a_union_has_each_postcode_once() {
        let patch = |points: &[(i32, i32)]| {
            let point = |&(easting, northing): &(i32, i32)| Point { easting, northing };
            Patch::of(SectorId::default(), points.iter().map(point).collect())
        };
        let one = patch(&[(3, 1), (1, 1), (1, 1), (2, 2)]);
        let other = patch(&[(1, 1), (2, 2), (2, 2), (0, 5)]);
        let both = patch(&[(3, 1), (1, 1), (1, 1), (2, 2), (0, 5), (2, 2)]);
        assert_eq!(one.union(&other), both);
        assert_eq!(one.union(&one), one);
    }

    proptest! {
        #[test]
        fn rectangles_never_say_what_measuring_every_pair_would_not(
            ours in points(),
            theirs in points(),
            metres in 0i64..90,
        ) {
            let squared = metres * metres;
            let [our, their] = [&ours, &theirs].map(|p| Patch::of(SectorId::default(), p.clone()));
            let within = |one: &Point| theirs.iter().any(|two| one.distance_squared(*two) < squared);
            for point in &ours {
                prop_assert_eq!(their.has_within(*point, squared), within(point));
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
