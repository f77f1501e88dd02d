//! What was typed into an event of the register, and what is said of it: what is so now, or why not.

use super::args::Common;
use super::door::{Door, asked_at};
use super::typed::Typed;
use super::{forms, moments};
use crate::base::domain::{RuleName, RuleSet};
use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::said::code;
use crate::doors::cli::{Failure, Said, layout};
use crate::engine::eligibility::{Case, OccupancyView, Verdict, judge};
use crate::presentation::document::Document;
use crate::presentation::render::terminal;
use crate::presentation::wording::register::{self as wording, Later, Refused};
use crate::service::register::{Draft, Misread, Night, Recorded, Refusal, UnitView, Why, utc};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::iter;
use std::path::Path;

/// What every command of the night is asked with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) data: &'a Path,
    pub(super) now: Timestamp,
    pub(super) common: &'a Common,
}

/// A command with its register open: the moment it is about, and the night as it was then.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) asked: Asked<'a>,
    pub(super) door: Door,
    pub(super) at: Timestamp,
    pub(super) night: Night,
}

impl<'a> Asked<'a> {
    /// Opens the register for the moment that was named, or now.
    pub(super) fn open(&self) -> Result<Desk<'a>, Failure> {
        let common = self.common;
        let mut door =
            Door::open(self.data, &common.whereabouts, common.estate.as_deref(), self.now)?;
        let at = asked_at(common.at.as_deref(), self.now)?;
        let night = door.night(at)?;
        Ok(Desk { asked: *self, door, at, night })
    }
}

/// What the rules say of a household and a unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// What of it was granted.
    pub(super) granted: RuleSet,
}

impl Judged {
    /// What stands against it and nobody has granted.
    pub(super) fn needed(self) -> RuleSet {
        self.verdict.breaches_after(self.granted)
    }
}

