//! The whole question for every reading: explore, choose, and estimate again on tapes that chose nothing.
//!
//! Tapes are told apart by their numbers: what is printed is estimated on those from 0 on, plans are searched for on
//! those of `policy`'s training, chosen on a third set, and tested for refusals on a fourth.

use super::budget::Budget;
use super::candidate::Candidate;
use super::chance::{Kept, Often};
use super::count::Count;
use super::envelope::envelope;
use super::explore::{Explored, explore};
use super::lab::{Grounds, Lab, Models, Trial};
use super::levers::{idle, mean_stay};
use super::plan::Plan;
use super::search::Looked;
use super::select::{Choice, FIRST_STAGE, Selection};
use crate::estate::Estate;
use crate::forecast::Sums;
use crate::geography::Geography;
use crate::policy::Ground;
use crate::reading::Issues;
use crate::scenario::Scenario;
use crate::solver::SolverError;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Tapes of the search.
    pub tapes: u32,
    /// Tapes on which everything printed is estimated.
    pub fresh: u32,
    /// The most tapes on which a plan is chosen.
    pub most: u32,
    /// Households a year that make no difference.
    pub indifference: f64,
    /// The most units of a plan among those that the search is held against.
    pub size: u32,
    /// The share of referrals under which refusals for capacity are to be kept.
    pub refusals: f64,
    /// In what share of histories.
    pub sure: f64,
    /// Tapes on which the search is held against enumeration; 0: it is not.
    pub check_tapes: u32,
    /// Households a year under which a search follows nothing up.
    pub least_worth: f64,
}

/// Why there is no study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The scenario has issues.
    #[error("the scenario has issues")]
    Issues(Issues),
    /// The bound was not found.
    #[error("the bound on what any plan could avert was not found: {0}")]
    Bound(#[from] SolverError),
}

impl From<Issues> for StudyError {
    fn from(issues: Issues) -> Self {
        Self::Issues(issues)
    }
}

/// The chance that any choice, in any budget of a reading, is wrong, at most: half of it for the procedure, half
/// for the cheaper plan taken instead.
pub const ERROR: f64 = 0.05;

/// No more plans than this are compared with certainty in one budget.
const CONTESTANTS: usize = 24;

/// Plans tested for refusals, smallest first.
const TESTED: usize = 5;

/// Tapes of the choice, of the cheaper plan, and of the test for refusals.
const CHOICE: u32 = 1 << 30;
const CHEAPER: u32 = CHOICE + (1 << 28);
const REFUSALS: u32 = CHOICE + (2 << 28);

fn from(first: u32, tapes: u32) -> Range<u32> {
    first..first + tapes
}

/// How a plan was chosen within a budget.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// How many plans were compared with a stated probability.
    pub compared: usize,
    /// How that ended, as plans.
    pub best: Vec<Plan>,
    /// Whether the procedure ended; if not, those of `best` cannot be told apart.
    pub ended: bool,
    /// The plan: the cheapest that falls behind the best by no more than the indifference, beyond doubt.
    pub plan: Plan,
    /// Histories that the procedure took.
    pub histories: u32,
}

/// The smallest plan found that keeps refusals under the share asked for.
#[derive(Debug, Clone)]
pub struct Tested {
    /// The plan.
    pub plan: Plan,
    /// How often it does.
    pub often: Often,
    /// What that says.
    pub says: Kept,
}

/// One reading.
#[derive(Debug)]
pub struct Reading<'a> {
    /// Where plans are replayed.
    pub lab: &'a Lab<'a>,
    /// Why some candidates can do nothing here.
    pub idle: Vec<Option<&'static str>>,
    /// What the search came to.
    pub explored: Explored<'a>,
    /// By budget.
    pub chosen: Vec<Chosen>,
    /// Plans tested for refusals, smallest first.
    pub tested: Vec<Tested>,
    /// Plans of the envelope, cheapest first.
    pub envelope: Vec<Plan>,
    /// Days that a household stays on average.
    pub mean_stay: f64,
    /// Households that ask a year.
    pub asks: f64,
    /// Everything printed: counts on fresh tapes.
    pub fresh: BTreeMap<Trial, Vec<Count>>,
}

/// What a study is of.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What money could buy.
    pub candidates: &'a [Candidate],
    /// What may be spent.
    pub budgets: &'a [Budget],
    /// What is asked for.
    pub aim: &'a Aim,
}

