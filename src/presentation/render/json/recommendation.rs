//! The answer for one household, as other software reads it (contracts section 6).
//!
//! Codenames are the estate's own, borrowed, and fixed sentences are not copied: an answer speaks of every
//! unit, and before a national estate most of its time went into making room for texts.

use super::places::{NotChecked, Note, not_checked, notes};
use crate::base::domain::{Kind, Referral, ReturnReason, RuleName};
use crate::engine::eligibility::rules::rule;
use crate::engine::eligibility::{Case, Finding, Suitability, Verdict};
use crate::engine::placement::answer::{AlternativeRoute, Route};
use crate::engine::placement::{self, preferences::TermName};
use crate::inputs::occupancy::OccupancyList;
use crate::presentation::wording::{elsewhere, rules, terms, who};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Points of one preference.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TermPoints {
    /// The preference.
    #[schemars(with = "String")]
    pub term: TermName,
    /// Whole points; more is worse.
    pub points: i64,
    /// Why, in words.
    pub text: &'static str,
}

/// A question for a person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Ask {
    /// The rule that asks.
    pub rule: RuleName,
    /// Who decides.
    pub who: &'static str,
    /// The question.
    pub text: &'static str,
}

/// A vacant unit that suits.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitOption<'a> {
    /// Codename.
    pub unit: &'a str,
    /// 1 is best.
    pub rank: usize,
    /// Sum of the terms.
    pub penalty: i64,
    /// Terms that are not zero.
    pub terms: Vec<TermPoints>,
    /// Rules that asked for a decision, which somebody has granted; empty where none asked.
    pub granted: Vec<RuleName>,
}

/// A vacant unit that somebody must decide on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitDecision<'a> {
    /// Codename.
    pub unit: &'a str,
    /// 1 is best.
    pub rank: usize,
    /// Sum of the terms.
    pub penalty: i64,
    /// Terms that are not zero.
    pub terms: Vec<TermPoints>,
    /// The questions, in rule order.
    pub asks: Vec<Ask>,
}

/// What a rule holds against a unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Breach {
    /// The rule.
    pub rule: RuleName,
    /// It asks for a decision; otherwise it finds the unit unsuitable.
    pub decision: bool,
    /// Clause of the specification.
    pub clause: Option<&'static str>,
    /// Reason in the annual return.
    pub reason: ReturnReason,
    /// In words.
    pub text: Cow<'static, str>,
}

/// Something worth knowing about a unit.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Advice {
    /// The rule that advises.
    pub rule: RuleName,
    /// In words.
    pub text: Cow<'static, str>,
}

/// One unit and everything the rules found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct UnitFindings<'a> {
    /// Codename.
    pub unit: &'a str,
    /// Codename of its setting.
    pub setting: &'a str,
    /// Kind of accommodation.
    pub kind: Kind,
    /// Nobody lives there and it can be offered.
    pub vacant: bool,
    /// Whether it suits.
    pub verdict: Suitability,
    /// At most one a rule, in rule order.
    pub breaches: Vec<Breach>,
    /// Advice, in rule order.
    pub advice: Vec<Advice>,
}

/// A smallest set of changes that would open vacant units.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Relaxation<'a> {
    /// The rules whose findings would be lifted.
    pub rules: Vec<RuleName>,
    /// In the worker's words.
    pub text: String,
    /// The units it opens.
    pub units: Vec<&'a str>,
}

/// Where else help is to be had.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Alternative {
    /// The route.
    pub route: AlternativeRoute,
    /// In words.
    pub text: String,
}

/// The answer of `lintel recommend --format json`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Recommendation<'a> {
    /// The household's pseudonym.
    pub reference: String,
    /// What to do next.
    pub route: Route,
    /// When the occupancy was taken; null: not known.
    pub occupancy_as_of: Option<String>,
    /// Too old when it was asked, or of unknown age: ring and confirm.
    pub stale: bool,
    /// Whether the list of who lives where is there, and has as many rows as it should.
    pub occupancy_list: OccupancyList,
    /// Vacant and suitable, best first.
    pub options: Vec<UnitOption<'a>>,
    /// Vacant if somebody decides, best first.
    pub decisions: Vec<UnitDecision<'a>>,
    /// Every unit, in file order.
    pub units: Vec<UnitFindings<'a>>,
    /// What would open a vacant unit, where none is open.
    pub relaxations: Vec<Relaxation<'a>>,
    /// The reason to return if nobody finds a way; null where there are options.
    pub outcome_if_none: Option<ReturnReason>,
    /// The rules that stand in the way on most units.
    pub barrier: Vec<RuleName>,
    /// Units in stock that suit, vacant or not.
    pub suitable_units: usize,
    /// What was not checked.
    pub not_checked: Vec<NotChecked>,
    /// What each place was taken to be.
    pub notes: Vec<Note>,
    /// Where else help is to be had.
    pub alternatives: Vec<Alternative>,
}

