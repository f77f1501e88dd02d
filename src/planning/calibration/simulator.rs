//! Everything a draw is simulated on: the scenario, the surveyed estates, and the estate of the forecast with what
//! the alternatives add to it, compiled once.

use super::in_order::in_order;
use super::model::{Calibration, Load, Observation, Services, World};
use super::played::{Player, away};
use super::record::Record;
use super::survey::{Elsewhere, Others, Survey, surveys};
use super::take::{self, Mismatch};
use super::year_counter::Year;
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::base::random::{Stream, Streams, draws};
use crate::base::statistics::{float, normal_quantile};
use crate::engine::demand::{self, Demand, Times};
use crate::engine::simulation::{Model, Tape};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::scenario::{Scenario, Sets, Values, mix_of_classes};

/// Years of one simulated history of a surveyed service, each of which might be the year on record.
const SURVEYED_YEARS: u16 = 5;

/// Records that each of them might have left: referrals elsewhere are drawn anew, which costs nothing.
const RECORDS_A_YEAR: usize = 4;

/// So many surveys have replications of their own: of a draw's, the last two are for the forecast.
pub(super) const MOST_SURVEYS: u32 = draws::REPLICATIONS - 2;

/// Histories of the forecast for each draw: two, so that chance can be told from parameters.
pub const HISTORIES: usize = 2;

/// Why nothing can be calibrated.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// The scenario has issues.
    #[error("the scenario has issues")]
    Issues(Issues),
    /// Plan and scenario do not go together.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// No draw explains the records.
    #[error(
        "in the reading \"{0}\" none of {1} draws explains the records: prior and data contradict each other, or a record is said to be kept better than it can be"
    )]
    NoDraw(String, usize),
}

impl From<Issues> for CalibrationError {
    fn from(issues: Issues) -> Self {
        Self::Issues(issues)
    }
}

/// Where a calibration takes place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The scenario's file, for messages.
    pub file: &'a str,
    /// What is known, unknown and counted.
    pub calibration: &'a Calibration,
    /// The scenario, in one reading.
    pub scenario: &'a Scenario,
    /// The estate that is forecast.
    pub homes: &'a OccupiedEstate,
    /// The estate of each observation.
    pub surveyed: &'a [OccupiedEstate],
    /// The geography.
    pub geography: &'a Geography,
}

/// The compiled parts, which borrow from [`SimulatorParts`].
#[derive(Debug)]
pub struct Simulator<'a> {
    /// Where.
    pub place: Place<'a>,
    /// The scenario without where its numbers come from.
    scenario: Scenario,
    surveys: Vec<Survey>,
    /// For each observation, its survey.
    survey_of: Vec<usize>,
    /// The scenario of every survey.
    surveyed_scenario: Scenario,
    /// For each survey, its model.
    surveyed: Vec<Model<'a>>,
    /// The forecast, with every unit that might be built.
    forecast: Model<'a>,
    /// For each class of the mix, which of the unknown shares it belongs to.
    mixes: Vec<Option<u8>>,
    /// For each alternative, the moments at which units open.
    opens: Vec<Vec<Option<u64>>>,
}

/// What a simulator borrows from: demands and the larger estate.
#[derive(Debug)]
pub struct SimulatorParts<'a> {
    place: Place<'a>,
    surveys: Vec<Survey>,
    survey_of: Vec<usize>,
    surveyed_scenario: Scenario,
    surveyed: Vec<(&'a OccupiedEstate, Demand)>,
    larger: Estate,
    opened: Vec<Vec<usize>>,
    demand: Demand,
}

impl<'a> SimulatorParts<'a> {
    /// Looks everything up.
    ///
    /// # Errors
    /// If the scenario has issues, or an alternative adds a unit like one that is not there.
    pub fn new(place: Place<'a>) -> Result<Self, CalibrationError> {
        let Place { file, calibration, scenario, homes, geography, .. } = place;
        let (surveys, survey_of) = surveys(&calibration.observations);
        let (surveyed_scenario, mut surveyed) = (as_surveyed(scenario), Vec::new());
        for which in 0..surveys.len() {
            let own = survey_of.iter().position(|survey| *survey == which).unwrap_or(0);
            let homes = &place.surveyed[own];
            let demand = demand::build(file, &surveyed_scenario, &homes.estate, geography)?;
            surveyed.push((homes, demand));
        }
        let (larger, opened) = take::with_planned(&homes.estate, &calibration.alternatives)?;
        let demand = demand::build(file, scenario, &larger, geography)?;
        Ok(Self { place, surveys, survey_of, surveyed_scenario, surveyed, larger, opened, demand })
    }
}

