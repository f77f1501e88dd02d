//! What a form may leave open: a value, or "unknown". An unknown is never a guess: each rule says what it
//! does without.

use serde::{Deserialize, Serialize};

/// A value, or that it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written<T>", into = "Written<T>")]
pub enum Known<T: Clone> {
    /// What was told.
    Value(T),
    /// Nobody could say.
    Unknown,
}

/// As it stands in a file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Written<T> {
    Value(T),
    Word(Word),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Unknown,
}

impl<T: Clone> From<Written<T>> for Known<T> {
    fn from(written: Written<T>) -> Self {
        match written {
            Written::Value(value) => Self::Value(value),
            Written::Word(Word::Unknown) => Self::Unknown,
        }
    }
}

impl<T: Clone> From<Known<T>> for Written<T> {
    fn from(known: Known<T>) -> Self {
        match known {
            Known::Value(value) => Self::Value(value),
            Known::Unknown => Self::Word(Word::Unknown),
        }
    }
}

impl<T: Clone> Known<T> {
    /// The value, where it is known.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unknown => None,
        }
    }

    /// Whether nobody could say.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl<T: Clone + Default> Default for Known<T> {
    fn default() -> Self {
        Self::Value(T::default())
    }
}

impl Known<bool> {
    /// It is known to be so.
    pub fn is_yes(self) -> bool {
        self == Self::Value(true)
    }

    /// It is so, or nobody could say that it is not.
    pub fn may_be(self) -> bool {
        self != Self::Value(false)
    }
}

/// Whether something holds of somebody whose age may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// At every age that is possible.
    Always,
    /// At some of them.
    Sometimes,
    /// At none.
    Never,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_written_as_a_word() {
        let read = |text: &str| serde_json::from_str::<Known<u8>>(text).unwrap();
        assert_eq!(read("34"), Known::Value(34));
        assert_eq!(read("\"unknown\""), Known::Unknown);
        assert_eq!(serde_json::to_string(&Known::<bool>::Unknown).unwrap(), "\"unknown\"");
        serde_json::from_str::<Known<bool>>("\"perhaps\"").unwrap_err();
    }
}
