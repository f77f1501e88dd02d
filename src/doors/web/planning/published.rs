//! For commissioners: the results that a strategist shows them, and the public returns.

use super::planner::Planner;
use super::results::{self, Line};
use crate::doors::failure::Failure;
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use askama::Template;

#[derive(Template)]
#[template(path = "web/planning/published.html")]
struct List {
    frame: Frame,
    all: Vec<Line>,
}

/// `GET /published`
pub(super) fn list(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let kept = planner.office.shelf.all();
    let all = kept.iter().filter(|kept| kept.is_shown).map(Line::of).collect();
    shown(&List { frame: planner.frame(), all })
}

fn get(planner: &Planner<'_>) -> Option<super::kept::Kept> {
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
    let found = get(planner).and_then(|kept| results::download(&kept, planner.param("file")));
    found.unwrap_or_else(|| planner.nothing_here())
}

#[derive(Template)]
#[template(path = "web/planning/returns.html")]
struct Returns {
    frame: Frame,
}

/// `GET /published/returns`: returns with small counts left out, once there are any.
pub(super) fn returns(planner: &Planner<'_>) -> Result<Reply, Failure> {
    shown(&Returns { frame: planner.frame() })
}
