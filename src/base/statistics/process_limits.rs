//! Run charts in the manner of Making Data Count: a mean, the limits of usual variation, and four rules by which a point is
//! unusual.
//!
//! An individuals chart: the limits lie 2.66 mean moving ranges about the mean (Wheeler and Chambers, *Understanding
//! Statistical Process Control*, 1992, chapter 3), and a point is unusual by the rules of NHS England, *Making Data Count*.
//! Where no rule holds nothing is to be said.

use super::float::float;

/// So many mean moving ranges are three standard deviations of a point.
const WIDTH: f64 = 2.66;

/// With fewer points limits say little, and none are given.
pub const LEAST_POINTS: usize = 12;

/// So many points on one side of the mean, or each above or below the one before, are no chance.
const RUN: usize = 7;

/// Why a point is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unusual {
    /// It lies beyond a limit.
    Beyond,
    /// It is one of seven or more on one side of the mean.
    Shift,
    /// It is one of seven or more that rise, or fall, one after the other.
    Trend,
    /// It is one of two among three that lie close to the same limit.
    NearLimit,
}

/// The mean and limits of some points, and which of them are unusual.
#[derive(Debug, Clone, PartialEq)]
pub struct ProcessLimits {
    /// The mean.
    pub mean: f64,
    /// Between these points lie that vary as usual: never below 0, for these are counts.
    pub lower: f64,
    /// The upper one.
    pub upper: f64,
    /// Each point's first rule, and whether it is above the mean or rises.
    pub unusual: Vec<Option<(Unusual, bool)>>,
}

impl ProcessLimits {
    /// Of points in their order; none where there are too few.
    pub fn of(points: &[f64]) -> Option<Self> {
        if points.len() < LEAST_POINTS {
            return None;
        }
        let mean = mean_of(points);
        let moves: Vec<f64> = points.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
        let half = WIDTH * mean_of(&moves);
        let mut limits = Self {
            mean,
            lower: (mean - half).max(0.0),
            upper: mean + half,
            unusual: vec![None; points.len()],
        };
        limits.beyond(points, half);
        limits.shifts(points);
        limits.trends(points);
        limits.near(points, half);
        Some(limits)
    }

    fn mark(&mut self, at: usize, why: (Unusual, bool)) {
        self.unusual[at].get_or_insert(why);
    }

    fn beyond(&mut self, points: &[f64], half: f64) {
        for (at, point) in points.iter().enumerate() {
            if (point - self.mean).abs() > half {
                self.mark(at, (Unusual::Beyond, *point > self.mean));
            }
        }
    }

    fn shifts(&mut self, points: &[f64]) {
        for is_above in [true, false] {
            let is_there =
                |point: &f64| if is_above { *point > self.mean } else { *point < self.mean };
            let there: Vec<bool> = points.iter().map(is_there).collect();
            for at in in_runs(&there, RUN) {
                self.mark(at, (Unusual::Shift, is_above));
            }
        }
    }

    fn trends(&mut self, points: &[f64]) {
        for rises in [true, false] {
            let goes = |pair: &[f64]| if rises { pair[1] > pair[0] } else { pair[1] < pair[0] };
            let goes: Vec<bool> = points.windows(2).map(goes).collect();
            // Seven points are six steps.
            for step in in_runs(&goes, RUN - 1) {
                self.mark(step, (Unusual::Trend, rises));
                self.mark(step + 1, (Unusual::Trend, rises));
            }
        }
    }

    fn near(&mut self, points: &[f64], half: f64) {
        let near = 2.0 * half / 3.0;
        for is_above in [true, false] {
            let away = |point: &f64| if is_above { point - self.mean } else { self.mean - point };
            let there: Vec<bool> = points.iter().map(|point| away(point) > near).collect();
            for first in 0..points.len().saturating_sub(2) {
                let three = first..first + 3;
                if there[three.clone()].iter().filter(|near| **near).count() >= 2 {
                    for at in three.filter(|at| there[*at]) {
                        self.mark(at, (Unusual::NearLimit, is_above));
                    }
                }
            }
        }
    }
}

/// The places that lie in runs of at least so many.
fn in_runs(there: &[bool], least: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..=there.len() {
        if at < there.len() && there[at] {
            continue;
        }
        if at - from >= least {
            found.extend(from..at);
        }
        from = at + 1;
    }
    found
}

fn mean_of(numbers: &[f64]) -> f64 {
    let many = float(numbers.len().max(1));
    numbers.iter().sum::<f64>() / many
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unusual(points: &[f64]) -> Vec<(usize, Unusual)> {
        let limits = ProcessLimits::of(points).unwrap();
        let each = limits.unusual.iter().enumerate();
        each.filter_map(|(at, why)| Some((at, (*why)?.0))).collect()
    }

    /// Worked out by hand: mean 10, mean moving range 2, so limits at 10 \u{b1} 5.32.
    const AS_USUAL: [f64; 13] =
        [9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 9.0, 11.0, 10.0];

    #[test]
    fn usual_variation_is_said_nothing_of() {
        let limits = ProcessLimits::of(&AS_USUAL[..12]).unwrap();
        assert!((limits.mean - 10.0).abs() < 1e-9);
        assert!((limits.lower - 4.68).abs() < 1e-9 && (limits.upper - 15.32).abs() < 1e-9);
        assert_eq!(unusual(&AS_USUAL[..12]), []);
        assert_eq!(ProcessLimits::of(&AS_USUAL[..11]), None, "too few");
    }

    #[test]
    fn a_point_beyond_a_limit_is_unusual() {
        let mut points = AS_USUAL.to_vec();
        points[6] = 30.0;
        assert_eq!(unusual(&points), [(6, Unusual::Beyond)]);
    }

    #[test]
    fn seven_on_one_side_are_a_shift_and_six_are_none() {
        let with = |high: usize| {
            let low = [4.0, 6.0, 5.0, 4.0, 6.0, 5.0, 4.0].repeat(2);
            let mut points: Vec<f64> = low[..14 - high].to_vec();
            points.extend([12.0, 11.0, 13.0, 12.0, 11.0, 13.0, 12.0].iter().take(high));
            points
        };
        let shifts = |points: &[f64]| {
            let all = unusual(points);
            all.into_iter().filter(|(_, why)| *why == Unusual::Shift).map(|(at, _)| at).collect()
        };
        let seven: Vec<usize> = shifts(&with(7));
        assert_eq!(seven.len(), 14, "seven below, then seven above");
        let six: Vec<usize> = shifts(&with(6));
        assert!(six.iter().all(|at| *at < 8), "{six:?}");
    }

    #[test]
    fn seven_that_rise_are_a_trend() {
        let points = [9.0, 8.0, 9.0, 8.0, 9.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0];
        let all = unusual(&points);
        assert!((5..12).all(|at| all.iter().any(|(of, _)| *of == at)), "{all:?}");
        assert!(all.iter().any(|(_, why)| *why == Unusual::Trend), "{all:?}");
    }

    #[test]
    fn two_of_three_close_to_a_limit_are_unusual() {
        let mut points = [10.0, 10.0, 11.0, 11.0].repeat(6);
        assert_eq!(unusual(&points), []);
        // The mean is 10.6, two thirds of the way to the limit are 1.2.
        (points[9], points[11]) = (12.0, 12.0);
        assert_eq!(unusual(&points), [(9, Unusual::NearLimit), (11, Unusual::NearLimit)]);
    }
}
