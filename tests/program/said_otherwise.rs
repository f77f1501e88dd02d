//! What keeps somebody safe is heard wherever and however it stands on a form: places, ages, who works here, when to ring.

use crate::one_woman::{OneWoman, findings};
use crate::typed::lintel;
use serde_json::Value as Json;
use std::fs;

const HER: OneWoman = OneWoman { received: "2026-11-29T06:40:00Z", now: "2026-11-29T06:45:00Z" };

/// How each unit stands towards what is unsafe.
fn unsafe_areas(answer: &Json) -> Vec<Json> {
    findings(answer, "unsafe_area")
}

#[test]
fn where_the_perpetrator_may_be_is_unsafe_under_whatever_key_it_stands() {
    let right = unsafe_areas(&HER.answer(&HER.form("", "[[unsafe]]\nplace = \"ST2 9\"")));
    assert!(right.iter().any(|finding| !finding.is_null()));
    for (top, below) in [
        ("unsafe_places = \"ST2 9\"", ""),
        ("unsafe_place = \"ST2 9\"", ""),
        ("unsafe = \"ST2 9\"", ""),
        ("place = \"ST2 9\"", ""),
        ("places = [\"ST2 9\"]", ""),
        ("avoid = \"ST2 9\"", ""),
        ("mother_lives = \"ST2 9\"", ""),
        ("his_work = \"ST2 9\"", ""),
        ("where_he_goes = \"ST2 9\"", ""),
        ("address = \"12 Some Street, ST2 9\"", ""),
        ("", "[[unsafe_places]]\nplace = \"ST2 9\""),
        ("", "[[unsafe_places]]\npostcode = \"ST2 9\"\nwhy = \"home\""),
        ("", "[perpetrator]\nhome = \"ST2 9\""),
        ("", "[perpetrator]\nworks_at = \"ST2 9\""),
        ("", "[perpetrator]\naddress = \"ST2 9\""),
        ("", "[perpetrator]\nfamily = \"ST2 9\""),
        ("", "[home]\npostcode = \"ST2 9\""),
        ("", "[[unsafe]]\nplaces = \"ST2 9\""),
        ("", "[[unsafe]]\npostcode = \"ST2 9\""),
        ("", "[[unsafe]]\naddress = \"ST2 9\""),
        ("", "[[unsafe]]\ntown = \"ST2 9\""),
        ("", "[unsafe]\npostcode = \"ST2 9\""),
    ] {
        let form = HER.form(top, below);
        assert_eq!(unsafe_areas(&HER.answer(&form)), right, "{form}");
        let screen = HER.screen(&form);
        assert!(!screen.contains("NO UNSAFE PLACE IS ON THE FORM"), "{form}: {screen}");
    }
}

#[test]
fn a_place_that_nobody_knows_under_such_a_key_asks_at_every_unit() {
    for (top, below) in [
        ("unsafe_places = \"his mum's\"", ""),
        ("", "[perpetrator]\nlives_at = \"round the corner\""),
        ("", "[[unsafe]]\naddress = \"12 Some Street\""),
    ] {
        let answer = HER.answer(&HER.form(top, below));
        assert_eq!(answer["options"].as_array().unwrap().len(), 0, "{top}{below}");
        assert_eq!(answer["route"], "decide", "{top}{below}");
    }
    let missing = HER.run("recommend", &HER.form("", "[[unsafe]]\nwhy = \"home\""), &[]);
    assert_eq!(missing.status.code(), Some(3), "a place that is missing is asked for");
}

#[test]
fn a_place_under_any_other_key_is_named_and_asked_about_first() {
    let screen = HER.screen(&HER.form("hobby = \"Longton\"", "[[unsafe]]\nplace = \"LS1\""));
    assert!(screen.contains("once you have asked"), "{screen}");
    assert!(screen.contains("hobby") && screen.contains("Longton"), "{screen}");
}

#[test]
fn what_is_no_plain_no_about_who_works_here_is_yes() {
    let linked = |said: &str| {
        let answer = HER.answer(&HER.form(
            "",
            &format!("[perpetrator]\nlinked_to_service = {said}\n[[unsafe]]\nplace = \"LS1\""),
        ));
        answer["options"].as_array().unwrap().is_empty()
    };
    for said in [
        "\"yes he does\"",
        "\"his sister is a cleaner there\"",
        "\"no, but his mum does\"",
        "\"probably\"",
        "\"used to\"",
        "[\"yes\"]",
        "true",
    ] {
        assert!(linked(said), "{said}");
    }
    for said in
        ["\"no\"", "false", "\"unknown\"", "\"don't know\"", "\"not that I know of\"", "[\"no\"]"]
    {
        assert!(!linked(said), "{said}");
    }
}

