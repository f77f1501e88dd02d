//! No unit where the perpetrator has a connection: home, work, family, or anywhere he goes.
//!
//! Only the unit's sector is held, so the answer is "every postcode of it is too close", "some are" or
//! "none is". Where it is "some", somebody who knows the address decides.

use super::{Candidate, Case, Decider, Finding, Lifts, Rule, proximity};
use crate::base::domain::RuleName;
use crate::base::geography::{Area, Checked, Reach, SectorId};

pub(super) const RULE: Rule = Rule {
    name: RuleName::UnsafeArea,
    clause: None,
    who: Decider::KnowsTheAddress,
    depends_on_residents: false,
    find,
    reason: proximity,
    lifts: Lifts::Decision,
};

fn find(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Finding> {
    match candidate.sector {
        Some(sector) => case.surroundings.unsafe_area.get(sector, || worst(case, sector)),
        None => hard_places(case)
            .any(|(area, _)| area.standing != Checked::Abroad)
            .then_some(Finding::Decision),
    }
}

fn worst(case: &Case<'_>, sector: SectorId) -> Option<Finding> {
    let mut worst = None;
    for (area, radius_m) in hard_places(case) {
        if area.asks() {
            worst = Some(Finding::Decision);
        }
        match case.geography.reach(sector, area, radius_m) {
            Reach::All => return Some(Finding::Unsuitable),
            Reach::Some => worst = Some(Finding::Decision),
            Reach::None => {}
        }
    }
    worst
}

/// A hard unsafe place and its radius in metres.
pub type Reaches<'a> = (&'a Area, u32);

fn hard_places<'a>(case: &'a Case<'_>) -> impl Iterator<Item = Reaches<'a>> {
    let named = case.household.unsafe_places.iter().zip(&case.places.unsafe_areas);
    named.filter(|(named, _)| named.hard).map(|(named, area)| (area, case.radius_m(named)))
}

/// The chance that whoever knows the address finds it safe, if every postcode of its sector is equally
/// likely to be the unit's: the share of them outside every radius, as (outside, of all).
///
/// Nobody can clear a place that cannot be checked, or a sector without a point: both give (0, 1). An assumption of
/// the forecast, never used at the desk.
pub fn chance_outside(case: &Case<'_>, candidate: &Candidate<'_>) -> (u32, u32) {
    let places: Vec<Reaches<'_>> = hard_places(case).collect();
    match candidate.sector {
        Some(sector) if places.iter().all(|(area, _)| area.is_checked()) => {
            case.geography.share_outside(sector, &places)
        }
        _ => (0, 1),
    }
}
