//! What is no mistake: byte-order marks, line ends, notes, columns and letters that mean the same.

use crate::bad_input::patch::Change::{All, Before, Behind, BehindLine, Cell, CrLf, Swap};
use crate::bad_input::patch::{Change, Copied, File};
use crate::typed::deserved;
use std::fs;
use std::sync::OnceLock;

/// What a copy answers to the command that uses a file; a forecast answers with its table. Plans are made of the smaller
/// budgets: of the largest there are some ten thousand.
fn answer(copied: &Copied, file: File) -> String {
    let [check, using] = file.commands();
    let checked = copied.run(check);
    assert_eq!((checked.code, checked.stderr.as_str()), (0, ""), "{check:?}");
    assert_eq!(copied.run(&[check, &["--format", "json"]].concat()).issues(), []);
    if matches!(file, File::Candidates | File::Budgets) {
        copied.leave_out(File::Budgets, "large,");
    }
    let said = copied.run(&[using, &["--format", "json"]].concat());
    assert_eq!(said.code, deserved(&said.stdout), "{using:?}: {said:?}");
    let table = fs::read_to_string(copied.path("out/forecast.csv")).unwrap_or_default();
    said.stdout + &table
}

/// Makes changes of which nothing may be said and which may not change the answer.
fn changes_nothing(file: File, change: Change) {
    assert!(plain(file) == answer(&Copied::with(file, change), file), "{file:?} {change:?}");
}

/// What the unchanged copy answers.
fn plain(file: File) -> &'static str {
    static PLAIN: [OnceLock<String>; File::ALL.len()] =
        [const { OnceLock::new() }; File::ALL.len()];
    PLAIN[file as usize].get_or_init(|| answer(&Copied::new(), file))
}

/// Files that no plan and no calibration is made of, which take seconds each.
fn quick_files() -> impl Iterator<Item = File> {
    let is_slow = |file: &File| {
        matches!(file, File::Candidates | File::Budgets | File::Calibration | File::History)
    };
    File::ALL.into_iter().filter(move |file| !is_slow(file))
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    for file in quick_files() {
        changes_nothing(file, Before("\u{feff}"));
    }
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for file in quick_files() {
        changes_nothing(file, CrLf);
    }
}

#[test]
fn a_mark_and_line_ends_of_windows_together_change_nothing() {
    for file in File::ALL {
        let copied = Copied::with(file, CrLf);
        copied.change(file, Before("\u{feff}"));
        assert!(plain(file) == answer(&copied, file), "{file:?}");
    }
}

#[test]
fn notes_of_ones_own_in_a_referral_change_nothing() {
    let notes = [
        ("source = ", "x_seen_by = \"night worker\"\nsource = "),
        ("age = 34", "x_born = { year = 1992 }\nage = 34"),
        ("pets = 1", "x_pet = \"a dog\"\npets = 1"),
        ("may_seek_place", "x_seen = []\nmay_seek_place"),
        ("radius_m = 2000", "x_bus = 25\nradius_m = 2000"),
        ("self_contained", "x_garden = true\nself_contained"),
        ("wishes_to_stay", "x_locks = 2026-11-20\nwishes_to_stay"),
    ];
    for (from, to) in notes {
        changes_nothing(File::Referral, Swap(from, to));
    }
    changes_nothing(File::Referral, Behind("\n[x_notes]\nperson = 5\n"));
    changes_nothing(File::ReferralJson, Swap("\"age\": 9", "\"x_age\": null, \"age\": 9"));
    changes_nothing(File::Resident, Swap("pets = 0", "pets = 0\nx_pets = \"none\""));
}

#[test]
fn notes_of_ones_own_in_a_provider_change_nothing() {
    let notes = [
        ("population = ", "x_households = 110_000\npopulation = "),
        ("refuge = 11", "refuge = 11\nx_hostel = \"none\""),
        ("as_of = ", "x_by = \"night worker\"\nas_of = "),
        ("days = ", "x_lunch = 12:00:00\ndays = "),
    ];
    for (from, to) in notes {
        changes_nothing(File::Provider, Swap(from, to));
    }
    changes_nothing(File::Provider, Behind("\n[weights]\nx_why = \"as agreed\"\n"));
}

#[test]
fn a_note_of_ones_own_among_the_contacts_changes_nothing() {
    changes_nothing(File::Provider, Swap("helplines = [", "x_checked = 2026\nhelplines = ["));
}

#[test]
fn notes_of_ones_own_in_a_scenario_change_nothing() {
    let notes = [
        ("years = 5", "years = 5\nx_why = \"as agreed\""),
        ("per_year =", "x_asked = \"2025\"\nper_year ="),
        ("name = \"woman alone\"", "name = \"woman alone\"\nx_why = 5"),
        ("immediate_danger = true, ", "immediate_danger = true, x_why = 5, "),
        ("family = \"lognormal\"", "family = \"lognormal\"\nx_why = 5"),
        ("from = \"E06000021\"", "from = \"E06000021\"\nx_why = \"here\""),
        ("[[reading]]", "[[reading]]\nx_why = \"as printed\""),
    ];
    for (from, to) in notes {
        changes_nothing(File::Scenario, Swap(from, to));
    }
}

#[test]
fn a_note_of_ones_own_in_a_reading_changes_nothing() {
    let note = "x_why = \"as printed\"\nrecord = \"the 27 of 296\"";
    changes_nothing(File::Scenario, Swap("record = \"the 27 of 296\"", note));
}

