//! Plans replayed: every plan on the same tapes, which part only on the day of the decision.
//!
//! The years before the scenario's first day are played once a tape and copied for every plan. From then on a
//! plan's units open after their lead times, and each lever changes the rules, stays or homes when it begins to
//! work. Where the funding ends, everything that a plan bought ends with it.

use super::arena::Arena;
use super::bench::{Bench, Change, Course, Numbers, PLAIN, in_order};
use super::candidate::Candidate;
use super::horizon::Horizon;
use super::levers::{
    Changeable, Working, drawn_by, estate_at_work, on_estate, scenario_at_work, with_planned_units,
};
use super::luck::{Figure, Luck};
use super::plan::Plan;
use super::replay_count::Count;
use super::sample::{Conditions, Steadied};
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::base::random::Replications;
use crate::engine::demand::{self, Demand, Tabulated};
use crate::engine::simulation::{Model, fold_replications};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;
use crate::inputs::scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Where an evaluator keeps what its models rest on, and its models; both outlive it.
#[derive(Debug)]
pub struct ModelParts {
    estates: Arena<Estate>,
    demands: Arena<Demand>,
}

/// Its models, one for each set of levers at work.
#[derive(Debug)]
pub struct Models<'a>(Arena<Model<'a>>);

impl ModelParts {
    /// None yet.
    pub fn new() -> Self {
        Self { estates: Arena::new(), demands: Arena::new() }
    }
}

impl Default for ModelParts {
    fn default() -> Self {
        Self::new()
    }
}

impl Models<'_> {
    /// None yet.
    pub fn new() -> Self {
        Self(Arena::new())
    }
}

impl Default for Models<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// One reading of a scenario with every candidate, ready to replay plans.
#[derive(Debug)]
pub struct PlanEvaluator<'a> {
    file: &'a str,
    /// The scenario, in one reading.
    pub scenario: &'a Scenario,
    geography: &'a Geography,
    /// What money could buy.
    pub candidates: &'a [Candidate],
    parts: &'a ModelParts,
    models: &'a Models<'a>,
    known: Mutex<BTreeMap<Working, (usize, &'a Model<'a>)>>,
    /// For each candidate, its units in the estate.
    units: Vec<Vec<usize>>,
    /// The estate with every unit that could be bought.
    planned: Estate,
    /// Tables of times that every model may share.
    tables: Vec<Arc<Tabulated>>,
    /// The scenario without what nobody reads of a history's.
    drawn_from: Scenario,
    /// No lever at work.
    plain: &'a Model<'a>,
    /// What the luck of stays does, once somebody asks.
    luck: OnceLock<Luck>,
    /// Where threads replay, while none does.
    benches: Mutex<Vec<Bench>>,
}

/// A plan with the day, counted from the first, on which everything it bought ends; none: it does not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Trial {
    /// What is bought.
    pub plan: Plan,
    /// Days from the first to the end of its funding.
    pub ends: Option<u32>,
}

impl Trial {
    /// A plan whose funding goes on.
    pub fn lasting(plan: Plan) -> Self {
        Self { plan, ends: None }
    }
}

/// Tapes on which it is learned what the luck of stays does.
const LEARNED_ON: u32 = 48;

impl<'a> PlanEvaluator<'a> {
    /// Of a reading.
    ///
    /// # Errors
    /// If the scenario has issues on this estate.
    pub fn new(
        (file, scenario): (&'a str, &'a Scenario),
        (estate, occupancy): (&Estate, &'a Occupancy),
        geography: &'a Geography,
        candidates: &'a [Candidate],
        (parts, models): (&'a ModelParts, &'a Models<'a>),
    ) -> Result<Self, Issues> {
        let copies: Vec<u32> = candidates.iter().map(|candidate| candidate.most).collect();
        let (planned, units) = with_planned_units(estate, candidates, &copies);
        let demand = demand::build(file, scenario, &planned, geography)?;
        let tables = demand.tables();
        let (estate, demand) = (parts.estates.keep(planned.clone()), parts.demands.keep(demand));
        let plain = models.0.keep(Model::new(scenario, (estate, occupancy), geography, demand));
        let known = Mutex::new(BTreeMap::from([(vec![0; candidates.len()], (PLAIN, plain))]));
        Ok(Self {
            file,
            scenario,
            geography,
            candidates,
            parts,
            models,
            known,
            units,
            planned,
            tables,
            drawn_from: scenario.unsourced(),
            plain,
            luck: OnceLock::new(),
            benches: Mutex::default(),
        })
    }

    /// The model without any lever, in which no unit that could be bought ever opens.
    pub fn plain(&self) -> &'a Model<'a> {
        self.plain
    }

    /// The day, counted from the scenario's first, on which a funding ends, if it has one of that name.
    pub fn funding_ends(&self, name: Option<&str>) -> Option<u32> {
        let funding = self.scenario.funding.iter().find(|funding| Some(&*funding.name) == name)?;
        Some(u32::try_from((funding.ends - self.scenario.start).get_days()).unwrap_or(0))
    }

    /// Over which days is charged what is bought with funding that ends so many days after the first.
    pub(super) fn horizon(&self, ends: Option<u32>) -> Horizon {
        Horizon { years: self.scenario.years, ends }
    }

    /// What a plan costs a year, in pounds, with funding that ends so many days after the first.
    pub(super) fn pounds_a_year(&self, plan: &Plan, ends: Option<u32>) -> f64 {
        plan.a_year(self.candidates, self.horizon(ends))[0]
    }

    /// The same in whole pence: by this costs are compared.
    pub(super) fn pence_a_year(&self, plan: &Plan, ends: Option<u32>) -> i64 {
        plan.pence_a_year(self.candidates, self.horizon(ends))
    }

    /// Replays trials on some tapes: for each trial, a count a tape.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub fn replay(&self, trials: &[Trial], tapes: Range<u32>) -> Result<Vec<Vec<Count>>, Issues> {
        self.replay_for(trials, tapes, |_, count| count)
    }

    /// Households turned away without what the luck of stays did, a number a tape for each trial.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub(super) fn steadied(
        &self,
        trials: &[Trial],
        tapes: Range<u32>,
    ) -> Result<Vec<Vec<Steadied>>, Issues> {
        self.looked(trials, tapes, |_, steadied| steadied)
    }