impl Desk<'_> {
    /// The unit that was named, or the one that the household has claimed.
    pub(super) fn unit_of(&self, reference: &str, named: Option<&str>) -> Result<String, Failure> {
        if let Some(named) = named {
            return Ok(self.door.unit_named(named));
        }
        let household = self.night.household(reference);
        household.and_then(|household| household.unit.clone()).ok_or_else(|| {
            let why = format!("{reference} has no unit claimed: name one, as in R-0417 Larch-1");
            Failure::Usage(why)
        })
    }

    /// What the rules say of a household and a unit at the moment; none: its form is not known.
    pub(super) fn judged(&self, reference: &str, unit: &str) -> Option<Judged> {
        self.judged_of_each(reference, iter::once(unit)).pop().map(|(_, judged)| judged)
    }

    /// The same of several units; nothing where its form is not known.
    pub(super) fn judged_of_each<'n>(
        &self,
        reference: &str,
        units: impl Iterator<Item = &'n str>,
    ) -> Vec<(&'n str, Judged)> {
        let form = self
            .night
            .household(reference)
            .and_then(|household| self.door.referral_of(&self.night, household).ok());
        let Some((referral, places)) = form else { return Vec::new() };
        let estate = self.night.estate(self.door.estate.clone(), Some(&referral));
        let occupancy = OccupancyView::for_household(&estate, &estate.residents, &referral);
        let case = Case::new(&estate, &self.door.geography, (&referral, &places), &occupancy);
        let grants = self.night.grants(&estate, reference);
        let judged = |name: &'n str| {
            let index = estate.units.iter().position(|unit| unit.name == name)?;
            let granted = grants.get(&index).copied().unwrap_or_default();
            Some((name, Judged { verdict: judge(&case, index), granted }))
        };
        units.filter_map(judged).collect()
    }

    /// Records what was typed, and says what is so now or why not.
    pub(super) fn record(mut self, typed: Typed) -> Result<Said, Failure> {
        let form = typed.form.clone();
        let mut object = self.event(typed);
        let judged = self.with_what_the_rules_say(&mut object);
        self.as_before(&mut object)?;
        let recorded = match Draft::of(object.clone()) {
            Ok(draft) => self.door.register.record(draft, &self.door.files, self.door.now)?,
            Err(Misread { why, .. }) => Err(Refusal::from(why)),
        };
        match recorded {
            Ok(Recorded::New(seq)) => self.said((seq, false), judged),
            Ok(Recorded::Again(seq)) => self.said((seq, true), judged),
            Err(refusal) => {
                let issues = form.filter(|_| refusal.why == Why::BadForm);
                match issues.and_then(|text| forms::issues(&text, self.door.now)) {
                    Some(issues) => Err(issues),
                    None => self.refused(&object, refusal),
                }
            }
        }
    }

    fn event(&self, typed: Typed) -> Map<String, Value> {
        let mut object = typed.keys;
        let mut put = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                object.entry(key).or_insert(json!(value));
            }
        };
        put("at", Some(utc(self.at)));
        put("by", Some(self.asked.common.by.clone()));
        put("request", self.asked.common.request.clone());
        put("event", Some(typed.event));
        put("referral", typed.referral);
        put("unit", typed.unit);
        object
    }

    /// Verdict and breaches are kept beside a claim or an arrival. They refuse nothing.
    fn with_what_the_rules_say(&self, object: &mut Map<String, Value>) -> RuleSet {
        const KEPT_BESIDE: [&str; 4] = ["held", "offered", "arrived", "transferred"];
        let word = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
        if !KEPT_BESIDE.contains(&word("event")) {
            return RuleSet::EMPTY;
        }
        let Some(judged) = self.judged(word("referral"), word("unit")) else {
            return RuleSet::EMPTY;
        };
        let breaches: Vec<&str> = judged.needed().iter().map(RuleName::name).collect();
        object.insert("x_verdict".to_owned(), json!(judged.verdict.suitability()));
        object.insert("x_breaches".to_owned(), json!(breaches));
        judged.needed()
    }

    /// What is asked again under a request takes its moments and what the rules said from the first time.
    fn as_before(&mut self, object: &mut Map<String, Value>) -> Result<(), Failure> {
        let Some(request) = &self.asked.common.request else { return Ok(()) };
        let log = self.door.register.log();
        let before = log.entries().iter().find(|entry| entry.request.as_deref() == Some(request));
        let Some(seq) = before.map(|entry| entry.seq) else { return Ok(()) };
        let mut wholes = self.door.register.wholes(&BTreeSet::from([seq]))?;
        let Some(before) = wholes.remove(&seq) else { return Ok(()) };
        let taken: &[&str] = if self.asked.common.at.is_some() {
            &["x_verdict", "x_breaches"]
        } else {
            &["x_verdict", "x_breaches", "at", "until"]
        };
        for key in taken {
            match before.get(*key) {
                Some(value) => object.insert((*key).to_owned(), value.clone()),
                None => object.remove(*key),
            };
        }
        Ok(())
    }

    /// What is so now.
    fn said(mut self, (seq, is_again): (u64, bool), needed: RuleSet) -> Result<Said, Failure> {
        let log = self.door.register.log();
        let corrected = log.entry(seq).and_then(|entry| entry.corrects);
        let (ended, muted) = (log.ended_by(seq), log.muted_by(seq));
        let at = log.entry(seq).map_or(self.at, |entry| entry.at);
        let wanted: BTreeSet<u64> = [Some(seq), corrected].into_iter().flatten().collect();
        let mut wholes = self.door.register.wholes(&wanted)?;
        let event = wholes.remove(&seq).unwrap_or_default();
        let format = self.asked.common.format;
        if format == AnswerFormat::Json {
            return Ok(Said::done(layout::json(&answer(event, &ended, &muted))));
        }
        let after = Night::of(self.door.register.log(), self.door.now);
        let word = |key: &str| event.get(key).and_then(Value::as_str);
        let lived_in = word("referral").and_then(|of| self.night.household(of)?.unit.as_deref());
        let needed: Vec<_> = needed.iter().collect();
        let document = wording::recorded(&wording::Recorded {
            event: &event,
            at,
            is_again,
            unit: word("unit").and_then(|name| after.unit(name)),
            lived_in: lived_in.and_then(|name| after.unit(name)),
            corrected: corrected.and_then(|seq| wholes.get(&seq)),
            ended: &ended,
            muted: &muted,
            needed: &needed,
            now: self.door.now,
        });
        Ok(Said::done(terminal::render(&document)))
    }

    /// Why not, and what is possible instead.
    fn refused(&self, object: &Map<String, Value>, refusal: Refusal) -> Result<Said, Failure> {
        let word = |key: &str| object.get(key).and_then(Value::as_str);
        let log = self.door.register.log();
        let later = refusal.names.and_then(|seq| log.entry(seq));
        let household = word("referral").and_then(|of| self.night.household(of));
        let is_its_own =
            |of: &str| household.is_some_and(|own| own.references.iter().any(|r| r == of));
        let later = later.map(|entry| Later {
            seq: entry.seq,
            event: entry.name(),
            reference: entry.referral().filter(|of| is_its_own(of)),
            unit: entry.unit(),
        });
        let now = Night::of(log, self.door.now);
        let document = wording::refused(&Refused {
            why: refusal.why,
            event: word("event").unwrap_or_default(),
            reference: word("referral"),
            unit: word("unit").and_then(|name| self.in_the_way(refusal.why, name, &now)),
            unit_named: word("unit"),
            own: household.and_then(|own| self.night.unit(own.unit.as_deref()?)),
            standing: household.map(|own| own.standing.word()),
            later,
            hold_minutes: u64::from(self.door.estate.provider.register.hold_minutes),
            now: self.door.now,
        });
        not_recorded(refusal, &document, self.asked.common.format)
    }

    /// The unit as it stood in the way: then, or since.
    fn in_the_way<'n>(&'n self, why: Why, unit: &str, now: &'n Night) -> Option<&'n UnitView> {
        let then = self.night.unit(unit)?;
        let is_claimed = ["held", "offered", "accepted"].contains(&then.state);
        if why == Why::UnitClaimed && !is_claimed { now.unit(unit) } else { Some(then) }
    }
}

