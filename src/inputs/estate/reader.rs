//! The files of `data/<provider>/` into an [`OccupiedEstate`]: every cell first, then what joins them.

use super::{Estate, OccupiedEstate, PROVIDER, Provider, SETTINGS, UNITS};
use crate::base::domain::unit::{Between, Cover, Residents, State, SubstancePolicy};
use crate::base::domain::{Kind, Setting, Unit};
use crate::base::geography::{Geography, SectorId};
use crate::base::parse::row_names::{RowNames, find_name, take_name};
use crate::base::parse::table::{self, Record};
use crate::base::parse::{Code, Issues, Node, Shape, Sink, Source, format, notation};
use crate::inputs::occupancy::{self, Occupancy, Snapshot};
use jiff::civil::Date;
use serde::Deserialize;

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

/// What a line of `units.csv` has whose unit was made up to begin with.
pub const PLACEHOLDER: &str = "placeholder: replace";

/// Postcodes a sector must have before it may be named: fewer would be an address.
const LEAST_POSTCODES: u32 = 20;

/// Reads an estate; residents' own referrals are joined by [`Occupancy::movable`] later.
///
/// # Errors
/// Everything that is wrong in any of the files.
pub fn read(texts: Texts<'_>, geography: &Geography) -> Result<OccupiedEstate, Issues> {
    let (estate, list) = read_as_far(texts, geography)?;
    list.or_value(Some(estate))
}

/// The same where the list of who lives where may be broken in part, with what is wrong in it: the unit of a row that
/// cannot be read counts as lived in.
///
/// # Errors
/// Everything that is wrong, where that is more than some rows of the list.
pub fn read_as_far(
    texts: Texts<'_>,
    geography: &Geography,
) -> Result<(OccupiedEstate, Issues), Issues> {
    let mut issues = Issues::default();
    let provider = gather(read_provider(texts.provider), &mut issues);
    let (provider, snapshot) = provider.unzip();
    let (settings, setting_names) = gather_all(read_settings(texts.settings), &mut issues);
    let (units, unit_names) =
        gather_all(read_units(texts.units, &setting_names, geography), &mut issues);
    let snapshot = snapshot.unwrap_or_default();
    let (occupancy, wrong) = match texts.occupancy {
        Some(source) => occupancy::read_list(source, &unit_names, snapshot),
        None => (Occupancy::of_nobody(snapshot), Issues::default()),
    };
    let sectors = units.iter().map(|unit| home_sector(unit, geography)).collect();
    let estate = provider.map(|provider| Estate {
        provider,
        settings,
        units,
        sectors,
        own_places: Vec::new(),
        set_aside: Vec::new(),
        placeholders: texts.units.text.lines().filter(|line| line.contains(PLACEHOLDER)).count(),
        history: Vec::new(),
    });
    if !issues.is_empty() {
        issues.extend(wrong);
        return Err(issues);
    }
    issues.or_value(estate).map(|estate| (OccupiedEstate { estate, occupancy }, wrong))
}

/// The files beside its own that an estate names, whatever else is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesNamed {
    /// The file of bank holidays.
    pub bank_holidays: Option<String>,
    /// References of residents who could be moved, each with its line: `residents/REFERENCE.toml`.
    pub movable: Vec<(String, usize)>,
}

