//! `lintel outlook`: when a unit may come free for one household.

use super::args::{AnswerFormat, Outlook as Args, OutlookBasis};
use super::granted::granted;
use super::{Failure, Said, batch, code, layout};
use crate::base::domain::calendar;
use crate::desk::outlook::{Answer, HISTORIES, Outlook, OutlookQuestion, simulate};
use crate::doors::files;
use crate::doors::files::scenarios;
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::placement::{self, Recommendation};
use crate::inputs::referral::Read;
use crate::presentation::render::{json, terminal};
use crate::presentation::wording::{self, Without};
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

pub(super) fn run(data: &Path, now: Timestamp, args: &Args) -> Result<Said, Failure> {
    let geography = files::geography(data)?;
    let folder = files::estate_folder(data, args.of.estate.as_deref())?;
    let (mut estate, mut referral, places) = files::estate_and_referral(
        (args.answer.format.list(), &folder),
        (&args.referral, now),
        &geography,
    )?;
    let (asked, as_it_came) = (referral.received, referral.clone());
    if let Some(at) = args.at {
        if at < asked {
            let asked = wording::moment(asked, now);
            let why = format!("--at is before {asked} (London), when this household asked");
            return Err(Failure::Usage(why));
        }
        referral.received = at;
        estate = estate.on(calendar::london_day(at));
    }
    let occupancy = OccupancyView::for_household(&estate, &estate.residents, &referral);
    let case = Case::new(&estate, &geography, (&referral, &places), &occupancy);
    let granted = granted(&case, args.granted.as_deref())?;
    let tonight = placement::recommend_with(&case, &granted);
    let waiting = waiting(&folder, &args.basis, &case)?;
    let left_out = waiting.as_ref().map(|waiting| waiting.left_out.clone()).unwrap_or_default();
    if args.answer.format == AnswerFormat::Json && !left_out.is_empty() {
        return Err(left_out.into());
    }
    let households = waiting.as_ref().map(|waiting| &*waiting.households);
    let question = OutlookQuestion { asked, waiting: households, ..alone(&case) };
    let named = args.basis.scenario.as_deref();
    let outlook = worked_out(data, &folder, &question, &tonight, named)?;
    let text = match args.answer.format {
        AnswerFormat::Json => layout::json(&json::Outlook::of(&case, &tonight, &outlook)),
        AnswerFormat::Table => {
            let came = Case::new(&estate, &geography, (&as_it_came, &places), &occupancy);
            let left_out = wording::left_out(Without::BeingCounted, &left_out);
            let answered = wording::outlook::outlook(&came, &tonight, &outlook, now);
            terminal::render(&left_out.then(answered))
        }
    };
    let nothing_ever = matches!(outlook.answer, Answer::Never(_));
    let code = match (left_out.is_empty(), nothing_ever) {
        (false, _) => code::ISSUES,
        (true, true) => code::NOBODY_PLACED,
        (true, false) => code::DONE,
    };
    Ok(Said { text, code })
}

/// The outlook beside a recommendation: whatever is in its way is said in a line, for the rest still stands.
pub(super) fn beside(
    data: &Path,
    folder: &Path,
    case: &Case<'_>,
    tonight: &Recommendation,
    basis: &OutlookBasis,
) -> Outlook {
    let alone = alone(case);
    let named = basis.scenario.as_deref();
    let outlook = waiting(folder, basis, case).and_then(|waiting| {
        let broken = waiting.as_ref().map(|waiting| &waiting.left_out);
        if let Some(broken) = broken.filter(|issues| !issues.is_empty()) {
            return Err(broken.clone().into());
        }
        let households = waiting.as_ref().map(|waiting| &*waiting.households);
        let question = OutlookQuestion { waiting: households, ..alone };
        worked_out(data, folder, &question, tonight, named)
    });
    outlook.unwrap_or_else(|failure| Outlook::not_known(&alone, tonight, in_a_line(failure)))
}

/// The question of a household that asks now, where no list of others is known.
fn alone<'a>(case: &'a Case<'a>) -> OutlookQuestion<'a> {
    let asked = case.referral.received;
    OutlookQuestion { case, asked, waiting: None, histories: HISTORIES, borrowed_from: None }
}

fn in_a_line(failure: Failure) -> String {
    match failure {
        Failure::Issues(issues) => {
            let files: Vec<&str> = issues.issues.iter().map(|issue| &*issue.file).collect();
            let first = files.first().copied().unwrap_or_default();
            format!("{first} has something to correct; lintel outlook says what")
        }
        Failure::Usage(why) | Failure::Refused(why) | Failure::NotRecorded(why) => why,
        Failure::Other(error) => format!("{error:#}"),
    }
}

/// Who waits: as named, or as the estate's folder has it; none: there is no list.
fn waiting(folder: &Path, basis: &OutlookBasis, case: &Case<'_>) -> Result<Option<Read>, Failure> {
    let Some(path) = basis.waiting.clone().or_else(|| usual_list(folder)) else { return Ok(None) };
    let home = case.estate.home_sectors();
    batch::waiting(&path, case.geography, case.estate.viewpoint(&home), case.referral.received)
        .map(Some)
}

/// The list of those who wait that an estate's folder has.
pub(super) fn usual_list(folder: &Path) -> Option<PathBuf> {
    ["waiting", "waiting.jsonl"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.exists())
}

fn worked_out(
    data: &Path,
    folder: &Path,
    question: &OutlookQuestion<'_>,
    tonight: &Recommendation,
    named: Option<&str>,
) -> Result<Outlook, Failure> {
    if let Some(answer) = Outlook::at_once(question, tonight) {
        return Ok(answer);
    }
    let provider = &question.case.estate.provider;
    let Some(named) = named.or(provider.outlook_scenario.as_deref()) else {
        let name = &provider.name;
        return Err(anyhow!("no scenario is known for {name}: name one with --scenario, or as outlook_scenario in provider.toml").into());
    };
    let opened = scenarios::open_near(data, named, Some(folder), question.case.geography)?;
    let is_own = |estate: &&str| {
        let own = files::scenario_estate(data, estate, &opened.file);
        own.is_ok_and(|own| files::is_same(&own, folder))
    };
    let estate = opened.scenarios.first().map(|scenario| &*scenario.estate);
    let question =
        OutlookQuestion { borrowed_from: estate.filter(|own| !is_own(own)), ..*question };
    let mut counted = Vec::new();
    for scenario in &opened.scenarios {
        counted.push((scenario, simulate(&question, scenario, &opened.file)?));
    }
    Ok(Outlook::of(&question, tonight, &counted))
}
