//! What somebody can do next: at a terminal a command, in a browser a button or a link.

use crate::base::domain::EventName;

/// What there is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verb {
    /// Show every unit with what speaks for and against it.
    ShowEveryUnit,
    /// Ask which unit to offer.
    Recommend,
    /// Ask when a unit may come free.
    AskOutlook,
    /// Ask who may have what, of several who ask.
    Allocate,
    /// Say who else waits.
    SayWhoWaits,
    /// Say that a household accepted.
    SayAccepted,
    /// Say that a household declined.
    SayDeclined,
    /// Say that somebody who may decide has agreed.
    SayGranted,
    /// See every number with its source.
    ShowNumbers,
    /// Allow more histories than a forecast was allowed.
    AllowMoreHistories,
    /// See every plan of a family.
    ShowAllPlans,
    /// Say how long a household stays on average.
    GiveOwnStay,
    /// Run again with other random numbers.
    TryAnotherSeed,
    /// Run again with more histories.
    SimulateMore,
    /// Say when something happened.
    SayWhen,
    /// Say that something ends later.
    GiveLaterEnd,
    /// Say that home is no longer safe.
    SayUnsafe,
    /// See the numbers of what was recorded.
    SeeNumbers,
    /// Ask anew, as another request.
    AskAnew,
    /// Say what happened in the register.
    Record(Act),
    /// See the handover sheet.
    SeeTonight,
    /// See what was recorded of a household or a unit.
    SeeHistory,
    /// See which clocks run, and which are late.
    SeeClocks,
    /// See a household's support, or everybody's.
    SeePathways,
}

/// What can be recorded next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// A household asks.
    Refer,
    /// A form is another now.
    Amend,
    /// A unit is kept for a household for a while.
    Hold,
    /// It is offered.
    Offer,
    /// The offer is accepted.
    Accept,
    /// The claim ends, whatever it was.
    EndClaim,
    /// The household says no.
    Decline,
    /// It did not come.
    NotArrived,
    /// It moved in.
    Arrive,
    /// It moved to another unit.
    Transfer,
    /// It left.
    Depart,
    /// It is refused.
    TurnAway,
    /// It is the same referral as another.
    Duplicate,
    /// Somebody decided.
    Grant,
    /// The unit is ready.
    MadeReady,
    /// The repair is over.
    VoidEnd,
    /// The unit is opened.
    OpenUnit,
    /// Somebody leaves a household that stays.
    Leave,
    /// Another event stands in the place of one that was wrong.
    Correct,
    /// An event that did not happen is taken away.
    Annul,
    /// What a household told is erased, by order.
    Erase,
    /// An event of support or a pathway.
    Tell(EventName),
}

/// Something to do next, about whom and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What.
    pub verb: Verb,
    /// The household it is about; none: the one on the page, or all of them.
    pub reference: Option<String>,
    /// The unit it is about.
    pub unit: Option<String>,
    /// The event it is about, by its number.
    pub event: Option<u64>,
}

impl Action {
    /// About whoever the page is about.
    pub fn new(verb: Verb) -> Self {
        Self { verb, reference: None, unit: None, event: None }
    }

    /// The same, about a household.
    #[must_use]
    pub fn of(self, reference: &str) -> Self {
        Self { reference: Some(reference.to_owned()), ..self }
    }

    /// The same, about a unit.
    #[must_use]
    pub fn on(self, unit: &str) -> Self {
        Self { unit: Some(unit.to_owned()), ..self }
    }

    /// The same, about an event.
    #[must_use]
    pub fn about(self, event: u64) -> Self {
        Self { event: Some(event), ..self }
    }
}
