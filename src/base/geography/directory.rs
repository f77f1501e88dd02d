//! What lies in a district: its sectors, wards and towns, for whoever begins an estate there.

use super::{Geography, SectorId, Viewpoint, everyday, words};
use std::collections::BTreeMap;

/// A local authority district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictListed {
    /// Its code.
    pub code: String,
    /// Its name as the statistical office writes it.
    pub name: String,
}

/// A sector of a district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectorListed {
    /// Its name.
    pub name: String,
    /// All its postcodes, also those of other districts.
    pub postcodes: u32,
    /// Homes of the district in it: postcodes that are neither delivery offices nor without a position.
    pub homes_in_district: usize,
}

/// A ward of a district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WardListed {
    /// Its code.
    pub code: String,
    /// What people may call it, its own name first.
    pub names: Vec<String>,
}

/// A town whose middle lies nearest to a postcode of the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TownListed {
    /// Its name.
    pub name: String,
    /// People who live there; 0: not known.
    pub population: u32,
    /// The postcode district of the postcode nearest to its middle.
    pub postcode_district: String,
}

impl Geography {
    /// The letters of every postcode area.
    pub fn postcode_areas(&self) -> Vec<String> {
        self.areas.iter().map(|area| area.letters.clone()).collect()
    }

    /// Every postcode of a postcode area, by name.
    pub fn postcodes_of_area(&self, letters: &str) -> Vec<String> {
        let Some((_, sheet)) = self.sheet_of(letters) else { return Vec::new() };
        let sectors = sheet.sectors.iter().enumerate();
        sectors
            .flat_map(|(at, sector)| {
                sheet.records(at).map(|record| format!("{}{}", sector.name, record.letters()))
            })
            .collect()
    }

    /// The sectors of a postcode area, by name, with how many postcodes each has.
    pub fn sectors_of_area(&self, letters: &str) -> Vec<(String, u32)> {
        let Some((_, sheet)) = self.sheet_of(letters) else { return Vec::new() };
        sheet.sectors.iter().map(|sector| (sector.name.clone(), sector.postcodes)).collect()
    }

    /// The codes of the wards that reach into a postcode area.
    pub fn wards_of_area(&self, letters: &str) -> Vec<String> {
        let Some(names) = self.names() else { return Vec::new() };
        let reaches = |ward: &&super::names::Ward| ward.areas().any(|area| area == letters);
        names.wards.iter().filter(reaches).map(|ward| ward.code.clone()).collect()
    }

    /// Every district, by name.
    pub fn districts(&self) -> Vec<DistrictListed> {
        let names = self.names().map(|names| names.districts.as_slice()).unwrap_or_default();
        let listed = |one: &super::names::District| DistrictListed {
            code: one.code.clone(),
            name: one.name.clone(),
        };
        let mut districts: Vec<DistrictListed> = names.iter().map(listed).collect();
        districts.sort_by(|one, other| one.name.cmp(&other.name));
        districts
    }

    /// The districts that a name or code stands for, or that everybody calls so; "London" is all its boroughs and the City.
    pub fn districts_called(&self, text: &str) -> Vec<DistrictListed> {
        let named = self.districts_named(text);
        if !named.is_empty() {
            return named;
        }
        let meant = everyday::places(&words::plain(text)).iter();
        meant.flat_map(|place| self.districts_named(place)).collect()
    }

    fn districts_named(&self, text: &str) -> Vec<DistrictListed> {
        let wanted = words::district(text);
        let code = text.trim().to_ascii_uppercase();
        let Some(names) = self.names() else { return Vec::new() };
        let is_london = words::is_london(text);
        let is_called = |one: &super::names::District| {
            if is_london { one.is_of_london() } else { one.is_called(&wanted) }
        };
        let meant = names.districts.iter().filter(|one| one.code == code || is_called(one));
        meant.map(|one| DistrictListed { code: one.code.clone(), name: one.name.clone() }).collect()
    }

    /// The sectors that have homes in a district, by name.
    pub fn sectors_of_district(&self, code: &str) -> Vec<SectorListed> {
        let area = self.resolve(code, Viewpoint::default());
        let mut homes: BTreeMap<SectorId, usize> = BTreeMap::new();
        for patch in &area.patches {
            *homes.entry(patch.sector).or_default() += patch.points.len();
        }
        let listed = |(id, homes_in_district): (SectorId, usize)| {
            let sector = &self.sheet(usize::from(id.area))?.sectors[usize::from(id.sector)];
            let (name, postcodes) = (sector.name.clone(), sector.postcodes);
            Some(SectorListed { name, postcodes, homes_in_district })
        };
        homes.into_iter().filter_map(listed).collect()
    }

    /// The wards of a district, by name.
    pub fn wards_of_district(&self, code: &str) -> Vec<WardListed> {
        let Some(names) = self.names() else { return Vec::new() };
        let of = |ward: &&super::names::Ward| names.districts[ward.district].code == code;
        let listed = |ward: &super::names::Ward| WardListed {
            code: ward.code.clone(),
            names: words::said_of_ward(&ward.name),
        };
        let mut wards: Vec<WardListed> = names.wards.iter().filter(of).map(listed).collect();
        wards.sort_by(|one, other| one.names.cmp(&other.names));
        wards
    }

    /// The towns of a district, the largest first: those whose nearest postcode lies in it.
    pub fn towns_of_district(&self, code: &str) -> Vec<TownListed> {
        let area = self.resolve(code, Viewpoint::default());
        let Some(names) = self.names() else { return Vec::new() };
        let mut towns = Vec::new();
        for town in names.towns.iter().filter(|town| town.is_in_great_britain) {
            let Some(here) = area.least_distance_squared(town.point) else { continue };
            if here > super::patch::square(5_000) {
                continue;
            }
            let Some((patches, outward)) = self.town(names, town) else { continue };
            let all = super::Area::of(patches, Vec::new());
            let nearest = all.least_distance_squared(town.point);
            if let Some(postcode_district) = outward.filter(|_| nearest == Some(here)) {
                let (name, population) = (town.name.clone(), town.population);
                towns.push(TownListed { name, population, postcode_district });
            }
        }
        towns.sort_by(|one, other| {
            other.population.cmp(&one.population).then_with(|| one.name.cmp(&other.name))
        });
        towns
    }
}
