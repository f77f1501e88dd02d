//! The published table of postcodes, drawn as the files of the map; the same bytes each time.

use super::INDEX;
use super::atlas::Files;
use super::code;
use super::patch::{Bounds, Point};
use super::sheet::{CODE_BYTES, MAGIC, NAME_BYTES, NO_WARD, NOWHERE, OFFICE, letters_number};
use crate::base::parse::{self, sha256};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const NAMES: &str = "names.csv";
pub(super) const TOWNS: &str = "towns.csv";

/// What is published of Great Britain.
#[derive(Debug, Clone, Default)]
pub struct Published {
    /// Every postcode.
    pub postcodes: Vec<PublishedPostcode>,
    /// Names of wards and districts, by code.
    pub names: BTreeMap<String, String>,
    /// The table of towns, taken as it is.
    pub towns: Vec<u8>,
}

/// One postcode as it is published.
#[derive(Debug, Clone)]
pub struct PublishedPostcode {
    /// In any spacing.
    pub postcode: String,
    /// Metres east and north; none: it has no position.
    pub point: Option<(i32, i32)>,
    /// The code of its district, or nothing.
    pub district: String,
    /// The code of its ward, or nothing.
    pub ward: String,
}

/// A postcode under the name as it is held.
struct Drawn<'a> {
    name: String,
    point: Option<Point>,
    is_office: bool,
    published: &'a PublishedPostcode,
}

/// Draws the map.
///
/// # Errors
/// In words: a row that is no postcode, stands twice, or contradicts another.
pub fn draw(published: &Published) -> Result<Files, String> {
    let drawn = postcodes(published)?;
    let mut files = Files::default();
    let head = ["file", "area", "postcodes", "west", "east", "south", "north", "sha256"];
    let mut index = Vec::new();
    for (letters, drawn) in by_area(&drawn) {
        let (name, bytes) = (format!("{}.map", letters.to_ascii_lowercase()), sheet(&drawn)?);
        let points = drawn.iter().filter_map(|postcode| postcode.point);
        let bounds = points.fold(Bounds::NOWHERE, Bounds::with);
        let edges = [bounds.west, bounds.east, bounds.south, bounds.north];
        let edge = |edge: i32| if bounds.is_nowhere() { String::new() } else { edge.to_string() };
        let mut row = vec![name.clone(), letters, drawn.len().to_string()];
        row.extend(edges.map(edge));
        row.push(sha256(&bytes));
        index.push(row);
        files.0.insert(name, bytes);
    }
    for (name, bytes) in [(NAMES, names(published, &drawn)?), (TOWNS, published.towns.clone())] {
        let mut row = vec![String::new(); head.len()];
        (row[0], row[head.len() - 1]) = (name.to_owned(), sha256(&bytes));
        index.push(row);
        files.0.insert(name.to_owned(), bytes);
    }
    let index = table(&head, &index)?;
    files.0.insert(INDEX.to_owned(), index);
    Ok(files)
}

/// Every postcode under its name, sorted, with delivery offices told apart.
fn postcodes(published: &Published) -> Result<Vec<Drawn<'_>>, String> {
    let mut drawn = Vec::with_capacity(published.postcodes.len());
    for row in &published.postcodes {
        let compact: String = row.postcode.split_whitespace().collect();
        let name = code::postcode(&compact.to_ascii_uppercase())
            .ok_or_else(|| format!("\"{}\" is no postcode", row.postcode))?;
        let point = row.point.map(|(easting, northing)| Point { easting, northing });
        drawn.push(Drawn { name, point, is_office: false, published: row });
    }
    drawn.sort_by(|one, other| one.name.cmp(&other.name));
    if let Some(pair) = drawn.windows(2).find(|pair| pair[0].name == pair[1].name) {
        return Err(format!("{} stands twice", pair[0].name));
    }
    set_apart_delivery_offices(&mut drawn);
    Ok(drawn)
}

/// Postcodes of different sectors at one point are a delivery office: nobody lives there.
fn set_apart_delivery_offices(drawn: &mut [Drawn<'_>]) {
    let mut at: BTreeMap<(i32, i32), (String, bool)> = BTreeMap::new();
    let key = |point: Point| (point.easting, point.northing);
    for postcode in drawn.iter() {
        let Some(point) = postcode.point else { continue };
        let sector = sector_of(&postcode.name);
        let (first, several) = at.entry(key(point)).or_insert_with(|| (sector.to_owned(), false));
        *several |= first.as_str() != sector;
    }
    for postcode in drawn {
        postcode.is_office = postcode
            .point
            .is_some_and(|point| at.get(&key(point)).is_some_and(|(_, several)| *several));
    }
}

fn sector_of(postcode: &str) -> &str {
    postcode.get(..postcode.len().saturating_sub(2)).unwrap_or(postcode)
}

fn by_area<'a, 'b>(drawn: &'b [Drawn<'a>]) -> Vec<(String, Vec<&'b Drawn<'a>>)> {
    let mut areas: BTreeMap<String, Vec<&Drawn<'_>>> = BTreeMap::new();
    for postcode in drawn {
        areas.entry(super::letters_of(&postcode.name).to_owned()).or_default().push(postcode);
    }
    areas.into_iter().collect()
}

