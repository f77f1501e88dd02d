//! One reading explored on the tapes of the search: every plan within a budget where they are few, else a search;
//! and how far the search falls short of looking at everything.

use super::budget::Budget;
use super::envelope::by_cost;
use super::lab::{Lab, Trial};
use super::plan::{Plan, count_plans, every_plan};
use super::search::{Bounds, Pool, grow_lazily, search};
use super::study::{Aim, StudyError};
use crate::forecast::Says;
use crate::policy::training;
use crate::reading::Issues;
use serde::Serialize;

/// No more plans than this are looked at one by one.
const FEW: usize = 400;

/// No more plans than this are enumerated to hold the search against them.
const MOST_CHECKED: u64 = 2_000;

/// How plans within a budget were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Every plan was looked at.
    EveryPlan,
    /// By marginal value with exchange.
    Search,
}

/// What the search found within a budget.
#[derive(Debug, Clone)]
pub struct Found {
    /// How.
    pub how: How,
    /// The best plan, on the tapes of the search.
    pub plan: Plan,
    /// When the budget's funding ends.
    pub ends: Option<u32>,
}

/// The search held against every plan of the units alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchCheck {
    /// Plans enumerated.
    pub plans: usize,
    /// Kinds of unit.
    pub kinds: usize,
    /// The most units of a plan.
    pub size: u32,
    /// Tapes on which all were replayed.
    pub tapes: u32,
    /// By budget, and once without one: households a year that the best of all averts more than what the search found.
    pub gaps: Vec<(String, f64)>,
}

/// How often what was tried broke diminishing returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Diminishing {
    /// Pairs tried: a candidate added to nothing, and to a plan.
    pub tried: usize,
    /// Those of which it helped more when added to the plan, beyond doubt.
    pub broken: usize,
}

/// One reading explored.
#[derive(Debug)]
pub struct Explored<'a> {
    /// Every trial replayed.
    pub pool: Pool<'a>,
    /// By budget.
    pub found: Vec<Found>,
    /// Diminishing returns, tried.
    pub diminishing: Diminishing,
    /// The search held against enumeration.
    pub check: Option<SearchCheck>,
}

impl Explored<'_> {
    /// The plans of some of the trials looked at, as [`by_cost`] has them, on the tapes of the search.
    pub(super) fn by_cost(&self, of: impl Fn(&Trial) -> bool) -> (Vec<&Plan>, Vec<(f64, f64)>) {
        let lab = self.pool.lab();
        let known = self.pool.known().iter().filter(|(trial, _)| of(trial));
        by_cost(known.map(|(trial, looked)| {
            let cost = trial.plan.a_year(lab.candidates)[0];
            (cost, looked.mean(lab.scenario.years), &trial.plan)
        }))
    }
}

/// Explores a reading; `usable` are the candidates that could do anything in it.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be, or the solver does not answer.
pub(super) fn explore<'a>(
    lab: &'a Lab<'a>,
    usable: &[usize],
    budgets: &[Budget],
    aim: &Aim,
) -> Result<Explored<'a>, StudyError> {
    let mut pool = Pool::new(lab, training(aim.tapes), aim.refusals);
    let nothing = Plan::nothing(lab.candidates.len());
    let singles = usable.iter().map(|&one| Trial::lasting(nothing.with(one, 1)));
    pool.look(singles.chain([Trial::lasting(nothing.clone())]))?;
    let mut found = Vec::new();
    let mut diminishing = Diminishing { tried: 0, broken: 0 };
    for budget in budgets {
        found.push(within(&mut pool, usable, budget, aim, &mut diminishing)?);
    }
    let anything = |_: &Plan| true;
    let by_pound = |one: usize| lab.candidates[one].a_year()[0];
    let bounds = Bounds {
        of: usable,
        size: u32::MAX,
        allows: &anything,
        least: aim.least_worth,
        part: &by_pound,
        ends: None,
    };
    grow_lazily(&mut pool, &bounds)?;
    let check = check(lab, usable, budgets, aim)?;
    Ok(Explored { pool, found, diminishing, check })
}

fn within(
    pool: &mut Pool<'_>,
    usable: &[usize],
    budget: &Budget,
    aim: &Aim,
    diminishing: &mut Diminishing,
) -> Result<Found, StudyError> {
    let lab = pool.lab();
    let years = lab.scenario.years;
    let ends = lab.funding_ends(budget.funding.as_deref());
    let allows = |plan: &Plan| budget.allows(plan, lab.candidates, years, ends.map(f64::from));
    let part = |one: usize| budget.part(&lab.candidates[one], years);
    let least = aim.least_worth;
    let bounds = Bounds { of: usable, size: u32::MAX, allows: &allows, least, part: &part, ends };
    let (how, plan) = match affordable(lab, &bounds) {
        Some(plans) => (How::EveryPlan, best_of(pool, &plans, ends)?),
        None => (How::Search, search(pool, &bounds)?),
    };
    try_diminishing(pool, usable, &Trial { plan: plan.clone(), ends }, diminishing)?;
    Ok(Found { how, plan, ends })
}

