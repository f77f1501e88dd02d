//! Support beside a bed, each pathway as one story at the terminal.

use super::{Shift, has, shown};
use std::fs;

const FORM: &str = "data/sample-sanctuary.toml";

/// A day of November 2026 at ten.
fn day(day: u8) -> String {
    format!("2026-11-{day:02}T10:00:00Z")
}

fn asked() -> Shift {
    let shift = Shift::nothing();
    shift.does(&day(18), &["register", "init", "--estate", "stoke-on-trent"]);
    shift.does(&day(18), &["refer", FORM]);
    shift
}

/// The sample form with something else in it.
fn form_with(shift: &Shift, name: &str, [from, to]: [&str; 2]) -> String {
    let form = fs::read_to_string(FORM).unwrap();
    let changed = form.replace("S-0002", name).replace(from, to);
    assert!(changed.contains(to), "{to}");
    let path = shift.path(&format!("{name}.toml"));
    fs::write(&path, changed).unwrap();
    shown(&path)
}

#[test]
fn a_home_is_made_safer_step_by_step_and_is_left_when_it_is_not() {
    let shift = asked();
    let step = |on: u8, args: &[&str]| shift.does(&day(on), &[&["sanctuary"], args].concat());
    let no = |on: u8, args: &[&str]| shift.refuses(&day(on), &[&["sanctuary"], args].concat());
    let said = no(19, &["decide", "S-0002", "accepted"]);
    has(&said, &["nobody has referred them", "lintel sanctuary refer S-0002"]);
    // Thursday; what is known from the form is not asked again.
    let said = step(19, &["refer", "S-0002"]);
    has(&said, &["Housing Solutions decide (6.4)", "begun by Mon 23 Nov (4.41 a)"]);
    has(&no(19, &["begin", "S-0002"]), &["have not accepted them", "sanctuary decide S-0002"]);
    has(&step(20, &["decide", "S-0002", "accepted"]), &["closed as sanctuary", "sanctuary begin"]);
    has(&shift.does(&day(24), &["clocks"]), &["1 late.", "(4.41 a), 1 working day late"]);
    has(&shift.does(&day(24), &["tonight"]), &["CLOCKS", "LATE: S-0002: risk assessment begun"]);
    step(24, &["begin", "S-0002"]);
    for part in ["practitioner", "police", "fire"] {
        step(24, &["part", "S-0002", part]);
    }
    let assess = ["assess", "S-0002", "cctv,locks-change,door_chain", "--cost", "84.50"];
    has(&no(24, &assess), &["all four parts; missing: housing"]);
    step(24, &["part", "S-0002", "housing"]);
    has(&step(24, &assess), &["for \u{a3}84.50", "must approve it in writing"]);
    let fit = ["fit", "S-0002", "cctv", "--materials", "40", "--labour", "30.25"];
    has(&no(24, &fit), &["they have not agreed to this: CCTV cameras"]);
    let said = step(24, &["agree", "S-0002", "--refuse", "door_chain=hers is fine"]);
    has(&said, &["agrees to: CCTV cameras, change of locks", "Not to: door chain (hers is fine)"]);
    has(&no(24, &fit), &["has not approved the works", "lintel sanctuary approve S-0002"]);
    let said = step(25, &["approve", "S-0002"]);
    has(&said, &["CCTV cameras fitted by Wed 2 Dec (4.41 c)"]);
    has(&no(25, &["plan", "S-0002"]), &["needs have not been assessed"]);
    has(&step(25, &["needs", "S-0002"]), &["plan made by Wed 2 Dec (4.41 b)"]);
    step(25, &["plan", "S-0002"]);
    has(&step(26, &fit), &["CCTV cameras, for \u{a3}70.25", "Nobody has shown them yet"]);
    let said = shift.does(&day(26), &["pathways", "S-0002"]);
    has(&said, &["CCTV cameras (higher)", "change of locks (to fit)", "approved"]);
    let said = step(27, &["end", "S-0002", "--unsafe", "--reason", "he has the code"]);
    has(&said, &["ask for accommodation as S-0002-2, linked to S-0002", "recommend S-0002-2"]);
    has(&shift.does(&day(27), &["tonight"]), &["WHO WAITS - S-0002-2"]);
    has(&no(27, &["end", "S-0002"]), &["the sanctuary had ended"]);
    let clocks = shift.json(&day(27), &["clocks"]);
    assert_eq!(clocks[0]["standing"], "kept_late");
    assert_eq!(clocks[0]["working_days"], 3);
}

#[test]
fn sanctuary_is_not_for_emergencies_nor_behind_a_landlords_back() {
    let shift = asked();
    let danger = ["immediate_danger = false", "immediate_danger = true"];
    shift.does(&day(18), &["refer", &form_with(&shift, "S-0003", danger)]);
    let landlord = ["landlord_consent = true", "landlord_consent = false"];
    shift.does(&day(18), &["refer", &form_with(&shift, "S-0004", landlord)]);
    let there = ["perpetrator_resident = false", "perpetrator_resident = true"];
    shift.does(&day(18), &["refer", &form_with(&shift, "S-0005", there)]);
    for (who, why) in [
        ("S-0003", "never for an emergency"),
        ("S-0004", "the landlord must not know"),
        ("S-0005", "the perpetrator lives there"),
    ] {
        let said = shift.refuses(&day(19), &["sanctuary", "refer", who]);
        has(&said, &[why, &format!("lintel recommend {who}")]);
    }
    let why = shift.json(&day(19), &["sanctuary", "refer", "S-0003"])["why"].clone();
    assert_eq!(why, "life_in_danger");
}

