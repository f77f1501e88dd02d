//! The district in which a provider begins: found by its name, with sectors large enough to be named.

use crate::base::geography::{DistrictListed, Geography, SectorListed};
use crate::base::parse::names::nearest;
use crate::doors::cli::Failure;
use crate::presentation::wording::count;
use anyhow::anyhow;
use strsim::damerau_levenshtein;

/// Postcodes a sector must have before it may be named: fewer would be an address.
const LEAST_POSTCODES: u32 = 20;

/// How many districts a message suggests.
const SUGGESTED: usize = 6;

/// A district with what an estate there can be begun from.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) district: DistrictListed,
    /// Sectors that may be named, by name; those that lie mostly elsewhere are left out where enough remain.
    pub(super) sectors: Vec<String>,
    pub(super) population: u64,
    /// What that number is, as a comment says it.
    pub(super) population_is: String,
}

/// The one district of a name or code.
pub(super) fn district(geography: &Geography, said: &str) -> Result<DistrictListed, Failure> {
    let mut found = geography.districts_called(without_council(said));
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(unknown(&geography.districts(), said)),
        _ => {
            let listed: Vec<String> = found.iter().map(named).collect();
            Err(anyhow!(
                "several districts are called \"{said}\": {}. Give the code of the one that is meant",
                listed.join(", ")
            )
            .into())
        }
    }
}

fn named(district: &DistrictListed) -> String {
    format!("{} ({})", plain(&district.name), district.code)
}

/// Without what the statistical office writes behind a name.
pub(super) fn plain(name: &str) -> String {
    let endings = [" (B)", " London Boro", " District"];
    let mut plain = name.trim();
    for ending in endings {
        plain = plain.strip_suffix(ending).unwrap_or(plain);
    }
    plain.to_owned()
}

/// A council is called as its district is.
fn without_council(said: &str) -> &str {
    let said = said.trim();
    let name = said.len().checked_sub("council".len()).and_then(|at| said.split_at_checked(at));
    match name {
        Some((name, last)) if last.eq_ignore_ascii_case("council") => name.trim_end(),
        _ => said,
    }
}

