//! From a story to a record: each event once, in order.

use super::facts::Facts;
use super::individuals::Individuals;
use super::record::{
    Ending, Episode, EstateInForce, Happening, Household, Left, Needs, On, Presence, Record,
    Referral, Review, Sanctuary, Span, Staff, Stay, Step, Support,
};
use super::safe_type::SafeType;
use crate::base::domain::EventName;
use crate::base::domain::calendar::london_day;
use crate::service::register::{Entry, Log, Story, Told, moment};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Record {
    /// What a log says, as it was known at a moment.
    pub fn of(log: &Log, known_at: Timestamp) -> Self {
        Self::read(&log.story(known_at))
    }

    fn read(story: &Story<'_>) -> Self {
        let mut reading = Reading::of(story);
        for (place, told) in story.told.iter().enumerate() {
            let on = On { place, day: london_day(told.entry.at) };
            reading.take(told, on);
        }
        let told = story.told.iter().filter(|told| told.entry.name() != EventName::CarriedIn);
        reading.record.begins = told.map(|told| london_day(told.entry.at)).min();
        reading.done()
    }
}

/// Events on the way into a record.
struct Reading<'a> {
    record: Record,
    references: BTreeMap<&'a str, usize>,
    individuals: Individuals,
    /// The type of each unit by the estate in force.
    types: BTreeMap<&'a str, SafeType>,
    /// The first event that named a unit, by its number.
    named: BTreeMap<&'a str, u64>,
    /// Units that an event has named by now.
    seen: BTreeSet<&'a str>,
    estates: usize,
}

fn text<'a>(entry: &'a Entry, key: &str) -> Option<&'a str> {
    entry.get(key)?.as_str()
}

fn shared(entry: &Entry, key: &str) -> Arc<str> {
    Arc::from(text(entry, key).unwrap_or_default())
}

