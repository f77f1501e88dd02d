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

/// The figure of a row that may be published where it is not too small.
pub(super) fn published(row: &Row) -> Option<u32> {
    let is_linked_otherwise = matches!(row.line, "iii" | "x") && row.kind != "all"
        || row.line == "viii" && row.counts == "household"
        || row.category.starts_with("median");
    let is_of_nobody = matches!(row.counts, "fte" | "night" | "pence" | "working_day");
    if is_linked_otherwise || is_of_nobody || row.standing != Standing::Counted {
        return None;
    }
    row.value.parse().ok()
}
