//! What a calibration comes to, as other software reads it.

use super::calibrated::{Alternate, Diagnostics, Forecast, Span, Swing};
use super::calibrated::{Calibrated, Held, LOAD, RATE, Unknown};
use super::in_order::of_each;
use super::model::{CountingUnit, EvidenceReading, Load};
use super::posterior::{ENOUGH_EFFECTIVE, Posterior, log_likelihoods, posterior, records};
use super::record::{KnownChances, Record};
use super::refusal_log;
use super::simulator::{CalibrationError, Draw, Outcome, Simulator};
use super::value_of_information::Choice;
use super::variance_components::VarianceComponents;
use super::weights::Weights;
use crate::base::statistics::Z_95;
use crate::base::statistics::{Interval, float};
use crate::inputs::scenario::Sets;
use std::sync::Arc;

/// Draws on which the forecast is simulated, each as often as it counts.
const FORECAST_ON: u32 = 2_000;

/// The part of the draws at either end that a swing is told between.
const TAIL: f64 = 0.1;

/// A calibrated reading with the draws behind it.
#[derive(Debug, Clone)]
pub struct Found {
    /// What is told.
    pub told: Calibrated,
    /// The posterior.
    pub posterior: Posterior,
    /// What draws lead to, chosen as they count.
    pub outcomes: Vec<Outcome>,
    /// What each of these counts.
    pub weights: Weights,
}

/// Calibrates one reading.
///
/// # Errors
/// If no draw explains its records.
pub fn calibrate(
    simulator: &Simulator<'_>,
    from_prior: &Arc<Vec<Draw>>,
    (number, reading): (usize, &EvidenceReading),
    tick: &(dyn Fn() + Sync),
) -> Result<Found, CalibrationError> {
    let calibration = simulator.place.calibration;
    let posterior = posterior(simulator, from_prior, (number, reading), tick)?;
    let chosen = posterior.weights.systematic(FORECAST_ON);
    let mut counting = chosen.clone();
    counting.dedup();
    let outcomes = simulator.outcomes(&posterior.draws, &counting, true, tick);
    let times = |outcome: &Outcome| chosen.iter().filter(|draw| **draw == outcome.draw).count();
    let shares: Vec<f64> = outcomes.iter().map(|outcome| float(times(outcome))).collect();
    let none = || CalibrationError::NoDraw(reading.name.clone(), posterior.draws.len());
    let weights = Weights::of(&shares).ok_or_else(none)?;
    let away = |at: usize, which: usize| outcomes[at].under[which];
    let alternatives = calibration.alternatives.len();
    let choice =
        (alternatives > 1).then_some(Choice { weights: &weights, alternatives, away: &away });
    let seed = simulator.place.scenario.seed;
    let refusal_log = choice
        .as_ref()
        .zip(calibration.log_error)
        .map(|(choice, error)| refusal_log::worth(&outcomes, &weights, choice, (error, seed)));
    let unknowns = unknowns(simulator, from_prior, &posterior);
    let told = Calibrated {
        reading: reading.name.clone(),
        about: reading.about.clone(),
        what_if: reading.what_if,
        records: held(simulator, from_prior, reading, &posterior),
        diagnostics: Diagnostics {
            draws: posterior.draws.len(),
            rounds: posterior.rounds,
            effective: posterior.weights.effective(),
            effective_at_first: posterior.effective_at_first,
            greatest_weight: posterior.weights.greatest(),
            enough: posterior.weights.effective() >= ENOUGH_EFFECTIVE,
        },
        forecast: forecast(&outcomes, &weights),
        swings: swings((simulator, reading), &posterior, (&outcomes, &weights), choice.as_ref()),
        alternatives: options(simulator, &outcomes, &weights),
        refusal_log: refusal_log.map(|(worth, _)| worth.into()),
        refusal_log_narrows: refusal_log.map(|(_, narrows)| narrows),
        unknowns,
    };
    Ok(Found { told, posterior, outcomes, weights })
}

/// A figure of a draw.
type OfDraw = Box<dyn Fn(&Draw) -> f64 + Sync>;

/// Every unknown with its unit and its value in a draw; what follows from them last.
fn figures(simulator: &Simulator<'_>) -> Vec<(String, String, OfDraw)> {
    let mut figures: Vec<(String, String, OfDraw)> = Vec::new();
    for (at, parameter) in simulator.place.calibration.parameters.iter().enumerate() {
        let value: OfDraw = Box::new(move |draw: &Draw| draw.values[at]);
        figures.push((parameter.name.clone(), parameter.unit.clone(), value));
    }
    figures.push((RATE.to_owned(), "households a year".to_owned(), Box::new(|draw| draw.rate)));
    figures.push((
        LOAD.to_owned(),
        "units lived in at once".to_owned(),
        Box::new(|draw| draw.load),
    ));
    figures
}

