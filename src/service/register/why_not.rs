//! Whether an event of support or a pathway could be recorded of a household now, before anybody types it.

use super::event::Act;
use super::households::Household;
use super::pathway_events::{act, stands_for, why};
use super::why::Why;
use crate::base::domain::EventName;
use crate::service::pathway::{self, Now, PARTS};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

impl Household {
    /// Why an event of this name cannot be recorded now, with keys as good as any; none: it can.
    pub fn why_not(&self, name: EventName, at: Timestamp) -> Option<Why> {
        let Some(Act::OnPathway { event, .. }) = act(name, &self.as_good_as_any(name)) else {
            return None;
        };
        if !stands_for(&event, self.standing) {
            return Some(Why::ReferralNotOpen);
        }
        let now = Now { at, in_danger: self.in_danger };
        pathway::step(&self.pathways, &event, now).err().map(why)
    }

    /// Keys with which the event is possible, if it is with any.
    fn as_good_as_any(&self, event: EventName) -> Map<String, Value> {
        let need = self.pathways.outcomes.needs().next();
        let (needy, area) = need.map_or(("1", "income_debt"), |(person, area, _)| (person, area));
        let mut courses = self.pathways.counselling.people();
        let counselled = courses.find(|(_, course)| course.is_running()).map(|(person, _)| person);
        let is_counselling = matches!(
            event,
            EventName::CounsellingReferred
                | EventName::CounsellingSession
                | EventName::CounsellingEnded
        );
        let person = if is_counselling { counselled.unwrap_or("1") } else { needy };
        let keys = json!({
            "person": person, "area": area, "pence": 1, "level": "low", "part": PARTS[0],
            "measures": [], "agreed": [], "refused": [], "measure": self.to_be_fitted(),
        });
        match keys {
            Value::Object(keys) => keys,
            _ => Map::new(),
        }
    }

    /// A measure that was agreed to and is not fitted, else any.
    fn to_be_fitted(&self) -> String {
        let Some(done) = self.pathways.sanctuary.assessed() else { return String::new() };
        let agreed = done.agreed();
        let left = agreed.iter().find(|(of, _)| done.fitted(of).is_none());
        left.or(agreed.first()).map_or_else(String::new, |(of, _)| of.to_string())
    }
}
