//! The published archive of Code-Point Open: its tables of postcodes and its list of codes.
//!
//! Bytes in, tables out. Columns are those of its `Doc/Code-Point_Open_Column_Headers.csv`: postcode, quality,
//! easting, northing, country, two of the health service, county, district, ward.

use crate::base::geography::{Published, PublishedPostcode};
use roxmltree::{Document, Node};
use std::io::{Cursor, Read};
use std::path::Path;
use zip::ZipArchive;

const QUALITY: usize = 1;
const EASTING: usize = 2;
const NORTHING: usize = 3;
const DISTRICT: usize = 8;
const WARD: usize = 9;
/// A code of the statistical office: a country's letter and eight figures.
const CODE_BYTES: usize = 9;
/// The quality of a postcode whose position is not known.
const NO_POSITION: &str = "90";

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads the archive; towns come from a table of their own.
///
/// # Errors
/// In words: it is no such archive, or a row of it cannot be read.
pub(in crate::doors) fn read_archive(zip: &[u8], towns: &[u8]) -> Result<Published, String> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|error| not_the_archive(&error))?;
    let named = archive.file_names().map(ToOwned::to_owned);
    let mut files: Vec<String> = named.collect();
    files.sort_unstable();
    let mut published = Published { towns: towns.to_vec(), ..Published::default() };
    for file in &files {
        let lower = file.to_ascii_lowercase();
        if lower.contains("data/csv/") && has_ending(&lower, "csv") {
            read_postcodes(file, &content(&mut archive, file)?, &mut published)?;
        } else if lower.ends_with("codelist.xlsx") && !lower.contains("nhs") {
            read_names(&content(&mut archive, file)?, &mut published)?;
        }
    }
    if published.postcodes.is_empty() || published.names.is_empty() {
        let missing = "Data/CSV/*.csv or Doc/Codelist.xlsx";
        return Err(not_the_archive(&format!("it has no {missing}")));
    }
    Ok(published)
}

fn has_ending(file: &str, ending: &str) -> bool {
    Path::new(file).extension().is_some_and(|found| found == ending)
}

fn not_the_archive(why: &dyn std::fmt::Display) -> String {
    format!("this is not the published archive of Code-Point Open (codepo_gb.zip, as CSV): {why}")
}

fn content(archive: &mut Archive<'_>, file: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let opened = archive.by_name(file).map_err(|error| not_the_archive(&error))?;
    opened.take(1 << 30).read_to_end(&mut bytes).map_err(|error| not_the_archive(&error))?;
    Ok(bytes)
}

fn read_postcodes(file: &str, bytes: &[u8], published: &mut Published) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    for (line, record) in (1..).zip(reader.records()) {
        let record = record.map_err(|error| format!("{file}: {error}"))?;
        let row =
            postcode(&record).ok_or_else(|| format!("{file}, line {line} is no postcode's row"))?;
        published.postcodes.push(row);
    }
    Ok(())
}

fn postcode(record: &csv::StringRecord) -> Option<PublishedPostcode> {
    const LONGEST: i32 = 1_300_000;
    let cell = |at: usize| record.get(at).map(str::trim);
    let metres =
        |at: usize| cell(at)?.parse::<i32>().ok().filter(|metres| (0..=LONGEST).contains(metres));
    let has_position = cell(QUALITY)? != NO_POSITION;
    Some(PublishedPostcode {
        postcode: cell(0)?.to_owned(),
        point: if has_position { Some((metres(EASTING)?, metres(NORTHING)?)) } else { None },
        district: cell(DISTRICT)?.to_owned(),
        ward: cell(WARD)?.to_owned(),
    })
}

/// The list of codes is a workbook: texts stand in one file of it, and each sheet's rows have a name and its code.
fn read_names(bytes: &[u8], published: &mut Published) -> Result<(), String> {
    let mut book = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_the_archive(&error))?;
    let texts = shared_texts(&text(&mut book, "xl/sharedStrings.xml")?)?;
    let sheets: Vec<String> = book
        .file_names()
        .filter(|name| name.starts_with("xl/worksheets/sheet"))
        .map(ToOwned::to_owned)
        .collect();
    for sheet in sheets {
        let xml = text(&mut book, &sheet)?;
        let read =
            Document::parse(&xml).map_err(|error| format!("Codelist.xlsx, {sheet}: {error}"))?;
        for row in read.descendants().filter(|node| node.has_tag_name("row")) {
            let mut cells = row.children().filter(|node| node.has_tag_name("c"));
            let (name, code) =
                (cells.next().and_then(cell(&texts)), cells.next().and_then(cell(&texts)));
            if let (Some(name), Some(code)) = (name, code)
                && code.len() == CODE_BYTES
            {
                published.names.insert(code.to_owned(), name.to_owned());
            }
        }
    }
    Ok(())
}

fn text(book: &mut Archive<'_>, file: &str) -> Result<String, String> {
    String::from_utf8(content(book, file)?).map_err(|error| format!("{file}: {error}"))
}

fn shared_texts(xml: &str) -> Result<Vec<String>, String> {
    let read = Document::parse(xml).map_err(|error| format!("Codelist.xlsx: {error}"))?;
    let items = read.descendants().filter(|node| node.has_tag_name("si"));
    let of = |item: Node<'_, '_>| {
        let parts = item.descendants().filter(|node| node.has_tag_name("t"));
        parts.filter_map(|part| part.text()).collect::<String>().trim().to_owned()
    };
    Ok(items.map(of).collect())
}

/// The text of a cell, which names one of the workbook's texts by number.
fn cell<'a>(texts: &'a [String]) -> impl Fn(Node<'_, '_>) -> Option<&'a str> {
    |cell| {
        let value = cell.children().find(|node| node.has_tag_name("v"))?.text()?;
        let number = value.parse().ok().filter(|_| cell.attribute("t") == Some("s"));
        number.and_then(|number: usize| texts.get(number)).map(String::as_str)
    }
}
