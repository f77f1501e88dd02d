//! What to offer a household tonight, by the register: the document of `recommend`, and what can be done about it.

use super::audience::Audience;
use super::desk::Desk;
use super::look_out::LookOut;
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
use std::sync::Arc;

/// The answer, and what it names.
#[derive(Debug)]
pub(in crate::doors) struct Advice {
    /// The very document of `lintel recommend`.
    pub(in crate::doors) document: Document,
    /// Why and why not, unit by unit; none: there is none to be told of.
    pub(in crate::doors) every_unit: Option<Document>,
    /// Nothing is there to be offered, and something may come free.
    pub(in crate::doors) waits: bool,
    /// Vacant and suitable, best first.
    pub(in crate::doors) options: Vec<String>,
    /// Vacant if somebody decides, each with the rules that ask.
    pub(in crate::doors) decisions: Vec<(String, Vec<RuleName>)>,
    /// The reason to return if nobody finds a way, and the rules in the way.
    pub(in crate::doors) outcome: Option<(&'static str, Vec<&'static str>)>,
}

impl Desk<'_> {
    /// The answer to a form, recorded or not.
    pub(in crate::doors) fn advise_form(
        &self,
        form: &Text,
        audience: Audience,
    ) -> Result<Advice, Failure> {
        let form = self.door.read(form, self.now)?;
        Ok(self.answered(&form, |case, answer| self.advice((case, &form.0), answer, audience)))
    }

    /// The answer for a household of the register.
    pub(in crate::doors) fn advise_household(
        &self,
        of: &str,
        audience: Audience,
    ) -> Result<Advice, Failure> {
        let form = self.form_of(of)?;
        Ok(self.answered(&form, |case, answer| self.advice((case, &form.0), answer, audience)))
    }

    /// Everything that it takes to say whether a unit may come free for a household: the register is needed no more.
    pub(in crate::doors) fn to_look_out(&self, of: &str) -> Result<LookOut, Failure> {
        let (referral, places) = self.form_of(of)?;
        let homes = self.night.estate(self.door.estate.clone(), Some(&referral));
        Ok(LookOut {
            grants: self.night.grants(&homes.estate, &referral.reference),
            waiting: self.door.others_waiting(&self.night, &referral.reference),
            geography: Arc::clone(&self.door.geography),
            place: (self.door.data.clone(), self.door.folder.clone()),
            now: self.now,
            homes,
            referral,
            places,
        })
    }

    /// The same for other software (contracts section 6).
    pub(in crate::doors) fn advise_software(
        &self,
        of: &str,
        audience: Audience,
    ) -> Result<Value, Failure> {
        let form = self.form_of(of)?;
        Ok(self.answered(&form, |case, answer| {
            let whole = json::Recommendation::of((case, &form.0), answer);
            json!(if audience == Audience::Manager {
                whole
            } else {
                whole.of_what_may_be_offered()
            })
        }))
    }

    fn form_of(&self, reference: &str) -> Result<(Referral, Places), Failure> {
        let household = self.night.household(reference);
        let household = household.ok_or_else(|| anyhow!("no such household is in the register"))?;
        self.door.referral_of(&self.night, household)
    }

    /// What is made of the answer for a household that asks now.
    fn answered<T>(
        &self,
        (referral, places): &(Referral, Places),
        make: impl FnOnce(&Case<'_>, &Recommendation) -> T,
    ) -> T {
        let homes = self.night.estate(self.door.estate.clone(), Some(referral));
        let (estate, occupancy) = homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, referral);
        let asks = (&referral.household, places);
        let case = Case::new(homes.both(), &self.door.geography, asks, &view);
        let grants = self.night.grants(estate, &referral.reference);
        make(&case, &recommend_with(&case, referral.received, &grants))
    }

    fn advice(
        &self,
        (case, referral): (&Case<'_>, &Referral),
        answer: &Recommendation,
        audience: Audience,
    ) -> Advice {
        let named = |option: &UnitOption| case.estate.units[option.unit].name.clone();
        let every_unit = match audience {
            Audience::Manager => Some(wording::every_unit(case, answer)),
            Audience::Worker if answer.options.is_empty() && answer.decisions.is_empty() => None,
            Audience::Worker => Some(wording::every_offer(case, answer)),
        };
        Advice {
            document: wording::recommendation((case, referral), answer, None, self.now),
            every_unit,
            waits: answer.route == Route::Wait,
            options: answer.options.iter().map(named).collect(),
            decisions: answer
                .decisions
                .iter()
                .map(|option| (named(option), option.asks.iter().collect()))
                .collect(),
            outcome: outcome(answer),
        }
    }
}

fn outcome(answer: &Recommendation) -> Option<(&'static str, Vec<&'static str>)> {
    let outcome = answer.outcome_if_none?;
    Some((outcome.reason.name(), outcome.barrier.iter().map(RuleName::name).collect()))
}
