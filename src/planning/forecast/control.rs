//! Control variates: means that are known beforehand tell how far chance has carried others.
//!
//! How many arrive in a period, how many of those are of one's own class, and how long they would stay all together have means
//! that follow from the scenario. What a history's figure has in common with these (linear regression over histories) is
//! taken off by as much as their means came out beside the known ones; the error is that of the regression. All follows from
//! whole-number sums of products, so shards leave no trace. Not here: what is known (`simulation`), and which figures have sums of products (`accumulator`).

use super::cell::{CONTROLS, Cell, spread};
use crate::base::statistics::{Controlled, Regression, nearest};
use crate::engine::simulation::Expected;

/// From so many histories on in which a figure is not 0, its regression can be trusted.
const ENOUGH: u64 = 30;

/// Known means are kept in parts of one as small as this: 2^-20.
const PARTS: f64 = 1_048_576.0;

/// Means known beforehand, in whole parts of 2^-20: those of all shards of a run are the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Arrivals of everybody and then of each class, period by period.
    pub(super) arrivals: Vec<Vec<i64>>,
    /// Nights that all would stay, period by period.
    pub(super) nights: Vec<i64>,
}

impl Known {
    /// Of what a scenario says.
    pub(super) fn of(expected: &Expected) -> Self {
        let quarters = expected.nights.len();
        let sum = |of: &dyn Fn(usize) -> f64| -> Vec<i64> {
            let quarters: Vec<f64> = (0..quarters).map(of).collect();
            super::scope::periods_of(&quarters).map(in_parts).collect()
        };
        let all = |at: usize| expected.arrivals.iter().map(|own| own[at]).sum::<f64>();
        let own = expected.arrivals.iter().map(|own| sum(&|at| own[at]));
        Self {
            arrivals: std::iter::once(sum(&all)).chain(own).collect(),
            nights: sum(&|at| expected.nights[at]),
        }
    }
}

fn in_parts(mean: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "some million households or nights")]
    let parts = (mean * PARTS).round() as i64;
    parts
}

/// A known mean as a number.
pub(super) fn known(parts: i64) -> f64 {
    nearest(i128::from(parts)) / PARTS
}

/// One control over histories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Control {
    /// Its sum over histories.
    pub(super) sum: i128,
    /// Its mean, known beforehand.
    pub(super) mean: f64,
    /// Sums of its products with each control.
    pub(super) products: [i128; CONTROLS],
}

impl Regression<CONTROLS> {
    /// Of controls over so many histories, whose first stands for the figure's own class where it has one.
    pub(super) fn of(controls: &[Control; CONTROLS], n: u64) -> Self {
        let about = |one: usize, other: usize| {
            let sums = (controls[one].sum, controls[other].sum);
            nearest(spread(n, sums, controls[one].products[other])) / nearest(n)
        };
        let each = [0, 1, 2];
        Self {
            controls: each.map(|one| each.map(|other| about(one, other))),
            above: controls.map(|control| nearest(control.sum) / nearest(n) - control.mean),
            n: nearest(n),
            freedom: n.saturating_sub(1),
        }
    }
}

/// A figure over all histories by the help of controls; none where few of them tell.
pub(super) fn controlled(
    cell: &Cell,
    controls: &[Control; CONTROLS],
    n: u64,
) -> Option<Controlled> {
    if cell.above.histories() < ENOUGH {
        return None;
    }
    let common = commons(cell, controls, n);
    let squares = nearest(spread(n, (cell.sum, cell.sum), cell.squares)) / nearest(n);
    Regression::of(controls, n).mean(nearest(cell.sum) / nearest(n), common, squares)
}

/// A rate by the help of controls: the ratio of both means, its error that of what neither leaves unexplained.
pub(super) fn controlled_rate(
    (part, whole): (&Cell, &Cell),
    controls: &[Control; CONTROLS],
    n: u64,
) -> Option<Controlled> {
    if part.above.histories() < ENOUGH {
        return None;
    }
    let regression = Regression::of(controls, n);
    let of = |cell: &Cell| {
        let squares = nearest(spread(n, (cell.sum, cell.sum), cell.squares)) / nearest(n);
        (nearest(cell.sum) / nearest(n), commons(cell, controls, n), squares)
    };
    let ((x, x_common, xx), (y, y_common, yy)) = (of(part), of(whole));
    let [x_mean, y_mean] = [(x, x_common, xx), (y, y_common, yy)]
        .map(|(plain, common, squares)| regression.mean(plain, common, squares));
    let (x_mean, y_mean) = (x_mean?.mean, y_mean?.mean);
    if y_mean <= 0.0 {
        return None;
    }
    let rate = x_mean / y_mean;
    let both = nearest(spread(n, (part.sum, whole.sum), part.cross)) / nearest(n);
    let common = std::array::from_fn(|at| x_common[at] - rate * y_common[at]);
    let left = (xx - 2.0 * rate * both + rate * rate * yy).max(0.0);
    let error = regression.mean(x - rate * y, common, left)?;
    Some(Controlled { mean: rate, se: error.se / y_mean, ..error })
}

