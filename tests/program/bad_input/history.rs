//! Mistakes in `history.csv`: what was counted in the past.

use crate::bad_input::patch::Change::{Behind, Cell, NotUtf8, Swap, Whole};
use crate::bad_input::patch::{Copied, File, mistakes, refused};

#[test]
fn every_column_must_be_there() {
    for column in ["from", "to", "measure", "value", "source"] {
        let place = format!("line 1, {column}");
        refused(File::History, Cell(1, column, "column"), "C03", &place);
    }
}

#[test]
fn every_cell_must_be_filled() {
    for column in ["from", "to", "measure", "value", "source"] {
        let place = format!("line 2, {column}");
        refused(File::History, Cell(2, column, ""), "C03", &place);
    }
}

mistakes! { in History;
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
    an_empty_file: Whole("\n") => "C03" "line 1" "columns";
    a_count_in_words: Cell(2, "value", "many") => "C04" "line 2, value";
    a_measure_that_nobody_knows: Cell(2, "measure", "refusals") => "C05" "line 2, measure" "unmet_capacity";
    a_day_as_people_write_it: Cell(2, "from", "1/4/2024") => "C06" "line 2, from" "2026-11-20";
    fewer_than_nobody: Cell(2, "value", "-1") => "C07" "line 2, value";
    a_span_that_ends_before_it_begins: Cell(2, "to", "2024-03-31") => "C10" "line 2, to" "before the first";
    days_that_are_counted_twice: Swap("referrals,296", "unmet_capacity,296") => "C08" "line 3, from" "has this measure";
}

/// The desk places households tonight whatever was counted last year.
#[test]
fn the_duty_desk_does_not_ask_for_it() {
    let copied = Copied::with(File::History, Behind("nonsense\n"));
    assert_eq!(copied.run(&["units"]).code, 0);
    assert_eq!(
        copied.run(&["forecast", "stoke-37", "--replications", "2", "--out", "out"]).code,
        3
    );
}

/// A manifest names it among its inputs.
#[test]
fn a_forecast_names_it_in_its_manifest() {
    let copied = Copied::new();
    copied.run(&["forecast", "stoke-37", "--replications", "2", "--out", "out"]);
    let manifest = std::fs::read_to_string(copied.path("out/manifest.json")).unwrap();
    assert!(manifest.contains("stoke-on-trent/history.csv"));
    copied.change(File::History, Swap(",27,", ",28,"));
    copied.run(&["forecast", "stoke-37", "--replications", "2", "--out", "out"]);
    assert_ne!(std::fs::read_to_string(copied.path("out/manifest.json")).unwrap(), manifest);
}
