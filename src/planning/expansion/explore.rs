//! One reading explored on the tapes of the search: which plans there are within a budget, and which of them promise
//! most; and how far the search falls short of looking at everything.

use super::allowance::Allowance;
use super::bounds::Bounds;
use super::budget::Budget;
use super::cost_curve::grow_lazily;
use super::enumerate::every;
use super::explored::{Explored, Found, How, SearchCheck};
use super::plan::{Plan, count_plans, every_plan};
use super::plan_evaluator::{PlanEvaluator, Trial};
use super::pool::Pool;
use super::question::{Aim, StudyError};
use super::search::search;
use crate::base::parse::Issues;
use crate::base::random::Replications;

/// No more plans than this are looked at on every tape of the search.
const FEW: usize = 400;

/// Starts of a search at random, where not every plan is looked at.
const AT_RANDOM: u32 = 4;

/// No more plans than this are enumerated to hold the search against them.
const MOST_CHECKED: u64 = 2_000;

/// Explores a reading; `usable` are the candidates that could do anything in it, and where hardly anybody is turned
/// away not every plan need be known.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be, or the solver does not answer.
pub(super) fn explore<'a>(
    evaluator: &'a PlanEvaluator<'a>,
    (usable, hardly_any_need): (&[usize], bool),
    budgets: &[Budget],
    aim: &Aim,
) -> Result<Explored<'a>, StudyError> {
    let mut pool = Pool::new(evaluator, Replications::Training.some(aim.tapes), aim.refusals);
    let nothing = Plan::nothing(evaluator.candidates.len());
    let singles = usable.iter().map(|&one| Trial::lasting(nothing.with(one, 1)));
    pool.look(singles.chain([Trial::lasting(nothing.clone())]))?;
    let mut found = Vec::new();
    for budget in budgets {
        found.push(within(&mut pool, (usable, hardly_any_need), budget, aim)?);
    }
    grow_lazily(&mut pool, &without_budget(usable, u32::MAX, aim))?;
    let check = check(evaluator, usable, budgets, aim)?;
    Ok(Explored { pool, found, check })
}

/// What could be had for any money.
fn without_budget<'a>(of: &'a [usize], size: u32, aim: &Aim) -> Bounds<'a> {
    Bounds { of, size, allowance: None, least: aim.least_worth, ends: None, at_random: 0 }
}

fn within(
    pool: &mut Pool<'_>,
    (usable, hardly_any_need): (&[usize], bool),
    budget: &Budget,
    aim: &Aim,
) -> Result<Found, StudyError> {
    let evaluator = pool.evaluator();
    let ends = evaluator.funding_ends(budget.funding.as_deref());
    let allowance = Allowance::new(budget, evaluator.candidates, evaluator.scenario.years, ends);
    let all = if hardly_any_need { None } else { every(&allowance, usable, aim.every) };
    let (how, every) = all.unwrap_or((How::Search, Vec::new()));
    let plan = if how == How::EveryPlan && every.len() <= FEW {
        best_of(pool, &every, ends)?
    } else {
        let is_searched_for = how == How::Search && !hardly_any_need;
        let bounds = Bounds {
            allowance: Some(&allowance),
            ends,
            at_random: if is_searched_for { AT_RANDOM } else { 0 },
            ..without_budget(usable, u32::MAX, aim)
        };
        search(pool, &bounds)?
    };
    Ok(Found { how, plan, ends, allowance, every })
}

fn best_of(pool: &mut Pool<'_>, plans: &[Plan], ends: Option<u32>) -> Result<Plan, Issues> {
    pool.look(plans.iter().map(|plan| Trial { plan: plan.clone(), ends }))?;
    let evaluator = pool.evaluator();
    let rank = |plan: &Plan| {
        let mean = pool.mean(&Trial { plan: plan.clone(), ends }).unwrap_or(f64::INFINITY);
        (mean, evaluator.pounds_a_year(plan, ends))
    };
    let best = plans.iter().min_by(|a, b| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    Ok(best.cloned().unwrap_or_else(|| Plan::nothing(evaluator.candidates.len())))
}

/// Holds the search against every plan of the units alone, within each budget and without one.
fn check<'a>(
    evaluator: &'a PlanEvaluator<'a>,
    usable: &[usize],
    budgets: &[Budget],
    aim: &Aim,
) -> Result<Option<SearchCheck>, StudyError> {
    let is_unit = |one: &usize| evaluator.candidates[*one].lever.is_unit();
    let units: Vec<usize> = usable.iter().copied().filter(is_unit).collect();
    if aim.check_tapes == 0
        || units.is_empty()
        || count_plans(&units, evaluator.candidates, aim.size) > MOST_CHECKED
    {
        return Ok(None);
    }
    let every = every_plan(evaluator.candidates.len(), &units, evaluator.candidates, aim.size);
    let mut all = Pool::new(evaluator, Replications::Training.some(aim.check_tapes), aim.refusals);
    all.look(every.iter().map(|plan| Trial::lasting(plan.clone())))?;
    let mut gaps = Vec::new();
    // A search looks at what is known here already, and at what it comes by besides.
    let mut hold = |name: &str, bounds: &Bounds<'_>| -> Result<(), StudyError> {
        let found = search(&mut all, bounds)?;
        let mean = |plan: &Plan| all.mean(&Trial::lasting(plan.clone())).unwrap_or(f64::INFINITY);
        let open = every.iter().filter(|plan| bounds.is_open(evaluator, plan));
        let best = open.map(mean).fold(f64::INFINITY, f64::min);
        gaps.push((name.to_owned(), mean(&found) - best));
        Ok(())
    };
    let bounds = without_budget(&units, aim.size, aim);
    for budget in budgets {
        let allowance =
            Allowance::new(budget, evaluator.candidates, evaluator.scenario.years, None);
        hold(
            &budget.name,
            &Bounds { allowance: Some(&allowance), at_random: AT_RANDOM, ..bounds },
        )?;
    }
    hold("", &bounds)?;
    Ok(Some(SearchCheck {
        plans: every.len(),
        kinds: units.len(),
        size: aim.size,
        tapes: aim.check_tapes,
        gaps,
    }))
}
