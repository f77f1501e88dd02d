//! What this estate's files do not allow to be worked out: said in its place, and why.

use crate::presentation::document::{Block, Section};
use crate::presentation::report::Subject;

/// The estate's folder, by its name.
fn estate<'a>(subject: &Subject<'a>) -> &'a str {
    subject.runs.first().map_or("", |(outline, _)| &outline.run.estate)
}

/// Where something to buy would stand.
pub(super) fn candidates(subject: &Subject<'_>, id: &'static str, what: &str) -> Section {
    Section::new(
        id,
        format!("{what}: not worked out, as nobody has listed what could be bought"),
        vec![Block::paragraph(why_no_candidates(subject))],
    )
}

fn why_no_candidates(subject: &Subject<'_>) -> String {
    format!(
        "data/{} has no candidates.csv with a budgets.csv beside it. They say which units and other measures could be bought, what each costs, and what may be spent; with them this page says what one more of each averts and which plan suits each budget.",
        estate(subject)
    )
}

/// Where what to measure would stand.
pub(super) fn calibration(subject: &Subject<'_>, id: &'static str) -> Section {
    let why = match subject.no_calibration {
        Some(_) => "as what is listed as not known is not in this scenario",
        None => "as nobody has listed what is not known",
    };
    Section::new(
        id,
        format!("What to go and measure: not worked out, {why}"),
        vec![Block::paragraph(why_no_calibration(subject))],
    )
}

/// Without a calibration the ranges on the cards are all there is.
pub(super) fn why_no_calibration(subject: &Subject<'_>) -> String {
    if let Some(why) = subject.no_calibration {
        return format!("What to go and measure is left out: {why}.");
    }
    format!(
        "data/{} has no calibration.toml. It says what is not known about demand and stays, and what was counted; with it this page gives ranges that hold more than chance, and says which number is worth measuring.",
        estate(subject)
    )
}

/// For whoever waits at the terminal.
pub(super) fn left_out(subject: &Subject<'_>) -> Vec<String> {
    let without_candidates = subject.expansion.is_none().then(|| why_no_candidates(subject));
    let is_asked = subject.own.is_empty();
    let is_without = is_asked && subject.calibration.is_empty();
    let without_calibration = is_without.then(|| why_no_calibration(subject));
    without_candidates.into_iter().chain(without_calibration).collect()
}
