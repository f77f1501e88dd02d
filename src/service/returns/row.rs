//! One figure of a return: where it stands, what it counts, and what made it.

use crate::base::domain::{hundredths, redact};

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
    pub line: &'static str,
    /// The type of accommodation, or `all`.
    pub kind: &'static str,
    /// What of the line.
    pub category: String,
    /// The unit in which it is counted.
    pub counts: &'static str,
    /// The figure as it is written; nothing where there is none.
    pub value: String,
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
    pub line: &'a str,
    /// The type of accommodation, or `all`.
    pub kind: &'a str,
    /// What of the line.
    pub category: &'a str,
    /// The unit in which it is counted.
    pub counts: &'a str,
    /// The figure as it is written; nothing where there is none.
    pub value: &'a str,
    /// How it came about.
    pub standing: Standing,
}

impl<'a> Figure<'a> {
    /// Its cells, as the table has them.
    pub fn cells(&self) -> [&'a str; 6] {
        [self.line, self.kind, self.category, self.counts, self.value, self.standing.word()]
    }
}

impl Row {
    /// So many of what is named.
    pub(super) fn counted(
        (line, kind): (&'static str, &'static str),
        category: impl Into<String>,
        counts: &'static str,
        made_of: Vec<String>,
    ) -> Self {
        let value = made_of.len().to_string();
        Self {
            line,
            kind,
            category: category.into(),
            counts,
            value,
            standing: Standing::Counted,
            made_of,
        }
    }

    /// The same row with another figure.
    #[must_use]
    pub(super) fn with(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// The same row, with no figure.
    #[must_use]
    pub(super) fn without(self, standing: Standing) -> Self {
        Self { value: String::new(), standing, ..self }
    }

    /// A figure that came about otherwise.
    #[must_use]
    pub(super) fn standing(self, standing: Standing) -> Self {
        Self { standing, ..self }
    }

    /// The row of a type that the estate cannot have.
    pub(super) fn not_collected(of: (&'static str, &'static str), counts: &'static str) -> Self {
        Self::counted(of, "all", counts, Vec::new()).without(Standing::NotCollected)
    }

    /// Its cells, as the table has them.
    pub fn cells(&self) -> [&str; 6] {
        self.figure().cells()
    }

    /// The figure alone.
    pub fn figure(&self) -> Figure<'_> {
        let Self { line, kind, category, counts, value, standing, .. } = self;
        Figure { line, kind, category, counts, value, standing: *standing }
    }

    /// What names it among all rows of a return.
    pub fn key(&self) -> [&str; 4] {
        [self.line, self.kind, &self.category, self.counts]
    }
}

/// The columns of a table.
pub const COLUMNS: [&str; 6] = ["line", "type", "category", "counts", "value", "standing"];

/// The middle of whole numbers, of an even number of them the mean of the middle two; none of none.
pub(super) fn median(mut numbers: Vec<u64>) -> Option<String> {
    numbers.sort_unstable();
    let (lower, upper) = (numbers.len().checked_sub(1)?.div_euclid(2), numbers.len().div_euclid(2));
    Some(halves(numbers[lower] + numbers[upper]))
}

/// So many halves, as a number.
fn halves(halves: u64) -> String {
    let whole = halves.div_euclid(2);
    if halves.is_multiple_of(2) { whole.to_string() } else { format!("{whole}.5") }
}

/// A quotient to two decimals, a half away from 0; none of nothing.
pub(super) fn quotient(sum: u64, of: u64) -> Option<String> {
    let doubled = (200 * u128::from(sum)).checked_div(u128::from(of))?;
    Some(hundredths((doubled + 1).div_euclid(2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
        let of = |numbers: &[u64]| median(numbers.to_vec());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]).unwrap(), "7");
        assert_eq!(of(&[9, 1, 4]).unwrap(), "4");
        assert_eq!(of(&[4, 1]).unwrap(), "2.5");
        assert_eq!(of(&[4, 2, 100, 1]).unwrap(), "3");
    }

    #[test]
    fn a_quotient_is_rounded_to_the_nearest_hundredth() {
        assert_eq!(quotient(1, 3).unwrap(), "0.33");
        assert_eq!(quotient(2, 3).unwrap(), "0.67");
        assert_eq!(quotient(1, 8).unwrap(), "0.13");
        assert_eq!(quotient(7, 0), None);
    }
}
