//! What one year of a well-kept refusal log would be worth: who asked, of which class, and what became of them.
//!
//! Preposterior analysis (Raiffa and Schlaifer 1961): a draw that the records allow stands for the truth and a year of
//! it is put on record; the others then count as they explain that log too; the choice is made anew, and judged.
//! As with single unknowns one half of the draws chooses and the other judges.

use super::in_order::in_order;
use super::posterior::log_mean;
use super::record::{Error, KnownChances, Record};
use super::simulator::Outcome;
use super::value_of_information::{Choice, ValueOfInformation};
use super::weights::Weights;
use super::year_counter::{MOST_MIXES, Year};
use crate::base::random::{Stream, Streams};
use crate::base::statistics::Z_95;

/// Logs that are imagined.
pub const LOGS: u32 = 200;

/// Entries of a log, beside those of the mix.
const ENTRIES: usize = 3;

/// What a log counts in a year: who found everything full, who was turned away for another reason, who asked whose
/// share of the mix is known, and who asked of each whose is not.
type Entries = [u32; ENTRIES + MOST_MIXES];

fn entries(year: &Year) -> Entries {
    let other = year.away.saturating_sub(year.full_households);
    let known = year.referrals.saturating_sub(year.of_mix.iter().sum());
    let mut entries = [0; ENTRIES + MOST_MIXES];
    let all = [year.full, other, known].into_iter().chain(year.of_mix);
    entries.iter_mut().zip(all).for_each(|(entry, count)| *entry = count);
    entries
}

/// Every entry as it is written down.
type Log = [KnownChances; ENTRIES + MOST_MIXES];

/// The entries of one year as they would be written down.
fn kept(year: &Year, error: f64, streams: &Streams) -> Log {
    let there = entries(year);
    let mut number = 0..;
    there.map(|there| {
        let u = streams.number(1, Stream::Truths, number.next().unwrap_or(0));
        let record =
            Record { value: 0.0, half_step: 0.5, error: Error::Share(error), at_most: false };
        KnownChances::of(record.of(record.written(f64::from(there), u)))
    })
}

/// How well an outcome, by what a log would count in its years, explains a log; `logs` is room.
fn log_likelihood(log: &mut Log, years: &[Entries], logs: &mut Vec<f64>) -> f64 {
    let of = |there: &Entries| -> f64 {
        log.iter_mut().zip(there).map(|(entry, there)| entry.log_chance(f64::from(*there))).sum()
    };
    logs.clear();
    logs.extend(years.iter().map(of));
    log_mean(logs)
}

/// What a year of it is worth; `weights` are those of the outcomes. And the share of the variance of how many are
/// turned away that it would take away on average, as far as that variance is of unknowns and no chance.
pub(super) fn worth(
    outcomes: &[Outcome],
    weights: &Weights,
    choice: &Choice<'_>,
    (error, seed): (f64, u64),
) -> (ValueOfInformation, f64) {
    let truths = weights.systematic(LOGS);
    let now = choice.best(&|_| 1.0);
    let count = u32::try_from(truths.len()).unwrap_or(0);
    let years: Vec<Vec<Entries>> =
        outcomes.iter().map(|outcome| outcome.logs.iter().map(entries).collect()).collect();
    let gains = in_order(0..count, Vec::new, |room, number| {
        let truth = truths[number as usize];
        let logs = &outcomes[truth].logs;
        let year = &logs[number as usize % logs.len().max(1)];
        let mut log = kept(year, error, &Streams::new(seed, number));
        let weighed: Vec<f64> = (weights.shares().iter().zip(&years))
            .map(|(share, years)| match *share {
                share if share > 0.0 => libm::log(share) + log_likelihood(&mut log, years, room),
                _ => f64::NEG_INFINITY,
            })
            .collect();
        let [gain, most] = gained(choice, now, (&weighed, truth));
        [gain, most, left(outcomes, (&weighed, truth))]
    });
    let n = f64::from(count.max(2));
    let mean = |of: &dyn Fn(&[f64; 3]) -> f64| gains.iter().map(of).sum::<f64>() / n;
    let gain = mean(&|g| g[0]);
    let spread = mean(&|g| (g[0] - gain) * (g[0] - gain));
    let half_width = Z_95 * libm::sqrt(spread / (n - 1.0));
    let worth = ValueOfInformation {
        gain,
        low: gain - half_width,
        high: gain + half_width,
        at_most: mean(&|g| g[1]),
    };
    let before = covariance(outcomes, weights);
    (worth, if before > 0.0 { (1.0 - mean(&|g| g[2]) / before).clamp(0.0, 1.0) } else { 0.0 })
}