/// A surveyed service is looked at in years that are alike.
fn as_surveyed(scenario: &Scenario) -> Scenario {
    let mut surveyed = Scenario { years: SURVEYED_YEARS, ..scenario.unsourced() };
    surveyed.arrivals.growth_per_year = 0.0;
    surveyed.census_days.clear();
    surveyed
}

/// One draw of the unknowns and what a year of each survey would have put on record.
#[derive(Debug, Clone)]
pub struct Draw {
    /// Its number.
    pub number: u32,
    /// The uniform numbers that it comes from, as normal ones.
    pub normals: Vec<f64>,
    /// The values of the parameters.
    pub values: Vec<f64>,
    /// Households that need one of these units, in 365 days.
    pub rate: f64,
    /// Rate by mean stay: units that would be lived in if nobody were turned away.
    pub load: f64,
    /// For each observation, what was there in each simulated year.
    pub there: Vec<Vec<f64>>,
}

/// What a forecast comes to under a draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The draw.
    pub draw: usize,
    /// Households turned away a year, in each of two histories.
    pub away: [f64; HISTORIES],
    /// Households placed a year.
    pub placed: f64,
    /// For each alternative, households turned away a year over the same two histories.
    pub under: Vec<f64>,
    /// What a refusal log of one year would say: every year of both histories.
    pub logs: Vec<Year>,
}

/// What one thread works with.
#[derive(Debug)]
pub(super) struct Bench {
    times: Times,
    surveyed: Vec<Demand>,
    demand: Demand,
    tape: Tape,
    /// Those of the forecast's histories.
    histories: [Tape; HISTORIES],
    /// That of an alternative which changes how long households wait for homes.
    changed: Demand,
}

impl<'a> Simulator<'a> {
    /// Compiles the models.
    pub fn new(parts: &'a SimulatorParts<'a>) -> Self {
        let Place { scenario, homes, geography, .. } = parts.place;
        let surveyed = parts.surveyed.iter().map(|(homes, demand)| {
            Model::new(&parts.surveyed_scenario, homes.both(), geography, demand)
        });
        let forecast =
            Model::new(scenario, (&parts.larger, &homes.occupancy), geography, &parts.demand);
        let opens = parts.opened.iter().map(|own| {
            let is_open = |unit| own.contains(&unit);
            (0..parts.larger.units.len()).map(|unit| is_open(unit).then_some(0)).collect()
        });
        let mixes = mix_of_classes(parts.place.calibration.columns(), scenario);
        Self {
            place: parts.place,
            scenario: scenario.unsourced(),
            surveys: parts.surveys.clone(),
            survey_of: parts.survey_of.clone(),
            surveyed_scenario: parts.surveyed_scenario.clone(),
            surveyed: surveyed.collect(),
            forecast,
            mixes: mixes.into_iter().map(|mix| u8::try_from(mix?).ok()).collect(),
            opens: opens.collect(),
        }
    }

    fn streams(&self, draw: u32) -> Streams {
        Streams::new(self.place.scenario.seed, draw)
    }

    /// The uniform numbers of a draw from the prior, as normal ones.
    pub fn normals(&self, draw: u32) -> Vec<f64> {
        let streams = self.streams(draw);
        (0..)
            .zip(&self.place.calibration.parameters)
            .map(|(number, _)| normal_quantile(streams.numbers(number, Stream::Parameters, 0)[0]))
            .collect()
    }

    pub(super) fn bench(&self) -> Bench {
        Bench {
            times: Times::default(),
            surveyed: self.surveyed.iter().map(|model| model.demand.clone()).collect(),
            demand: self.forecast.demand.clone(),
            tape: Tape::default(),
            histories: std::array::from_fn(|_| Tape::default()),
            changed: self.forecast.demand.clone(),
        }
    }

    /// Draws with these numbers, and what surveys would have put on record under each.
    pub fn draws(
        &self,
        numbers: std::ops::Range<u32>,
        normals: impl Fn(u32) -> Vec<f64> + Sync + Send,
        tick: impl Fn() + Sync + Send,
    ) -> Vec<Draw> {
        self.draws_of(0..self.survey_of.len(), (numbers, normals), tick)
    }

    /// The same of some observations alone: nothing is known of what others would have put on record.
    pub fn draws_of(
        &self,
        observed: impl Iterator<Item = usize>,
        (numbers, normals): (std::ops::Range<u32>, impl Fn(u32) -> Vec<f64> + Sync + Send),
        tick: impl Fn() + Sync + Send,
    ) -> Vec<Draw> {
        let asked = self.asked(observed);
        in_order(
            numbers,
            || self.bench(),
            |bench, number| {
                let draw = self.draw(bench, (number, normals(number)), &asked);
                tick();
                draw
            },
        )
    }

