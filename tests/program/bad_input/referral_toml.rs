//! Mistakes in a referral written in TOML.

use crate::bad_input::patch::Change::{All, Behind, NotUtf8, Swap, Swaps, Whole, Without};
use crate::bad_input::patch::mistakes;

mistakes! { in Referral;
    a_line_that_is_not_toml: Swap("age = 34", "age = ") => "C01" "" "not TOML" "line";
    a_table_without_its_end: Swap("[needs]", "[needs") => "C01" "";
    a_key_that_stands_twice: Swap("source = \"self\"", "source = \"self\"\nsource = \"self\"") => "C01" "" "duplicate";
    a_text_without_its_quotation_mark: Swap("place = \"ST3 4BD\"", "place = ST3 4BD") => "C01" "";
    a_flag_in_capitals_is_not_toml: Swap("immediate_danger = true", "immediate_danger = True") => "C01" "";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";

    an_unknown_key_is_named_with_the_one_most_like_it: Swap("source = ", "hopeless_before = false\nsource = ") => "C02" "hopeless_before" "homeless_before" "x_";
    an_unknown_key_like_none_is_to_be_removed: Swap("source = ", "qqq = false\nsource = ") => "C02" "qqq" "remove it";
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

    a_referral_without_a_reference: Without("reference") => "C03" "reference" "pseudonym";
    a_referral_that_does_not_say_who_asked: Without("source") => "C03" "source" "self, agency";
    a_referral_that_does_not_say_whether_there_is_danger: Without("immediate_danger") => "C03" "immediate_danger";
    a_referral_that_does_not_say_whether_she_was_homeless: Without("homeless_before") => "C03" "homeless_before";
    a_referral_without_people: All("[[person]]", "[[x_person]]") => "C03" "person";
    a_person_without_a_role: Without("role") => "C03" "person[0].role" "adult, child";
    a_person_without_an_age: Without("age") => "C03" "person[0].age";
    a_person_without_a_sex: Without("sex") => "C03" "person[0].sex" "female, male";
    an_unsafe_place_without_its_place: Without("place") => "C03" "unsafe[0].place" "postcode";

    a_reference_that_is_a_number: Swap("reference = \"S-0001\"", "reference = 1") => "C04" "reference";
    a_flag_that_is_a_word: Swap("immediate_danger = true", "immediate_danger = \"yes\"") => "C05" "immediate_danger" "true or false";
    people_that_are_a_number: Swaps(&[("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("source = ", "person = 3\nsource = ")]) => "C04" "person" "list";
    a_person_that_is_a_word: Swaps(&[("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("source = ", "person = [\"she\"]\nsource = ")]) => "C04" "person[0]";
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

    an_empty_reference: Swap("\"S-0001\"", "\"\"") => "C06" "reference" "1 to 64";
    a_full_name_as_reference: Swap("\"S-0001\"", "\"Jane Doe\"") => "C06" "reference" "without a space";
    a_reference_with_a_semicolon: Swap("\"S-0001\"", "\"S;1\"") => "C06" "reference" "semicolon";
    a_reference_of_65_characters: Swap("S-0001", "S-000000000000000000000000000000000000000000000000000000000000001") => "C06" "reference" "64";
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


    a_table_behind_the_last_that_stands_twice: Behind("\n[needs]\n") => "C01" "" "duplicate";
    a_list_where_a_referral_belongs: Whole("[1, 2]\n") => "C01" "";
}
