//! Attacks on published counts of real households: linear programmes over all sums, written here and not taken from
//! the program, work out what the hidden counts can be.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use good_lp::solvers::highs::highs;
use good_lp::{
    Expression, ProblemVariables, Solution, SolverModel, Variable, constraint, variable,
};
use lintel::base::disclosure::Linked;
use proptest::prelude::*;

/// Under this nothing is shown, and no hidden count is known better than to so many values.
const FIVE: u32 = 5;

/// A table of counts with totals at its edges: rows by columns, each row and each column summing to its total.
#[derive(Debug, Clone)]
struct Counted {
    columns: usize,
    /// Row by row, without totals.
    inner: Vec<u32>,
    most: u32,
}

impl Counted {
    fn rows(&self) -> usize {
        self.inner.len().div_euclid(self.columns)
    }

    fn row(&self, row: usize) -> &[u32] {
        &self.inner[row * self.columns..(row + 1) * self.columns]
    }

    /// Values with totals, and every sum as total and parts by position.
    fn linked(&self) -> (Vec<u32>, Vec<(usize, Vec<usize>)>) {
        let (rows, columns) = (self.rows(), self.columns);
        let mut values = Vec::new();
        for row in 0..rows {
            values.extend(self.row(row));
            values.push(self.row(row).iter().sum());
        }
        for column in 0..columns {
            values.push((0..rows).map(|row| self.row(row)[column]).sum());
        }
        values.push(self.inner.iter().sum());
        let at = |row: usize, column: usize| row * (columns + 1) + column;
        let by_row =
            (0..=rows).map(|row| (at(row, columns), (0..columns).map(|c| at(row, c)).collect()));
        let by_column =
            (0..=columns).map(|c| (at(rows, c), (0..rows).map(|row| at(row, c)).collect()));
        (values, by_row.chain(by_column).collect())
    }

    /// What each count cannot exceed: so many for a cell, and that for each cell of a total.
    fn most_of(&self, cells: usize) -> Vec<u32> {
        let (rows, columns) = (self.rows(), self.columns);
        let wide = |n: usize| self.most * u32::try_from(n).unwrap();
        (0..cells)
            .map(|cell| {
                match (cell.div_euclid(columns + 1) == rows, cell % (columns + 1) == columns) {
                    (false, false) => self.most,
                    (false, true) => wide(columns),
                    (true, false) => wide(rows),
                    (true, true) => wide(rows * columns),
                }
            })
            .collect()
    }
}

fn counted() -> impl Strategy<Value = Counted> {
    (1_usize..4, 1_usize..5, 5_u32..40).prop_flat_map(|(rows, columns, most)| {
        prop::collection::vec(prop_oneof![2 => 0..=most, 1 => 0..5_u32], rows * columns)
            .prop_map(move |inner| Counted { columns, inner, most })
    })
}

/// Between what a hidden count lies, for somebody who knows the shown ones, every sum and what no count exceeds.
fn attack(
    values: &[u32],
    most: &[u32],
    sums: &[(usize, Vec<usize>)],
    shown: &[bool],
    cell: usize,
) -> (f64, f64) {
    let ends = [1.0, -1.0].map(|sign| {
        let mut variables = ProblemVariables::new();
        let all: Vec<Variable> = (0..values.len())
            .map(|at| {
                let (value, most) = (f64::from(values[at]), f64::from(most[at]));
                let (lower, upper) = if shown[at] { (value, value) } else { (0.0, most) };
                variables.add(variable().min(lower).max(upper))
            })
            .collect();
        // As many threads as the program asks for: HiGHS refuses another number in one process.
        let mut model = variables.maximise(sign * all[cell]).using(highs).set_threads(1);
        for (total, parts) in sums {
            let sum: Expression = parts.iter().map(|&part| all[part]).sum();
            model = model.with(constraint!(sum == all[*total]));
        }
        model.solve().unwrap().value(all[cell])
    });
    (ends[1], ends[0])
}

/// Nothing under five is shown, and whatever is hidden keeps five values at least, or all there are.
fn is_protected(counted: &Counted) -> Result<(), String> {
    let (values, sums) = counted.linked();
    let most = counted.most_of(values.len());
    let mut linked = Linked::default();
    for (value, most) in values.iter().zip(&most) {
        linked.count(*value, *most);
    }
    for (total, parts) in &sums {
        linked.is_sum(*total, parts);
    }
    let shown = linked.shown().unwrap();
    for cell in 0..values.len() {
        if shown[cell] {
            if values[cell] < FIVE {
                return Err(format!("{} is shown", values[cell]));
            }
            continue;
        }
        let (low, high) = attack(&values, &most, &sums, &shown, cell);
        if high - low < f64::from(FIVE.min(most[cell])) - 1e-6 {
            return Err(format!("cell {cell} lies between {low} and {high}: {shown:?}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_hidden_count_can_be_worked_out(counted in counted()) {
        let protected = is_protected(&counted);
        prop_assert!(protected.is_ok(), "{protected:?}");
    }
}

/// All that shares a sum with the middle of the first column is hidden, and yet other totals once gave it away.
#[test]
fn a_count_is_not_given_away_by_sums_that_it_is_no_part_of() {
    let inner = vec![2, 11, 3, 0, 0, 0, 0, 10, 2];
    assert_eq!(is_protected(&Counted { columns: 3, inner, most: 25 }), Ok(()));
}

#[test]
fn one_small_count_among_large_ones_takes_three_others_with_it() {
    let counted = Counted { columns: 3, inner: vec![3, 20, 30, 12, 25, 31, 40, 22, 35], most: 100 };
    let (values, sums) = counted.linked();
    let mut linked = Linked::default();
    for &value in &values {
        linked.count(value, 1_000);
    }
    for (total, parts) in &sums {
        linked.is_sum(*total, parts);
    }
    let hidden = linked.shown().unwrap().iter().filter(|shown| !**shown).count();
    assert_eq!(hidden, 4, "a rectangle is enough");
}

#[test]
fn the_attack_finds_what_is_only_hidden_by_itself() {
    let counted = Counted { columns: 2, inner: vec![3, 20, 12, 25], most: 100 };
    let (values, sums) = counted.linked();
    let shown: Vec<bool> = values.iter().map(|&value| value >= FIVE).collect();
    let (low, high) = attack(&values, &[1_000; 9], &sums, &shown, 0);
    assert!((low - 3.0).abs() < 1e-6 && (high - 3.0).abs() < 1e-6);
}
