//! From rows to events: a referral, and what became of it, each on its day.

use super::cells::{self, Wrong};
use super::map::{FIELDS, Map, allowed};
use super::ready::Ready;
use super::refusals::{TypedCell, TypedRows};
use super::sheet::Sheet;
use crate::base::domain::EventName;
use crate::base::parse::{At, Code, Issues, Sink, Source};
use crate::inputs::referral;
use crate::service::register::{Draft, Misread};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map as Object, Value, json};
use std::collections::BTreeMap;

/// Events, each with the line of the table it is from.
pub(in crate::doors) type Lines = Vec<(usize, Result<Draft, Misread>)>;

/// Every event of a table with the cells that it is from, or everything that is wrong with it.
pub(super) fn events(
    (file, sheet): (&str, &Sheet),
    map: &Map,
    (by, ready): (&str, &Ready),
) -> Result<(Lines, TypedRows), Issues> {
    let mut sink = Sink::new(file.to_owned());
    let places = places(sheet, map, &mut sink);
    if !places.contains_key("reference") {
        // What each row would lack is said once, of the head.
        return Err(sink.into_issues());
    }
    let (mut lines, mut told) = (Vec::new(), TypedRows::default());
    let mut first = BTreeMap::new();
    for (line, cells) in &sheet.rows {
        let is_ready = ready.has(*line);
        let mut row = Row { line: *line, cells, map, places: &places, is_ready, sink: &mut sink };
        row.note_repeated(&mut first);
        for mut event in row.events() {
            event.insert("by".to_owned(), json!(by));
            lines.push((*line, Draft::of(event)));
        }
        let typed = FIELDS.into_iter().filter_map(|field| Some((field, row.typed(field)?)));
        told.rows.insert(*line, typed.collect());
    }
    sink.into_issues().or_value(Some((lines, told)))
}

/// Where each column stands that the map names.
fn places(sheet: &Sheet, map: &Map, sink: &mut Sink) -> BTreeMap<&'static str, usize> {
    let mut places = BTreeMap::new();
    if sheet.columns.len() == 1 && map.columns.len() > 1 {
        sink.add(
            Code::Syntax,
            At::new("", Some(sheet.head)),
            sheet.columns.concat(),
            "this line has one column: neither commas, nor semicolons, nor tabs separate cells",
            "save the table as CSV, with one of them between the cells",
        );
        return places;
    }
    for field in FIELDS {
        let Some(head) = map.columns.get(field) else { continue };
        match sheet.columns.iter().position(|column| column.eq_ignore_ascii_case(head)) {
            Some(place) => drop(places.insert(field, place)),
            None => sink.add(
                Code::Missing,
                At::new("", Some(sheet.head)),
                head,
                format!("there is no such column; there are {}", sheet.columns.join(", ")),
                format!("write the head as the table has it, as `{field}` under [columns] of the map, or take that line out of the map"),
            ),
        }
    }
    places
}

/// A row on its way into events.
struct Row<'a> {
    line: usize,
    cells: &'a [String],
    map: &'a Map,
    places: &'a BTreeMap<&'static str, usize>,
    /// The unit was made ready for whoever arrived.
    is_ready: bool,
    sink: &'a mut Sink,
}

type Event = Object<String, Value>;