/// The form of somebody alone whose age is said in these words.
fn aged(role: &str, age: &str) -> String {
    let form = HER.form("", "[[unsafe]]\nplace = \"LS1\"");
    form.replace("age = 34", &format!("age = {age}")).replace("adult", role)
}

#[test]
fn an_age_in_words_keeps_the_lines_for_the_young() {
    for (age, under_16) in [
        ("\"15 or 16\"", true),
        ("\"about 15\"", true),
        ("\"15ish\"", true),
        ("\"nearly 16\"", true),
        ("\"under 18\"", true),
        ("\"teenager\"", true),
        ("\"17 in March\"", false),
        ("\"16-17\"", false),
    ] {
        let screen = HER.screen(&aged("adult", age));
        assert!(screen.contains("under 18") || screen.contains("under 16"), "{age}: {screen}");
        assert!(
            screen.contains("Ring children's services") || screen.contains("children's services"),
            "{age}"
        );
        assert_eq!(screen.contains("may be under 16"), under_16, "{age}: {screen}");
        let route = HER.answer(&aged("adult", age))["route"].clone();
        assert_eq!(route, if under_16 { "decide" } else { "place" }, "{age}");
    }
    // A grown person's age in words keeps nobody out.
    assert_eq!(HER.answer(&aged("adult", "\"about 40\""))["route"], "place");
    assert_eq!(HER.answer(&aged("child", "\"unknown\""))["route"], "decide");
}

#[test]
fn a_babys_age_is_one() {
    let with = |age: &str| {
        let baby = format!(
            "[[person]]\nrole = \"child\"\nage = {age}\nsex = \"male\"\n[[unsafe]]\nplace = \"LS1\""
        );
        HER.answer(&HER.form("", &baby))["units"].clone()
    };
    for age in ["\"6 months\"", "\"baby\"", "\"newborn\"", "\"3 weeks\"", "\"under 1\""] {
        assert_eq!(with(age), with("0"), "{age}");
    }
    assert_eq!(with("\"1 year\""), with("1"));
}

#[test]
fn times_over_night_are_shown_and_a_word_for_a_message_is_heard() {
    let ringing = |contact: &str| {
        HER.screen(&HER.form("", &format!("[contact]\n{contact}\n[[unsafe]]\nplace = \"LS1\"")))
    };
    let night = ringing("safe_from = \"17:00\"\nsafe_until = \"09:00\"");
    assert!(night.contains("NOT BEFORE Sun 29 Nov 17:00; until Mon 30 Nov 09:00"), "{night}");
    let contradiction =
        ringing("safe_from = \"2026-11-29T17:00:00Z\"\nsafe_until = \"2026-11-29T09:00:00Z\"");
    assert!(
        contradiction.contains("NOT KNOWN")
            && contradiction.contains("17:00")
            && contradiction.contains("09:00"),
        "{contradiction}"
    );
    for (said, line) in [
        ("\"yes\"", "A message may be left"),
        ("\"never\"", "Leave no message, as told"),
        ("\"do not\"", "Leave no message, as told"),
    ] {
        let screen = ringing(&format!("message = {said}"));
        assert!(screen.contains(line), "{said}: {screen}");
    }
}

#[test]
fn what_was_told_in_a_list_is_shown_and_a_wish_in_words_is_one() {
    let told = HER.screen(&HER.form(
        "risk_to_others = [\"arson\", \"dogs\"]\nother_area = \"maybe Wales\"",
        "[[unsafe]]\nplace = \"LS1\"",
    ));
    assert!(told.contains("as told: \u{201c}arson, dogs\u{201d}"), "{told}");
    assert!(told.contains("They wish to leave the area"), "{told}");
    let json = HER.form("", "").replace("received", "keep_apart = [\"x\"]\nreceived");
    assert!(HER.screen(&json).contains("to be kept apart"));
}

#[test]
fn names_dates_and_numbers_are_never_repeated() {
    let form = HER.form(
        "name = \"Jane Example\"\nphone = \"07700 900123\"\nchildren_names = [\"Sam\"]\ndetails = \"943 476 5919\"\naddress = \"12 Acacia Road\"",
        "dob = \"1990-02-03\"\n[contact]\nnumber = 7700900123\n[[unsafe]]\nplace = \"LS1\"",
    );
    for command in ["recommend", "check"] {
        for format in ["table", "json"] {
            let said = HER.run(command, &form, &["--format", format]);
            let all = String::from_utf8_lossy(&said.stdout).into_owned()
                + &String::from_utf8_lossy(&said.stderr);
            for private in ["Jane", "07700", "900123", "Sam", "943", "Acacia", "1990"] {
                assert!(!all.contains(private), "{command} {format}: {private}: {all}");
            }
            assert!(
                all.split_whitespace().collect::<Vec<_>>().join(" ").contains("take it out"),
                "{command} {format}: {all}"
            );
        }
    }
}

