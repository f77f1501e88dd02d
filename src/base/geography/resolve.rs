//! What a text typed as a place is taken to be (contracts section 2): a code, else all that bears the name.
//!
//! Nothing is guessed, and nothing stops an answer: what is unknown is a place that cannot be checked, with
//! suggestions. Not here: which texts have the form of a code (`code`), or how names are compared (`words`).

use super::area::{Checked, Doubt, Sense};
use super::code::{self, Code};
use super::names::{District, Names, Ward};
use super::outside::is_outside;
use super::patch::Patch;
use super::sheet::{Record, Sheet};
use super::{Area, Geography, SectorId, index, words};
use std::sync::Arc;

/// From here on a place is far: a name that only bears it may be the wrong one of its name.
pub(super) const FAR_M: u32 = 20_000;

/// A name of the provider's own, and the places that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPlace {
    /// As people here say it.
    pub name: String,
    /// Codes or names, none of them another of the provider's own.
    pub stands_for: Vec<String>,
}

/// From where a place is looked at: what the provider calls places, and the sectors of its units.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewpoint<'a> {
    /// The sectors of the units, sorted.
    pub home: &'a [SectorId],
    /// The provider's own places.
    pub own: &'a [OwnPlace],
}

/// All that bears a name.
#[derive(Default)]
struct Bearers {
    patches: Vec<Arc<Patch>>,
    senses: Vec<Sense>,
    /// Whether one of them is so well known that it may be meant from afar.
    is_well_known: bool,
    /// Whether part of the map that was needed cannot be read.
    is_damaged: bool,
}

impl Bearers {
    /// Adds points; there are none where the map that holds them cannot be read.
    fn add(&mut self, patches: Option<Vec<Arc<Patch>>>) {
        self.is_damaged |= patches.is_none();
        self.patches.extend(patches.unwrap_or_default());
    }
}

impl Geography {
    /// What a text stands for, seen from an estate.
    pub fn resolve(&self, text: &str, from: Viewpoint<'_>) -> Area {
        self.by_code(text, from)
            .or_else(|| self.by_name(text, from))
            .or_else(|| self.outside(text))
            .or_else(|| self.by_parts(text, from))
            .unwrap_or_else(|| match self.names() {
                Some(_) => {
                    Area::not_checked(Doubt::Unknown { suggestions: self.suggest(text, from) })
                }
                None => Area::not_checked(Doubt::MapDamaged),
            })
    }

    /// The area of a code, unless nothing has it.
    pub(super) fn by_code(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let (mut patches, mut senses) = (Vec::new(), Vec::new());
        for code in code::readings(text) {
            if self.is_damaged(&code) {
                return Some(Area::not_checked(Doubt::MapDamaged));
            }
            if let Code::Postcode(postcode) = &code {
                return self.postcode(postcode, from);
            }
            let found = self.patches_of(&code);
            if !found.is_empty() {
                patches.extend(found);
                senses.push(sense(code));
            }
        }
        if senses.is_empty() {
            self.by_official_code(text)
        } else {
            Some(Area::of(patches, senses))
        }
    }

    fn is_damaged(&self, code: &Code) -> bool {
        self.area_at(code.area()).is_some_and(|at| self.sheet(at).is_none())
    }

    /// The area of a postcode of a known sector.
    fn postcode(&self, postcode: &str, from: Viewpoint<'_>) -> Option<Area> {
        let (sector, letters) = postcode.split_at(postcode.len() - 2);
        let id = self.sector(sector)?;
        let sheet = self.sheet(usize::from(id.area))?;
        let found = sheet.postcode(usize::from(id.sector), letters);
        if let Some(record) = found.filter(|record| !record.is_office) {
            let point = record.point.map(|point| Arc::new(Patch::of(id, vec![point])));
            return Some(Area::of(
                point.into_iter().collect(),
                vec![Sense::Postcode(postcode.to_owned())],
            ));
        }
        let senses = vec![Sense::Sector(sector.to_owned())];
        let mut area = Area::of(vec![Arc::clone(self.homes(id))], senses);
        if area.is_checked() {
            let is_far = !self.is_near(from.home, &area, FAR_M);
            let may_be_nearer = is_far && self.a_slip_is_near(postcode, from.home);
            let (sector, is_office) = (sector.to_owned(), found.is_some());
            area.doubt = Some(Doubt::SectorInstead { sector, is_office, may_be_nearer });
            if may_be_nearer {
                area.standing = Checked::MeasuredAndAsked;
            }
        }
        Some(area)
    }