/// A laboratory for every reading, in order.
///
/// # Errors
/// If a scenario has issues on its estate.
pub fn laboratories<'a>(
    scenarios: &'a [Scenario],
    (file, estate, geography): (&'a str, &Estate, &'a Geography),
    candidates: &'a [Candidate],
    (grounds, models): (&'a Grounds, &'a Models<'a>),
) -> Result<Vec<Lab<'a>>, Issues> {
    let lab =
        |scenario| Lab::new((file, scenario), estate, geography, candidates, (grounds, models));
    scenarios.iter().map(lab).collect()
}

/// Studies every reading; `step` is called [`STEPS`] times for each.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be, or the solver does not answer.
pub fn study<'a>(
    labs: &'a [Lab<'a>],
    question: Question<'_>,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<Reading<'a>>, StudyError> {
    let mut readings = Vec::new();
    for lab in labs {
        readings.push(reading(lab, question, step)?);
    }
    let chosen: Vec<Vec<Plan>> = (0..question.budgets.len())
        .map(|budget| readings.iter().map(|reading| reading.chosen[budget].plan.clone()).collect())
        .collect();
    for reading in &mut readings {
        reading.fresh = fresh(reading, &chosen, question)?;
        step();
    }
    Ok(readings)
}

/// Steps of a study of one reading, for whoever shows progress.
pub const STEPS: u64 = 4;

fn reading<'a>(
    lab: &'a Lab<'a>,
    question: Question<'_>,
    step: &(dyn Fn() + Sync),
) -> Result<Reading<'a>, StudyError> {
    let Question { candidates, budgets, aim } = question;
    let estate = lab.plain().estate;
    let idle: Vec<Option<&'static str>> =
        candidates.iter().map(|one| idle(&one.lever, lab.scenario, estate)).collect();
    let usable: Vec<usize> = (0..candidates.len()).filter(|&one| idle[one].is_none()).collect();
    let explored = explore(lab, &usable, budgets, aim)?;
    step();
    let mut chosen = Vec::new();
    for (budget, found) in budgets.iter().zip(&explored.found) {
        chosen.push(choose(&explored, (budget, found.ends), question)?);
    }
    step();
    let tested = test(&explored, aim)?;
    step();
    let ground = Ground::new(lab.scenario, lab.plain());
    let per_day = lab.plain().demand.per_day;
    Ok(Reading {
        lab,
        idle,
        chosen,
        tested,
        envelope: on_the_envelope(&explored, aim),
        mean_stay: mean_days(&ground, lab.scenario),
        asks: 365.0 * per_day,
        explored,
        fresh: BTreeMap::new(),
    })
}

/// The mean stay over households that something suits; of dispersed homes, where nothing is known of any.
fn mean_days(ground: &Ground<'_>, scenario: &Scenario) -> f64 {
    let mean = ground.mean_nights();
    if mean > 0.0 { mean } else { mean_stay(scenario, crate::domain::Kind::Dispersed) }
}

/// Plans within a budget that are worth comparing: the best few on the tapes of the search, and on the way to them
/// those of which none is both cheaper and better; the cheapest first.
fn contestants(
    explored: &Explored<'_>,
    ends: Option<u32>,
    indifference: f64,
    allows: impl Fn(&Plan) -> bool,
) -> Vec<Plan> {
    let lab = explored.pool.lab();
    let years = lab.scenario.years;
    let mut plans: Vec<(f64, f64, &Plan)> = explored
        .pool
        .known()
        .iter()
        .filter(|(trial, _)| trial.ends == ends && allows(&trial.plan))
        .map(|(trial, looked)| {
            (trial.plan.a_year(lab.candidates)[0], looked.mean(years), &trial.plan)
        })
        .collect();
    plans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)));
    let points: Vec<(f64, f64)> = plans.iter().map(|(cost, mean, _)| (*cost, *mean)).collect();
    let mut taken = envelope(&points, step(&points, 12.0, indifference));
    let mut by_value: Vec<usize> = (0..plans.len()).collect();
    by_value.sort_by(|&a, &b| plans[a].1.total_cmp(&plans[b].1).then(a.cmp(&b)));
    for which in by_value {
        if taken.len() >= CONTESTANTS {
            break;
        }
        if !taken.contains(&which) {
            taken.push(which);
        }
    }
    taken.sort_unstable();
    taken.into_iter().map(|which| plans[which].2.clone()).collect()
}

