//! `lintel calibrate` and `lintel backtest` from outside.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SMALL: &str = "tests/engine/calibration/small.toml";

fn lintel(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lintel")).args(args).output().unwrap()
}

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
    let args = ["backtest", SMALL, "--draws", "800", "--truths", "60", "--only", "both"];
    let answer = lintel(&[&args[..], &["--format", "json"]].concat());
    fits("backtested", &answer.stdout);
    let screen = String::from_utf8(lintel(&args).stdout).unwrap();
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