    /// For each survey, whether one of these observations is made there.
    pub(super) fn asked(&self, observed: impl Iterator<Item = usize>) -> Vec<bool> {
        let mut asked = vec![false; self.surveys.len()];
        observed.for_each(|observation| asked[self.survey_of[observation]] = true);
        asked
    }

    fn draw(&self, bench: &mut Bench, (number, normals): (u32, Vec<f64>), asked: &[bool]) -> Draw {
        let parameters = &self.place.calibration.parameters;
        let uniform =
            |normal: &f64| crate::base::statistics::normal_below(*normal).clamp(1e-12, 1.0 - 1e-12);
        let drawn = parameters.iter().zip(&normals);
        let values: Vec<f64> =
            drawn.map(|(parameter, normal)| parameter.prior.value(uniform(normal))).collect();
        let taken = Values::new(self.place.calibration.columns(), &values);
        let mut scenario = self.surveyed_under(&taken);
        let rate = scenario.arrivals.per_year * scenario.arrivals.share_needing_unit;
        let (support, wait) = scenario.stay_parts();
        let load = rate * (support + wait) / DAYS_OF_YEAR;
        let there = self.there(bench, number, (&taken, &mut scenario), asked);
        Draw { number, normals, values, rate, load, there }
    }

    /// The scenario of surveys under a draw.
    pub(super) fn surveyed_under(&self, taken: &Values<'_>) -> Scenario {
        let mut scenario = self.surveyed_scenario.clone();
        taken.put_into(&mut scenario);
        scenario
    }

