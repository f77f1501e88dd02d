//! What somebody decided or wrote down.

use super::desk::{Answer, Desk};
use super::event_draft::Typed;
use crate::base::domain::{EventName, RuleName};
use crate::doors::failure::Failure;
use crate::presentation::wording::register::{nothing_to_decide, who_decides, words_of};
use crate::service::register::Why;

/// The key under which a note names the unit about which a decision is asked.
pub(super) const ASKS_ABOUT: &str = "x_asks_about";

impl Desk<'_> {
    /// Somebody decided about a household and a unit; without rules, about those that ask, and unless it is said who, by
    /// whoever they ask.
    pub(in crate::doors) fn grant(
        self,
        (reference, unit): (&str, &str),
        rules: &[String],
        granted: bool,
        (role, reason): (Option<&str>, Option<&str>),
    ) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        let typed = Typed::new(EventName::DecisionGiven).of(reference).on(&unit);
        let rules = match rules {
            [] => match self.asked_about(&typed, reference, &unit)? {
                Ok(rules) => rules,
                Err(not) => return Ok(not),
            },
            rules => rules.iter().filter_map(|name| RuleName::named(name)).collect(),
        };
        let names: Vec<&str> = rules.iter().map(|rule| rule.name()).collect();
        let role = role.map_or_else(|| who_decides(&rules), ToOwned::to_owned);
        let typed = typed.with("rules", names).with("granted", granted).with("role", role);
        self.record(typed.text("reason", reason))
    }

    /// The rules that ask of a household and a unit; or why nothing is asked.
    fn asked_about(
        &self,
        typed: &Typed,
        reference: &str,
        unit: &str,
    ) -> Result<Result<Vec<RuleName>, Answer>, Failure> {
        let not = |why| Ok(Err(self.not_possible(typed.clone(), why)));
        let Some(household) = self.night.household(reference) else {
            return not(Why::UnknownReferral);
        };
        if self.night.unit(unit).is_none() {
            return not(Why::UnknownUnit);
        }
        if !household.standing.is_active() {
            return not(Why::ReferralNotOpen);
        }
        // What is wrong with its form is said.
        self.door.referral_of(&self.night, household)?;
        let verdict = self.judged(reference, unit).unwrap_or_default().verdict;
        if verdict.asks.is_empty() || !verdict.barred.is_empty() {
            let barred: Vec<RuleName> = verdict.barred.iter().collect();
            return Err(Failure::Usage(nothing_to_decide(reference, unit, &barred)));
        }
        Ok(Ok(verdict.asks.iter().collect()))
    }

    /// A manager is asked about a household and a unit: it stands among the decisions asked and tonight's notes at once.
    pub(in crate::doors) fn ask_manager(
        self,
        reference: &str,
        unit: &str,
    ) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        let judged = self.judged(reference, &unit).unwrap_or_default();
        let rules: Vec<String> = judged.needed().iter().map(|rule| words_of(rule.name())).collect();
        let text = format!("A decision is asked about {unit}: {}", rules.join(", "));
        self.record(
            Typed::new(EventName::Noted).of(reference).with("text", text).with(ASKS_ABOUT, unit),
        )
    }

    /// Something to be read at the handover, about a household or a unit.
    pub(in crate::doors) fn note(self, about: &str, text: &str) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(about);
        let is_unit = self.night.unit(&unit).is_some();
        let typed = Typed::new(EventName::Noted).with("text", text);
        self.record(if is_unit { typed.on(&unit) } else { typed.of(about) })
    }
}
