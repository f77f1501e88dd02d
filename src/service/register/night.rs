//! The register as the desk looks at it: who lives where, who waits, what is claimed and what was granted, at a moment.
//!
//! [`Night::estate`] sets an estate as one household meets it, so that `recommend` and its like ask the register and not
//! a list: whatever is vacant there can be held (`judge`), for both look at the same units. A household's own claim is
//! vacant to it; to all others whoever claims a unit counts as living there.

use super::households::{Household, Member};
use super::log::Log;
use super::moment::{When, utc};
use super::state::Standing;
use super::unit::UnitStanding;
use super::view::{UnitView, View};
use crate::base::domain::calendar::london_day;
use crate::base::domain::household::Answer;
use crate::base::domain::unit::{Between, State};
use crate::base::domain::{InWords, Referral, Resident, RuleSet, Unit, redact};
use crate::inputs::estate::{Estate, OccupiedEstate};
use crate::inputs::occupancy::Occupancy;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything the desk asks of a register, at a moment.
#[derive(Clone)]
pub struct Night {
    /// The moment.
    pub at: Timestamp,
    /// Units, in the estate's order.
    pub units: Vec<UnitView>,
    /// Referrals, in the order of their first events.
    pub households: Vec<Household>,
    /// Events whose whole is needed, by number.
    wholes: BTreeMap<u64, Arc<Map<String, Value>>>,
}

redact!(Night);

impl Night {
    /// What a log says of a moment; what households told is still to be opened.
    pub fn of(log: &Log, at: Timestamp) -> Self {
        let View { units, referrals, .. } = log.view(at, None);
        Self { at, units, households: log.households(at, referrals), wholes: BTreeMap::new() }
    }

    /// The events whose whole is needed: forms, and those who joined.
    pub fn wanted(&self) -> BTreeSet<u64> {
        // Of a home that is made safer too: who lives there may need another.
        let is_asked = |household: &&Household| {
            household.standing.is_active() || household.pathways.sanctuary.is_running()
        };
        let active = self.households.iter().filter(is_asked);
        let events = active.flat_map(|household| {
            let people = household.people.iter().map(|member| member.event);
            household.form.into_iter().chain(household.carried_in).chain(people)
        });
        events.collect()
    }

    /// The same with those events opened.
    #[must_use]
    pub fn opened(self, wholes: BTreeMap<u64, Arc<Map<String, Value>>>) -> Self {
        Self { wholes, ..self }
    }

    /// A referral by its reference.
    pub fn household(&self, reference: &str) -> Option<&Household> {
        self.households.iter().find(|household| household.reference == reference)
    }

    /// Other referrals of a referral's household whose homes are being made safer.
    pub fn sanctuaries_beside(&self, reference: &str) -> Vec<&str> {
        let own = self.household(reference).map_or("", Household::first_reference);
        let beside = self.households.iter().filter(|of| {
            of.reference != reference
                && of.first_reference() == own
                && of.pathways.sanctuary.is_running()
        });
        beside.map(|of| of.reference.as_str()).collect()
    }

    /// A unit by its codename.
    pub fn unit(&self, name: &str) -> Option<&UnitView> {
        self.units.iter().find(|unit| unit.unit == name)
    }

    /// Who waits: open, whether or not a unit is claimed for them, who was heard of first before others.
    pub fn waiting(&self) -> Vec<&Household> {
        let is_open = |household: &&Household| household.standing == Standing::Open;
        let mut waiting: Vec<_> = self.households.iter().filter(is_open).collect();
        waiting.sort_by_key(|household| household.since);
        waiting
    }

    /// The form in force, with the people who belong to the household now.
    pub fn form(&self, household: &Household) -> Option<Value> {
        let mut form = self.wholes.get(&household.form?)?.get("form")?.clone();
        let people: Vec<Value> =
            household.people.iter().filter_map(|member| self.person(member)).collect();
        form.as_object_mut()?.insert("person".to_owned(), Value::Array(people));
        Some(form)
    }

    fn person(&self, member: &Member) -> Option<Value> {
        let event = self.wholes.get(&member.event)?;
        let mut person = match member.on_form {
            Some(place) => event.get("form")?.get("person")?.get(place)?.clone(),
            None => event.get("person")?.clone(),
        };
        // On a form the place says who is meant unless a pseudonym does.
        if member.on_form.is_none() {
            let id = Value::from(member.id.clone());
            person.as_object_mut()?.insert("id".to_owned(), id);
        }
        Some(person)
    }

    /// Which decisions were granted to a household, by the position of the unit.
    pub fn grants(&self, estate: &Estate, reference: &str) -> BTreeMap<usize, RuleSet> {
        let mut grants: BTreeMap<usize, RuleSet> = BTreeMap::new();
        let granted = self.household(reference).map_or(&[][..], |household| &household.grants);
        for (name, rule) in granted {
            if let Some(unit) = estate.units.iter().position(|unit| unit.name == *name) {
                let rules = grants.entry(unit).or_default();
                *rules = rules.with(*rule);
            }
        }
        grants
    }

