//! A household's support on a page of its own: how it stands, the next acts, and why others cannot be now.

use super::acts::{self, Act};
use super::fields::{Fields, Slip};
use super::links::Pages;
use super::page::{Frame, nothing_here, shown};
use super::record_act;
use super::reply::Reply;
use super::support_acts::{self, EVENTS};
use super::visit::{OnDuty, Visit, nonce};
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::register::pathways as wording;
use askama::Template;

#[derive(Template)]
#[template(path = "web/support.html")]
struct Shown {
    frame: Frame,
    reference: String,
    /// The household's own page.
    household: String,
    page: String,
    refused: Option<String>,
    /// What is missing or cannot be read.
    slips: Vec<Slip>,
    request: String,
    standing: String,
    now: Vec<Act>,
    not_now: Vec<Act>,
}

#[derive(Template)]
#[template(path = "web/clocks.html")]
struct Clocks {
    frame: Frame,
    running: String,
    caseload: String,
}

/// `GET /clocks`: every clock, and who has which support.
pub(super) fn clocks(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let running = html::render(&wording::clocks(&desk.clocks()), &pages);
        let everybody = desk.pathways(None).unwrap_or_default();
        let caseload = html::render(&everybody, &pages);
        Ok(Clocks { frame: Frame::of(visit), running, caseload })
    })?;
    shown(&page)
}

/// `GET /household/{id}/support`
pub(super) fn show(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    page(visit, None)
}

fn household(visit: &Visit<'_, OnDuty>) -> String {
    format!("/household/{}", visit.param("id"))
}

fn address(visit: &Visit<'_, OnDuty>) -> String {
    format!("{}/support", household(visit))
}

fn page(visit: &Visit<'_, OnDuty>, refused: Option<&Document>) -> Result<Reply, Failure> {
    let request = nonce()?;
    let status = if refused.is_some() { 409 } else { 200 };
    let made = visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let of = household(visit);
        let Some(of) = pages.reference_of(&of).and_then(|of| desk.night.household(of)) else {
            return Ok(None);
        };
        visit.note(&desk.door.register, "looked at", &of.reference);
        let frame = Frame::of(visit);
        let mut standing = desk.pathways(Some(&of.reference)).unwrap_or_default();
        // What was just recorded says itself what comes next.
        standing.sections.retain(|section| section.id != "support-next" || frame.said.is_none());
        let all = support_acts::of_household(of, &desk.night);
        let (mut now, not_now): (Vec<Act>, _) =
            all.into_iter().partition(|act: &Act| act.why_not.is_none());
        if refused.is_some() {
            acts::keep_what_was_typed(&mut now, visit.asked, visit.now);
        }
        Ok(Some(Shown {
            frame,
            reference: of.reference.clone(),
            household: household(visit),
            page: address(visit),
            slips: acts::slips(&now),
            refused: refused.map(|refused| html::render(refused, &pages)),
            request,
            standing: html::render(&Document { title: "".into(), ..standing }, &pages),
            now,
            not_now,
        }))
    })?;
    match made {
        Some(made) => Ok(shown(&made)?.with_status(status)),
        None => Ok(nothing_here(visit.state)),
    }
}

/// `POST /household/{id}/support/{event}`
pub(super) fn tell(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let named = EventName::named(visit.param("event"));
    let Some(event) = named.filter(|event| EVENTS.contains(event)) else {
        return Ok(nothing_here(visit.state));
    };
    let typed: &Fields = &visit.asked.fields;
    let of = format!("{} {}", visit.param("id"), typed.text("part").unwrap_or_default());
    let page_of = household(visit);
    record_act::record(
        visit,
        (event.word(), &of, address(visit)),
        |desk, pages| {
            let reference = pages.reference_of(&page_of)?;
            let all = support_acts::of_household(desk.night.household(reference)?, &desk.night);
            if let Err(why) = acts::is_whole(&all, event.word(), (typed, visit.now)) {
                return Some(Err(why));
            }
            if event == EventName::SanctuaryEnded {
                let asks = (typed.flag("unsafe"), None);
                return Some(desk.end_sanctuary(reference, typed.text("reason"), asks));
            }
            let mut keys = match support_acts::keys(event, typed) {
                Ok(keys) => keys,
                Err(why) => return Some(Err(Failure::Usage(why))),
            };
            if event == EventName::MeasuresAgreed {
                let household = desk.night.household(reference)?;
                support_acts::refuse_the_others(&mut keys, household, typed.text("reason"));
            }
            Some(desk.tell(event, Some(reference), keys))
        },
        |refused| page(visit, Some(refused)),
    )
}
