//! Is a posterior what it says it is? Truths are drawn, put on record, and looked for again.
//!
//! *Simulation-based calibration* (Talts and others 2018): where truths come from the prior and records from the
//! model, the part of the posterior below the truth is uniform. A posterior that ignores its records passes that test
//! for every parameter, so the chance of the records is among the quantities looked at (Modrák and others 2023).
//! *Coverage*: how often an interval holds the truth, in the model's own family and in worlds outside it.

use super::in_order::in_order;
use super::model::EvidenceReading;
use super::posterior::{log_chances, log_mean};
use super::record::Record;
use super::simulator::{CalibrationError, Draw, Outcome, Simulator};
use super::weights::Weights;
use crate::base::random::{Stream, Streams, draws};
use crate::base::statistics::{Portion, float};
use schemars::JsonSchema;
use serde::Serialize;

/// Bins of the rank histogram.
pub const BINS: usize = 10;

/// The parts of central intervals whose coverage is told.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// What is made of the chances of the records, year by year and as logarithms, before draws are weighed by them: a
/// test plants a fault here.
pub type Explain<'a> = &'a (dyn Fn(&[f64]) -> Vec<f64> + Sync);

/// The program's own way.
pub const EXACTLY: Explain<'static> = &<[f64]>::to_vec;

/// Draws from the prior with what a forecast comes to under each.
#[derive(Debug, Clone)]
pub struct Table {
    /// The draws.
    pub draws: Vec<Draw>,
    /// Their outcomes, draw by draw.
    pub outcomes: Vec<Outcome>,
}

impl Table {
    /// Simulates draws of these numbers.
    pub fn of(
        simulator: &Simulator<'_>,
        numbers: std::ops::Range<u32>,
        tick: &(dyn Fn() + Sync),
    ) -> Self {
        let draws = simulator.draws(numbers, |draw| simulator.normals(draw), tick);
        let all: Vec<usize> = (0..draws.len()).collect();
        let outcomes = simulator.outcomes(&draws, &all, false, tick);
        Self { draws, outcomes }
    }

    /// So many truths: draws that are in no table.
    pub fn truths(simulator: &Simulator<'_>, many: u32, tick: &(dyn Fn() + Sync)) -> Self {
        Self::of(simulator, draws::TRUTHS_FROM..draws::TRUTHS_FROM + many, tick)
    }
}

/// One quantity, looked for in the posterior of each truth.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Ranks {
    /// What it is.
    pub quantity: String,
    /// Its unit.
    pub unit: String,
    /// How many truths fell into each tenth of their posterior.
    pub bins: [u32; BINS],
    /// Pearson's χ² against as many in each.
    pub chi_squared: f64,
    /// The chance of so great a value where ranks are uniform.
    pub p: f64,
    /// How often the 50%, 80% and 95% intervals held the truth.
    pub covered: [Portion; LEVELS.len()],
}

/// A reading held against truths.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Backtest {
    /// Truths looked for.
    pub truths: u32,
    /// Those whose records no draw of the table explained; they are in no figure.
    pub unexplained: u32,
    /// The middle one of the effective numbers of draws.
    pub effective: f64,
    /// Quantities: the parameters, what follows from them, the forecast, and the chance of the records.
    pub ranks: Vec<Ranks>,
}

/// What is looked for besides the parameters.
pub const RATE: &str = "rate";
/// Rate by stay.
pub const LOAD: &str = "load";
/// The forecast.
pub const AWAY: &str = "turned away";
/// The chance of the records.
pub const LIKELIHOOD: &str = "log-likelihood";

