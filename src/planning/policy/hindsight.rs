//! The most households that anybody could have housed in a year, knowing all who would ask and how long each
//! would stay: a bound on every policy, on the same tapes.
//!
//! A linear programme for each tape. Columns: a household in a class of units, if a unit of it suits. Rows:
//!
//! 1. a household is housed at most once;
//! 2. in each class of units, whoever lived there at the moment before, plus who moves in, less who has moved
//!    on, lives there now;
//! 3. and no more than there are units, less those still lived in from before the year and those not open yet.
//!
//! Moments are those at which somebody moves in and after which somebody may have moved on before the next does, or a unit
//! more is free: between others the last is the fullest. Whoever may wait takes a unit only from the end of patience
//! on; places for complex needs and funding are left out; a class counts as suitable if any of its units is.
//! Each of these makes the programme larger, never smaller, so what it finds is an upper bound.

use super::orders::Orders;
use super::policy_view::PolicyView;
use crate::base::solver::{self, Column, Row, SolverError};
use crate::base::statistics::float;
use crate::engine::simulation::{Fate, Observer, Replay, Tape, replicate_these};
use std::ops::Range;
use std::time::Duration;

/// One tape of a year: what was possible, and what each policy did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// The replication.
    pub replication: u32,
    /// Households that asked.
    pub asked: i64,
    /// The most that could have been housed.
    pub at_most: i64,
    /// Those that each policy housed.
    pub housed: Vec<i64>,
}

/// Bounds and policies on the same tapes. The model must count one year; the run-in before it is under the
/// scenario's own order for all.
///
/// # Errors
/// If the solver found no bound.
pub fn hindsight(
    view: &PolicyView<'_>,
    policies: &[Orders],
    tapes: Range<u32>,
) -> Result<Vec<Year>, SolverError> {
    let (years, error) = replicate_these(
        view.model,
        tapes,
        || (Vec::new(), None),
        |(years, error), tape| match year(view, policies, tape) {
            Ok(year) => years.push(year),
            Err(found) => *error = Some(found),
        },
        |(mut mine, error), (theirs, other)| {
            mine.extend(theirs);
            (mine, error.or(other))
        },
    );
    if let Some(error) = error {
        return Err(error);
    }
    let mut years = years;
    years.sort_by_key(|year: &Year| year.replication);
    Ok(years)
}

fn year(view: &PolicyView<'_>, policies: &[Orders], tape: &Tape) -> Result<Year, SolverError> {
    let start = view.model.calendar.bounds.first().copied().unwrap_or(0);
    let mut before = Vec::new();
    let mut housed = Vec::new();
    for orders in policies {
        let mut seen = Seen { start, tape, housed: 0, lived_in: Vec::new() };
        let mut replay = Replay::new(view.model);
        replay.offer(orders, start);
        replay.run(tape, &mut seen);
        housed.push(seen.housed);
        before = seen.lived_in;
    }
    let asked = tape.arrival_ms.iter().filter(|&&at| at >= start).count();
    Ok(Year {
        replication: tape.replication,
        asked: i64::try_from(asked).unwrap_or(i64::MAX),
        at_most: at_most(view, tape, &before)?,
        housed,
    })
}

/// Counts who is housed, and notes who lives where from before the year on.
struct Seen<'a> {
    start: u64,
    tape: &'a Tape,
    housed: i64,
    lived_in: Vec<(usize, u64)>,
}

impl Observer for Seen<'_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        let counts = self.tape.arrival_ms[k] >= self.start;
        self.housed += i64::from(counts && matches!(fate, Fate::Placed { .. }));
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        if from < self.start && to > self.start {
            self.lived_in.push((unit, to));
        }
    }
}

/// A household that could be housed in a class of units.
struct Could {
    household: usize,
    class: usize,
    from: u64,
    to: u64,
}

fn at_most(
    view: &PolicyView<'_>,
    tape: &Tape,
    before: &[(usize, u64)],
) -> Result<i64, SolverError> {
    const IN_TIME: Duration = Duration::from_secs(120);
    // The solver's own arithmetic may fall short of a whole household by this much.
    const SLACK: f64 = 1e-6;
    let could = could(view, tape);
    let solved = programme(view, &could, before).maximise(IN_TIME)?;
    if !solved.proven {
        return Err(SolverError::OutOfTime(IN_TIME.as_secs()));
    }
    #[expect(clippy::cast_possible_truncation, reason = "a number of households")]
    let whole = libm::floor(solved.bound + SLACK) as i64;
    Ok(whole)
}

