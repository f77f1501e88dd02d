//! What is missing or odd, in words.

use crate::service::returns::Odd;

/// What is to be looked at.
pub fn odd(what: Odd) -> &'static str {
    match what {
        Odd::NoSupport => "lives here, and no support was recorded in the last 30 nights",
        Odd::LeftForOther => "left for \"other\": is one of the return's own reasons meant?",
        Odd::PlannedDeath => "died, and the departure is said to be planned or independence",
        Odd::NoReason => "turned away without a reason: it is in no reason of line viii",
        Odd::PeopleNotKnown => "carried in, and nobody has said who belongs to the household",
        Odd::AgeNotKnown => "age not known",
        Odd::TraitsNotKnown => "ethnicity, disability and sexuality not known",
        Odd::NeedsNotKnown => "support needs never recorded",
        Odd::LongOpen => "open for more than 30 days",
        Odd::NeverEnded => {
            "second stage or sanctuary still counted, though the referral was closed, or the household died or was erased: record its end, as of then"
        }
        Odd::NoStaff => "no staff recorded: line vii is not known",
        Odd::NotOver => "the period is not over: figures will change",
    }
}
