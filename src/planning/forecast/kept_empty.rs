//! Which rule keeps a kind of unit from most households: the one that alone, if it spoke no more, would open it to most of
//! those who ask. Not here: how full the kind is (`figures`).

use crate::base::domain::{Kind, RuleName, RuleSet};
use crate::engine::simulation::Model;
use serde::{Deserialize, Serialize};

/// A rule that stands between a kind of unit and those who ask.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptFrom {
    /// The kind.
    pub kind: Kind,
    /// The rule.
    pub rule: RuleName,
    /// The share of those who ask whom nothing but it keeps out of every unit of the kind.
    pub share: f64,
    /// How often somebody lets them in all the same; none: nobody may, or the map decides.
    pub granted: Option<f64>,
}

/// Kind by kind, where any rule does.
pub(super) fn kept_from(model: &Model<'_>) -> Vec<KeptFrom> {
    Kind::ALL.into_iter().filter_map(|kind| of_kind(model, kind)).collect()
}

fn of_kind(model: &Model<'_>, kind: Kind) -> Option<KeptFrom> {
    let units: Vec<usize> = (0..model.kinds.len())
        .filter(|&unit| model.kinds[unit] == kind && model.estate.units[unit].is_in_stock())
        .collect();
    let all = RuleName::ALL.into_iter().map(|rule| kept_by(model, (kind, &units), rule));
    all.filter(|kept| kept.share > 0.0).max_by(|a, b| a.share.total_cmp(&b.share))
}

/// Whom one rule alone keeps out of every unit of a kind.
fn kept_by(model: &Model<'_>, (kind, units): (Kind, &[usize]), rule: RuleName) -> KeptFrom {
    let own = RuleSet::EMPTY.with(rule);
    let (mut share, mut before, mut is_decided) = (0.0, 0.0, false);
    for (class, said) in model.demand.classes.iter().enumerate() {
        let part = said.share_up_to - before;
        before = said.share_up_to;
        let found: Vec<(RuleSet, RuleSet)> =
            units.iter().map(|&unit| model.rules_alone(class, unit)).collect();
        let suits = found.iter().any(|(barred, asks)| barred.is_empty() && asks.is_empty());
        let mut opened = found
            .iter()
            .filter(|(barred, asks)| barred.minus(own).is_empty() && asks.minus(own).is_empty());
        if let Some((_, asks)) = opened.next().filter(|_| !suits) {
            share += part;
            is_decided |= asks.contains(rule);
        }
    }
    let granted = is_decided.then(|| model.decisions.said(rule).unwrap_or(0.0));
    KeptFrom { kind, rule, share, granted }
}
