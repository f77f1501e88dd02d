//! Whether a simulation that begins empty has run long enough before anything counts.
//!
//! Were there always a vacant unit, the households living here after a time W would be, of those in
//! equilibrium, the share 1 − E(S − W)⁺ / E(S), S being the stay (M/G/∞; Eick, Massey and Whitt 1993). A service
//! that turns households away settles sooner. The queue for move-on homes is not covered.

use super::model::Model;
use crate::base::domain::Kind;
use crate::base::domain::time::DAY_MS;
use crate::base::statistics::float;
use crate::engine::demand::Class;
use serde::{Deserialize, Serialize};

/// So much of the equilibrium may be missing.
const ENOUGH: f64 = 0.01;

/// The longest warm-up that is looked at, in years.
const LONGEST: u16 = 50;

/// What a warm-up leaves to be desired.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarmUp {
    /// Its years.
    pub years: u16,
    /// The share of the equilibrium's residents who are still missing at its end.
    pub missing: f64,
    /// Years after which no more than 1% is; none: not within 50.
    pub enough_years: Option<u16>,
}

impl WarmUp {
    /// Of a model that begins empty; none: it begins from today's residents, or nobody comes.
    pub fn of(model: &Model<'_>, years: u16) -> Option<Self> {
        // A list of residents that is not there is no occupancy to begin from.
        let begins_from_residents = model.starts_occupied && !model.occupancy.residents.is_empty();
        if begins_from_residents || model.demand.classes.is_empty() {
            return None;
        }
        let stays = stays(model);
        let missing = |years: u16| {
            let after = f64::from(years) * 365.0 * float(DAY_MS);
            stays.iter().map(|stay| stay.beyond(after)).fold(0.0, f64::max)
        };
        Some(Self {
            years,
            missing: missing(years),
            enough_years: (0..=LONGEST).find(|&years| missing(years) <= ENOUGH),
        })
    }

    /// Whether too much is missing.
    pub fn is_too_short(&self) -> bool {
        self.missing > ENOUGH
    }
}

/// The stays of everybody in one kind of unit: milliseconds, each with its weight.
struct Stays(Vec<(f64, f64)>);

impl Stays {
    /// The share of all time lived in that lies beyond a moment of each stay.
    fn beyond(&self, after: f64) -> f64 {
        let (mut beyond, mut all) = (0.0, 0.0);
        for (stay, weight) in &self.0 {
            beyond += weight * (stay - after).max(0.0);
            all += weight * stay;
        }
        if all > 0.0 { beyond / all } else { 0.0 }
    }
}

/// For each kind of unit that is ever open, the stays of those whom some unit of it may suit.
fn stays(model: &Model<'_>) -> Vec<Stays> {
    let is_open = |kind: &Kind| {
        let units = model.kinds.iter().zip(&model.opens);
        units.into_iter().any(|(of, opens)| of == kind && opens.is_some())
    };
    Kind::ALL.into_iter().filter(is_open).map(|kind| in_kind(model, kind)).collect()
}

fn in_kind(model: &Model<'_>, kind: Kind) -> Stays {
    let mut before = 0.0;
    let mut all: Vec<(&Class, f64)> = Vec::new();
    let mut known: Vec<(&Class, usize)> = Vec::new();
    for (which, class) in model.demand.classes.iter().enumerate() {
        let share = class.share_up_to - before;
        before = class.share_up_to;
        let barred = &model.compiled[which].verdicts;
        let suits = |unit: usize| model.kinds[unit] == kind && barred[unit].barred.is_empty();
        if !(0..model.kinds.len()).any(suits) {
            continue;
        }
        if let Some((_, at)) = known.iter().find(|(other, _)| is_alike(other, class, kind)) {
            all[*at].1 += share;
        } else {
            known.push((class, all.len()));
            all.push((class, share));
        }
    }
    Stays(all.into_iter().flat_map(|(class, share)| table(class, kind, share)).collect())
}

fn is_alike(one: &Class, other: &Class, kind: Kind) -> bool {
    let at = kind as usize;
    let quantile = |class: &Class| class.move_on[at].as_ref().map(|wait| wait.quantile());
    one.support[at].quantile() == other.support[at].quantile() && quantile(one) == quantile(other)
}

/// Stays at the midpoints of equal shares: of support, and of each such of the wait for move-on housing.
fn table(class: &Class, kind: Kind, share: f64) -> Vec<(f64, f64)> {
    const SUPPORT: u32 = 1_024;
    const MOVE_ON: u32 = 64;
    let at = kind as usize;
    let waits = if class.move_on[at].is_some() { MOVE_ON } else { 1 };
    let midpoint = |k: u32, of: u32| (f64::from(k) + 0.5) / f64::from(of);
    let mut stays = Vec::new();
    for k in 0..SUPPORT {
        for wait in 0..waits {
            let support = class.support_ms(kind, midpoint(k, SUPPORT));
            let stay = support.saturating_add(class.move_on_ms(kind, midpoint(wait, waits)));
            stays.push((float(stay), share));
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_of_exponential_stays_falls_exponentially() {
        // E(S - W)+ / E(S) = exp(-W / mean): by midpoints of equal shares, within what they cut off.
        let stays: Vec<(f64, f64)> =
            (0..4096).map(|k| (-libm::log1p(-(f64::from(k) + 0.5) / 4096.0), 1.0)).collect();
        let stays = Stays(stays);
        for after in [0.0, 0.5, 1.0, 3.0] {
            assert!((stays.beyond(after) - libm::exp(-after)).abs() < 1e-3, "{after}");
        }
    }
}