/// A refusal: for a person on standard error, for other software an answer; nothing was written.
fn not_recorded(refusal: Refusal, said: &Document, format: AnswerFormat) -> Result<Said, Failure> {
    if format == AnswerFormat::Table {
        return Err(Failure::NotRecorded(terminal::render(said)));
    }
    let mut answer = json!({
        "recorded": false,
        "why": refusal.why,
        "text": said.said(&terminal::command),
    });
    if let (Some(names), Value::Object(answer)) = (refusal.names, &mut answer) {
        answer.insert("names".to_owned(), json!(names));
    }
    Ok(Said { text: layout::json(&answer), code: code::ERROR })
}

/// The recorded event, and what it ended.
fn answer(mut event: Map<String, Value>, ended: &[u64], muted: &[u64]) -> Value {
    for (key, seqs) in [("ended", ended), ("without_effect", muted)] {
        if !seqs.is_empty() {
            event.insert(key.to_owned(), json!(seqs));
        }
    }
    Value::Object(event)
}

/// A flag that takes a moment, read.
pub(super) fn usage<T>(read: Result<T, String>) -> Result<T, Failure> {
    read.map_err(Failure::Usage)
}

/// Until when, as typed, or as long as a hold may last.
pub(super) fn until(
    desk: &Desk<'_>,
    until: Option<&str>,
    minutes: Option<u32>,
) -> Result<String, Failure> {
    if let Some(said) = until {
        return Ok(utc(usage(moments::future(said, desk.at))?));
    }
    let allowed = desk.door.estate.provider.register.hold_minutes;
    let seconds = i64::from(minutes.unwrap_or(allowed)) * 60;
    let until =
        desk.at.as_second().checked_add(seconds).and_then(|at| Timestamp::from_second(at).ok());
    usage(until.map(utc).ok_or_else(|| "that is too many minutes".to_owned()))
}
