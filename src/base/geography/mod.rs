//! Where places lie in Great Britain: postcodes, sectors, wards, districts and towns, in National Grid metres.
//!
//! Distances are computed and compared here, in whole squared metres, and never leave this module:
//! callers get "all", "some" or "none within", or one of three bands. Files are opened through an [`Atlas`], each
//! when it is first needed. Not here: what nearness means for a household (`eligibility`, `placement`).

mod address;
mod area;
mod atlas;
mod bearers;
mod code;
mod directory;
mod draw;
mod everyday;
mod listing;
mod names;
mod nearness;
mod outside;
mod parts;
mod patch;
mod per_sector;
mod resolve;
mod sector_id;
mod sentences;
mod sheet;
mod starts;
mod suggest;
#[cfg(test)]
mod tests;
mod town;
mod unknown;
mod words;

pub use area::{Area, Checked, Doubt, Places, Postcodes, Sense};
pub use atlas::{Atlas, Files};
pub use directory::{DistrictListed, SectorListed, TownListed, WardListed};
pub use draw::{Published, PublishedPostcode, draw};
pub use listing::INDEX;
pub use nearness::{Band, Reach};
pub use outside::is_too_wide;
pub use per_sector::PerSector;
pub use resolve::{OwnPlace, Viewpoint};
pub use sector_id::SectorId;

use crate::base::parse::sha256;
use listing::letters_of;
use names::Names;
use patch::{Bounds, Patch, Point};
use serde::Deserialize;
use sheet::Sheet;
use std::sync::{Arc, OnceLock};

/// The map of Great Britain, its files opened as they are needed.
#[derive(Debug, Default)]
pub struct Geography {
    atlas: Option<Arc<dyn Atlas>>,
    /// Postcode areas, by their letters.
    areas: Vec<PostcodeArea>,
    /// Hashes of the files of names, by file.
    hashes: Vec<(String, String)>,
    names: OnceLock<Result<Names, String>>,
    index_hash: String,
}

/// One postcode area as the index lists it.
#[derive(Debug)]
struct PostcodeArea {
    letters: String,
    postcodes: u32,
    bounds: Bounds,
    file: String,
    hash: String,
    sheet: OnceLock<Result<Sheet, String>>,
}

#[derive(Deserialize)]
struct IndexRow {
    file: String,
    area: String,
    postcodes: Option<u32>,
    west: Option<i32>,
    east: Option<i32>,
    south: Option<i32>,
    north: Option<i32>,
    sha256: String,
}

impl Geography {
    /// Opens a map by its index.
    ///
    /// # Errors
    /// In words: the index is not there, or cannot be read.
    pub fn open(atlas: Arc<dyn Atlas>) -> Result<Self, String> {
        let index = atlas.open(INDEX)?;
        let rows: Result<Vec<IndexRow>, csv::Error> =
            csv::Reader::from_reader(index.as_slice()).deserialize().collect();
        let rows = rows.map_err(|error| format!("{INDEX} cannot be read: {error}"))?;
        let index_hash = sha256(&index);
        let mut geography = Self { atlas: Some(atlas), index_hash, ..Self::default() };
        for row in rows {
            if row.area.is_empty() {
                geography.hashes.push((row.file, row.sha256));
            } else {
                geography.areas.push(PostcodeArea::of(row));
            }
        }
        geography.areas.sort_by(|one, other| one.letters.cmp(&other.letters));
        Ok(geography)
    }

    /// The hash of the index, which stands for the whole map.
    pub fn index_hash(&self) -> &str {
        &self.index_hash
    }

    /// The sector of this name, if the map has it.
    pub fn sector(&self, name: &str) -> Option<SectorId> {
        let (area, sheet) = self.sheet_of(letters_of(name))?;
        Some(SectorId { area, sector: index(sheet.find(name)?) })
    }

    /// Postcodes in a sector, delivery offices included.
    pub fn postcodes_in(&self, sector: SectorId) -> u32 {
        let sheet = self.sheet(usize::from(sector.area));
        sheet.map_or(0, |sheet| sheet.sectors[usize::from(sector.sector)].postcodes)
    }

