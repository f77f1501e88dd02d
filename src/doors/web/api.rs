//! The same answers for other software, to those who may: JSON of contracts sections 6, 7 and 10.
//!
//! Not here: what proves the whole register or hands it out, which is for whoever has its key (`doors/cli/register`).

use super::links::Pages;
use super::page::nothing_here;
use super::reply::Reply;
use super::visit::{OnDuty, SignedIn, Visit};
use crate::doors::failure::Failure;
use crate::doors::tasks::{written_history, written_sheet};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// `GET /api/tonight`: what `lintel tonight --format json` prints.
pub(super) fn tonight(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let sheet = visit.at_the_desk(|mut desk| Ok(written_sheet(&desk.sheet()?)))?;
    Ok(answer(&sheet))
}

/// `GET /api/state`: what `lintel register state --format json` prints.
pub(super) fn state(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let view = visit.at_the_desk(|desk| Ok(desk.door.register.state_at(desk.now, None)))?;
    Ok(answer(&view))
}

/// `GET /api/head`: what `lintel register head --format json` prints.
pub(super) fn head(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let head = visit.at_the_desk(|desk| Ok(desk.door.register.head()?))?;
    Ok(answer(&head))
}

/// `GET /api/pages`: where what other answers name has its page, and so its `id`.
pub(super) fn pages(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let pages = visit.at_the_desk(|desk| Ok(Pages::of(&desk.door.register, &desk.night)))?;
    Ok(answer(&json!({"units": pages.of_units(), "households": pages.of_households()})))
}

/// `GET /api/allocation`: what `lintel allocate --format json` prints of all who wait without a unit. It names no unit but
/// those that can be offered.
pub(super) fn allocation(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let said = visit.at_the_desk(|desk| desk.propose_to_software())?;
    Ok(answer(&said))
}

/// `GET /api/household/{id}/recommendation`: what `lintel recommend --format json` prints; a duty worker's has no findings
/// for units that cannot be offered.
pub(super) fn recommendation(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = format!("/household/{}", visit.param("id"));
    let found = visit.at_the_desk(|desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(reference) = pages.reference_of(&page) else { return Ok(None) };
        visit.note(&desk.door.register, "asked about", reference);
        // Whoever is closed, or was only carried in from a list, has no form that can be asked about.
        Ok(desk.advise_software(reference, visit.audience()).ok())
    })?;
    Ok(found.map_or_else(|| nothing_here(visit.state), |said| answer(&said)))
}

/// `GET /api/household/{id}/history`: what `lintel history REFERENCE --format json` prints.
pub(super) fn history_of_household(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = format!("/household/{}", visit.param("id"));
    history(visit, |pages| pages.reference_of(&page))
}

/// `GET /api/unit/{id}/history`: what `lintel history UNIT --format json` prints.
pub(super) fn history_of_unit(visit: &Visit<'_, OnDuty>) -> Result<Reply, Failure> {
    let page = format!("/unit/{}", visit.param("id"));
    history(visit, |pages| pages.unit_of(&page))
}

fn history(
    visit: &Visit<'_, OnDuty>,
    of: impl FnOnce(&Pages) -> Option<&str>,
) -> Result<Reply, Failure> {
    let lines = visit.at_the_desk(|mut desk| {
        let pages = Pages::of(&desk.door.register, &desk.night);
        let Some(subject) = of(&pages) else { return Ok(None) };
        visit.note(&desk.door.register, "looked at", subject);
        let (_, lines) = desk.history(subject)?;
        Ok(Some(lines.iter().map(written_history).collect::<Vec<_>>()))
    })?;
    Ok(lines.map_or_else(|| nothing_here(visit.state), |lines| answer(&lines)))
}

/// What other software may ask for, and what it is.
const DESCRIBED: [(&str, &str); 8] = [
    ("/api/tonight", "The handover sheet, as `lintel tonight --format json` prints it."),
    (
        "/api/state",
        "Every unit and every referral now, as `lintel register state --format json` prints it.",
    ),
    (
        "/api/head",
        "The head of the register, as `lintel register head --format json` prints it; null before the first event.",
    ),
    (
        "/api/pages",
        "The page of every unit and household by its name; the last part is the `id` of other addresses.",
    ),
    (
        "/api/allocation",
        "Who may have what of all who wait without a unit, as `lintel allocate --format json` says it; nobody is in it where nobody waits.",
    ),
    (
        "/api/household/{id}/recommendation",
        "What fits a household now, as `lintel recommend --format json` says it; for a duty worker without findings for units that cannot be offered.",
    ),
    (
        "/api/household/{id}/history",
        "What was recorded of a household, as `lintel history --format json` prints it.",
    ),
    (
        "/api/unit/{id}/history",
        "What was recorded of a unit, as `lintel history --format json` prints it.",
    ),
];

/// `GET /api/openapi.json`
pub(super) fn description(_: &Visit<'_, SignedIn>) -> Reply {
    let paths = DESCRIBED.map(|(path, summary)| (path.to_owned(), described(path, summary)));
    let paths: Map<String, Value> = paths.into_iter().collect();
    answer(&json!({
        "openapi": "3.1.0",
        "info": {"title": "Lintel's desk", "version": env!("CARGO_PKG_VERSION")},
        "components": {"securitySchemes": {"session": {
            "type": "apiKey", "in": "cookie", "name": super::session::COOKIE,
            "description": "The cookie that POST /sign-in sets, for duty workers and managers.",
        }}},
        "security": [{"session": []}],
        "paths": paths,
    }))
}

fn described(path: &str, summary: &str) -> Value {
    let answers = json!({
        "200": {"description": summary, "content": {"application/json": {}}},
        "401": {"description": "Nobody is signed in."},
        "404": {"description": "There is nothing here, or nothing for this account."},
        "503": {"description": "The desk is busy, or the register is not to be had: ask again."},
    });
    let mut get = json!({"get": {"summary": summary, "responses": answers}});
    if path.contains("{id}") {
        get["get"]["parameters"] =
            json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
    }
    get
}

fn answer(value: &impl Serialize) -> Reply {
    let text = serde_json::to_vec_pretty(value).unwrap_or_default();
    Reply::of(200, "application/json", text)
}
