//! The page of a unit: how it stands, what happened there, and what can happen next. Never where it is.

use super::acts::{self, Act};
use super::correction;
use super::countdown::Countdown;
use super::fields::Slip;
use super::links::Pages;
use super::page::{Frame, nothing_here, shown};
use super::record_act;
use super::reply::Reply;
use super::visit::{OnDuty, Visit, nonce};
use crate::doors::failure::Failure;
use crate::doors::tasks::Desk;
use crate::presentation::document::{Block, Document};
use crate::presentation::render::html;
use crate::presentation::wording as words;
use crate::presentation::wording::register::{self as wording, Fit};
use askama::Template;

#[derive(Template)]
#[template(path = "web/unit.html")]
struct Shown {
    frame: Frame,
    name: String,
    page: String,
    state: &'static str,
    /// How long that still lasts.
    left: Option<Countdown>,
    /// The page of whoever has it.
    household: Option<(String, String)>,
    /// Its beds, steps, pets.
    about: Option<String>,
    /// What stands against whoever has it.
    fit: Option<String>,
    refused: Option<String>,
    /// What is missing or cannot be read.
    slips: Vec<Slip>,
    request: String,
    now: Vec<Act>,
    not_now: Vec<Act>,
    history: String,
    /// What a manager can put right: an event's number, and what it is called.
    events: Vec<(String, String)>,
}

/// `GET /unit/{id}`
pub(super) fn show(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    page(visit, None)
}

fn address(visit: &Visit<'_, OnDuty>) -> String {
    format!("/unit/{}", visit.param("id"))
}

fn page(visit: &Visit<'_, OnDuty>, refused: Option<&Document>) -> Result<Reply, Failure> {
    let request = nonce()?;
    let status = if refused.is_some() { 409 } else { 200 };
    let made = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(name) = pages.unit_of(&address(visit)).map(str::to_owned) else { return Ok(None) };
        visit.note(&desk.door.register, "looked at", &name);
        let (_, lines) = desk.history(&name)?;
        let Some(unit) = desk.night.unit(&name) else { return Ok(None) };
        let all = acts::of_unit(&desk, &name);
        let (mut now, not_now): (Vec<Act>, _) =
            all.into_iter().partition(|act: &Act| act.why_not.is_none());
        if refused.is_some() {
            acts::keep_what_was_typed(&mut now, visit.asked, visit.now);
        }
        let of = unit.referral.clone();
        let fit = of.as_deref().and_then(|of| desk.fit(of)).filter(|fit| fit.unit == name);
        let fit = fit.filter(Fit::is_wrong);
        let fit = fit.map(|fit| html::render_blocks(&[Block::Paragraph(fit.said())], &pages));
        Ok(Some(Shown {
            frame: Frame::of(visit),
            page: address(visit),
            state: wording::state_of(unit),
            left: Countdown::of(unit, desk.now),
            household: of.and_then(|of| Some((of.clone(), pages.household(&of)?.to_owned()))),
            about: about(&desk, &name),
            fit,
            slips: acts::slips(&now),
            refused: refused.map(|refused| html::render(refused, &pages)),
            request,
            now,
            not_now,
            history: html::render(&wording::history(&name, &lines, desk.now), &pages),
            events: correction::choices(&lines),
            name,
        }))
    })?;
    match made {
        Some(made) => Ok(shown(&made)?.with_status(status)),
        None => Ok(nothing_here(visit.state)),
    }
}

/// What a unit is; never where.
fn about(desk: &Desk<'_>, name: &str) -> Option<String> {
    let estate = &desk.door.estate;
    let index = estate.units.iter().position(|unit| unit.name == name)?;
    Some(words::units::one_unit(estate, index))
}

/// `POST /unit/{id}/{act}`
pub(super) fn act(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let name = visit.param("act");
    record_act::record(
        visit,
        (name, visit.param("id"), address(visit)),
        |desk, pages| {
            let unit = pages.unit_of(&address(visit))?;
            if let Err(why) =
                acts::is_whole(&acts::of_unit(&desk, unit), name, (&visit.asked.fields, visit.now))
            {
                return Some(Err(why));
            }
            acts::record_of_unit(desk, (name, unit), &visit.asked.fields)
        },
        |refused| page(visit, Some(refused)),
    )
}
