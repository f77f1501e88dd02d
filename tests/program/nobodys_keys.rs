//! What stands under a key that nobody knows is never lost: a place, a household to be kept apart, a telephone that is
//! watched, somebody who works here, when not to ring.

use crate::one_woman::{TONIGHT as HER, findings};
use serde_json::Value as Json;

/// A place that bars nothing here.
const FAR: &str = "[[unsafe]]\nplace = \"BT1 1AA\"\n";

#[test]
fn a_place_in_a_table_of_any_name_is_unsafe() {
    let longton = "[[unsafe]]\nplace = \"Longton\"\n";
    let right = findings(&HER.answer(&HER.form("", longton)), "unsafe_area");
    assert!(right.iter().any(|found| *found == Json::Bool(false)), "{right:?}");
    for name in [
        "[[no_go]]",
        "[[danger]]",
        "[[danger_areas]]",
        "[[exclusion_zone]]",
        "[[stay_away]]",
        "[[risk_area]]",
        "[[he_goes]]",
        "[[perp]]",
        "[[ex]]",
        "[abuser]",
        "[[haunts]]",
        "[[whatever]]",
        "[[risk]]",
    ] {
        for key in ["place", "lives", "town", "postcode"] {
            let form = HER.form("", &format!("{FAR}{name}\n{key} = \"Longton\"\n"));
            let found = findings(&HER.answer(&form), "unsafe_area");
            assert_eq!(found, right, "{form}");
        }
    }
    for top in ["danger_areas = [\"Longton\"]", "keep_away = \"Longton\"", "no_go = \"Longton\""] {
        let found = findings(&HER.answer(&HER.form(top, FAR)), "unsafe_area");
        assert_eq!(found, right, "{top}");
    }
    let unknown = HER.answer(&HER.form("", &format!("{FAR}[[no_go]]\nwhat = \"the arcade\"\n")));
    assert_eq!(unknown["options"], serde_json::json!([]));
}

#[test]
fn a_place_that_is_wished_for_or_stands_among_words_is_asked_about() {
    for (top, below) in [
        ("", "[college]\nplace = \"Longton\"\n"),
        ("hobby = \"he drinks in Longton with his mates\"", ""),
        ("notes = \"seen in Longton\"", ""),
    ] {
        let screen = HER.screen(&HER.form(top, &format!("{FAR}{below}")));
        assert!(screen.contains("once you have asked"), "{top}{below}: {screen}");
    }
}

#[test]
fn a_name_in_such_a_table_is_shown_nowhere() {
    let form = HER.form(
        "",
        &format!(
            "{FAR}[abuser]\nname = \"Joe Bloggs\"\nlives = \"Longton\"\n[[no_go]]\nname = \"Ann Example\"\nplace = \"Meir\"\n"
        ),
    );
    for format in ["table", "json"] {
        let said = HER.run("recommend", &form, &["--format", format]);
        let all = String::from_utf8_lossy(&said.stdout).into_owned();
        assert!(!all.contains("Bloggs") && !all.contains("Ann Example"), "{all}");
    }
}

#[test]
fn a_reference_under_any_key_is_kept_apart() {
    let right = findings(&HER.answer(&HER.form("keep_apart = [\"R-0407\"]", FAR)), "keep_apart");
    assert!(right.iter().any(|found| !found.is_null()), "{right:?}");
    for (top, below) in [
        ("apart = \"R-0407\"", ""),
        ("enemies = [\"R-0407\"]", ""),
        ("avoid_resident = \"R-0407\"", ""),
        ("feud = \"her cousin R-0407\"", ""),
        ("keep_apart = \"none\"\nenemies = [\"R-0407\"]", ""),
        ("", "[[rivals]]\nreference = \"R-0407\"\n"),
    ] {
        let form = HER.form(top, &format!("{FAR}{below}"));
        assert_eq!(findings(&HER.answer(&form), "keep_apart"), right, "{form}");
        let screen = HER.screen(&form);
        assert!(screen.contains("is to be kept apart") && !screen.contains("R-0407"), "{screen}");
    }
}

