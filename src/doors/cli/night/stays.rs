//! Households that live here: they arrive, move, leave, and grow.

use super::args::{Arrive, Depart, ExpectDeparture, Join, Leave, Transfer};
use super::moments;
use super::record::{Asked, usage};
use super::typed::Typed;
use crate::doors::cli::{Failure, Said};
use serde_json::{Map, Value, json};

pub(super) fn arrive(asked: &Asked<'_>, args: &Arrive) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.unit_of(&args.reference, args.unit.as_deref())?;
    desk.record(Typed::new("arrived").of(&args.reference).on(&unit))
}

pub(super) fn depart(asked: &Asked<'_>, args: &Depart) -> Result<Said, Failure> {
    let typed = Typed::new("departed")
        .of(&args.reference)
        .text("to", args.to.as_deref())
        .with("planned", args.planned)
        .with("independent", args.independent)
        .with("because", args.because.clone());
    asked.open()?.record(typed)
}

pub(super) fn transfer(asked: &Asked<'_>, args: &Transfer) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.door.unit_named(&args.unit);
    let typed = Typed::new("transferred").of(&args.reference).on(&unit);
    desk.record(typed.text("reason", args.reason.as_deref()))
}

pub(super) fn expect_departure(asked: &Asked<'_>, args: &ExpectDeparture) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let on = usage(moments::expected(&args.on, desk.at))?;
    desk.record(Typed::new("expected_departure").of(&args.reference).with("on", on))
}

pub(super) fn join(asked: &Asked<'_>, args: &Join) -> Result<Said, Failure> {
    let mut person = Map::new();
    let age = args.age.parse::<u8>().map_or_else(|_| json!(args.age), |age| json!(age));
    for (key, value) in [
        ("role", Some(json!(args.role))),
        ("age", Some(age)),
        ("sex", Some(json!(args.sex))),
        ("id", args.id.as_ref().map(|id| json!(id))),
        ("was", args.was.as_ref().map(|was| json!(was))),
    ] {
        if let Some(value) = value {
            person.insert(key.to_owned(), value);
        }
    }
    let typed = Typed::new("person_joined").of(&args.reference);
    asked.open()?.record(typed.with("person", Value::Object(person)))
}

pub(super) fn leave(asked: &Asked<'_>, args: &Leave) -> Result<Said, Failure> {
    let typed = Typed::new("person_left").of(&args.reference).with("id", args.id.clone());
    asked.open()?.record(typed.text("reason", args.reason.as_deref()))
}
