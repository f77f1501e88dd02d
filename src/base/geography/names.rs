//! The names that districts, wards and towns bear, read when a name is first asked for.
//!
//! `names.csv` has each district and ward with its code and the postcode areas that it reaches into; `towns.csv`
//! has populated places with a point, a population and a nation. Not here: which points a name stands for
//! (`resolve`).

use super::patch::Point;
use super::starts::Starts;
use super::words;
use serde::Deserialize;
use std::sync::OnceLock;

/// A town of so many people is known well enough to be meant, though it lies far away.
const WELL_KNOWN_FROM: u32 = 20_000;

/// Every name.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) districts: Vec<District>,
    pub(super) wards: Vec<Ward>,
    pub(super) towns: Vec<Town>,
    ward_starts: OnceLock<Starts>,
    ward_word_starts: OnceLock<Starts>,
    town_starts: OnceLock<Starts>,
    forms: OnceLock<Forms>,
}

/// Every ward and town as its name is compared, in their order.
#[derive(Debug)]
pub(super) struct Forms {
    pub(super) wards: Vec<Box<str>>,
    pub(super) towns: Vec<Box<str>>,
}

/// A local authority district.
#[derive(Debug)]
pub(super) struct District {
    pub(super) code: String,
    pub(super) name: String,
    forms: Vec<String>,
    areas: String,
}

/// A ward, or an electoral division that serves as one.
#[derive(Debug)]
pub(super) struct Ward {
    pub(super) code: String,
    pub(super) name: String,
    /// Its district, by place among them.
    pub(super) district: usize,
    areas: String,
}

/// A populated place.
#[derive(Debug)]
pub(super) struct Town {
    pub(super) name: String,
    pub(super) point: Point,
    pub(super) population: u32,
    /// Whether it lies in Great Britain; the others lie in Northern Ireland.
    pub(super) is_in_great_britain: bool,
}

impl Town {
    pub(super) fn form(&self) -> String {
        words::plain(&self.name)
    }

    pub(super) fn is_well_known(&self) -> bool {
        self.population >= WELL_KNOWN_FROM
    }

    fn is_called(&self, plain: &str) -> bool {
        words::plain(&self.name) == plain
            || words::before_comma(&self.name).is_some_and(|form| form == plain)
            || words::is_typed_together(&self.name, plain)
    }
}

impl Ward {
    /// The postcode areas that it reaches into.
    pub(super) fn areas(&self) -> impl Iterator<Item = &str> {
        self.areas.split(' ')
    }

    pub(super) fn form(&self) -> String {
        words::ward(&self.name)
    }

    fn is_called(&self, ward: &str) -> bool {
        words::ward(&self.name) == ward || words::is_typed_together(&self.name, ward)
    }
}

impl District {
    /// The postcode areas that it reaches into.
    pub(super) fn areas(&self) -> impl Iterator<Item = &str> {
        self.areas.split(' ')
    }

    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(String::as_str)
    }

    pub(super) fn is_called(&self, district: &str) -> bool {
        self.forms.iter().any(|form| form == district)
    }

    /// A borough of London, or the City.
    pub(super) fn is_of_london(&self) -> bool {
        self.code.starts_with("E09")
    }
}

#[derive(Deserialize)]
struct NameRow {
    code: String,
    name: String,
    district: String,
    areas: String,
}

#[derive(Deserialize)]
struct TownRow {
    town: String,
    easting: i32,
    northing: i32,
    population: u32,
    nation: String,
}

/// Reads both tables; in words what is wrong with one that cannot be read.
pub(super) fn read(names: &[u8], towns: &[u8]) -> Result<Names, String> {
    let mut read = Names::default();
    for row in rows::<NameRow>(names, "names.csv")? {
        let areas = row.areas;
        if row.district.is_empty() {
            let forms = words::district_forms(&row.name);
            let name = words::district_in_full(&row.name);
            read.districts.push(District { code: row.code, name, forms, areas });
            continue;
        }
        let district = read.district_at(&row.district);
        let district = district.ok_or_else(|| format!("names.csv has no {}", row.district))?;
        read.wards.push(Ward { code: row.code, name: row.name, district, areas });
    }
    read.towns = rows::<TownRow>(towns, "towns.csv")?.into_iter().map(town).collect();
    Ok(read)
}