impl Row<'_> {
    /// What stands under a column, in the register's words where the map has them; none: nothing.
    fn cell(&self, field: &str) -> Option<String> {
        let found = self.places.get(field).and_then(|place| self.cells.get(*place));
        let cell = found.filter(|cell| !cell.is_empty());
        let words = self.map.words.get(field);
        let in_words = |cell: &String| {
            let known = words?.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(cell));
            known.map(|(_, ours)| ours.clone())
        };
        let said = cell.map(|cell| in_words(cell).unwrap_or_else(|| cell.clone()));
        said.or_else(|| self.map.absent.get(field).cloned()).filter(|cell| !cell.is_empty())
    }

    /// Reads a cell; what cannot be read is noted.
    fn read<T>(&mut self, field: &str, read: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let cell = self.cell(field)?;
        match read(&cell) {
            Ok(value) => Some(value),
            Err(Wrong { code, allowed, action }) => {
                let head = self.map.columns.get(field).map_or(field, String::as_str);
                let place = format!("line {}, {head}", self.line);
                let at = At::new(&place, Some(self.line));
                self.sink.add(code, at, &cell, allowed, action);
                None
            }
        }
    }

    /// One of the register's words.
    fn word(&mut self, field: &str) -> Option<String> {
        let words = allowed(field).unwrap_or_default();
        self.read(field, |cell| cells::word(field, cell, &words))
    }

    /// A cell as it was typed, by the head of its column.
    fn typed(&self, field: &str) -> Option<TypedCell> {
        let cell = self.cells.get(*self.places.get(field)?)?;
        let head = self.map.columns.get(field)?.clone();
        (!cell.is_empty()).then(|| TypedCell { head, cell: cell.clone() })
    }

    fn note(&mut self, code: Code, field: &str, (allowed, action): (String, &str)) {
        let head = self.map.columns.get(field).map_or(field, String::as_str);
        let place = format!("line {}, {head}", self.line);
        let value = self.typed(field).map(|of| of.cell).or(self.cell(field)).unwrap_or_default();
        self.sink.add(code, At::new(&place, Some(self.line)), value, allowed, action);
    }

    /// A reference that a line before has already: which of the two is meant, nobody could say.
    fn note_repeated(&mut self, first: &mut BTreeMap<String, (usize, String)>) {
        let Some(reference) = self.cell("reference") else { return };
        let number = as_a_number(&reference);
        match first.get(&number) {
            Some((line, other)) if *other != reference => {
                let allowed = format!(
                    "line {line} has {other}: a spreadsheet writes one number in several ways, and these may be the same referral"
                );
                let action =
                    "write every reference as the case system has it, as text and not as a number";
                self.note(Code::Contradiction, "reference", (allowed, action));
            }
            Some((line, _)) => {
                let allowed = format!("line {line} has this reference already");
                let action = "take the row out if it is the same referral; if it is another, give it a reference of its own, and the first one in a column that the map names as repeat_of if it is the same household";
                self.note(Code::Repeated, "reference", (allowed, action));
            }
            None => drop(first.insert(number, (self.line, reference))),
        }
    }

    fn day(&mut self, field: &str) -> Option<Date> {
        let order = self.map.dates.order;
        self.read(field, |cell| cells::day(cell, order))
    }

    fn flag(&mut self, field: &str) -> bool {
        self.read(field, |cell| cells::flag(field, cell)).unwrap_or_default()
    }

    fn missing(&mut self, field: &str, why: &str) {
        let action = if self.places.contains_key(field) {
            "fill the cell, or say under [absent] of the map what counts"
        } else {
            "name its column under [columns] of the map, or say under [absent] what counts"
        };
        self.note(Code::Missing, field, (why.to_owned(), action));
    }

    /// Whether somebody filled a cell.
    fn is_filled(&self, field: &str) -> bool {
        let found = self.places.get(field).and_then(|place| self.cells.get(*place));
        found.is_some_and(|cell| !cell.is_empty())
    }

    /// A cell that would be passed over: what it says belongs to what is not there.
    fn needless(&mut self, field: &str, why: &str) {
        if self.is_filled(field) {
            let action = "fill the other cell, or empty this one";
            self.note(Code::Contradiction, field, (why.to_owned(), action));
        }
    }

    /// Cells that say something of a stay or an ending which no other cell tells of.
    fn note_needless(&mut self) {
        if !self.is_filled("arrived") {
            self.needless("unit", "there is a unit and no day on which she moved in");
            self.needless(
                "departed",
                "there is a day on which she left, and none on which she moved in",
            );
        }
        if !self.is_filled("departed") {
            self.needless("because", "there is a reason for leaving and no day on which she left");
        }
        let outcome = self.cell("outcome");
        if !self.is_filled("outcome") || (outcome.is_none() && !self.is_filled("arrived")) {
            self.needless("closed", "there is a day on which it ended and no outcome");
        }
        if outcome.as_deref().is_none_or(tells_no_reason) {
            self.needless("reason", "a reason for turning away stands beside another outcome");
        }
    }

    fn events(&mut self) -> Vec<Event> {
        self.note_needless();
        let Some(reference) = self.cell("reference") else {
            self.missing("reference", "each row says whose it is");
            return Vec::new();
        };
        if self.read("reference", cells::reference).is_none() {
            return Vec::new();
        }
        let (arrived, departed, closed) =
            (self.day("arrived"), self.day("departed"), self.day("closed"));
        let received = self.day("received").or(arrived);
        self.note_order([received, arrived, departed, closed]);
        let form = self.form(&reference);
        let departure = departed.and_then(|day| self.departure(day));
        let outcome = self.outcome(closed);
        let Some(received) = received else {
            // Where a day stands that cannot be read, that is said already.
            if self.cell("received").or(self.cell("arrived")).is_none() {
                self.missing("received", "the day on which she was referred is needed");
            }
            return Vec::new();
        };
        let mut made_ready = None;
        let mut events = vec![
            json!({"event": EventName::ReferralReceived, "at": received.to_string(), "form": form}),
        ];
        if let Some(arrived) = arrived {
            let Some(unit) = self.cell("unit") else {
                self.missing("unit", "who arrived lives in a unit");
                return Vec::new();
            };
            let at = arrived.to_string();
            if self.is_ready {
                made_ready = Some(json!({"event": EventName::MadeReady, "at": at, "unit": unit}));
            }
            events.push(json!({"event": EventName::Arrived, "at": at, "unit": unit}));
        }
        events.extend(departure);
        events.extend(outcome);
        let of_them = events.into_iter().map(|mut event| {
            event["referral"] = json!(reference);
            event
        });
        let whole = made_ready.into_iter().chain(of_them);
        whole.filter_map(|event| event.as_object().cloned()).collect()
    }

    /// Days that cannot follow each other so, and an ending beside a stay.
    fn note_order(&mut self, [received, arrived, departed, closed]: [Option<Date>; 4]) {
        const ACTION: &str = "correct one of the two days";
        for (field, day, before, what) in [
            ("arrived", arrived, received, "the day of the referral"),
            ("departed", departed, arrived, "the day on which she moved in"),
            ("closed", closed, received, "the day of the referral"),
        ] {
            if let (Some(day), Some(before)) = (day, before)
                && day < before
            {
                let allowed = format!("it lies before {what}, {before}");
                self.note(Code::Contradiction, field, (allowed, ACTION));
            }
        }
        if arrived.is_some() && self.cell("outcome").is_some() {
            let allowed = "she moved in, and so the referral ended with that and in no other way";
            let action = "empty this cell, or the day on which she moved in";
            self.note(Code::Contradiction, "outcome", (allowed.to_owned(), action));
        }
    }

    fn departure(&mut self, day: Date) -> Option<Value> {
        let because = self.word("because");
        let (planned, independent) = (self.flag("planned"), self.flag("independent"));
        if because.is_none() && self.cell("because").is_none() {
            self.missing("because", "whoever left has a reason");
        }
        Some(json!({
            "event": EventName::Departed, "at": day.to_string(), "because": because?,
            "planned": planned, "independent": independent,
        }))
    }

    /// How a referral ended that came to no stay.
    fn outcome(&mut self, closed: Option<Date>) -> Option<Value> {
        let outcome = EventName::named(&self.word("outcome")?)?;
        let Some(day) = closed else {
            if self.cell("closed").is_none() {
                self.missing("closed", "the day on which it ended is needed");
            }
            return None;
        };
        let at = day.to_string();
        match outcome {
            EventName::TurnedAway => {
                let reason = self.word("reason");
                if reason.is_none() && self.cell("reason").is_none() {
                    self.missing("reason", "whoever is turned away has a reason");
                }
                Some(json!({"event": outcome, "at": at, "reason": reason?}))
            }
            EventName::PlacedElsewhere => {
                let place = self.word("where");
                Some(
                    json!({"event": outcome, "at": at, "where": place.unwrap_or_else(|| "other".to_owned())}),
                )
            }
            _ => Some(json!({"event": outcome, "at": at})),
        }
    }

    /// As much of a form as an export tells.
    fn form(&mut self, reference: &str) -> Value {
        let unknown = || json!("unknown");
        let is_known = self.cell("age").is_some_and(|cell| !cell.eq_ignore_ascii_case("unknown"));
        let age = if is_known { self.read("age", cells::whole) } else { None };
        let age = age.map_or_else(unknown, |age| json!(age));
        let sex = self.word("sex");
        if sex.is_none() && self.cell("sex").is_none() {
            self.missing(
                "sex",
                "it is female or male, as the provider's written policy defines it",
            );
        }
        let mut lead = json!({"role": "adult", "age": age, "sex": sex});
        for field in ["gender", "ethnicity", "disability", "sexuality"] {
            if let Some(said) = self.cell(field) {
                lead[field] = json!(said);
            }
        }
        let children = self.read("children", cells::children).unwrap_or_default();
        let children =
            children.into_iter().map(|(age, sex)| json!({"role": "child", "age": age, "sex": sex}));
        let people: Vec<Value> = std::iter::once(lead).chain(children).collect();
        let source = self.word("source");
        if source.is_none() && self.cell("source").is_none() {
            self.missing("source", "it is self or agency");
        }
        let mut asked = |field: &str| {
            let is_told = self.cell(field).is_some_and(|cell| cell != "unknown");
            if is_told { json!(self.flag(field)) } else { unknown() }
        };
        let (danger, homeless) = (asked("immediate_danger"), asked("homeless_before"));
        let mut form = json!({
            "reference": reference, "source": source, "immediate_danger": danger,
            "homeless_before": homeless, "person": people,
        });
        if let Some(of) = self.cell("repeat_of") {
            form["repeat_of"] = json!(of);
        }
        if source_and_sex_are_known(&form) {
            self.note_wrong_form(&form);
        }
        form
    }

    /// What of the form no referral may say, each by the cell that it is from.
    fn note_wrong_form(&mut self, form: &Value) {
        let text = form.to_string();
        let source = Source { file: "the row", text: &text };
        let Err(wrong) = referral::read(source, Timestamp::UNIX_EPOCH) else { return };
        for issue in wrong.issues {
            let field = match &*issue.place {
                place if place.starts_with("person[0]") => {
                    place.rsplit('.').next().unwrap_or("age")
                }
                place if place.starts_with("person") => "children",
                place => place,
            };
            let field = FIELDS.into_iter().find(|of| *of == field).unwrap_or("reference");
            self.note(issue.code, field, (issue.allowed, &issue.action));
        }
    }
}

