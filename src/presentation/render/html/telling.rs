//! What can be recorded of support and pathways, as it is named in a browser.

use crate::base::domain::EventName;

/// An event as something to do: "record that the assessment has begun".
pub(super) fn telling(event: EventName) -> &'static str {
    match event {
        EventName::NeedIdentified => "record a need",
        EventName::ProgressReviewed => "review progress",
        EventName::SupportGiven => "record support given",
        EventName::SupportNeeds => "record what they need support with",
        EventName::BuddyAssigned => "name a buddy",
        EventName::CounsellingReferred => "refer to counselling",
        EventName::CounsellingSession => "record a session",
        EventName::CounsellingEnded => "end counselling",
        EventName::BudgetAllocated => "set money aside",
        EventName::BudgetSpent => "record spending",
        EventName::SecondStageBegan => "begin second stage",
        EventName::SecondStageLevel => "change the level",
        EventName::SecondStageEnded => "end second stage",
        EventName::FloatingBegan => "begin floating support",
        EventName::FloatingContact => "record a contact",
        EventName::FloatingEnded => "end floating support",
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: EventName) -> &'static str {
    match event {
        EventName::SanctuaryReferred => "refer for sanctuary",
        EventName::SanctuaryDetermined => "record the decision",
        EventName::RiskAssessmentBegan => "begin the risk assessment",
        EventName::RiskAssessmentPart => "record a part",
        EventName::RiskAssessmentDone => "record what it recommends",
        EventName::ApprovalGiven => "record the council's answer",
        EventName::MeasuresAgreed => "record what they agree to",
        EventName::NeedsAssessed => "record that needs are assessed",
        EventName::SupportPlanMade => "record the support plan",
        EventName::MeasureFitted => "record a fitting",
        _ => "end the sanctuary",
    }
}
