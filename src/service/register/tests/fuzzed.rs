//! Events that chance spoils: nothing panics, the reader and its schema agree, and what is refused changes nothing.

use super::*;
use crate::service::register::keys::events;
use crate::service::register::row::Row;
use crate::service::register::{Kept, schema};
use jiff::SignedDuration;
use proptest::prelude::*;
use std::sync::LazyLock;

const WHEN: &str = "2026-11-20T12:00:00Z";

/// One event of every kind, as it should be.
fn right() -> Vec<Value> {
    let about = [
        (
            "estate_recorded",
            estate(&[unit("A", "void", Some("2026-11-25")), unit("B", "open", None)], 1),
        ),
        ("carried_in", json!({"unit": "A", "keep_apart": ["R9"], "nrpf": true})),
        ("referral_received", json!({"form": form("R1")})),
        ("referral_amended", json!({"form": form("R1")})),
        ("contact_attempted", json!({"how": "text", "reached": false})),
        ("noted", json!({"text": "rang", "unit": "A"})),
        (
            "decision_given",
            json!({"unit": "A", "rules": ["children"], "granted": true, "role": "manager", "reason": "talked"}),
        ),
        ("held", json!({"unit": "A", "until": "2026-11-20T12:20:00Z"})),
        ("offered", json!({"unit": "A", "until": "2026-11-20T14:20:00Z"})),
        ("offer_accepted", json!({"unit": "A", "expected": "2026-11-21"})),
        ("claim_ended", json!({"unit": "A", "why": "released", "reason": "rang"})),
        ("arrived", json!({"unit": "A"})),
        ("expected_departure", json!({"on": "2026-12-01"})),
        ("person_joined", json!({"person": {"role": "child", "age": 3, "sex": "male"}})),
        ("person_left", json!({"id": "2"})),
        ("transferred", json!({"unit": "B", "reason": "stairs"})),
        (
            "departed",
            json!({"because": "other", "to": "a flat", "planned": true, "independent": false}),
        ),
        (
            "turned_away",
            json!({"reason": "capacity", "barrier": ["children"], "would_take_if_free": true}),
        ),
        ("placed_elsewhere", json!({"where": "family"})),
        ("withdrawn", json!({"reason": "found a place"})),
        ("duplicate", json!({"of": "R2"})),
        ("unit_opened", json!({"unit": "A"})),
        ("unit_closed", json!({"unit": "A"})),
        ("void_began", json!({"unit": "A", "expected": "2026-11-30T09:00:00Z"})),
        ("void_ended", json!({"unit": "A"})),
        ("made_ready", json!({"unit": "A"})),
        ("erased", json!({"ordered": true})),
        ("annulled", json!({"corrects": 1, "reason": "mistaken"})),
    ];
    let has_referral = |event: &str| {
        !event.starts_with("unit_")
            && !event.starts_with("void_")
            && !["estate_recorded", "noted", "made_ready", "staff_recorded", "annulled"]
                .contains(&event)
    };
    let whole = |(event, mut keys): (&str, Value)| {
        keys["event"] = event.into();
        keys["at"] = WHEN.into();
        if has_referral(event) {
            keys["referral"] = "R1".into();
        }
        keys
    };
    about.into_iter().chain(of_support()).map(whole).collect()
}

