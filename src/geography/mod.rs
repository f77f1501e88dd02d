//! Where places lie: postcodes, sectors, wards and districts, in British National Grid metres.
//!
//! Distances are computed and compared here, in whole squared metres, and never leave this module:
//! callers get "all", "some" or "none within", or one of three bands. Not here: what nearness means
//! for a household (`eligibility`, `placement`).

mod nearness;
mod patch;
mod per_sector;
mod place;
mod reader;

pub use nearness::{Band, Reach};
pub use per_sector::PerSector;
pub use place::{Area, AreaSource, Places, Unresolved};
pub use reader::{Texts, read};

use patch::{Home, Patch};
use std::collections::BTreeMap;

/// One postcode.
#[derive(Debug, Clone, Copy)]
struct Postcode {
    easting: i32,
    northing: i32,
    sector: u16,
    ward: u16,
    district: u16,
    /// Shares its point with a postcode of another sector: a delivery office, not a home.
    office: bool,
}

impl Postcode {
    fn home(self) -> Home {
        Home { easting: self.easting, northing: self.northing, sector: self.sector }
    }
}

/// One postcode sector.
#[derive(Debug, Clone)]
struct Sector {
    /// Postcodes in the table, delivery offices included.
    postcodes: u32,
    /// Its postcodes without delivery offices, by easting.
    homes: Patch,
    /// The districts it reaches into.
    districts: Vec<u16>,
}

/// One ward.
#[derive(Debug, Clone)]
struct Ward {
    code: String,
    name: String,
    district: u16,
}

/// One district.
#[derive(Debug, Clone)]
struct District {
    code: String,
    name: String,
}

/// All places that are known.
#[derive(Debug, Clone, Default)]
pub struct Geography {
    postcodes: Vec<Postcode>,
    /// Postcode text to its index, sorted by text.
    names: Vec<(String, u32)>,
    sectors: Vec<Sector>,
    sector_names: BTreeMap<String, u16>,
    wards: Vec<Ward>,
    districts: Vec<District>,
    /// Postcode areas (`ST`) that the table covers.
    areas: Vec<String>,
}

/// A sector known to the geography.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SectorId(u16);

impl Geography {
    /// The sector of this name, if the geography has it.
    pub fn sector(&self, name: &str) -> Option<SectorId> {
        self.sector_names.get(name).copied().map(SectorId)
    }

    /// Postcodes in a sector, delivery offices included.
    pub fn postcodes_in(&self, sector: SectorId) -> u32 {
        self.sectors[usize::from(sector.0)].postcodes
    }

    /// Whether a sector has a postcode that is not a delivery office.
    pub fn has_homes(&self, sector: SectorId) -> bool {
        !self.homes(sector).homes.is_empty()
    }

    /// Whether the postcode area of a sector or postcode (`ST` of `ST4 2`) is in the table.
    pub fn covers_area_of(&self, name: &str) -> bool {
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        name.get(..letters).is_some_and(|area| self.areas.iter().any(|known| known == area))
    }

    /// How many postcodes are known.
    pub fn len(&self) -> usize {
        self.postcodes.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.postcodes.is_empty()
    }

    fn homes(&self, sector: SectorId) -> &Patch {
        &self.sectors[usize::from(sector.0)].homes
    }
}
