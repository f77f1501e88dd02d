//! What stands on the handover sheet.

use super::decisions::ASKS_ABOUT;
use super::desk::{Desk, Judged};
use crate::base::domain::{EventName, RuleName, RuleSet};
use crate::doors::failure::Failure;
use crate::engine::eligibility::rules::rule;
use crate::presentation::document::Text;
use crate::presentation::wording::register::{self as wording, Fit, Flag, Noted, Sheet};
use crate::presentation::wording::who;
use crate::service::register::{Entry, Household, Standing, UnitStanding, UnitView, utc};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Units a household is told to be asked about.
const ASKED: usize = 2;

/// So many of those who wait are looked at, the first of the queue: the sheet is read by a person.
const LOOKED_AT: usize = 60;

impl Desk<'_> {
    /// The handover sheet.
    pub(in crate::doors) fn sheet(&mut self) -> Result<Sheet<'_>, Failure> {
        let looked = self.looked_at();
        let waits = looked.iter().map(|(of, found)| waits(of, found)).collect();
        let asked = looked.iter().flat_map(|(of, found)| asked_for(of, found)).collect();
        let (flags, asked, notes) = (self.flags()?, self.decisions(asked)?, self.notes()?);
        let (clocks, ringing) = (self.clocks(), self.ringing());
        let head = self.door.register.head()?.map(|head| head.to_string());
        Ok(Sheet {
            provider: &self.door.estate.provider.name,
            night: &self.night,
            waits,
            flags,
            asked,
            ringing,
            clocks,
            notes,
            head,
        })
    }

    /// The events that stand and had happened by the moment.
    fn events(&self) -> impl Iterator<Item = &Entry> {
        let log = self.door.register.log();
        log.entries().iter().filter(move |entry| entry.at <= self.at && log.stands(entry.seq))
    }

    fn flags(&mut self) -> Result<Vec<Flag>, Failure> {
        let began: Vec<(UnitView, u64)> =
            self.night.units.iter().filter_map(|unit| self.begun(unit)).collect();
        let seqs: BTreeSet<u64> = began.iter().map(|(_, seq)| *seq).collect();
        let wholes = self.door.register.wholes(&seqs)?;
        let over = self.night.units.iter().filter_map(void_over_stay);
        let missing =
            began.iter().filter_map(|(unit, seq)| self.not_granted(unit, wholes.get(seq)?));
        let missing: Vec<Flag> = missing.collect();
        let no_more = self.suits_no_more(&missing);
        Ok(over.chain(no_more).chain(missing).collect())
    }

    /// Units of households that they do not suit by the form as it is now, where that is not told already.
    fn suits_no_more(&self, told: &[Flag]) -> Vec<Flag> {
        let is_told = |fit: &Fit, unit: &UnitView| {
            told.iter().any(|flag| match flag {
                Flag::NotGranted { unit: on, rules, barred, .. } => {
                    *on == unit.unit
                        && fit.asked.iter().all(|rule| rules.contains(rule))
                        && fit.barred.iter().all(|rule| barred.contains(rule))
                }
                _ => false,
            })
        };
        let flag = |unit: &UnitView| {
            let reference = unit.referral.clone()?;
            let fit = self.fit(&reference).filter(|fit| fit.is_wrong() && fit.unit == unit.unit)?;
            (!is_told(&fit, unit)).then_some(Flag::SuitsNoMore { reference, fit })
        };
        self.night.units.iter().filter_map(flag).collect()
    }

    /// When and how it is safe to ring whoever is due to arrive.
    fn ringing(&mut self) -> Vec<(String, Vec<Text>)> {
        let due = self.night.units.iter().filter(|unit| unit.state == UnitStanding::Accepted);
        let due: Vec<String> = due.filter_map(|unit| unit.referral.clone()).collect();
        due.into_iter().map(|of| (of.clone(), self.safe_to_ring(&of))).collect()
    }

    /// The event that began what stands on a unit.
    fn begun(&self, unit: &UnitView) -> Option<(UnitView, u64)> {
        const BEGIN: [EventName; 4] =
            [EventName::Held, EventName::Offered, EventName::Arrived, EventName::Transferred];
        let of = unit.referral.as_deref()?;
        let is_it = |entry: &&Entry| {
            BEGIN.contains(&entry.name())
                && entry.unit() == Some(&unit.unit)
                && entry.referral() == Some(of)
        };
        let last = self.events().filter(is_it).max_by_key(|entry| (entry.at, entry.seq))?;
        Some((unit.clone(), last.seq))
    }

    /// What stood against it then, and nobody has granted since.
    fn not_granted(&self, unit: &UnitView, event: &Map<String, Value>) -> Option<Flag> {
        let reference = unit.referral.clone()?;
        let household = self.night.household(&reference)?;
        let granted = |rule: &RuleName| {
            household.grants.iter().any(|(of, other)| *of == unit.unit && other == rule)
        };
        let listed = event.get("x_breaches")?.as_array()?.iter().filter_map(Value::as_str);
        let rules: Vec<RuleName> =
            listed.filter_map(RuleName::named).filter(|rule| !granted(rule)).collect();
        let barred = event.get("x_barred").and_then(Value::as_array).into_iter().flatten();
        let barred = barred.filter_map(Value::as_str).filter_map(RuleName::named).collect();
        let event = EventName::of(event)?;
        (!rules.is_empty()).then(|| Flag::NotGranted {
            event,
            reference,
            unit: unit.unit.clone(),
            rules,
            barred,
        })
    }

    /// Decisions that are asked for whoever waits, and those that were granted.
    fn decisions(&mut self, asked: Vec<wording::Asked>) -> Result<Vec<wording::Asked>, Failure> {
        let (refused, by_name) = (self.refused_decisions()?, self.asked_by_name(None)?);
        let open = self.night.households.iter().filter(|of| of.standing == Standing::Open);
        let granted = open.flat_map(granted);
        let is_open = |asked: &wording::Asked| {
            !refused.iter().any(|no| no.reference == asked.reference && no.unit == asked.unit)
        };
        let is_new = |asked: &wording::Asked| {
            !by_name.iter().any(|of| of.reference == asked.reference && of.unit == asked.unit)
        };
        let asked: Vec<_> = asked.into_iter().filter(is_open).filter(is_new).collect();
        Ok(by_name.iter().cloned().chain(asked).chain(granted).chain(refused).collect())
    }

    /// Decisions that somebody asked for, whatever else fits, and that nobody has given since: of one household, or of all.
    pub(in crate::doors) fn asked_by_name(
        &mut self,
        whose: Option<&str>,
    ) -> Result<Vec<wording::Asked>, Failure> {
        let is_meant = |of: &&str| whose.is_none_or(|whose| *of == whose);
        let waits = |entry: &&Entry| {
            let of = entry.referral().filter(is_meant).and_then(|of| self.night.household(of));
            of.is_some_and(|of| of.standing == Standing::Open)
        };
        let told = self
            .events()
            .filter(|entry| [EventName::Noted, EventName::DecisionGiven].contains(&entry.name()));
        let seqs: BTreeSet<u64> = told.filter(waits).map(|entry| entry.seq).collect();
        let mut open: Vec<(String, String)> = Vec::new();
        for event in self.door.register.wholes(&seqs)?.into_values() {
            let word = |key: &str| event.get(key).and_then(Value::as_str).map(str::to_owned);
            let Some(of) = word("referral") else { continue };
            if let Some(unit) =
                word("unit").filter(|_| EventName::of(&event) != Some(EventName::Noted))
            {
                open.retain(|pair| *pair != (of.clone(), unit.clone()));
            } else if let Some(unit) = word(ASKS_ABOUT) {
                open.retain(|pair| *pair != (of.clone(), unit.clone()));
                open.push((of, unit));
            }
        }
        let asked = open.into_iter().filter_map(|(of, unit)| {
            let is_its_own = self.night.household(&of)?.unit.as_ref() == Some(&unit);
            let is_vacant = self.night.unit(&unit)?.state == UnitStanding::Vacant;
            let judged = self.judged(&of, &unit).filter(|_| is_vacant || is_its_own)?;
            if judged.needed().is_empty() || !judged.verdict.barred.is_empty() {
                return None;
            }
            Some(asks(self.night.household(&of)?, unit, judged.needed()))
        });
        Ok(asked.collect())
    }

    /// Decisions that were refused for whoever waits, and neither granted since nor asked of another form.
    fn refused_decisions(&mut self) -> Result<Vec<wording::Asked>, Failure> {
        let log = self.door.register.log();
        let of_whom = |entry: &Entry| {
            let household = self.night.household(entry.referral()?)?;
            let form = household.form.and_then(|seq| log.entry(seq))?;
            let is_of_the_form = (form.at, form.seq) < (entry.at, entry.seq);
            (household.standing == Standing::Open && is_of_the_form).then_some(household)
        };
        let given = self.events().filter(|entry| entry.name() == EventName::DecisionGiven);
        let given: Vec<(u64, Household)> =
            given.filter_map(|entry| Some((entry.seq, of_whom(entry)?.clone()))).collect();
        let seqs: BTreeSet<u64> = given.iter().map(|(seq, _)| *seq).collect();
        let wholes = self.door.register.wholes(&seqs)?;
        let mut last: BTreeMap<(String, String), wording::Asked> = BTreeMap::new();
        for (seq, household) in given {
            if let Some(refused) = wholes.get(&seq).and_then(|event| refusal(&household, event)) {
                last.insert((refused.reference.clone(), refused.unit.clone()), refused);
            }
        }
        let is_granted = |asked: &wording::Asked| {
            let household = self.night.household(&asked.reference);
            household.is_some_and(|of| of.grants.iter().any(|(unit, _)| *unit == asked.unit))
        };
        Ok(last.into_values().filter(|asked| !is_granted(asked)).collect())
    }

    /// The first who wait without a unit, each with what the rules say of what is vacant.
    fn looked_at(&self) -> Vec<(Household, Vec<(String, Judged)>)> {
        let vacant = || self.night.units.iter().filter(|unit| unit.state == UnitStanding::Vacant);
        let waiting = self.night.waiting().into_iter().filter(|of| of.unit.is_none());
        let looked = |of: &Household| {
            let names = vacant().map(|unit| unit.unit.as_str());
            let found = self.judged_of_each(&of.reference, names).into_iter();
            (of.clone(), found.map(|(unit, judged)| (unit.to_owned(), judged)).collect())
        };
        waiting.take(LOOKED_AT).map(looked).collect()
    }

    fn notes(&mut self) -> Result<Vec<Noted>, Failure> {
        let since = self.at.checked_sub(SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN);
        let noted =
            self.events().filter(|entry| entry.name() == EventName::Noted && entry.at > since);
        let seqs: BTreeMap<u64, Timestamp> = noted.map(|entry| (entry.seq, entry.at)).collect();
        let wholes = self.door.register.wholes(&seqs.keys().copied().collect())?;
        let mut notes: Vec<Noted> =
            wholes.iter().map(|(seq, event)| noted_of(seqs[seq], event)).collect();
        notes.sort_by_key(|note| note.at);
        Ok(notes)
    }
}

