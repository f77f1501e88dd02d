//! The mixed-integer programme of `formulation.md`, solved level by level.
//!
//! Every row carries its number there. Each level's optimum becomes a row (10) before the next is solved.
//! Answers are rounded and counted again in whole numbers; nothing of the solver's arithmetic is passed on.

use super::problem::{Aim, Choice, Objective, Problem};
use crate::base::solver::{Column, Model, Row, SolverError};
use crate::base::statistics::float;
use std::time::Duration;

/// An answer of the solver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Who has which unit.
    pub(super) unit_of: Vec<Option<usize>>,
    /// No answer is better than this.
    pub(super) bound: Objective,
    /// Every level was proven.
    pub(super) proven: bool,
}

/// The programme of a problem: one column a choice, then one a floor.
#[derive(Debug, Clone)]
pub(super) struct Programme<'a> {
    problem: &'a Problem,
    /// Applicant and choice of each column.
    choices: Vec<(usize, Choice)>,
    rows: Vec<Row>,
    time: Duration,
}

/// What a level maximises, as a factor for each choice and one for each floor's shortfall.
#[derive(Clone, Copy)]
enum Level {
    /// 1: the shortfall from the floors, least.
    Shortfall,
    /// 2: households in immediate danger, most.
    Danger,
    /// 3: households, most.
    Placed,
    /// 4: points, least.
    Penalty,
    /// 5: the position of one applicant's unit, least; without a unit last.
    Position(usize),
}

impl<'a> Programme<'a> {
    pub(super) fn new(problem: &'a Problem, time: Duration) -> Self {
        let listed = problem.applicants.iter().enumerate();
        let choices: Vec<(usize, Choice)> = listed
            .flat_map(|(k, applicant)| applicant.choices.iter().map(move |&choice| (k, choice)))
            .collect();
        let mut programme = Self { problem, choices, rows: Vec::new(), time };
        programme.write_rows();
        programme
    }

    /// The best answer, or none where somebody who must be placed cannot be.
    ///
    /// # Errors
    /// Where the solver gives up before it has an answer.
    pub(super) fn best(&mut self, positions: bool) -> Result<Option<Answer>, SolverError> {
        let problem = self.problem;
        let mut answer = None;
        for level in levels(problem.aim) {
            let floors = matches!(level, Level::Shortfall);
            if floors && problem.floors.is_empty() {
                continue;
            }
            answer = match self.win(level, answer)? {
                None => return Ok(None),
                found => found,
            };
        }
        if positions {
            for applicant in 0..problem.applicants.len() {
                answer = self.win(Level::Position(applicant), answer)?;
            }
        }
        Ok(answer)
    }

    /// How far the groups together must fall short of their floors; none where somebody who must be placed
    /// cannot be.
    ///
    /// # Errors
    /// Where the solver gives up before it has an answer.
    pub(super) fn least_shortfall(&mut self) -> Result<Option<usize>, SolverError> {
        let found = self.win(Level::Shortfall, None)?;
        Ok(found.map(|answer| self.problem.shortfall(&answer.unit_of)))
    }

    /// The fewest points among answers that place as many people as this one; none if there is no such.
    ///
    /// # Errors
    /// Where the solver gives up before it has an answer.
    pub(super) fn fewest_points(
        &mut self,
        as_many_as: &[Option<usize>],
    ) -> Result<Option<Objective>, SolverError> {
        let levels = levels(self.problem.aim).into_iter();
        for level in levels.filter(|level| !matches!(level, Level::Penalty)) {
            let (factors, won) = (self.factors(level), self.won(level, as_many_as));
            self.rows.push(Row { terms: negative(&factors), at_most: -won });
        }
        let found = self.win(Level::Penalty, None)?;
        Ok(found.map(|answer| self.problem.objective(&answer.unit_of)))
    }

