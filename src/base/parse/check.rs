//! A tree held against a shape: what is wrong is noted, every part of it.

use super::belongs::belongs;
use super::format::{self, Format};
use super::issue::{At, Code, Sink};
use super::names::{join, nearest, nearly};
use super::node::{Node, Value};
use super::shape::{Field, Shape};
use crate::base::statistics::float;
use serde_json::{Map, Value as Json};

impl Shape {
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
        Value::Whole(n) => Some(float(*n)),
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
    if sink.is_counted_only() {
        return;
    }
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
