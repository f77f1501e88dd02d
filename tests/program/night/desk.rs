//! The desk asks the register: who lives where, what is claimed, granted and waiting comes from it.

use super::{Shift, flowing, has, text};
use serde_json::Value;
use std::fs;

fn names(answer: &Value, list: &str) -> Vec<String> {
    let listed = answer[list].as_array().unwrap().iter();
    listed.map(|one| one["unit"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_household_is_asked_about_by_its_reference() {
    let shift = Shift::with_her();
    let answer = shift.json("21:45", &["recommend", "S-0001"]);
    assert_eq!(answer["at"], "2026-11-20T21:45:00Z");
    assert_eq!(names(&answer, "options"), ["Larch-1"], "it was granted");
    assert_eq!(answer["stale"], false);
    let screen = shift.does("21:45", &["recommend", "S-0001"]);
    has(
        &screen,
        &["granted: the manager on call has agreed", "the register's word of Fri 20 Nov 21:45"],
    );
    has(&screen, &["Hold it before you promise it: lintel hold S-0001 Larch-1."]);
    assert!(!screen.contains("Ring the unit's staff"), "{screen}");
    let unknown = shift.run("21:45", &["recommend", "R-9999"]);
    assert_eq!(unknown.status.code(), Some(1));
    has(
        &flowing(&text(&unknown.stderr)),
        &["neither a file nor a referral that the register knew", "999"],
    );
    shift.does("21:46", &["withdraw", "S-0001"]);
    let closed = shift.run("21:47", &["recommend", "S-0001"]);
    has(&flowing(&text(&closed.stderr)), &["S-0001 is closed (withdrawn)", "repeat_of"]);
}

#[test]
fn a_claim_is_vacant_to_its_own_household_alone() {
    let shift = Shift::with_her();
    shift.does("21:45", &["refer", "data/sample-night/R-0503.toml"]);
    shift.does("21:46", &["hold", "R-0503", "Siskin"]);
    let vacant = |of: &str| {
        let answer = shift.json("21:47", &["recommend", of]);
        let units = answer["units"].as_array().unwrap();
        units.iter().find(|unit| unit["unit"] == "Siskin").unwrap()["vacant"].as_bool().unwrap()
    };
    assert!(vacant("R-0503"));
    assert!(!vacant("S-0001"));
    let row = shift.prints("21:47", &["units"]);
    has(&row, &["Siskin      3 in 2   1     steps     own     visiting  yes   any    claimed"]);
    // Before the hold it was everybody's.
    let before = shift.json("21:47", &["recommend", "S-0001", "--at", "21:45"]);
    assert!(
        before["units"]
            .as_array()
            .unwrap()
            .iter()
            .any(|u| u["unit"] == "Siskin" && u["vacant"] == true)
    );
}

#[test]
fn an_allocation_holds_all_that_it_proposes_or_nothing() {
    let shift = Shift::with_her();
    for k in 1..=6 {
        shift.does("21:45", &["refer", &format!("data/sample-night/R-050{k}.toml")]);
    }
    let proposed = shift.json("21:46", &["allocate"]);
    let placed = proposed["placed"].as_array().unwrap().len();
    assert!(placed >= 3);
    assert_eq!(shift.events(), 39, "by itself it holds nothing");
    // One form stands in no register: nothing is held.
    let folder = shift.path("forms");
    fs::create_dir(&folder).unwrap();
    for name in ["R-0501", "R-0503", "R-0504"] {
        fs::copy(format!("data/sample-night/{name}.toml"), folder.join(format!("{name}.toml")))
            .unwrap();
    }
    let stranger = fs::read_to_string("data/sample-night/R-0503.toml").unwrap();
    fs::write(folder.join("X-1.toml"), stranger.replace("R-0503", "X-1")).unwrap();
    let refused = shift.refuses("21:47", &["allocate", &super::shown(&folder), "--hold"]);
    has(
        &refused,
        &[
            "Nothing was held: all of it, or none.",
            "for X-1: no such referral was known then.",
            "lintel refer FORM",
        ],
    );
    let said = shift.does("21:48", &["allocate", "--hold"]);
    has(&said, &["HELD", "Larch-1 for S-0001 until Fri 20 Nov 22:18: lintel offer S-0001 Larch-1"]);
    assert_eq!(shift.events(), 39 + placed);
}

#[test]
fn explain_outlook_and_check_ask_the_register_too() {
    let shift = Shift::with_her();
    shift.does("21:45", &["refer", "data/sample-night/R-0503.toml"]);
    shift.does("21:46", &["hold", "R-0503", "Siskin"]);
    has(
        &shift.does("21:47", &["explain", "S-0001", "--unit", "Siskin"]),
        &["This unit is not vacant.", "the register's word"],
    );
    let outlook = shift.json("21:47", &["outlook", "S-0001"]);
    assert_eq!(outlook["at"], "2026-11-20T21:47:00Z");
    has(&shift.does("21:47", &["check", "S-0001"]), &["S-0001: in order; a referral for 3 people"]);
}

#[test]
fn a_forecast_begins_with_whoever_lives_here_by_the_register() {
    let shift = Shift::with_her();
    let scenario = shift.path("now.toml");
    fs::write(&scenario, "base = \"stoke-37\"\nname = \"now\"\nstart = \"2026-11-21\"\nyears = 1\nstart_state = \"occupancy\"\nreplications = 4\n").unwrap();
    let scenario = super::shown(&scenario);
    let forecast = |out: &str, now: &str| {
        let out = super::shown(&shift.path(out));
        shift.prints(now, &["forecast", &scenario, "--out", &out, "--threads", "1"]);
        fs::read_to_string(format!("{out}/manifest.json")).unwrap()
    };
    let first = forecast("first", "21:50");
    assert!(first.contains("register/state") && first.contains("register/head"), "{first}");
    assert_eq!(forecast("again", "21:55"), first, "nothing has happened between");
    shift.does("22:00", &["depart", "R-0367"]);
    assert_ne!(forecast("after", "22:05"), first, "one household fewer");
}

#[test]
fn a_register_of_nobody_says_so_before_it_offers_anything() {
    let shift = Shift::empty();
    let said = shift.does("21:40", &["recommend", "data/sample-referral.toml"]);
    has(&said, &["BY THE REGISTER NOBODY LIVES HERE"]);
    let shift = Shift::with_her();
    assert!(!shift.does("21:45", &["recommend", "S-0001"]).contains("NOBODY LIVES HERE"));
}
