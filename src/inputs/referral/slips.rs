//! What of a form can be answered although it is wrong: a slip must not leave a worker without an answer at night.
//!
//! `check` names each of them as the issue it is; the desk hears what was meant or takes the careful value, says so and
//! goes on. Not here: keys that nobody knows (`strays`), who is who (`people`), and what is missing, which is asked for again.

use super::REFERRAL;
use super::careful::{
    AROUND, AT_THE_TOP, Around, Hear, NOT_KNOWN, NOT_UNDERSTOOD, Otherwise, TOO_FAR,
};
use super::words::{self, Heard, is_unknown};
use crate::base::domain::calendar;
use crate::base::domain::household::Unread;
use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::radius::{self, Radius};
use crate::base::parse::{Field, Node, Shape, Sink};
use crate::base::statistics::float;
use jiff::Timestamp;

/// Takes each such slip out of a form, and says what was heard or done without it.
pub(super) fn answer_around(node: &mut Node, asked: Timestamp) -> Vec<Unread> {
    let mut unread = Vec::new();
    for around in AROUND {
        let shape = around.field().shape;
        for (k, table) in tables_mut(node, around.table) {
            let Some(at) = table.iter().position(|(key, _)| key == around.key) else { continue };
            let (kept, slips) = around.mended(shape, &table[at].1, asked);
            for (item, said, text) in slips {
                let field = around.place(k) + &item;
                unread.push(Unread::new(field, said, text));
            }
            match kept {
                Some(node) => table[at].1 = node,
                None => drop(table.remove(at)),
            }
        }
    }
    unread
}

/// An item of a list, or nothing; what stands there; what was done.
type Slip = (String, String, String);

