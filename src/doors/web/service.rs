//! What belongs to no household: staff, complaints, answers to surveys, incidents. Returns count them.

use super::acts::{self, Act};
use super::fields::Slip;
use super::page::{Frame, nothing_here, shown};
use super::record_act;
use super::reply::Reply;
use super::support_acts::{self, OF_THE_SERVICE};
use super::visit::{OnDuty, Visit, nonce};
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::presentation::document::Document;
use crate::presentation::render::html::{self, NoLinks};
use askama::Template;

const ADDRESS: &str = "/service";

#[derive(Template)]
#[template(path = "web/service.html")]
struct OfTheService {
    frame: Frame,
    refused: Option<String>,
    /// What is missing or cannot be read.
    slips: Vec<Slip>,
    request: String,
    page: &'static str,
    now: Vec<Act>,
    not_now: Vec<Act>,
}

/// `GET /service`
pub(super) fn page(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    again(visit, None)
}

fn again(visit: &Visit<'_, OnDuty>, refused: Option<&Document>) -> Result<Reply, Failure> {
    let mut now = support_acts::of_the_service();
    if refused.is_some() {
        acts::keep_what_was_typed(&mut now, visit.asked, visit.now);
    }
    let page = OfTheService {
        frame: Frame::of(visit),
        slips: acts::slips(&now),
        refused: refused.map(|refused| html::render(refused, &NoLinks)),
        request: nonce()?,
        page: ADDRESS,
        now,
        not_now: Vec::new(),
    };
    Ok(shown(&page)?.with_status(if refused.is_some() { 409 } else { 200 }))
}

/// `POST /service/{event}`
pub(super) fn tell(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let named = EventName::named(visit.param("event"));
    let Some(event) = named.filter(|event| OF_THE_SERVICE.contains(event)) else {
        return Ok(nothing_here(visit.state));
    };
    record_act::record(
        visit,
        (event.word(), "", ADDRESS.to_owned()),
        |desk, _| {
            if let Err(why) = acts::is_whole(
                &support_acts::of_the_service(),
                event.word(),
                (&visit.asked.fields, visit.now),
            ) {
                return Some(Err(why));
            }
            let keys = support_acts::keys(event, &visit.asked.fields);
            Some(keys.map_err(Failure::Usage).and_then(|keys| desk.tell(event, None, keys)))
        },
        |refused| again(visit, Some(refused)),
    )
}
