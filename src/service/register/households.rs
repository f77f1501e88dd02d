//! Households at a moment: where each stands, who belongs to it, which form is in force, and what was granted to it.
//!
//! Only numbers of events are told of forms and people: what they say is opened by whoever keeps the log. Not here: what
//! that means for a unit (`night`).

use super::event::Draft;
use super::event::{Act, Entry, Key};
use super::form::Form;
use super::log::{Log, Terms};
use super::state::{Standing, State, next_number};
use super::view::ReferralView;
use crate::base::domain::{RuleName, redact};
use crate::service::pathway::Pathways;
use jiff::Timestamp;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A referral and its household at a moment.
#[derive(Clone)]
pub struct Household {
    /// The provider's pseudonym.
    pub reference: String,
    /// What has become of it.
    pub standing: Standing,
    /// Where it lives, or what it claims.
    pub unit: Option<String>,
    /// Every referral of the household, this one too.
    pub references: Vec<String>,
    /// When it was first heard of.
    pub since: Timestamp,
    /// The event that carried it in from a list, if one did.
    pub carried_in: Option<u64>,
    /// The event whose form is in force.
    pub form: Option<u64>,
    /// Who belongs to it.
    pub people: Vec<Member>,
    /// Rules that ask no more, by unit.
    pub grants: Vec<(String, RuleName)>,
    /// By the form in force somebody's life is in danger.
    pub in_danger: bool,
    /// Support and pathways.
    pub pathways: Arc<Pathways>,
}

/// Somebody who belongs to a household.
#[derive(Clone)]
pub struct Member {
    /// The pseudonym.
    pub id: String,
    /// The event that says who this is.
    pub event: u64,
    /// The place on its form; none: joined by an event of its own.
    pub on_form: Option<usize>,
}

redact!(Household, Member);

impl Household {
    /// The first of its referrals, which names it whichever of them is meant.
    pub fn first_reference(&self) -> &str {
        self.references.first().unwrap_or(&self.reference)
    }
}

/// How many households have second stage support: each once, on whichever of its referrals it runs (4.13).
pub fn in_second_stage(households: &[Household]) -> usize {
    let running = households.iter().filter(|of| of.pathways.second_stage.running().is_some());
    running.map(Household::first_reference).collect::<BTreeSet<_>>().len()
}

/// What was told of the people of a household so far.
#[derive(Default)]
struct Told {
    members: Vec<Member>,
    ever: BTreeSet<Arc<str>>,
}

/// When a referral was first heard of, and whether from a list.
struct First {
    at: Timestamp,
    carried_in: Option<u64>,
}

impl Log {
    /// The log as it is once the program has recorded what the estate's files mean, which it does before anything else.
    pub fn with_files(&self, meaning: &Map<String, Value>, now: Timestamp) -> Cow<'_, Self> {
        if self.has_estate(meaning) {
            return Cow::Borrowed(self);
        }
        let at = self.last_recorded_at().map_or(now, |last| last.max(now));
        let mut log = self.clone();
        if let Some(estate) = Draft::estate(meaning.clone(), at, "lintel") {
            // What cannot be recorded changes nothing.
            let _no_effect =
                log.record(estate, &Terms { now: at, keep_years: None, may_correct: true });
        }
        Cow::Owned(log)
    }

    /// The households of the referrals that a view of a moment shows, in its order.
    pub(super) fn households(&self, at: Timestamp, shown: Vec<ReferralView>) -> Vec<Household> {
        self.look(at, None, |state, notes| {
            let by = Key::after(at);
            let entries = self.order.iter().map(|index| &self.entries[*index]);
            let mut told = TellingOf { state, people: BTreeMap::new(), first: BTreeMap::new() };
            for entry in entries.take_while(|entry| entry.key() <= by) {
                if !notes.ended.is_muted(entry.seq) {
                    told.take(entry);
                }
            }
            shown.into_iter().filter_map(|referral| told.household(referral)).collect()
        })
    }
}

/// Events on the way into households.
struct TellingOf<'a> {
    state: &'a State,
    people: BTreeMap<usize, Told>,
    first: BTreeMap<&'a str, First>,
}

impl<'a> TellingOf<'a> {
    fn take(&mut self, entry: &'a Entry) {
        let Some(reference) = entry.referral() else { return };
        let Some(referral) = self.state.referral_named(reference) else { return };
        let carried_in = matches!(entry.event.act, Act::CarriedIn).then_some(entry.seq);
        if carried_in.is_some() || matches!(entry.event.act, Act::Received(_)) {
            self.first.insert(reference, First { at: entry.at, carried_in });
        }
        let told = self.people.entry(self.state.referral(referral).household).or_default();
        match &entry.event.act {
            Act::Received(form) | Act::Amended(form) => told.replace(entry.seq, form),
            Act::Joined(member) => told.join(entry.seq, member.id.clone()),
            Act::Left { id } => told.members.retain(|member| *member.id != **id),
            _ => {}
        }
    }

    fn household(&self, view: ReferralView) -> Option<Household> {
        let referral = self.state.referral(self.state.referral_named(&view.reference)?);
        let first = self.first.get(view.reference.as_str())?;
        let of = |referral: &usize| self.state.referral(*referral).reference.to_string();
        let household = self.state.household(referral.household);
        let told = self.people.get(&referral.household);
        let grants = referral.grants.iter().filter_map(|(unit, rule)| {
            let name = self.state.unit_names().find(|(_, other)| other == unit)?.0;
            Some((name.to_owned(), *rule))
        });
        Some(Household {
            standing: referral.standing,
            unit: view.unit,
            references: household.referrals.iter().map(of).collect(),
            since: first.at,
            carried_in: first.carried_in,
            form: referral.form,
            people: told.map(|told| told.members.clone()).unwrap_or_default(),
            grants: grants.collect(),
            in_danger: referral.in_danger,
            pathways: Arc::clone(&referral.pathways),
            reference: view.reference,
        })
    }
}

impl Told {
    fn replace(&mut self, event: u64, form: &Form) {
        let named = form.members.iter().enumerate();
        let member = |(k, member): (usize, &super::form::Member)| {
            let id = member.id.as_deref().unwrap_or_default().to_owned();
            Member { id, event, on_form: Some(k) }
        };
        self.members = named.map(member).collect();
        self.ever.extend(form.members.iter().filter_map(|member| member.id.clone()));
    }

    /// Who joins without a pseudonym gets the next whole number of the whole household.
    fn join(&mut self, event: u64, id: Option<Arc<str>>) {
        let id = id.unwrap_or_else(|| next_number(&self.ever));
        self.members.push(Member { id: id.to_string(), event, on_form: None });
        self.ever.insert(id);
    }
}
