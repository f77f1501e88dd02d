//! What may be spent, by year, and which plans that allows.
//!
//! Capital is spent in the year in which a candidate begins to work, and what is left of it passes to the
//! next; running costs are due for the days of a year in which it works.

use super::candidate::Candidate;
use super::plan::Plan;
use crate::evidence::Standing;

/// Days of a year, for costs.
pub(super) const YEAR: f64 = 365.0;

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
    pub standing: Standing,
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

    /// Whether it pays for a plan over so many years; after `ends`, in days from the first, nothing bought from
    /// it works or costs any more.
    pub fn allows(
        &self,
        plan: &Plan,
        candidates: &[Candidate],
        years: u16,
        ends: Option<f64>,
    ) -> bool {
        const PENNY: f64 = 0.005;
        let (mut capital, mut spent) = (0.0, 0.0);
        (1..=years).all(|year| {
            let limit = self.limit(year);
            capital += limit.capital;
            let mut running = 0.0;
            for (candidate, count) in plan.parts(candidates) {
                let from = f64::from(candidate.lead_days);
                let (begin, end) = (f64::from(year - 1) * YEAR, f64::from(year) * YEAR);
                let count = f64::from(count);
                if (begin..end).contains(&from) {
                    spent += count * candidate.capital.pounds;
                }
                let until = ends.unwrap_or(f64::INFINITY).min(end);
                running +=
                    count * candidate.yearly.pounds * (until - from.max(begin)).max(0.0) / YEAR;
            }
            spent <= capital + PENNY && running <= limit.yearly + PENNY
        })
    }

    /// The part of all its money that one of a candidate takes over so many years: of its capital, and of its
    /// running cost.
    pub fn part(&self, candidate: &Candidate, years: u16) -> f64 {
        let limits = (1..=years).map(|year| self.limit(year));
        let (capital, yearly) = limits.fold((0.0, 0.0), |(capital, yearly), limit| {
            (capital + limit.capital, yearly + limit.yearly)
        });
        let span = f64::from(years) * YEAR;
        let days = (span - f64::from(candidate.lead_days)).max(0.0);
        let of = |cost: f64, all: f64| if cost > 0.0 { cost / all.max(1.0) } else { 0.0 };
        of(candidate.capital.pounds, capital) + of(candidate.yearly.pounds * days / YEAR, yearly)
    }
}
