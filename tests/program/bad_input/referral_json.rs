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

    a_referral_without_a_reference: Swap("\"reference\": \"S-0002\",", "") => "C03" "reference" "pseudonym";
    a_person_without_a_sex: Swap(", \"sex\": \"male\"", "") => "C03" "person[1].sex" "female, male";
    an_unsafe_place_without_its_place: Swap("\"place\": \"ST3 4BD\", ", "") => "C03" "unsafe[0].place";
    nobody_at_all: Swaps(&[("{ \"role\": \"adult\", \"age\": 34, \"sex\": \"female\", \"partner_of_lead\": false },", ""), ("{ \"role\": \"child\", \"age\": 9, \"sex\": \"male\" }", "")]) => "C03" "person" "at least one adult";

}
