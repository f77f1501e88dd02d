//! Why an event is refused, in the order in which reasons are looked for.

use serde::Serialize;
use strum::{Display, IntoStaticStr, VariantArray};

/// A reason for refusing an event (contracts section 10); of several the first counts.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Display,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Why {
    /// There is no such event.
    UnknownEvent,
    /// A key that is needed is missing.
    MissingKey,
    /// A time cannot be read: whole seconds with an offset, such as 2026-11-20T21:50:00Z.
    BadTime,
    /// A key is not known here, or its value is not one it may have.
    BadValue,
    /// This request was recorded before, with other content.
    RequestConflict,
    /// The number does not follow the one before.
    SeqGap,
    /// It was recorded before the event that precedes it.
    RecordedOrder,
    /// It had not happened when it was recorded.
    Future,
    /// There is no such event to correct.
    CorrectsUnknown,
    /// The event to correct no longer stands: it was corrected or taken away.
    Stale,
    /// No such referral was known then.
    UnknownReferral,
    /// The estate had no such unit then.
    UnknownUnit,
    /// This reference is another referral's.
    ReferenceTaken,
    /// The form is not a referral: `lintel check` says what is wrong with it.
    BadForm,
    /// The earlier referral it names is not known.
    RepeatOfUnknown,
    /// This household has a referral open or lives here: amend that, or close this one as a duplicate.
    HouseholdIsOpen,
    /// The referral was not open then.
    ReferralNotOpen,
    /// The household did not live here then.
    NotLivingHere,
    /// The unit was closed.
    UnitClosed,
    /// Somebody lived in the unit.
    UnitLivedIn,
    /// The unit was under repair.
    UnitVoid,
    /// The unit was claimed.
    UnitClaimed,
    /// The unit was being made ready.
    UnitBeingMadeReady,
    /// The household has a claim already.
    HasClaim,
    /// It would end before it begins.
    UntilPast,
    /// A hold may not last so long.
    HoldTooLong,
    /// The household had no claim on this unit then.
    NotClaimed,
    /// The unit was not on offer to the household then.
    NotOffered,
    /// No offer of this unit had been accepted.
    NotAccepted,
    /// There is nobody of that name.
    UnknownPerson,
    /// Somebody of that name is there already.
    PersonTaken,
    /// The unit was not closed.
    NotClosed,
    /// The unit was not under repair.
    NotVoid,
    /// The unit was under repair already.
    AlreadyVoid,
    /// The unit was not being made ready.
    NotInTurnaround,
    /// It is too early to erase this household, unless it is ordered.
    TooEarly,
    /// This account may not record it.
    NotAllowed,
    /// Somebody's life is in danger now.
    LifeInDanger,
    /// What must come before is missing.
    NotYet,
    /// It was not running then.
    NotRunning,
    /// There is not so much left.
    OverBudget,
    /// Something that was recorded afterwards would then have been impossible.
    BreaksLater,
}

impl Why {
    /// All reasons, in order.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// Its word in answers.
    pub fn word(self) -> &'static str {
        self.into()
    }
}