#[test]
fn second_stage_floating_counselling_and_budget_go_beside_each_other() {
    let shift = asked();
    let does = |args: &[&str]| shift.does(&day(20), args);
    let no = |args: &[&str]| shift.refuses(&day(20), args);
    has(&no(&["second-stage", "level", "S-0002", "low"]), &["has not begun", "second-stage begin"]);
    let said = does(&["second-stage", "begin", "S-0002", "--relevant"]);
    has(&said, &["relevant accommodation", "extended with a reason by Sat 20 Nov 2027 (4.15)"]);
    has(&no(&["second-stage", "begin", "S-0002"]), &["runs already; it must end first"]);
    does(&["second-stage", "level", "S-0002", "flex"]);
    let unsaid = ["second-stage", "level", "S-0002", "low", "--extended"];
    has(&shift.does_not_understand(&day(20), &unsaid), &["--reason"]);
    does(&["floating", "begin", "S-0002"]);
    has(&does(&["floating", "contact", "S-0002"]), &["1 contact so far"]);
    has(&no(&["counselling", "session", "S-0002", "2"]), &["has not been referred"]);
    does(&["counselling", "refer", "S-0002", "2", "--kind", "play therapy"]);
    has(&does(&["counselling", "session", "S-0002", "2"]), &["Person 2 of S-0002", "number 1"]);
    has(&no(&["budget", "spend", "S-0002", "5"]), &["\u{a3}0.00 is left"]);
    does(&["budget", "set", "S-0002", "50"]);
    let said = does(&["budget", "spend", "S-0002", "12.50", "--purpose", "travel"]);
    has(&said, &["\u{a3}37.50 of \u{a3}50.00 is left"]);
    has(&no(&["budget", "spend", "S-0002", "37.51"]), &["never below zero"]);
    has(&no(&["support", "review", "S-0002", "income_debt"]), &["no need", "support need"]);
    does(&["support", "need", "S-0002", "income_debt"]);
    has(&does(&["support", "review", "S-0002", "income_debt", "--positive"]), &["progress in"]);
    does(&["support", "give", "S-0002", "advice,housing", "--person", "2", "--childrens"]);
    has(&no(&["support", "give", "S-0002", "advice", "--person", "9"]), &["S-0002 has 1, 2"]);
    let said = does(&["pathways"]);
    has(&said, &["1 household of a caseload of 15 at least (4.13)", "1 contact", "person 2"]);
    let json = shift.json(&day(20), &["pathways"]);
    assert_eq!(json["households"][0]["budget_pence"]["left"], 3750);
}

#[test]
fn what_was_recorded_of_support_is_put_right_with_all_that_follows() {
    let shift = asked();
    let does = |args: &[&str]| shift.does(&day(20), args);
    does(&["budget", "set", "S-0002", "50"]);
    does(&["budget", "spend", "S-0002", "40"]);
    let said = shift.refuses(&day(20), &["correct", "2", "pence=3000"]);
    has(&said, &["this would undo the spending of S-0002, event 3"]);
    has(&does(&["correct", "2", "pence=4500"]), &["in the place of event 2", "\u{a3}5.00 of"]);
    does(&["support", "give", "S-0002", "advice"]);
    has(&does(&["correct", "5", "types=advice,general"]), &["advice, general"]);
    let said = shift.does_not_understand(&day(20), &["correct", "6", "types=advise"]);
    has(&said, &["types is one of general", "not advise"]);
    does(&["annul", "3"]);
    has(&does(&["pathways", "S-0002"]), &["\u{a3}45.00 of \u{a3}45.00 is left"]);
}

#[test]
fn what_concerns_the_service_is_kept_too() {
    let shift = asked();
    let does = |args: &[&str]| shift.does(&day(20), &[&["service"], args].concat());
    has(&does(&["staff", "12.5"]), &["12.50 full-time equivalents"]);
    let incident = ["incident", "safeguarding", "--text", "at the door", "--of", "S-0002"];
    has(&does(&incident), &["10.6"]);
    has(&does(&["complaint", "the heating", "--upheld"]), &["recorded (10.5)"]);
    has(&does(&["survey", "felt safe", "5"]), &["5 of \"felt safe\""]);
    let said = shift.does(&day(20), &["support", "buddy", "S-0002", "buddy-1"]);
    has(&said, &["buddy-1 is the buddy of S-0002 (5.2)"]);
}

#[test]
fn an_erased_household_leaves_its_counts_and_no_words() {
    let shift = asked();
    shift.does(&day(19), &["sanctuary", "refer", "S-0002", "--holder", "her sister"]);
    let declined = ["sanctuary", "decide", "S-0002", "declined", "--reason", "no local link"];
    shift.does(&day(19), &declined);
    shift.does(&day(19), &["counselling", "refer", "S-0002", "--provider", "the clinic"]);
    shift.does(&day(20), &["erase", "S-0002", "--ordered"]);
    let left = shift.does(&day(20), &["register", "export"]);
    has(&left, &["sanctuary_determined", "counselling_referred", "\"erased\":true"]);
    for gone in ["her sister", "no local link", "the clinic", "immediate_danger"] {
        assert!(!left.contains(gone), "{gone}");
    }
    shift.does(&day(20), &["register", "verify"]);
}
