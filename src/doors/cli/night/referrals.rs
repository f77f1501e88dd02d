//! Households that ask: recorded, amended, rung, and closed without a unit of ours.

use super::args::{Amend, Contact, Duplicate, PlaceElsewhere, Refer, TurnAway, Withdraw};
use super::forms;
use super::record::Asked;
use super::typed::Typed;
use crate::base::domain::ReturnReason;
use crate::doors::cli::{Failure, Said};
use serde_json::Value;
use std::path::Path;

pub(super) fn refer(asked: &Asked<'_>, args: &Refer) -> Result<Said, Failure> {
    with_form(asked, &args.form, "referral_received")
}

pub(super) fn amend(asked: &Asked<'_>, args: &Amend) -> Result<Said, Failure> {
    with_form(asked, &args.form, "referral_amended")
}

fn with_form(asked: &Asked<'_>, path: &Path, event: &str) -> Result<Said, Failure> {
    let (form, text) = forms::read(path, asked.now)?;
    let reference = form.get("reference").and_then(Value::as_str).unwrap_or_default().to_owned();
    if reference.is_empty() {
        return Err(forms::issues(&text, asked.now)
            .unwrap_or_else(|| Failure::Usage(format!("{} has no reference", text.file))));
    }
    let typed = Typed::new(event).of(&reference).with("form", Value::Object(form));
    asked.open()?.record(Typed { form: Some(text), ..typed })
}

pub(super) fn contact(asked: &Asked<'_>, args: &Contact) -> Result<Said, Failure> {
    let typed = Typed::new("contact_attempted").of(&args.reference);
    let typed = typed.text("how", args.how.as_deref()).with("reached", args.reached);
    asked.open()?.record(typed)
}

pub(super) fn turn_away(asked: &Asked<'_>, args: &TurnAway) -> Result<Said, Failure> {
    let would = args.would_take_if_free || args.reason == ReturnReason::Capacity.name();
    let typed = Typed::new("turned_away").of(&args.reference).with("reason", args.reason.clone());
    let barrier = (!args.barrier.is_empty()).then(|| args.barrier.clone());
    asked.open()?.record(typed.maybe("barrier", barrier).with("would_take_if_free", would))
}

pub(super) fn place_elsewhere(asked: &Asked<'_>, args: &PlaceElsewhere) -> Result<Said, Failure> {
    let typed = Typed::new("placed_elsewhere").of(&args.reference);
    asked.open()?.record(typed.with("where", args.place.clone()))
}

pub(super) fn withdraw(asked: &Asked<'_>, args: &Withdraw) -> Result<Said, Failure> {
    let typed = Typed::new("withdrawn").of(&args.reference);
    asked.open()?.record(typed.text("reason", args.reason.as_deref()))
}

pub(super) fn duplicate(asked: &Asked<'_>, args: &Duplicate) -> Result<Said, Failure> {
    let typed = Typed::new("duplicate").of(&args.reference);
    asked.open()?.record(typed.with("of", args.of.clone()))
}