fn unknowns(simulator: &Simulator<'_>, from_prior: &[Draw], posterior: &Posterior) -> Vec<Unknown> {
    let alike = Weights::alike(from_prior.len());
    let unknown = |(unknown, unit, value): &(String, String, OfDraw)| {
        let before = |at: usize| value(&from_prior[at]);
        let after = |at: usize| value(&posterior.draws[at]);
        let was = alike.variance(before);
        let is = posterior.weights.variance(after);
        Unknown {
            unknown: unknown.clone(),
            unit: unit.clone(),
            prior: Span::of(&alike, before),
            posterior: Span::of(&posterior.weights, after),
            contraction: if was > 0.0 { 1.0 - is / was } else { 0.0 },
        }
    };
    of_each(&figures(simulator), unknown)
}

/// The chance that the record comes out as far to either side as it did, over draws and their years.
pub(super) fn two_sided<'a>(
    record: &Record,
    weights: &Weights,
    there: impl Fn(usize) -> &'a [f64],
) -> f64 {
    let no_more = Record { at_most: true, ..*record };
    let fewer = no_more.of(record.value - 2.0 * record.half_step);
    let mean = |record: &Record| {
        let mut known = KnownChances::of(*record);
        weights.mean(|draw| {
            let there = there(draw);
            let years = float(there.len().max(1));
            there.iter().map(|&there| known.chance(there)).sum::<f64>() / years
        })
    };
    let up_to = mean(&no_more);
    if record.at_most {
        return up_to;
    }
    let at_least = 1.0 - if record.value > record.half_step { mean(&fewer) } else { 0.0 };
    (2.0 * up_to.min(at_least)).min(1.0)
}

/// The records that a reading takes, and those that it must give back.
fn held(
    simulator: &Simulator<'_>,
    from_prior: &[Draw],
    reading: &EvidenceReading,
    posterior: &Posterior,
) -> Vec<Held> {
    let calibration = simulator.place.calibration;
    let records = records(calibration);
    let alike = Weights::alike(from_prior.len());
    let one = |&which: &usize| {
        let (observation, record) = (&calibration.observations[which], &records[which]);
        let is_check = !reading.takes.contains(&which);
        let others: Vec<usize> =
            reading.takes.iter().copied().filter(|other| *other != which).collect();
        // Only draws of the first round: the others were drawn with this record in view.
        let light = (!others.is_empty() && !is_check)
            .then(|| Weights::of_logs(&log_likelihoods(&others, &records, from_prior)))
            .flatten()
            .filter(|light| light.effective() >= LEAST_LIGHT);
        let there = |draw: usize| &from_prior[draw].there[which][..];
        let expected = |draw: usize| from_prior[draw].there[which][0];
        let after = |draw: usize| &posterior.draws[draw].there[which][..];
        Held {
            record: observation.name.clone(),
            place: observation.place.clone(),
            value: record.value,
            at_most: record.at_most,
            is_check,
            expected: Span::of(&alike, expected),
            chance: if is_check {
                two_sided(record, &posterior.weights, after)
            } else {
                two_sided(record, &alike, there)
            },
            in_the_light: light.as_ref().map(|light| Span::of(light, expected)),
            chance_in_the_light: light.as_ref().map(|light| two_sided(record, light, there)),
            reproduced: reproduced(posterior, which),
        }
    };
    of_each(&reading.observed().collect::<Vec<_>>(), one)
}

/// Fewer effective draws than this throw no light.
const LEAST_LIGHT: f64 = 50.0;

/// What the posterior gives back of an observation: each of a draw's years as it explains the records.
fn reproduced(posterior: &Posterior, which: usize) -> Span {
    let years = posterior.draws.first().map_or(0, |draw| draw.there[which].len());
    let shares = posterior.weights.shares().iter().zip(&posterior.years);
    let each: Vec<f64> = shares
        .flat_map(|(share, logs)| {
            let within = Weights::of_logs(logs).unwrap_or_else(|| Weights::alike(years));
            within.shares().iter().map(|part| share * part).collect::<Vec<_>>()
        })
        .collect();
    let there =
        |at: usize| posterior.draws[at.div_euclid(years.max(1))].there[which][at % years.max(1)];
    Weights::of(&each).map_or(Span { mean: 0.0, low: 0.0, high: 0.0 }, |all| Span::of(&all, there))
}

fn forecast(outcomes: &[Outcome], weights: &Weights) -> Forecast {
    let split = VarianceComponents::of(weights, |at| outcomes[at].away);
    // Either history is one that might come: chance is in the interval.
    let twice: Vec<f64> = weights.shares().iter().flat_map(|share| [share / 2.0; 2]).collect();
    let either = Weights::of(&twice).unwrap_or_else(|| Weights::alike(twice.len()));
    let away = |at: usize| outcomes[at.div_euclid(2)].away[at % 2];
    Forecast {
        away: Span::of(&either, away),
        away_error: weights.error_of_mean(|at| mean_away(&outcomes[at])),
        placed: Span::of(weights, |at| outcomes[at].placed),
        variance_by_chance: split.chance,
        variance_by_parameters: split.parameters,
        chance_share: split.chance_share(),
    }
}

