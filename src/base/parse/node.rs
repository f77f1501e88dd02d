//! A file as a tree whose every value knows its line, whichever notation it was written in.
//!
//! Not here: what the values mean (`shape`) or the notations themselves (`notation`).

use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

/// One value and the line it stands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// The line, counted from 1; JSON does not tell.
    pub line: Option<usize>,
}

/// What a file can say.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: JSON's `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Number(f64),
    /// Text; TOML's dates are text here.
    Text(String),
    /// Values in order.
    List(Vec<Node>),
    /// Keys with their values, in the order of the file.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// A value without a line.
    pub fn bare(value: Value) -> Self {
        Self { value, line: None }
    }

    /// The value under a key, if this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// One of the values, if this is a list that has it.
    pub fn item(&self, at: usize) -> Option<&Self> {
        match &self.value {
            Value::List(items) => items.get(at),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value without its lines.
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Flag(flag) => Json::from(*flag),
            Value::Whole(n) => Json::from(*n),
            Value::Number(x) => Json::from(*x),
            Value::Text(text) => Json::from(text.as_str()),
            Value::List(items) => items.iter().map(Self::to_json).collect(),
            Value::Table(entries) => {
                entries.iter().map(|(key, node)| (key.clone(), node.to_json())).collect()
            }
        }
    }

    /// Takes a key out of a table.
    pub fn remove(&mut self, key: &str) -> Option<Self> {
        match &mut self.value {
            Value::Table(entries) => {
                let at = entries.iter().position(|(k, _)| k == key)?;
                Some(entries.remove(at).1)
            }
            _ => None,
        }
    }

    /// Lays `over` on top of this: tables merge key by key, anything else is replaced.
    pub fn overlay(&mut self, over: Self) {
        match (&mut self.value, over.value) {
            (Value::Table(mine), Value::Table(theirs)) => {
                let places = mine.iter().enumerate().map(|(at, (key, _))| (key.clone(), at));
                let mut places: BTreeMap<String, usize> = places.collect();
                for (key, node) in theirs {
                    if let Some(at) = places.get(&key) {
                        mine[*at].1.overlay(node);
                    } else {
                        places.insert(key.clone(), mine.len());
                        mine.push((key, node));
                    }
                }
            }
            (mine, theirs) => {
                *mine = theirs;
                self.line = over.line;
            }
        }
    }
}

impl fmt::Display for Node {
    /// As a person would quote it: short, and without its insides where it is long.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Value::Null => write!(f, "null"),
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Whole(n) => write!(f, "{n}"),
            Value::Number(x) => write!(f, "{x}"),
            Value::Text(text) => write!(f, "\"{text}\""),
            Value::List(items) if items.is_empty() => write!(f, "[]"),
            Value::List(_) => write!(f, "a list"),
            Value::Table(_) => write!(f, "a table"),
        }
    }
}
