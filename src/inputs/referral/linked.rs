//! Whether the perpetrator, or somebody close, works here or for a partner, whatever the key that says so.
//!
//! In doubt it counts as so. Not here: the form's own key for it, and everyday ones (`everyday`).

use super::keys::{has_word, is_of_the_perpetrator, speaks_of_the_perpetrator};
use super::stray::{Look, Stray, table_of};
use super::stray_places;
use super::words::{flag, said};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

/// Words of working somewhere, or knowing somebody there.
const WORKING: &[&str] = &[
    "work",
    "works",
    "working",
    "worked",
    "worker",
    "workers",
    "job",
    "employer",
    "employed",
    "employee",
    "employs",
    "volunteer",
    "volunteers",
    "volunteering",
    "volunteered",
    "staff",
    "colleague",
    "colleagues",
    "trustee",
    "cleaner",
    "manager",
    "knows",
    "insider",
    "linked",
    "workplace",
    "office",
    "business",
    "shop",
    "nights",
    "shifts",
];
/// Who can only be somebody of the service.
const STAFF: &[&str] = &[
    "staff",
    "colleague",
    "colleagues",
    "trustee",
    "volunteer",
    "volunteers",
    "volunteering",
    "employee",
    "insider",
];
/// Words for the service, or somebody of it.
const SERVICE: &[&str] = &[
    "refuge",
    "refuges",
    "shelter",
    "hostel",
    "charity",
    "here",
    "us",
    "our",
    "ours",
    "your",
    "you",
    "we",
    "staff",
    "idva",
    "advocate",
    "advocates",
    "service",
    "services",
    "aid",
    "helpline",
];
/// Who may be a partner.
const PARTNER: &[&str] =
    &["police", "council", "social", "housing", "court", "courts", "probation", "nhs", "agency"];

const LINKED: &str = "it was read as linked_to_service under [perpetrator], yes: the perpetrator, or somebody close, works here or for a partner. Ask before anybody is told.";
const MAY_BE: &str = "the perpetrator, or somebody close, may work here or for a partner: whether so is not known. Ask before anybody is told.";

/// Reads it as said of the service, if it may be.
pub(super) fn read(node: &mut Node, stray: &Stray, look: Look<'_>) -> Option<Unread> {
    let typed = said(&stray.found);
    let is_his = is_of_the_perpetrator(&stray.table, &stray.key);
    let is_about_work = has_word(&stray.key, WORKING) || has_word(&typed, WORKING);
    let speaks_of_him =
        is_his || has_word(&stray.key, WORKING) || speaks_of_the_perpetrator(&typed);
    if !is_about_work || !speaks_of_him || stray.is_in_a_place() || is_hers(stray) {
        return None;
    }
    let is_plain_yes =
        matches!(flag(&stray.found).map(|heard| heard.value), Some(Value::Flag(true)));
    let is_staff = is_his && has_word(&stray.key, STAFF);
    let is_of_the_service =
        has_word(&typed, SERVICE) || (is_his && is_plain_yes && has_word(&stray.key, SERVICE));
    let (value, text) = match () {
        () if is_of_the_service || (is_staff && is_plain_yes) => (Value::Flag(true), LINKED),
        () if is_his && (is_plain_yes || has_word(&typed, PARTNER)) => {
            (Value::Text("unknown".to_owned()), MAY_BE)
        }
        () => return None,
    };
    settle(node, value);
    // Where that is, is unsafe as well.
    stray_places::add_those_known(node, &stray.found, look);
    Some(Unread { asks_first: true, ..Unread::new(stray.field(), typed, text) })
}

/// Looks whether what stands beside an unsafe place says so: "his sister works at the refuge" as its why.
pub(super) fn in_places(node: &mut Node, unread: &mut Vec<Unread>) {
    let places = match node.get("unsafe").map(|list| &list.value) {
        Some(Value::List(items)) => items.clone(),
        _ => return,
    };
    let numbered = places.iter().enumerate().filter_map(|(k, place)| match &place.value {
        Value::Table(entries) => Some((k, entries)),
        _ => None,
    });
    let values = numbered.flat_map(|(k, entries)| entries.iter().map(move |entry| (k, entry)));
    for (k, (key, value)) in values {
        let typed = said(value);
        if key.starts_with("x_") || !has_word(&typed, WORKING) || !has_word(&typed, SERVICE) {
            continue;
        }
        settle(node, Value::Flag(true));
        let field = format!("unsafe[{k}].{key}");
        unread.push(Unread { asks_first: true, ..Unread::new(field, typed, LINKED) });
    }
}

/// What somebody who comes says of her own work.
fn is_hers(stray: &Stray) -> bool {
    ["person", "needs", "preferences", "contact"].iter().any(|table| stray.table.starts_with(table))
}

/// Yes over everything, not known over no.
fn settle(node: &mut Node, value: Value) {
    let Some(entries) = table_of(node, "perpetrator") else { return };
    let is_yes =
        |found: &Node| !matches!(flag(found).map(|heard| heard.value), Some(Value::Flag(false)));
    match entries.iter_mut().find(|(key, _)| key == "linked_to_service") {
        Some((_, there)) if value != Value::Flag(true) && is_yes(there) => {}
        Some((_, there)) => there.value = value,
        None => entries.push(("linked_to_service".to_owned(), Node::bare(value))),
    }
}
