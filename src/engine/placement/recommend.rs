//! One household: every unit judged, and the vacant ones ranked.

use super::answer::{Recommendation, Route, UnitFindings, UnitOption};
use super::outcome::outcome;
use super::{alternatives, preferences, relaxations};
use crate::base::domain::{RuleSet, calendar};
use crate::engine::eligibility::{Case, Suitability, Verdict, judge_all};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The rules that ask no more, by the position of the unit.
pub type Grants = BTreeMap<usize, RuleSet>;

/// Recommends for one household that asked at a moment.
///
/// The moment decides which units can be offered and whether the occupancy is stale; no clock is read.
pub fn recommend(case: &Case<'_>, asked: Timestamp) -> Recommendation {
    recommend_with(case, asked, &Grants::new())
}

/// The same where somebody has decided about some units: what was a decision there is an option.
pub fn recommend_with(case: &Case<'_>, asked: Timestamp, granted: &Grants) -> Recommendation {
    let found = judge_all(case);
    let verdicts = after_grants(&found, granted);
    let vacant = vacant_units(case, calendar::london_day(asked));
    let is_vacant = |unit: usize| vacant.binary_search(&unit).is_ok();
    let ranked = |wanted| by_penalty(case, &vacant, &verdicts, wanted);
    let (options, decisions) = (ranked(Suitability::Suitable), ranked(Suitability::Decision));
    let suits = |unit: &usize| found[*unit].suitability() == Suitability::Suitable;
    let in_stock: Vec<usize> =
        (0..found.len()).filter(|&unit| case.estate.units[unit].is_in_stock()).collect();
    let suitable_units = in_stock.iter().filter(|unit| suits(unit)).count();
    let outcome_if_none = options
        .is_empty()
        .then(|| outcome(in_stock.iter().map(|&unit| found[unit].breaches()), case.household));
    let relaxations =
        if options.is_empty() { relaxations::relaxations(&vacant, &verdicts) } else { Vec::new() };
    let listed = |ranked: Vec<Ranked>, asked: &[Verdict]| {
        ranked.iter().map(|one| option(case, one, asked)).collect()
    };
    let findings = |(unit, verdict)| UnitFindings { vacant: is_vacant(unit), verdict };
    Recommendation {
        route: route(case, !options.is_empty(), !decisions.is_empty(), suitable_units > 0),
        stale: case.occupancy.is_stale(asked),
        alternatives: alternatives::alternatives(case, !options.is_empty()),
        options: listed(options, &found),
        decisions: listed(decisions, &verdicts),
        units: found.iter().copied().enumerate().map(findings).collect(),
        relaxations,
        outcome_if_none,
        suitable_units,
    }
}

/// What the rules found, without what somebody has granted.
fn after_grants(found: &[Verdict], granted: &Grants) -> Vec<Verdict> {
    let after = |(unit, verdict): (usize, &Verdict)| {
        let rules = granted.get(&unit).copied().unwrap_or_default();
        Verdict { asks: verdict.asks.minus(rules), ..*verdict }
    };
    found.iter().enumerate().map(after).collect()
}

fn route(case: &Case<'_>, options: bool, decisions: bool, full_but_suitable: bool) -> Route {
    if case.household.lead_is_under_16() {
        Route::ReferOn
    } else if options {
        Route::Place
    } else if decisions {
        Route::Decide
    } else if full_but_suitable {
        Route::Wait
    } else {
        Route::ReferOn
    }
}

/// Units without a household that can be offered on a day, in file order.
fn vacant_units(case: &Case<'_>, day: Date) -> Vec<usize> {
    let units = case.estate.units.iter().enumerate();
    units
        .filter(|(k, unit)| !case.view.lived_in[*k] && unit.can_be_offered_on(day))
        .map(|(k, _)| k)
        .collect()
}

/// A unit and its place in the order of one list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// Position in the estate.
    pub unit: usize,
    /// 1 is best.
    pub rank: usize,
    /// Whole points.
    pub penalty: i64,
}

/// Those of the units whose verdict is the wanted one, least penalty first, ties in file order.
pub fn by_penalty(
    case: &Case<'_>,
    units: &[usize],
    verdicts: &[Verdict],
    wanted: Suitability,
) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = units
        .iter()
        .filter(|&&unit| verdicts[unit].suitability() == wanted)
        .map(|&unit| Ranked {
            unit,
            rank: 0,
            penalty: preferences::penalty(case, unit, verdicts[unit]),
        })
        .collect();
    ranked.sort_by_key(|ranked| (ranked.penalty, ranked.unit));
    for (rank, ranked) in (1..).zip(&mut ranked) {
        ranked.rank = rank;
    }
    ranked
}

fn option(case: &Case<'_>, ranked: &Ranked, found: &[Verdict]) -> UnitOption {
    let Ranked { unit, rank, penalty } = *ranked;
    let terms = preferences::terms(case, unit, found[unit]);
    UnitOption {
        unit,
        rank,
        penalty,
        terms: terms.map(|(term, points)| (term.name, points)).collect(),
        asks: found[unit].asks,
    }
}
