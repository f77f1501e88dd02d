//! `lintel calibrate` and `lintel backtest` from outside.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{flowing, lintel};
use serde_json::Value;
use std::fs;
use std::path::Path;

const SMALL: &str = "tests/engine/calibration/small.toml";

fn written(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn fits(of: &str, answer: &[u8]) {
    let schema: Value = serde_json::from_slice(&lintel(&["schema", of]).stdout).unwrap();
    let answer: Value = serde_json::from_slice(answer).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let wrong: Vec<String> = validator.iter_errors(&answer).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{of}: {wrong:?}");
}

#[test]
fn threads_leave_no_trace_and_the_answer_fits_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let run = |threads: &str| {
        let out = folder.path().join(threads);
        let to = out.display().to_string();
        let args = ["calibrate", SMALL, "--draws", "800", "--threads", threads, "--out", &to];
        let said = lintel(&[&args[..], &["--format", "json"]].concat());
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        (said.stdout, written(&out))
    };
    let (one, two) = (run("1"), run("2"));
    assert_eq!(one, two);
    fits("calibrated", &one.0);
    let names: Vec<&str> = one.1.iter().map(|(name, _)| &**name).collect();
    assert_eq!(
        names,
        [
            "calibrate.manifest.json",
            "calibration.csv",
            "calibration.json",
            "posterior.csv",
            "which-unknown-matters.csv",
            "which-unknown-matters.png",
            "which-unknown-matters.svg",
            "which-unknown-matters.txt"
        ]
    );
}

#[test]
fn weights_of_a_reading_in_the_csv_sum_to_one() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    lintel(&["calibrate", SMALL, "--draws", "800", "--only", "both", "--out", &out]);
    let text = fs::read_to_string(folder.path().join("posterior.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let weights = rows.records().map(|row| row.unwrap()[2].parse::<f64>().unwrap());
    assert!((weights.sum::<f64>() - 1.0).abs() < 1e-3);
}

#[test]
fn a_backtest_tells_of_worlds_outside_and_fits_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let args = ["backtest", SMALL, "--draws", "500", "--truths", "50", "--only", "both"];
    // One run: the answer for other software lies in the folder.
    let answer = lintel(&[&args[..], &["--out", &out]].concat());
    fits("backtested", &fs::read(folder.path().join("backtest.json")).unwrap());
    let screen = String::from_utf8(answer.stdout).unwrap();
    assert!(screen.contains("clusters") && screen.contains("inside the family"), "{screen}");
}

#[test]
fn an_estate_without_a_calibration_is_told_what_to_write() {
    let output = lintel(&["calibrate", "today"]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("calibration.toml is not there")
            && told.contains("lintel schema calibration"),
        "{told}"
    );
}

#[test]
fn an_unknown_reading_is_a_usage_error_that_lists_them() {
    let output = lintel(&["calibrate", SMALL, "--only", "neither"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr).unwrap().contains("both, referrals alone, by rejection")
    );
}

/// Chance of a false alarm: that the mean of 60 histories strays so far, below one in ten thousand.
#[test]
fn todays_units_give_back_what_was_counted() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let output = lintel(&["forecast", "today", "--replications", "60", "--out", &out]);
    let said = String::from_utf8(output.stdout).unwrap();
    let said = flowing(&said);
    for record in
        ["\u{201c}27 turned away here\u{201d}, 27:", "\u{201c}77% over Staffordshire\u{201d}, 77%:"]
    {
        assert!(said.contains(record), "{record}: {said}");
    }
    assert!(!said.contains("NOT given back"), "{said}");
    let table = fs::read_to_string(folder.path().join("forecast.csv")).unwrap();
    let is_it = |row: &&str| {
        row.starts_with("total,unmet_capacity,all,mean,") && row.ends_with("27 by these units")
    };
    let row = table.lines().find(is_it).unwrap();
    let a_year = row.split(',').nth(4).unwrap().parse::<f64>().unwrap() / 5.0;
    assert!((20.0..40.0).contains(&a_year), "{a_year}");
}

/// A reading is called after its record whatever a scenario says otherwise; that this was not checked is said then.
#[test]
fn a_scenario_with_stays_of_its_own_is_not_held_against_what_was_counted() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("other.toml"), folder.path().join("out"));
    let over = "base = \"today\"\nname = \"other\"\n[stay.default]\nmean_days = 10.0\n";
    fs::write(&file, over).unwrap();
    let args = ["forecast", &file.display().to_string(), "--replications", "20", "--out"];
    let output = lintel(&[&args[..], &[&*out.display().to_string()]].concat());
    let said = flowing(&String::from_utf8(output.stdout).unwrap());
    assert!(!said.contains("iven back;") && !said.contains("Held against"), "{said}");
    let readings = said.matches("NOT held against what was counted").count();
    assert!(readings >= 2 && said.contains("has its own stay, so"), "{said}");
}

/// Whoever changes a calibration keeps its posterior anew.
#[test]
fn kept_posteriors_are_those_of_the_calibrations_beside_them() {
    for (name, estate) in [("stoke-37", "stoke-on-trent"), ("plymouth", "plymouth")] {
        let manifest = fs::read_to_string(format!("data/posteriors/{name}/manifest.json"));
        let manifest: Value = serde_json::from_str(&manifest.unwrap()).unwrap();
        let text = fs::read_to_string(format!("data/{estate}/calibration.toml")).unwrap();
        let role = format!("{estate}/calibration.toml");
        let said = manifest["inputs"][&role].as_str().unwrap();
        assert_eq!(
            said,
            lintel::base::parse::sha256(text.as_bytes()),
            "{name}: lintel calibrate {name} --keep"
        );
    }
}

#[test]
fn what_a_scenario_says_itself_is_drawn_by_no_posterior() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("held.toml");
    let over = "base = \"stoke-37\"\nname = \"held\"\nreplications = 2\n[move_on.default]\nmean_days = 77.0\n";
    fs::write(&file, over).unwrap();
    let out = folder.path().join("out");
    let args = ["forecast", file.to_str().unwrap(), "--out", out.to_str().unwrap()];
    assert!(lintel(&args).status.success());
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert!(manifest["inputs"]["posteriors/stoke-37/posterior.csv"].is_string());
    for run in manifest["runs"].as_array().unwrap() {
        let of = |key: &str| {
            let mut all = run["assumptions"].as_array().unwrap().iter();
            all.find(|one| one["key"] == key).unwrap().clone()
        };
        assert_eq!(of("move_on.default.mean_days")["value"], 77.0);
        assert_eq!(of("move_on.default.mean_days")["standing"], "assumed");
        let source = of("stay.default.mean_days")["source"].as_str().unwrap().to_owned();
        assert!(source.contains("mean of 500 draws"), "{source}");
    }
}
