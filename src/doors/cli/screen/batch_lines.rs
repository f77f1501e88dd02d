//! A household that is one of several on a screen: its safety lines under its reference, none left out, and what
//! was decided for it or could be.

use super::elsewhere::{of_recourse, possible_later};
use super::safety::{Household, NOBODY_AT_NIGHT, Topic, confirm, nobody_at_night};
use super::who;
use crate::base::domain::{RuleName, calendar};
use crate::desk::allocation::answer::Allocation;
use crate::desk::allocation::{self, Batch, Found};
use crate::doors::cli::layout::{capitalised, wrapped};
use crate::engine::eligibility::Suitability;
use crate::engine::eligibility::rules::{Decider, rule};
use crate::engine::placement::sanctuary_may_serve;
use jiff::Timestamp;

/// Units shown that somebody could decide on; the rest are in the recommendation.
const DECISIONS: usize = 2;

/// A household of a batch, or a resident who could be moved.
pub(super) struct Asking<'a> {
    pub(super) household: Household<'a>,
    batch: &'a Batch<'a>,
    of_the_batch: Option<(usize, &'a allocation::Household)>,
}

/// The household of a reference.
pub(super) fn asking<'a>(
    batch: &'a Batch<'a>,
    reference: &str,
    now: Timestamp,
) -> Option<Asking<'a>> {
    let is_it = |household: &&allocation::Household| household.referral.reference == reference;
    let asks = batch.households.iter().enumerate().find(|(_, household)| is_it(household));
    let form = asks.map(|(_, household)| household);
    let form = form.or_else(|| batch.movable.iter().find(is_it))?;
    let allocation::Household { referral, places } = form;
    let household =
        Household { referral, places, estate: batch.estate, geography: batch.geography, now };
    Some(Asking { household, batch, of_the_batch: asks })
}

