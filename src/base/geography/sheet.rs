//! One postcode area of the map: its sectors, and each postcode with its ward and its point.
//!
//! The file is laid out so that nothing need be read but the sectors that matter (all numbers little-endian):
//!
//! | part | bytes |
//! |---|---|
//! | `LINTEL MAP 1\n` | 13 |
//! | number of wards; each ward's code | 2; 9 each |
//! | number of sectors | 2 |
//! | each sector: name padded with spaces, postcodes, least easting, least northing, bytes an offset | 7 + 2 + 4 + 4 + 1 |
//! | each postcode, by sector and letters: letters and flags, ward, easting and northing from the sector's least | 2 + 1 + 2 × 2 (or 4) |
//!
//! The two letters are one number (26 × the first + the second); 0x4000 says that it is a delivery office, 0x8000
//! that it has no position; ward 255 is none. Both kinds are known by name and left out of every set of points.

use super::SectorId;
use super::patch::{Bounds, Patch, Point};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub(super) const MAGIC: &[u8] = b"LINTEL MAP 1\n";
pub(super) const CODE_BYTES: usize = 9;
pub(super) const NAME_BYTES: usize = 7;
pub(super) const OFFICE: u16 = 0x4000;
pub(super) const NOWHERE: u16 = 0x8000;
pub(super) const NO_WARD: u8 = 255;

/// A postcode area.
#[derive(Debug)]
pub(super) struct Sheet {
    bytes: Vec<u8>,
    /// Codes of the wards that its postcodes name by number.
    wards: Vec<String>,
    pub(super) sectors: Vec<Sector>,
}

/// A postcode sector of a sheet.
#[derive(Debug)]
pub(super) struct Sector {
    pub(super) name: String,
    /// Postcodes in the table, delivery offices and those without a position included.
    pub(super) postcodes: u32,
    least: Point,
    records: Range<usize>,
    offset_bytes: usize,
    homes: OnceLock<Arc<Patch>>,
    bounds: OnceLock<Bounds>,
}

/// A postcode of a sector.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    letters: u16,
    /// Where it lies; none: it has no position.
    pub(super) point: Option<Point>,
    /// Shares its point with a postcode of another sector: nobody lives there.
    pub(super) is_office: bool,
}

impl Record {
    /// Its last two letters.
    pub(super) fn letters(&self) -> String {
        let letter = |number: u16| char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
        [letter(self.letters.div_euclid(26)), letter(self.letters)].iter().collect()
    }

    /// Its point, if it stands in a set of points.
    pub(super) fn home(&self) -> Option<Point> {
        self.point.filter(|_| !self.is_office)
    }
}

/// Reads forward through bytes; whatever is short is damaged.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        let taken = self.take(bytes)?;
        let joined =
            taken.iter().rev().fold(0_u64, |number, &byte| (number << 8) | u64::from(byte));
        usize::try_from(joined).ok()
    }

    fn metres(&mut self) -> Option<i32> {
        i32::try_from(self.number(4)?).ok()
    }

    fn text(&mut self, bytes: usize) -> Option<String> {
        let text = std::str::from_utf8(self.take(bytes)?).ok()?;
        Some(text.trim_end().to_owned())
    }
}

impl Sheet {
    /// Reads what stands before the postcodes; none where the file is no sheet or is cut short.
    pub(super) fn read(bytes: Vec<u8>) -> Option<Self> {
        let mut cursor = Cursor { bytes: &bytes, at: 0 };
        if cursor.take(MAGIC.len())? != MAGIC {
            return None;
        }
        let wards = cursor.number(2)?;
        let wards = (0..wards).map(|_| cursor.text(CODE_BYTES)).collect::<Option<Vec<_>>>()?;
        let count = cursor.number(2)?;
        let mut sectors =
            (0..count).map(|_| Sector::read(&mut cursor)).collect::<Option<Vec<_>>>()?;
        let mut at = cursor.at;
        for sector in &mut sectors {
            let length = sector.record_bytes() * usize::try_from(sector.postcodes).ok()?;
            sector.records = at..at + length;
            at += length;
        }
        let in_order = sectors.is_sorted_by(|one, next| one.name < next.name);
        (at == bytes.len() && in_order).then_some(Self { bytes, wards, sectors })
    }

