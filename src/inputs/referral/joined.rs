//! Tables that stand on a form twice, in pieces, or as a sentence: each is one table, and nothing in it is lost.
//!
//! Of two values the more careful counts, and words stand beside each other. A sentence stands under [`IN_WORDS`], a key
//! that nobody knows. Not here: what such keys speak of (`strays`).

use super::slips::Entries;
use super::words::{self, flag, is_none, is_unknown, said};
use crate::base::parse::Node;
use crate::base::parse::node::Value;

/// The key of a table's words, where words stand there instead of a table.
pub(super) const IN_WORDS: &str = "in_words";

/// Makes one table of each that stands there otherwise.
pub(super) fn settle(node: &mut Node) {
    for name in ["perpetrator", "contact", "needs", "preferences", "home"] {
        one_table(node, name);
    }
    for name in ["contact", "needs"] {
        without_inner(node, name);
    }
    for name in ["unsafe", "person"] {
        as_list(node, name);
    }
    places_within(node);
    dogs(node);
}

/// Several tables of one name as one; what is no table as words.
fn one_table(node: &mut Node, name: &str) {
    let Some(found) = node.get(name).cloned() else { return };
    let items = match found.value.clone() {
        Value::Table(_) | Value::Null | Value::Flag(_) => return,
        Value::List(items) => items,
        _ => vec![found.clone()],
    };
    let mut all: Entries = Vec::new();
    let tables = items.iter().filter(|item| matches!(item.value, Value::Table(_))).count();
    for item in items {
        match item.value {
            Value::Table(entries) => {
                for (key, value) in entries {
                    merge(&mut all, &key, value);
                }
            }
            _ if is_none(&said(&item)) || is_unknown(&said(&item)) => {}
            _ => merge(&mut all, IN_WORDS, item),
        }
    }
    if tables > 1 && name == "perpetrator" {
        only_said_of_all(&mut all, &found);
    }
    node.remove(name);
    if let Value::Table(top) = &mut node.value {
        top.push((name.to_owned(), Node { value: Value::Table(all), line: found.line }));
    }
}

/// That one of several does not work here says nothing of the others.
fn only_said_of_all(all: &mut Entries, found: &Node) {
    const LINKED: &str = "linked_to_service";
    let items = match &found.value {
        Value::List(items) => items.as_slice(),
        _ => &[],
    };
    let is_said = |item: &Node| item.get(LINKED).is_some();
    all.retain(|(key, value)| {
        key != LINKED || value.value != Value::Flag(false) || items.iter().all(is_said)
    });
}

/// Puts a value beside one of the same key: the more careful counts, and words are joined.
pub(super) fn merge(entries: &mut Entries, key: &str, value: Node) {
    let Some((_, there)) = entries.iter_mut().find(|(known, _)| known == key) else {
        return entries.push((key.to_owned(), value));
    };
    if there.value == value.value {
        return;
    }
    let flags = (flag(there).map(|it| it.value), flag(&value).map(|it| it.value));
    let is_careful = !["message", "landlord_consent"].contains(&key);
    there.value = match (&there.value, value.value) {
        (Value::List(items), Value::List(more)) => {
            Value::List(items.iter().cloned().chain(more).collect())
        }
        (Value::Whole(one), Value::Whole(other)) => Value::Whole((*one).max(other)),
        (_, _)
            if flags == (Some(Value::Flag(true)), Some(Value::Flag(false)))
                || flags == (Some(Value::Flag(false)), Some(Value::Flag(true))) =>
        {
            Value::Flag(is_careful)
        }
        (there, more) => {
            let more = Node::bare(more);
            let (one, other) = (said(&Node::bare(there.clone())), said(&more));
            let is_nothing = |text: &str| is_unknown(text) || is_none(text);
            match (is_nothing(&one), is_nothing(&other)) {
                _ if key == "mobility"
                    && [&one, &other].iter().any(|it| it.contains("wheelchair")) =>
                {
                    Value::Text("wheelchair".to_owned())
                }
                (true, false) => more.value,
                (false, true) => there.clone(),
                (true, true) => Value::Text("unknown".to_owned()),
                (false, false) => Value::Text(format!("{one}; {other}")),
            }
        }
    };
}

/// Tables within a table that has none: what stands in them is said of it.
fn without_inner(node: &mut Node, name: &str) {
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, found)) = top.iter_mut().find(|(key, _)| key == name) else { return };
    let Value::Table(entries) = &mut found.value else { return };
    let mut all: Entries = Vec::new();
    for (key, value) in std::mem::take(entries) {
        match value.value {
            Value::Table(inner) if !key.starts_with("x_") => {
                for (key, value) in inner {
                    merge(&mut all, &key, value);
                }
            }
            _ => merge(&mut all, &key, value),
        }
    }
    *entries = all;
}

/// One table where a list of tables belongs is a list of one; the tables within it, as `[person.two]`, are others.
fn as_list(node: &mut Node, name: &str) {
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, found)) = top.iter_mut().find(|(key, _)| key == name) else { return };
    let line = found.line;
    let Value::Table(entries) = &mut found.value else { return };
    let (inner, own): (Entries, Entries) = std::mem::take(entries)
        .into_iter()
        .partition(|(_, value)| matches!(value.value, Value::Table(_)));
    let own =
        (!own.is_empty() || inner.is_empty()).then_some(Node { value: Value::Table(own), line });
    let items = own.into_iter().chain(inner.into_iter().map(|(_, value)| value)).collect();
    *found = Node { value: Value::List(items), line };
}

/// Places within the table of another: `[unsafe.work]` behind `[[unsafe]]`.
fn places_within(node: &mut Node) {
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, found)) = top.iter_mut().find(|(key, _)| key == "unsafe") else { return };
    let Value::List(items) = &mut found.value else { return };
    let mut more = Vec::new();
    for item in &mut *items {
        let Value::Table(entries) = &mut item.value else { continue };
        let is_one = |(_, value): &(String, Node)| value.get("place").is_some();
        let (inner, own): (Entries, Entries) =
            std::mem::take(entries).into_iter().partition(is_one);
        *entries = own;
        more.extend(inner.into_iter().map(|(_, value)| value));
    }
    items.extend(more);
}

/// An assistance dog under pets is none of them.
fn dogs(node: &mut Node) {
    const ASSISTANCE: &[&str] = &["guide", "assistance", "hearing", "service"];
    const ALONE: &[&str] = &[
        "a",
        "an",
        "the",
        "her",
        "his",
        "one",
        "1",
        "dog",
        "guide",
        "assistance",
        "hearing",
        "service",
    ];
    let pets = node.get("needs").and_then(|needs| needs.get("pets")).map(said).unwrap_or_default();
    let plain = words::plain(&pets);
    let has = |words: &[&str]| plain.split(' ').any(|word| words.contains(&word));
    if !has(ASSISTANCE) || !has(&["dog", "dogs"]) || has(&["no", "not"]) {
        return;
    }
    let Value::Table(top) = &mut node.value else { return };
    let Some((_, needs)) = top.iter_mut().find(|(key, _)| key == "needs") else { return };
    if plain.split(' ').all(|word| ALONE.contains(&word)) {
        needs.remove("pets");
    }
    if let Value::Table(entries) = &mut needs.value {
        entries.retain(|(key, _)| key != "assistance_dog");
        entries.push(("assistance_dog".to_owned(), Node::bare(Value::Flag(true))));
    }
}
