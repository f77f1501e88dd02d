//! What a file may say: one description serves the reader, its messages and the JSON Schema.
//!
//! A shape is checked against a tree; every issue in it is noted, and what is right comes back as
//! plain JSON for the typed structures to take up. Not here: rules that join two fields, which stand
//! with the type they are about.

use super::belongs::belongs;
use super::format::{self, Format};
use super::issue::{At, Code, Sink};
use super::node::{Node, Value};
use serde_json::{Map, Value as Json};

/// What one value may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text of a form.
    Text(Format),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number from `min` to `max` in steps of `step`.
    Whole {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
        /// Every value is a multiple of this.
        step: i64,
    },
    /// A number from `min` to `max`.
    Number {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// A number from `min` to `max`, or `{ evidence = "name" }`, which a scenario looks up first.
    Quantity {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
    },
    /// A whole number from `min` to `max`, or `{ evidence = "name" }`, which a scenario looks up first.
    Count {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// `true` or `false`.
    Flag,
    /// Any number of values of one shape.
    List(&'static Self),
    /// Exactly two values of one shape.
    Pair(&'static Self),
    /// Named fields.
    Table(&'static [Field]),
    /// Any keys, each with a value of one shape.
    Map(&'static Self),
    /// The first of these that fits.
    Either(&'static [Self]),
}

/// One named field of a table or column of a CSV file.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its key.
    pub name: &'static str,
    /// What it may be.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
    /// A column that the header may leave out.
    pub extra: bool,
    /// What to give, in a few words: the action of its issues and the description in its schema.
    pub help: &'static str,
}

impl Field {
    /// A field that must be there.
    pub const fn required(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: true, extra: false, help }
    }

    /// A field that may be left out.
    pub const fn optional(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: false, extra: false, help }
    }

    /// A column that may be left out, header and all.
    pub const fn extra(name: &'static str, shape: Shape, help: &'static str) -> Self {
        Self { name, shape, required: false, extra: true, help }
    }
}

impl Shape {
    /// A whole number from `min` to `max`.
    pub const fn whole(min: i64, max: i64) -> Self {
        Self::Whole { min, max, step: 1 }
    }

    /// What may stand there, as the end of a sentence.
    pub fn allowed(self) -> String {
        match self {
            Self::Text(format) => format.allowed().to_owned(),
            Self::Choice(words) => format!("it must be one of: {}", words.join(", ")),
            Self::Whole { min, max, step: 1 } | Self::Count { min, max } => {
                format!("it must be a whole number from {min} to {max}")
            }
            Self::Whole { min, max, step } => {
                format!("it must be a multiple of {step} from {min} to {max}")
            }
            Self::Number { min, max } | Self::Quantity { min, max } if max >= f64::MAX => {
                format!("it must be {min} or more")
            }
            Self::Number { min, max } | Self::Quantity { min, max } => {
                format!("it must be a number from {min} to {max}")
            }
            Self::Flag => "it must be true or false".to_owned(),
            Self::List(_) => "it must be a list".to_owned(),
            Self::Pair(_) => "it must be a list of two".to_owned(),
            Self::Table(_) | Self::Map(_) => "it must be a table of keys and values".to_owned(),
            Self::Either(shapes) => {
                let said: Vec<String> = shapes.iter().map(|shape| shape.allowed()).collect();
                said.join(", or ")
            }
        }
    }

    /// Checks a value; notes every issue in it and returns what could be read.
    pub fn check(self, node: &Node, place: &str, help: &str, sink: &mut Sink) -> Option<Json> {
        let code = match self.take(node, place, help, sink) {
            Ok(json) => return json,
            Err(code) => code,
        };
        let (allowed, found) = (self.allowed(), node.to_string());
        sink.add(code, At::new(place, node.line), found, allowed, help);
        None
    }

    /// The value as JSON, or the code of the one issue that the value itself is.
    fn take(
        self,
        node: &Node,
        place: &str,
        help: &str,
        sink: &mut Sink,
    ) -> Result<Option<Json>, Code> {
        match (self, &node.value) {
            (Self::Text(format), Value::Text(text)) => {
                format.holds(text).then(|| Some(Json::from(text.as_str()))).ok_or(Code::Malformed)
            }
            (Self::Choice(words), Value::Text(text)) => words
                .contains(&text.as_str())
                .then(|| Some(Json::from(text.as_str())))
                .ok_or(Code::NotAllowed),
            (Self::Whole { min, max, step }, value) => {
                let n = as_whole(value).ok_or(beyond_or_wrong(value))?;
                let fits = (min..=max).contains(&n) && n % step == 0;
                fits.then(|| Some(Json::from(n))).ok_or(Code::OutOfRange)
            }
            (Self::Count { min, max }, value) => {
                Self::whole(min, max).take(&Node::bare(value.clone()), place, help, sink)
            }
            (Self::Number { min, max } | Self::Quantity { min, max }, value) => {
                let x = as_number(value).ok_or(Code::WrongType)?;
                (min..=max).contains(&x).then(|| Some(Json::from(x))).ok_or(Code::OutOfRange)
            }
            (Self::Flag, Value::Flag(flag)) => Ok(Some(Json::from(*flag))),
            (Self::List(of), Value::List(items)) => Ok(check_list(*of, items, place, help, sink)),
            (Self::Pair(of), Value::List(items)) if items.len() == 2 => {
                Ok(check_list(*of, items, place, help, sink))
            }
            (Self::Pair(_), Value::List(_)) => Err(Code::OutOfRange),
            (Self::Table(fields), Value::Table(entries)) => {
                Ok(check_table(fields, entries, At::new(place, node.line), sink))
            }
            (Self::Map(of), Value::Table(entries)) => {
                Ok(check_map(*of, entries, place, help, sink))
            }
            (Self::Either(shapes), _) => take_either(shapes, node, place, help, sink),
            _ => Err(Code::WrongType),
        }
    }

    /// Reads the cell of a CSV file as this shape; the empty cell is for the caller to judge.
    pub fn cell(self, text: &str) -> Result<Json, Code> {
        match self {
            Self::Text(Format::Sector) => {
                format::sector(text).map(Json::from).ok_or(Code::Malformed)
            }
            Self::Flag if text.eq_ignore_ascii_case("true") => Ok(Json::from(true)),
            Self::Flag if text.eq_ignore_ascii_case("false") => Ok(Json::from(false)),
            Self::Whole { .. } | Self::Count { .. } => {
                let n = text.parse::<i64>().map_err(|_| Code::WrongType)?;
                self.cell_value(Value::Whole(n))
            }
            Self::Number { .. } | Self::Quantity { .. } => {
                let x = text.parse::<f64>().map_err(|_| Code::WrongType)?;
                self.cell_value(Value::Number(x))
            }
            _ => self.cell_value(Value::Text(text.to_owned())),
        }
    }

    fn cell_value(self, value: Value) -> Result<Json, Code> {
        let mut nobody = Sink::new("");
        self.take(&Node::bare(value), "", "", &mut nobody)?.ok_or(Code::WrongType)
    }
}

fn as_whole(value: &Value) -> Option<i64> {
    match value {
        Value::Whole(n) => Some(*n),
        // JSON Schema counts 34.0 as whole, and so does the reader.
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        Value::Number(x) if (libm::trunc(*x) - *x).abs() <= 0.0 && x.abs() < LARGEST_WHOLE => {
            Some(*x as i64)
        }
        _ => None,
    }
}

/// A number that is whole but too large to hold is out of every range; anything else is no whole number.
fn beyond_or_wrong(value: &Value) -> Code {
    match value {
        Value::Number(x) if x.abs() >= LARGEST_WHOLE => Code::OutOfRange,
        _ => Code::WrongType,
    }
}

/// Beyond this not every whole number can be told from the next.
const LARGEST_WHOLE: f64 = 9e15;

fn as_number(value: &Value) -> Option<f64> {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "quantities are far below 2^53")]
        Value::Whole(n) => Some(*n as f64),
        Value::Number(x) if x.is_finite() => Some(*x),
        _ => None,
    }
}

