//! Whole nights, from the call to the departure.

use super::{Shift, flowing, has, text};
use std::process::{Command, Stdio};

#[test]
fn a_night_goes_from_the_call_to_the_departure() {
    let shift = Shift::new();
    let said = shift.does("21:40", &["refer", "data/sample-referral.toml"]);
    has(&said, &["S-0001 is open and waits.", "lintel recommend S-0001", "event 31 by duty"]);
    let said = shift.does("21:41", &["hold", "S-0001", "larch-1"]);
    has(
        &said,
        &["Larch-1 is held for S-0001 until Fri 20 Nov 22:11", "nobody has decided about: pets"],
    );
    has(&said, &["until it is granted: lintel grant S-0001 Larch-1."]);
    let said = shift.does("21:42", &["grant", "S-0001", "Larch-1", "--reason", "the dog is small"]);
    has(&said, &["Granted to S-0001 for Larch-1: pets.", "lintel hold S-0001 Larch-1"]);
    let said = shift.does("21:43", &["offer", "S-0001"]);
    has(&said, &["Larch-1 is offered to S-0001", "They say yes: lintel accept S-0001 Larch-1"]);
    assert!(!said.contains("decided"), "it has been granted: {said}");
    let said = shift
        .does("21:50", &["end-claim", "S-0001", "--why", "declined", "--reason", "shared kitchen"]);
    has(
        &said,
        &["they said no; it costs them nothing", "It is vacant.", "lintel recommend S-0001"],
    );
    shift.does("21:52", &["grant", "S-0001", "Siskin"]);
    shift.does("21:53", &["offer", "S-0001", "Siskin", "--minutes", "90"]);
    let said = shift.does("22:10", &["accept", "S-0001", "--expected", "23:30"]);
    has(&said, &["S-0001 has accepted Siskin. They are expected Fri 20 Nov 23:30."]);
    let said = shift.does("+00:20", &["arrive", "S-0001", "--at", "yesterday 23:45"]);
    has(&said, &["S-0001 lives in Siskin.", "it happened Fri 20 Nov 23:45", "lintel tonight"]);
    assert_eq!(shift.unit("+00:21", "Siskin"), "lived_in");
    let said = shift.does("+09:00", &["expect-departure", "S-0001", "2026-12-01"]);
    has(&said, &["expected to leave Tue 1 Dec. Nothing is freed by that."]);
    let said = shift.does("+09:05", &["join", "S-0001", "child", "0", "female"]);
    has(&said, &["S-0001 has one person more: child, 0, as 4.", "lintel recommend S-0001"]);
    let said = shift.does("+09:06", &["leave", "S-0001", "3", "--reason", "at her aunt's"]);
    has(&said, &["S-0001 is one fewer: 3 has left."]);
    let said = shift.does("+10:00", &["transfer", "S-0001", "Sanderling"]);
    has(&said, &["S-0001 lives in Sanderling now. Siskin is being made ready until"]);
    let left =
        ["depart", "S-0001", "--because", "stopped_needing", "--planned", "--to", "her own flat"];
    has(
        &shift.does("+11:00", &left),
        &["S-0001 has left. Sanderling is being made ready until", "lintel made-ready Sanderling"],
    );
    shift.does("22:00", &["refer", "data/sample-night/R-0501.toml"]);
    let too_soon = shift.refuses("+11:01", &["hold", "R-0501", "Sanderling"]);
    has(&too_soon, &["Sanderling"]);
    has(&shift.does("+11:02", &["made-ready", "Sanderling"]), &["Sanderling is vacant."]);
    shift.does("+11:03", &["hold", "R-0501", "Sanderling"]);
    shift.does("+11:01", &["register", "verify"]);
}

#[test]
fn a_referral_is_closed_in_each_of_its_ways() {
    let shift = Shift::new();
    for k in 1..=6 {
        shift.does("21:45", &["refer", &format!("data/sample-night/R-050{k}.toml")]);
    }
    let said = shift.does("22:00", &["turn-away", "R-0502", "capacity"]);
    has(&said, &["R-0502 is closed: turned away"]);
    has(
        &shift.does("22:01", &["place-elsewhere", "R-0503", "council"]),
        &["placed elsewhere (council)"],
    );
    has(&shift.does("22:02", &["withdraw", "R-0504", "--reason", "at a friend's"]), &["withdrawn"]);
    has(&shift.does("22:03", &["duplicate", "R-0505", "R-0506"]), &["the same as R-0506"]);
    has(&shift.does("22:04", &["contact", "R-0506", "--how", "telephone"]), &["was not reached"]);
    has(&shift.does("22:05", &["contact", "R-0506", "--reached"]), &["R-0506 was reached."]);
    let refused = shift.refuses("22:06", &["hold", "R-0502", "Dunlin"]);
    has(
        &refused,
        &["R-0502 was not open then: it is closed: turned away.", "lintel history R-0502"],
    );
    let kept = shift.json("22:07", &["history", "R-0502"]);
    let last = kept.as_array().unwrap().last().unwrap();
    assert_eq!(last["reason"], "capacity");
    // What the program would have said is kept beside what the worker said.
    assert_eq!(last["x_outcome"], "capacity");
}

