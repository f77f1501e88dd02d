//! The commands of a night: what happened goes into the register, each in one line, and says what is now so.
//!
//! A family a file: `referrals`, `claims`, `stays`, `units`, `decisions`, `changes` make events of what was typed;
//! `record` records them; `tonight` and `history` show what was. Not here: what is possible (`service/register`), and
//! every sentence (`wording/register`).

pub(super) mod args;
mod changes;
mod claims;
mod decisions;
mod door;
mod forms;
mod history;
mod moments;
mod record;
mod referrals;
mod stays;
mod tonight;
mod typed;
mod units;

use super::{Failure, Said};
use args::Act;
use jiff::Timestamp;
use std::path::Path;

pub(super) fn run(data: &Path, now: Timestamp, act: &Act) -> Result<Said, Failure> {
    let asked = record::Asked { data, now, common: act.common() };
    match act {
        Act::Refer(args) => referrals::refer(&asked, args),
        Act::Amend(args) => referrals::amend(&asked, args),
        Act::Contact(args) => referrals::contact(&asked, args),
        Act::TurnAway(args) => referrals::turn_away(&asked, args),
        Act::PlaceElsewhere(args) => referrals::place_elsewhere(&asked, args),
        Act::Withdraw(args) => referrals::withdraw(&asked, args),
        Act::Duplicate(args) => referrals::duplicate(&asked, args),
        Act::Hold(args) => claims::hold(&asked, args),
        Act::Offer(args) => claims::offer(&asked, args),
        Act::Accept(args) => claims::accept(&asked, args),
        Act::EndClaim(args) => claims::end_claim(&asked, args),
        Act::Arrive(args) => stays::arrive(&asked, args),
        Act::Depart(args) => stays::depart(&asked, args),
        Act::Transfer(args) => stays::transfer(&asked, args),
        Act::ExpectDeparture(args) => stays::expect_departure(&asked, args),
        Act::Join(args) => stays::join(&asked, args),
        Act::Leave(args) => stays::leave(&asked, args),
        Act::Grant(args) => decisions::grant(&asked, args),
        Act::Note(args) => decisions::note(&asked, args),
        Act::Void(args) => units::void(&asked, args),
        Act::VoidEnd(args) => units::act(&asked, args, "void_ended"),
        Act::MadeReady(args) => units::act(&asked, args, "made_ready"),
        Act::OpenUnit(args) => units::act(&asked, args, "unit_opened"),
        Act::CloseUnit(args) => units::act(&asked, args, "unit_closed"),
        Act::Correct(args) => changes::correct(&asked, args),
        Act::Annul(args) => changes::annul(&asked, args),
        Act::Erase(args) => changes::erase(&asked, args),
        Act::History(args) => history::run(&asked, args),
        Act::Tonight(_) => tonight::run(&asked),
    }
}