fn choose(
    explored: &Explored<'_>,
    (budget, ends): (&Budget, Option<u32>),
    question: Question<'_>,
) -> Result<Chosen, StudyError> {
    let Question { candidates, budgets, aim } = question;
    let lab = explored.pool.lab();
    let years = lab.scenario.years;
    let allows = |plan: &Plan| {
        plan.is_possible(candidates) && budget.allows(plan, candidates, years, ends.map(f64::from))
    };
    let plans = contestants(explored, ends, aim.indifference, allows);
    #[expect(clippy::cast_precision_loss, reason = "a handful of budgets")]
    let error = 0.5 * ERROR / budgets.len().max(1) as f64;
    let mut selection = Selection::new(plans.len(), 0.5 * aim.indifference, error);
    let mut histories = 0;
    let choice = loop {
        if let Some(choice) = selection.choice() {
            break choice;
        }
        if histories >= aim.most {
            break selection.out_of_histories();
        }
        let batch = u32::try_from(FIRST_STAGE).unwrap_or(u32::MAX);
        race(lab, &plans, ends, &mut selection, from(CHOICE + histories, batch))?;
        histories += batch;
    };
    let ended = matches!(choice, Choice::Best(_));
    let best: Vec<Plan> = choice.left().iter().map(|&which| plans[which].clone()).collect();
    let first = choice.left().first().copied().unwrap_or(0);
    let cheaper = if ended { cheaper(lab, &plans[..=first], ends, question)? } else { None };
    let plan = cheaper.or_else(|| best.first().cloned());
    let nothing = || Plan::nothing(candidates.len());
    Ok(Chosen { compared: plans.len(), plan: plan.unwrap_or_else(nothing), best, ended, histories })
}

/// Some more histories of the plans that could still be the best.
fn race(
    lab: &Lab<'_>,
    plans: &[Plan],
    ends: Option<u32>,
    selection: &mut Selection,
    tapes: Range<u32>,
) -> Result<(), Issues> {
    let left = selection.left().to_vec();
    let trials: Vec<Trial> =
        left.iter().map(|&which| Trial { plan: plans[which].clone(), ends }).collect();
    let counts = lab.replay(&trials, tapes.clone())?;
    let years = f64::from(lab.scenario.years.max(1));
    for tape in 0..tapes.len() {
        if selection.choice().is_some() {
            return Ok(());
        }
        let mut values = vec![0.0; plans.len()];
        for (&which, counts) in left.iter().zip(&counts) {
            values[which] = f64::from(counts[tape].turned_away) / years;
        }
        selection.add(&values);
    }
    Ok(())
}

/// The cheapest plan that falls behind the last by no more than half the indifference, beyond doubt.
fn cheaper(
    lab: &Lab<'_>,
    plans: &[Plan],
    ends: Option<u32>,
    question: Question<'_>,
) -> Result<Option<Plan>, Issues> {
    let Some((_, others)) = plans.split_last() else { return Ok(None) };
    let trials: Vec<Trial> = plans.iter().map(|plan| Trial { plan: plan.clone(), ends }).collect();
    let tapes = from(CHEAPER, question.aim.fresh);
    let n = u64::from(question.aim.fresh);
    let counts = lab.replay(&trials, tapes)?;
    let comparisons = others.len() * question.budgets.len();
    let Some(best) = counts.last() else { return Ok(None) };
    let limit = 0.5 * question.aim.indifference * f64::from(lab.scenario.years.max(1));
    let does = |which: &usize| {
        let behind = paired(&counts[*which], best);
        behind.interval(n, comparisons).high <= limit
    };
    Ok((0..others.len()).find(does).map(|which| plans[which].clone()))
}

/// By how many more the first turns away, tape by tape.
pub(super) fn paired(mine: &[Count], other: &[Count]) -> Sums {
    let mut sums = Sums::default();
    for (mine, other) in mine.iter().zip(other) {
        sums.add(i64::from(mine.turned_away) - i64::from(other.turned_away));
    }
    sums
}

