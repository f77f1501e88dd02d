//! What is typed or chosen on a page: how it is asked, whether it can be read, and what is wrong with it.
//!
//! Not here: which act asks what (`acts`, `support_acts`), and what a form sent (`fields`).

use super::fields::{Fields, Slip};
use crate::doors::failure::Failure;
use crate::doors::tasks::{asked_at, expected, pence, posts};
use crate::presentation::wording::register as wording;
use crate::presentation::wording::web_form;
use crate::service::register::{Household, Night};
use jiff::Timestamp;
use serde_json::Value;
use std::borrow::Cow;

/// Something to type or choose.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) name: Cow<'static, str>,
    pub(super) label: String,
    pub(super) kind: Kind,
    pub(super) value: String,
    /// Nothing is recorded without it.
    pub(super) is_needed: bool,
    /// Whether what is typed can be read.
    pub(super) reads: Option<Reads>,
    /// What is wrong with what was typed.
    pub(super) wrong: Option<String>,
}

/// Why something cannot be read.
pub(super) type Reads = fn(&str, Timestamp) -> Result<(), String>;

/// How it is typed or chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Tick,
    /// What is sent, and what is read.
    Choice(Vec<(String, String)>),
}

impl Input {
    pub(super) fn text(name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            kind: Kind::Text,
            value: String::new(),
            is_needed: false,
            reads: None,
            wrong: None,
        }
    }

    /// Typed so that this can read it.
    pub(super) fn read_as(self, reads: Reads) -> Self {
        Self { reads: Some(reads), ..self }
    }

    /// The field of the page, of an act or another part of it.
    pub(super) fn id(&self, of: &str) -> String {
        format!("{of}-{}", self.name)
    }

    /// With what is wrong with what was typed for it, if anything.
    pub(super) fn checked(mut self, typed: &Fields, now: Timestamp) -> Self {
        self.wrong = match (typed.text(&self.name), self.reads) {
            (None, _) if self.is_needed => Some(web_form::missing(&self.label)),
            (Some(said), Some(reads)) => reads(said, now).err(),
            _ => None,
        };
        self
    }

    /// What is wrong, with its field.
    pub(super) fn slip(&self, of: &str) -> Option<Slip> {
        Some(Slip::of(self.id(of), self.wrong.as_ref()?))
    }

    pub(super) fn tick(name: impl Into<Cow<'static, str>>, label: &str) -> Self {
        Self { kind: Kind::Tick, ..Self::text(name, label) }
    }

    pub(super) fn choice(name: &'static str, label: &str, of: &[(&str, &str)]) -> Self {
        let of = of.iter().map(|(value, read)| ((*value).to_owned(), (*read).to_owned()));
        Self { kind: Kind::Choice(of.collect()), ..Self::text(name, label) }
    }

    /// Nothing is recorded without it; and of choices none is made beforehand.
    pub(super) fn needed(mut self) -> Self {
        if let Kind::Choice(of) = &mut self.kind {
            of.insert(0, (String::new(), "choose".to_owned()));
        }
        Self { is_needed: true, ..self }
    }

    /// Why nothing can be chosen, where something has to be.
    pub(super) fn nothing_to_choose(&self) -> Option<&'static str> {
        let is_empty = self.is_needed && self.kind != Kind::Text && self.choices().len() == 1;
        match &*self.name {
            "to" => is_empty.then_some(wording::NO_UNIT_TO_CHOOSE),
            "id" | "person" => is_empty.then_some(wording::NOBODY_TO_CHOOSE),
            _ => None,
        }
    }

    pub(super) fn chosen(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// Somebody of a household.
    pub(super) fn person(name: &'static str, of: &Household, night: &Night) -> Self {
        let form = night.form(of);
        let person = |k: usize| form.as_ref()?.get("person")?.get(k);
        let choices = of.people.iter().enumerate().map(|(k, member)| {
            let lead = if k == 0 { " (lead)" } else { "" };
            let who = person(k).map_or_else(String::new, |one| format!(": {}", who_it_is(one)));
            (member.id.clone(), format!("{}{who}{lead}", member.id))
        });
        let kind = Kind::Choice(choices.collect());
        Self { kind, ..Self::text(name, "Who, by the number on the form") }.needed()
    }

    pub(super) fn choices(&self) -> &[(String, String)] {
        if let Kind::Choice(of) = &self.kind { of } else { &[] }
    }

    pub(super) fn is_tick(&self) -> bool {
        self.kind == Kind::Tick
    }
}

/// "adult, female, 31", as the form says.
fn who_it_is(person: &Value) -> String {
    let word = |key: &str| match person.get(key) {
        Some(Value::String(word)) if word == "unknown" => Some(format!("{key} not known")),
        Some(Value::String(word)) => Some(spaced(word)),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    ["role", "sex", "age"].into_iter().filter_map(word).collect::<Vec<_>>().join(", ")
}

fn in_short(failure: Failure) -> String {
    if let Failure::Usage(why) = failure { why } else { web_form::NO_TIME.to_owned() }
}

/// A moment that is over.
pub(super) fn a_past_time(said: &str, now: Timestamp) -> Result<(), String> {
    asked_at(Some(said), now).map(drop).map_err(in_short)
}

/// Whether full-time posts are a number that can be read.
pub(super) fn some_posts(said: &str, _: Timestamp) -> Result<(), String> {
    posts(said).map(drop)
}

/// Money in pounds, or posts with their part.
pub(super) fn a_sum(said: &str, _: Timestamp) -> Result<(), String> {
    pence(said).map(drop)
}

/// A whole number.
pub(super) fn a_whole(said: &str, _: Timestamp) -> Result<(), String> {
    whole(said).map(drop)
}

/// The whole number that was typed.
pub(super) fn whole(said: &str) -> Result<u64, String> {
    said.parse().map_err(|_| web_form::NO_WHOLE_NUMBER.to_owned())
}

/// A day or a moment to come.
pub(super) fn a_time(said: &str, now: Timestamp) -> Result<(), String> {
    expected(said, now).map(drop)
}

/// A word of the contract as it is read.
pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ")
}