#[test]
fn nobody_to_be_kept_apart_is_nobody() {
    for said in ["\"none\"", "\"no\"", "\"n/a\"", "\"\"", "[\"\"]", "[\"None\"]", "\"nobody\""] {
        let screen = HER.screen(&HER.form(&format!("keep_apart = {said}"), FAR));
        assert!(!screen.contains("kept apart"), "{said}: {screen}");
    }
    assert!(HER.screen(&HER.form("keep_apart = \"don't know\"", FAR)).contains("kept apart"));
}

#[test]
fn words_that_forbid_to_ring_are_no_hour() {
    for said in [
        "DO NOT CALL - he has her phone",
        "never ring",
        "don't ring, text only",
        "not safe to ring",
        "text only please",
    ] {
        for key in ["safe_to_call_until", "contact.safe_from", "contact.safe_until"] {
            let said = HER.ringing(&HER.form(&format!("{key} = \"{said}\""), FAR));
            assert!(said.starts_with("AT NO TIME, as told"), "{key}: {said}");
        }
    }
    for key in ["safe_to_call_until", "contact.safe_from"] {
        let said = HER.ringing(&HER.form(&format!("{key} = \"unsafe after 5\""), FAR));
        assert!(said.starts_with("as told, \u{201c}unsafe after 5\u{201d}; at any"), "{said}");
    }
}

#[test]
fn a_key_that_says_when_to_ring_is_heard() {
    for top in [
        "do_not_call = true",
        "dont_ring = \"yes\"",
        "never_phone = \"he has her phone\"",
        "safe_to_call = false",
        "do_not_call = true\ncontact.safe_from = \"09:00\"",
    ] {
        let said = HER.ringing(&HER.form(top, FAR));
        assert!(said.starts_with("AT NO TIME, as told"), "{top}: {said}");
    }
    let both = HER.ringing(&HER.form("no_calls = true\nsafe_to_call_until = \"23:30\"", FAR));
    assert!(both.starts_with("AT NO TIME") && both.contains("The form says besides"), "{both}");
    assert!(
        HER.ringing(&HER.form("call_after = \"23:00\"", FAR))
            .contains("NOT BEFORE Fri 20 Nov 23:00")
    );
    assert!(
        HER.ringing(&HER.form("ring_before = \"23:00\"", FAR)).contains("until Fri 20 Nov 23:00")
    );
}

#[test]
fn an_hour_that_has_just_passed_or_is_after_midnight_is_read() {
    let passed = HER.ringing(&HER.form("safe_to_call_until = \"21:30\"", FAR));
    assert!(passed.contains("was until Fri 20 Nov 21:30, already past"), "{passed}");
    let night = HER.ringing(&HER.form("safe_to_call_until = \"00:30\"", FAR));
    assert!(night.contains("until Sat 21 Nov 00:30, not after"), "{night}");
    let far = HER.ringing(&HER.form("safe_to_call_until = \"07:00\"", FAR));
    assert!(far.contains("as told, \u{201c}07:00\u{201d}"), "{far}");
}

#[test]
fn a_telephone_that_is_watched_is_a_risk_and_no_number() {
    for (top, below, words) in [
        ("phone_tracked = \"yes\"", "", "phone tracked: yes"),
        ("mobile_tracked = \"he tracks her phone\"", "", "he tracks her phone"),
        ("", "[perpetrator]\nphone_tracking = true\n", "phone tracking: yes"),
        ("mobile = \"he has it\"", "", "he has it"),
        ("airtag = \"in her car\"", "", "in her car"),
        ("location_sharing = true", "", "location sharing: yes"),
        ("location_shared = true\nspyware = \"maybe on the phone\"", "", "maybe on the phone"),
    ] {
        let screen = HER.screen(&HER.form(top, &format!("{FAR}{below}")));
        let risk = screen.split("Risk to others, as told: ").nth(1).unwrap_or_default();
        assert!(risk.contains(words), "{top}{below}: {screen}");
        assert!(!screen.contains("take it out"), "{top}{below}: {screen}");
        assert!(screen.contains("once you have asked"), "{top}{below}: {screen}");
    }
    let number = HER.screen(&HER.form("phone = \"07700 900123\"", FAR));
    assert!(number.contains("take it out") && !number.contains("07700"), "{number}");
    let check = HER.run("check", &HER.form("phone_tracked = true", FAR), &[]);
    assert!(!String::from_utf8_lossy(&check.stdout).contains("take it out"));
}