fn flag(entry: &Entry, key: &str) -> bool {
    entry.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn texts(entry: &Entry, key: &str) -> Vec<Arc<str>> {
    let items = entry.get(key).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(Arc::from).collect()
}

/// A day as it is written, or the London day of a moment.
fn day(said: &str) -> Option<Date> {
    moment(said).map(london_day).or_else(|| said.parse().ok())
}

impl<'a> Reading<'a> {
    fn of(story: &Story<'a>) -> Self {
        let mut named = BTreeMap::new();
        for entry in story.told.iter().map(|told| told.entry) {
            if let Some(unit) = entry.unit() {
                let first = named.entry(unit).or_insert(entry.seq);
                *first = entry.seq.min(*first);
            }
        }
        let households = (0..story.households).map(|_| Household::default()).collect();
        Self {
            record: Record { households, ..Record::default() },
            references: BTreeMap::new(),
            individuals: Individuals::default(),
            types: BTreeMap::new(),
            named,
            seen: BTreeSet::new(),
            estates: 0,
        }
    }

    fn take(&mut self, told: &Told<'a>, on: On) {
        let entry = told.entry;
        self.seen.extend(entry.unit());
        match entry.name() {
            EventName::EstateRecorded => self.estate(entry, on),
            EventName::StaffRecorded => self.staff(entry),
            EventName::IncidentReported
            | EventName::ComplaintRecorded
            | EventName::SurveyAnswered => {
                self.happened(entry, on);
            }
            name => {
                if let Some((reference, household)) = entry.referral().zip(told.household) {
                    let referral = self.referral(reference, household, (name, on));
                    self.of_referral((told, name), (referral, household), on);
                }
            }
        }
    }

    /// The referral an event is about, new where it is the first of it.
    fn referral(
        &mut self,
        reference: &'a str,
        household: usize,
        (name, on): (EventName, On),
    ) -> usize {
        if let Some(known) = self.references.get(reference) {
            return *known;
        }
        let received = (name == EventName::ReferralReceived).then_some(on.day);
        let referral = Referral {
            reference: Arc::from(reference),
            household,
            received,
            ended: None,
            why: None,
        };
        self.references.insert(reference, self.record.referrals.len());
        self.record.referrals.push(referral);
        self.record.referrals.len() - 1
    }

    fn of_referral(
        &mut self,
        (told, name): (&Told<'a>, EventName),
        (referral, household): (usize, usize),
        on: On,
    ) {
        let entry = told.entry;
        match name {
            EventName::ReferralReceived | EventName::ReferralAmended => {
                self.form(told, household, on);
            }
            EventName::PersonJoined => self.joined(told, household, on),
            EventName::PersonLeft => self.person_left(entry, household, on),
            EventName::CarriedIn => self.moves_in(entry, (referral, household), on),
            EventName::Arrived => {
                self.ends(referral, on, Ending::Placed);
                self.moves_in(entry, (referral, household), on);
            }
            EventName::Transferred => self.moves_over(entry, household, on),
            EventName::Departed => self.departs(entry, household, on),
            EventName::Erased => self.record.households[household].over = Some(on),
            EventName::TurnedAway => {
                self.record.referrals[referral].why = text(entry, "reason").map(Arc::from);
                self.ends(referral, on, Ending::TurnedAway);
            }
            EventName::PlacedElsewhere => self.ends(referral, on, Ending::PlacedElsewhere),
            EventName::Withdrawn => self.ends(referral, on, Ending::Withdrawn),
            EventName::Duplicate => self.ends(referral, on, Ending::Duplicate),
            _ => self.of_support((entry, name), (referral, household), on),
        }
    }

    fn of_support(
        &mut self,
        (entry, name): (&'a Entry, EventName),
        (referral, household): (usize, usize),
        on: On,
    ) {
        match name {
            EventName::SupportGiven => self.support(entry, household, on),
            EventName::SupportNeeds => {
                let individual = self.individual(entry, household);
                let needs = Needs { individual, day: on.day, kinds: texts(entry, "needs") };
                self.record.needs.push(needs);
            }
            EventName::NeedIdentified | EventName::ProgressReviewed => {
                let individual = self.individual(entry, household);
                let is_positive =
                    (name == EventName::ProgressReviewed).then(|| flag(entry, "positive"));
                let area = shared(entry, "area");
                let review = Review { individual, day: on.day, area, is_positive };
                self.record.reviews.push(review);
            }
            EventName::SecondStageBegan => {
                let counts = flag(entry, "relevant");
                self.begins((SafeType::SecondStage, counts), (referral, household), on);
            }
            EventName::SecondStageEnded => {
                self.ends_episode(SafeType::SecondStage, (referral, household), on);
            }
            _ => self.of_sanctuary((entry, name), (referral, household), on),
        }
    }

    fn of_sanctuary(
        &mut self,
        (entry, name): (&'a Entry, EventName),
        (referral, household): (usize, usize),
        on: On,
    ) {
        const STEPS: [EventName; 11] = [
            EventName::SanctuaryReferred,
            EventName::SanctuaryDetermined,
            EventName::RiskAssessmentBegan,
            EventName::RiskAssessmentPart,
            EventName::RiskAssessmentDone,
            EventName::ApprovalGiven,
            EventName::MeasuresAgreed,
            EventName::NeedsAssessed,
            EventName::SupportPlanMade,
            EventName::MeasureFitted,
            EventName::SanctuaryEnded,
        ];
        if !STEPS.contains(&name) {
            return;
        }
        match name {
            EventName::SanctuaryDetermined if flag(entry, "accepted") => {
                self.ends(referral, on, Ending::Sanctuary);
            }
            EventName::MeasureFitted => {
                self.begins((SafeType::Sanctuary, true), (referral, household), on);
            }
            EventName::SanctuaryEnded => {
                self.ends_episode(SafeType::Sanctuary, (referral, household), on);
            }
            _ => {}
        }
        let known = self.record.sanctuaries.iter_mut().rev().find(|one| one.referral == referral);
        let step = Step { on, name, told: entry.told() };
        match known {
            Some(one) => one.steps.push(step),
            None => {
                self.record.sanctuaries.push(Sanctuary { referral, household, steps: vec![step] });
            }
        }
    }

    /// Types of the units that there are from now on; who is never taken out keeps its own.
    fn estate(&mut self, entry: &'a Entry, on: On) {
        let rows = entry.get("units").and_then(Value::as_array).into_iter().flatten();
        let mut types: BTreeMap<&'a str, SafeType> = BTreeMap::new();
        for row in rows {
            let of = |key: &str| row.get(key).and_then(Value::as_str);
            let kind = SafeType::of(of("kind").unwrap_or_default(), of("return_type"));
            types.extend(of("unit").map(|unit| (unit, kind)));
        }
        for (unit, kind) in &self.types {
            let was_named = self.named.get(unit).is_some_and(|seq| *seq < entry.seq);
            if was_named || self.seen.contains(unit) {
                types.entry(unit).or_insert(*kind);
            }
        }
        let from = (self.estates > 0).then_some(on.day);
        self.estates += 1;
        let of: BTreeSet<SafeType> = types.values().copied().collect();
        self.record.estates.push(EstateInForce { from, types: of });
        self.types = types;
    }

    fn staff(&mut self, entry: &Entry) {
        let hundredths = entry.get("fte").and_then(Value::as_u64);
        if let (Some(hundredths), Some(on)) = (hundredths, text(entry, "on").and_then(day)) {
            self.record.staff.push(Staff { on, hundredths });
        }
    }

    fn happened(&mut self, entry: &Entry, on: On) {
        let (seq, name) = (entry.seq, entry.name());
        self.record.happenings.push(Happening { seq, name, day: on.day, told: entry.told() });
    }

    fn ends(&mut self, referral: usize, on: On, how: Ending) {
        let referral = &mut self.record.referrals[referral];
        referral.ended = referral.ended.or(Some((on.day, how)));
    }

    fn form(&mut self, told: &Told<'a>, household: usize, on: On) {
        let form = told.entry.get("form").and_then(|form| form.get("person"));
        let people = told.people.iter().enumerate().map(|(k, named)| {
            let facts = Facts::of(form.and_then(|people| people.get(k)), on.place);
            (self.individuals.named(household, named), Arc::new(facts))
        });
        let people = people.collect();
        let presence = Presence { on, is_told: true, people };
        self.record.households[household].presence.push(presence);
    }

    /// The household as it was, about to change.
    fn present(&self, household: usize, on: On) -> Presence {
        let last = self.record.households[household].presence.last().cloned();
        let nobody = || Presence { on, is_told: false, people: Vec::new() };
        Presence { on, ..last.unwrap_or_else(nobody) }
    }

    fn joined(&mut self, told: &Told<'a>, household: usize, on: On) {
        let mut presence = self.present(household, on);
        for named in &told.people {
            let individual = self.individuals.named(household, named);
            let facts = Facts::of(told.entry.get("person"), on.place);
            presence.people.retain(|(other, _)| *other != individual);
            presence.people.push((individual, Arc::new(facts)));
        }
        self.record.households[household].presence.push(presence);
    }

    fn person_left(&mut self, entry: &Entry, household: usize, on: On) {
        let Some(id) = text(entry, "id") else { return };
        let individual = self.individuals.of(household, id);
        let mut presence = self.present(household, on);
        presence.people.retain(|(other, _)| *other != individual);
        self.record.households[household].presence.push(presence);
    }

    fn moves_in(&mut self, entry: &Entry, (referral, household): (usize, usize), on: On) {
        let span = self.span(entry, on);
        let stay = Stay { referral, spans: vec![span], left: None };
        self.record.households[household].stays.push(stay);
    }

    fn span(&self, entry: &Entry, from: On) -> Span {
        let unit = entry.unit().unwrap_or_default();
        // A stay keeps the type in force when it began.
        let kind = self.types.get(unit).copied().unwrap_or(SafeType::Other);
        Span { unit: Arc::from(unit), kind, from, to: None }
    }

    fn moves_over(&mut self, entry: &Entry, household: usize, on: On) {
        let span = self.span(entry, on);
        if let Some(stay) = self.stay(household) {
            if let Some(last) = stay.spans.last_mut() {
                last.to = Some(on);
            }
            stay.spans.push(span);
        }
    }

    fn departs(&mut self, entry: &Entry, household: usize, on: On) {
        let left = Left {
            on,
            because: shared(entry, "because"),
            is_planned: flag(entry, "planned"),
            is_independent: flag(entry, "independent"),
        };
        if &*left.because == "died" {
            self.record.households[household].over = Some(on);
        }
        if let Some(stay) = self.stay(household) {
            if let Some(last) = stay.spans.last_mut() {
                last.to = Some(on);
            }
            stay.left = Some(left);
        }
    }

    /// Where a household lives: it lives in one unit at a time.
    fn stay(&mut self, household: usize) -> Option<&mut Stay> {
        let stays = self.record.households[household].stays.iter_mut();
        stays.rev().find(|stay| stay.left.is_none())
    }

    fn begins(
        &mut self,
        (kind, counts): (SafeType, bool),
        (referral, household): (usize, usize),
        on: On,
    ) {
        let episodes = &mut self.record.households[household].episodes;
        let runs = |of: &Episode| of.kind == kind && of.referral == referral && of.to.is_none();
        // A sanctuary begins with the first fitting.
        if kind == SafeType::SecondStage || !episodes.iter().any(runs) {
            episodes.push(Episode { kind, referral, counts, from: on, to: None });
        }
    }

    fn ends_episode(&mut self, kind: SafeType, (referral, household): (usize, usize), on: On) {
        let episodes = self.record.households[household].episodes.iter_mut();
        let runs =
            |of: &&mut Episode| of.kind == kind && of.referral == referral && of.to.is_none();
        if let Some(episode) = episodes.rev().find(runs) {
            episode.to = Some(on);
        }
    }

    fn individual(&mut self, entry: &Entry, household: usize) -> usize {
        self.individuals.of(household, text(entry, "person").unwrap_or_default())
    }

    fn support(&mut self, entry: &Entry, household: usize, on: On) {
        let individual = self.individual(entry, household);
        let presence = self.record.households[household].presence.iter().rev();
        let mut facts = presence.filter_map(|presence| {
            let found = presence.people.iter().find(|(other, _)| *other == individual);
            found.map(|(_, facts)| facts)
        });
        let is_child = facts.next().is_some_and(|facts| facts.is_child());
        self.record.supports.push(Support {
            individual,
            household,
            day: on.day,
            types: texts(entry, "types"),
            is_childrens: flag(entry, "childrens"),
            is_child,
        });
    }

    /// Everybody who was somebody else before is one with them from the start.
    fn done(mut self) -> Record {
        let names = self.record.household_names();
        let (became, called) = self.individuals.whole(&names);
        self.record.individuals = called;
        for household in &mut self.record.households {
            for presence in &mut household.presence {
                for (individual, _) in &mut presence.people {
                    *individual = became[*individual];
                }
            }
        }
        for support in &mut self.record.supports {
            support.individual = became[support.individual];
        }
        for needs in &mut self.record.needs {
            needs.individual = became[needs.individual];
        }
        for review in &mut self.record.reviews {
            review.individual = became[review.individual];
        }
        self.record
    }
}
