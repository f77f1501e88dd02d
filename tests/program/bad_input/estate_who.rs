//! Mistakes in `occupancy.csv` and in the referral of a resident who could be moved.

mod occupancy {
    use crate::bad_input::patch::Change::{BehindLine, Cell, Swap, Twice, Whole};
    use crate::bad_input::patch::{Copied, File, mistakes, refused};
    use std::fs;

    const COLUMNS: [&str; 7] =
        ["unit", "reference", "moved_in", "complex_needs", "nrpf", "keep_apart", "movable"];

    #[test]
    fn every_column_must_be_there() {
        for column in COLUMNS {
            let place = format!("line 1, {column}");
            refused(File::Occupancy, Cell(1, column, "column"), "C03", &place);
        }
    }

    #[test]
    fn every_cell_that_a_rule_reads_must_be_filled() {
        for column in ["unit", "reference", "complex_needs", "nrpf"] {
            let place = format!("line 2, {column}");
            refused(File::Occupancy, Cell(2, column, ""), "C03", &place);
        }
    }

    mistakes! { in Occupancy;
        more_cells_than_columns: BehindLine(3, ",more") => "C01" "line 3" "7 columns";
        // Everybody behind it would be read as part of the cell, and their units offered to others.
        a_quotation_mark_without_its_end: Cell(5, "keep_apart", "\"R-0270") => "C01" "line 5" "quot";
        an_empty_file: Whole("\n") => "C03" "line 1" "columns";
        a_column_that_stands_twice: BehindLine(1, ",nrpf") => "C08" "line 1, nrpf" "twice";

        a_flag_that_is_perhaps: Cell(2, "complex_needs", "perhaps") => "C04" "line 2, complex_needs" "true or false";
        a_flag_that_is_no: Cell(2, "nrpf", "no") => "C04" "line 2, nrpf" "true or false";
        a_word_for_movable: Cell(2, "movable", "maybe") => "C04" "line 2, movable" "true or false";
        a_full_name_as_reference: Cell(2, "reference", "Jane Doe") => "C06" "line 2, reference" "without a space";
        a_unit_with_a_semicolon: Cell(2, "unit", "Alder;1") => "C06" "line 2, unit";
        a_day_that_there_is_not: Cell(2, "moved_in", "2026-09-31") => "C06" "line 2, moved_in" "2026-11-20";
        a_day_as_people_write_it: Cell(2, "moved_in", "23/09/2026") => "C06" "line 2, moved_in" "2026-11-20";
        full_names_to_keep_apart: Cell(2, "keep_apart", "R-0270;Jane Doe") => "C06" "line 2, keep_apart";

        a_unit_with_two_households: Cell(3, "unit", "Alder-1") => "C08" "line 3, unit" "one household";
        a_reference_with_two_units: Cell(3, "reference", "R-0367") => "C08" "line 3, reference" "two rows";
        a_unit_that_there_is_not: Cell(2, "unit", "Elder-1") => "C09" "line 2, unit" "units.csv";
        a_movable_resident_without_a_referral: Cell(2, "movable", "true") => "C09" "line 2, movable" "residents/";
    }

    #[test]
    fn a_row_that_stands_twice_repeats_its_unit_and_its_reference() {
        let copied = Copied::with(File::Occupancy, Twice(2));
        let places: Vec<String> =
            copied.issues(&["units"]).into_iter().map(|issue| issue.place).collect();
        assert_eq!(places, ["line 3, unit", "line 3, reference"]);
    }

    #[test]
    fn a_reference_that_leads_out_of_the_folder_of_residents_is_an_issue() {
        let copied = Copied::new();
        let residents = copied.path("data/stoke-on-trent/residents");
        fs::rename(residents.join("R-0301.toml"), residents.join("../R-0301.toml")).unwrap();
        copied.change(File::Occupancy, Swap("R-0301", "../R-0301"));
        let [issue] = &copied.issues(&["units"])[..] else { panic!("not one issue") };
        assert_eq!((issue.code.as_str(), issue.value.as_str()), ("C09", "../R-0301"));
    }
}

/// The referral of a resident who could be moved is read as every other.
mod resident {
    use crate::bad_input::patch::Change::{NotUtf8, Swap, Without};
    use crate::bad_input::patch::mistakes;

    mistakes! { in Resident;
        a_line_that_is_not_toml: Swap("age = 29", "age =") => "C01" "" "not TOML";
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        an_unknown_key: Swap("pets = 0", "pet = 0") => "C02" "needs.pet" "pets";
        a_person_without_an_age: Without("age") => "C03" "person[0].age";
        an_age_in_words: Swap("age = 29", "age = \"old\"") => "C05" "person[0].age";
        a_mobility_that_is_none_of_the_words: Swap("mobility = \"none\"", "mobility = \"stick\"") => "C05" "needs.mobility";
        a_moment_without_its_offset: Swap("14:05:00Z", "14:05:00") => "C06" "received" "offset";
        a_file_of_another_reference: Swap("\"R-0301\"", "\"R-0336\"") => "C10" "reference" "same";
        a_child_of_18: Swap("age = 4", "age = 18") => "C10" "person[1].age";
    }
}
