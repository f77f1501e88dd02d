//! Begin, import, export, ask.

use super::{Kept, WHEN, bytes_in, holds, in_postgres_too, received, text};
use crate::typed::{flowing, program};
use serde_json::{Value, json};
use std::fs;

in_postgres_too!(
    what_is_exported_is_what_was_imported,
    an_import_is_whole_or_nothing_and_says_every_line,
    a_list_of_who_lives_where_is_carried_in,
    once_the_files_mean_something_else_they_are_recorded_first,
    two_taps_are_one_event
);

#[test]
fn what_is_exported_is_what_was_imported() {
    let kept = Kept::lived_in();
    let exported = kept.does(&["export"]);
    let first: Value = serde_json::from_str(exported.lines().next().unwrap()).unwrap();
    // Before anything else the program recorded the files.
    assert_eq!(first["event"], "estate_recorded");
    assert_eq!(first["by"], "lintel");
    assert_eq!(first["at"], WHEN);
    let other = Kept::new();
    let file = other.path("exported.jsonl");
    fs::write(&file, &exported).unwrap();
    other.does(&["import", file.to_str().unwrap()]);
    assert_eq!(other.does(&["export"]), exported);
    let at = ["--at", "2026-11-03T00:00:00Z"];
    assert_eq!(other.state(&at), kept.state(&at));
}

#[test]
fn an_import_is_whole_or_nothing_and_says_every_line() {
    let kept = Kept::new();
    let file = kept.file(&[
        received("R1", "2026-11-01T10:00:00Z"),
        json!({"at": "2026-11-02T10:00:00Z", "event": "arrived", "referral": "R7", "unit": "A"}),
        json!({"at": "2026-11-02T10:00:00Z", "event": "flown", "referral": "R1"}),
        json!({"at": "2026-11-02T10:00:00Z", "event": "arrived", "referral": "R1", "unit": "A"}),
        json!({"at": "2026-11-01T09:00:00Z", "event": "referral_received", "referral": "R1", "form": {}}),
        json!({"at": "2026-11-02T09:00:00Z", "event": "unit_closed", "unit": "A"}),
    ]);
    let told = kept.fails(&["import", &file, "--format", "json"], 3);
    let told: Value = serde_json::from_str(&told).unwrap();
    let short: Vec<Value> = told["issues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|issue| json!([issue["line"], issue["event"], issue["why"], issue["names"]]))
        .collect();
    assert_eq!(
        Value::from(short),
        json!([
            [2, "arrived", "unknown_referral", null],
            [3, "flown", "unknown_event", null],
            [5, "referral_received", "bad_form", null],
            [6, "unit_closed", "breaks_later", 2],
        ])
    );
    let form = told["issues"][2]["text"].as_str().unwrap();
    assert!(form.contains("; person: ") && form.contains("; immediate_danger: "), "{form}");
    assert!(kept.fails(&["import", &file], 3).contains("4 lines were refused"));
    assert_eq!(kept.does(&["export"]), "");
    assert_eq!(kept.state(&[])["units"], json!([]));
}

#[test]
fn a_list_of_who_lives_where_is_carried_in() {
    let kept = Kept::new();
    let list = kept.path("occupancy.csv");
    let header = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n";
    fs::write(&list, format!("{header}A,R-1,2026-11-01,true,false,R-2;R-3,\nC,R-2,,false,false,,\nA,R-3,,false,false,,\n")).unwrap();
    let told = kept.fails(&["import", list.to_str().unwrap(), "--format", "json"], 3);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["issues"][0]["line"], 3);
    assert_eq!(told["issues"][0]["why"], "unknown_unit");
    assert_eq!(told["issues"][1]["line"], 4);
    assert_eq!(told["issues"][1]["why"], "unit_lived_in");
    fs::write(
        &list,
        format!("{header}A,R-1,2026-11-01,true,false,R-2;R-3,\nB,R-2,,false,false,,\n"),
    )
    .unwrap();
    kept.does(&["import", list.to_str().unwrap()]);
    let state = kept.state(&[]);
    assert_eq!(state["units"][0]["since"], "2026-11-01T23:59:59Z");
    assert_eq!(state["units"][1]["since"], "2026-11-30T12:00:00Z");
    assert_eq!(state["referrals"][1], json!({"reference": "R-2", "state": "placed", "unit": "B"}));
}

