//! What a place somebody names stands for: a set of points.
//!
//! A place is tried as postcode, sector, ward code, ward name, district code and district name, in that
//! order. Not here: how near it is (`nearness`).

use super::{Geography, Home, Patch, SectorId};
use crate::reading::{At, Code, Sink, format};
use std::sync::Arc;

/// The points a place stands for; copies share them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Area {
    /// Postcodes without delivery offices, by easting; empty where the place cannot be checked.
    points: Arc<[Home]>,
    /// The same, by the sector they lie in.
    patches: Arc<[Patch]>,
    /// What was looked up in its stead, if anything.
    pub source: AreaSource,
}

/// How an [`Area`] came by its points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum AreaSource {
    /// The place itself.
    #[default]
    Itself,
    /// The sector of a postcode that is a delivery office or not in the table.
    SectorInstead(String),
    /// Nothing: the place lies outside the geography or has no home in it.
    NotChecked,
}

impl Area {
    /// Of these points, sorted by easting; without any it cannot be checked.
    fn of(points: Vec<Home>) -> Self {
        if points.is_empty() {
            Self::not_checked()
        } else {
            let patches = Patch::by_sector(&points).into();
            Self { points: points.into(), patches, source: AreaSource::Itself }
        }
    }

    /// A place that cannot be checked.
    pub fn not_checked() -> Self {
        Self { source: AreaSource::NotChecked, ..Self::default() }
    }

    /// Whether distances to it are known.
    pub fn is_checked(&self) -> bool {
        self.source != AreaSource::NotChecked
    }

    /// The area of exactly one of its postcodes: how a simulated household gets its place.
    #[must_use]
    pub fn single(&self, which: usize) -> Self {
        self.points.get(which).map_or_else(Self::not_checked, |&point| Self::of(vec![point]))
    }

    /// Whether it has a postcode in a sector.
    pub(super) fn reaches_into(&self, sector: SectorId) -> bool {
        self.patches.iter().any(|patch| patch.is_of(sector.0))
    }

    /// Its patches that could have a point closer than this to one of these homes.
    pub(super) fn close_to(&self, homes: &Patch, squared: i64) -> Vec<&Patch> {
        let any = !homes.homes.is_empty();
        self.patches.iter().filter(|patch| any && patch.may_be_within(homes, squared)).collect()
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether it has no point.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

/// The places of one referral, in the order of its form.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// One for each unsafe place.
    pub unsafe_areas: Vec<Area>,
    /// One for each place to be near.
    pub near: Vec<Area>,
}

/// Why a place stands for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unresolved {
    /// Nothing known has this name, and its area is covered.
    Unknown,
    /// Several wards have this name: their codes.
    Ambiguous(Vec<String>),
}

impl Unresolved {
    /// Notes it as an issue with a key of a file.
    pub fn note(&self, name: &str, at: At<'_>, sink: &mut Sink) {
        let (code, allowed, action) = match self {
            Self::Unknown => (
                Code::UnknownPlace,
                "no postcode, sector, ward or district here has this name".to_owned(),
                "check the spelling, or give a postcode such as ST4 2QH, a sector such as ST4 2, a ward or a district",
            ),
            Self::Ambiguous(codes) => (
                Code::AmbiguousPlace,
                format!("several wards have this name: {}", codes.join(", ")),
                "give the code of the ward that is meant",
            ),
        };
        sink.add(code, at, format!("\"{name}\""), allowed, action);
    }
}

impl Geography {
    /// The area that a name stands for, seen from an estate whose units are in these sectors.
    ///
    /// # Errors
    /// The name is unknown although it would lie in the geography, or several wards have it.
    pub fn resolve(&self, name: &str, home: &[SectorId]) -> Result<Area, Unresolved> {
        if let Some(postcode) = format::postcode(name) {
            return self.resolve_postcode(&postcode);
        }
        if let Some(sector) = format::sector(name) {
            return match self.sector(&sector) {
                Some(id) => Ok(Area::of(self.homes(id).homes.clone())),
                None => self.beyond(&sector),
            };
        }
        let code = name.trim().to_ascii_uppercase();
        if let Some(ward) = self.wards.iter().position(|ward| ward.code == code) {
            return Ok(self.ward_area(ward));
        }
        if let Some(found) = self.resolve_ward_name(name, home) {
            return found;
        }
        if let Some(district) = self.districts.iter().position(|district| district.code == code) {
            return Ok(self.district_area(district));
        }
        let wanted = plain_district(name);
        match self
            .districts
            .iter()
            .position(|d| !d.name.is_empty() && plain_district(&d.name) == wanted)
        {
            Some(district) if self.is_home(district, home) => Ok(self.district_area(district)),
            Some(_) => Ok(Area::not_checked()),
            None => Err(Unresolved::Unknown),
        }
    }

