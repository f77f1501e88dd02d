//! What is published, and what of it may be.

use super::super::key::Key;
use super::super::row::Row;
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
    pub shown: BTreeMap<Key, u32>,
}
