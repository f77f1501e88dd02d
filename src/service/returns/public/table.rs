//! What is published, and what of it may be.

use super::super::row::{Row, Standing};
use std::collections::BTreeMap;

/// A return of a period.
#[derive(Debug, Clone)]
pub struct Table {
    /// Which return.
    pub of: &'static str,
    /// 0: the year; else which of its quarters.
    pub period: usize,
    /// Everything counted.
    pub rows: Vec<Row>,
}

/// Figures that were published before, by their keys.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// Which return.
    pub of: String,
    /// 0: the year; else which of its quarters.
    pub period: usize,
    /// What was shown.
    pub shown: BTreeMap<[String; 4], u32>,
}

/// What is told of several households together and is no count of them: of one it would be hers.
fn is_a_statistic(category: &str) -> bool {
    category.split('_').any(|word| matches!(word, "median" | "mean" | "most" | "percent"))
}

/// Whether a category is a word that somebody wrote: where its figure is hidden the word itself would say that there is one.
pub(super) fn is_as_written(of: &str, row: &Row) -> bool {
    const TRAITS: [&str; 5] = ["gender_", "ethnicity_", "disability_", "sexuality_", "specialist_"];
    let category = &*row.category;
    match (of, row.line) {
        ("mhclg", "iii") => {
            let is_given = category.ends_with("_not_known")
                || matches!(category, "gender_female" | "gender_male");
            TRAITS.iter().any(|of| category.starts_with(of)) && !is_given
        }
        ("sanctuary", "v" | "vi" | "vii" | "viii") => {
            !matches!(category, "all" | "mean" | "median" | "most")
        }
        ("sanctuary", "ix") => !matches!(category, "all" | "materials" | "labour" | "support"),
        ("review", "v") => category != "answers",
        _ => false,
    }
}

/// The figure of a row that may be published where it is not too small.
pub(super) fn published(row: &Row) -> Option<u32> {
    let is_linked_otherwise = matches!(row.line, "iii" | "x") && row.kind != "all"
        || row.line == "viii" && row.counts == "household"
        || is_a_statistic(&row.category);
    let is_of_nobody = matches!(row.counts, "fte" | "night" | "pence" | "working_day");
    if is_linked_otherwise || is_of_nobody || row.standing != Standing::Counted {
        return None;
    }
    row.value.parse().ok()
}