/// The bytes of one postcode area, as `sheet` describes them.
fn sheet(drawn: &[&Drawn<'_>]) -> Result<Vec<u8>, String> {
    let wards: BTreeSet<&str> = drawn
        .iter()
        .map(|one| one.published.ward.as_str())
        .filter(|ward| !ward.is_empty())
        .collect();
    let wards: Vec<&str> = wards.into_iter().collect();
    if wards.len() > usize::from(NO_WARD) {
        return Err(format!(
            "{} wards in one postcode area are more than the map can hold",
            wards.len()
        ));
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u16_of(wards.len())?.to_le_bytes());
    bytes.extend(wards.iter().flat_map(|ward| padded(ward, CODE_BYTES)));
    let mut sectors: BTreeMap<&str, Vec<&Drawn<'_>>> = BTreeMap::new();
    for postcode in drawn {
        sectors.entry(sector_of(&postcode.name)).or_default().push(postcode);
    }
    bytes.extend(u16_of(sectors.len())?.to_le_bytes());
    let mut records = Vec::new();
    for (name, postcodes) in sectors {
        let bounds =
            postcodes.iter().filter_map(|one| one.point).fold(Bounds::NOWHERE, Bounds::with);
        let least = if bounds.is_nowhere() { (0, 0) } else { (bounds.west, bounds.south) };
        let widest = i64::from(bounds.east - least.0).max(i64::from(bounds.north - least.1));
        let offset_bytes = if !bounds.is_nowhere() && widest > i64::from(u16::MAX) { 4 } else { 2 };
        bytes.extend(padded(name, NAME_BYTES));
        bytes.extend(u16_of(postcodes.len())?.to_le_bytes());
        bytes.extend(least.0.to_le_bytes());
        bytes.extend(least.1.to_le_bytes());
        bytes.push(offset_bytes);
        for postcode in postcodes {
            record(postcode, (least, offset_bytes), &wards, &mut records)?;
        }
    }
    bytes.extend(records);
    Ok(bytes)
}

fn record(
    postcode: &Drawn<'_>,
    (least, offset_bytes): ((i32, i32), u8),
    wards: &[&str],
    records: &mut Vec<u8>,
) -> Result<(), String> {
    let letters = postcode.name.get(postcode.name.len() - 2..).and_then(letters_number);
    let mut flags = letters.ok_or_else(|| format!("\"{}\" is no postcode", postcode.name))?;
    flags |= if postcode.is_office { OFFICE } else { 0 };
    flags |= if postcode.point.is_none() { NOWHERE } else { 0 };
    let ward = wards.binary_search(&postcode.published.ward.as_str()).ok();
    let ward = ward.and_then(|at| u8::try_from(at).ok()).unwrap_or(NO_WARD);
    records.extend(flags.to_le_bytes());
    records.push(ward);
    let point = postcode.point.map_or(least, |point| (point.easting, point.northing));
    for offset in [point.0 - least.0, point.1 - least.1] {
        records.extend(offset.to_le_bytes().iter().take(usize::from(offset_bytes)));
    }
    Ok(())
}

fn padded(text: &str, bytes: usize) -> Vec<u8> {
    format!("{text:<bytes$}").into_bytes()
}

fn u16_of(number: usize) -> Result<u16, String> {
    u16::try_from(number).map_err(|_| format!("{number} is more than the map can hold"))
}

/// Districts, then wards, by code: name, district and the postcode areas each reaches into.
fn names(published: &Published, drawn: &[Drawn<'_>]) -> Result<Vec<u8>, String> {
    let mut districts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut wards: BTreeMap<&str, (&str, BTreeSet<&str>)> = BTreeMap::new();
    for postcode in drawn {
        let (district, ward) =
            (postcode.published.district.as_str(), postcode.published.ward.as_str());
        let area = super::letters_of(&postcode.name);
        if !district.is_empty() {
            districts.entry(district).or_default().insert(area);
        }
        if !ward.is_empty() {
            let (of, areas) = wards.entry(ward).or_insert_with(|| (district, BTreeSet::new()));
            if *of != district || district.is_empty() {
                return Err(format!("the ward {ward} lies in {of} and in {district}"));
            }
            areas.insert(area);
        }
    }
    let joined = |areas: &BTreeSet<&str>| areas.iter().copied().collect::<Vec<_>>().join(" ");
    let name = |code: &str| published.names.get(code).map_or("", String::as_str);
    let row = |cells: [&str; 4]| cells.map(ToOwned::to_owned).to_vec();
    let districts =
        districts.iter().map(|(code, areas)| row([code, name(code), "", &joined(areas)]));
    let wards = wards
        .iter()
        .map(|(code, (district, areas))| row([code, name(code), district, &joined(areas)]));
    table(&["code", "name", "district", "areas"], &districts.chain(wards).collect::<Vec<_>>())
}

/// A table of the map.
fn table(heads: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, String> {
    let written = parse::sheet::table(heads, rows);
    written.map(String::into_bytes).map_err(|error| error.to_string())
}
