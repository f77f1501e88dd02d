//! Units on their way to a household: held, offered, accepted, let go.

use super::desk::{Answer, Desk, usage};
use super::event_draft::Typed;
use super::moments;
use crate::base::domain::EventName;
use crate::doors::failure::Failure;
use crate::service::register::utc;
use jiff::Timestamp;

impl Desk<'_> {
    /// Holds a vacant unit until a moment as typed, for so many minutes, or as long as a hold may last.
    pub(in crate::doors) fn hold(
        self,
        reference: &str,
        unit: &str,
        until: (Option<&str>, Option<u32>),
    ) -> Result<Answer, Failure> {
        let until = self.until(until)?;
        let unit = self.door.unit_named(unit);
        self.record(Typed::new(EventName::Held).of(reference).on(&unit).with("until", until))
    }

    /// Offers a unit; unless one is named, the one held.
    pub(in crate::doors) fn offer(
        self,
        reference: &str,
        unit: Option<&str>,
        until: (Option<&str>, Option<u32>),
    ) -> Result<Answer, Failure> {
        let until = self.until(until)?;
        match self.with_its_unit(Typed::new(EventName::Offered), reference, unit) {
            Ok(typed) => self.record(typed.with("until", until)),
            Err(not) => Ok(not),
        }
    }

    /// They accepted, and are expected then.
    pub(in crate::doors) fn accept(
        self,
        reference: &str,
        unit: Option<&str>,
        expected: Option<&str>,
    ) -> Result<Answer, Failure> {
        let expected = expected.map(|said| moments::to_come(said, self.at));
        let expected = usage(expected.transpose())?;
        match self.with_its_unit(Typed::new(EventName::OfferAccepted), reference, unit) {
            Ok(typed) => self.record(typed.maybe("expected", expected)),
            Err(not) => Ok(not),
        }
    }

    /// A hold or an offer ends, or an accepted offer.
    pub(in crate::doors) fn end_claim(
        self,
        reference: &str,
        unit: Option<&str>,
        (why, reason): (&str, Option<&str>),
    ) -> Result<Answer, Failure> {
        match self.with_its_unit(Typed::new(EventName::ClaimEnded), reference, unit) {
            Ok(typed) => self.record(typed.with("why", why).text("reason", reason)),
            Err(not) => Ok(not),
        }
    }

    fn until(&self, (until, minutes): (Option<&str>, Option<u32>)) -> Result<String, Failure> {
        if let Some(said) = until {
            return Ok(utc(usage(moments::future(said, self.at))?));
        }
        let allowed = self.door.estate.provider.register.hold_minutes;
        let seconds = i64::from(minutes.unwrap_or(allowed)) * 60;
        let until =
            self.at.as_second().checked_add(seconds).and_then(|at| Timestamp::from_second(at).ok());
        usage(until.map(utc).ok_or_else(|| "that is too many minutes".to_owned()))
    }
}
