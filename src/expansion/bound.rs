//! What no plan within a budget could avert, if candidates help less the more there already is.
//!
//! Under diminishing returns (submodularity) a plan averts at most what a known plan averts and, for everything it
//! buys besides, what one more of it averts when added to the known plan by itself. The most of that within the
//! budget is a knapsack, solved whole by HiGHS. The least over several known plans is the bound. Diminishing
//! returns are not proven here: simulated services break them by a little, and `broken` counts how often.

use super::budget::{Budget, YEAR};
use super::candidate::Candidate;
use super::choose::Verdict;
use super::count::Count;
use super::lab::Trial;
use super::plan::Plan;
use super::study::{Question, Reading, paired};
use crate::solver::{Column, Model, Row, SolverError};
use std::time::Duration;

/// A known plan: what it averts, and what one more of each candidate averts besides.
#[derive(Debug, Clone)]
struct Known {
    /// Households a year that it averts.
    averts: f64,
    /// For each candidate, households a year that one more averts; none: not known.
    more: Vec<Option<f64>>,
}

/// For each budget the most that any plan within it averts, a year, from the fresh tapes of a reading; none where
/// nothing had to be chosen.
///
/// # Errors
/// If the solver does not answer.
pub(super) fn bounds(
    reading: &Reading<'_>,
    Question { candidates, budgets, .. }: Question<'_>,
) -> Result<Vec<Option<f64>>, SolverError> {
    let years = reading.lab.scenario.years;
    let of = |which: usize, budget: &Budget| {
        let (found, chosen) = (&reading.explored.found[which], &reading.chosen[which]);
        if matches!(chosen.verdict, Verdict::NothingAffordable | Verdict::HardlyAnyNeed) {
            return Ok(None);
        }
        let plans = [Plan::nothing(candidates.len()), chosen.plan.clone()];
        let known: Vec<Known> =
            plans.iter().filter_map(|plan| known(reading, plan, found.ends)).collect();
        at_most(&known, (budget, candidates), years, found.ends)
    };
    budgets.iter().enumerate().map(|(which, budget)| of(which, budget)).collect()
}

/// What a plan averts on fresh tapes, and one more of each candidate besides.
fn known(reading: &Reading<'_>, plan: &Plan, ends: Option<u32>) -> Option<Known> {
    let counts = |plan: &Plan| -> Option<&Vec<Count>> {
        reading.fresh.get(&Trial { plan: plan.clone(), ends })
    };
    let none = reading.fresh.get(&Trial::lasting(Plan::nothing(plan.0.len())))?;
    let own = counts(plan).unwrap_or(none);
    let years = f64::from(reading.lab.scenario.years.max(1));
    let fewer = |than: &[Count], mine: &[Count]| {
        paired(than, mine).mean(u64::try_from(mine.len()).unwrap_or(u64::MAX)) / years
    };
    let more = (0..plan.0.len()).map(|one| {
        let next = plan.with(one, 1);
        if reading.idle[one].is_some() || !next.is_possible(reading.lab.candidates) {
            return Some(0.0);
        }
        counts(&next).map(|next| fewer(own, next))
    });
    Some(Known { averts: fewer(none, own), more: more.collect() })
}

/// The most that any plan within a budget averts, a year.
///
/// # Errors
/// If the solver does not answer.
fn at_most(
    known: &[Known],
    (budget, candidates): (&Budget, &[Candidate]),
    years: u16,
    ends: Option<u32>,
) -> Result<Option<f64>, SolverError> {
    const IN_TIME: Duration = Duration::from_secs(20);
    let mut least: Option<f64> = None;
    for known in known {
        let Some(more) = known.more.iter().copied().collect::<Option<Vec<f64>>>() else { continue };
        let solved = knapsack(&more, (budget, candidates), years, ends).maximise(IN_TIME)?;
        let bound = known.averts + solved.bound.max(0.0);
        least = Some(least.map_or(bound, |least| least.min(bound)));
    }
    Ok(least)
}

/// Columns: how many of each candidate. Rows: what may be spent up to each year, and in it.
fn knapsack(
    more: &[f64],
    (budget, candidates): (&Budget, &[Candidate]),
    years: u16,
    ends: Option<u32>,
) -> Model {
    let columns = more.iter().zip(candidates).map(|(more, candidate)| Column {
        objective: more.max(0.0),
        lower: 0.0,
        upper: f64::from(candidate.most),
        whole: true,
    });
    let mut rows = Vec::new();
    let mut capital = 0.0;
    for year in 1..=years {
        let limit = budget.limit(year);
        capital += limit.capital;
        let (begin, end) = (f64::from(year - 1) * YEAR, f64::from(year) * YEAR);
        let until = ends.map_or(end, |ends| f64::from(ends).min(end));
        let spent = |candidate: &Candidate| {
            let is_due = f64::from(candidate.lead_days) < end;
            if is_due { candidate.capital.pounds } else { 0.0 }
        };
        let running = |candidate: &Candidate| {
            let days = (until - f64::from(candidate.lead_days).max(begin)).max(0.0);
            candidate.yearly.pounds * days / YEAR
        };
        for (cost, at_most) in
            [(&spent as &dyn Fn(&Candidate) -> f64, capital), (&running, limit.yearly)]
        {
            let terms = candidates.iter().map(cost).enumerate().filter(|(_, cost)| *cost > 0.0);
            rows.push(Row { terms: terms.collect(), at_most });
        }
    }
    Model { columns: columns.collect(), rows }
}
