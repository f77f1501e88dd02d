//! A household that is one of several on a screen: its safety lines under its reference, none left out, and what
//! was decided for it or could be.

use crate::base::domain::capitalised;
use crate::base::domain::household::Told;
use crate::base::domain::{RuleName, calendar};
use crate::desk::allocation::answer::Allocation;
use crate::desk::allocation::{self, Batch, Found};
use crate::engine::eligibility::Suitability;
use crate::engine::eligibility::rules::rule;
use crate::engine::placement::sanctuary_may_serve;
use crate::presentation::document::{Action, Line, Text, Verb, text, unit};
use crate::presentation::wording::describe::placeholder;
use crate::presentation::wording::elsewhere::{of_recourse, possible_later};
use crate::presentation::wording::rules;
use crate::presentation::wording::safety::{Household, Topic, confirm, nobody_at_night};
use crate::presentation::wording::who::{have_agreed, to_ask, to_ask_within};
use jiff::Timestamp;

/// Units shown that somebody could decide on; the rest are in the recommendation.
const DECISIONS: usize = 2;

/// A household of a batch, or a resident who could be moved.
pub(in crate::presentation::wording) struct Asking<'a> {
    pub(in crate::presentation::wording) household: Household<'a>,
    batch: &'a Batch<'a>,
    of_the_batch: Option<(usize, &'a allocation::Household)>,
}

/// The household of a reference.
pub(in crate::presentation::wording) fn asking<'a>(
    batch: &'a Batch<'a>,
    reference: &str,
    now: Timestamp,
) -> Option<Asking<'a>> {
    let is_it = |household: &&allocation::Household| household.referral.reference == reference;
    let asks = batch.households.iter().enumerate().find(|(_, household)| is_it(household));
    let form = asks.map(|(_, household)| household);
    let form = form.or_else(|| batch.movable.iter().find(is_it))?;
    let allocation::Household { referral, places } = form;
    let household = Household {
        referral,
        places,
        estate: batch.estate,
        occupancy: batch.occupancy,
        geography: batch.geography,
        now,
    };
    Some(Asking { household, batch, of_the_batch: asks })
}