fn take_either(
    shapes: &[Shape],
    node: &Node,
    place: &str,
    help: &str,
    sink: &mut Sink,
) -> Result<Option<Json>, Code> {
    let mut worst = Code::WrongType;
    for shape in shapes {
        let mut trial = Sink::new("");
        match shape.take(node, place, help, &mut trial) {
            Ok(Some(json)) if trial.is_empty() => return Ok(Some(json)),
            // The right kind of value with something wrong inside: say what, not "neither fits".
            Ok(_) => return shape.take(node, place, help, sink),
            Err(code) if code != Code::WrongType => worst = code,
            Err(_) => {}
        }
    }
    Err(worst)
}

fn check_list(of: Shape, items: &[Node], place: &str, help: &str, sink: &mut Sink) -> Option<Json> {
    let read: Vec<Option<Json>> = items
        .iter()
        .enumerate()
        .map(|(k, item)| of.check(item, &format!("{place}[{k}]"), help, sink))
        .collect();
    read.into_iter().collect::<Option<Vec<_>>>().map(Json::from)
}

fn check_map(
    of: Shape,
    entries: &[(String, Node)],
    place: &str,
    help: &str,
    sink: &mut Sink,
) -> Option<Json> {
    // Any key may stand in a map, so that one of the file's own would be swallowed there.
    let of_the_top = |key: &str, sink: &Sink| {
        sink.root().is_some_and(|root| root.iter().any(|field| field.name == key))
    };
    for (key, node) in entries {
        if of_the_top(key, sink) {
            note_unknown_key(&[], key, &join(place, key), node.line, sink);
        }
    }
    let own: Vec<&(String, Node)> = entries
        .iter()
        .filter(|(key, _)| !key.starts_with("x_") && !of_the_top(key, sink))
        .collect();
    let read: Vec<Option<(String, Json)>> = own
        .into_iter()
        .map(|(key, node)| Some((key.clone(), of.check(node, &join(place, key), help, sink)?)))
        .collect();
    read.into_iter().collect::<Option<Map<_, _>>>().map(Json::from)
}