/// The same of support and pathways.
fn of_support() -> Vec<(&'static str, Value)> {
    vec![
        ("need_identified", json!({"person": "1", "area": "income_debt"})),
        ("progress_reviewed", json!({"person": "1", "area": "income_debt", "positive": true})),
        (
            "support_given",
            json!({"person": "1", "types": ["advice", "general"], "childrens": false}),
        ),
        ("support_needs", json!({"person": "1", "needs": ["drugs", "other"], "text": "reading"})),
        ("counselling_referred", json!({"person": "1", "kind": "therapy", "provider": "ours"})),
        ("counselling_session", json!({"person": "1", "kind": "therapy"})),
        ("counselling_ended", json!({"person": "1"})),
        ("budget_allocated", json!({"pence": 5000})),
        ("budget_spent", json!({"pence": 1250, "person": "1", "purpose": "travel"})),
        ("second_stage_began", json!({"relevant": true})),
        ("second_stage_level", json!({"level": "flex", "extended": true, "reason": "no home yet"})),
        ("second_stage_ended", json!({"because": "a home of her own"})),
        ("floating_began", json!({})),
        ("floating_contact", json!({})),
        ("floating_ended", json!({})),
        ("sanctuary_referred", json!({"source": "agency", "tenure": "owned", "holder": "her"})),
        ("sanctuary_determined", json!({"accepted": true, "reason": "eligible"})),
        ("risk_assessment_began", json!({})),
        ("risk_assessment_part", json!({"part": "police"})),
        ("risk_assessment_done", json!({"measures": ["cctv", "moat"], "pence": 12_000})),
        ("approval_given", json!({"granted": true})),
        (
            "measures_agreed",
            json!({"agreed": ["cctv"], "refused": [{"measure": "moat", "reason": "wet"}]}),
        ),
        ("needs_assessed", json!({})),
        ("support_plan_made", json!({})),
        (
            "measure_fitted",
            json!({"measure": "cctv", "materials_pence": 8000, "labour_pence": 4000, "instructions": true}),
        ),
        ("sanctuary_ended", json!({"reason": "unsafe", "into_accommodation": true})),
        ("incident_reported", json!({"heading": "safeguarding", "text": "at the door"})),
        ("staff_recorded", json!({"fte": 1250, "on": "2026-11-20"})),
        ("buddy_assigned", json!({"account": "buddy-1"})),
        ("complaint_recorded", json!({"about": "the heating", "upheld": true})),
        ("survey_answered", json!({"question": "safe", "score": 5})),
    ]
}

fn rows() -> Vec<&'static Row> {
    events().collect()
}

#[test]
fn there_is_an_event_of_every_kind_and_reader_and_schema_take_it() {
    let right = right();
    assert_eq!(right.len(), rows().len());
    for event in right {
        Draft::read(&event.to_string())
            .unwrap_or_else(|misread| panic!("{event}: {}", misread.why));
        assert!(allows(&event), "{event}");
    }
}

fn allows(event: &Value) -> bool {
    static SCHEMA: LazyLock<jsonschema::Validator> =
        LazyLock::new(|| jsonschema::validator_for(&schema()).unwrap());
    SCHEMA.is_valid(event)
}

/// A value that may stand anywhere: often one that is right somewhere.
fn value() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(vec![
        "",
        "A",
        "R1",
        "2026-11-20",
        "2026-11-20T12:00:00Z",
        "2026-11-20T12:00:00+01:00",
        "2026-02-30",
        "2026-11-20T25:00:00Z",
        "2026-11-20T12:00:00",
        "12:00",
        "released",
        "other",
        "died",
        "capacity",
        "children",
        "declined",
        "9",
        "\u{0}",
        "é",
        "held",
    ]);
    prop_oneof![
        4 => texts.prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        2 => (-2_i64..70_000).prop_map(Value::from),
        1 => Just(json!(1.5)),
        1 => Just(Value::Null),
        1 => Just(json!([])),
        1 => Just(json!({})),
        1 => Just(json!(["children", "R1"])),
        1 => Just(json!([{"unit": "A", "setting": "S", "kind": "refuge", "state": "open", "x_of": 1}])),
        1 => Just(form("R1")),
        1 => "\\PC{0,12}".prop_map(Value::from),
    ]
}

