//! The problem of a batch for other solvers: JSON with every pair and limit, and MPS.
//!
//! `benches/peers/README.md` describes the JSON. Not here: the file (`cli/export`).

use super::problem::{LimitKind, Objective, Problem, Scale, TooLarge};
use super::solution::Solution;
use serde::Serialize;

/// A problem with its names, as other solvers read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Export {
    format: &'static str,
    households: Vec<ExportedHousehold>,
    units: Vec<ExportedUnit>,
    pairs: Pairs,
    limits: Vec<ExportedLimit>,
    order: [&'static str; 4],
    solution: ExportedSolution,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ExportedHousehold {
    reference: String,
    immediate_danger: bool,
    must: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ExportedUnit {
    unit: String,
}

/// Who may take what, household by household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
struct Pairs {
    household: Vec<usize>,
    unit: Vec<usize>,
    penalty: Vec<i64>,
}

/// At most so many of these pairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ExportedLimit {
    name: String,
    at_most: usize,
    pairs: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct ExportedSolution {
    pairs: Vec<usize>,
    objective: Objective,
    seconds: f64,
    seconds_one_to_one: OneToOne,
    objective_one_to_one: Objective,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct OneToOne {
    assignment: f64,
}

/// What was measured of this problem.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Seconds for all levels, once the problem stands.
    pub seconds: f64,
    /// Seconds for the assignment alone, limits left out, once its rows stand.
    pub seconds_one_to_one: f64,
    /// What the assignment alone comes to.
    pub objective_one_to_one: Objective,
}

impl Export {
    /// Of a problem whose applicants, units and settings have these names.
    pub fn new(
        problem: &Problem,
        (references, units, settings): (&[String], &[String], &[String]),
        solution: &Solution,
        measured: Measured,
    ) -> Self {
        let mut used: Vec<usize> =
            problem.applicants.iter().flat_map(|a| a.choices.iter().map(|c| c.unit)).collect();
        used.sort_unstable();
        used.dedup();
        let mut pairs = Pairs::default();
        let mut taken = Vec::new();
        for (household, applicant) in problem.applicants.iter().enumerate() {
            for choice in &applicant.choices {
                if solution.unit_of[household] == Some(choice.unit) {
                    taken.push(pairs.household.len());
                }
                pairs.household.push(household);
                pairs.unit.push(used.partition_point(|unit| *unit < choice.unit));
                pairs.penalty.push(choice.penalty);
            }
        }
        let listed = problem.applicants.iter().zip(references);
        Self {
            format: "lintel-allocation 1",
            households: listed
                .map(|(applicant, reference)| ExportedHousehold {
                    reference: reference.clone(),
                    immediate_danger: applicant.in_danger,
                    must: applicant.must,
                })
                .collect(),
            units: used.iter().map(|&unit| ExportedUnit { unit: units[unit].clone() }).collect(),
            limits: limits(problem, references, settings),
            pairs,
            order: ["immediate_danger", "placed", "penalty", "positions"],
            solution: ExportedSolution {
                pairs: taken,
                objective: solution.objective,
                seconds: measured.seconds,
                seconds_one_to_one: OneToOne { assignment: measured.seconds_one_to_one },
                objective_one_to_one: measured.objective_one_to_one,
            },
        }
    }
}

fn limits(problem: &Problem, references: &[String], settings: &[String]) -> Vec<ExportedLimit> {
    let mut first = Vec::with_capacity(problem.applicants.len());
    let mut pairs = 0;
    for applicant in &problem.applicants {
        first.push(pairs);
        pairs += applicant.choices.len();
    }
    let place = |applicant: usize, unit: usize| {
        let choices = &problem.applicants[applicant].choices;
        let found = choices.binary_search_by_key(&unit, |choice| choice.unit).ok()?;
        Some(first[applicant] + found)
    };
    let exported = problem.limits.iter().map(|limit| ExportedLimit {
        name: name(limit.kind, references, settings),
        at_most: limit.at_most,
        pairs: limit
            .members
            .iter()
            .flat_map(|(who, units)| units.iter().filter_map(|&unit| place(*who, unit)))
            .collect(),
    });
    exported.collect()
}

fn name(kind: LimitKind, references: &[String], settings: &[String]) -> String {
    match kind {
        LimitKind::KeepApart(a, b) => format!("keep_apart {} {}", references[a], references[b]),
        LimitKind::ComplexNeeds(setting) => format!("complex_needs {}", settings[setting]),
        LimitKind::Nrpf => "nrpf".to_owned(),
        LimitKind::Moves => "moves".to_owned(),
        LimitKind::Ring => "ring".to_owned(),
    }
}

/// The problem in free MPS, one weighted objective to be minimised that keeps the order of the levels.
///
/// Rows are named by their number in `formulation.md`.
///
/// # Errors
/// Where the weights cannot be added up exactly.
pub fn mps(problem: &Problem) -> Result<String, TooLarge> {
    let scale = Scale::of(problem, 0)?;
    let said = "* the weighted objective keeps the order of the levels; see src/desk/allocation/formulation.md";
    let mut rows: Vec<String> =
        [said, "NAME lintel", "ROWS", " N cost"].map(str::to_owned).to_vec();
    let mut sides = vec!["RHS".to_owned()];
    let mut row = |name: &str, sense: char, at: usize| {
        rows.push(format!(" {sense} {name}"));
        sides.push(format!("    rhs {name} {at}"));
    };
    for (k, applicant) in problem.applicants.iter().enumerate() {
        row(&format!("r1_{k}"), if applicant.must { 'E' } else { 'L' }, 1);
    }
    for unit in 0..problem.units {
        row(&format!("r3_{unit}"), 'L', 1);
    }
    for (k, limit) in problem.limits.iter().enumerate() {
        row(&format!("r{}_{k}", line(limit.kind)), 'L', limit.at_most);
    }
    let mut columns = vec!["COLUMNS".to_owned(), "    MARKER whole 'MARKER' 'INTORG'".to_owned()];
    let mut bounds = vec!["BOUNDS".to_owned()];
    for (k, applicant) in problem.applicants.iter().enumerate() {
        for choice in &applicant.choices {
            let cost = scale.cost(applicant, *choice);
            let column = format!("x_{k}_{}", choice.unit);
            columns.push(format!("    {column} cost {cost} r1_{k} 1"));
            columns.push(format!("    {column} r3_{} 1", choice.unit));
            let limits = problem.limits.iter().enumerate();
            let under = limits.filter(|(_, limit)| limit.covers(k, choice.unit));
            columns.extend(
                under.map(|(l, limit)| format!("    {column} r{}_{l} 1", line(limit.kind))),
            );
            bounds.push(format!(" BV bnd {column}"));
        }
    }
    columns.push("    MARKER whole 'MARKER' 'INTEND'".to_owned());
    let parts = [rows, columns, sides, bounds, vec!["ENDATA\n".to_owned()]];
    Ok(parts.concat().join("\n"))
}

/// The line of the formulation.
fn line(kind: LimitKind) -> u8 {
    match kind {
        LimitKind::KeepApart(..) => 4,
        LimitKind::ComplexNeeds(_) => 5,
        LimitKind::Nrpf => 6,
        LimitKind::Moves => 7,
        LimitKind::Ring => 8,
    }
}
