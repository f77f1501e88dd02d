//! Hard households: each whole first screen, as somebody at the desk would see it.
//!
//! `tests/casebook/README.md` says who they are and what a right screen must do.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail at once")]

use crate::typed::{program, text};
use std::fs;
use std::path::PathBuf;
use std::process::Output;

fn cases() -> Vec<PathBuf> {
    let folder = fs::read_dir("tests/casebook").unwrap();
    let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

fn recommend(case: &PathBuf, flags: &[&str]) -> Output {
    let mut command = program();
    command.arg("recommend").arg(case).args(["--estate", "stoke-on-trent"]).args(flags);
    command.env("LINTEL_NOW", two_minutes_later(case));
    command.output().expect("the program starts")
}

/// The moment at which a form is read: two minutes after it came.
fn two_minutes_later(case: &PathBuf) -> String {
    let form: toml::Table = fs::read_to_string(case).unwrap().parse().unwrap();
    let received: jiff::Timestamp = form["received"].as_str().unwrap().parse().unwrap();
    (received + jiff::SignedDuration::from_mins(2)).to_string()
}

#[test]
fn every_case_is_in_the_list() {
    let list = fs::read_to_string("tests/casebook/README.md").unwrap();
    for case in cases() {
        let number: String = case.file_name().unwrap().to_string_lossy().chars().take(2).collect();
        assert!(list.contains(&format!("\n| {number} | ")), "{number}");
    }
    assert!(cases().len() >= 38);
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

/// What no screen says at all is held in `desk.rs`; a first screen has no scores either.
#[test]
fn no_first_screen_scores_anybody() {
    for case in cases() {
        let screen = text(&recommend(&case, &[]).stdout);
        let scores = screen.contains("point") || screen.contains("penalty");
        assert!(!scores, "{} scores", case.display());
    }
}
