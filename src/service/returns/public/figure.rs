//! What kind of figure a row is to somebody outside: a count that may be shown, something made from counts, or of nobody.

use super::super::key::{CountedIn, Line, OfType};
use super::super::row::{Row, Standing};
use super::table::Table;
use crate::base::domain::past::LEAST_SHOWN;
use std::collections::BTreeSet;

/// A figure, by what it would tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Of nobody: posts of staff, nights on which units were open, what nobody collects.
    OfNobody,
    /// Households, people, or what happened to them.
    Count,
    /// Nights that households lived here, or how many that is of a hundred.
    Nights,
    /// A mean, a median, the most of anything, a percentage, money, nights claimed or spent under repair: one household's own where there
    /// are few, and tied to others where there are many.
    NeverShown,
}

impl Figure {
    pub(super) fn of(row: &Row) -> Self {
        let has = |word: &str| row.category.split('_').any(|part| part == word);
        match row.counts {
            _ if row.standing == Standing::NotCollected => Self::OfNobody,
            CountedIn::Fte => Self::OfNobody,
            CountedIn::Night if row.category.contains("nights_open") => Self::OfNobody,
            CountedIn::Night if is_occupancy(row) => Self::Nights,
            CountedIn::Night | CountedIn::Pence | CountedIn::WorkingDay => Self::NeverShown,
            _ if ["mean", "median", "most", "percent"].into_iter().any(has) => Self::NeverShown,
            // Linked to others by no sum: types beside all, households beside instances.
            _ if matches!(row.line, Line::Iii | Line::X) && row.kind != OfType::All => {
                Self::NeverShown
            }
            CountedIn::Household if row.line == Line::Viii => Self::NeverShown,
            _ => Self::Count,
        }
    }
}

/// Nights lived in of nights open, in a return of its own or in the review.
fn is_occupancy(row: &Row) -> bool {
    let category = row.category.strip_prefix("occupancy_").unwrap_or(&row.category);
    (row.line == Line::Occupancy || row.category.len() != category.len())
        && matches!(category, "nights_lived_in" | "percent")
}

/// Types whose nights lived in may be shown: those of all where five households had them in the year and in each quarter,
/// those of each type where that holds of every type.
pub(super) fn nights_shown(tables: &[Table]) -> Vec<OfType> {
    let mut all = Vec::new();
    let mut few = Vec::new();
    for row in tables.iter().flat_map(|table| &table.rows) {
        if Figure::of(row) == Figure::Nights {
            all.push(row.kind);
            let households: BTreeSet<&String> = row.made_of.iter().collect();
            if households.len() < LEAST_SHOWN as usize {
                few.push(row.kind);
            }
        }
    }
    if few.is_empty() {
        all
    } else if few.contains(&OfType::All) {
        Vec::new()
    } else {
        vec![OfType::All]
    }
}