impl Asking<'_> {
    pub(in crate::presentation::wording) fn in_danger(&self) -> bool {
        self.household.referral.household.in_danger()
    }

    /// The lines as a list, indented, but for those that the screen says of every household above them: how to ring
    /// 999, and these.
    pub(in crate::presentation::wording) fn lines(&self, said: &[Text]) -> Vec<Line> {
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
        told.into_iter().map(Line::Point).collect()
    }

    /// The lines of a household that somebody else's screen names: nothing that was typed on its form.
    pub(in crate::presentation::wording) fn lines_for_others(&self) -> Vec<Line> {
        let ours = |topic| matches!(topic, Topic::Young | Topic::Service | Topic::KeepApart);
        let mut shown = self.household.referral.clone();
        shown.household.told = Told::default();
        shown.household.keep_apart.iter_mut().for_each(|typed| "unknown".clone_into(typed));
        let household = Household { referral: &shown, ..self.household };
        let mut told = household.texts(|topic| topic == Topic::Ringing || ours(topic));
        if self.household.referral.household.in_danger() {
            told.insert(0, "In danger now, or it is not known.".into());
        }
        if self.household.referral.household.told.risk_to_others.is_some() {
            told.push(
                "Something of a risk to others stands on its form: read it before you ring.".into(),
            );
        }
        told.push(text![
            "What else must be known stands on its own form: ",
            Action::new(Verb::Recommend),
            " says it."
        ]);
        told.into_iter().map(Line::Point).collect()
    }

    /// Who here may know.
    pub(in crate::presentation::wording) fn of_whom(&self) -> Vec<Text> {
        self.household.texts(|topic| topic == Topic::Service)
    }

    /// With whom to confirm that what it is offered is free.
    pub(in crate::presentation::wording) fn to_confirm(&self) -> &'static str {
        confirm(&self.household)
    }

    /// What is said of staying at home, where it wishes to.
    fn wishes_to_stay(&self) -> Option<Text> {
        let Household { referral, estate, .. } = self.household;
        let said =
            || format!("Wishes to stay at home. {}", possible_later(&estate.provider)).into();
        (self.asks() && sanctuary_may_serve(&referral.household)).then(said)
    }

    /// Who else helps without recourse to public funds, and where that is not known.
    fn of_recourse(&self) -> Vec<Text> {
        let Household { referral, estate, .. } = self.household;
        if self.asks() && referral.household.needs.nrpf.may_be() {
            of_recourse(&referral.household, &estate.provider).into_iter().map(Text::from).collect()
        } else {
            Vec::new()
        }
    }

    /// What somebody under 18 must know of a unit.
    pub(in crate::presentation::wording) fn at_night(&self, unit: &str) -> Option<&'static str> {
        let setting = self.batch.estate.setting_of(self.unit(unit)?);
        nobody_at_night(&self.household.referral.household, setting)
    }

    /// Whether it asks for a unit; else it lives in one and could be moved.
    fn asks(&self) -> bool {
        self.of_the_batch.is_some()
    }

    /// That a unit stands for no home.
    pub(in crate::presentation::wording) fn made_up(&self, unit: &str) -> Option<&'static str> {
        placeholder(&self.batch.estate.units[self.unit(unit)?])
    }

    fn unit(&self, name: &str) -> Option<usize> {
        self.batch.estate.units.iter().position(|unit| unit.name == name)
    }

    /// Whether a person granted it this unit.
    pub(in crate::presentation::wording) fn is_granted(&self, unit: &str) -> bool {
        let pair = self.of_the_batch.zip(self.unit(unit));
        pair.is_some_and(|((number, _), unit)| self.batch.terms.granted.contains(&(number, unit)))
    }

    /// Who has agreed to a unit that was granted: "the manager on call has agreed".
    pub(in crate::presentation::wording) fn who_granted(&self, unit: &str) -> Option<String> {
        let (_, household) = self.of_the_batch.filter(|_| self.is_granted(unit))?;
        let asks = self.batch.judge(household).verdicts[self.unit(unit)?].asks;
        let own = &self.household.referral.household;
        let whom = asks.iter().map(|name| to_ask_within(own, rule(name).who)).collect();
        (!asks.is_empty()).then(|| have_agreed(whom))
    }

    /// Whether it has said yes to this unit.
    pub(in crate::presentation::wording) fn has_accepted(&self, unit: &str) -> bool {
        let accepted = self
            .of_the_batch
            .and_then(|(number, _)| self.batch.terms.accepted.get(&number).copied());
        accepted.is_some() && accepted == self.unit(unit)
    }

    /// Whether any vacant unit but this one could be given to it as things are, others apart.
    pub(in crate::presentation::wording) fn others_suit(&self, but: &str) -> bool {
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
        let referral = self.household.referral;
        let who = capitalised(to_ask(&referral.household, rule(name).who));
        format!("{who}: {}", rules::question(name, &referral.household))
    }

    /// For a household without a unit: who could decide on which, of those that nobody else is offered.
    pub(in crate::presentation::wording) fn who_decides(&self, answer: &Allocation) -> Vec<Line> {
        let Some((number, household)) = self.of_the_batch else { return Vec::new() };
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
        let ask = |index: usize| {
            let asks: Vec<String> =
                found.verdicts[index].asks.iter().map(|name| self.asked(name)).collect();
            let name = &units[index].name;
            let night =
                self.at_night(name).map_or_else(String::new, |said| format!(" To know: {said}"));
            let made_up = self.made_up(name).map_or_else(String::new, |said| format!(" {said}."));
            let asks = asks.join(" ");
            Line::Ask(text![unit(name), format!(", if agreed.{made_up} {asks}{night}")])
        };
        open.take(DECISIONS).map(ask).collect()
    }
}