#[test]
fn who_works_here_is_heard_under_any_key_of_the_perpetrator() {
    for line in [
        "works_for = \"Refuge\"",
        "employer = \"the refuge\"",
        "works = \"here\"",
        "volunteer = \"at our charity shop\"",
        "knows_staff = \"his aunt is a night worker at the refuge\"",
        "sister_works = \"for us\"",
        "is_staff = true",
        "works_for = \"the refuge\"\nlinked_to_service = false",
    ] {
        let form = HER.form("", &format!("{FAR}[perpetrator]\n{line}\n"));
        let screen = HER.screen(&form);
        assert!(screen.contains("THE PERPETRATOR WORKS HERE"), "{line}: {screen}");
        assert_eq!(HER.answer(&form)["options"], serde_json::json!([]), "{line}");
    }
    let note = HER.screen(&HER.form("notes = \"his sister works at the refuge\"", FAR));
    assert!(note.contains("THE PERPETRATOR WORKS HERE"), "{note}");
    let police =
        HER.screen(&HER.form("", &format!("{FAR}[perpetrator]\njob = \"police officer\"\n")));
    assert!(police.contains("once you have asked"), "{police}");
    let other = HER.screen(&HER.form("", &format!("{FAR}[perpetrator]\njob = \"a baker\"\n")));
    assert!(!other.contains("THE PERPETRATOR WORKS HERE"), "{other}");
}

#[test]
fn what_a_child_is_to_whoever_asks_is_not_said_of_the_perpetrator() {
    let child = "[[person]]\nrole = \"child\"\nage = 8\nsex = \"female\"\n";
    for key in ["relation", "relationship", "who"] {
        let screen = HER.screen(&HER.form("", &format!("{child}{key} = \"daughter\"\n{FAR}")));
        assert!(!screen.contains("The perpetrator, as told"), "{key}: {screen}");
    }
}

#[test]
fn a_need_under_its_own_name_is_sent_where_it_belongs() {
    for (top, below, belongs) in [
        ("deaf = true", "", "interpreter"),
        ("suicidal = true", "", "support under [needs]"),
        ("epilepsy = true", "", "support under [needs]"),
        ("oxygen = true", "", "support under [needs]"),
        ("allergy = \"nuts\"", "", "support under [needs]"),
        ("school = \"primary\"", "", "near under [preferences]"),
        ("", "[preferences]\narea = \"anywhere\"\n", "near under [preferences]"),
    ] {
        let screen = HER.screen(&HER.form(top, &format!("{FAR}{below}")));
        assert!(screen.contains(belongs), "{top}{below}: {screen}");
        assert!(!screen.contains("say it under risk_to_others"), "{top}{below}: {screen}");
    }
}

#[test]
fn people_in_a_table_of_another_name_are_counted() {
    let with = |table: &str| {
        let child = format!("[[{table}]]\nrole = \"child\"\nage = 8\nsex = \"female\"\n");
        findings(&HER.answer(&HER.form("", &format!("{child}{FAR}"))), "sleeping_places")
    };
    let alone = findings(&HER.answer(&HER.form("", FAR)), "sleeping_places");
    assert_ne!(with("person"), alone);
    for table in ["dependants", "others", "household_members"] {
        assert_eq!(with(table), with("person"), "{table}");
    }
}

#[test]
fn an_age_that_is_none_tries_no_single_one() {
    let said = HER.screen(&HER.form("", FAR).replace("age = 34", "age = -1"));
    assert!(!said.contains("every age from 1 to 1") && said.contains("not understood"), "{said}");
}

#[test]
fn a_blank_key_and_an_odd_reference_stop_nobody() {
    let blank = HER.form("", FAR).replace("age = 34", "age = 34\nwas = \"\"\nid = \"\"");
    for form in [
        blank,
        HER.form("", FAR).replace("\"F-01\"", "417"),
        HER.form("", FAR).replace("\"F-01\"", "\"F 01\""),
    ] {
        assert!(HER.screen(&form).contains("OFFER"), "{form}");
    }
    let none = HER.run("recommend", &HER.form("", FAR).replace("\"F-01\"", "\"\""), &[]);
    assert_eq!(none.status.code(), Some(3));
}
