//! Tonight: what is free, who waits, who is due, what lapses, what was asked and noted.

use super::links::Pages;
use super::page::{Frame, shown};
use super::reply::Reply;
use super::visit::{OnDuty, SignedIn, Visit};
use crate::doors::failure::Failure;
use crate::presentation::render::html;
use crate::presentation::wording::register as wording;
use crate::service::register::{UnitStanding, UnitView};
use askama::Template;

#[derive(Template)]
#[template(path = "web/tonight.html")]
struct Tonight {
    frame: Frame,
    /// Units that are free, each with its page.
    free: Vec<(String, String)>,
    /// How many units are in each other state.
    others: Vec<(&'static str, usize)>,
    sheet: String,
}

/// `GET /`: tonight for whoever takes calls; the next years for everybody else.
pub(super) fn home(visit: &Visit<'_, SignedIn>) -> Result<Reply, Failure> {
    let frame = Frame::of(visit);
    if frame.plans() {
        return Ok(Reply::to("/scenarios"));
    }
    if frame.commissions() {
        return Ok(Reply::to("/published"));
    }
    tonight(visit, frame)
}

/// `GET /tonight`
pub(super) fn handover(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    tonight(visit, Frame::of(visit))
}

fn tonight<R>(visit: &Visit<'_, R>, frame: Frame) -> Result<Reply, Failure> {
    let page = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let page = |unit: &UnitView| {
            (unit.unit.clone(), pages.unit(&unit.unit).unwrap_or_default().to_owned())
        };
        let free = desk
            .night
            .units
            .iter()
            .filter(|unit| unit.state == UnitStanding::Vacant)
            .map(page)
            .collect();
        let others = others(&desk.night.units);
        let sheet = html::render(&wording::tonight(&desk.sheet()?), &pages);
        Ok(Tonight { frame, free, others, sheet })
    })?;
    shown(&page)
}

fn others(units: &[UnitView]) -> Vec<(&'static str, usize)> {
    const STATES: [(UnitStanding, &str); 6] = [
        (UnitStanding::Held, "held"),
        (UnitStanding::Offered, "offered"),
        (UnitStanding::Accepted, "due to be moved into"),
        (UnitStanding::BeingMadeReady, "being made ready"),
        (UnitStanding::Void, "under repair"),
        (UnitStanding::LivedIn, "lived in"),
    ];
    let count = |state: UnitStanding| units.iter().filter(|unit| unit.state == state).count();
    STATES.into_iter().map(|(state, words)| (words, count(state))).filter(|(_, n)| *n > 0).collect()
}
