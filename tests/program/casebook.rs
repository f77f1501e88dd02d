//! Hard households: each whole first screen, as somebody at the desk would see it.
//!
//! `tests/casebook/README.md` says who they are and what a right screen must do.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail at once")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn cases() -> Vec<PathBuf> {
    let folder = fs::read_dir("tests/casebook").unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn recommend(case: &PathBuf, flags: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lintel"));
    command.arg("recommend").arg(case).args(["--estate", "stoke-on-trent"]).args(flags);
    command.output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_case_is_in_the_list() {
    let list = fs::read_to_string("tests/casebook/README.md").unwrap();
    for case in cases() {
        let number: String = case.file_name().unwrap().to_string_lossy().chars().take(2).collect();
        assert!(list.contains(&format!("\n| {number} | ")), "{number}");
    }
    assert!(cases().len() >= 37);
}

#[test]
fn every_first_screen_is_as_reviewed() {
    for case in cases() {
        let output = recommend(&case, &[]);
        let screen =
            format!("{}exit code {}\n", text(&output.stdout), output.status.code().unwrap());
        let name = case.file_stem().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({ snapshot_path => "../casebook/screens", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.clone(), screen);
        });
        assert_eq!(text(&output.stderr), "", "{name}");
    }
}

#[test]
fn every_first_screen_fits_eighty_columns() {
    for case in cases() {
        let screen = text(&recommend(&case, &[]).stdout);
        let widest = screen.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 80, "{} is {widest} wide", case.display());
    }
}

/// Everything a first screen never says: where a unit or the perpetrator is, who else lives there, a
/// score, or a word that turns somebody down.
#[test]
fn no_screen_and_no_answer_says_what_must_not_be_said() {
    let units = fs::read_to_string("data/stoke-on-trent/units.csv").unwrap();
    let sectors: Vec<&str> =
        units.lines().skip(1).map(|row| row.split(',').nth(6).unwrap()).collect();
    let occupancy = fs::read_to_string("data/stoke-on-trent/occupancy.csv").unwrap();
    let residents: Vec<&str> =
        occupancy.lines().skip(1).map(|row| row.split(',').nth(1).unwrap()).collect();
    for case in cases() {
        let form: toml::Table = fs::read_to_string(&case).unwrap().parse().unwrap();
        let places =
            form.get("unsafe").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let screen = text(&recommend(&case, &[]).stdout);
        let explained = text(&recommend(&case, &["--explain"]).stdout);
        for said in [&screen, &explained] {
            for sector in &sectors {
                assert!(!said.contains(sector), "{} names a sector", case.display());
            }
            for resident in &residents {
                assert!(!said.contains(resident), "{} names a household", case.display());
            }
            for place in &places {
                let name = place.get("place").and_then(toml::Value::as_str).unwrap();
                assert!(!said.contains(name), "{} says where the perpetrator is", case.display());
            }
            for word in ["rejected", "ineligible", "metre", " km", " m "] {
                assert!(!said.to_lowercase().contains(word), "{} says {word}", case.display());
            }
        }
        assert!(
            !screen.contains("point") && !screen.contains("penalty"),
            "{} scores",
            case.display()
        );
    }
}