#[test]
fn what_the_program_says_is_kept_beside_the_reason_given() {
    let shift = Shift::new();
    let form = super::shown(&shift.path("W-1.toml"));
    let text = "reference = \"W-1\"\nsource = \"self\"\nimmediate_danger = true\nhomeless_before = false\n\
        [[person]]\nrole = \"adult\"\nage = 30\nsex = \"male\"\n\
        [needs]\nmobility = \"wheelchair\"\nsubstance_use = \"current\"\n";
    std::fs::write(&form, text).unwrap();
    shift.does("21:40", &["refer", &form]);
    let proposed = shift.json("21:41", &["recommend", "W-1"]);
    let reason = proposed["outcome_if_none"].as_str().unwrap().to_owned();
    shift.does("21:42", &["turn-away", "W-1", &reason]);
    let kept = shift.json("21:43", &["history", "W-1"]);
    let last = kept.as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["x_outcome"], reason.as_str());
    if reason != "capacity" {
        assert_eq!(last["barrier"], proposed["barrier"], "named by the program, and taken");
    }
}

#[test]
fn a_unit_is_repaired_closed_and_opened_again() {
    let shift = Shift::with_her();
    shift.does("21:50", &["hold", "S-0001", "Larch-1"]);
    let said =
        shift.does("21:55", &["void", "Larch-1", "--reason", "leak", "--expected", "tomorrow"]);
    has(
        &said,
        &["Larch-1 is under repair, expected to be ready Sat 21 Nov.", "lintel void-end Larch-1"],
    );
    has(
        &said,
        &[
            "It was held for S-0001, and that has ended: they need another unit, lintel recommend S-0001.",
        ],
    );
    has(&shift.does("21:56", &["void-end", "Larch-1"]), &["Larch-1 is vacant."]);
    has(
        &shift.does("21:57", &["close-unit", "Larch-1"]),
        &["Larch-1 is closed.", "lintel open-unit Larch-1"],
    );
    has(&shift.does("21:58", &["open-unit", "Larch-1"]), &["Larch-1 is vacant."]);
    let said = shift.does("21:59", &["void", "Alder-1", "--reason", "leak"]);
    has(&said, &["under repair while somebody lives there"]);
    has(
        &shift.does("22:00", &["tonight"]),
        &["TO LOOK AT", "Alder-1 is under repair since Fri 20 Nov 21:59 while R-0367 lives there"],
    );
}

#[test]
fn a_claim_on_what_does_not_suit_proposes_no_decision() {
    let shift = Shift::new();
    shift.does("21:40", &["refer", "data/sample-referral.toml"]);
    let said = shift.does("21:41", &["hold", "S-0001", "Clover-3"]);
    has(
        &said,
        &[
            "It does not suit them, and no decision can change that: ",
            "too few beds",
            "lintel recommend S-0001",
        ],
    );
    assert!(!said.contains("lintel grant"), "{said}");
    let sheet = shift.does("21:42", &["tonight"]);
    has(&sheet, &["the hold although it does not suit: ", "too few beds"]);
    assert!(!sheet.contains("lintel grant S-0001 Clover-3"), "{sheet}");
    let asked = shift.does_not_understand("21:43", &["grant", "S-0001", "Clover-3"]);
    has(&asked, &["no decision would open it"]);
}