/// What is vacant for a household.
fn waits(household: &Household, found: &[(String, Judged)]) -> wording::Waits {
    let suits = |(_, judged): &&(String, Judged)| judged.needed().is_empty();
    let named = |(unit, _): &(String, Judged)| unit.clone();
    let asked = asked_for(household, found);
    wording::Waits {
        reference: household.reference.clone(),
        suits: found.iter().filter(suits).map(named).collect(),
        asks: asked.into_iter().map(|asked| asked.unit).collect(),
    }
}

/// What is asked where nothing that is vacant suits a household without a decision.
fn asked_for(household: &Household, found: &[(String, Judged)]) -> Vec<wording::Asked> {
    if found.iter().any(|(_, judged)| judged.needed().is_empty()) {
        return Vec::new();
    }
    let open = found.iter().filter(|(_, judged)| judged.verdict.barred.is_empty());
    let asked = |(unit, judged): &(String, Judged)| asks(household, unit.clone(), judged.needed());
    open.take(ASKED).map(asked).collect()
}

fn noted_of(at: Timestamp, event: &Map<String, Value>) -> Noted {
    let word = |key: &str| event.get(key).and_then(Value::as_str).map(str::to_owned);
    Noted {
        at,
        by: word("by").unwrap_or_default(),
        reference: word("referral"),
        unit: word("unit"),
        text: word("text").unwrap_or_default(),
    }
}

