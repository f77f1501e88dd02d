//! The year in `data/sample-year` is a register's: it is taken whole, verifies, and comes out as it went in.

use super::{Shift, has};
use std::fs;

#[test]
fn the_sample_year_is_imported_whole_and_verifies() {
    let shift = Shift::empty();
    let year = "data/sample-year/events.jsonl";
    shift.does("21:45", &["register", "import", year]);
    has(&shift.does("21:46", &["register", "verify"]), &["Everything is as it was written."]);
    assert_eq!(shift.prints("21:46", &["register", "export"]), fs::read_to_string(year).unwrap());
    let sheet = shift.does("21:46", &["tonight"]);
    has(&sheet, &["WHO WAITS", "UNITS", "lived in"]);
    // The desk goes on from there.
    shift.does("21:47", &["refer", "data/sample-referral.toml"]);
    shift.json("21:48", &["recommend", "S-0001"]);
}
