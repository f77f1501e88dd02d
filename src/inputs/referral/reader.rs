//! One referral file into a [`Referral`], every issue collected.

use super::no_form::no_form;
use super::notation::Notation;
use super::places::{locate, unknown_places};
use super::slips::{FARTHEST_M, answer_around, metres_of, radius_of};
use super::stray::Look;
use super::{CLASS_REFERRAL, REFERRAL};
use super::{apart, lists, people, strays, times, words};
use crate::base::domain::{Household, Referral};
use crate::base::geography::{Geography, Places, Viewpoint};
use crate::base::parse::node::Value;
use crate::base::parse::radius::Radius;
use crate::base::parse::{At, Code, Field, Issues, Node, Shape, Sink, Source};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Reads a referral that must be in order. Its places are looked up by [`super::locate`].
///
/// Where the form does not say when it came, `asked` is taken.
///
/// # Errors
/// Everything that is wrong in it.
pub fn read(source: Source<'_>, asked: Timestamp) -> Result<Referral, Issues> {
    let mut sink = Sink::new(source.file).advising(strays::advice);
    let referral = Notation::of(source)
        .tree(source.text, &mut sink)
        .and_then(|node| read_form(node, asked, &mut sink));
    let read = sink.into_issues().or_value(referral);
    let mut referral = read.map_err(|found| no_form(source).unwrap_or(found))?;
    times::settle(&mut referral);
    Ok(referral)
}

/// The reference that a form bears, whatever else is wrong with it.
pub fn reference_of(source: Source<'_>) -> Option<String> {
    let mut ignored = Sink::new("");
    let tree = Notation::of(source).tree_as_meant(source.text, &mut ignored)?;
    words::reference(&words::said(tree.get("reference")?))
}

/// Reads a referral and looks its places up beside an estate. What can be answered without is no issue here, but
/// stands in `unread` of the household.
///
/// # Errors
/// Everything that is wrong in it; a place that is unknown is not.
pub fn read_and_locate(
    source: Source<'_>,
    asked: Timestamp,
    geography: &Geography,
    from: Viewpoint<'_>,
) -> Result<(Referral, Places), Issues> {
    let mut sink = Sink::new(source.file);
    let tree = Notation::of(source).tree_as_meant(source.text, &mut sink);
    let look = |text: &str| geography.names_a_place(text, from);
    let read = tree.and_then(|node| answer_form(node, asked, &look, &mut sink));
    let referral = sink.into_issues().or_value(read).map_err(|found| {
        if let Some(none) = no_form(source) {
            return none;
        }
        // Where there is no answer, everything that is wrong is said, as it stands on the form.
        let mut said = slips(source);
        if said.is_empty() {
            said = found;
        }
        said.extend(unknown_places(source, geography, from));
        said.in_order()
    })?;
    let places = locate(&referral, geography, from);
    Ok((referral, places))
}

/// What of a form is wrong and can be answered without, as the issues it is.
pub fn slips(source: Source<'_>) -> Issues {
    let mut sink = Sink::new(source.file).advising(strays::advice);
    let read = Notation::of(source)
        .tree(source.text, &mut sink)
        .and_then(|node| read_form(node, Timestamp::UNIX_EPOCH, &mut sink));
    match read {
        Some(referral) => times::note(&referral, &mut sink),
        None => {
            if let Some(none) = no_form(source) {
                return none;
            }
        }
    }
    sink.into_issues()
}

/// Reads a form whatever is wrong with it, as far as there is a careful reading.
fn answer_form(
    mut node: Node,
    asked: Timestamp,
    look: Look<'_>,
    sink: &mut Sink,
) -> Option<Referral> {
    let mut unread = strays::settle(&mut node, look);
    unread.extend(lists::settle(&mut node));
    let apart = apart::take_out(&mut node);
    let radii = radii(&node);
    unread.extend(answer_around(&mut node, asked));
    let (said, ages) = people::settle(&mut node);
    unread.extend(said);
    let mut referral = read_form(node, asked, sink)?;
    let household = &mut referral.household;
    for (k, span) in ages {
        if let Some(person) = household.people.get_mut(k) {
            person.told_ages = Some(span);
        }
    }
    household.unread = unread;
    if let Some(apart) = apart {
        household.keep_apart = apart;
    }
    settle_radii(radii, household);
    times::settle(&mut referral);
    Some(referral)
}

