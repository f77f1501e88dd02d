//! The files of `data/<provider>/` into an [`Estate`]: every cell first, then what joins them.

use super::{Estate, OCCUPANCY, PROVIDER, Provider, SETTINGS, UNITS};
use crate::base::domain::unit::{Between, Cover, Residents, State, SubstancePolicy};
use crate::base::domain::{InWords, Kind, Referral, Resident, Setting, Unit};
use crate::base::geography::{Geography, SectorId};
use crate::base::parse::table::{self, Record};
use crate::base::parse::{At, Code, Issues, Node, Shape, Sink, Source, format, notation};
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

/// What a line of `units.csv` has whose unit was made up to begin with.
pub const PLACEHOLDER: &str = "placeholder: replace";

/// Postcodes a sector must have before it may be named: fewer would be an address.
const LEAST_POSTCODES: u32 = 20;

/// Reads an estate; residents' own referrals are joined by [`Estate::movable`] later.
///
/// # Errors
/// Everything that is wrong in any of the files.
pub fn read(texts: Texts<'_>, geography: &Geography) -> Result<Estate, Issues> {
    let (estate, list) = read_as_far(texts, geography)?;
    list.or_value(Some(estate))
}

/// The same where the list of who lives where may be broken in part, with what is wrong in it: the unit of a row that
/// cannot be read counts as lived in.
///
/// # Errors
/// Everything that is wrong, where that is more than some rows of the list.
pub fn read_as_far(texts: Texts<'_>, geography: &Geography) -> Result<(Estate, Issues), Issues> {
    let mut issues = Issues::default();
    let provider = gather(read_provider(texts.provider), &mut issues);
    let (settings, setting_names) = gather_all(read_settings(texts.settings), &mut issues);
    let (units, unit_names) =
        gather_all(read_units(texts.units, &setting_names, geography), &mut issues);
    let list = texts.occupancy.map(|source| read_occupancy(source, &unit_names));
    let occupancy_known = list.is_some();
    let List { residents, rows_listed, rows_of_no_unit, issues: wrong } = list.unwrap_or_default();
    let sectors = units.iter().map(|unit| home_sector(unit, geography)).collect();
    let estate = provider.map(|provider| Estate {
        provider,
        settings,
        units,
        sectors,
        own_places: Vec::new(),
        residents,
        occupancy_known,
        rows_listed,
        list_faults: wrong.issues.len(),
        rows_of_no_unit,
        list_saved: Vec::new(),
        set_aside: Vec::new(),
        placeholders: texts.units.text.lines().filter(|line| line.contains(PLACEHOLDER)).count(),
        movable: BTreeMap::new(),
        history: Vec::new(),
    });
    if !issues.is_empty() {
        issues.extend(wrong);
        return Err(issues);
    }
    let estate = estate
        .map(|estate| if estate.is_list_unreadable() { all_lived_in(estate) } else { estate });
    issues.or_value(estate).map(|estate| (estate, wrong))
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
    let rows = texts.occupancy.map_or_else(Vec::new, |source| {
        table::records::<OccupancyRow>(source.text, OCCUPANCY, &mut ignored)
    });
    let movable = rows.iter().filter(|row| row.flag("movable") == Some(true));
    FilesNamed {
        bank_holidays: bank_holidays.map(ToOwned::to_owned),
        movable: movable
            .filter_map(|row| Some((row.text("reference")?.to_owned(), row.line)))
            .collect(),
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

fn read_provider(source: Source<'_>) -> Result<Provider, Issues> {
    let mut sink = Sink::new(source.file);
    let json = notation::toml(source.text, &mut sink)
        .and_then(|node| Shape::Table(PROVIDER).check(&node, "", "", &mut sink));
    let provider = json.and_then(|json| serde_json::from_value(json).ok());
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
    return_type: Option<String>,
}

type Names = BTreeMap<String, usize>;

/// Notes a name that stands twice; every row keeps its name, so that one wrong cell of it is one issue.
fn take_name<T>(record: &Record<T>, column: &str, names: &mut Names, at: usize, sink: &mut Sink) {
    let Some(name) = record.text(column) else { return };
    if names.insert(name.to_owned(), at).is_some() {
        let (allowed, action) = (
            format!("this {column} stands twice"),
            format!("give each {column} one row and its own codename"),
        );
        record.note(sink, Code::Repeated, (column, name), allowed, action);
    }
}

/// The position of a name in another file; notes a name that is not there.
fn find_name<T>(
    record: &Record<T>,
    column: &str,
    names: &Names,
    file: &str,
    sink: &mut Sink,
) -> Option<usize> {
    let name = record.text(column)?;
    let found = names.get(name).copied();
    if found.is_none() {
        let allowed = format!("{file} has no such {column}");
        let action = format!("name a {column} of {file}, or correct its row there");
        record.note(sink, Code::NotFound, (column, name), allowed, action);
    }
    found
}

fn read_settings(source: Source<'_>) -> ((Vec<Setting>, Names), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut settings, mut names) = (Vec::new(), Names::new());
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
    settings: &Names,
    geography: &Geography,
) -> ((Vec<Unit>, Names), Issues) {
    let mut sink = Sink::new(source.file);
    let (mut units, mut names) = (Vec::new(), Names::new());
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

#[derive(Deserialize)]
struct OccupancyRow {
    reference: String,
    moved_in: Option<String>,
    complex_needs: bool,
    nrpf: bool,
    movable: Option<bool>,
    left: Option<Date>,
}

/// Who lives where, as far as the list can be read.
#[derive(Default)]
struct List {
    residents: Vec<Resident>,
    rows_listed: usize,
    /// Rows of which nobody can tell which unit they mean.
    rows_of_no_unit: usize,
    issues: Issues,
}

fn read_occupancy(source: Source<'_>, units: &Names) -> List {
    let mut sink = Sink::new(source.file);
    let mut list = List::default();
    let (mut lived_in, mut known) = (BTreeSet::new(), BTreeSet::new());
    let mut rows = Vec::new();
    for record in table::records::<OccupancyRow>(source.text, OCCUPANCY, &mut sink) {
        rows.push(record.line);
        let unit = find_name(&record, "unit", units, "units.csv", &mut sink)
            .or_else(|| meant(record.text("unit")?, units));
        let is_first = unit.is_none_or(|unit| lived_in.insert(unit));
        let is_new =
            record.text("reference").is_none_or(|reference| known.insert(reference.to_owned()));
        check_repeats(&record, (is_first, is_new), &mut sink);
        let apart = record.text("keep_apart").or_else(|| record.unread("keep_apart"));
        let apart = apart.unwrap_or_default();
        let keep_apart = keep_apart(apart);
        let in_words = InWords {
            may_keep_apart: may_be_anybody(apart),
            reference: record.unread("reference").map(str::to_owned),
        };
        check_left(&record, &mut sink);
        list.rows_listed += 1;
        let [begun, reference] =
            ["unit", "reference"].map(|column| record.text(column).unwrap_or_default().to_owned());
        let Some((row, unit)) = record.row.zip(unit) else {
            let units = unit.map_or_else(|| begun_so(&begun, units, &lived_in), |unit| vec![unit]);
            list.rows_of_no_unit += usize::from(units.is_empty());
            lived_in.extend(&units);
            let somebody = |unit| Resident {
                keep_apart: keep_apart.clone(),
                in_words: in_words.clone(),
                ..somebody(unit, &reference)
            };
            list.residents.extend(units.into_iter().map(somebody));
            continue;
        };
        let moved_in = row.moved_in.and_then(|day| day_of(&day));
        // Of two days that contradict each other nobody knows which is wrong: somebody may live there.
        let left = row.left.filter(|left| moved_in.is_none_or(|moved_in| *left >= moved_in));
        list.residents.push(Resident {
            unit,
            reference: row.reference,
            moved_in,
            complex_needs: row.complex_needs,
            nrpf: row.nrpf,
            keep_apart,
            in_words,
            movable: row.movable.unwrap_or(false),
            left,
        });
    }
    for (line, unit) in swallowed(source.text, &rows, units) {
        if lived_in.insert(unit) {
            let place = format!("line {line}");
            let allowed = "a quotation swallowed this line, and its unit counts as lived in";
            let action = "close the quotation above it, or remove its mark";
            sink.add(Code::Syntax, At::new(&place, Some(line)), "", allowed, action);
            list.residents.push(somebody(unit, ""));
        }
    }
    list.issues = sink.into_issues();
    list
}

/// The unit that a name written otherwise means, whatever its case and marks, and whatever follows it: "larch 3 (back)".
fn meant(typed: &str, units: &Names) -> Option<usize> {
    let typed = pieces(typed);
    let begins = |(name, unit): (&String, &usize)| {
        let pieces = pieces(name);
        typed.starts_with(&pieces).then_some((pieces.len(), *unit))
    };
    units.iter().filter_map(begins).max().map(|(_, unit)| unit)
}

/// Runs of letters and of figures, in small letters.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.to_lowercase().chars() {
        if c.is_alphanumeric() {
            let goes_on =
                before.is_some_and(|b| b.is_alphanumeric() && b.is_numeric() == c.is_numeric());
            match pieces.last_mut().filter(|_| goes_on) {
                Some(piece) => piece.push(c),
                None => pieces.push(c.to_string()),
            }
        }
        before = Some(c);
    }
    pieces
}

/// The units of which a row that breaks off may be: those that nobody is known to live in and whose names begin so.
fn begun_so(begun: &str, units: &Names, lived_in: &BTreeSet<usize>) -> Vec<usize> {
    let begun = begun.to_lowercase();
    let may_be = units.iter().filter(|(name, unit)| {
        !begun.is_empty() && name.to_lowercase().starts_with(&begun) && !lived_in.contains(unit)
    });
    may_be.map(|(_, unit)| *unit).collect()
}

/// Whom a resident must be kept apart from: references, and those among words instead of a reference.
fn keep_apart(cell: &str) -> Vec<String> {
    let apart = format::references(cell).flat_map(|part| part.split(','));
    apart.map(str::trim).filter(|part| !part.is_empty()).map(ToOwned::to_owned).collect()
}

/// Whether words of whom to keep apart from name nobody by a reference: "his sister" may be anybody who asks.
fn may_be_anybody(cell: &str) -> bool {
    const NOBODY: [&str; 8] = ["none", "no", "nobody", "no one", "nil", "na", "n/a", "-"];
    let parts = format::references(cell).flat_map(|part| part.split(','));
    let names_nobody = |part: &str| {
        let is_words = part.contains(char::is_whitespace);
        is_words && !part.contains(|c: char| c.is_ascii_digit())
    };
    parts.map(str::trim).filter(|part| !NOBODY.contains(&&*part.to_lowercase())).any(names_nobody)
}

/// Without any row that names a unit the whole estate would look vacant: somebody lives everywhere.
fn all_lived_in(estate: Estate) -> Estate {
    let residents = (0..estate.units.len()).map(|unit| somebody(unit, "")).collect();
    Estate { residents, ..estate }
}

/// The columns of the list of who lives where; the first two a header must name.
pub fn columns_of_the_list() -> Vec<&'static str> {
    OCCUPANCY.iter().map(|field| field.name).collect()
}