fn unknown(all: &[DistrictListed], said: &str) -> Failure {
    const IN_MANY_NAMES: [&str; 7] =
        ["city", "council", "borough", "district", "county", "and", "the"];
    let wanted = said.to_lowercase();
    let tells = |word: &&str| word.len() > 2 && !IN_MANY_NAMES.contains(word);
    let holds = |district: &&DistrictListed| {
        let name = district.name.to_lowercase();
        let mut words = name.split(|c: char| !c.is_alphanumeric());
        wanted.split_whitespace().filter(tells).any(|word| words.any(|one| one == word))
    };
    let mut suggested: Vec<String> = all.iter().filter(holds).map(named).collect();
    let names: Vec<String> = all.iter().map(|district| plain(&district.name)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let alike = nearest(said, &names).filter(|name| damerau_levenshtein(name, said) <= 2);
    let alike = alike.and_then(|name| names.iter().position(|one| *one == name));
    if let Some(alike) = alike.map(|at| named(&all[at])).filter(|one| !suggested.contains(one)) {
        suggested.insert(0, alike);
    }
    suggested.truncate(SUGGESTED);
    let hint = if suggested.is_empty() {
        "give the name of a council's district, such as Leeds, Highland or Tower Hamlets".to_owned()
    } else {
        format!("do you mean {}?", suggested.join(", "))
    };
    anyhow!("no district of Great Britain is called \"{said}\": {hint}").into()
}

impl Place {
    pub(super) fn of(geography: &Geography, district: DistrictListed) -> Result<Self, Failure> {
        let listed = geography.sectors_of_district(&district.code);
        let large: Vec<&SectorListed> =
            listed.iter().filter(|sector| sector.postcodes >= LEAST_POSTCODES).collect();
        let inside = |sector: &&&SectorListed| {
            2 * sector.homes_in_district >= usize::try_from(sector.postcodes).unwrap_or(usize::MAX)
        };
        let mostly: Vec<&SectorListed> = large.iter().filter(inside).copied().collect();
        let chosen = if mostly.is_empty() { &large } else { &mostly };
        if chosen.is_empty() {
            return Err(anyhow!(
                "{} has no postcode sector of {LEAST_POSTCODES} postcodes or more: a unit there would be an address. Name a larger district beside it",
                named(&district)
            )
            .into());
        }
        let sectors = chosen.iter().map(|sector| sector.name.clone()).collect();
        let (population, population_is) = population(geography, &district, &listed);
        Ok(Self { district, sectors, population, population_is })
    }

    /// So many sectors spread over the district, in their order; each again where there are fewer.
    pub(super) fn spread(&self, wanted: usize) -> Vec<&str> {
        let all = self.sectors.len();
        (0..wanted)
            .map(|k| {
                let step = if wanted <= all {
                    ((2 * k + 1) * all).div_euclid(2 * wanted)
                } else {
                    k % all
                };
                self.sectors[step].as_str()
            })
            .collect()
    }

    /// A sector in which none of these units lies, for an unsafe place of the sample.
    pub(super) fn free_of(&self, used: &[&str]) -> Option<&str> {
        self.sectors.iter().map(String::as_str).rfind(|sector| !used.contains(sector))
    }
}

/// People of the place, from what the map has: its towns, or its postcodes where these say something quite different, as
/// where a town of the district bears the name and the people of a whole city.
fn population(
    geography: &Geography,
    district: &DistrictListed,
    sectors: &[SectorListed],
) -> (u64, String) {
    /// 67 million people at 1.74 million postcodes.
    const A_POSTCODE: u64 = 38;
    let towns = geography.towns_of_district(&district.code);
    let people: u64 = towns.iter().map(|town| u64::from(town.population)).sum();
    let homes: usize = sectors.iter().map(|sector| sector.homes_in_district).sum();
    let by_postcodes = A_POSTCODE * u64::try_from(homes).unwrap_or(0).max(1);
    if (by_postcodes.div_ceil(2)..=2 * by_postcodes).contains(&people) {
        let counted = towns.iter().filter(|town| town.population > 0).count();
        let places = count(counted, "place", "places");
        let is = format!(
            "from elsewhere: replace (no census: the sum over {places} of GeoNames in the district, parts of a town counted beside it)"
        );
        return (people, is);
    }
    let is = format!(
        "from elsewhere: replace (no census: {A_POSTCODE} people for each of {homes} postcodes)"
    );
    (by_postcodes, is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(sectors: &[&str]) -> Place {
        let district =
            DistrictListed { code: "E06000001".to_owned(), name: "Somewhere (B)".to_owned() };
        let sectors = sectors.iter().map(|name| (*name).to_owned()).collect();
        Place { district, sectors, population: 1, population_is: String::new() }
    }

    #[test]
    fn sectors_are_spread_and_repeat_only_where_there_are_too_few() {
        let four = place(&["A1 1", "A1 2", "A1 3", "A1 4"]);
        assert_eq!(four.spread(2), ["A1 2", "A1 4"]);
        assert_eq!(four.spread(4), ["A1 1", "A1 2", "A1 3", "A1 4"]);
        assert_eq!(four.spread(5), ["A1 1", "A1 2", "A1 3", "A1 4", "A1 1"]);
        assert_eq!(four.free_of(&four.spread(2)), Some("A1 3"));
        assert_eq!(place(&["A1 1"]).free_of(&["A1 1"]), None);
    }

    #[test]
    fn a_name_that_nobody_bears_brings_suggestions() {
        let all = ["Leeds District (B)", "East Devon District", "Mid Devon District"];
        let all: Vec<DistrictListed> = (0..)
            .zip(all)
            .map(|(k, name)| DistrictListed { code: format!("E0{k}"), name: name.to_owned() })
            .collect();
        let said = |name: &str| match unknown(&all, name) {
            Failure::Other(error) => error.to_string(),
            _ => String::new(),
        };
        assert!(said("Leeeds").contains("Leeds (E00)"), "{}", said("Leeeds"));
        assert!(said("Devon").contains("East Devon (E01)") && said("Devon").contains("Mid Devon"));
        assert!(said("Qqqq").contains("such as Leeds"));
    }
}
