//! Why not this unit: for a manager who would rather have given it.

use super::allocation::{Asking, asking};
use super::elsewhere::stay_at_home;
use super::list_of_residents::{age, not_whole};
use super::opening::safety_of;
use super::rules;
use super::safety::{Household, confirm};
use super::who::to_ask_within;
use crate::base::domain::RuleName;
use crate::desk::allocation::{Batch, Explanation};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Finding, Suitability};
use crate::inputs::estate::UnitState;
use crate::presentation::document::{
    Block, Document, Entry, Row, Section, Table, Text, household as named, text, unit,
};
use jiff::Timestamp;

/// What stands against one unit for one household, what it would cost, and what would make it the choice.
pub fn why_not(
    batch: &Batch<'_>,
    (of, unit): (usize, usize),
    found: &Explanation,
    now: Timestamp,
) -> Document {
    let asking = asking(batch, &found.reference, now);
    let household = asking.as_ref().map(|asking| &asking.household);
    let mut sections = vec![
        not_whole((batch.estate, batch.occupancy)),
        in_short(found, batch.estate.state_of(unit, batch.occupancy)),
    ];
    sections.extend(household.map(safety_of).unwrap_or_default());
    sections.extend(asking.as_ref().map(|asking| objections(batch, asking, (of, unit), found)));
    sections.push(displaced(batch, found, now));
    sections.push(weights(found));
    if let Some(household) = household {
        sections.push(stay_at_home(&household.referral.household, &household.estate.provider));
        sections.push(list_and_confirm(household, batch.estate.state_of(unit, batch.occupancy)));
    }
    Document::of(sections)
}

fn in_short(found: &Explanation, state: UnitState) -> Section {
    let mut lines = vec![in_a_sentence(found, state).into()];
    if !found.is_offered {
        lines.push(found.offered.as_ref().map_or_else(
            || "As things are, this household is offered no unit.".into(),
            |name| text!["As things are, this household is offered ", unit(name), "."],
        ));
    }
    let heading = text![unit(&found.unit), " FOR ", named(&found.reference)];
    Section::paragraphs("in-short", heading, lines)
}

/// How old the list is; and of a unit that looks free, with whom to confirm that.
fn list_and_confirm(household: &Household<'_>, state: UnitState) -> Section {
    let age = age(household.occupancy, household.referral.received, household.now);
    let is_vacant = state == UnitState::Vacant;
    let said = if is_vacant { text![age, " ", confirm(household)] } else { age };
    Section::plain("age", vec![Block::Paragraph(said)])
}

/// What the rules say, who decides where somebody must, and that there is nobody at night for somebody under 18.
fn objections(
    batch: &Batch<'_>,
    asking: &Asking<'_>,
    (of, unit): (usize, usize),
    found: &Explanation,
) -> Section {
    let household = &asking.household.referral.household;
    let judged = batch.judge(&batch.households[of]);
    let case = batch.case(&batch.households[of], &judged.occupancy);
    let candidate = case.candidate(unit);
    let granted = asking.is_granted(&found.unit);
    let finding = |name: RuleName| {
        let decision = found.verdict.asks.contains(name);
        let finding = if decision { Finding::Decision } else { Finding::Unsuitable };
        (decision, rules::finding(&case, &candidate, (name, finding)))
    };
    let bars: Vec<_> =
        found.objections.iter().map(finding).filter(|(asks, _)| !asks).map(|bar| bar.1).collect();
    // What bars it is not asked about in the same words.
    let fresh = |name: &RuleName| {
        let (asks, said) = finding(*name);
        !asks || !bars.contains(&said)
    };
    let said = found.objections.iter().filter(fresh).map(|name: RuleName| {
        let (decision, said) = finding(name);
        let who = rule(name).who;
        match (decision, granted) {
            (false, _) => format!("does not fit: {said}"),
            (true, true) => {
                format!("granted, {} has agreed: {said}", to_ask_within(household, who))
            }
            (true, false) => {
                let (who, asked) =
                    (to_ask_within(household, who), rules::question(name, household));
                format!("for {who} to decide: {said} {asked}")
            }
        }
    });
    let may_be_offered = found.vacant && found.verdict.suitability() != Suitability::Unsuitable;
    let night = asking.at_night(&found.unit).filter(|_| may_be_offered);
    let night = night.map(|said| format!("to know: {said}"));
    Section::list("rules", "WHAT THE RULES SAY", said.chain(night).map(Text::from))
}

