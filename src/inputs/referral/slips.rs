//! What of a form can be answered although it is wrong: a slip must not leave a worker without an answer at night.
//!
//! `check` names each of them as the issue it is; the desk hears what was meant or takes the careful value, says so and
//! goes on. Not here: keys that nobody knows (`strays`), who is who (`people`), and what is missing, which is asked for again.

use super::REFERRAL;
use super::words::{self, Heard, Synonyms, is_unknown};
use crate::base::domain::household::Unread;
use crate::base::parse::names::join;
use crate::base::parse::node::Value;
use crate::base::parse::radius::{self, Radius};
use crate::base::parse::{Field, Node, Shape, Sink};
use jiff::Timestamp;

/// A field that may be wrong, and what is done then.
struct Around {
    /// The table it stands in; of a list of tables, each.
    table: &'static str,
    /// Its key.
    key: &'static str,
    /// How what stands there may be heard all the same.
    hear: Hear,
    /// What is taken where it cannot be heard.
    otherwise: Otherwise,
    /// What was done, for whoever typed it.
    text: &'static str,
}

/// What words are listened for.
#[derive(Clone, Copy)]
enum Hear {
    Nothing,
    Flag,
    Word(Synonyms),
    Count(i64),
    Moment,
}

/// The careful value.
#[derive(Clone, Copy)]
enum Otherwise {
    LeftOut,
    Unknown,
    Flag(bool),
    Whole(i64),
    Word(&'static str),
    /// This word, unless nothing is known.
    IfTold(&'static str),
}

use Hear::{Count, Flag, Moment, Nothing, Word};
use Otherwise::{LeftOut, Unknown};

const NOT_COUNTED: &str =
    "it was not understood, and this wish was not counted. Correct it and ask again.";
const NOT_SHOWN: &str = "it was not understood, and is as if not said. Correct it and ask again.";
const NOT_KNOWN: &str = "it is not known, and none was taken. Ask before any offer.";
const UNREAD_RADIUS: &str = "how far is unsafe was not understood; at least 5 km was kept clear round it, unless being away from it is only a wish. Write a number and a unit, such as \"1 mile\".";
const AT_THE_TOP: &str = "";

/// Every such field.
const AROUND: &[Around] = &[
    // A table that is none.
    around(
        AT_THE_TOP,
        "needs",
        Nothing,
        LeftOut,
        "it was not understood: nothing of what they need was counted. Ask.",
    ),
    around(
        AT_THE_TOP,
        "perpetrator",
        Nothing,
        LeftOut,
        "it was not understood: ask whether the perpetrator could come here as somebody who needs a place, or works here.",
    ),
    around(
        AT_THE_TOP,
        "contact",
        Nothing,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(AT_THE_TOP, "preferences", Nothing, LeftOut, NOT_COUNTED),
    around(
        AT_THE_TOP,
        "home",
        Nothing,
        LeftOut,
        "it was not understood: ask whether they would rather stay at home, made safer.",
    ),
    around(
        AT_THE_TOP,
        "received",
        Moment,
        LeftOut,
        "it is no moment, and the moment of asking was taken. Write it as 2026-11-20T21:40:00Z.",
    ),
    around(
        AT_THE_TOP,
        "source",
        Word(words::SOURCE),
        Otherwise::Word("agency"),
        "who asked was not understood: an agency was taken.",
    ),
    around(
        AT_THE_TOP,
        "immediate_danger",
        Flag,
        Unknown,
        "it was not understood whether anybody is in danger now: taken as yes. Ask first.",
    ),
    around(
        AT_THE_TOP,
        "homeless_before",
        Flag,
        Unknown,
        "it was not understood whether the household was homeless before: taken as no.",
    ),
    around(
        AT_THE_TOP,
        "dash",
        Count(24),
        LeftOut,
        "it is no score from 0 to 24, and counts as not known.",
    ),
    around(AT_THE_TOP, "pregnancy_due", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "carer", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "where_now", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "arrival", Nothing, LeftOut, NOT_SHOWN),
    around(
        AT_THE_TOP,
        "safe_to_call_until",
        Nothing,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(AT_THE_TOP, "interpreter", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "worker_sex", Nothing, LeftOut, NOT_SHOWN),
    around(
        AT_THE_TOP,
        "risk_to_others",
        Nothing,
        Unknown,
        "it was not understood: ask what the risk is.",
    ),
    around(AT_THE_TOP, "home_authority", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "working", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "repeat_of", Nothing, LeftOut, NOT_SHOWN),
    around(AT_THE_TOP, "other_area", Flag, LeftOut, NOT_SHOWN),
    around("contact", "message", Nothing, LeftOut, "it was not understood: leave no message."),
    around(
        "contact",
        "safe_from",
        Nothing,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around(
        "contact",
        "safe_until",
        Nothing,
        LeftOut,
        "it was not understood: treat the safe times as not known.",
    ),
    around("unsafe", "radius_m", Nothing, LeftOut, UNREAD_RADIUS),
    around("unsafe", "radius", Nothing, LeftOut, UNREAD_RADIUS),
    around(
        "unsafe",
        "hard",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether this place only counts as a wish: it bars what is near.",
    ),
    around("unsafe", "why", Nothing, LeftOut, NOT_SHOWN),
    around("preferences", "sectors", Nothing, LeftOut, NOT_COUNTED),
    around("preferences", "near", Nothing, LeftOut, NOT_COUNTED),
    around("preferences", "self_contained", Flag, LeftOut, NOT_COUNTED),
    around("person", "id", Nothing, LeftOut, NOT_SHOWN),
    around(
        "person",
        "arrives",
        Nothing,
        LeftOut,
        "it is no day; everybody is counted from the start all the same.",
    ),
    around(
        "person",
        "policy_review",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether a manager must apply the single-sex policy: the manager is asked.",
    ),
    around(
        "person",
        "partner_of_lead",
        Flag,
        Otherwise::Flag(false),
        "it was not understood whether this is the partner of whoever asks: taken as no.",
    ),
    around("person", "ethnicity", Nothing, LeftOut, NOT_SHOWN),
    around("person", "sexuality", Nothing, LeftOut, NOT_SHOWN),
    around("person", "gender", Nothing, LeftOut, NOT_SHOWN),
    around("person", "disability", Nothing, LeftOut, NOT_SHOWN),
    around("person", "specialist", Nothing, LeftOut, NOT_SHOWN),
    around(
        "needs",
        "mobility",
        Word(words::MOBILITY),
        Otherwise::IfTold("limited"),
        "the help with getting about was not understood: homes with steps were left out. Ask whether a wheelchair is used.",
    ),
    around(
        "needs",
        "substance_use",
        Word(words::SUBSTANCES),
        Otherwise::IfTold("current"),
        "the use of drugs or alcohol was not understood: taken as now. Ask.",
    ),
    around(
        "needs",
        "complex",
        Flag,
        Unknown,
        "it was not understood whether needs are complex: where that would matter, a manager is asked.",
    ),
    around(
        "needs",
        "nrpf",
        Flag,
        Unknown,
        "it was not understood whether there is recourse to public funds: where that would matter, a manager is asked.",
    ),
    around(
        "needs",
        "pets",
        Count(100),
        Otherwise::Whole(1),
        "how many pets was not understood: a manager is asked where none are taken.",
    ),
    around("needs", "support", Word(words::SUPPORT), LeftOut, NOT_SHOWN),
    around(
        "needs",
        "unborn",
        Count(10),
        LeftOut,
        "it is no number of babies, and none was counted. Ask.",
    ),
    around(
        "needs",
        "assistance_dog",
        Flag,
        Unknown,
        "it was not understood whether an assistance dog comes too: ask. It is admitted everywhere.",
    ),
    around(
        "perpetrator",
        "may_seek_place",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether the perpetrator could come here as somebody who needs a place: taken as yes. Ask.",
    ),
    around(
        "perpetrator",
        "linked_to_service",
        Flag,
        Unknown,
        "it was not understood whether the perpetrator works here or for a partner: ask before anybody is told.",
    ),
    around("perpetrator", "relation", Nothing, LeftOut, NOT_SHOWN),
    around(
        "home",
        "wishes_to_stay",
        Flag,
        LeftOut,
        "it was not understood whether they would rather stay at home, made safer: ask.",
    ),
    around(
        "home",
        "perpetrator_resident",
        Flag,
        Otherwise::Flag(true),
        "it was not understood whether the perpetrator lives there: taken as yes.",
    ),
    around("home", "tenure", Nothing, LeftOut, NOT_SHOWN),
    around(
        "home",
        "landlord_consent",
        Flag,
        LeftOut,
        "the landlord's answer was not understood: taken as not asked.",
    ),
];

const fn around(
    table: &'static str,
    key: &'static str,
    hear: Hear,
    otherwise: Otherwise,
    text: &'static str,
) -> Around {
    Around { table, key, hear, otherwise, text }
}

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
                unread.push(Unread { field, said, text });
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
            let text = format!("it was read as {read}. Correct it if that is wrong.");
            return (at(heard.value), if heard.plainly { Vec::new() } else { slip(text) });
        }
        let (kept, text) = match self.otherwise {
            LeftOut => (None, self.text),
            Unknown => (at(Value::Text("unknown".to_owned())), self.text),
            Otherwise::Flag(flag) => (at(Value::Flag(flag)), self.text),
            Otherwise::Whole(n) => (at(Value::Whole(n)), self.text),
            Otherwise::IfTold(_) if is_unknown(&said) => (None, NOT_KNOWN),
            Otherwise::Word(word) | Otherwise::IfTold(word) => {
                (at(Value::Text(word.to_owned())), self.text)
            }
        };
        // "Don't know" where "unknown" may stand is listed as what it is.
        if matches!(self.otherwise, Unknown) && is_unknown(&said) {
            return (kept, Vec::new());
        }
        (kept, slip(text.to_owned()))
    }

    /// What was meant, if it fits the form.
    fn heard(&self, shape: Shape, node: &Node, asked: Timestamp) -> Option<Heard> {
        let heard = match self.hear {
            Nothing => None,
            Flag => words::flag(node),
            Word(others) => words::word(node, own_words(shape), others),
            Count(most) => words::count(node, most),
            Moment => words::moment(&words::said(node), asked)
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

/// How far a number of metres says; however it is written.
pub(super) fn metres_of(node: &Node) -> Radius {
    match &node.value {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53, or capped")]
        Value::Whole(metres) if *metres >= 0 => Radius::Read(*metres as f64),
        Value::Number(metres) if *metres >= 0.0 => Radius::Read(*metres),
        _ => radius_of(node),
    }
}