#[test]
fn a_note_of_ones_own_beside_a_citation_changes_nothing() {
    let cited = "{ evidence = \"support_days_mean\"";
    let noted = "{ evidence = \"support_days_mean\", x_why = \"as printed\"";
    changes_nothing(File::Scenario, Swap(cited, noted));
}

#[test]
fn columns_that_nobody_knows_change_nothing() {
    for file in [File::Settings, File::Units, File::Occupancy] {
        changes_nothing(file, All("\n", ",note\n"));
        changes_nothing(file, Swap("\n", ",x_note\n"));
    }
    changes_nothing(File::Evidence, BehindLine(1, ",seen"));
}

#[test]
fn columns_may_stand_in_any_order() {
    let turned = |text: &str| {
        let rows = text.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(","));
        rows.collect::<Vec<_>>().join("\n")
    };
    for file in [File::Settings, File::Units, File::Occupancy] {
        let copied = Copied::new();
        let path = copied.path(file.path());
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, turned(&text)).unwrap();
        assert!(plain(file) == answer(&copied, file), "{file:?}");
    }
}

#[test]
fn flags_in_any_letters_change_nothing() {
    for (from, to) in [("true", "TRUE"), ("false", "False"), ("false", "fALSE")] {
        for file in [File::Settings, File::Units, File::Occupancy] {
            changes_nothing(file, All(from, to));
        }
    }
}

#[test]
fn spaces_round_a_plus_or_a_cell_change_nothing() {
    changes_nothing(File::Units, All("2+2", " 2 + 2 "));
    changes_nothing(File::Units, All(",open,", ", open ,"));
    changes_nothing(File::Settings, All(",true", ", true\t"));
    changes_nothing(File::Occupancy, All("R-0407;R-0216", " R-0407 ; R-0216 "));
}

#[test]
fn a_sector_in_small_letters_changes_nothing() {
    changes_nothing(File::Units, Cell(2, "sector", "st4  6"));
}

#[test]
fn empty_rows_change_nothing() {
    for file in [File::Settings, File::Units, File::Occupancy, File::Evidence] {
        changes_nothing(file, Behind("\n\n"));
    }
    changes_nothing(File::Units, Behind(",,,,,,,,\n"));
}

#[test]
fn a_quoted_cell_changes_nothing() {
    changes_nothing(File::Units, Cell(2, "unit", "\"Alder-1\""));
    changes_nothing(File::Occupancy, Cell(2, "keep_apart", "\"\""));
}

#[test]
fn numbers_and_days_in_other_notations_change_nothing() {
    for (from, to) in [
        ("age = 34", "age = 34.0"),
        ("age = 34", "age = 0x22"),
        ("radius_m = 2000", "radius_m = 2_000"),
        ("radius_m = 2000", "radius_m = +2e3"),
        ("\"2026-11-20T21:40:00Z\"    #", "2026-11-20T21:40:00Z    #"),
        ("\"2026-11-20T21:40:00Z\"    #", "2026-11-20 21:40:00Z    #"),
        ("\"2026-11-20T21:40:00Z\"    #", "\"2026-11-20T22:40:00+01:00\"    #"),
    ] {
        changes_nothing(File::Referral, Swap(from, to));
    }
    changes_nothing(File::ReferralJson, Swap("\"age\": 34", "\"age\": 3.4e1"));
    changes_nothing(File::Scenario, Swap("start = \"2026-10-01\"", "start = 2026-10-01"));
    changes_nothing(File::Evidence, Cell(2, "value", "2.96e2"));
}

/// A place that is on the map is repeated only where the answer says what it was taken to be.
#[test]
fn a_place_in_other_letters_changes_nothing() {
    let without_texts = |answer: &str| -> serde_json::Value {
        let mut answer: serde_json::Value = serde_json::from_str(answer).unwrap();
        for note in answer["notes"].as_array_mut().unwrap() {
            note["place"].take();
        }
        answer
    };
    for (from, to) in [
        ("\"ST3 4BD\"", "\"st34bd\""),
        ("\"ST3 4BD\"", "\" ST3  4BD \""),
        ("\"ST1 5\"", "\"st1  5\""),
        ("\"ST6 5NN\"", "\"st65nn\""),
    ] {
        let changed = answer(&Copied::with(File::Referral, Swap(from, to)), File::Referral);
        assert_eq!(without_texts(&changed), without_texts(plain(File::Referral)), "{from} {to}");
    }
}

#[test]
fn a_ward_is_known_without_its_last_word_and_with_and_for_its_sign() {
    let places = [
        "Budshead",
        "BUDSHEAD WARD",
        "Penkridge North and Acton Trussell",
        "E05002078",
        "City of Stoke-on-Trent",
        "stoke on trent",
    ];
    for place in places {
        let copied = Copied::new();
        let path = copied.path("referral.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replace("ST3 4BD", place)).unwrap();
        assert_eq!(copied.run(&["check", "referral.toml"]).code, 0, "{place}");
    }
}

#[test]
fn an_estate_without_an_occupancy_file_is_read_and_its_answers_are_stale() {
    let copied = Copied::new();
    fs::remove_file(copied.path(File::Occupancy.path())).unwrap();
    let said = copied.run(&["recommend", "referral.toml", "--format", "json"]);
    assert!(said.stdout.contains("\"stale\": true"), "{said:?}");
}

#[test]
fn a_referral_on_standard_input_may_be_json_with_a_mark() {
    let text = fs::read_to_string("tests/program/bad_input/referral.json").unwrap();
    let output = assert_cmd::cargo::cargo_bin_cmd!("lintel")
        .args(["recommend", "-", "--format", "json"])
        .write_stdin(format!("\u{feff}\n{text}"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
}
