//! What a calibration asks of a register's records, by name: no line is looked for by its text, and a figure that is not
//! there is an error.

use super::key::{CountedIn, Key, Line, OfType};
use super::row::Row;
use crate::base::domain::{Kind, ReturnReason};
use thiserror::Error;

/// A figure of the records that is counted in households, of all kinds of home together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HouseholdFigure {
    /// Households that asked; a duplicate is no request.
    Asked,
    /// Households for whom a unit was looked for.
    LookedFor,
    /// Households that arrived.
    Arrived,
    /// Households refused for a reason.
    Refused(ReturnReason),
    /// Households that found a place elsewhere.
    PlacedElsewhere,
    /// Households whose need was not met here.
    NeedUnmet,
}

impl HouseholdFigure {
    /// Where it stands: its line, and what of the line.
    pub(super) fn place(self) -> (Line, &'static str) {
        match self {
            Self::Asked => (Line::Referrals, "all"),
            Self::LookedFor => (Line::LookedFor, "all"),
            Self::Arrived => (Line::Placements, "all"),
            Self::Refused(reason) => (Line::Refusals, reason.name()),
            Self::PlacedElsewhere => (Line::Refusals, "placed_elsewhere"),
            Self::NeedUnmet => (Line::Refusals, "unmet"),
        }
    }

    /// Its row, of these households.
    pub(super) fn row(self, households: Vec<String>) -> Row {
        let (line, category) = self.place();
        Row::counted((line, OfType::All), category, CountedIn::Household, households)
    }

    /// So many, by these rows.
    ///
    /// # Errors
    /// If they do not have it.
    pub fn of(self, rows: &[Row]) -> Result<u32, NotCounted> {
        let (line, category) = self.place();
        value(rows, (line, OfType::All), category, CountedIn::Household)
    }
}

/// Nights of the records, by kind of home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightFigure {
    /// Nights on which somebody lived in a unit.
    LivedIn,
    /// Nights on which a unit could be lived in.
    Open,
}

impl NightFigure {
    /// What of the line of nights it is.
    fn category(self) -> &'static str {
        match self {
            Self::LivedIn => "nights_lived_in",
            Self::Open => "nights_open",
        }
    }

    /// Its row, of one kind.
    pub(super) fn row(self, kind: Kind, nights: u64) -> Row {
        let of = (Line::Occupancy, OfType::Home(kind));
        Row::counted(of, self.category(), CountedIn::Night, Vec::new()).with(nights)
    }

    /// So many, of all kinds together, by these rows.
    ///
    /// # Errors
    /// If they do not have those of a kind.
    pub fn of(self, rows: &[Row]) -> Result<u64, NotCounted> {
        let of_kind = |kind: Kind| {
            let of = (Line::Occupancy, OfType::Home(kind));
            value::<u64>(rows, of, self.category(), CountedIn::Night)
        };
        Kind::ALL.into_iter().map(of_kind).sum()
    }
}

/// A figure that the records do not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the records have no figure of {0}")]
pub struct NotCounted(String);

fn value<T: TryFrom<u64>>(
    rows: &[Row],
    (line, kind): (Line, OfType),
    category: &str,
    counts: CountedIn,
) -> Result<T, NotCounted> {
    let key = Key { line, kind, category: category.to_owned(), counts };
    let row = rows.iter().find(|row| row.key() == key);
    let value = row.and_then(|row| row.value?.whole()?.try_into().ok());
    value.ok_or_else(|| NotCounted(key.words().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_is_not_there_is_an_error_and_never_none_of_anybody() {
        let rows = [
            HouseholdFigure::Arrived.row(vec!["R-1".to_owned(), "R-2".to_owned()]),
            NightFigure::Open.row(Kind::Refuge, 30),
        ];
        assert_eq!(HouseholdFigure::Arrived.of(&rows).unwrap(), 2);
        let missing = HouseholdFigure::NeedUnmet.of(&rows).unwrap_err().to_string();
        assert_eq!(missing, "the records have no figure of refusals, all, unmet, household");
        let of_a_kind = NightFigure::Open.of(&rows).unwrap_err().to_string();
        assert!(of_a_kind.ends_with("nights_open, night"), "{of_a_kind}");
    }
}
