//! Mistakes in `provider.toml`.

use crate::bad_input::patch::Change::{Behind, NotUtf8, Swap, Swaps, Without};
use crate::bad_input::patch::{Copied, File, mistakes};

mistakes! { in Provider;
    a_line_that_is_not_toml: Swap("population = 258369", "population = 258,369") => "C01" "" "not TOML";
    a_key_that_stands_twice: Behind("\n[contacts]\n") => "C01" "" "duplicate";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";

    an_unknown_key: Swap("nrpf_places", "nrpf_place") => "C02" "nrpf_place" "nrpf_places";
    an_unknown_table: Swap("[minimum_units]", "[minimum_unit]") => "C02" "minimum_unit" "minimum_units";
    an_unknown_kind_of_unit: Swap("safe_place = 6", "safe_places = 6") => "C02" "minimum_units.safe_places" "safe_place";
    an_unknown_key_of_the_occupancy: Swap("as_of =", "as_off =") => "C02" "occupancy.as_off" "as_of";
    an_unknown_key_of_the_office_hours: Swap("days =", "day =") => "C02" "office_hours.day" "days";
    a_key_of_the_top_among_the_contacts: Swap("helplines = [", "nrpf_places = \"3\"\nhelplines = [") => "C02" "contacts.nrpf_places" "belongs at the top";
    a_key_of_the_occupancy_at_the_top: Swap("population =", "as_of = \"2026-11-20T17:00:00Z\"\npopulation =") => "C02" "as_of" "belongs under [occupancy]";
    an_unknown_weight: Behind("\n[weights]\nspare_place = 2\n") => "C02" "weights.spare_place" "spare_places";

    a_provider_without_a_name: Without("name") => "C03" "name" "city";
    a_provider_without_its_population: Without("population") => "C03" "population";
    a_provider_without_a_census: Without("census_year") => "C03" "census_year";
    a_provider_without_a_default_radius: Without("default_radius_m") => "C03" "default_radius_m" "metres";

    a_name_that_is_a_number: Swap("name = \"Stoke-on-Trent\"", "name = 5") => "C04" "name";
    a_population_in_words: Swap("population = 258369", "population = \"many\"") => "C04" "population" "whole number";
    a_minimum_in_words: Swap("refuge = 11", "refuge = \"eleven\"") => "C04" "minimum_units.refuge" "whole number";
    minima_that_are_no_table: Swaps(&[("[minimum_units]", "[x_units]"), ("population", "minimum_units = 37\npopulation")]) => "C04" "minimum_units" "table";
    a_moment_that_is_a_number: Swap("as_of = \"2026-11-20T17:00:00Z\"", "as_of = 2026") => "C04" "occupancy.as_of";
    days_that_are_no_list: Swap("[\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\"]", "\"monday\"") => "C04" "office_hours.days" "list";
    a_contact_that_is_a_number: Swap("helplines = [", "telephone = 999\nhelplines = [") => "C04" "contacts.telephone";
    a_line_of_a_contact_that_is_a_number: Swap("helplines = [", "helplines = [ 999,") => "C04" "contacts.helplines[0]";
    a_weight_with_a_fraction: Behind("\n[weights]\ncover = 1.5\n") => "C04" "weights.cover" "whole number";
    one_number_where_two_bands_belong: Behind("\n[weights]\nsoft_unsafe = 8\n") => "C04" "weights.soft_unsafe" "list";

    a_day_that_is_no_day_of_the_week: Swap("\"tuesday\"", "\"tue\"") => "C05" "office_hours.days[1]" "tuesday";

    a_name_of_spaces: Swap("name = \"Stoke-on-Trent\"", "name = \" \"") => "C06" "name" "empty";
    a_day_where_a_moment_belongs: Swap("as_of = \"2026-11-20T17:00:00Z\"", "as_of = \"2026-11-20\"") => "C06" "occupancy.as_of" "moment";
    an_opening_time_as_people_write_it: Swap("from = \"09:00\"", "from = \"9 am\"") => "C06" "office_hours.from" "09:00";
    a_closing_time_that_there_is_not: Swap("to = \"17:00\"", "to = \"25:00\"") => "C06" "office_hours.to" "09:00";
    an_empty_contact: Swap("helplines = [", "telephone = \"\"\nhelplines = [") => "C06" "contacts.telephone";

    a_city_without_people: Swap("population = 258369", "population = 0") => "C07" "population" "from 1";
    a_census_before_the_first: Swap("census_year = 2021", "census_year = 1086") => "C07" "census_year" "1801";
    a_radius_between_the_steps: Swap("default_radius_m = 2000", "default_radius_m = 2100") => "C07" "default_radius_m" "multiple of 500";
    a_radius_over_fifty_kilometres: Swap("default_radius_m = 2000", "default_radius_m = 50500") => "C07" "default_radius_m" "50000";
    funded_places_below_nought: Swap("nrpf_places = 3", "nrpf_places = -1") => "C07" "nrpf_places" "from 0";
    a_minimum_below_nought: Swap("dispersed = 20", "dispersed = -1") => "C07" "minimum_units.dispersed";
    hours_below_nought: Swap("stale_after_hours = 24", "stale_after_hours = -1") => "C07" "occupancy.stale_after_hours";
    a_weight_below_nought: Behind("\n[weights]\nspare_pets = -1\n") => "C07" "weights.spare_pets" "1000";
    a_weight_over_a_thousand: Behind("\n[weights]\nspare_pets = 1001\n") => "C07" "weights.spare_pets" "1000";
    a_weight_of_one_band: Behind("\n[weights]\nsoft_unsafe = [8]\n") => "C07" "weights.soft_unsafe" "two";
    a_weight_of_three_bands: Behind("\n[weights]\nfar_from_near = [2, 4, 6]\n") => "C07" "weights.far_from_near" "two";
    a_band_below_nought: Behind("\n[weights]\nsoft_unsafe = [8, -4]\n") => "C07" "weights.soft_unsafe[1]";
}

/// The desk goes on without them.
#[test]
fn a_file_of_bank_holidays_that_is_not_there_is_an_issue_for_check() {
    let copied = Copied::with(File::Provider, Swap("\"bank_holidays.csv\"", "\"nowhere.csv\""));
    let issues = copied.issues(&["check", "data/stoke-on-trent"]);
    assert!(
        issues.iter().any(|one| one.place.ends_with("office_hours.bank_holidays")),
        "{issues:?}"
    );
    let said = copied.run(&["units"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.contains("bank holidays cannot be read"), "{said:?}");
}
