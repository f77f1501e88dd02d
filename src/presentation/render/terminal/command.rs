//! What can be done next, as it is typed: the one place of presentation that knows a command or a flag.

use crate::presentation::document::{Action, Verb};
use std::borrow::Cow;

/// An action within a sentence: "run again with --explain".
pub fn command(action: &Action) -> Cow<'static, str> {
    Cow::Borrowed(match action.verb {
        Verb::ShowEveryUnit => "run again with --explain",
        Verb::Recommend => "lintel recommend",
        Verb::AskOutlook => "lintel outlook",
        Verb::Allocate => "lintel allocate",
        Verb::SayWhoWaits => "give the list with --waiting",
        Verb::SayAccepted => "ask again with --accepted",
        Verb::SayDeclined => "ask again with --declined",
        Verb::ShowNumbers => "--format json",
        Verb::ShowAllPlans => "--format json has them",
        Verb::AllowMoreHistories => "--replications allows more",
    })
}
