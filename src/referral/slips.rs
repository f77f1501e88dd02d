//! What of a form can be answered without: a slip there must not leave a worker without an answer at night.
//!
//! `check` names each of them as the issue it is; the desk says that it was not understood and goes on, on the
//! safe side. Not here: what the rules need to know, which is asked for again.

use super::REFERRAL;
use crate::domain::household::Unread;
use crate::reading::node::Value;
use crate::reading::radius::{self, Radius};
use crate::reading::shape::join;
use crate::reading::{Field, Node, Shape, Sink};

/// A field without which a form is answered, and how.
struct Around {
    /// The table it stands in; of a list of tables, each.
    table: &'static str,
    /// Its key.
    key: &'static str,
    /// What is done without it, for whoever typed it.
    text: &'static str,
}

const NOT_COUNTED: &str =
    "it was not understood, and this wish was not counted. Correct it and ask again.";
const NOT_SHOWN: &str = "it was not understood, and is as if not said. Correct it and ask again.";
const UNREAD_RADIUS: &str = "how far is unsafe was not understood; at least 5 km was kept clear round it, unless being away from it is only a wish. Write a number and a unit, such as \"1 mile\".";
const AT_THE_TOP: &str = "";

/// Every such field.
const AROUND: &[Around] = &[
    around(
        AT_THE_TOP,
        "received",
        "it is no moment, and the moment of asking was taken. Write it as 2026-11-20T21:40:00Z.",
    ),
    around(
        AT_THE_TOP,
        "keep_apart",
        "it is not as references are written. Ask who is meant before any offer.",
    ),
    around(AT_THE_TOP, "dash", "it is no score from 0 to 24, and counts as not known."),
    around(AT_THE_TOP, "pregnancy_due", NOT_SHOWN),
    around(AT_THE_TOP, "carer", NOT_SHOWN),
    around(AT_THE_TOP, "where_now", NOT_SHOWN),
    around(AT_THE_TOP, "arrival", NOT_SHOWN),
    around(AT_THE_TOP, "safe_to_call_until", NOT_SHOWN),
    around(AT_THE_TOP, "interpreter", NOT_SHOWN),
    around(AT_THE_TOP, "worker_sex", NOT_SHOWN),
    around(AT_THE_TOP, "risk_to_others", NOT_SHOWN),
    around(AT_THE_TOP, "home_authority", NOT_SHOWN),
    around(AT_THE_TOP, "working", NOT_SHOWN),
    around(AT_THE_TOP, "repeat_of", NOT_SHOWN),
    around(AT_THE_TOP, "other_area", NOT_SHOWN),
    around(AT_THE_TOP, "contact", "it was not understood: treat the safe times as not known."),
    around(AT_THE_TOP, "preferences", NOT_COUNTED),
    around("contact", "message", "it was not understood: leave no message."),
    around("contact", "safe_from", "it was not understood: treat the safe times as not known."),
    around("contact", "safe_until", "it was not understood: treat the safe times as not known."),
    around("unsafe", "radius_m", UNREAD_RADIUS),
    around("unsafe", "radius", UNREAD_RADIUS),
    around("unsafe", "why", NOT_SHOWN),
    around("preferences", "sectors", NOT_COUNTED),
    around("preferences", "near", NOT_COUNTED),
    around("preferences", "self_contained", NOT_COUNTED),
    around("person", "id", NOT_SHOWN),
    around("person", "arrives", "it is no day; everybody is counted from the start all the same."),
    around("person", "ethnicity", NOT_SHOWN),
    around("person", "sexuality", NOT_SHOWN),
    around("person", "gender", NOT_SHOWN),
    around("person", "disability", NOT_SHOWN),
    around("person", "specialist", NOT_SHOWN),
    around("needs", "support", NOT_SHOWN),
    around("needs", "unborn", "it is no number of babies, and none was counted. Ask."),
    around("needs", "assistance_dog", NOT_SHOWN),
    around("perpetrator", "relation", NOT_SHOWN),
    around("home", "tenure", NOT_SHOWN),
];

const fn around(table: &'static str, key: &'static str, text: &'static str) -> Around {
    Around { table, key, text }
}

/// Notes each such slip as the issue it is.
pub(super) fn note_slips(node: &Node, sink: &mut Sink) {
    for around in AROUND {
        for (k, table) in tables(node, around.table) {
            let field = around.field();
            match table.get(around.key) {
                Some(found) if !is_right(field.shape, found) => {
                    field.shape.check(found, &around.place(k), field.help, sink);
                }
                _ => {}
            }
        }
    }
}

/// Takes each such slip out of a form, and says what was done without it.
pub(super) fn answer_around(node: &mut Node) -> Vec<Unread> {
    let mut unread = Vec::new();
    for around in AROUND {
        let shape = around.field().shape;
        for (k, table) in tables_mut(node, around.table) {
            let Some(at) = table.iter().position(|(key, _)| key == around.key) else { continue };
            let found = &mut table[at].1;
            let (kept, slips) = around.mended(shape, found);
            for (item, said) in slips {
                let field = around.place(k) + &item;
                unread.push(Unread { field, said, text: around.text.to_owned() });
            }
            match kept {
                Some(node) => *found = node,
                None => drop(table.remove(at)),
            }
        }
    }
    unread
}

