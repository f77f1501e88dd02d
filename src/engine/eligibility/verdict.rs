//! All rules asked of a unit, as three sets of rules.

use super::case::Case;
use super::rules::{ALL, Finding, Rule};
use crate::base::domain::RuleSet;
use schemars::JsonSchema;
use serde::Serialize;

/// Whether a unit suits, apart from whether it is vacant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Suitability {
    /// No rule speaks against it.
    Suitable,
    /// Somebody must decide.
    Decision,
    /// At least one rule bars it.
    Unsuitable,
}

/// What all the rules found for one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// Rules that find it unsuitable.
    pub barred: RuleSet,
    /// Rules that ask for a decision.
    pub asks: RuleSet,
    /// Rules that only advise.
    pub advice: RuleSet,
}

impl Verdict {
    /// Whether it suits.
    pub fn suitability(self) -> Suitability {
        if !self.barred.is_empty() {
            Suitability::Unsuitable
        } else if !self.asks.is_empty() {
            Suitability::Decision
        } else {
            Suitability::Suitable
        }
    }

    /// Every rule that speaks against it, decisions included.
    pub fn breaches(self) -> RuleSet {
        self.barred.union(self.asks)
    }

    /// The breaches that remain when some decisions have been granted.
    pub fn breaches_after(self, granted: RuleSet) -> RuleSet {
        self.barred.union(self.asks.minus(granted))
    }
}

/// Asks every rule about one unit.
pub fn judge(case: &Case<'_>, unit: usize) -> Verdict {
    judge_by(case, unit, |_| true)
}

/// Asks only the rules for which it does not matter who lives in the estate.
pub fn judge_alone(case: &Case<'_>, unit: usize) -> Verdict {
    judge_by(case, unit, |rule| !rule.depends_on_residents)
}

fn judge_by(case: &Case<'_>, unit: usize, asked: impl Fn(&Rule) -> bool) -> Verdict {
    let candidate = case.candidate(unit);
    let mut verdict = Verdict::default();
    for rule in ALL.into_iter().filter(|rule| asked(rule)) {
        let set = match (rule.find)(case, &candidate) {
            Some(Finding::Unsuitable) => &mut verdict.barred,
            Some(Finding::Decision) => &mut verdict.asks,
            Some(Finding::Advice) => &mut verdict.advice,
            None => continue,
        };
        *set = set.with(rule.name);
    }
    verdict
}

/// Asks every rule about every unit, in file order.
pub fn judge_all(case: &Case<'_>) -> Vec<Verdict> {
    (0..case.estate.units.len()).map(|unit| judge(case, unit)).collect()
}