fn town(row: TownRow) -> Town {
    Town {
        name: row.town,
        point: Point { easting: row.easting, northing: row.northing },
        population: row.population,
        is_in_great_britain: row.nation != "NIR",
    }
}

fn rows<T: serde::de::DeserializeOwned>(bytes: &[u8], file: &str) -> Result<Vec<T>, String> {
    let read: Result<Vec<T>, csv::Error> = csv::Reader::from_reader(bytes).deserialize().collect();
    read.map_err(|error| format!("{file} cannot be read: {error}"))
}

impl Names {
    /// A district by its code.
    pub(super) fn district(&self, code: &str) -> Option<&District> {
        self.district_at(code).map(|at| &self.districts[at])
    }

    /// The place of a district among all, which are sorted by code.
    fn district_at(&self, code: &str) -> Option<usize> {
        self.districts.binary_search_by(|district| district.code.as_str().cmp(code)).ok()
    }

    /// A ward by its code.
    pub(super) fn ward(&self, code: &str) -> Option<&Ward> {
        self.wards.iter().find(|ward| ward.code == code)
    }

    /// The wards that are called so, without their "Ward".
    pub(super) fn wards_called(&self, ward: &str) -> impl Iterator<Item = &Ward> {
        let starts = || Starts::of_names(self.wards.iter().map(|one| &*one.name));
        let some = some(&self.wards, self.ward_starts.get_or_init(starts), ward);
        some.filter(move |one| one.is_called(ward))
    }

    /// The wards named after several places of which this is one.
    pub(super) fn wards_called_in_part(&self, plain: &str) -> impl Iterator<Item = &Ward> {
        let starts = || Starts::of_words(self.wards.iter().map(|one| &*one.name));
        let some = some(&self.wards, self.ward_word_starts.get_or_init(starts), plain);
        some.filter(move |one| words::is_part_of_ward(&one.name, plain))
    }

    /// The towns that are called so, those of Northern Ireland among them.
    pub(super) fn towns_called(&self, plain: &str) -> impl Iterator<Item = &Town> {
        some(&self.towns, self.starts_of_towns(), plain).filter(move |one| one.is_called(plain))
    }

    fn starts_of_towns(&self) -> &Starts {
        let starts = || Starts::of_names(self.towns.iter().map(|one| &*one.name));
        self.town_starts.get_or_init(starts)
    }

    /// The towns of Great Britain whose names begin with these words and go on, the largest first; at most three.
    pub(super) fn towns_beginning(&self, text: &str) -> Vec<String> {
        let (plain, asked) = (words::plain(text), words::words(text));
        let begins = |town: &&Town| {
            town.is_in_great_britain
                && town.form().strip_prefix(&plain).is_some_and(|more| !more.is_empty())
                && words::words(&town.name).starts_with(&asked)
        };
        let mut towns: Vec<&Town> =
            some(&self.towns, self.starts_of_towns(), &plain).filter(begins).collect();
        towns.sort_by_key(|town| std::cmp::Reverse(town.population));
        towns.into_iter().take(3).map(|town| town.name.clone()).collect()
    }

    /// Whether a town of Northern Ireland is called so.
    pub(super) fn is_over_there(&self, text: &str) -> bool {
        let plain = words::plain(text);
        self.towns_called(&plain).any(|town| !town.is_in_great_britain)
    }

    /// The names of all wards and towns as they are compared, worked out once.
    pub(super) fn forms(&self) -> &Forms {
        self.forms.get_or_init(|| Forms {
            wards: self.wards.iter().map(|ward| ward.form().into()).collect(),
            towns: self.towns.iter().map(|town| town.form().into()).collect(),
        })
    }

    /// The codes of a district's wards.
    pub(super) fn ward_codes_of(&self, district: &District) -> Vec<&str> {
        let of = |ward: &&Ward| self.districts[ward.district].code == district.code;
        self.wards.iter().filter(of).map(|ward| ward.code.as_str()).collect()
    }
}

/// Those that may begin so.
fn some<'a, T>(all: &'a [T], starts: &Starts, typed: &str) -> impl Iterator<Item = &'a T> {
    starts.may_begin(typed).into_iter().filter_map(|at| all.get(at))
}
