//! The yearly return of 10.13: all its lines, and whether they balance.

use super::counting::Counting;
use super::key::Line;
use super::lines::{i, ii, iii, iv, ix, reconciliation, v, vi, vii, viii, x, xi, xii, xiii};
use super::row::Row;

/// Every line, one after the other.
pub fn mhclg(of: &Counting<'_>) -> Vec<Row> {
    let lines = [
        i::rows,
        ii::rows,
        iii::rows,
        iv::rows,
        v::rows,
        vi::rows,
        vii::rows,
        viii::rows,
        ix::rows,
        x::rows,
        xi::rows,
        xii::rows,
        xiii::rows,
        reconciliation::rows,
    ];
    lines.iter().flat_map(|line| line(of)).collect()
}

/// Whether what came in is what went out and stayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Open at the start, and received.
    pub came: u64,
    /// What became of them, and those still open.
    pub went: u64,
}

impl Balance {
    /// Of the rows of a reconciliation.
    pub fn of(rows: &[Row]) -> Self {
        let sum = |is_meant: &dyn Fn(&str) -> bool| {
            let rows = rows.iter().filter(|row| row.line == Line::Reconciliation);
            rows.filter(|row| is_meant(&row.category)).filter_map(|row| row.value?.whole()).sum()
        };
        let comes = |category: &str| matches!(category, "open_at_start" | "received");
        Self { came: sum(&comes), went: sum(&|category| !comes(category)) }
    }
}
