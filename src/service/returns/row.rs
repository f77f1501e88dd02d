//! One figure of a return: where it stands, what it counts, and what made it.

use super::amount::Amount;
use super::key::{CountedIn, Key, Line, OfType};
use crate::base::domain::redact;
use std::borrow::Cow;

/// How a figure came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was counted.
    Counted,
    /// Nobody collects it here.
    NotCollected,
    /// It is collected, and not known.
    NotKnown,
    /// It was counted, and is hidden from others.
    NotShown,
}

impl Standing {
    const ALL: [Self; 4] = [Self::Counted, Self::NotCollected, Self::NotKnown, Self::NotShown];

    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|of| of.word() == word)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::NotCollected => "not_collected",
            Self::NotKnown => "not_known",
            Self::NotShown => "not_shown",
        }
    }
}

/// One figure.
#[derive(Clone)]
pub struct Row {
    /// The line of the return.
    pub line: Line,
    /// The type of accommodation.
    pub kind: OfType,
    /// What of the line.
    pub category: String,
    /// In what it counts.
    pub counts: CountedIn,
    /// The figure; none: there is none.
    pub value: Option<Amount>,
    /// How it came about.
    pub standing: Standing,
    /// The referrals, or people of theirs, that made it.
    pub made_of: Vec<String>,
}

redact!(Row);

/// A figure without those who made it: what a table shows.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// The line of the return.
    pub line: Line,
    /// The type of accommodation.
    pub kind: OfType,
    /// What of the line.
    pub category: &'a str,
    /// In what it counts.
    pub counts: CountedIn,
    /// The figure; none: there is none.
    pub value: Option<Amount>,
    /// How it came about.
    pub standing: Standing,
}

impl<'a> Figure<'a> {
    /// Its cells, as the table has them.
    pub fn cells(&self) -> [Cow<'a, str>; 6] {
        let Self { line, kind, category, counts, value, standing } = *self;
        let value = value.map_or(Cow::Borrowed(""), |value| value.to_string().into());
        let [line, kind, counts] = [line.word(), kind.word(), counts.word()].map(Cow::Borrowed);
        [line, kind, category.into(), counts, value, standing.word().into()]
    }
}

impl Row {
    /// So many of what is named.
    pub(super) fn counted(
        (line, kind): (Line, OfType),
        category: impl Into<String>,
        counts: CountedIn,
        made_of: Vec<String>,
    ) -> Self {
        let value = u64::try_from(made_of.len()).ok().map(Amount::Whole);
        let category = category.into();
        Self { line, kind, category, counts, value, standing: Standing::Counted, made_of }
    }

    /// The same row with another figure.
    #[must_use]
    pub(super) fn with(self, value: impl Into<Amount>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    /// The same row with another figure, or one that is not known.
    #[must_use]
    pub(super) fn with_if_known(self, value: Option<Amount>) -> Self {
        match value {
            Some(value) => self.with(value),
            None => self.without(Standing::NotKnown),
        }
    }

    /// The same row, with no figure.
    #[must_use]
    pub(super) fn without(self, standing: Standing) -> Self {
        Self { value: None, standing, ..self }
    }

    /// A figure that came about otherwise.
    #[must_use]
    pub(super) fn standing(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// The row of a type that the estate cannot have.
    pub(super) fn not_collected(of: (Line, OfType), counts: CountedIn) -> Self {
        Self::counted(of, "all", counts, Vec::new()).without(Standing::NotCollected)
    }

    /// Its cells, as the table has them.
    pub fn cells(&self) -> [Cow<'_, str>; 6] {
        self.figure().cells()
    }

    /// The figure alone.
    pub fn figure(&self) -> Figure<'_> {
        let Self { line, kind, ref category, counts, value, standing, .. } = *self;
        Figure { line, kind, category, counts, value, standing }
    }

    /// How many; none: there is no figure, or it is no count.
    pub fn count(&self) -> Option<u32> {
        self.value?.whole()?.try_into().ok()
    }

    /// What names it among all rows of a return.
    pub fn key(&self) -> Key {
        let Self { line, kind, ref category, counts, .. } = *self;
        Key { line, kind, category: category.clone(), counts }
    }
}

/// The columns of a table.
pub const COLUMNS: [&str; 6] = ["line", "type", "category", "counts", "value", "standing"];
