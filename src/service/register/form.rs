//! What a form is to the register: whose it is, who is on it, and which referral it repeats.
//!
//! The rest of a form is nobody's business here; of an erased one nothing else is left.

use crate::base::domain::redact;
use crate::base::parse::Source;
use crate::inputs::referral;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A form as far as the register knows it.
#[derive(Clone)]
pub(super) struct Form {
    /// It is a referral of contracts section 3, or what is left of one.
    pub(super) is_right: bool,
    pub(super) reference: Option<Arc<str>>,
    pub(super) repeat_of: Option<Arc<str>>,
    pub(super) members: Vec<Member>,
    /// Somebody's life is in danger now; where nobody could say, the careful reading counts.
    pub(super) in_danger: bool,
}

/// One person of a household.
#[derive(Clone)]
pub(super) struct Member {
    /// The pseudonym; none: the next number.
    pub(super) id: Option<Arc<str>>,
    /// The individual this person was in another household.
    pub(super) was: Option<Arc<str>>,
}

redact!(Form, Member);

impl Form {
    /// A form that somebody wishes to record.
    pub(super) fn read(value: &Value) -> Self {
        let is_right = value.as_object().is_some_and(is_right);
        Self { is_right, ..Self::kept(value) }
    }

    /// A form that was found right when it was recorded.
    pub(super) fn kept(value: &Value) -> Self {
        let empty = Map::new();
        let object = value.as_object().unwrap_or(&empty);
        let people = object.get("person").and_then(Value::as_array);
        let repeat_of = text(object, "repeat_of");
        let members: Vec<Member> = people.into_iter().flatten().map(Member::of).collect();
        Self {
            is_right: true,
            reference: text(object, "reference"),
            repeat_of: repeat_of.filter(|of| !of.trim().is_empty() && &**of != "unknown"),
            members: numbered(members),
            in_danger: is_in_danger(value),
        }
    }
}

impl Member {
    /// A person that is right in itself.
    pub(super) fn read(value: &Value) -> Option<Self> {
        value.is_object().then(|| Self::of(value)).filter(|_| is_right_person(value))
    }

    fn of(value: &Value) -> Self {
        let id = match value.get("id") {
            Some(Value::String(text)) => Some(Arc::from(text.as_str())),
            Some(Value::Number(number)) => Some(Arc::from(number.to_string())),
            _ => None,
        };
        Self { id, was: value.get("was").and_then(Value::as_str).map(Arc::from) }
    }
}

/// Persons without a pseudonym are 1, 2, … in order, passing over what others are called.
fn numbered(mut members: Vec<Member>) -> Vec<Member> {
    let named: BTreeSet<Arc<str>> = members.iter().filter_map(|member| member.id.clone()).collect();
    let mut numbers = (1..).map(|n: usize| Arc::from(n.to_string())).filter(|n| !named.contains(n));
    for member in &mut members {
        if member.id.is_none() {
            member.id = numbers.next();
        }
    }
    members
}

/// A person may join a household if a form with them and an adult would be right.
fn is_right_person(value: &Value) -> bool {
    let lead = json!({"role": "adult", "age": 40, "sex": "female", "id": "lead-of-the-household"});
    let form = json!({
        "reference": "R", "source": "self", "immediate_danger": false, "homeless_before": false,
        "person": [lead, value],
    });
    form.as_object().is_some_and(is_right)
}

fn is_right(object: &Map<String, Value>) -> bool {
    let mut object = object.clone();
    let is_erased = object.remove("erased") == Some(Value::Bool(true));
    if is_erased {
        for (key, value) in [
            ("source", json!("self")),
            ("immediate_danger", json!(false)),
            ("homeless_before", json!(false)),
        ] {
            object.entry(key).or_insert(value);
        }
    }
    // A radius that cannot be read is listed and answered with care; it makes no form wrong.
    for place in object.get_mut("unsafe").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(place) = place.as_object_mut() {
            place.retain(|key, _| key != "radius" && key != "radius_m");
        }
    }
    let text = Value::Object(object).to_string();
    referral::read(Source { file: "form.json", text: &text }, Timestamp::UNIX_EPOCH).is_ok()
}

const DANGER: &str = "immediate_danger";

/// Somebody's life is in danger now, or nobody could say.
fn is_in_danger(form: &Value) -> bool {
    form.get(DANGER).is_some_and(|said| *said == true || *said == "unknown")
}

/// What is shown of an erased household's form: nothing but what its counts need.
pub fn as_erased(form: &mut Value) {
    if let Some(form) =
        form.as_object_mut().filter(|form| form.get("erased") == Some(&Value::Bool(true)))
    {
        form.remove(DANGER);
    }
}

/// What stays of a form when a household is erased.
pub(super) fn kept(form: &Value) -> Value {
    const OF_FORM: [&str; 2] = ["reference", "repeat_of"];
    let mut left = only(form, &OF_FORM);
    let people = form.get("person").and_then(Value::as_array);
    let people: Vec<Value> = people.into_iter().flatten().map(kept_person).collect();
    left.insert("person".to_owned(), Value::Array(people));
    left.insert("erased".to_owned(), Value::Bool(true));
    if is_in_danger(form) {
        // Without it what was recorded afterwards could not be judged again; nobody is shown it (`as_erased`).
        left.insert(DANGER.to_owned(), Value::Bool(true));
    }
    Value::Object(left)
}

/// What stays of a person: who they are in the counts, and the words of 10.13 iii to vi.
pub(super) fn kept_person(person: &Value) -> Value {
    const OF_PERSON: [&str; 11] = [
        "id",
        "was",
        "arrives",
        "role",
        "age",
        "sex",
        "ethnicity",
        "sexuality",
        "gender",
        "disability",
        "specialist",
    ];
    Value::Object(only(person, &OF_PERSON))
}

fn only(value: &Value, keys: &[&str]) -> Map<String, Value> {
    let of = value.as_object().into_iter().flatten();
    of.filter(|(key, _)| keys.contains(&key.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// The text of a key.
pub(super) fn text(object: &Map<String, Value>, key: &str) -> Option<Arc<str>> {
    object.get(key)?.as_str().map(Arc::from)
}

/// Whether a key says yes.
pub(super) fn flag(object: &Map<String, Value>, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool).unwrap_or_default()
}
