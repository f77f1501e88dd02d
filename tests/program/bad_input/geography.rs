//! Mistakes in the three tables of `data/geography/`.

use crate::bad_input::patch::Change::{Cell, Swap};
use crate::bad_input::patch::{Copied, File};

mod postcodes {
    use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{File, mistakes, refused};

    #[test]
    fn every_column_must_be_there() {
        for column in ["postcode", "easting", "northing", "district", "ward"] {
            let place = format!("line 1, {column}");
            refused(File::Postcodes, Cell(1, column, "column"), "C03", &place);
        }
    }

    #[test]
    fn every_cell_must_be_filled() {
        for column in ["postcode", "easting", "northing", "district", "ward"] {
            refused(File::Postcodes, Cell(2, column, ""), "C06", "line 2");
        }
    }

    mistakes! { in Postcodes;
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        more_cells_than_columns: BehindLine(2, ",more") => "C01" "line 2" "5 columns";
        a_column_that_stands_twice: BehindLine(1, ",ward") => "C08" "line 1, ward" "twice";
        a_quotation_mark_without_its_end: Cell(2_000, "ward", "\"E05007045") => "C01" "line 2000" "quot";
        half_a_postcode: Cell(2, "postcode", "PL1 1") => "C06" "line 2" "postcode";
        an_easting_in_words: Cell(2, "easting", "west") => "C06" "line 2" "easting";
        an_easting_with_a_fraction: Cell(2, "easting", "248005.5") => "C06" "line 2" "easting";
        a_northing_off_the_map: Cell(2, "northing", "1300001") => "C06" "line 2" "northing";
        a_northing_below_nought: Cell(2, "northing", "-1") => "C06" "line 2" "northing";
        a_ward_that_there_is_not: Cell(2, "ward", "E05999999") => "C06" "line 2" "known" "ward";
        a_sector_that_there_is_not: Cell(2, "postcode", "ZZ1 1AA") => "C06" "line 2" "known" "sector";
        a_district_that_there_is_not: Cell(2, "district", "E06999999") => "C06" "line 2" "district";
        a_postcode_that_stands_twice: Twice(2) => "C08" "line 3" "twice";
    }

    #[test]
    fn a_table_without_its_header_lacks_every_column() {
        let copied = crate::bad_input::patch::Copied::with(File::Postcodes, Whole("\n"));
        let issues = copied.issues(&["check", "data/stoke-on-trent"]);
        assert!(issues.iter().all(|issue| issue.code == "C03"), "{issues:?}");
        assert!(!issues.is_empty());
    }
}

mod sectors {
    use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{File, mistakes, refused};

    #[test]
    fn every_column_that_is_read_must_be_there() {
        for column in ["sector", "postcodes", "districts"] {
            let place = format!("line 1, {column}");
            refused(File::Sectors, Cell(1, column, "column"), "C03", &place);
        }
    }

    mistakes! { in Sectors;
        more_cells_than_columns: BehindLine(2, ",more") => "C01" "line 2" "6 columns";
        a_quotation_mark_without_its_end: Cell(188, "districts", "\"E07000198") => "C01" "line 188" "quot";
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        an_empty_file: Whole("\n") => "C03" "line 1" "columns";
        a_column_that_stands_twice: BehindLine(1, ",sector") => "C08" "line 1, sector" "twice";
        a_row_without_its_sector: Cell(2, "sector", "") => "C03" "line 2, sector";
        a_row_without_its_districts: Cell(2, "districts", "") => "C03" "line 2, districts";
        a_number_in_words: Cell(2, "postcodes", "many") => "C04" "line 2, postcodes" "whole number";
        a_sector_without_its_space: Cell(2, "sector", "PL11") => "C06" "line 2, sector" "space";
        a_number_below_nought: Cell(2, "postcodes", "-1") => "C07" "line 2, postcodes" "from 0";
        a_sector_that_stands_twice: Twice(2) => "C08" "line 3, sector" "twice";
    }
}

mod wards {
    use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{File, mistakes, refused};

    #[test]
    fn every_column_that_is_read_must_be_there() {
        for column in ["ward", "name", "district", "district_name"] {
            let place = format!("line 1, {column}");
            refused(File::Wards, Cell(1, column, "column"), "C03", &place);
        }
    }

    #[test]
    fn every_cell_that_is_read_must_be_filled() {
        for column in ["ward", "name", "district", "district_name"] {
            let place = format!("line 2, {column}");
            refused(File::Wards, Cell(2, column, ""), "C03", &place);
        }
    }

    mistakes! { in Wards;
        more_cells_than_columns: BehindLine(2, ",more") => "C01" "line 2" "5 columns";
        a_quotation_mark_without_its_end: Cell(205, "ward", "\"E05015068") => "C01" "line 205" "quot";
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        an_empty_file: Whole("\n") => "C03" "line 1" "columns";
        a_column_that_stands_twice: BehindLine(1, ",ward") => "C08" "line 1, ward" "twice";
        a_ward_that_stands_twice: Twice(2) => "C08" "line 3, ward" "twice";
    }
}

/// The postcodes are right: thousands of wrong remedies would bury the one that helps.
#[test]
fn a_header_misspelt_in_one_table_is_not_said_again_for_every_row_of_another() {
    for (file, column) in [(File::Wards, "name"), (File::Sectors, "postcodes")] {
        let copied = Copied::with(file, Cell(1, column, "column"));
        let issues = copied.issues(&["check", "data/stoke-on-trent"]);
        assert!(issues.len() < 10, "one misspelt column, {} issues", issues.len());
    }
}

#[test]
fn a_row_misspelt_in_one_table_is_not_said_again_for_every_row_of_another() {
    for (file, change) in
        [(File::Wards, Swap("Budshead Ward", "")), (File::Sectors, Swap("PL1 2,", "PL12,"))]
    {
        let copied = Copied::with(file, change);
        let issues = copied.issues(&["check", "data/stoke-on-trent"]);
        assert!(issues.len() < 10, "one wrong row, {} issues", issues.len());
    }
}
