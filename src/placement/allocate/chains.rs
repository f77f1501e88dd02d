//! Moving residents to make room: never more than asked for, and only where more people are placed.
//!
//! A resident who moves leaves a unit that stands empty for the provider's turnaround before the next can
//! have it, and so on along the chain. A ring of residents moving into one another's units could not
//! begin; it is forbidden (row 8 of `formulation.md`).

use super::batch::Batch;
use super::orders::{Ordered, solve_in_order};
use super::problem::{Limit, LimitKind, Objective, Problem};
use super::solve::{SolveError, Way};
use crate::estate::Allocation;

/// An answer, and what it would come to if nobody moved.
#[derive(Debug)]
pub(super) struct Moved {
    pub(super) ordered: Ordered,
    /// None where nobody moves.
    pub(super) without: Option<Objective>,
}

/// The answer with as few moves as place as many people as any number up to `most` can.
///
/// # Errors
/// Where weights are too large, or the solver gives up.
pub(super) fn with_moves(
    batch: &Batch<'_>,
    most: usize,
    allocation: &Allocation,
    way: Way,
) -> Result<Option<Moved>, SolveError> {
    let mut best = solve_in_order(batch, batch.problem(), allocation, way)?;
    let unmoved = best.as_ref().map(|best| best.solution.objective);
    let mut moved = false;
    for moves in 1..=most {
        let Some(found) = without_rings(batch, moves, allocation, way)? else { continue };
        let worth_it = best.as_ref().is_none_or(|best| places_more(&found, best));
        if worth_it {
            (best, moved) = (Some(found), true);
        }
    }
    let without = unmoved.filter(|_| moved);
    Ok(best.map(|ordered| Moved { ordered, without }))
}

/// More people, in the order's own sense; points alone are no reason to move anybody.
fn places_more(one: &Ordered, other: &Ordered) -> bool {
    let key = |ordered: &Ordered| {
        let mut objective = ordered.solution.objective;
        objective.penalty = 0;
        let shortfall = ordered.problem.shortfall(&ordered.solution.unit_of);
        (shortfall, objective.order(ordered.problem.aim))
    };
    key(one) < key(other)
}

fn without_rings(
    batch: &Batch<'_>,
    moves: usize,
    allocation: &Allocation,
    way: Way,
) -> Result<Option<Ordered>, SolveError> {
    let mut problem = batch.problem_with_moves(moves);
    loop {
        let found = solve_in_order(batch, problem.clone(), allocation, way)?;
        let Some(found) = found else { return Ok(None) };
        match ring(batch, &problem, &found.solution.unit_of) {
            None => return Ok(Some(found)),
            Some(ring) => problem.limits.push(ring),
        }
    }
}

/// Residents who would move round in a ring, as the limit that forbids it.
fn ring(batch: &Batch<'_>, problem: &Problem, unit_of: &[Option<usize>]) -> Option<Limit> {
    let first = batch.households.len();
    let homes: Vec<usize> = batch.movers().iter().map(|mover| mover.resident.unit).collect();
    let moves_to = |mover: usize| unit_of[first + mover].filter(|unit| *unit != homes[mover]);
    for start in 0..problem.applicants.len().saturating_sub(first) {
        let mut round = Vec::new();
        let mut mover = start;
        while let Some(unit) = moves_to(mover) {
            round.push((first + mover, vec![unit]));
            match homes.iter().position(|home| *home == unit) {
                Some(next) if next == start => {
                    round.sort_unstable();
                    let at_most = round.len() - 1;
                    return Some(Limit { kind: LimitKind::Ring, at_most, members: round });
                }
                Some(next) if round.len() <= homes.len() => mover = next,
                _ => break,
            }
        }
    }
    None
}

/// For each unit that somebody moves out of, nights until the next can have it.
pub(super) fn free_in_nights(
    moves: &[(usize, usize)],
    turnaround: u32,
) -> impl Fn(usize) -> u32 + '_ {
    move |unit| {
        let mut nights = 0_u32;
        let mut unit = unit;
        // A chain has no ring, so it is no longer than the moves.
        for _ in 0..moves.len() {
            match moves.iter().find(|(from, _)| *from == unit) {
                Some((_, to)) => (nights, unit) = (nights.saturating_add(turnaround), *to),
                None => break,
            }
        }
        nights
    }
}
