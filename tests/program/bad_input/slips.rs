//! Slips in a referral that can be answered without: `check` says what is wrong, and the desk answers, on the safe
//! side, and says what it did not understand.

use crate::bad_input::patch::Change::{Behind, Swap, Swaps};
use crate::bad_input::patch::{File, answered, slips};

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
    a_full_name_as_reference: Swap("\"S-0001\"", "\"Jane Doe\"") => "C06" "reference" "without a space";
    a_reference_with_a_semicolon: Swap("\"S-0001\"", "\"S;1\"") => "C06" "reference" "semicolon";
    a_reference_that_is_a_number: Swap("reference = \"S-0001\"", "reference = 1") => "C04" "reference";
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

    an_unknown_key_is_named_with_the_one_most_like_it: Swap("source = ", "hopeless_before = false\nsource = ") => "C02" "hopeless_before" "homeless_before" "x_";
    an_unknown_key_like_none_is_never_advised_away: Swap("source = ", "qqq = false\nsource = ") => "C02" "qqq" "risk_to_others";
    an_unknown_key_of_a_person: Swap("policy_review", "policy_revue") => "C02" "person[0].policy_revue" "policy_review";
    an_unknown_key_of_the_needs: Swap("pets = 1", "pet = 1") => "C02" "needs.pet" "pets";
    an_unknown_key_of_the_perpetrator: Swap("may_seek_place", "may_seek_places") => "C02" "perpetrator.may_seek_places" "may_seek_place";
    an_unknown_key_of_an_unsafe_place: Swap("radius_m = 1000", "radius_n = 1000") => "C02" "unsafe[1].radius_n" "radius_m";
    an_unknown_key_of_the_preferences: Swap("self_contained", "selfcontained") => "C02" "preferences.selfcontained" "self_contained";
    an_unknown_key_of_the_home: Swap("perpetrator_resident", "perpetrator_residence") => "C02" "home.perpetrator_residence" "perpetrator_resident";
    a_key_of_the_top_below_the_last_table: Behind("keep_apart = [\"R-0388\"]\n") => "C02" "home.keep_apart" "belongs at the top" "above the first";
    a_key_of_the_top_in_an_unsafe_place: Swap("why = \"work\"", "why = \"work\"\nimmediate_danger = true") => "C02" "unsafe[1].immediate_danger" "belongs at the top";
    a_list_of_the_top_in_a_table: Swap("why = \"work\"", "why = \"work\"\n[[needs.unsafe]]\nplace = \"ST1 1\"\n[perpetrator.x_note]") => "C02" "needs.unsafe" "belongs at the top";
    a_key_of_the_needs_at_the_top: Swap("source = ", "nrpf = true\nsource = ") => "C02" "nrpf" "belongs under [needs]";
    a_key_of_an_unsafe_place_in_the_needs: Swap("pets = 1", "pets = 1\nradius_m = 500") => "C02" "needs.radius_m" "belongs under [[unsafe]]";
    an_unknown_table: Swap("[preferences]", "[preference]") => "C02" "preference" "preferences";
    a_flag_that_is_a_word: Swap("immediate_danger = true", "immediate_danger = \"yes\"") => "C05" "immediate_danger" "true or false";
    an_age_in_words: Swap("age = 34", "age = \"thirty-four\"") => "C05" "person[0].age" "whole number from 0 to 120";
    an_age_with_months: Swap("age = 34", "age = 34.5") => "C04" "person[0].age" "whole";
    an_age_that_is_no_number: Swap("age = 34", "age = nan") => "C04" "person[0].age" "whole";
    needs_that_are_no_table: Swaps(&[("[needs]", "[x_needs]"), ("source = ", "needs = \"many\"\nsource = ")]) => "C04" "needs" "table";
    half_a_pet: Swap("pets = 1", "pets = 0.5") => "C04" "needs.pets" "whole";
    a_bar_that_is_a_word: Swap("hard = true", "hard = \"true\"") => "C04" "unsafe[0].hard" "true or false";
    a_consent_that_is_a_word: Swap("wishes_to_stay = false", "landlord_consent = \"no\"") => "C04" "home.landlord_consent" "true or false";
    a_source_that_is_none_of_the_words: Swap("source = \"self\"", "source = \"police\"") => "C05" "source" "self, agency";
    a_role_that_is_none_of_the_words: Swap("role = \"child\"", "role = \"baby\"") => "C05" "person[1].role" "adult, child";
    a_word_in_capitals: Swap("\nsex = \"female\"", "\nsex = \"Female\"") => "C05" "person[0].sex" "female, male";
    a_mobility_that_is_none_of_the_words: Swap("mobility = \"none\"", "mobility = \"stick\"") => "C05" "needs.mobility" "wheelchair";
    a_use_of_substances_that_is_none_of_the_words: Swap("substance_use = \"none\"", "substance_use = \"some\"") => "C05" "needs.substance_use" "prescribed";
    an_empty_place: Swap("\"ST3 4BD\"", "\"\"") => "C06" "unsafe[0].place" "empty";
    a_place_of_spaces: Swap("\"ST3 4BD\"", "\"  \"") => "C06" "unsafe[0].place" "empty";
    an_age_below_nought: Swap("age = 34", "age = -1") => "C07" "person[0].age" "0 to 120";
    an_age_over_120: Swap("age = 34", "age = 121") => "C07" "person[0].age" "0 to 120";
    an_age_beyond_all_numbers: Swap("age = 34", "age = 99999999999999999999") => "C07" "person[0].age" "0 to 120";
    pets_below_nought: Swap("pets = 1", "pets = -1") => "C07" "needs.pets" "0 to 100";
    more_pets_than_a_farm: Swap("pets = 1", "pets = 101") => "C07" "needs.pets" "0 to 100";
    an_adult_under_16_who_is_not_the_lead: Swap("role = \"child\"\nage = 9", "role = \"adult\"\nage = 15") => "C10" "person[1].age" "16 or over";
    a_child_of_18: Swap("age = 9\n", "age = 18\n") => "C10" "person[1].age" "under 18";
    a_lead_who_is_her_own_partner: Swap("partner_of_lead = false", "partner_of_lead = true") => "C10" "person[0].partner_of_lead" "lead";
    a_child_who_is_a_partner: Swap("age = 9\n", "age = 9\npartner_of_lead = true\n") => "C10" "person[1].partner_of_lead" "child";
    a_lead_with_two_partners: Swap("[needs]", "[[person]]\nrole = \"adult\"\nage = 30\nsex = \"male\"\npartner_of_lead = true\n\n[[person]]\nrole = \"adult\"\nage = 31\nsex = \"male\"\npartner_of_lead = true\n\n[needs]") => "C10" "person[4].partner_of_lead" "at most one";
    children_without_an_adult: Swaps(&[("role = \"adult\"", "role = \"child\""), ("age = 34", "age = 14")]) => "C03" "person" "at least one adult";
}

