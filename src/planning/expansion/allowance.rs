//! A budget in whole pence: what it allows up to each year and in it, and what one of each candidate takes of that.
//!
//! A part of a year is exact too: running costs stand as pence times days, so nothing is lost or won by rounding.

use super::budget::Budget;
use super::candidate::Candidate;
use super::horizon::YEAR;
use super::pence::pence;
use super::plan::Plan;
use crate::base::statistics::float;
use serde::Serialize;

/// What a budget allows over so many years. Two rows a year: capital up to its end, in pence; running cost in it, in
/// pence times days.
#[derive(Debug, Clone)]
pub struct Allowance {
    limits: Vec<i64>,
    /// For each candidate what one of it takes, row by row.
    takes: Vec<Vec<i64>>,
    most: Vec<u32>,
}

/// Pounds that a plan leaves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOver {
    /// Of the capital, after the last year.
    pub capital: f64,
    /// Of the running cost, year by year.
    pub yearly: Vec<f64>,
}

impl Allowance {
    /// Of a budget; after `ends`, in days from the first, nothing bought from it works or costs any more.
    pub fn new(budget: &Budget, candidates: &[Candidate], years: u16, ends: Option<u32>) -> Self {
        let mut limits = Vec::new();
        let mut capital = 0;
        for year in 1..=years {
            let (limit, days) = (budget.limit(year), days_paid(u32::from(year), ends, 0));
            // Money of years in which it has ended never comes.
            capital += if days > 0 { pence(limit.capital) } else { 0 };
            limits.extend([capital, pence(limit.yearly) * i64::from(days)]);
        }
        let takes = candidates.iter().map(|candidate| takes(candidate, years, ends)).collect();
        let most = candidates.iter().map(|candidate| candidate.most).collect();
        Self { limits, takes, most }
    }

    /// Whether it pays for a plan, and no candidate is bought more often than it can be.
    pub fn allows(&self, plan: &Plan) -> bool {
        let is_possible = plan.0.iter().zip(&self.most).all(|(&n, most)| u32::from(n) <= *most);
        is_possible && self.left(plan).iter().all(|left| *left >= 0)
    }

    /// How many of a candidate could be bought with what is left.
    pub(super) fn room(&self, left: &[i64], candidate: usize, bought: u16) -> u16 {
        let rows = left.iter().zip(&self.takes[candidate]).filter(|(_, takes)| **takes > 0);
        let paid_for = rows.map(|(left, takes)| left.div_euclid(*takes).max(0));
        let most = i64::from(self.most[candidate]) - i64::from(bought);
        u16::try_from(paid_for.fold(most, i64::min)).unwrap_or(0)
    }

    /// What is left, row by row, of something that was left, after so many of a candidate.
    pub(super) fn after(&self, left: &[i64], candidate: usize, count: u16) -> Vec<i64> {
        let takes = &self.takes[candidate];
        left.iter().zip(takes).map(|(left, takes)| left - i64::from(count) * takes).collect()
    }

    /// What a plan leaves, row by row; below zero: it costs more than there is.
    pub(super) fn left(&self, plan: &Plan) -> Vec<i64> {
        let bought = plan.0.iter().enumerate().filter(|(_, count)| **count > 0);
        bought.fold(self.limits.clone(), |left, (one, &count)| self.after(&left, one, count))
    }

    /// What a plan leaves, in pounds.
    pub fn left_over(&self, plan: &Plan) -> LeftOver {
        let left = self.left(plan);
        let yearly =
            left.iter().skip(1).step_by(2).map(|left| pounds(left.div_euclid(YEAR.into())));
        LeftOver {
            capital: left.iter().step_by(2).next_back().map_or(0.0, |left| pounds(*left)),
            yearly: yearly.collect(),
        }
    }

    /// How many candidates there are.
    pub(super) fn candidates(&self) -> usize {
        self.takes.len()
    }

    /// The part of all its money that one of a candidate takes: of its capital, and of its running cost.
    pub(super) fn part(&self, candidate: usize) -> f64 {
        let (capital, yearly) = in_all(&self.takes[candidate]);
        let (all_capital, all_yearly) = in_all(&self.limits);
        let of = |cost: f64, all: f64| if cost > 0.0 { cost / all.max(1.0) } else { 0.0 };
        of(capital, all_capital) + of(yearly, all_yearly)
    }

    /// The rows of a programme, in pounds: what one of each candidate takes, and the limit.
    pub(super) fn rows(&self) -> impl Iterator<Item = (Vec<f64>, f64)> + '_ {
        self.limits.iter().enumerate().map(|(row, limit)| {
            let unit = if row % 2 == 0 { 1.0 } else { f64::from(YEAR) };
            let takes = self.takes.iter().map(|takes| pounds(takes[row]) / unit);
            (takes.collect(), pounds(*limit) / unit)
        })
    }
}

