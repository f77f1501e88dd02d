//! Over many seeds the z-scores of right figures are what they are taken for.
//!
//! Small versions of the scenarios: a slower pace, few and short histories, so that Student's distribution is far
//! enough from the normal to matter. Each is run as `lintel verify` runs it. 200 seeds; `LINTEL_SEEDS=2000`
//! (`make test-long`) makes them 2,000.

use crate::verify::{opened, oracle};
use lintel::planning::forecast::Row;
use lintel::planning::verify::{Estimate, Oracle};
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::borrow::Cow;

/// Histories of each small run.
const HISTORIES: u32 = 40;

/// A false alarm in any of the tests of this file: 1 in 1,000 choices of seeds, shared equally by the three looks
/// at each figure.
const FALSE_ALARMS: f64 = 1e-3;

fn seeds() -> u32 {
    std::env::var("LINTEL_SEEDS").map_or(200, |said| said.parse().unwrap())
}

/// Oracles, how many times slower they are made, and which of their figures is looked at: one each, for figures of
/// one run go together. The first is a loss system, which a forecast simulates by a way of its own.
const SMALL: [(&str, f64, usize); 6] = [
    ("erlang-b-37-40", 8.0, 0),
    ("two-and-one-waiting", 4.0, 0),
    ("erlang-a", 4.0, 1),
    ("overlapping", 4.0, 1),
    ("several-at-once", 4.0, 2),
    ("residents-exponential", 1.0, 1),
];

/// Fewer ask, and everything lasts as much longer: theory says the same. One year, few histories.
fn small((name, slower, _): (&str, f64, usize)) -> Oracle {
    let oracle = oracle(name);
    let line = |line: &str| match line.split_once(" = ") {
        Some(("years", _)) => "years = 1".to_owned(),
        Some(("replications", _)) => format!("replications = {HISTORIES}"),
        Some(("per_year", pace)) => {
            format!("per_year = {:?}", pace.parse::<f64>().unwrap() / slower)
        }
        _ => longer(line, slower),
    };
    let lines: Vec<String> = oracle.scenario.lines().map(line).collect();
    Oracle { scenario: Cow::Owned(lines.join("\n")), ..oracle }
}

/// A line with its mean time so many times as long.
fn longer(line: &str, times: f64) -> String {
    const KEY: &str = "mean_days = ";
    let Some((before, after)) = line.split_once(KEY) else { return line.to_owned() };
    let (days, rest) = after.split_once(' ').unwrap_or((after, ""));
    format!("{before}{KEY}{:?} {rest}", times * days.parse::<f64>().unwrap())
}

/// What every seed says of one figure of a small oracle.
fn every_seed<T>(row: (&str, f64, usize), of: impl Fn(&[Row], Estimate, f64) -> T) -> Vec<T> {
    let oracle = small(row);
    let mut prepared = opened(&oracle);
    let of_seed = |seed: u32| {
        prepared.scenario.seed = 1_000_000 + u64::from(seed);
        let rows = prepared.rows(|| ()).unwrap();
        let checked = oracle.check(&rows, HISTORIES)[row.2];
        of(&rows, checked.estimate, checked.figure.exact)
    };
    (0..seeds()).map(of_seed).collect()
}

fn score(_: &[Row], estimate: Estimate, exact: f64) -> f64 {
    estimate.judge(exact, 0.5).z
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
    let widest = lintel::base::statistics::two_sided(chance, 1_000_000_000);
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
    let scores = every_seed(SMALL[2], |rows, estimate, exact| {
        let is_asked = |row: &&Row| {
            *row.period == *"total"
                && *row.measure == *"referrals"
                && *row.group == *"all"
                && row.statistic == "mean"
        };
        let asked = f64::from(HISTORIES) * rows.iter().find(is_asked).unwrap().value;
        let share = estimate.value;
        let standard_error = (share * (1.0 - share) / asked).sqrt();
        Estimate { standard_error, ..estimate }.judge(exact, 0.5).z
    });
    let (distance, (_, spread)) = (distance(&scores), moments(&scores));
    println!("over households: distance {distance:.3}, variance {spread:+.1} standard errors off");
    assert!(distance > farthest(FALSE_ALARMS, scores.len()) && spread > 5.0);
}
