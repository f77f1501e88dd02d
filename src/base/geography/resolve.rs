//! What a text typed as a place is taken to be (contracts section 2): a code, else all that bears the name.
//!
//! Nothing is guessed, and nothing stops an answer: what is unknown is a place that cannot be checked, with
//! suggestions. Not here: which texts have the form of a code (`code`), or how names are compared (`words`).

use super::area::{Checked, Doubt, Sense};
use super::bearers::{Bearers, Fame, ward_sense};
use super::code::{self, Code};
use super::names::{District, Names, Ward};
use super::outside::{self, is_outside};
use super::patch::Patch;
use super::sheet::Sheet;
use super::{Area, Geography, SectorId, everyday, index, words};
use std::collections::BTreeSet;
use std::sync::Arc;

/// From here on a place is far: a name that only bears it may be the wrong one of its name.
pub(super) const FAR_M: u32 = 20_000;

/// No radius reaches farther.
pub(super) const FARTHEST_M: u32 = 50_000;

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

impl Geography {
    /// What a text stands for, seen from an estate.
    pub fn resolve(&self, text: &str, from: Viewpoint<'_>) -> Area {
        self.known(text, from).unwrap_or_else(|| match self.names() {
            Some(_) => Area::not_checked(Doubt::Unknown { suggestions: self.suggest(text, from) }),
            None => Area::not_checked(Doubt::MapDamaged),
        })
    }

    fn known(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        self.whole(text, from).or_else(|| self.by_words(text, from))
    }

    /// The area of a text that is a place, or several, and nothing else.
    fn whole(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        // One part of several of which nobody knows the name.
        let is_blank =
            |part: &str| !part.trim().is_empty() && !part.contains(char::is_alphanumeric);
        if text.split(',').any(is_blank) {
            return None;
        }
        self.by_code(text, from)
            .or_else(|| self.by_name(text, from))
            .or_else(|| self.outside(text))
            .or_else(|| self.by_parts(text, from))
            .or_else(|| self.by_list(text, from))
            .or_else(|| self.by_name_and_code(text, from))
    }

    /// Whether a text names a place that is known, here or abroad.
    pub fn names_a_place(&self, text: &str, from: Viewpoint<'_>) -> bool {
        let is_long_enough = match text.trim().chars().count() {
            0 | 1 => false,
            2 => text.contains(|c: char| c.is_ascii_digit()),
            _ => true,
        };
        is_long_enough && self.whole(text, from).is_some()
    }