/// Finds the files that an estate names, so that a missing one can be said with everything else.
pub fn files_named(texts: Texts<'_>) -> FilesNamed {
    let mut ignored = Sink::new("");
    let provider = notation::toml(texts.provider.text, &mut ignored);
    let hours = provider.as_ref().and_then(|provider| provider.get("office_hours"));
    let bank_holidays = hours.and_then(|hours| hours.get("bank_holidays")).and_then(Node::as_text);
    FilesNamed {
        bank_holidays: bank_holidays.map(ToOwned::to_owned),
        movable: texts.occupancy.map(occupancy::movable_named).unwrap_or_default(),
    }
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

/// The provider, and what it says of the list of who lives where.
fn read_provider(source: Source<'_>) -> Result<(Provider, Snapshot), Issues> {
    let mut sink = Sink::new(source.file);
    let json = notation::toml(source.text, &mut sink)
        .and_then(|node| Shape::Table(PROVIDER).check(&node, "", "", &mut sink));
    let read = json.and_then(|mut json| {
        let said = json.as_object_mut()?.remove("occupancy");
        let snapshot = said.map(serde_json::from_value).transpose().ok()?;
        Some((serde_json::from_value(json).ok()?, snapshot.unwrap_or_default()))
    });
    sink.into_issues().or_value(read)
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
    return_type: Option<String>,
}

fn read_settings(source: Source<'_>) -> ((Vec<Setting>, RowNames), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut settings, mut names) = (Vec::new(), RowNames::new());
    for (k, record) in (0..).zip(table::records::<SettingRow>(source.text, SETTINGS, &mut sink)) {
        if record.flag("shared") == Some(true) && record.text("residents") == Some("any") {
            let allowed = "a shared setting is for women or for men";
            let action = "write women or men, or shared false if nothing is shared";
            record.note(&mut sink, Code::Contradiction, ("residents", "any"), allowed, action);
        }
        take_name(&record, "setting", &mut names, k, &mut sink);
        let Some(row) = record.row else { continue };
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
            return_type: row.return_type,
        });
    }
    ((settings, names), sink.into_issues())
}

#[derive(Deserialize)]
struct UnitRow {
    unit: String,
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
    settings: &RowNames,
    geography: &Geography,
) -> ((Vec<Unit>, RowNames), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut units, mut names) = (Vec::new(), RowNames::new());
    let lines: Vec<&str> = source.text.lines().collect();
    for (k, record) in (0..).zip(table::records::<UnitRow>(source.text, UNITS, &mut sink)) {
        check_unit(&record, geography, &mut sink);
        let setting = find_name(&record, "setting", settings, "settings.csv", &mut sink);
        take_name(&record, "unit", &mut names, k, &mut sink);
        let Some((row, setting)) = record.row.zip(setting) else { continue };
        units.push(Unit {
            name: row.unit,
            setting,
            rooms: format::rooms(&row.rooms).unwrap_or_default(),
            cots: row.cots,
            step_free: row.step_free,
            wheelchair: row.wheelchair,
            sector: row.sector,
            state: row.state,
            from: row.from,
            between: Between::Neither,
            is_placeholder: lines
                .get(record.line - 1)
                .is_some_and(|line| line.contains(PLACEHOLDER)),
        });
    }
    ((units, names), sink.into_issues())
}

fn check_unit(record: &Record<UnitRow>, geography: &Geography, sink: &mut Sink) {
    if record.flag("wheelchair") == Some(true) && record.flag("step_free") == Some(false) {
        let allowed = "a wheelchair unit is step-free";
        let action = "write step_free true, or wheelchair false";
        record.note(sink, Code::Contradiction, ("step_free", "false"), allowed, action);
    }
    if let (Some("open"), Some(from)) = (record.text("state"), record.text("from")) {
        let allowed = "only a void or planned unit has a first day";
        let action = "leave it empty, or change the state";
        record.note(sink, Code::Contradiction, ("from", from), allowed, action);
    }
    let Some(sector) = record.text("sector") else { return };
    let postcodes = geography.sector(sector).map_or(0, |sector| geography.postcodes_in(sector));
    let is_known = geography.covers_area_of(sector) && geography.can_read_area_of(sector);
    if is_known && postcodes < LEAST_POSTCODES {
        let allowed = format!(
            "a sector here must have at least {LEAST_POSTCODES} postcodes; with fewer it would be an address"
        );
        let action = "check the sector, or name a larger one beside it";
        record.note(sink, Code::OutOfRange, ("sector", sector), allowed, action);
    }
}
