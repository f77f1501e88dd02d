//! Questions over several scenarios or beyond a forecast: held against each other, what to add, and the commissioner's report.

use super::job::{Job, Plan};
use super::planner::Planner;
use super::scenarios::MOST_HISTORIES;
use super::stored_results::Kind;
use crate::doors::failure::Failure;
use crate::doors::files::scenarios::names;
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use crate::presentation::report::Again;
use askama::Template;

#[derive(Template)]
#[template(path = "web/planning/questions.html")]
struct Page {
    frame: Frame,
    scenarios: Vec<String>,
    /// Forecasts of scenarios that a form wrote: number and name.
    written: Vec<(u32, String)>,
    /// Where a form's own cannot be chosen.
    none: Vec<(u32, String)>,
    why: Option<String>,
    keeps: bool,
}

/// `GET /questions`
pub(super) fn page(planner: &Planner<'_>) -> Result<Reply, Failure> {
    again(planner, None)
}

fn again(planner: &Planner<'_>, why: Option<String>) -> Result<Reply, Failure> {
    let status = if why.is_some() { 422 } else { 200 };
    let kept = planner.office.shelf.all();
    let forecasts = kept.iter().filter(|kept| kept.about.kind == Kind::Forecast);
    let named = forecasts.filter_map(|of| Some((of.number, of.about.scenarios.first()?.clone())));
    let page = Page {
        frame: planner.frame(),
        scenarios: names(&planner.office.data),
        written: named.collect(),
        none: Vec::new(),
        why,
        keeps: planner.office.shelf.is_there(),
    };
    Ok(shown(&page)?.with_status(status))
}

fn begun(planner: &Planner<'_>, job: Job) -> Result<Reply, Failure> {
    planner.begin(job).or_else(|why| again(planner, Some(why)))
}

/// `POST /questions/comparison`: scenarios held against the first, on the same histories.
pub(super) fn compare(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let chosen = planner.asked.fields.all("scenario").filter(|chosen| !chosen.is_empty());
    let mut plans: Vec<Plan> = Vec::new();
    for chosen in chosen {
        let Some(plan) = chosen_plan(planner, chosen) else {
            return again(planner, Some(CHOOSE.to_owned()));
        };
        if plans.iter().any(|other| other.name == plan.name) {
            return again(
                planner,
                Some(format!("{} is chosen twice, or two have that name.", plan.name)),
            );
        }
        plans.push(plan);
    }
    let histories = planner.field("histories").and_then(|said| said.parse::<u32>().ok());
    let Some(histories) = histories.filter(|n| *n >= 2) else {
        return again(planner, Some("Say how many histories: a whole number from 2.".to_owned()));
    };
    if plans.len() < 2 {
        return again(planner, Some("Choose two scenarios or more.".to_owned()));
    }
    if u64::from(histories) * plans.len() as u64 > MOST_HISTORIES {
        let names: Vec<&str> = plans.iter().map(|plan| &*plan.name).collect();
        return again(
            planner,
            Some(format!(
                "That is for a cluster: lintel compare {} --replications {histories} --out compared",
                names.join(" ")
            )),
        );
    }
    begun(planner, Job::Comparison(plans, histories))
}

/// A scenario by name, or that of a result by its number.
fn chosen_plan(planner: &Planner<'_>, chosen: &str) -> Option<Plan> {
    if let Some(number) = chosen.strip_prefix("result ") {
        let kept = planner.office.shelf.get(number.parse().ok()?)?;
        let name = kept.about.scenarios.first()?.clone();
        return Some(Plan { name, text: kept.scenario() });
    }
    found(planner, chosen).map(|name| Plan::found(&name))
}

fn found(planner: &Planner<'_>, named: &str) -> Option<String> {
    names(&planner.office.data).into_iter().find(|name| name == named)
}

/// `POST /questions/expansion`
pub(super) fn expand(planner: &Planner<'_>) -> Result<Reply, Failure> {
    match found(planner, planner.field("scenario").unwrap_or_default()) {
        Some(scenario) => begun(planner, Job::Expansion(scenario)),
        None => again(planner, Some(CHOOSE.to_owned())),
    }
}

/// Said where no scenario of ours was chosen.
const CHOOSE: &str = "Choose a scenario.";

/// `POST /questions/report`
pub(super) fn report(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let Some(scenario) = found(planner, planner.field("scenario").unwrap_or_default()) else {
        return again(planner, Some(CHOOSE.to_owned()));
    };
    let waiting = planner.field("waiting").and_then(|named| found(planner, named));
    let again =
        Again { scenario, waiting, evidence_of: None, replications: Some(200), quick: true };
    begun(planner, Job::Report(again))
}
