//! Unsafe places and wishes that stand on a form otherwise than as a list of tables: each is a place all the same.
//!
//! A place that says nothing is one that nobody knows, so that somebody is asked; it is never left out.

use super::words::{is_none, is_unknown, said};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::node::Value;

/// What stands for a place of which nothing is said.
const NOWHERE: &str = "unknown";

const NO_PLACE: &str = "no place stands here, so it was not checked. Whoever knows the address decides; a postcode or town here would help.";
const NOT_KNOWN_YET: &str = "it is not known yet: ask where it is. Until then whoever knows the address decides; a postcode or town here would help.";

/// Makes tables of the unsafe places, and says which were not understood.
pub(super) fn settle(node: &mut Node) -> Vec<Unread> {
    let mut unread = Vec::new();
    let Some(found) = node.get("unsafe").cloned() else { return unread };
    let places = match found.value.clone() {
        Value::List(items) => items,
        Value::Text(text) if text.trim() != "N" && (is_none(&text) || text.trim().is_empty()) => {
            Vec::new()
        }
        Value::Flag(false) | Value::Null => Vec::new(),
        _ => vec![found.clone()],
    };
    let mut more = Vec::new();
    let mut read = Vec::new();
    for (k, place) in places.into_iter().enumerate() {
        read.push(one(place, k, &mut more, &mut unread));
    }
    read.extend(more);
    node.remove("unsafe");
    if let Value::Table(entries) = &mut node.value {
        entries.push(("unsafe".to_owned(), Node { value: Value::List(read), line: found.line }));
    }
    unread
}

/// One place as a table; where several stand in it, the others behind the rest.
fn one(mut item: Node, k: usize, more: &mut Vec<Node>, unread: &mut Vec<Unread>) -> Node {
    if !matches!(item.value, Value::Table(_)) {
        let line = item.line;
        let place = ("place".to_owned(), item);
        item = Node { value: Value::Table(vec![place]), line };
    }
    let Some(place) = item.get("place").cloned() else { return item };
    let named = match &place.value {
        Value::List(items) => items.iter().map(said).collect(),
        _ => vec![said(&place)],
    };
    let mut named: Vec<String> =
        named.into_iter().filter(|name: &String| !name.trim().is_empty()).collect();
    // "N" is the north of London.
    let is_area = |name: &String| name.trim().eq_ignore_ascii_case("n");
    let is_nowhere = |name: &String| is_unknown(name) || (is_none(name) && !is_area(name));
    if named.is_empty() || matches!(place.value, Value::Flag(_) | Value::Table(_)) {
        unread.push(Unread::new(format!("unsafe[{k}].place"), said(&place), NO_PLACE));
        named = vec![NOWHERE.to_owned()];
    } else if named.iter().all(is_nowhere) {
        unread.push(Unread::new(format!("unsafe[{k}].place"), said(&place), NOT_KNOWN_YET));
        named = vec![NOWHERE.to_owned()];
    }
    let with = |name: String| {
        let mut table = item.clone();
        table.remove("place");
        if let Value::Table(entries) = &mut table.value {
            entries.push(("place".to_owned(), Node { value: Value::Text(name), line: place.line }));
        }
        table
    };
    let mut named = named.into_iter();
    let first = named.next().map_or_else(|| item.clone(), with);
    more.extend(named.map(with));
    first
}
