//! The whole question for every reading: explore, choose, and estimate again on tapes that chose nothing.
//!
//! Not here: how a budget's plan is chosen (`choose`), and which tapes serve what (`random/ranges`).

use super::bound::bounds;
use super::candidate::Candidate;
use super::chance_constraint::Often;
use super::choose::Chooser;
use super::envelope::{envelope, step};
use super::explore::explore;
use super::explored::Explored;
use super::levers::{WhyIdle, idle, mean_stay};
use super::plan::Plan;
use super::plan_evaluator::{ModelParts, Models, PlanEvaluator, Trial};
use super::pool::Looked;
use super::question::{Aim, ERROR, ExploredReading, StudyError, StudyQuestion, Tested};
use super::sample::Sample;
use super::told::Told;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::base::random::Replications;
use crate::base::statistics::float;
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::Scenario;
use crate::planning::policy::PolicyView;
use std::collections::BTreeMap;

/// Plans tested for refusals, smallest first.
const TESTED: usize = 5;

/// An evaluator for every reading, in order.
///
/// # Errors
/// If a scenario has issues on its estate.
pub fn evaluators<'a>(
    scenarios: &'a [Scenario],
    (file, homes, geography): (&'a str, &'a OccupiedEstate, &'a Geography),
    candidates: &'a [Candidate],
    (parts, models): (&'a ModelParts, &'a Models<'a>),
) -> Result<Vec<PlanEvaluator<'a>>, Issues> {
    let evaluator = |scenario| {
        PlanEvaluator::new((file, scenario), homes.both(), geography, candidates, (parts, models))
    };
    scenarios.iter().map(evaluator).collect()
}

/// Studies every reading; `step` is called [`STEPS`] times for each.
///
/// # Errors
/// If a lever makes of the scenario something that cannot be, or the solver does not answer.
pub fn study<'a>(
    evaluators: &'a [PlanEvaluator<'a>],
    question: StudyQuestion<'_>,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<ExploredReading<'a>>, StudyError> {
    let mut readings = Vec::new();
    for evaluator in evaluators {
        readings.push(reading(evaluator, question, step)?);
    }
    let chosen: Vec<Vec<Plan>> = (0..question.budgets.len())
        .map(|budget| readings.iter().map(|reading| reading.chosen[budget].plan.clone()).collect())
        .collect();
    for reading in &mut readings {
        reading.fresh = fresh(reading, &chosen, question)?;
        reading.bounds = bounds(reading, question)?;
        step();
    }
    Ok(readings)
}

/// Steps of a study of one reading, for whoever shows progress.
pub const STEPS: u64 = 4;

fn reading<'a>(
    evaluator: &'a PlanEvaluator<'a>,
    question: StudyQuestion<'_>,
    step: &(dyn Fn() + Sync),
) -> Result<ExploredReading<'a>, StudyError> {
    let StudyQuestion { candidates, budgets, aim } = question;
    let estate = evaluator.plain().estate;
    let idle: Vec<Option<WhyIdle>> =
        candidates.iter().map(|one| idle(one, evaluator.scenario, estate)).collect();
    // Who goes first is shown for whoever must choose it; no plan chooses it for its figures.
    let is_usable = |one: &usize| idle[*one].is_none() && candidates[*one].lever.is_in_plans();
    let usable: Vec<usize> = (0..candidates.len()).filter(is_usable).collect();
    let hardly_any_need = is_hardly_any_need(evaluator, aim)?;
    let explored = explore(evaluator, (&usable, hardly_any_need), budgets, aim)?;
    step();
    let mut chooser = Chooser::new(&explored, &usable, question, hardly_any_need);
    let chosen =
        explored.found.iter().map(|found| chooser.choose(found)).collect::<Result<_, _>>()?;
    step();
    let tested = test(&explored, aim)?;
    step();
    let view = PolicyView::new(evaluator.scenario, evaluator.plain());
    let per_day = evaluator.plain().demand.per_day;
    Ok(ExploredReading {
        evaluator,
        luck: evaluator.luck()?,
        idle,
        chosen,
        tested,
        envelope: on_the_envelope(&explored, aim),
        mean_stay: mean_days(&view, evaluator.scenario),
        asks: DAYS_OF_YEAR * per_day,
        explored,
        fresh: BTreeMap::new(),
        bounds: Vec::new(),
    })
}

/// Whether fewer households are turned away with nothing more than make a difference, beyond doubt.
fn is_hardly_any_need(evaluator: &PlanEvaluator<'_>, aim: &Aim) -> Result<bool, Issues> {
    let nothing = Trial::lasting(Plan::nothing(evaluator.candidates.len()));
    let counts = evaluator.steadied(&[nothing], Replications::Need.some(aim.fresh))?;
    let turned_away: Sample = counts.into_iter().flatten().collect();
    let years = f64::from(evaluator.scenario.years.max(1));
    Ok(turned_away.interval(1).high / years < aim.indifference)
}

