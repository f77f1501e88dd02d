//! Names of events: each is written here and nowhere else.
//!
//! Not here: which keys an event has (`register/keys`), and what a person is told of it (`presentation`).

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use strum::{EnumString, IntoStaticStr};

/// The name of an event of contracts sections 10 and 11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EventName {
    /// The provider's units, as its files have them.
    EstateRecorded,
    /// Who lived there when the register began.
    CarriedIn,
    /// A referral came in.
    ReferralReceived,
    /// Its form was changed.
    ReferralAmended,
    /// Somebody tried to reach the household.
    ContactAttempted,
    /// Something was written down.
    Noted,
    /// A person decided on rules, for one unit.
    DecisionGiven,
    /// A unit is kept for a household.
    Held,
    /// It was offered to it.
    Offered,
    /// The household will come.
    OfferAccepted,
    /// The unit is let go.
    ClaimEnded,
    /// The household moved in.
    Arrived,
    /// The day on which it will leave.
    ExpectedDeparture,
    /// Somebody came to the household.
    PersonJoined,
    /// Somebody left it.
    PersonLeft,
    /// It moved to another unit.
    Transferred,
    /// It left.
    Departed,
    /// It was refused.
    TurnedAway,
    /// It found a place elsewhere.
    PlacedElsewhere,
    /// It asks no more.
    Withdrawn,
    /// The referral is another's.
    Duplicate,
    /// A unit can be offered from now on.
    UnitOpened,
    /// A unit can be offered no more.
    UnitClosed,
    /// A repair began.
    VoidBegan,
    /// A repair ended.
    VoidEnded,
    /// A unit can be offered again.
    MadeReady,
    /// A household's key was destroyed.
    Erased,
    /// An event is taken away.
    Annulled,
    /// A need was found.
    NeedIdentified,
    /// Progress with a need was looked at.
    ProgressReviewed,
    /// Somebody was given support.
    SupportGiven,
    /// What somebody needs support with.
    SupportNeeds,
    /// Somebody was referred to counselling.
    CounsellingReferred,
    /// A session took place.
    CounsellingSession,
    /// Counselling ended.
    CounsellingEnded,
    /// Money was set aside.
    BudgetAllocated,
    /// Some of it was spent.
    BudgetSpent,
    /// Second stage began.
    SecondStageBegan,
    /// Its level changed.
    SecondStageLevel,
    /// Second stage ended.
    SecondStageEnded,
    /// Floating support began.
    FloatingBegan,
    /// A contact of floating support.
    FloatingContact,
    /// Floating support ended.
    FloatingEnded,
    /// A home is to be made safer.
    SanctuaryReferred,
    /// Whether it can be was decided.
    SanctuaryDetermined,
    /// The risk assessment began.
    RiskAssessmentBegan,
    /// A part of it is there.
    RiskAssessmentPart,
    /// It is done.
    RiskAssessmentDone,
    /// The council answered.
    ApprovalGiven,
    /// What the household agreed to.
    MeasuresAgreed,
    /// Its needs were assessed.
    NeedsAssessed,
    /// Its support and safety plan was made.
    SupportPlanMade,
    /// A measure was fitted.
    MeasureFitted,
    /// The sanctuary ended.
    SanctuaryEnded,
    /// An incident was reported.
    IncidentReported,
    /// How many staff there are.
    StaffRecorded,
    /// A buddy was named.
    BuddyAssigned,
    /// A complaint was made.
    ComplaintRecorded,
    /// A survey was answered.
    SurveyAnswered,
}

impl EventName {
    /// By its word; none: no event is called so.
    pub fn named(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// Of an event as it is written; none: it is no event.
    pub fn of(event: &Map<String, Value>) -> Option<Self> {
        event.get("event").and_then(Value::as_str).and_then(Self::named)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Serialize for EventName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
