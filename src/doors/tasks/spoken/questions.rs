//! What is asked once there is a first answer, in the order in which it helps most.
//!
//! A key that the form has and no question here is asked last, by its own description: nothing is forgotten when the form
//! grows.

use super::form;
use crate::base::parse::{Field, Shape};
use crate::inputs::referral::REFERRAL;

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

type Asked = (&'static str, &'static [(&'static str, &'static str)]);

const ASKED: &[Asked] = &[
    (
        "Ringing back",
        &[
            ("contact.safe_until", "Until when is it safe to ring back?"),
            ("contact.safe_from", "And from when, if not now?"),
            ("contact.message", "May a message be left?"),
            ("interpreter", "Is an interpreter needed? Which language?"),
            ("worker_sex", "Is a woman or a man asked for as worker?"),
            ("where_now", "Where are they now, in words? No address."),
        ],
    ),
    (
        "About the perpetrator",
        &[
            (
                "perpetrator.linked_to_service",
                "Does the perpetrator work here, or for somebody who works with us?",
            ),
            (
                "perpetrator.may_seek_place",
                "Could the perpetrator present as somebody who needs a place, or know somebody who lives here?",
            ),
            (
                "perpetrator.relation",
                "What is the perpetrator to them: partner, parent, somebody else?",
            ),
            ("risk_to_others", "Is there any risk to others?"),
            ("keep_apart", "References of households to keep apart from?"),
            ("dash", "The DASH score, 0 to 24?"),
        ],
    ),
    (
        "What they need",
        &[
            ("needs.mobility", "Help with getting about: none, limited, or a wheelchair?"),
            ("needs.nrpf", "Have they no recourse to public funds? (yes: none)"),
            ("needs.substance_use", "Drug or alcohol use: none, past, prescribed, current?"),
            ("needs.support", "Support wanted: mental health, drugs, alcohol, offending, other?"),
            ("needs.complex", "Do you judge the needs complex?"),
            ("needs.pets", "How many pets? Assistance animals do not count."),
            ("needs.assistance_dog", "Is there an assistance dog?"),
            ("pregnancy_due", "Is a baby due? When?"),
            ("needs.unborn", "How many babies are expected?"),
            ("carer", "Does anybody care for somebody?"),
            ("homeless_before", "Were they homeless or sleeping rough before this?"),
        ],
    ),
    (
        "What they wish",
        &[
            ("preferences.sectors", "Parts of the area wished for, as postcode sectors?"),
            ("preferences.near", "Places to be near: school, work, support?"),
            ("preferences.self_contained", "A home of their own, without shared rooms?"),
            ("other_area", "Would they rather leave the area?"),
            ("home.wishes_to_stay", "Would they rather stay at home, made safer?"),
            ("home.perpetrator_resident", "Does the perpetrator live there?"),
            (
                "home.tenure",
                "Who owns or lets that home: social rented, private rented, owned, jointly owned, other?",
            ),
            ("home.landlord_consent", "Does the landlord agree, if that was asked?"),
            ("arrival", "How will they come?"),
        ],
    ),
    (
        "For the record",
        &[
            ("source", "Who asks: they themselves, or an agency?"),
            ("home_authority", "Which council is the home in that they left?"),
            ("working", "Do they work?"),
            ("repeat_of", "The reference of an earlier referral?"),
        ],
    ),
];

/// Keys that the conversation itself fills, or that ask the same as another.
const FILLED: [&str; 4] = ["reference", "received", "immediate_danger", "safe_to_call_until"];

/// Every group with the questions whose keys the form has.
pub(in crate::doors) fn groups() -> Vec<Group> {
    let mut groups: Vec<Group> = ASKED
        .iter()
        .map(|(title, asked)| Group {
            title,
            questions: asked.iter().filter_map(question).collect(),
        })
        .collect();
    let known = |key: &str| {
        FILLED.contains(&key) || ASKED.iter().any(|(_, asked)| asked.iter().any(|(k, _)| *k == key))
    };
    if let Some(last) = groups.last_mut() {
        last.questions.extend(unasked(known));
    }
    groups
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