/// Of rows, capital to the end, and running cost of all years.
fn in_all(rows: &[i64]) -> (f64, f64) {
    let capital = rows.iter().step_by(2).next_back().copied().unwrap_or(0);
    (pounds(capital), rows.iter().skip(1).step_by(2).map(|row| pounds(*row)).sum())
}

fn pounds(pence: i64) -> f64 {
    float(pence) / 100.0
}

/// Capital falls due in the year in which a candidate begins to work, running costs on the days on which it does.
fn takes(candidate: &Candidate, years: u16, ends: Option<u32>) -> Vec<i64> {
    let (capital, yearly) = (pence(candidate.capital.pounds), pence(candidate.yearly.pounds));
    let from = candidate.lead_days;
    let of = |year: u32| {
        let days = days_paid(year, ends, from);
        [if from < year * YEAR { capital } else { 0 }, yearly * i64::from(days)]
    };
    (1..=u32::from(years)).flat_map(of).collect()
}

/// The days of a year, the first being 1, from one day to the end of the funding, if it ends.
fn days_paid(year: u32, ends: Option<u32>, from: u32) -> u32 {
    let (begin, end) = ((year - 1) * YEAR, year * YEAR);
    let until = ends.map_or(end, |ends| ends.min(end));
    until.saturating_sub(from.max(begin))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::parse::Source;
    use crate::inputs::evidence::Provenance;
    use crate::planning::expansion::candidate::{Lever, Money};
    use crate::planning::expansion::read_budgets;

    fn money(pounds: f64) -> Money {
        let source = String::new();
        Money { pounds, low: pounds, high: pounds, standing: Provenance::Assumed, source }
    }

    pub(in crate::planning::expansion) fn candidate(
        (capital, yearly): (f64, f64),
        lead_days: u32,
        most: u32,
    ) -> Candidate {
        Candidate {
            name: "a".to_owned(),
            title: "a".to_owned(),
            lever: Lever::NrpfPlaces(1),
            most,
            lead_days,
            life_years: 10,
            capital: money(capital),
            yearly: money(yearly),
            agrees: None,
            falls_on: None,
        }
    }

    pub(in crate::planning::expansion) fn budget(rows: &str) -> Budget {
        let text = format!("budget,year,capital,yearly,funding,standing,source\n{rows}");
        read_budgets(Source { file: "b.csv", text: &text }).unwrap().remove(0)
    }

    #[test]
    fn the_last_penny_counts_and_no_part_of_one() {
        // 0.1 + 0.2 is more than 0.3 in binary; three tenths of a penny are none.
        let candidates = [candidate((0.0, 0.1), 0, 9), candidate((0.0, 0.2), 0, 9)];
        let allowance = Allowance::new(&budget("b,,0,0.3,,assumed,x\n"), &candidates, 1, None);
        assert!(allowance.allows(&Plan(vec![1, 1])));
        assert!(allowance.allows(&Plan(vec![3, 0])));
        assert!(!allowance.allows(&Plan(vec![4, 0])));
        assert_eq!(allowance.left_over(&Plan(vec![1, 0])).yearly, [0.2]);
    }

    #[test]
    fn a_part_of_a_year_costs_its_days_and_capital_passes_on() {
        let candidates = [candidate((100.0, 365.0), 65, 9), candidate((100.0, 365.0), 400, 9)];
        let allowance = Allowance::new(
            &budget("b,,150,300,,assumed,x\nb,2,50,700,,assumed,x\n"),
            &candidates,
            2,
            None,
        );
        let both = Plan(vec![1, 1]);
        assert!(allowance.allows(&both));
        let left = allowance.left_over(&both);
        assert_eq!((left.capital, left.yearly), (0.0, vec![0.0, 700.0 - 365.0 - 330.0]));
        assert!(!allowance.allows(&Plan(vec![2, 0])), "its capital comes too late");
        let ending = |rows| Allowance::new(&budget(rows), &candidates, 2, Some(75));
        let left =
            ending("b,,150,365,,assumed,x\nb,2,90,365,,assumed,x\n").left_over(&Plan(vec![1, 0]));
        assert_eq!(
            (left.capital, left.yearly),
            (50.0, vec![65.0, 0.0]),
            "nothing comes after its end"
        );
        assert!(
            !ending("b,,150,40,,assumed,x\n").allows(&Plan(vec![1, 0])),
            "ten days of 1 a day, of 75 at 0.11"
        );
    }
}
