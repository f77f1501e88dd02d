//! What events of support and pathways are called within a sentence.

use crate::base::domain::EventName;

/// An event by what it is called.
pub(super) fn title(event: EventName) -> &'static str {
    match event {
        EventName::NeedIdentified => "the need",
        EventName::ProgressReviewed => "the review of progress",
        EventName::SupportGiven => "the support given",
        EventName::SupportNeeds => "the support needs",
        EventName::CounsellingReferred => "the referral to counselling",
        EventName::CounsellingSession => "the counselling session",
        EventName::CounsellingEnded => "the end of counselling",
        EventName::BudgetAllocated => "the budget",
        EventName::BudgetSpent => "the spending",
        EventName::SecondStageBegan => "the beginning of second stage support",
        EventName::SecondStageLevel => "the level of second stage support",
        EventName::SecondStageEnded => "the end of second stage support",
        EventName::FloatingBegan => "the beginning of floating support",
        EventName::FloatingContact => "the contact",
        EventName::FloatingEnded => "the end of floating support",
        EventName::IncidentReported => "the incident",
        EventName::StaffRecorded => "the number of staff",
        EventName::BuddyAssigned => "the buddy",
        EventName::ComplaintRecorded => "the complaint",
        EventName::SurveyAnswered => "the answer to the survey",
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: EventName) -> &'static str {
    match event {
        EventName::SanctuaryReferred => "the sanctuary referral",
        EventName::SanctuaryDetermined => "Housing Solutions' decision",
        EventName::RiskAssessmentBegan => "the beginning of the risk assessment",
        EventName::RiskAssessmentPart => "a part of the risk assessment",
        EventName::RiskAssessmentDone => "the risk assessment",
        EventName::ApprovalGiven => "the council's approval",
        EventName::MeasuresAgreed => "what they agreed to",
        EventName::NeedsAssessed => "the assessment of needs",
        EventName::SupportPlanMade => "the support plan",
        EventName::MeasureFitted => "the fitting",
        EventName::SanctuaryEnded => "the end of the sanctuary",
        _ => "what was recorded",
    }
}
