//! `lintel verify` from outside.

use serde_json::Value;
use std::process::{Command, Output};

fn verify(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_lintel"))
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

const QUICK: [&str; 4] = ["--only", "two-and-one-waiting,overlapping", "--replications", "30"];

#[test]
fn it_answers_a_person_a_spreadsheet_and_other_software_alike() {
    let json = verify(&[&QUICK[..], &["--format", "json"]].concat());
    assert!(json.status.success());
    let report: Value = serde_json::from_str(&said(&json)).unwrap();
    assert_eq!(report["differ"], 0);
    let figures = report["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 5);
    let table = said(&verify(&QUICK));
    let csv = said(&verify(&[&QUICK[..], &["--format", "csv"]].concat()));
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
    let json = |more: &[&str]| said(&verify(&[&QUICK[..], &["--format", "json"], more].concat()));
    let one = json(&["--threads", "1"]);
    assert_eq!(one, json(&["--threads", "2"]));
    assert_ne!(one, json(&["--seed", "7"]));
    let other: Value = serde_json::from_str(&json(&["--seed", "7"])).unwrap();
    let seeds: Vec<u64> =
        other["figures"].as_array().unwrap().iter().map(|f| f["seed"].as_u64().unwrap()).collect();
    assert!(seeds.first() != seeds.last() && seeds.iter().all(|&seed| seed >= 7), "{seeds:?}");
}

/// Two histories that happen to be alike have no spread, and prove nothing.
#[test]
fn a_figure_that_does_not_agree_ends_with_1() {
    let tried = (0..60).find_map(|seed: u32| {
        let seed = seed.to_string();
        let args = ["--only", "residents-exponential", "--replications", "2", "--seed", &seed];
        let output = verify(&args);
        (output.status.code() == Some(1)).then(|| said(&output))
    });
    let table = tried.unwrap();
    assert!(table.contains("differs") && table.contains("the simulation is wrong"), "{table}");
}

#[test]
fn an_unknown_name_is_answered_with_those_there_are() {
    let output = verify(&["--only", "erlang-z"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("no \"erlang-z\"") && told.contains("erlang-b-37-73"), "{told}");
}
