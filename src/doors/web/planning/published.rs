//! For commissioners: the results that a strategist shows them, and the public returns.

use super::planner::Planner;
use super::results;
use crate::base::domain::calendar::in_london;
use crate::doors::failure::Failure;
use crate::doors::tasks::public_returns::PublicCopy;
use crate::doors::web::lines::{self, Line};
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use crate::presentation::wording::returns::OfLine;
use askama::Template;

#[derive(Template)]
#[template(path = "web/planning/published.html")]
struct List {
    frame: Frame,
    all: Vec<results::Line>,
    returns: Vec<OfReturn>,
}

/// `GET /published`
pub(super) fn list(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let kept = planner.office.shelf.all();
    let all = kept.iter().filter(|kept| kept.is_shown).map(results::Line::of).collect();
    let returns = returns_shown(planner);
    shown(&List { frame: planner.frame(), all, returns })
}

fn get(planner: &Planner<'_>) -> Option<super::stored_results::Kept> {
    let kept = planner.office.shelf.get(planner.param("number").parse().ok()?)?;
    kept.is_shown.then_some(kept)
}

/// `GET /published/{number}/`
pub(super) fn show(planner: &Planner<'_>) -> Result<Reply, Failure> {
    match get(planner) {
        Some(kept) => results::page(planner, &kept, false),
        None => Ok(planner.nothing_here()),
    }
}

/// `GET /published/{number}/{file}`
pub(super) fn file(planner: &Planner<'_>) -> Reply {
    let name = planner.param("file");
    let found = get(planner).and_then(|kept| kept.file_shown(name));
    found.map_or_else(|| planner.nothing_here(), |bytes| Reply::download(name, bytes))
}

/// A public copy on a list.
struct OfReturn {
    number: u32,
    title: String,
    when: String,
}

/// Those that are shown.
fn returns_shown(planner: &Planner<'_>) -> Vec<OfReturn> {
    let all = planner.office.copies.all().into_iter().filter(|copy| copy.is_shown);
    all.map(|copy| OfReturn { number: copy.number, title: copy.title(), when: when(&copy) })
        .collect()
}

fn when(copy: &PublicCopy) -> String {
    in_london(copy.known_at).strftime("%-d %b %Y, %H:%M").to_string()
}

#[derive(Template)]
#[template(path = "web/planning/returns.html")]
struct Returns {
    frame: Frame,
    copies: Vec<OfReturn>,
}

/// `GET /published/returns`: returns with small counts left out.
pub(super) fn returns(planner: &Planner<'_>) -> Result<Reply, Failure> {
    shown(&Returns { frame: planner.frame(), copies: returns_shown(planner) })
}

fn copy(planner: &Planner<'_>) -> Option<PublicCopy> {
    let copy = planner.office.copies.get(planner.param("copy").parse().ok()?)?;
    copy.is_shown.then_some(copy)
}

#[derive(Template)]
#[template(path = "web/planning/return.html")]
struct ReturnPage {
    frame: Frame,
    title: String,
    when: String,
    parts: Vec<PublicPart>,
    files: Vec<String>,
}

/// One return of a copy.
struct PublicPart {
    name: &'static str,
    lines: Vec<Line>,
    /// As HTML.
    notes: String,
}

/// `GET /published/returns/{copy}/`
pub(super) fn show_return(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let Some(copy) = copy(planner) else { return Ok(planner.nothing_here()) };
    let part = |(name, all, notes): (&'static str, Vec<OfLine>, Vec<String>)| PublicPart {
        name,
        lines: all.into_iter().map(Line::of).collect(),
        notes: lines::notes(notes),
    };
    shown(&ReturnPage {
        frame: planner.frame(),
        title: copy.title(),
        when: when(&copy),
        parts: copy.parts().into_iter().map(part).collect(),
        files: copy.files().map(str::to_owned).collect(),
    })
}

/// `GET /published/returns/{copy}/{table}`
pub(super) fn file_of_return(planner: &Planner<'_>) -> Reply {
    let name = planner.param("table");
    let found = copy(planner).and_then(|copy| copy.file(name));
    let reply = found.map(|bytes| Reply::download(name, bytes));
    reply.unwrap_or_else(|| planner.nothing_here())
}
