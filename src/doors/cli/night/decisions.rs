//! What somebody decided or wrote down.

use super::args::{Grant, Note};
use super::record::Asked;
use super::typed::Typed;
use crate::doors::cli::{Failure, Said};
use crate::presentation::wording::register::words_of;

pub(super) fn grant(asked: &Asked<'_>, args: &Grant) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.door.unit_named(&args.unit);
    let mut rules = args.rules.clone();
    if rules.is_empty() {
        let judged = desk.judged(&args.reference, &unit).unwrap_or_default();
        rules = judged.verdict.asks.iter().map(|rule| rule.name().to_owned()).collect();
        if rules.is_empty() {
            let barred: Vec<String> =
                judged.verdict.barred.iter().map(|rule| words_of(rule.name())).collect();
            return Err(Failure::Usage(nothing_asks(&args.reference, &unit, &barred)));
        }
    }
    let typed = Typed::new("decision_given")
        .of(&args.reference)
        .on(&unit)
        .with("rules", rules)
        .with("granted", !args.refuse)
        .with("role", args.role.clone());
    desk.record(typed.text("reason", args.reason.as_deref()))
}

fn nothing_asks(reference: &str, unit: &str, barred: &[String]) -> String {
    let why = if barred.is_empty() {
        "no rule asks for a decision".to_owned()
    } else {
        format!("no decision would open it ({})", barred.join(", "))
    };
    format!("about {reference} and {unit} {why}; to record a decision all the same, name its rules")
}

pub(super) fn note(asked: &Asked<'_>, args: &Note) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.door.unit_named(&args.about);
    let is_unit = desk.night.unit(&unit).is_some();
    let typed = Typed::new("noted").with("text", args.text.clone());
    desk.record(if is_unit { typed.on(&unit) } else { typed.of(&args.about) })
}
