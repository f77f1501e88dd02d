//! What could be recorded next of a household or a unit, by the very judge of what is recorded: whoever shows acts shows as
//! impossible what would be refused, and says the same reason.

use super::event::{Act, ClaimEnd, Closing, Entry, Event};
use super::form::Member;
use super::judge::judge;
use super::log::Log;
use super::state::Standing;
use super::why::Why;
use crate::base::domain::EventName;
use jiff::Timestamp;
use serde_json::Map;
use std::sync::Arc;

/// Something that may come next, with keys as good as any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Somebody tried to reach them, or their form is another.
    Contacted,
    /// The unit they have is offered.
    Offered,
    /// They say yes.
    Accepted,
    /// They say no.
    Declined,
    /// They arrive in the unit they have.
    Arrived,
    /// They did not come.
    NotArrived,
    /// The unit is let go.
    Released,
    /// The referral is closed without a unit of ours.
    Closed,
    /// They move, or it is known when they leave.
    Moved,
    /// Somebody joins them.
    Joined,
    /// They leave.
    Departed,
    /// The unit is ready.
    MadeReady,
    /// It is under repair from now on.
    VoidBegan,
    /// The repair is over.
    VoidEnded,
    /// It is closed.
    UnitClosed,
    /// It is opened.
    UnitOpened,
}

impl Next {
    /// Whether it is about the unit that the household has.
    pub(super) fn needs_a_claim(self) -> bool {
        use Next::{Accepted, Arrived, Declined, NotArrived, Offered, Released};
        matches!(self, Offered | Accepted | Declined | Arrived | NotArrived | Released)
    }

    /// The event that records it, and what it does.
    fn event(self) -> (EventName, Act) {
        use EventName as Name;
        let ended = |why| (Name::ClaimEnded, Act::ClaimEnded { why });
        match self {
            Self::Contacted => (Name::ContactAttempted, Act::Contacted),
            Self::Offered => (Name::Offered, Act::Offered { until: Timestamp::MAX }),
            Self::Accepted => (Name::OfferAccepted, Act::Accepted { expected: None }),
            Self::Declined => ended(ClaimEnd::OfOffer),
            Self::Arrived => (Name::Arrived, Act::Arrived),
            Self::NotArrived => ended(ClaimEnd::OfAccepted),
            Self::Released => ended(ClaimEnd::Any),
            Self::Closed => (Name::Withdrawn, Act::Closed(Closing::Withdrawn)),
            Self::Moved => (Name::Transferred, Act::Transferred),
            Self::Joined => {
                (Name::PersonJoined, Act::Joined(Arc::new(Member { id: None, was: None })))
            }
            Self::Departed => (Name::Departed, Act::Departed),
            Self::MadeReady => (Name::MadeReady, Act::MadeReady),
            Self::VoidBegan => (Name::VoidBegan, Act::VoidBegan { expected: None }),
            Self::VoidEnded => (Name::VoidEnded, Act::VoidEnded),
            Self::UnitClosed => (Name::UnitClosed, Act::UnitClosed),
            Self::UnitOpened => (Name::UnitOpened, Act::UnitOpened),
        }
    }
}

impl Log {
    /// Why something cannot come next of a household, of the unit it has, or of a unit; none: it can.
    pub fn why_not_next(
        &self,
        next: Next,
        (referral, unit): (Option<&str>, Option<&str>),
        at: Timestamp,
    ) -> Option<Why> {
        self.look(at, None, |state, notes| {
            if next.needs_a_claim() && unit.is_none() {
                let found = referral.and_then(|of| state.referral_named(of));
                let is_open = found.is_some_and(|of| state.referral(of).standing == Standing::Open);
                return Some(if is_open { Why::NotClaimed } else { Why::ReferralNotOpen });
            }
            judge(state, notes, &self.probe(next, (referral, unit), at)).err()
        })
    }

    /// The event as it would be recorded.
    fn probe(
        &self,
        next: Next,
        (referral, unit): (Option<&str>, Option<&str>),
        at: Timestamp,
    ) -> Entry {
        let seq = self.next_seq();
        let (name, act) = next.event();
        let event =
            Event { name, referral: referral.map(Arc::from), unit: unit.map(Arc::from), act };
        let content = Arc::new(Map::new());
        Entry {
            seq,
            recorded_at: at,
            at,
            corrects: None,
            request: None,
            place: seq,
            event,
            content,
        }
    }
}
