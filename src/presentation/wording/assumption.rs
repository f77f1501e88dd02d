//! What an outlook takes to be so, each thing in a sentence.

use crate::desk::outlook::{Assumption, OthersWait, OutlookReading, SaidBy};
use crate::inputs::evidence::Provenance;
use crate::inputs::scenario::Order;
use crate::presentation::document::{Action, Text, Verb, text};

/// Something that is taken to be so.
pub fn assumption(what: &Assumption) -> Text {
    match what {
        Assumption::Leaving => "Residents leave as the scenario assumes, the time each has stayed already taken into account. Nobody here knows who will leave, or when.".into(),
        Assumption::Order(order, waiting) => in_order(*order, *waiting),
        Assumption::OthersWait(wait) => others_wait(*wait).into(),
        Assumption::Outstayed(residents) => format!("Residents who have stayed longer than any stay the scenario knows ({residents}) are not counted on to leave.").into(),
        Assumption::ListStillHolds => {
            "Nobody has come or left since the list of who lives where was made.".into()
        }
        Assumption::ListIsRight => {
            "The list of who lives where, whose age is not known, is right.".into()
        }
        Assumption::HomesComeAtRandom => "Homes to move on to come at random, and go to whoever has been ready longest. Who is ready is a guess from how long each has stayed.".into(),
        Assumption::StandsEmpty(nights, by) => stands_empty(*nights, *by).into(),
        Assumption::BorrowedFrom(estate) => format!("The scenario was written for another estate ({}): how many ask and how long they stay is taken from there.", quoted(estate)).into(),
        Assumption::ApartStay => {
            "Anybody to be kept apart is taken to stay where they are for the fortnight.".into()
        }
        Assumption::Intervals(histories) => format!("The intervals say what {histories} simulated fortnights allow, 95 times in 100. They do not say how wrong the assumptions may be; the readings show part of it.").into(),
    }
}

fn in_order(order: Order, waiting: Option<(usize, usize)>) -> Text {
    let order = match order {
        Order::Priority => {
            "Danger now comes first, then high risk (DASH 14 or more, or not asked), then who asked first."
        }
        Order::Arrival => "Whoever asked first comes first.",
    };
    match waiting {
        None => {
            text![order, " Nobody else is known to wait: ", Action::new(Verb::SayWhoWaits), ".",]
        }
        Some((before, after)) => {
            text![order, format!(" Waiting before this household: {before}; after it: {after}.")]
        }
    }
}

fn others_wait(wait: OthersWait) -> String {
    match wait {
        OthersWait::SoManyDays(days) => format!(
            "Others go on asking; those who find nothing wait {days} days on average before they give up. This household waits the whole fortnight."
        ),
        OthersWait::Throughout => "Others go on asking, and those who find nothing wait as this household does: nobody gives up within the fortnight.".to_owned(),
        OthersWait::AlthoughNobodyDoes => "Others go on asking. The scenario has nobody wait; here those who find nothing wait as this household does, and nobody gives up within the fortnight, so the chance is told rather too low.".to_owned(),
    }
}

fn stands_empty(nights: u32, by: SaidBy) -> String {
    let night = if nights == 1 { "night" } else { "nights" };
    let who = match by {
        SaidBy::Provider => "the provider",
        SaidBy::Scenario => "the scenario",
    };
    format!(
        "Once somebody leaves, a unit stands empty for {nights} {night} before it can be offered, as {who} says."
    )
}

/// How many others are expected in one reading, and how well its numbers are known.
pub(super) fn of_a_reading(reading: &OutlookReading) -> Text {
    let count =
        |standing| reading.numbers.iter().filter(|number| number.standing == standing).count();
    let name = match &*reading.reading {
        "" => reading.scenario.clone(),
        name => format!("{}, reading {}", reading.scenario, quoted(name)),
    };
    text![
        format!(
            "{name}: about {:.0} others ask in a fortnight. Of its numbers used here {} are assumed, {} derived and {} published; ",
            reading.others_ask,
            count(Provenance::Assumed),
            count(Provenance::Derived),
            count(Provenance::Published)
        ),
        Action::new(Verb::ShowNumbers),
        " lists each with its source.",
    ]
}

/// A name in quotation marks.
pub(super) fn quoted(name: &str) -> String {
    format!("\u{201c}{name}\u{201d}")
}
