//! What was typed into an event of the register, and what is said of it: what is so now, or why not.

use super::audience::Audience;
use super::event_draft::Typed;
use super::open_register::{Door, asked_at};
use super::{form_json, moments};
use crate::base::domain::{EventName, RuleName, RuleSet};
use crate::doors::failure::Failure;
use crate::engine::eligibility::{Case, OccupancyView, Verdict, judge};
use crate::presentation::document::Document;
use crate::presentation::wording::register::{self as wording, Later, Refused};
use crate::service::register::{
    Draft, Household, Misread, Next, Night, Recorded, Refusal, UnitView, Why, utc,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::iter;

/// What every act is asked with.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Asked<'a> {
    /// When it happened, as it was said; none: now.
    pub(in crate::doors) at: Option<&'a str>,
    /// The account.
    pub(in crate::doors) by: &'a str,
    /// A text: the same again is recorded once.
    pub(in crate::doors) request: Option<&'a str>,
    pub(in crate::doors) now: Timestamp,
}

/// Somebody who asks at an open register: the moment it is about, and the night as it was then.
#[derive(Debug)]
pub(in crate::doors) struct Desk<'a> {
    pub(in crate::doors) asked: Asked<'a>,
    pub(in crate::doors) door: &'a mut Door,
    /// Now, in whole seconds.
    pub(in crate::doors) now: Timestamp,
    pub(in crate::doors) at: Timestamp,
    pub(in crate::doors) night: Night,
}

/// What became of what was typed.
#[derive(Debug)]
pub(in crate::doors) enum Answer {
    /// It is recorded: the event with what it ended, and what is so now.
    Recorded(Map<String, Value>, Document),
    /// It is not: why, and what is possible instead.
    Refused(Refusal, Document),
}

/// What is kept beside a claim or an arrival.
pub(super) const SAID_BY_RULES: [&str; 3] = ["x_verdict", "x_breaches", "x_barred"];

/// After these the rules say again whether what a household has of a unit suits it.
const JUDGED_AGAIN: [EventName; 4] = [
    EventName::ReferralAmended,
    EventName::PersonJoined,
    EventName::PersonLeft,
    EventName::OfferAccepted,
];

/// What the rules say of a household and a unit.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::doors) struct Judged {
    pub(in crate::doors) verdict: Verdict,
    /// What of it was granted.
    pub(in crate::doors) granted: RuleSet,
}

impl Judged {
    /// What stands against it and nobody has granted.
    pub(in crate::doors) fn needed(self) -> RuleSet {
        self.verdict.breaches_after(self.granted)
    }
}

impl<'a> Desk<'a> {
    /// Looks at the register as it was at the moment that was named, or is now.
    pub(in crate::doors) fn open(door: &'a mut Door, asked: Asked<'a>) -> Result<Self, Failure> {
        let now = moments::whole(asked.now);
        let at = asked_at(asked.at, now)?;
        let night = door.night(at, now)?;
        Ok(Self { asked, door, now, at, night })
    }

    /// Why something cannot be recorded next of a household or a unit; none: it can.
    pub(in crate::doors) fn why_not_next(
        &self,
        next: Next,
        of: (Option<&str>, Option<&str>),
    ) -> Option<Why> {
        let log = self.door.register.log();
        match &self.door.files.meaning {
            Some(meaning) => log.with_files(meaning, self.now).why_not_next(next, of, self.at),
            None => log.why_not_next(next, of, self.at),
        }
    }

    /// The unit that was named, or the one that the household has claimed, which what was typed is about; or why not.
    pub(super) fn with_its_unit(
        &self,
        typed: Typed,
        reference: &str,
        named: Option<&str>,
    ) -> Result<Typed, Answer> {
        let household = self.night.household(reference);
        let unit = match named {
            Some(named) => Some(self.door.unit_named(named)),
            None => household.and_then(|household| {
                let claimed = self.claimed_by(household).map(|unit| unit.unit.clone());
                claimed.or_else(|| household.unit.clone())
            }),
        };
        let typed = typed.of(reference);
        match (unit, household) {
            (Some(unit), _) => Ok(typed.on(&unit)),
            (None, Some(_)) => Err(self.not_possible(typed, Why::NotClaimed)),
            (None, None) => Err(self.not_possible(typed, Why::UnknownReferral)),
        }
    }