/// What a figure has in common with each control, about means.
pub(super) fn commons(cell: &Cell, controls: &[Control; CONTROLS], n: u64) -> [f64; CONTROLS] {
    std::array::from_fn(|at| {
        nearest(spread(n, (cell.sum, controls[at].sum), cell.with_controls[at])) / nearest(n)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::statistics::from_the_definition;
    use proptest::prelude::*;

    /// A history's figure and its three controls.
    type One = (u32, [u32; CONTROLS]);
    type Histories = Vec<One>;

    fn histories() -> impl Strategy<Value = Histories> {
        let one = (0_u32..500, [0_u32..90, 0_u32..300, 0_u32..9_000]);
        let one =
            one.prop_map(|(noise, controls)| (noise + 3 * controls[1] + controls[0], controls));
        proptest::collection::vec(one, 40..90)
    }

    fn told(histories: &Histories, known: [f64; CONTROLS]) -> Controlled {
        let n = histories.len() as u64;
        let sum = |of: &dyn Fn(&One) -> i128| histories.iter().map(of).sum::<i128>();
        let controls = [0, 1, 2].map(|one| Control {
            sum: sum(&|(_, c)| c[one].into()),
            mean: known[one],
            products: [0, 1, 2]
                .map(|other| sum(&|(_, c)| i128::from(c[one]) * i128::from(c[other]))),
        });
        let mut cell = Cell::default();
        let values: Vec<u32> = histories.iter().map(|(value, _)| *value).collect();
        let of = |which: usize| histories.iter().map(|(_, c)| c[which]).collect::<Vec<u32>>();
        let lanes = [of(0), of(1), of(2)];
        for at in (0..values.len()).step_by(super::super::cell::AT_ONCE) {
            let to = values.len().min(at + super::super::cell::AT_ONCE);
            cell.take_counts(&values[at..to]);
            cell.take_controls(&values[at..to], [0, 1, 2].map(|which| &lanes[which][at..to]));
        }
        controlled(&cell, &controls, n).unwrap()
    }

    /// The same from the histories themselves.
    fn by_definition(histories: &Histories, known: [f64; CONTROLS]) -> (f64, f64) {
        let figures: Vec<f64> = histories.iter().map(|(y, _)| f64::from(*y)).collect();
        let controls: Vec<[f64; CONTROLS]> =
            histories.iter().map(|(_, controls)| controls.map(f64::from)).collect();
        from_the_definition(&figures, &controls, known)
    }

    proptest! {
        #[test]
        fn a_mean_is_that_of_the_regression_at_the_known_means(
            histories in histories(), known in [0.0_f64..90.0, 0.0_f64..300.0, 0.0_f64..9_000.0],
        ) {
            let told = told(&histories, known);
            let (mean, se) = by_definition(&histories, known);
            prop_assert!((told.mean - mean).abs() <= 1e-8 * mean.abs() + 1e-8, "{} {mean}", told.mean);
            prop_assert!((told.se - se).abs() <= 1e-8 * se, "{} {se}", told.se);
        }

        /// Everybody's arrivals are those of one's own class: the third control still counts, and one degree less.
        #[test]
        fn a_control_that_says_nothing_new_is_left_out(histories in histories()) {
            let twice: Histories =
                histories.iter().map(|(y, [own, _, nights])| (*y, [*own, *own, *nights])).collect();
            let told = told(&twice, [45.0, 45.0, 4_500.0]);
            prop_assert_eq!(told.freedom, histories.len() as u64 - 3);
            prop_assert!(told.mean.is_finite() && told.se > 0.0);
        }
    }

    /// What is made of arrivals alone is known without error.
    #[test]
    fn a_figure_that_is_a_control_has_no_error() {
        let histories: Histories =
            (0..60_u32).map(|k| (7 * k % 31, [7 * k % 31, 40 + k % 7, k * k])).collect();
        let told = told(&histories, [12.5, 43.0, 1_000.0]);
        assert!((told.mean - 12.5).abs() < 1e-9 && told.se < 1e-6, "{told:?}");
    }
}
