//! What one year of a well-kept refusal log would be worth: who asked, for what, and what became of them.
//!
//! Preposterior analysis (Raiffa and Schlaifer 1961): a draw that the records allow stands for the truth and a year of
//! it is put on record; the others then count as they explain that log too; the choice is made anew, and judged.
//! As with single unknowns one half of the draws chooses and the other judges.

use super::ground::Outcome;
use super::posterior::log_mean;
use super::record::{Error, Record};
use super::tally::Year;
use super::weights::Weights;
use super::worth::{Choice, Worth};
use crate::simulation::{Stream, Streams, fold_replications};

/// Logs that are imagined.
pub const LOGS: u32 = 200;

/// The point that 2.5 in 100 standard normal values exceed.
const Z: f64 = 1.959_963_984_540_054;

/// What a log counts in a year: who asked, who found everything full, and who was turned away for another reason.
fn entries(year: &Year) -> [f64; 3] {
    let other = year.away.saturating_sub(year.full_households);
    [year.referrals, year.full, other].map(f64::from)
}

/// The entries of one year as they would be written down.
fn kept(year: &Year, error: f64, streams: &Streams) -> [Record; 3] {
    let numbers = streams.numbers(0, Stream::Truths, 1);
    let there = entries(year);
    std::array::from_fn(|entry| {
        let record =
            Record { value: 0.0, half_step: 0.5, error: Error::Share(error), at_most: false };
        record.of(record.written(there[entry], numbers[entry]))
    })
}

/// How well an outcome explains a log.
fn log_likelihood(log: &[Record; 3], outcome: &Outcome) -> f64 {
    let of = |year: &Year| {
        let there = entries(year);
        log.iter().zip(there).map(|(record, there)| record.log_chance(there)).sum()
    };
    log_mean(&outcome.logs.iter().map(of).collect::<Vec<f64>>())
}

/// What a year of it is worth; `weights` are those of the outcomes.
pub(super) fn worth(
    outcomes: &[Outcome],
    weights: &Weights,
    choice: &Choice<'_>,
    (error, seed): (f64, u64),
) -> Worth {
    let truths = weights.systematic(LOGS);
    let now = choice.best(&|_| 1.0);
    let count = u32::try_from(truths.len()).unwrap_or(0);
    let mut gains = fold_replications(
        0..count,
        Vec::new,
        |gains, number| {
            let truth = truths[number as usize];
            let logs = &outcomes[truth].logs;
            let year = &logs[number as usize % logs.len().max(1)];
            let log = kept(year, error, &Streams::new(seed, number));
            let logs: Vec<f64> =
                outcomes.iter().map(|outcome| log_likelihood(&log, outcome)).collect();
            gains.push((number, gained(weights, choice, now, (&logs, truth))));
        },
        |mut mine, theirs| {
            mine.extend(theirs);
            mine
        },
    );
    gains.sort_by_key(|(number, _)| *number);
    let n = f64::from(count.max(2));
    let mean = |of: &dyn Fn(&[f64; 2]) -> f64| gains.iter().map(|(_, g)| of(g)).sum::<f64>() / n;
    let gain = mean(&|g| g[0]);
    let spread = mean(&|g| (g[0] - gain) * (g[0] - gain));
    let half_width = Z * libm::sqrt(spread / (n - 1.0));
    Worth { gain, low: gain - half_width, high: gain + half_width, at_most: mean(&|g| g[1]) }
}

/// What is gained after a log: judged by the other half, and by the same draws.
fn gained(
    weights: &Weights,
    choice: &Choice<'_>,
    now: usize,
    (logs, truth): (&[f64], usize),
) -> [f64; 2] {
    let weighed: Vec<f64> = weights
        .shares()
        .iter()
        .zip(logs)
        .map(|(share, log)| if *share > 0.0 { libm::log(*share) + log } else { f64::NEG_INFINITY })
        .collect();
    let others = |half: usize| {
        let of = |(draw, log): (usize, &f64)| {
            if draw % 2 == half && draw != truth { *log } else { f64::NEG_INFINITY }
        };
        Weights::of_logs(&weighed.iter().enumerate().map(of).collect::<Vec<_>>())
    };
    let gain = |by: &Weights, judged_by: &Weights| {
        let chosen = Choice { weights: by, ..*choice }.best(&|_| 1.0);
        judged_by.mean(|draw| (choice.away)(draw, now) - (choice.away)(draw, chosen))
    };
    let (Some(even), Some(odd)) = (others(0), others(1)) else { return [0.0; 2] };
    let crossed = f64::midpoint(gain(&even, &odd), gain(&odd, &even));
    let whole = Weights::of_logs(&weighed).map_or(0.0, |all| gain(&all, &all));
    [crossed, whole]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Either of two truths, in which so many ask. One choice is right in each; taking the wrong one turns away 4
    /// more.
    fn worth_where(asked: [u32; 2]) -> Worth {
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
        worth(&outcomes, &weights, &choice, (0.05, 1))
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