/// Tests the smallest plans that kept refusals low on the tapes of the search; where none did, the one that came nearest.
fn test(explored: &Explored<'_>, aim: &Aim) -> Result<Vec<Tested>, StudyError> {
    let lab = explored.pool.lab();
    let lasting: Vec<(&Plan, &Looked)> = explored
        .pool
        .known()
        .iter()
        .filter(|(trial, _)| trial.ends.is_none())
        .map(|(trial, looked)| (&trial.plan, looked))
        .collect();
    let share = |looked: &Looked| f64::from(looked.kept) / f64::from(explored.pool.tapes().max(1));
    let cost = |plan: &Plan| plan.a_year(lab.candidates)[0];
    let mut promising: Vec<&Plan> = lasting
        .iter()
        .filter(|(_, looked)| share(looked) >= aim.sure)
        .map(|(plan, _)| *plan)
        .collect();
    promising.sort_by(|a, b| a.size().cmp(&b.size()).then(cost(a).total_cmp(&cost(b))));
    promising.truncate(TESTED);
    if promising.is_empty() {
        let most = lasting
            .iter()
            .max_by(|a, b| a.1.kept.cmp(&b.1.kept).then(cost(b.0).total_cmp(&cost(a.0))));
        promising.extend(most.map(|(plan, _)| *plan));
    }
    let trials: Vec<Trial> = promising.iter().map(|plan| Trial::lasting((*plan).clone())).collect();
    let counts = lab.replay(&trials, from(REFUSALS, aim.fresh))?;
    #[expect(clippy::cast_precision_loss, reason = "a handful of plans")]
    let error = ERROR / trials.len().max(1) as f64;
    let tested = trials.into_iter().zip(counts).map(|(trial, counts)| {
        let kept = counts.iter().filter(|count| count.keeps(aim.refusals)).count() as u64;
        let often = Often::new(kept, u64::from(aim.fresh), error);
        Tested { plan: trial.plan, often, says: often.says(aim.sure) }
    });
    Ok(tested.collect())
}

/// How far apart points of an envelope must lie so that there are so many at most: a tenth of the indifference or more.
fn step(points: &[(f64, f64)], most: f64, indifference: f64) -> f64 {
    let greatest = points.first().map_or(0.0, |point| point.1);
    let least = points.iter().map(|point| point.1).fold(greatest, f64::min);
    ((greatest - least) / most).max(0.1 * indifference)
}

/// Plans of which none looked at is both cheaper and better, each better than the one before by enough to print.
fn on_the_envelope(explored: &Explored<'_>, aim: &Aim) -> Vec<Plan> {
    let lab = explored.pool.lab();
    let years = lab.scenario.years;
    let mut plans: Vec<(f64, f64, &Plan)> = explored
        .pool
        .known()
        .iter()
        .filter(|(trial, _)| trial.ends.is_none())
        .map(|(trial, looked)| {
            (trial.plan.a_year(lab.candidates)[0], looked.mean(years), &trial.plan)
        })
        .collect();
    plans.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(b.2)));
    let points: Vec<(f64, f64)> = plans.iter().map(|(cost, mean, _)| (*cost, *mean)).collect();
    let step = step(&points, 24.0, aim.indifference);
    envelope(&points, step).into_iter().map(|which| plans[which].2.clone()).collect()
}

/// Counts of everything printed, on fresh tapes.
fn fresh(
    reading: &Reading<'_>,
    chosen: &[Vec<Plan>],
    question: Question<'_>,
) -> Result<BTreeMap<Trial, Vec<Count>>, Issues> {
    let candidates = question.candidates;
    let nothing = Plan::nothing(candidates.len());
    let usable = || (0..candidates.len()).filter(|&one| reading.idle[one].is_none());
    let mut trials = vec![Trial::lasting(nothing.clone())];
    trials.extend(usable().map(|one| Trial::lasting(nothing.with(one, 1))));
    trials.extend(reading.envelope.iter().cloned().map(Trial::lasting));
    for (found, plans) in reading.explored.found.iter().zip(chosen) {
        trials.extend(plans.iter().map(|plan| Trial { plan: plan.clone(), ends: found.ends }));
    }
    for (found, chosen) in reading.explored.found.iter().zip(&reading.chosen) {
        let next = usable().map(|one| chosen.plan.with(one, 1));
        let next = next.filter(|plan| plan.is_possible(candidates));
        let best = chosen.best.first().cloned();
        trials.extend(next.chain(best).map(|plan| Trial { plan, ends: found.ends }));
    }
    trials.sort_unstable();
    trials.dedup();
    let counts = reading.lab.replay(&trials, 0..question.aim.fresh)?;
    Ok(trials.into_iter().zip(counts).collect())
}
