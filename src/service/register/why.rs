//! Why an event is refused, in the order in which reasons are looked for.

use serde::{Serialize, Serializer};
use std::fmt;

macro_rules! whys {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $text:literal;)+) => {
        /// A reason for refusing an event (contracts section 10); of several the first counts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Why {
            $(#[doc = $text] $name,)+
        }

        impl Why {
            /// All reasons, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its word in answers.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),+ }
            }

            /// What it means, as the rest of a sentence.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text),+ }
            }
        }
    };
}

whys! {
    UnknownEvent = "unknown_event", "there is no such event";
    MissingKey = "missing_key", "a key that is needed is missing";
    BadTime = "bad_time", "a time cannot be read: whole seconds with an offset, such as 2026-11-20T21:50:00Z";
    BadValue = "bad_value", "a key is not known here, or its value is not one it may have";
    RequestConflict = "request_conflict", "this request was recorded before, with other content";
    SeqGap = "seq_gap", "the number does not follow the one before";
    RecordedOrder = "recorded_order", "it was recorded before the event that precedes it";
    Future = "future", "it had not happened when it was recorded";
    CorrectsUnknown = "corrects_unknown", "there is no such event to correct";
    Stale = "stale", "the event to correct no longer stands: it was corrected or taken away";
    UnknownReferral = "unknown_referral", "no such referral was known then";
    UnknownUnit = "unknown_unit", "the estate had no such unit then";
    ReferenceTaken = "reference_taken", "this reference is another referral's";
    BadForm = "bad_form", "the form is not a referral: `lintel check` says what is wrong with it";
    RepeatOfUnknown = "repeat_of_unknown", "the earlier referral it names is not known";
    HouseholdIsOpen = "household_is_open", "this household has a referral open or lives here: amend that, or close this one as a duplicate";
    ReferralNotOpen = "referral_not_open", "the referral was not open then";
    NotLivingHere = "not_living_here", "the household did not live here then";
    UnitClosed = "unit_closed", "the unit was closed";
    UnitLivedIn = "unit_lived_in", "somebody lived in the unit";
    UnitVoid = "unit_void", "the unit was under repair";
    UnitClaimed = "unit_claimed", "the unit was claimed";
    UnitBeingMadeReady = "unit_being_made_ready", "the unit was being made ready";
    HasClaim = "has_claim", "the household has a claim already";
    UntilPast = "until_past", "it would end before it begins";
    HoldTooLong = "hold_too_long", "a hold may not last so long";
    NotClaimed = "not_claimed", "the household had no claim on this unit then";
    NotOffered = "not_offered", "the unit was not on offer to the household then";
    NotAccepted = "not_accepted", "no offer of this unit had been accepted";
    UnknownPerson = "unknown_person", "there is nobody of that name";
    PersonTaken = "person_taken", "somebody of that name is there already";
    NotClosed = "not_closed", "the unit was not closed";
    NotVoid = "not_void", "the unit was not under repair";
    AlreadyVoid = "already_void", "the unit was under repair already";
    NotInTurnaround = "not_in_turnaround", "the unit was not being made ready";
    TooEarly = "too_early", "it is too early to erase this household, unless it is ordered";
    NotAllowed = "not_allowed", "this account may not record it";
    LifeInDanger = "life_in_danger", "somebody's life is in danger now";
    NotYet = "not_yet", "what must come before is missing";
    NotRunning = "not_running", "it was not running then";
    OverBudget = "over_budget", "there is not so much left";
    BreaksLater = "breaks_later", "something that was recorded afterwards would then have been impossible";
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