    /// Whether one character changed makes a postcode that is not far.
    fn a_slip_is_near(&self, postcode: &str, home: &[SectorId]) -> bool {
        code::one_changed(postcode).any(|slip| {
            let (sector, letters) = slip.split_at(slip.len() - 2);
            let find = || {
                let id = self.sector(sector)?;
                let record =
                    self.sheet(usize::from(id.area))?.postcode(usize::from(id.sector), letters)?;
                Some(Area::of(vec![Arc::new(Patch::of(id, vec![record.point?]))], Vec::new()))
            };
            find().is_some_and(|area| self.is_near(home, &area, FAR_M))
        })
    }

    fn patches_of(&self, code: &Code) -> Vec<Arc<Patch>> {
        let Some((area, sheet)) = self.sheet_of(code.area()) else { return Vec::new() };
        let belongs = |name: &str| match code {
            Code::Area(_) => true,
            Code::District(district) => name.split(' ').next() == Some(district),
            Code::Sector(sector) => name == sector,
            Code::Postcode(_) => false,
        };
        let numbered = (0..).zip(&sheet.sectors).filter(|(_, sector)| belongs(&sector.name));
        numbered.map(|(sector, _)| Arc::clone(sheet.homes(SectorId { area, sector }))).collect()
    }

    /// A ward or a district by the code of the statistical office.
    fn by_official_code(&self, text: &str) -> Option<Area> {
        let code: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let code = code.to_ascii_uppercase();
        let looks_like_one = code.len() == 9
            && code.bytes().skip(1).all(|b| b.is_ascii_digit())
            && code.starts_with(['E', 'W', 'S']);
        if !looks_like_one {
            return None;
        }
        let names = self.names()?;
        let (patches, sense) = if let Some(ward) = names.ward(&code) {
            (self.ward_patches(ward), ward_sense(names, ward))
        } else {
            let district = names.district(&code)?;
            (self.district_patches(names, &[district]), district_sense(district))
        };
        Some(patches.map_or_else(
            || Area::not_checked(Doubt::MapDamaged),
            |patches| Area::of(patches, vec![sense]),
        ))
    }

    /// Everything that bears a name, all together.
    pub(super) fn by_name(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let bearers = self.bearers(text, from)?;
        let codes: Vec<String> = bearers.senses.iter().filter_map(settling_code).collect();
        if bearers.is_damaged {
            return Some(Area::not_checked(Doubt::MapDamaged));
        }
        let mut area = Area::of(bearers.patches, bearers.senses);
        if area.is_checked() && !self.is_near(from.home, &area, FAR_M) {
            area.nearer = self.nearer_names(text, from);
            if !bearers.is_well_known {
                area.standing = Checked::MeasuredAndAsked;
                area.doubt = Some(Doubt::FarName { codes });
            }
        }
        Some(area)
    }

    fn bearers(&self, text: &str, from: Viewpoint<'_>) -> Option<Bearers> {
        let plain = words::plain(text);
        if plain.is_empty() {
            return None;
        }
        let mut found = Bearers::default();
        self.add_own(&plain, from, &mut found);
        let names = self.names()?;
        self.add_districts(text, names, &mut found);
        let ward = words::ward(text);
        for ward in names.wards.iter().filter(|one| one.is_called(&ward)) {
            found.add(self.ward_patches(ward));
            found.senses.push(ward_sense(names, ward));
        }
        for town in
            names.towns.iter().filter(|town| town.is_in_great_britain && town.is_called(&plain))
        {
            let (patches, postcode_district) = self.town(names, town).unzip();
            let postcode_district = postcode_district.flatten();
            found.add(patches);
            found.senses.push(Sense::Town { name: town.name.clone(), postcode_district });
            found.is_well_known |= town.is_well_known();
        }
        (!found.senses.is_empty()).then_some(found)
    }

