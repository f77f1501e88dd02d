//! The commands that record support and pathways, by the event they record.

use crate::base::domain::EventName;

/// The command of an event, and what stands behind whom it is about.
pub(super) fn telling(event: EventName) -> (&'static str, &'static str) {
    match event {
        EventName::NeedIdentified => ("support need", " AREA"),
        EventName::ProgressReviewed => ("support review", " AREA --positive"),
        EventName::SupportGiven => ("support give", " TYPES"),
        EventName::SupportNeeds => ("support needs", " NEEDS"),
        EventName::BuddyAssigned => ("support buddy", " ACCOUNT"),
        EventName::CounsellingReferred => ("counselling refer", ""),
        EventName::CounsellingSession => ("counselling session", ""),
        EventName::CounsellingEnded => ("counselling end", ""),
        EventName::BudgetAllocated => ("budget set", " POUNDS"),
        EventName::BudgetSpent => ("budget spend", " POUNDS --purpose TEXT"),
        EventName::SecondStageBegan => ("second-stage begin", ""),
        EventName::SecondStageLevel => ("second-stage level", " LEVEL"),
        EventName::SecondStageEnded => ("second-stage end", ""),
        EventName::FloatingBegan => ("floating begin", ""),
        EventName::FloatingContact => ("floating contact", ""),
        EventName::FloatingEnded => ("floating end", ""),
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: EventName) -> (&'static str, &'static str) {
    match event {
        EventName::SanctuaryReferred => ("sanctuary refer", ""),
        EventName::SanctuaryDetermined => ("sanctuary decide", " accepted"),
        EventName::RiskAssessmentBegan => ("sanctuary begin", ""),
        EventName::RiskAssessmentPart => ("sanctuary part", " PART"),
        EventName::RiskAssessmentDone => ("sanctuary assess", " MEASURES --cost POUNDS"),
        EventName::ApprovalGiven => ("sanctuary approve", ""),
        EventName::MeasuresAgreed => ("sanctuary agree", ""),
        EventName::NeedsAssessed => ("sanctuary needs", ""),
        EventName::SupportPlanMade => ("sanctuary plan", ""),
        EventName::MeasureFitted => {
            ("sanctuary fit", " MEASURE --materials POUNDS --labour POUNDS")
        }
        _ => ("sanctuary end", ""),
    }
}
