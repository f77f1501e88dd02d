//! What somebody decided or wrote down.

use super::desk::{Answer, Desk};
use super::typed::Typed;
use crate::doors::failure::Failure;
use crate::presentation::wording::register::words_of;

impl Desk<'_> {
    /// Somebody decided about a household and a unit; without rules, about those that ask.
    pub(in crate::doors) fn grant(
        self,
        (reference, unit): (&str, &str),
        rules: &[String],
        granted: bool,
        (role, reason): (&str, Option<&str>),
    ) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        let mut rules = rules.to_vec();
        if rules.is_empty() {
            let judged = self.judged(reference, &unit).unwrap_or_default();
            rules = judged.verdict.asks.iter().map(|rule| rule.name().to_owned()).collect();
            if rules.is_empty() {
                let barred: Vec<String> =
                    judged.verdict.barred.iter().map(|rule| words_of(rule.name())).collect();
                return Err(Failure::Usage(nothing_asks(reference, &unit, &barred)));
            }
        }
        let typed = Typed::new("decision_given")
            .of(reference)
            .on(&unit)
            .with("rules", rules)
            .with("granted", granted)
            .with("role", role);
        self.record(typed.text("reason", reason))
    }

    /// A manager is asked about a household and a unit: it stands among tonight's notes at once.
    pub(in crate::doors) fn ask_manager(
        self,
        reference: &str,
        unit: &str,
    ) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        let judged = self.judged(reference, &unit).unwrap_or_default();
        let rules: Vec<String> = judged.needed().iter().map(|rule| words_of(rule.name())).collect();
        let text = format!("A decision is asked about {unit}: {}", rules.join(", "));
        self.record(Typed::new("noted").of(reference).with("text", text))
    }

    /// Something to be read at the handover, about a household or a unit.
    pub(in crate::doors) fn note(self, about: &str, text: &str) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(about);
        let is_unit = self.night.unit(&unit).is_some();
        let typed = Typed::new("noted").with("text", text);
        self.record(if is_unit { typed.on(&unit) } else { typed.of(about) })
    }
}

fn nothing_asks(reference: &str, unit: &str, barred: &[String]) -> String {
    let why = if barred.is_empty() {
        "no rule asks for a decision".to_owned()
    } else {
        format!("no decision would open it ({})", barred.join(", "))
    };
    format!("about {reference} and {unit} {why}; to record a decision all the same, name its rules")
}
