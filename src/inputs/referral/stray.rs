//! A key of a form that nobody knows where it stands, and how its value is put where it belongs.

use super::slips::Entries;
use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::{Field, Node};

/// Whether a text is a place that somebody knows.
pub(super) type Look<'a> = &'a dyn Fn(&str) -> bool;

pub(super) const TAKE_OUT: &str = "never a name, a birth date, an address or a number: take it out";
pub(super) const AS_A_PLACE: &str =
    "where the perpetrator is or goes, write a postcode or a town as place under [[unsafe]]";

/// A key that nobody knows where it stands.
pub(super) struct Stray {
    pub(super) table: String,
    pub(super) key: String,
    pub(super) found: Node,
    pub(super) known: &'static [Field],
}

impl Stray {
    /// Whether it stands beside an unsafe place.
    pub(super) fn is_in_a_place(&self) -> bool {
        self.table.starts_with("unsafe[")
    }

    /// Where it stands: `perpetrator.home`.
    pub(super) fn field(&self) -> String {
        join(&self.table, &self.key)
    }
}

/// Puts a value where it belongs, unless something else stands there; of a list, behind what stands there.
pub(super) fn put(node: &mut Node, table: &str, key: &str, value: Node) -> bool {
    let Some(entries) = table_of(node, table) else { return false };
    match entries.iter_mut().find(|(known, _)| known == key) {
        None => entries.push((key.to_owned(), value)),
        Some((_, there)) => match (&mut there.value, value.value) {
            (Value::List(items), Value::List(more)) => items.extend(more),
            (Value::List(items), more @ (Value::Text(_) | Value::Table(_))) => {
                items.push(Node { value: more, line: value.line });
            }
            (there, more) => return *there == more,
        },
    }
    true
}

/// The entries of `needs`, of `unsafe[2]`, or of the top.
pub(super) fn table_of<'a>(node: &'a mut Node, table: &str) -> Option<&'a mut Entries> {
    let Value::Table(top) = &mut node.value else { return None };
    if table.is_empty() {
        return Some(top);
    }
    let (name, at) = table.split_once('[').unwrap_or((table, ""));
    if matches!(name, "unsafe" | "person") && at.is_empty() {
        return None;
    }
    if !top.iter().any(|(key, _)| key == name) {
        top.push((name.to_owned(), Node::bare(Value::Table(Vec::new()))));
    }
    let (_, found) = top.iter_mut().find(|(key, _)| key == name)?;
    let found = match (&mut found.value, at.trim_end_matches(']').parse::<usize>()) {
        (Value::List(items), Ok(k)) => &mut items.get_mut(k)?.value,
        (Value::List(items), Err(_)) => &mut items.first_mut()?.value,
        (value, _) => value,
    };
    match found {
        Value::Table(entries) => Some(entries),
        _ => None,
    }
}
