//! What was told besides: it informs the worker and the queue, and no rule reads it.

use super::Known;
use super::redact::redact;
use serde::{Deserialize, Serialize};

/// An answer that is told and shown, and never judged by a rule.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// Words, among them "unknown".
    Text(String),
}

impl Answer {
    /// The words, unless the answer is "unknown" or empty.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Flag(true) => Some("yes".to_owned()),
            Self::Flag(false) => Some("no".to_owned()),
            Self::Number(n) => Some(n.to_string()),
            Self::Text(text) if text.trim().is_empty() || text == "unknown" => None,
            Self::Text(text) => Some(text.trim().to_owned()),
        }
    }

    /// Whether a time that was asked for is none: it is never safe.
    pub fn is_never(&self) -> bool {
        const NEVER: [&str; 4] = ["no", "not at all", "at no time", "not"];
        let forbids = || self.forbids() && !self.has_word(OF_TIME) && !self.has_a_digit();
        matches!(self, Self::Flag(false)) || self.is_one_of(&NEVER) || forbids()
    }

    /// Whether words forbid to ring, but perhaps not at every time: "unsafe after 5".
    pub fn is_sometimes_never(&self) -> bool {
        self.forbids() && !self.is_never()
    }

    /// Whether words say somewhere that it is not to be done.
    fn forbids(&self) -> bool {
        const WORDS: &[&str] = &["never", "unsafe", "dangerous", "cannot", "dont", "cant"];
        const TOGETHER: [&str; 12] = [
            " not safe ",
            " do not ",
            " don t ",
            " can t ",
            " must not ",
            " not to ",
            " not ring ",
            " not call ",
            " not phone ",
            " no calls ",
            " text only ",
            " only text ",
        ];
        const NOT: &[&str] = &["not", "no"];
        // "Not before nine" says when; "no restrictions" forbids nothing.
        const OTHERWISE: &[&str] = &[
            "before",
            "after",
            "until",
            "later",
            "earlier",
            "problem",
            "problems",
            "restriction",
            "restrictions",
            "limit",
            "limits",
        ];
        let Self::Text(said) = self else { return false };
        let plain = format!(" {} ", plain_words(said).join(" "));
        self.has_word(WORDS)
            || TOGETHER.iter().any(|words| plain.contains(words))
            || (self.has_word(NOT) && !self.has_word(OTHERWISE))
    }

    /// Whether words name no time at all: "he has her phone", "by email".
    pub fn names_no_time(&self) -> bool {
        !self.has_word(OF_TIME) && !self.has_a_digit()
    }

    /// Whether words say under which condition, or by which telephone, and not only until when.
    pub fn is_conditional(&self) -> bool {
        // "When he is back" is an end; "only when he is out" is none.
        const UNTIL: &[&str] =
            &["until ", "till ", "before ", "up to ", "by ", "when ", "once ", "as soon "];
        const WORDS: &[&str] = &[
            "except",
            "if",
            "unless",
            "when",
            "while",
            "only",
            "any",
            "anytime",
            "always",
            "but",
            "phone",
            "mobile",
            "tracked",
            "tracks",
            "monitored",
            "watched",
            "hacked",
            "listens",
            "has",
        ];
        self.has_word(WORDS) && !self.begins(UNTIL)
    }

    fn has_word(&self, words: &[&str]) -> bool {
        let Self::Text(said) = self else { return false };
        plain_words(said).iter().any(|word| words.contains(&&**word))
    }

    fn has_a_digit(&self) -> bool {
        match self {
            Self::Text(said) => said.contains(|c: char| c.is_ascii_digit()),
            Self::Number(_) => true,
            Self::Flag(_) => false,
        }
    }

    /// Whether a time that was asked for is any: it is always safe.
    pub fn is_any_time(&self) -> bool {
        const ALWAYS: [&str; 9] = [
            "any time",
            "anytime",
            "at any time",
            "always",
            "any",
            "whenever",
            "all day",
            "24/7",
            "day and night",
        ];
        self.is_one_of(&ALWAYS)
    }

    /// Whether words begin so, in whatever case.
    pub fn begins(&self, with: &[&str]) -> bool {
        let Self::Text(said) = self else { return false };
        let said = said.trim().to_lowercase();
        with.iter().any(|words| said.starts_with(words))
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        match self {
            Self::Text(text) => {
                let said = text.trim().trim_end_matches('.').to_lowercase();
                words.contains(&&*said)
            }
            _ => false,
        }
    }
}

