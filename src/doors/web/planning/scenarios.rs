//! Scenarios to choose from, and a scenario as a form: every number with its source and standing, what matters with a slider.

use super::dials::Dials;
use super::job::{Job, Plan};
use super::planner::Planner;
use super::run::told;
use super::scenario_file::{Asked, written};
use crate::base::domain::calendar::london_day;
use crate::doors::failure::Failure;
use crate::doors::files::DataFolder;
use crate::doors::files::scenarios::{Opened, names};
use crate::doors::web::page::{Frame, shown};
use crate::doors::web::reply::Reply;
use askama::Template;

/// So many histories are asked for where nothing else is said: a first look.
const FIRST_LOOK: u32 = 200;

/// More histories of all readings together are for a cluster.
pub(super) const MOST_HISTORIES: u64 = 10_000;

#[derive(Template)]
#[template(path = "web/planning/scenarios.html")]
struct List {
    frame: Frame,
    /// Name and question.
    all: Vec<(String, String)>,
    keeps: bool,
    is_going: bool,
}

/// `GET /scenarios`
pub(super) fn list(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let data = DataFolder::open(&planner.office.data)?;
    let about = |name: String| {
        let opened = data.scenario(&name).ok()?;
        let first = opened.scenarios.first()?;
        let readings: Vec<&str> =
            opened.scenarios.iter().map(|of| &*of.reading).filter(|of| !of.is_empty()).collect();
        let readings = if readings.is_empty() {
            first.about.clone()
        } else {
            format!("Estate {}; readings: {}.", first.estate, readings.join("; "))
        };
        Some((name, readings))
    };
    let all = names(&planner.office.data).into_iter().filter_map(about).collect();
    let (keeps, is_going) = (planner.office.shelf.is_there(), planner.office.runs().is_going());
    shown(&List { frame: planner.frame(), all, keeps, is_going })
}

#[derive(Template)]
#[template(path = "web/planning/scenario.html")]
struct Form {
    frame: Frame,
    name: String,
    /// Each reading with what it takes the evidence to mean.
    readings: Vec<(String, String)>,
    dials: Dials,
    asked: Asked,
    may_begin_tonight: bool,
    wrong: Vec<String>,
    /// What is typed on a cluster.
    heavy: bool,
    keeps: bool,
}

/// `GET /scenarios/{name}`
pub(super) fn form(planner: &Planner<'_>) -> Result<Reply, Failure> {
    match open(planner)? {
        Some((name, opened)) => again(planner, &name, &opened, (Vec::new(), 200)),
        None => Ok(planner.nothing_here()),
    }
}

/// The scenario of the address, if it is one that is found by name.
fn open(planner: &Planner<'_>) -> Result<Option<(String, Opened)>, Failure> {
    let name = planner.param("name").to_owned();
    if !names(&planner.office.data).contains(&name) {
        return Ok(None);
    }
    let opened = DataFolder::open(&planner.office.data)?.scenario(&name)?;
    Ok(Some((name, opened)))
}

fn again(
    planner: &Planner<'_>,
    name: &str,
    opened: &Opened,
    (wrong, status): (Vec<String>, u16),
) -> Result<Reply, Failure> {
    let typed = &planner.asked.fields;
    let reading = |of: &crate::inputs::scenario::Scenario| (of.reading.clone(), of.about.clone());
    let asked = Asked::of(opened, name, typed, FIRST_LOOK);
    let page = Form {
        frame: planner.frame(),
        name: name.to_owned(),
        readings: opened.scenarios.iter().map(reading).collect(),
        dials: Dials::of(opened, typed),
        may_begin_tonight: is_of_this_estate(planner, opened),
        heavy: is_heavy(&asked, opened),
        keeps: planner.office.shelf.is_there(),
        asked,
        wrong,
    };
    Ok(shown(&page)?.with_status(status))
}

fn is_of_this_estate(planner: &Planner<'_>, opened: &Opened) -> bool {
    opened.scenarios.iter().all(|scenario| scenario.estate == planner.office.estate)
}

fn is_heavy(asked: &Asked, opened: &Opened) -> bool {
    let histories: u64 = asked.histories.parse().unwrap_or(0);
    histories.saturating_mul(opened.scenarios.len() as u64) > MOST_HISTORIES
}

/// `POST /scenarios/{name}`: gives the file, or runs it.
pub(super) fn post(planner: &Planner<'_>) -> Result<Reply, Failure> {
    let Some((name, opened)) = open(planner)? else { return Ok(planner.nothing_here()) };
    let typed = &planner.asked.fields;
    let asked = Asked::of(&opened, &name, typed, FIRST_LOOK);
    let dials = Dials::of(&opened, typed);
    let today = london_day(planner.now);
    let wrongly = |wrong: Vec<String>| again(planner, &name, &opened, (wrong, 422));
    let text = match written((&name, &opened), &asked, &dials, today) {
        Ok(text) => text,
        Err(wrong) => return wrongly(wrong),
    };
    let data = DataFolder::open(&planner.office.data)?;
    if let Err(failure) = data.take(&asked.name, text.clone()) {
        return wrongly(told(failure));
    }
    if planner.field("do") == Some("file") {
        let file = format!("attachment; filename=\"{}.toml\"", asked.name);
        let reply = Reply::of(200, "application/toml; charset=utf-8", text.into_bytes());
        return Ok(reply.with("content-disposition", file));
    }
    if is_heavy(&asked, &opened) {
        let why = format!(
            "More than {MOST_HISTORIES} histories of all readings together are for a cluster: below is what is typed there, with this form's file."
        );
        return wrongly(vec![why]);
    }
    if asked.from_tonight && !is_of_this_estate(planner, &opened) {
        return wrongly(vec![
            "The register is another estate's: it says nothing of who lives there.".to_owned(),
        ]);
    }
    let tonight = if asked.from_tonight { Some((planner.tonight)()?) } else { None };
    let plan = Plan { name: asked.name.clone(), text: Some(text) };
    match planner.begin(Job::Forecast(plan, tonight)) {
        Ok(reply) => Ok(reply),
        Err(why) => wrongly(vec![why]),
    }
}