/// Every plan within bounds, if they are few.
fn affordable(lab: &Lab<'_>, bounds: &Bounds<'_>) -> Option<Vec<Plan>> {
    let mut plans = vec![Plan::nothing(lab.candidates.len())];
    for &candidate in bounds.of {
        for plan in plans.clone() {
            let more = (1..).map(|more| plan.with(candidate, more));
            plans.extend(more.take_while(|plan| bounds.is_open(lab, plan)).take(FEW));
            if plans.len() > FEW {
                return None;
            }
        }
    }
    Some(plans)
}

fn best_of(pool: &mut Pool<'_>, plans: &[Plan], ends: Option<u32>) -> Result<Plan, Issues> {
    pool.look(plans.iter().map(|plan| Trial { plan: plan.clone(), ends }))?;
    let lab = pool.lab();
    let rank = |plan: &Plan| {
        let mean = pool.mean(&Trial { plan: plan.clone(), ends }).unwrap_or(f64::INFINITY);
        (mean, plan.a_year(lab.candidates)[0])
    };
    let best = plans.iter().min_by(|a, b| {
        let (a, b) = (rank(a), rank(b));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    Ok(best.cloned().unwrap_or_else(|| Plan::nothing(lab.candidates.len())))
}

/// Adds one more of each candidate to a plan and to nothing, on the tapes of the search, and counts where it helps more
/// there.
fn try_diminishing(
    pool: &mut Pool<'_>,
    usable: &[usize],
    of: &Trial,
    diminishing: &mut Diminishing,
) -> Result<(), Issues> {
    let lab = pool.lab();
    let nothing = Plan::nothing(lab.candidates.len());
    if of.plan == nothing {
        return Ok(());
    }
    let trial = |plan: Plan| Trial { plan, ends: of.ends };
    let room = |one: &usize| of.plan.with(*one, 1).is_possible(lab.candidates);
    let open: Vec<usize> = usable.iter().copied().filter(room).collect();
    let more = open.iter().map(|&one| trial(of.plan.with(one, 1)));
    let singles = open.iter().map(|&one| trial(nothing.with(one, 1)));
    pool.look(more.chain(singles).chain([of.clone(), trial(nothing.clone())]))?;
    let looked = |plan: Plan| pool.known().get(&trial(plan));
    let n = u64::from(pool.tapes());
    for one in open {
        let known = [of.plan.with(one, 1), of.plan.clone(), nothing.with(one, 1), nothing.clone()];
        let [Some(more), Some(own), Some(first), Some(none)] = known.map(looked) else { continue };
        diminishing.tried += 1;
        let rise = more.averts_beyond(own, first, none);
        diminishing.broken += usize::from(rise.says(n, 1) == Says::More);
    }
    Ok(())
}

/// Holds the search against every plan of the units alone, within each budget and without one.
fn check<'a>(
    lab: &'a Lab<'a>,
    usable: &[usize],
    budgets: &[Budget],
    aim: &Aim,
) -> Result<Option<SearchCheck>, StudyError> {
    let is_unit = |one: &usize| lab.candidates[*one].lever.is_unit();
    let units: Vec<usize> = usable.iter().copied().filter(is_unit).collect();
    if aim.check_tapes == 0
        || units.is_empty()
        || count_plans(&units, lab.candidates, aim.size) > MOST_CHECKED
    {
        return Ok(None);
    }
    let every = every_plan(lab.candidates.len(), &units, lab.candidates, aim.size);
    let mut all = Pool::new(lab, training(aim.check_tapes), aim.refusals);
    all.look(every.iter().map(|plan| Trial::lasting(plan.clone())))?;
    let years = lab.scenario.years;
    let mut gaps = Vec::new();
    let mut hold = |name: &str,
                    allows: &dyn Fn(&Plan) -> bool,
                    part: &dyn Fn(usize) -> f64|
     -> Result<(), StudyError> {
        let mut pool = Pool::new(lab, training(aim.check_tapes), aim.refusals);
        let least = aim.least_worth;
        let bounds = Bounds { of: &units, size: aim.size, allows, least, part, ends: None };
        let found = search(&mut pool, &bounds)?;
        let mean = |plan: &Plan| all.mean(&Trial::lasting(plan.clone())).unwrap_or(f64::INFINITY);
        let best = every.iter().filter(|plan| allows(plan)).map(mean).fold(f64::INFINITY, f64::min);
        gaps.push((name.to_owned(), mean(&found) - best));
        Ok(())
    };
    for budget in budgets {
        let allows = |plan: &Plan| budget.allows(plan, lab.candidates, years, None);
        hold(&budget.name, &allows, &|one| budget.part(&lab.candidates[one], years))?;
    }
    hold("", &|_| true, &|one| lab.candidates[one].a_year()[0])?;
    Ok(Some(SearchCheck {
        plans: every.len(),
        kinds: units.len(),
        size: aim.size,
        tapes: aim.check_tapes,
        gaps,
    }))
}
