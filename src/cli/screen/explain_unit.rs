//! Why not this unit: for a manager who would rather have given it.

use super::{list, section};
use crate::cli::layout::{columns, wrapped};
use crate::placement::allocate::Explanation;

pub(in crate::cli) fn why_not(answer: &Explanation) -> String {
    let mut lines = vec![answer.text.clone()];
    if !answer.is_offered {
        lines.push(answer.offered.as_ref().map_or_else(
            || "As things are, this household is offered no unit.".to_owned(),
            |unit| format!("As things are, this household is offered {unit}."),
        ));
    }
    let mut text = section(&format!("{} FOR {}", answer.unit, answer.reference), &lines);
    let objections: Vec<String> = answer
        .objections
        .iter()
        .map(|objection| {
            let kind = if objection.decision { "somebody must decide" } else { "does not fit" };
            format!("{kind}: {}", objection.text)
        })
        .collect();
    if !objections.is_empty() {
        text += "\n";
        text += &list("WHAT THE RULES SAY", &objections);
    }
    let displaced: Vec<String> = answer
        .displaced
        .iter()
        .map(|other| {
            let unit = |unit: &Option<String>| unit.clone().unwrap_or_else(|| "no unit".to_owned());
            format!("{}: {} instead of {}", other.reference, unit(&other.to), unit(&other.from))
        })
        .collect();
    if !displaced.is_empty() {
        text += "\n";
        text += &list("WHO WOULD BE OFFERED SOMETHING ELSE", &displaced);
    }
    if !answer.flips.is_empty() {
        text += "\n";
        text += &weights(answer);
    }
    text
}

/// The weights that would change the choice; the others in one line.
fn weights(answer: &Explanation) -> String {
    let rows: Vec<Vec<String>> = answer
        .flips
        .iter()
        .filter_map(|flip| {
            let at = flip.at?;
            Some(vec![
                format!("  {}", flip.weight),
                format!("{} now", flip.now),
                format!("{at} would"),
            ])
        })
        .collect();
    let mut text = "WHAT ONE WEIGHT ALONE WOULD HAVE TO BE (provider.toml, [weights])\n".to_owned();
    text += &columns(&rows);
    let others = answer.flips.len() - rows.len();
    let which = if rows.is_empty() { "No weight alone" } else { "Of the others none" };
    if others > 0 {
        let said = format!("{which} changes the choice, at any value from 0 to 1000.");
        text += &wrapped("  ", &said);
    }
    text
}