impl<'a> Recommendation<'a> {
    /// An answer with its texts.
    pub fn of(
        (case, referral): (&Case<'a>, &Referral),
        answer: &placement::Recommendation,
    ) -> Self {
        let name = |unit: &usize| case.estate.units[*unit].name.as_str();
        let relaxation = |relaxation: &placement::answer::Relaxation| Relaxation {
            rules: relaxation.rules.iter().collect(),
            text: rules::changes(relaxation.rules),
            units: relaxation.units.iter().map(name).collect(),
        };
        let units = answer.units.iter().enumerate();
        Self {
            reference: referral.reference.clone(),
            route: answer.route,
            occupancy_as_of: case.occupancy.snapshot.as_of.map(|as_of| as_of.to_string()),
            stale: answer.stale,
            occupancy_list: case.occupancy.list(),
            options: answer.options.iter().map(|one| UnitOption::of(case, one)).collect(),
            decisions: answer.decisions.iter().map(|one| UnitDecision::of(case, one)).collect(),
            units: units.map(|(unit, found)| UnitFindings::of(case, unit, *found)).collect(),
            relaxations: answer.relaxations.iter().map(relaxation).collect(),
            outcome_if_none: answer.outcome_if_none.map(|outcome| outcome.reason),
            barrier: answer.barrier().iter().collect(),
            suitable_units: answer.suitable_units,
            not_checked: not_checked(
                (referral, case.places),
                &case.occupancy.residents,
                case.geography,
            ),
            notes: notes(referral, case.places),
            alternatives: alternatives(case, answer),
        }
    }
}

impl Recommendation<'_> {
    /// What a duty worker's desk is told: findings for units that may be offered, and for no others, so that answers tell
    /// nobody where those are.
    #[must_use]
    pub fn of_what_may_be_offered(mut self) -> Self {
        // Every key is named: whoever adds one says here whether it tells of units that cannot be offered.
        let Self {
            units,
            options,
            decisions,
            reference: _,
            route: _,
            occupancy_as_of: _,
            stale: _,
            occupancy_list: _,
            relaxations: _,
            outcome_if_none: _,
            barrier: _,
            suitable_units,
            not_checked: _,
            notes: _,
            alternatives: _,
        } = &mut self;
        let offered = options.iter().map(|one| one.unit);
        let may_be: BTreeSet<&str> = offered.chain(decisions.iter().map(|one| one.unit)).collect();
        units.retain(|one| may_be.contains(one.unit));
        // Not how many suit in which somebody lives.
        *suitable_units = options.len();
        self
    }
}

fn points(option: &placement::answer::UnitOption) -> Vec<TermPoints> {
    let terms = option.terms.iter();
    terms.map(|&(term, points)| TermPoints { term, points, text: terms::why(term) }).collect()
}

impl<'a> UnitOption<'a> {
    fn of(case: &Case<'a>, option: &placement::answer::UnitOption) -> Self {
        Self {
            unit: &case.estate.units[option.unit].name,
            rank: option.rank,
            penalty: option.penalty,
            terms: points(option),
            granted: option.asks.iter().collect(),
        }
    }
}

impl<'a> UnitDecision<'a> {
    fn of(case: &Case<'a>, option: &placement::answer::UnitOption) -> Self {
        let ask = |name| Ask {
            rule: name,
            who: who::title(rule(name).who),
            text: rules::question(name, case.household),
        };
        Self {
            unit: &case.estate.units[option.unit].name,
            rank: option.rank,
            penalty: option.penalty,
            terms: points(option),
            asks: option.asks.iter().map(ask).collect(),
        }
    }
}

impl<'a> UnitFindings<'a> {
    fn of(case: &Case<'a>, unit: usize, found: placement::answer::UnitFindings) -> Self {
        let candidate = case.candidate(unit);
        let verdict: Verdict = found.verdict;
        let say = |name, finding| rules::finding(case, &candidate, (name, finding));
        let breach = |name| {
            let decision = verdict.asks.contains(name);
            let finding = if decision { Finding::Decision } else { Finding::Unsuitable };
            let (clause, reason) = (rule(name).clause, (rule(name).reason)(case.household));
            Breach { rule: name, decision, clause, reason, text: say(name, finding) }
        };
        // Most units have several, and making room for them twice takes time before a national estate.
        let mut breaches = Vec::with_capacity(verdict.breaches().len() as usize);
        breaches.extend(verdict.breaches().iter().map(breach));
        let advice = |name| Advice { rule: name, text: say(name, Finding::Advice) };
        Self {
            unit: &candidate.unit.name,
            setting: &candidate.setting.name,
            kind: candidate.setting.kind,
            vacant: found.vacant,
            verdict: verdict.suitability(),
            breaches,
            advice: verdict.advice.iter().map(advice).collect(),
        }
    }
}

/// Where else help is to be had, in short.
pub(super) fn alternatives(
    case: &Case<'_>,
    answer: &placement::Recommendation,
) -> Vec<Alternative> {
    let routes = answer.alternatives.iter();
    let alternative = |&route| Alternative { route, text: elsewhere::in_short(case, route) };
    routes.map(alternative).collect()
}
