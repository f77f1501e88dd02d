//! What the keys of an event say within its line of the history, in a worker's words.
//!
//! Not here: what is so since (`recorded`), and for other software the keys themselves.

use super::pathways::{area, measure, part};
use super::spoken::{told as moment_told, words_of};
use crate::base::domain::{EventName, hundredths};
use crate::presentation::document::{Text, household, text, unit};
use crate::presentation::wording::count::pounds;
use crate::service::register::words_for;
use jiff::Timestamp;
use serde_json::{Map, Value};

/// Keys that the line says otherwise, or that are nobody's to read.
const NOT_TOLD: [&str; 14] = [
    "seq",
    "recorded_at",
    "at",
    "by",
    "event",
    "request",
    "form",
    "units",
    "referral",
    "unit",
    // Said with the verdict, and with the reason.
    "x_breaches",
    "x_barred",
    "x_outcome",
    "x_barrier",
];

/// What happened, as it begins its line.
pub(super) fn happened(event: EventName) -> String {
    match event {
        EventName::CarriedIn => "lived here when the record began",
        EventName::ReferralAmended => "the form was changed",
        EventName::ContactAttempted => "tried to make contact",
        EventName::Noted => "note",
        EventName::DecisionGiven => "decision",
        EventName::ClaimEnded => "let go",
        EventName::Arrived => "moved in",
        EventName::Transferred => "moved to another unit",
        EventName::Departed => "left",
        EventName::ExpectedDeparture => "expected to leave",
        EventName::PersonJoined => "somebody joined",
        EventName::PersonLeft => "somebody left",
        EventName::Duplicate => "closed as the same referral",
        EventName::UnitOpened => "opened",
        EventName::UnitClosed => "closed",
        EventName::VoidBegan => "under repair",
        EventName::VoidEnded => "the repair ended",
        EventName::MadeReady => "made ready",
        EventName::Erased => "erased",
        EventName::Annulled => "taken away",
        EventName::StaffRecorded => "staff counted",
        EventName::SanctuaryDetermined => "Housing Solutions decided on sanctuary",
        EventName::ApprovalGiven => "the council answered",
        EventName::MeasuresAgreed => "agreed on measures",
        other => return words_of(other.word()),
    }
    .to_owned()
}

/// Everything else that an event's line says, in the order in which it was written.
pub(super) fn details(event: &Map<String, Value>, now: Timestamp) -> Vec<Text> {
    let is_told = |key: &str, value: &Value| {
        !NOT_TOLD.contains(&key) && value.as_array().is_none_or(|items| !items.is_empty())
    };
    let name = EventName::of(event);
    let of = Of { event, name, now };
    event
        .iter()
        .filter(|(key, value)| is_told(key, value))
        .filter_map(|(key, value)| of.said(key, value))
        .filter(|said| !said.is_empty())
        .collect()
}

/// An event whose keys are told.
struct Of<'a> {
    event: &'a Map<String, Value>,
    name: Option<EventName>,
    now: Timestamp,
}

