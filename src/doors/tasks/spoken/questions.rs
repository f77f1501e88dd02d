//! What is asked once there is a first answer: the keys of the form, each with the words that ask for it
//! (`wording/conversation/questions`).
//!
//! A key that the form has and no question here is asked last, by its own description: nothing is forgotten when the form
//! grows.

use super::form;
use crate::base::parse::{Field, Shape};
use crate::inputs::referral::REFERRAL;
use crate::presentation::wording::conversation::{ASKED, Asked};

/// Questions that belong together; the answer is refined after each.
pub(in crate::doors) struct Group {
    pub(in crate::doors) title: &'static str,
    pub(in crate::doors) questions: Vec<Question>,
}

/// A key of the form and the words that ask for it.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Question {
    pub(in crate::doors) key: &'static str,
    pub(in crate::doors) words: &'static str,
    pub(in crate::doors) field: &'static Field,
}

/// Keys that the conversation itself fills, or that ask the same as another.
const FILLED: [&str; 4] = ["reference", "received", "immediate_danger", "safe_to_call_until"];

/// Every group with the questions whose keys the form has.
pub(in crate::doors) fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = ASKED.iter().map(group).collect();
    let known = |key: &str| {
        FILLED.contains(&key)
            || ASKED.iter().any(|of| of.questions.iter().any(|(asked, _)| *asked == key))
    };
    if let Some(last) = groups.last_mut() {
        last.questions.extend(unasked(known));
    }
    groups
}

fn group(Asked { title, questions }: &Asked) -> Group {
    Group { title, questions: questions.iter().filter_map(question).collect() }
}

fn question((key, words): &(&'static str, &'static str)) -> Option<Question> {
    Some(Question { key, words, field: form::field(key)? })
}

/// Keys outside lists of tables that nothing here asks for.
fn unasked(known: impl Fn(&str) -> bool) -> Vec<Question> {
    let mut found = Vec::new();
    for field in REFERRAL {
        match field.shape {
            // The keys of tables are asked by hand: their names need their table's.
            Shape::List(Shape::Table(_)) | Shape::Table(_) => {}
            _ if known(field.name) => {}
            _ => found.push(Question { key: field.name, words: field.help, field }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_form_is_asked_or_filled() {
        let groups = groups();
        let asked: Vec<&str> =
            groups.iter().flat_map(|group| &group.questions).map(|question| question.key).collect();
        for field in REFERRAL {
            let keys = match field.shape {
                Shape::List(Shape::Table(_)) => Vec::new(),
                Shape::Table(fields) => {
                    fields.iter().map(|inner| format!("{}.{}", field.name, inner.name)).collect()
                }
                _ => vec![field.name.to_owned()],
            };
            for key in keys {
                assert!(FILLED.contains(&&*key) || asked.contains(&&*key), "{key}");
            }
        }
    }
}
