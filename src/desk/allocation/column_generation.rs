//! Very large batches with limits: units that are alike in everything are one, and only choices that pay
//! are written down (column generation over `formulation.md`).
//!
//! Levels 2 and 3 are won as the linear programme bounds them, level 4 by the mixed-integer programme over
//! the columns that pricing has brought in. Limits that keep households apart are many and seldom passed:
//! each is written down once an answer passes it, and leaving it out until then only raises the bound.

use super::branch_and_bound::BranchAndBound;
use super::problem::{Aim, Objective, Problem};
use super::solution::{Method, Solution, SolveError};
use crate::base::solver::{Column, Model, Row, Solved, SolverError};
use crate::base::statistics::float;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Seconds for one linear programme.
const PRICING: Duration = Duration::from_secs(15);
/// Seconds for the mixed-integer programme.
const PATIENCE: Duration = Duration::from_secs(25);
/// Choices of each household that pay best, taken up at once.
const AT_ONCE: usize = 6;
/// Choices of each household to begin with.
const TO_BEGIN: usize = 24;
/// Rounds of pricing, of a level, before its bound is taken from the assignment instead.
const ROUNDS: usize = 40;
/// Less than this is no gain in the solver's arithmetic.
const NO_GAIN: f64 = 1e-6;

/// A choice of an applicant among classes of units.
#[derive(Debug, Clone)]
struct Choice {
    class: usize,
    penalty: f64,
    /// The limits under which it counts.
    limits: Vec<usize>,
}

/// Units alike in everything, and who may take them.
#[derive(Debug)]
struct Classes {
    units: Vec<Vec<usize>>,
    choices: Vec<Vec<Choice>>,
}

/// What distinguishes a unit: who may take it at how many points under which limits.
type Signature = Vec<(usize, i64, Vec<usize>)>;

impl Classes {
    fn of(problem: &Problem) -> Self {
        let mut limits: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (k, limit) in problem.limits.iter().enumerate() {
            for (applicant, units) in &limit.members {
                for &unit in units {
                    limits.entry((*applicant, unit)).or_default().push(k);
                }
            }
        }
        let mut signatures: Vec<Signature> = vec![Vec::new(); problem.units];
        for (k, applicant) in problem.applicants.iter().enumerate() {
            for choice in &applicant.choices {
                let under = limits.get(&(k, choice.unit)).cloned().unwrap_or_default();
                signatures[choice.unit].push((k, choice.penalty, under));
            }
        }
        let mut alike: BTreeMap<&Signature, Vec<usize>> = BTreeMap::new();
        for (unit, signature) in signatures.iter().enumerate().filter(|(_, s)| !s.is_empty()) {
            alike.entry(signature).or_default().push(unit);
        }
        let mut choices = vec![Vec::new(); problem.applicants.len()];
        let mut units = Vec::with_capacity(alike.len());
        for (class, (signature, members)) in alike.into_iter().enumerate() {
            for (applicant, penalty, limits) in signature {
                let (penalty, limits) = (float(*penalty), limits.clone());
                choices[*applicant].push(Choice { class, penalty, limits });
            }
            units.push(members);
        }
        Self { units, choices }
    }
}

/// What a level maximises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Danger,
    Placed,
    Penalty,
}

/// The programme over the columns that were brought in.
struct Master<'a> {
    problem: &'a Problem,
    classes: Classes,
    /// Applicant and the place of its choice.
    columns: Vec<(usize, usize)>,
    known: BTreeSet<(usize, usize)>,
    /// Limits that are written down.
    written: Vec<bool>,
    /// Levels won, and how much of each.
    won: Vec<(Level, f64)>,
}

/// The best answer that can be found, with its bound; none where somebody who must be placed cannot be.
pub(super) fn solve_by_columns(problem: &Problem) -> Result<Option<Solution>, SolveError> {
    let mut search = BranchAndBound::new(problem)?;
    let start = search.start();
    let relaxed = search.relaxed(&start);
    let mut master = Master::new(problem, &relaxed.row_price, &relaxed.column_price, &search);
    loop {
        let Some((unit_of, bound)) = master.levels()? else { return Ok(None) };
        let passed = master.passed(&unit_of);
        if passed.is_empty() {
            let objective = problem.objective(&unit_of);
            let proven = objective == bound;
            let method = Method::ColumnGeneration;
            return Ok(Some(Solution { unit_of, objective, bound, proven, method }));
        }
        for limit in passed {
            master.written[limit] = true;
        }
        master.won.clear();
    }
}