/// The mean stay over households that something suits; of dispersed homes, where nothing is known of any.
fn mean_days(view: &PolicyView<'_>, scenario: &Scenario) -> f64 {
    let mean = view.mean_nights();
    if mean > 0.0 { mean } else { mean_stay(scenario, crate::base::domain::Kind::Dispersed) }
}

/// Tests the smallest plans that kept refusals low on the tapes of the search; where none did, the one that came nearest,
/// and of several that which turns away fewest.
fn test(explored: &Explored<'_>, aim: &Aim) -> Result<Vec<Tested>, StudyError> {
    let evaluator = explored.pool.evaluator();
    let lasting: Vec<(&Plan, &Looked)> = explored
        .pool
        .known()
        .iter()
        .filter(|(trial, _)| trial.ends.is_none())
        .map(|(trial, looked)| (&trial.plan, looked))
        .collect();
    let share = |looked: &Looked| f64::from(looked.kept) / f64::from(explored.pool.tapes().max(1));
    let cost = |plan: &Plan| evaluator.pounds_a_year(plan, None);
    let mut promising: Vec<&Plan> = lasting
        .iter()
        .filter(|(_, looked)| share(looked) >= aim.sure)
        .map(|(plan, _)| *plan)
        .collect();
    promising.sort_by(|a, b| a.size().cmp(&b.size()).then(cost(a).total_cmp(&cost(b))));
    promising.truncate(TESTED);
    if promising.is_empty() {
        let years = evaluator.scenario.years;
        let most = lasting.iter().max_by(|a, b| {
            let fewer = b.1.mean(years).total_cmp(&a.1.mean(years));
            a.1.kept.cmp(&b.1.kept).then(fewer).then(cost(b.0).total_cmp(&cost(a.0)))
        });
        promising.extend(most.map(|(plan, _)| *plan));
    }
    let trials: Vec<Trial> = promising.iter().map(|plan| Trial::lasting((*plan).clone())).collect();
    let counts = evaluator.replay(&trials, Replications::Refusals.some(aim.fresh))?;
    let error = ERROR / float(trials.len().max(1));
    let tested = trials.into_iter().zip(counts).map(|(trial, counts)| {
        let kept = counts.iter().filter(|count| count.keeps(aim.refusals)).count() as u64;
        let often = Often::new(kept, u64::from(aim.fresh), error);
        Tested { plan: trial.plan, often, says: often.says(aim.sure) }
    });
    Ok(tested.collect())
}

/// Plans of which none looked at is both cheaper and better on the tapes of the search, each better than the one before by
/// enough to be estimated anew.
fn on_the_envelope(explored: &Explored<'_>, aim: &Aim) -> Vec<Plan> {
    let (plans, points) = explored.by_cost(|trial| trial.ends.is_none());
    let step = step(&points, 24.0, aim.indifference);
    envelope(&points, step).into_iter().map(|which| plans[which].clone()).collect()
}

/// Counts of everything printed, on fresh tapes.
fn fresh(
    reading: &ExploredReading<'_>,
    chosen: &[Vec<Plan>],
    question: StudyQuestion<'_>,
) -> Result<BTreeMap<Trial, Vec<Told>>, Issues> {
    let candidates = question.candidates;
    let nothing = Plan::nothing(candidates.len());
    let usable = || (0..candidates.len()).filter(|&one| reading.idle[one].is_none());
    let singles = || usable().map(|one| nothing.with(one, 1));
    let mut trials = vec![Trial::lasting(nothing.clone())];
    trials.extend(singles().chain(reading.envelope.iter().cloned()).map(Trial::lasting));
    for ((found, own), plans) in reading.explored.found.iter().zip(&reading.chosen).zip(chosen) {
        let next = usable().map(|one| own.plan.with(one, 1));
        let next = next.filter(|plan| plan.is_possible(candidates));
        let plans = plans.iter().chain(&own.family).chain([&own.best]).cloned().chain(next);
        let plans: Vec<Plan> = plans.collect();
        let ending = plans.iter().cloned().chain(singles());
        trials.extend(ending.map(|plan| Trial { plan, ends: found.ends }));
        // Those that go on stand on the envelope, whatever becomes of the budget's funding.
        trials.extend(plans.iter().cloned().map(Trial::lasting));
    }
    trials.sort_unstable();
    trials.dedup();
    let told = reading.evaluator.looked(&trials, 0..question.aim.fresh, Told::new)?;
    Ok(trials.into_iter().zip(told).collect())
}