mod in_json {
    use crate::bad_input::patch::Change::Swap;
    use crate::bad_input::patch::slips;

    slips! { in ReferralJson;
        a_null_where_nothing_is_needed: Swap("\"dash\": 13", "\"dash\": null") => "C04" "dash";
        a_table_where_a_list_belongs: Swap("[\"R-0388\"]", "{\"who\": \"R-0388\"}") => "C04" "keep_apart" "list";
        a_support_need_that_is_none_of_the_words: Swap("[\"mental_health\"]", "[\"gambling\"]") => "C05" "needs.support[0]" "offending";
        a_moment_without_its_offset: Swap("21:40:00Z", "21:40:00") => "C06" "received" "offset";
        a_place_that_nobody_knows: Swap("ST3 4BD", "Hobbiton") => "C11" "unsafe[0].place" "spelling";

        an_unknown_key: Swap("\"dash\"", "\"dish\"") => "C02" "dish" "dash";
        an_unknown_key_of_a_person: Swap("\"role\": \"child\",", "\"role\": \"child\", \"agee\": 9,") => "C02" "person[1].agee" "age";
        a_key_of_the_top_in_an_unsafe_place: Swap("\"why\": \"home\"", "\"why\": \"home\", \"keep_apart\": [\"R-1\"]") => "C02" "unsafe[0].keep_apart" "belongs at the top" "inside no other table";
        a_key_of_the_needs_in_a_person: Swap("\"age\": 9", "\"age\": 9, \"pets\": 1") => "C02" "person[1].pets" "belongs inside needs";
        a_key_in_capitals: Swap("\"keep_apart\"", "\"Keep_apart\"") => "C02" "Keep_apart" "keep_apart";
        a_child_alone: Swap("{ \"role\": \"adult\", \"age\": 34, \"sex\": \"female\", \"partner_of_lead\": false },", "") => "C03" "person" "at least one adult";
        a_null_where_a_value_belongs: Swap("\"source\": \"agency\"", "\"source\": null") => "C04" "source";
        a_number_in_quotation_marks: Swap("\"age\": 34", "\"age\": \"34\"") => "C05" "person[0].age" "whole number";
        an_age_with_months: Swap("\"age\": 34", "\"age\": 34.5") => "C04" "person[0].age" "whole number";
        a_flag_as_a_number: Swap("\"immediate_danger\": true", "\"immediate_danger\": 1") => "C04" "immediate_danger" "true or false";
        a_word_that_is_none_of_the_words: Swap("\"agency\"", "\"police\"") => "C05" "source" "self, agency";
        an_age_over_120: Swap("\"age\": 34", "\"age\": 121") => "C07" "person[0].age" "0 to 120";
        an_age_beyond_all_numbers: Swap("\"age\": 34", "\"age\": 99999999999999999999") => "C07" "person[0].age" "0 to 120";
        an_adult_under_16_who_is_not_the_lead: Swap("\"child\", \"age\": 9", "\"adult\", \"age\": 15") => "C10" "person[1].age" "16 or over";
        a_child_of_18: Swap("\"age\": 9", "\"age\": 18") => "C10" "person[1].age" "under 18";
        a_lead_who_is_her_own_partner: Swap("\"partner_of_lead\": false", "\"partner_of_lead\": true") => "C10" "person[0].partner_of_lead";
        a_child_who_is_a_partner: Swap("\"sex\": \"male\"", "\"sex\": \"male\", \"partner_of_lead\": true") => "C10" "person[1].partner_of_lead";
    }
}

#[test]
fn words_without_quotation_marks_are_read_and_an_issue_for_check() {
    answered(File::Referral, Swap("immediate_danger = true", "immediate_danger = True"), "C01", "");
    answered(File::Referral, Swap("place = \"ST3 4BD\"", "place = ST3 4BD"), "C01", "");
}
