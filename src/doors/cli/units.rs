//! `lintel units`: an estate at a glance, without saying where anything is.

use super::args::{Format, Units};
use super::data_source::door;
use super::{Failure, Said, layout};
use crate::base::domain::unit::Residents;
use crate::base::domain::{Kind, calendar};
use crate::doors::files::{self, List};
use crate::doors::tasks::asked_at;
use crate::inputs::estate::OccupiedEstate;
use crate::inputs::occupancy::OccupancyList;
use crate::presentation::render::terminal;
use crate::presentation::wording;
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
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    occupancy_as_of: Option<String>,
    occupancy_list: OccupancyList,
    minimum_units: Vec<Minimum>,
    units: Vec<Row<'a>>,
}

pub(super) fn run(data: &Path, now: Timestamp, args: &Units) -> Result<Said, Failure> {
    let at = args.register.moment()?;
    let (homes, at) = match door(data, &args.register.whereabouts, args.of.estate.as_deref())? {
        Some(mut door) => {
            let night = door.night(asked_at(at, now)?, now)?;
            (night.estate(door.estate.clone(), None), Some(night.printed_at()))
        }
        None => (of_files(data, args, now)?, None),
    };
    let answer = answer(&homes, at);
    let text = match args.format {
        Format::Json => layout::json(&answer),
        Format::Csv => files::table_of_records(&answer.units)?,
        Format::Table => terminal::render(&wording::units::units(&homes, now)),
    };
    Ok(Said::done(text))
}

fn of_files(data: &Path, args: &Units, now: Timestamp) -> Result<OccupiedEstate, Failure> {
    let folder = files::estate_folder(data, args.of.estate.as_deref())?;
    let list = if args.format == Format::Table { List::AsFar } else { List::Whole };
    let homes = files::estate_with(list, &folder, &files::geography(data)?)?;
    Ok(homes.on(calendar::london_day(now)))
}

fn answer(homes: &OccupiedEstate, at: Option<String>) -> Answer<'_> {
    let (estate, occupancy) = homes.both();
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
        at,
        occupancy_as_of: occupancy.snapshot.as_of.map(|as_of| as_of.to_string()),
        occupancy_list: occupancy.list(),
        minimum_units,
        units: (0..estate.units.len()).map(|unit| row(homes, unit)).collect(),
    }
}

fn row(homes: &OccupiedEstate, index: usize) -> Row<'_> {
    let (estate, occupancy) = homes.both();
    let (unit, setting) = (&estate.units[index], estate.setting_of(index));
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
        staff: wording::units::staff(setting.cover),
        state: wording::units::title(estate.state_of(index, occupancy)),
        residents: setting.residents,
        from: unit.from.map(|day| day.to_string()),
    }
}
