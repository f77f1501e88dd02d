//! The form as far as it has been said, and how an answer becomes a value of its key.

use super::sex::{Whom, sex_said};
use crate::base::parse::format::Format;
use crate::base::parse::notation::quoted;
use crate::base::parse::{Field, Node, Shape, Sink, node};
use crate::inputs::referral::{self, REFERRAL};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A value as it will stand on the form.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::doors) enum Value {
    Text(String),
    Whole(i64),
    Flag(bool),
    List(Vec<Self>),
}

impl Value {
    pub(in crate::doors) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn node(&self) -> Node {
        Node::bare(match self {
            Self::Text(text) => node::Value::Text(text.clone()),
            Self::Whole(n) => node::Value::Whole(*n),
            Self::Flag(flag) => node::Value::Flag(*flag),
            Self::List(values) => node::Value::List(values.iter().map(Self::node).collect()),
        })
    }

    fn toml(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Whole(n) => n.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::List(values) => {
                format!("[{}]", values.iter().map(Self::toml).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Keys with their values.
pub(in crate::doors) type Entries = BTreeMap<&'static str, Value>;

/// What has been said: keys of the form, of its tables, and of its lists of tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::doors) struct Form {
    own: Entries,
    tables: BTreeMap<&'static str, Entries>,
    lists: BTreeMap<&'static str, Vec<Entries>>,
}

impl Form {
    /// Takes a value at a key such as `dash` or `needs.pets`.
    pub(in crate::doors) fn set(&mut self, key: &'static str, value: Value) {
        match key.split_once('.') {
            None => self.own.insert(key, value),
            Some((table, key)) => self.tables.entry(table).or_default().insert(key, value),
        };
    }

    /// One more of a list of tables.
    pub(in crate::doors) fn add(&mut self, list: &'static str, entries: Entries) {
        self.lists.entry(list).or_default().push(entries);
    }

    /// What has been said at a key outside lists.
    pub(in crate::doors) fn get(&self, key: &str) -> Option<&Value> {
        match key.split_once('.') {
            None => self.own.get(key),
            Some((table, key)) => self.tables.get(table)?.get(key),
        }
    }

    /// Whether a list has anything.
    pub(in crate::doors) fn has(&self, list: &str) -> bool {
        self.lists.get(list).is_some_and(|list| !list.is_empty())
    }

    /// As TOML, in the order of the description.
    pub(in crate::doors) fn toml(&self) -> String {
        let mut text = lines(REFERRAL, &self.own);
        for field in REFERRAL {
            match field.shape {
                Shape::Table(fields) => {
                    if let Some(entries) = self.tables.get(field.name) {
                        let _ = write!(text, "\n[{}]\n{}", field.name, lines(fields, entries));
                    }
                }
                Shape::List(Shape::Table(fields)) => {
                    for entries in self.lists.get(field.name).into_iter().flatten() {
                        let _ = write!(text, "\n[[{}]]\n{}", field.name, lines(fields, entries));
                    }
                }
                _ => {}
            }
        }
        text
    }
}

fn lines(fields: &[Field], entries: &Entries) -> String {
    let said = |field: &Field| {
        let value = entries.get(field.name)?;
        Some(format!("{} = {}\n", field.name, value.toml()))
    };
    fields.iter().filter_map(said).collect()
}

/// The description of a key such as `dash`, `needs.pets` or `person.age`, if the form has it.
pub(in crate::doors) fn field(key: &str) -> Option<&'static Field> {
    let find = |fields: &'static [Field], name: &str| fields.iter().find(|f| f.name == name);
    let Some((outer, inner)) = key.split_once('.') else { return find(REFERRAL, key) };
    find(find(REFERRAL, outer)?.shape.fields()?, inner)
}

/// Whether "unknown" may stand there.
pub(in crate::doors) fn takes_unknown(shape: Shape) -> bool {
    let is_free = matches!(shape, Shape::Text(Format::Free | Format::Filled));
    !is_free && fits(shape, &Value::text("unknown"))
}

fn fits(shape: Shape, value: &Value) -> bool {
    let mut sink = Sink::new("");
    shape.check(&value.node(), "", "", &mut sink).is_some() && sink.is_empty()
}

/// Words that people say for those of the form, by key.
const EVERYDAY: &[(&str, &[&str], &str)] = &[
    ("worker_sex", &["woman", "female", "w", "f", "she"], "female"),
    ("worker_sex", &["man", "male", "m", "he"], "male"),
    ("worker_sex", &["no", "either", "any", "no preference", "no matter"], "no"),
    ("source", &["herself", "himself", "themselves", "they", "she", "he", "me"], "self"),
    ("mobility", &["no", "no help"], "none"),
    ("substance_use", &["no"], "none"),
    ("support", &["mental", "depression", "anxiety"], "mental_health"),
    ("support", &["drug", "drug use"], "drugs"),
    ("support", &["drink", "drinking"], "alcohol"),
];

/// What people say of a connection, among other words.
const CONNECTIONS: &[(&str, &str)] = &[
    ("work", "work"),
    ("job", "work"),
    ("office", "work"),
    ("mum", "family"),
    ("mother", "family"),
    ("dad", "family"),
    ("father", "family"),
    ("parent", "family"),
    ("sister", "family"),
    ("brother", "family"),
    ("family", "family"),
    ("aunt", "family"),
    ("uncle", "family"),
    ("cousin", "family"),
    ("home", "home"),
    ("house", "home"),
    ("flat", "home"),
    ("lives", "home"),
];

/// What was typed as a value of this key, in everyday words too; else what may be typed.
pub(in crate::doors) fn hear(field: &Field, said: &str) -> Result<Value, String> {
    let plain = said.trim().to_lowercase();
    let alone = plain.trim_start_matches("a ");
    if let Some(sex) = sex_said(alone, &[Whom::Anybody]).filter(|_| field.name == "sex") {
        return Ok(Value::text(sex));
    }
    let everyday =
        EVERYDAY.iter().find(|(key, words, _)| *key == field.name && words.contains(&alone));
    if let Some((_, _, word)) = everyday {
        return Ok(Value::text(word));
    }
    match field.name {
        // Whatever is there, the place counts the same.
        "why" => Ok(read(field.shape, said).unwrap_or_else(|_| {
            let found = CONNECTIONS.iter().find(|(word, _)| plain.contains(word));
            Value::text(found.map_or("other", |(_, word)| word))
        })),
        // Who works here is told in many words: whatever is no plain no may be.
        "linked_to_service" => Ok(read(field.shape, said).unwrap_or(Value::Flag(true))),
        "worker_sex" => Err("a woman, a man, or no preference".to_owned()),
        // What leaves several ages open is kept as it was said: the desk tries every one.
        "age" => match referral::age_of(said) {
            Some(years) => Ok(Value::Whole(years)),
            None if referral::leaves_ages_open(said) => Ok(Value::text(said)),
            None => Err(allowed(field.shape)),
        },
        _ => read(field.shape, said).or_else(|not| {
            let begins = said.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let is_yes = yes_or_no(begins) == Some(true);
            read(field.shape, if is_yes { begins } else { said }).map_err(|_| not)
        }),
    }
}

/// The parts of a list as they were said: those that can be read, those that cannot, and what may be typed.
pub(in crate::doors) fn hear_each(
    field: &Field,
    of: Shape,
    said: &str,
) -> (Vec<Value>, Vec<String>) {
    let one = Field { shape: of, ..*field };
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    let spoken = said.replace(" and ", ",").replace(';', ",");
    for part in spoken.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        match hear(&one, part) {
            Ok(value) => right.push(value),
            Err(_) => wrong.push(part.to_owned()),
        }
    }
    (right, wrong)
}

/// What was typed as a value of this shape; else what may be typed.
pub(in crate::doors) fn read(shape: Shape, said: &str) -> Result<Value, String> {
    let fitting = |value: Value| fits(shape, &value).then_some(value);
    let found = match shape {
        Shape::Flag => yes_or_no(said).map(Value::Flag),
        Shape::Choice(words) => word(words, said).map(Value::text),
        Shape::List(of) => {
            let parts = said.split(',').map(str::trim).filter(|part| !part.is_empty());
            return parts.map(|part| read(*of, part)).collect::<Result<_, _>>().map(Value::List);
        }
        Shape::Either(shapes) => either(shapes, said),
        Shape::Text(_) => fitting(Value::text(said)),
        _ => said.parse().ok().map(Value::Whole).and_then(fitting),
    };
    found.ok_or_else(|| allowed(shape))
}

/// Free text is taken as it is; otherwise the first that fits.
fn either(shapes: &[Shape], said: &str) -> Option<Value> {
    if shapes.iter().any(|shape| matches!(shape, Shape::Text(Format::Free))) {
        return Some(Value::text(said));
    }
    shapes.iter().find_map(|shape| read(*shape, said).ok())
}

/// What may be typed, in the words of somebody who asks.
pub(in crate::doors) fn allowed(shape: Shape) -> String {
    match shape {
        Shape::Flag => "yes or no".to_owned(),
        Shape::Choice(words) => words.join(", ").replace('_', " "),
        Shape::List(of) => format!("{} (several with commas between)", allowed(*of)),
        Shape::Either(shapes) => {
            shapes.iter().map(|shape| allowed(*shape)).collect::<Vec<_>>().join(", or ")
        }
        _ => shape.allowed().replacen("it must be ", "", 1),
    }
}

/// Yes or no, however it is said.
pub(in crate::doors) fn yes_or_no(said: &str) -> Option<bool> {
    match said.to_lowercase().as_str() {
        "y" | "yes" | "yeah" | "true" => Some(true),
        "n" | "no" | "none" | "false" => Some(false),
        _ => None,
    }
}

/// The word that was typed, or the only one that begins so.
fn word(words: &[&'static str], said: &str) -> Option<&'static str> {
    let said = super::as_a_word(said);
    if let Some(same) = words.iter().find(|word| **word == said) {
        return Some(same);
    }
    let mut alike = words.iter().filter(|word| word.starts_with(&said));
    let first = alike.next().filter(|_| !said.is_empty())?;
    alike.next().is_none().then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_what_the_form_takes() {
        let of = |key: &str, said: &str| read(field(key).unwrap().shape, said);
        assert_eq!(of("needs.mobility", "Wheel").unwrap(), Value::text("wheelchair"));
        assert_eq!(of("needs.nrpf", "YES").unwrap(), Value::Flag(true));
        assert_eq!(of("needs.pets", "2").unwrap(), Value::Whole(2));
        assert_eq!(of("dash", "14").unwrap(), Value::Whole(14));
        let both = Value::List(vec![Value::text("drugs"), Value::text("mental_health")]);
        assert_eq!(of("needs.support", "drugs, mental health").unwrap(), both);
        assert_eq!(of("interpreter", "Farsi").unwrap(), Value::text("Farsi"));
        assert!(of("dash", "many").unwrap_err().contains("0 to 24"));
        assert!(of("needs.mobility", "x").unwrap_err().contains("wheelchair"));
    }

    #[test]
    fn the_form_is_written_as_the_reader_reads_it() {
        let mut form = Form::default();
        form.set("source", Value::text("self"));
        form.set("reference", Value::text("A-1"));
        form.set("needs.support", Value::List(vec![Value::text("drugs")]));
        form.set("interpreter", Value::text("says \"Farsi\"\\"));
        form.add("unsafe", Entries::from([("place", Value::text("ST1 1AA"))]));
        assert_eq!(
            form.toml(),
            "reference = \"A-1\"\nsource = \"self\"\ninterpreter = \"says \\\"Farsi\\\"\\\\\"\n\n[needs]\nsupport = [\"drugs\"]\n\n[[unsafe]]\nplace = \"ST1 1AA\"\n"
        );
    }
}