#[test]
fn what_is_imported_again_is_said_once_to_be_recorded_already() {
    let kept = Kept::new();
    let list = kept.path("occupancy.csv");
    let header = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n";
    let first = "A,R-1,2026-11-01,true,false,,\n";
    fs::write(&list, format!("{header}{first}B,R-2,2026-11-02,false,false,,\n")).unwrap();
    let list = list.to_str().unwrap();
    kept.does(&["import", list]);
    let before = kept.does(&["export"]);
    let said = flowing(&kept.fails(&["import", list], 3));
    assert!(said.contains(&format!("All 2 lines of {list} are recorded already")), "{said}");
    assert!(said.contains("lintel tonight") && !said.contains("reference_taken"), "{said}");
    // The events themselves, taken out and put in again, are known by what they say.
    let events = kept.path("events.jsonl");
    fs::write(&events, &before).unwrap();
    let said = kept.fails(&["import", events.to_str().unwrap()], 3);
    assert!(said.starts_with("All 3 lines"), "{said}");
    // Of a list in which some are new, or say another thing, those are told that are not in order.
    fs::write(list, format!("{header}{first}B,R-2,2026-11-03,false,false,,\n")).unwrap();
    let said = flowing(&kept.fails(&["import", list], 3));
    assert!(said.contains("1 of the 2 lines"), "{said}");
    assert!(
        said.contains("is recorded already (line 2)") && said.contains("line 3, carried_in"),
        "{said}"
    );
    assert!(said.contains("Take them out, and import the others again"), "{said}");
    // Other software is told line by line as before.
    let told = kept.fails(&["import", list, "--format", "json"], 3);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["issues"].as_array().unwrap().len(), 2);
    assert_eq!(kept.does(&["export"]), before);
}

#[test]
fn once_the_files_mean_something_else_they_are_recorded_first() {
    let kept = Kept::lived_in();
    let units = kept.path("estate").join("units.csv");
    let more = fs::read_to_string(&units).unwrap() + "C,S,2,0,false,false,ST4 2,void,\n";
    fs::write(&units, more).unwrap();
    assert_eq!(kept.state(&[])["units"].as_array().unwrap().len(), 2);
    kept.import(&[json!({"at": WHEN, "event": "noted", "unit": "C", "text": "boiler"})]);
    let state = kept.state(&["--at", WHEN]);
    assert_eq!(
        state["units"][2],
        json!({"unit": "C", "state": "void", "since": WHEN, "until": null})
    );
    let exported = kept.does(&["export"]);
    assert_eq!(exported.matches("estate_recorded").count(), 2);
    assert_eq!(kept.does(&["export", "--as-known-at", "2026-11-20T11:59:59Z"]), "");
}

#[test]
fn two_taps_are_one_event() {
    let kept = Kept::lived_in();
    let note =
        json!({"request": "tap", "at": WHEN, "event": "noted", "unit": "A", "text": "boiler"});
    kept.import(std::slice::from_ref(&note));
    let told = kept.import(std::slice::from_ref(&note));
    assert!(told.starts_with("0 events recorded; the register has 7"), "{told}");
    let mut other = note;
    other["text"] = "stairs".into();
    let file = kept.file(&[other]);
    assert!(kept.fails(&["import", &file], 3).contains("request_conflict"));
}

#[test]
fn without_its_key_nothing_is_read_or_written() {
    let kept = Kept::lived_in();
    let before = bytes_in(&kept.path("register"));
    let other = Kept::new();
    let own = fs::read(kept.path("key")).unwrap();
    fs::copy(other.path("key"), kept.path("key")).unwrap();
    let file = kept.file(&[received("R9", WHEN)]);
    for args in [&["export"][..], &["state"], &["verify"], &["import", &file], &["head"]] {
        let told = kept.fails(args, 1);
        assert!(told.contains("this key does not open this register"), "{told}");
    }
    fs::write(kept.path("key"), "hunter2").unwrap();
    let told = kept.fails(&["export"], 1);
    assert!(told.contains("this is no key of a register") && !told.contains("hunter2"), "{told}");
    fs::remove_file(kept.path("key")).unwrap();
    assert!(kept.fails(&["state"], 1).contains("cannot be read"));
    assert_eq!(bytes_in(&kept.path("register")), before);
    fs::write(kept.path("key"), own).unwrap();
    kept.does(&["verify"]);
}