#[test]
fn the_handover_sheet_fits_a_page_width_and_says_everything() {
    let shift = Shift::with_her();
    for k in 1..=6 {
        shift.does("21:45", &["refer", &format!("data/sample-night/R-050{k}.toml")]);
    }
    shift.does("21:46", &["hold", "R-0503", "Siskin"]);
    shift.does("21:47", &["offer", "S-0001", "Larch-1"]);
    shift.does("21:48", &["accept", "S-0001", "--expected", "22:30"]);
    shift.does("21:49", &["note", "S-0001", "Rings at seven."]);
    shift.does("21:50", &["note", "Dunlin", "The boiler is loud."]);
    shift.does("21:51", &["expect-departure", "R-0367", "2026-12-01"]);
    shift.does("21:52", &["grant", "R-0504", "Clover-3", "safe_place_purpose", "--refuse"]);
    let sheet = shift.prints("22:00", &["tonight"]);
    for line in sheet.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let said = flowing(&sheet);
    has(
        &said,
        &[
            "vacant: Clover-3, Dunlin, Sanderling.",
            "WHO WAITS",
            "R-0502 since Fri 20 Nov 21:45, 15 minutes, IN DANGER NOW",
        ],
    );
    has(&said, &["S-0001 to Larch-1, expected Fri 20 Nov 22:30"]);
    has(&said, &["Siskin is held for R-0503 until Fri 20 Nov 22:16, for 16 minutes more"]);
    has(
        &said,
        &[
            "R-0367 from Alder-1, Tue 1 Dec",
            "about S-0001: Rings at seven.",
            "about Dunlin: The boiler is loud.",
        ],
    );
    has(&said, &["R-0504, Clover-3: NOT granted"]);
    has(
        &said,
        &["Alder-3 lived in R-0312 since Fri 17 Jul Alder-4", "HEAD OF THE REGISTER", "signature"],
    );
    let late = shift.does("23:00", &["tonight"]);
    has(&late, &["S-0001 to Larch-1, OVERDUE: expected Fri 20 Nov 22:30"]);
}

#[test]
fn of_two_workers_one_gets_the_unit() {
    let shift = Shift::new();
    shift.does("21:45", &["refer", "data/sample-night/R-0501.toml"]);
    shift.does("21:45", &["refer", "data/sample-night/R-0503.toml"]);
    let started: Vec<_> = ["R-0501", "R-0503"]
        .map(|of| {
            let mut command = shift.command("21:50", &["hold", of, "Dunlin"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .into_iter()
        .collect();
    let ended: Vec<_> =
        started.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    let codes: Vec<_> = ended.iter().map(|output| output.status.code().unwrap()).collect();
    assert!(codes == [0, 1] || codes == [1, 0], "{codes:?}");
    let told = ended.iter().find(|output| output.status.code() == Some(1)).unwrap();
    let told = flowing(&text(&told.stderr));
    has(
        &told,
        &["Dunlin has been held since Fri 20 Nov 21:50 for somebody else, until Fri 20 Nov 22:20."],
    );
}

#[test]
fn every_next_step_can_be_typed_as_it_stands() {
    let shift = Shift::with_her();
    // Where the register is named by flags, they are part of what is typed next.
    let flags = [
        "--register".to_owned(),
        super::shown(&shift.path("night")),
        "--key".to_owned(),
        super::shown(&shift.path("night.key")),
    ];
    let folder = std::path::Path::new(env!("CARGO_BIN_EXE_lintel")).parent().unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut typed = format!("lintel hold S-0001 Larch-1 {}", flags.join(" "));
    for k in 0..4 {
        let output = Command::new("sh")
            .args(["-c", &typed])
            .env("PATH", &path)
            .env("LINTEL_NOW", format!("2026-11-20T21:5{k}:00Z"))
            .env_remove("LINTEL_REGISTER")
            .env_remove("LINTEL_KEY")
            .output()
            .unwrap();
        let said = flowing(&text(&output.stdout));
        assert!(output.status.success(), "{typed}: {}", text(&output.stderr));
        // The first of what comes next: offer, accept, arrive, hand over.
        let next = said.split("What comes next").nth(1).unwrap();
        let next = next.split("lintel ").nth(1).unwrap();
        let next = next.split(" - ").next().unwrap().split(" Recorded as").next().unwrap();
        typed = format!("lintel {next}");
        has(&typed, &["--register", "--key"]);
    }
    assert!(typed.starts_with("lintel tonight"), "{typed}");
    assert_eq!(shift.unit("22:00", "Larch-1"), "lived_in");
}

#[test]
fn the_same_request_is_recorded_once() {
    let shift = Shift::with_her();
    let hold = ["hold", "S-0001", "Larch-1", "--request", "tap-1"];
    has(&shift.does("21:50", &hold), &["Recorded as event 33"]);
    has(&shift.does("21:51", &hold), &["It was recorded before, as event 33", "22:20"]);
    let other = shift.refuses("21:52", &["hold", "S-0001", "Siskin", "--request", "tap-1"]);
    has(&other, &["another thing was recorded under this request before"]);
}
