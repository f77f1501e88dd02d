//! An estate at a glance, without saying where anything is.

use super::count::count;
use super::describe::describe_to_anybody;
use super::list_of_residents::{age, not_whole};
use super::office::office;
use super::when::day;
use crate::base::domain::Kind;
use crate::base::domain::unit::{Cover, Residents, Setting, Unit};
use crate::inputs::estate::{Estate, OccupiedEstate, UnitState};
use crate::presentation::document::{Block, Document, Fact, Row, Section, Table, Text, text, unit};
use jiff::Timestamp;

/// How many units of which kind there are, and each with what it is.
pub fn units(occupied: &OccupiedEstate, now: Timestamp) -> Document {
    let estate = &occupied.estate;
    let how_many = count(estate.units.len(), "unit", "units");
    let mut estate_named = not_whole(occupied.both()).blocks;
    let named = format!("{}: {how_many}", estate.provider.name);
    estate_named.push(Block::Paragraph(named.into()));
    let kinds = Kind::ALL.into_iter().filter_map(|kind| minimum(estate, kind));
    Document::of([
        Section::plain("estate", estate_named),
        Section::plain("kinds", vec![Block::Facts(kinds.collect())]),
        Section::plain("units", vec![Block::Table(table(occupied))]),
        Section::plain("list", until_when(occupied, now)),
    ])
}

/// Of one kind, and whether the contract asks for more; none where neither says anything of it.
fn minimum(estate: &Estate, kind: Kind) -> Option<Fact> {
    let (units, minimum) = (estate.units_of(kind), estate.minimum_met(kind));
    let judged = match minimum {
        Some((minimum, true)) => format!("the contract asks for at least {minimum}: met"),
        Some((minimum, false)) => format!("the contract asks for at least {minimum}: NOT MET"),
        None if units == 0 => return None,
        None => "the contract names no minimum".to_owned(),
    };
    let figure = count(units, "unit", "units").into();
    Some(Fact { label: kind.title().into(), figure, text: judged.into() })
}

/// The units, each kind under its name.
fn table(occupied: &OccupiedEstate) -> Table {
    let (estate, occupancy) = occupied.both();
    let head = ["unit", "beds", "cots", "access", "rooms", "staff", "pets", "for", "state"];
    let mut rows = Vec::new();
    let mut kind = None;
    for index in 0..estate.units.len() {
        let setting = estate.setting_of(index);
        if kind != Some(setting.kind) {
            rows.push(Row::Group(setting.kind.title().to_uppercase().into()));
            kind = Some(setting.kind);
        }
        rows.push(Row::Cells(cells(
            &estate.units[index],
            setting,
            estate.state_of(index, occupancy),
        )));
    }
    Table { head: head.map(Text::from).to_vec(), rows, ..Table::default() }
}

/// One unit in a line, for whoever is about to offer it.
pub fn one_unit(estate: &Estate, index: usize) -> String {
    describe_to_anybody(&estate.units[index], estate.setting_of(index))
}

fn cells(one: &Unit, setting: &Setting, state: UnitState) -> Vec<Text> {
    let access = match (one.wheelchair, one.step_free) {
        (true, _) => "adapted",
        (_, true) => "no steps",
        _ => "steps",
    };
    let residents = match setting.residents {
        Residents::Women => "women",
        Residents::Men => "men",
        Residents::Any => "any",
    };
    vec![
        unit(&one.name),
        format!("{} in {}", one.sleeping_places(), one.rooms.len()).into(),
        one.cots.to_string().into(),
        access.into(),
        if setting.shared { "shared" } else { "own" }.into(),
        staff(setting.cover).into(),
        if setting.pets { "yes" } else { "no" }.into(),
        residents.into(),
        title(state).into(),
    ]
}

/// When somebody of the staff is there.
pub fn staff(cover: Cover) -> &'static str {
    match cover {
        Cover::AllHours => "24h",
        Cover::Visiting => "visiting",
    }
}

/// What a unit is just now.
pub fn title(state: UnitState) -> &'static str {
    match state {
        UnitState::LivedIn => "lived in",
        UnitState::NotKnown => "not known",
        UnitState::Claimed => "claimed",
        UnitState::Vacant => "vacant",
        UnitState::BeingMadeReady => "made ready",
        UnitState::UnderRepair => "repair",
        UnitState::Planned => "planned",
    }
}

/// Until when units cannot be offered, how old the list is, and what is never shown.
fn until_when(occupied: &OccupiedEstate, now: Timestamp) -> Vec<Block> {
    let (estate, occupancy) = occupied.both();
    let with_a_day = |index: usize| {
        let one = &estate.units[index];
        let state = estate.state_of(index, occupancy);
        // The day of a repair is not the day on which whoever lives there leaves.
        let has_its_day = matches!(
            state,
            UnitState::BeingMadeReady | UnitState::UnderRepair | UnitState::Planned
        );
        let from = one.from.filter(|_| has_its_day)?;
        Some(text![unit(&one.name), format!(": {} until ", title(state)), day(from, now), "."])
    };
    let mut said: Vec<Text> = (0..estate.units.len()).filter_map(with_a_day).collect();
    said.push(age(occupancy, now, now));
    let hours = estate.provider.office_hours.as_ref();
    said.extend(hours.map(|hours| office(hours, now).into()));
    said.push("Where a unit is, is never shown. Anybody in danger: 999.".into());
    said.into_iter().map(Block::Paragraph).collect()
}
