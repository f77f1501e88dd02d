//! Whom a household must not live beside, however it was written: nothing under `keep_apart` ever vanishes, and a
//! reference under a key that nobody knows is one to be kept apart.
//!
//! References are parted at commas and semicolons. What is no reference stays as it was typed: a household may be named
//! in it, and somebody is asked who is meant. That somebody says "none" is nobody.

use super::REFERRAL;
use super::everyday::everyday;
use super::keys::words_of;
use super::slips::is_right;
use super::stray::{Look, Stray};
use super::words::{is_none, said};
use crate::base::domain::household::{Unread, names};
use crate::base::parse::format::{self, Format};
use crate::base::parse::names::nearly;
use crate::base::parse::node::Value;
use crate::base::parse::{Node, Shape};

const REFERENCES: Shape = Shape::List(&Shape::Text(Format::Reference));

/// Takes the list out of a form where it is not written as it should be.
pub(super) fn take_out(node: &mut Node) -> Option<Vec<String>> {
    let found = node.get("keep_apart")?.clone();
    let mut named = Vec::new();
    collect(&found, &mut named);
    let all = named.len();
    named.retain(|text| !text.is_empty() && !is_none(text));
    if named.len() == all && is_right(REFERENCES, &found) {
        return None;
    }
    node.remove("keep_apart");
    Some(named)
}

fn collect(node: &Node, named: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, named)),
        Value::Table(entries) => entries.iter().for_each(|(_, item)| collect(item, named)),
        _ => named.extend(said(node).split([',', ';', '\n']).map(|part| part.trim().to_owned())),
    }
}

/// References under a key that nobody knows: to be kept apart. None where more than that stands there, or none.
///
/// Whether anybody has them is not looked at: who lives here is not to be found out by asking.
pub(super) fn of_references(node: &mut Node, stray: &Stray, look: Look<'_>) -> Option<Unread> {
    if has_a_meaning(stray) {
        return None;
    }
    let own = node.get("reference").map(said).unwrap_or_default();
    let mut named = Vec::new();
    collect(&stray.found, &mut named);
    let all = named.len();
    named.retain(|text| names_a_household(text, look) && !names(text, &own));
    if named.is_empty() {
        return None;
    }
    let is_all = named.len() == all;
    add(node, named);
    let text = "it was read as keep_apart. Write it so.";
    is_all.then(|| Unread::new(stray.field(), String::new(), text))
}

/// Whether the key means one of the form's own, or a number that others gave.
fn has_a_meaning(stray: &Stray) -> bool {
    const OTHERS: &[&str] =
        &["reference", "ref", "case", "crime", "police", "marac", "file", "number", "order"];
    let known: Vec<&str> = stray.known.iter().map(|field| field.name).collect();
    let is_own = |field: &crate::base::parse::Field| {
        let inner = field.shape.fields().unwrap_or_default();
        field.name == stray.key || inner.iter().any(|inner| inner.name == stray.key)
    };
    let means = everyday(&stray.key).map(|(_, path, _)| *path);
    matches!(means, Some("keep_apart" | "repeat_of"))
        || REFERRAL.iter().any(is_own)
        || nearly(&stray.key, &known).is_some()
        || words_of(&stray.key).iter().any(|word| OTHERS.contains(&&**word))
}

/// Whether a text is a reference, or has one among its words.
fn names_a_household(text: &str, look: Look<'_>) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let as_one = words.concat();
    let is_one = words.len() <= 2 && is_a_reference(&as_one, 1);
    let is_a_place =
        look(text) || format::postcode(text).is_some() || format::sector(text).is_some();
    (is_one && !is_a_place) || words.iter().any(|word| is_a_reference(word, 3))
}

/// Whether a word is written as a reference: letters, a mark and digits. A road is not.
fn is_a_reference(word: &str, digits_at_least: usize) -> bool {
    const LONGEST: usize = 6;
    const BARE: usize = 3;
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let first = word.chars().take_while(|c| c.is_alphabetic()).count();
    let rest: String = word.chars().skip(first).collect();
    let number = rest.trim_start_matches(['-', '\u{2013}', '_', '/']);
    let is_number = number.chars().all(|c| c.is_ascii_digit()) && number.len() <= LONGEST;
    let is_marked = number.len() < rest.len();
    let is_road = first == 1 && word.starts_with(['A', 'B', 'M', 'a', 'b', 'm']) && !is_marked;
    let enough = if is_marked { digits_at_least } else { digits_at_least.max(BARE) };
    (1..=LONGEST).contains(&first) && is_number && number.len() >= enough && !is_road
}

/// Behind whom the form names already.
fn add(node: &mut Node, named: Vec<String>) {
    let there = node.get("keep_apart").cloned();
    node.remove("keep_apart");
    let more = named.into_iter().map(|text| Node::bare(Value::Text(text)));
    let all = there.into_iter().chain(more).collect();
    if let Value::Table(top) = &mut node.value {
        top.push(("keep_apart".to_owned(), Node::bare(Value::List(all))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_as_a_reference_is_one_and_a_place_is_none() {
        let look = |text: &str| text == "ST4";
        for text in ["R-0407", "r 0407", "R0407", "T-1", "not with R-0407", "SoT/0388"] {
            assert!(names_a_household(text, &look), "{text}");
        }
        for text in ["ST4", "ST4 2", "ST4 2QH", "A5006", "her sister", "2026-11-20", "aged 12"] {
            assert!(!names_a_household(text, &look), "{text}");
        }
    }
}
