//! A table as a workbook of one sheet (Office Open XML), the same bytes each time: numbers are numbers, and nothing is a formula.

use crate::doors::failure::Failure;
use anyhow::Context;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;

const OF_PACKAGE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const OF_WORKBOOK: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A table of CSV as a workbook whose sheet has this name.
pub(in crate::doors) fn of_csv(name: &str, table: &[u8]) -> Result<Vec<u8>, Failure> {
    let sheet = sheet(table).context("the table cannot be read")?;
    let workbook = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        escaped(name)
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", OF_PACKAGE),
        ("xl/workbook.xml", &workbook),
        ("xl/_rels/workbook.xml.rels", OF_WORKBOOK),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    Ok(zipped(&parts).context("the workbook cannot be written")?)
}

fn zipped(parts: &[(&str, &str)]) -> Result<Vec<u8>, anyhow::Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The rows, each cell a number where it reads as one.
fn sheet(table: &[u8]) -> Result<String, csv::Error> {
    let mut text = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#
        .to_owned();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    for row in reader.records() {
        text += "<row>";
        row?.iter().for_each(|cell| text += &written(cell));
        text += "</row>";
    }
    text += "</sheetData></worksheet>";
    Ok(text)
}

fn written(cell: &str) -> String {
    match cell.parse::<f64>() {
        Ok(number) if number.is_finite() => format!("<c><v>{number}</v></c>"),
        _ => {
            let text = escaped(cell);
            format!(r#"<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>"#)
        }
    }
}

fn escaped(text: &str) -> String {
    let mut written = String::new();
    for letter in text.chars() {
        match letter {
            '&' => written += "&amp;",
            '<' => written += "&lt;",
            '>' => written += "&gt;",
            '"' => written += "&quot;",
            '\t' | '\n' | '\r' => drop(write!(written, "&#{};", u32::from(letter))),
            // XML has no way to say these.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_workbook_has_numbers_as_numbers_and_no_formula() {
        let bytes = of_csv("a & b", b"name,value\n\"=1+1 <b>\",2.50\n").unwrap();
        assert_eq!(bytes, of_csv("a & b", b"name,value\n\"=1+1 <b>\",2.50\n").unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
            roxmltree::Document::parse(&text).unwrap();
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<c><v>2.5</v></c>"), "{sheet}");
        assert!(sheet.contains("=1+1 &lt;b&gt;") && !sheet.contains("<f>"), "{sheet}");
        assert!(part("xl/workbook.xml").contains("name=\"a &amp; b\""));
        part("[Content_Types].xml");
    }
}
