//! The files of `data/<provider>/` into an [`Estate`]: every cell first, then what joins them.

use super::{Estate, OCCUPANCY, PROVIDER, Provider, SETTINGS, UNITS};
use crate::domain::unit::{Cover, Residents, State, SubstancePolicy};
use crate::domain::{Kind, Referral, Resident, Setting, Unit};
use crate::geography::{Geography, SectorId};
use crate::reading::table::{self, Record};
use crate::reading::{At, Code, Issues, Shape, Sink, Source, format, notation};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The files of one estate. Without an occupancy file nobody is known to live there.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// `provider.toml`.
    pub provider: Source<'a>,
    /// `settings.csv`.
    pub settings: Source<'a>,
    /// `units.csv`.
    pub units: Source<'a>,
    /// `occupancy.csv`.
    pub occupancy: Option<Source<'a>>,
}

/// Postcodes a sector must have before it may be named: fewer would be an address.
const LEAST_POSTCODES: u32 = 20;

/// Reads an estate; residents' own referrals are joined by [`Estate::movable`] later.
///
/// # Errors
/// Everything that is wrong in any of the files.
pub fn read(texts: Texts<'_>, geography: &Geography) -> Result<Estate, Issues> {
    let mut issues = Issues::default();
    let provider = gather(read_provider(texts.provider), &mut issues);
    let (settings, setting_names) = gather_all(read_settings(texts.settings), &mut issues);
    let (units, unit_names) =
        gather_all(read_units(texts.units, &setting_names, geography), &mut issues);
    let residents = texts.occupancy.map(|source| read_occupancy(source, &unit_names));
    let occupancy_known = residents.is_some();
    let residents = residents.map(|read| gather_all(read, &mut issues)).unwrap_or_default();
    let sectors = units.iter().map(|unit| home_sector(unit, geography)).collect();
    let movable = BTreeMap::new();
    let estate = provider.map(|provider| Estate {
        provider,
        settings,
        units,
        sectors,
        residents,
        occupancy_known,
        movable,
    });
    issues.or_value(estate)
}

fn gather<T>(read: Result<T, Issues>, issues: &mut Issues) -> Option<T> {
    read.map_err(|found| issues.extend(found)).ok()
}

fn gather_all<T>((value, found): (T, Issues), issues: &mut Issues) -> T {
    issues.extend(found);
    value
}

fn home_sector(unit: &Unit, geography: &Geography) -> Option<SectorId> {
    geography.sector(&unit.sector).filter(|&sector| geography.has_homes(sector))
}

fn read_provider(source: Source<'_>) -> Result<Provider, Issues> {
    let mut sink = Sink::new(source.file);
    let json = notation::toml(source.text, &mut sink)
        .and_then(|node| Shape::Table(PROVIDER).check(&node, "", "", &mut sink));
    if let Some(json) = &json {
        for term in ["soft_unsafe", "far_from_near"] {
            let points = &json["weights"][term];
            if points.as_array().is_some_and(|points| points.len() != 2) {
                let place = format!("weights.{term}");
                let allowed = "it must be a list of two whole numbers";
                let action = "give the points of its two bands";
                sink.add(
                    Code::OutOfRange,
                    At::new(&place, None),
                    points.to_string(),
                    allowed,
                    action,
                );
            }
        }
    }
    let provider =
        json.filter(|_| sink.is_clean()).and_then(|json| serde_json::from_value(json).ok());
    sink.into_issues().or_value(provider)
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one column each, as in settings.csv")]
struct SettingRow {
    setting: String,
    kind: Kind,
    residents: Residents,
    shared: bool,
    oldest_boy: Option<u8>,
    oldest_boy_discretion: bool,
    children: bool,
    cover: Cover,
    complex_needs_places: Option<u32>,
    substances: SubstancePolicy,
    pets: bool,
}

type Names = BTreeMap<String, usize>;

fn read_settings(source: Source<'_>) -> ((Vec<Setting>, Names), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut settings, mut names) = (Vec::new(), Names::new());
    for record in table::records::<SettingRow>(source.text, SETTINGS, &mut sink) {
        let row = &record.row;
        if row.shared && row.residents == Residents::Any {
            let allowed = "a shared setting is for women or for men (2.21, 6.2)";
            let action = "write women or men, or shared false if nothing is shared";
            record.note(&mut sink, Code::Contradiction, ("residents", "any"), allowed, action);
        }
        if names.insert(row.setting.clone(), settings.len()).is_some() {
            let action = "give each setting one row and its own codename";
            record.note(
                &mut sink,
                Code::Repeated,
                ("setting", &row.setting),
                "this setting stands twice",
                action,
            );
        }
        let row = record.row;
        settings.push(Setting {
            name: row.setting,
            kind: row.kind,
            residents: row.residents,
            shared: row.shared,
            oldest_boy: row.oldest_boy,
            oldest_boy_discretion: row.oldest_boy_discretion,
            children: row.children,
            cover: row.cover,
            complex_needs_places: row.complex_needs_places,
            substances: row.substances,
            pets: row.pets,
        });
    }
    ((settings, names), sink.into_issues())
}

#[derive(Deserialize)]
struct UnitRow {
    unit: String,
    setting: String,
    rooms: String,
    cots: u32,
    step_free: bool,
    wheelchair: bool,
    sector: String,
    state: State,
    from: Option<Date>,
}

fn read_units(
    source: Source<'_>,
    settings: &Names,
    geography: &Geography,
) -> ((Vec<Unit>, Names), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut units, mut names) = (Vec::new(), Names::new());
    for record in table::records::<UnitRow>(source.text, UNITS, &mut sink) {
        check_unit(&record, geography, &mut sink);
        let row = &record.row;
        let setting = settings.get(&row.setting).copied();
        if setting.is_none() {
            let action =
                "name a setting of settings.csv, or correct what is wrong with its row there";
            record.note(
                &mut sink,
                Code::NotFound,
                ("setting", &row.setting),
                "settings.csv has no such setting",
                action,
            );
        }
        if names.insert(row.unit.clone(), units.len()).is_some() {
            let action = "give each unit one row and its own codename";
            record.note(
                &mut sink,
                Code::Repeated,
                ("unit", &row.unit),
                "this unit stands twice",
                action,
            );
        }
        let row = record.row;
        units.push(Unit {
            name: row.unit,
            setting: setting.unwrap_or(0),
            rooms: format::rooms(&row.rooms).unwrap_or_default(),
            cots: row.cots,
            step_free: row.step_free,
            wheelchair: row.wheelchair,
            sector: row.sector,
            state: row.state,
            from: row.from,
        });
    }
    ((units, names), sink.into_issues())
}

