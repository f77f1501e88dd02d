//! What names a figure among all of a return: its line, its type of accommodation, what of the line, and in what it counts.
//!
//! Their words are those of the tables that other software reads. Not here: what people read (`presentation`).

use super::safe_type::SafeType;
use crate::base::domain::Kind;
use std::cmp::Ordering;
use strum::{EnumString, IntoStaticStr};

/// A line. Which return has it says what it is: `i` is another in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the specification's own names")]
pub enum Line {
    I,
    Ii,
    Iii,
    Iv,
    V,
    Vi,
    Vii,
    Viii,
    Ix,
    X,
    Xi,
    Xii,
    Xiii,
    Reconciliation,
    LengthOfSupport,
    PlannedMoves,
    Independence,
    Occupancy,
    Utilisation,
    Claimed,
    ChoiceControl,
    IncomeDebt,
    MentalHealth,
    UseOfTime,
    SettledAccommodation,
    HarmFromOthers,
    SocialCapital,
    Referrals,
    LookedFor,
    Placements,
    Refusals,
    StaysEnded,
    StaysRunning,
}

impl Line {
    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether the specification numbers it.
    pub fn is_numbered(self) -> bool {
        self.word().bytes().all(|letter| b"ivx".contains(&letter))
    }
}

/// The type of accommodation that a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfType {
    /// All together.
    All,
    /// One of the ministry's types.
    Safe(SafeType),
    /// One of the kinds of an estate.
    Home(Kind),
}

impl OfType {
    /// By its word, where it is the ministry's, or all.
    pub fn named(word: &str) -> Option<Self> {
        let types = SafeType::ALL.into_iter().map(Self::Safe);
        std::iter::once(Self::All).chain(types).find(|of| of.word() == word)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Safe(of) => of.word(),
            Self::Home(kind) => kind.name(),
        }
    }
}

impl From<Option<SafeType>> for OfType {
    fn from(of: Option<SafeType>) -> Self {
        of.map_or(Self::All, Self::Safe)
    }
}

/// In what a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CountedIn {
    /// Referrals.
    Referral,
    /// People.
    Individual,
    /// Households, each once.
    Household,
    /// Whatever happened, as often as it did.
    Instance,
    /// Stays.
    Stay,
    /// Nights of units.
    Night,
    /// Full-time posts.
    Fte,
    /// Money.
    Pence,
    /// Days on which offices are open.
    WorkingDay,
}

impl CountedIn {
    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What names a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The line of the return.
    pub line: Line,
    /// The type of accommodation.
    pub kind: OfType,
    /// What of the line.
    pub category: String,
    /// In what it counts.
    pub counts: CountedIn,
}

impl Key {
    /// By its words; none: no return has such a figure.
    pub fn read([line, kind, category, counts]: [&str; 4]) -> Option<Self> {
        Some(Self {
            line: Line::named(line)?,
            kind: OfType::named(kind)?,
            category: category.to_owned(),
            counts: CountedIn::named(counts)?,
        })
    }

    /// Its words.
    pub fn words(&self) -> [&str; 4] {
        [self.line.word(), self.kind.word(), &self.category, self.counts.word()]
    }
}

/// In the order of its words, as tables are sorted.
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.words().cmp(&other.words())
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
