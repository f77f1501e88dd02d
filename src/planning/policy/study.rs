//! One reading of a scenario, wholly: three levels of demand, policies tuned for the right demand and for wrong
//! ones, their contest on fresh tapes, and the bounds.

use super::classes::UnitClass;
use super::contest::{Contest, contest};
use super::fluid::fluid;
use super::hindsight::{Year, hindsight};
use super::orders::{
    Contender, Held, Hold, Orders, by_cost, by_points, by_points_and_cost, cost_of_stays,
    file_order, held, holding,
};
use super::policy_view::PolicyView;
use super::regimes::{Level, Regime, regimes, scaled, wrong_mix};
use super::tune::{Tuned, tune};
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::base::random::Replications;
use crate::base::solver::SolverError;
use crate::engine::demand::{self, Demand};
use crate::engine::simulation::Model;
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::scenario::Scenario;

/// What is to be compared, and on how many tapes.
#[derive(Debug, Clone)]
pub struct ExperimentDesign {
    /// Policies; the plain preference order is always among them.
    pub contenders: Vec<Contender>,
    /// Histories that results are told from.
    pub replications: u32,
    /// Histories that prices and weights are learned from.
    pub training: u32,
    /// One-year tapes for the bound.
    pub bounded: u32,
}

/// Fewer histories than this are refused: differences between policies are a few in a thousand households.
pub const LEAST_REPLICATIONS: u32 = 200;

/// One-year tapes on which policies are held against the bound.
pub const BOUNDED_TAPES: u32 = 20;

/// Steps of a study of one reading with three levels of demand, for whoever shows progress.
pub const STEPS: u64 = 12;

/// Why there is no study.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The scenario has issues.
    #[error("the scenario has issues")]
    Issues(Issues),
    /// The bound was not found.
    #[error("the bound by hindsight was not found: {0}")]
    Bound(#[from] SolverError),
    /// A hold names nothing, or nobody.
    #[error(
        "nothing can be held for \"{0}\": no unit is of that class or kind, or none of them is anybody's first choice; the unit classes here are {1}"
    )]
    NothingHeld(String, String),
    /// A hold is of more units than there are.
    #[error("hold:{0}:{1} holds more units than there are: {2} are of that class or kind")]
    TooManyHeld(String, usize, usize),
}

/// What a policy learned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// It has nothing to learn.
    Nothing,
    /// The demand it is tried on.
    Right,
    /// Another level of demand.
    WrongLevel(Level),
    /// The same demand, as if every class of household were equally common.
    WrongMix,
}

/// One policy in one contest.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The policy.
    pub contender: Contender,
    /// What it learned from.
    pub learned: Learned,
    /// The weight of a household turned away against points, where it has one.
    pub weight: Option<f64>,
    /// What it holds empty and for whom.
    pub held: Option<Held>,
    /// Its orders.
    pub orders: Orders,
    /// Whether they are the plain preference order's.
    pub same_order: bool,
}

/// One level of demand.
#[derive(Debug)]
pub struct Round {
    /// The level.
    pub regime: Regime,
    /// What was learned there.
    pub tuned: Tuned,
    /// Policies other than the preference order.
    pub entries: Vec<Entry>,
    /// What came of them.
    pub contest: Contest,
    /// One-year tapes with the bound: the preference order first, then each entry that learned the right demand.
    pub years: Vec<Year>,
    /// Households that could be housed in a year of a steady stream.
    pub fluid: f64,
}

/// One reading.
#[derive(Debug)]
pub struct Study {
    /// The scenario.
    pub scenario: Scenario,
    /// The plan.
    pub plan: ExperimentDesign,
    /// Classes of household.
    pub households: Vec<String>,
    /// Classes of unit.
    pub classes: Vec<UnitClass>,
    /// Expected nights in each class of unit.
    pub nights: Vec<f64>,
    /// Levels of demand, lowest first.
    pub rounds: Vec<Round>,
}

