//! The three tables of `data/geography/` into a [`Geography`].
//!
//! 35,657 postcodes are read for every recommendation, so the rows are streamed rather than kept.

use super::{District, Geography, Patch, Postcode, Sector, Ward};
use crate::reading::format;
use crate::reading::{At, Code, Field, Issues, Shape, Sink, Source};
use crate::reading::{format::Format, notation, table};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The three files.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `postcodes.csv`.
    pub postcodes: Source<'a>,
    /// `sectors.csv`.
    pub sectors: Source<'a>,
    /// `wards.csv`.
    pub wards: Source<'a>,
}

const SECTOR: &[Field] = &[
    Field::required("sector", Shape::Text(Format::Sector), "give the postcode sector"),
    Field::required("postcodes", Shape::whole(0, 100_000), "give the number of its postcodes"),
    Field::required(
        "districts",
        Shape::Text(Format::Filled),
        "give its district codes, with spaces between",
    ),
];

#[derive(Deserialize)]
struct SectorRow {
    sector: String,
    postcodes: u32,
    districts: String,
}

const WARD: &[Field] = &[
    Field::required("ward", Shape::Text(Format::Filled), "give the ward code"),
    Field::required("name", Shape::Text(Format::Filled), "give the ward name"),
    Field::required("district", Shape::Text(Format::Filled), "give the district code"),
    Field::required("district_name", Shape::Text(Format::Filled), "give the district name"),
];

#[derive(Deserialize)]
struct WardRow {
    ward: String,
    name: String,
    district: String,
    district_name: String,
}

const POSTCODE_COLUMNS: [&str; 5] = ["postcode", "easting", "northing", "district", "ward"];

/// Reads the geography.
///
/// # Errors
/// Every row that cannot be read.
pub fn read(texts: Texts<'_>) -> Result<Geography, Issues> {
    let mut geography = Geography::default();
    let mut issues = Issues::default();
    issues.extend(read_wards(texts.wards, &mut geography));
    issues.extend(read_sectors(texts.sectors, &mut geography));
    let tables_are_right = issues.is_empty();
    issues.extend(read_postcodes(texts.postcodes, &mut geography, tables_are_right));
    set_apart_delivery_offices(&mut geography);
    issues.or_value(Some(geography))
}

fn read_wards(source: Source<'_>, geography: &mut Geography) -> Issues {
    let mut sink = Sink::new(source.file);
    let mut known = BTreeSet::new();
    for record in table::records::<WardRow>(source.text, WARD, &mut sink) {
        if let Some(code) = record.text("ward").filter(|code| !known.insert((*code).to_owned())) {
            let allowed = "this ward stands twice";
            record.note(&mut sink, Code::Repeated, ("ward", code), allowed, "keep one row");
        }
        let Some(row) = record.row else { continue };
        let district = index_of_district(geography, &row.district, Some(&row.district_name));
        geography.wards.push(Ward { code: row.ward, name: row.name, district });
    }
    sink.into_issues()
}

fn read_sectors(source: Source<'_>, geography: &mut Geography) -> Issues {
    let mut sink = Sink::new(source.file);
    for record in table::records::<SectorRow>(source.text, SECTOR, &mut sink) {
        let at = u16::try_from(geography.sectors.len()).unwrap_or(u16::MAX);
        if let Some(name) = record.text("sector").filter(|name| geography.sector(name).is_some()) {
            let allowed = "this sector stands twice";
            record.note(&mut sink, Code::Repeated, ("sector", name), allowed, "keep one row");
        }
        let Some(row) = record.row else { continue };
        let codes = row.districts.split_whitespace();
        let districts = codes.map(|code| index_of_district(geography, code, None)).collect();
        geography.sector_names.insert(row.sector, at);
        geography.sectors.push(Sector {
            postcodes: row.postcodes,
            homes: Patch::default(),
            districts,
        });
    }
    sink.into_issues()
}

