//! What the keys of an event are asked as, where somebody puts right what was recorded.

use super::history_keys::{because, elsewhere, why_let_go};
use super::pathways::{area, part};
use super::spoken::words_of;
use crate::base::domain::EventName;

/// What a key is asked as; none: it is put right elsewhere, or not at all.
pub fn key_asked(event: EventName, key: &str) -> Option<&'static str> {
    Some(match (event, key) {
        // Whoever joined is taken away and recorded anew.
        (EventName::PersonJoined, "person") => return None,
        (_, "unit") => "Which unit",
        (EventName::TurnedAway, "reason") => "Reason for the return",
        (EventName::SecondStageEnded, "because") => "Why, in words",
        (_, "until") => "Until when",
        (_, "expected") => "When it is expected",
        (_, "on") => "On which day",
        (_, "why") => "Why it was let go",
        (_, "reason") => "Why, in words (no names, no addresses)",
        (_, "granted") => "Was it granted?",
        (_, "role") => "Who decided",
        (_, "rules") => "What it was about",
        (_, "how") => "How",
        (_, "reached") => "Was somebody reached?",
        (_, "text") => "What was written (no names, no addresses)",
        (_, "id" | "person") => "Which person, by the number on the form",
        (_, "to") => "Where to, in words; never an address",
        (_, "planned") => "Was it planned?",
        (_, "independent") => "To live independently?",
        (_, "because") => "Why",
        (_, "barrier") => "What was in the way",
        (_, "would_take_if_free") => "Would they have been taken had something been free?",
        (_, "where") => "Where",
        (_, "of") => "The other reference",
        (_, "ordered") => "Was it ordered?",
        (_, "complex_needs") => "With complex needs?",
        (_, "nrpf") => "Without recourse to public funds?",
        (_, "keep_apart") => "References to keep apart from, with commas between",
        (_, other) => return of_support(other),
    })
}

fn of_support(key: &str) -> Option<&'static str> {
    Some(match key {
        "area" => "Area",
        "positive" => "Was there progress?",
        "types" => "Which support",
        "childrens" => "As children's support?",
        "needs" => "What they need support with",
        "kind" => "Which kind",
        "provider" => "By whom",
        "pence" => "Pounds, as in 84.50",
        "materials_pence" => "Materials, in pounds",
        "labour_pence" => "Labour, in pounds",
        "purpose" => "For what",
        "relevant" => "In relevant accommodation (10.13 ii)?",
        "extended" => "May it go on beyond 12 months?",
        "level" => "Level",
        "source" => "Who asked",
        "tenure" => "How their home is held",
        "holder" => "Who holds it",
        "accepted" => "Did Housing Solutions accept?",
        "part" => "Whose part",
        "measures" => "What it recommends",
        "agreed" => "What they agreed to",
        "measure" => "Which measure",
        "instructions" => "Were they shown how to use it?",
        "into_accommodation" => "Is home no longer safe, and do they ask for accommodation?",
        "heading" => "Heading",
        "fte" => "Full-time posts, as in 12.5",
        "account" => "Whose account",
        "about" => "About what (no names)",
        "upheld" => "Was it upheld?",
        "question" => "What was asked",
        "score" => "The answer, as a whole number",
        _ => return None,
    })
}

/// One of the words that a key may be, as it is read.
pub fn word_read(event: EventName, key: &str, word: &str) -> String {
    match (event, key, word) {
        (EventName::ClaimEnded, "why", "released") => "not needed any more".to_owned(),
        (EventName::ClaimEnded, "why", word) => why_let_go(word).to_owned(),
        (EventName::Departed, "because", word) => because(word).to_owned(),
        (EventName::PlacedElsewhere, "where", word) => elsewhere(word).to_owned(),
        (_, "area", word) => area(word),
        (_, "part", word) => part(word).to_owned(),
        (_, "source", "self") => "they themselves".to_owned(),
        (_, _, word) => words_of(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::register::{Holds, event_names, holds, keys_of};

    /// A form, a person, units and what was refused are put right by recording them anew.
    #[test]
    fn whatever_can_be_put_right_is_asked_in_words() {
        let elsewhere = |of: Option<Holds>| {
            matches!(of, Some(Holds::Form | Holds::Person | Holds::Units | Holds::Refused))
        };
        for event in event_names().filter(|event| *event != EventName::EstateRecorded) {
            for key in keys_of(event) {
                let asked = key_asked(event, key);
                assert_eq!(asked.is_some(), !elsewhere(holds(event, key)), "{event:?} {key}");
                assert!(asked.is_none_or(|asked| !asked.contains('_')), "{event:?} {key}");
            }
        }
    }
}