    /// The estate and who lives there at the moment, as a household meets it, or as nobody in particular does.
    pub fn estate(&self, mut estate: Estate, asks: Option<&Referral>) -> OccupiedEstate {
        let asking = Asking::of(self, asks);
        let day = london_day(self.at).max(asks.map_or(Date::MIN, |asks| london_day(asks.received)));
        let mut residents = Vec::new();
        for (index, unit) in estate.units.iter_mut().enumerate() {
            let Some(view) = self.unit(&unit.name) else {
                // What the estate had not yet is nobody's to be offered then.
                (unit.state, unit.from) = (State::Planned, None);
                continue;
            };
            set(unit, view, day);
            residents.extend(self.resident(index, view, &asking));
        }
        // One answer at one desk: a unit stands empty as long as the register will have it made ready.
        let nights = estate.provider.register.turnaround_nights;
        estate.provider.allocation.turnaround_nights = Some(u32::from(nights));
        let occupancy = Occupancy::of_the_register(self.at, residents);
        OccupiedEstate { estate, occupancy }
    }

    /// Whoever lives in a unit or has claimed it; a household's own claim is nobody's to it.
    fn resident(&self, unit: usize, view: &UnitView, asking: &Asking<'_>) -> Option<Resident> {
        let holder = self.household(view.referral.as_deref()?)?;
        let is_own = asking.is(holder);
        if is_own && view.state != UnitStanding::LivedIn {
            return None;
        }
        let told = self.told(holder);
        let mut keep_apart = told.keep_apart;
        if let Some(asks) = asking.referral
            && keep_apart.iter().any(|reference| asking.references.contains(reference))
        {
            keep_apart.push(asks.reference.clone());
        }
        let since = view.since.as_deref().and_then(|at| at.parse().ok()).map(london_day);
        let leaves =
            view.until.as_deref().and_then(day_of).filter(|_| view.state == UnitStanding::LivedIn);
        Some(Resident {
            unit,
            reference: asking.called(holder),
            moved_in: since,
            complex_needs: told.complex_needs,
            nrpf: told.nrpf,
            keep_apart,
            in_words: InWords::default(),
            movable: false,
            left: leaves.filter(|day| *day > london_day(self.at)),
        })
    }

    /// What a household counts for beside others: by its form, else by the list it was carried in from.
    fn told(&self, household: &Household) -> Told {
        let whole = |seq: Option<u64>| {
            let seq = seq?;
            self.wholes.get(&seq)
        };
        if let Some(form) = whole(household.form).and_then(|event| event.get("form")) {
            let needs = |key: &str| {
                let needs = form.get("needs")?;
                needs.get(key)
            };
            // Where nobody could say, the careful reading counts.
            let may_be = |value: Option<&Value>| {
                value.is_some_and(|value| value == true || value == "unknown")
            };
            return Told {
                complex_needs: may_be(needs("complex")),
                nrpf: may_be(needs("nrpf")),
                keep_apart: texts(form.get("keep_apart")),
            };
        }
        let row = whole(household.carried_in);
        let flag = |key| row.and_then(|row| row.get(key)).is_some_and(|value| value == true);
        Told {
            complex_needs: flag("complex_needs"),
            nrpf: flag("nrpf"),
            keep_apart: texts(row.and_then(|row| row.get("keep_apart"))),
        }
    }
}

/// What a household counts for beside others.
struct Told {
    complex_needs: bool,
    nrpf: bool,
    keep_apart: Vec<String>,
}

/// The household that asks, and every reference it is known by.
struct Asking<'a> {
    referral: Option<&'a Referral>,
    references: Vec<String>,
}

impl<'a> Asking<'a> {
    fn of(night: &Night, referral: Option<&'a Referral>) -> Self {
        let Some(asks) = referral else { return Self { referral, references: Vec::new() } };
        let repeats = match &asks.household.told.repeat_of {
            Some(Answer::Text(of)) => Some(of.as_str()),
            _ => None,
        };
        let known = night
            .household(&asks.reference)
            .or_else(|| night.household(repeats.unwrap_or_default()));
        let mut references = known.map(|of| of.references.clone()).unwrap_or_default();
        references.push(asks.reference.clone());
        Self { referral, references }
    }

    fn is(&self, household: &Household) -> bool {
        self.references.contains(&household.reference)
    }

    /// What a household is called to the one that asks: its own reference, and of one to be kept apart the one it named.
    fn called(&self, household: &Household) -> String {
        let Some(asks) = self.referral else { return household.reference.clone() };
        if self.is(household) {
            return asks.reference.clone();
        }
        let named = household.references.iter().find(|of| asks.household.keep_apart.contains(of));
        named.unwrap_or(&household.reference).clone()
    }
}

/// A unit is what the register says; a day on which it can be offered is told only while it is still to come.
fn set(unit: &mut Unit, view: &UnitView, day: Date) {
    let until = view.until.as_deref().and_then(day_of).filter(|until| *until > day);
    unit.between = match view.state {
        UnitStanding::BeingMadeReady => Between::BeingMadeReady,
        claimed if claimed.is_claim() => Between::Claimed,
        _ => Between::Neither,
    };
    (unit.state, unit.from) = match view.state {
        UnitStanding::Closed => (State::Planned, until),
        UnitStanding::Void | UnitStanding::BeingMadeReady => (State::Void, until),
        _ if view.void_since.is_some() => (State::Void, None),
        _ => (State::Open, None),
    };
}

/// The day of what was said: a day, or the London day of a moment.
fn day_of(said: &str) -> Option<Date> {
    Some(match When::read(said)? {
        When::Moment(at) => london_day(at),
        When::Day(day) => day,
    })
}

fn texts(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(ToOwned::to_owned).collect()
}

impl Night {
    /// The moment as answers print it.
    pub fn printed_at(&self) -> String {
        utc(self.at)
    }
}