    /// What is made of each count and of households turned away without what the luck of stays did, for each trial one a tape.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub(super) fn looked<T: Send>(
        &self,
        trials: &[Trial],
        tapes: Range<u32>,
        of: impl Fn(&Count, Steadied) -> T + Sync + Send,
    ) -> Result<Vec<Vec<T>>, Issues> {
        let luck = self.luck()?;
        self.replay_for(trials, tapes, |tape, count| {
            of(&count, luck.in_history(Figure::TurnedAway, &count, self.conditions(tape)))
        })
    }

    /// What was drawn for a tape.
    pub(super) fn conditions(&self, tape: u32) -> Conditions {
        Conditions::of(self.scenario, tape)
    }

    /// What the luck of stays does to how many are turned away: learned where one thing at a time is added to nothing.
    ///
    /// # Errors
    /// If a lever makes of the scenario something that cannot be.
    pub(super) fn luck(&self) -> Result<&Luck, Issues> {
        if let Some(luck) = self.luck.get() {
            return Ok(luck);
        }
        let nothing = Plan::nothing(self.candidates.len());
        let singles = (0..self.candidates.len()).map(|one| nothing.with(one, 1));
        let possible = singles.filter(|plan| plan.is_possible(self.candidates));
        let trials: Vec<Trial> =
            [nothing.clone()].into_iter().chain(possible).map(Trial::lasting).collect();
        let counts = self.replay(&trials, Replications::Need.some(LEARNED_ON))?;
        Ok(self.luck.get_or_init(|| Luck::learned(&counts)))
    }

    /// The same, of which only so much is kept.
    fn replay_for<T: Send>(
        &self,
        trials: &[Trial],
        tapes: Range<u32>,
        of: impl Fn(u32, Count) -> T + Sync + Send,
    ) -> Result<Vec<Vec<T>>, Issues> {
        if trials.is_empty() {
            return Ok(Vec::new());
        }
        let courses =
            trials.iter().map(|trial| self.course(trial)).collect::<Result<Vec<_>, _>>()?;
        let first = tapes.start;
        let order = in_order(&courses);
        let models = self.models_of(&courses);
        let (bench, mut counted) = fold_replications(
            tapes,
            || (self.bench(), Vec::new()),
            |(bench, counted), replication| {
                let counts = self.play(bench, replication, (&courses, &order), &models);
                let counts = counts.into_iter().map(|count| of(replication, count));
                counted.push((replication, counts.collect::<Vec<T>>()));
            },
            |(bench, mut mine), (other, theirs)| {
                self.put_away(other);
                mine.extend(theirs);
                (bench, mine)
            },
        );
        self.put_away(bench);
        counted.sort_by_key(|(replication, _)| replication - first);
        let room = || Vec::with_capacity(counted.len());
        let mut by_trial: Vec<Vec<T>> = trials.iter().map(|_| room()).collect();
        for (_, counts) in counted {
            by_trial.iter_mut().zip(counts).for_each(|(trial, count)| trial.push(count));
        }
        Ok(by_trial)
    }

    /// Where one thread replays: where one has before, if any has.
    fn bench(&self) -> Bench {
        let mut benches = self.benches.lock().unwrap_or_else(PoisonError::into_inner);
        benches.pop().unwrap_or_default()
    }

    fn put_away(&self, bench: Bench) {
        self.benches.lock().unwrap_or_else(PoisonError::into_inner).push(bench.tidied());
    }

    /// The models that courses change to, with what works in each.
    fn models_of(&self, courses: &[Course]) -> BTreeMap<usize, (Working, &'a Model<'a>)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = || courses.iter().flat_map(|course| &course.changes);
        let needed = |number| {
            number == PLAIN || changes().any(|of| [of.model, of.drawn_for].contains(&number))
        };
        let all = known.iter().filter(|(_, (number, _))| needed(*number));
        all.map(|(working, (number, model))| (*number, (working.clone(), *model))).collect()
    }

    /// Plays every course on one tape, under the draw whose turn it is; counts stand in the order of the courses.
    fn play(
        &self,
        bench: &mut Bench,
        replication: u32,
        courses: (&[Course], &[usize]),
        models: &BTreeMap<usize, (Working, &'a Model<'a>)>,
    ) -> Vec<Count> {
        let Some(values) = self.scenario.drawn(replication) else {
            let models = models.iter().map(|(number, (_, model))| (*number, *model)).collect();
            return bench.tapes.play(replication, models, courses);
        };
        let mut drawn = self.drawn_from.clone();
        values.put_into(&mut drawn);
        let plain = Changeable::of(&drawn);
        bench.times.forget();
        for (number, (working, model)) in models {
            let room = bench.numbers.entry(*number);
            let numbers = room.or_insert_with(|| Numbers::of(model));
            let pulled = plain.pulled((&drawn.stay, &self.planned), self.candidates, working);
            pulled.put_into(&mut drawn);
            numbers.demand.take_numbers(&drawn, &mut bench.times);
            numbers.decisions.clone_from(&drawn.decisions);
        }
        let under = |(number, (_, model)): (&usize, &(Working, &'a Model<'a>))| {
            let Numbers { demand, decisions } = bench.numbers.get(number)?;
            Some((*number, model.under(demand, decisions)))
        };
        let own: BTreeMap<usize, Model<'_>> = models.iter().filter_map(under).collect();
        let own = own.iter().map(|(number, model)| (*number, model)).collect();
        bench.tapes.play(replication, own, courses)
    }

    fn course(&self, trial: &Trial) -> Result<Course, Issues> {
        let start = self.plain.calendar.bounds.first().copied().unwrap_or(0);
        let after = |days: u32| start.saturating_add(demand::ms(f64::from(days)));
        let counts = || self.candidates.iter().zip(&trial.plan.0).enumerate();
        let bought = counts().filter(|(_, (_, count))| **count > 0);
        let mut opens = Vec::new();
        let mut days = Vec::new();
        for (which, (candidate, &count)) in bought {
            if candidate.lever.is_unit() {
                let units = self.units[which].iter().take(usize::from(count));
                opens.extend(units.map(|&unit| (unit, after(candidate.lead_days))));
            } else {
                days.push(candidate.lead_days);
            }
        }
        days.sort_unstable();
        days.dedup();
        let is_in_time = |day: &u32| trial.ends.is_none_or(|ends| *day < ends);
        let mut changes = Vec::new();
        for day in days.into_iter().filter(is_in_time) {
            let works = |(_, (candidate, count)): (usize, (&Candidate, &u16))| {
                let works = !candidate.lever.is_unit() && candidate.lead_days <= day;
                if works { *count } else { 0 }
            };
            let working: Working = counts().map(works).collect();
            let drawn_for = self.model(drawn_by(&working, self.candidates, self.plain))?;
            let model = self.model(working)?;
            changes.push(Change { at: after(day), model, drawn_for });
        }
        let closes = trial.ends.map(after);
        if let Some(at) = closes.filter(|_| !changes.is_empty()) {
            changes.push(Change { at, model: PLAIN, drawn_for: PLAIN });
        }
        opens.retain(|(_, at)| closes.is_none_or(|closes| *at < closes));
        Ok(Course { opens, closes, changes })
    }

    /// The number of the model with some levers at work, made when it is first asked for.
    fn model(&self, working: Working) -> Result<usize, Issues> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.model_among(&mut known, working)?.0)
    }

    /// The same with the model. What the rules say is asked once for each estate.
    fn model_among(
        &self,
        known: &mut BTreeMap<Working, (usize, &'a Model<'a>)>,
        working: Working,
    ) -> Result<(usize, &'a Model<'a>), Issues> {
        if let Some(&known) = known.get(&working) {
            return Ok(known);
        }
        let scenario = scenario_at_work((self.scenario, &self.planned), self.candidates, &working);
        let estate_alone = on_estate(&working, self.candidates);
        let model = if estate_alone == working {
            let estate = estate_at_work(&self.planned, self.candidates, &working);
            let demand = self.demand(&scenario, &estate)?;
            let (estate, demand) =
                (self.parts.estates.keep(estate), self.parts.demands.keep(demand));
            self.plain.beside(&scenario, estate, demand)
        } else {
            let (_, like) = self.model_among(known, estate_alone)?;
            let demand = self.parts.demands.keep(self.demand(&scenario, like.estate)?);
            like.under(demand, &scenario.decisions)
        };
        let made = (known.len(), self.models.0.keep(model));
        known.insert(working, made);
        Ok(made)
    }

    fn demand(&self, scenario: &Scenario, estate: &Estate) -> Result<Demand, Issues> {
        demand::build_beside(&self.tables, self.file, scenario, (estate, self.geography))
    }
}