/// Who would have something else, each with the lines of their own.
fn displaced(batch: &Batch<'_>, found: &Explanation, now: Timestamp) -> Section {
    let name = |name: &Option<String>| name.as_deref().map_or_else(|| "no unit".into(), unit);
    let entries = found.displaced.iter().map(|other| {
        let (to, from) = (name(&other.to), name(&other.from));
        let asking = asking(batch, &other.reference, now);
        Entry {
            text: text![named(&other.reference), ": ", to, " instead of ", from],
            lines: asking.map(|asking| asking.lines_for_others()).unwrap_or_default(),
            ..Entry::default()
        }
    });
    let blocks = vec![Block::Households(entries.collect())];
    Section::new("displaced", "WHO WOULD BE OFFERED SOMETHING ELSE", blocks)
}

/// The weights that would change the choice; the others in one line.
fn weights(found: &Explanation) -> Section {
    let row = |(weight, now, at): (&String, i64, i64)| {
        let cells = [weight.clone(), format!("{now} now"), format!("{at} would")];
        Row::Cells(cells.map(Text::from).to_vec())
    };
    let flips = found.flips.iter().filter_map(|flip| Some((&flip.weight, flip.now, flip.at?)));
    let rows: Vec<Row> = flips.map(row).collect();
    let others = found.flips.len() - rows.len();
    let which = if rows.is_empty() { "No weight alone" } else { "Of the others none" };
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Table(Table { rows, ..Table::default() }));
    }
    if others > 0 {
        let said = format!("{which} changes the choice, at any value from 0 to 1000.");
        blocks.push(Block::Paragraph(said.into()));
    }
    let heading = "WHAT ONE WEIGHT ALONE WOULD HAVE TO BE (provider.toml, [weights])";
    Section::new("weights", heading, blocks)
}

/// What giving the unit to the household would come to, in a sentence; of one that is not vacant, why, where that says
/// nothing of who lives here.
pub fn in_a_sentence(explanation: &Explanation, state: UnitState) -> String {
    if explanation.is_offered {
        return "This is the unit that is offered.".to_owned();
    }
    if !explanation.vacant {
        let why = match state {
            UnitState::BeingMadeReady => ": it is being made ready",
            UnitState::UnderRepair => ": it is under repair",
            UnitState::Planned => ": it is not open yet",
            UnitState::LivedIn | UnitState::NotKnown | UnitState::Claimed | UnitState::Vacant => "",
        };
        return format!("This unit is not vacant{why}.");
    }
    if explanation.verdict.suitability() == Suitability::Unsuitable {
        return "This unit does not suit this household; it is not a matter of points.".to_owned();
    }
    let Some(cost) = explanation.cost else {
        return "This unit cannot be given to this household beside what has been accepted."
            .to_owned();
    };
    let granted = if explanation.if_granted { "If whoever decides says yes: " } else { "" };
    if cost.placed < 0 || cost.immediate_danger_placed < 0 {
        return format!(
            "{granted}fewer would be placed: {} households, {} in immediate danger. No weight changes that.",
            -cost.placed, -cost.immediate_danger_placed
        );
    }
    if cost.placed > 0 || cost.immediate_danger_placed > 0 {
        return format!("{granted}more would be placed: ask.");
    }
    if explanation.offered_if_granted {
        return format!("{granted}this unit would be offered instead. Ask.");
    }
    let points = match cost.penalty {
        0 => "it is as good; the other stands first in the provider's list".to_owned(),
        1 => "as many are placed, at 1 point more for all together".to_owned(),
        n if n < 0 => format!("as many are placed, at {} points fewer for all together", -n),
        n => format!("as many are placed, at {n} points more for all together"),
    };
    let mut said = format!("{granted}{points}.");
    if let Some(first) = said.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    said
}