/// Where a study takes place.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    homes: &'a OccupiedEstate,
    geography: &'a Geography,
    /// A model of this estate from which what nearness says is taken, once there is one.
    known: Option<&'a Model<'a>>,
}

impl<'a> Place<'a> {
    fn demand(&self, scenario: &Scenario) -> Result<Demand, StudyError> {
        demand::build(self.file, scenario, &self.homes.estate, self.geography)
            .map_err(StudyError::Issues)
    }

    fn model(&self, scenario: &Scenario, demand: &'a Demand) -> Model<'a> {
        let new = || Model::new(scenario, self.homes.both(), self.geography, demand);
        self.known.map_or_else(new, |known| known.beside(scenario, &self.homes.estate, demand))
    }
}

/// Studies one reading; `step` is called [`STEPS`] times.
///
/// # Errors
/// If the scenario has issues, the bound was not found, or a hold names nothing.
pub fn study(
    (file, scenario): (&str, &Scenario),
    homes: &OccupiedEstate,
    geography: &Geography,
    plan: &ExperimentDesign,
    step: &(dyn Fn() + Sync),
) -> Result<Study, StudyError> {
    let place = Place { file, homes, geography, known: None };
    let own = place.demand(scenario)?;
    let model = place.model(scenario, &own);
    let place = Place { known: Some(&model), ..place };
    let view = PolicyView::new(scenario, &model);
    let levels = regimes(scenario, &view);
    refuse_idle_holds(&view, plan)?;
    let lessons = learn(place, scenario, &levels, plan, step)?;
    let mut rounds = Vec::new();
    for (which, &regime) in levels.iter().enumerate() {
        let scaled = scaled(scenario, regime.factor);
        rounds.push(round(place, &scaled, regime, (&lessons, which), plan, step)?);
    }
    Ok(Study {
        scenario: scenario.clone(),
        plan: plan.clone(),
        households: own.classes.iter().map(|class| class.name.clone()).collect(),
        nights: (0..view.classes.len()).map(|class| view.nights_in(class)).collect(),
        classes: view.classes.clone(),
        rounds,
    })
}

/// A hold that names nothing is said before anything is simulated.
fn refuse_idle_holds(view: &PolicyView<'_>, plan: &ExperimentDesign) -> Result<(), StudyError> {
    plan.contenders.iter().try_for_each(|contender| match contender {
        Contender::Hold(hold) => found_held(view, hold).map(drop),
        _ => Ok(()),
    })
}

/// What was learned at one level of demand, from the right mix and from the wrong one.
#[derive(Debug)]
struct Lesson {
    level: Level,
    right: Tuned,
    wrong_mix: Tuned,
}

fn learn(
    place: Place<'_>,
    scenario: &Scenario,
    levels: &[Regime],
    plan: &ExperimentDesign,
    step: &(dyn Fn() + Sync),
) -> Result<Vec<Lesson>, StudyError> {
    let tuned = |scenario: &Scenario| {
        let demand = place.demand(scenario)?;
        let model = place.model(scenario, &demand);
        let tuned =
            tune(&PolicyView::new(scenario, &model), &Replications::Training.some(plan.training));
        step();
        Ok::<_, StudyError>(tuned)
    };
    let lesson = |regime: &Regime| {
        let scaled = scaled(scenario, regime.factor);
        let (right, wrong_mix) = (tuned(&scaled)?, tuned(&wrong_mix(&scaled))?);
        Ok(Lesson { level: regime.level, right, wrong_mix })
    };
    levels.iter().map(lesson).collect()
}

fn round(
    place: Place<'_>,
    scenario: &Scenario,
    regime: Regime,
    (lessons, which): (&[Lesson], usize),
    plan: &ExperimentDesign,
    step: &(dyn Fn() + Sync),
) -> Result<Round, StudyError> {
    let demand = place.demand(scenario)?;
    let model = place.model(scenario, &demand);
    let view = PolicyView::new(scenario, &model);
    let entries = entries(&view, plan, &taught_by(lessons, which))?;
    let orders: Vec<Orders> = entries.iter().map(|entry| entry.orders.clone()).collect();
    let tapes = 0..plan.replications;
    let contest = contest(&view, &by_points(&view), &orders, tapes.clone(), || ());
    let fluid = fluid(&view, tapes)?;
    step();
    let mut a_year = scenario.clone();
    a_year.years = 1;
    let model = place.model(&a_year, &demand);
    let years = bound(&PolicyView::new(&a_year, &model), &entries, plan)?;
    step();
    Ok(Round { regime, tuned: lessons[which].right.clone(), entries, contest, years, fluid })
}

/// What could be learned for a level: the right demand first, then the wrong ones.
fn taught_by(lessons: &[Lesson], which: usize) -> Vec<(Learned, &Tuned)> {
    let own = &lessons[which];
    let others = lessons.iter().filter(|lesson| lesson.level != own.level);
    std::iter::once((Learned::Right, &own.right))
        .chain(others.map(|lesson| (Learned::WrongLevel(lesson.level), &lesson.right)))
        .chain([(Learned::WrongMix, &own.wrong_mix)])
        .collect()
}

fn entries(
    view: &PolicyView<'_>,
    plan: &ExperimentDesign,
    lessons: &[(Learned, &Tuned)],
) -> Result<Vec<Entry>, StudyError> {
    let mut entries = Vec::new();
    for contender in &plan.contenders {
        let plain = |orders: Orders, held| Entry {
            contender: contender.clone(),
            learned: Learned::Nothing,
            weight: None,
            held,
            same_order: orders == by_points(view),
            orders,
        };
        match contender {
            Contender::Preference => {}
            Contender::FirstFit => entries.push(plain(file_order(view), None)),
            Contender::Hold(hold) => {
                let held = found_held(view, hold)?;
                entries.push(plain(holding(view, &held), Some(held)));
            }
            Contender::Opportunity | Contender::Blend | Contender::Erlang => {
                entries.extend(lessons.iter().map(|lesson| taught(view, contender, *lesson)));
            }
        }
    }
    Ok(entries)
}

fn found_held(view: &PolicyView<'_>, hold: &Hold) -> Result<Held, StudyError> {
    let names = || -> Vec<&str> { view.classes.iter().map(|class| &*class.name).collect() };
    let held = held(view, hold)
        .ok_or_else(|| StudyError::NothingHeld(hold.of.clone(), names().join(", ")))?;
    if held.units.len() < hold.units {
        return Err(StudyError::TooManyHeld(hold.of.clone(), hold.units, held.units.len()));
    }
    Ok(held)
}

/// A policy that learned its prices.
fn taught(
    view: &PolicyView<'_>,
    contender: &Contender,
    (learned, tuned): (Learned, &Tuned),
) -> Entry {
    let by_night = match contender {
        Contender::Erlang => tuned.prices.erlang_by_night.clone(),
        _ => tuned.prices.by_night(),
    };
    let cost = cost_of_stays(view, &by_night);
    let weight = (*contender == Contender::Blend).then_some(tuned.weight);
    let orders = match weight {
        Some(weight) => by_points_and_cost(view, &cost, weight),
        None => by_cost(view, &cost),
    };
    let same_order = orders == by_points(view);
    Entry { contender: contender.clone(), learned, weight, held: None, orders, same_order }
}

/// The bound on one-year tapes, beside the preference order and every policy that learned the right demand.
fn bound(
    view: &PolicyView<'_>,
    entries: &[Entry],
    plan: &ExperimentDesign,
) -> Result<Vec<Year>, StudyError> {
    let mut policies = vec![by_points(view)];
    policies.extend(rightly_taught(entries).map(|entry| entry.orders.clone()));
    Ok(hindsight(view, &policies, 0..plan.bounded)?)
}

/// Entries that learned from the demand they are tried on, or had nothing to learn.
pub fn rightly_taught(entries: &[Entry]) -> impl Iterator<Item = &Entry> {
    entries.iter().filter(|entry| matches!(entry.learned, Learned::Nothing | Learned::Right))
}
