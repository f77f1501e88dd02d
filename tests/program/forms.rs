//! What the further keys of a form change in the answer, and what they leave as it is.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::bad_input::patch::Change::{Swap, Swaps};
use crate::bad_input::patch::{Change, Copied, File};
use crate::typed::deserved;
use serde_json::Value as Json;

/// What `recommend` answers to the sample form with a change.
fn answer(change: Change) -> Json {
    recommended(&Copied::with(File::Referral, change))
}

fn recommended(copied: &Copied) -> Json {
    let said = copied.run(&["recommend", "referral.toml", "--format", "json"]);
    assert_eq!(said.code, deserved(&said.stdout), "{said:?}");
    serde_json::from_str(&said.stdout).unwrap()
}

fn units(answer: &Json) -> &[Json] {
    answer["units"].as_array().unwrap()
}

/// The rules of a list of findings.
fn rules(findings: &Json) -> Vec<&str> {
    findings.as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// The fields that an answer owns up to not having checked.
fn fields(answer: &Json) -> Vec<&str> {
    let listed = answer["not_checked"].as_array().unwrap();
    listed.iter().map(|not| not["field"].as_str().unwrap()).collect()
}

#[test]
fn babies_expected_are_advice_where_cots_are_few_and_never_a_bar() {
    let plain = recommended(&Copied::new());
    let expecting = answer(Swap("unborn = 0", "unborn = 2"));
    let listed = std::fs::read_to_string("data/stoke-on-trent/units.csv").unwrap();
    let mut advised = 0;
    for ((before, after), row) in
        units(&plain).iter().zip(units(&expecting)).zip(listed.lines().skip(1))
    {
        assert_eq!(before["breaches"], after["breaches"]);
        let cots: u32 = row.split(',').nth(3).unwrap().parse().unwrap();
        assert_eq!(rules(&after["advice"]).contains(&"cots"), cots < 2, "{row}");
        assert!(!rules(&before["advice"]).contains(&"cots"));
        advised += usize::from(cots < 2);
    }
    assert!(advised > 0);
}

#[test]
fn who_works_here_is_a_decision_at_every_unit() {
    let linked = answer(Swap("linked_to_service = false", "linked_to_service = true"));
    assert_eq!(linked["options"].as_array().unwrap().len(), 0);
    for unit in units(&linked) {
        assert!(rules(&unit["breaches"]).contains(&"perpetrator_check"), "{unit}");
    }
    let unknown = answer(Swap("linked_to_service = false", "linked_to_service = \"unknown\""));
    assert_eq!(fields(&unknown), ["perpetrator.linked_to_service"]);
    assert_eq!(unknown["options"], recommended(&Copied::new())["options"]);
}

#[test]
fn whoever_wishes_to_leave_the_area_finds_that_first_and_loses_no_offer() {
    let plain = recommended(&Copied::new());
    let leaves = answer(Swap("other_area = false", "other_area = true"));
    assert_eq!(leaves["alternatives"][0]["route"], "other_area");
    assert_eq!(leaves["options"], plain["options"]);
    let young =
        answer(Swaps(&[("other_area = false", "other_area = true"), ("age = 34", "age = 15")]));
    let routes: Vec<&str> = young["alternatives"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alternative| alternative["route"].as_str().unwrap())
        .collect();
    assert_eq!(routes[..2], ["childrens_emergency_duty_team", "other_area"]);
}

#[test]
fn danger_that_is_not_known_counts_and_homelessness_does_not() {
    let unknown = answer(Swaps(&[
        ("immediate_danger = true", "immediate_danger = \"unknown\""),
        ("homeless_before = false", "homeless_before = \"unknown\""),
    ]));
    let plain = recommended(&Copied::new());
    assert_eq!(unknown["units"], plain["units"]);
    assert_eq!(unknown["options"], plain["options"]);
    assert_eq!(fields(&unknown), ["immediate_danger", "homeless_before"]);
}

#[test]
fn whoever_comes_later_counts_from_the_start() {
    let later = answer(Swap("age = 9\n", "age = 9\narrives = \"2026-11-24\"\n"));
    assert_eq!(later["units"], recommended(&Copied::new())["units"]);
}

/// It is true of a setting with no such places, and tells nothing of who lives in one that has some.
#[test]
fn no_words_say_that_places_for_complex_needs_are_taken() {
    let complex = answer(Swap("complex = false", "complex = true"));
    let mut found = 0;
    for unit in units(&complex) {
        for breach in unit["breaches"].as_array().unwrap() {
            if breach["rule"] == "complex_needs" {
                found += 1;
                let text = breach["text"].as_str().unwrap();
                assert_eq!(text, "There is no free place here for a household with complex needs.");
            }
        }
    }
    assert!(found > 0);
    let open = answer(Swap("complex = false", "complex = \"unknown\""));
    for (barred, asked) in units(&complex).iter().zip(units(&open)) {
        let barred = barred["breaches"].as_array().unwrap();
        let asked = asked["breaches"].as_array().unwrap();
        assert_eq!(barred.len(), asked.len());
        for (barred, asked) in barred.iter().zip(asked) {
            let open = barred["rule"] == "complex_needs";
            assert_eq!(asked["decision"], barred["decision"].as_bool().unwrap() || open);
        }
    }
}
