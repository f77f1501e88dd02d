//! Scenarios held against each other on the same tapes, through the program.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::program;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn compare(args: &[&str]) -> Output {
    program().arg("compare").args(args).output().unwrap()
}

fn json(args: &[&str]) -> Value {
    let output = compare(&[args, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A scenario on so many alike units.
fn pool(folder: &Path, units: usize, over: &str) -> String {
    let estate = folder.join(format!("estate-{units}"));
    fs::create_dir_all(&estate).unwrap();
    for file in ["provider.toml", "settings.csv"] {
        fs::copy(format!("tests/engine/queueing/pool-37/{file}"), estate.join(file)).unwrap();
    }
    let all = fs::read_to_string("tests/engine/queueing/pool-37/units.csv").unwrap();
    let lines: Vec<&str> = all.lines().take(units + 1).collect();
    fs::write(estate.join("units.csv"), lines.join("\n") + "\n").unwrap();
    let text = fs::read_to_string("tests/engine/queueing/erlang-b-37-40.toml").unwrap();
    let text = text.replace("tests/engine/queueing/pool-37", &estate.display().to_string());
    let name = format!("pool-{units}-{}", over.len());
    let file: PathBuf = folder.join(format!("{name}.toml"));
    let base = folder.join(format!("base-{units}.toml"));
    fs::write(&base, text).unwrap();
    let over = format!("base = \"base-{units}\"\nname = \"{name}\"\n{over}");
    fs::write(&file, over).unwrap();
    file.display().to_string()
}

fn difference<'a>(answer: &'a Value, which: usize, measure: &str) -> &'a Value {
    let all = answer["comparisons"][which]["differences"].as_array().unwrap();
    all.iter().find(|d| d["measure"] == measure && d["group"] == "all").unwrap()
}

#[test]
fn a_scenario_is_the_same_as_itself_in_every_history() {
    let folder = tempfile::tempdir().unwrap();
    let (one, same) = (pool(folder.path(), 30, ""), pool(folder.path(), 30, "about = \"again\"\n"));
    let answer = json(&[&one, &same, "--replications", "30"]);
    for found in answer["comparisons"][0]["differences"].as_array().unwrap() {
        assert_eq!(found["says"], "same", "{found}");
        assert_eq!(found["first"], found["other"], "{found}");
    }
}

/// With one pool and no waiting, a unit more never turns away more on any tape; and Erlang's formula says how many
/// fewer: 324.4 a year at 40 erlangs, B(30) = 0.2957, B(31) = 0.2764. A plain forecast of both would need many times
/// as many histories.
#[test]
fn one_unit_more_turns_away_fewer_as_erlang_says() {
    let folder = tempfile::tempdir().unwrap();
    let files = [30, 31].map(|units| pool(folder.path(), units, ""));
    let answer = json(&[&files[0], &files[1], "--replications", "400"]);
    let found = difference(&answer, 0, "need_unmet");
    assert_eq!(found["says"], "fewer");
    let blocked = |units: u32| (1..=units).fold(1.0, |b, k| 40.0 * b / (f64::from(k) + 40.0 * b));
    let exact = -(blocked(30) - blocked(31)) * 40.0 * 365.0 / 45.0;
    let number = |key: &str| found["difference"][key].as_f64().unwrap();
    assert!(number("low") < exact && exact < number("high"), "{found}, exactly {exact}");
    assert!(found["as_good_as_times"].as_f64().unwrap() > 10.0, "{found}");
}

#[test]
fn threads_and_formats_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let args = ["stoke-37", "stoke-37-course", "--replications", "24", "--threads"];
    let one = compare(&[&args[..], &["1", "--format", "csv"]].concat());
    let flags = ["2", "--format", "csv", "--out", &out.display().to_string()];
    let two = compare(&[&args[..], &flags].concat());
    assert!(one.status.success() && two.status.success());
    assert_eq!(one.stdout, two.stdout);
    assert_eq!(fs::read(out.join("compare.csv")).unwrap(), two.stdout);
    let table = String::from_utf8(one.stdout).unwrap();
    // Readings told apart and never averaged.
    for reading in ["27 by these units", "77% as the city's own"] {
        assert!(table.contains(reading));
    }
    let manifest: Value =
        serde_json::from_slice(&fs::read(out.join("compare.manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["runs"].as_array().unwrap().len(), 8);
}

#[test]
fn a_person_reads_it_in_eighty_columns() {
    let output = compare(&["stoke-37", "stoke-37-course", "today", "--replications", "30"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("stoke-37-course against stoke-37"));
    for reading in ["reading \u{201c}27 by these units", "what if \u{201c}77% as the city's own"] {
        let heading = format!("against stoke-37, {reading}\u{201d}");
        assert_eq!(text.matches(&heading).count(), 2, "{text}");
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("their average means nothing"), "{text}");
}

/// Who leaves a short stay without a longer unit is left without a place too, though nobody turned her away at the door.
#[test]
fn those_who_leave_a_short_stay_are_in_the_headline() {
    let folder = tempfile::tempdir().unwrap();
    let scenario = |name: &str, chance: &str| {
        let file = folder.path().join(format!("{name}.toml"));
        let text =
            format!("base = \"stoke-37-erlang\"\nname = \"{name}\"\n[onward]\nchance = {chance}\n");
        fs::write(&file, text).unwrap();
        file.display().to_string()
    };
    let args = [&*scenario("nobody", "0.0"), &*scenario("all", "1.0"), "--replications", "30"];
    let answer = json(&args);
    let text = String::from_utf8(compare(&args).stdout).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for which in 0..answer["comparisons"].as_array().unwrap().len() {
        let left = &difference(&answer, which, "left_without")["difference"];
        assert_ne!(left, &difference(&answer, which, "need_unmet")["difference"], "{text}");
    }
    let said = words.matches("With those who leave a short stay and find no longer unit").count();
    assert_eq!(said, answer["comparisons"].as_array().unwrap().len(), "{text}");
    let most = difference(&answer, 1, "left_without")["difference"]["mean"].as_f64().unwrap();
    assert!(words.contains(&format!("unit, {most:.1} more a year (")), "{most} {text}");
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let one = pool(folder.path(), 30, "");
    let longer = pool(folder.path(), 30, "years = 7\n");
    let output = compare(&[&one, &longer]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the same start and years"));
    let alone = compare(&[&one]);
    assert_eq!(alone.status.code(), Some(2));
    let readings = compare(&[&one, "stoke-37"]);
    assert_eq!(readings.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&readings.stderr).contains("no reading"));
}
