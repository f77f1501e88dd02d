//! What to add within a budget, for other software: the report's figures, with its reasons in sentences.

use crate::planning::expansion::{ExpansionReport, ReadingSaid};
use crate::presentation::wording::expansion::{family as in_words, note, why_idle};
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
        if let Some(family) = &budget.family {
            let rest = std::mem::take(&mut said["family"]);
            said["family"] = with_words(&in_words(&family.shape), rest);
        }
        said["notes"] = budget.notes.iter().map(|known| note(known, reading.years)).collect();
        said
    });
    said["budgets"] = budgets.collect();
}

/// What a family has in common, before the rest of it.
fn with_words(words: &str, rest: Value) -> Value {
    let mut said = json!({ "words": words });
    if let (Value::Object(said), Value::Object(mut rest)) = (&mut said, rest) {
        said.append(&mut rest);
    }
    said
}
