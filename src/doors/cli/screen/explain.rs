//! Every unit with what speaks for and against it. Scores are shown here and only here.
//!
//! Of units that are not vacant nothing is said that depends on who lives in them.

use super::offer::at_night;
use super::who;
use crate::doors::cli::layout::{count, wrapped};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Suitability};
use crate::engine::placement::answer::{Recommendation, UnitFindings};

pub(in crate::doors::cli) fn explanation(case: &Case<'_>, answer: &Recommendation) -> String {
    let mut text = "\nEVERY UNIT\n".to_owned();
    for unit in &answer.units {
        text += &unit_explained(case, answer, unit);
    }
    if !answer.relaxations.is_empty() {
        text += "\nEVERY SMALLEST CHANGE THAT WOULD OPEN A VACANT UNIT\n";
        for relaxation in &answer.relaxations {
            let said = relaxation.text.trim_end_matches('.');
            text += &wrapped("  - ", &format!("{said}: {}.", relaxation.units.join(", ")));
        }
    }
    text.push('\n');
    text += &wrapped(
        "",
        "Points order the units that suit; fewer are better. They never keep anybody out.",
    );
    text
}

fn unit_explained(case: &Case<'_>, answer: &Recommendation, unit: &UnitFindings) -> String {
    let option = answer.options.iter().find(|option| option.unit == unit.unit);
    let granted = option.map_or(&[][..], |option| &option.granted);
    let verdict = match (unit.vacant, unit.verdict) {
        (true, Suitability::Decision) if !granted.is_empty() => "vacant, granted",
        (false, _) => "not vacant",
        (true, Suitability::Suitable) => "vacant, suits",
        (true, Suitability::Decision) => "vacant, somebody must decide",
        (true, Suitability::Unsuitable) => "vacant, does not fit",
    };
    let mut text = format!("  {} ({}): {verdict}\n", unit.unit, unit.kind.title());
    for breach in
        unit.breaches.iter().filter(|breach| unit.vacant || !rule(breach.rule).depends_on_residents)
    {
        let clause = case.estate.provider.contract.cited(breach.rule.name());
        let linked = case.referral.perpetrator.is_linked_to_service();
        let decides = if linked { "the manager on call alone" } else { who(rule(breach.rule).who) };
        let (mark, decides) = match breach.decision {
            false => ("- ", String::new()),
            true if granted.contains(&breach.rule) => {
                ("- ", format!(" Granted: {decides} has agreed."))
            }
            true => ("? ", format!(" For {decides} to decide.")),
        };
        text += &wrapped(&format!("     {mark}"), &format!("{}{clause}{decides}", breach.text));
    }
    for advice in &unit.advice {
        text += &wrapped("     to know: ", &advice.text);
    }
    if unit.vacant && unit.verdict != Suitability::Unsuitable {
        text += &at_night(case, unit.unit);
    }
    let options = answer.options.iter().map(|o| (&o.unit, o.penalty, &o.terms));
    let decisions = answer.decisions.iter().map(|d| (&d.unit, d.penalty, &d.terms));
    for (_, penalty, terms) in options.chain(decisions).filter(|(name, ..)| **name == unit.unit) {
        let points = count(usize::try_from(penalty).unwrap_or(0), "point", "points");
        text += &wrapped("     ", &format!("{points} in all"));
        for term in terms {
            text += &wrapped(&format!("     {:>3}  ", term.points), term.text);
        }
    }
    text
}