    /// Whether a sector has a postcode that is not a delivery office.
    pub fn has_homes(&self, sector: SectorId) -> bool {
        !self.homes(sector).is_empty()
    }

    /// Whether the postcode area of a sector or postcode (`ST` of `ST4 2`) is on the map.
    pub fn covers_area_of(&self, name: &str) -> bool {
        self.area_at(letters_of(name)).is_some()
    }

    /// Whether the map of the postcode area of a sector or postcode can be read, where there is one.
    pub fn can_read_area_of(&self, name: &str) -> bool {
        self.area_at(letters_of(name)).is_none_or(|at| self.sheet(at).is_some())
    }

    /// How many postcodes are known.
    pub fn len(&self) -> usize {
        self.areas.iter().map(|area| area.postcodes as usize).sum()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.areas.is_empty()
    }

    /// What is wrong with a file of the map that was needed and could not be used, in words.
    pub fn faults(&self) -> Vec<String> {
        let sheets = self.areas.iter().filter_map(|area| area.sheet.get()?.as_ref().err());
        let names = self.names.get().and_then(|names| names.as_ref().err());
        sheets.chain(names).cloned().collect()
    }

    fn homes(&self, sector: SectorId) -> &Arc<Patch> {
        static NOWHERE: OnceLock<Arc<Patch>> = OnceLock::new();
        let sheet = self.sheet(usize::from(sector.area));
        sheet.map_or_else(
            || NOWHERE.get_or_init(|| Arc::new(Patch::of(SectorId::default(), Vec::new()))),
            |sheet| sheet.homes(sector),
        )
    }

    fn area_at(&self, letters: &str) -> Option<usize> {
        self.areas.binary_search_by(|area| area.letters.as_str().cmp(letters)).ok()
    }

    fn sheet_of(&self, letters: &str) -> Option<(u16, &Sheet)> {
        let at = self.area_at(letters)?;
        Some((index(at), self.sheet(at)?))
    }

    /// The sheet of a postcode area, read when it is first asked for; none if it is damaged.
    fn sheet(&self, at: usize) -> Option<&Sheet> {
        let area = self.areas.get(at)?;
        let read = area.sheet.get_or_init(|| {
            let bytes = self.file(&area.file, &area.hash)?;
            Sheet::read(bytes).ok_or_else(|| format!("{} is no map of a postcode area", area.file))
        });
        read.as_ref().ok()
    }

    fn names(&self) -> Option<&Names> {
        let read = self.names.get_or_init(|| {
            if self.is_empty() {
                return Ok(Names::default());
            }
            let file = |name: &str| {
                let listed = self.hashes.iter().find(|(file, _)| file == name);
                let (_, hash) = listed.ok_or_else(|| format!("{INDEX} lists no {name}"))?;
                self.file(name, hash)
            };
            names::read(&file(draw::NAMES)?, &file(draw::TOWNS)?)
        });
        read.as_ref().ok()
    }

    /// A file whose bytes are those that the index lists.
    fn file(&self, name: &str, hash: &str) -> Result<Vec<u8>, String> {
        let atlas = self.atlas.as_ref().ok_or_else(|| format!("there is no {name}"))?;
        let bytes = atlas.open(name)?;
        if sha256(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(format!("{name} is not the file that {INDEX} lists"))
        }
    }

    /// The postcode areas that may have a point within so many metres of another.
    fn areas_near(&self, point: Point, metres: i32) -> impl Iterator<Item = usize> {
        let squared = patch::square(metres);
        let near = move |area: &PostcodeArea| {
            !area.bounds.is_nowhere() && area.bounds.gap_squared(Bounds::round(point)) <= squared
        };
        (0..self.areas.len()).filter(move |&at| near(&self.areas[at]))
    }
}

impl PostcodeArea {
    fn of(row: IndexRow) -> Self {
        let bounds = match (row.west, row.east, row.south, row.north) {
            (Some(west), Some(east), Some(south), Some(north)) => {
                Bounds { west, east, south, north }
            }
            _ => Bounds::NOWHERE,
        };
        Self {
            letters: row.area,
            postcodes: row.postcodes.unwrap_or(0),
            bounds,
            file: row.file,
            hash: row.sha256,
            sheet: OnceLock::new(),
        }
    }
}

fn index(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
