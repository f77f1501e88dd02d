//! A plan for each budget, how surely it is the best, and when it flips.

use super::next_unit::name;
use super::{by_reading, counted, pictures};
use crate::planning::expansion::{BudgetPlan, ExpansionReport, ReadingSaid};
use crate::presentation::chart::ChartError;
use crate::presentation::document::{Block, Section, Table};
use crate::presentation::report::Subject;
use crate::presentation::wording::expansion::{
    ReadingSentences, certificates, costs, figure, figures, limits, members, said, shared, surely,
};

pub(super) fn section(subject: &Subject<'_>) -> Result<Section, ChartError> {
    let id = "budgets";
    let Some(report) = subject.expansion.filter(|report| !report.budgets.is_empty()) else {
        return Ok(Section::plain(id, Vec::new()));
    };
    let (words, robust) = said(report);
    let mut blocks = vec![Block::items(families(report))];
    blocks.extend(pictures::named(subject, "cost-against-turned-away")?);
    blocks.push(Block::folded_table(
        "Every plan: cost, what it averts, what is certified",
        table(report),
        false,
    ));
    let mut each = words_of_each(report, &words);
    each.insert(0, certificates(report));
    blocks.push(Block::folded_items("Each plan in words, with its certificate", each));
    if !robust.is_empty() {
        blocks.push(Block::folded_items("If another reading holds", robust));
    }
    Ok(Section::new(id, heading(&report.readings), blocks))
}

/// What the budget that averts most averts, reading by reading.
fn heading(readings: &[ReadingSaid]) -> String {
    let averts = |plan: &&BudgetPlan| plan.chosen.averts.households.mean;
    let all = readings.iter().flat_map(|reading| &reading.budgets);
    let Some(best) = all.max_by(|a, b| averts(a).total_cmp(&averts(b))) else {
        return "A plan for each budget".to_owned();
    };
    let in_each = counted(readings, |one| one.what_if).into_iter().filter_map(|reading| {
        let plan = reading.budgets.iter().find(|plan| plan.budget == best.budget)?;
        let is_something = plan.chosen.averts.is_something();
        Some(if is_something { figure(averts(&plan)) } else { "nothing beyond doubt".to_owned() })
    });
    format!(
        "A plan for each budget: \u{201c}{}\u{201d} averts at best {} a year",
        best.budget,
        by_reading(in_each)
    )
}

/// The plan of each budget with what those have in common that do as well; what averts hardly any is not listed.
fn families(report: &ExpansionReport) -> Vec<String> {
    let counted = counted(&report.readings, |reading| reading.what_if);
    let mut said = Vec::new();
    for budget in &report.budgets {
        let mut limit = format!(" ({})", limits(budget));
        for &reading in &counted {
            let plan = reading.budgets.iter().find(|plan| plan.budget == budget.budget);
            if let Some(other) = plan.and_then(|plan| plan.same_as.as_ref()) {
                said.push(format!(
                    "\u{201c}{}\u{201d}{limit} comes to the same as \u{201c}{other}\u{201d}.",
                    budget.budget
                ));
                break;
            }
            let Some(plan) = plan.filter(|plan| !plan.chosen.averts.is_hardly_any()) else {
                continue;
            };
            said.push(format!("\u{201c}{}\u{201d}{limit}, {}", plan.budget, family(reading, plan)));
            // What may be spent is said once.
            limit.clear();
        }
    }
    said
}

/// "Reading “a”: 3.4 fewer of 8.6 (2.9 to 3.9) by 2 × b, £40,000 a year to run. 19 others do about as well: with c."
fn family(reading: &ReadingSaid, plan: &BudgetPlan) -> String {
    let (chosen, averts) = (&plan.chosen, plan.chosen.averts.households);
    let several = plan.family.as_ref().filter(|family| family.members.len() > 1);
    let alike = several.map_or_else(String::new, |family| {
        let shared = shared(&family.shape);
        let shared = if shared.is_empty() { shared } else { format!(": {shared}") };
        match family.members.len() - 1 {
            1 => format!(" One other does about as well{shared}."),
            others => format!(" {others} others do about as well{shared}."),
        }
    });
    format!(
        "{}: {} fewer of {} ({}) by {} ({}).{alike}",
        name(reading),
        figure(averts.mean),
        figure(reading.now.turned_away.mean),
        figures(averts),
        chosen.plan.words,
        costs(&chosen.plan),
    )
}

fn words_of_each(report: &ExpansionReport, words: &[ReadingSentences]) -> Vec<String> {
    let readings = report.readings.iter().zip(words);
    readings
        .flat_map(|(reading, words)| {
            let plans = reading.budgets.iter().zip(&words.budgets);
            let lead = name(reading);
            plans
                .map(|(plan, said)| {
                    let family = plan.family.as_ref().filter(|_| plan.same_as.is_none());
                    let family = family.map_or_else(String::new, |family| {
                        format!(" The family, the cheapest first: {}.", members(family).join("; "))
                    });
                    format!("{}, {lead}: {}{family}", plan.budget, said.join(" "))
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn table(report: &ExpansionReport) -> Table {
    let head = [
        "Budget and reading",
        "Plan",
        "Cost",
        "Turned away a year",
        "No longer turned away a year",
        "What is certified",
    ];
    let of = |reading| move |budget| row((report, reading), budget);
    let rows = report.readings.iter().flat_map(|reading| reading.budgets.iter().map(of(reading)));
    Table::filed(
        "plan-for-each-budget",
        "The plan of each budget (simulated, estimated on histories that no plan was chosen on)",
        head,
        rows,
    )
}

fn row((report, reading): (&ExpansionReport, &ReadingSaid), budget: &BudgetPlan) -> Vec<String> {
    let chosen = &budget.chosen;
    let averts = if chosen.averts.is_hardly_any() {
        "none beyond doubt".to_owned()
    } else {
        let households = chosen.averts.households;
        format!("{} ({})", figure(households.mean), figures(households))
    };
    let limit = report.budgets.iter().find(|said| said.budget == budget.budget);
    let limit = limit.map_or_else(String::new, |said| format!(" ({})", limits(said)));
    vec![
        format!("{}{limit}, {}", budget.budget, name(reading)),
        chosen.plan.words.clone(),
        costs(&chosen.plan),
        figure(chosen.turned_away.mean),
        averts,
        surely(budget, &report.asked),
    ]
}
