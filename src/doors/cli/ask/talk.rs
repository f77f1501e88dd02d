//! Asking and being answered, at a terminal or over a pipe: questions on standard error, one line each.

use crate::base::parse::format::Format;
use crate::base::parse::{Field, Shape};
use crate::doors::tasks::spoken::form::{self, Value};
use crate::presentation::document::{Document, Text};
use crate::presentation::render::terminal;
use crate::presentation::wording::conversation;
use std::io::{self, BufRead, Write};

/// Says something that needs no answer.
pub(super) fn say(text: impl Into<Text>) {
    // Whoever closed standard error does not want to hear it.
    drop(io::stderr().lock().write_all(shown(text).as_bytes()));
}

fn shown(text: impl Into<Text>) -> String {
    terminal::render(&Document::saying("said", text))
}

/// Says what comes next, after an empty line.
pub(super) fn turn_to(text: impl Into<Text>) {
    drop(io::stderr().lock().write_all(b"\n"));
    say(text);
}

/// The two ends of a conversation.
pub(super) struct Talk<R> {
    input: R,
    /// Nobody answers any more: the input has ended, or "stop" was said.
    pub(super) is_over: bool,
}

impl<R: BufRead> Talk<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, is_over: false }
    }

    /// One line, without control characters; none where nothing was typed, or nobody answers.
    pub(super) fn line(&mut self, question: impl Into<Text>) -> Option<String> {
        if self.is_over {
            return None;
        }
        let mut err = io::stderr().lock();
        drop(write!(err, "{} ", shown(question).trim_end()));
        drop(err.flush());
        let mut line = Vec::new();
        // A line end may be missing at the end of a pipe, and what is typed may be no UTF-8.
        if self.input.read_until(b'\n', &mut line).unwrap_or(0) == 0 {
            self.is_over = true;
            drop(writeln!(err));
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let said: String = line.chars().filter(|c| !c.is_control()).collect();
        let said = said.trim().to_owned();
        if said.eq_ignore_ascii_case("stop") {
            self.is_over = true;
            return None;
        }
        Some(said).filter(|said| !said.is_empty())
    }

    /// A value of a key, asked again until it is one; none where it is not known.
    pub(super) fn value(&mut self, question: impl Into<Text>, field: &Field) -> Option<Value> {
        let said = self.line(question)?;
        self.value_of(said, field)
    }

    /// The same of what has been said already.
    pub(super) fn value_of(&mut self, mut said: String, field: &Field) -> Option<Value> {
        loop {
            if matches!(field.shape, Shape::List(_)) && is_nobody(&said) {
                return None;
            }
            if is_unknown(&said) {
                let may = form::takes_unknown(field.shape) || is_told(field.shape);
                return may.then(|| Value::text("unknown"));
            }
            if let Shape::List(of @ (Shape::Choice(_) | Shape::Text(Format::Reference))) =
                field.shape
            {
                let (right, wrong) = form::hear_each(field, *of, &said);
                if !right.is_empty() {
                    if !wrong.is_empty() {
                        say(conversation::left_out(&wrong, &form::allowed(*of)));
                    }
                    return Some(Value::List(right));
                }
            }
            let allowed = match form::hear(field, &said) {
                Ok(value) => return Some(value),
                // Whoever says more than yes or no of danger has no time to be asked again.
                Err(_)
                    if field.name == "immediate_danger" && said.split_whitespace().count() > 2 =>
                {
                    say(conversation::TAKEN_AS_DANGER);
                    return Some(Value::text("unknown"));
                }
                Err(allowed) => allowed,
            };
            said = self.line(conversation::say_again(&allowed))?;
        }
    }
}

/// Whether somebody says that it is not known.
pub(super) fn is_unknown(said: &str) -> bool {
    let plain: String = said.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.strip_prefix('i').unwrap_or(&plain);
    matches!(
        plain,
        "" | "unknown"
            | "notknown"
            | "dontknow"
            | "donotknow"
            | "dunno"
            | "dk"
            | "notsure"
            | "noidea"
            | "unsure"
            | "amnotsure"
            | "mnotsure"
    )
}

/// Whether somebody says that there is nobody, or none.
fn is_nobody(said: &str) -> bool {
    let plain: String = said.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(&*plain, "no" | "none" | "nobody" | "noone" | "na" | "nil" | "n" | "nothing" | "no1")
}

/// What was told, in words or as "unknown".
fn is_told(shape: Shape) -> bool {
    let is_free = |shape: &Shape| matches!(shape, Shape::Text(Format::Free));
    matches!(shape, Shape::Either(shapes) if shapes.iter().any(is_free))
}