/// Looks for each truth in its posterior.
///
/// # Errors
/// If no draw of the table explains any truth's records.
pub fn backtest(
    simulator: &Simulator<'_>,
    (table, truths): (&Table, (&Simulator<'_>, &Table)),
    reading: &EvidenceReading,
    explain: Explain<'_>,
) -> Result<Backtest, CalibrationError> {
    let calibration = simulator.place.calibration;
    let (world, truths) = truths;
    // That no more than so many were there is no record that could have come out otherwise.
    let is_bound = |which: &usize| calibration.observations[*which].record.at_most;
    let takes: Vec<usize> =
        reading.takes.iter().copied().filter(|which| !is_bound(which)).collect();
    let names = calibration.parameters.iter().map(|p| (p.name.clone(), p.unit.clone()));
    let beside = [
        (RATE, "households a year"),
        (LOAD, "units"),
        (AWAY, "households a year"),
        (LIKELIHOOD, "log"),
    ];
    let names: Vec<(String, String)> =
        names.chain(beside.map(|(name, unit)| (name.to_owned(), unit.to_owned()))).collect();
    let count = u32::try_from(truths.draws.len()).unwrap_or(u32::MAX);
    let looked = in_order(
        0..count,
        || (),
        |(), at| {
            let truth = (&truths.draws[at as usize], &truths.outcomes[at as usize]);
            look(simulator, table, (&world.records(truth.0, 0), truth), &takes, explain)
        },
    );
    let looked: Vec<Looked> = looked.into_iter().flatten().collect();
    let mut effective: Vec<f64> = looked.iter().map(|found| found.effective).collect();
    if effective.is_empty() {
        return Err(CalibrationError::NoDraw(reading.name.clone(), table.draws.len()));
    }
    effective.sort_by(f64::total_cmp);
    let ranks = names.into_iter().enumerate().map(|(at, name)| {
        let ranks: Vec<f64> = looked.iter().map(|found| found.ranks[at]).collect();
        summed_up(name, &ranks)
    });
    Ok(Backtest {
        truths: count,
        unexplained: count - u32::try_from(effective.len()).unwrap_or(count),
        effective: effective[effective.len().div_euclid(2)],
        ranks: ranks.collect(),
    })
}

/// Where one truth lies in its posterior.
#[derive(Debug)]
struct Looked {
    effective: f64,
    ranks: Vec<f64>,
}

fn look(
    simulator: &Simulator<'_>,
    table: &Table,
    (records, (draw, outcome)): (&[Record], (&Draw, &Outcome)),
    takes: &[usize],
    explain: Explain<'_>,
) -> Option<Looked> {
    let chances: Vec<Vec<f64>> =
        table.draws.iter().map(|draw| log_chances(takes, records, draw)).collect();
    let explained: Vec<Vec<f64>> = chances.iter().map(|years| explain(years)).collect();
    let logs: Vec<f64> = explained.iter().map(|years| log_mean(years)).collect();
    let weights = Weights::of_logs(&logs)?;
    let seed = simulator.place.scenario.seed;
    let coin = Streams::new(seed, draw.number).numbers(0, Stream::Truths, 2)[0];
    let value =
        |of: &dyn Fn(&Draw) -> f64| rank(&weights, |draw| of(&table.draws[draw]), of(draw), coin);
    let mut ranks: Vec<f64> =
        (0..draw.values.len()).map(|at| value(&|draw: &Draw| draw.values[at])).collect();
    ranks.push(value(&|draw| draw.rate));
    ranks.push(value(&|draw| draw.load));
    ranks.push(rank(&weights, |draw| table.outcomes[draw].away[0], outcome.away[0], coin));
    let own = log_chances(takes, records, draw).first().copied()?;
    ranks.push(rank_among_years((&chances, &explained), own, coin));
    Some(Looked { effective: weights.effective(), ranks })
}

/// The part of the posterior below the truth; of what equals it, a part by a coin.
fn rank(weights: &Weights, of: impl Fn(usize) -> f64, truth: f64, coin: f64) -> f64 {
    weights.mean(|draw| part_below(of(draw), truth, coin))
}

fn part_below(value: f64, truth: f64, coin: f64) -> f64 {
    match value.total_cmp(&truth) {
        std::cmp::Ordering::Less => 1.0,
        std::cmp::Ordering::Equal => coin,
        std::cmp::Ordering::Greater => 0.0,
    }
}

/// The same of the chance of the records, which belongs to a simulated year and not to a draw.
fn rank_among_years(
    (chances, explained): (&[Vec<f64>], &[Vec<f64>]),
    truth: f64,
    coin: f64,
) -> f64 {
    let most = explained.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let (mut below, mut all) = (0.0, 0.0);
    for (counts, log) in explained.iter().flatten().zip(chances.iter().flatten()) {
        let weight = libm::exp(counts - most);
        below += weight * part_below(*log, truth, coin);
        all += weight;
    }
    if all > 0.0 { below / all } else { 0.5 }
}

fn summed_up((quantity, unit): (String, String), ranks: &[f64]) -> Ranks {
    let mut bins = [0_u32; BINS];
    for rank in ranks {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "ten bins")]
        let bin = (rank * float(BINS)) as usize;
        bins[bin.min(BINS - 1)] += 1;
    }
    let (n, each) = (float(ranks.len()), float(ranks.len()) / float(BINS));
    let chi_squared =
        bins.iter().map(|&bin| (f64::from(bin) - each) * (f64::from(bin) - each) / each).sum();
    let covered = LEVELS.map(|level| {
        let holds = |rank: &&f64| (**rank - 0.5).abs() <= level / 2.0;
        let held = float(ranks.iter().filter(holds).count());
        Portion::new(held / n, ranks.len() as u64)
    });
    Ranks { quantity, unit, bins, chi_squared, p: above_nine_degrees(chi_squared), covered }
}

/// The chance that χ² with nine degrees of freedom, one less than there are bins, exceeds a value: for odd degrees a
/// closed form (Abramowitz and Stegun 26.4.4).
fn above_nine_degrees(value: f64) -> f64 {
    let root = libm::sqrt(value);
    let (mut term, mut sum) = (root, 0.0);
    for odd in [3.0, 5.0, 7.0, 9.0] {
        sum += term;
        term *= value / odd;
    }
    let density = libm::exp(-value / 2.0) / libm::sqrt(std::f64::consts::TAU);
    (libm::erfc(root * std::f64::consts::FRAC_1_SQRT_2) + 2.0 * density * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ChiSquared, ContinuousCDF};

    #[test]
    fn the_tail_of_chi_squared_is_the_peers() {
        let peer = ChiSquared::new(9.0).unwrap();
        for value in [0.1, 3.0, 9.0, 16.9, 40.0] {
            assert!((above_nine_degrees(value) - peer.sf(value)).abs() < 1e-9, "{value}");
        }
    }

    #[test]
    fn intervals_hold_the_middle_ranks() {
        let ranks: Vec<f64> = (0..100).map(|k| (f64::from(k) + 0.5) / 100.0).collect();
        let summed = summed_up(("x".to_owned(), String::new()), &ranks);
        let shares = summed.covered.map(|portion| portion.share);
        assert!(
            shares.iter().zip([0.5, 0.8, 0.96]).all(|(a, b)| (a - b).abs() < 0.011),
            "{shares:?}"
        );
        assert!(summed.p > 0.999);
    }
}