/// Whether a referral that ended so was not turned away.
fn tells_no_reason(outcome: &str) -> bool {
    let outcome = EventName::named(outcome);
    matches!(outcome, Some(EventName::PlacedElsewhere | EventName::Withdrawn))
}

/// A reference as a spreadsheet may have taken it: 1, 001 and 1.0 are one number.
fn as_a_number(reference: &str) -> String {
    let whole = reference.trim_end_matches('0').strip_suffix('.').unwrap_or(reference);
    let digits = if reference.contains('.') { whole } else { reference };
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.trim_start_matches('0').to_owned() } else { reference.to_owned() }
}

/// What is missing of a form was noted already.
fn source_and_sex_are_known(form: &Value) -> bool {
    let sex = form.pointer("/person/0/sex");
    form.get("source").is_some_and(Value::is_string) && sex.is_some_and(Value::is_string)
}

#[cfg(test)]
#[test]
fn one_number_written_in_several_ways_is_one_reference() {
    for (written, number) in [
        ("1", "1"),
        ("001", "1"),
        ("1.0", "1"),
        ("100", "100"),
        ("1.50", "1.50"),
        ("R-001", "R-001"),
        ("R-1.0", "R-1.0"),
    ] {
        assert_eq!(as_a_number(written), number, "{written}");
    }
}