/// Reads a whole form.
fn read_form(mut node: Node, asked: Timestamp, sink: &mut Sink) -> Option<Referral> {
    let taken = node.get("received").is_none();
    if let (true, Value::Table(entries)) = (taken, &mut node.value) {
        let moment = Node::bare(Value::Text(asked.to_string()));
        entries.push(("received".to_owned(), moment));
    }
    let mut referral: Referral = checked(&node, REFERRAL, "", sink)?;
    settle_radii(radii(&node), &mut referral.household);
    Some(Referral { received_taken: taken, ..referral })
}

/// Reads the household of a scenario's class.
pub fn read_household(node: &Node, place: &str, sink: &mut Sink) -> Option<Household> {
    let mut household: Household = checked(node, CLASS_REFERRAL, place, sink)?;
    settle_radii(radii(node), &mut household);
    Some(household)
}

/// What a tree says, if nothing in it is wrong.
fn checked<T: DeserializeOwned>(
    node: &Node,
    fields: &'static [Field],
    place: &str,
    sink: &mut Sink,
) -> Option<T> {
    let json = Shape::Table(fields).check(node, place, "describe one household", sink);
    check_people(node, place, sink);
    serde_json::from_value(json.filter(|_| sink.is_empty())?).ok()
}

/// The radius of each unsafe place: of one in metres and one in words the larger, in steps of 500 m; and
/// whether either could not be read.
fn radii(node: &Node) -> Vec<(Option<u32>, bool)> {
    let Some(Value::List(places)) = node.get("unsafe").map(|list| &list.value) else {
        return Vec::new();
    };
    let of = |place: &Node| {
        let metres = place.get("radius_m").map(|node| metres_of(node).at_most(FARTHEST_M));
        let in_words = place.get("radius").map(|node| radius_of(node).at_most(FARTHEST_M));
        let read: Vec<Radius> = metres.into_iter().chain(in_words).collect();
        let largest = read.iter().map(|radius| radius.in_steps()).max();
        (largest, read.iter().any(|radius| !radius.is_read()))
    };
    places.iter().map(of).collect()
}

fn settle_radii(radii: Vec<(Option<u32>, bool)>, household: &mut Household) {
    for (named, (metres, unread)) in household.unsafe_places.iter_mut().zip(radii) {
        named.radius_m = metres;
        named.radius_unread = unread;
    }
}

/// What joins the people of a household. Looks at the tree, so that one wrong cell hides no other issue.
fn check_people(node: &Node, place: &str, sink: &mut Sink) {
    let Some(list) = node.get("person") else { return };
    let Value::List(people) = &list.value else { return };
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
    let (mut partners, mut ids) = (0, BTreeSet::new());
    for (k, person) in people.iter().enumerate() {
        check_age(person, Some(k) == lead, &at(k, "age"), sink);
        check_id(person, &mut ids, &at(k, "id"), sink);
        let partner = matches!(
            person.get("partner_of_lead").map(|node| &node.value),
            Some(Value::Flag(true))
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

fn check_id(person: &Node, ids: &mut BTreeSet<String>, place: &str, sink: &mut Sink) {
    let id = person.get("id").and_then(|id| match &id.value {
        Value::Text(text) => Some(text.clone()),
        Value::Whole(n) => Some(n.to_string()),
        _ => None,
    });
    let Some(id) = id else { return };
    if ids.contains(&id) {
        let allowed = "each person has a pseudonym of their own";
        let action = "correct one of the two, or leave both out";
        sink.add(Code::Repeated, At::new(place, person.line), id, allowed, action);
    } else {
        ids.insert(id);
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
