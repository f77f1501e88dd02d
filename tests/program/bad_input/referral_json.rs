//! Mistakes in a referral written in JSON: the same shapes, and what only JSON gets wrong.

use crate::bad_input::patch::Change::{Behind, NotUtf8, Swap, Swaps, Whole};
use crate::bad_input::patch::mistakes;

mistakes! { in ReferralJson;
    a_comma_too_many: Swap("\"why\": \"home\" }", "\"why\": \"home\", }") => "C01" "" "not JSON" "line 16";
    a_brace_too_few: Swap("false, \"tenure\": \"private_rented\" }\n}", "false, \"tenure\": \"private_rented\" }\n") => "C01" "" "not JSON";
    more_behind_the_end: Behind("{}") => "C01" "" "trailing";
    a_key_that_stands_twice: Swap("\"dash\": 13", "\"dash\": 13, \"dash\": 14") => "C01" "" "stands twice";
    a_key_of_a_person_that_stands_twice: Swap("\"age\": 9", "\"age\": 9, \"age\": 10") => "C01" "" "age";
    a_flag_in_capitals: Swap("\"immediate_danger\": true", "\"immediate_danger\": TRUE") => "C01" "";
    a_remark: Swap("\"dash\"", "// a remark\n\"dash\"") => "C01" "";
    an_empty_file: Whole(" ") => "C01" "" "empty";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";
    a_list_of_referrals: Whole("[]") => "C04" "" "table";
    a_number_of_referrals: Whole("3") => "C04" "" "table";

    an_unknown_key: Swap("\"dash\"", "\"dish\"") => "C02" "dish" "dash";
    an_unknown_key_of_a_person: Swap("\"role\": \"child\",", "\"role\": \"child\", \"agee\": 9,") => "C02" "person[1].agee" "age";
    a_key_of_the_top_in_an_unsafe_place: Swap("\"why\": \"home\"", "\"why\": \"home\", \"keep_apart\": [\"R-1\"]") => "C02" "unsafe[0].keep_apart" "belongs at the top" "inside no other table";
    a_key_of_the_needs_in_a_person: Swap("\"age\": 9", "\"age\": 9, \"pets\": 1") => "C02" "person[1].pets" "belongs inside needs";
    a_key_in_capitals: Swap("\"keep_apart\"", "\"Keep_apart\"") => "C02" "Keep_apart" "keep_apart";

    a_referral_without_a_reference: Swap("\"reference\": \"S-0002\",", "") => "C03" "reference" "pseudonym";
    a_person_without_a_sex: Swap(", \"sex\": \"male\"", "") => "C03" "person[1].sex" "female, male";
    an_unsafe_place_without_its_place: Swap("\"place\": \"ST3 4BD\", ", "") => "C03" "unsafe[0].place";
    nobody_at_all: Swaps(&[("{ \"role\": \"adult\", \"age\": 34, \"sex\": \"female\", \"partner_of_lead\": false },", ""), ("{ \"role\": \"child\", \"age\": 9, \"sex\": \"male\" }", "")]) => "C03" "person" "at least one adult";
    a_child_alone: Swap("{ \"role\": \"adult\", \"age\": 34, \"sex\": \"female\", \"partner_of_lead\": false },", "") => "C03" "person" "at least one adult";

    a_null_where_a_value_belongs: Swap("\"source\": \"agency\"", "\"source\": null") => "C04" "source";
    a_number_in_quotation_marks: Swap("\"age\": 34", "\"age\": \"34\"") => "C05" "person[0].age" "whole number";
    an_age_with_months: Swap("\"age\": 34", "\"age\": 34.5") => "C04" "person[0].age" "whole number";
    a_flag_as_a_number: Swap("\"immediate_danger\": true", "\"immediate_danger\": 1") => "C04" "immediate_danger" "true or false";

    a_word_that_is_none_of_the_words: Swap("\"agency\"", "\"police\"") => "C05" "source" "self, agency";
    a_reference_with_a_line_end: Swap("S-0002", "S-\\n2") => "C06" "reference";
    an_age_over_120: Swap("\"age\": 34", "\"age\": 121") => "C07" "person[0].age" "0 to 120";
    an_age_beyond_all_numbers: Swap("\"age\": 34", "\"age\": 99999999999999999999") => "C07" "person[0].age" "0 to 120";

    an_adult_under_16_who_is_not_the_lead: Swap("\"child\", \"age\": 9", "\"adult\", \"age\": 15") => "C10" "person[1].age" "16 or over";
    a_child_of_18: Swap("\"age\": 9", "\"age\": 18") => "C10" "person[1].age" "under 18";
    a_lead_who_is_her_own_partner: Swap("\"partner_of_lead\": false", "\"partner_of_lead\": true") => "C10" "person[0].partner_of_lead";
    a_child_who_is_a_partner: Swap("\"sex\": \"male\"", "\"sex\": \"male\", \"partner_of_lead\": true") => "C10" "person[1].partner_of_lead";

}
