//! One referral file into a [`Referral`], every issue collected.

use super::REFERRAL;
use super::places::locate_in_tree;
use crate::domain::Referral;
use crate::geography::{Geography, Places, SectorId};
use crate::reading::{At, Code, Field, Issues, Node, Shape, Sink, Source, notation};
use serde_json::Value as Json;

/// How a referral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// TOML.
    Toml,
    /// JSON.
    Json,
}

impl Notation {
    /// By the file's name, or else by its first character.
    pub fn of(source: Source<'_>) -> Self {
        let named = |ending: &str| source.file.to_ascii_lowercase().ends_with(ending);
        let braced = source.text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
        if named(".json") || (!named(".toml") && braced) { Self::Json } else { Self::Toml }
    }

    /// The tree of a text in this notation.
    pub fn tree(self, text: &str, sink: &mut Sink) -> Option<Node> {
        match self {
            Self::Toml => notation::toml(text, sink),
            Self::Json => notation::json(text, sink),
        }
    }
}

/// Reads a referral. Its places are looked up by [`super::locate`].
///
/// # Errors
/// Everything that is wrong in it.
pub fn read(source: Source<'_>) -> Result<Referral, Issues> {
    let mut sink = Sink::new(source.file);
    let referral = Notation::of(source)
        .tree(source.text, &mut sink)
        .and_then(|node| read_household(&node, REFERRAL, "", &mut sink));
    sink.into_issues().or_value(referral)
}

/// The reference that a form bears, whatever else is wrong with it.
pub fn reference_of(source: Source<'_>) -> Option<String> {
    let mut ignored = Sink::new("");
    let tree = Notation::of(source).tree(source.text, &mut ignored)?;
    tree.get("reference")?.as_text().map(ToOwned::to_owned)
}

/// Reads a referral and looks its places up beside an estate, all issues of both together.
///
/// # Errors
/// Everything that is wrong in it, unknown places among it.
pub fn read_and_locate(
    source: Source<'_>,
    geography: &Geography,
    home: &[SectorId],
) -> Result<(Referral, Places), Issues> {
    let mut sink = Sink::new(source.file);
    let tree = Notation::of(source).tree(source.text, &mut sink);
    let read = tree.and_then(|node| {
        let referral = read_household(&node, REFERRAL, "", &mut sink);
        let places = locate_in_tree(&node, geography, home, &mut sink);
        Some((referral?, places))
    });
    sink.into_issues().or_value(read)
}

/// Reads the household of a tree: a whole referral, or the referral of a scenario's class.
pub fn read_household(
    node: &Node,
    fields: &'static [Field],
    place: &str,
    sink: &mut Sink,
) -> Option<Referral> {
    let json = Shape::Table(fields).check(node, place, "describe one household", sink);
    check_people(node, place, sink);
    let json = json.filter(|_| sink.is_empty())?;
    serde_json::from_value(json).ok()
}

/// What joins the people of a household. Looks at the tree, so that one wrong cell hides no other issue.
fn check_people(node: &Node, place: &str, sink: &mut Sink) {
    let Some(list) = node.get("person") else { return };
    let crate::reading::node::Value::List(people) = &list.value else { return };
    let at = |k: usize, key: &str| {
        let prefix = if place.is_empty() { String::new() } else { format!("{place}.") };
        format!("{prefix}person[{k}].{key}")
    };
    let is = |person: &Node, role: &str| person.get("role").and_then(Node::as_text) == Some(role);
    let lead = people.iter().position(|person| is(person, "adult"));
    let all_roles_known = people.iter().all(|person| is(person, "adult") || is(person, "child"));
    if lead.is_none() && all_roles_known {
        let key = if place.is_empty() { "person".to_owned() } else { format!("{place}.person") };
        let allowed = "a referral has at least one adult: the first is the lead";
        let action = "write role adult for the person who asks, whatever her age";
        sink.add(Code::Missing, At::new(&key, list.line), "", allowed, action);
    }
    let mut partners = 0;
    for (k, person) in people.iter().enumerate() {
        check_age(person, Some(k) == lead, &at(k, "age"), sink);
        let partner = matches!(
            person.get("partner_of_lead").map(|node| &node.value),
            Some(crate::reading::node::Value::Flag(true))
        );
        partners += usize::from(partner);
        let allowed = match (partner, Some(k) == lead, is(person, "child")) {
            (true, true, _) => "the lead is not her own partner",
            (true, _, true) => "a child is nobody's partner",
            (true, ..) if partners > 1 => "at most one adult is the lead's partner",
            _ => continue,
        };
        let place = at(k, "partner_of_lead");
        sink.add(Code::Contradiction, At::new(&place, person.line), "true", allowed, "write false");
    }
}

fn check_age(person: &Node, lead: bool, place: &str, sink: &mut Sink) {
    const ADULT_FROM: i64 = 16;
    const CHILD_BELOW: i64 = 18;
    let mut ignored = Sink::new("");
    let age = person
        .get("age")
        .and_then(|age| Shape::whole(0, 120).check(age, place, "", &mut ignored))
        .and_then(|age| Json::as_i64(&age));
    let Some(age) = age else { return };
    let (allowed, action) = match person.get("role").and_then(Node::as_text) {
        Some("adult") if age < ADULT_FROM && !lead => {
            ("an adult other than the lead is 16 or over", "write role child, or correct the age")
        }
        Some("child") if age >= CHILD_BELOW => {
            ("a child is under 18", "write role adult, or correct the age")
        }
        _ => return,
    };
    sink.add(Code::Contradiction, At::new(place, person.line), age.to_string(), allowed, action);
}
