//! Mistakes in a referral written in TOML.

use crate::bad_input::patch::Change::{All, Behind, NotUtf8, Swap, Swaps, Whole, Without};
use crate::bad_input::patch::mistakes;

mistakes! { in Referral;
    a_line_that_is_not_toml: Swap("age = 34", "age = ") => "C01" "" "not TOML" "line";
    a_table_without_its_end: Swap("[needs]", "[needs") => "C01" "";
    a_key_that_stands_twice: Swap("source = \"self\"", "source = \"self\"\nsource = \"self\"") => "C01" "" "duplicate";
    bytes_that_are_no_text: NotUtf8 => "C01" "" "UTF-8";

    a_referral_without_a_reference: Without("reference") => "C03" "reference" "pseudonym";
    a_referral_that_does_not_say_who_asked: Without("source") => "C03" "source" "self, agency";
    a_referral_that_does_not_say_whether_there_is_danger: Without("immediate_danger") => "C03" "immediate_danger";
    a_referral_that_does_not_say_whether_she_was_homeless: Without("homeless_before") => "C03" "homeless_before";
    a_referral_without_people: All("[[person]]", "[[x_person]]") => "C03" "person";
    a_person_without_a_role: Without("role") => "C03" "person[0].role" "adult, child";
    a_person_without_an_age: Without("age") => "C03" "person[0].age";
    a_person_without_a_sex: Without("sex") => "C03" "person[0].sex" "female, male";
    an_unsafe_place_without_its_place: Without("place") => "C03" "unsafe[0].place" "postcode";

    people_that_are_a_number: Swaps(&[("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("source = ", "person = 3\nsource = ")]) => "C04" "person" "list";
    a_person_that_is_a_word: Swaps(&[("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("[[person]]", "[[x_person]]"), ("source = ", "person = [\"she\"]\nsource = ")]) => "C04" "person[0]";

    an_empty_reference: Swap("\"S-0001\"", "\"\"") => "C06" "reference" "1 to 64";
    a_reference_of_65_characters: Swap("S-0001", "S-000000000000000000000000000000000000000000000000000000000000001") => "C06" "reference" "64";

    a_table_behind_the_last_that_stands_twice: Behind("\n[needs]\n") => "C01" "" "duplicate";
    a_list_where_a_referral_belongs: Whole("[1, 2]\n") => "C01" "";
}
