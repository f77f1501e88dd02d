//! What is no mistake in a file: files and names that there are not, and wrong usage. Exit codes 1 and 2.

use crate::bad_input::patch::Change::{Cell, Swap};
use crate::bad_input::patch::{Copied, File, Said};
use std::fs;

/// Runs a command that must fail for want of something, and returns what it says of it.
fn fails(copied: &Copied, args: &[&str]) -> String {
    let Said { code, stdout, stderr } = copied.run(args);
    assert_eq!((code, stdout.as_str()), (1, ""), "{args:?}: {stderr}");
    assert!(stderr.starts_with("error: "), "{stderr}");
    let forecast_wrote = copied.path("out").exists();
    assert!(!forecast_wrote, "{args:?} wrote although it failed");
    stderr
}

fn says(stderr: &str, words: &[&str]) {
    for word in words {
        assert!(stderr.contains(word), "{word:?} is not in {stderr:?}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named_with_what_to_do() {
    let copied = Copied::new();
    for args in [
        &["check", "nowhere.toml"][..],
        &["check", "nowhere.json"],
        &["check", "nowhere", "--as", "estate"],
        &["recommend", "nowhere.toml"],
        &["recommend", "nowhere.toml", "--format", "json"],
    ] {
        says(&fails(&copied, args), &["nowhere", "check its name"]);
    }
}

#[test]
fn a_folder_that_is_not_there_is_not_taken_for_the_one_it_would_be_in() {
    let copied = Copied::new();
    let stderr = fails(&copied, &["check", "data/stoke-on-trent/nowhere", "--as", "estate"]);
    says(&stderr, &["nowhere", "check its name"]);
}

#[test]
fn every_file_that_an_estate_needs_is_named_where_it_is_not_there() {
    for file in [File::Settings, File::Units] {
        let copied = Copied::new();
        fs::remove_file(copied.path(file.path())).unwrap();
        for args in file.commands() {
            says(&fails(&copied, args), &[file.path(), "check its name"]);
        }
    }
}

#[test]
fn a_folder_where_a_file_belongs_is_named() {
    let copied = Copied::new();
    says(&fails(&copied, &["recommend", "scenarios"]), &["scenarios", "check its name"]);
    says(&fails(&copied, &["check", "scenarios"]), &["provider.toml", "check its name"]);
    fs::remove_file(copied.path("data/stoke-on-trent/occupancy.csv")).unwrap();
    fs::create_dir(copied.path("data/stoke-on-trent/occupancy.csv")).unwrap();
    says(&fails(&copied, &["units"]), &["occupancy.csv", "check its name"]);
}

#[test]
fn a_data_folder_that_is_not_there_is_named() {
    let copied = Copied::new();
    let stderr = fails(&copied, &["check", "referral.toml", "--data", "elsewhere"]);
    says(&stderr, &["elsewhere", "--data"]);
}

/// A second estate, so that a list of estates has something to list.
fn with_two_estates() -> Copied {
    let copied = Copied::new();
    fs::create_dir(copied.path("data/plymouth")).unwrap();
    fs::copy("data/plymouth/provider.toml", copied.path("data/plymouth/provider.toml")).unwrap();
    copied
}

#[test]
fn an_unknown_estate_is_answered_with_the_estates_there_are() {
    let copied = with_two_estates();
    for args in [
        &["units", "--estate", "gotham"][..],
        &["recommend", "referral.toml", "--estate", "gotham"],
        &["check", "referral.toml", "--estate", "gotham"],
    ] {
        says(&fails(&copied, args), &["gotham", "plymouth, stoke-on-trent", "--estate"]);
    }
}

#[test]
fn without_a_default_an_estate_must_be_named() {
    let copied = with_two_estates();
    fs::remove_file(copied.path("data/defaults.toml")).unwrap();
    let words = ["plymouth, stoke-on-trent", "--estate", "data/defaults.toml"];
    says(&fails(&copied, &["units"]), &words);
    says(&fails(&copied, &["recommend", "referral.toml"]), &words);
}

#[test]
fn a_default_that_cannot_be_read_is_named() {
    let copied = Copied::new();
    for text in
        ["estates = \"stoke-on-trent\"\n", "estate = 5\n", "estate =\n", "estate = \"gotham\"\n"]
    {
        copied.write("data/defaults.toml", text);
        says(&fails(&copied, &["units"]), &["estate"]);
    }
}

#[test]
fn an_unknown_scenario_is_answered_with_the_scenarios_there_are() {
    let copied = Copied::new();
    let stderr = fails(&copied, &["forecast", "gotham", "--out", "out"]);
    says(
        &stderr,
        &[
            "gotham",
            "plymouth, plymouth-funding, short, stoke-37, stoke-37-course, stoke-37-erlang, stoke-37-short-stays-end, stoke-37-slow-move-on, today",
        ],
    );
}

#[test]
fn wrong_usage_is_exit_code_2_and_points_to_the_help() {
    let copied = Copied::new();
    for args in [
        &["check", "referral.toml", "--fast"][..],
        &["recommend", "referral.toml", "--format", "csv"],
        &["recommend"],
        &["units", "--format", "xml"],
        &["forecast", "stoke-37"],
        &["forecast", "--out", "out"],
        &["forecast", "stoke-37", "--out", "out", "--replications", "0"],
        &["forecast", "stoke-37", "--out", "out", "--replications", "many"],
        &["forecast", "stoke-37", "--out", "out", "--threads", "-1"],
        &["schema", "tea"],
        &["guess"],
        &[],
    ] {
        let said = copied.run(args);
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{args:?}: {}", said.stderr);
        assert!(said.stderr.contains("--help"), "{args:?}: {}", said.stderr);
        assert!(!copied.path("out").exists(), "{args:?}");
    }
}

#[test]
fn a_spreadsheet_gets_no_issues_among_its_rows() {
    let copied = Copied::with(File::Units, Cell(2, "cots", "one"));
    for args in [
        &["units", "--format", "csv"][..],
        &["forecast", "stoke-37", "--out", "out", "--format", "csv"],
    ] {
        says(
            &copied.complaint(args),
            &["C04 data/stoke-on-trent/units.csv, line 2, cots", "action: "],
        );
    }
}

#[test]
fn a_file_where_the_folder_of_results_belongs_stays_as_it_is() {
    let copied = Copied::new();
    copied.write("taken", "mine\n");
    let said = copied.run(&["forecast", "stoke-37", "--replications", "2", "--out", "taken"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{}", said.stderr);
    says(&said.stderr, &["taken", "--out"]);
    assert_eq!(fs::read_to_string(copied.path("taken")).unwrap(), "mine\n");
}

/// A folder stands where the second file belongs: the first must not be left alone, nor a part of any.
#[test]
fn a_forecast_that_cannot_write_all_its_files_writes_none() {
    let copied = Copied::new();
    fs::create_dir_all(copied.path("out/manifest.json")).unwrap();
    let said = copied.run(&["forecast", "stoke-37", "--replications", "2", "--out", "out"]);
    assert_eq!((said.code, said.stdout.as_str()), (1, ""), "{}", said.stderr);
    says(&said.stderr, &["manifest.json", "--out"]);
    let left: Vec<String> = fs::read_dir(copied.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["manifest.json"]);
}

#[test]
fn an_earlier_forecast_outlives_one_that_fails() {
    let copied = Copied::new();
    let args = ["forecast", "stoke-37", "--replications", "2", "--out", "earlier"];
    assert_eq!(copied.run(&args).code, 0);
    let before = fs::read(copied.path("earlier/forecast.csv")).unwrap();
    copied.change(File::Scenario, Swap("years = 5", "years = 0"));
    assert_eq!(copied.run(&args).code, 3);
    assert_eq!(fs::read(copied.path("earlier/forecast.csv")).unwrap(), before);
    assert_eq!(fs::read_dir(copied.path("earlier")).unwrap().count(), 34);
}
