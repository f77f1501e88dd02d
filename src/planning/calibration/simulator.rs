//! Everything a draw is simulated on: the scenario, the surveyed estates, and the estate of the forecast with what
//! the alternatives add to it, compiled once.

use super::model::{Calibration, Load, Observation, World};
use super::record::Record;
use super::survey::{Elsewhere, Survey, surveys};
use super::take::{self, Mismatch};
use super::year_counter::{Year, YearCounter};
use crate::base::domain::time::DAYS_OF_YEAR;
use crate::base::geography::Geography;
use crate::base::parse::Issues;
use crate::base::random::{Stream, Streams, draws};
use crate::base::statistics::{float, normal_quantile};
use crate::engine::demand::{self, Demand, Times};
use crate::engine::simulation::{Model, Replay, Tape, fold_replications};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::scenario::{Scenario, Sets, Values, mix_of_classes};

/// Years of one simulated history of a surveyed service, each of which might be the year on record.
const SURVEYED_YEARS: u16 = 5;

/// Records that each of them might have left: referrals elsewhere are drawn anew, which costs nothing.
const RECORDS_A_YEAR: u32 = 4;

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
    surveys: Vec<Survey>,
    /// For each observation, its survey.
    survey_of: Vec<usize>,
    /// For each survey, its scenario and its model.
    surveyed: Vec<(Scenario, Model<'a>)>,
    /// The forecast, with every unit that might be built.
    forecast: Model<'a>,
    /// For each class of the mix, which of the unknown shares it belongs to.
    mixes: Vec<Option<usize>>,
    /// For each alternative, the moments at which units open.
    opens: Vec<Vec<Option<u64>>>,
}

/// What a simulator borrows from: demands and the larger estate.
#[derive(Debug)]
pub struct SimulatorParts<'a> {
    place: Place<'a>,
    surveys: Vec<Survey>,
    survey_of: Vec<usize>,
    surveyed: Vec<(Scenario, &'a OccupiedEstate, Demand)>,
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
        let mut surveyed = Vec::new();
        for which in 0..surveys.len() {
            let own = survey_of.iter().position(|survey| *survey == which).unwrap_or(0);
            let scenario = as_surveyed(scenario);
            let homes = &place.surveyed[own];
            let demand = demand::build(file, &scenario, &homes.estate, geography)?;
            surveyed.push((scenario, homes, demand));
        }
        let (larger, opened) = take::with_planned(&homes.estate, &calibration.alternatives)?;
        let demand = demand::build(file, scenario, &larger, geography)?;
        Ok(Self { place, surveys, survey_of, surveyed, larger, opened, demand })
    }
}

