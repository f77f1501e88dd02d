//! What a rule looks at: a household with its places, a unit, and who lives in the estate.

use super::surroundings::{Bands, InBand, Surroundings};
use crate::base::domain::household::{UnsafePlace, names};
use crate::base::domain::{Household, Referral, Resident, Setting, Unit};
use crate::base::geography::{Geography, Places, SectorId};
use crate::inputs::estate::Estate;
use crate::inputs::occupancy::Occupancy;

/// Who lives in an estate, as the counts and neighbours that rules ask for.
#[derive(Debug, Clone, Default)]
pub struct OccupancyView {
    /// For each unit, whether somebody lives in it.
    pub lived_in: Vec<bool>,
    /// For each setting, the households that take a place for complex needs.
    pub complex_needs: Vec<u32>,
    /// Households that take a funded place without recourse.
    pub nrpf: u32,
    /// Units lived in by households to be kept apart from the one that asks.
    pub apart: Vec<usize>,
    /// Units lived in by households of which nobody can tell whom they are to be kept apart from.
    pub perhaps_apart: Vec<usize>,
}

impl OccupancyView {
    /// Counts the residents as one household meets them: its own row, if it has one, is no neighbour.
    pub fn for_household(estate: &Estate, residents: &[Resident], referral: &Referral) -> Self {
        let mut occupancy = Self {
            lived_in: vec![false; estate.units.len()],
            complex_needs: vec![0; estate.settings.len()],
            ..Self::default()
        };
        for resident in residents {
            occupancy.lived_in[resident.unit] = true;
            if resident.reference == referral.reference {
                continue;
            }
            occupancy.complex_needs[estate.units[resident.unit].setting] +=
                u32::from(resident.complex_needs);
            occupancy.nrpf += u32::from(resident.nrpf);
            // A reference with words beside it: "R-0344 (Kelly)".
            let is_named_in = |listed: &String| {
                referral.household.keep_apart.iter().any(|typed| names(listed, typed))
            };
            if referral.household.keeps_apart_from(&resident.reference)
                || resident.in_words.reference.as_ref().is_some_and(is_named_in)
                || resident.keep_apart.iter().any(|typed| names(typed, &referral.reference))
            {
                occupancy.apart.push(resident.unit);
            } else if resident.in_words.may_keep_apart {
                occupancy.perhaps_apart.push(resident.unit);
            }
        }
        occupancy
    }
}

/// One household before one estate.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// The geography its sectors lie in.
    pub geography: &'a Geography,
    /// The household.
    pub household: &'a Household,
    /// Its places, looked up.
    pub places: &'a Places,
    /// Who lives there, by whose word.
    pub occupancy: &'a Occupancy,
    /// The same as the household meets them.
    pub view: &'a OccupancyView,
    /// What was worked out of its sectors.
    pub(super) surroundings: Surroundings,
}

/// One unit under judgement.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Its position in the estate.
    pub index: usize,
    /// The unit.
    pub unit: &'a Unit,
    /// Its setting.
    pub setting: &'a Setting,
    /// Its sector, where distances from it are known.
    pub sector: Option<SectorId>,
}

impl<'a> Case<'a> {
    /// A household with its places looked up, before an estate in a geography and who lives there, as it meets them.
    pub fn new(
        (estate, occupancy): (&'a Estate, &'a Occupancy),
        geography: &'a Geography,
        (household, places): (&'a Household, &'a Places),
        view: &'a OccupancyView,
    ) -> Self {
        let surroundings = Surroundings::of(estate);
        Self { estate, geography, household, places, occupancy, view, surroundings }
    }

    /// The unit at a position of the estate.
    pub fn candidate(&self, index: usize) -> Candidate<'a> {
        Candidate {
            index,
            unit: &self.estate.units[index],
            setting: self.estate.setting_of(index),
            sector: self.estate.sectors[index],
        }
    }

    /// The radius of an unsafe place, in metres.
    pub fn radius_m(&self, named: &UnsafePlace) -> u32 {
        named.radius_m(self.estate.provider.default_radius_m)
    }
}

impl Case<'_> {
    /// The bands in which the household's places lie, seen from a sector.
    pub fn bands(&self, sector: SectorId) -> Bands {
        self.surroundings.bands.get(sector, || {
            let named = self.household.unsafe_places.iter().zip(&self.places.unsafe_areas);
            let soft = named.filter(|(named, _)| !named.hard).map(|(_, area)| area);
            Bands {
                soft_unsafe: InBand::count(self.geography, sector, soft),
                near: InBand::count(self.geography, sector, self.places.near.iter()),
            }
        })
    }
}
