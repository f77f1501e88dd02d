//! When a unit may come free for a household, from the fortnight that is simulated from tonight.

use super::desk::Desk;
use crate::base::domain::Referral;
use crate::base::geography::Places;
use crate::desk::outlook::{HISTORIES, Outlook, OutlookQuestion, simulate};
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::doors::files::scenarios;
use crate::engine::eligibility::Case;
use crate::engine::placement::Recommendation;
use anyhow::anyhow;
use std::path::Path;

impl Desk<'_> {
    /// The outlook beside the answer for a household: whatever is in its way is said in a line, for the rest still stands.
    pub(super) fn outlook_beside(&self, case: &Case<'_>, tonight: &Recommendation) -> Outlook {
        let waiting = self.others_waiting(&case.referral.reference);
        let question = OutlookQuestion { waiting: Some(&waiting), ..alone(case) };
        let place = (&*self.door.data, &*self.door.folder);
        let outlook = worked_out(place, &question, tonight, None);
        outlook.unwrap_or_else(|why| Outlook::not_known(&alone(case), tonight, in_a_line(why)))
    }

    /// Others who wait without a unit that is claimed for them, as far as their forms can be read.
    fn others_waiting(&self, reference: &str) -> Vec<(Referral, Places)> {
        self.door.others_waiting(&self.night, reference)
    }
}

/// The question of a household that asks now, where no list of others is known.
pub(in crate::doors) fn alone<'a>(case: &'a Case<'a>) -> OutlookQuestion<'a> {
    let asked = case.referral.received;
    OutlookQuestion { case, asked, waiting: None, histories: HISTORIES, borrowed_from: None }
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
