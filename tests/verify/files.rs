//! The scenarios of `lintel verify` are files like any other, and say what the oracles take them to say.

use crate::opened;
use lintel::domain::Kind;
use lintel::simulation::WarmUp;
use lintel::verify::oracles;
use lintel::verify::theory::load_that_blocks;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Everything in a folder, by its path inside.
fn files(folder: &Path, inside: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{inside}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            found.extend(files(&path, &format!("{name}/")));
        } else if path.extension().is_some_and(|ending| ending == "toml" || ending == "csv") {
            found.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

#[test]
fn the_files_are_those_that_the_generator_writes() {
    let folder = tempfile::tempdir().unwrap();
    let run =
        Command::new("python3").arg("data/verify/generate.py").arg(folder.path()).status().unwrap();
    assert!(run.success());
    assert_eq!(files(folder.path(), ""), files(Path::new("data/verify"), ""));
}

#[test]
fn loads_and_units_are_those_of_the_oracles() {
    let per_unit = load_that_blocks(37, 0.1);
    let rows = [
        ("erlang-b-30-25", 30, 25.0),
        ("erlang-b-37-30", 37, 30.0),
        ("erlang-b-37-35", 37, 35.0),
        ("erlang-b-37-40", 37, 40.0),
        ("erlang-b-37-73", 37, 296.0 * 90.0 / 365.0),
        ("one-more-37", 37, per_unit),
        ("one-more-38", 38, per_unit),
        ("one-more-39", 39, per_unit),
        ("one-more-40", 40, per_unit),
        ("one-more-41", 41, per_unit),
        ("three-pools", 20, per_unit),
        ("erlang-a", 37, 40.0),
        ("erlang-c", 37, 33.0),
        ("two-and-one-waiting", 2, 0.75),
        ("engset", 37, 100.0),
        ("several-at-once", 37, 26.0),
    ];
    for (name, units, load) in rows {
        let opened = opened(&crate::oracle(name));
        assert_eq!(opened.estate.units_of(Kind::Dispersed), units, "{name}");
        let stay = opened.scenario.stay.of(Kind::Dispersed).unwrap();
        let said = opened.scenario.arrivals.per_day() * stay.mean_days;
        assert!((said / load - 1.0).abs() < 1e-9, "{name}: {said} erlangs");
    }
}

/// A bias that no standard error here would show.
const LEAST_MISSING: f64 = 1e-4;

#[test]
fn every_warm_up_is_long_enough() {
    for oracle in oracles() {
        let opened = opened(&oracle);
        let warm_up = WarmUp::of(&opened.model(), opened.scenario.warm_up_years);
        let missing = warm_up.map_or(0.0, |warm_up| warm_up.missing);
        assert!(missing < LEAST_MISSING, "{}: {missing} of its residents", oracle.name);
    }
}

fn lintel(args: &[&str]) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_lintel")).args(args).output().unwrap();
    // `verify` ends with 1 here, for so few histories prove nothing.
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.is_empty(), "{args:?}: {said}");
    String::from_utf8(run.stdout).unwrap()
}

/// The numbers of a forecast's table, by period, measure, group and statistic.
fn table(name: &str, replications: &str) -> BTreeMap<String, f64> {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (format!("data/verify/{name}.toml"), folder.path().display().to_string());
    lintel(&["forecast", &file, "--replications", replications, "--format", "csv", "--out", &out]);
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
#[test]
fn every_figure_stands_in_the_table_of_an_ordinary_forecast() {
    const HISTORIES: &str = "3";
    let said = lintel(&["verify", "--replications", HISTORIES, "--format", "json"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    let figures = report["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 44);
    for oracle in oracles() {
        let table = table(oracle.name, HISTORIES);
        for figure in figures.iter().filter(|figure| figure["oracle"] == oracle.name) {
            let text = |key: &str| figure[key].as_str().unwrap();
            let number = |key: &str| figure[key].as_f64().unwrap();
            let line = ["period", "measure", "group"].map(text).join(",");
            for (key, statistic) in [("simulated", "mean"), ("standard_error", "se")] {
                let written = number("times") * table[&format!("{line},{statistic}")];
                let same = written.to_bits() == number(key).to_bits();
                assert!(same, "{}, {line}: {written}, {}", oracle.name, number(key));
            }
        }
    }
}
