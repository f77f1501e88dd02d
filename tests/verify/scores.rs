//! Over many seeds the z-scores of right figures are what they are taken for.
//!
//! Small versions of the scenarios: an eighth of the pace, stays eight times as long, few histories, so that
//! Student's distribution is far enough from the normal to matter. 200 seeds; `LINTEL_SEEDS=2000`
//! (`make test-long`) makes them 2,000.

use crate::{oracle, prepared};
use lintel::verify::{Estimate, Oracle, Tally, tallies};
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::fmt::Write;

/// Histories of each small run.
const HISTORIES: u32 = 40;

/// A false alarm in any of the tests of this file: 1 in 1,000 choices of seeds, shared equally by the two looks
/// at each figure.
const FALSE_ALARMS: f64 = 1e-3;

fn seeds() -> u32 {
    std::env::var("LINTEL_SEEDS").map_or(200, |said| said.parse().unwrap())
}

/// Oracles with the keys that make them small, and which of their figures is looked at: one each, for figures
/// of one run go together.
const SMALL: [(&str, &str, usize); 5] = [
    ("two-and-one-waiting", "[stay.default]\nfamily = \"exponential\"\nmean_days = 0.375\n", 0),
    (
        "erlang-a",
        "[stay.default]\nfamily = \"exponential\"\nmean_days = 20.0\n[waiting]\npatience = { family = \"exponential\", mean_days = 6.222222222222222 }\n",
        1,
    ),
    (
        "overlapping",
        "[stay.default]\nfamily = \"exponential\"\nmean_days = 7.0\n[stay.refuge]\nfamily = \"exponential\"\nmean_days = 5.0\n",
        1,
    ),
    ("several-at-once", "[stay.default]\nfamily = \"lognormal\"\nmean_days = 13.0\ncv = 1.0\n", 2),
    ("residents-exponential", "", 1),
];

fn small(keys: &str) -> String {
    let mut text = format!("years = 1\nreplications = {HISTORIES}\n");
    if !keys.is_empty() {
        write!(text, "warm_up_years = 1\n[arrivals]\nper_year = 730.0\n{keys}").unwrap();
    }
    text
}

/// What every seed says of one figure of a small oracle.
fn every_seed<T>(
    (name, keys, which): (&str, &str, usize),
    of: impl Fn(&Oracle, usize, &[Tally], u64) -> T,
) -> Vec<T> {
    let oracle = oracle(name);
    let mut prepared = prepared(&oracle, &small(keys));
    let of_seed = |seed: u32| {
        prepared.scenario.seed = 1_000_000 + u64::from(seed);
        let model = prepared.model();
        let span = model.calendar.end() - model.calendar.bounds[0];
        of(&oracle, which, &tallies(&model, &oracle.days(), || ()), span)
    };
    (0..seeds()).map(of_seed).collect()
}

fn score(oracle: &Oracle, which: usize, tallies: &[Tally], span: u64) -> f64 {
    let checked = oracle.check(tallies, span)[which];
    checked.estimate.judge(checked.figure.exact, 0.5).z
}

/// The greatest distance between the shares of scores below a value and Student's (Kolmogorov and Smirnov).
fn distance(scores: &[f64]) -> f64 {
    let student = StudentsT::new(0.0, 1.0, f64::from(HISTORIES - 1)).unwrap();
    let mut below: Vec<f64> = scores.iter().map(|&z| student.cdf(z)).collect();
    below.sort_by(f64::total_cmp);
    let n = f64::from(u32::try_from(below.len()).unwrap());
    let gaps = (0_u32..).zip(&below).map(|(k, share)| {
        let (before, after) = (f64::from(k) / n, f64::from(k + 1) / n);
        (share - before).max(after - share)
    });
    gaps.fold(0.0, f64::max)
}

/// The distance that is exceeded with a chance, over many scores (Smirnov's limit).
fn farthest(chance: f64, scores: usize) -> f64 {
    let n = f64::from(u32::try_from(scores).unwrap());
    (-(chance / 2.0).ln() / 2.0).sqrt() / n.sqrt()
}

/// Mean and variance of scores, each as so many of its own standard errors from what Student's distribution has.
fn moments(scores: &[f64]) -> (f64, f64) {
    let n = f64::from(u32::try_from(scores.len()).unwrap());
    let degrees = f64::from(HISTORIES - 1);
    let variance = degrees / (degrees - 2.0);
    let kurtosis = 3.0 + 6.0 / (degrees - 4.0);
    let mean = scores.iter().sum::<f64>() / n;
    let seen = scores.iter().map(|z| (z - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let off = (seen / variance - 1.0) / ((kurtosis - 1.0) / n).sqrt();
    (mean / (variance / n).sqrt(), off)
}

#[test]
fn over_seeds_the_scores_are_those_of_right_figures() {
    let looks = 3.0 * f64::from(u32::try_from(SMALL.len()).unwrap());
    let chance = FALSE_ALARMS / looks;
    // The normal value that is exceeded on either side with this chance.
    let widest = lintel::forecast::two_sided(chance, 1_000_000_000);
    for row in SMALL {
        let scores = every_seed(row, score);
        let (distance, (mean, spread)) = (distance(&scores), moments(&scores));
        let most = farthest(chance, scores.len());
        println!(
            "{}: {} seeds, distance {distance:.3} of {most:.3}, mean {mean:+.2} and variance {spread:+.2} standard errors off",
            row.0,
            scores.len()
        );
        assert!(distance < most, "{}: distance {distance}, at most {most}", row.0);
        assert!(mean.abs() < widest && spread.abs() < widest, "{}: {mean} {spread}", row.0);
    }
}

/// The test above can fail: a standard error over households, as if each waited or not whatever the others do, is
/// too small by far.
#[test]
fn errors_over_households_are_found_out() {
    let scores = every_seed(SMALL[1], |oracle, which, tallies, span| {
        let checked = oracle.check(tallies, span)[which];
        let asked: u64 = tallies.iter().flat_map(|tally| &tally.asked).sum();
        let asked = f64::from(u32::try_from(asked).unwrap());
        let share = checked.estimate.value;
        let standard_error = (share * (1.0 - share) / asked).sqrt();
        Estimate { standard_error, ..checked.estimate }.judge(checked.figure.exact, 0.5).z
    });
    let (distance, (_, spread)) = (distance(&scores), moments(&scores));
    println!("over households: distance {distance:.3}, variance {spread:+.1} standard errors off");
    assert!(distance > farthest(FALSE_ALARMS, scores.len()) && spread > 5.0);
}
