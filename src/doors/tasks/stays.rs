//! Households that live here: they arrive, move, leave, and grow.

use super::desk::{Answer, Desk, usage};
use super::event_draft::Typed;
use super::moments;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use serde_json::{Map, Value, json};

/// How a household left.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Departure<'a> {
    pub(in crate::doors) because: &'a str,
    pub(in crate::doors) to: Option<&'a str>,
    pub(in crate::doors) planned: bool,
    pub(in crate::doors) independent: bool,
}

/// Somebody who joins, as typed.
#[derive(Debug, Clone, Copy)]
pub(in crate::doors) struct Person<'a> {
    pub(in crate::doors) role: &'a str,
    pub(in crate::doors) age: &'a str,
    pub(in crate::doors) sex: &'a str,
    pub(in crate::doors) id: Option<&'a str>,
    pub(in crate::doors) was: Option<&'a str>,
}

impl Desk<'_> {
    /// They moved in; unless a unit is named, into the one claimed.
    pub(in crate::doors) fn arrive(
        self,
        reference: &str,
        unit: Option<&str>,
    ) -> Result<Answer, Failure> {
        match self.with_its_unit(Typed::new(EventName::Arrived), reference, unit) {
            Ok(typed) => self.record(typed),
            Err(not) => Ok(not),
        }
    }

    /// They left.
    pub(in crate::doors) fn depart(
        self,
        reference: &str,
        left: Departure<'_>,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new(EventName::Departed)
            .of(reference)
            .text("to", left.to)
            .with("planned", left.planned)
            .with("independent", left.independent)
            .with("because", left.because);
        self.record(typed)
    }

    /// They moved to another unit.
    pub(in crate::doors) fn transfer(
        self,
        reference: &str,
        unit: &str,
        reason: Option<&str>,
    ) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        let typed = Typed::new(EventName::Transferred).of(reference).on(&unit);
        self.record(typed.text("reason", reason))
    }

    /// They are expected to leave.
    pub(in crate::doors) fn expect_departure(
        self,
        reference: &str,
        on: &str,
    ) -> Result<Answer, Failure> {
        let on = usage(moments::to_come(on, self.at))?;
        self.record(Typed::new(EventName::ExpectedDeparture).of(reference).with("on", on))
    }

    /// Somebody joined a household that lives here.
    pub(in crate::doors) fn join(
        self,
        reference: &str,
        person: Person<'_>,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new(EventName::PersonJoined).of(reference);
        self.record(typed.with("person", Value::Object(person.written())))
    }

    /// Somebody left a household that stays.
    pub(in crate::doors) fn leave(
        self,
        reference: &str,
        id: &str,
        reason: Option<&str>,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new(EventName::PersonLeft).of(reference).with("id", id);
        self.record(typed.text("reason", reason))
    }
}

impl Person<'_> {
    fn written(self) -> Map<String, Value> {
        let age = self.age.parse::<u8>().map_or_else(|_| json!(self.age), |age| json!(age));
        let keys = [
            ("role", Some(json!(self.role))),
            ("age", Some(age)),
            ("sex", Some(json!(self.sex))),
            ("id", self.id.map(|id| json!(id))),
            ("was", self.was.map(|was| json!(was))),
        ];
        keys.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }
}
