//! `lintel units`: an estate at a glance, without saying where anything is.

use super::args::{Format, Units};
use super::{Failure, Said, files, layout, screen};
use crate::base::domain::unit::{Cover, Residents, State};
use crate::base::domain::{Kind, calendar};
use crate::inputs::estate::{Estate, OccupancyList};
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

/// One unit as this command shows it.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "one column each, as in units.csv")]
struct Row<'a> {
    unit: &'a str,
    setting: &'a str,
    kind: Kind,
    bedrooms: usize,
    sleeping_places: u32,
    cots: u32,
    step_free: bool,
    wheelchair: bool,
    shared: bool,
    pets: bool,
    staff: &'static str,
    residents: Residents,
    state: &'static str,
    from: Option<String>,
}

/// One contract minimum.
#[derive(Debug, Serialize)]
struct Minimum {
    kind: Kind,
    units: usize,
    at_least: Option<u32>,
    met: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Answer<'a> {
    estate: &'a str,
    occupancy_as_of: Option<String>,
    occupancy_list: OccupancyList,
    minimum_units: Vec<Minimum>,
    units: Vec<Row<'a>>,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Units) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.estate.as_deref())?;
    let estate = files::estate(&folder, &geography)?.on(calendar::london_day(now));
    let answer = answer(&estate);
    let text = match args.format {
        Format::Json => layout::json(&answer),
        Format::Csv => csv_of(&answer.units)?,
        Format::Table => table(&estate, &answer, now),
    };
    Ok(Said::done(text))
}

fn answer(estate: &Estate) -> Answer<'_> {
    let minimum_units = Kind::ALL
        .into_iter()
        .map(|kind| {
            let minimum = estate.minimum_met(kind);
            Minimum {
                kind,
                units: estate.units_of(kind),
                at_least: minimum.map(|(minimum, _)| minimum),
                met: minimum.map(|(_, met)| met),
            }
        })
        .filter(|row| row.units > 0 || row.at_least.is_some())
        .collect();
    Answer {
        estate: &estate.provider.name,
        occupancy_as_of: estate.provider.occupancy.as_of.map(|as_of| as_of.to_string()),
        occupancy_list: estate.occupancy_list(),
        minimum_units,
        units: (0..estate.units.len()).map(|unit| row(estate, unit)).collect(),
    }
}

fn row(estate: &Estate, index: usize) -> Row<'_> {
    let (unit, setting) = (&estate.units[index], estate.setting_of(index));
    let lived_in = estate.residents.iter().any(|resident| resident.unit == index);
    Row {
        unit: &unit.name,
        setting: &setting.name,
        kind: setting.kind,
        bedrooms: unit.rooms.len(),
        sleeping_places: unit.sleeping_places(),
        cots: unit.cots,
        step_free: unit.step_free,
        wheelchair: unit.wheelchair,
        shared: setting.shared,
        pets: setting.pets,
        staff: if setting.cover == Cover::AllHours { "24h" } else { "visiting" },
        state: match unit.state {
            _ if lived_in => "lived in",
            State::Open if !estate.occupancy_known => "not known",
            State::Open => "vacant",
            State::Void if unit.being_made_ready => "made ready",
            State::Void => "repair",
            State::Planned => "planned",
        },
        residents: setting.residents,
        from: unit.from.map(|day| day.to_string()),
    }
}

fn csv_of(rows: &[Row<'_>]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(anyhow::Error::from)?;
    }
    let bytes = writer.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn table(estate: &Estate, answer: &Answer<'_>, now: Timestamp) -> String {
    let units = layout::count(answer.units.len(), "unit", "units");
    let whole = screen::not_whole(estate);
    let mut text = format!("{whole}{}: {units}\n\n", answer.estate);
    for row in &answer.minimum_units {
        let judged = match (row.at_least, row.met) {
            (Some(minimum), Some(true)) => format!("the contract asks for at least {minimum}: met"),
            (Some(minimum), _) => format!("the contract asks for at least {minimum}: NOT MET"),
            _ => "the contract names no minimum".to_owned(),
        };
        let count = layout::count(row.units, "unit", "units");
        let kind = row.kind.title();
        text.push_str(&layout::wrapped(&format!("  {kind:<15} {count:>9}   "), &judged));
    }
    text.push('\n');
    text += &rows(&answer.units);
    text.push('\n');
    for (unit, row) in estate.units.iter().zip(&answer.units) {
        if let Some(from) = unit.from {
            let until = format!("{} until {}.", row.state, screen::day(from, now));
            text += &layout::wrapped("", &format!("{}: {until}", row.unit));
        }
    }
    text += &screen::said_of(estate, now);
    text += &layout::wrapped("", "Where a unit is, is never shown. Anybody in danger: 999.");
    text
}

/// The units, each kind under its name.
fn rows(units: &[Row<'_>]) -> String {
    let head = ["unit", "beds", "cots", "access", "rooms", "staff", "pets", "for", "state"];
    let mut cells = vec![head.map(str::to_owned).to_vec()];
    cells.extend(units.iter().map(|row| {
        let access = match (row.wheelchair, row.step_free) {
            (true, _) => "adapted",
            (_, true) => "no steps",
            _ => "steps",
        };
        let residents = match row.residents {
            Residents::Women => "women",
            Residents::Men => "men",
            Residents::Any => "any",
        };
        vec![
            row.unit.to_owned(),
            format!("{} in {}", row.sleeping_places, row.bedrooms),
            row.cots.to_string(),
            access.to_owned(),
            if row.shared { "shared" } else { "own" }.to_owned(),
            row.staff.to_owned(),
            if row.pets { "yes" } else { "no" }.to_owned(),
            residents.to_owned(),
            row.state.to_owned(),
        ]
    }));
    let table = layout::columns(&cells);
    let mut lines = table.lines();
    let mut shown = vec![lines.next().unwrap_or_default().to_owned()];
    let mut kind = None;
    for (row, line) in units.iter().zip(lines) {
        if kind != Some(row.kind) {
            shown.push(row.kind.title().to_uppercase());
            kind = Some(row.kind);
        }
        shown.push(line.to_owned());
    }
    shown.join("\n") + "\n"
}