impl Of<'_> {
    /// A key with its value; what is as it always is goes without saying. Of a key that somebody brought from elsewhere
    /// its name is told.
    fn said(&self, key: &str, value: &Value) -> Option<Text> {
        let said = match value {
            Value::Bool(yes) => flag(self.name, key, *yes).map(Text::from),
            Value::Number(number) => self.number(key, number.as_u64().unwrap_or_default()),
            Value::String(said) => self.word(key, said),
            Value::Array(items) => Some(list(key, items)),
            Value::Object(person) if key == "person" => Some(a_person(person).into()),
            Value::Object(_) | Value::Null => None,
        };
        match said {
            None => Some(from_elsewhere(key, value)),
            said => said,
        }
    }

    fn number(&self, key: &str, number: u64) -> Option<Text> {
        Some(match key {
            "hold_minutes" => format!("a hold lasts {number} minutes").into(),
            "turnaround_nights" => format!("{number} nights between two households").into(),
            "corrects" if self.name == Some(EventName::Annulled) => {
                format!("event {number}").into()
            }
            "corrects" => format!("in the place of event {number}").into(),
            "pence" => pounds(number).into(),
            "materials_pence" => format!("materials {}", pounds(number)).into(),
            "labour_pence" => format!("labour {}", pounds(number)).into(),
            "fte" => format!("{} full-time posts", hundredths(number)).into(),
            "score" => format!("answer {number}").into(),
            _ => return None,
        })
    }

    /// A text or a word.
    fn word(&self, key: &str, said: &str) -> Option<Text> {
        let moment = || moment_told(said, self.now);
        Some(match (self.name, key) {
            (_, "until") => text!["until ", moment()],
            (_, "expected") => text!["expected ", moment()],
            (_, "on") => text!["on ", moment()],
            (Some(EventName::TurnedAway), "reason") => {
                format!("reason: {}{}", words_of(said), self.proposed()).into()
            }
            (_, "why") => why_let_go(said).into(),
            (Some(EventName::Departed), "because") => because(said).into(),
            (Some(EventName::PlacedElsewhere), "where") => elsewhere(said).into(),
            (Some(EventName::Duplicate), "of") => text!["as ", household(said)],
            (_, "person" | "id") => format!("person {said}").into(),
            (_, "role") => format!("as {said}").into(),
            (_, "x_verdict") => self.verdict(said).into(),
            (_, "x_asks_about") => text!["a decision is asked about ", unit(said)],
            (_, "area") => format!("area: {}", area(said)).into(),
            (_, "part") => format!("the part by {}", part(said)).into(),
            (_, "measure") => measure(said).into(),
            (_, "source") if said == "self" => "asked by themselves".into(),
            (_, "source") => format!("asked by: {}", words_of(said)).into(),
            (
                _,
                "reason" | "because" | "text" | "purpose" | "about" | "question" | "instructions",
            ) => format!("\u{201c}{said}\u{201d}").into(),
            // A word of ours, or what somebody wrote, as it was written.
            (event, key) if words_for(event, key).is_empty() => {
                format!("{}: {said}", label(key)?).into()
            }
            (_, key) => format!("{}: {}", label(key)?, words_of(said)).into(),
        })
    }

    /// What the program proposed, where that was something else.
    fn proposed(&self) -> String {
        let reason = self.event.get("reason").and_then(Value::as_str);
        let proposed = self.event.get("x_outcome").and_then(Value::as_str);
        let other = proposed.filter(|_| proposed != reason);
        other.map_or_else(String::new, |of| format!(" (proposed was: {})", words_of(of)))
    }

    /// What the rules said then.
    fn verdict(&self, said: &str) -> String {
        let rules = |key: &str| -> Vec<&str> {
            let items = self.event.get(key).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).collect()
        };
        let named =
            |rules: &[&str]| rules.iter().map(|of| words_of(of)).collect::<Vec<_>>().join(", ");
        let (against, never) = (rules("x_breaches"), rules("x_barred"));
        let asked: Vec<&str> = against.iter().copied().filter(|of| !never.contains(of)).collect();
        match (said, &never[..], &asked[..]) {
            ("suitable", ..) => "it suited them".to_owned(),
            ("decision", _, []) => "it suited them by a decision".to_owned(),
            (_, [], []) => "it did not suit them".to_owned(),
            (_, [], asked) => format!("without the decision that it needed ({})", named(asked)),
            (_, never, []) => format!("although it did not suit them ({})", named(never)),
            (_, never, asked) => format!(
                "although it did not suit them ({}), and without a decision ({})",
                named(never),
                named(asked)
            ),
        }
    }
}

/// Several in a row.
fn list(key: &str, items: &[Value]) -> Text {
    let words: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    let in_words =
        |words: &[&str]| words.iter().map(|of| words_of(of)).collect::<Vec<_>>().join(", ");
    match key {
        "rules" => format!("about: {}", in_words(&words)),
        "barrier" => format!("in the way: {}", in_words(&words)),
        "keep_apart" => format!("to be kept apart from {}", words.join(", ")),
        "types" => format!("support: {}", in_words(&words)),
        "needs" => format!("with: {}", in_words(&words)),
        "measures" => format!("recommended: {}", measures(&words)),
        "agreed" => format!("to: {}", measures(&words)),
        "refused" => {
            let of = |one: &Value| Some(one.get("measure")?.as_str()?.to_owned());
            let named: Vec<String> = items.iter().filter_map(of).collect();
            let named: Vec<&str> = named.iter().map(String::as_str).collect();
            format!("not to: {}", measures(&named))
        }
        other => return from_elsewhere(other, &Value::Array(items.to_vec())),
    }
    .into()
}

/// A key that no event of ours has, by its own name.
fn from_elsewhere(key: &str, value: &Value) -> Text {
    let said = match value {
        Value::String(said) => words_of(said),
        Value::Array(items) => items
            .iter()
            .map(|of| of.as_str().map_or_else(|| of.to_string(), words_of))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::Object(_) | Value::Null | Value::Number(_) => value.to_string(),
    };
    format!("{}: {said}", key.trim_start_matches("x_").replace('_', " ")).into()
}

/// A yes or no; nothing where the line says it already, none where the key is not known.
fn flag(event: Option<EventName>, key: &str, yes: bool) -> Option<&'static str> {
    let of = |said: [&'static str; 2]| if yes { said[0] } else { said[1] };
    Some(match key {
        "reached" => of(["somebody was reached", "nobody was reached"]),
        "granted" if event == Some(EventName::ApprovalGiven) => of(["approved", "not approved"]),
        "granted" => of(["granted", "not granted"]),
        "planned" => of(["planned", "not planned"]),
        "independent" => of(["to live independently", "not to live independently"]),
        "would_take_if_free" => of(["they would have been taken had something been free", ""]),
        "ordered" => of(["by order", ""]),
        "complex_needs" => of(["with complex needs", ""]),
        "nrpf" => of(["without recourse to public funds", ""]),
        "accepted" => of(["accepted", "did not accept"]),
        "positive" => of(["progress", "no progress yet"]),
        "childrens" => of(["as children's support", ""]),
        "relevant" => of(["in relevant accommodation", ""]),
        "extended" => of(["it may go on beyond 12 months", ""]),
        "instructions" => {
            of(["they were shown how to use it", "nobody showed them yet how to use it"])
        }
        "into_accommodation" => of(["home is no longer safe: they ask for accommodation", ""]),
        "upheld" => of(["upheld", "not upheld"]),
        _ => return None,
    })
}

