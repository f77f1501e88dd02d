//! The page of a return: what is to be looked at before it is sent, its lines, what differs since it was submitted, files.

use super::kept::{self, Submitted};
use super::requested::{Read, Wanted};
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::tasks::returns::{Made, Which, differences_since};
use crate::doors::web::lines::{self, Line};
use crate::doors::web::page::{Frame, nothing_here, said, shown};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::returns as wording;
use crate::service::returns::Row;
use askama::Template;
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "web/returns/page.html")]
struct Shown {
    frame: Frame,
    title: String,
    page: String,
    known_at: String,
    /// What of it is on record, and to come.
    extent: Vec<String>,
    balance: Option<String>,
    to_look_at: String,
    parts: Vec<Part>,
    files: Vec<String>,
    /// Other returns of the period.
    others: Vec<(String, &'static str)>,
    /// Where case files of the period are drawn.
    case_files: String,
    /// Whether every part of it was submitted.
    is_submitted: bool,
    is_over: bool,
    may_be_public: bool,
}

/// One return of the page.
struct Part {
    name: &'static str,
    /// Its own page.
    page: String,
    lines: Vec<Line>,
    /// As HTML.
    notes: String,
    /// What was submitted of it, and what differs since.
    submitted: Option<Since>,
}

struct Since {
    when: String,
    by: String,
    differs: String,
    file: String,
}

/// `GET /returns/{period}/{which}/`
pub(super) fn show(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(wanted) = Wanted::of(visit) else { return Ok(nothing_here(visit.state)) };
    let read = wanted.read(visit, "looked at a return")?;
    let made = wanted.made(visit, &read, None)?;
    let submitted = submitted(visit, &wanted)?;
    let parts: Vec<Part> = made
        .parts
        .iter()
        .zip(&submitted)
        .map(|((which, rows), kept)| part(&wanted, (*which, rows), kept.as_ref()))
        .collect::<Result<_, _>>()?;
    let page = Shown {
        frame: Frame::of(visit),
        title: wanted.title(),
        page: wanted.address(),
        known_at: wording::moment(read.known_at),
        extent: extent(&wanted, &made, read.known_at),
        balance: made.balance.filter(|_| wanted.which.reconciles()).map(wording::balance),
        to_look_at: to_look_at(&made, &read),
        files: names(&made, &submitted),
        others: others(&wanted),
        case_files: super::case_files::address(wanted.period),
        is_submitted: submitted.iter().all(Option::is_some),
        is_over: wanted.is_over(visit.now),
        may_be_public: wanted.may_be_public(),
        parts,
    };
    shown(&page)
}

fn extent(wanted: &Wanted, made: &Made, known_at: Timestamp) -> Vec<String> {
    let days = (wanted.period.first, wanted.period.last);
    wording::Extent { days, begins: made.begins, known: london_day(known_at) }.said()
}

fn to_look_at(made: &Made, read: &Read) -> String {
    html::render(&Document::of([wording::to_look_at(&made.odd)]), &read.pages)
}

fn others(wanted: &Wanted) -> Vec<(String, &'static str)> {
    let others = Which::ALL.into_iter().filter(|of| *of != wanted.which);
    others.map(|of| (wanted.address_of(of), wording::name_of(of.word()))).collect()
}

/// What was submitted of each part.
pub(super) fn submitted(
    visit: &Visit<'_, Managing>,
    wanted: &Wanted,
) -> Result<Vec<Option<Submitted>>, Failure> {
    let door = visit.state.door();
    let beside = (&*visit.state.folder, &door.register);
    wanted.which.parts().iter().map(|of| kept::submitted(beside, (*of, wanted.period))).collect()
}

fn part(
    wanted: &Wanted,
    (which, rows): (Which, &[Row]),
    kept: Option<&Submitted>,
) -> Result<Part, Failure> {
    let told = wording::lines(&wording::Part::of(which.word(), rows)).into_iter();
    Ok(Part {
        name: wording::name_of(which.word()),
        page: wanted.address_of(which),
        lines: told.map(Line::of).collect(),
        notes: lines::notes(wording::notes(which.word(), false)),
        submitted: kept.map(|kept| since(which, kept, rows)).transpose()?,
    })
}

fn since(which: Which, kept: &Submitted, rows: &[Row]) -> Result<Since, Failure> {
    let found = differences_since(kept.table.as_bytes(), rows)?;
    let found = found.iter().map(|of| (&of.key, [&*of.submitted, &*of.now]));
    let block = wording::differences(which.word(), found);
    Ok(Since {
        when: wording::moment(kept.known_at),
        by: kept.by.clone(),
        differs: lines::block(vec![block]),
        file: file_of(which),
    })
}

/// What the table that was submitted is called.
pub(super) fn file_of(which: Which) -> String {
    format!("{}.submitted.csv", which.word())
}

fn names(made: &Made, submitted: &[Option<Submitted>]) -> Vec<String> {
    let own = made.files.iter().map(|(name, _)| name.clone());
    let kept = made.parts.iter().zip(submitted).filter(|(_, kept)| kept.is_some());
    own.chain(kept.map(|((which, _), _)| file_of(*which))).collect()
}

/// `POST /returns/{period}/{which}/freeze`: kept as it is submitted, once.
pub(super) fn freeze(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(wanted) = Wanted::of(visit) else { return Ok(nothing_here(visit.state)) };
    if !wanted.is_over(visit.now) {
        let why = "A return is kept as it was submitted once its last day is over.";
        return Err(Failure::Usage(why.to_owned()));
    }
    let read = wanted.read(visit, "submitted a return")?;
    let made = wanted.made(visit, &read, None)?;
    let door = visit.state.door();
    let beside = (&*visit.state.folder, &door.register);
    kept::submit(beside, &wanted, &made.parts, (read.known_at, visit.by()))?;
    drop(door);
    visit.say_next(html::render(
        &said(&format!("{} is kept as it is now.", wanted.title())),
        &read.pages,
    ));
    Ok(Reply::to(wanted.address()))
}
