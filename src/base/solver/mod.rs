//! The one door to the mixed-integer solver: `good_lp` writes the model down, HiGHS solves it.
//!
//! Every option of HiGHS is set here. A proof is a proof only without gaps, so both gap tolerances are 0;
//! one thread and a fixed seed make the answer the same on every machine. Rows are written as "at most":
//! `good_lp` before 1.15 gave the dual of an "at least" row the wrong sign. Not here: what a column or a
//! row means (`desk/allocation/formulation.md`).

use good_lp::constraint::ConstraintReference;
use good_lp::solvers::highs::highs as with_highs;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{HighsModelStatus, HighsSolutionStatus};
use std::fmt;
use std::time::Duration;

/// A column: a decision between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// What one of it adds to the objective.
    pub objective: f64,
    /// Its least value.
    pub lower: f64,
    /// Its greatest value.
    pub upper: f64,
    /// Whether it must be whole.
    pub whole: bool,
}

impl Column {
    /// Taken or not.
    pub fn yes_or_no(objective: f64) -> Self {
        Self { objective, lower: 0.0, upper: 1.0, whole: true }
    }
}

/// A row: so much of these columns, and no more.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Columns by position, with their factors.
    pub terms: Vec<(usize, f64)>,
    /// The most that they may add up to.
    pub at_most: f64,
}

/// A model to be maximised.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// What is decided.
    pub columns: Vec<Column>,
    /// What must hold.
    pub rows: Vec<Row>,
}

/// What the solver found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// A value for each column.
    pub values: Vec<f64>,
    /// What they add up to.
    pub objective: f64,
    /// No solution can be better than this.
    pub bound: f64,
    /// What one more of each row's limit would add; only for models without whole columns.
    pub duals: Vec<f64>,
    /// The search ended by itself: within tolerances, `objective` is `bound`.
    pub proven: bool,
}

/// Why there is no solution.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SolverError {
    /// The rows contradict one another.
    #[error("the rows of the model contradict one another")]
    Infeasible,
    /// Time ran out before anything was found.
    #[error("no solution was found within {0} s")]
    OutOfTime(u64),
    /// HiGHS stopped for a reason that a sound model does not give.
    #[error("HiGHS stopped without an answer: {0}")]
    Stopped(String),
}

/// How far a row or a whole number may be missed, in the solver's own arithmetic.
const FEASIBILITY: f64 = 1e-9;

/// The primal simplex: programmes here allow to do nothing, so it has somewhere to begin, and takes half the time.
const PRIMAL: i32 = 4;