/// What a word or a short text is about; none: no key of ours.
fn label(key: &str) -> Option<&'static str> {
    Some(match key {
        "how" => "how",
        "to" => "to",
        "kind" => "kind",
        "provider" => "by",
        "level" => "level",
        "tenure" => "their home",
        "holder" => "held by",
        "heading" => "heading",
        "account" => "who stands by them",
        _ => return None,
    })
}

pub(super) fn why_let_go(word: &str) -> &'static str {
    match word {
        "released" => "",
        "declined" => "they said no",
        "refused_by_provider" => "the provider refused",
        "cancelled" => "it was called off",
        _ => "they did not come",
    }
}

pub(super) fn because(word: &str) -> &'static str {
    match word {
        "stopped_needing" => "they needed it no more",
        "lives_with_perpetrator" => "they live with the perpetrator",
        "evicted" => "they were evicted",
        "died" => "they died",
        _ => "for another reason",
    }
}

pub(super) fn elsewhere(word: &str) -> &'static str {
    match word {
        "council" => "by the council",
        "registered_provider" => "with another registered provider",
        "other_refuge" => "in another refuge",
        "other_area" => "in another area",
        "family" => "with family or friends",
        _ => "somewhere else",
    }
}

fn measures(words: &[&str]) -> String {
    words.iter().map(|of| measure(of)).collect::<Vec<_>>().join(", ")
}

/// "person 3: child, female, 4".
fn a_person(person: &Map<String, Value>) -> String {
    let word = |key: &str| match person.get(key) {
        Some(Value::String(word)) if word == "unknown" => Some(format!("{key} not known")),
        Some(Value::String(word)) => Some(word.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let who: Vec<String> = ["role", "sex", "age"].into_iter().filter_map(word).collect();
    let id = word("id").map_or_else(|| "a person".to_owned(), |id| format!("person {id}"));
    if who.is_empty() { id } else { format!("{id}: {}", who.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::register::{event_names, keys_of};
    use serde_json::json;
    use std::borrow::Cow;

    fn now() -> Timestamp {
        "2026-11-21T08:00:00Z".parse().unwrap()
    }

    fn told(event: &Value) -> Vec<String> {
        details(event.as_object().unwrap(), now()).iter().map(plain).collect()
    }

    fn plain(said: &Text) -> String {
        said.words(&|_| Cow::Borrowed(""))
    }

    /// Values of each kind that a key may hold, one of which it takes.
    fn values(event: EventName, key: &str) -> Vec<Value> {
        let words = words_for(event, key);
        if words.is_empty() {
            vec![json!("zq"), json!(true), json!(7), json!(["zq"])]
        } else {
            words.iter().flat_map(|word| [json!(word), json!([word])]).collect()
        }
    }

    #[test]
    fn every_key_of_every_event_has_words_of_its_own() {
        let mut tried = 0;
        for event in event_names() {
            for key in keys_of(event).into_iter().filter(|key| !NOT_TOLD.contains(key)) {
                let by_its_name = |value: &Value| {
                    let said = told(&json!({"event": event, key: value}));
                    said.iter().any(|said| *said == plain(&from_elsewhere(key, value)))
                };
                tried += 1;
                // Words that say no more than the key are said on purpose.
                let on_purpose = ["how", "to", "kind", "level", "heading", "reason"].contains(&key);
                let is_left = key != "person" && values(event, key).iter().all(by_its_name);
                assert!(on_purpose || !is_left, "{event:?}: {key}");
            }
        }
        assert!(tried > 60, "{tried}");
    }

    #[test]
    fn what_the_rules_said_is_told_as_a_worker_says_it() {
        let said = |verdict: &str, breaches: &[&str], barred: &[&str]| {
            told(&json!({"event": "held", "x_verdict": verdict, "x_breaches": breaches, "x_barred": barred})).join("; ")
        };
        assert_eq!(said("suitable", &[], &[]), "it suited them");
        assert_eq!(said("decision", &[], &[]), "it suited them by a decision");
        assert_eq!(said("decision", &["pets"], &[]), "without the decision that it needed (pets)");
        assert_eq!(
            said("unsuitable", &["mobility", "pets"], &["mobility"]),
            "although it did not suit them (steps, or not adapted), and without a decision (pets)"
        );
    }

    #[test]
    fn a_key_from_elsewhere_is_told_by_its_name() {
        assert_eq!(told(&json!({"event": "held", "x_from_file": "a.csv"})), ["from file: a.csv"]);
    }
}