fn check_unit(record: &Record<UnitRow>, geography: &Geography, sink: &mut Sink) {
    let row = &record.row;
    if row.wheelchair && !row.step_free {
        let allowed = "a wheelchair unit is step-free";
        let action = "write step_free true, or wheelchair false";
        record.note(sink, Code::Contradiction, ("step_free", "false"), allowed, action);
    }
    if let (State::Open, Some(from)) = (row.state, row.from) {
        let allowed = "only a void or planned unit has a first day";
        let action = "leave it empty, or change the state";
        record.note(sink, Code::Contradiction, ("from", from.to_string()), allowed, action);
    }
    let postcodes =
        geography.sector(&row.sector).map_or(0, |sector| geography.postcodes_in(sector));
    if geography.covers_area_of(&row.sector) && postcodes < LEAST_POSTCODES {
        let allowed = format!(
            "a sector here must have at least {LEAST_POSTCODES} postcodes; with fewer it would be an address"
        );
        let action = "check the sector, or name a larger one beside it";
        record.note(sink, Code::OutOfRange, ("sector", &row.sector), allowed, action);
    }
}

#[derive(Deserialize)]
struct OccupancyRow {
    unit: String,
    reference: String,
    moved_in: Option<String>,
    complex_needs: bool,
    nrpf: bool,
    keep_apart: Option<String>,
    movable: Option<bool>,
}

fn read_occupancy(source: Source<'_>, units: &Names) -> (Vec<Resident>, Issues) {
    let mut sink = Sink::new(source.file);
    let mut residents: Vec<Resident> = Vec::new();
    let (mut lived_in, mut known) = (BTreeSet::new(), BTreeSet::new());
    for record in table::records::<OccupancyRow>(source.text, OCCUPANCY, &mut sink) {
        let row = &record.row;
        let unit = units.get(&row.unit).copied();
        if unit.is_none() {
            let action = "name a unit of units.csv, or correct what is wrong with its row there";
            record.note(
                &mut sink,
                Code::NotFound,
                ("unit", &row.unit),
                "units.csv has no such unit",
                action,
            );
        }
        if unit.is_some_and(|unit| !lived_in.insert(unit)) {
            let action = "keep the household that lives there";
            record.note(
                &mut sink,
                Code::Repeated,
                ("unit", &row.unit),
                "this unit has two rows; it takes one household",
                action,
            );
        }
        if !known.insert(row.reference.clone()) {
            let action = "keep the unit it lives in";
            record.note(
                &mut sink,
                Code::Repeated,
                ("reference", &row.reference),
                "this reference has two rows",
                action,
            );
        }
        let Some(unit) = unit else { continue };
        let row = record.row;
        residents.push(Resident {
            unit,
            reference: row.reference,
            moved_in: row.moved_in.and_then(|day| {
                let day = day.get(..10)?;
                day.parse().ok()
            }),
            complex_needs: row.complex_needs,
            nrpf: row.nrpf,
            keep_apart: split_references(row.keep_apart.as_deref().unwrap_or_default()),
            movable: row.movable.unwrap_or(false),
        });
    }
    (residents, sink.into_issues())
}

fn split_references(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

impl Estate {
    /// Joins the referral of a resident who could be moved.
    #[must_use]
    pub fn with_movable(mut self, referral: Referral) -> Self {
        self.movable.insert(referral.reference.clone(), referral);
        self
    }
}