    fn add_own(&self, plain: &str, from: Viewpoint<'_>, found: &mut Bearers) {
        let alone = Viewpoint { own: &[], ..from };
        for own in from.own.iter().filter(|own| words::plain(&own.name) == plain) {
            for place in &own.stands_for {
                let area = self.resolve(place, alone);
                // Half of what a name stands for would be too little.
                found.is_damaged |= !area.is_checked();
                found.patches.extend(area.patches);
            }
            let (name, stands_for) = (own.name.clone(), own.stands_for.clone());
            found.senses.push(Sense::Own { name, stands_for });
            found.is_well_known = true;
        }
    }

    fn add_districts(&self, text: &str, names: &Names, found: &mut Bearers) {
        let is_london = words::is_london(text);
        let district = words::district(text);
        let meant = |one: &&District| {
            if is_london { one.is_of_london() } else { one.is_called(&district) }
        };
        let districts: Vec<&District> = names.districts.iter().filter(meant).collect();
        if districts.is_empty() {
            return;
        }
        found.is_well_known = true;
        found.add(self.district_patches(names, &districts));
        if is_london {
            found.senses.push(Sense::London);
        } else {
            found.senses.extend(districts.into_iter().map(district_sense));
        }
    }

    pub(super) fn ward_patches(&self, ward: &Ward) -> Option<Vec<Arc<Patch>>> {
        self.patches_where(&ward.areas, |sheet| {
            let number = sheet.ward(&ward.code);
            move |record| Some(record.ward) == number
        })
    }

    fn district_patches(&self, names: &Names, districts: &[&District]) -> Option<Vec<Arc<Patch>>> {
        let codes: Vec<&str> = districts.iter().flat_map(|one| names.ward_codes_of(one)).collect();
        let mut areas: Vec<String> = districts.iter().flat_map(|one| one.areas.clone()).collect();
        areas.sort_unstable();
        areas.dedup();
        self.patches_where(&areas, |sheet| {
            let mut belongs = [false; 256];
            for number in codes.iter().filter_map(|code| sheet.ward(code)) {
                belongs[usize::from(number)] = true;
            }
            move |record| belongs[usize::from(record.ward)]
        })
    }

    /// The points of those postcodes of some postcode areas that belong, sector by sector; none where an area's map
    /// cannot be read.
    fn patches_where<F: Fn(&Record) -> bool>(
        &self,
        areas: &[String],
        belonging: impl Fn(&Sheet) -> F,
    ) -> Option<Vec<Arc<Patch>>> {
        let mut patches = Vec::new();
        for letters in areas {
            let (area, sheet) = self.sheet_of(letters)?;
            let belongs = belonging(sheet);
            for at in 0..sheet.sectors.len() {
                let records = sheet.records(at).filter(|record| belongs(record));
                let points: Vec<_> = records.filter_map(|record| record.home()).collect();
                if !points.is_empty() {
                    let id = SectorId { area, sector: index(at) };
                    patches.push(Arc::new(Patch::of(id, points)));
                }
            }
        }
        Some(patches)
    }

    /// Somewhere outside Great Britain.
    ///
    /// People say "Newcastle" of towns in England that are called so in full by more words: a town of Northern
    /// Ireland is no reason to clear these.
    pub(super) fn outside(&self, text: &str) -> Option<Area> {
        if is_outside(text) {
            return Some(Area::abroad());
        }
        let names = self.names()?;
        if !names.is_over_there(text) {
            return None;
        }
        let longer = names.towns_beginning(text);
        if longer.is_empty() {
            return Some(Area::abroad());
        }
        Some(Area::not_checked(Doubt::Unknown { suggestions: longer }))
    }
}

fn sense(code: Code) -> Sense {
    match code {
        Code::Postcode(text) => Sense::Postcode(text),
        Code::Sector(text) => Sense::Sector(text),
        Code::District(text) => Sense::PostcodeDistrict(text),
        Code::Area(text) => Sense::PostcodeArea(text),
    }
}

fn ward_sense(names: &Names, ward: &Ward) -> Sense {
    let district = names.districts[ward.district].name.clone();
    Sense::Ward { name: ward.name.clone(), code: ward.code.clone(), district }
}

fn district_sense(district: &District) -> Sense {
    Sense::District { name: district.name.clone(), code: district.code.clone() }
}

/// The code by which one of several places of a name can be named alone.
fn settling_code(sense: &Sense) -> Option<String> {
    match sense {
        Sense::Ward { code, .. } | Sense::District { code, .. } => Some(code.clone()),
        Sense::Town { postcode_district, .. } => postcode_district.clone(),
        _ => None,
    }
}
