//! Units themselves: under repair, ready, opened, closed.

use super::desk::{Answer, Desk, usage};
use super::event_draft::Typed;
use super::moments;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;

impl Desk<'_> {
    /// A unit is under repair, until then as far as is expected.
    pub(in crate::doors) fn void(
        self,
        unit: &str,
        reason: Option<&str>,
        expected: Option<&str>,
    ) -> Result<Answer, Failure> {
        let expected = expected.map(|said| moments::to_come(said, self.at));
        let expected = usage(expected.transpose())?;
        let typed = Typed::new(EventName::VoidBegan).on(&self.door.unit_named(unit));
        self.record(typed.text("reason", reason).maybe("expected", expected))
    }

    /// What has no more to say than which unit.
    pub(in crate::doors) fn of_unit(self, unit: &str, event: EventName) -> Result<Answer, Failure> {
        let unit = self.door.unit_named(unit);
        self.record(Typed::new(event).on(&unit))
    }
}