impl<'a> Master<'a> {
    /// Begins with the choices that the assignment without limits prices best.
    fn new(
        problem: &'a Problem,
        rows: &[i64],
        prices: &[i64],
        search: &BranchAndBound<'_>,
    ) -> Self {
        let classes = Classes::of(problem);
        // A limit on two is left out until it is passed; one on many is not.
        let written = problem.limits.iter().map(|limit| limit.members.len() > 2).collect();
        let mut master = Self {
            problem,
            classes,
            columns: Vec::new(),
            known: BTreeSet::new(),
            written,
            won: Vec::new(),
        };
        for (k, applicant) in problem.applicants.iter().enumerate() {
            let reduced = |choice: &Choice| {
                let unit = master.classes.units[choice.class].iter().map(|&unit| {
                    let penalty = applicant.penalty_of(unit).unwrap_or(0);
                    let cost =
                        search.scale.cost(applicant, super::Choice { unit, penalty, tie: 0 });
                    cost - rows[k] - prices[unit]
                });
                unit.min().unwrap_or(i64::MAX)
            };
            let mut ranked: Vec<(i64, usize)> =
                master.classes.choices[k].iter().map(reduced).zip(0..).collect();
            ranked.sort_unstable();
            for (_, place) in ranked.into_iter().take(TO_BEGIN) {
                master.add(k, place);
            }
        }
        master
    }

    fn add(&mut self, applicant: usize, place: usize) -> bool {
        let fresh = self.known.insert((applicant, place));
        if fresh {
            self.columns.push((applicant, place));
        }
        fresh
    }

    fn choice(&self, column: usize) -> &Choice {
        let (applicant, place) = self.columns[column];
        &self.classes.choices[applicant][place]
    }

    /// Wins the levels in turn; what is found is best as far as its bound says.
    fn levels(&mut self) -> Result<Option<Found>, SolveError> {
        let order = match self.problem.aim {
            Aim::DangerFirst => [Level::Danger, Level::Placed],
            Aim::HouseholdsFirst => [Level::Placed, Level::Danger],
        };
        let mut bound = Objective::default();
        for level in order {
            let Some(solved) = self.priced(level)? else { return Ok(None) };
            let reach = whole(libm::floor(solved.objective + NO_GAIN));
            match level {
                Level::Danger => bound.immediate_danger_placed = reach,
                Level::Placed | Level::Penalty => bound.placed = reach,
            }
            self.won.push((level, float(reach)));
        }
        self.points(bound)
    }

    /// Level 4; where what the linear programme promised cannot be had in whole, one less is tried.
    fn points(&mut self, mut bound: Objective) -> Result<Option<Found>, SolveError> {
        loop {
            if let Some(solved) = self.priced(Level::Penalty)? {
                #[expect(clippy::cast_possible_truncation, reason = "points, far below 2^53")]
                let least = libm::ceil(-solved.objective - NO_GAIN) as i64;
                match self.model(Level::Penalty, true).maximise(PATIENCE) {
                    Ok(found) => {
                        let unit_of = self.units(&found);
                        bound.penalty = least;
                        return Ok(Some((unit_of, bound)));
                    }
                    Err(SolverError::Infeasible | SolverError::OutOfTime(_)) => {}
                    Err(other) => return Err(other.into()),
                }
            }
            match self.won.iter_mut().rev().find(|(_, won)| *won > 0.5) {
                Some((_, won)) => *won -= 1.0,
                None => return Ok(None),
            }
        }
    }

    /// The linear programme of a level, columns brought in until none pays.
    fn priced(&mut self, level: Level) -> Result<Option<Solved>, SolveError> {
        for _ in 0..ROUNDS {
            let solved = match self.model(level, false).maximise(PRICING) {
                Ok(solved) => solved,
                Err(SolverError::Infeasible) if self.bring_everything() => continue,
                Err(SolverError::Infeasible) => return Ok(None),
                Err(other) => return Err(other.into()),
            };
            if !self.bring_in(level, &solved.duals) {
                return Ok(Some(solved));
            }
        }
        Err(SolverError::OutOfTime(PRICING.as_secs()).into())
    }

    /// Where the columns cannot keep what was won, more of each household's are needed.
    fn bring_everything(&mut self) -> bool {
        let before = self.columns.len();
        for applicant in 0..self.problem.applicants.len() {
            let all = self.classes.choices[applicant].len();
            let missing: Vec<usize> =
                (0..all).filter(|place| !self.known.contains(&(applicant, *place))).collect();
            for place in missing.into_iter().take(TO_BEGIN) {
                self.add(applicant, place);
            }
        }
        self.columns.len() > before
    }

    /// Brings in the choices that would gain at these prices; whether there were any.
    fn bring_in(&mut self, level: Level, duals: &[f64]) -> bool {
        let prices = ReducedCosts::read(self, duals);
        let mut any = false;
        for applicant in 0..self.problem.applicants.len() {
            let gain = |choice: &Choice| {
                let factor = |level: Level| self.factor(level, applicant, choice);
                let won: f64 = self
                    .won
                    .iter()
                    .zip(&prices.won)
                    .map(|((l, _), price)| factor(*l) * price)
                    .sum();
                let limits: f64 = choice.limits.iter().map(|&limit| prices.limits[limit]).sum();
                factor(level) + won
                    - prices.applicants[applicant]
                    - prices.classes[choice.class]
                    - limits
            };
            let mut paying: Vec<(f64, usize)> =
                self.classes.choices[applicant].iter().map(gain).zip(0..).collect();
            paying.retain(|(gain, place)| {
                *gain > NO_GAIN && !self.known.contains(&(applicant, *place))
            });
            paying.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for (_, place) in paying.into_iter().take(AT_ONCE) {
                any |= self.add(applicant, place);
            }
        }
        any
    }

