//! Units on their way to a household: held, offered, accepted, let go.

use super::args::{Accept, EndClaim, Hold, Offer};
use super::moments;
use super::record::{Asked, until, usage};
use super::typed::Typed;
use crate::doors::cli::{Failure, Said};

pub(super) fn hold(asked: &Asked<'_>, args: &Hold) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let until = until(&desk, args.until.as_deref(), args.minutes)?;
    let unit = desk.door.unit_named(&args.unit);
    desk.record(Typed::new("held").of(&args.reference).on(&unit).with("until", until))
}

pub(super) fn offer(asked: &Asked<'_>, args: &Offer) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let until = until(&desk, args.until.as_deref(), args.minutes)?;
    let unit = desk.unit_of(&args.reference, args.unit.as_deref())?;
    desk.record(Typed::new("offered").of(&args.reference).on(&unit).with("until", until))
}

pub(super) fn accept(asked: &Asked<'_>, args: &Accept) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.unit_of(&args.reference, args.unit.as_deref())?;
    let expected = args.expected.as_deref().map(|said| moments::expected(said, desk.at));
    let expected = usage(expected.transpose())?;
    let typed = Typed::new("offer_accepted").of(&args.reference).on(&unit);
    desk.record(typed.maybe("expected", expected))
}

pub(super) fn end_claim(asked: &Asked<'_>, args: &EndClaim) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.unit_of(&args.reference, args.unit.as_deref())?;
    let typed = Typed::new("claim_ended").of(&args.reference).on(&unit);
    desk.record(typed.with("why", args.why.clone()).text("reason", args.reason.as_deref()))
}
