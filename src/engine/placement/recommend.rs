//! One household: every unit judged, the vacant ones ranked, and the answer written out.

use super::answer::{
    Advice, Ask, Breach, NotChecked, Note, Recommendation, Route, TermPoints, UnitDecision,
    UnitFindings, UnitOption,
};
use super::outcome::outcome;
use super::{alternatives, preferences, relaxations};
use crate::base::domain::{RuleSet, calendar};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Finding, Suitability, Verdict, judge_all};
use crate::inputs::referral;
use std::collections::BTreeSet;

/// Recommends for one household.
///
/// `received` decides which units can be offered and whether the occupancy is stale; no clock is read.
pub fn recommend<'a>(case: &Case<'a>) -> Recommendation<'a> {
    recommend_with(case, &BTreeSet::new())
}

/// The same where somebody has decided about some units: what was a decision there is an option.
pub fn recommend_with<'a>(case: &Case<'a>, granted: &BTreeSet<usize>) -> Recommendation<'a> {
    let found = judge_all(case);
    let verdicts = after_grants(&found, granted);
    let vacant = vacant_units(case);
    let is_vacant = |unit: usize| vacant.binary_search(&unit).is_ok();
    let ranked = |wanted| by_penalty(case, &vacant, &verdicts, wanted);
    let (options, decisions) = (ranked(Suitability::Suitable), ranked(Suitability::Decision));
    let suits = |unit: &usize| found[*unit].suitability() == Suitability::Suitable;
    let in_stock: Vec<usize> =
        (0..found.len()).filter(|&unit| case.estate.units[unit].is_in_stock()).collect();
    let suitable_units = in_stock.iter().filter(|unit| suits(unit)).count();
    let turned_away = options
        .is_empty()
        .then(|| outcome(in_stock.iter().map(|&unit| found[unit].breaches()), case.referral));
    let relaxations = if options.is_empty() {
        relaxations::relaxations(case, &vacant, &found)
    } else {
        Vec::new()
    };
    let received = case.referral.received;
    let snapshot = &case.estate.provider.occupancy;
    Recommendation {
        reference: case.referral.reference.clone(),
        route: route(case, !options.is_empty(), !decisions.is_empty(), suitable_units > 0),
        occupancy_as_of: snapshot.as_of.map(|as_of| as_of.to_string()),
        stale: !case.estate.occupancy_known || snapshot.is_stale(received),
        occupancy_list: case.estate.occupancy_list(),
        options: options.iter().map(|ranked| option(case, ranked, &found)).collect(),
        decisions: decisions.iter().map(|ranked| decision(case, ranked, &verdicts)).collect(),
        units: (0..found.len())
            .map(|unit| findings(case, unit, found[unit], is_vacant(unit)))
            .collect(),
        relaxations,
        outcome_if_none: turned_away.map(|outcome| outcome.reason),
        barrier: turned_away.map_or_else(Vec::new, |outcome| outcome.barrier.iter().collect()),
        suitable_units,
        not_checked: not_checked(case),
        notes: notes(case),
        alternatives: alternatives::alternatives(case, !options.is_empty()),
    }
}

/// What the rules found, without what somebody has granted.
fn after_grants(found: &[Verdict], granted: &BTreeSet<usize>) -> Vec<Verdict> {
    let after = |(unit, verdict): (usize, &Verdict)| {
        let asks = if granted.contains(&unit) { RuleSet::EMPTY } else { verdict.asks };
        Verdict { asks, ..*verdict }
    };
    found.iter().enumerate().map(after).collect()
}

fn route(case: &Case<'_>, options: bool, decisions: bool, full_but_suitable: bool) -> Route {
    if case.referral.lead_is_under_16() {
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

/// Units without a household that can be offered on the London day of the referral, in file order.
fn vacant_units(case: &Case<'_>) -> Vec<usize> {
    let day = calendar::london_day(case.referral.received);
    let units = case.estate.units.iter().enumerate();
    units
        .filter(|(k, unit)| !case.occupancy.lived_in[*k] && unit.can_be_offered_on(day))
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

fn option<'a>(case: &Case<'a>, ranked: &Ranked, verdicts: &[Verdict]) -> UnitOption<'a> {
    UnitOption {
        unit: &case.estate.units[ranked.unit].name,
        rank: ranked.rank,
        penalty: ranked.penalty,
        terms: terms(case, ranked.unit, verdicts[ranked.unit]),
        granted: verdicts[ranked.unit].asks.iter().collect(),
    }
}

fn decision<'a>(case: &Case<'a>, ranked: &Ranked, verdicts: &[Verdict]) -> UnitDecision<'a> {
    let verdict = verdicts[ranked.unit];
    UnitDecision {
        unit: &case.estate.units[ranked.unit].name,
        rank: ranked.rank,
        penalty: ranked.penalty,
        terms: terms(case, ranked.unit, verdict),
        asks: verdict
            .asks
            .iter()
            .map(|name| Ask {
                rule: name,
                who: rule(name).who.title(),
                text: (rule(name).question)(case.referral),
            })
            .collect(),
    }
}

fn terms(case: &Case<'_>, unit: usize, verdict: Verdict) -> Vec<TermPoints> {
    preferences::terms(case, unit, verdict)
        .map(|(term, points)| TermPoints { term: term.name, points, text: term.text })
        .collect()
}

fn findings<'a>(case: &Case<'a>, index: usize, verdict: Verdict, vacant: bool) -> UnitFindings<'a> {
    let candidate = case.candidate(index);
    let say = |name, finding| (rule(name).text)(case, &candidate, finding);
    let breach = |name| {
        let decision = verdict.asks.contains(name);
        Breach {
            rule: name,
            decision,
            clause: rule(name).clause,
            reason: (rule(name).reason)(case.referral),
            text: say(name, if decision { Finding::Decision } else { Finding::Unsuitable }),
        }
    };
    let mut breaches = Vec::with_capacity(verdict.breaches().len() as usize);
    breaches.extend(verdict.breaches().iter().map(breach));
    let advise = |set: RuleSet| {
        set.iter().map(|name| Advice { rule: name, text: say(name, Finding::Advice) }).collect()
    };
    UnitFindings {
        unit: &candidate.unit.name,
        setting: &candidate.setting.name,
        kind: candidate.setting.kind,
        vacant,
        verdict: verdict.suitability(),
        breaches,
        advice: advise(verdict.advice),
    }
}

fn notes(case: &Case<'_>) -> Vec<Note> {
    let taken = referral::taken_as(case.referral, case.places).into_iter();
    taken
        .map(|taken| Note { place: taken.place, field: taken.field, taken_as: taken.taken_as })
        .collect()
}

fn not_checked(case: &Case<'_>) -> Vec<NotChecked> {
    referral::unchecked(case.referral, case.places, &case.estate.residents, case.geography)
        .into_iter()
        .map(|unchecked| NotChecked {
            place: unchecked.place,
            field: unchecked.field,
            text: unchecked.text,
            suggestions: unchecked.suggestions,
        })
        .collect()
}
