//! Counts over the months or quarters of the record, as run charts: of real households, and so for managers.

use super::choose::by;
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::tasks::planning::pictures::forms;
use crate::doors::tasks::returns::{Source, runs};
use crate::doors::web::page::{Frame, nothing_here, shown};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::chart::{self, Scene};
use crate::presentation::document::{Block, Document, Section};
use crate::presentation::render::html::{self, NoLinks};
use crate::presentation::wording::returns as wording;
use crate::service::returns::{By, Period};
use askama::Template;

#[derive(Template)]
#[template(path = "web/returns/years.html")]
struct Years {
    frame: Frame,
    span: &'static str,
    other: &'static str,
    /// The picture; none: too little is over.
    told: Option<String>,
    files: Vec<String>,
}

/// `GET /returns/years/{by}/`
pub(super) fn page(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(by) = by(visit.param("by")) else { return Ok(nothing_here(visit.state)) };
    let scene = scene(visit, by)?;
    let drawn = |scene: &Scene<'_>| -> Result<String, Failure> {
        let figure = Block::Figure(scene.figure().map_err(anyhow::Error::from)?);
        Ok(html::render(&Document::of([Section::plain("years", vec![figure])]), &NoLinks))
    };
    let files = match &scene {
        Some(scene) => forms(scene)?.into_iter().map(|(name, _)| name).collect(),
        None => Vec::new(),
    };
    let (span, other) = match by {
        By::Month => ("month", "quarter"),
        By::Quarter => ("quarter", "month"),
    };
    let told = scene.as_ref().map(drawn).transpose()?;
    shown(&Years { frame: Frame::of(visit), span, other, told, files })
}

/// Everything since the record began, as far as it is over.
fn scene(visit: &Visit<'_, Managing>, by: By) -> Result<Option<Scene<'static>>, Failure> {
    let source = visit.at_the_desk(|desk| {
        let data = desk.door.data.clone();
        Source::read(&mut desk.door.register, &data, desk.now)
    })?;
    let today = london_day(visit.now);
    let Some(first) = source.record.first_day() else { return Ok(None) };
    let runs = runs(&source, (Period::of_days(first, today.max(first)), by), visit.now);
    Ok(chart::of_runs(&runs, (&visit.state.provider, wording::span(by))))
}

/// `GET /returns/years/{by}/{picture}`
pub(super) fn file(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(by) = by(visit.param("by")) else { return Ok(nothing_here(visit.state)) };
    let Some(scene) = scene(visit, by)? else {
        return Err(Failure::Usage("There are not two whole spans yet that are over.".to_owned()));
    };
    let found = forms(&scene)?.into_iter().find(|(name, _)| name == visit.param("picture"));
    let reply = found.map(|(name, bytes)| Reply::download(&name, bytes));
    Ok(reply.unwrap_or_else(|| nothing_here(visit.state)))
}
