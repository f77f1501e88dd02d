//! The README shows what the program really says.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use std::fs;
use std::process::Command;

fn said(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lintel"));
    let output = command.env("LINTEL_NOW", "2026-11-20T22:40:00Z").args(args).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_readme_shows_todays_output() {
    let readme = fs::read_to_string("README.md").unwrap();
    let screen = said(&["recommend", "data/sample-referral.toml"]);
    assert!(readme.contains(screen.trim()), "README.md shows another screen than:\n{screen}");
    let outlook = said(&["outlook", "tests/casebook/05-six-children.toml"]);
    let outlook = outlook.split("WHERE ELSE").next().unwrap().trim();
    assert!(readme.contains(outlook), "README.md shows another outlook than:\n{outlook}");
    let night = said(&["allocate", "data/sample-night", "--chains", "1"]);
    assert!(readme.contains(night.trim()), "README.md shows another night than:\n{night}");
    let asked = ["explain", "data/sample-night/R-0501.toml", "--unit", "Sanderling"];
    let why = said(&[&asked[..], &["--batch", "data/sample-night"]].concat());
    assert!(readme.contains(why.trim()), "README.md shows another answer than:\n{why}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    let forecast = said(&["forecast", "stoke-37", "--out", &out]);
    let summary = forecast.split("Written to").next().unwrap().trim();
    assert!(readme.contains(summary), "README.md shows another forecast than:\n{summary}");
    let compare = "opportunity,hold:D2:1";
    let policy = said(&["policy", "tests/engine/policy/two-homes.toml", "--compare", compare]);
    let policy = policy.split("  NEAR WHAT").next().unwrap().trim();
    assert!(readme.contains(policy), "README.md shows another comparison than:\n{policy}");
    let few = ["--replications", "100", "--search", "20", "--check", "0"];
    let expand = said(&[&["expand", "stoke-37"], &few[..]].concat());
    for reading in expand.split("\n\nstoke-37, ").skip(1) {
        let head = reading.split("\n  BUDGET").next().unwrap().trim();
        assert!(readme.contains(head), "README.md shows another study than:\n{head}");
    }
    let asked = ["calibrate", "stoke-37", "--only", "27 by these units", "--draws", "3000"];
    let calibrated = said(&asked);
    let calibrated = calibrated.split("Households turned away:").next().unwrap().trim();
    assert!(readme.contains(calibrated), "README.md shows another answer than:\n{calibrated}");
}
