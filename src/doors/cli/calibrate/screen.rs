//! A calibration for a person: each reading by itself, then what holds for all.

use super::Answer;
use crate::doors::cli::layout;
use crate::planning::calibration::{Calibrated, Knowing, Span, Unknown};
use std::path::Path;

/// All readings.
pub(super) fn table(answer: &Answer, out: Option<&Path>) -> String {
    let mut text = String::new();
    for told in &answer.readings {
        text += &one(&answer.scenario, told);
        text.push('\n');
    }
    let years = layout::count(usize::from(answer.years), "year", "years");
    text += &layout::wrapped(
        "",
        &format!(
            "Households turned away: capacity, proximity and needs, never placed; a year, over {years}. Gain: how many fewer a year if the thing were known before choosing what to do with the same money; judged on draws that did not choose, for those that did flatter. None: it cannot be told from nothing."
        ),
    );
    if answer.readings.len() > 1 {
        text += &layout::wrapped("", layout::READINGS);
    }
    text += &layout::wrapped(
        "",
        "All figures are simulated and hold as far as priors and records do; docs/guide/calibrate.md says how to read them.",
    );
    if let Some(out) = out {
        let said = format!(
            "Written to {}: calibration.csv, posterior.csv, calibration.json, manifest.json; and the picture which-unknown-matters (as .svg, .png, .csv and in words as .txt).",
            out.display()
        );
        text += &layout::wrapped("", &said);
    }
    text
}

fn one(scenario: &str, told: &Calibrated) -> String {
    let reading = if told.what_if { "what if" } else { "reading" };
    let mut text =
        layout::wrapped("", &format!("{scenario}, {reading} \u{201c}{}\u{201d}", told.reading));
    text += &layout::wrapped("  ", &told.about);
    for sentence in &told.summary {
        text += &layout::wrapped("  ", sentence);
    }
    text += &unknowns(told);
    text += &alternatives(told);
    text
}

fn unknowns(told: &Calibrated) -> String {
    let head = ["  unknown", "before", "after (95%)", "narrowed", "gain"];
    let has_gain = told.swings.iter().any(|swing| swing.worth.is_some());
    let shown = if has_gain { head.len() } else { head.len() - 1 };
    let mut rows = vec![head[..shown].iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()];
    for unknown in &told.unknowns {
        let mut row = vec![
            format!("  {}", unknown.unknown),
            format!("{}-{}", number(unknown.prior.low), number(unknown.prior.high)),
            span(unknown.posterior),
            format!("{:.0}%", 100.0 * unknown.contraction.max(0.0)),
        ];
        row.extend(gain(told, unknown).map(knowing));
        rows.push(row);
    }
    if let Some(worth) = told.refusal_log {
        let mut row = vec![String::new(); shown];
        "  a year's log: turned away".clone_into(&mut row[0]);
        row[3] = told
            .refusal_log_narrows
            .map_or_else(String::new, |share| format!("{:.0}%", 100.0 * share));
        row[shown - 1] = knowing(worth);
        rows.push(row);
    }
    layout::columns(&rows)
}

/// What knowing an unknown is worth, if it was asked.
fn gain(told: &Calibrated, unknown: &Unknown) -> Option<Knowing> {
    told.swings.iter().find(|swing| swing.unknown == unknown.unknown)?.worth
}

fn alternatives(told: &Calibrated) -> String {
    if told.alternatives.is_empty() {
        return String::new();
    }
    let head = ["  same money", "turned away (95%)", "best in"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(told.alternatives.iter().map(|alternative| {
        vec![
            format!("  {}", alternative.alternative),
            span(alternative.away),
            format!("{:.0}%", 100.0 * alternative.best_in),
        ]
    }));
    layout::columns(&rows)
}

/// What cannot be told from nothing is shown as nothing.
fn knowing(worth: Knowing) -> String {
    if worth.low > 0.0 { format!("{:.2}", worth.gain) } else { "none".to_owned() }
}

fn span(of: Span) -> String {
    format!("{} ({}-{})", number(of.mean), number(of.low), number(of.high))
}

fn number(value: f64) -> String {
    match value.abs() {
        size if size < 2.0 => format!("{value:.2}"),
        size if size < 20.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}