    /// For each observation, what was there in each year of one history of its survey, if that is asked.
    pub(super) fn there(
        &self,
        bench: &mut Bench,
        number: u32,
        (taken, scenario): (&Values<'_>, &mut Scenario),
        asked: &[bool],
    ) -> Vec<Vec<f64>> {
        bench.times.forget();
        let mut survey = |(which, is_asked): (usize, &bool)| {
            let under = (taken, &mut *scenario);
            if *is_asked { self.survey(bench, which, number, under) } else { Vec::new() }
        };
        let years: Vec<Vec<(Year, Elsewhere)>> =
            asked.iter().enumerate().map(&mut survey).collect();
        let observations = self.place.calibration.observations.iter().zip(&self.survey_of);
        let of = |(observation, &survey): (&Observation, &usize)| {
            let each = years[survey].iter();
            each.map(|(year, elsewhere)| observation.there(year, *elsewhere, taken)).collect()
        };
        observations.map(of).collect()
    }

    /// Every year of one history of a surveyed service.
    fn survey(
        &self,
        bench: &mut Bench,
        which: usize,
        number: u32,
        (values, scenario): (&Values<'_>, &mut Scenario),
    ) -> Vec<(Year, Elsewhere)> {
        let per_year = scenario.arrivals.per_year;
        let arrivals = &mut scenario.arrivals;
        if self.surveys[which].load == Load::Ratio {
            arrivals.per_year *= values.get(Sets::LoadRatio).unwrap_or(1.0);
        }
        let share_of_year = self.surveys[which].share_of_year;
        let others = arrivals.per_year * (1.0 - arrivals.share_needing_unit) * share_of_year;
        let demand = &mut bench.surveyed[which];
        demand.take_numbers(scenario, &mut bench.times);
        scenario.arrivals.per_year = per_year;
        let model = self.surveyed[which].under(demand, &scenario.decisions);
        let survey = u32::try_from(which).unwrap_or(u32::MAX);
        bench.tape.draw(&model, draws::nth(number, survey));
        let mut player = Player::new(&model, share_of_year, &self.mixes);
        let years = player.years(&bench.tape);
        let mut others = self.counts_elsewhere(which).then(|| Others::expected(others));
        let streams = self.streams(number);
        let mut elsewhere = |at: u32, year: &Year| {
            let [asked, turned_away, _] = streams.numbers(survey, Stream::Records, at);
            others
                .as_mut()
                .map(|others| others.draw(year, [asked, turned_away]))
                .unwrap_or_default()
        };
        let records = years.iter().flat_map(|year| [year; RECORDS_A_YEAR]);
        (0..).zip(records).map(|(at, year)| (*year, elsewhere(at, year))).collect()
    }

    /// Whether any record of a survey counts referrals elsewhere too.
    fn counts_elsewhere(&self, which: usize) -> bool {
        let observations = self.place.calibration.observations.iter().zip(&self.survey_of);
        let mut own = observations.filter(|(_, survey)| **survey == which);
        own.any(|(observation, _)| observation.services == Services::AllSafeAccommodation)
    }

    /// The forecast under some of these draws; alternatives too, if they are asked for.
    pub fn outcomes(
        &self,
        draws: &[Draw],
        which: &[usize],
        with_alternatives: bool,
        tick: impl Fn() + Sync + Send,
    ) -> Vec<Outcome> {
        let count = u32::try_from(which.len()).unwrap_or(u32::MAX);
        in_order(
            0..count,
            || self.bench(),
            |bench, at| {
                let draw = which[at as usize];
                let outcome = self.outcome(bench, draw, &draws[draw], with_alternatives);
                tick();
                outcome
            },
        )
    }

    fn outcome(&self, bench: &mut Bench, which: usize, draw: &Draw, all: bool) -> Outcome {
        let calibration = self.place.calibration;
        let mut scenario = self.scenario.clone();
        Values::new(calibration.columns(), &draw.values).put_into(&mut scenario);
        let own = |history: u32| draws::nth_from_last(draw.number, history);
        let years = f64::from(scenario.years.max(1));
        bench.times.forget();
        bench.demand.take_numbers(&scenario, &mut bench.times);
        let model = self.forecast.under(&bench.demand, &scenario.decisions);
        let mut player = Player::new(&model, 1.0, &self.mixes);
        let (mut turned_away, mut logs, mut placed) = ([0.0; HISTORIES], Vec::new(), 0.0);
        for (history, (own_away, tape)) in
            (0..).zip(turned_away.iter_mut().zip(&mut bench.histories))
        {
            tape.draw(&model, own(history));
            let played = player.years(tape);
            *own_away = f64::from(away(played)) / years;
            let sum: u32 = played.iter().flat_map(|year| year.placed).sum();
            placed += f64::from(sum) / years;
            logs.extend_from_slice(played);
        }
        let placed = placed / float(HISTORIES);
        let histories = &bench.histories;
        let mut changed = (&mut bench.changed, &mut bench.times, &mut bench.tape);
        let alternatives = if all { &calibration.alternatives[..] } else { &[] };
        let under = alternatives.iter().zip(&self.opens).map(|(alternative, opens)| {
            let factor = alternative.home_wait_factor;
            let sum = if (factor - 1.0).abs() > 0.0 {
                self.away_where_waits_change((&scenario, factor), opens, histories, &mut changed)
            } else {
                player.plan(opens);
                histories.iter().map(|tape| player.away(tape)).sum()
            };
            f64::from(sum) / (2.0 * years)
        });
        let under = under.collect();
        Outcome { draw: which, away: turned_away, placed, under, logs }
    }

    /// Households turned away in both histories where others wait so much longer for homes.
    ///
    /// Of what a tape draws only what is left of stays found at the beginning depends on that.
    fn away_where_waits_change(
        &self,
        (scenario, factor): (&Scenario, f64),
        opens: &[Option<u64>],
        histories: &[Tape; HISTORIES],
        (demand, times, tape): &mut (&mut Demand, &mut Times, &mut Tape),
    ) -> u32 {
        let move_on = scenario.move_on.map(|waits| waits.stretched(factor));
        demand.take_numbers(&Scenario { move_on, ..scenario.clone() }, times);
        let model = self.forecast.under(demand, &scenario.decisions);
        let mut player = Player::new(&model, 1.0, &self.mixes);
        player.plan(opens);
        let mut away = 0;
        for drawn in histories {
            if model.starts_occupied {
                tape.draw(&model, drawn.replication);
            }
            away += player.away(if model.starts_occupied { tape } else { drawn });
        }
        away
    }

    /// The record of each observation where this draw is the truth, from one year of it.
    pub fn records(&self, draw: &Draw, year: usize) -> Vec<Record> {
        let streams = self.streams(draw.number);
        let observations = self.place.calibration.observations.iter().zip(&draw.there);
        (0..)
            .zip(observations)
            .map(|(number, (observation, there))| {
                let u = streams.numbers(number, Stream::Truths, 0)[0];
                let record = observation.record;
                let there = there.get(year).copied().unwrap_or(0.0);
                if record.at_most { record } else { record.of(record.written(there, u)) }
            })
            .collect()
    }

    /// The scenario of this simulator in another world, on the same estates.
    pub fn elsewhere(&self, world: &World) -> Scenario {
        take::in_world(self.place.scenario, world)
    }
}
