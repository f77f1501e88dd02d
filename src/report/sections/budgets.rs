//! A plan for each budget, how surely it is the best, and when it flips.

use super::next_unit::{name, quick};
use super::pictures;
use crate::expansion::{
    Asked, BudgetPlan, ReadingSaid, certificates, costs, figure, figures, said, surely,
};
use crate::report::Subject;
use crate::report::block::{Block, Section, Table};

pub(super) fn section(subject: &Subject<'_>) -> Section {
    let (id, heading) = ("budgets", "A plan for each budget".to_owned());
    let Some(report) = subject.expansion.filter(|report| !report.budgets.is_empty()) else {
        return Section { id, heading, blocks: Vec::new() };
    };
    let (words, robust) = said(report);
    let mut blocks = Vec::new();
    if subject.is_quick {
        blocks.push(quick());
    }
    blocks.push(Block::Table(table(&report.readings, &report.asked)));
    blocks.push(Block::Paragraph(certificates(report)));
    blocks.extend(pictures::named(subject, "cost-against-turned-away"));
    if !robust.is_empty() {
        blocks.push(Block::Items(robust));
    }
    let each = report.readings.iter().zip(&words);
    blocks.push(Block::Items(
        each.flat_map(|(reading, words)| {
            [&words.enough, &words.flow_and_stock].map(|text| format!("{}: {text}", name(reading)))
        })
        .collect(),
    ));
    Section { id, heading, blocks }
}

fn table(readings: &[ReadingSaid], asked: &Asked) -> Table {
    let head = [
        "Budget and reading",
        "Plan",
        "Cost",
        "Turned away a year",
        "No longer turned away a year",
        "What is certified",
    ];
    let rows = readings
        .iter()
        .flat_map(|reading| reading.budgets.iter().map(move |budget| row(reading, budget, asked)));
    Table {
        name: "plan-for-each-budget",
        caption:
            "The plan of each budget (simulated, estimated on histories that no plan was chosen on)"
                .to_owned(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

fn row(reading: &ReadingSaid, budget: &BudgetPlan, asked: &Asked) -> Vec<String> {
    let chosen = &budget.chosen;
    vec![
        format!("{}, {}", budget.budget, name(reading)),
        chosen.plan.words.clone(),
        costs(&chosen.plan),
        figure(chosen.turned_away.mean),
        format!(
            "{} ({})",
            figure(chosen.averts.households.mean),
            figures(chosen.averts.households)
        ),
        surely(budget, asked),
    ]
}
