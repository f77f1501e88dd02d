//! A file that is no form at all: a picture of a house, a list of units, somebody's notes.
//!
//! Of a form in which anything is recognised, everything else that is wrong is said, line by line. Not here: that a file
//! is no text (`parse`).

use super::everyday::everyday;
use super::keys::{About, about};
use super::notation::Notation;
use super::{REFERRAL, words};
use crate::base::parse::node::Value;
use crate::base::parse::{At, Code, Field, Issues, Sink, Source};

/// One issue, where no line of a file is one of a form; an empty file is a form in which all is missing.
pub(super) fn no_form(source: Source<'_>) -> Option<Issues> {
    let mut said = source.text.lines().map(str::trim).filter(says_something);
    let first = said.next()?;
    if is_of_a_form(first) || said.any(is_of_a_form) || is_another_value(source) {
        return None;
    }
    Some(none_in(source.file))
}

/// That no line of this file is one of a form.
pub(super) fn none_in(file: &str) -> Issues {
    let mut sink = Sink::new(file);
    sink.add(
        Code::Syntax,
        At::new("", None),
        "",
        "this is no referral form: not one of its lines is. A form says, one to a line, reference = \"R-0417\", source = \"agency\", immediate_danger = true, then [[person]] with role, age and sex, and [[unsafe]] with a place",
        "look at the file's name; or make a form: lintel ask asks for it in speaking order, lintel new FILE writes a blank one",
    );
    sink.into_issues()
}

/// JSON that is whole and no table, or an empty one, has messages of its own.
fn is_another_value(source: Source<'_>) -> bool {
    let is_json = Notation::of(source) == Notation::Json;
    let tree = || Notation::Json.tree(source.text, &mut Sink::new(""));
    let says_nothing = |value: &Value| match value {
        Value::Table(entries) => entries.is_empty(),
        _ => true,
    };
    is_json && tree().is_some_and(|node| says_nothing(&node.value))
}

fn says_something(line: &&str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

/// Whether a line names a key or a table of a form, in its own words or in everyday ones.
pub(super) fn is_of_a_form(line: &str) -> bool {
    let header = line.trim_start_matches('[').split([']', '.']).next().unwrap_or_default();
    if line.starts_with('[') && line.contains(']') && is_known(header) {
        return true;
    }
    let is_json = line.starts_with(['{', '[', '"']);
    let within: &[char] = if is_json { &['{', '}', '[', ']', ','] } else { &[] };
    line.split(within).any(|part| match part.split_once('=') {
        Some((key, _)) if !is_json => is_known(unquoted(key)),
        // Prose has colons too: only a form's own word before one makes a line of a form.
        _ => part.split_once(':').is_some_and(|(key, _)| {
            let key = unquoted(key);
            if is_json { is_known(key) } else { is_among(REFERRAL, key) }
        }),
    })
}

fn unquoted(key: &str) -> &str {
    key.trim().trim_matches(['"', '\''])
}

fn is_known(key: &str) -> bool {
    const LONGEST: usize = 32;
    let is_key = |c: char| c.is_ascii_alphanumeric() || ['_', '-', ' '].contains(&c);
    let begins = key.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !begins || key.len() > LONGEST || !key.chars().all(is_key) {
        return false;
    }
    let plain = words::plain(key).replace(' ', "_");
    is_among(REFERRAL, &plain)
        || everyday(key).is_some()
        || matches!(about("", key), About::People(_) | About::Unsafe(_))
}

fn is_among(fields: &'static [Field], key: &str) -> bool {
    fields.iter().any(|field| {
        field.name == key || field.shape.fields().is_some_and(|inner| is_among(inner, key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        no_form(Source { file: "notes", text }).map(|issues| issues.to_string())
    }

    #[test]
    fn a_file_without_a_line_of_a_form_is_said_to_be_none() {
        for text in [
            "hello",
            "# Notes\n\nShe rang at nine: we rang back.\n- bring: keys",
            "- Safe to ring: NOT KNOWN\nWhy: it was full.\nFor a family of seven:",
            "It answers, whoever asks, near: and far, age: any",
            "unit,setting,rooms\nAlder-1,Alder,2+1",
            "[package]\nname = \"lintel\"\nversion = \"0.1.0\"",
            "{\"units\": [1, 2]}",
            "[1, 2, 3]",
        ] {
            let said = found(text).unwrap_or_else(|| panic!("{text}"));
            assert!(said.contains("no referral form") && said.contains("lintel new"), "{said}");
            assert_eq!(said.lines().count(), 2, "{said}");
        }
    }

    #[test]
    fn whatever_is_a_line_of_a_form_makes_it_one() {
        for text in [
            "",
            "# nothing yet\n",
            "{}",
            "hello\nreference = \"R-1\"\nnonsense",
            "garbage\n[[person]]\nmore garbage",
            "nonsense\n  immediate_danger: yes",
            "{\"reference\": \"R-1\", \"source\": ",
            "[{\"role\": \"adult\"}]",
            "[[unsafe]]\nST3 1AB",
            "in danger = yes\nwhatever",
            "perpetrator_address = \"ST3 1AB\"",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
