//! `lintel verify` from outside.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{lintel, program};
use lintel::planning::verify::oracles;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

fn verify(args: &[&str]) -> Output {
    program()
        .arg("verify")
        .args(args)
        // Nothing of the project lies here: the program brings its scenarios with it.
        .current_dir(std::env::temp_dir())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Quick to run as they are: a loss system, and one that begins with residents.
const WHOLE: [&str; 2] = ["--only", "erlang-b-37-73,residents-exponential"];
/// Quick because there are few histories.
const FEW: [&str; 4] = ["--only", "two-and-one-waiting,overlapping", "--replications", "30"];

#[test]
fn it_answers_a_person_a_spreadsheet_and_other_software_alike() {
    let json = verify(&[&WHOLE[..], &["--format", "json"]].concat());
    assert!(json.status.success());
    let report: Value = serde_json::from_str(&said(&json)).unwrap();
    assert_eq!(report["differ"], 0);
    let figures = report["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 5);
    let table = said(&verify(&WHOLE));
    let csv = said(&verify(&[&WHOLE[..], &["--format", "csv"]].concat()));
    assert_eq!(csv.lines().count(), 6);
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    assert!(table.contains("All 5 figures agree with theory."));
    for figure in figures {
        assert!(table.contains(figure["system"].as_str().unwrap()));
        assert!(table.contains(&format!("{:+.2}", figure["z"].as_f64().unwrap())), "{table}");
        assert!(csv.contains(&figure["simulated"].to_string()), "{csv}");
    }
}

#[test]
fn threads_leave_no_trace_and_another_seed_does() {
    let json = |more: &[&str]| said(&verify(&[&FEW[..], &["--format", "json"], more].concat()));
    let one = json(&["--threads", "1"]);
    assert_eq!(one, json(&["--threads", "2"]));
    assert_ne!(one, json(&["--seed", "7"]));
    let other: Value = serde_json::from_str(&json(&["--seed", "7"])).unwrap();
    let seeds: Vec<u64> =
        other["figures"].as_array().unwrap().iter().map(|f| f["seed"].as_u64().unwrap()).collect();
    assert!(seeds.first() != seeds.last() && seeds.iter().all(|&seed| seed >= 7), "{seeds:?}");
}

/// A run that would not find a small bias proves nothing, and says so.
#[test]
fn too_few_histories_to_tell_end_with_1() {
    let output = verify(&FEW);
    assert_eq!(output.status.code(), Some(1));
    let table = said(&output);
    assert!(table.contains("too few histories to tell"), "{table}");
    assert!(!table.contains("agree with theory"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    let json = said(&verify(&[&FEW[..], &["--format", "json"]].concat()));
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["differ"], &report["too_few_histories"]), (&0.into(), &7.into()));
    assert_eq!(report["figures"][0]["verdict"], "too_few_histories");
}

#[test]
fn an_unknown_name_is_answered_with_those_there_are() {
    let output = verify(&["--only", "erlang-z"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("no \"erlang-z\"") && told.contains("erlang-b-37-73"), "{told}");
}

fn said_of(args: &[&str]) -> String {
    let run = lintel(args);
    // `verify` ends with 1 here, for so few histories prove nothing.
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.is_empty(), "{args:?}: {said}");
    String::from_utf8(run.stdout).unwrap()
}

/// The numbers of a forecast's table, by period, measure, group and statistic.
fn table(name: &str, replications: &str) -> BTreeMap<String, f64> {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (format!("data/verify/{name}.toml"), folder.path().display().to_string());
    said_of(&["forecast", &file, "--replications", replications, "--format", "csv", "--out", &out]);
    let table = fs::read_to_string(folder.path().join("forecast.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let lines = reader.records().map(|line| {
        let line = line.unwrap();
        let of: Vec<&str> = line.iter().take(4).collect();
        (of.join(","), line[4].parse().unwrap())
    });
    lines.collect()
}

/// From outside, with the real map: what `lintel verify` says of a figure is what `lintel forecast` writes into the
/// line that is named, to the last digit.
fn stands_in_the_table(figures: &[Value], (name, histories): (&str, &str)) {
    let table = table(name, histories);
    for figure in figures.iter().filter(|figure| figure["oracle"] == name) {
        let text = |key: &str| figure[key].as_str().unwrap();
        let number = |key: &str| figure[key].as_f64().unwrap();
        let line = ["period", "measure", "group"].map(text).join(",");
        let mean = text("statistic");
        let error = mean.replace("mean", "se");
        for (key, statistic) in [("simulated", mean), ("standard_error", &*error)] {
            let written = number("times") * table[&format!("{line},{statistic}")];
            let same = written.to_bits() == number(key).to_bits();
            assert!(same, "{name}, {line}: {written}, {}", number(key));
        }
    }
}

fn figures(args: &[&str]) -> Vec<Value> {
    let report: Value =
        serde_json::from_str(&said_of(&[&["verify", "--format", "json"], args].concat())).unwrap();
    report["figures"].as_array().unwrap().clone()
}

#[test]
fn every_figure_stands_in_the_table_of_an_ordinary_forecast() {
    const HISTORIES: &str = "3";
    let all = figures(&["--replications", HISTORIES]);
    assert_eq!(all.len(), 56);
    for oracle in oracles() {
        stands_in_the_table(&all, (oracle.name, HISTORIES));
    }
    // Three histories are too few for the help of control variates.
    assert!(all.iter().all(|figure| figure["statistic"] == "mean"));
}

#[test]
fn a_figure_by_the_help_of_control_variates_stands_there_too() {
    const NAME: &str = "erlang-b-37-73";
    const HISTORIES: &str = "60";
    let own = figures(&["--replications", HISTORIES, "--only", NAME]);
    assert_eq!(own[0]["statistic"], "mean_controlled");
    stands_in_the_table(&own, (NAME, HISTORIES));
}
