//! The list of who lives where: whether it is whole, and how old it is, against the clock and the referral.

use super::count::count;
use super::when::{moment, seconds_between, span};
use crate::base::parse::saved::Saved;
use crate::inputs::estate::{Aside, Estate};
use crate::inputs::occupancy::Occupancy;
use crate::presentation::document::{Block, Section, Text, text};
use jiff::Timestamp;

/// A register that has just been begun knows of nobody.
const NOBODY_BY_THE_REGISTER: &str = "BY THE REGISTER NOBODY LIVES HERE, and every unit looks free. If that is not so, record who lives where first: lintel register import with the estate's occupancy.csv.";

/// Said before anything else: that units stand for no home, and that the list may not be whole.
pub fn not_whole((estate, occupancy): (&Estate, &Occupancy)) -> Section {
    let said = made_up(estate).into_iter().chain(broken(occupancy)).chain(half_a_list(occupancy));
    let said = said.chain(saved(occupancy)).chain(set_aside(estate));
    Section::plain("list", said.map(|said| Block::Note(said.into())).collect())
}

/// How the list was saved, where it was read although it should have been saved otherwise.
fn saved(occupancy: &Occupancy) -> Option<String> {
    let saved = &occupancy.list_read()?.saved;
    let how: Vec<String> = saved.iter().copied().map(saved_as).collect();
    (!how.is_empty()).then(|| {
        format!("The list of who lives where was read although it is saved {}. Save it as CSV UTF-8 with commas.", how.join(", "))
    })
}

/// "with semicolons between its cells".
fn saved_as(saved: Saved) -> String {
    match saved {
        Saved::Utf16 => "as UTF-16".to_owned(),
        Saved::OtherLetters => "with letters that are not UTF-8".to_owned(),
        Saved::Between(';') => "with semicolons between its cells".to_owned(),
        Saved::Between('\t') => "with tabs between its cells".to_owned(),
        Saved::Between(other) => format!("with {other} between its cells"),
        Saved::Above(lines) => format!("with {} above its header", count(lines, "line", "lines")),
        Saved::HeaderInOtherLetters => "with other letters in its header".to_owned(),
    }
}

/// A list of references and units that was read although it is saved in these ways.
pub fn list_read_although(file: &str, saved: Vec<Saved>) -> String {
    let how: Vec<String> = saved.into_iter().map(saved_as).collect();
    format!(
        "{file} was read although it is saved {}: save it as CSV UTF-8 with commas",
        how.join(", ")
    )
}

/// What is answered without.
fn set_aside(estate: &Estate) -> Option<String> {
    let is = |what: Aside| estate.set_aside.contains(&what);
    let said = match (is(Aside::MovableForm), is(Aside::BankHolidays)) {
        (false, false) => return None,
        (true, false) => {
            "The form of somebody who could be moved cannot be read: nobody is asked to move."
        }
        (false, true) => "The bank holidays cannot be read: on one the office may be closed.",
        (true, true) => {
            "The form of somebody who could be moved cannot be read, and the bank holidays: nobody is asked to move, and the office may be closed."
        }
    };
    Some(format!("{said} lintel check says what is wrong."))
}

/// Said where the units were made up to begin with: nobody can be sent there.
fn made_up(estate: &Estate) -> Option<String> {
    let units = estate.units.len();
    let which = match estate.placeholders {
        0 => return None,
        some if some < units => format!("{some} OF THE {units} UNITS ARE"),
        _ => "THE UNITS ARE ALL".to_owned(),
    };
    Some(format!(
        "{which} PLACEHOLDERS, made up to begin with: no such home exists, and nobody can be sent there. Replace them in units.csv."
    ))
}

