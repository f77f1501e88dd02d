//! What is wrong with a line in itself, the first reason first.

use super::*;
use crate::service::register::Misread;

fn why(line: &Value) -> Why {
    Draft::read(&line.to_string()).map(|_| ()).unwrap_err().why
}

const AT: &str = "2026-11-20T21:50:00Z";

#[test]
fn an_event_must_be_known() {
    assert_eq!(why(&json!({"event": "moved", "at": AT})), Why::UnknownEvent);
    assert_eq!(
        Draft::read("not JSON").map(|_| ()),
        Err(Misread { event: None, why: Why::UnknownEvent })
    );
}

#[test]
fn what_is_needed_must_be_there() {
    assert_eq!(why(&json!({"event": "held", "at": AT, "unit": "A", "until": AT})), Why::MissingKey);
    assert_eq!(
        why(&json!({"event": "held", "referral": "R", "unit": "A", "until": AT})),
        Why::MissingKey
    );
    assert_eq!(why(&json!({"event": "noted", "at": AT, "text": "rang"})), Why::MissingKey);
    assert_eq!(
        why(&json!({"event": "held", "at": AT, "referral": "R", "unit": "A", "until": null})),
        Why::MissingKey
    );
    let units = json!([{"unit": "A", "setting": "S", "kind": "refuge"}]);
    let estate = json!({"event": "estate_recorded", "at": AT, "units": units,
        "hold_minutes": 30, "turnaround_nights": 0});
    assert_eq!(why(&estate), Why::MissingKey);
    for line in [
        json!({"event": "contact_attempted", "at": AT, "referral": "R"}),
        json!({"event": "turned_away", "at": AT, "referral": "R"}),
        json!({"event": "departed", "at": AT, "referral": "R", "because": "died"}),
        json!({"event": "offer_accepted", "at": AT, "referral": "R", "unit": "A"}),
    ] {
        assert!(Draft::read(&line.to_string()).is_ok(), "{line}");
    }
}

#[test]
fn a_time_must_be_one() {
    for (key, time) in [
        ("at", json!("2026-11-20T21:50:00")),
        ("at", json!(5)),
        ("recorded_at", json!("2026-11-20")),
        ("until", json!("2026-11-20")),
        ("until", json!("2026-11-20T21:50:00.5Z")),
    ] {
        let mut line =
            json!({"event": "held", "at": AT, "referral": "R", "unit": "A", "until": AT});
        line[key] = time;
        assert_eq!(why(&line), Why::BadTime, "{line}");
    }
    let soon = json!({"event": "expected_departure", "at": AT, "referral": "R", "on": "soon"});
    assert_eq!(why(&soon), Why::BadTime);
    let day = json!({"event": "expected_departure", "at": "2026-11-20", "referral": "R", "on": "2026-11-30"});
    Draft::read(&day.to_string()).unwrap();
}

#[test]
fn a_value_must_be_one_it_may_have() {
    let line = json!({"event": "departed", "at": AT, "referral": "R", "because": "died"});
    for (key, value) in [
        ("because", json!("gone")),
        ("planned", json!("yes")),
        ("referral", json!(7)),
        ("by", json!(7)),
        ("seq", json!(-1)),
        ("corrects", json!("7")),
        ("unit", json!("A")),
        ("because_of", json!("x")),
    ] {
        let mut line = line.clone();
        line[key] = value;
        assert_eq!(why(&line), Why::BadValue, "{line}");
    }
    let mut note = line;
    note["x_anything"] = json!([1, 2]);
    Draft::read(&note.to_string()).unwrap();
    let rules = json!({"event": "decision_given", "at": AT, "referral": "R", "unit": "A", "rules": ["luck"]});
    assert_eq!(why(&rules), Why::BadValue);
    let twice = estate(&[unit("A", "open", None), unit("A", "open", None)], 1);
    let mut twice = twice;
    twice["at"] = AT.into();
    assert_eq!(why(&twice), Why::BadValue);
}

#[test]
fn the_same_request_is_answered_with_the_first_result() {
    let mut told = Told::new().with(1);
    let mut hold = held("R1", "A", "20 21:30");
    hold["request"] = "one".into();
    let seq = told.ok("20 21:00", &hold);
    assert_eq!(told.tell("20 21:00", &hold), Ok(Recorded::Again(seq)));
    hold["unit"] = "B".into();
    assert_eq!(told.no("20 21:00", &hold), Why::RequestConflict);
}

#[test]
fn numbers_and_moments_of_recording_follow_each_other() {
    let mut told = Told::new();
    let note = |seq: u64, recorded: &str, at: &str| json!({"event": "noted", "unit": "A", "seq": seq, "recorded_at": recorded, "at": at});
    assert_eq!(told.no("", &note(3, AT, AT)), Why::SeqGap);
    told.ok("", &note(1, AT, AT));
    let before = "2026-11-20T21:49:59Z";
    assert_eq!(told.no("", &note(2, before, before)), Why::RecordedOrder);
    assert_eq!(told.no("", &note(2, AT, "2026-11-20T21:50:01Z")), Why::Future);
    assert_eq!(told.no("", &note(2, AT, "2026-11-21")), Why::Future);
    told.ok("", &note(2, AT, "2026-11-20"));
    assert_eq!(told.log.entry(2).unwrap().at, moment(AT).unwrap());
    // The clock was set back: recorded no earlier than the event before.
    told.tell_at("01 00:00", at("02 00:00"), &json!({"event": "noted", "unit": "A"})).unwrap();
    assert_eq!(told.log.last_recorded_at(), moment(AT));
}

#[test]
fn what_is_written_is_what_was_read() {
    let line = r#"{"seq":0,"request":"5f0c","recorded_at":"2026-11-20T21:52:10Z","at":"2026-11-20","by":"duty-2","event":"noted","unit":"A","text":"boiler","x_a":1}"#;
    let mut told = Told::new();
    let text = line.replace("\"seq\":0", "\"seq\":1");
    told.log
        .record(
            Draft::read(&text).unwrap(),
            &Terms { now: at("20 22:00"), keep_years: None, may_correct: true },
        )
        .unwrap();
    assert_eq!(told.log.entry(1).unwrap().line(), text);
}