    fn factor(&self, level: Level, applicant: usize, choice: &Choice) -> f64 {
        let applicant = &self.problem.applicants[applicant];
        let yes = |yes: bool| if yes { 1.0 } else { 0.0 };
        match level {
            Level::Danger => yes(applicant.counts && applicant.in_danger),
            Level::Placed => yes(applicant.counts),
            Level::Penalty => -choice.penalty,
        }
    }

    /// Rows in this order: applicants, classes, limits, who must be placed, levels won.
    fn model(&self, level: Level, in_whole: bool) -> Model {
        let mut columns = Vec::with_capacity(self.columns.len());
        let (applicants, classes) = (self.problem.applicants.len(), self.classes.units.len());
        let limits = self.problem.limits.len();
        let mut rows: Vec<Row> = Vec::with_capacity(applicants + classes + limits);
        let blank = |at_most: f64| Row { terms: Vec::new(), at_most };
        rows.extend((0..applicants).map(|_| blank(1.0)));
        rows.extend(self.classes.units.iter().map(|units| blank(float(units.len()))));
        rows.extend(self.problem.limits.iter().map(|limit| blank(float(limit.at_most))));
        rows.extend(self.problem.applicants.iter().map(|a| blank(if a.must { -1.0 } else { 0.0 })));
        rows.extend(self.won.iter().map(|(_, won)| blank(-won)));
        for (k, &(applicant, _)) in self.columns.iter().enumerate() {
            let choice = self.choice(k);
            let mut column = Column::yes_or_no(self.factor(level, applicant, choice));
            (column.whole, column.upper) = (in_whole, if in_whole { 1.0 } else { f64::INFINITY });
            columns.push(column);
            rows[applicant].terms.push((k, 1.0));
            rows[applicants + choice.class].terms.push((k, 1.0));
            for &limit in choice.limits.iter().filter(|limit| self.written[**limit]) {
                rows[applicants + classes + limit].terms.push((k, 1.0));
            }
            if self.problem.applicants[applicant].must {
                rows[applicants + classes + limits + applicant].terms.push((k, -1.0));
            }
            let first = 2 * applicants + classes + limits;
            for (place, (won, _)) in self.won.iter().enumerate() {
                let factor = self.factor(*won, applicant, choice);
                if factor > 0.5 {
                    rows[first + place].terms.push((k, -factor));
                }
            }
        }
        Model { columns, rows }
    }

    /// Gives the units of each class to those who took one of it, in order.
    fn units(&self, solved: &Solved) -> Vec<Option<usize>> {
        let mut left: Vec<std::slice::Iter<'_, usize>> =
            self.classes.units.iter().map(|units| units.iter()).collect();
        let mut unit_of = vec![None; self.problem.applicants.len()];
        for (k, &(applicant, _)) in self.columns.iter().enumerate() {
            if solved.values[k] > 0.5 {
                unit_of[applicant] = left[self.choice(k).class].next().copied();
            }
        }
        unit_of
    }

    /// Limits that an answer passes and that are not written down yet.
    fn passed(&self, unit_of: &[Option<usize>]) -> Vec<usize> {
        let limits = self.problem.limits.iter().enumerate();
        let passed = limits.filter(|(_, limit)| limit.taken_by(unit_of).count() > limit.at_most);
        passed.map(|(k, _)| k).filter(|&k| !self.written[k]).collect()
    }
}

/// An answer and what none can be better than.
type Found = (Vec<Option<usize>>, Objective);

/// What one more of each row would gain.
struct ReducedCosts {
    applicants: Vec<f64>,
    classes: Vec<f64>,
    limits: Vec<f64>,
    won: Vec<f64>,
}

impl ReducedCosts {
    fn read(master: &Master<'_>, duals: &[f64]) -> Self {
        let (a, c) = (master.problem.applicants.len(), master.classes.units.len());
        let l = master.problem.limits.len();
        let part = |from: usize, many: usize| duals[from..from + many].to_vec();
        let must = part(a + c + l, a);
        // Who must be placed is paid for it: its two rows are one price.
        let applicants = part(0, a).iter().zip(must).map(|(one, must)| one - must).collect();
        Self {
            applicants,
            classes: part(a, c),
            limits: part(a + c, l),
            won: part(2 * a + c + l, master.won.len()),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of households, rounded down and never below none"
)]
fn whole(x: f64) -> usize {
    x.max(0.0) as usize
}
