//! What is known of one person, as the form in force says it.

use crate::base::domain::redact;
use jiff::civil::Date;
use serde_json::Value;
use std::sync::Arc;

/// Characteristics that a form tells in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trait {
    Gender,
    Ethnicity,
    Disability,
    Sexuality,
    Specialist,
}

impl Trait {
    pub(super) const ALL: [Self; 5] =
        [Self::Gender, Self::Ethnicity, Self::Disability, Self::Sexuality, Self::Specialist];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Gender => "gender",
            Self::Ethnicity => "ethnicity",
            Self::Disability => "disability",
            Self::Sexuality => "sexuality",
            Self::Specialist => "specialist",
        }
    }
}

/// One person as a form in force says.
#[derive(Clone)]
pub(super) struct Facts {
    /// The place of the event that told them.
    pub(super) told: usize,
    /// Whole years; none: not known.
    pub(super) age: Option<u16>,
    is_child_by_role: bool,
    /// Comes later than the household.
    pub(super) arrives: Option<Date>,
    /// In the order of [`Trait::ALL`]; none: not known.
    words: [Option<Arc<str>>; 5],
}

redact!(Facts);

const ADULT_FROM: u16 = 18;

impl Facts {
    pub(super) fn of(person: Option<&Value>, told: usize) -> Self {
        let get = |key: &str| {
            let person = person?;
            person.get(key)
        };
        let text = |key: &str| get(key).and_then(Value::as_str);
        let word = |of: Trait| text(of.word()).and_then(slug);
        let mut words = Trait::ALL.map(word);
        // Where no gender is stated the sex stands for it.
        words[0] = words[0].take().or_else(|| text("sex").and_then(slug));
        Self {
            told,
            age: get("age").and_then(Value::as_u64).and_then(|age| u16::try_from(age).ok()),
            is_child_by_role: text("role") == Some("child"),
            arrives: text("arrives").and_then(|day| day.parse().ok()),
            words,
        }
    }

    /// Under 18 whatever the role; where the age is not known, by the role.
    pub(super) fn is_child(&self) -> bool {
        self.age.map_or(self.is_child_by_role, |age| age < ADULT_FROM)
    }

    /// The word for a characteristic; none: not known.
    pub(super) fn word(&self, of: Trait) -> Option<&Arc<str>> {
        self.words[of as usize].as_ref()
    }
}

/// A word as it stands in a category: small letters, digits and `_`; none where it says nothing.
pub(super) fn slug(text: &str) -> Option<Arc<str>> {
    let mut word = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else if !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    let word = word.trim_end_matches('_');
    let says_nothing = matches!(word, "" | "unknown" | "not_known");
    (!says_nothing).then(|| Arc::from(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_word_becomes_a_category_and_unknown_becomes_none() {
        let facts = Facts::of(
            Some(&json!({
                "role": "adult", "age": 17, "sex": "female", "gender": "unknown",
                "ethnicity": "White: English / Welsh", "disability": " Unknown ", "sexuality": "",
            })),
            0,
        );
        let words = Trait::ALL.map(|of| facts.word(of).map(ToString::to_string));
        let is = |word: &str| Some(word.to_owned());
        assert_eq!(words, [is("female"), is("white_english_welsh"), None, None, None]);
        assert!(facts.is_child(), "under 18 whatever the role");
    }

    #[test]
    fn whose_age_is_not_known_is_a_child_by_the_role() {
        let of = |role: &str, age: Value| Facts::of(Some(&json!({"role": role, "age": age})), 0);
        assert!(of("child", json!("unknown")).is_child());
        assert!(!of("adult", json!("unknown")).is_child());
        assert!(!of("child", json!(18)).is_child());
    }
}