    /// What was typed cannot be recorded: why, before the register is asked.
    pub(super) fn not_possible(&self, typed: Typed, why: Why) -> Answer {
        self.refused(&self.event(typed), Refusal::from(why))
    }

    /// What the rules say of a household and a unit at the moment; none: its form is not known.
    pub(in crate::doors) fn judged(&self, reference: &str, unit: &str) -> Option<Judged> {
        self.judged_of_each(reference, iter::once(unit)).pop().map(|(_, judged)| judged)
    }

    /// The same of several units; nothing where its form is not known.
    pub(in crate::doors) fn judged_of_each<'n>(
        &self,
        reference: &str,
        units: impl Iterator<Item = &'n str>,
    ) -> Vec<(&'n str, Judged)> {
        self.judged_in(&self.night, reference, units)
    }

    /// The same in another night.
    pub(super) fn judged_in<'n>(
        &self,
        night: &Night,
        reference: &str,
        units: impl Iterator<Item = &'n str>,
    ) -> Vec<(&'n str, Judged)> {
        let form = night
            .household(reference)
            .and_then(|household| self.door.referral_of(night, household).ok());
        let Some((referral, places)) = form else { return Vec::new() };
        let homes = night.estate(self.door.estate.clone(), Some(&referral));
        let (estate, occupancy) = homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, &referral);
        let asks = (&referral.household, &places);
        let case = Case::new(homes.both(), &self.door.geography, asks, &view);
        let grants = night.grants(estate, reference);
        let judged = |name: &'n str| {
            let index = estate.units.iter().position(|unit| unit.name == name)?;
            let granted = grants.get(&index).copied().unwrap_or_default();
            Some((name, Judged { verdict: judge(&case, index), granted }))
        };
        units.filter_map(judged).collect()
    }

    /// The reason that the program would give for refusing a household now, with the rules in the way: no reason where
    /// something could be offered; none at all where its form is not known.
    pub(super) fn proposed(&self, reference: &str) -> Option<(Option<&'static str>, Vec<String>)> {
        let advice = self.advise_household(reference, Audience::Worker).ok()?;
        let (reason, barrier) = advice.outcome.unzip();
        let barrier = barrier.unwrap_or_default().into_iter().map(ToOwned::to_owned).collect();
        Some((reason, barrier))
    }

    /// Records what was typed, and says what is so now or why not.
    pub(super) fn record(mut self, typed: Typed) -> Result<Answer, Failure> {
        let form = typed.form.clone();
        let mut object = self.event(typed);
        let judged = self.with_what_the_rules_say(&mut object);
        self.as_before(&mut object)?;
        let recorded = match Draft::of(object.clone()) {
            Ok(draft) => self.door.register.record(draft, &self.door.files, self.now)?,
            Err(Misread { why, .. }) => Err(Refusal::from(why)),
        };
        match recorded {
            Ok(Recorded::New(seq)) => self.said((seq, false), judged),
            Ok(Recorded::Again(seq)) => self.said((seq, true), judged),
            Err(refusal) => {
                let issues = form.filter(|_| refusal.why == Why::BadForm);
                match issues.and_then(|text| form_json::issues(&text, self.now)) {
                    Some(issues) => Err(issues),
                    None => Ok(self.refused(&object, refusal)),
                }
            }
        }
    }

    pub(super) fn event(&self, typed: Typed) -> Map<String, Value> {
        let mut object = typed.keys;
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                object.entry(key).or_insert(json!(value));
            }
        };
        put("at", Some(utc(self.at)));
        put("by", Some(self.asked.by.to_owned()));
        put("request", self.asked.request.map(str::to_owned));
        put("event", typed.event.map(|event| event.word().to_owned()));
        put("referral", typed.referral);
        put("unit", typed.unit);
        object
    }

    /// Verdict and breaches are kept beside a claim or an arrival. They refuse nothing.
    fn with_what_the_rules_say(&self, object: &mut Map<String, Value>) -> Judged {
        const KEPT_BESIDE: [EventName; 4] =
            [EventName::Held, EventName::Offered, EventName::Arrived, EventName::Transferred];
        let word = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        if !EventName::of(object).is_some_and(|event| KEPT_BESIDE.contains(&event)) {
            return Judged::default();
        }
        let Some(judged) = self.judged(word("referral"), word("unit")) else {
            return Judged::default();
        };
        let breaches: Vec<&str> = judged.needed().iter().map(RuleName::name).collect();
        object.insert("x_verdict".to_owned(), json!(judged.verdict.suitability()));
        object.insert("x_breaches".to_owned(), json!(breaches));
        if !judged.verdict.barred.is_empty() {
            let barred: Vec<&str> = judged.verdict.barred.iter().map(RuleName::name).collect();
            object.insert("x_barred".to_owned(), json!(barred));
        }
        judged
    }

    /// What was recorded under a request before, whole.
    pub(in crate::doors) fn recorded_under(
        &mut self,
        request: &str,
    ) -> Result<Option<Map<String, Value>>, Failure> {
        let log = self.door.register.log();
        let before = log.entries().iter().find(|entry| entry.request.as_deref() == Some(request));
        let Some(seq) = before.map(|entry| entry.seq) else { return Ok(None) };
        Ok(self.door.register.wholes(&BTreeSet::from([seq]))?.remove(&seq))
    }

    /// What is asked again under a request takes its moments and what the rules said from the first time.
    fn as_before(&mut self, object: &mut Map<String, Value>) -> Result<(), Failure> {
        let Some(request) = self.asked.request else { return Ok(()) };
        let Some(before) = self.recorded_under(request)? else { return Ok(()) };
        let moments: &[&str] = if self.asked.at.is_some() { &[] } else { &["at", "until"] };
        let names_its_own =
            |key| object.contains_key(key) && object.get(key) != object.get("x_barrier");
        let barrier: &[&str] = if names_its_own("barrier") { &[] } else { &["barrier"] };
        let by_program = ["x_outcome", "x_barrier"];
        for key in SAID_BY_RULES.iter().chain(moments).chain(barrier).chain(&by_program) {
            match before.get(*key) {
                Some(value) => object.insert((*key).to_owned(), value.clone()),
                None => object.remove(*key),
            };
        }
        Ok(())
    }

    /// What is so now.
    pub(super) fn said(
        &mut self,
        (seq, is_again): (u64, bool),
        judged: Judged,
    ) -> Result<Answer, Failure> {
        let log = self.door.register.log();
        let corrected = log.entry(seq).and_then(|entry| entry.corrects);
        let (ended, muted, settled) = (log.ended_by(seq), log.muted_by(seq), log.settled_by(seq));
        let at = log.entry(seq).map_or(self.at, |entry| entry.at);
        let wanted: BTreeSet<u64> = [Some(seq), corrected].into_iter().flatten().collect();
        let mut wholes = self.door.register.wholes(&wanted)?;
        let event = wholes.remove(&seq).unwrap_or_default();
        let word = |key: &str| event.get(key).and_then(Value::as_str);
        let name = EventName::of(&event);
        let is_judged_again = name.is_some_and(|event| JUDGED_AGAIN.contains(&event));
        let after = if is_judged_again {
            self.door.night(self.now, self.now)?
        } else {
            Night::of(self.door.register.log(), self.now)
        };
        let of = word("referral").filter(|_| is_judged_again);
        let fit = of.and_then(|of| self.fit_in(&after, of));
        let lived_in = word("referral").and_then(|of| self.night.household(of)?.unit.as_deref());
        let was = word("unit").and_then(|name| self.night.unit(name));
        let asked: Vec<_> = judged.verdict.asks.minus(judged.granted).iter().collect();
        let barred: Vec<_> = judged.verdict.barred.iter().collect();
        let people = word("referral").and_then(|of| after.household(of)).map(|of| &of.people);
        let joined = people.and_then(|people| people.iter().find(|member| member.event == seq));
        let sanctuaries = word("referral").map(|of| after.sanctuaries_beside(of));
        let document = wording::recorded(&wording::Recorded {
            name,
            event: &event,
            at,
            is_again,
            unit: word("unit").and_then(|name| after.unit(name)),
            lived_in: lived_in.and_then(|name| after.unit(name)),
            corrected: corrected.and_then(|seq| wholes.get(&seq)),
            ended: &ended,
            muted: &muted,
            others: &settled,
            was,
            asked: &asked,
            barred: &barred,
            joined: joined.map(|member| member.id.as_str()),
            pathways: word("referral").and_then(|of| Some(&*after.household(of)?.pathways)),
            sanctuaries: &sanctuaries.unwrap_or_default(),
            fit: fit.as_ref(),
            now: self.now,
        });
        Ok(Answer::Recorded(with_what_it_ended(event, &ended, &muted), document))
    }

    /// Why not, and what is possible instead.
    pub(super) fn refused(&self, object: &Map<String, Value>, refusal: Refusal) -> Answer {
        let word = |key: &str| object.get(key).and_then(Value::as_str);
        let log = self.door.register.log();
        let later = refusal.names.and_then(|seq| log.entry(seq));
        let corrects = object.get("corrects").and_then(Value::as_u64);
        let corrected = corrects.and_then(|seq| log.entry(seq));
        let reference = word("referral").or_else(|| corrected?.referral());
        let now = Night::of(log, self.now);
        let household = reference.and_then(|of| self.night.household(of).or(now.household(of)));
        let is_its_own =
            |of: &str| household.is_some_and(|own| own.references.iter().any(|r| r == of));
        let later = later.map(|entry| Later {
            seq: entry.seq,
            event: entry.name(),
            reference: entry.referral().filter(|of| is_its_own(of)),
            unit: entry.unit(),
        });
        let people = household.map_or(&[][..], |own| &own.people);
        let document = wording::refused(&Refused {
            why: refusal.why,
            event: EventName::of(object),
            reference: word("referral"),
            unit: word("unit").and_then(|name| self.in_the_way(refusal.why, name, &now)),
            unit_named: word("unit"),
            own: household.and_then(|own| self.night.unit(own.unit.as_deref()?)),
            claimed: household.and_then(|own| self.claimed_by(own)),
            standing: household.map(|own| own.standing),
            keys: object,
            pathways: household.map(|own| &*own.pathways),
            people: &people.iter().map(|member| member.id.as_str()).collect::<Vec<_>>(),
            later,
            hold_minutes: u64::from(self.door.estate.provider.register.hold_minutes),
            now: self.now,
        });
        Answer::Refused(refusal, document)
    }

    /// What a household has claimed, wherever it lives.
    fn claimed_by(&self, own: &Household) -> Option<&UnitView> {
        let is_its_own = |unit: &&UnitView| {
            let of = unit.referral.as_deref();
            unit.state.is_claim() && own.references.iter().any(|r| of == Some(&**r))
        };
        self.night.units.iter().find(is_its_own)
    }

    /// The unit as it stood in the way: then, or since.
    fn in_the_way<'n>(&'n self, why: Why, unit: &str, now: &'n Night) -> Option<&'n UnitView> {
        let then = self.night.unit(unit)?;
        if why == Why::UnitClaimed && !then.state.is_claim() { now.unit(unit) } else { Some(then) }
    }
}

/// The recorded event, and what it ended.
fn with_what_it_ended(
    mut event: Map<String, Value>,
    ended: &[u64],
    muted: &[u64],
) -> Map<String, Value> {
    for (key, seqs) in [("ended", ended), ("without_effect", muted)] {
        if !seqs.is_empty() {
            event.insert(key.to_owned(), json!(seqs));
        }
    }
    event
}

/// A moment that was typed, read.
pub(super) fn usage<T>(read: Result<T, String>) -> Result<T, Failure> {
    read.map_err(Failure::Usage)
}
