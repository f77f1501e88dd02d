//! What to offer a household tonight, by the register: the document of `recommend`, and what can be done about it.

use super::desk::Desk;
use crate::base::domain::{Referral, RuleName};
use crate::base::geography::Places;
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::placement::answer::{Recommendation, Route, UnitOption};
use crate::engine::placement::recommend_with;
use crate::presentation::document::Document;
use crate::presentation::render::json;
use crate::presentation::wording;
use anyhow::anyhow;
use serde_json::{Value, json};

/// The answer, and what it names.
#[derive(Debug)]
pub(in crate::doors) struct Advice {
    /// The very document of `lintel recommend`.
    pub(in crate::doors) document: Document,
    /// The same for other software (contracts section 6).
    pub(in crate::doors) json: Value,
    /// Vacant and suitable, best first.
    pub(in crate::doors) options: Vec<String>,
    /// Vacant if somebody decides, each with the rules that ask.
    pub(in crate::doors) decisions: Vec<(String, Vec<RuleName>)>,
    /// The reason to return if nobody finds a way, and the rules in the way.
    pub(in crate::doors) outcome: Option<(&'static str, Vec<&'static str>)>,
}

impl Desk<'_> {
    /// The answer to a form, recorded or not.
    pub(in crate::doors) fn advise_form(&self, form: &Text) -> Result<Advice, Failure> {
        let (referral, places) = self.door.read(form, self.now)?;
        Ok(self.advise(&referral, &places, false))
    }

    /// The answer for a household of the register.
    pub(in crate::doors) fn advise_household(&self, reference: &str) -> Result<Advice, Failure> {
        let (referral, places) = self.form_of(reference)?;
        Ok(self.advise(&referral, &places, false))
    }

    /// The same with the chance that a unit comes free, where nothing is.
    pub(in crate::doors) fn advise_with_outlook(&self, reference: &str) -> Result<Advice, Failure> {
        let (referral, places) = self.form_of(reference)?;
        Ok(self.advise(&referral, &places, true))
    }

    fn form_of(&self, reference: &str) -> Result<(Referral, Places), Failure> {
        let household = self.night.household(reference);
        let household = household.ok_or_else(|| anyhow!("no such household is in the register"))?;
        self.door.referral_of(&self.night, household)
    }

    fn advise(&self, referral: &Referral, places: &Places, looks_out: bool) -> Advice {
        let estate = self.night.estate(self.door.estate.clone(), Some(referral));
        let occupancy = OccupancyView::for_household(&estate, &estate.residents, referral);
        let case = Case::new(&estate, &self.door.geography, (referral, places), &occupancy);
        let grants = self.night.grants(&estate, &referral.reference);
        let answer = recommend_with(&case, &grants);
        let looks_out = looks_out && answer.route == Route::Wait;
        let outlook = looks_out.then(|| self.outlook_beside(&case, &answer));
        let named = |option: &UnitOption| estate.units[option.unit].name.clone();
        Advice {
            json: json!(json::Recommendation::of(&case, &answer)),
            document: wording::recommendation(&case, &answer, outlook.as_ref(), self.now),
            options: answer.options.iter().map(named).collect(),
            decisions: answer
                .decisions
                .iter()
                .map(|option| (named(option), option.asks.iter().collect()))
                .collect(),
            outcome: outcome(&answer),
        }
    }
}

fn outcome(answer: &Recommendation) -> Option<(&'static str, Vec<&'static str>)> {
    let outcome = answer.outcome_if_none?;
    Some((outcome.reason.name(), outcome.barrier.iter().map(RuleName::name).collect()))
}
