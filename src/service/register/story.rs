//! The events as whoever counts them needs them: in the order in which they took effect, as it was known at a moment, each
//! with its household and the people it names.
//!
//! A household is told as it ends up: referrals that were joined later are one from the start, and somebody's pseudonym
//! is given as it was given then. Not here: what is counted (`returns`).

use super::event::{Act, Entry};
use super::form::{Form, Member};
use super::log::Log;
use super::state::next_number;
use crate::base::domain::redact;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What happened, in order.
#[derive(Debug)]
pub struct Story<'a> {
    /// Events that stand and have an effect.
    pub told: Vec<Told<'a>>,
    /// How many households there are.
    pub households: usize,
}

/// One event.
#[derive(Debug)]
pub struct Told<'a> {
    /// The event.
    pub entry: &'a Entry,
    /// Whose it is.
    pub household: Option<usize>,
    /// Of a form its people, in its order; of who joined, that one.
    pub people: Vec<Named>,
}

/// Somebody whom an event names.
#[derive(Clone)]
pub struct Named {
    /// The pseudonym within the household.
    pub id: Arc<str>,
    /// The household and the pseudonym that this one had before.
    pub was: Option<(usize, Arc<str>)>,
}

redact!(Named);

impl Log {
    /// What happened, as it was known at a moment.
    pub fn story(&self, known_at: Timestamp) -> Story<'_> {
        let (notes, events) = self.as_known(self.known(known_at));
        let mut teller = Teller::default();
        let told = events
            .filter(|entry| !notes.ended.is_muted(entry.seq))
            .map(|entry| teller.tell(entry))
            .collect();
        teller.story(told)
    }
}

/// Households while events are told.
#[derive(Default)]
struct Teller<'a> {
    of: BTreeMap<&'a str, usize>,
    /// The household that each became part of; its own number where it is whole.
    became: Vec<usize>,
    ever: Vec<BTreeSet<Arc<str>>>,
}

impl<'a> Teller<'a> {
    fn tell(&mut self, entry: &'a Entry) -> Told<'a> {
        let household = entry.referral().map(|reference| self.household(entry, reference));
        let people = match (&entry.event.act, household) {
            (Act::Received(form) | Act::Amended(form), Some(of)) => self.form(of, form),
            (Act::Joined(member), Some(of)) => vec![self.joined(of, member)],
            _ => Vec::new(),
        };
        Told { entry, household, people }
    }

    fn household(&mut self, entry: &'a Entry, reference: &'a str) -> usize {
        let repeats = match &entry.event.act {
            Act::Received(form) | Act::Amended(form) => form.repeat_of.as_deref(),
            _ => None,
        };
        let own = self.of.get(reference).map(|of| self.whole(*of));
        let other = repeats.and_then(|of| self.of.get(of)).map(|of| self.whole(*of));
        let household = match (own, other) {
            (Some(own), Some(other)) => self.join(other, own),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => {
                self.became.push(self.became.len());
                self.ever.push(BTreeSet::new());
                self.became.len() - 1
            }
        };
        self.of.insert(reference, household);
        household
    }

    /// What a household has become.
    fn whole(&self, mut household: usize) -> usize {
        while self.became[household] != household {
            household = self.became[household];
        }
        household
    }

    fn join(&mut self, household: usize, other: usize) -> usize {
        if household != other {
            self.became[other] = household;
            let ever = std::mem::take(&mut self.ever[other]);
            self.ever[household].extend(ever);
        }
        household
    }

    fn form(&mut self, household: usize, form: &Form) -> Vec<Named> {
        let ids = form.members.iter().filter_map(|member| member.id.clone());
        self.ever[household].extend(ids);
        form.members.iter().map(|member| self.named(member.id.clone(), member)).collect()
    }

    fn joined(&mut self, household: usize, member: &Member) -> Named {
        let id = member.id.clone().unwrap_or_else(|| next_number(&self.ever[household]));
        self.ever[household].insert(id.clone());
        self.named(Some(id), member)
    }

    fn named(&self, id: Option<Arc<str>>, member: &Member) -> Named {
        let was = member.was.as_deref().and_then(|was| {
            let (reference, id) = was.rsplit_once('/')?;
            Some((*self.of.get(reference)?, Arc::from(id)))
        });
        Named { id: id.unwrap_or_default(), was }
    }

    /// Every household as it ends up, numbered in the order in which they were first heard of.
    fn story(self, mut told: Vec<Told<'a>>) -> Story<'a> {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        let mut number = |household: usize| {
            let next = numbers.len();
            *numbers.entry(self.whole(household)).or_insert(next)
        };
        for event in &mut told {
            event.household = event.household.map(&mut number);
            for (household, _) in event.people.iter_mut().filter_map(|named| named.was.as_mut()) {
                *household = number(*household);
            }
        }
        Story { told, households: numbers.len() }
    }
}
