//! Why not everybody of a batch is offered a unit, and how that was decided.

use super::words;
use crate::desk::allocation::Method;
use crate::desk::allocation::answer::{Allocation, Shortage};
use crate::inputs::estate::Estate;
use crate::presentation::document::{Section, Text};
use crate::presentation::wording::count::count;

/// Who had to be left out for want of what; nothing where everybody is placed.
pub(super) fn why(answer: &Allocation) -> Section {
    let short = |part: &Shortage| {
        let units = if part.units.is_empty() {
            String::new()
        } else {
            format!(". Units: {}", part.units.join(", "))
        };
        let said = words::shortage(part);
        format!("{said} Households: {}{units}.", part.households.join(", "))
    };
    // Who can use no vacant unit at all has been told above, with the reason.
    let shared = |part: &&Shortage| !part.units.is_empty();
    let mut lines: Vec<String> = answer.shortages.iter().filter(shared).map(short).collect();
    let same =
        |part: &&Shortage| !answer.shortages.iter().any(|all| all.households == part.households);
    let in_danger = answer.shortages_in_danger.iter();
    lines.extend(in_danger.filter(shared).filter(same).map(short));
    lines.extend(answer.binding.iter().map(words::binding));
    Section::list("why", "WHY NOT EVERYBODY", lines.into_iter().map(Text::from))
}

/// In which order households were thought of, and what was proven.
pub(super) fn how(estate: &Estate, answer: &Allocation, passed_over: &[String]) -> Section {
    let mut lines = vec![words::order(&estate.provider.allocation, &answer.order)];
    let points = usize::try_from(answer.objective.penalty).unwrap_or(0);
    let points = count(points, "point", "points");
    lines.push(match (answer.method, answer.optimal) {
        (Method::FirstCome, _) => {
            format!("{points} in all. Another order might place more; this one rearranges nobody.")
        }
        (Method::Solver | Method::ColumnGeneration, true) => format!(
            "{points} in all; fewer are better. That nothing better is possible was proven by the solver's bound."
        ),
        (_, true) => {
            format!("{points} in all; fewer are better. It is proven that nothing better is possible.")
        }
        (_, false) => format!(
            "{points} in all. Not proven best: at most {} could be placed, {} of them in immediate danger, at no fewer than {} points.",
            answer.bound.placed, answer.bound.immediate_danger_placed, answer.bound.penalty
        ),
    });
    if !answer.limits_examined && !answer.unplaced.is_empty() {
        lines.push("The batch is large: whether a limit between households keeps somebody out was not looked at.".to_owned());
    }
    if !answer.choices_complete {
        lines.push(
            "The batch is large: only units that nobody else was given are shown as other choices; there may be more."
                .to_owned(),
        );
    }
    if !passed_over.is_empty() {
        lines.push(format!("Not read, being neither .toml nor .json: {}.", passed_over.join(", ")));
    }
    Section::paragraphs("how", "HOW THIS WAS DECIDED", lines.into_iter().map(Text::from))
}