fn mean_away(outcome: &Outcome) -> f64 {
    f64::midpoint(outcome.away[0], outcome.away[1])
}

/// Whether an unknown has anything to do with a reading: those of surveys alone only where a record needs them.
fn matters(simulator: &Simulator<'_>, reading: &EvidenceReading, name: &str) -> bool {
    let calibration = simulator.place.calibration;
    let taken = || reading.takes.iter().map(|&which| &calibration.observations[which]);
    let sets = calibration.parameters.iter().find(|parameter| parameter.name == name);
    match sets.map(|parameter| parameter.column.sets) {
        Some(Sets::LoadRatio) => taken().any(|record| record.load == Load::Ratio),
        Some(Sets::RequestsPerRefusal) => {
            taken().any(|record| record.who == CountingUnit::Requests)
        }
        _ => true,
    }
}

fn swings(
    (simulator, reading): (&Simulator<'_>, &EvidenceReading),
    posterior: &Posterior,
    (outcomes, weights): (&[Outcome], &Weights),
    choice: Option<&Choice<'_>>,
) -> Vec<Swing> {
    let mut own = figures(simulator);
    own.retain(|(name, ..)| matters(simulator, reading, name));
    let unknowns = own.len();
    let swing = |(unknown, unit, value): &(String, String, OfDraw)| {
        let value = |at: usize| value(&posterior.draws[outcomes[at].draw]);
        let [low_end, high_end] = weights.quantiles(value, [TAIL, 1.0 - TAIL]);
        let part = |within: &dyn Fn(f64) -> bool, of: &dyn Fn(usize) -> f64| {
            weights.mean(|at| if within(value(at)) { of(at) } else { 0.0 })
        };
        let (is_low, is_high) = (|x: f64| x <= low_end, |x: f64| x >= high_end);
        let away = |at: usize| mean_away(&outcomes[at]);
        let all = |within: &dyn Fn(f64) -> bool| part(within, &|_| 1.0).max(f64::MIN_POSITIVE);
        let (all_low, all_high) = (all(&is_low), all(&is_high));
        let (if_low, if_high) = (part(&is_low, &away) / all_low, part(&is_high, &away) / all_high);
        let apart = |at: usize| {
            let from = |is_there: bool, mean: f64, all: f64| {
                if is_there { (away(at) - mean) / all } else { 0.0 }
            };
            let of = value(at);
            from(is_high(of), if_high, all_high) - from(is_low(of), if_low, all_low)
        };
        let freedom = u64::try_from(outcomes.len()).unwrap_or(u64::MAX).saturating_sub(1);
        let error = weights.error_of_mean(apart);
        Swing {
            unknown: unknown.clone(),
            unit: unit.clone(),
            low: part(&is_low, &value) / all_low,
            high: part(&is_high, &value) / all_high,
            away_if_low: if_low,
            away_if_high: if_high,
            moves: Interval::around(if_high - if_low, error, freedom.max(1), unknowns),
            worth: choice.map(|choice| choice.knowing(value).into()),
        }
    };
    let mut swings = of_each(&own, swing);
    let size = |swing: &Swing| (swing.away_if_high - swing.away_if_low).abs();
    swings.sort_by(|a, b| size(b).total_cmp(&size(a)));
    swings
}

fn options(simulator: &Simulator<'_>, outcomes: &[Outcome], weights: &Weights) -> Vec<Alternate> {
    let alternatives = simulator.place.calibration.alternatives.iter().enumerate();
    let mean = |which: usize| weights.mean(|at| outcomes[at].under[which]);
    let lowest = (0..alternatives.len()).min_by(|a, b| mean(*a).total_cmp(&mean(*b))).unwrap_or(0);
    let more = |which: usize| {
        let apart = |at: usize| outcomes[at].under[which] - outcomes[at].under[lowest];
        let (mean, half_width) = (weights.mean(apart), Z_95 * weights.error_of_mean(apart));
        Interval { mean, low: mean - half_width, high: mean + half_width }
    };
    alternatives
        .map(|(which, alternative)| {
            let is_best = |at: usize| {
                let under = &outcomes[at].under;
                let least = under.iter().copied().fold(f64::INFINITY, f64::min);
                let best = under.iter().filter(|away| **away <= least).count();
                let share = 1.0 / float(best.max(1));
                if under[which] <= least { share } else { 0.0 }
            };
            Alternate {
                alternative: alternative.name.clone(),
                a_year: alternative.a_year,
                away: Span::of(weights, |at| outcomes[at].under[which]),
                best_in: weights.mean(is_best),
                more_than_lowest: (which != lowest).then(|| more(which)),
            }
        })
        .collect()
}
