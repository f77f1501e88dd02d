//! Tables under a name that nobody knows: what stands in them may be where the perpetrator is.
//!
//! One that names the perpetrator is `[perpetrator]`; one that holds a place is `[[unsafe]]`, unless its name speaks of
//! what is wished for. Not here: single texts (`stray_places`), and tables of people (`strays`).

use super::joined::merge;
use super::keys::{About, about, is_an_identity, names_the_perpetrator};
use super::stray::{Look, Stray, table_of};
use super::stray_places::{add, collect, may_be_in, names_a_place};
use super::words::said;
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

const AS_UNSAFE: &str = "it was read as an unsafe place, and homes too near are left out. Write it as place under [[unsafe]].";
const AS_THE_PERPETRATOR: &str = "it was read as [perpetrator]. Write it so.";

/// The tables that stand there, if any do.
pub(super) fn tables_in(found: &Node) -> Vec<&Node> {
    let is_table = |node: &&Node| matches!(node.value, Value::Table(_));
    match &found.value {
        Value::Table(_) => vec![found],
        Value::List(items) => items.iter().filter(is_table).collect(),
        _ => Vec::new(),
    }
}

/// Reads them, if they may say where the perpetrator is.
pub(super) fn read(node: &mut Node, stray: &Stray, look: Look<'_>) -> Option<Unread> {
    let tables = tables_in(&stray.found);
    let is_person = |table: &&Node| table.get("age").is_some() || table.get("sex").is_some();
    if tables.is_empty() || stray.is_in_a_place() {
        return None;
    }
    if stray.table.is_empty() && names_the_perpetrator(&stray.key) {
        return of_the_perpetrator(node, stray, &tables);
    }
    let about = about(&stray.table, &stray.key);
    let is_unsafe = matches!(about, About::Unsafe(_));
    if about == About::Wished || (tables.iter().any(is_person) && !is_unsafe) {
        return None;
    }
    let places: Vec<Node> = tables
        .into_iter()
        .filter(|table| is_unsafe || holds_a_place(table, look))
        .map(|table| with_a_place(table, look))
        .collect();
    if places.is_empty() {
        return None;
    }
    let typed = places.iter().map(of_places).collect::<Vec<_>>().join(", ");
    let why = match about {
        About::Unsafe(why) | About::UnsafeIfAPlace(why) => why,
        _ => "other",
    };
    let unread = Unread::new(stray.field(), typed, AS_UNSAFE);
    add(node, places, why).then_some(Unread { is_place: true, ..unread })
}

fn of_the_perpetrator(node: &mut Node, stray: &Stray, tables: &[&Node]) -> Option<Unread> {
    let mut asks_first = false;
    let there = table_of(node, "perpetrator")?;
    for (key, value) in tables.iter().flat_map(|table| entries(table)) {
        let known = there.iter().find(|(known, _)| known == key);
        asks_first |= known.is_some_and(|(_, there)| there != value);
        merge(there, key, value.clone());
    }
    // That one does not work here says nothing of the other.
    let is_said_of_all = tables.iter().all(|table| table.get("linked_to_service").is_some());
    there.retain(|(key, value)| {
        key != "linked_to_service" || is_said_of_all || value.value != Value::Flag(false)
    });
    Some(Unread { asks_first, ..Unread::new(stray.field(), String::new(), AS_THE_PERPETRATOR) })
}

fn entries(table: &Node) -> &[(String, Node)] {
    match &table.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// Whether a key says that a place stands there, or one that somebody knows does.
fn holds_a_place(table: &Node, look: Look<'_>) -> bool {
    entries(table).iter().any(|(key, _)| names_a_place(key)) || may_be_in(table, look)
}

/// A table that has a place: of one that says none in so many words all that it says, but who it is.
fn with_a_place(table: &Node, look: Look<'_>) -> Node {
    const NOWHERE: &str = "unknown";
    let is_read = |(key, value): &&(String, Node)| {
        let mut found = Vec::new();
        collect(value, &mut found);
        let knows = |node: &Node| node.as_text().is_some_and(look);
        (names_a_place(key) && !found.is_empty()) || found.iter().any(knows)
    };
    let mut table = table.clone();
    if !entries(&table).iter().any(|entry| is_read(&entry)) && table.get("place").is_none() {
        let said: Vec<String> = entries(&table)
            .iter()
            .filter(|(key, _)| !is_an_identity(key))
            .map(|(_, value)| said(value))
            .filter(|text| !text.trim().is_empty())
            .collect();
        let place = if said.is_empty() { NOWHERE.to_owned() } else { said.join(", ") };
        if let Value::Table(entries) = &mut table.value {
            entries.push(("place".to_owned(), Node::bare(Value::Text(place))));
        }
    }
    table
}

/// What of a table is a place, in words.
fn of_places(table: &Node) -> String {
    let of_a_place = |(key, _): &&(String, Node)| names_a_place(key);
    let places = entries(table).iter().filter(of_a_place).map(|(_, value)| said(value));
    places.collect::<Vec<_>>().join(", ")
}
