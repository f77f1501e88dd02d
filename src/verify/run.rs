//! An oracle, run: its scenario and estate opened, its histories simulated, its figures estimated.

use super::estimate::Estimate;
use super::oracle::{Figure, Oracle, Quantity, estate_texts};
use super::report::Report;
use super::tally::{Tally, tallies};
use crate::demand::{self, Demand};
use crate::estate::{self, Estate};
use crate::evidence::Evidence;
use crate::geography::Geography;
use crate::reading::{Issues, Source};
use crate::scenario::{self, Scenario};
use crate::simulation::Model;

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
    /// Its estate.
    pub estate: Estate,
    geography: Geography,
    demand: Demand,
}

impl Prepared {
    /// Opens an oracle's scenario, with keys of another text laid over it; empty for none.
    ///
    /// No household of these scenarios names a place, so the map is empty.
    ///
    /// # Errors
    /// If the files or the text laid over them have issues.
    pub fn open(oracle: &Oracle, over: &str) -> Result<Self, VerifyError> {
        let chain = [
            Source { file: "laid over", text: over },
            Source { file: oracle.name, text: oracle.scenario },
        ];
        let chain = if over.is_empty() { &chain[1..] } else { &chain };
        let scenarios = scenario::read(chain, &Evidence::default())?;
        let scenario = scenarios.into_iter().next().ok_or_else(Issues::default)?;
        let geography = Geography::default();
        let texts = estate_texts(&scenario.estate)
            .ok_or_else(|| VerifyError::NoEstate(scenario.estate.clone()))?;
        let estate = estate::read(texts, &geography)?;
        let demand = demand::build(oracle.name, &scenario, &estate, &geography)?;
        Ok(Self { scenario, estate, geography, demand })
    }

    /// Compiled for replay, as for a forecast.
    pub fn model(&self) -> Model<'_> {
        Model::new(&self.scenario, &self.estate, &self.geography, &self.demand)
    }
}

/// One figure beside what it should be.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// What the histories say.
    pub estimate: Estimate,
}

impl Oracle {
    /// Its figures, from the counts of its histories over so many milliseconds.
    pub fn check(&self, tallies: &[Tally], span_ms: u64) -> Vec<Checked<'_>> {
        let figures = self.figures.iter().enumerate();
        let checked = |(k, figure): (usize, &'_ Figure)| {
            // Days are asked about in the order of the figures that name one.
            let before = self.figures[..k].iter();
            let day = before.filter(|other| other.quantity.day().is_some()).count();
            figure.quantity.estimate(tallies, span_ms, day)
        };
        figures.map(|(k, figure)| Checked { figure, estimate: checked((k, figure)) }).collect()
    }

    /// The days since its start at which its figures ask who lives there.
    pub fn days(&self) -> Vec<f64> {
        self.figures.iter().filter_map(|figure| figure.quantity.day()).collect()
    }
}

impl Quantity {
    fn day(self) -> Option<f64> {
        match self {
            Self::LivingThere(day) => Some(day),
            _ => None,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts far below 2^53")]
    fn estimate(self, tallies: &[Tally], span_ms: u64, day: usize) -> Estimate {
        let count = |of: &dyn Fn(&Tally) -> (u64, u64)| {
            let pairs = tallies.iter().map(of).map(|(top, bottom)| (top as f64, bottom as f64));
            Estimate::ratio(&pairs.collect::<Vec<_>>())
        };
        let sum = |counts: &[u64]| counts.iter().sum::<u64>();
        let turned_away = |tally: &Tally| (sum(&tally.turned_away), sum(&tally.asked));
        match self {
            Self::TurnedAway => count(&turned_away),
            Self::TurnedAwayAYear(asked) => count(&turned_away).times(asked),
            Self::TurnedAwayOf(class) => count(&|t| (t.turned_away[class], t.asked[class])),
            Self::Waits => count(&|tally| (tally.waited, sum(&tally.asked))),
            Self::LivedIn => count(&|tally| (tally.lived_in_ms, span_ms)),
            Self::Present => count(&|tally| (tally.lived_in_ms + tally.waiting_ms, span_ms)),
            Self::LivingThere(_) => count(&|tally| (tally.living_there[day], 1)),
        }
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
) -> Result<Report, VerifyError> {
    let mut report = Report::of(oracles.iter().map(|(_, oracle)| oracle.figures.len()).sum());
    for (place, oracle) in oracles {
        let mut prepared = Prepared::open(oracle, "")?;
        let own = prepared.scenario.seed;
        prepared.scenario.seed = seed.map_or(own, |seed| seed.wrapping_add(*place as u64));
        prepared.scenario.replications = replications.unwrap_or(prepared.scenario.replications);
        let model = prepared.model();
        let tallies = tallies(&model, &oracle.days(), &tick);
        if tallies.iter().any(|tally| !tally.is_conserved) {
            return Err(VerifyError::Inconsistent(oracle.name));
        }
        let span = model.calendar.end() - model.calendar.bounds.first().copied().unwrap_or(0);
        report.add(oracle, &prepared.scenario, &oracle.check(&tallies, span));
    }
    Ok(report)
}