impl Asking<'_> {
    pub(super) fn in_danger(&self) -> bool {
        self.household.referral.in_danger()
    }

    /// The lines as a list, indented, but for those that the screen says of every household above them: how to ring
    /// 999, and these.
    pub(super) fn lines(&self, said: &[String]) -> String {
        let is_old_news = |topic| {
            !self.asks() && matches!(topic, Topic::When | Topic::NotChecked | Topic::ReadBack)
        };
        let mut told = self
            .household
            .texts(|topic| !matches!(topic, Topic::Danger | Topic::Service) && !is_old_news(topic));
        told.extend(self.of_whom());
        told.extend(self.wishes_to_stay());
        told.extend(self.of_recourse());
        told.retain(|line| !said.contains(line));
        told.iter().map(|line| wrapped("     - ", line)).collect()
    }

    /// Who here may know.
    pub(super) fn of_whom(&self) -> Vec<String> {
        self.household.texts(|topic| topic == Topic::Service)
    }

    /// With whom to confirm that what it is offered is free.
    pub(super) fn to_confirm(&self) -> &'static str {
        confirm(&self.household)
    }

    /// What is said of staying at home, where it wishes to.
    fn wishes_to_stay(&self) -> Option<String> {
        let Household { referral, estate, .. } = self.household;
        let said = || format!("Wishes to stay at home. {}", possible_later(&estate.provider));
        (self.asks() && sanctuary_may_serve(referral)).then(said)
    }

    /// Who else helps without recourse to public funds, and where that is not known.
    fn of_recourse(&self) -> Vec<String> {
        let Household { referral, estate, .. } = self.household;
        if self.asks() && referral.needs.nrpf.may_be() {
            of_recourse(referral, &estate.provider)
        } else {
            Vec::new()
        }
    }

    /// What somebody under 18 must know of a unit.
    pub(super) fn at_night(&self, unit: &str) -> Option<&'static str> {
        let setting = self.batch.estate.setting_of(self.unit(unit)?);
        nobody_at_night(self.household.referral, setting).then_some(NOBODY_AT_NIGHT)
    }

    /// Whether it asks for a unit; else it lives in one and could be moved.
    fn asks(&self) -> bool {
        self.of_the_batch.is_some()
    }

    fn unit(&self, name: &str) -> Option<usize> {
        self.batch.estate.units.iter().position(|unit| unit.name == name)
    }

    /// Whether a person granted it this unit.
    pub(super) fn is_granted(&self, unit: &str) -> bool {
        let pair = self.of_the_batch.zip(self.unit(unit));
        pair.is_some_and(|((number, _), unit)| self.batch.terms.granted.contains(&(number, unit)))
    }

    /// Who has agreed to a unit that was granted: "the manager on call".
    pub(super) fn who_granted(&self, unit: &str) -> Option<String> {
        let (_, household) = self.of_the_batch.filter(|_| self.is_granted(unit))?;
        let asks = self.batch.judge(household).verdicts[self.unit(unit)?].asks;
        let mut whom: Vec<&str> = asks.iter().map(|name| who(rule(name).who)).collect();
        whom.sort_unstable();
        whom.dedup();
        (!whom.is_empty()).then(|| whom.join(" and "))
    }

    /// Whether it has said yes to this unit.
    pub(super) fn has_accepted(&self, unit: &str) -> bool {
        let accepted = self
            .of_the_batch
            .and_then(|(number, _)| self.batch.terms.accepted.get(&number).copied());
        accepted.is_some() && accepted == self.unit(unit)
    }

    /// Whether any vacant unit but this one could be given to it as things are, others apart.
    pub(super) fn others_suit(&self, but: &str) -> bool {
        let Some((number, household)) = self.of_the_batch else { return false };
        let terms = self.batch.terms;
        let found = self.batch.judge(household);
        self.vacant(&found).any(|unit| {
            self.batch.estate.units[unit].name != but
                && !terms.declined.contains(&(number, unit))
                && match found.verdicts[unit].suitability() {
                    Suitability::Suitable => true,
                    Suitability::Decision => terms.granted.contains(&(number, unit)),
                    Suitability::Unsuitable => false,
                }
        })
    }

    fn vacant(&self, found: &Found) -> impl Iterator<Item = usize> {
        let day = calendar::london_day(self.household.referral.received);
        let units = &self.batch.estate.units;
        (0..units.len()).filter(move |&unit| {
            !found.occupancy.lived_in[unit] && units[unit].can_be_offered_on(day)
        })
    }

    /// Who decides, and the question.
    fn asked(&self, name: RuleName) -> String {
        let (rule, referral) = (rule(name), self.household.referral);
        format!("{}: {}", capitalised(self.whom(rule.who)), (rule.question)(referral))
    }

    /// Of a perpetrator who works here nobody hears but the manager on call.
    fn whom(&self, who: Decider) -> &'static str {
        let linked = self.household.referral.perpetrator.is_linked_to_service();
        if linked { "manager on call, alone" } else { who.title() }
    }

    /// For a household without a unit: who could decide on which, of those that nobody else is offered.
    pub(super) fn who_decides(&self, answer: &Allocation) -> String {
        let Some((number, household)) = self.of_the_batch else { return String::new() };
        let found = self.batch.judge(household);
        let units = &self.batch.estate.units;
        let taken = |unit: usize| {
            let is_it = |name: &str| name == units[unit].name;
            answer.placed.iter().any(|placed| is_it(&placed.unit))
                || answer.moves.iter().any(|moved| is_it(&moved.to))
        };
        let open = self.vacant(&found).filter(|&unit| {
            found.verdicts[unit].suitability() == Suitability::Decision
                && !taken(unit)
                && !self.batch.terms.declined.contains(&(number, unit))
        });
        let ask = |unit: usize| {
            let asks: Vec<String> =
                found.verdicts[unit].asks.iter().map(|name| self.asked(name)).collect();
            let name = &units[unit].name;
            let night =
                self.at_night(name).map_or_else(String::new, |said| format!(" To know: {said}"));
            wrapped("     -> ", &format!("{name}, if agreed. {}{night}", asks.join(" ")))
        };
        open.take(DECISIONS).map(ask).collect()
    }
}

/// Everything that stands on a form, for whoever looks it through.
pub(in crate::doors::cli) fn of_a_form(household: &Household<'_>) -> String {
    let mut lines = household.texts(|_| true);
    if !household.referral.in_danger() {
        // Elsewhere a title says so.
        lines.iter_mut().take(1).for_each(|line| line.insert_str(0, "If danger comes: "));
    }
    lines.iter().map(|line| wrapped("  - ", line)).collect()
}