fn index_of_district(geography: &mut Geography, code: &str, name: Option<&str>) -> u16 {
    let found = geography.districts.iter().position(|district| district.code == code);
    let at = found.unwrap_or_else(|| {
        geography.districts.push(District { code: code.to_owned(), name: String::new() });
        geography.districts.len() - 1
    });
    if let Some(name) = name {
        name.clone_into(&mut geography.districts[at].name);
    }
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The postcodes, once the tables they point into are right: otherwise one wrong row there would be said
/// again for every postcode here.
fn read_postcodes(source: Source<'_>, geography: &mut Geography, tables_are_right: bool) -> Issues {
    let mut sink = Sink::new(source.file);
    let wards: BTreeMap<String, u16> =
        (0..).zip(&geography.wards).map(|(k, w)| (w.code.clone(), k)).collect();
    let mut lines: Vec<usize> = Vec::new();
    notation::stream(source.text, POSTCODE_COLUMNS, &mut sink, |line, cells, sink| {
        if read_postcode(cells, &wards, geography).is_some() {
            lines.push(line);
        } else if tables_are_right {
            let place = format!("line {line}");
            let allowed = "a row is a postcode with its easting, northing, district and ward, of a known sector, district and ward";
            let action = "correct the row, or take the file as it is published with this program";
            sink.add(
                Code::Malformed,
                At::new(&place, Some(line)),
                cells.join(","),
                allowed,
                action,
            );
        }
    });
    geography.names.sort_unstable();
    for pair in geography.names.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let line = lines.get(pair[1].1 as usize).copied();
        let place = line.map_or_else(String::new, |line| format!("line {line}"));
        sink.add(
            Code::Repeated,
            At::new(&place, line),
            &pair[1].0,
            "this postcode stands twice",
            "keep one row",
        );
    }
    geography.areas.sort_unstable();
    sink.into_issues()
}

fn read_postcode(
    [name, easting, northing, district, ward]: [&str; 5],
    wards: &BTreeMap<String, u16>,
    geography: &mut Geography,
) -> Option<()> {
    let name = format::postcode(name)?;
    let sector = *geography.sector_names.get(name.get(..name.len() - 2)?)?;
    let ward = *wards.get(ward)?;
    let district = geography.districts.iter().position(|known| known.code == district)?;
    let area = name.split(|c: char| c.is_ascii_digit()).next()?;
    if !geography.areas.iter().any(|known| known == area) {
        geography.areas.push(area.to_owned());
    }
    let postcode = Postcode {
        easting: grid(easting)?,
        northing: grid(northing)?,
        sector,
        ward,
        district: u16::try_from(district).ok()?,
        office: false,
    };
    let at = u32::try_from(geography.postcodes.len()).ok()?;
    geography.postcodes.push(postcode);
    geography.names.push((name, at));
    Some(())
}

/// Metres on the National Grid, which is under 1,300 km long.
fn grid(text: &str) -> Option<i32> {
    const LONGEST: i32 = 1_300_000;
    text.trim().parse().ok().filter(|metres| (0..=LONGEST).contains(metres))
}

/// Postcodes of different sectors at one point are a delivery office: nobody lives there.
fn set_apart_delivery_offices(geography: &mut Geography) {
    let point = |geography: &Geography, k: u32| {
        let postcode = geography.postcodes[k as usize];
        (postcode.easting, postcode.northing)
    };
    let mut order: Vec<u32> = (0..).take(geography.postcodes.len()).collect();
    order.sort_unstable_by_key(|&k| point(geography, k));
    let mut start = 0;
    while start < order.len() {
        let here = point(geography, order[start]);
        let same = order[start..].iter().take_while(|&&k| point(geography, k) == here).count();
        let group = &order[start..start + same];
        let sector = geography.postcodes[group[0] as usize].sector;
        let office = group.iter().any(|&k| geography.postcodes[k as usize].sector != sector);
        for &k in group {
            geography.postcodes[k as usize].office = office;
            if !office {
                let home = geography.postcodes[k as usize].home();
                geography.sectors[usize::from(sector)].homes.add(home);
            }
        }
        start += same;
    }
}
