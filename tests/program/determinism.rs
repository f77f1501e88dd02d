//! The same inputs and seed give the same bytes, whatever the number of threads; another seed does not.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::program;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn forecast(out: &Path, flags: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let output = program()
        .args(["forecast", "stoke-37", "--replications", "60", "--out"])
        .arg(out)
        .args(flags)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_dir(out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn one_thread_and_two_write_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let one = forecast(&folder.path().join("one"), &["--threads", "1"]);
    let two = forecast(&folder.path().join("two"), &["--threads", "2"]);
    let again = forecast(&folder.path().join("again"), &["--threads", "2"]);
    assert_eq!(one.len(), 34, "{:?}", one.keys());
    for (name, bytes) in &one {
        assert!(bytes == &two[name], "{name} differs between one thread and two");
        assert!(bytes == &again[name], "{name} differs between two runs");
    }
}

#[test]
fn another_seed_gives_other_figures() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = fs::read_to_string("scenarios/stoke-37.toml").unwrap();
    let other = folder.path().join("other.toml");
    fs::write(&other, scenario.replace("seed = 20261001", "seed = 20261002")).unwrap();
    let run = |name: &str, out: &str| {
        let status = program()
            .args(["forecast", name, "--replications", "20", "--out"])
            .arg(folder.path().join(out))
            .output()
            .unwrap()
            .status;
        assert!(status.success());
        fs::read_to_string(folder.path().join(out).join("forecast.csv")).unwrap()
    };
    assert_ne!(run("stoke-37", "a"), run(other.to_str().unwrap(), "b"));
}

/// Every referral has exactly one outcome, in the published table as well.
#[test]
fn referrals_are_the_sum_of_their_outcomes_in_every_period_and_reading() {
    let folder = tempfile::tempdir().unwrap();
    let files = forecast(&folder.path().join("sum"), &[]);
    let table = String::from_utf8(files["forecast.csv"].clone()).unwrap();
    let mut asked: BTreeMap<(String, String), f64> = BTreeMap::new();
    let mut had: BTreeMap<(String, String), f64> = BTreeMap::new();
    for row in csv::Reader::from_reader(table.as_bytes()).records().map(Result::unwrap) {
        let (period, measure, group, statistic) = (&row[0], &row[1], &row[2], &row[3]);
        if group != "all" || statistic != "mean" {
            continue;
        }
        let key = (period.to_owned(), row[6].to_owned());
        let value: f64 = row[4].parse().unwrap();
        let is_outcome = ["placed", "withdrew", "still_waiting", "sanctuary"].contains(&measure)
            || measure.starts_with("unmet_");
        if measure == "referrals" {
            asked.insert(key, value);
        } else if is_outcome {
            *had.entry(key).or_default() += value;
        }
    }
    assert_eq!(asked.len(), 4 * (1 + 5 + 20));
    for (key, asked) in asked {
        assert!(
            (asked - had[&key]).abs() < 1e-6,
            "{key:?}: {asked} asked, {} had an outcome",
            had[&key]
        );
    }
}
