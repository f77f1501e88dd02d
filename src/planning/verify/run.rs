//! An oracle, run: its scenario and estate opened, forecast as the command does, its figures read from the table.

use super::checked::Checked;
use super::estimate::{Estimate, Mean};
use super::oracle::{ExactFigure, Line, Oracle, estate_texts};
use super::report::VerificationReport;
use crate::base::geography::Geography;
use crate::base::parse::{Issues, Source};
use crate::engine::demand::{self, Demand};
use crate::engine::simulation::Model;
use crate::inputs::estate::{self, OccupiedEstate};
use crate::inputs::evidence::Evidence;
use crate::inputs::scenario::{self, Scenario};
use crate::planning::forecast::{self, Inconsistent, Outline, Row};

/// Why an oracle could not be run.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// Its files have issues: a defect of the program, which brings them with it.
    #[error("{0}")]
    Issues(#[from] Issues),
    /// A scenario names an estate that is not among those of `data/verify`.
    #[error("there is no estate {0} among those that lintel verify brings with it")]
    NoEstate(String),
    /// A household had no outcome or two.
    #[error(
        "in {0} a household had no outcome or two; this is a defect of Lintel, please report it"
    )]
    Inconsistent(&'static str),
}

/// A scenario with everything that it runs on.
#[derive(Debug)]
pub struct Prepared {
    /// The scenario.
    pub scenario: Scenario,
    /// Its estate, and who lives there.
    pub homes: OccupiedEstate,
    geography: Geography,
    demand: Demand,
}

impl Prepared {
    /// Opens an oracle's scenario. No household of these scenarios names a place, so the map is empty.
    ///
    /// # Errors
    /// If the files have issues.
    pub fn open(oracle: &Oracle) -> Result<Self, VerifyError> {
        let file = Source { file: oracle.name, text: &oracle.scenario };
        let scenarios = scenario::read(&[file], &Evidence::default())?;
        let scenario = scenarios.into_iter().next().ok_or_else(Issues::default)?;
        let geography = Geography::default();
        let texts = estate_texts(&scenario.estate)
            .ok_or_else(|| VerifyError::NoEstate(scenario.estate.clone()))?;
        let homes = estate::read(texts, &geography)?;
        let demand = demand::build(oracle.name, &scenario, &homes.estate, &geography)?;
        Ok(Self { scenario, homes, geography, demand })
    }

    /// Compiled for replay, as for a forecast.
    pub fn model(&self) -> Model<'_> {
        Model::new(&self.scenario, self.homes.both(), &self.geography, &self.demand)
    }

    /// The rows of its forecast's table; `tick` is called after each history.
    ///
    /// # Errors
    /// If in any history some referral did not have exactly one outcome.
    pub fn rows(&self, tick: impl Fn() + Sync + Send) -> Result<Vec<Row>, Inconsistent> {
        let model = self.model();
        let tables = forecast::run(&model, 0..model.replications, tick)?;
        Ok(tables.rows(&Outline::of(&self.scenario, &model)))
    }
}

impl Oracle {
    /// Its figures, from the rows of a forecast's table over so many histories.
    pub fn check(&self, rows: &[Row], histories: u32) -> Vec<Checked<'_>> {
        let checked =
            |figure: &'_ ExactFigure| figure.line.estimate(rows, histories).times(figure.times);
        self.figures.iter().map(|figure| Checked { figure, estimate: checked(figure) }).collect()
    }
}

impl Line {
    /// What the rows say: the mean that is asked for if they have it, else the plain one; no number where they have no such
    /// line.
    fn estimate(&self, rows: &[Row], histories: u32) -> Estimate {
        let own = rows.iter().filter(|row| {
            *row.measure == *self.measure
                && *row.group == *self.group
                && *row.period == *self.period
        });
        let own: Vec<&Row> = own.collect();
        let told = |statistic: &str| {
            let mut known = own.iter().filter(|row| row.statistic == statistic);
            known.next().map(|row| row.value)
        };
        let of = |by: Mean| {
            let [mean, error] = by.statistics().map(told);
            let (value, standard_error) = mean.zip(error)?;
            Some(Estimate { value, standard_error, histories, by })
        };
        let nothing =
            Estimate { value: f64::NAN, standard_error: f64::NAN, histories, by: Mean::Plain };
        of(self.by).or_else(|| of(Mean::Plain)).unwrap_or(nothing)
    }
}

/// Runs oracles and says of each figure whether it agrees; `tick` is called after each history.
///
/// With a seed, the scenario at place k of the list has that seed plus k instead of its own.
///
/// # Errors
/// If an oracle cannot be opened, or a household had no outcome or two.
pub fn verify(
    oracles: &[(usize, Oracle)],
    seed: Option<u64>,
    replications: Option<u32>,
    tick: impl Fn() + Sync + Send,
) -> Result<VerificationReport, VerifyError> {
    let mut report =
        VerificationReport::of(oracles.iter().map(|(_, oracle)| oracle.figures.len()).sum());
    for (place, oracle) in oracles {
        let mut prepared = Prepared::open(oracle)?;
        let scenario = &mut prepared.scenario;
        scenario.seed = seed.map_or(scenario.seed, |seed| seed.wrapping_add(*place as u64));
        scenario.replications = replications.unwrap_or(scenario.replications);
        let rows = prepared.rows(&tick).map_err(|_| VerifyError::Inconsistent(oracle.name))?;
        report.add(oracle, &prepared.scenario, &rows);
    }
    Ok(report)
}
