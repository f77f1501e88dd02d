//! The scenarios of `lintel verify` are files like any other, and say what the oracles take them to say.

use crate::prepared;
use lintel::domain::Kind;
use lintel::scenario::Scenario;
use lintel::simulation::WarmUp;
use lintel::verify::theory::load_that_blocks;
use lintel::verify::{Oracle, Quantity, oracles, tallies};
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
        let opened = prepared(&crate::oracle(name), "");
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
        let opened = prepared(&oracle, "");
        let warm_up = WarmUp::of(&opened.model(), opened.scenario.warm_up_years);
        let missing = warm_up.map_or(0.0, |warm_up| warm_up.missing);
        assert!(missing < LEAST_MISSING, "{}: {missing} of its residents", oracle.name);
    }
}

/// One figure of a forecast's table, with its standard error.
fn figure(table: &str, [period, measure, group]: [&str; 3]) -> (f64, f64) {
    let value = |statistic: &str| -> f64 {
        let start = format!("{period},{measure},{group},{statistic},");
        let line = table.lines().find_map(|line| line.strip_prefix(&start));
        let line = line.unwrap_or_else(|| panic!("no line {start}"));
        line.split(',').next().unwrap().parse().unwrap()
    };
    (value("mean"), value("se"))
}

/// Where a forecast's table has a figure that verify compares; none: it has no line for it.
fn line_of(quantity: Quantity, scenario: &Scenario) -> Option<[String; 3]> {
    let total = |measure: &str, group: &str| Some(["total", measure, group].map(str::to_owned));
    match quantity {
        Quantity::TurnedAway => total("rate_need_unmet", "all"),
        Quantity::TurnedAwayOf(class) => total("rate_need_unmet", &scenario.groups[class]),
        Quantity::Waits => total("rate_waited", "all"),
        Quantity::LivingThere(day) => {
            Some([format!("day_{day}"), "residents".to_owned(), "all".to_owned()])
        }
        Quantity::TurnedAwayAYear(_) | Quantity::LivedIn | Quantity::Present => None,
    }
}

/// Through the program, with the real map, a forecast says what verify says: figures and standard errors.
/// Returns how many figures were compared.
fn compared(oracle: &Oracle) -> usize {
    const HISTORIES: u32 = 3;
    let folder = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_lintel"))
        .arg("forecast")
        .arg(format!("data/verify/{}.toml", oracle.name))
        .args(["--replications", &HISTORIES.to_string(), "--format", "csv", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{}: {said}", oracle.name);
    let table = fs::read_to_string(folder.path().join("forecast.csv")).unwrap();
    let mut prepared = prepared(oracle, "");
    prepared.scenario.replications = HISTORIES;
    let model = prepared.model();
    let span = model.calendar.end() - model.calendar.bounds[0];
    let all = tallies(&model, &oracle.days(), || ());
    let asked: u64 = all.iter().flat_map(|tally| &tally.asked).sum();
    let mean = f64::from(u32::try_from(asked).unwrap()) / f64::from(HISTORIES);
    let referrals = figure(&table, ["total", "referrals", "all"]).0;
    assert!((referrals - mean).abs() < 1e-6, "{}: {referrals}, {mean}", oracle.name);
    let checked = oracle.check(&all, span);
    let lines = checked.iter().filter_map(|checked| {
        let line = line_of(checked.figure.quantity, &prepared.scenario)?;
        Some((line, checked.estimate))
    });
    let is_near = |one: f64, other: f64| (one - other).abs() <= 1e-6 * other.abs();
    lines
        .map(|(line, estimate)| {
            let (mean, se) = figure(&table, line.each_ref().map(String::as_str));
            let same = is_near(mean, estimate.value) && is_near(se, estimate.standard_error);
            assert!(same, "{}, {line:?}: {mean} (se {se}), {estimate:?}", oracle.name);
        })
        .count()
}

#[test]
fn each_runs_by_lintel_forecast_with_the_same_figures() {
    let compared: usize = oracles().iter().map(compared).sum();
    assert!(compared > 30, "{compared}");
}
