//! What is wrong with the files of `data/geography/`.

use crate::bad_input::patch::{Copied, File};
use std::fs;

/// Answers go on: a place that lies where the map is damaged is a place that nobody could check.
#[test]
fn a_damaged_part_of_the_map_stops_no_answer_and_is_said() {
    let copied = Copied::new();
    let referral = fs::read_to_string(copied.path(File::Referral.path())).unwrap();
    let far = referral.replace("place = \"ST1 5\"", "place = \"LS1 4\"");
    assert_ne!(far, referral);
    copied.write(File::Referral.path(), &far);
    fs::write(copied.path("data/geography/ls.map"), b"LINTEL MAP 1\n").unwrap();
    let output = copied.run(&["recommend", "referral.toml", "--format", "json"]);
    assert!(output.stdout.contains("map of that part of the country cannot be read"), "{output:?}");
    assert!(output.stderr.contains("ls.map is not the file that index.csv lists"), "{output:?}");
}

#[test]
fn a_map_without_its_index_is_named_and_nothing_is_answered() {
    let copied = Copied::new();
    fs::remove_file(copied.path("data/geography/index.csv")).unwrap();
    for args in [&["check", "data/stoke-on-trent"][..], &["recommend", "referral.toml"]] {
        let output = copied.run(args);
        assert_eq!(output.code, 1, "{output:?}");
        assert!(
            output.stderr.contains("index.csv") && output.stderr.contains("geography"),
            "{output:?}"
        );
    }
}

#[test]
fn where_the_units_own_map_is_damaged_no_unit_is_offered_unasked() {
    let copied = Copied::new();
    fs::write(copied.path("data/geography/st.map"), b"no map").unwrap();
    let output = copied.run(&["recommend", "referral.toml", "--format", "json"]);
    assert!(output.stderr.contains("st.map"), "{output:?}");
    let answer: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(answer["options"], serde_json::json!([]), "{output:?}");
    assert!(!answer["decisions"].as_array().unwrap().is_empty(), "{output:?}");
}

#[test]
fn an_archive_that_is_none_is_refused_and_the_map_stays_as_it_was() {
    let copied = Copied::new();
    copied.write("codepo_gb.zip", "no archive");
    let index = || fs::read(copied.path("data/geography/index.csv")).unwrap();
    let before = index();
    let output = copied.run(&["geography", "build", "codepo_gb.zip"]);
    assert_eq!(output.code, 1, "{output:?}");
    let told = &output.stderr;
    assert!(told.contains("codepo_gb.zip") && told.contains("Code-Point Open"), "{told}");
    assert_eq!(index(), before);
}
