//! Figures beside what theory says, and what the whole run says.

use super::count;
use crate::planning::verify::{VerificationReport, VerifiedFigure};
use crate::presentation::document::{
    Action, Block, Document, Row, Section, Table, Text, Verb, text,
};

/// One line a figure, under the system it belongs to, and then what the whole says.
pub fn verify(report: &VerificationReport) -> Document {
    let figures = Section::plain("figures", vec![Block::Table(table(report))]);
    Document::of([figures, Section::paragraphs("verdict", "", sentences(report))])
}

fn table(report: &VerificationReport) -> Table {
    let head = ["figure", "exact", "simulated", "error", "z", "power", ""];
    let mut rows = Vec::new();
    let mut before = "";
    for row in &report.figures {
        if row.oracle != before {
            rows.push(Row::Group(format!("{}: {}", row.oracle, row.system).into()));
            before = row.oracle;
        }
        rows.push(Row::Cells(cells(row)));
    }
    Table { head: head.map(Text::from).to_vec(), rows, rows_within: true, ..Table::default() }
}

fn cells(row: &VerifiedFigure) -> Vec<Text> {
    let cells = [
        row.figure.clone(),
        six_figures(row.exact),
        six_figures(row.simulated),
        format!("{:.3}%", 100.0 * row.standard_error_relative),
        format!("{:+.2}", row.z),
        format!("{:.1}%", 100.0 * row.power),
        row.verdict.to_string(),
    ];
    cells.map(Text::from).to_vec()
}

fn six_figures(value: f64) -> String {
    match value.abs() {
        small if small < 1.0 => format!("{value:.6}"),
        middle if middle < 10.0 => format!("{value:.5}"),
        _ => format!("{value:.4}"),
    }
}

fn sentences(report: &VerificationReport) -> Vec<Text> {
    let runs = 1.0 / report.false_alarm_rate;
    let critical = report.figures.iter().map(|row| row.critical).fold(0.0, f64::max);
    let rate = format!(
        "A right program is said to differ, in any of them, by 1 run in {runs:.0}: each z may be up to {critical:.2} (Student's t over histories, \u{160}id\u{e1}k over figures)."
    );
    let error = format!(
        "Error is the standard error over histories as a part of the exact value; power is the chance that a bias of 1 in 100 would be found. A figure is said to agree only with an error of at most {:.2}% and a power of at least {:.0}%.",
        100.0 * report.greatest_error,
        100.0 * report.least_power
    );
    let mut said = verdicts(report, runs);
    said.extend([rate.into(), error.into()]);
    said
}

fn verdicts(report: &VerificationReport, runs: f64) -> Vec<Text> {
    let all = report.figures.len();
    let mut said = Vec::new();
    if report.differ > 0 {
        let differ = count(report.differ, "figure differs", "figures differ");
        let wrong = format!(
            "{differ} of {all}: the simulation is wrong, or this is the one run in {runs:.0}. "
        );
        said.push(text![wrong, Action::new(Verb::TryAnotherSeed), "."]);
    }
    if report.too_few_histories > 0 {
        let few = count(report.too_few_histories, "figure has", "figures have");
        let few = format!("{few} too few histories to tell: a wrong one could pass for right. ");
        said.push(text![few, Action::new(Verb::SimulateMore), ", or leave that out."]);
    }
    if report.agrees() {
        said.push(format!("All {all} figures agree with theory.").into());
    }
    said
}