    /// Solves one level and writes down what it won.
    fn win(&mut self, level: Level, before: Option<Answer>) -> Result<Option<Answer>, SolverError> {
        let factors = self.factors(level);
        let solved = match self.model(&factors).maximise(self.time) {
            Ok(solved) => solved,
            Err(SolverError::Infeasible) => return Ok(None),
            Err(other) => return Err(other),
        };
        let taken: Vec<bool> = solved.values.iter().map(|value| *value > 0.5).collect();
        let mut unit_of = vec![None; self.problem.applicants.len()];
        for (&(applicant, choice), &taken) in self.choices.iter().zip(&taken) {
            if taken {
                unit_of[applicant] = Some(choice.unit);
            }
        }
        let won = self.won(level, &unit_of);
        let objective = self.problem.objective(&unit_of);
        let mut bound = before.as_ref().map_or(objective, |answer| answer.bound);
        let reach = libm::floor(solved.bound + HALF_WAY_TO_THE_NEXT);
        match level {
            Level::Danger => bound.immediate_danger_placed = at_least_none(reach),
            Level::Placed => bound.placed = at_least_none(reach),
            #[expect(
                clippy::cast_possible_truncation,
                reason = "points of a batch, far below 2^53"
            )]
            Level::Penalty => bound.penalty = -(reach as i64),
            Level::Shortfall | Level::Position(_) => {}
        }
        // 10: what a level won, the next may not lose.
        self.rows.push(Row { terms: negative(&factors), at_most: -won });
        let proven = solved.proven && before.is_none_or(|answer| answer.proven);
        Ok(Some(Answer { unit_of, bound, proven }))
    }

    /// What an answer comes to at a level, counted in whole numbers.
    fn won(&self, level: Level, unit_of: &[Option<usize>]) -> f64 {
        let objective = self.problem.objective(unit_of);
        match level {
            Level::Shortfall => -float(self.problem.shortfall(unit_of)),
            Level::Danger => float(objective.immediate_danger_placed),
            Level::Placed => float(objective.placed),
            Level::Penalty => -float(objective.penalty),
            Level::Position(applicant) => {
                unit_of[applicant].map_or(0.0, |unit| float(self.problem.units - unit))
            }
        }
    }

    fn factors(&self, level: Level) -> Vec<f64> {
        let counts = |yes: bool| if yes { 1.0 } else { 0.0 };
        let factor = |&(k, choice): &(usize, Choice)| {
            let applicant = &self.problem.applicants[k];
            match level {
                Level::Danger => counts(applicant.counts && applicant.in_danger),
                Level::Placed => counts(applicant.counts),
                Level::Penalty => -float(choice.penalty),
                Level::Position(chosen) if chosen == k => float(self.problem.units - choice.unit),
                Level::Shortfall | Level::Position(_) => 0.0,
            }
        };
        let short = if matches!(level, Level::Shortfall) { -1.0 } else { 0.0 };
        let floors = std::iter::repeat_n(short, self.problem.floors.len());
        self.choices.iter().map(factor).chain(floors).collect()
    }

    fn model(&self, factors: &[f64]) -> Model {
        let decided = self.choices.len();
        let column = |(k, &objective): (usize, &f64)| {
            let mut column = Column::yes_or_no(objective);
            if let Some(floor) = k.checked_sub(decided).and_then(|k| self.problem.floors.get(k)) {
                column.upper = float(floor.at_least);
            }
            column
        };
        Model { columns: factors.iter().enumerate().map(column).collect(), rows: self.rows.clone() }
    }

    fn write_rows(&mut self) {
        let problem = self.problem;
        let of = |chosen: &dyn Fn(usize, usize) -> bool, sign: f64| -> Vec<(usize, f64)> {
            let listed = self.choices.iter().enumerate();
            listed
                .filter(|(_, (applicant, choice))| chosen(*applicant, choice.unit))
                .map(|(column, _)| (column, sign))
                .collect()
        };
        let mut rows = Vec::new();
        for (k, applicant) in problem.applicants.iter().enumerate() {
            // 1: at most one unit each.
            rows.push(Row { terms: of(&|who, _| who == k, 1.0), at_most: 1.0 });
            if applicant.must {
                // 2: who must have a unit has one.
                rows.push(Row { terms: of(&|who, _| who == k, -1.0), at_most: -1.0 });
            }
        }
        let mut by_unit = vec![Vec::new(); problem.units];
        for (column, (_, choice)) in self.choices.iter().enumerate() {
            by_unit[choice.unit].push((column, 1.0));
        }
        // 3: a unit takes one household.
        let shared = by_unit.into_iter().filter(|terms| terms.len() > 1);
        rows.extend(shared.map(|terms| Row { terms, at_most: 1.0 }));
        for limit in problem.limits.iter().filter(|limit| limit.can_bind()) {
            // 4 to 8: what binds households to one another.
            let at_most = float(limit.at_most);
            rows.push(Row { terms: of(&|who, unit| limit.covers(who, unit), 1.0), at_most });
        }
        for (k, floor) in problem.floors.iter().enumerate() {
            // 9: a group's shortfall is what it lacks.
            let mut terms = of(&|who, _| floor.members.binary_search(&who).is_ok(), -1.0);
            terms.push((self.choices.len() + k, -1.0));
            rows.push(Row { terms, at_most: -float(floor.at_least) });
        }
        self.rows = rows;
    }
}

/// The levels in their order.
fn levels(aim: Aim) -> [Level; 4] {
    match aim {
        Aim::DangerFirst => [Level::Shortfall, Level::Danger, Level::Placed, Level::Penalty],
        Aim::HouseholdsFirst => [Level::Shortfall, Level::Placed, Level::Danger, Level::Penalty],
    }
}

/// Objectives are whole: a bound this close below the next number does not reach it.
const HALF_WAY_TO_THE_NEXT: f64 = 1e-6;

fn negative(factors: &[f64]) -> Vec<(usize, f64)> {
    let listed = factors.iter().enumerate().filter(|(_, factor)| **factor != 0.0);
    listed.map(|(column, factor)| (column, -factor)).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a bound on a count of households, rounded down and never below none"
)]
fn at_least_none(bound: f64) -> usize {
    bound.max(0.0) as usize
}
