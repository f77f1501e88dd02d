//! The program from any folder: installed, with one copied folder, and with a provider's own.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::typed::{lintel, program, text};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The program in a folder that has nothing, with a home of its own.
fn run(program: &Path, folder: &Path, home: &Path, args: &[&str]) -> Output {
    Command::new(program)
        .args(args)
        .current_dir(folder)
        .env_clear()
        .env("HOME", home)
        .output()
        .unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn without_a_data_folder_one_message_lists_where_was_looked() {
    let [folder, home] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let program = Path::new(env!("CARGO_BIN_EXE_lintel"));
    let output = run(program, folder.path(), home.path(), &["units"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    for place in
        ["- data\n", ".local/share/lintel\n", "share/lintel/data\n", "--data DIR", "LINTEL_DATA"]
    {
        assert!(said.contains(place), "{place}: {said}");
    }
    // What needs no data folder needs none.
    for args in [
        &["new"][..],
        &["schema", "referral"],
        &["demand", "--refused", "1", "--of", "9", "--units", "2"],
    ] {
        assert_eq!(
            run(program, folder.path(), home.path(), args).status.code(),
            Some(0),
            "{args:?}"
        );
    }
}

#[test]
fn an_installed_program_and_one_copied_folder_are_enough() {
    let [folder, home, root] = [(); 3].map(|()| tempfile::tempdir().unwrap());
    // As `cargo install` leaves it: the program alone, in another folder.
    let bin = root.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let program = bin.join("lintel");
    fs::copy(env!("CARGO_BIN_EXE_lintel"), &program).unwrap();
    copy(Path::new("data"), &home.path().join(".local/share/lintel"));
    let form = folder.path().join("form.toml");
    fs::copy("data/sample-referral.toml", &form).unwrap();
    let commands: [&[&str]; 4] = [
        &["recommend", "form.toml"],
        &["outlook", "form.toml", "--estate", "plymouth"],
        &["units"],
        &["forecast", "plymouth", "--replications", "2", "--out", "out"],
    ];
    for args in commands {
        let output = run(&program, folder.path(), home.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", text(&output.stderr));
    }
    // The same answer as in the project's own folder.
    let here = lintel(&["recommend", "data/sample-referral.toml"]);
    let there = run(&program, folder.path(), home.path(), &["recommend", "form.toml"]);
    assert_eq!(text(&here.stdout), text(&there.stdout));
}

#[test]
fn the_variable_names_the_folder_and_the_flag_stands_above_it() {
    let [folder, home] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let data = Path::new("data").canonicalize().unwrap();
    let with = |variable: &Path, args: &[&str]| {
        program()
            .args(args)
            .current_dir(folder.path())
            .env("HOME", home.path())
            .env("LINTEL_DATA", variable)
            .output()
            .unwrap()
    };
    assert_eq!(with(&data, &["units"]).status.code(), Some(0));
    let nowhere = folder.path().join("nowhere");
    let said = text(&with(&nowhere, &["units"]).stderr);
    assert!(said.contains("which LINTEL_DATA names"), "{said}");
    let flag = ["units", "--data", data.to_str().unwrap()];
    assert_eq!(with(&nowhere, &flag).status.code(), Some(0));
}

#[test]
fn inside_a_providers_folder_that_provider_is_meant() {
    let home = tempfile::tempdir().unwrap();
    let data = Path::new("data").canonicalize().unwrap();
    let output = program()
        .args(["units", "--data", data.to_str().unwrap()])
        .current_dir("data/plymouth")
        .env("HOME", home.path())
        .output()
        .unwrap();
    assert!(text(&output.stdout).contains("Plymouth"), "{}", text(&output.stdout));
}
