//! The commands of a night: what happened goes into the register, each in one line, and says what is now so.
//!
//! What a command records and asks is a plain call of `tasks`; here is what was typed for it, and how it is answered. Not
//! here: what is possible (`service/register`), and every sentence (`wording/register`).

mod answering;
pub(super) mod args;
mod common;
mod event_args;
mod sanctuary_args;
mod support_args;

use super::{Failure, Said};
use crate::base::domain::EventName;
use crate::doors::files::Text;
use crate::doors::tasks::{Answer, Asked, Departure, Desk, Door, Person};
use answering::Way;
use args::{Act, Depart, Grant, Join, TurnAway};
use event_args::Told;
use jiff::Timestamp;
use sanctuary_args::Sanctuary;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, act: &Act) -> Result<Said, Failure> {
    let common = act.common();
    let form = match act {
        Act::Refer(args) => Some(Text::read(&args.form)?),
        Act::Amend(args) => Some(Text::read(&args.form)?),
        _ => None,
    };
    let register = common.whereabouts.open()?;
    let mut door = Door::open(data, register, common.estate.as_deref())?;
    let asked =
        Asked { at: common.at.as_deref(), by: &common.by, request: common.request.as_deref(), now };
    let desk = Desk::open(&mut door, asked)?;
    let way = Way { format: common.format, flags: common.whereabouts.flags() };
    match act {
        Act::History(args) => answering::history(desk, &args.of, &way),
        Act::Tonight(_) => answering::tonight(desk, &way),
        Act::Clocks(_) => Ok(answering::clocks(&desk, &way)),
        Act::Pathways(args) => answering::pathways(&desk, args.reference.as_deref(), &way),
        act => answering::answer(recorded(desk, act, form)?, &way),
    }
}

/// Records what was typed.
fn recorded(desk: Desk<'_>, act: &Act, form: Option<Text>) -> Result<Answer, Failure> {
    match (act, form) {
        (Act::Refer(_), Some(form)) => desk.refer(form),
        (Act::Amend(_), Some(form)) => desk.amend(form),
        (Act::Contact(args), _) => desk.contact(&args.reference, args.how.as_deref(), args.reached),
        (Act::TurnAway(args), _) => turn_away(desk, args),
        (Act::PlaceElsewhere(args), _) => desk.place_elsewhere(&args.reference, &args.place),
        (Act::Withdraw(args), _) => desk.withdraw(&args.reference, args.reason.as_deref()),
        (Act::Duplicate(args), _) => desk.duplicate(&args.reference, &args.of),
        (Act::Grant(args), _) => grant(desk, args),
        (Act::Note(args), _) => desk.note(&args.about, &args.text),
        (Act::Void(args), _) => {
            desk.void(&args.unit, args.reason.as_deref(), args.expected.as_deref())
        }
        (Act::VoidEnd(args), _) => desk.of_unit(&args.unit, EventName::VoidEnded),
        (Act::MadeReady(args), _) => desk.of_unit(&args.unit, EventName::MadeReady),
        (Act::OpenUnit(args), _) => desk.of_unit(&args.unit, EventName::UnitOpened),
        (Act::CloseUnit(args), _) => desk.of_unit(&args.unit, EventName::UnitClosed),
        (Act::Correct(args), _) => desk.correct(args.seq, &args.changes),
        (Act::Annul(args), _) => desk.annul(args.seq, args.reason.as_deref()),
        (Act::Erase(args), _) => desk.erase(&args.reference, args.ordered, args.reason.as_deref()),
        (Act::Sanctuary(Sanctuary::End(args)), _) => {
            let asks = (args.what.not_safe, args.what.new_reference.as_deref());
            desk.end_sanctuary(&args.reference, args.what.reason.as_deref(), asks)
        }
        (Act::Sanctuary(of), _) => tell(desk, of.told()),
        (Act::SecondStage(of), _) => tell(desk, of.told()),
        (Act::Floating(of), _) => tell(desk, of.told()),
        (Act::Counselling(of), _) => tell(desk, of.told()),
        (Act::Budget(of), _) => tell(desk, of.told()),
        (Act::Support(of), _) => tell(desk, of.told()),
        (Act::Service(of), _) => tell(desk, of.told()),
        (act, _) => of_a_unit(desk, act),
    }
}

/// A unit and a household: claimed, moved into, left.
fn of_a_unit(desk: Desk<'_>, act: &Act) -> Result<Answer, Failure> {
    match act {
        Act::Hold(args) => {
            desk.hold(&args.reference, &args.unit, (args.until.as_deref(), args.minutes))
        }
        Act::Offer(args) => {
            let until = (args.until.as_deref(), args.minutes);
            desk.offer(&args.reference, args.unit.as_deref(), until)
        }
        Act::Accept(args) => {
            desk.accept(&args.reference, args.unit.as_deref(), args.expected.as_deref())
        }
        Act::EndClaim(args) => {
            let why = (&*args.why, args.reason.as_deref());
            desk.end_claim(&args.reference, args.unit.as_deref(), why)
        }
        Act::Arrive(args) => desk.arrive(&args.reference, args.unit.as_deref()),
        Act::Depart(args) => depart(desk, args),
        Act::Transfer(args) => desk.transfer(&args.reference, &args.unit, args.reason.as_deref()),
        Act::ExpectDeparture(args) => desk.expect_departure(&args.reference, &args.on),
        Act::Join(args) => join(desk, args),
        Act::Leave(args) => desk.leave(&args.reference, &args.id, args.reason.as_deref()),
        _ => Err(Failure::Usage("this command records nothing".to_owned())),
    }
}

fn tell(desk: Desk<'_>, told: Told<'_>) -> Result<Answer, Failure> {
    desk.tell(told.event, told.reference, told.keys)
}

fn turn_away(desk: Desk<'_>, args: &TurnAway) -> Result<Answer, Failure> {
    desk.turn_away(&args.reference, &args.reason, (&args.barrier, args.would_take_if_free))
}

fn grant(desk: Desk<'_>, args: &Grant) -> Result<Answer, Failure> {
    let by = (args.role.as_deref(), args.reason.as_deref());
    desk.grant((&args.reference, &args.unit), &args.rules, !args.refuse, by)
}

fn depart(desk: Desk<'_>, args: &Depart) -> Result<Answer, Failure> {
    let left = Departure {
        because: &args.because,
        to: args.to.as_deref(),
        planned: args.planned,
        independent: args.independent,
    };
    desk.depart(&args.reference, left)
}

fn join(desk: Desk<'_>, args: &Join) -> Result<Answer, Failure> {
    let person = Person {
        role: &args.role,
        age: &args.age,
        sex: &args.sex,
        id: args.id.as_deref(),
        was: args.was.as_deref(),
    };
    desk.join(&args.reference, person)
}