impl Around {
    /// The field as forms have it.
    fn field(&self) -> Field {
        let nothing = Field::optional("", Shape::List(&Shape::Flag), "");
        let of = |fields: &'static [Field], name: &str| {
            fields.iter().find(|field| field.name == name).copied()
        };
        let table = of(REFERRAL, self.table).and_then(|field| field.shape.fields());
        let fields = table.unwrap_or(REFERRAL);
        of(fields, self.key).unwrap_or(nothing)
    }

    /// What can be read of a value, and what cannot: of a list each item, as `[2]`.
    fn mended(&self, shape: Shape, node: &Node, asked: Timestamp) -> (Option<Node>, Vec<Slip>) {
        if self.is_too_far(node) {
            return (None, vec![(String::new(), words::said(node), TOO_FAR.to_owned())]);
        }
        if is_right(shape, node) {
            return (Some(node.clone()), Vec::new());
        }
        match (shape, &node.value) {
            (Shape::List(of), Value::List(items)) => self.each(*of, items, node.line, asked),
            (Shape::List(of), Value::Text(_)) => {
                let (kept, mut slips) =
                    self.each(*of, std::slice::from_ref(node), node.line, asked);
                for (item, ..) in &mut slips {
                    item.clear();
                }
                (kept, slips)
            }
            // A table that stands there as the one item of a list.
            (Shape::Table(_), Value::List(items))
                if matches!(&items[..], [Node { value: Value::Table(_), .. }]) =>
            {
                (items.first().cloned(), Vec::new())
            }
            // What is no radius as it should be written may still be one.
            _ if self.key == "radius" && radius_of(node).is_read() => (None, Vec::new()),
            (_, Value::Text(_)) if self.key == "radius_m" && metres_of(node).is_read() => {
                (None, Vec::new())
            }
            _ => self.heard_or_otherwise(shape, node, asked),
        }
    }

    /// Whether it is a radius beyond which nothing is checked, in metres or in words.
    fn is_too_far(&self, node: &Node) -> bool {
        match self.key {
            "radius_m" => metres_of(node).is_beyond(FARTHEST_M),
            "radius" => radius_of(node).is_beyond(FARTHEST_M),
            _ => false,
        }
    }

    fn each(
        &self,
        of: Shape,
        items: &[Node],
        line: Option<usize>,
        asked: Timestamp,
    ) -> (Option<Node>, Vec<Slip>) {
        let (mut kept, mut slips) = (Vec::new(), Vec::new());
        for (k, item) in items.iter().enumerate() {
            if is_right(of, item) {
                kept.push(item.clone());
                continue;
            }
            match self.heard(of, item, asked) {
                Some(heard) => kept.push(Node { value: heard.value, line: item.line }),
                None => slips.push((format!("[{k}]"), words::said(item), self.text.to_owned())),
            }
        }
        (Some(Node { value: Value::List(kept), line }), slips)
    }

    fn heard_or_otherwise(
        &self,
        shape: Shape,
        node: &Node,
        asked: Timestamp,
    ) -> (Option<Node>, Vec<Slip>) {
        let said = words::said(node);
        let slip = |text: String| vec![(String::new(), said.clone(), text)];
        let at = |value: Value| Some(Node { value, line: node.line });
        if let Some(heard) = self.heard(shape, node, asked) {
            let read = words::said(&Node::bare(heard.value.clone()));
            let read = self.in_london(&read).unwrap_or(read);
            let text = format!("it was read as {read}. Correct it if that is wrong.");
            return (at(heard.value), if heard.plainly { Vec::new() } else { slip(text) });
        }
        let (kept, text) = match self.otherwise {
            Otherwise::LeftOut if node.value == Value::Null => return (None, Vec::new()),
            // A key of the blank form that nobody filled in.
            Otherwise::LeftOut if self.table == "person" && said.trim().is_empty() => {
                return (None, Vec::new());
            }
            Otherwise::LeftOut => (None, self.text),
            Otherwise::YesIfTold if !is_unknown(&said) => (at(Value::Flag(true)), self.text),
            Otherwise::Unknown | Otherwise::YesIfTold => {
                (at(Value::Text("unknown".to_owned())), self.text)
            }
            Otherwise::Flag(flag) => (at(Value::Flag(flag)), self.text),
            Otherwise::Whole(n) => (at(Value::Whole(n)), self.text),
            Otherwise::IfTold(_) if is_unknown(&said) => (None, NOT_KNOWN),
            Otherwise::Word(word) | Otherwise::IfTold(word) => {
                (at(Value::Text(word.to_owned())), self.text)
            }
        };
        // "Don't know" where "unknown" may stand is listed as what it is.
        if matches!(self.otherwise, Otherwise::Unknown | Otherwise::YesIfTold) && is_unknown(&said)
        {
            return (kept, Vec::new());
        }
        let known = if is_unknown(&said) { "it is not known" } else { NOT_UNDERSTOOD };
        (kept, slip(text.replacen(NOT_UNDERSTOOD, known, 1)))
    }

    /// A moment as people here read it.
    fn in_london(&self, read: &str) -> Option<String> {
        let at: Timestamp = read.parse().ok().filter(|_| matches!(self.hear, Hear::Moment))?;
        Some(calendar::in_london(at).strftime("%a %-d %b %Y %H:%M, London time").to_string())
    }

    /// What was meant, if it fits the form.
    fn heard(&self, shape: Shape, node: &Node, asked: Timestamp) -> Option<Heard> {
        let heard = match self.hear {
            Hear::Nothing => None,
            Hear::Flag => words::flag(node),
            Hear::Wish => words::flag(node).map(|heard| Heard { plainly: false, ..heard }),
            Hear::Day => words::day(node),
            Hear::Homeless => words::homeless(node),
            Hear::Recourse => words::no_recourse(node),
            Hear::Word(others) => words::word(node, own_words(shape), others),
            Hear::Mobility => words::word(node, own_words(shape), words::MOBILITY)
                .or_else(|| words::wheelchair(node)),
            Hear::Count(most) => words::count(node, most),
            Hear::Told => told(node),
            Hear::Reference => words::reference(&words::said(node))
                .map(|text| Heard { value: Value::Text(text), plainly: false }),
            Hear::Moment => words::moment(&words::said(node), asked)
                .map(|at| Heard { value: Value::Text(at.to_string()), plainly: false }),
        };
        heard.filter(|heard| is_right(shape, &Node::bare(heard.value.clone())))
    }

    fn place(&self, number: Option<usize>) -> String {
        let table = match number {
            Some(k) => format!("{}[{k}]", self.table),
            None => self.table.to_owned(),
        };
        join(&table, self.key)
    }
}

/// What was told, however it was written: of a list its items.
fn told(node: &Node) -> Option<Heard> {
    let said = words::said(node);
    (!said.trim().is_empty()).then_some(Heard { value: Value::Text(said), plainly: true })
}

fn own_words(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Choice(words) => words,
        _ => &[],
    }
}

/// The entries of a table.
pub(super) type Entries = Vec<(String, Node)>;

/// The tables of this name, each with its number where it is one of a list.
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
pub(super) fn is_right(shape: Shape, node: &Node) -> bool {
    if let Shape::Table(_) = shape {
        return matches!(node.value, Value::Table(_));
    }
    let mut found = Sink::new("");
    shape.check(node, "", "", &mut found);
    found.is_empty()
}

/// How far a value says, in words or in metres.
pub(super) fn radius_of(node: &Node) -> Radius {
    match &node.value {
        Value::Text(text) => radius::metres(text),
        Value::Whole(_) | Value::Number(_) => radius::metres(&node.to_string()),
        _ => Radius::Unread(0.0),
    }
}

/// Nothing farther is checked.
pub(super) const FARTHEST_M: f64 = 50_000.0;

/// How far a number of metres says; however it is written.
pub(super) fn metres_of(node: &Node) -> Radius {
    match &node.value {
        Value::Whole(metres) if *metres >= 0 => Radius::Read(float(*metres)),
        // Whoever writes "12.5" may mean kilometres.
        Value::Number(metres) if *metres >= 0.0 && metres.fract() == 0.0 => Radius::Read(*metres),
        _ => radius_of(node),
    }
}
