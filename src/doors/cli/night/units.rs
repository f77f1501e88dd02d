//! Units themselves: under repair, ready, opened, closed.

use super::args::{OfUnit, Void};
use super::moments;
use super::record::{Asked, usage};
use super::typed::Typed;
use crate::doors::cli::{Failure, Said};

pub(super) fn void(asked: &Asked<'_>, args: &Void) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let expected = args.expected.as_deref().map(|said| moments::expected(said, desk.at));
    let expected = usage(expected.transpose())?;
    let typed = Typed::new("void_began").on(&desk.door.unit_named(&args.unit));
    desk.record(typed.text("reason", args.reason.as_deref()).maybe("expected", expected))
}

/// What has no more to say than which unit.
pub(super) fn act(asked: &Asked<'_>, args: &OfUnit, event: &str) -> Result<Said, Failure> {
    let desk = asked.open()?;
    let unit = desk.door.unit_named(&args.unit);
    desk.record(Typed::new(event).on(&unit))
}
