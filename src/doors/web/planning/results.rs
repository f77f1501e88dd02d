//! Results that are kept: all of them, each with its answer, its pictures and its files.

use super::planner::Planner;
use super::stored_results::{About, Kept};
use crate::base::domain::calendar::in_london;
use crate::doors::failure::Failure;
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use askama::Template;
use jiff::Timestamp;

/// A result on a list.
pub(super) struct Line {
    pub(super) number: u32,
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) when: String,
    pub(super) by: String,
    pub(super) is_shown: bool,
}

impl Line {
    pub(super) fn of(kept: &Kept) -> Self {
        Self {
            number: kept.number,
            kind: kept.about.kind.word(),
            title: kept.about.title.clone(),
            when: when(&kept.about),
            by: kept.about.by.clone(),
            is_shown: kept.is_shown,
        }
    }
}

fn when(about: &About) -> String {
    let at = about.at.parse::<Timestamp>();
    at.map_or_else(|_| String::new(), |at| in_london(at).strftime("%-d %b %Y, %H:%M").to_string())
}

#[derive(Template)]
#[template(path = "web/planning/results.html")]
struct List {
    frame: Frame,
    all: Vec<Line>,
}

/// `GET /results`
pub(super) fn list(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let all = planner.office.shelf.all().iter().map(Line::of).collect();
    shown(&List { frame: planner.frame(), all })
}

#[derive(Template)]
#[template(path = "web/planning/result.html")]
struct ResultPage {
    frame: Frame,
    line: Line,
    answer: String,
    files: Vec<String>,
    from_tonight: bool,
    may_be_shown: bool,
    /// Whether whoever looks decides who else may.
    decides: bool,
}

/// `GET /results/{number}/`
pub(super) fn show(planner: &Planner<'_>) -> Result<Reply, Failure> {
    match get(planner) {
        Some(kept) => page(planner, &kept, true),
        None => Ok(planner.nothing_here()),
    }
}

fn get(planner: &Planner<'_>) -> Option<Kept> {
    planner.office.shelf.get(planner.param("number").parse().ok()?)
}

/// The page of a result.
pub(super) fn page(planner: &Planner<'_>, kept: &Kept, decides: bool) -> Result<Reply, Failure> {
    let files = if decides { kept.files() } else { kept.files_shown() };
    let files = files.into_iter().map(str::to_owned).collect();
    let page = ResultPage {
        frame: planner.frame(),
        line: Line::of(kept),
        answer: kept.answer(),
        files,
        from_tonight: kept.about.from_tonight,
        may_be_shown: kept.about.may_be_shown(),
        decides,
    };
    shown(&page)
}

/// `GET /results/{number}/{file}`
pub(super) fn file(planner: &Planner<'_>) -> Reply {
    let name = planner.param("file");
    let found = get(planner).and_then(|kept| kept.file(name));
    found.map_or_else(|| planner.nothing_here(), |bytes| Reply::download(name, bytes))
}

/// `POST /results/{number}/show`: for commissioners, or no more.
pub(super) fn publish(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let Some(kept) = get(planner) else { return Ok(planner.nothing_here()) };
    if !kept.about.may_be_shown() {
        let why = "It begins from who lives here tonight, and so says how many they are: it is for strategists alone.";
        return Ok(planner.plain(422, "That cannot be done", why));
    }
    planner.office.shelf.show(&kept, planner.field("shows") == Some("yes"), &planner.by)?;
    Ok(Reply::to(format!("/results/{}/", kept.number)))
}
