//! Everybody who waits at once: who may have what, and a button that holds all of it or nothing.

use super::links::Pages;
use super::page::{Frame, said, shown};
use super::reply::Reply;
use super::visit::{OnDuty, Visit};
use crate::doors::failure::Failure;
use crate::doors::tasks::HeldAll;
use crate::presentation::document::Document;
use crate::presentation::render::html;
use crate::presentation::wording::register as wording;
use askama::Template;

#[derive(Template)]
#[template(path = "web/allocation.html")]
struct Page {
    frame: Frame,
    refused: Option<String>,
    answer: Option<String>,
    /// Household and unit, as one button holds them.
    pairs: Vec<(String, String)>,
}

/// `GET /allocation`
pub(super) fn page(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    again(visit, None)
}

fn again(visit: &Visit<'_, OnDuty>, refused: Option<&Document>) -> Result<Reply, Failure> {
    let status = if refused.is_some() { 409 } else { 200 };
    let page = visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let proposal = desk.propose()?;
        let answer = proposal.as_ref().map(|found| html::render(&found.document, &pages));
        Ok(Page {
            frame: Frame::of(visit),
            refused: refused.map(|refused| html::render(refused, &pages)),
            answer,
            pairs: proposal.map_or_else(Vec::new, |found| found.pairs),
        })
    })?;
    Ok(shown(&page)?.with_status(status))
}

/// `POST /allocation`: holds all that was shown, if it is still what is proposed; or nothing.
pub(super) fn hold(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let seen: Vec<(String, String)> = visit
        .asked
        .fields
        .all("pair")
        .filter_map(|pair| pair.split_once(' '))
        .map(|(of, unit)| (of.to_owned(), unit.to_owned()))
        .collect();
    let held = visit.at_the_desk(|desk| {
        let has_it = |(of, unit): &(String, String)| {
            desk.night.household(of).is_some_and(|of| of.unit.as_deref() == Some(unit))
        };
        // A second tap finds everything held.
        let is_done = !seen.is_empty() && seen.iter().all(has_it);
        let proposed = desk.propose()?.map_or_else(Vec::new, |found| found.pairs);
        if !is_done && (seen.is_empty() || seen != proposed) {
            return Ok(None);
        }
        let pairs: Vec<(&str, &str)> = seen.iter().map(|(of, unit)| (&**of, &**unit)).collect();
        let held = desk.door.hold_all(&desk.night, &pairs, (visit.by(), desk.now))?;
        let pages = Pages::of(&desk.door.register, &desk.night);
        Ok(Some((held, pages)))
    })?;
    match held {
        Some((HeldAll::All(held), pages)) => {
            let said = wording::held(&held, visit.now);
            visit.say_next(html::render(&said, &pages));
            Ok(Reply::to("/"))
        }
        Some((HeldAll::NotOne(refused), _)) => again(visit, Some(&wording::none_held(&refused))),
        None => again(
            visit,
            Some(&said(
                "Something has changed since this page was shown, and nothing was held. Look again.",
            )),
        ),
    }
}
