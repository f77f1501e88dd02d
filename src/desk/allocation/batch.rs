//! Households and an estate into a problem: the rules of one household asked for each, and what binds
//! them to one another (contracts section 7, rows 4 to 8 of `formulation.md`).

use super::problem::{Choice, Floor};
use super::terms::Terms;
use crate::base::domain::unit::Cover;
use crate::base::domain::{Referral, Resident, calendar};
use crate::base::geography::{Geography, Places};
use crate::engine::eligibility::{Case, OccupancyView, Suitability, Verdict, judge, judge_all};
use crate::engine::placement::preferences;
use crate::inputs::estate::{Allocation, BarrierGroup, Estate};
use crate::inputs::occupancy::Occupancy;

/// A household with its places looked up.
#[derive(Debug, Clone)]
pub struct Household {
    /// The form.
    pub referral: Referral,
    /// Its places.
    pub places: Places,
}

/// Several households before one estate.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// Who lives there, by whose word.
    pub occupancy: &'a Occupancy,
    /// The geography its sectors lie in.
    pub geography: &'a Geography,
    /// Who asks, in file or line order; every reference once.
    pub households: &'a [Household],
    /// Residents who could be moved, of the estate's own list.
    pub movable: &'a [Household],
    /// What persons have decided: granted, accepted, declined.
    pub terms: &'a Terms,
}

/// What the rules found for one household among those who live there.
#[derive(Debug, Clone)]
pub struct Found {
    /// Who lives there, as this household meets them.
    pub occupancy: OccupancyView,
    /// Every unit, in file order.
    pub verdicts: Vec<Verdict>,
}

impl<'a> Batch<'a> {
    /// Asks every rule of every unit for one household, whoever lives there living on where they do.
    pub fn judge(&self, household: &Household) -> Found {
        let residents = &self.occupancy.residents;
        let occupancy = OccupancyView::for_household(self.estate, residents, &household.referral);
        let verdicts = judge_all(&self.case(household, &occupancy));
        Found { occupancy, verdicts }
    }

    /// The case of a household.
    pub fn case<'b>(&'b self, household: &'b Household, view: &'b OccupancyView) -> Case<'b> {
        let Household { referral, places } = household;
        let homes = (self.estate, self.occupancy);
        Case::new(homes, self.geography, (&referral.household, places), view)
    }

    /// Where a household may go among these residents: vacant and suitable, or granted, and not declined.
    pub(super) fn choices(
        &self,
        number: Option<usize>,
        household: &Household,
        residents: &[Resident],
    ) -> Vec<Choice> {
        let occupancy = OccupancyView::for_household(self.estate, residents, &household.referral);
        // A resident who could be moved would move tonight, whenever it asked for the unit it has.
        let asks = self.households.first().unwrap_or(household);
        let day = calendar::london_day(asks.referral.received);
        let case = self.case(household, &occupancy);
        // A resident who moves decides no tie: those who ask do.
        let young = number.is_some() && household.referral.household.lead_is_under_18();
        let choice = |unit: usize| {
            let pair = number.map(|number| (number, unit));
            let granted = pair.is_some_and(|pair| self.terms.granted.contains(&pair));
            let declined = pair.is_some_and(|pair| self.terms.declined.contains(&pair));
            let vacant =
                !occupancy.lived_in[unit] && self.estate.units[unit].can_be_offered_on(day);
            // The rules are asked last: they take longest.
            let verdict = (vacant && !declined).then(|| judge(&case, unit))?;
            let open = match verdict.suitability() {
                Suitability::Suitable => true,
                Suitability::Decision => granted,
                Suitability::Unsuitable => false,
            };
            open.then(|| Choice {
                unit,
                penalty: preferences::penalty(&case, unit, verdict),
                tie: i64::from(!(young && self.is_staffed(unit))),
            })
        };
        (0..self.estate.units.len()).filter_map(choice).collect()
    }

    /// Whether somebody is there day and night.
    fn is_staffed(&self, unit: usize) -> bool {
        self.estate.setting_of(unit).cover == Cover::AllHours
    }

    /// Residents who could be moved and do not ask themselves, in the order of the occupancy.
    pub fn movers(&self) -> Vec<Mover<'a>> {
        let asks = |reference: &str| {
            self.households.iter().any(|household| household.referral.reference == reference)
        };
        let residents = self.occupancy.residents.iter().filter(|resident| resident.movable);
        residents
            .filter(|resident| !asks(&resident.reference))
            .filter_map(|resident| {
                let of =
                    |household: &&Household| household.referral.reference == resident.reference;
                Some(Mover { resident, household: self.movable.iter().find(of)? })
            })
            .collect()
    }

    /// The floors of a provider's order, over the households of the batch.
    pub(super) fn floors(&self, allocation: &Allocation) -> Vec<Floor> {
        let members = |group: BarrierGroup| -> Vec<usize> {
            let listed = self.households.iter().enumerate();
            listed.filter(|(_, h)| group.holds(&h.referral)).map(|(k, _)| k).collect()
        };
        let floor = |(&group, &floor): (&BarrierGroup, &usize)| {
            let members = members(group);
            Floor { at_least: floor.min(members.len()), members }
        };
        allocation.floors.iter().map(floor).collect()
    }
}

/// A resident who could be moved, with the form.
#[derive(Debug, Clone, Copy)]
pub struct Mover<'a> {
    /// Who lives where.
    pub resident: &'a Resident,
    /// The form and its places.
    pub household: &'a Household,
}
