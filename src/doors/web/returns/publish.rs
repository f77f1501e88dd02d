//! A public copy of a return, shown to commissioners or no more: small counts are hidden, with whatever gives them away.

use super::requested::Wanted;
use crate::doors::failure::Failure;
use crate::doors::web::page::{nothing_here, said};
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};
use crate::presentation::render::html;

/// `POST /returns/{period}/{which}/publish`: one at a time, for each is protected with all that were shown before.
pub(super) fn publish(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(wanted) = Wanted::of(visit) else { return Ok(nothing_here(visit.state)) };
    if !wanted.is_over(visit.now) || !wanted.may_be_public() {
        return Err(Failure::Usage(
            "A public copy is of a year from April, or of a quarter, that is over: one that goes on would be another every day, and the difference would tell who came.".to_owned(),
        ));
    }
    let read = wanted.read(visit, "showed a return")?;
    let alone = visit.state.publishing();
    let copies = &visit.state.copies;
    let made = wanted.made(visit, &read, Some(copies.published()?))?;
    copies.publish(&made, visit.by())?;
    drop(alone);
    let done = format!("Commissioners see a public copy: {}.", wanted.title());
    visit.say_next(html::render(&said(&done), &read.pages));
    Ok(Reply::to("/returns"))
}

/// `POST /returns/public/{copy}/show`
pub(super) fn show(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let copies = &visit.state.copies;
    let number = visit.param("copy").parse().ok();
    let Some(copy) = number.and_then(|number| copies.get(number)) else {
        return Ok(nothing_here(visit.state));
    };
    copies.show(&copy, visit.field("shows") == Some("yes"), visit.by())?;
    Ok(Reply::to("/returns"))
}
