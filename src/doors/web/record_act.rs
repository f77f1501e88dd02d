//! What was tapped on the page of a household or a unit: recorded once, then the page again with what is so now or why not.

use super::acts;
use super::links::Pages;
use super::page::{nothing_here, said};
use super::reply::Reply;
use super::visit::Visit;
use crate::doors::failure::Failure;
use crate::doors::tasks::{Answer, Desk};
use crate::presentation::document::Document;
use crate::presentation::render::html;

/// Records an act on the page of this address; `of` tells it from others of its name. Where `record` has none, there is
/// nothing here.
pub(super) fn record<R>(
    visit: &Visit<'_, R>,
    (act, of, address): (&str, &str, String),
    record: impl FnOnce(Desk<'_>, &Pages) -> Option<Result<Answer, Failure>>,
    page: impl FnOnce(&Document) -> Result<Reply, Failure>,
) -> Result<Reply, Failure> {
    let request = visit.request(&acts::tapped(act, of, &visit.asked.fields));
    let Some(request) = request else { return Ok(nothing_here(visit.state)) };
    let recorded = visit.at_the_desk_under(Some(&request), |desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        record(desk, &pages).map(|answer| answer.map(|answer| (answer, pages))).transpose()
    });
    match recorded {
        Ok(None) => Ok(nothing_here(visit.state)),
        Ok(Some((Answer::Recorded(_, said), pages))) => {
            visit.say_next(html::render(&said, &pages));
            Ok(Reply::to(address))
        }
        Ok(Some((Answer::Refused(_, said), _))) => page(&said),
        Err(Failure::Usage(why)) => page(&said(&why)),
        Err(other) => Err(other),
    }
}