fn void_over_stay(unit: &UnitView) -> Option<Flag> {
    let since = unit.void_since.clone()?;
    let reference = unit.referral.clone()?;
    Some(Flag::VoidOverStay { unit: unit.unit.clone(), reference, since })
}

fn asks(household: &Household, unit: String, asked: RuleSet) -> wording::Asked {
    let rules: Vec<RuleName> = asked.iter().collect();
    let mut who = decide(&rules);
    who.dedup();
    wording::Asked { reference: household.reference.clone(), unit, rules, who, granted: None }
}

/// A decision that was refused, from its event.
fn refusal(household: &Household, event: &Map<String, Value>) -> Option<wording::Asked> {
    if event.get("granted") == Some(&Value::Bool(true)) {
        return None;
    }
    let listed = event.get("rules")?.as_array()?.iter().filter_map(Value::as_str);
    let rules: Vec<RuleName> = listed.filter_map(RuleName::named).collect();
    Some(wording::Asked {
        reference: household.reference.clone(),
        unit: event.get("unit")?.as_str()?.to_owned(),
        who: decide(&rules),
        rules,
        granted: Some(false),
    })
}

fn decide(rules: &[RuleName]) -> Vec<&'static str> {
    rules.iter().map(|name| who::title(rule(*name).who)).collect()
}

