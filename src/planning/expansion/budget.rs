//! What may be spent, by year.
//!
//! Capital is spent in the year in which a candidate begins to work, and what is left of it passes to the
//! next; running costs are due for the days of a year in which it works. Not here: which plans that allows (`allowance`).

use crate::inputs::evidence::Provenance;

/// One budget.
#[derive(Debug, Clone)]
pub struct Budget {
    /// The line of its first row.
    pub line: usize,
    /// Its name.
    pub name: String,
    /// Where no year says otherwise: capital of the first year, running cost of every year.
    pub every_year: Limit,
    /// Years that differ, the first being 1.
    pub by_year: Vec<(u16, Limit)>,
    /// The scenario's funding on which it rests.
    pub funding: Option<String>,
    /// How far it can be trusted.
    pub standing: Provenance,
    /// Where it comes from.
    pub source: String,
}

/// Pounds of one year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Capital that becomes available.
    pub capital: f64,
    /// Running cost that can be borne.
    pub yearly: f64,
}

impl Budget {
    /// What a year allows, the first being 1.
    pub fn limit(&self, year: u16) -> Limit {
        let own = self.by_year.iter().find(|(of, _)| *of == year).map(|(_, limit)| *limit);
        let usual =
            if year == 1 { self.every_year } else { Limit { capital: 0.0, ..self.every_year } };
        own.unwrap_or(usual)
    }
}
