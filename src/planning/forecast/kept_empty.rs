//! What keeps a kind of unit from those who ask: the rule that alone, if it spoke no more, would see it in use. Not here: how
//! full the kind is (`figures`).

use crate::base::domain::time::DAY_MS;
use crate::base::domain::{Kind, RuleName, RuleSet};
use crate::base::statistics::float;
use crate::engine::simulation::Model;
use serde::{Deserialize, Serialize};

/// Fuller than this, units are in use.
const IN_USE: f64 = 0.5;

/// Who would fill less than this of the nights is not why units stand empty.
const SOME: f64 = 0.1;

/// What stands between a kind of unit and those who ask.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFrom {
    /// The kind.
    pub kind: Kind,
    /// The rule; none: several together, whoever one of them would let in is kept out by another.
    pub rule: Option<RuleName>,
    /// The share of those who ask whom nothing but it keeps out of every unit of the kind.
    pub share: f64,
    /// How often somebody lets them in all the same; none: nobody may, or the map decides.
    pub granted: Option<f64>,
    /// The nights that those of them would ask for who are not let in, by night that the units of the kind are open.
    pub nights: f64,
}

impl KeptFrom {
    /// Whether units that are lived in for this share of nights are hardly in use, and would be, or twice as much as they are,
    /// but for what it keeps out.
    pub fn keeps_empty(&self, lived_in: f64) -> bool {
        let would_be = lived_in + self.nights;
        lived_in < IN_USE && self.nights >= SOME && would_be >= IN_USE.min(2.0 * lived_in)
    }
}

/// Kind by kind, where anything does: the rule that keeps out the most, and what several do together.
pub(super) fn kept_from(model: &Model<'_>) -> Vec<KeptFrom> {
    Kind::ALL.into_iter().flat_map(|kind| of_kind(model, kind)).collect()
}

fn of_kind(model: &Model<'_>, kind: Kind) -> Vec<KeptFrom> {
    let units: Vec<usize> = (0..model.kinds.len())
        .filter(|&unit| model.kinds[unit] == kind && model.estate.units[unit].is_in_stock())
        .collect();
    if units.is_empty() {
        return Vec::new();
    }
    let by = |rule| kept_by(model, (kind, &units), rule);
    let alone = RuleName::ALL.into_iter().map(|rule| by(Some(rule)));
    let most = alone.max_by(|a, b| a.nights.total_cmp(&b.nights));
    most.into_iter().chain([by(None)]).filter(|kept| kept.nights > 0.0).collect()
}

/// Whom one rule alone, or all of them, keep out of every unit of a kind.
fn kept_by(model: &Model<'_>, (kind, units): (Kind, &[usize]), rule: Option<RuleName>) -> KeptFrom {
    let own =
        rule.map_or_else(|| RuleName::ALL.into_iter().collect(), |rule| RuleSet::EMPTY.with(rule));
    let (mut share, mut before, mut is_decided, mut days) = (0.0, 0.0, false, 0.0);
    for (class, said) in model.demand.classes.iter().enumerate() {
        let part = said.share_up_to - before;
        before = said.share_up_to;
        let found = || units.iter().map(|&unit| model.rules_alone(class, unit));
        if found().any(|(barred, asks)| barred.is_empty() && asks.is_empty()) {
            continue;
        }
        let opened = found()
            .filter(|(barred, asks)| barred.minus(own).is_empty() && asks.minus(own).is_empty());
        let let_in = opened.map(|(barred, asks)| {
            is_decided |= !asks.is_empty();
            let said = |rule| model.decisions.said(rule).unwrap_or(0.0);
            if barred.is_empty() { asks.iter().map(said).product::<f64>() } else { 0.0 }
        });
        let Some(let_in) = let_in.reduce(f64::max) else { continue };
        share += part;
        days += part * (1.0 - let_in) * said.mean_ms(kind) / float(DAY_MS);
    }
    let funnel = &model.demand.course.funnel;
    let asking = model.demand.per_day * funnel.contacted * funnel.eligible;
    let granted = rule.filter(|_| is_decided).map(|rule| model.decisions.said(rule).unwrap_or(0.0));
    KeptFrom { kind, rule, share, granted, nights: asking * days / float(units.len()) }
}
