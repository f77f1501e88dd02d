//! What to add within a budget, for other software: the report's figures, with its reasons in sentences.

use crate::planning::expansion::{
    Asked, Better, BudgetPlan, BudgetSaid, Certificate, ClassFigure, Diminishing, Ending, Enough,
    ExpansionReport, Family, FlowAndStock, How, LeftOver, Next, Offer, ReadingSaid, Robust,
    SearchCheck, Valued,
};
use crate::presentation::wording::expansion::{family as in_words, note, why_idle};
use serde::Serialize;

/// The report.
#[derive(Debug, Serialize)]
pub struct Expansion<'a> {
    version: &'a str,
    asked: &'a Asked,
    candidates: &'a [Offer],
    budgets: &'a [BudgetSaid],
    readings: Vec<Reading<'a>>,
    robustness: &'a [Robust],
}

/// One reading.
#[derive(Debug, Serialize)]
struct Reading<'a> {
    scenario: &'a str,
    #[serde(rename = "reading")]
    name: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    what_if: bool,
    years: u16,
    flow_and_stock: &'a FlowAndStock,
    now: &'a Valued,
    turned_away_now: &'a [ClassFigure],
    idle: Vec<Idle<'a>>,
    next: &'a [Next],
    budgets: Vec<Budget<'a>>,
    envelope: &'a [Valued],
    enough: &'a [Enough],
    comparisons: usize,
    check: Option<&'a SearchCheck>,
}

/// A candidate that can do nothing, and why in a sentence.
#[derive(Debug, Serialize)]
struct Idle<'a> {
    title: &'a str,
    why: &'static str,
}

/// What is bought from a budget, with notes in sentences.
#[derive(Debug, Serialize)]
struct Budget<'a> {
    #[serde(rename = "budget")]
    name: &'a str,
    ends: Option<&'a Ending>,
    how: &'a How,
    compared: usize,
    every: Option<usize>,
    verdict: &'a Certificate,
    histories: u32,
    best: &'a str,
    chosen: &'a Valued,
    left_over: &'a LeftOver,
    family: Option<FamilyInWords<'a>>,
    best_compared: Option<&'a Better>,
    next: &'a [Next],
    at_most: Option<f64>,
    diminishing: &'a Diminishing,
    same_as: Option<&'a str>,
    notes: Vec<String>,
}

/// What plans that do as well have in common, before the plans.
#[derive(Debug, Serialize)]
struct FamilyInWords<'a> {
    words: String,
    #[serde(flatten)]
    family: &'a Family,
}

impl<'a> Expansion<'a> {
    /// Of a report.
    pub fn of(report: &'a ExpansionReport) -> Self {
        let ExpansionReport { version, asked, candidates, budgets, readings, robustness } = report;
        let readings = readings.iter().map(Reading::of).collect();
        Self { version, asked, candidates, budgets, readings, robustness }
    }
}

impl<'a> Reading<'a> {
    fn of(of: &'a ReadingSaid) -> Self {
        Self {
            scenario: &of.scenario,
            name: &of.reading,
            what_if: of.what_if,
            years: of.years,
            flow_and_stock: &of.flow_and_stock,
            now: &of.now,
            turned_away_now: &of.turned_away_now,
            idle: of
                .idle
                .iter()
                .map(|idle| Idle { title: &idle.title, why: why_idle(idle.why) })
                .collect(),
            next: &of.next,
            budgets: of.budgets.iter().map(|budget| Budget::of(budget, of.years)).collect(),
            envelope: &of.envelope,
            enough: &of.enough,
            comparisons: of.comparisons,
            check: of.check.as_ref(),
        }
    }
}

impl<'a> Budget<'a> {
    fn of(of: &'a BudgetPlan, years: u16) -> Self {
        let in_words =
            |family: &'a Family| FamilyInWords { words: in_words(&family.shape), family };
        Self {
            name: &of.budget,
            ends: of.ends.as_ref(),
            how: &of.how,
            compared: of.compared,
            every: of.every,
            verdict: &of.verdict,
            histories: of.histories,
            best: &of.best,
            chosen: &of.chosen,
            left_over: &of.left_over,
            family: of.family.as_ref().map(in_words),
            best_compared: of.best_compared.as_ref(),
            next: &of.next,
            at_most: of.at_most,
            diminishing: &of.diminishing,
            same_as: of.same_as.as_deref(),
            notes: of.notes.iter().map(|known| note(known, years)).collect(),
        }
    }
}