/// Units that lines name which are no rows, for a quotation swallowed them: somebody may live there.
fn swallowed(text: &str, rows: &[usize], units: &Names) -> Vec<(usize, usize)> {
    let lines = (1..).zip(text.lines()).filter(|(line, _)| !rows.contains(line));
    // The header names no unit, whatever its columns are called.
    let header = rows.iter().min().copied().unwrap_or(usize::MAX);
    let named = |(line, text): (usize, &str)| {
        let cells = text.split(',').map(|cell| cell.trim().trim_matches('"').trim());
        let found: Vec<_> =
            cells.filter_map(|cell| units.get(cell)).map(|unit| (line, *unit)).collect();
        (line > header).then_some(found)
    };
    lines.filter_map(named).flatten().collect()
}

/// Somebody of whom little but the unit can be read: they count in whatever is counted.
fn somebody(unit: usize, reference: &str) -> Resident {
    Resident {
        unit,
        reference: reference.to_owned(),
        moved_in: None,
        complex_needs: true,
        nrpf: true,
        keep_apart: Vec::new(),
        in_words: InWords::default(),
        movable: false,
        left: None,
    }
}

/// Neither a unit nor a reference has two rows.
fn check_repeats(record: &Record<OccupancyRow>, (is_first, is_new): (bool, bool), sink: &mut Sink) {
    if let Some(unit) = record.text("unit").filter(|_| !is_first) {
        let allowed = "this unit has two rows; it takes one household";
        let action = "keep the household that lives there";
        record.note(sink, Code::Repeated, ("unit", unit), allowed, action);
    }
    if let Some(reference) = record.text("reference").filter(|_| !is_new) {
        let allowed = "this reference has two rows";
        let action = "keep the unit it lives in";
        record.note(sink, Code::Repeated, ("reference", reference), allowed, action);
    }
}

/// Nobody leaves before moving in.
fn check_left(record: &Record<OccupancyRow>, sink: &mut Sink) {
    let days = record.text("moved_in").and_then(day_of).zip(record.text("left").and_then(day_of));
    if let Some((moved_in, left)) = days.filter(|(moved_in, left)| left < moved_in) {
        let allowed = format!("nobody leaves before moving in, which was on {moved_in}");
        let action = "correct one of the two days";
        record.note(sink, Code::Contradiction, ("left", left.to_string()), allowed, action);
    }
}

/// The day of a day or moment.
fn day_of(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

impl Estate {
    /// Joins the referral of a resident who could be moved.
    #[must_use]
    pub fn with_movable(mut self, referral: Referral) -> Self {
        self.movable.insert(referral.reference.clone(), referral);
        self
    }
}