#[test]
fn nothing_is_begun_over_a_register_or_with_its_key_inside() {
    let kept = Kept::lived_in();
    assert!(kept.fails(&["init"], 1).contains("nothing is written over it"));
    fs::remove_dir_all(kept.path("register")).unwrap();
    assert!(kept.fails(&["init"], 1).contains("must be a new file"));
    let register = kept.path("register").display().to_string();
    let output = program()
        .args(["--data", "data", "register", "init", "--estate", "stoke-on-trent"])
        .args(["--register", &register, "--key", &format!("{register}/key")])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(!kept.path("register").exists());
}

#[cfg(unix)]
#[test]
fn the_key_is_its_owners_alone_and_nowhere_in_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let kept = Kept::lived_in();
    assert_eq!(fs::metadata(kept.path("key")).unwrap().permissions().mode() & 0o777, 0o600);
    let key = fs::read_to_string(kept.path("key")).unwrap();
    let key = key.split_whitespace().last().unwrap();
    let bytes = bytes_in(&kept.path("register"));
    assert!(!holds(&bytes, key.as_bytes()));
    for name in ["\"R1\"", "quayside", "Greystoke", "duty", "arrived"] {
        assert!(!holds(&bytes, name.as_bytes()), "{name} is to be read");
    }
}

#[test]
fn an_import_says_which_claims_an_arrival_ended() {
    let kept = Kept::new();
    let late = "2026-11-20T13:00:00Z";
    let told = kept.does(&["import", &kept.file(&[
        received("R1", "2026-11-01T10:00:00Z"),
        received("R2", "2026-11-01T10:00:00Z"),
        json!({"at": WHEN, "event": "held", "referral": "R2", "unit": "A", "until": "2026-11-20T12:20:00Z"}),
        json!({"at": "2026-11-20T11:00:00Z", "recorded_at": late, "event": "arrived", "referral": "R1", "unit": "A"}),
    ]), "--format", "json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["ended"], json!([{"seq": 4, "claims": [3], "without_effect": [3]}]));
}

#[test]
fn what_a_correction_ends_is_kept_and_proved() {
    let kept = Kept::new();
    let late = "2026-11-20T13:00:00Z";
    let arrived = |referral: &str, unit: &str, at: &str, late: &str| json!({"at": at, "recorded_at": late, "event": "arrived", "referral": referral, "unit": unit});
    kept.does(&["import", &kept.file(&[
        received("R1", "2026-11-01T10:00:00Z"),
        received("R2", "2026-11-01T10:00:00Z"),
        json!({"at": WHEN, "event": "held", "referral": "R2", "unit": "A", "until": "2026-11-20T12:20:00Z"}),
        arrived("R2", "B", "2026-11-20T12:05:00Z", late),
        arrived("R1", "A", "2026-11-20T12:10:00Z", late),
    ])]);
    // Had R2 moved in before it was held A, the hold would have stood when R1 came.
    let mut earlier = arrived("R2", "B", "2026-11-20T11:50:00Z", "2026-11-20T14:00:00Z");
    earlier["corrects"] = 4.into();
    let told = kept.does(&["import", &kept.file(&[earlier]), "--format", "json"]);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["ended"], json!([{"seq": 5, "claims": [3], "without_effect": []}]));
    assert!(kept.does(&["verify"]).starts_with("Everything is as it was written."));
    let known = ["--as-known-at", "2026-11-20T13:30:00Z", "--at", "2026-11-20T12:06:00Z"];
    let at = &known[2..];
    let is = |asked: &[&str]| kept.state(asked)["units"][0]["state"].clone();
    assert_eq!((is(&known), is(at)), (json!("vacant"), json!("held")));
}