fn could(view: &PolicyView<'_>, tape: &Tape) -> Vec<Could> {
    let start = view.model.calendar.bounds.first().copied().unwrap_or(0);
    let mut could = Vec::new();
    for k in (0..tape.len()).filter(|&k| tape.arrival_ms[k] >= start) {
        let request = tape.request(view.model, k, 0);
        for (class, units) in view.classes.iter().enumerate() {
            if units.units.iter().any(|&unit| tape.may_suit(view.model, k, unit)) {
                let stay = tape.stay_ms(view.model, k, &request, units.kind);
                let asked = tape.arrival_ms[k];
                let from = asked.saturating_add(request.drawn.patience_ms);
                could.push(Could { household: k, class, from, to: asked.saturating_add(stay) });
            }
        }
    }
    could
}

fn programme(view: &PolicyView<'_>, could: &[Could], before: &[(usize, u64)]) -> solver::Model {
    let mut columns: Vec<Column> = could
        .iter()
        .map(|_| Column { objective: 1.0, lower: 0.0, upper: 1.0, whole: false })
        .collect();
    // Row 1.
    let mut rows: Vec<Row> = could
        .chunk_by(|a, b| a.household == b.household)
        .scan(0, |at, chunk| {
            let terms = (*at..*at + chunk.len()).map(|column| (column, 1.0)).collect();
            *at += chunk.len();
            Some(Row { terms, at_most: 1.0 })
        })
        .collect();
    for class in 0..view.classes.len() {
        add_class(view, class, could, before, &mut columns, &mut rows);
    }
    solver::Model { columns, rows }
}

/// Rows 2, and row 3 as the upper bounds of the columns that say how many live in the class.
fn add_class(
    view: &PolicyView<'_>,
    class: usize,
    could: &[Could],
    before: &[(usize, u64)],
    columns: &mut Vec<Column>,
    rows: &mut Vec<Row>,
) {
    let mine: Vec<(usize, &Could)> = could
        .iter()
        .enumerate()
        .filter(|(_, could)| could.class == class && could.from < could.to)
        .collect();
    let mut moments: Vec<u64> = mine.iter().map(|(_, could)| could.from).collect();
    moments.sort_unstable();
    moments.dedup();
    let mut changes: Vec<Vec<(usize, f64)>> = vec![Vec::new(); moments.len()];
    for &(column, could) in &mine {
        changes[moments.partition_point(|&at| at < could.from)].push((column, 1.0));
        let gone = moments.partition_point(|&at| at < could.to);
        if let Some(change) = changes.get_mut(gone) {
            change.push((column, -1.0));
        }
    }
    let frees: Vec<f64> = moments.iter().map(|&at| free(view, class, at, before)).collect();
    let (mut last, mut terms) = (None, Vec::new());
    for (at, &upper) in frees.iter().enumerate() {
        terms.append(&mut changes[at]);
        let next = changes.get(at + 1).zip(frees.get(at + 1));
        let is_fuller_next = |(changes, free): (&Vec<(usize, f64)>, &f64)| {
            changes.iter().all(|(_, factor)| *factor > 0.0) && upper >= *free
        };
        if next.is_some_and(is_fuller_next) {
            continue;
        }
        let mut terms = std::mem::take(&mut terms);
        let lived_in = columns.len();
        columns.push(Column { objective: 0.0, lower: 0.0, upper, whole: false });
        terms.extend(last.map(|last| (last, 1.0)));
        terms.push((lived_in, -1.0));
        rows.push(Row { terms, at_most: 0.0 });
        last = Some(lived_in);
    }
}

/// Units of a class that can be lived in at a moment, less those still lived in from before the year.
fn free(view: &PolicyView<'_>, class: usize, at: u64, before: &[(usize, u64)]) -> f64 {
    let model = view.model;
    let lived_in = |unit: usize| before.iter().any(|&(other, to)| other == unit && to > at);
    // A unit that is never open but was lived in at the beginning is free once its household has left.
    let found_occupied = |unit: usize| {
        model.starts_occupied && model.occupancy.residents.iter().any(|other| other.unit == unit)
    };
    let is_free = |unit: usize| {
        (model.opens[unit].is_some_and(|opens| opens <= at) || found_occupied(unit))
            && !lived_in(unit)
    };
    float(view.classes[class].units.iter().filter(|&&unit| is_free(unit)).count())
}
