//! What a page was made from. Whoever taps on it later is told if something of that is otherwise by then: nobody decides
//! about, or moves into, what nobody has looked at.

use super::desk::{Desk, Judged};
use crate::base::domain::{Referral, RuleName, RuleSet};
use crate::base::geography::Places;
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::presentation::document::{Document, Text as Said};
use crate::presentation::wording;
use crate::presentation::wording::register::Fit;
use crate::service::register::{Household, Night, UnitView};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What an act rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Rests<'a> {
    /// The form, and who belongs to the household.
    Form,
    /// The same, and what the rules say of a unit.
    Unit(&'a str),
}

/// A household as a page shows it.
#[derive(Debug)]
pub(in crate::doors) struct Sight {
    form: String,
    judged: BTreeMap<String, Judged>,
}

impl Sight {
    /// What the rules say of a unit; none: the form is not known.
    pub(in crate::doors) fn judged(&self, unit: &str) -> Option<Judged> {
        self.judged.get(unit).copied()
    }

    fn said(&self, unit: &str) -> String {
        let Some(judged) = self.judged(unit) else { return format!("{unit}: not known") };
        let names = |rules: RuleSet| rules.iter().map(RuleName::name).collect::<Vec<_>>().join(" ");
        format!("{unit}: {}; {}", names(judged.verdict.barred), names(judged.needed()))
    }
}

impl Desk<'_> {
    /// A household with what the rules say of every unit.
    pub(in crate::doors) fn sight(&self, reference: &str) -> Sight {
        self.sight_of(reference, self.night.units.iter())
    }

    /// What an act rests on as it is now: no more of the estate is judged than that.
    pub(in crate::doors) fn seen_now(&self, reference: &str, rests: Rests<'_>) -> String {
        let unit = match rests {
            Rests::Form => None,
            Rests::Unit(unit) => self.night.unit(unit),
        };
        self.seen(&self.sight_of(reference, unit.into_iter()), rests)
    }

    fn sight_of<'n>(&'n self, reference: &str, units: impl Iterator<Item = &'n UnitView>) -> Sight {
        let judged = self.judged_of_each(reference, units.map(|unit| unit.unit.as_str()));
        let judged = judged.into_iter().map(|(unit, judged)| (unit.to_owned(), judged)).collect();
        let household = self.night.household(reference);
        let people = household.map_or(&[][..], |of| &of.people);
        let people: Vec<String> =
            people.iter().map(|one| format!("{}@{}", one.id, one.event)).collect();
        let form = household.and_then(|of| of.form);
        Sight { form: format!("{reference} {form:?} {}", people.join(" ")), judged }
    }

    /// A text that is another one as soon as something of what an act rests on is otherwise. It tells nothing.
    pub(in crate::doors) fn seen(&self, sight: &Sight, rests: Rests<'_>) -> String {
        let units = match rests {
            Rests::Form => String::new(),
            Rests::Unit(unit) => sight.said(unit),
        };
        self.door.register.opaque("seen", &format!("{}\n{units}", sight.form))
    }

    /// Whether what a household lives in or has claimed suits it by its form as it is now; none: it has none, or no form.
    pub(in crate::doors) fn fit(&self, reference: &str) -> Option<Fit> {
        self.fit_in(&self.night, reference)
    }

    /// The same in another night.
    pub(super) fn fit_in(&self, night: &Night, reference: &str) -> Option<Fit> {
        let unit = night.unit(night.household(reference)?.unit.as_deref()?)?;
        let units = std::iter::once(unit.unit.as_str());
        let (_, judged) = self.judged_in(night, reference, units).pop()?;
        Some(fit_of(unit, judged))
    }

    /// Who asks, and every line that keeps somebody safe, whatever has become of the household; none: nothing was told, or
    /// it is erased.
    pub(in crate::doors) fn safety(&mut self, reference: &str) -> Option<Document> {
        let form = self.form_whatever_became(reference).ok().flatten()?;
        Some(self.before_the_desk(&form, wording::who_and_safety))
    }

    /// When and how it is safe to ring a household.
    pub(super) fn safe_to_ring(&self, reference: &str) -> Vec<Said> {
        let household = self.night.household(reference);
        let form = household.and_then(|of| self.door.referral_of(&self.night, of).ok());
        let ringing = |household: &wording::Household<'_>| {
            household.texts(|topic| topic == wording::Topic::Ringing)
        };
        form.map_or_else(Vec::new, |form| self.before_the_desk(&form, ringing))
    }

    /// What is said of a household before the homes as they are tonight.
    fn before_the_desk<T>(
        &self,
        (referral, places): &(Referral, Places),
        say: impl FnOnce(&wording::Household<'_>) -> T,
    ) -> T {
        let homes = self.night.estate(self.door.estate.clone(), Some(referral));
        let (geography, now) = (&self.door.geography, self.now);
        let (estate, occupancy) = homes.both();
        say(&wording::Household { referral, places, estate, occupancy, geography, now })
    }

    fn form_whatever_became(
        &mut self,
        reference: &str,
    ) -> Result<Option<(Referral, Places)>, Failure> {
        let Some(household) = self.night.household(reference).cloned() else { return Ok(None) };
        if household.standing.is_active() {
            return Ok(self.door.referral_of(&self.night, &household).ok());
        }
        let Some(form) = self.form_of_who_left(&household)? else { return Ok(None) };
        let text = Text::of(format!("{reference} in the register"), form.to_string());
        Ok(self.door.read(&text, household.since).ok())
    }

    /// The last form of a household that is closed or has left, unless it is erased.
    fn form_of_who_left(&mut self, household: &Household) -> Result<Option<Value>, Failure> {
        let Some(seq) = household.form else { return Ok(None) };
        let mut wholes = self.door.register.wholes(&BTreeSet::from([seq]))?;
        let form = wholes.remove(&seq).and_then(|mut event| event.remove("form"));
        Ok(form.filter(|form| form.get("erased").is_none()))
    }
}

/// What the rules say of a unit that is a household's.
pub(super) fn fit_of(unit: &UnitView, judged: Judged) -> Fit {
    Fit {
        unit: unit.unit.clone(),
        state: unit.state,
        barred: judged.verdict.barred.iter().collect(),
        asked: judged.verdict.asks.minus(judged.granted).iter().collect(),
    }
}
