//! When a unit may come free for a household, from the fortnight that is simulated from tonight.

use crate::base::domain::Referral;
use crate::desk::outlook::{HISTORIES, Outlook, OutlookQuestion, simulate};
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::doors::files::scenarios;
use crate::engine::eligibility::Case;
use crate::engine::placement::Recommendation;
use anyhow::anyhow;
use std::path::Path;

/// The question of a household that asks now, where no list of others is known.
pub(in crate::doors) fn alone<'a>(
    (case, referral): (&'a Case<'a>, &'a Referral),
) -> OutlookQuestion<'a> {
    let asked = referral.received;
    OutlookQuestion {
        case,
        referral,
        asked,
        waiting: None,
        histories: HISTORIES,
        borrowed_from: None,
    }
}

/// A failure in a line.
pub(in crate::doors) fn in_a_line(failure: Failure) -> String {
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

/// What may come, in each reading of the evidence.
pub(in crate::doors) fn worked_out(
    (data, folder): (&Path, &Path),
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
