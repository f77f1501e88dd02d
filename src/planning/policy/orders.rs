//! Policies: for each class of household, the units in the order in which they are offered.
//!
//! A policy orders units for one household. It never orders households and never refuses one; holding a unit
//! empty leaves it out of the orders of those it is not held for, and is shown with what that costs.

use super::policy_view::{ByUnit, PolicyView};
use crate::base::statistics::float;
use std::fmt;

/// For each class of household, units in order; one left out is never offered.
pub type Orders = Vec<Vec<usize>>;

/// A policy that can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contender {
    /// Units in file order.
    FirstFit,
    /// The desk's own order: least penalty points first.
    Preference,
    /// Least opportunity cost first, then points.
    Opportunity,
    /// Points and opportunity cost added, by a weight found on other tapes.
    Blend,
    /// Least Erlang price of the unit's class as a pool of its own, times the stay; then points.
    Erlang,
    /// The plain preference order, with units held empty for some.
    Hold(Hold),
}

/// Units held empty for those who need them most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// A unit class or a kind, by name.
    pub of: String,
    /// How many units.
    pub units: usize,
}

/// Why a text names no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{0}\" is no policy: give first_fit, preference, opportunity, blend, erlang, or hold:UNITS:NUMBER, where UNITS is refuge, safe_place, dispersed, or a unit class such as D1"
)]
pub struct NoPolicy(pub String);

impl std::str::FromStr for Contender {
    type Err = NoPolicy;

    fn from_str(text: &str) -> Result<Self, NoPolicy> {
        match text {
            "first_fit" => Ok(Self::FirstFit),
            "preference" => Ok(Self::Preference),
            "opportunity" => Ok(Self::Opportunity),
            "blend" => Ok(Self::Blend),
            "erlang" => Ok(Self::Erlang),
            _ => hold(text).map(Self::Hold).ok_or_else(|| NoPolicy(text.to_owned())),
        }
    }
}

fn hold(text: &str) -> Option<Hold> {
    let (of, units) = text.strip_prefix("hold:")?.split_once(':')?;
    let units = units.parse().ok().filter(|&units| units > 0)?;
    Some(Hold { of: of.to_owned(), units })
}

impl fmt::Display for Contender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FirstFit => "first_fit",
            Self::Preference => "preference",
            Self::Opportunity => "opportunity",
            Self::Blend => "blend",
            Self::Erlang => "erlang",
            Self::Hold(hold) => return write!(f, "hold:{}:{}", hold.of, hold.units),
        })
    }
}

/// Units in file order, for every class of household.
pub fn file_order(view: &PolicyView<'_>) -> Orders {
    view.points.iter().map(|points| (0..points.len()).collect()).collect()
}

/// Least points first, ties in file order: the desk's own order.
pub fn by_points(view: &PolicyView<'_>) -> Orders {
    view.points.iter().map(|points| sorted(points.len(), |unit| (points[unit], unit))).collect()
}

/// Least cost first, then points, then file order.
pub fn by_cost(view: &PolicyView<'_>, cost: &ByUnit<f64>) -> Orders {
    let pairs = cost.iter().zip(&view.points);
    pairs
        .map(|(cost, points)| {
            let mut order: Vec<usize> = (0..points.len()).collect();
            order.sort_by(|&a, &b| {
                cost[a].total_cmp(&cost[b]).then((points[a], a).cmp(&(points[b], b)))
            });
            order
        })
        .collect()
}

/// Points and cost added, a household turned away counting as so many points.
pub fn by_points_and_cost(view: &PolicyView<'_>, cost: &ByUnit<f64>, weight: f64) -> Orders {
    let added = |(points, cost): (&i64, &f64)| float(*points) + weight * cost;
    let sums: ByUnit<f64> = view
        .points
        .iter()
        .zip(cost)
        .map(|(points, cost)| points.iter().zip(cost).map(added).collect())
        .collect();
    by_cost(view, &sums)
}

/// What a class of unit costs by the night, as the cost of a household's expected stay in each unit.
pub fn cost_of_stays(view: &PolicyView<'_>, by_night: &[f64]) -> ByUnit<f64> {
    let of = |household: usize| {
        let cost = |(unit, &class): (usize, &usize)| by_night[class] * view.nights(household, unit);
        view.class_of.iter().enumerate().map(cost).collect()
    };
    (0..view.points.len()).map(of).collect()
}

fn sorted<K: Ord>(units: usize, key: impl Fn(usize) -> K) -> Vec<usize> {
    let mut order: Vec<usize> = (0..units).collect();
    order.sort_by_key(|&unit| key(unit));
    order
}

/// Units held, and the classes of household they are held for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Positions in the estate.
    pub units: Vec<usize>,
    /// Classes of household.
    pub kept_for: Vec<usize>,
}

/// Which units are held and for whom; none: nothing of that name, or nobody needs it.
///
/// They are held for the classes of household that no other unit suits; if there are none, for those whose
/// first choice by the desk's points lies among them. Of a kind, the units that suit most of those count.
pub fn held(view: &PolicyView<'_>, hold: &Hold) -> Option<Held> {
    let among: Vec<usize> = (0..view.class_of.len())
        .filter(|&unit| {
            view.classes[view.class_of[unit]].name == hold.of
                || view.model.kinds[unit].name() == hold.of
        })
        .collect();
    let households = || 0..view.points.len();
    let only = |household: usize| {
        let mut suitable = view.suitable(household).peekable();
        suitable.peek().is_some() && suitable.all(|unit| among.contains(&unit))
    };
    let first =
        |household: usize| view.first_choice(household).is_some_and(|unit| among.contains(&unit));
    let mut kept_for: Vec<usize> = households().filter(|&household| only(household)).collect();
    if kept_for.is_empty() {
        kept_for = households().filter(|&household| first(household)).collect();
    }
    let suits = |unit: usize| {
        kept_for.iter().filter(|&&household| view.suitable(household).any(|u| u == unit)).count()
    };
    let mut units = among.clone();
    units.sort_by_key(|&unit| (std::cmp::Reverse(suits(unit)), unit));
    units.truncate(hold.units);
    (!kept_for.is_empty()).then_some(Held { units, kept_for })
}

/// The plain preference order, held units left out for those they are not held for.
pub fn holding(view: &PolicyView<'_>, held: &Held) -> Orders {
    let mut orders = by_points(view);
    for (household, order) in orders.iter_mut().enumerate() {
        if !held.kept_for.contains(&household) {
            order.retain(|unit| !held.units.contains(unit));
        }
    }
    orders
}