impl Around {
    /// The field as forms have it.
    fn field(&self) -> Field {
        let nothing = Field::optional("", Shape::List(&Shape::Flag), "");
        let of = |fields: &'static [Field], name: &str| {
            fields.iter().find(|field| field.name == name).copied()
        };
        let fields = of(REFERRAL, self.table).map_or(REFERRAL, |field| match field.shape {
            Shape::Table(fields) | Shape::List(&Shape::Table(fields)) => fields,
            _ => REFERRAL,
        });
        of(fields, self.key).unwrap_or(nothing)
    }

    /// What can be read of a value, and what cannot: of a list each item, as `[2]`, with what stands there.
    fn mended(&self, shape: Shape, node: &Node) -> (Option<Node>, Vec<(String, String)>) {
        let list = |items| Some(Node { value: Value::List(items), line: node.line });
        match (shape, &node.value) {
            _ if is_right(shape, node) => (Some(node.clone()), Vec::new()),
            (Shape::List(of), Value::List(items)) => {
                let numbered = || items.iter().enumerate();
                let wrong = numbered().filter(|(_, item)| !is_right(*of, item));
                let wrong = wrong.map(|(k, item)| (format!("[{k}]"), said(item))).collect();
                let right = items.iter().filter(|item| is_right(*of, item));
                (list(right.cloned().collect()), wrong)
            }
            (Shape::List(of), Value::Text(text)) => {
                let parts = if self.key == "keep_apart" { parts(text) } else { vec![text.clone()] };
                let items: Vec<Node> =
                    parts.into_iter().map(|part| text_node(part, node)).collect();
                let (right, wrong): (Vec<Node>, Vec<Node>) =
                    items.into_iter().partition(|item| is_right(*of, item));
                let wrong = wrong.iter().map(|item| (String::new(), said(item))).collect();
                (list(right), wrong)
            }
            // What is no radius as it should be written may still be one.
            _ if self.key == "radius" && radius_of(node).is_read() => (None, Vec::new()),
            (_, Value::Text(_)) if self.key == "radius_m" && metres_of(node).is_read() => {
                (None, Vec::new())
            }
            _ => (None, vec![(String::new(), said(node))]),
        }
    }

    fn place(&self, number: Option<usize>) -> String {
        let table = match number {
            Some(k) => format!("{}[{k}]", self.table),
            None => self.table.to_owned(),
        };
        join(&table, self.key)
    }
}

/// The tables of this name, each with its number where it is one of a list.
fn tables<'a>(node: &'a Node, name: &str) -> Vec<(Option<usize>, &'a Node)> {
    if name == AT_THE_TOP {
        return vec![(None, node)];
    }
    match node.get(name).map(|found| (&found.value, found)) {
        Some((Value::List(items), _)) => {
            items.iter().enumerate().map(|(k, item)| (Some(k), item)).collect()
        }
        Some((_, table)) => vec![(None, table)],
        None => Vec::new(),
    }
}

/// The entries of a table.
type Entries = Vec<(String, Node)>;

fn tables_mut<'a>(node: &'a mut Node, name: &str) -> Vec<(Option<usize>, &'a mut Entries)> {
    let Value::Table(top) = &mut node.value else { return Vec::new() };
    if name == AT_THE_TOP {
        return vec![(None, top)];
    }
    let Some((_, found)) = top.iter_mut().find(|(key, _)| key == name) else { return Vec::new() };
    match &mut found.value {
        Value::Table(entries) => vec![(None, entries)],
        Value::List(items) => {
            let numbered = items.iter_mut().enumerate();
            let entries = numbered.filter_map(|(k, item)| match &mut item.value {
                Value::Table(entries) => Some((Some(k), entries)),
                _ => None,
            });
            entries.collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a value is as its shape asks; what stands in a table is looked at by itself.
fn is_right(shape: Shape, node: &Node) -> bool {
    if let Shape::Table(_) = shape {
        return matches!(node.value, Value::Table(_));
    }
    let mut found = Sink::new("");
    shape.check(node, "", "", &mut found);
    found.is_empty()
}

/// A value as somebody wrote it.
fn said(node: &Node) -> String {
    node.as_text().map_or_else(|| node.to_string(), ToOwned::to_owned)
}

fn text_node(text: String, like: &Node) -> Node {
    Node { value: Value::Text(text), line: like.line }
}

/// References in one text.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty());
    parts.map(ToOwned::to_owned).collect()
}

/// How far a value says, in words or in metres.
pub(super) fn radius_of(node: &Node) -> Radius {
    match &node.value {
        Value::Text(text) => radius::metres(text),
        Value::Whole(_) | Value::Number(_) => radius::metres(&node.to_string()),
        _ => Radius::Unread(0.0),
    }
}

/// How far a number of metres says; however it is written.
pub(super) fn metres_of(node: &Node) -> Radius {
    match &node.value {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53, or capped")]
        Value::Whole(metres) if *metres >= 0 => Radius::Read(*metres as f64),
        Value::Number(metres) if *metres >= 0.0 => Radius::Read(*metres),
        _ => radius_of(node),
    }
}