    /// The sector of a name, by its place among them.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.sectors.binary_search_by(|sector| sector.name.as_str().cmp(name)).ok()
    }

    /// The number by which postcodes name a ward.
    pub(super) fn ward(&self, code: &str) -> Option<u8> {
        let at = self.wards.iter().position(|ward| ward == code)?;
        u8::try_from(at).ok()
    }

    /// The postcodes of a sector, in the order of their letters.
    pub(super) fn records(&self, sector: usize) -> impl Iterator<Item = Record> {
        let sector = &self.sectors[sector];
        self.bytes[sector.records.clone()]
            .chunks_exact(sector.record_bytes())
            .map(move |bytes| sector.record(bytes))
    }

    /// The points of a sector whose postcodes belong to some wards, by their numbers.
    pub(super) fn homes_of_wards(&self, sector: usize, belongs: impl Fn(u8) -> bool) -> Vec<Point> {
        let sector = &self.sectors[sector];
        let of_wards = || {
            let records = self.bytes[sector.records.clone()].chunks_exact(sector.record_bytes());
            records.filter(|bytes| belongs(ward_of(bytes)))
        };
        // Most sectors have none, and a list that grows takes twice the memory.
        let mut points = Vec::with_capacity(of_wards().count());
        points.extend(of_wards().filter_map(|bytes| sector.record(bytes).home()));
        points
    }

    /// The rectangle round the points of a sector, without keeping them.
    pub(super) fn bounds(&self, at: usize) -> Bounds {
        *self.sectors[at].bounds.get_or_init(|| {
            let points = self.records(at).filter_map(|record| record.home());
            points.fold(Bounds::NOWHERE, Bounds::with)
        })
    }

    /// Whether a sector may have a point so near another: seen from its corner in the south-west, before any is read.
    pub(super) fn may_be_near(&self, at: usize, point: Point, metres: i32) -> bool {
        let least = self.sectors[at].least;
        least.easting - point.easting <= metres && least.northing - point.northing <= metres
    }

    /// A postcode of a sector by its two letters.
    pub(super) fn postcode(&self, sector: usize, letters: &str) -> Option<Record> {
        let wanted = letters_number(letters)?;
        self.records(sector).find(|record| record.letters == wanted)
    }

    /// The points of a sector.
    pub(super) fn homes(&self, id: SectorId) -> &Arc<Patch> {
        let at = usize::from(id.sector);
        self.sectors[at].homes.get_or_init(|| {
            let mut points = Vec::with_capacity(self.records(at).count());
            points.extend(self.records(at).filter_map(|record| record.home()));
            Arc::new(Patch::of(id, points))
        })
    }
}

impl Sector {
    fn read(cursor: &mut Cursor<'_>) -> Option<Self> {
        let name = cursor.text(NAME_BYTES)?;
        let postcodes = u32::try_from(cursor.number(2)?).ok()?;
        let least = Point { easting: cursor.metres()?, northing: cursor.metres()? };
        let offset_bytes = cursor.number(1).filter(|bytes| matches!(bytes, 2 | 4))?;
        Some(Self {
            name,
            postcodes,
            least,
            records: 0..0,
            offset_bytes,
            homes: OnceLock::new(),
            bounds: OnceLock::new(),
        })
    }

    /// Letters and flags, the ward, and two offsets.
    fn record_bytes(&self) -> usize {
        3 + 2 * self.offset_bytes
    }

    fn record(&self, bytes: &[u8]) -> Record {
        let flags = u16::from_le_bytes([bytes[0], bytes[1]]);
        let (east, north) = bytes[3..].split_at(self.offset_bytes);
        let point = Point {
            easting: self.least.easting.saturating_add(metres(east)),
            northing: self.least.northing.saturating_add(metres(north)),
        };
        Record {
            letters: flags & !(OFFICE | NOWHERE),
            point: (flags & NOWHERE == 0).then_some(point),
            is_office: flags & OFFICE != 0,
        }
    }
}

/// The number of the ward of a postcode, which stands behind its letters.
fn ward_of(record: &[u8]) -> u8 {
    record[2]
}

/// An offset of two or four bytes.
fn metres(bytes: &[u8]) -> i32 {
    match *bytes {
        [one, two] => i32::from(u16::from_le_bytes([one, two])),
        [one, two, three, four] => i32::from_le_bytes([one, two, three, four]),
        _ => 0,
    }
}

/// Two capital letters as one number.
pub(super) fn letters_number(letters: &str) -> Option<u16> {
    match letters.as_bytes() {
        [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => {
            Some(u16::from(first - b'A') * 26 + u16::from(second - b'A'))
        }
        _ => None,
    }
}
