//! The files of a return: those that the terminal writes, to the byte as they are made, and what was submitted.

use super::page::{file_of, submitted};
use super::requested::Wanted;
use crate::doors::failure::Failure;
use crate::doors::web::page::nothing_here;
use crate::doors::web::reply::Reply;
use crate::doors::web::visit::{Managing, Visit};

/// `GET /returns/{period}/{which}/{table}`
pub(super) fn file(visit: &Visit<'_, Managing>) -> Result<Reply, Failure> {
    let Some(wanted) = Wanted::of(visit) else { return Ok(nothing_here(visit.state)) };
    let name = visit.param("table");
    if let Some(part) = wanted.which.parts().iter().position(|of| file_of(*of) == name) {
        let kept = submitted(visit, &wanted)?.into_iter().nth(part).flatten();
        let reply = kept.map(|kept| Reply::download(name, kept.table.into_bytes()));
        return Ok(reply.unwrap_or_else(|| nothing_here(visit.state)));
    }
    let read = wanted.read(visit, "took a return")?;
    let made = wanted.made(visit, &read, None)?;
    let found = made.files.into_iter().find(|(of, _)| of == name);
    let reply = found.map(|(name, bytes)| Reply::download(&name, bytes));
    Ok(reply.unwrap_or_else(|| nothing_here(visit.state)))
}
