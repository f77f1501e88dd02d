//! Whom a household must not live beside, however it was written: nothing under `keep_apart` ever vanishes.
//!
//! References are parted at commas and semicolons. What is no reference stays as it was typed: a household may be named
//! in it, and somebody is asked who is meant.

use super::slips::is_right;
use super::words::said;
use crate::base::domain::household::Unread;
use crate::base::parse::format::Format;
use crate::base::parse::node::Value;
use crate::base::parse::{Node, Shape};

const REFERENCES: Shape = Shape::List(&Shape::Text(Format::Reference));

const NOTHING: &str = "nothing stands here. Ask who is meant before any offer.";

/// Takes the list out of a form where it is not written as it should be.
pub(super) fn take_out(node: &mut Node, unread: &mut Vec<Unread>) -> Option<Vec<String>> {
    let found = node.get("keep_apart").filter(|found| !is_right(REFERENCES, found)).cloned()?;
    node.remove("keep_apart");
    if matches!(found.value, Value::Null) {
        return None;
    }
    let mut named = Vec::new();
    collect(&found, &mut named);
    if named.is_empty() {
        unread.push(Unread::new("keep_apart", said(&found), NOTHING));
    }
    let (empty, named): (Vec<_>, Vec<_>) =
        named.into_iter().enumerate().partition(|(_, text)| text.is_empty());
    unread.extend(
        empty.into_iter().map(|(k, said)| Unread::new(format!("keep_apart[{k}]"), said, NOTHING)),
    );
    Some(named.into_iter().map(|(_, text)| text).collect())
}

fn collect(node: &Node, named: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, named)),
        Value::Table(entries) => entries.iter().for_each(|(_, item)| collect(item, named)),
        _ => named.extend(said(node).split([',', ';', '\n']).map(|part| part.trim().to_owned())),
    }
}
