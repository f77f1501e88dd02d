//! Mistakes in `settings.csv` and `units.csv`: what a provider has.

mod settings {
    use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{File, mistakes, refused};

    const COLUMNS: [&str; 11] = [
        "setting",
        "kind",
        "residents",
        "shared",
        "oldest_boy",
        "oldest_boy_discretion",
        "children",
        "cover",
        "complex_needs_places",
        "substances",
        "pets",
    ];
    const MAY_BE_EMPTY: [&str; 2] = ["oldest_boy", "complex_needs_places"];

    #[test]
    fn every_column_must_be_there() {
        for column in COLUMNS {
            let place = format!("line 1, {column}");
            refused(File::Settings, Cell(1, column, "column"), "C03", &place);
        }
    }

    #[test]
    fn every_cell_must_be_filled_save_those_without_a_limit() {
        for column in COLUMNS.into_iter().filter(|column| !MAY_BE_EMPTY.contains(column)) {
            let place = format!("line 2, {column}");
            refused(File::Settings, Cell(2, column, ""), "C03", &place);
        }
    }

    mistakes! { in Settings;
        more_cells_than_columns: BehindLine(3, ",true") => "C01" "line 3" "11 columns" "comma";
        a_quotation_mark_without_its_end: Cell(4, "setting", "\"Linden") => "C01" "line 4" "quot";
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        an_empty_file: Whole("\n") => "C03" "line 1" "columns";
        a_column_that_stands_twice: BehindLine(1, ",kind") => "C08" "line 1, kind" "twice";

        a_boy_in_words: Cell(2, "oldest_boy", "twelve") => "C04" "line 2, oldest_boy" "whole number";
        a_boy_of_half_a_year: Cell(2, "oldest_boy", "12.5") => "C04" "line 2, oldest_boy" "whole number";
        places_in_words: Cell(2, "complex_needs_places", "two") => "C04" "line 2, complex_needs_places";
        a_flag_that_is_yes: Cell(2, "shared", "yes") => "C04" "line 2, shared" "true or false";
        a_flag_that_is_a_number: Cell(2, "pets", "0") => "C04" "line 2, pets" "true or false";

        a_kind_that_is_none_of_the_words: Cell(2, "kind", "hostel") => "C05" "line 2, kind" "safe_place";
        residents_that_are_none_of_the_words: Cell(2, "residents", "families") => "C05" "line 2, residents" "women, men, any";
        a_word_in_capitals: Cell(2, "residents", "Women") => "C05" "line 2, residents" "women";
        a_cover_that_is_none_of_the_words: Cell(2, "cover", "day") => "C05" "line 2, cover" "24h";
        substances_that_are_none_of_the_words: Cell(2, "substances", "wet") => "C05" "line 2, substances" "managed";

        a_codename_with_a_semicolon: Cell(2, "setting", "Al;der") => "C06" "line 2, setting" "semicolon";
        a_boy_of_18: Cell(2, "oldest_boy", "18") => "C07" "line 2, oldest_boy" "0 to 17";
        a_boy_below_nought: Cell(2, "oldest_boy", "-1") => "C07" "line 2, oldest_boy" "0 to 17";
        places_below_nought: Cell(2, "complex_needs_places", "-1") => "C07" "line 2, complex_needs_places";

        a_setting_that_stands_twice: Twice(2) => "C08" "line 3, setting" "twice" "codename";
        a_shared_setting_for_anybody: Cell(2, "residents", "any") => "C10" "line 2, residents";
    }
}

mod units {
    use crate::bad_input::patch::Change::{BehindLine, Cell, NotUtf8, Twice, Whole};
    use crate::bad_input::patch::{File, mistakes, refused};

    const COLUMNS: [&str; 9] =
        ["unit", "setting", "rooms", "cots", "step_free", "wheelchair", "sector", "state", "from"];

    #[test]
    fn every_column_must_be_there() {
        for column in COLUMNS {
            let place = format!("line 1, {column}");
            refused(File::Units, Cell(1, column, "column"), "C03", &place);
        }
    }

    #[test]
    fn every_cell_but_the_first_day_must_be_filled() {
        for column in COLUMNS.into_iter().filter(|column| *column != "from") {
            let place = format!("line 2, {column}");
            refused(File::Units, Cell(2, column, ""), "C03", &place);
        }
    }

    mistakes! { in Units;
        more_cells_than_columns: BehindLine(3, ",") => "C01" "line 3" "9 columns";
        a_quotation_mark_without_its_end: Cell(4, "unit", "\"Alder-3") => "C01" "line 4" "quot";
        bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
        an_empty_file: Whole("\n") => "C03" "line 1" "columns";
        a_column_that_stands_twice: BehindLine(1, ",cots") => "C08" "line 1, cots" "twice";

        cots_in_words: Cell(2, "cots", "one") => "C04" "line 2, cots" "whole number";
        a_flag_that_is_a_letter: Cell(2, "step_free", "y") => "C04" "line 2, step_free" "true or false";
        a_state_that_is_none_of_the_words: Cell(2, "state", "closed") => "C05" "line 2, state" "open, void, planned";

        a_codename_with_a_semicolon: Cell(2, "unit", "Alder;1") => "C06" "line 2, unit" "semicolon";
        rooms_in_words: Cell(2, "rooms", "two") => "C06" "line 2, rooms" "2+2+1";
        a_plus_too_many: Cell(2, "rooms", "2++1") => "C06" "line 2, rooms" "2+2+1";
        a_room_without_places: Cell(2, "rooms", "2+0") => "C06" "line 2, rooms" "1 to 20";
        a_room_of_21_places: Cell(2, "rooms", "21") => "C06" "line 2, rooms" "1 to 20";
        twenty_one_rooms: Cell(2, "rooms", "1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1+1") => "C06" "line 2, rooms";
        a_room_below_nought: Cell(2, "rooms", "-2") => "C06" "line 2, rooms";
        a_sector_without_its_space: Cell(2, "sector", "ST46") => "C06" "line 2, sector" "space";
        a_postcode_where_a_sector_belongs: Cell(2, "sector", "ST4 6AB") => "C06" "line 2, sector" "sector";
        a_first_day_that_there_is_not: Cell(32, "from", "2026-13-01") => "C06" "line 32, from" "2026-11-20";
        a_first_day_as_people_write_it: Cell(32, "from", "4/12/2026") => "C06" "line 32, from" "2026-11-20";
        a_moment_where_a_day_belongs: Cell(32, "from", "2026-12-04T00:00:00Z") => "C06" "line 32, from" "day";

        cots_below_nought: Cell(2, "cots", "-1") => "C07" "line 2, cots" "0 to 20";
        twenty_one_cots: Cell(2, "cots", "21") => "C07" "line 2, cots" "0 to 20";
        a_sector_of_few_postcodes: Cell(2, "sector", "ST8 9") => "C07" "line 2, sector" "20 postcodes" "address";
        a_sector_that_there_is_not_where_the_geography_reaches: Cell(2, "sector", "ST99 9") => "C07" "line 2, sector" "20 postcodes";

        a_unit_that_stands_twice: Twice(2) => "C08" "line 3, unit" "twice";
        a_setting_that_there_is_not: Cell(2, "setting", "Elder") => "C09" "line 2, setting" "settings.csv";
        a_wheelchair_unit_with_steps: Cell(2, "wheelchair", "true") => "C10" "line 2, step_free" "step-free";
        a_first_day_of_an_open_unit: Cell(2, "from", "2026-12-04") => "C10" "line 2, from" "void or planned";
    }
}
