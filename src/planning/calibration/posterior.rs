//! Which draws explain the records of a reading, and how much each counts.

use super::in_order::in_order;
use super::model::{Calibration, EvidenceReading};
use super::proposal::{FROM_PRIOR, Proposal};
use super::record::{KnownChances, Record};
use super::simulator::{CalibrationError, Draw, Simulator};
use super::weights::Weights;
use crate::base::random::{Stream, Streams};
use crate::base::statistics::{float, normal_quantile};
use std::sync::Arc;

/// Fewer effective draws than this ask for another round.
pub const ENOUGH_EFFECTIVE: f64 = 1_000.0;

/// Rounds after the first, at most.
pub const MOST_ROUNDS: u32 = 4;

/// One reading's draws and what they count.
#[derive(Debug, Clone)]
pub struct Posterior {
    /// The draws, those of the prior first.
    pub draws: Arc<Vec<Draw>>,
    /// What each counts.
    pub weights: Weights,
    /// How well each of their years explains the records, as logarithms.
    pub years: Vec<Vec<f64>>,
    /// Rounds after the first.
    pub rounds: u32,
    /// Effective draws of the first round alone.
    pub effective_at_first: f64,
}

/// The chance of the records under each of a draw's years, as a logarithm.
pub fn log_chances(takes: &[usize], records: &[Record], draw: &Draw) -> Vec<f64> {
    log_chances_by(takes, draw, |which, there| records[which].log_chance(there))
}

/// The same by the chance of each record where so many were there.
fn log_chances_by(
    takes: &[usize],
    draw: &Draw,
    mut log_chance: impl FnMut(usize, f64) -> f64,
) -> Vec<f64> {
    let years = takes.first().map_or(0, |&which| draw.there[which].len());
    let mut of_year =
        |year| takes.iter().map(|&which| log_chance(which, draw.there[which][year])).sum();
    (0..years).map(&mut of_year).collect()
}

/// The same of each of some draws.
fn log_chances_of_all(takes: &[usize], records: &[Record], draws: &[Draw]) -> Vec<Vec<f64>> {
    let many = u32::try_from(draws.len()).unwrap_or(u32::MAX);
    let known = || records.iter().copied().map(KnownChances::of).collect::<Vec<_>>();
    in_order(0..many, known, |known, at| {
        let log_chance = |which: usize, there| known[which].log_chance(there);
        log_chances_by(takes, &draws[at as usize], log_chance)
    })
}

/// The logarithm of the mean of numbers given by their logarithms.
pub(super) fn log_mean(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !most.is_finite() {
        return f64::NEG_INFINITY;
    }
    let mean = logs.iter().map(|log| libm::exp(log - most)).sum::<f64>() / float(logs.len());
    most + libm::log(mean)
}

/// How well each draw explains the records, as a logarithm: the mean over its simulated years, any of which might
/// be the one on record. An estimate without bias, so that weights are exact on average (Andrieu and Roberts 2009).
pub fn log_likelihoods(takes: &[usize], records: &[Record], draws: &[Draw]) -> Vec<f64> {
    log_chances_of_all(takes, records, draws).iter().map(|years| log_mean(years)).collect()
}

/// The records as they stand.
pub fn records(calibration: &Calibration) -> Vec<Record> {
    calibration.observations.iter().map(|observation| observation.record).collect()
}

/// What the draws count in a reading; further rounds only where too few do.
///
/// # Errors
/// If no draw explains the records.
pub fn posterior(
    simulator: &Simulator<'_>,
    from_prior: &Arc<Vec<Draw>>,
    (number, reading): (usize, &EvidenceReading),
    tick: &(dyn Fn() + Sync),
) -> Result<Posterior, CalibrationError> {
    let calibration = simulator.place.calibration;
    let records = records(calibration);
    let none = || CalibrationError::NoDraw(reading.name.clone(), from_prior.len());
    let explained = |draws: &[Draw]| log_chances_of_all(&reading.takes, &records, draws);
    let years = explained(from_prior);
    let logs: Vec<f64> = years.iter().map(|years| log_mean(years)).collect();
    let weights = Weights::of_logs(&logs).ok_or_else(none)?;
    let effective_at_first = weights.effective();
    let draws = Arc::clone(from_prior);
    let mut found = Posterior { draws, weights, years, rounds: 0, effective_at_first };
    let mut proposals: Vec<Proposal> = Vec::new();
    let (first, more) = (from_prior.len(), round_of(from_prior.len()));
    while found.weights.effective() < ENOUGH_EFFECTIVE && found.rounds < MOST_ROUNDS {
        let proposal = Proposal::fitted(&found.draws, &found.weights);
        let numbers = next_numbers((first, more), number, found.rounds);
        let seed = simulator.place.scenario.seed;
        let point = |draw: u32| next_point(seed, draw, &proposal);
        let fresh = simulator.draws_of(reading.observed(), (numbers, point), tick);
        let mut years = found.years;
        years.extend(explained(&fresh));
        let mut all = (*found.draws).clone();
        all.extend(fresh);
        proposals.push(proposal);
        let weighed: Vec<f64> = years
            .iter()
            .zip(&all)
            .map(|(years, draw)| {
                let of = |proposal: &Proposal| {
                    FROM_PRIOR + (1.0 - FROM_PRIOR) * proposal.by_prior(&draw.normals)
                };
                // So many from the prior, so many from each proposal: their mixture by the prior.
                let (first, more) = (float(first), float(more));
                log_mean(years) - libm::log(first + more * proposals.iter().map(of).sum::<f64>())
            })
            .collect();
        let weights = Weights::of_logs(&weighed).ok_or_else(none)?;
        found =
            Posterior { draws: Arc::new(all), weights, years, rounds: found.rounds + 1, ..found };
    }
    Ok(found)
}

/// A further round is a quarter of the first, and never few.
fn round_of(first: usize) -> usize {
    const PART: usize = 4;
    const LEAST: usize = 1_000;
    first.div_euclid(PART).max(LEAST)
}

/// Every reading's every round has numbers of its own.
fn next_numbers((first, more): (usize, usize), reading: usize, round: u32) -> std::ops::Range<u32> {
    let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    let before = number(reading) * MOST_ROUNDS + round;
    let begin = number(first).saturating_add(number(more).saturating_mul(before));
    begin..begin.saturating_add(number(more))
}

/// A point of the mixture of a proposal and the prior.
fn next_point(seed: u64, draw: u32, proposal: &Proposal) -> Vec<f64> {
    let streams = Streams::new(seed, draw);
    let size = proposal.size();
    let normals: Vec<f64> = (0..size)
        .map(|number| normal_quantile(streams.numbers(number, Stream::Parameters, 0)[0]))
        .collect();
    let coin = streams.numbers(0, Stream::Parameters, 1)[0];
    if coin < FROM_PRIOR { normals } else { proposal.point(&normals) }
}
