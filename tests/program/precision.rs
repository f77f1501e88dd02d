//! `lintel forecast --precision` from outside.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{flowing, program};
use std::collections::BTreeMap;
use std::fs;

fn forecast(flags: &[&str]) -> (String, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    let output = program()
        .args(["forecast", "stoke-37", "--out"])
        .arg(folder.path())
        .args(flags)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let named = |path: std::path::PathBuf| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
    };
    let files = entries.map(named).collect();
    (String::from_utf8(output.stdout).unwrap(), files)
}

/// The lines of a table that are about one reading.
fn lines_of(files: &BTreeMap<String, Vec<u8>>, reading: &str) -> Vec<String> {
    let table = String::from_utf8(files["forecast.csv"].clone()).unwrap();
    table.lines().filter(|line| line.ends_with(reading)).map(ToOwned::to_owned).collect()
}

#[test]
fn it_stops_at_the_same_history_on_any_number_of_threads_and_says_where() {
    let (_, one) = forecast(&["--precision", "0.1,2%", "--threads", "1"]);
    let (_, two) = forecast(&["--precision", "0.1,2%", "--threads", "2"]);
    assert!(one == two);
    let manifest: serde_json::Value = serde_json::from_slice(&one["manifest.json"]).unwrap();
    for run in manifest["runs"].as_array().unwrap() {
        let reached = &run["precision"];
        assert_eq!(reached["reached"], true);
        assert_eq!(reached["histories"], run["replications"]);
        assert_eq!(reached["most"], 102_400);
        // The table is that of so many histories, and the half-width goes with its standard error: of which a tenth or
        // more is chance within draws, and the rest of no account once all draws were taken equally often.
        let reading = run["reading"].as_str().unwrap();
        let (_, plain) = forecast(&["--replications", &run["replications"].to_string()]);
        let lines = lines_of(&one, reading);
        assert!(lines.len() > 100 && lines == lines_of(&plain, reading));
        let se = lines.iter().find_map(|line| line.strip_prefix("total,need_unmet,all,se,"));
        let se: f64 = se.unwrap().split(',').next().unwrap().parse().unwrap();
        let half_width = reached["half_width"].as_f64().unwrap();
        assert!(half_width > 0.2 * se / 5.0 && half_width < 6.0 * se / 5.0, "{half_width}, {se}");
        let histories = reached["histories"].as_u64().unwrap();
        assert!(histories < 500 || histories % 1_000 == 0, "{histories}");
    }
}

#[test]
fn what_was_not_reached_is_said() {
    let (said, files) = forecast(&["--precision", "0.001", "--replications", "150"]);
    let said = flowing(&said);
    assert!(said.contains("With 150 histories the mean unmet need"), "{said}");
    assert!(said.contains("Asked for: 0.001 a year. Not reached"), "{said}");
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["runs"][0]["precision"]["reached"], false);
}
