//! The scenarios of `lintel verify` are files like any other, and say what the oracles take them to say.

use crate::verify::opened;
use lintel::base::domain::Kind;
use lintel::engine::simulation::WarmUp;
use lintel::planning::verify::oracles;
use lintel::planning::verify::theory::load_that_blocks;
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
        let opened = opened(&crate::verify::oracle(name));
        assert_eq!(opened.homes.estate.units_of(Kind::Dispersed), units, "{name}");
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
