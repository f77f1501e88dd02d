//! Slips in a referral that can be answered without: `check` says what is wrong, and the desk answers, on the safe
//! side, and says what it did not understand.

use crate::bad_input::patch::Change::Swap;
use crate::bad_input::patch::slips;

slips! { in Referral;
    a_moment_that_is_a_number: Swap("received = \"2026-11-20T21:40:00Z\"", "received = 2026") => "C04" "received";
    a_number_in_a_list_of_references: Swap("keep_apart = []", "keep_apart = [388]") => "C04" "keep_apart[0]";
    support_that_is_no_list: Swap("[\"mental_health\"]", "\"mental_health\"") => "C04" "needs.support" "list";
    a_radius_in_words: Swap("radius_m = 2000", "radius_m = \"2 km\"") => "C04" "unsafe[0].radius_m" "0 to 50000";
    sectors_wished_for_that_are_no_list: Swap("[\"ST6 5\", \"ST6 6\"]", "\"ST6 5\"") => "C04" "preferences.sectors" "list";
    a_place_to_be_near_that_is_a_number: Swap("near = [\"ST6 5NN\"]", "near = [5]") => "C04" "preferences.near[0]";
    a_score_with_a_fraction: Swap("dash = 13", "dash = 13.5") => "C04" "dash" "unknown";
    a_note_that_is_a_list: Swap("carer = \"no\"", "carer = [\"no\"]") => "C04" "carer" "text";
    a_support_need_that_is_none_of_the_words: Swap("[\"mental_health\"]", "[\"drugs\", \"gambling\"]") => "C05" "needs.support[1]" "offending";
    a_connection_that_is_none_of_the_words: Swap("why = \"home\"", "why = \"pub\"") => "C05" "unsafe[0].why" "family";
    a_tenure_that_is_none_of_the_words: Swap("tenure = \"private_rented\"", "tenure = \"rented\"") => "C05" "home.tenure" "jointly_owned";
    a_score_in_words: Swap("dash = 13", "dash = \"high\"") => "C05" "dash" "unknown";
    a_moment_without_its_offset: Swap("2026-11-20T21:40:00Z\"    #", "2026-11-20T21:40:00\"    #") => "C06" "received" "offset";
    a_day_where_a_moment_belongs: Swap("\"2026-11-20T21:40:00Z\"    #", "\"2026-11-20\"    #") => "C06" "received" "moment";
    a_moment_on_a_day_that_there_is_not: Swap("2026-11-20T21:40:00Z\"    #", "2026-02-30T21:40:00Z\"    #") => "C06" "received" "moment";
    a_moment_as_people_write_it: Swap("2026-11-20T21:40:00Z\"    #", "20/11/2026 21:40\"    #") => "C06" "received" "2026-11-20T21:40:00Z";
    an_empty_reference_to_keep_apart: Swap("keep_apart = []", "keep_apart = [\"R-1\", \"\"]") => "C06" "keep_apart[1]";
    a_sector_without_its_space: Swap("\"ST6 6\"", "\"ST66\"") => "C06" "preferences.sectors[1]" "space";
    a_postcode_where_a_sector_belongs: Swap("\"ST6 6\"", "\"ST6 6AB\"") => "C06" "preferences.sectors[1]" "sector";
    an_empty_place_to_be_near: Swap("\"ST6 5NN\"", "\"\"") => "C06" "preferences.near[0]";
    a_radius_below_nought: Swap("radius_m = 2000", "radius_m = -500") => "C07" "unsafe[0].radius_m" "from 0";
    a_radius_over_fifty_kilometres: Swap("radius_m = 1000", "radius_m = 50500") => "C07" "unsafe[1].radius_m" "50000";
    a_score_over_24: Swap("dash = 13", "dash = 25") => "C07" "dash" "0 to 24";
    a_score_below_nought: Swap("dash = 13", "dash = -1") => "C07" "dash" "0 to 24";
    a_radius_that_nobody_can_read: Swap("radius = \"1 mile\"", "radius = \"as far as can be\"") => "C06" "unsafe[0].radius" "1 mile";
    a_radius_without_its_unit: Swap("radius = \"1 mile\"", "radius = 2") => "C04" "unsafe[0].radius" "unit";
    a_contact_that_is_a_word: Swap("[contact]", "[[contact]]") => "C04" "contact" "table";
    a_wish_to_leave_in_words: Swap("other_area = false", "other_area = \"Leeds\"") => "C05" "other_area" "true or false";
    babies_in_words: Swap("unborn = 0", "unborn = \"twins\"") => "C05" "needs.unborn" "0 to 10";
    a_day_of_coming_in_words: Swap("age = 9\n", "age = 9\narrives = \"Friday\"\n") => "C05" "person[1].arrives" "2026-11-20";
    a_place_that_nobody_knows: Swap("\"ST3 4BD\"", "\"Hobbiton\"") => "C11" "unsafe[0].place" "ward" "spelling";
    a_postcode_whose_sector_there_is_not: Swap("\"ST3 4BD\"", "\"ST99 9ZZ\"") => "C11" "unsafe[0].place" "postcode";
    a_sector_that_there_is_not: Swap("\"ST1 5\"", "\"ST99 9\"") => "C11" "unsafe[1].place" "sector";
    a_place_to_be_near_that_nobody_knows: Swap("near = [\"ST6 5NN\"]", "near = [\"ST6 5NN\", \"Hobbiton\"]") => "C11" "preferences.near[1]";
    a_pseudonym_with_a_space: Swap("age = 9\n", "age = 9\nid = \"a child\"\n") => "C06" "person[1].id" "without a space";
}

mod in_json {
    use crate::bad_input::patch::Change::Swap;
    use crate::bad_input::patch::slips;

    slips! { in ReferralJson;
        a_null_where_nothing_is_needed: Swap("\"dash\": 13", "\"dash\": null") => "C04" "dash";
        a_table_where_a_list_belongs: Swap("[\"R-0388\"]", "{}") => "C04" "keep_apart" "list";
        a_support_need_that_is_none_of_the_words: Swap("[\"mental_health\"]", "[\"gambling\"]") => "C05" "needs.support[0]" "offending";
        a_moment_without_its_offset: Swap("21:40:00Z", "21:40:00") => "C06" "received" "offset";
        a_place_that_nobody_knows: Swap("ST3 4BD", "Hobbiton") => "C11" "unsafe[0].place" "spelling";
    }
}