/// The variance of how many are turned away that is of unknowns: what two histories of a draw have in common.
fn covariance(outcomes: &[Outcome], weights: &Weights) -> f64 {
    let [one, other] = [0, 1].map(|history| weights.mean(|draw| outcomes[draw].away[history]));
    weights.mean(|draw| (outcomes[draw].away[0] - one) * (outcomes[draw].away[1] - other))
}

/// Those of the draws that count, as they explain a log too; `weighed` are logarithms.
fn of_some(weighed: &[f64], counts: impl Fn(usize) -> bool) -> Option<Weights> {
    let of = |(draw, log): (usize, &f64)| if counts(draw) { *log } else { f64::NEG_INFINITY };
    Weights::of_logs(&weighed.iter().enumerate().map(of).collect::<Vec<_>>())
}

/// What of it is left after a log, the draw that stood for the truth apart.
fn left(outcomes: &[Outcome], (weighed, truth): (&[f64], usize)) -> f64 {
    of_some(weighed, |draw| draw != truth).map_or(0.0, |after| covariance(outcomes, &after))
}

/// What is gained after a log: judged by the other half, and by the same draws.
fn gained(choice: &Choice<'_>, now: usize, (weighed, truth): (&[f64], usize)) -> [f64; 2] {
    let others = |half: usize| of_some(weighed, |draw| draw % 2 == half && draw != truth);
    let gain = |by: &Weights, judged_by: &Weights| {
        let chosen = Choice { weights: by, ..*choice }.best(&|_| 1.0);
        judged_by.mean(|draw| (choice.away)(draw, now) - (choice.away)(draw, chosen))
    };
    let (Some(even), Some(odd)) = (others(0), others(1)) else { return [0.0; 2] };
    let crossed = f64::midpoint(gain(&even, &odd), gain(&odd, &even));
    let whole = Weights::of_logs(weighed).map_or(0.0, |all| gain(&all, &all));
    [crossed, whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Either of two truths, in which so many ask. One choice is right in each; taking the wrong one turns away 4
    /// more.
    fn worth_where(asked: [u32; 2]) -> ValueOfInformation {
        let outcomes: Vec<Outcome> = (0..400_u32)
            .map(|draw| {
                let which = draw.div_euclid(2) as usize % 2;
                let year = Year { referrals: asked[which], ..Year::default() };
                let under = [vec![1.0, 5.0], vec![5.0, 1.0]][which].clone();
                let draw = draw as usize;
                Outcome { draw, away: [0.0; 2], placed: 0.0, under, logs: vec![year; 4] }
            })
            .collect();
        let weights = Weights::alike(outcomes.len());
        let away = |draw: usize, which: usize| outcomes[draw].under[which];
        let choice = Choice { weights: &weights, alternatives: 2, away: &away };
        worth(&outcomes, &weights, &choice, (0.05, 1)).0
    }

    /// Households turned away are 10 or 30 and so are those who ask: a log leaves no doubt which. One that tells
    /// nothing leaves all of it.
    #[test]
    fn a_log_narrows_what_it_tells_of() {
        let narrowed = |asked: [u32; 2]| {
            let outcomes: Vec<Outcome> = (0..400_u32)
                .map(|draw| {
                    let which = draw.div_euclid(2) as usize % 2;
                    let year = Year { referrals: asked[which], ..Year::default() };
                    let away = [[10.0, 12.0], [30.0, 32.0]][which];
                    let draw = draw as usize;
                    Outcome { draw, away, placed: 0.0, under: vec![0.0; 2], logs: vec![year; 4] }
                })
                .collect();
            let weights = Weights::alike(outcomes.len());
            let choice = Choice { weights: &weights, alternatives: 2, away: &|_, _| 0.0 };
            worth(&outcomes, &weights, &choice, (0.05, 1)).1
        };
        assert!(narrowed([20, 80]) > 0.99 && narrowed([50, 50]) < 0.02);
    }

    /// A log that tells the truths apart at a glance is worth half of 4; one that tells nothing is worth nothing.
    #[test]
    fn a_log_that_tells_is_worth_what_the_wrong_choice_costs() {
        let told = worth_where([20, 80]);
        assert!((told.gain - 2.0).abs() < 0.3 && (told.at_most - 2.0).abs() < 0.3, "{told:?}");
        let silent = worth_where([50, 50]);
        assert!(silent.gain.abs() < 0.3, "{silent:?}");
    }
}