    fn resolve_postcode(&self, postcode: &str) -> Result<Area, Unresolved> {
        let known = self.names.binary_search_by(|(name, _)| name.as_str().cmp(postcode));
        if let Ok(at) = known {
            let index = self.names[at].1;
            if !self.postcodes[index as usize].office {
                return Ok(Area::of(vec![self.postcodes[index as usize].home()]));
            }
        }
        let sector = postcode.get(..postcode.len() - 2).unwrap_or(postcode);
        match self.sector(sector) {
            Some(id) => {
                let mut area = Area::of(self.homes(id).homes.clone());
                if area.is_checked() {
                    area.source = AreaSource::SectorInstead(sector.to_owned());
                }
                Ok(area)
            }
            None => self.beyond(postcode),
        }
    }

    /// A postcode or sector that is not in the table.
    fn beyond(&self, name: &str) -> Result<Area, Unresolved> {
        if self.covers_area_of(name) { Err(Unresolved::Unknown) } else { Ok(Area::not_checked()) }
    }

    fn resolve_ward_name(&self, name: &str, home: &[SectorId]) -> Option<Result<Area, Unresolved>> {
        let wanted = plain_ward(name);
        let found: Vec<usize> = (0..self.wards.len())
            .filter(|&w| !wanted.is_empty() && plain_ward(&self.wards[w].name) == wanted)
            .collect();
        let first = *found.first()?;
        if !found.iter().any(|&w| self.is_home(usize::from(self.wards[w].district), home)) {
            return Some(Ok(Area::not_checked()));
        }
        if found.len() > 1 {
            let codes = found.iter().map(|&w| self.wards[w].code.clone()).collect();
            return Some(Err(Unresolved::Ambiguous(codes)));
        }
        Some(Ok(self.ward_area(first)))
    }

    fn is_home(&self, district: usize, home: &[SectorId]) -> bool {
        let reaches = |sector: &SectorId| {
            self.sectors[usize::from(sector.0)]
                .districts
                .iter()
                .any(|&d| usize::from(d) == district)
        };
        home.iter().any(reaches)
    }

    fn ward_area(&self, ward: usize) -> Area {
        self.area_where(|k| usize::from(self.postcodes[k].ward) == ward)
    }

    fn district_area(&self, district: usize) -> Area {
        self.area_where(|k| usize::from(self.postcodes[k].district) == district)
    }

    fn area_where(&self, belongs: impl Fn(usize) -> bool) -> Area {
        let mut points: Vec<(i32, usize)> = (0..self.postcodes.len())
            .filter(|&k| !self.postcodes[k].office && belongs(k))
            .map(|k| (self.postcodes[k].easting, k))
            .collect();
        points.sort_unstable();
        Area::of(points.into_iter().map(|(_, k)| self.postcodes[k].home()).collect())
    }
}

/// Letters and digits only, in lower case, `&` as "and", without a trailing "Ward".
fn plain_ward(name: &str) -> String {
    let plain = plain(name);
    plain
        .strip_suffix("ward")
        .filter(|rest| !rest.is_empty())
        .map_or(plain.clone(), ToOwned::to_owned)
}

/// As for wards, without "City of", "(B)" and "District".
fn plain_district(name: &str) -> String {
    let plain = plain(&name.replace("(B)", "").replace("(b)", ""));
    let plain = plain.strip_prefix("cityof").unwrap_or(&plain);
    plain.strip_suffix("district").unwrap_or(plain).to_owned()
}

fn plain(name: &str) -> String {
    name.to_lowercase().replace('&', "and").chars().filter(|c| c.is_alphanumeric()).collect()
}
