//! Every unit with what speaks for and against it. Scores are shown here and only here.
//!
//! Of units that are not vacant nothing is said that depends on who lives in them.

use super::count::count;
use super::offer::{advice, at_night, change};
use super::who::to_ask_within;
use super::{rules, terms};
use crate::base::domain::{RuleName, RuleSet};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Finding, Suitability};
use crate::engine::placement::answer::{Recommendation, UnitFindings, UnitOption};
use crate::presentation::document::{Block, Document, Entry, Line, Section, unit};

/// What the rules and preferences say of every unit, and what would open one.
pub fn every_unit(case: &Case<'_>, answer: &Recommendation) -> Document {
    let units = (0..answer.units.len()).map(|index| explained(case, answer, index));
    let changes = answer.relaxations.iter().map(|relaxation| change(case, relaxation));
    let of_points =
        "Points order the units that suit; fewer are better. They never keep anybody out.";
    Document::of([
        Section::new("every-unit", "EVERY UNIT", vec![Block::Units(units.collect())]),
        Section::list(
            "every-change",
            "EVERY SMALLEST CHANGE THAT WOULD OPEN A VACANT UNIT",
            changes,
        ),
        Section::plain("points", vec![Block::Paragraph(of_points.into())]),
    ])
}

fn explained(case: &Case<'_>, answer: &Recommendation, index: usize) -> Entry {
    let found = answer.units[index];
    let is_it = |option: &&UnitOption| option.unit == index;
    let option = answer.options.iter().find(is_it);
    let granted = option.map_or(RuleSet::EMPTY, |option| option.asks);
    let mut lines = findings(case, (index, found), granted);
    lines.extend(advice(case, answer, index));
    if found.vacant && found.verdict.suitability() != Suitability::Unsuitable {
        lines.extend(at_night(case, index));
    }
    if let Some(option) = option.or_else(|| answer.decisions.iter().find(is_it)) {
        lines.extend(points(option));
    }
    let kind = case.estate.setting_of(index).kind.title();
    Entry {
        number: None,
        names: vec![unit(&case.estate.units[index].name)],
        text: format!("({kind}): {}", verdict(found, granted)).into(),
        lines,
    }
}

fn verdict(found: UnitFindings, granted: RuleSet) -> &'static str {
    match (found.vacant, found.verdict.suitability()) {
        (true, Suitability::Decision) if !granted.is_empty() => "vacant, granted",
        (false, _) => "not vacant",
        (true, Suitability::Suitable) => "vacant, suits",
        (true, Suitability::Decision) => "vacant, somebody must decide",
        (true, Suitability::Unsuitable) => "vacant, does not fit",
    }
}

fn findings(case: &Case<'_>, (index, found): (usize, UnitFindings), granted: RuleSet) -> Vec<Line> {
    let may_be_told = |name: &RuleName| found.vacant || !rule(*name).depends_on_residents;
    let breaches = found.verdict.breaches();
    breaches
        .iter()
        .filter(may_be_told)
        .map(|name| finding(case, (index, found), name, granted))
        .collect()
}

fn finding(
    case: &Case<'_>,
    (index, found): (usize, UnitFindings),
    name: RuleName,
    granted: RuleSet,
) -> Line {
    let asks = found.verdict.asks.contains(name);
    let finding = if asks { Finding::Decision } else { Finding::Unsuitable };
    let said = rules::finding(case, &case.candidate(index), (name, finding));
    let clause = case.estate.provider.contract.cited(name.name());
    let decides = to_ask_within(case.referral, rule(name).who);
    match asks {
        false => Line::Point(format!("{said}{clause}").into()),
        true if granted.contains(name) => {
            Line::Point(format!("{said}{clause} Granted: {decides} has agreed.").into())
        }
        true => Line::Open(format!("{said}{clause} For {decides} to decide.").into()),
    }
}

fn points(option: &UnitOption) -> Vec<Line> {
    let all = count(usize::try_from(option.penalty).unwrap_or(0), "point", "points");
    let terms = option.terms.iter();
    let each = terms.map(|&(term, points)| Line::Scored(points, terms::why(term).into()));
    std::iter::once(Line::Plain(format!("{all} in all").into())).chain(each).collect()
}
