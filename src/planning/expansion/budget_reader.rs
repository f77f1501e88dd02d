//! `budgets.csv` into budgets: every cell first, then what joins them.

use super::budget::{Budget, Limit};
use super::shapes::BUDGETS;
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Issues, Sink, Source};
use crate::inputs::evidence::Provenance;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct BudgetRow {
    budget: String,
    year: Option<u16>,
    capital: f64,
    yearly: f64,
    funding: Option<String>,
    standing: Provenance,
    source: String,
}

/// Reads budgets, in the order in which they first stand.
///
/// # Errors
/// Everything that is wrong in the file.
pub fn read_budgets(source: Source<'_>) -> Result<Vec<Budget>, Issues> {
    let mut sink = Sink::new(source.file);
    let mut budgets: Vec<Budget> = Vec::new();
    let (mut known, mut begun) = (BTreeSet::new(), BTreeSet::new());
    for record in table::records::<BudgetRow>(source.text, BUDGETS, &mut sink) {
        note_a_budgets_place(&record, &mut known, &mut begun, &mut sink);
        let Some(row) = record.row else { continue };
        let limit = Limit { capital: row.capital, yearly: row.yearly };
        match (budgets.iter_mut().find(|budget| budget.name == row.budget), row.year) {
            (Some(budget), Some(year)) => budget.by_year.push((year, limit)),
            (None, None) => budgets.push(Budget {
                line: record.line,
                name: row.budget,
                every_year: limit,
                by_year: Vec::new(),
                funding: row.funding,
                standing: row.standing,
                source: row.source,
            }),
            // Both are noted.
            (Some(_), None) | (None, Some(_)) => {}
        }
    }
    sink.into_issues().or_value(Some(budgets))
}

/// Notes a year that stands twice, and a year before the row of every year.
fn note_a_budgets_place(
    record: &Record<BudgetRow>,
    known: &mut BTreeSet<(String, Option<String>)>,
    begun: &mut BTreeSet<String>,
    sink: &mut Sink,
) {
    let Some(name) = record.text("budget") else { return };
    let year = record.shown("year");
    let is_read = year.is_some() || record.is_empty("year");
    if is_read && !known.insert((name.to_owned(), year.clone())) {
        let allowed = "this budget has that year already";
        let action = "give each year of a budget one row";
        let shown = year.clone().unwrap_or_default();
        record.note(sink, Code::Repeated, ("year", shown), allowed, action);
    }
    if year.is_none() {
        begun.insert(name.to_owned());
    } else if begun.insert(name.to_owned()) {
        let allowed = "a budget's first row is that of every year";
        let action = "put a row with an empty year before it";
        record.note(sink, Code::Missing, ("year", year.unwrap_or_default()), allowed, action);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_differs_by_year_where_a_row_says_so() {
        let text = "budget,year,capital,yearly,funding,standing,source\n\
                    small,,100,50,,assumed,judgement\n\
                    small,2,0,80,,assumed,judgement\n";
        let budgets = read_budgets(Source { file: "budgets.csv", text }).unwrap();
        let limits: Vec<f64> = (1..=3).map(|year| budgets[0].limit(year).yearly).collect();
        assert_eq!(limits, [50.0, 80.0, 50.0]);
    }

    #[test]
    fn everything_wrong_with_budgets_is_said_at_once() {
        let text = "budget,year,capital,yearly,funding,standing,source\n\
                    late,2,100,50,,assumed,judgement\n\
                    small,,-1,50,,guessed,judgement\n\
                    wide,,1,50,,assumed,judgement\n\
                    wide,,1,50,,assumed,judgement\n";
        let issues = read_budgets(Source { file: "budgets.csv", text }).unwrap_err();
        let said: Vec<String> =
            issues.issues.iter().map(|issue| format!("{} {}", issue.code, issue.place)).collect();
        let expected =
            ["C03 line 2, year", "C07 line 3, capital", "C05 line 3, standing", "C08 line 5, year"];
        assert_eq!(said, expected);
    }
}
