//! What can be done next, as it is named in a browser and where it leads.

use super::telling::telling;
use crate::presentation::document::{Act, Action, Verb};
use std::borrow::Cow;
use std::fmt::Debug;

/// How an action is taken in a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// By going somewhere.
    Link(String),
    /// By a button of a form of the page: the form's id, and the name and value that it sends.
    Button {
        /// The form.
        form: String,
        /// What the value is called.
        name: String,
        /// What is sent.
        value: String,
    },
}

/// Where actions and units lead.
pub trait Links: Debug {
    /// How an action is taken; none: it cannot be taken here, and is only named.
    fn way(&self, action: &Action) -> Option<Way>;
    /// The page of a unit.
    fn unit(&self, _name: &str) -> Option<String> {
        None
    }
    /// The page of a household.
    fn household(&self, _reference: &str) -> Option<String> {
        None
    }
}

/// A page that leads nowhere.
#[derive(Debug, Clone, Copy)]
pub struct NoLinks;

impl Links for NoLinks {
    fn way(&self, _action: &Action) -> Option<Way> {
        None
    }
}

/// An action within a sentence: "show every unit".
pub fn label(action: &Action) -> Cow<'static, str> {
    Cow::Borrowed(match action.verb {
        Verb::ShowEveryUnit => "why, and why not, unit by unit",
        Verb::Recommend => "the recommendation",
        Verb::AskOutlook => "the outlook",
        Verb::Allocate => "the allocation",
        Verb::SayWhoWaits => "say who else waits",
        Verb::SayAccepted => "record that they accept",
        Verb::SayDeclined => "record that they decline",
        Verb::SayGranted => "record what was decided",
        Verb::ShowNumbers => "the table of numbers",
        Verb::ShowAllPlans => "the table has them",
        Verb::AllowMoreHistories => "more can be allowed",
        Verb::GiveOwnStay => "Give your own",
        Verb::TryAnotherSeed => "Run it again with another seed",
        Verb::SimulateMore => "Simulate more histories",
        Verb::SayWhen => "Leave the time empty for now, or say when it was: yesterday 21:50",
        Verb::GiveLaterEnd => "Give a later end",
        Verb::SayUnsafe => "tick that it is not",
        Verb::SeeNumbers => "what was recorded, on the page of the household or the unit",
        Verb::AskAnew => "Open the page anew, and tap again",
        Verb::SeeTonight => "tonight",
        Verb::SeeHistory => "the history",
        Verb::SeeClocks => "the clocks",
        Verb::SeePathways => "their support",
        Verb::Record(act) => recording(act),
    })
}

fn recording(act: Act) -> &'static str {
    match act {
        Act::Refer => "record a referral",
        Act::Amend => "change the form",
        Act::Hold => "hold the unit",
        Act::Offer => "offer the unit",
        Act::Accept => "record that they accept",
        Act::EndClaim => "end the claim",
        Act::Decline => "record that they decline",
        Act::NotArrived => "record that they did not come",
        Act::Arrive => "record that they arrived",
        Act::Transfer => "record that they moved",
        Act::Depart => "record that they left",
        Act::TurnAway => "turn away, with the reason",
        Act::Duplicate => "close one as a duplicate",
        Act::Grant => "record the decision",
        Act::MadeReady => "record that it is ready",
        Act::VoidEnd => "record that the repair is over",
        Act::OpenUnit => "open the unit",
        Act::Leave => "record who left",
        Act::Correct => "correct the event",
        Act::Annul => "take the event away",
        Act::Erase => "erase by order",
        Act::Tell(event) => telling(event),
    }
}
