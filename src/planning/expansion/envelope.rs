//! The lower envelope of cost against households turned away: plans of which none is both cheaper and better.

use super::plan::Plan;

/// Which of some points, given in order of cost, lie on it: each is lower than the one before by more than `step`.
pub(super) fn envelope(points: &[(f64, f64)], step: f64) -> Vec<usize> {
    let mut taken: Vec<usize> = Vec::new();
    for (which, (_, value)) in points.iter().enumerate() {
        let is_lower = taken.last().is_none_or(|&last| points[last].1 - value > step);
        if is_lower {
            taken.push(which);
        }
    }
    taken
}

/// Some plans in order of cost, of the same cost the better first: pounds a year and households turned away a year of each.
pub(super) fn by_cost<'p>(
    plans: impl Iterator<Item = (f64, f64, &'p Plan)>,
) -> (Vec<&'p Plan>, Vec<(f64, f64)>) {
    let mut plans: Vec<(f64, f64, &Plan)> = plans.collect();
    plans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)));
    plans.into_iter().map(|(cost, mean, plan)| (plan, (cost, mean))).unzip()
}

/// How far apart points of an envelope must lie so that there are so many at most: a tenth of the indifference or more.
pub(super) fn step(points: &[(f64, f64)], most: f64, indifference: f64) -> f64 {
    let greatest = points.first().map_or(0.0, |point| point.1);
    let least = points.iter().map(|point| point.1).fold(greatest, f64::min);
    ((greatest - least) / most).max(0.1 * indifference)
}

#[cfg(test)]
mod tests {
    use super::envelope;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_envelope_falls_as_cost_rises_and_nothing_lies_below_it(
            mut points in prop::collection::vec((0.0..9.0_f64, 0.0..9.0_f64), 1..40)
        ) {
            points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let taken = envelope(&points, 0.0);
            prop_assert!(taken.windows(2).all(|pair| points[pair[0]].1 > points[pair[1]].1));
            for (cost, value) in &points {
                let below = taken.iter().any(|&at| points[at].0 <= *cost && points[at].1 <= *value);
                prop_assert!(below);
            }
        }
    }
}