#[test]
fn a_radius_beyond_what_can_be_checked_is_the_farthest_that_can() {
    let screen = HER.screen(&HER.form("", "[[unsafe]]\nplace = \"ST2 9\"\nradius_m = 60000"));
    assert!(screen.contains("50 km was kept clear"), "{screen}");
    let far = HER.answer(&HER.form("", "[[unsafe]]\nplace = \"ST2 9\"\nradius_m = 60000"));
    let most = HER.answer(&HER.form("", "[[unsafe]]\nplace = \"ST2 9\"\nradius_m = 50000"));
    assert_eq!(unsafe_areas(&far), unsafe_areas(&most));
    // Kilometres are no metres.
    let far = HER.answer(&HER.form("", "[[unsafe]]\nplace = \"ST2 9\"\nradius_km = 50"));
    assert_eq!(unsafe_areas(&far), unsafe_areas(&most));
}

#[test]
fn a_place_not_known_yet_is_asked_for_and_a_null_is_nothing() {
    for said in ["unknown", "not sure", "n/a", "none"] {
        let screen = HER.screen(&HER.form("", &format!("[[unsafe]]\nplace = \"{said}\"")));
        assert!(screen.contains("not known yet: ask"), "{said}: {screen}");
        assert!(!screen.contains("READ BACK"), "{said}: {screen}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("f.json");
    fs::write(&file, r#"{"reference":"F-1","source":"self","immediate_danger":true,"homeless_before":false,"keep_apart":null,"carer":null,"person":[{"role":"adult","age":34,"sex":"female"}]}"#).unwrap();
    let said = lintel(&["recommend", file.to_str().unwrap()]);
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(!said.contains("kept apart:") && !said.contains("Caring"), "{said}");
}

#[test]
fn a_key_in_the_wrong_table_is_sent_home_and_children_are_asked_for() {
    let low = HER.screen(&HER.form("", "[[unsafe]]\nplace = \"LS1\"\nkeep_apart = [\"R-0388\"]"));
    assert!(low.contains("keep_apart belongs at the top"), "{low}");
    assert!(!low.contains("read as keep_apart. Write it so"), "{low}");
    let counted = HER.screen(&HER.form("", "[needs]\nchildren = 2\n[[unsafe]]\nplace = \"LS1\""));
    assert!(
        counted.contains("under [[person]]") && counted.contains("once you have asked"),
        "{counted}"
    );
}

#[test]
fn a_radius_with_a_fraction_is_kept_at_least_as_wide_as_the_usual_one() {
    let with = |radius: &str| {
        unsafe_areas(
            &HER.answer(&HER.form("", &format!("[[unsafe]]\nplace = \"Hanley\"\n{radius}"))),
        )
    };
    let is_bar = |found: &Json| *found == Json::Bool(false);
    let barred = |found: &[Json]| found.iter().filter(|one| is_bar(one)).count();
    assert!(barred(&with("radius_m = 12.5")) >= barred(&with("radius_m = 5000")));
    assert_eq!(with("radius_m = 5000.0"), with("radius_m = 5000"));
}

#[test]
fn ages_by_school_and_birth_keep_the_lines_for_the_young() {
    for age in [
        "under age",
        "school age",
        "schoolgirl",
        "y11",
        "GCSE year",
        "sixth form",
        "born 2011",
        "17 1/2",
    ] {
        let text = HER.form("", "").replace("age = 34", &format!("age = \"{age}\""));
        let said = HER.screen(&text);
        assert!(said.contains("UNDER 18") || said.contains("under 18"), "{age}: {said}");
    }
}

#[test]
fn a_place_under_a_key_that_is_nearly_another_asks_first() {
    for key in ["works_in", "works", "car"] {
        let said = HER.screen(&HER.form(&format!("{key} = \"Hanley\""), ""));
        let is_asked = said.contains("NOT UNDERSTOOD") || said.contains("read as an unsafe place");
        assert!(
            is_asked && !said.contains("Caring") && !said.contains("Worker asked for"),
            "{key}: {said}"
        );
    }
}