/// Where rows of the list cannot be read, or contradict each other.
fn broken(occupancy: &Occupancy) -> Option<String> {
    let list = occupancy.list();
    let read = occupancy.list_read()?;
    if read.is_unreadable(list.rows) {
        return Some("THE LIST OF WHO LIVES WHERE CANNOT BE READ: no row of it names a unit. EVERY UNIT COUNTS AS LIVED IN, so none is offered. Save the whole list again as CSV UTF-8; lintel check says what is wrong.".to_owned());
    }
    let rows = count(list.rows, "row", "rows");
    let of = match list.households.map(usize::try_from) {
        Some(Ok(all)) if list.rows <= all => format!("{} of {all} rows", list.rows),
        Some(Ok(all)) => format!("{rows} and should have {all}"),
        _ => rows,
    };
    let anywhere = match read.rows_of_no_unit {
        0 => String::new(),
        some => format!(
            " {} no unit that there is: A UNIT THAT LOOKS FREE MAY BE LIVED IN, confirm each before it is offered.",
            count(some, "row names", "rows name")
        ),
    };
    let is_whole = list.households.and_then(|all| usize::try_from(all).ok()) == Some(list.rows)
        || (list.complete == Some(true) && list.households.is_none());
    let (how, then) = if is_whole {
        ("and some cells of them cannot be read", "Correct them")
    } else {
        ("and is cut off or damaged", "Save the whole list again")
    };
    (read.faults > 0).then(|| format!(
        "PART OF THE LIST OF WHO LIVES WHERE CANNOT BE READ: it has {of}, {how}. Units of such rows count as lived in.{anywhere} {then}; lintel check says what is wrong."
    ))
}

/// Where the list may not be whole: a unit that looks free may be lived in.
fn half_a_list(occupancy: &Occupancy) -> Option<String> {
    let list = occupancy.list();
    if occupancy.is_of_the_register() {
        return (list.rows == 0).then(|| NOBODY_BY_THE_REGISTER.to_owned());
    }
    let doubt = match (list.households, list.complete) {
        (_, Some(true)) => return None,
        (Some(households), _) if !list.is_there => {
            let missing = usize::try_from(households).unwrap_or(usize::MAX);
            let missing = count(missing, "row is", "rows are");
            format!("IT IS NOT KNOWN WHO LIVES WHERE: {missing} missing, for there is no list.")
        }
        (None, _) if !list.is_there => {
            "IT IS NOT KNOWN WHO LIVES WHERE: there is no list.".to_owned()
        }
        (Some(households), _) if usize::try_from(households).is_ok_and(|all| list.rows > all) => {
            format!(
                "THE LIST OF WHO LIVES WHERE HAS MORE ROWS THAN IT SHOULD: {}, not {households}; whoever has left may still stand there.",
                list.rows
            )
        }
        (Some(households), _) => format!(
            "THE LIST OF WHO LIVES WHERE IS NOT WHOLE: it has {} and should have {households}.",
            count(list.rows, "row", "rows")
        ),
        (None, _) => format!(
            "THE LIST OF WHO LIVES WHERE MAY NOT BE WHOLE: it has {}, and nobody has said how many it should have.",
            count(list.rows, "row", "rows")
        ),
    };
    Some(format!(
        "{doubt} A unit that looks free may be lived in: confirm each before it is offered."
    ))
}

/// When the list was made, how long ago, and that it is old.
///
/// Its age counts from now. Where the referral came at another time, it is told against that as well.
pub fn age(occupancy: &Occupancy, received: Timestamp, now: Timestamp) -> Text {
    let as_of = occupancy.snapshot.as_of;
    if let Some(at) = as_of.filter(|_| occupancy.is_of_the_register()) {
        return text!["Who lives where is the register's word of ", moment(at, now), "."];
    }
    if !occupancy.is_known() {
        return "THERE IS NO LIST of who lives where.".into();
    }
    let Some(as_of) = as_of else {
        return "THERE IS NO DATED LIST of who lives where.".into();
    };
    let (ago, made) = (seconds_between(as_of, now), moment(as_of, now));
    let made = if ago < 0 {
        text!["dated ", made, ", still to come: is that right?"]
    } else {
        text!["made ", made, format!(", {} ago{}.", span(ago), beside(as_of, received, now))]
    };
    if is_old(occupancy, received, now) {
        text!["THE LIST IS OLD: the list of who lives where was ", made]
    } else {
        text!["List of who lives where ", made]
    }
}

/// Whether the list is too old, or of unknown age, at either moment; a moment still to come is a slip of the form.
pub fn is_old(occupancy: &Occupancy, received: Timestamp, now: Timestamp) -> bool {
    occupancy.is_stale(received.min(now)) || occupancy.is_stale(now)
}

/// "; 3 days before this referral", where that is another age than against the clock.
fn beside(as_of: Timestamp, received: Timestamp, now: Timestamp) -> String {
    const AN_HOUR: i64 = 3_600;
    if seconds_between(received, now) < AN_HOUR {
        return String::new();
    }
    match seconds_between(as_of, received) {
        age if age < 0 => "; this referral came before it".to_owned(),
        age => format!("; {} before this referral", span(age)),
    }
}