    /// The area of a code, unless nothing has it.
    pub(super) fn by_code(&self, text: &str, from: Viewpoint<'_>) -> Option<Area> {
        let (mut patches, mut senses) = (Vec::new(), Vec::new());
        for code in code::readings(text).into_iter().chain(code::several(text)) {
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
        let where_name = |belongs: &dyn Fn(&str) -> bool| -> Vec<Arc<Patch>> {
            let numbered = (0..).zip(&sheet.sectors).filter(|(_, sector)| belongs(&sector.name));
            numbered.map(|(sector, _)| Arc::clone(sheet.homes(SectorId { area, sector }))).collect()
        };
        let outward = |name: &str| name.split(' ').next().unwrap_or_default().to_owned();
        match code {
            Code::Area(_) => where_name(&|_| true),
            Code::Sector(sector) => where_name(&|name| name == sector),
            Code::Postcode(_) => Vec::new(),
            Code::District(district) => {
                let found = where_name(&|name| outward(name) == *district);
                if found.is_empty() {
                    // W1 is W1A, W1B and so on.
                    return where_name(&|name| is_district_with_letter(&outward(name), district));
                }
                found
            }
        }
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
        let is_guessed = bearers.is_guessed;
        let mut area = Area::of(bearers.patches, bearers.senses);
        // That all who bear the name are elsewhere is told by postcode areas, which give away no more than the list of
        // postcode areas with homes in them.
        let is_elsewhere =
            |patch: &Arc<Patch>| from.home.iter().all(|home| home.area != patch.sector.area);
        if area.is_checked() && area.patches.iter().all(is_elsewhere) {
            area.nearer = self.nearer_names(text, from);
        }
        if area.is_checked() && !self.is_near(from.home, &area, FAR_M) {
            area.is_far = true;
            area.nearer = self.nearer_names(text, from);
            // What everybody means by a name may be another place where one near here holds the name.
            let is_meant = match bearers.fame {
                Fame::WellKnown => true,
                Fame::Everyday => area.nearer.is_empty(),
                Fame::Little => false,
            };
            if !is_meant {
                area.standing = Checked::MeasuredAndAsked;
                area.doubt = Some(Doubt::FarName { codes });
            }
        }
        // What everybody means by a name of which a longer one lies near may be this one.
        if bearers.fame == Fame::Everyday && area.standing == Checked::Measured {
            let mut nearer = self.nearer_names(text, from);
            nearer.retain(|name| !area.is_called(name));
            if !nearer.is_empty() {
                area.nearer = nearer;
                area = area.guessed();
            }
        }
        if is_guessed {
            if area.nearer.is_empty() {
                area.nearer = self.nearer_names(text, from);
            }
            area = area.guessed();
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
        self.add_everyday(&plain, &mut found);
        let ward = words::ward(text);
        for ward in names.wards_called(&ward) {
            found.add_ward(self, names, ward);
        }
        for town in names.towns_called(&plain).filter(|town| town.is_in_great_britain) {
            found.add_town(self, names, town);
        }
        found.is_guessed = words::is_of_every_town(&plain) && !found.is_own();
        // A county of whose name there is a ward or town stands for that, as the contract says: far off it clears nothing.
        if found.is_empty() && (outside::is_too_wide(text) || self.outside(text).is_some()) {
            return None;
        }
        if found.is_empty() {
            self.add_in_part(text, names, &mut found);
        }
        (!found.is_empty()).then_some(found)
    }

    fn add_own(&self, plain: &str, from: Viewpoint<'_>, found: &mut Bearers) {
        let alone = Viewpoint { own: &[], ..from };
        for own in from.own.iter().filter(|own| words::plain(&own.name) == plain) {
            for place in &own.stands_for {
                let area = self.listed(place, alone);
                // Half of what a name stands for would be too little.
                found.is_damaged |= !area.is_checked();
                found.patches.extend(area.patches);
            }
            let (name, stands_for) = (own.name.clone(), own.stands_for.clone());
            found.senses.push(Sense::Own { name, stands_for });
            found.fame = Fame::WellKnown;
        }
    }

    /// Adds what everybody means by a name.
    fn add_everyday(&self, plain: &str, found: &mut Bearers) {
        let places = everyday::places(plain);
        let mut is_sure = !places.is_empty();
        for place in places {
            let area = self.listed(place, Viewpoint::default());
            // A small town is no better known by another name.
            is_sure &= area.standing == Checked::Measured;
            found.take(area);
        }
        if is_sure {
            found.fame = found.fame.max(Fame::Everyday);
        }
    }

    /// What an item of a list stands for: a code is what is written there, and no other that it would read as too.
    fn listed(&self, text: &str, from: Viewpoint<'_>) -> Area {
        let patches = code::as_listed(text).map(|code| (self.patches_of(&code), code));
        match patches.filter(|(patches, code)| !patches.is_empty() && !self.is_damaged(code)) {
            Some((patches, code)) => Area::of(patches, vec![sense(code)]),
            None => self.resolve(text, from),
        }
    }

    /// What a name may mean that nothing bears in full: a part of wards' names, or a town "upon" a river.
    fn add_in_part(&self, text: &str, names: &Names, found: &mut Bearers) {
        let plain = words::plain(text);
        for ward in names.wards_called_in_part(&plain) {
            found.add_ward(self, names, ward);
        }
        if !found.is_empty() {
            found.is_guessed = true;
            return;
        }
        let Some(other) = words::on_or_upon(text) else { return };
        let other = words::plain(&other);
        for town in names.towns_called(&other).filter(|town| town.is_in_great_britain) {
            found.add_town(self, names, town);
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
        found.fame = Fame::WellKnown;
        found.add(self.district_patches(names, &districts));
        if is_london {
            found.senses.push(Sense::London);
        } else {
            found.senses.extend(districts.into_iter().map(district_sense));
        }
    }

    pub(super) fn ward_patches(&self, ward: &Ward) -> Option<Vec<Arc<Patch>>> {
        self.patches_where(ward.areas(), |sheet| {
            let number = sheet.ward(&ward.code);
            move |ward| Some(ward) == number
        })
    }

    fn district_patches(&self, names: &Names, districts: &[&District]) -> Option<Vec<Arc<Patch>>> {
        let codes: Vec<&str> = districts.iter().flat_map(|one| names.ward_codes_of(one)).collect();
        let areas: BTreeSet<&str> = districts.iter().flat_map(|one| one.areas()).collect();
        self.patches_where(areas, |sheet| {
            let mut belongs = [false; 256];
            for number in codes.iter().filter_map(|code| sheet.ward(code)) {
                belongs[usize::from(number)] = true;
            }
            move |ward| belongs[usize::from(ward)]
        })
    }

    /// The points of the postcodes of some postcode areas whose wards belong, sector by sector; none where an area's
    /// map cannot be read.
    fn patches_where<'a, F: Fn(u8) -> bool>(
        &self,
        areas: impl IntoIterator<Item = &'a str>,
        belonging: impl Fn(&Sheet) -> F,
    ) -> Option<Vec<Arc<Patch>>> {
        let mut patches = Vec::new();
        for letters in areas {
            let (area, sheet) = self.sheet_of(letters)?;
            let belongs = belonging(sheet);
            for at in 0..sheet.sectors.len() {
                let points = sheet.homes_of_wards(at, &belongs);
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

/// "W1A" where "W1" is asked for.
fn is_district_with_letter(outward: &str, district: &str) -> bool {
    let ends_in_digit = district.ends_with(|c: char| c.is_ascii_digit());
    let more = outward.strip_prefix(district).filter(|_| ends_in_digit);
    more.is_some_and(|more| more.len() == 1 && more.bytes().all(|b| b.is_ascii_alphabetic()))
}

fn sense(code: Code) -> Sense {
    match code {
        Code::Postcode(text) => Sense::Postcode(text),
        Code::Sector(text) => Sense::Sector(text),
        Code::District(text) => Sense::PostcodeDistrict(text),
        Code::Area(text) => Sense::PostcodeArea(text),
    }
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
