//! Where the perpetrator or the family may be, under a key that is no place of the form: read as unsafe.
//!
//! Nothing of it is left out: what is no place that anybody knows is one that cannot be checked, so that somebody is
//! asked. Not here: which keys speak of such places (`keys`).

use super::keys::{About, about};
use super::stray::{AS_A_PLACE, Look, Stray, TAKE_OUT, put, table_of};
use super::words::{is_none, is_unknown, said};
use crate::base::domain::household::Unread;
use crate::base::parse::Node;
use crate::base::parse::format;
use crate::base::parse::node::Value;

/// Reads it as an unsafe place, if its key and what stands there allow it.
pub(super) fn read(node: &mut Node, stray: &Stray, about: About, look: Look<'_>) -> Option<Unread> {
    let (why, whatever) = match about {
        About::Unsafe(why) => (why, true),
        About::UnsafeIfAPlace(why) => (why, false),
        _ => return None,
    };
    let mut places = Vec::new();
    collect(&stray.found, &mut places);
    let is_one = |place: &Node| match &place.value {
        Value::Text(text) => whatever || look(text),
        _ => whatever,
    };
    if places.is_empty() || !places.iter().any(is_one) {
        return None;
    }
    let is_put =
        if stray.is_in_a_place() { beside(node, stray, places) } else { add(node, places, why) };
    let text = if stray.is_in_a_place() {
        format!("\u{201c}{}\u{201d} was read as place. Write it so.", stray.key)
    } else {
        "it was read as an unsafe place, and homes too near are left out. Write it as place under [[unsafe]].".to_owned()
    };
    let unread = Unread::new(stray.field(), said(&stray.found), text);
    is_put.then_some(Unread { is_place: true, ..unread })
}

/// Every text in a value that is a place somebody knows, behind the unsafe places of the form.
pub(super) fn add_those_known(node: &mut Node, found: &Node, look: Look<'_>) {
    let mut places = Vec::new();
    collect(found, &mut places);
    places.retain(|place| place.as_text().is_some_and(look));
    if !places.is_empty() {
        add(node, places, "work");
    }
}

/// Whether every text in a value is a place that somebody knows.
pub(super) fn is_all_of(found: &Node, look: Look<'_>) -> bool {
    let mut texts = Vec::new();
    texts_of(found, &mut texts);
    !texts.is_empty() && texts.iter().all(|text| look(text))
}

/// Whether a place may be named anywhere in a value: all of a text, a part of it, or what follows "in" or "at".
pub(super) fn may_be_in(found: &Node, look: Look<'_>) -> bool {
    const BEFORE: &[&str] =
        &["in", "at", "near", "from", "to", "around", "round", "of", "the", "and", "or", "by"];
    const LONGEST: usize = 4;
    let mut texts = Vec::new();
    texts_of(found, &mut texts);
    let is_in = |text: &String| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let follows = |from: usize| from == 0 || BEFORE.contains(&&*words[from - 1].to_lowercase());
        let starts = (0..words.len()).filter(|from| follows(*from));
        let mut spans = starts.flat_map(|from| {
            (from + 1..=words.len().min(from + LONGEST)).map(move |to| (from, to))
        });
        let bare = |text: &str| {
            look(text.trim_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace()))
        };
        look(text)
            || postcode_in(text).is_some()
            || text.split([',', ';', '/', '\n']).any(|part| bare(part.trim()))
            || (words.len() > 1 && spans.any(|(from, to)| bare(&words[from..to].join(" "))))
    };
    texts.iter().any(is_in)
}

fn texts_of(node: &Node, texts: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| texts_of(item, texts)),
        Value::Table(entries) => entries.iter().for_each(|(_, item)| texts_of(item, texts)),
        _ => texts.push(said(node)),
    }
}

/// An address of which nobody says whose it is: its postcode is read as unsafe, and nothing else of it is shown.
pub(super) fn of_an_address(node: &mut Node, stray: &Stray, look: Look<'_>) -> Unread {
    let typed = said(&stray.found);
    let place = if look(&typed) { Some(typed) } else { postcode_in(&typed) };
    let is_read = place.is_some_and(|place| {
        let line = stray.found.line;
        add(node, vec![Node { value: Value::Text(place), line }], "home")
    });
    let done = if is_read { " Its postcode or place was read as unsafe." } else { "" };
    let text = format!("{TAKE_OUT}.{done} Ask whose it is; {AS_A_PLACE}.");
    Unread { asks_first: true, ..Unread::new(stray.field(), String::new(), text) }
}

/// The postcode or sector that ends an address.
fn postcode_in(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    let pairs = words.windows(2).map(|pair| pair.join(" "));
    let singles = words.iter().map(|word| (*word).to_owned());
    let is_code =
        |text: &String| format::postcode(text).is_some() || format::sector(text).is_some();
    pairs.chain(singles).rfind(is_code)
}

/// Every text and every table in a value that may be a place.
pub(super) fn collect(node: &Node, places: &mut Vec<Node>) {
    match &node.value {
        Value::Text(text) if text.trim() != "N" && (is_unknown(text) || is_none(text)) => {}
        Value::Text(_) => places.push(node.clone()),
        Value::List(items) => items.iter().for_each(|item| collect(item, places)),
        Value::Table(entries) if entries.iter().any(|(key, _)| names_a_place(key)) => {
            places.push(node.clone());
        }
        Value::Table(entries) => entries.iter().for_each(|(_, item)| collect(item, places)),
        _ => {}
    }
}

/// Whether a key beside others says which place is meant.
pub(super) fn names_a_place(key: &str) -> bool {
    key == "place" || matches!(about("unsafe[0]", key), About::Unsafe(_))
}

/// Into the table of the unsafe place that it stands in, behind what stands there.
fn beside(node: &mut Node, stray: &Stray, places: Vec<Node>) -> bool {
    let line = stray.found.line;
    let list = Node { value: Value::List(places), line };
    let there = table_of(node, &stray.table)
        .and_then(|entries| entries.iter_mut().find(|(key, _)| key == "place"));
    if let Some((_, there)) = there.filter(|(_, there)| !matches!(there.value, Value::List(_))) {
        *there = Node { value: Value::List(vec![there.clone()]), line: there.line };
    }
    put(node, &stray.table, "place", list)
}

/// Behind the unsafe places of the form.
pub(super) fn add(node: &mut Node, places: Vec<Node>, why: &str) -> bool {
    let Value::Table(top) = &mut node.value else { return false };
    let as_table = |place: Node| {
        if matches!(place.value, Value::Table(_)) {
            return place;
        }
        let line = place.line;
        let why = Node::bare(Value::Text(why.to_owned()));
        let entries = vec![("place".to_owned(), place), ("why".to_owned(), why)];
        Node { value: Value::Table(entries), line }
    };
    let places: Vec<Node> = places.into_iter().map(as_table).collect();
    match top.iter_mut().find(|(key, _)| key == "unsafe") {
        None => {
            let list = Node::bare(Value::List(places));
            top.push(("unsafe".to_owned(), list));
        }
        Some((_, there)) => {
            if let Value::List(items) = &mut there.value {
                items.extend(places);
            } else {
                let mut all = vec![there.clone()];
                all.extend(places);
                there.value = Value::List(all);
            }
        }
    }
    true
}
