//! Moving residents to make room: never more than asked for, and only where more people are placed.
//!
//! A resident who moves leaves a unit that stands empty for the provider's turnaround before the next can
//! have it, and so on along the chain. A ring of residents moving into one another's units could not
//! begin; it is forbidden (row 8 of `formulation.md`).

use super::batch::Batch;
use super::orders::{Ordered, solve_in_order};
use super::problem::{Limit, LimitKind, Objective, Problem};
use super::solution::SolveError;
use super::solve::Way;
use crate::inputs::estate::Allocation;

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
    let rings = rings(batch, &problem, moves);
    problem.limits.extend(rings);
    solve_in_order(batch, problem, allocation, way)
}

/// Every ring of up to so many residents, as the limit that forbids it: also what somebody may choose
/// instead must not need one.
fn rings(batch: &Batch<'_>, problem: &Problem, moves: usize) -> Vec<Limit> {
    let first = batch.households.len();
    let homes: Vec<usize> = batch.movers().iter().map(|mover| mover.resident.unit).collect();
    let can_move = |from: usize, to: usize| {
        from != to && problem.applicants[first + from].penalty_of(homes[to]).is_some()
    };
    let mut rings = Vec::new();
    let mut begun: Vec<Vec<usize>> = (0..homes.len()).map(|mover| vec![mover]).collect();
    while let Some(chain) = begun.pop() {
        let (start, last) = (chain[0], chain[chain.len() - 1]);
        if chain.len() > 1 && can_move(last, start) {
            rings.push(ring(&chain, &homes, first));
        }
        // Each ring is met once, from the first of those who are in it.
        let next = (start + 1..homes.len())
            .filter(|next| chain.len() < moves && !chain.contains(next) && can_move(last, *next));
        begun.extend(next.map(|next| [chain.clone(), vec![next]].concat()));
    }
    rings
}

/// Residents each of whom would move into the unit of the next, the last into that of the first.
fn ring(chain: &[usize], homes: &[usize], first: usize) -> Limit {
    let next = chain.iter().cycle().skip(1);
    let mut members: Vec<(usize, Vec<usize>)> =
        chain.iter().zip(next).map(|(mover, next)| (first + mover, vec![homes[*next]])).collect();
    members.sort_unstable();
    Limit { kind: LimitKind::Ring, at_most: members.len() - 1, members }
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