/// A surveyed service is looked at in years that are alike.
fn as_surveyed(scenario: &Scenario) -> Scenario {
    let mut surveyed = Scenario { years: SURVEYED_YEARS, ..scenario.clone() };
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
        let surveyed = parts.surveyed.iter().map(|(scenario, homes, demand)| {
            (scenario.clone(), Model::new(scenario, homes.both(), geography, demand))
        });
        let forecast =
            Model::new(scenario, (&parts.larger, &homes.occupancy), geography, &parts.demand);
        let opens = parts.opened.iter().map(|own| {
            let is_open = |unit| own.contains(&unit);
            (0..parts.larger.units.len()).map(|unit| is_open(unit).then_some(0)).collect()
        });
        Self {
            place: parts.place,
            surveys: parts.surveys.clone(),
            survey_of: parts.survey_of.clone(),
            surveyed: surveyed.collect(),
            forecast,
            mixes: mix_of_classes(parts.place.calibration.columns(), scenario),
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
            surveyed: self.surveyed.iter().map(|(_, model)| model.demand.clone()).collect(),
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
        let (mut draws, _) = fold_replications(
            numbers,
            || (Vec::new(), self.bench()),
            |(draws, bench), number| {
                draws.push(self.draw(bench, number, normals(number)));
                tick();
            },
            |(mut mine, bench), (theirs, _)| {
                mine.extend(theirs);
                (mine, bench)
            },
        );
        draws.sort_by_key(|draw| draw.number);
        draws
    }

    fn draw(&self, bench: &mut Bench, number: u32, normals: Vec<f64>) -> Draw {
        let parameters = &self.place.calibration.parameters;
        let uniform =
            |normal: &f64| crate::base::statistics::normal_below(*normal).clamp(1e-12, 1.0 - 1e-12);
        let drawn = parameters.iter().zip(&normals);
        let values: Vec<f64> =
            drawn.map(|(parameter, normal)| parameter.prior.value(uniform(normal))).collect();
        let mut scenario = self.place.scenario.clone();
        let taken = Values::new(self.place.calibration.columns(), &values);
        taken.put_into(&mut scenario);
        let rate = scenario.arrivals.per_year * scenario.arrivals.share_needing_unit;
        let (support, wait) = scenario.stay_parts();
        let load = rate * (support + wait) / DAYS_OF_YEAR;
        let there = self.there(bench, number, &taken);
        Draw { number, normals, values, rate, load, there }
    }

    /// For each observation, what was there in each year of one history of its survey.
    pub(super) fn there(
        &self,
        bench: &mut Bench,
        number: u32,
        taken: &Values<'_>,
    ) -> Vec<Vec<f64>> {
        bench.times.forget();
        let years: Vec<Vec<(Year, Elsewhere)>> = (0..self.surveys.len())
            .map(|survey| self.survey(bench, survey, number, taken))
            .collect();
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
        values: &Values<'_>,
    ) -> Vec<(Year, Elsewhere)> {
        let (base, model) = &self.surveyed[which];
        let mut scenario = base.clone();
        values.put_into(&mut scenario);
        let arrivals = &mut scenario.arrivals;
        if self.surveys[which].load == Load::Ratio {
            arrivals.per_year *= values.get(Sets::LoadRatio).unwrap_or(1.0);
        }
        let share_of_year = self.surveys[which].share_of_year;
        let others = arrivals.per_year * (1.0 - arrivals.share_needing_unit) * share_of_year;
        let demand = &mut bench.surveyed[which];
        demand.take_numbers(&scenario, &mut bench.times);
        let model = model.under(demand, &scenario.decisions);
        let survey = u32::try_from(which).unwrap_or(u32::MAX);
        bench.tape.draw(&model, draws::nth(number, survey));
        let mut counter = YearCounter::new(&model, share_of_year);
        counter.clear(bench.tape.class.iter().map(|class| self.mixes[usize::from(*class)]));
        Replay::new(&model).run(&bench.tape, &mut counter);
        let streams = self.streams(number);
        let others = super::survey::Others::expected(others);
        let years = (0..).zip(counter.finish());
        let record = |(at, year): (u32, &Year)| {
            let [asked, turned_away, _] = streams.numbers(survey, Stream::Records, at);
            (*year, others.draw(year, [asked, turned_away]))
        };
        let each = |(at, year): (u32, &'_ Year)| {
            let first = at * RECORDS_A_YEAR;
            let year = *year;
            (first..first + RECORDS_A_YEAR).map(move |at| (at, year))
        };
        years.flat_map(each).map(|(at, year)| record((at, &year))).collect()
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
        let (mut outcomes, _) = fold_replications(
            0..count,
            || (Vec::new(), self.bench()),
            |(outcomes, bench), at| {
                let draw = which[at as usize];
                outcomes.push(self.outcome(bench, draw, &draws[draw], with_alternatives));
                tick();
            },
            |(mut mine, bench), (theirs, _)| {
                mine.extend(theirs);
                (mine, bench)
            },
        );
        outcomes.sort_by_key(|outcome: &Outcome| outcome.draw);
        outcomes
    }

    fn outcome(&self, bench: &mut Bench, which: usize, draw: &Draw, all: bool) -> Outcome {
        let calibration = self.place.calibration;
        let mut scenario = self.place.scenario.clone();
        Values::new(calibration.columns(), &draw.values).put_into(&mut scenario);
        let own = |history: u32| draws::nth_from_last(draw.number, history);
        let years = f64::from(scenario.years.max(1));
        bench.times.forget();
        bench.demand.take_numbers(&scenario, &mut bench.times);
        let model = self.forecast.under(&bench.demand, &scenario.decisions);
        let (mut away, mut logs, mut placed) = ([0.0; HISTORIES], Vec::new(), 0.0);
        for (history, (away, tape)) in (0..).zip(away.iter_mut().zip(&mut bench.histories)) {
            tape.draw(&model, own(history));
            let played = self.play(&model, tape, None);
            *away = f64::from(played.iter().map(|year| year.away).sum::<u32>()) / years;
            let sum: u32 = played.iter().flat_map(|year| year.placed).sum();
            placed += f64::from(sum) / years;
            logs.extend(played);
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
                histories.iter().map(|tape| self.away(&model, tape, opens)).sum()
            };
            f64::from(sum) / (2.0 * years)
        });
        Outcome { draw: which, away, placed, under: under.collect(), logs }
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
        let mut away = 0;
        for drawn in histories {
            if model.starts_occupied {
                tape.draw(&model, drawn.replication);
            }
            away += self.away(&model, if model.starts_occupied { tape } else { drawn }, opens);
        }
        away
    }

    /// Households turned away in one history with some units more.
    fn away(&self, model: &Model<'_>, tape: &Tape, opens: &[Option<u64>]) -> u32 {
        self.play(model, tape, Some(opens)).iter().map(|year| year.away).sum()
    }

    /// One history of the forecast, year by year; units that are planned open where it is said, or never.
    fn play(&self, model: &Model<'_>, tape: &Tape, opens: Option<&[Option<u64>]>) -> Vec<Year> {
        let mut counter = YearCounter::new(model, 1.0);
        counter.clear(tape.class.iter().map(|class| self.mixes[usize::from(*class)]));
        let mut replay = Replay::new(model);
        if let Some(opens) = opens {
            replay.plan(opens);
        }
        replay.run(tape, &mut counter);
        counter.finish().to_vec()
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
