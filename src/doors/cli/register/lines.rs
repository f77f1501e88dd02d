//! A file to be imported: events one a line, or an occupancy list whose every row becomes an event.

use crate::base::domain::EventName;
use crate::base::domain::calendar::london_day;
use crate::base::parse::{Field, Issues, Sink, notation, table};
use crate::doors::files::Text;
use crate::inputs::occupancy::OCCUPANCY;
use crate::service::register::{Draft, Misread, utc};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// A line with what was read of it.
pub(super) type Line = (usize, Result<Draft, Misread>);

/// Reads a file of either kind.
pub(super) fn read(text: &Text, by: &str, now: Timestamp) -> Result<Vec<Line>, Issues> {
    let begins = text.text.trim_start_matches('\u{feff}').trim_start();
    // The first line of an occupancy list is its columns.
    if begins.starts_with("unit,") || text.file.to_ascii_lowercase().ends_with(".csv") {
        occupancy(text, by, now)
    } else {
        Ok(events(&text.text, by))
    }
}

/// Events, one a line; lines with nothing on them are passed over.
fn events(text: &str, by: &str) -> Vec<Line> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| (number, event(line, by))).collect()
}

fn event(line: &str, by: &str) -> Result<Draft, Misread> {
    let Ok(Value::Object(mut object)) = serde_json::from_str(line) else {
        return Draft::read(line);
    };
    object.entry("by").or_insert_with(|| json!(by));
    Draft::of(object)
}

/// Whoever lives there by an occupancy list, each carried in since the day of moving in; who has left is passed over.
fn occupancy(text: &Text, by: &str, now: Timestamp) -> Result<Vec<Line>, Issues> {
    let mut sink = Sink::new(&*text.file);
    let read = notation::csv(&text.text, &mut sink);
    let (header, rows) = sink.into_issues().or_value(read)?;
    let has = |field: &&Field| header.iter().any(|name| name == field.name);
    if !OCCUPANCY.iter().filter(|field| field.required).all(|field| has(&field)) {
        let mut sink = Sink::new(&*text.file);
        drop(table::records::<Value>(&text.text, OCCUPANCY, &mut sink));
        return sink.into_issues().or_value(None);
    }
    let today = london_day(now).to_string();
    let lines = rows.iter().filter_map(|row| {
        let cell = |name: &str| {
            let column = header.iter().position(|column| column == name)?;
            row.cells.get(column).map(String::as_str).filter(|cell| !cell.is_empty())
        };
        let has_left = cell("left").is_some_and(|left| left <= today.as_str());
        (!has_left).then(|| (row.line, Draft::of(carried_in(cell, by, now))))
    });
    Ok(lines.collect())
}

/// The event of a row, with whatever stands in its cells: what is wrong with them is for the register to say.
fn carried_in<'a>(
    cell: impl Fn(&str) -> Option<&'a str>,
    by: &str,
    now: Timestamp,
) -> Map<String, Value> {
    let flag = |name: &str| match cell(name) {
        Some(said) if said.eq_ignore_ascii_case("true") => json!(true),
        Some(said) if said.eq_ignore_ascii_case("false") => json!(false),
        said => json!(said),
    };
    let apart = cell("keep_apart").unwrap_or_default().split(';').map(str::trim);
    let apart: Vec<&str> = apart.filter(|one| !one.is_empty()).collect();
    let since = cell("moved_in").filter(|day| *day != "unknown");
    let keys = json!({
        "at": since.map_or_else(|| utc(now), ToOwned::to_owned),
        "by": by,
        "event": EventName::CarriedIn,
        "referral": cell("reference"),
        "unit": cell("unit"),
        "complex_needs": flag("complex_needs"),
        "nrpf": flag("nrpf"),
        "keep_apart": apart,
    });
    keys.as_object().cloned().unwrap_or_default()
}
