//! What events of support and pathways are called within a sentence.

/// An event by what it is called.
pub(super) fn title(event: &str) -> &'static str {
    match event {
        "need_identified" => "the need",
        "progress_reviewed" => "the review of progress",
        "support_given" => "the support given",
        "support_needs" => "the support needs",
        "counselling_referred" => "the referral to counselling",
        "counselling_session" => "the counselling session",
        "counselling_ended" => "the end of counselling",
        "budget_allocated" => "the budget",
        "budget_spent" => "the spending",
        "second_stage_began" => "the beginning of second stage support",
        "second_stage_level" => "the level of second stage support",
        "second_stage_ended" => "the end of second stage support",
        "floating_began" => "the beginning of floating support",
        "floating_contact" => "the contact",
        "floating_ended" => "the end of floating support",
        "incident_reported" => "the incident",
        "staff_recorded" => "the number of staff",
        "buddy_assigned" => "the buddy",
        "complaint_recorded" => "the complaint",
        "survey_answered" => "the answer to the survey",
        event => of_sanctuary(event),
    }
}

fn of_sanctuary(event: &str) -> &'static str {
    match event {
        "sanctuary_referred" => "the sanctuary referral",
        "sanctuary_determined" => "Housing Solutions' decision",
        "risk_assessment_began" => "the beginning of the risk assessment",
        "risk_assessment_part" => "a part of the risk assessment",
        "risk_assessment_done" => "the risk assessment",
        "approval_given" => "the council's approval",
        "measures_agreed" => "what they agreed to",
        "needs_assessed" => "the assessment of needs",
        "support_plan_made" => "the support plan",
        "measure_fitted" => "the fitting",
        "sanctuary_ended" => "the end of the sanctuary",
        _ => "what was recorded",
    }
}
