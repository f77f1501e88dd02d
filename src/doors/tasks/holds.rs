//! Several holds at once, of what an allocation proposes: all or none.

use super::moments;
use super::open_register::Door;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::presentation::wording::register::Held;
use crate::service::register::{Draft, Night, Refusal, utc};
use crate::service::vault::Issue;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// What became of several holds.
#[derive(Debug)]
pub(in crate::doors) enum HeldAll {
    /// Every one is recorded.
    All(Vec<Held>),
    /// None is: those that were refused, and why.
    NotOne(Vec<(Held, Refusal)>),
}

impl Door {
    /// Holds each unit for its household, as long as a hold may last; whoever has claimed it already keeps it.
    pub(in crate::doors) fn hold_all(
        &mut self,
        night: &Night,
        pairs: &[(&str, &str)],
        (by, now): (&str, Timestamp),
    ) -> Result<HeldAll, Failure> {
        let now = moments::whole(now);
        let seconds = i64::from(self.estate.provider.register.hold_minutes) * 60;
        let until = Timestamp::from_second(now.as_second() + seconds).unwrap_or(now);
        let has_it = |reference: &str, unit: &str| {
            let household = night.household(reference);
            household.is_some_and(|household| household.unit.as_deref() == Some(unit))
        };
        let new = pairs.iter().filter(|(reference, unit)| !has_it(reference, unit));
        let held: Vec<Held> = new
            .map(|(reference, unit)| Held {
                reference: (*reference).to_owned(),
                unit: (*unit).to_owned(),
                until,
            })
            .collect();
        let drafts = held.iter().map(|held| Draft::of(event(held, now, by)));
        let issues = self.register.import(drafts.enumerate(), &self.files, now)?;
        if issues.is_empty() {
            return Ok(HeldAll::All(held));
        }
        let refused = |issue: &Issue| Some((held.get(issue.line)?.clone(), issue.refusal));
        Ok(HeldAll::NotOne(issues.iter().filter_map(refused).collect()))
    }
}

/// What is proposed suits, or has been granted.
fn event(held: &Held, at: Timestamp, by: &str) -> Map<String, Value> {
    let event = json!({
        "at": utc(at), "by": by, "event": EventName::Held,
        "referral": held.reference, "unit": held.unit, "until": utc(held.until),
        "x_verdict": "suitable", "x_breaches": [],
    });
    match event {
        Value::Object(event) => event,
        _ => Map::new(),
    }
}
