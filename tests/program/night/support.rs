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

/// The same of a household that asks again: the reference of the first stays where it is named.
fn form_again(shift: &Shift, name: &str, [from, to]: [&str; 2]) -> String {
    let form = fs::read_to_string(FORM).unwrap();
    let changed = form.replace("reference = \"S-0002\"", &format!("reference = \"{name}\""));
    let path = shift.path(&format!("{name}.toml"));
    fs::write(&path, changed.replace(from, to)).unwrap();
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
    // To stay where it is not safe is no answer any more, and whether they are in danger now was not asked again.
    let said = shift.does(&day(27), &["recommend", "S-0002-2"]);
    has(&said, &["IN DANGER NOW?"]);
    assert!(!said.contains("WISHES TO STAY AT HOME"), "{said}");
    let said = shift.does(&day(27), &["pathways", "S-0002"]);
    has(&said, &["a new form names S-0002 as the earlier referral: lintel refer FORM"]);
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
fn who_is_in_danger_since_they_were_referred_goes_on_waiting() {
    let shift = asked();
    shift.does(&day(19), &["sanctuary", "refer", "S-0002"]);
    let danger = ["immediate_danger = false", "immediate_danger = true"];
    let form = form_with(&shift, "S-0002", danger);
    let said = shift.does(&day(20), &["amend", &form]);
    has(&said, &["referred for sanctuary too, which is never for an emergency (4.38)"]);
    let accepted = ["sanctuary", "decide", "S-0002", "accepted"];
    let said = shift.refuses(&day(20), &accepted);
    has(&said, &["never for an emergency", "lintel recommend S-0002", "lintel amend FORM"]);
    let why = shift.json(&day(20), &accepted)["why"].clone();
    assert_eq!(why, "life_in_danger");
    has(&shift.does(&day(20), &["tonight"]), &["S-0002 since Wed 18 Nov 10:00"]);
    let before = [&accepted[..], &["--at", "2026-11-19T12:00:00Z"]].concat();
    has(&shift.refuses(&day(20), &before), &["never for an emergency"]);
    shift.does(&day(20), &["sanctuary", "decide", "S-0002", "declined"]);
    // What cannot be recorded cannot be put in the place of something else either.
    for changes in
        [&["4", "accepted=true"][..], &["3", "event=sanctuary_determined", "accepted=true"]]
    {
        let correct = [&["correct"], changes].concat();
        has(&shift.refuses(&day(20), &correct), &["never for an emergency", "recommend S-0002"]);
        assert_eq!(shift.json(&day(20), &correct)["why"], "life_in_danger");
    }
    shift.does(&day(20), &["correct", "4", "reason=in danger"]);
    // Once the danger is over they may ask again.
    shift.does(&day(21), &["amend", FORM]);
    shift.does(&day(21), &["sanctuary", "refer", "S-0002"]);
    shift.does(&day(21), &accepted);
}

#[test]
fn who_turns_out_to_have_been_unsafe_at_home_asks_for_another() {
    let shift = asked();
    shift.does(&day(19), &["sanctuary", "refer", "S-0002"]);
    shift.does(&day(20), &["sanctuary", "decide", "S-0002", "accepted"]);
    shift.does(&day(20), &["sanctuary", "end", "S-0002", "--reason", "moved"]);
    let said = shift.does(&day(21), &["correct", "4", "into_accommodation=true"]);
    has(&said, &["ask for accommodation as S-0002-2, linked to S-0002", "recommend S-0002-2"]);
    has(&shift.does(&day(21), &["tonight"]), &["S-0002-2"]);
    // Another word of it asks for nothing more.
    let said = shift.does(&day(21), &["correct", "5", "reason=he has the code"]);
    assert!(!said.contains("S-0002-3"), "{said}");
}

#[test]
fn whoever_lives_here_and_has_a_sanctuary_too_is_told_that_it_runs_on() {
    let shift = asked();
    shift.does(&day(19), &["sanctuary", "refer", "S-0002"]);
    shift.does(&day(19), &["sanctuary", "decide", "S-0002", "accepted"]);
    let again = ["source = \"agency\"", "source = \"agency\"\nrepeat_of = \"S-0002\""];
    shift.does(&day(20), &["refer", &form_again(&shift, "S-0006", again)]);
    let said = shift.does(&day(20), &["arrive", "S-0006", "Larch-1"]);
    has(&said, &["The sanctuary of S-0002 runs on", "lintel sanctuary end S-0002"]);
}

#[test]
fn what_was_kept_late_says_what_became_of_it() {
    let shift = asked();
    let does = |at: &str, args: &[&str]| shift.does(at, args);
    does("2026-11-18T11:00:00Z", &["second-stage", "begin", "S-0002"]);
    let extended =
        ["second-stage", "level", "S-0002", "low", "--extended", "--reason", "no home yet"];
    does("2027-12-01T10:00:00Z", &extended);
    let said = does("2027-12-01T10:00:00Z", &["clocks"]);
    has(&said, &["by Thu 18 Nov (4.15), done on Wed 1 Dec"]);
    assert!(!said.contains("never"), "{said}");
    // Extended in time it may end whenever it does.
    does("2027-12-02T10:00:00Z", &["second-stage", "end", "S-0002"]);
    does("2027-12-02T11:00:00Z", &["second-stage", "begin", "S-0002"]);
    does("2028-11-30T11:00:00Z", &extended);
    does("2029-02-01T11:00:00Z", &["second-stage", "end", "S-0002"]);
    let clocks = shift.json("2029-02-01T12:00:00Z", &["clocks"]);
    assert_eq!(clocks.as_array().unwrap().len(), 1, "{clocks}");
    // What was needed no more before it was done was not done.
    let as_it_is = ["age = 34", "age = 34"];
    does("2027-12-03T10:00:00Z", &["refer", &form_with(&shift, "S-0007", as_it_is)]);
    does("2027-12-03T10:00:00Z", &["sanctuary", "refer", "S-0007"]);
    does("2027-12-20T10:00:00Z", &["withdraw", "S-0007"]);
    let said = does("2027-12-20T10:00:00Z", &["clocks"]);
    has(&said, &["by Tue 7 Dec (4.41 a), not done by Mon 20 Dec, when it was needed no more"]);
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