/// What was granted to a household, unit by unit.
fn granted(household: &Household) -> Vec<wording::Asked> {
    let mut by_unit: BTreeMap<&str, Vec<RuleName>> = BTreeMap::new();
    for (unit, rule) in &household.grants {
        by_unit.entry(unit).or_default().push(*rule);
    }
    let asked = |(unit, rules): (&str, Vec<RuleName>)| wording::Asked {
        reference: household.reference.clone(),
        unit: unit.to_owned(),
        who: decide(&rules),
        rules,
        granted: Some(true),
    };
    by_unit.into_iter().map(asked).collect()
}

/// The sheet for other software.
pub(in crate::doors) fn written(sheet: &Sheet<'_>) -> Value {
    let night = sheet.night;
    let waiting = night
        .waiting()
        .into_iter()
        .map(|of| {
            let waits = sheet.waits.iter().find(|waits| waits.reference == of.reference);
            let (suits, asks) = waits.map(|waits| (&waits.suits, &waits.asks)).unzip();
            json!({"reference": of.reference, "since": utc(of.since), "unit": of.unit, "suits": suits, "asks": asks})
        });
    let flag = |flag: &Flag| match flag {
        Flag::NotGranted { event, reference, unit, rules, barred } => {
            json!({"flag": "not_granted", "event": event, "reference": reference, "unit": unit, "rules": rules, "barred": barred})
        }
        Flag::SuitsNoMore { reference, fit } => {
            json!({"flag": "suits_no_more", "reference": reference, "unit": fit.unit, "rules": fit.asked, "barred": fit.barred})
        }
        Flag::VoidOverStay { unit, reference, since } => {
            json!({"flag": "void_over_stay", "unit": unit, "reference": reference, "since": since})
        }
    };
    let decision = |asked: &wording::Asked| json!({"reference": asked.reference, "unit": asked.unit, "rules": asked.rules, "who": asked.who, "granted": asked.granted.unwrap_or_default(), "decided": asked.granted.is_some()});
    let note = |note: &Noted| json!({"at": utc(note.at), "by": note.by, "referral": note.reference, "unit": note.unit, "text": note.text});
    json!({
        "at": night.printed_at(),
        "units": night.units,
        "waiting": waiting.collect::<Vec<_>>(),
        "flags": sheet.flags.iter().map(flag).collect::<Vec<_>>(),
        "decisions": sheet.asked.iter().map(decision).collect::<Vec<_>>(),
        "clocks": super::support::written(&sheet.clocks),
        "notes": sheet.notes.iter().map(note).collect::<Vec<_>>(),
        "head": sheet.head,
    })
}
