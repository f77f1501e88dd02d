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

/// What the rules say of the units that may be offered, and of no others; without points, of which some are for where a
/// unit is.
pub fn every_offer(case: &Case<'_>, answer: &Recommendation) -> Document {
    let offered = answer.options.iter().chain(&answer.decisions);
    let units = offered.map(|option| Entry {
        lines: told(case, answer, option.unit),
        ..headed(case, answer, option.unit)
    });
    Document::of([Section::new(
        "every-unit",
        "EVERY UNIT THAT MAY BE OFFERED",
        vec![Block::Units(units.collect())],
    )])
}

fn explained(case: &Case<'_>, answer: &Recommendation, index: usize) -> Entry {
    let mut lines = told(case, answer, index);
    if let Some(option) = is_open(answer, index) {
        lines.extend(points(option));
    }
    Entry { lines, ..headed(case, answer, index) }
}

/// The option or the decision that a unit is.
fn is_open(answer: &Recommendation, index: usize) -> Option<&UnitOption> {
    answer.options.iter().chain(&answer.decisions).find(|option| option.unit == index)
}

/// What was granted for a unit that may be offered.
fn granted(answer: &Recommendation, index: usize) -> RuleSet {
    let option = answer.options.iter().find(|option| option.unit == index);
    option.map_or(RuleSet::EMPTY, |option| option.asks)
}

/// A unit's name and kind, and whether it suits.
fn headed(case: &Case<'_>, answer: &Recommendation, index: usize) -> Entry {
    let kind = case.estate.setting_of(index).kind.title();
    let verdict = verdict(answer.units[index], granted(answer, index));
    Entry {
        number: None,
        names: vec![unit(&case.estate.units[index].name)],
        text: format!("({kind}): {verdict}").into(),
        lines: Vec::new(),
    }
}

/// What the rules say of a unit.
fn told(case: &Case<'_>, answer: &Recommendation, index: usize) -> Vec<Line> {
    let found = answer.units[index];
    let mut lines = findings(case, (index, found), granted(answer, index));
    lines.extend(advice(case, answer, index));
    if found.vacant && found.verdict.suitability() != Suitability::Unsuitable {
        lines.extend(at_night(case, index));
    }
    lines
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
        .filter(|name| !is_said_as_a_bar(case, (index, found), *name))
        .map(|name| finding(case, (index, found), name, granted))
        .collect()
}

/// Whether the same words say already that it does not fit.
fn is_said_as_a_bar(
    case: &Case<'_>,
    (index, found): (usize, UnitFindings),
    name: RuleName,
) -> bool {
    let candidate = case.candidate(index);
    let said = |name, finding| rules::finding(case, &candidate, (name, finding));
    let bars = found.verdict.breaches();
    let mut bars = bars.iter().filter(|bar| !found.verdict.asks.contains(*bar));
    found.verdict.asks.contains(name)
        && bars.any(|bar| said(bar, Finding::Unsuitable) == said(name, Finding::Decision))
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
    let decides = to_ask_within(case.household, rule(name).who);
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
