//! What to add within a budget, for other software: the report's figures, with its reasons in sentences.

use crate::planning::expansion::{ExpansionReport, ReadingSaid};
use crate::presentation::wording::expansion::{note, why_idle};
use serde_json::{Value, json};

/// The report.
///
/// # Errors
/// Never for a report; serde asks.
pub fn expansion(report: &ExpansionReport) -> Result<Value, serde_json::Error> {
    let mut said = serde_json::to_value(report)?;
    let readings = said.get_mut("readings").and_then(Value::as_array_mut);
    for (said, reading) in readings.into_iter().flatten().zip(&report.readings) {
        in_sentences(said, reading);
    }
    Ok(said)
}

fn in_sentences(said: &mut Value, reading: &ReadingSaid) {
    let mut lists = |key: &str| said.get_mut(key).and_then(Value::as_array_mut).map(std::mem::take);
    let (idle, budgets) = (lists("idle"), lists("budgets"));
    let idle = idle.into_iter().flatten().zip(&reading.idle).map(|(mut said, idle)| {
        said["why"] = json!(why_idle(idle.why));
        said
    });
    said["idle"] = idle.collect();
    let budgets = budgets.into_iter().flatten().zip(&reading.budgets).map(|(mut said, budget)| {
        said["notes"] = budget.notes.iter().map(|known| note(known, reading.years)).collect();
        said
    });
    said["budgets"] = budgets.collect();
}
