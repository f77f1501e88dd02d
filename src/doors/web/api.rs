//! The same answers for other software, to those who may: JSON of contracts sections 6 and 10.

use super::links::Pages;
use super::page::nothing_here;
use super::reply::Reply;
use super::visit::{OnDuty, SignedIn, Visit};
use crate::doors::failure::Failure;
use crate::doors::tasks::written_sheet;
use serde::Serialize;
use serde_json::json;

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

/// `GET /api/openapi.json`
pub(super) fn description(_: &Visit<'_, SignedIn>) -> Reply {
    let get = |summary: &str| {
        let answers = json!({
            "200": {"description": summary, "content": {"application/json": {}}},
            "401": {"description": "Nobody is signed in."},
            "404": {"description": "There is nothing here, or nothing for this account."},
        });
        json!({"get": {"summary": summary, "responses": answers}})
    };
    let mut household =
        get("What fits a household now, as `lintel recommend --format json` says it.");
    household["get"]["parameters"] =
        json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}]);
    answer(&json!({
        "openapi": "3.1.0",
        "info": {"title": "Lintel's desk", "version": env!("CARGO_PKG_VERSION")},
        "paths": {
            "/api/tonight": get("The handover sheet, as `lintel tonight --format json` prints it."),
            "/api/state": get("Every unit and every referral now, as `lintel register state --format json` prints it."),
            "/api/household/{id}/recommendation": household,
        },
    }))
}

fn answer(value: &impl Serialize) -> Reply {
    let text = serde_json::to_vec_pretty(value).unwrap_or_default();
    Reply::of(200, "application/json", text)
}
