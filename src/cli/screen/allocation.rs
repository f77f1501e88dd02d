//! Several households at once, for whoever rings them: what to offer whom, what else each may choose, and
//! why somebody is without.

use super::{list, section};
use crate::cli::layout::{count, hanging, wrapped};
use crate::placement::allocate::answer::{Allocation, Placed, Shortage};
use crate::placement::allocate::{Batch, Method};

/// Other units shown to each household; the rest are in the JSON.
const CHOICES: usize = 4;

pub(in crate::cli) fn allocation(
    batch: &Batch<'_>,
    answer: &Allocation,
    passed_over: &[String],
) -> String {
    let sections = [
        heading(batch, answer),
        moves(answer),
        offers(batch, answer),
        without(answer),
        why(answer),
        list("NOT CHECKED", &not_checked(answer)),
        section("HOW THIS WAS DECIDED", &how(answer, passed_over)),
    ];
    let shown: Vec<String> = sections
        .into_iter()
        .filter(|section| section.lines().count() > 1 || section.ends_with(".\n"))
        .collect();
    shown.join("\n")
}

fn heading(batch: &Batch<'_>, answer: &Allocation) -> String {
    let all = batch.households.len();
    let in_danger = batch.households.iter().filter(|h| h.referral.in_danger()).count();
    let mut said = match (all, answer.placed.len()) {
        (1, 1) => "The household can be offered a unit.".to_owned(),
        (n, placed) if n == placed => format!("All {n} households can be offered a unit."),
        (n, placed) => format!("{placed} of {n} households can be offered a unit."),
    };
    if in_danger > 0 {
        let placed = answer.objective.immediate_danger_placed;
        let later = waiting_in_danger(batch, answer);
        let later = match later {
            0 => String::new(),
            n => format!(", {n} of them not tonight but once a resident has moved"),
        };
        said = format!("{said} In immediate danger: {placed} of {in_danger}{later}.");
    }
    let mut text = wrapped("", &said);
    let list = answer.occupancy_as_of.as_deref().map_or_else(
        || "There is no dated list of who lives where. Ring and confirm that a unit is free.".to_owned(),
        |as_of| {
            let old = if answer.stale { "THE LIST IS OLD: " } else { "" };
            format!("{old}The list of who lives where is of {as_of}. Ring the unit's staff before you promise it.")
        },
    );
    text += &wrapped("", &list);
    text
}

/// Households in danger whose unit is free only some nights from now.
fn waiting_in_danger(batch: &Batch<'_>, answer: &Allocation) -> usize {
    let later = answer.placed.iter().filter(|placed| placed.in_nights > 0);
    later.filter(|placed| is_in_danger(batch, placed)).count()
}

fn is_in_danger(batch: &Batch<'_>, placed: &Placed) -> bool {
    let mut households = batch.households.iter();
    households.any(|h| h.referral.reference == placed.reference && h.referral.in_danger())
}

fn moves(answer: &Allocation) -> String {
    if answer.moves.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = answer
        .moves
        .iter()
        .map(|moved| {
            format!("{} from {} to {}. {}", moved.reference, moved.from, moved.to, moved.text)
        })
        .collect();
    let mut text = list("ASK FIRST WHETHER THESE RESIDENTS STILL AGREE TO MOVE", &lines);
    if let Some(without) = answer.without_moves {
        let said = format!(
            "If nobody moves, {} can be placed, {} of them in immediate danger.",
            count(without.placed, "household", "households"),
            without.immediate_danger_placed
        );
        text += &wrapped("  ", &said);
    }
    text
}

fn offers(batch: &Batch<'_>, answer: &Allocation) -> String {
    if answer.placed.is_empty() {
        return String::new();
    }
    let widest = |of: fn(&Placed) -> &str| {
        answer.placed.iter().map(|placed| of(placed).chars().count()).max().unwrap_or(0)
    };
    let (references, units) = (widest(|p| &p.reference), widest(|p| &p.unit));
    let mut text = "OFFER, AND SAY THAT THE CHOICE IS THEIRS\n".to_owned();
    for placed in &answer.placed {
        let danger = is_in_danger(batch, placed);
        let lead = format!("  {:<references$}  {:<units$}  ", placed.reference, placed.unit);
        let accepted = batch.terms.accepted.iter().any(|(&k, &unit)| {
            batch.households[k].referral.reference == placed.reference
                && batch.estate.units[unit].name == placed.unit
        });
        let mut said = if accepted { "accepted".to_owned() } else { others(answer, placed) };
        if placed.in_nights > 0 {
            let nights = usize::try_from(placed.in_nights).unwrap_or(usize::MAX);
            let nights = count(nights, "night", "nights");
            said = format!("free after {nights}, needs somewhere safe until then; {said}");
        }
        if danger {
            said = format!("in danger now; {said}");
        }
        text += &hanging(&lead, &said, references + units + 6);
    }
    text
}

fn others(answer: &Allocation, placed: &Placed) -> String {
    if placed.may_choose.is_empty() {
        return if answer.choices_complete {
            "no other unit without somebody else going without"
        } else {
            "other choices were not worked out; ask again with --declined if it says no"
        }
        .to_owned();
    }
    let named: Vec<&str> =
        placed.may_choose.iter().take(CHOICES).map(|other| other.unit.as_str()).collect();
    let more = placed.may_choose.len().saturating_sub(CHOICES);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("or {}{more}", named.join(", "))
}

fn without(answer: &Allocation) -> String {
    if answer.unplaced.is_empty() {
        return String::new();
    }
    let mut text = "NO UNIT TONIGHT: RING ROUND WITH THEM, AND GO ON HELPING\n".to_owned();
    for household in &answer.unplaced {
        text += &hanging(&format!("  {}  ", household.reference), &household.text, 4);
    }
    text += &wrapped("  ", "For each of them: lintel recommend says where else help is to be had.");
    text
}

fn why(answer: &Allocation) -> String {
    let short = |part: &Shortage| {
        let units = if part.units.is_empty() {
            String::new()
        } else {
            format!(". Units: {}", part.units.join(", "))
        };
        format!("{} Households: {}{units}.", part.text, part.households.join(", "))
    };
    // Who can use no vacant unit at all has been told above, with the reason.
    let shared = |part: &&Shortage| !part.units.is_empty();
    let mut lines: Vec<String> = answer.shortages.iter().filter(shared).map(short).collect();
    let same =
        |part: &&Shortage| !answer.shortages.iter().any(|all| all.households == part.households);
    let in_danger = answer.shortages_in_danger.iter();
    lines.extend(in_danger.filter(shared).filter(same).map(short));
    lines.extend(answer.binding.iter().map(|binding| binding.text.clone()));
    if lines.is_empty() { String::new() } else { list("WHY NOT EVERYBODY", &lines) }
}

fn not_checked(answer: &Allocation) -> Vec<String> {
    let line = |unchecked: &crate::placement::allocate::answer::Unchecked| {
        format!("{}, {}: {}", unchecked.reference, unchecked.place, unchecked.text)
    };
    answer.not_checked.iter().map(line).collect()
}

fn how(answer: &Allocation, passed_over: &[String]) -> Vec<String> {
    let mut lines = vec![answer.order.text.clone()];
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
    lines
}
