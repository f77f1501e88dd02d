//! The page of the run that is going: how far it is, by an event stream or by a page that asks again; and a way to stop it.

use super::planner::Planner;
use super::run::{End, Run};
use crate::base::domain::calendar::in_london;
use crate::doors::failure::Failure;
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::{Reply, Stream};
use askama::Template;
use std::sync::Arc;

#[derive(Template)]
#[template(path = "web/planning/going.html")]
struct ProgressPage<'a> {
    frame: Frame,
    run: Option<&'a Run>,
    began: String,
    what: String,
    done: u64,
    of: u64,
    stopping: bool,
    is_going: bool,
    failed: Vec<String>,
    is_stopped: bool,
}

/// `GET /run`: how far it is; where it has ended well, its result.
pub(super) fn page(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let newest = planner.office.runs().newest().cloned();
    let far = newest.as_ref().map(|run| run.progress.now()).unwrap_or_default();
    if let (Some(_), End::Kept(number)) = (&newest, &far.end) {
        return Ok(Reply::to(format!("/results/{number}/")));
    }
    let began = newest.as_ref().map(|run| in_london(run.began).strftime("%H:%M").to_string());
    let page = ProgressPage {
        frame: planner.frame(),
        began: began.unwrap_or_default(),
        what: far.what,
        done: far.done,
        of: far.of,
        stopping: far.stopping,
        is_going: newest.is_some() && far.end == End::Going,
        is_stopped: far.end == End::Stopped,
        failed: if let End::Failed(why) = far.end { why } else { Vec::new() },
        run: newest.as_ref(),
    };
    shown(&page)
}

/// `GET /run/progress`: the same as an event stream, until it has ended.
pub(super) fn progress(planner: &Planner<'_>) -> Reply {
    let progress = planner.office.runs().newest().map(|run| Stream::Run(Arc::clone(&run.progress)));
    progress.map_or_else(|| planner.nothing_here(), Reply::events)
}

/// `POST /run/stop`
pub(super) fn stop(planner: &Planner<'_>) -> Reply {
    if let Some(run) = planner.office.runs().newest() {
        run.progress.stop();
    }
    Reply::to("/run")
}
