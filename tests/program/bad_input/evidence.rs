//! Mistakes in `evidence.csv`, of which every scenario cites.

use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Swap, Twice, Whole};
use crate::bad_input::patch::{File, mistakes, refused};

const COLUMNS: [&str; 9] =
    ["name", "value", "low", "high", "unit", "standing", "source", "place", "note"];

#[test]
fn every_column_must_be_there() {
    for column in COLUMNS {
        let place = format!("line 1, {column}");
        refused(File::Evidence, Cell(1, column, "column"), "C03", &place);
    }
}

#[test]
fn a_figure_has_a_name_a_value_a_unit_a_standing_and_a_source() {
    for column in ["name", "value", "unit", "standing", "source"] {
        let place = format!("line 2, {column}");
        refused(File::Evidence, Cell(2, column, ""), "C03", &place);
    }
}

mistakes! { in Evidence;
    more_cells_than_columns: BehindLine(2, ",more") => "C01" "line 2" "9 columns";
    // Every figure behind it would be read as part of the note.
    a_quotation_mark_without_its_end: Swap("The specification prints 27 of 296 as 10%.", "\"The specification prints 27 of 296 as 10%.") => "C01" "line 5" "quot";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
    an_empty_file: Whole("\n") => "C03" "line 1" "columns";
    a_column_that_stands_twice: BehindLine(1, ",value") => "C08" "line 1, value" "twice";

    a_figure_in_words: Cell(2, "value", "lots") => "C04" "line 2, value" "number";
    a_figure_with_a_comma_for_thousands: Swap(",296,,,", ",\"1,296\",,,") => "C04" "line 2, value" "number";
    a_figure_with_a_per_cent_sign: Cell(2, "value", "30%") => "C04" "line 2, value" "number";
    a_figure_that_is_no_number: Cell(2, "value", "NaN") => "C04" "line 2, value" "number";
    a_figure_without_end: Cell(2, "value", "inf") => "C04" "line 2, value" "number";
    a_bound_in_words: Cell(2, "low", "few") => "C04" "line 2, low" "number";
    a_standing_that_is_none_of_the_words: Cell(2, "standing", "printed") => "C05" "line 2, standing" "published, derived, assumed";
    a_name_with_a_semicolon: Swap("referrals_direct_stoke_2024_25,", "referrals;direct,") => "C06" "line 2, name" "semicolon";
    a_figure_beyond_its_range: Cell(2, "value", "1e13") => "C07" "line 2, value" "number from";
    a_name_that_stands_twice: Twice(2) => "C08" "line 3, name" "twice";
    a_figure_below_its_least: Cell(2, "low", "297") => "C10" "line 2, value" "low and high";
    a_figure_above_its_most: Cell(2, "high", "295.5") => "C10" "line 2, value" "low and high";
}
