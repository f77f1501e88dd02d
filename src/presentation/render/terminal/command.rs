//! What can be done next, as it is typed: the one place of presentation that knows a command or a flag.

use super::telling::telling;
use crate::presentation::document::{Act, Action, Verb};
use std::borrow::Cow;

/// An action within a sentence: "run again with --explain", "lintel hold R-0417 Larch-1".
pub fn command(action: &Action) -> Cow<'static, str> {
    Cow::Borrowed(match action.verb {
        Verb::ShowEveryUnit => "run again with --explain",
        Verb::Recommend => return about(action, "recommend", ""),
        Verb::AskOutlook => "lintel outlook",
        Verb::Allocate => "lintel allocate",
        Verb::SayWhoWaits => "give the list with --waiting",
        Verb::SayAccepted => "ask again with --accepted",
        Verb::SayDeclined => "ask again with --declined",
        Verb::SayGranted => "ask again with --granted",
        Verb::ShowNumbers => "--format json",
        Verb::ShowAllPlans => "--format json has them",
        Verb::AllowMoreHistories => "--replications allows more",
        Verb::GiveOwnStay => "Give your own with --stay-days",
        Verb::TryAnotherSeed => "Run it again with --seed",
        Verb::SimulateMore => "Give more --replications",
        Verb::SayWhen => "Leave --at out for now, or say when it was: --at \"yesterday 21:50\"",
        Verb::GiveLaterEnd => "Give a later --until",
        Verb::SayUnsafe => "add --unsafe",
        Verb::SeeNumbers => "lintel history, of a REFERENCE or of a UNIT",
        Verb::AskAnew => "Leave --request out, or give a new one",
        Verb::SeeTonight => "lintel tonight",
        Verb::SeeClocks => "lintel clocks",
        Verb::SeePathways => return about(action, "pathways", ""),
        Verb::SeeHistory => return about(action, "history", ""),
        Verb::Record(act) => {
            let (name, flags) = recording(act);
            return about(action, name, flags);
        }
    })
}

/// The command that records something, and what stands behind whom it is about.
fn recording(act: Act) -> (&'static str, &'static str) {
    match act {
        Act::Refer => ("refer FORM", ""),
        Act::Amend => ("amend FORM", ""),
        Act::Hold => ("hold", ""),
        Act::Offer => ("offer", ""),
        Act::Accept => ("accept", ""),
        Act::EndClaim => ("end-claim", ""),
        Act::Decline => ("end-claim", " --why declined"),
        Act::NotArrived => ("end-claim", " --why not_arrived"),
        Act::Arrive => ("arrive", ""),
        Act::Transfer => ("transfer", ""),
        Act::Depart => ("depart", ""),
        Act::TurnAway => ("turn-away", ""),
        Act::Duplicate => ("duplicate", ""),
        Act::Grant => ("grant", ""),
        Act::MadeReady => ("made-ready", ""),
        Act::VoidEnd => ("void-end", ""),
        Act::OpenUnit => ("open-unit", ""),
        Act::Leave => ("leave", " PERSON"),
        Act::Correct => ("correct", " KEY=VALUE"),
        Act::Annul => ("annul", ""),
        Act::Erase => ("erase", " --ordered"),
        Act::Tell(event) => telling(event),
    }
}

/// The same, where commands need flags besides; what is added to a command that was typed needs none.
pub fn typed(action: &Action, flags: &str) -> Cow<'static, str> {
    let said = command(action);
    if flags.is_empty() || !said.starts_with("lintel ") {
        said
    } else {
        Cow::Owned(format!("{said}{flags}"))
    }
}

fn about(action: &Action, name: &str, flags: &str) -> Cow<'static, str> {
    let word =
        |word: &Option<String>| word.as_ref().map_or(String::new(), |word| format!(" {word}"));
    let event = action.event.map_or(String::new(), |seq| format!(" {seq}"));
    let unit = match (&action.unit, action.verb) {
        // Which one is for whoever types it to say.
        (None, Verb::Record(Act::Hold | Act::Arrive | Act::Transfer)) => " UNIT".to_owned(),
        (unit, _) => word(unit),
    };
    Cow::Owned(format!("lintel {name}{}{unit}{event}{flags}", word(&action.reference)))
}
