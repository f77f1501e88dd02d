//! Households that ask: recorded, amended, rung, and closed without a unit of ours.

use super::desk::{Answer, Desk};
use super::event_draft::Typed;
use super::form_json;
use crate::base::domain::{EventName, ReturnReason};
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use serde_json::Value;

impl Desk<'_> {
    /// A household asks.
    pub(in crate::doors) fn refer(self, form: Text) -> Result<Answer, Failure> {
        self.with_form(form, EventName::ReferralReceived)
    }

    /// Its form is another now.
    pub(in crate::doors) fn amend(self, form: Text) -> Result<Answer, Failure> {
        self.with_form(form, EventName::ReferralAmended)
    }

    /// The same from a page that does not show everything: what it does not show stays.
    pub(in crate::doors) fn amend_what_is_shown(self, form: Text) -> Result<Answer, Failure> {
        let mut shown = form_json::read(&form, self.now)?;
        let reference = shown.get("reference").and_then(Value::as_str).unwrap_or_default();
        let before = self.night.household(reference).and_then(|of| self.night.form(of));
        if let Some(Value::Object(before)) = &before {
            form_json::keep_what_is_not_shown(&mut shown, before);
        }
        let whole = Text::of(form.file, Value::Object(shown).to_string());
        self.with_form(whole, EventName::ReferralAmended)
    }

    fn with_form(self, text: Text, event: EventName) -> Result<Answer, Failure> {
        let form = form_json::read(&text, self.now)?;
        let reference = form.get("reference").and_then(Value::as_str).unwrap_or_default();
        if reference.is_empty() {
            return Err(form_json::issues(&text, self.now)
                .unwrap_or_else(|| Failure::Usage(format!("{} has no reference", text.file))));
        }
        let typed = Typed::new(event).of(reference);
        self.record(Typed { form: Some(text), ..typed.with("form", Value::Object(form)) })
    }

    /// Somebody tried to reach it.
    pub(in crate::doors) fn contact(
        self,
        reference: &str,
        how: Option<&str>,
        reached: bool,
    ) -> Result<Answer, Failure> {
        let typed = Typed::new(EventName::ContactAttempted).of(reference);
        self.record(typed.text("how", how).with("reached", reached))
    }

    /// It is refused, with a reason of the return and the rules that stood in the way: unless they are named, those that
    /// the program names for the same reason. What the program would have said is kept beside.
    pub(in crate::doors) fn turn_away(
        self,
        reference: &str,
        reason: &str,
        (barrier, would_take_if_free): (&[String], bool),
    ) -> Result<Answer, Failure> {
        let would = would_take_if_free || reason == ReturnReason::Capacity.name();
        let typed = Typed::new(EventName::TurnedAway).of(reference).with("reason", reason);
        let proposed = self.proposed(reference);
        let (said, in_the_way) = proposed.unwrap_or_default();
        let barrier = match barrier {
            [] if said == Some(reason) => in_the_way.clone(),
            named => named.to_vec(),
        };
        let barrier = (!barrier.is_empty()).then_some(barrier);
        let typed = typed.maybe("barrier", barrier).with("would_take_if_free", would);
        let kept = (!in_the_way.is_empty()).then_some(in_the_way);
        self.record(typed.maybe("x_outcome", said).maybe("x_barrier", kept))
    }

    /// It was placed elsewhere.
    pub(in crate::doors) fn place_elsewhere(
        self,
        reference: &str,
        place: &str,
    ) -> Result<Answer, Failure> {
        self.record(Typed::new(EventName::PlacedElsewhere).of(reference).with("where", place))
    }

    /// It was taken back.
    pub(in crate::doors) fn withdraw(
        self,
        reference: &str,
        reason: Option<&str>,
    ) -> Result<Answer, Failure> {
        self.record(Typed::new(EventName::Withdrawn).of(reference).text("reason", reason))
    }

    /// It is the same as another.
    pub(in crate::doors) fn duplicate(self, reference: &str, of: &str) -> Result<Answer, Failure> {
        self.record(Typed::new(EventName::Duplicate).of(reference).with("of", of))
    }
}
