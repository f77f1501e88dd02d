//! An estate of national size and a batch of households before it, all of it **synthetic**: nobody's homes
//! and nobody's households, in the sectors of the project's own geography.
//!
//! England has some five thousand units of safe accommodation; the two postcode areas of the geography
//! stand in for it, so a sector holds about thirty. Refuges of 6 to 12 units, Safe Places and dispersed
//! homes, many of them alike, so that assignments have ties to break. What is drawn depends on the seed
//! alone. Not here: writing files (`main`), or what any of it costs (the benches beside this folder).

#![allow(dead_code, reason = "each bench takes what it needs")]

mod draw;
mod homes;
mod households;

use homes::Homes;
use lintel::base::geography::Geography;
use lintel::base::parse::Source;
use lintel::inputs::estate::{self, OccupiedEstate};

/// What is to be made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    /// Households that ask for a place on one day.
    pub(crate) households: usize,
    /// Units of the estate.
    pub(crate) units: usize,
    /// Units that can be offered; none: a little more than one for each household.
    pub(crate) vacant: Option<usize>,
    /// The same seed makes the same estate and households.
    pub(crate) seed: u64,
    /// No household has complex needs, lacks recourse to public funds or must be kept apart: nothing but
    /// "a unit takes one household" binds them together.
    pub(crate) one_to_one: bool,
}

impl Order {
    /// A thousand households before five thousand units.
    pub(crate) const NATIONAL: Self =
        Self { households: 1_000, units: 5_000, vacant: None, seed: 1, one_to_one: false };

    /// Not every vacant unit suits somebody, so there are a fifth more of them than households.
    fn vacant(self) -> usize {
        self.vacant.unwrap_or(self.households + self.households.div_ceil(5)).min(self.units)
    }
}

/// The tables of the geography that names are drawn from.
#[derive(Debug, Clone)]
pub(crate) struct Map {
    /// Sectors that an estate may name: those of at least 20 postcodes.
    sectors: Vec<String>,
    /// Postcodes in alphabetical order: neighbours in the list are neighbours on the ground.
    postcodes: Vec<String>,
    /// Codes of wards.
    wards: Vec<String>,
}

impl Map {
    /// Of two postcode areas, as measured since the first benchmarks.
    pub(crate) fn of(geography: &Geography) -> Self {
        const LEAST_POSTCODES: u32 = 20;
        const AREAS: [&str; 2] = ["PL", "ST"];
        let large =
            |(name, postcodes): (String, u32)| (postcodes >= LEAST_POSTCODES).then_some(name);
        let sectors = AREAS.iter().flat_map(|area| geography.sectors_of_area(area));
        let postcodes = AREAS.iter().flat_map(|area| geography.postcodes_of_area(area));
        let wards = AREAS.iter().flat_map(|area| geography.wards_of_area(area));
        Self {
            sectors: sectors.filter_map(large).collect(),
            postcodes: postcodes.collect(),
            wards: wards.collect(),
        }
    }

    /// Only what lies in one postcode area.
    pub(crate) fn within(&self, area: &str) -> Self {
        let inside = |names: &[String]| -> Vec<String> {
            names.iter().filter(|name| name.starts_with(area)).cloned().collect()
        };
        Self {
            sectors: inside(&self.sectors),
            postcodes: inside(&self.postcodes),
            wards: self.wards.clone(),
        }
    }
}

/// The files of the estate and the batch.
#[derive(Debug, Clone)]
pub(crate) struct National {
    /// `provider.toml`.
    pub(crate) provider: String,
    /// `settings.csv`.
    pub(crate) settings: String,
    /// `units.csv`.
    pub(crate) units: String,
    /// `occupancy.csv`.
    pub(crate) occupancy: String,
    /// One referral as JSON for each household.
    pub(crate) referrals: Vec<String>,
}

/// Makes an estate and its batch.
pub(crate) fn make(order: Order, map: &Map) -> National {
    let homes = Homes::draw(order, map);
    let residents = homes.residents(order);
    let households = households::draw(order, map, residents.len());
    let lives_with_nrpf = residents.iter().filter(|resident| resident.nrpf).count();
    National {
        provider: provider(lives_with_nrpf + order.households.div_ceil(20)),
        settings: homes.settings_csv(),
        units: homes.units_csv(),
        occupancy: homes::occupancy_csv(&homes, &residents, &households),
        referrals: households.iter().map(|household| household.form.to_string()).collect(),
    }
}

fn provider(nrpf_places: usize) -> String {
    format!(
        "# Synthetic, for measuring: no such provider, unit, resident or household exists.\n\
         name = \"Synthetic national estate\"\n\
         population = 56490048\n\
         census_year = 2021\n\
         default_radius_m = 2000\n\
         nrpf_places = {nrpf_places}\n\
         \n\
         [occupancy]\n\
         as_of = \"2026-11-20T07:00:00Z\"\n"
    )
}

/// The estate as the program reads it.
#[expect(clippy::expect_used, reason = "what is made here is valid, or a benchmark fails at once")]
pub(crate) fn read(made: &National, geography: &Geography) -> OccupiedEstate {
    let source = |file, text| Source { file, text };
    let texts = estate::Texts {
        provider: source("provider.toml", made.provider.as_str()),
        settings: source("settings.csv", &made.settings),
        units: source("units.csv", &made.units),
        occupancy: Some(source("occupancy.csv", &made.occupancy)),
    };
    estate::read(texts, geography).expect("a made estate is in order")
}
