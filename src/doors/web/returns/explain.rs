//! Which referrals made the figures of a line: for managers, and noted.

use super::requested::Wanted;
use crate::doors::failure::Failure;
use crate::doors::tasks::returns::rows;
use crate::doors::web::page::{Frame, nothing_here, shown};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::returns as wording;
use crate::service::returns::{Counting, Row};
use askama::Template;

#[derive(Template)]
#[template(path = "web/returns/explain.html")]
struct Explained {
    frame: Frame,
    title: String,
    page: String,
    told: String,
}

/// `GET /returns/{period}/{which}/line/{line}`
pub(super) fn page(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(wanted) = Wanted::of(visit) else { return Ok(nothing_here(visit.state)) };
    let read = wanted.read(visit, "asked who made a figure")?;
    let counting = Counting::new(&read.source.record, wanted.period, &read.source.lists);
    let all = rows(&read.source, &counting, wanted.which);
    let meant: Vec<&Row> =
        all.iter().filter(|row| row.line.word() == visit.param("line")).collect();
    if meant.is_empty() {
        return Ok(nothing_here(visit.state));
    }
    let told = Document::of([wording::made_of(wanted.which.word(), &meant)]);
    shown(&Explained {
        frame: Frame::of(visit),
        title: wanted.title(),
        page: wanted.address(),
        told: html::render(&told, &read.pages),
    })
}