/// Words that may say at which time something holds.
const OF_TIME: &[&str] = &[
    "after",
    "before",
    "until",
    "till",
    "when",
    "while",
    "if",
    "unless",
    "during",
    "except",
    "between",
    "from",
    "morning",
    "mornings",
    "afternoon",
    "afternoons",
    "evening",
    "evenings",
    "night",
    "nights",
    "daytime",
    "weekend",
    "weekends",
    "weekday",
    "weekdays",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "tonight",
    "tomorrow",
    "noon",
    "midnight",
    "once",
    "yet",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
];

fn plain_words(said: &str) -> Vec<String> {
    let words = said.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether what stands on a form names a household: its reference, or words with its reference among them.
///
/// Case and marks are passed over, among words too: "r–0388" and "her sister, R 0388" name R-0388.
pub fn names(typed: &str, reference: &str) -> bool {
    if typed == reference {
        return true;
    }
    let words: Vec<String> = typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let sought: String =
        reference.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let begins = |from: usize| {
        let mut joined = String::new();
        words[from..].iter().any(|word| {
            joined += word;
            joined == sought
        })
    };
    let is_words = typed.trim().contains(char::is_whitespace);
    !sought.is_empty()
        && if is_words { (0..words.len()).any(begins) } else { words.concat() == sought }
}

/// What else was told. It informs the worker and the queue; no rule reads it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// DASH score, 0 to 24, or unknown; it orders a queue and refuses nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dash: Option<Answer>,
    /// When a baby is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pregnancy_due: Option<Answer>,
    /// She needs, or is, a carer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carer: Option<Answer>,
    /// When and how the household will come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<Answer>,
    /// Until when it is safe to ring her.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_to_call_until: Option<Answer>,
    /// The language of an interpreter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<Answer>,
    /// The sex of the worker she asks for (7.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub worker_sex: Option<Answer>,
    /// A risk she or somebody with her may be to others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_to_others: Option<Answer>,
    /// Where the household is now, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub where_now: Option<Answer>,
    /// The council of the home left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_authority: Option<Answer>,
    /// Whether she works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working: Option<Answer>,
    /// An earlier referral of the same household.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_of: Option<Answer>,
    /// She wishes to leave the area.
    pub other_area: Known<bool>,
    /// How she can be reached without harm.
    pub contact: Contact,
}

/// How a household can be reached without harm; nothing said is no leave to do it.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// Whether a message may be left, and how.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Answer>,
    /// From when it is safe to ring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_from: Option<Answer>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_until: Option<Answer>,
}

/// Something of the form that could not be understood, and without which it was answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Unread {
    /// The field of the form.
    pub field: String,
    /// What stands there.
    pub said: String,
    /// What was done without it, in words that do not repeat it.
    pub text: String,
    /// It is a place, and is shown as one to whoever typed it.
    pub is_place: bool,
    /// It may keep somebody safe, and nothing was done with it: it is asked about before anything is offered.
    pub asks_first: bool,
}

/// How what was done begins where nothing was.
pub const NOT_UNDERSTOOD: &str = "NOT UNDERSTOOD";

impl Unread {
    /// Something that was typed in a field, and what was done without it.
    pub fn new(field: impl Into<String>, said: impl Into<String>, text: impl Into<String>) -> Self {
        let (field, said, text) = (field.into(), said.into(), text.into());
        Self { field, said, text, is_place: false, asks_first: false }
    }

    /// Whether it stands under a key that nobody knows, and may be anything.
    pub fn is_nobodys(&self) -> bool {
        self.is_place || self.text.starts_with(NOT_UNDERSTOOD)
    }
}

redact!(Answer, Told, Contact, Unread);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_the_household_whose_reference_stands_among_them() {
        for (typed, named) in [
            ("R-0388", true),
            ("R 0388", true),
            ("her sister R-0388", true),
            ("her sister (r 0388), maybe", true),
            ("her sister R-03881", false),
            ("her sister", false),
            ("r\u{2013}0388.", true),
            ("R0388", true),
            // A reference is itself and no other.
            ("R-03881", false),
            ("R-0388-2", false),
            ("0388", false),
        ] {
            assert_eq!(names(typed, "R-0388"), named, "{typed}");
        }
    }
}