impl Model {
    /// Finds the greatest objective, and a bound that none can pass.
    ///
    /// # Errors
    /// Where the rows contradict one another, or nothing was found in time.
    pub fn maximise(&self, at_most: Duration) -> Result<Solved, SolverError> {
        if self.columns.is_empty() {
            return self.without_columns();
        }
        let mut model = self.written_down()?;
        for (option, value) in [
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.0),
            ("mip_feasibility_tolerance", FEASIBILITY),
            ("primal_feasibility_tolerance", FEASIBILITY),
            ("dual_feasibility_tolerance", FEASIBILITY),
            ("time_limit", at_most.as_secs_f64()),
        ] {
            set(&mut model, option, value)?;
        }
        for (option, value) in [("threads", 1), ("random_seed", 0)] {
            set(&mut model, option, value)?;
        }
        set(&mut model, "parallel", "off")?;
        if !self.is_mixed() {
            set(&mut model, "simplex_strategy", PRIMAL)?;
        }
        set(&mut model, "output_flag", false)?;
        let solved = model.try_solve().map_err(|status| stopped(&status))?;
        self.read(&solved, at_most)
    }

    /// Whether anything must be whole.
    fn is_mixed(&self) -> bool {
        self.columns.iter().any(|column| column.whole)
    }

    /// Nothing to decide: the rows hold if nothing is at most their limit.
    fn without_columns(&self) -> Result<Solved, SolverError> {
        if self.rows.iter().any(|row| row.at_most < 0.0) {
            return Err(SolverError::Infeasible);
        }
        let duals = vec![0.0; self.rows.len()];
        Ok(Solved { values: Vec::new(), objective: 0.0, bound: 0.0, duals, proven: true })
    }

    fn written_down(&self) -> Result<highs::Model, SolverError> {
        let mut variables = ProblemVariables::new();
        let named: Vec<Variable> = self
            .columns
            .iter()
            .map(|column| {
                let bounded = variable().min(column.lower).max(column.upper);
                variables.add(if column.whole { bounded.integer() } else { bounded })
            })
            .collect();
        let sum = |terms: &mut dyn Iterator<Item = (usize, f64)>| {
            terms.map(|(column, factor)| factor * named[column]).sum::<Expression>()
        };
        let factors = self.columns.iter().map(|column| column.objective).enumerate();
        let objective = sum(&mut factors.filter(|(_, factor)| *factor != 0.0));
        let mut problem = variables.maximise(objective).using(with_highs);
        for row in &self.rows {
            let terms = sum(&mut row.terms.iter().copied());
            let _: ConstraintReference = problem.add_constraint(constraint!(terms <= row.at_most));
        }
        problem.try_into_inner().map_err(|error| SolverError::Stopped(error.to_string()))
    }

    fn read(&self, solved: &highs::SolvedModel, limit: Duration) -> Result<Solved, SolverError> {
        let status = solved.status();
        let proven = status == HighsModelStatus::Optimal;
        match status {
            HighsModelStatus::Optimal | HighsModelStatus::ReachedTimeLimit => {}
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => {
                return Err(SolverError::Infeasible);
            }
            other => return Err(SolverError::Stopped(format!("{other:?}"))),
        }
        if solved.primal_solution_status() != HighsSolutionStatus::Feasible {
            return Err(SolverError::OutOfTime(limit.as_secs()));
        }
        let solution = solved.get_solution();
        let objective = solved.objective_value();
        let mixed = self.is_mixed();
        let bound = if mixed {
            let dual_bound = solved.double_info_value(c"mip_dual_bound");
            dual_bound.map_err(|status| stopped(&status))?
        } else if proven {
            objective
        } else {
            f64::INFINITY
        };
        Ok(Solved {
            values: solution.columns().to_vec(),
            objective,
            bound,
            duals: if mixed { Vec::new() } else { solution.dual_rows().to_vec() },
            proven,
        })
    }
}

fn set<V: highs::HighsOptionValue>(
    model: &mut highs::Model,
    option: &str,
    value: V,
) -> Result<(), SolverError> {
    model.try_set_option(option, value).map_err(|status| stopped(&status))
}

fn stopped(status: &impl fmt::Debug) -> SolverError {
    SolverError::Stopped(format!("{status:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_secs(10);

    fn at_most(terms: &[(usize, f64)], at_most: f64) -> Row {
        Row { terms: terms.to_vec(), at_most }
    }

    #[test]
    fn a_knapsack_is_solved_and_its_bound_proven() {
        let columns = [5.0, 4.0, 3.0].map(Column::yes_or_no).to_vec();
        let rows = vec![at_most(&[(0, 2.0), (1, 3.0), (2, 1.0)], 4.0)];
        let solved = Model { columns, rows }.maximise(SOON).unwrap();
        assert!(solved.proven);
        assert!((solved.objective - 8.0).abs() < 1e-6 && (solved.bound - 8.0).abs() < 1e-6);
        assert!(solved.values[0] > 0.5 && solved.values[1] < 0.5 && solved.values[2] > 0.5);
    }

    #[test]
    fn the_dual_of_a_row_is_what_one_more_would_add() {
        let free = |objective| Column { objective, lower: 0.0, upper: f64::INFINITY, whole: false };
        let columns = vec![free(3.0), free(2.0)];
        let rows = vec![at_most(&[(0, 1.0), (1, 1.0)], 4.0), at_most(&[(0, 1.0)], 3.0)];
        let solved = Model { columns, rows }.maximise(SOON).unwrap();
        assert!((solved.objective - 11.0).abs() < 1e-6);
        assert!((solved.duals[0] - 2.0).abs() < 1e-6 && (solved.duals[1] - 1.0).abs() < 1e-6);
    }

    #[test]
    fn rows_that_contradict_are_said_to() {
        let columns = vec![Column::yes_or_no(1.0)];
        let rows = vec![at_most(&[(0, -1.0)], -2.0)];
        assert_eq!(Model { columns, rows }.maximise(SOON), Err(SolverError::Infeasible));
        let rows = vec![at_most(&[], -1.0)];
        assert_eq!(
            Model { columns: Vec::new(), rows }.maximise(SOON),
            Err(SolverError::Infeasible)
        );
    }
}