/// A key that some event has, or none.
fn key() -> impl Strategy<Value = String> {
    let mut names: Vec<String> =
        events().flat_map(|row| row.keys).map(|key| key.name.to_owned()).collect();
    let more = [
        "referral",
        "seq",
        "request",
        "recorded_at",
        "at",
        "by",
        "event",
        "corrects",
        "x_more",
        "colour",
    ];
    names.extend(more.map(ToOwned::to_owned));
    prop::sample::select(names)
}

/// What chance does to an event.
#[derive(Debug, Clone)]
enum Spoilt {
    Without(String),
    With(String, Value),
    Kind(usize),
}

fn spoilt() -> impl Strategy<Value = Spoilt> {
    prop_oneof![
        key().prop_map(Spoilt::Without),
        (key(), value()).prop_map(|(key, value)| Spoilt::With(key, value)),
        (0..rows().len()).prop_map(Spoilt::Kind),
    ]
}

fn event() -> impl Strategy<Value = Value> {
    let right = prop::sample::select(right());
    (right, prop::collection::vec(spoilt(), 0..4)).prop_map(|(mut event, spoilt)| {
        for one in spoilt {
            let object = event.as_object_mut().unwrap();
            match one {
                Spoilt::Without(key) => drop(object.remove(&key)),
                Spoilt::With(key, value) => drop(object.insert(key, value)),
                Spoilt::Kind(row) => {
                    drop(object.insert("event".to_owned(), rows()[row].event.word().into()));
                }
            }
        }
        event
    })
}

/// What a schema cannot say: a time that no clock shows, and a person who is none.
fn is_beyond_a_schema(event: &Value) -> bool {
    let unreal = ["2026-02-30", "2026-11-20T25:00:00Z"];
    event["event"] == "person_joined"
        || event.as_object().unwrap().values().any(|value| unreal.iter().any(|time| value == time))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn reader_and_schema_agree(event in event()) {
        let read = Draft::read(&event.to_string());
        match read {
            Ok(_) => prop_assert!(allows(&event), "read, and the schema does not allow it: {event}"),
            Err(misread) => prop_assert!(
                !allows(&event) || is_beyond_a_schema(&event),
                "{} by the reader, and the schema allows it: {event}", misread.why
            ),
        }
    }

    #[test]
    fn what_is_no_event_is_read_without_falling(line in "\\PC{0,60}") {
        let misread = Draft::read(&line).map(|_| ()).unwrap_err();
        prop_assert!(misread.why <= Why::BadValue);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn what_is_refused_changes_nothing_and_what_is_kept_folds_again(
        events in prop::collection::vec((event(), 0_u64..9, 0_i64..5000), 1..40)
    ) {
        let mut told = Told::new().with(3);
        let mut kept = Vec::new();
        for (mut event, corrects, earlier) in events {
            event["at"] = super::super::utc(at("20 12:00") - SignedDuration::from_secs(earlier)).into();
            if corrects > 4 {
                event["corrects"] = corrects.into();
            }
            let Ok(draft) = Draft::of(event.as_object().unwrap().clone()) else { continue };
            let before = (told.log.entries().len(), seen(&told.log));
            let recorded = told.log.record(draft, &Terms { now: at("20 12:00"), keep_years: None, may_correct: true });
            if recorded.is_err() {
                prop_assert_eq!(before, (told.log.entries().len(), seen(&told.log)));
            } else {
                kept.push(event);
            }
        }
        let again = Log::of(told.log.entries().iter().map(|entry| Kept {
            seq: entry.seq,
            recorded_at: entry.recorded_at,
            draft: Draft::kept(entry.written()).unwrap(),
            settled: told.log.settled_by(entry.seq),
        }));
        let again = again.map_err(|seq| TestCaseError::fail(format!("event {seq} does not fold again: {kept:?}")))?;
        prop_assert_eq!(seen(&again), seen(&told.log));
    }
}

/// What is so, at two moments.
fn seen(log: &Log) -> [String; 2] {
    ["20 11:30", "20 12:00"].map(|when| serde_json::to_string(&log.view(at(when), None)).unwrap())
}
