//! Why an event is refused, or cannot be recorded now, in words.

use crate::service::register::Why;

/// What a reason means, as the rest of a sentence.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::UnknownEvent => "there is no such event",
        Why::MissingKey => "a key that is needed is missing",
        Why::BadTime => {
            "a time cannot be read: whole seconds with an offset, such as 2026-11-20T21:50:00Z"
        }
        Why::BadValue => "a key is not known here, or its value is not one it may have",
        Why::RequestConflict => "this request was recorded before, with other content",
        Why::SeqGap => "the number does not follow the one before",
        Why::RecordedOrder => "it was recorded before the event that precedes it",
        Why::Future => "it had not happened when it was recorded",
        Why::CorrectsUnknown => "there is no such event to correct",
        Why::Stale => "the event to correct no longer stands: it was corrected or taken away",
        Why::UnknownReferral => "no such referral was known then",
        Why::UnknownUnit => "the estate had no such unit then",
        Why::ReferenceTaken => "this reference is another referral's",
        Why::BadForm => {
            "the form is not a referral, something in it cannot be read, or its reference is not that of the event"
        }
        Why::RepeatOfUnknown => "the earlier referral it names is not known",
        Why::HouseholdIsOpen => {
            "this household has a referral open or lives here: amend that, or close this one as a duplicate"
        }
        Why::ReferralNotOpen => "the referral was not open then",
        Why::NotLivingHere => "the household did not live here then",
        Why::UnitClosed => "the unit was closed",
        Why::UnitLivedIn => "somebody lived in the unit",
        Why::UnitVoid => "the unit was under repair",
        Why::UnitClaimed => "the unit was claimed",
        Why::UnitBeingMadeReady => "the unit was being made ready",
        Why::HasClaim => "the household has a claim already",
        Why::UntilPast => "it would end before it begins",
        Why::HoldTooLong => "a hold may not last so long",
        Why::NotClaimed => "the household had no claim on this unit then",
        Why::NotOffered => "the unit was not on offer to the household then",
        Why::NotAccepted => "no offer of this unit had been accepted",
        Why::UnknownPerson => "there is nobody of that name",
        Why::PersonTaken => "somebody of that name is there already",
        Why::NotClosed => "the unit was not closed",
        Why::NotVoid => "the unit was not under repair",
        Why::AlreadyVoid => "the unit was under repair already",
        Why::NotInTurnaround => "the unit was not being made ready",
        Why::TooEarly => "it is too early to erase this household, unless it is ordered",
        Why::NotAllowed => "this account may not record it",
        Why::LifeInDanger => "somebody's life is in danger now",
        Why::NotYet => "what must come before is missing",
        Why::NotRunning => "it was not running then",
        Why::OverBudget => "there is not so much left",
        Why::BreaksLater => {
            "something that was recorded afterwards would then have been impossible"
        }
    }
}

/// Why something cannot be recorded now, after "They have arrived:". [`why`] speaks of whenever it is said to have happened.
pub fn why_not_now(reason: Why) -> &'static str {
    match reason {
        Why::ReferralNotOpen => "the referral is not open",
        Why::NotLivingHere => "they do not live here",
        Why::UnitClosed => "the unit is closed",
        Why::UnitLivedIn => "somebody lives in the unit",
        Why::UnitVoid => "the unit is under repair",
        Why::UnitClaimed => "the unit is claimed",
        Why::UnitBeingMadeReady => "the unit is being made ready",
        Why::HasClaim => "they have a claim already",
        Why::NotClaimed => "they have no claim on a unit",
        Why::NotOffered => "no unit is on offer to them",
        Why::NotAccepted => "they have accepted no offer",
        Why::NotClosed => "the unit is not closed",
        Why::NotVoid => "the unit is not under repair",
        Why::AlreadyVoid => "the unit is under repair already",
        Why::NotInTurnaround => "the unit is not being made ready",
        Why::NotYet => "what comes before it is not recorded",
        Why::NotRunning => "it has not begun, or has ended",
        Why::OverBudget => "nothing is left to spend",
        reason => why(reason),
    }
}

/// Why an act cannot be recorded for which a person has to be chosen.
pub const NOBODY_TO_CHOOSE: &str = "who they are is not recorded yet: see or change the form";

/// And one for which a unit has to be chosen.
pub const NO_UNIT_TO_CHOOSE: &str = "no unit is free";