fn check_table(
    fields: &'static [Field],
    entries: &[(String, Node)],
    at: At<'_>,
    sink: &mut Sink,
) -> Option<Json> {
    let outermost = sink.enter(fields);
    let read = check_fields(fields, entries, at, sink);
    if outermost {
        sink.leave();
    }
    read
}

fn check_fields(
    fields: &[Field],
    entries: &[(String, Node)],
    at: At<'_>,
    sink: &mut Sink,
) -> Option<Json> {
    for (key, node) in entries {
        if !key.starts_with("x_") && !fields.iter().any(|field| field.name == key) {
            note_unknown_key(fields, key, &join(at.place, key), node.line, sink);
        }
    }
    let mut read = Map::new();
    let mut complete = true;
    for field in fields {
        match entries.iter().find(|(key, _)| key == field.name) {
            Some((key, node)) => {
                match field.shape.check(node, &join(at.place, key), field.help, sink) {
                    Some(json) => drop(read.insert(key.clone(), json)),
                    None => complete = false,
                }
            }
            None if field.required => {
                let place = join(at.place, field.name);
                let allowed = format!("it is missing; {}", field.shape.allowed());
                sink.add(Code::Missing, At::new(&place, at.line), "", allowed, field.help);
                complete = false;
            }
            None => {}
        }
    }
    complete.then_some(Json::from(read))
}

fn note_unknown_key(
    fields: &[Field],
    key: &str,
    place: &str,
    line: Option<usize>,
    sink: &mut Sink,
) {
    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let at_the_top = sink.root().is_some_and(|root| root.iter().any(|field| field.name == key));
    // A key that is nearly one of this table is meant to be it, unless it is one of the file's own.
    let elsewhere = if !at_the_top && nearly(key, &known).is_some() {
        None
    } else {
        sink.root().and_then(|root| belongs(root, key, line.is_some()))
    };
    let action = match (elsewhere, nearest(key, &known)) {
        (elsewhere, _) if sink.advice().is_some() => sink
            .advice()
            .map_or_else(String::new, |advice| advice(&known, key, elsewhere.as_deref())),
        (Some(belongs), _) => format!("move it: {belongs}"),
        (None, Some(name)) => format!(
            "write {name} if that is what is meant; begin the key with x_ to keep a note of your own"
        ),
        (None, None) => "remove it, or begin it with x_ to keep a note of your own".to_owned(),
    };
    let allowed = match &known[..] {
        [] => "this key is not known here".to_owned(),
        known => format!("this key is not known here; known are: {}", known.join(", ")),
    };
    sink.add(Code::UnknownKey, At::new(place, line), format!("\"{key}\""), allowed, action);
}

/// The known name that a mistyped one most resembles, if any does.
pub fn nearest<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    const ALIKE: f64 = 0.75;
    let likeness = |name: &str| strsim::jaro_winkler(&typed.to_lowercase(), &name.to_lowercase());
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= ALIKE).then_some(*best)
}

/// The known name that a key is but for a letter or an ending.
pub fn nearly<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    const NEARLY: f64 = 0.9;
    let likeness = |name: &str| strsim::jaro_winkler(&key.to_lowercase(), name);
    let best = known.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)))?;
    (likeness(best) >= NEARLY).then_some(*best)
}

/// The place of a key inside a place.
pub fn join(place: &str, key: &str) -> String {
    if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") }
}
